"""The roadmap as data: what every document and page renders."""

from typing import Any, Literal

from pydantic import Field

from advisor.model.answers import Value
from advisor.model.choices import (
    Actual,
    Choice,
    Funding,
    FundingSource,
    Movement,
    OwnAction,
    Peer,
    Previous,
    Rating,
    Rejected,
    SmartLetter,
    SourceUse,
    YearTarget,
)
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
from advisor.model.trace import Firing as Firing
from advisor.model.trace import LeafSeen as LeafSeen

TO_CONFIRM = "to be confirmed"


class Pin(Frozen):
    """The office's wish that an action starts in a given quarter, counted from 0."""

    action: str
    quarter: int = Field(ge=0)


class PlanSettings(Frozen):
    """How the office wants its plan laid out; what is None is to be confirmed.

    start: first day of the plan, ISO date. budget: money per plan year, whole units of the
    currency. people: full-time people who can work on the roadmap at the same time.
    person_month, small, medium, large: the office's own prices, for turning bands into ranges.
    assumed: settings that hold a default of the advisor's because the office gave none.
    weights: what each criterion counts for, 0 to 5; empty where the advisor's own weights count.
    choices, own, funding, actuals: what the office decided, added, can spend and has reached.
    previous: the figures of the last cycle. set_aside: sentences on settings that do not fit any
    more since an answer or the knowledge changed; they do not count.
    """

    start: str | None = None
    years: int = Field(default=5, ge=1, le=10)
    currency: str = ""
    budget: tuple[int, ...] = ()
    people: int | None = Field(default=None, ge=1)
    person_month: int | None = Field(default=None, ge=0)
    small: int | None = Field(default=None, ge=0)
    medium: int | None = Field(default=None, ge=0)
    large: int | None = Field(default=None, ge=0)
    pins: tuple[Pin, ...] = ()
    weights: tuple[tuple[str, int], ...] = ()
    choices: tuple[Choice, ...] = ()
    own: tuple[OwnAction, ...] = ()
    funding: tuple[FundingSource, ...] = ()
    actuals: tuple[Actual, ...] = ()
    previous: Previous | None = None
    assumed: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()


class Score(Frozen):
    """A dimension's or pillar's score in hundredths (100 to 500); None when too little is known."""

    id: str
    label: str
    score: int | None
    answered: int
    of: int
    official: int = Field(default=0, description="how many answered items are official ones")
    national: int = Field(default=0, description="how many are of the office's national list")
    gap: int | None = Field(default=None, description="400 less the score, when that is positive")
    low: int | None = Field(default=None, description="the lowest score of a single respondent")
    high: int | None = Field(default=None, description="the highest score of a single respondent")
    respondents: int = Field(default=0, description="respondents with a score of their own")


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
    funded, secured: what sources pay of `charged`, and what secured ones do; None while no sources
    are named. running: a year's running cost of what is finished by then, as far as it is given;
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


class RaisedRisk(Frozen):
    """A risk that the office's own answers raise."""

    id: str
    group: str
    title: str
    description: str
    signal: str
    response: str
    owner: str
    likelihood: Literal["low", "medium", "high"]
    impact: Literal["low", "medium", "high"]
    actions: tuple[str, ...] = Field(description="planned actions that reduce it")
    sources: tuple[SourceRef, ...]
    trace: tuple[Firing, ...]


class PillarPlan(Frozen):
    """One pillar: where it stands and what is planned."""

    no: PillarNo
    title: str
    objective: str
    score: Score
    emphasised_by: tuple[Firing, ...]
    actions: tuple[str, ...]
    findings: tuple[str, ...] = Field(description="because-sentences of the rules that fired")


class AnswerLine(Frozen):
    """An answer as the trace annex shows it; `value` is None when it says nothing."""

    question: str
    label: str
    text: str
    shown: str
    value: Value | None = None
    stage: str
    pillar: PillarNo | None
    by: str
    at: str
    active: bool
    note: str = ""
    official: bool = False
    sources: tuple[SourceRef, ...]
    earlier: tuple[str, ...] = Field(default=(), description="what stood before, oldest first")


class Standpoint(Frozen):
    """One value given to a question by several respondents, and by whom."""

    shown: str
    who: tuple[str, ...]


class Spread(Frozen):
    """How far apart respondents are on one question.

    settled: the value that counts in the plan, in words; empty when none could be told.
    divided: they are so far apart that the value should be talked over before it is signed.
    """

    question: str
    label: str
    settled: str
    given: int = Field(description="respondents who gave a value")
    of: int = Field(description="respondents who were asked")
    standpoints: tuple[Standpoint, ...]
    divided: bool


class ScoreSpread(Frozen):
    """The lowest and highest score of single respondents, under the name of a score."""

    id: str
    low: int
    high: int
    respondents: int


class OpenPoint(Frozen):
    """Something the office has not given, and where it is missing."""

    what: str
    where: str
    question: str = ""
    kind: Literal["setting", "question", "assumption", "baseline", "target", "owner"] = "question"


class Pack(Frozen):
    """Which knowledge made this roadmap."""

    version: str
    hash: str


class Roadmap(Frozen):
    """A draft roadmap: a pure function of pack, answers and settings."""

    schema_: int = Field(default=1, alias="schema")
    fingerprint: str
    knowledge: Pack
    profile: dict[str, str]
    vision: dict[str, str]
    settings: PlanSettings
    scores: tuple[Score, ...]
    pillars: tuple[PillarPlan, ...]
    actions: tuple[PlannedAction, ...]
    not_placed: tuple[NotPlaced, ...]
    risks: tuple[RaisedRisk, ...]
    answers: tuple[AnswerLine, ...]
    open_rules: tuple[Firing, ...] = Field(description="rules that wait for an answer")
    to_confirm: tuple[OpenPoint, ...]
    egdi: tuple[dict[str, Any], ...] = Field(default=(), description="the country's figures")
    critical_path: tuple[str, ...] = Field(
        default=(), description="the chain of actions that fixes how short the plan can be"
    )
    conflicts: tuple[Conflict, ...] = ()
    quarters: tuple[QuarterUse, ...] = ()
    years: tuple[YearUse, ...] = ()
    spreads: tuple[Spread, ...] = Field(
        default=(), description="questions on which several respondents answered"
    )
    rejected: tuple[Rejected, ...] = ()
    funding: tuple[SourceUse, ...] = ()
    peers: tuple[Peer, ...] = ()
    movements: tuple[Movement, ...] = Field(default=(), description="since the last cycle")


class Change(Frozen):
    """Something that differs between two drafts, with what caused it."""

    id: str
    title: str
    was: str = ""
    now: str = ""
    quarters: int = Field(default=0, description="how far it moved; later is positive")
    because: tuple[str, ...] = Field(default=(), description="changed questions and settings")


class Comparison(Frozen):
    """Two drafts side by side: what came, what went, what moved, and why.

    An action that moved without a cause of its own made room, or found some: `because` is empty.
    """

    came: tuple[Change, ...]
    went: tuple[Change, ...]
    moved: tuple[Change, ...]
    strength: tuple[Change, ...]
    no_longer_fits: tuple[Change, ...]
    now_fits: tuple[Change, ...]
    risks_came: tuple[Change, ...]
    risks_went: tuple[Change, ...]
    answers: tuple[Change, ...]
    settings: tuple[Change, ...]
