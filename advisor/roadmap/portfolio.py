"""The chosen actions as a sequencing problem: who goes first, who waits for whom, what is shared.

Musts come first. Among equals of strength, institutions, law, people and processes come before
data, inclusion and measurement, and these before technology. One quarter of delay weighs 9, 3 or 1
for must, should and could, times 3, 2 or 1 by the same classes of nature, plus one where the pillar
is emphasised; what the office rated weighs more or less by as much as its rating moves the score.

Where the office set weights of its own, the score comes before the nature and is what a delay
weighs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.model.choices import Rating
from advisor.model.content import Nature, Strength
from advisor.model.roadmap import PlanSettings, Score
from advisor.roadmap.calendar import FIRST_QUARTER, QUARTERS, quarters_of
from advisor.roadmap.cost import Price, price_of
from advisor.roadmap.effects import RANK
from advisor.roadmap.ratings import Known, ratings_of, score_of, yearly_money
from advisor.roadmap.selection import Chosen
from advisor.roadmap.sequencing import Job, Problem
from advisor.rules import View

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
# An office's rating can move a score by 200 hundredths at most, down to a third of this.
_EVEN = 300


@dataclass(frozen=True)
class Portfolio:
    """The problem, with what it was made from.

    Args:
        chosen: the actions, in the order of the problem's jobs.
        prices: their prices, in the same order.
        ratings: how they rate by the criteria of priority, in the same order.
        problem: the same in plain integers, in quarters.
    """

    chosen: tuple[Chosen, ...]
    prices: tuple[Price, ...]
    ratings: tuple[tuple[Rating, ...], ...]
    problem: Problem


def portfolio_of(
    view: View,
    chosen: tuple[Chosen, ...],
    settings: PlanSettings,
    emphasised: Iterable[int],
    pillar_scores: Mapping[int, Score],
) -> Portfolio:
    """The sequencing problem of these actions under these settings."""
    place = {one.action.id: at for at, one in enumerate(chosen)}
    prices = tuple(price_of(one.action, settings) for one in chosen)
    known = Known(
        view=view,
        settings=settings,
        emphasised=frozenset(emphasised),
        pillar_scores=pillar_scores,
        natures={one.action.id: one.action.nature for one in chosen},
        waiting=_waiting(chosen),
    )
    ratings = tuple(
        ratings_of(one, price, known) for one, price in zip(chosen, prices, strict=True)
    )
    priority = _priorities(chosen, ratings, known)
    steered = any(one.action.choice.ratings for one in chosen)
    pins = {pin.action: pin.quarter for pin in settings.pins}
    jobs = tuple(
        Job(
            id=one.action.id,
            first=FIRST_QUARTER[one.action.earliest],
            length=quarters_of(one.action.months),
            people=people_of(one),
            money=prices[at].charged or 0,
            needs=tuple(sorted(place[need] for need in one.needs)),
            rank=RANK[one.strength],
            priority=priority[one.action.id],
            weight=_weight(one, ratings[at], known, steered),
            pin=pins.get(one.action.id),
        )
        for at, one in enumerate(chosen)
    )
    return Portfolio(chosen, prices, ratings, _problem(jobs, settings))


def people_of(chosen: Chosen) -> int:
    """Full-time people at work on an action at once, rounded up."""
    return -(-chosen.action.effort_pm // chosen.action.months)


def _problem(jobs: tuple[Job, ...], settings: PlanSettings) -> Problem:
    periods = settings.years * QUARTERS
    return Problem(
        jobs=jobs,
        periods=periods,
        people=None if settings.people is None else (settings.people,) * periods,
        money=yearly_money(settings) or None,
        year=tuple(at // QUARTERS for at in range(periods)),
    )


def _weight(chosen: Chosen, ratings: tuple[Rating, ...], known: Known, steered: bool) -> int:
    """What a quarter of delay counts; `steered` where the office rated any action."""
    strength = STRENGTH_WEIGHT[chosen.strength]
    if known.settings.weights:
        return strength * score_of(ratings)
    nature = 3 - NATURE_CLASS[chosen.action.nature]
    base = strength * (nature + (chosen.action.pillar in known.emphasised))
    lift = score_of(ratings) - score_of(ratings, but_office=True)
    # Without any rating the plain weights stay, so that the search takes the same steps.
    return base * (_EVEN + lift) if steered else base


def _priorities(
    chosen: tuple[Chosen, ...], ratings: tuple[tuple[Rating, ...], ...], known: Known
) -> dict[str, int]:
    """Each action's place in the order of urgency, 1 first."""
    scores = {one.action.id: score_of(found) for one, found in zip(chosen, ratings, strict=True)}
    by_weights = bool(known.settings.weights)

    def urgency(one: Chosen) -> tuple[int | str, ...]:
        pillar, nature = one.action.pillar, NATURE_CLASS[one.action.nature]
        found = known.pillar_scores.get(pillar)
        gap = found.gap if found is not None and found.gap is not None else 0
        score, plain = -scores[one.action.id], pillar not in known.emphasised
        return (
            RANK[one.strength],
            *((score, nature, plain) if by_weights else (nature, plain, score)),
            -gap,
            -known.waiting[one.action.id],
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
