"""The page of all answers: what stands, what is open, and a way to change each."""

import streamlit as st

from advisor.interview import StageReview, review
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
    if right.button(label, key=f"change-{question.id}", help=plain(question.text), width="stretch"):
        change = Button(label=label, action="command", value="change", question=question.id)
        context.say(session, change)
        st.switch_page(context.CHAT)


def notes(question: Question, answer: Answer | None, active: bool, skipped: bool) -> str:
    """What there is to say beside an answer."""
    found = [say["skipped"]] if skipped and answer is None else []
    if not active:
        found.append(say["off_path"])
    if question.dimension:
        found.append(say[question.origin])
    if answer is not None and answer.note:
        found.append(say["note"].format(note=answer.note))
    return " · ".join(found)


def chosen(stages: tuple[StageReview, ...]) -> StageReview:
    """The step whose answers are shown."""
    titles = {
        one.stage: say["step"].format(
            title=one.title,
            done=sum(answer is not None for _, answer, _ in one.lines),
            of=len(one.lines),
        )
        for one in stages
    }
    picked = st.radio(
        say["steps"], list(titles), format_func=lambda one: plain(titles[one]), horizontal=True
    )
    return next(one for one in stages if one.stage == picked)


def page(session: str) -> None:
    """The whole page for the answers of a session."""
    st.title(say["heading"], anchor=False)
    log = made.log(session)
    answers, skipped = fold(log)
    st.write(say["intro"] if answers else say["empty"])
    changes = made.changes_told(session)
    if changes:
        told = "\n".join(f"- {plain(one)}" for one in changes)
        st.info(f"{made.page['carried']['head']}\n\n{told}")
    st.download_button(
        say["transcript"],
        data=made.transcript(session, "markdown"),
        file_name="conversation.md",
        mime="text/markdown",
        on_click="ignore",
        icon=":material/download:",
    )
    stage = chosen(review(made.pack, answers))
    st.header(plain(stage.title), anchor=False)
    for question, answer, active in stage.lines:
        with st.container(border=True):
            note = notes(question, answer, active, question.id in skipped)
            line(session, question, answer, note)


with context.faults_shown():
    page(context.session())
