"""Answers: their values in one canonical form, and the log they are kept in."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from pydantic import Field

from advisor.errors import did_you_mean
from advisor.model.content import Question
from advisor.model.frozen import Frozen

Value = int | str | tuple[str, ...] | dict[str, str]
UNKNOWN = "unknown"
NOT_APPLICABLE = "not_applicable"
CHECKS = ("yes", "partly", "no")
MAX_TEXT = 4000
FIRST_YEAR = 1900  # a number that is never less is a calendar year
_SPARE = {UNKNOWN, NOT_APPLICABLE}
_SPARE_WORDS = {UNKNOWN: "not known", NOT_APPLICABLE: "not applicable"}


class Answer(Frozen):
    """What stands for one question: a value, or 'unknown', or 'not_applicable'."""

    question: str
    rev: int = 1
    value: Value
    by: str = ""
    at: str = Field(default="", description="ISO time, for the trace only; never used in the plan")
    note: str = ""

    @property
    def given(self) -> bool:
        """True when the answer says something, not merely 'unknown' or 'not applicable'."""
        return not isinstance(self.value, str) or self.value not in (UNKNOWN, NOT_APPLICABLE)


Answers = dict[str, Answer]


class Event(Frozen):
    """One entry of the append-only log of a session.

    answer: `answer` stands from now on. withdrawn: `question` has no answer any more.
    skipped: `question` was left open for later. turn: something said, with what it did.
    setting: the planning setting `question` has `value` from now on; None takes it back. A setting
    of one action has its id after a point, as in 'choices.A101' or 'pins.A101'. room: what the
    session is to a workshop: 'workshop' (its register), 'lead' (the facilitator's), 'respondent'.
    """

    seq: int = 0
    at: str = ""
    kind: Literal["answer", "withdrawn", "skipped", "turn", "setting", "room"]
    question: str = ""
    answer: Answer | None = None
    turn: dict[str, Any] = {}
    value: Any = None


def fold(events: tuple[Event, ...]) -> tuple[Answers, tuple[str, ...]]:
    """The answers that stand after the log, and the questions skipped since they were asked."""
    answers: Answers = {}
    skipped: dict[str, None] = {}
    for event in events:
        if event.kind == "answer" and event.answer is not None:
            answers[event.question] = event.answer
            skipped.pop(event.question, None)
        elif event.kind == "withdrawn":
            answers.pop(event.question, None)
            skipped.pop(event.question, None)
        elif event.kind == "skipped":
            skipped[event.question] = None
    return answers, tuple(skipped)


def read_value(question: Question, raw: Any) -> Value:
    """The canonical value of an answer as it came from a file, a button or the store.

    Raises:
        ValueError: a sentence saying what the question takes, with a did-you-mean.
    """
    if isinstance(raw, str):
        raw = raw.strip()
        if raw in _SPARE:
            if raw not in question.allow:
                raise ValueError(f"'{question.id}' cannot be answered '{raw}'.")
            return str(raw)
    reader = _READERS[question.kind]
    return reader(question, raw)


def _whole(question: Question, raw: Any, low: int | None, high: int | None) -> int:
    if isinstance(raw, str) and re.fullmatch(r"[+-]?\d{1,18}", raw):
        raw = int(raw)
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise ValueError(f"'{question.id}' takes a whole number, not {_shown(raw)}.")
    if (low is not None and raw < low) or (high is not None and raw > high):
        span = f"{'' if low is None else low} to {'' if high is None else high}".strip()
        raise ValueError(f"'{question.id}' takes a whole number {span}, not {raw}.")
    return raw


def _likert(question: Question, raw: Any) -> Value:
    return _whole(question, raw, 1, 5)


def _number(question: Question, raw: Any) -> Value:
    return _whole(question, raw, question.minimum, question.maximum)


def _money(question: Question, raw: Any) -> Value:
    low = 0 if question.minimum is None else question.minimum
    return _whole(question, raw, low, question.maximum or 10**15)


def _date(question: Question, raw: Any) -> Value:
    if isinstance(raw, date):
        return raw.isoformat()[:10]
    try:
        return date.fromisoformat(str(raw)).isoformat()
    except ValueError:
        raise ValueError(
            f"'{question.id}' takes a date written YYYY-MM-DD, not {_shown(raw)}."
        ) from None


def _text(question: Question, raw: Any) -> Value:
    if not isinstance(raw, str) or not raw:
        raise ValueError(f"'{question.id}' takes words, not {_shown(raw)}.")
    if len(raw) > MAX_TEXT:
        raise ValueError(f"'{question.id}' takes at most {MAX_TEXT} characters, not {len(raw)}.")
    return raw


def _option(question: Question, raw: Any) -> str:
    if isinstance(raw, bool):
        raw = "yes" if raw else "no"
    for option in question.options:
        if str(raw) == option.id or str(raw).casefold() == option.label.casefold():
            return option.id
    known = [option.id for option in question.options]
    raise ValueError(
        f"{_shown(raw)} is not an option of '{question.id}' "
        f"(options: {', '.join(known)}).{did_you_mean(raw, known)}"
    )


def _multi(question: Question, raw: Any) -> Value:
    if isinstance(raw, str):
        raw = [raw] if raw else []
    if not isinstance(raw, list | tuple):
        raise ValueError(f"'{question.id}' takes a list of options, not {_shown(raw)}.")
    chosen = {_option(question, one) for one in raw}
    return tuple(option.id for option in question.options if option.id in chosen)


def _checklist(question: Question, raw: Any) -> Value:
    """A mapping item -> yes, partly or no; a plain list names what is in place, the rest is not."""
    if isinstance(raw, list | tuple):
        present = {_option(question, one) for one in raw}
        return {option.id: "yes" if option.id in present else "no" for option in question.options}
    if not isinstance(raw, dict):
        raise ValueError(f"'{question.id}' takes items with yes, partly or no, not {_shown(raw)}.")
    found: dict[str, str] = {}
    for item, word in raw.items():
        check = {True: "yes", False: "no"}.get(word, word) if isinstance(word, bool) else word
        if check not in (*CHECKS, *_SPARE):
            raise ValueError(
                f"item '{item}' of '{question.id}' takes {', '.join(CHECKS)} or unknown, "
                f"not {_shown(word)}.{did_you_mean(word, CHECKS)}"
            )
        found[_option(question, item)] = str(check)
    return {option.id: found[option.id] for option in question.options if option.id in found}


_READERS: dict[str, Callable[[Question, Any], Value]] = {
    "likert5": _likert,
    "choice": _option,
    "multi": _multi,
    "number": _number,
    "money": _money,
    "date": _date,
    "text": _text,
    "checklist": _checklist,
}


def _shown(raw: Any) -> str:
    shown = repr(raw)
    return shown if len(shown) <= 60 else shown[:57] + "…"


def shown_value(question: Question, value: Value) -> str:
    """The value in the words of the question: option labels, anchors and units in full."""
    if isinstance(value, str) and value in _SPARE_WORDS:
        return _SPARE_WORDS[value]
    label = {option.id: option.label for option in question.options}
    match value:
        case dict():
            words = (f"{label[item]}: {check}" for item, check in value.items())
            return "; ".join(words)
        case tuple():
            return ", ".join(label[item] for item in value) or "none of these"
        case int() if question.kind == "likert5":
            return f"{value} ({question.anchors[value]})"
        case int() if (question.minimum or 0) >= FIRST_YEAR and question.kind == "number":
            return str(value)
        case int():
            return f"{value:,}".replace(",", " ") + (f" {question.unit}" if question.unit else "")
        case _:
            return label.get(value, value)
