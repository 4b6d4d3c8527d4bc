"""The page of the interview: the conversation, the open question, where one is."""

import streamlit as st

from advisor.errors import AdvisorError
from advisor.interview import progress, stages
from advisor.model.answers import fold
from advisor.ui import context, turns

SHOWN = 12
made = context.advisor()
say = context.words("chat")


def conversation(session: str) -> None:
    """What was said, the latest below, and what can be said now."""
    log = made.log(session)
    said = [event.turn for event in log if event.kind == "turn"]
    if len(said) > SHOWN:
        with st.expander(say["earlier"].format(count=len(said) - SHOWN)):
            for turn in said[:-SHOWN]:
                turns.show_message(turn)
    for turn in said[-SHOWN:]:
        turns.show_message(turn, last=turn is said[-1])
    turns.show_table(session, said[-1])


def sidebar(session: str) -> None:
    """How far the office is, and how to come back."""
    answers, _ = fold(made.log(session))
    words = context.words("progress")
    with st.sidebar:
        st.subheader(words["heading"])
        for stage in stages(made.pack, answers):
            line = words["stage"].format(title=stage.title, done=stage.answered, of=stage.of)
            st.progress(stage.answered / max(stage.of, 1), text=context.plain(line))
        far = progress(made.pack, answers, None)
        st.caption(words["all"].format(done=far.answered, of=far.of))
        keep = context.words("save")
        st.subheader(keep["heading"])
        st.write(keep["text"])
        st.caption(context.plain(keep["id"].format(session=session)))
        st.button(keep["new"], on_click=context.forget_session)


def page(session: str) -> None:
    """The whole page of a session."""
    st.title(context.words("title"))
    st.caption(context.words("tagline"))
    message = st.chat_input(say["input"], max_chars=20_000)
    if message:
        with st.spinner(say["working"]):
            turns.say(session, message)
    conversation(session)
    sidebar(session)


try:
    page(context.session())
except AdvisorError as error:
    context.stop(error)
