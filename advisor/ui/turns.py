"""Draws what was said: messages, the slides behind them, and what can be pressed."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from advisor.model.citations import Citation
from advisor.model.content import Question
from advisor.model.conversation import Button
from advisor.ui import context


def show_message(turn: dict[str, Any]) -> None:
    """One earlier turn: what the user said and what was replied."""
    if turn.get("message"):
        with st.chat_message("user"):
            st.text(turn["message"])
    with st.chat_message("assistant"):
        st.text(turn["reply"])
        show_citations([Citation.model_validate(one) for one in turn.get("citations", ())])


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


def show_controls(session: str, buttons: Sequence[Button], question: Question | None) -> None:
    """The buttons of the turn on the table; lists of options are chosen together."""
    if question is not None and question.kind in ("multi", "checklist"):
        _many(session, buttons, question)
        buttons = [one for one in buttons if one.action != "answer" or one.value in _SPARE]
    full = [one for one in buttons if one.action == "answer" and one.value not in _SPARE]
    aside = [one for one in buttons if one not in full]
    for number, one in enumerate(full):
        _button(session, one, f"{one.seq}-{number}", "stretch")
    with st.container(horizontal=True):
        for number, one in enumerate(aside):
            _button(session, one, f"{one.seq}-aside-{number}", "content")


_SPARE = ("unknown", "not_applicable")


def _button(session: str, button: Button, key: str, width: Any) -> None:
    main = button.action in ("answer", "confirm")
    kind = "secondary" if main else "tertiary"
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
