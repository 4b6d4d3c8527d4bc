"""What each criterion of priority counts for, and what other weights would change."""

from typing import Any

import streamlit as st

from advisor.model.choices import CRITERIA
from advisor.model.roadmap import Roadmap
from advisor.roadmap.ratings import weights_of
from advisor.ui import context, differences, typed

plain = context.plain


def show(session: str, roadmap: Roadmap) -> None:
    """A slider for each criterion, the change of order, and the button that stores them."""
    say, made = context.words("plan"), context.advisor()
    st.write(plain(say["weights_note"]))
    if not roadmap.settings.weights:
        st.caption(plain(say["weights_own"]))
    stands = weights_of(roadmap.settings)
    sheet = typed.Sheet(f"{session}-weights", stands)
    for at, column in enumerate(st.columns(2)):
        with column:
            for name in CRITERIA[at::2]:
                label = made.roadmap_words.criteria[name].capitalize()
                how: dict[str, Any] = {"min_value": 0, "max_value": 5, "value": stands[name]}
                sheet.kept(name, label, st.slider, **how)
    weights = dict(sheet.values)
    changed = weights != stands
    with st.container(horizontal=True):
        if st.button(say["weights_store"], key="weights", type="primary", disabled=not changed):
            sheet.store(
                lambda: made.set_plan(session, {"weights": weights}, typed.who()),
                say["weights_stored"],
            )
        if roadmap.settings.weights and st.button(say["weights_back"], key="weights-back"):
            sheet.store(
                lambda: made.set_plan(session, {"weights": None}, typed.who()),
                say["weights_own"],
            )
    sheet.show_fault()
    st.header(say["ranks"], anchor=False)
    after = context.tried(session, {"weights": weights}) if changed else roadmap
    ranks(roadmap, after)


def ranks(before: Roadmap, after: Roadmap) -> None:
    """The order of urgency now and with other weights: those that change, the most urgent first."""
    say = context.words("plan")
    name, was = say["rank_columns"], {one.id: one for one in before.actions}
    moved = [
        one
        for one in sorted(after.actions, key=lambda each: each.priority)
        if one.id in was and was[one.id].priority != one.priority
    ]
    if not moved:
        st.info(say["rank_same"])
        return
    differences.table(
        [
            {
                name["title"]: one.title,
                name["was"]: str(was[one.id].priority),
                name["now"]: str(one.priority),
                name["start_was"]: was[one.id].start,
                name["start"]: one.start,
            }
            for one in moved[: say["rank_shown"]]
        ],
        say["ranks"],
    )
