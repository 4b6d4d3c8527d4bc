"""The form for an action that the office adds."""

import streamlit as st

from advisor.model.roadmap import Roadmap
from advisor.roadmap.deciding import wished
from advisor.ui import context, plan_shown, typed

_BLANK = {"pillar": 1, "strength": "should", "nature": "process", "months": 6, "effort_pm": 1}
_NAME = "own-new"


def show(session: str, roadmap: Roadmap) -> None:
    """The fields of a new action, and the button that adds it."""
    say, plain = context.words("plan"), context.plain
    st.caption(plain(say["add_note"]))
    sheet = typed.Sheet(f"{session}-{_NAME}", _BLANK, say["fields"])
    fields = say["fields"]
    pillars = {one.no: f"{one.no}. {one.title}" for one in roadmap.pillars}
    left, right = st.columns(2)
    with left:
        sheet.text("title", fields["title"], max_chars=300)
        sheet.text("deliverable", fields["deliverable"], area=True)
        sheet.text("owner", fields["owner"])
        sheet.text("indicator", fields["indicator"])
        sheet.text("target", fields["target"])
    with right:
        sheet.select("pillar", fields["pillar"], list(pillars), format_func=pillars.__getitem__)
        sheet.select(
            "strength",
            fields["strength"],
            list(say["strengths"]),
            format_func=say["strengths"].__getitem__,
        )
        sheet.select(
            "nature",
            fields["nature"],
            list(say["natures"]),
            format_func=say["natures"].__getitem__,
        )
        _figures(sheet)
        titles = {one: plan_shown.shown(roadmap)[one].title for one in wished(roadmap)}
        sheet.kept(
            "needs",
            fields["needs"],
            st.multiselect,
            options=list(titles),
            format_func=titles.__getitem__,
        )
        sheet.text("sdg", fields["sdg"], area=True)
    sheet.show_fault()
    if st.button(say["add_now"], key="add-now", type="primary"):
        values = {**sheet.values, "sdg": sheet.values["sdg"].split()}
        told = say["added"].format(title=values["title"])
        sheet.store(
            lambda: context.advisor().planning.add(session, values, typed.who()), plain(told)
        )


def _figures(sheet: typed.Sheet) -> None:
    fields = context.words("plan")["fields"]
    first, second = st.columns(2)
    with first:
        sheet.number("months", fields["months"], 1, max_value=60)
        sheet.number("cost_low", fields["cost_low"])
    with second:
        sheet.number("effort_pm", fields["effort_pm"], 1)
        sheet.number("cost_high", fields["cost_high"])
