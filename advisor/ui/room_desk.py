"""The desk of the facilitator: who has joined, what the room says, and its way into the draft."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from advisor.model.answers import Answers
from advisor.model.content import Question
from advisor.model.roadmap import Spread
from advisor.model.room import Respondent, Room
from advisor.ui import context, room_form

plain = context.plain
_SECONDS = 5
_A_PAGE = 12
_SEEN = "views-seen"
_TOLD = "room-told"


def show(room: Room) -> None:
    """The whole desk."""
    say = context.words("workshop")
    st.title(plain(room.name), anchor=False)
    left, right = st.columns([1, 2])
    left.metric(say["code_shown"], room.code, border=True)
    with right:
        st.caption(say["link"])
        st.code(f"{context.root()}/workshop?workshop={room.code}", language=None, wrap_lines=True)
    st.caption(say["keep"])
    with st.container():  # it stays, so that what is below is not drawn anew and loses its file
        if told := st.session_state.pop(_TOLD, ""):
            st.success(told)
    st.session_state[_SEEN] = _given(context.advisor().facilitation.respondents(room))
    _people(room)
    _into_draft(room)
    _from_file(room)
    _views(room)


@st.fragment(run_every=_SECONDS)
def _people(room: Room) -> None:
    say = context.words("workshop")
    st.header(say["people"], anchor=False)
    joined = context.advisor().facilitation.respondents(room)
    if not joined:
        st.info(say["nobody"])
        return
    name, done = say["columns"]["name"], say["columns"]["done"]
    st.table(
        [
            {name: plain(one.name), done: f"{len(one.answers)} / {len(room.questions)}"}
            for one in joined
        ],
        hide_index=True,
        alt=say["people"],
    )
    if _given(joined) != st.session_state[_SEEN] and st.button(say["renew"], key="renew"):
        st.rerun(scope="app")


def _given(joined: Sequence[Respondent]) -> dict[str, Answers]:
    """What stands on the page: it is drawn anew by a person, never under their hands."""
    return {one.session: one.answers for one in joined}


def _into_draft(room: Room) -> None:
    say = context.words("workshop")
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(say["take"], type="primary"):
            new = context.advisor().facilitation.take_over(room)
            st.session_state[_TOLD] = say["taken"].format(n=new) if new else say["none_new"]
            st.rerun()
        st.page_link(context.ROADMAP, label=say["to_draft"], icon=":material/arrow_forward:")


def _views(room: Room) -> None:
    """Each question with the standpoints, those far apart first."""
    say = context.words("workshop")
    st.header(say["views"], anchor=False)
    spreads = context.advisor().facilitation.together(room).spreads
    if not spreads:
        st.info(say["no_views"])
        return
    apart = sum(one.divided for one in spreads)
    st.write(say["divided_note"].format(n=apart, of=len(spreads)))
    for one in context.paged(sorted(spreads, key=lambda x: not x.divided), _A_PAGE, "views"):
        _view(room, one)


def _view(room: Room, spread: Spread) -> None:
    made, say = context.advisor(), context.words("workshop")
    question = made.pack.question[spread.question]
    held = made.answers(room.lead).get(spread.question)
    label = say["apart"].format(label=spread.label) if spread.divided else spread.label
    with st.container(border=True):
        st.markdown(f"**{plain(label)}**")
        st.caption(plain(question.text))
        for one in spread.standpoints:
            st.text(say["standpoint"].format(shown=one.shown, who=", ".join(one.who)))
        st.caption(plain(say["counts"].format(settled=spread.settled or say["open_value"])))
        if held is not None and held.note:
            st.caption(plain(say["settled_note"].format(note=held.note)))
        with st.expander(say["settle"]):
            _settling(room, question)


def _settling(room: Room, question: Question) -> None:
    say = context.words("workshop")
    value = room_form.drawn(question, None, "settle")
    note = st.text_input(say["settle_note"], key=f"note-{question.id}", max_chars=300)
    if st.button(say["settle"], key=f"settle-{question.id}", disabled=value is None):
        context.advisor().facilitation.settle(room, question, value, note)
        st.rerun()


def _from_file(room: Room) -> None:
    made, say = context.advisor(), context.words("workshop")
    with st.expander(say["file"]):
        st.write(say["file_text"])
        st.download_button(
            say["template"],
            data=lambda: made.room_template(room),
            file_name="workshop.xlsx",
            on_click="ignore",
        )
        given = st.file_uploader(say["upload"], type=["csv", "xlsx"], key="room-file")
        if given is not None and st.button(say["take_file"]):
            with TemporaryDirectory() as folder:
                path = Path(folder) / f"answers{Path(given.name).suffix.lower()}"
                path.write_bytes(given.getvalue())
                answers = made.room_answers(path)
            made.facilitation.take_in(room, answers)
            st.session_state[_TOLD] = say["file_taken"].format(n=len(answers))
            st.rerun()
