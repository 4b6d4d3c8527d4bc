"""Reads a message as the answer to a question of any kind."""

from collections.abc import Iterator
from dataclasses import replace

from advisor.dialogue.checklist import read_checklist
from advisor.dialogue.choice import read_choice
from advisor.dialogue.figures import read_date, read_money, read_number
from advisor.dialogue.lists import read_multi
from advisor.dialogue.message import Message, concluded, holds_any, put_right
from advisor.dialogue.options import denied_options
from advisor.dialogue.quantities import without_denied
from advisor.dialogue.reading import Hearing, Misfit, Read, Reading, described
from advisor.dialogue.scale import read_likert
from advisor.dialogue.understanding import Understanding
from advisor.model.answers import MAX_TEXT, Value
from advisor.model.content import Question

_READERS = {
    "likert5": read_likert,
    "choice": read_choice,
    "multi": read_multi,
    "number": read_number,
    "money": read_money,
    "date": read_date,
}
_FIGURES = ("likert5", "number", "money", "date")
_ONE_OF = (*_FIGURES, "choice")
_WEIGHED = ("likert5", "choice", "multi")
_LIKELY, _FEW = 0.2, 3
_BRIEF = 4


def read(
    question: Question, message: Message, hearing: Hearing, standing: Value | None = None
) -> Read:
    """What a message means as the answer to a question, or None when it means nothing here.

    Args:
        question: the question that is open.
        message: what was said.
        hearing: what reading needs beside it.
        standing: the value that stands already; a checklist is filled up from it.
    """
    if question.kind == "text":
        return _text(message)
    if message.too_long or not message.words:
        return None
    if question.kind == "checklist":
        held = standing if isinstance(standing, dict) else {}
        return read_checklist(question, message, hearing, held)
    for after in _in_the_end(question, message, hearing.understanding):
        found = read(question, after, hearing, standing)
        if isinstance(found, Reading):
            return replace(found, sure=False)
    if question.kind in _FIGURES:
        message = without_denied(message, hearing.understanding)
    found = _READERS[question.kind](question, message, hearing)
    if isinstance(found, Reading) and found.sure and message.asks:
        return replace(found, sure=False)
    if not isinstance(found, Reading) or not found.ranked:
        return found
    u = hearing.understanding
    if holds_any(message.line, u.between):
        return replace(found, ranked=False)
    named = question.kind == "choice" and not found.near
    plain = message.line in u.likert_levels
    return found if named or plain else weighed(question, message, hearing, found)


def _in_the_end(question: Question, message: Message, u: Understanding) -> Iterator[Message]:
    """What a message says once it has put itself right, or has come to a figure."""
    after = put_right(message, u) if question.kind in _ONE_OF else None
    if after is not None:
        yield after
    spelt = question.kind in ("number", "money")
    end = concluded(message, u, spelt) if question.kind in _FIGURES else None
    if end is not None:
        yield end


def weighed(question: Question, message: Message, hearing: Hearing, found: Reading) -> Reading:
    """A description by what it most likely means, the rules' own reading among the signs of it."""
    if question.kind not in _WEIGHED:
        return found
    ruled = found.values
    if question.kind == "multi":
        ruled = tuple(one for value in ruled if isinstance(value, tuple) for one in value)
    chances = hearing.meant(question, described(message, replace(found, values=ruled)))
    denied = denied_options(question, message, hearing.understanding)
    likely = tuple(
        value for value, chance in chances[:_FEW] if chance >= _LIKELY and value not in denied
    )
    if not likely:
        return replace(found, ranked=not found.near and len(message.words) <= _BRIEF)
    values = tuple((str(one),) for one in likely) if question.kind == "multi" else likely
    return replace(found, values=values)


def _text(message: Message) -> Read:
    if len(message.raw) > MAX_TEXT:
        return Misfit(message.raw[:60])
    return Reading((message.raw,), sure=True) if message.raw else None
