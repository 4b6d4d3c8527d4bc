"""The actions as a list: what is decided, and the quick ways to decide."""

from collections.abc import Callable, Sequence

import streamlit as st

from advisor.model.choices import Rejected
from advisor.model.roadmap import PlannedAction, Roadmap
from advisor.roadmap.deciding import choice_on
from advisor.ui import context, plan_add, plan_shown, typed
from advisor.ui.plan_shown import Shown

plain = context.plain
_KINDS: dict[str, Callable[[Roadmap, Shown], bool]] = {
    "all": lambda _roadmap, _one: True,
    "open": lambda roadmap, one: choice_on(roadmap, one.id).decision == "open",
    "accepted": lambda roadmap, one: choice_on(roadmap, one.id).decision == "accepted",
    "changed": lambda _roadmap, one: isinstance(one, PlannedAction) and bool(one.edited),
    "aside": lambda _roadmap, one: isinstance(one, Rejected),
    "own": lambda _roadmap, one: one.id.startswith("own."),
}


def show(session: str, roadmap: Roadmap) -> None:
    """The list, with what is shown of it, and the form for an own action."""
    say = context.words("plan")
    listed = _filtered(roadmap)
    new = [one.id for one in listed if choice_on(roadmap, one.id).decision == "open"]
    with st.container(horizontal=True):
        if len(new) > 1:
            st.button(
                say["accept_all"].format(count=len(new)),
                key="accept-all",
                icon=":material/done_all:",
                on_click=_accept,
                args=(session, roadmap, new, say["accepted_all"].format(count=len(new))),
            )
    with st.expander(say["add"], icon=":material/add:"):
        plan_add.show(session, roadmap)
    if not listed:
        st.info(say["nothing_to_show"])
    with st.container(key="decisions", gap="small"):
        for one in context.paged(listed, say["per_page"], "decisions"):
            with st.container(border=True):
                _line(session, roadmap, one)


def _filtered(roadmap: Roadmap) -> Sequence[Shown]:
    say = context.words("plan")
    titles = {one.no: f"{one.no}. {one.title}" for one in roadmap.pillars}
    left, right = st.columns(2)
    pillar = left.selectbox(
        say["pillar"],
        [0, *titles],
        format_func=lambda no: titles.get(no, say["all_pillars"]),
        key="plan-pillar",
        persist_state="session",
    )
    kind = right.selectbox(
        say["show"],
        list(_KINDS),
        format_func=say["shows"].__getitem__,
        key="plan-kind",
        persist_state="session",
    )
    return [
        one
        for one in plan_shown.shown(roadmap).values()
        if pillar in (0, one.pillar) and _KINDS[kind](roadmap, one)
    ]


def _line(session: str, roadmap: Roadmap, one: Shown) -> None:
    say = context.words("plan")
    left, right = st.columns([5, 2], vertical_alignment="center")
    with left:
        st.markdown(f"**{plain(one.title)}**")
        st.caption(plain(plan_shown.about(one)))
        if found := plan_shown.marks(roadmap, one):
            st.markdown(f":blue[{plain(found)}]")
    with right.container(horizontal=True):
        if choice_on(roadmap, one.id).decision == "open":
            st.button(
                say["accept"],
                key=f"accept-{one.id}",
                help=plain(say["accept_help"].format(title=one.title)),
                icon=":material/check:",
                on_click=_accept,
                args=(session, roadmap, [one.id], say["accepted"].format(title=one.title)),
            )
        st.button(
            say["change"],
            key=f"change-{one.id}",
            help=plain(say["change_help"].format(title=one.title)),
            icon=":material/edit:",
            on_click=plan_shown.open_,
            args=(one.id,),
        )


def _accept(session: str, roadmap: Roadmap, actions: Sequence[str], told: str) -> None:
    with context.fault_kept():
        context.advisor().planning.accept(session, roadmap, actions, typed.who())
        typed.tell(told)
