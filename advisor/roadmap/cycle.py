"""The second cycle: what the last one reached opens the next, and what moved is told.

The last roadmap's figures travel in the settings (`previous`), so that the next roadmap remains a
function of knowledge, answers and settings.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from advisor.model.answers import Answers, Event
from advisor.model.choices import ActionStatus, Movement, PastAction, PastScore, Previous
from advisor.model.roadmap import TO_CONFIRM, PlannedAction, Roadmap, Score
from advisor.roadmap.calendar import Calendar
from advisor.roadmap.measures import figure
from advisor.roadmap.words import RoadmapWords

Direction = Literal["up", "down", "same", "unknown"]
# What holds beyond the years of one plan, and what of a choice is bound to them.
_LASTING = "years currency people person_month small medium large weights own choices".split()
_BOUND = ("targets", "funding")
_START = "plan.start"
_DIRECTION: dict[ActionStatus, Direction] = {
    "done": "up",
    "under way": "same",
    "planned": "same",
    "late": "down",
    "stopped": "down",
}


def previous_of(roadmap: Roadmap, words: RoadmapWords) -> Previous:
    """The figures of a roadmap that the next cycle is measured against."""
    calendar = Calendar(roadmap.settings, words)
    scores = (*roadmap.scores, *(one.score for one in roadmap.pillars))
    return Previous(
        fingerprint=roadmap.fingerprint,
        scores=tuple(PastScore(id=one.id, label=one.label, score=one.score) for one in scores),
        actions=tuple(_past(one, calendar) for one in roadmap.actions),
    )


def _past(action: PlannedAction, calendar: Calendar) -> PastAction:
    actual = action.actual
    day, now = actual.values[-1] if actual and actual.values else ("", "")
    return PastAction(
        id=action.id,
        title=action.title,
        end=action.end,
        status=(actual.status if actual else None) or "planned",
        indicator=action.indicator.name,
        unit=action.indicator.unit,
        baseline="" if action.baseline == TO_CONFIRM else action.baseline,
        planned=_planned_for(action, day, calendar) if day else "",
        now=now,
    )


def _planned_for(action: PlannedAction, day: str, calendar: Calendar) -> str:
    """The target of the plan year to which an actual value belongs; empty when there is none."""
    year = calendar.plan_year(int(day[:4]))
    if year is None or year < 0 or not action.targets:
        return ""
    target = action.targets[min(year, len(action.targets) - 1)]
    return "" if target.by == "open" else target.value


def next_given(given: Mapping[str, Any], previous: Previous) -> dict[str, Any]:
    """The settings with which the next cycle begins.

    What is bound to the old plan's years stays behind: its start, pins, budget, sources of money
    and targets. A baseline gives way to what was reached; what is done need not be accepted again.
    """
    kept = {name: given[name] for name in _LASTING if name in given}
    done = {one.id for one in previous.actions if one.status == "done"}
    reached = {one.id for one in previous.actions if one.now}
    for name in ("choices", "own"):
        records = {
            one: _carried(record, one in reached, one in done)
            for one, record in dict(kept.get(name, {})).items()
        }
        kept[name] = {one: record for one, record in records.items() if record}
    kept["previous"] = previous.model_dump(mode="json")
    return {name: value for name, value in kept.items() if value}


def _carried(record: Mapping[str, Any], reached: bool, done: bool) -> dict[str, Any]:
    kept = {name: value for name, value in record.items() if name not in _BOUND}
    if reached:
        kept.pop("baseline", None)
    if done and kept.get("decision") == "accepted":
        kept.pop("decision")
    return kept


def carried_answers(answers: Answers, by: str) -> tuple[Event, ...]:
    """The answers as they open the next cycle, all but the day on which the old plan started."""
    return tuple(
        Event(kind="answer", question=name, answer=answers[name].model_copy(update={"by": by}))
        for name in sorted(answers)
        if name != _START
    )


def reached_values(previous: Previous | None) -> dict[str, str]:
    """The last actual value of each action's indicator: the next cycle's baseline."""
    return {one.id: one.now for one in previous.actions if one.now} if previous else {}


def movements(
    previous: Previous | None, scores: Iterable[Score], words: RoadmapWords
) -> tuple[Movement, ...]:
    """What moved since the last cycle: scores, indicators with an actual value, actions."""
    if previous is None:
        return ()
    now = {one.id: one.score for one in scores}
    return (
        *_scores(previous, now),
        *_indicators(previous, words),
        *(
            Movement(
                kind="action",
                id=one.id,
                label=one.title,
                was="",
                planned=one.end,
                now=one.status,
                direction=_DIRECTION[one.status],
            )
            for one in previous.actions
            if one.status != "planned"
        ),
    )


def _scores(previous: Previous, now: Mapping[str, int | None]) -> Iterator[Movement]:
    for one in previous.scores:
        new = now.get(one.id)
        if one.score is not None or new is not None:
            yield Movement(
                kind="score",
                id=one.id,
                label=one.label,
                was=_shown(one.score),
                planned="",
                now=_shown(new),
                direction=_way(one.score, new),
            )


def _indicators(previous: Previous, words: RoadmapWords) -> Iterator[Movement]:
    measures = words.smart.measures
    for one in previous.actions:
        if not one.now:
            continue
        was, now = figure(one.baseline, measures), figure(one.now, measures)
        yield Movement(
            kind="indicator",
            id=one.id,
            label=one.indicator,
            was=one.baseline,
            planned=one.planned,
            now=one.now,
            direction=_way(was, now),
        )


def _way(was: Any, now: Any) -> Direction:
    if was is None or now is None:
        return "unknown"
    return "same" if was == now else "up" if now > was else "down"


def _shown(score: int | None) -> str:
    return "" if score is None else f"{score // 100}.{score % 100:02d}"
