"""The form of a respondent in a workshop: one part after the other, each answer kept at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from advisor.model.answers import CHECKS, Value
from advisor.model.content import Question
from advisor.model.room import Respondent, Room
from advisor.ui import context, live

plain = context.plain
_PART = "part"


def show(room: Room, session: str) -> None:
    """The open part of the form."""
    made, say = context.advisor(), context.words("workshop")
    found = [one for one in made.facilitation.respondents(room) if one.session == session]
    if not found:
        st.error(say["lost"])
        return
    respondent = found[0]
    parts = _parts(room)
    at = min(st.session_state.get(_PART, 0), len(parts) - 1)
    title, questions = parts[at]
    done = len(respondent.answers)
    block = say["block"].format(at=at + 1, of=len(parts), title=title)
    with st.container(key="now"):
        st.title(plain(room.name), anchor=False)
        answered = say["answered"].format(done=done, of=len(room.questions))
        st.progress(done / len(room.questions), answered)
        st.caption(plain(block))
    with st.container(key="room-form"):
        for question in questions:
            with st.container(border=True):
                field(respondent, question)
    live.announce(at, block)
    if done == len(room.questions):
        st.success(say["thanks"])
    with st.container(horizontal=True):
        if at:
            st.button(say["back"], on_click=_turn, args=(at - 1,))
        if at < len(parts) - 1:
            st.button(say["next"], on_click=_turn, args=(at + 1,), type="primary")


def _turn(part: int) -> None:
    st.session_state[_PART] = part


def _parts(room: Room) -> list[tuple[str, list[Question]]]:
    """The questions by dimension, pillar or step, in order."""
    pack = context.advisor().pack
    names: dict[Any, str] = {one.id: one.label for one in pack.vocabulary.dimensions}
    names |= {one.no: one.title for one in pack.vocabulary.pillars}
    names |= {one.id: one.title for one in pack.vocabulary.stages}
    parts: dict[str, list[Question]] = {}
    for one in room.questions:
        question = pack.question[one]
        key = question.dimension or question.pillar or question.stage
        parts.setdefault(names[key], []).append(question)
    return list(parts.items())


def field(respondent: Respondent, question: Question) -> None:
    """One question with what this respondent said; a change is kept when it is made."""
    held = respondent.answers.get(question.id)
    st.markdown(f"**{plain(question.text)}**")
    if question.dimension:
        st.caption(context.words("review")[question.origin])
    value = drawn(question, None if held is None else held.value, respondent.session)
    if value is not None and (held is None or value != held.value):
        context.advisor().facilitation.give(respondent.session, question, value)
        st.rerun()
    if held is not None:
        st.button(
            context.words("workshop")["clear"],
            key=f"clear-{question.id}",
            type="tertiary",
            on_click=_cleared,
            args=(respondent.session, question),
        )


def drawn(question: Question, held: Value | None, key: str) -> Value | None:
    """The field of a question, filled with what is held; gives what stands in it."""
    return _DRAWN.get(question.kind, _words)(question, held, key)


def _cleared(session: str, question: Question) -> None:
    with context.fault_kept():
        context.advisor().facilitation.give(session, question, None)
    for key in [one for one in st.session_state if str(one).startswith(f"{question.id}|")]:
        del st.session_state[key]


def _choice(question: Question, held: Value | None, key: str) -> Value | None:
    """One of the levels or options, or one of the ways to say nothing."""
    extra: dict[str, str] = context.words("workshop")["extra"]
    labels: dict[Any, str] = {level: f"{level} · {a}" for level, a in question.anchors.items()}
    labels |= {option.id: option.label for option in question.options}
    labels |= {one: extra[one] for one in question.allow}
    values = list(labels)
    chosen: Value | None = st.radio(
        question.text,
        values,
        index=values.index(held) if held in values else None,
        format_func=lambda one: plain(labels[one]),
        label_visibility="collapsed",
        key=f"{question.id}|{key}",
    )
    return chosen


def _several(question: Question, held: Value | None, key: str) -> Value | None:
    labels = {option.id: option.label for option in question.options}
    chosen = st.pills(
        question.text,
        list(labels),
        selection_mode="multi",
        default=list(held) if isinstance(held, tuple) else None,
        format_func=lambda one: plain(labels[one]),
        label_visibility="collapsed",
        key=f"{question.id}|{key}",
    )
    return tuple(one for one in labels if one in chosen) if chosen else None


def _checked(question: Question, held: Value | None, key: str) -> Value | None:
    words: dict[str, str] = context.words("workshop")["checks"]
    before = held if isinstance(held, dict) else {}
    found: dict[str, str] = {}
    for option in question.options:
        stands = before.get(option.id)
        check = st.radio(
            plain(option.label),
            [*CHECKS, "unknown"],
            index=[*CHECKS, "unknown"].index(stands) if stands in words else None,
            format_func=words.__getitem__,
            horizontal=True,
            key=f"{question.id}|{key}|{option.id}",
        )
        if check is not None:
            found[option.id] = check
    return found or None


def _figure(question: Question, held: Value | None, key: str) -> Value | None:
    given: int | None = st.number_input(
        question.text,
        min_value=question.minimum,
        max_value=question.maximum,
        value=held if isinstance(held, int) else None,
        step=1,
        label_visibility="collapsed",
        key=f"{question.id}|{key}",
    )
    return given


def _day(question: Question, held: Value | None, key: str) -> Value | None:
    day: Any = st.date_input(
        question.text,
        value=date.fromisoformat(held) if isinstance(held, str) and held[:1].isdigit() else None,
        label_visibility="collapsed",
        key=f"{question.id}|{key}",
    )
    return day.isoformat() if isinstance(day, date) else None


def _words(question: Question, held: Value | None, key: str) -> Value | None:
    text = st.text_area(
        question.text,
        value=held if isinstance(held, str) else "",
        label_visibility="collapsed",
        key=f"{question.id}|{key}",
    )
    return text.strip() or None


_DRAWN: dict[str, Callable[[Question, Value | None, str], Value | None]] = {
    "likert5": _choice,
    "choice": _choice,
    "multi": _several,
    "checklist": _checked,
    "number": _figure,
    "money": _figure,
    "date": _day,
}
