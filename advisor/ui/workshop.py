"""The page of workshops: the way in, the form of a respondent, the desk of the facilitator."""

import streamlit as st

from advisor.model.content import Question
from advisor.ui import context, room_desk, room_form

made = context.advisor()
say = context.words("workshop")
plain = context.plain
_MINUTES = {"likert5": 0.5}  # a statement to tick; any other question takes one


def entrance(code: str) -> None:
    """Join with a code, or open a workshop."""
    st.title(say["heading"], anchor=False)
    st.write(say["intro"])
    with st.form("join"):
        st.subheader(say["join"], anchor=False)
        typed = st.text_input(say["code"], value=code, max_chars=20)
        name = st.text_input(say["your_name"], max_chars=60)
        if st.form_submit_button(say["join_now"], type="primary"):
            session = made.facilitation.join(typed, name)
            st.query_params["workshop"] = made.facilitation.room(typed).code
            st.query_params["respondent"] = session
            st.rerun()
    if not code:
        _opening()


def _opening() -> None:
    kinds = _kinds()
    with st.form("open"):
        st.subheader(say["open"], anchor=False)
        name = st.text_input(say["name"], max_chars=60)
        chosen = st.selectbox(say["ask"], list(kinds))
        if st.form_submit_button(say["open_now"]):
            room = made.facilitation.open(name, kinds[chosen])
            context.take_up(room.lead)
            st.rerun()


def _kinds() -> dict[str, list[str]]:
    """What a room can be asked: how it is called, and the questions."""
    questions = made.pack.questions
    items = [one for one in questions if one.dimension]
    found = {
        _label(say["kinds"]["rapid"], rapid := [one for one in items if one.rapid]): rapid,
        _label(say["kinds"]["full"], items): items,
    }
    for stage in made.pack.vocabulary.stages:
        asked = [one for one in questions if one.stage == stage.id and not one.dimension]
        if asked and stage.id != "profile":
            found[_label(say["kinds"]["stage"], asked, stage.title)] = asked
    return {label: [one.id for one in asked] for label, asked in found.items()}


def _label(text: str, asked: list[Question], title: str = "") -> str:
    minutes = round(sum(_MINUTES.get(one.kind, 1.0) for one in asked))
    return text.format(n=len(asked), minutes=minutes, title=title)


def page() -> None:
    """Which of the three faces this visit sees."""
    code = st.query_params.get("workshop", "")
    respondent = st.query_params.get("respondent", "")
    if code and respondent:
        room_form.show(made.facilitation.room(code), respondent)
        return
    held = st.query_params.get("session") or st.session_state.get("session")
    room = made.facilitation.led_from(held) if held and made.store.exists(held) else None
    if room is None or code:
        entrance(code)
    else:
        room_desk.show(room)


with context.faults_shown():
    page()
