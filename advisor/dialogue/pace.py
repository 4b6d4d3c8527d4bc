"""How long a question takes, at the pace of the person who answers, and what is left of a time.

Time is read from the log, never from a clock: each turn carries the moment at which it was said.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from advisor.dialogue.understanding import Pace
from advisor.model.answers import Event
from advisor.model.content import Question

USUAL = 100


def reading(question: Question, pace: Pace) -> int:
    """Seconds to read a question with all it offers: nobody answers sooner with care."""
    offered = [*question.anchors.values(), *(option.label for option in question.options)]
    words = len(" ".join([question.text, *offered]).split())
    return -(-words * 60 // pace.words_per_minute)


def takes_seconds(question: Question, pace: Pace, per_cent: int = USUAL) -> int:
    """Seconds to read and answer a question; `per_cent` of the usual is the office's own pace."""
    items = len(question.options) if question.kind == "checklist" else 1
    usual = reading(question, pace) + pace.seconds[question.kind] * items
    return max(reading(question, pace), -(-usual * per_cent // 100))


def between(earlier: str, later: str) -> int:
    """Seconds from one moment to another; nought when either is not known."""
    try:
        span = datetime.fromisoformat(later) - datetime.fromisoformat(earlier)
    except (TypeError, ValueError):
        return 0
    return max(0, int(span.total_seconds()))


def own_pace(events: Sequence[Event], questions: dict[str, Question], pace: Pace) -> int:
    """The office's pace in per cent of the usual, from its last answers; the usual at first."""
    took = list(_answered(events, questions, pace))[-pace.looks_back :]
    usual = sum(one for _, one in took)
    if len(took) < pace.least_answers or not usual:
        return USUAL
    own = 100 * sum(one for one, _ in took) // usual
    return min(max(own, pace.fastest), pace.slowest)


def _answered(
    events: Sequence[Event], questions: dict[str, Question], pace: Pace
) -> Iterator[tuple[int, int]]:
    """For each answer to the open question the seconds it took and those it usually takes."""
    before: Event | None = None
    for event in events:
        if event.kind != "turn":
            continue
        ids = [one["question"] for one in event.turn.get("recorded", ())]
        asked = before.turn.get("current_question") if before is not None else None
        if before is not None and asked in ids and asked in questions:
            took = between(before.at, event.at)
            if 0 < took <= pace.longest_pause:
                yield took, takes_seconds(questions[asked], pace)
        before = event


def spent(
    events: Sequence[Event], began: int, now: str, questions: dict[str, Question], pace: Pace
) -> int:
    """Seconds used since the turn that set a time: by the clock, and at least to read what was put.

    Args:
        events: the log, with what the turn that is being made has written so far at its end.
        began: the number of turns before the one that set the time.
        now: the moment of the turn that is being made.
        questions: the questions by id.
        pace: how fast people read and answer.
    """
    total, turn, at, put = 0, 0, "", ""
    least = 0
    for event in events:
        if event.kind == "turn":
            total += max(between(at, event.at), least) if turn > began else 0
            turn, at, least = turn + 1, event.at, 0
            put = str(event.turn.get("current_question") or "")
        elif event.question == put and put in questions:
            least = reading(questions[put], pace)
    return total + (max(between(at, now), least) if turn > began else 0)
