"""The page of all answers: what stands, what is open, and a way to change each."""

import streamlit as st

from advisor.errors import AdvisorError
from advisor.interview import review
from advisor.model.answers import Answer, fold, shown_value
from advisor.model.content import Question
from advisor.model.conversation import Button
from advisor.ui import context

made = context.advisor()
say = context.words("review")
plain = context.plain


def line(session: str, question: Question, answer: Answer | None, note: str) -> None:
    """A question with what stands for it, and a button that takes it to the interview."""
    left, right = st.columns([6, 1], vertical_alignment="center")
    with left:
        st.markdown(f"**{plain(question.label)}**")
        st.text(say["open"] if answer is None else shown_value(question, answer.value))
        if note:
            st.caption(plain(note))
    label = say["answer"] if answer is None else say["change"]
    if right.button(label, key=f"change-{question.id}", width="stretch"):
        change = Button(label=label, action="command", value="change", question=question.id)
        context.say(session, change)
        st.switch_page(context.CHAT)


def notes(question: Question, answer: Answer | None, active: bool, skipped: bool) -> str:
    """What there is to say beside an answer."""
    found = [say["skipped"]] if skipped and answer is None else []
    if not active:
        found.append(say["off_path"])
    if question.dimension:
        found.append(say["official"] if question.official else say["own"])
    return " · ".join(found)


def page(session: str) -> None:
    """The whole page for the answers of a session."""
    st.title(say["heading"])
    st.write(say["intro"])
    answers, skipped = fold(made.log(session))
    for stage in review(made.pack, answers):
        done = sum(answer is not None for _, answer, _ in stage.lines)
        count = say["count"].format(done=done, of=len(stage.lines))
        with st.expander(plain(f"{stage.title} · {count}"), expanded=done > 0):
            for question, answer, active in stage.lines:
                note = notes(question, answer, active, question.id in skipped)
                line(session, question, answer, note)


try:
    page(context.session())
except AdvisorError as error:
    context.stop(error)
