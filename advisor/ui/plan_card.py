"""One action with every field that the office can decide on; what is typed counts once saved."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor.model.choices import Choice
from advisor.model.roadmap import PlannedAction, Roadmap
from advisor.roadmap.deciding import choice_on, standing
from advisor.ui import context, plan_fields, plan_shown, planned, typed

plain = context.plain


def show(session: str, roadmap: Roadmap, action: str) -> None:
    """The action, its fields, and why it is here."""
    say, one = context.words("plan"), plan_shown.shown(roadmap)[action]
    st.button(
        say["back"], key="back", icon=":material/arrow_back:", on_click=plan_shown.open_, args=("",)
    )
    st.header(plain(one.title), anchor=False)
    st.caption(plain(plan_shown.about(one)))
    if found := plan_shown.marks(roadmap, one):
        st.markdown(f":blue[{plain(found)}]")
    for conflict in roadmap.conflicts:
        if action in conflict.actions:
            st.warning(plain(conflict.sentence))
    choice = choice_on(roadmap, action)
    sheet = typed.Sheet(f"{session}-{action}", _stands(roadmap, action, choice), _names(roadmap))
    left, right = st.columns([3, 2], gap="large")
    with left:
        plan_fields.decision(roadmap, sheet, one)
        early = st.container()
        values = _fields(roadmap, sheet, one)
        _store(session, roadmap, action, sheet, values, early)
    with right:
        _why(one)
    _back(session, roadmap, action, sheet)


def _names(roadmap: Roadmap) -> dict[str, str]:
    """What ids and fields are called in the sentences of faults."""
    titles = {name: one.title for name, one in plan_shown.shown(roadmap).items()}
    return {**titles, **context.words("plan")["fields"]}


def _stands(roadmap: Roadmap, action: str, choice: Choice) -> dict[str, Any]:
    """What stands in each field of the sheet."""
    pins = {one.action: one.quarter for one in roadmap.settings.pins}
    found = standing(context.advisor().pack, roadmap, action)
    targets = found["targets"]
    return {
        **found,
        "supports": "\n".join(found["supports"]),
        **{f"target-{at}": targets[at] if at < len(targets) else "" for at in range(10)},
        **{f"rating-{name}": value for name, value in choice.ratings},
        "decision": choice.decision,
        "reason": choice.reason,
        "into": choice.into or None,
        "pin": pins.get(action),
    }


def _fields(roadmap: Roadmap, sheet: typed.Sheet, one: plan_shown.Shown) -> dict[str, Any]:
    """Draw the groups below the decision; what all fields hold, as `decided` takes it."""
    say, values = context.words("plan"), sheet.values
    st.subheader(say["words"], anchor=False)
    plan_fields.words(sheet)
    st.subheader(say["size"], anchor=False)
    plan_fields.size(roadmap, sheet)
    st.subheader(say["indicator_head"], anchor=False)
    targets = plan_fields.indicator(roadmap, sheet, one)
    found: dict[str, Any] = {
        "supports": [line.strip() for line in values["supports"].splitlines() if line.strip()],
        "targets": targets,
    }
    if isinstance(one, PlannedAction):
        st.subheader(say["ratings_head"], anchor=False)
        found["ratings"] = plan_fields.ratings(sheet, one)
    kept = {name: value for name, value in values.items() if "-" not in name}
    return {**kept, **found}


def _store(
    session: str,
    roadmap: Roadmap,
    action: str,
    sheet: typed.Sheet,
    values: dict[str, Any],
    early: DeltaGenerator,
) -> None:
    """The buttons that save, below the decision and below all; they say what is not saved yet."""
    say, planning = context.words("plan"), context.advisor().planning
    rows = {action: values}
    waiting = planning.changes(session, roadmap, rows)
    sheet.show_fault()
    pressed = early.button(say["save"], key="save-decision", icon=":material/save:")
    if waiting:
        st.warning(say["unsaved"])
    with st.container(horizontal=True):
        pressed |= st.button(say["save"], key="save", type="primary", icon=":material/save:")
        if waiting:
            st.button(say["discard"], key="discard", on_click=sheet.forget)
    if pressed:
        told = say["saved"].format(title=values["title"]) if waiting else say["unchanged"]
        sheet.store(lambda: planning.decide(session, roadmap, rows, typed.who()), told)


def _why(one: plan_shown.Shown) -> None:
    """The reasons behind an action, as the roadmap page gives them."""
    say = context.words("plan")
    with st.container(border=True):
        st.subheader(say["why"], anchor=False)
        if isinstance(one, PlannedAction):
            planned.reasons(one)
            return
        for firing in one.trace:
            st.markdown(plain(planned.because(firing)))
        if one.reason:
            st.markdown(plain(one.reason))


def _back(session: str, roadmap: Roadmap, action: str, sheet: typed.Sheet) -> None:
    """Take back all that was decided on the action; only where there is something."""
    say, made = context.words("plan"), context.advisor()
    given = made.planning.given(session)
    if not any(action in given.get(name, {}) for name in ("choices", "pins", "own")):
        return
    title = plan_shown.shown(roadmap)[action].title

    def back() -> None:
        with context.fault_kept():
            made.planning.take_back(session, action, typed.who())
            sheet.forget()
            typed.tell(say["taken_back"].format(title=title))

    label = say["take_back_own" if action in given.get("own", {}) else "take_back"]
    st.button(label, key="take-back", icon=":material/undo:", on_click=back)
