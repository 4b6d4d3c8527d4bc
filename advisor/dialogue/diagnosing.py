"""Reads where an institution stands on two things at once: the destination, and the way there."""

from advisor.dialogue.matching import Clause, clauses
from advisor.dialogue.message import Message, holds_any
from advisor.dialogue.reading import Reading
from advisor.dialogue.understanding import Understanding, VisionWords
from advisor.model.content import Question

_VERDICT = 3


def read_diagnosis(question: Question, message: Message, u: Understanding) -> Reading | None:
    """The position that a message describes: 'the goal is clear, the road is not'; or None."""
    v = u.vision
    if question.id != v.diagnosis_question:
        return None
    clear: dict[str, bool] = {}
    said = clauses(message, u)
    for at, clause in enumerate(said):
        for axis, words in v.axes.items():
            if holds_any(clause.line, words):
                rest = said[at + 1 : at + 2]
                clear.setdefault(axis, not _unclear(clause, rest, v, u))
    found = _position(clear, v)
    return Reading(found, close=len(found) == 1) if found else None


def _unclear(clause: Clause, after: tuple[Clause, ...], v: VisionWords, u: Understanding) -> bool:
    """Whether a statement denies what it names, by itself or by the bare verdict behind it."""
    verdict = [one.line for one in after if not _names(one, v) and len(one.words) <= _VERDICT]
    words = {*clause.words, *(word for line in verdict for word in line.split())}
    return bool(words & u.negating) or holds_any(" ".join((clause.line, *verdict)), v.unclear)


def _names(clause: Clause, v: VisionWords) -> bool:
    return any(holds_any(clause.line, words) for words in v.axes.values())


def _position(clear: dict[str, bool], v: VisionWords) -> tuple[str, ...]:
    """The position for what is clear and what is not; two where only one thing was denied."""
    if not clear:
        return ()
    known = [axis for axis in v.axes if clear.get(axis)]
    if len(known) == len(v.axes):
        return (v.all_clear,)
    if known:
        return (known[0],)
    if len(clear) == len(v.axes):
        return (v.none_clear,)
    return (*(axis for axis in v.axes if axis not in clear), v.none_clear)
