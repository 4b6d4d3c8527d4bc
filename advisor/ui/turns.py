"""Draws what was said: messages, the slides behind them, and what can be pressed."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from advisor.model.citations import Citation
from advisor.model.content import Question
from advisor.model.conversation import Button
from advisor.ui import context


def show_message(turn: dict[str, Any], last: bool = False) -> None:
    """One turn: what the user said and what was replied; the open question comes as a card."""
    if turn.get("message"):
        with st.chat_message("user", avatar=":material/person:"):
            st.text(turn["message"])
    reply = turn["reply"].removesuffix(turn["question"]).rstrip()
    with st.chat_message("assistant", avatar=":material/explore:"):
        if reply:
            st.text(reply)
        show_citations([Citation.model_validate(one) for one in turn["citations"]])
        if turn["question"] and not last:
            question = context.advisor().pack.question.get(turn["current_question"] or "")
            st.caption(context.plain(question.text if question else turn["question"]))


def show_citations(citations: Sequence[Citation], open_: bool = False) -> None:
    """The slides behind a reply; each opens its note with the quoted sentence marked."""
    say = context.words("chat")
    if not citations:
        return
    with st.expander(say["sources"], expanded=open_):
        for one in citations:
            st.markdown(f"**{context.plain(f'{one.source_title}, {one.slide}: {one.title}')}**")
            st.caption(say["note_label" if one.origin == "note" else "original_label"])
            _note(one)


def _note(citation: Citation) -> None:
    note = context.advisor().pack.slide.get(f"{citation.source}/{citation.slide}")
    if note is None:
        st.text(citation.quote)
        return
    quoted = set(citation.quote.splitlines())
    for block in note.blocks:
        if block.lead:
            st.markdown(_marked(block.lead, quoted))
        for sentence in block.sentences:
            st.markdown(_marked(sentence, quoted))
        for number, item in enumerate(block.items, 1):
            bullet = f"{number}." if block.kind == "steps" else "-"
            st.markdown(f"{bullet} {_marked(item, quoted)}")


def _marked(text: str, quoted: set[str]) -> str:
    shown = context.plain(text)
    hit = any(text in line or line in text for line in quoted if line)
    return f":blue-background[{shown}]" if hit else shown


def show_table(session: str, turn: dict[str, Any]) -> None:
    """What is on the table: the open question as a card, and what can be pressed."""
    buttons = [Button.model_validate(one) for one in turn["buttons"]]
    question = context.advisor().pack.question.get(turn["current_question"] or "")
    if not turn["question"] or question is None:
        _rows(session, buttons)
        _follow_ups(session, turn["follow_ups"])
        return
    with st.container(border=True):
        st.caption(context.plain(turn["question"].splitlines()[0]))
        st.markdown(f"**{context.plain(question.text)}**")
        if question.kind in ("multi", "checklist"):
            _many(session, buttons, question)
            buttons = [one for one in buttons if one.action != "answer" or one.value in _SPARE]
        elif not question.options and question.kind != "likert5":
            st.caption(context.plain(turn["question"].splitlines()[-1]))
        _rows(session, buttons)
    _follow_ups(session, turn["follow_ups"])


def _rows(session: str, buttons: Sequence[Button]) -> None:
    """Answers one below the other, everything else in a row under them."""
    full = [one for one in buttons if one.action in _MAIN and one.value not in _SPARE]
    aside = [one for one in buttons if one not in full]
    for number, one in enumerate(full):
        _button(session, one, f"{one.seq}-{number}", "stretch")
    with st.container(horizontal=True):
        for number, one in enumerate(aside):
            _button(session, one, f"{one.seq}-aside-{number}", "content")


def _follow_ups(session: str, questions: Sequence[str]) -> None:
    """Questions that the material can answer, to ask with a click."""
    if not questions:
        return
    st.caption(context.words("chat")["ask_next"])
    for number, one in enumerate(questions):
        _button(session, Button(label=one, action="ask", value=one), f"ask-{number}", "content")


_SPARE = ("unknown", "not_applicable")
_MAIN = ("answer", "confirm", "reject")


def _button(session: str, button: Button, key: str, width: Any) -> None:
    kind: Any = "secondary" if button.action in _MAIN else "tertiary"
    st.button(
        context.plain(button.label),
        key=f"button-{key}",
        type=kind,
        width=width,
        on_click=say,
        args=(session, button),
    )


def _many(session: str, buttons: Sequence[Button], question: Question) -> None:
    """A form for a question whose answer is several options, or a check for each item."""
    words = context.words("chat")
    seq = buttons[0].seq if buttons else 0
    with st.form(f"form-{question.id}-{seq}", border=True):
        if question.kind == "multi":
            st.caption(words["pick_all"])
            chosen: Any = [
                option.id
                for option in question.options
                if st.checkbox(context.plain(option.label), key=f"pick-{seq}-{option.id}")
            ]
        else:
            st.caption(f"{words['check_each']} {words['check_left']}")
            checks = words["checks"]
            chosen = {}
            for option in question.options:
                check = st.radio(
                    context.plain(option.label),
                    list(checks),
                    index=None,
                    horizontal=True,
                    format_func=checks.get,
                    key=f"check-{seq}-{option.id}",
                )
                if check is not None:
                    chosen[option.id] = check
        if st.form_submit_button(words["save_choice"], type="primary"):
            button = Button(
                label=words["save_choice"],
                action="answer",
                value=chosen,
                question=question.id,
                rev=question.rev,
                seq=seq,
            )
            say(session, button)
            st.rerun()


def say(session: str, said: str | Button) -> None:
    """Send a message or a pressed button; what comes back is read from the log."""
    context.advisor().turn(session, said)
