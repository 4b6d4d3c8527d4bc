"""What the steps of a conversation changed, so that an undo can restore what stood before."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from advisor.model.answers import Answer, Answers, Event

ANSWERING = ("answer", "withdrawn", "skipped")


@dataclass(frozen=True)
class Was:
    """What stood for a question before a step: an answer, or none, and whether it was skipped."""

    question: str
    answer: Answer | None
    skipped: bool


Step = tuple[Was, ...]


def steps(events: Sequence[Event]) -> Iterator[Step]:
    """The steps that still stand, each as what it changed; an undo takes the last one away."""
    answers: Answers = {}
    skipped: set[str] = set()
    done: list[Step] = []
    pending: list[Was] = []
    for event in events:
        if event.kind in ANSWERING:
            was = answers.get(event.question)
            pending.append(Was(event.question, was, event.question in skipped))
            _apply(event, answers, skipped)
            continue
        if event.kind != "turn":
            continue
        wrote = int(event.turn.get("wrote", 0))
        step = tuple(pending[len(pending) - wrote :]) if wrote else ()
        pending = []
        if event.turn.get("undo"):
            done = done[:-1]
        elif step:
            done.append(step)
    yield from done


def _apply(event: Event, answers: Answers, skipped: set[str]) -> None:
    if event.kind == "answer" and event.answer is not None:
        answers[event.question] = event.answer
    elif event.kind == "withdrawn":
        answers.pop(event.question, None)
    if event.kind == "skipped":
        skipped.add(event.question)
    else:
        skipped.discard(event.question)


def in_order(events: Sequence[Event], known: Collection[str]) -> tuple[str, ...]:
    """The questions in the order in which they were first answered or skipped."""
    seen: dict[str, None] = {}
    for event in events:
        if event.kind in ("answer", "skipped"):
            seen.setdefault(event.question)
        elif event.kind == "withdrawn":
            seen.pop(event.question, None)
    return tuple(one for one in seen if one in known)


def last_recorded(events: Sequence[Event], answers: Answers) -> tuple[str, ...]:
    """The questions answered in the last turn that wrote an answer and still stand."""
    for event in reversed(events):
        if event.kind == "turn" and event.turn.get("recorded"):
            ids = [one["question"] for one in event.turn["recorded"]]
            return tuple(one for one in ids if one in answers)
    return ()
