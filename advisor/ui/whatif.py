"""What if: other people, money, time or a fixed start, tried beside the plan as it stands."""

from typing import Any

import streamlit as st

from advisor.errors import AdvisorError
from advisor.model.roadmap import Roadmap
from advisor.roadmap.deciding import tried_settings
from advisor.roadmap.ratings import paying_sources
from advisor.ui import context, differences, typed

plain = context.plain
_TRY = "whatif-tried"


def show(session: str, roadmap: Roadmap) -> None:
    """The fields, and what would move."""
    say, made = context.words("whatif"), context.advisor()
    st.write(plain(say["note"]))
    _instead(session)
    sheet = _sheet(session, roadmap)
    values = _fields(sheet, roadmap)
    changes = tried_settings(roadmap, values)
    sheet.show_fault()
    with st.container(horizontal=True):
        if st.button(say["see"], key="whatif-see", type="primary"):
            st.session_state[_TRY] = (session, changes)
    asked = st.session_state.get(_TRY)
    if asked != (session, changes) or asked is None:
        return
    if not changes:
        st.info(say["same"])
        return
    try:
        after = context.tried(session, changes)
    except AdvisorError as error:
        st.error(plain(str(error)))
        return
    with st.container(horizontal=True):
        if st.button(say["use"], key="whatif-use", icon=":material/check:"):
            st.session_state.pop(_TRY)
            sheet.store(lambda: made.set_plan(session, changes, typed.who()), say["used"])
        if st.button(say["forget"], key="whatif-forget"):
            st.session_state.pop(_TRY)
            sheet.forget()
            st.rerun()
    differences.show(roadmap, after)


def _instead(session: str) -> None:
    """Settings that stand in place of an answer, each with the way back."""
    say, made = context.words("whatif"), context.advisor()
    names = context.words("compare")["settings_names"]

    def back(setting: str) -> None:
        with context.fault_kept():
            made.set_plan(session, {setting: None}, typed.who())
            typed.tell(say["instead_done"])

    for setting in made.planning.instead_of_answers(session):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(plain(say["instead"].format(setting=names[setting])))
            st.button(
                say["instead_back"],
                key=f"instead-{setting}",
                help=plain(names[setting]),
                on_click=back,
                args=(setting,),
            )


def _sheet(session: str, roadmap: Roadmap) -> typed.Sheet:
    held = roadmap.settings
    budget = held.budget
    stands: dict[str, Any] = {
        "people": held.people,
        "start": held.start,
        "years": held.years,
        "budget": budget[0] if len(set(budget)) == 1 else None,
        **{f"budget-{at}": one for at, one in enumerate(budget)},
    }
    return typed.Sheet(f"{session}-whatif", stands, context.words("compare")["settings_names"])


def _fields(sheet: typed.Sheet, roadmap: Roadmap) -> dict[str, Any]:
    """Draw the fields; what they hold by setting, with the pin if one is chosen."""
    say, held = context.words("whatif"), roadmap.settings
    left, middle, right = st.columns(3)
    with left:
        people = sheet.number("people", say["people"], 1, max_value=100_000)
        years = sheet.number("years", say["years"], 1, max_value=10) or held.years
    with middle:
        day = sheet.kept("start", say["start"], st.date_input, value=held.start)
        budget = _budget(sheet, roadmap, years)
    with right:
        pin = _pin(sheet, roadmap, years)
    return {
        "people": people,
        "start": day.isoformat() if day else None,
        "years": years,
        "budget": budget,
        "pin": pin,
    }


def _budget(sheet: typed.Sheet, roadmap: Roadmap, years: int) -> Any:
    """One sum a year, or a list of them; what stands where sources pay."""
    say, held = context.words("whatif"), roadmap.settings
    if paying_sources(held):
        st.caption(plain(say["sources"]))
        return held.budget
    uneven = len(set(held.budget)) > 1
    if not sheet.kept("each-year", say["each_year"], st.toggle, value=uneven):
        return sheet.number("budget", say["budget"].format(unit=_unit(held.currency)))
    labels = [one.label for one in roadmap.years]
    return [
        sheet.number(
            f"budget-{at}",
            say["budget_year"].format(
                label=labels[at] if at < len(labels) else at + 1, unit=_unit(held.currency)
            ),
        )
        for at in range(years)
    ]


def _unit(currency: str) -> str:
    return str(context.words("whatif")["unit"].format(currency=currency)) if currency else ""


def _pin(sheet: typed.Sheet, roadmap: Roadmap, years: int) -> tuple[str, int | None] | None:
    """An action and the quarter in which it must start, or None for one that is free again."""
    say = context.words("whatif")
    titles = {one.id: f"{one.code} {one.title}" for one in roadmap.actions}
    action = sheet.select(
        "pin", say["pin"], ["", *titles], format_func=lambda one: titles.get(one, say["no_pin"])
    )
    if not action:
        return None
    pins = {one.action: one.quarter for one in roadmap.settings.pins}
    labels = {one.quarter: one.label for one in roadmap.quarters}
    stands = pins.get(action)
    options = [None, *(quarter for quarter in labels if quarter < years * 4)]
    quarter = sheet.select(
        f"quarter-{action}",
        say["quarter"],
        options,
        index=options.index(stands) if stands in options else 0,
        format_func=lambda one: labels.get(one, say["free"]),
    )
    return action, quarter
