"""Each action seen by the ten criteria of priority, 1 (speaks against haste) to 5 (speaks for it).

The office's own rating counts where it gave one. Else the rating is read from what is known:

demand: how many of the groups to be served first the action reaches. access: how many of the
hindrances that the office reported for groups the action takes away. impact: how wide the pillar's
gap is, one more where the pillar is emphasised. reuse: how many actions wait for it. skills: how
small a share of the people it takes. blocks: how much of what it builds on is in place. financing:
how cheap it is. technology: how little other technology it relies on. Political acceptability and
consensus are the office's to say. What nothing is known of is None and counts as 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.model.choices import CRITERIA, FundingSource, Rating
from advisor.model.content import CostBand
from advisor.model.roadmap import PlanSettings, Score
from advisor.roadmap.cost import Price
from advisor.roadmap.scores import TARGET
from advisor.roadmap.selection import Chosen
from advisor.rules import View

NEUTRAL = 3
# What the pack itself tells of urgency (gap, emphasis, who waits) comes first; what only the office
# can say counts for much once it says it; ease of doing settles what is left.
WEIGHTS: dict[str, int] = {
    "demand": 3,
    "access": 2,
    "impact": 5,
    "reuse": 3,
    "skills": 1,
    "blocks": 1,
    "financing": 1,
    "technology": 1,
    "acceptability": 3,
    "consensus": 3,
}
_BANDS: dict[CostBand, int] = {"none": 5, "small": 4, "medium": 3, "large": 2}
_BENEFICIARIES, _HINDRANCES = "vision.beneficiaries", "inc."
_WAITING = (2, 3, 4, 4, 5)
# The share of people or of a year's money, in per cent, up to which an action rates 5, 4, 3 and 2.
_SHARES = (5, 15, 40, 100)
Found = tuple[int | None, str]


@dataclass(frozen=True)
class Known:
    """What ratings are read from.

    Args:
        view: the answers.
        settings: the office's weights, people and money.
        emphasised: the pillars that come first among equals.
        pillar_scores: how the pillars stand.
        natures: the nature of every chosen action, by id.
        waiting: how many actions wait for each one.
    """

    view: View
    settings: PlanSettings
    emphasised: frozenset[int]
    pillar_scores: Mapping[int, Score]
    natures: Mapping[str, str]
    waiting: Mapping[str, int]


def weights_of(settings: PlanSettings) -> dict[str, int]:
    """What each criterion counts for: the office's weight where it gave one."""
    return {**WEIGHTS, **dict(settings.weights)}


def ratings_of(one: Chosen, price: Price, known: Known) -> tuple[Rating, ...]:
    """An action by all criteria, in the order of CRITERIA."""
    given, weights = dict(one.action.choice.ratings), weights_of(known.settings)
    read = {
        "demand": _demand(one, known),
        "access": _access(one, known),
        "impact": _impact(one, known),
        "reuse": (_WAITING[min(known.waiting[one.action.id], len(_WAITING) - 1)], "needs"),
        "skills": _skills(one, known),
        "blocks": _blocks(one),
        "financing": _financing(one, price, known),
        "technology": _technology(one, known),
    }
    found = []
    for name in CRITERIA:
        rating, by = (given[name], "office") if name in given else read.get(name, (None, ""))
        found.append(Rating(criterion=name, rating=rating, weight=weights[name], by=by))
    return tuple(found)


def score_of(ratings: tuple[Rating, ...], but_office: bool = False) -> int:
    """The mean of the ratings by weight, in hundredths, 100 to 500.

    Args:
        ratings: the ratings.
        but_office: leave out what the office rated, as if it had not.
    """
    weight = sum(one.weight for one in ratings)
    if not weight:
        return NEUTRAL * 100
    total = 0
    for one in ratings:
        known = one.rating is not None and not (but_office and one.by == "office")
        total += one.weight * (one.rating if known and one.rating is not None else NEUTRAL)
    return 100 * total // weight


def _demand(one: Chosen, known: Known) -> Found:
    first = known.view.value(_BENEFICIARIES) if _has(known, _BENEFICIARIES) else None
    if not isinstance(first, tuple) or not one.action.groups:
        return None, ""
    reached = sum(group in first for group in one.action.groups)
    return min(5, NEUTRAL - 1 + reached), _BENEFICIARIES


def _access(one: Chosen, known: Known) -> Found:
    """Only groups whose hindrances the office was asked about count."""
    asked = reached = 0
    for group in one.action.groups:
        name = f"{_HINDRANCES}{group}"
        reported = known.view.value(name) if _has(known, name) else None
        if isinstance(reported, tuple):
            asked += 1
            reached += sum(barrier in reported for barrier in one.action.barriers)
    if not asked or not one.action.barriers:
        return None, ""
    return min(5, NEUTRAL - 1 + reached), _HINDRANCES.removesuffix(".")


def _has(known: Known, question: str) -> bool:
    return question in known.view.pack.question


def _impact(one: Chosen, known: Known) -> Found:
    pillar = one.action.pillar
    score = known.pillar_scores.get(pillar)
    emphasis = pillar in known.emphasised
    if score is None or score.gap is None:
        return (NEUTRAL + 1, f"pillar.{pillar}") if emphasis else (None, "")
    return min(5, 1 + 4 * score.gap // (TARGET - 100) + emphasis), f"pillar.{pillar}"


def _skills(one: Chosen, known: Known) -> Found:
    people = known.settings.people
    if people is None:
        return None, ""
    at_once = -(-one.action.effort_pm // one.action.months)
    return _by_share(100 * at_once // people), "people"


def _blocks(one: Chosen) -> Found:
    """The share of the prerequisites that is in place already."""
    count = len(one.given) + len(one.needs)
    return (None, "") if not count else (1 + 4 * len(one.given) // count, "needs")


def _financing(one: Chosen, price: Price, known: Known) -> Found:
    work = one.action
    if not work.own and work.cost_low is None and work.cost_high is None and work.bands:
        return min(_BANDS[band] for band in work.bands), "cost_band"
    most = max(yearly_money(known.settings), default=0)
    if not most or price.cost.high is None or price.charged is None:
        return None, ""
    return _by_share(100 * price.charged // most), "cost"


def _technology(one: Chosen, known: Known) -> Found:
    if one.action.nature != "technology":
        return 5, "nature"
    relies = sum(known.natures.get(need) in ("technology", "data") for need in one.needs)
    return max(1, 4 - relies), "needs"


def _by_share(share: int) -> int:
    return 5 - sum(share > most for most in _SHARES)


def paying_sources(settings: PlanSettings) -> tuple[FundingSource, ...]:
    """The sources that stand in place of a yearly budget: those with sums for new work."""
    return tuple(one for one in settings.funding if one.use != "running" and one.amounts)


def yearly_money(settings: PlanSettings) -> tuple[int, ...]:
    """The money for new work in each plan year: what the sources give, else the budget.

    A source without sums gives nothing yet. Empty while neither is known; then money does not bind.
    """
    if paying := paying_sources(settings):
        return tuple(map(sum, zip(*(one.amounts for one in paying), strict=True)))
    budget = settings.budget
    # A list that is too short goes on with its last sum.
    return tuple(budget[min(at, len(budget) - 1)] for at in range(settings.years if budget else 0))
