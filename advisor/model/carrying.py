"""What becomes of answers when questions change: kept, renamed, mapped, rescaled or asked again.

An answer fits as long as its revision is the question's. Otherwise the migrations of the pack lead
from one revision to the next; where they do not lead to today's, the question is asked again.
Nothing is taken out of the log: it only grows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from advisor.model.answers import Answer, Answers, Event, Value, fold, read_value
from advisor.model.content import KnowledgePack, Migration, Question

How = Literal["rename", "map", "rescale", "reask", "gone"]
_MARK = "migration"


@dataclass(frozen=True)
class Carried:
    """What became of one answer; `now` is None where the question is asked again or gone."""

    question: str
    was: Answer
    now: Answer | None
    how: How
    because: str


def carried(pack: KnowledgePack, answers: Answers) -> tuple[Carried, ...]:
    """What becomes of each answer that does not fit the pack as it stands."""
    return tuple(
        _carry(pack, answer)
        for name, answer in answers.items()
        if name not in pack.question or answer.rev != pack.question[name].rev
    )


def carrying_events(pack: KnowledgePack, log: Sequence[Event]) -> tuple[Event, ...]:
    """The entries by which a log comes to fit the pack; none when it fits already.

    An answer to a question that is no longer there is left as it is: nothing asks for it. Where an
    answer would move to a question that has a fitting one, that one stands: it is newer.
    """
    answers = fold(tuple(log))[0]
    events: list[Event] = []
    for one in carried(pack, answers):
        if one.how == "gone":
            continue
        was = one.was.model_dump(mode="json")
        turn = {_MARK: {"how": one.how, "because": one.because, "to": one.question, "was": was}}
        moved = one.was.question != one.question
        own = answers.get(one.question) if moved else None
        if moved or one.now is None:
            events.append(Event(kind="withdrawn", question=one.was.question, turn=turn))
        if one.now is not None and (own is None or own.rev != one.now.rev):
            events.append(Event(kind="answer", question=one.question, answer=one.now, turn=turn))
    return tuple(events)


@dataclass(frozen=True)
class Told:
    """A change as the log tells it: what was answered, what stands now if anything, and why."""

    question: Question
    was: Answer
    now: Answer | None
    how: How
    because: str


def told(pack: KnowledgePack, log: Sequence[Event]) -> tuple[Told, ...]:
    """The answers that a newer pack changed and nobody has touched since, oldest first."""
    marks: dict[str, dict[str, Any]] = {}
    for event in log:
        mark = event.turn.get(_MARK)
        if mark:
            marks[mark["to"]] = mark
        elif event.kind in ("answer", "withdrawn"):
            marks.pop(event.question, None)
    answers = fold(tuple(log))[0]
    return tuple(
        Told(
            question=pack.question[name],
            was=Answer.model_validate(mark["was"]),
            now=answers.get(name),
            how=mark["how"],
            because=mark["because"],
        )
        for name, mark in marks.items()
        if name in pack.question
    )


def plain_value(question: Question, value: Value) -> str:
    """A value given to an earlier revision, without the words that its numbers have today."""
    label = {option.id: option.label for option in question.options}
    match value:
        case dict():
            return "; ".join(f"{label.get(item, item)}: {check}" for item, check in value.items())
        case tuple():
            return ", ".join(label.get(item, item) for item in value)
        case int():
            return str(value)
        case _:
            return label.get(value, value.replace("_", " "))


def _carry(pack: KnowledgePack, answer: Answer) -> Carried:
    """Follow the migrations from an answer's revision as far as they lead."""
    name, rev, value = answer.question, answer.rev, answer.value
    how: How = "reask"
    reasons: list[str] = []
    for step in _steps(pack, name, rev):
        if step.kind == "reask":
            return Carried(step.question, answer, None, "reask", step.because)
        changed = _changed(step, value)
        if changed is None:
            return Carried(step.question, answer, None, "reask", step.because)
        name, rev, value, how = step.question, step.to_rev, changed, step.kind
        reasons.append(step.because)
    question = pack.question.get(name)
    because = " ".join(reasons)
    if question is None:
        return Carried(name, answer, None, "gone", because)
    fitting = _fitting(question, value) if rev == question.rev else None
    if fitting is None:
        return Carried(name, answer, None, "reask", because)
    now = answer.model_copy(update={"question": name, "rev": rev, "value": fitting})
    return Carried(name, answer, now, how, because)


def _steps(pack: KnowledgePack, name: str, rev: int) -> Iterator[Migration]:
    """The migrations that lead on from a revision; each is taken once at most."""
    left = list(pack.migrations)
    while True:
        step = next((one for one in left if one.takes(name, rev)), None)
        if step is None:
            return
        left.remove(step)
        yield step
        name, rev = step.question, step.to_rev


def _changed(step: Migration, value: Value) -> Value | None:
    """The value after a step; None when the step says nothing of it."""
    if step.kind == "rescale" and step.scale is not None and isinstance(value, int):
        (low, high), (new_low, new_high) = step.scale
        steps, width = 2 * (value - low) * (new_high - new_low), high - low
        return new_low + (steps + width) // (2 * width) if low <= value <= high else None
    if step.kind != "map":
        return value
    names = step.values
    match value:
        case tuple():
            return tuple(str(names.get(one, one)) for one in value)
        case dict():
            return {str(names.get(item, item)): check for item, check in value.items()}
        case _:
            return names.get(str(value), value)


def _fitting(question: Question, value: Value) -> Value | None:
    """The value as the question takes it; None when it does not."""
    try:
        return read_value(question, value)
    except ValueError:
        return None
