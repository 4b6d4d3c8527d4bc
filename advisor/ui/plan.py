"""The page on which the office decides: actions, priorities, money, what if, earlier plans."""

import streamlit as st

from advisor.model.roadmap import Roadmap
from advisor.roadmap.deciding import choice_on, wished
from advisor.ui import (
    compare,
    context,
    cycle,
    plan_card,
    plan_list,
    plan_money,
    plan_shown,
    plan_table,
    plan_weights,
    typed,
    whatif,
)

made = context.advisor()
say = context.words("plan")
plain = context.plain


def head(session: str, roadmap: Roadmap) -> None:
    """Who decides, how far they are, and the way back."""
    st.write(plain(say["intro"]))
    actions = wished(roadmap)
    done = sum(choice_on(roadmap, one).decision != "open" for one in actions)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            say["who"],
            key=typed.WHO,
            help=say["who_help"],
            persist_state="session",
            max_chars=80,
            width=320,
        )
        st.button(
            say["undo"],
            key="undo",
            icon=":material/undo:",
            on_click=_undo,
            args=(session,),
        )
        st.page_link(context.ROADMAP, label=say["to_roadmap"], icon=":material/arrow_forward:")
    st.caption(plain(say["far"].format(done=done, of=len(actions))))


def _undo(session: str) -> None:
    with context.fault_kept():
        undone = made.undo_plan(session)
        typed.tell(say["undone" if undone else "nothing_to_undo"])


def parts(session: str, roadmap: Roadmap) -> None:
    """The parts of the page; only the one that is open is drawn."""
    draw = {
        "actions": _actions,
        "table": plan_table.show,
        "priorities": plan_weights.show,
        "money": plan_money.show,
        "whatif": whatif.show,
        "compare": compare.show,
        "cycle": cycle.show,
    }
    names = say["parts"]
    tabs = st.tabs([names[one] for one in draw], key=typed.PART, on_change="rerun")
    for tab, show in zip(tabs, draw.values(), strict=True):
        if tab.open:
            with tab:
                show(session, roadmap)


def _actions(session: str, roadmap: Roadmap) -> None:
    action = plan_shown.opened(roadmap)
    if action:
        plan_card.show(session, roadmap, action)
    else:
        plan_list.show(session, roadmap)


def page(session: str) -> None:
    """The whole page for the plan of a session."""
    st.title(say["heading"], anchor=False)
    typed.told()
    roadmap = context.draft(session)
    if not wished(roadmap):
        st.info(say["none"])
        st.page_link(
            context.CHAT,
            label=context.words("roadmap")["to_interview"],
            icon=":material/arrow_forward:",
        )
        return
    head(session, roadmap)
    parts(session, roadmap)


with context.faults_shown():
    page(context.session())
