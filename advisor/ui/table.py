"""Draws what is on the table: the open question as a card, and what can be pressed."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from advisor.model.answers import Answer, Value
from advisor.model.content import Question
from advisor.model.conversation import Button
from advisor.ui import context, turns

plain = context.plain
_OPTIONED = ("likert5", "choice")
_TICKED = ("multi", "checklist")


def show_table(session: str, turn: dict[str, Any], held: Answer | None) -> None:
    """The open question of the last turn; `held` is what stands for it, when it is changed."""
    buttons = [Button.model_validate(one) for one in turn["buttons"]]
    question = context.advisor().pack.question.get(turn["current_question"] or "")
    if turn["show"]:
        _opened(turn["show"])
    if turn["question"]:
        with st.container(key="question"):
            if question is None or turns.waits_for_a_choice(turn):
                _choice(session, turn["question"], buttons)
            else:
                _asked(session, turn["question"], question, buttons, held)
    else:
        _row(session, buttons)
    _follow_ups(session, turn["follow_ups"])


def _opened(show: str) -> None:
    """The place that the user asked to see."""
    say = context.words("open")
    if show == "save":
        st.caption(say["save"])
        st.code(context.link(), language=None, wrap_lines=True)
    else:
        page = {"draft": context.ROADMAP, "review": context.REVIEW}[show]
        st.page_link(page, label=say[show], icon=":material/arrow_forward:")


def _choice(session: str, text: str, buttons: Sequence[Button]) -> None:
    """A yes or no, or one of several that were meant."""
    heading, *rest = text.splitlines()
    st.header(plain(heading), anchor=False)
    labels = {f"- {button.label}" for button in buttons}
    effect = [line for line in rest if line and line not in labels]
    if effect:
        st.text("\n".join(effect))
    with st.container(key="options"):
        for at, one in enumerate(buttons):
            _button(session, one, plain(one.label), f"{one.seq}-choice-{at}", "stretch")


def _asked(
    session: str, put: str, question: Question, buttons: Sequence[Button], held: Answer | None
) -> None:
    """A question of the interview, with its options or its list."""
    st.caption(plain(_where(put, question)))
    st.header(plain(question.text), anchor=False)
    full: list[tuple[Button, str]] = []
    if question.kind in _OPTIONED:
        full = [(one, label) for one in buttons if (label := _numbered(one, question))]
    elif question.kind in _TICKED:
        _ticked(session, question, buttons, None if held is None else held.value)
    if question.kind not in _TICKED:
        st.caption(plain(put.splitlines()[-1]))
    with st.container(key="options"):
        for one, label in full:
            _button(session, one, label, f"{one.seq}-option-{one.value}", "stretch")
    _row(session, [one for one in buttons if one not in [pressed for pressed, _ in full]])


def _where(put: str, question: Question) -> str:
    """Where in the interview the question stands, and whose wording it is."""
    before = put.partition(question.text)[0].splitlines()
    say = context.words("review")
    whose = [say[question.origin]] if question.dimension else []
    return " · ".join([*(line.strip() for line in before if line.strip()), *whose])


def _numbered(button: Button, question: Question) -> str:
    """An option with the number that may be typed for it; empty for any other button."""
    if button.action != "answer":
        return ""
    labels: dict[Any, tuple[int, str]] = {
        option.id: (at, option.label) for at, option in enumerate(question.options, 1)
    }
    labels.update({level: (level, anchor) for level, anchor in question.anchors.items()})
    if button.value not in labels:
        return ""
    number, label = labels[button.value]
    return f"**{number}** \u2002{plain(label)}"


def _row(session: str, buttons: Sequence[Button]) -> None:
    """What else can be done, side by side."""
    with st.container(horizontal=True, gap="small"):
        for at, one in enumerate(buttons):
            _button(session, one, plain(one.label), f"{one.seq}-aside-{at}", "content")


def _follow_ups(session: str, questions: Sequence[str]) -> None:
    """Questions that the material can answer, to ask with a click."""
    if not questions:
        return
    st.caption(context.words("chat")["ask_next"])
    with st.container(key="asks", gap="xsmall"):
        for at, one in enumerate(questions):
            ask = Button(label=one, action="ask", value=one)
            _button(session, ask, plain(one), f"ask-{at}", "content", "tertiary")


def _button(
    session: str, button: Button, label: str, key: str, width: Any, kind: Any = "secondary"
) -> None:
    st.button(
        label,
        key=f"button-{key}",
        type=kind,
        width=width,
        wrap=True,
        on_click=context.say,
        args=(session, button),
    )


def _ticked(session: str, question: Question, buttons: Sequence[Button], held: Any) -> None:
    """A form for a question whose answer is several options, or a check for each line."""
    words = context.words("chat")
    seq = buttons[0].seq if buttons else 0
    draw = _picks if question.kind == "multi" else _checks
    with st.form(f"form-{question.id}-{seq}", border=False):
        with st.container(key="list"):
            value, label = draw(question, seq, held)
        if not st.form_submit_button(words["save_choice"], type="primary"):
            return
    if not value:
        st.warning(words["nothing_chosen"])
        return
    answer = partial(Button, action="answer", question=question.id, rev=question.rev, seq=seq)
    context.say(session, answer(label=label, value=value))
    st.rerun()


def _picks(question: Question, seq: int, held: Value | None) -> tuple[Any, str]:
    st.caption(context.words("chat")["pick_all"])
    ticked = held if isinstance(held, tuple) else ()
    chosen = [
        option
        for at, option in enumerate(question.options, 1)
        if st.checkbox(
            f"**{at}** \u2002{plain(option.label)}",
            value=option.id in ticked,
            key=f"pick-{seq}-{option.id}",
        )
    ]
    return [option.id for option in chosen], ", ".join(option.label for option in chosen)


def _checks(question: Question, seq: int, held: Value | None) -> tuple[Any, str]:
    words = context.words("chat")
    st.caption(f"{words['check_each']} {words['check_left']}")
    checks: dict[str, str] = words["checks"]
    before = held if isinstance(held, dict) else {}
    chosen: dict[str, str] = {}
    for at, option in enumerate(question.options, 1):
        stands = before.get(option.id, "")
        check = st.radio(
            f"**{at}** \u2002{plain(option.label)}",
            list(checks),
            index=list(checks).index(stands) if stands in checks else None,
            horizontal=True,
            width="stretch",
            format_func=checks.__getitem__,
            key=f"check-{seq}-{option.id}",
        )
        if check is not None:
            chosen[option.id] = check
    return chosen, words["checked"].format(done=len(chosen), of=len(question.options))
