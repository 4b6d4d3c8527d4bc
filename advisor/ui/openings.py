"""What can go wrong with the draft, and what it still lacks."""

import streamlit as st

from advisor.model.conversation import Button
from advisor.model.roadmap import Roadmap
from advisor.ui import context, planned

plain = context.plain


def risks(roadmap: Roadmap) -> None:
    """The risks that the answers raise, each with its reason and response."""
    say = context.words("roadmap")
    titles = {one.id: one.title for one in roadmap.actions}
    st.header(say["risks"], anchor=False)
    if not roadmap.risks:
        st.info(say["no_risks"])
    for number, one in enumerate(roadmap.risks, 1):
        levels = say["levels"]
        rated = say["rated"].format(
            number=number,
            title=one.title,
            likelihood=levels[one.likelihood],
            impact=levels[one.impact],
        )
        with st.expander(plain(rated)):
            reducing = "; ".join(titles[action] for action in one.actions)
            lines = [
                one.description,
                *(
                    say["because"].format(rule=firing.rule, because=firing.because)
                    for firing in one.trace
                ),
                say["signal"].format(signal=one.signal),
                say["response"].format(response=one.response, owner=one.owner),
                say["reduced"].format(actions=reducing) if reducing else say["not_reduced"],
            ]
            st.markdown("\n\n".join(plain(line) for line in lines))
            st.caption(plain(say["cited"].format(slides=planned.slides(one.sources))))


def waiting(session: str, roadmap: Roadmap) -> None:
    """What does not fit, what would sharpen the plan, and what is to be confirmed."""
    say = context.words("roadmap")
    if roadmap.not_placed:
        st.header(say["not_placed"], anchor=False)
        st.markdown("\n".join(f"- {plain(f'{x.title}: {x.reason}')}" for x in roadmap.not_placed))
    _sharpen(session, roadmap)
    st.header(say["open"], anchor=False)
    for kind, title in say["kinds"].items():
        points = [one.what for one in roadmap.to_confirm if one.kind == kind]
        if points:
            with st.expander(plain(f"{title} ({len(points)})"), expanded=kind == "setting"):
                st.markdown("\n".join(f"- {plain(point)}" for point in points))


def _sharpen(session: str, roadmap: Roadmap) -> None:
    """Open questions by how many rules wait for them, each with its way into the interview."""
    say, made = context.words("roadmap"), context.advisor()
    st.header(say["waiting"], anchor=False)
    wanted = made.waited_for(roadmap)
    if not wanted:
        st.info(say["nothing_waits"])
        return
    st.caption(plain(say["waiting_intro"].format(count=len(wanted))))
    for question, rules in wanted[: say["waiting_shown"]]:
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(
            f"**{plain(question.label)}**  \n{plain(question.text)}  \n"
            + plain(say["waits"].format(count=rules))
        )
        if right.button(
            say["answer"], key=f"sharpen-{question.id}", help=plain(question.label), width="stretch"
        ):
            label = say["answer"]
            open_ = Button(label=label, action="command", value="change", question=question.id)
            context.say(session, open_)
            st.switch_page(context.CHAT)
