"""The chosen actions as a sequencing problem: who goes first, who waits for whom, what is shared.

Among equals of strength, institutions, law, people and processes come before data, inclusion and
measurement, and these before technology; then emphasised pillars; then the pillar with the wider
gap; then what more actions wait for; then the id. One quarter of delay weighs 9, 3 or 1 for must,
should and could, times 3, 2 or 1 by the same classes of nature, plus one where the pillar is
emphasised.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.model.content import Nature, Strength
from advisor.model.roadmap import PlanSettings, Score
from advisor.roadmap.calendar import FIRST_QUARTER, QUARTERS, quarters_of
from advisor.roadmap.cost import Price, price_of
from advisor.roadmap.selection import RANK, Chosen
from advisor.roadmap.sequencing import Job, Problem

NATURE_CLASS: dict[Nature, int] = {
    "institution": 0,
    "law": 0,
    "people": 0,
    "process": 0,
    "data": 1,
    "inclusion": 1,
    "measurement": 1,
    "technology": 2,
}
STRENGTH_WEIGHT: dict[Strength, int] = {"must": 9, "should": 3, "could": 1}


@dataclass(frozen=True)
class Portfolio:
    """The problem, with what it was made from.

    Args:
        chosen: the actions, in the order of the problem's jobs.
        prices: their prices, in the same order.
        problem: the same in plain integers, in quarters.
    """

    chosen: tuple[Chosen, ...]
    prices: tuple[Price, ...]
    problem: Problem


def portfolio_of(
    chosen: tuple[Chosen, ...],
    settings: PlanSettings,
    emphasised: Iterable[int],
    pillar_scores: Mapping[int, Score],
) -> Portfolio:
    """The sequencing problem of these actions under these settings."""
    emphasis = frozenset(emphasised)
    place = {one.action.id: at for at, one in enumerate(chosen)}
    prices = tuple(price_of(one.action, settings) for one in chosen)
    priority = _priorities(chosen, emphasis, pillar_scores)
    pins = {pin.action: pin.quarter for pin in settings.pins}
    jobs = tuple(
        Job(
            id=one.action.id,
            first=FIRST_QUARTER[one.action.earliest],
            length=quarters_of(one.action.months),
            people=people_of(one),
            money=price.charged or 0,
            needs=tuple(sorted(place[need] for need in one.needs)),
            rank=RANK[one.strength],
            priority=priority[one.action.id],
            weight=_weight(one, emphasis),
            pin=pins.get(one.action.id),
        )
        for one, price in zip(chosen, prices, strict=True)
    )
    return Portfolio(chosen, prices, _problem(jobs, settings))


def people_of(chosen: Chosen) -> int:
    """Full-time people at work on an action at once, rounded up."""
    return -(-chosen.action.effort_pm // chosen.action.months)


def _problem(jobs: tuple[Job, ...], settings: PlanSettings) -> Problem:
    periods = settings.years * QUARTERS
    budget = settings.budget
    return Problem(
        jobs=jobs,
        periods=periods,
        people=None if settings.people is None else (settings.people,) * periods,
        # A list that is too short goes on with its last sum.
        money=tuple(budget[min(at, len(budget) - 1)] for at in range(settings.years))
        if budget
        else None,
        year=tuple(at // QUARTERS for at in range(periods)),
    )


def _weight(chosen: Chosen, emphasis: frozenset[int]) -> int:
    nature = 3 - NATURE_CLASS[chosen.action.nature]
    return STRENGTH_WEIGHT[chosen.strength] * (nature + (chosen.action.pillar in emphasis))


def _priorities(
    chosen: tuple[Chosen, ...], emphasis: frozenset[int], pillar_scores: Mapping[int, Score]
) -> dict[str, int]:
    """Each action's place in the order of urgency, 1 first."""
    waiting = _waiting(chosen)

    def urgency(one: Chosen) -> tuple[int, int, bool, int, int, str]:
        pillar = one.action.pillar
        score = pillar_scores.get(pillar)
        gap = score.gap if score is not None and score.gap is not None else 0
        return (
            RANK[one.strength],
            NATURE_CLASS[one.action.nature],
            pillar not in emphasis,
            -gap,
            -waiting[one.action.id],
            one.action.id,
        )

    ordered = sorted(chosen, key=urgency)
    return {one.action.id: at for at, one in enumerate(ordered, 1)}


def _waiting(chosen: tuple[Chosen, ...]) -> dict[str, int]:
    """How many actions wait for each one directly."""
    count = {one.action.id: 0 for one in chosen}
    for one in chosen:
        for need in one.needs:
            count[need] += 1
    return count
