"""What a plan holds and what it cannot hold: actions, conflicts, people and money over time."""

from typing import Literal

from pydantic import Field

from advisor.model.choices import Actual, Funding, Rating, SmartLetter, YearTarget
from advisor.model.content import (
    Barrier,
    CostBand,
    IndicatorSpec,
    Lever,
    Nature,
    Phase,
    PillarNo,
    SourceRef,
    Strength,
)
from advisor.model.frozen import Frozen
from advisor.model.trace import Firing


class Cost(Frozen):
    """A range in whole units of the currency; None where the office's prices are missing."""

    low: int | None
    high: int | None
    currency: str


class PlannedAction(Frozen):
    """An action of this office's plan, with where it stands and why."""

    code: str = Field(description="short code used in the document, e.g. A2.3")
    id: str
    pillar: PillarNo
    title: str
    deliverable: str
    nature: Nature
    strength: Strength
    owner: str
    supports: tuple[str, ...]
    phase: Phase
    start_quarter: int
    end_quarter: int = Field(description="the last quarter in which work goes on")
    start: str = Field(description="'2027 Q1', or 'Year 1 Q1' while the start date is open")
    end: str
    needs: tuple[str, ...]
    effort_pm: int
    cost_band: CostBand
    cost: Cost
    indicator: IndicatorSpec
    baseline: str
    sdg: tuple[str, ...]
    strategies: tuple[int, ...]
    barriers: tuple[Barrier, ...]
    groups: tuple[str, ...]
    lever: Lever | None
    risks: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    practice_note: str
    trace: tuple[Firing, ...]
    placed: str = Field(description="why here and not earlier")
    priority: int = Field(default=0, description="place in the order of urgency, 1 first")
    people: int = Field(default=0, description="full-time people at work on it at once")
    charged: int | None = Field(
        default=None, description="what it takes of its start year's money; None while unpriced"
    )
    slack: int = Field(default=0, description="quarters it can slip before another one must move")
    critical: bool = Field(default=False, description="lies on the critical path")
    pinned: bool = Field(default=False, description="the office fixed its start")
    taken_as_given: tuple[str, ...] = Field(
        default=(), description="prerequisites that the answers do not call for: assumed in place"
    )
    decision: Literal["open", "accepted"] = Field(default="open", description="the office's")
    own: bool = Field(default=False, description="added by the office")
    edited: tuple[str, ...] = Field(default=(), description="fields in the office's own words")
    merged: tuple[str, ...] = Field(default=(), description="actions that this one has taken up")
    reason: str = Field(default="", description="the office's reason for its choice")
    running: int | None = Field(default=None, description="running cost a year, once it is done")
    score: int = Field(default=0, description="mean of the ratings by weight, 100 to 500")
    funding: tuple[Funding, ...] = ()
    ratings: tuple[Rating, ...] = ()
    targets: tuple[YearTarget, ...] = ()
    smart: tuple[SmartLetter, ...] = ()
    actual: Actual | None = None


class NotPlaced(Frozen):
    """An action that rules propose and the plan cannot hold, and what it would take."""

    id: str
    title: str
    pillar: PillarNo
    strength: Strength
    reason: str
    trace: tuple[Firing, ...]


class Conflict(Frozen):
    """Wishes that cannot all be met, reduced until each of them is part of the trouble.

    smallest: no smaller set of wishes explains it; otherwise each one left out would end it.
    """

    kind: Literal["pin", "people", "money", "time"]
    actions: tuple[str, ...]
    sentence: str
    smallest: bool = True


class QuarterUse(Frozen):
    """How many people are at work in one quarter; `limit` is None while it is not known."""

    quarter: int
    label: str
    people: int
    limit: int | None


class YearUse(Frozen):
    """What a plan year's new actions take of its money, in whole units of the currency.

    charged: the middle of each range, whole in the year of the start. unpriced: actions that start
    in this year and have no full price, so that `charged` is too low by them.
    funded, secured: what sources pay of `charged`, and what secured ones do; None while no source
    gives a sum. running: a year's running cost of what is finished by then, as far as it is given;
    running_funded: what sources pay of it; running_open: finished actions without a figure.
    """

    year: int
    label: str
    charged: int
    budget: int | None
    low: int
    high: int
    unpriced: tuple[str, ...] = ()
    funded: int | None = None
    secured: int | None = None
    running: int = 0
    running_funded: int | None = None
    running_open: tuple[str, ...] = ()
