"""The page of the interview: the conversation, the open question, where one is."""

import streamlit as st

from advisor.interview import progress, stages
from advisor.model.answers import Answers, fold
from advisor.ui import context, live, table, turns

SHOWN = 8
made = context.advisor()
say = context.words("chat")


def conversation(session: str, answers: Answers) -> None:
    """What was said, the latest below, and what can be said now."""
    said = [event.turn for event in made.log(session) if event.kind == "turn"]
    if len(said) > SHOWN:
        earlier = say["earlier"].format(count=len(said) - SHOWN)
        box = st.expander(earlier, key="earlier", on_change="rerun")
        if box.open:
            with box:
                for turn in said[:-SHOWN]:
                    turns.show_message(turn)
    for turn in said[-SHOWN:-1]:
        turns.show_message(turn)
    with st.container(key="now"):
        turns.show_message(said[-1], last=True)
        held = answers.get(said[-1]["current_question"] or "")
        table.show_table(session, said[-1], held)
    live.announce(len(said), said[-1]["reply"])


def sidebar(session: str, answers: Answers) -> None:
    """How far the office is, and how to come back."""
    words, keep = context.words("progress"), context.words("save")
    with st.sidebar:
        st.header(words["heading"], anchor=False)
        for stage in stages(made.pack, answers):
            line = words["stage"].format(title=stage.title, done=stage.answered, of=stage.of)
            st.progress(stage.answered / max(stage.of, 1), text=context.plain(line))
        far = progress(made.pack, answers, None)
        st.caption(words["all"].format(done=far.answered, of=far.of))
        st.header(keep["heading"], anchor=False)
        st.write(keep["text"])
        st.code(context.link(), language=None, wrap_lines=True)
        st.download_button(
            keep["transcript"],
            data=lambda: made.transcript(session, "markdown"),
            file_name="conversation.md",
            mime="text/markdown",
            on_click="ignore",
            icon=":material/download:",
        )
        st.button(keep["new"], on_click=context.forget_session)


with context.faults_shown():
    session = context.session()
    st.title(context.words("title"), anchor=False)
    st.caption(context.words("tagline"))
    message = st.chat_input(say["input"], key="message", max_chars=20_000)
    if message:
        with st.spinner(say["working"]):
            context.say(session, message)
            st.rerun()
    answers, _ = fold(made.log(session))
    conversation(session, answers)
    sidebar(session, answers)
