"""The roadmap as data: what every document and page renders."""

from typing import Any, Literal

from pydantic import Field

from advisor.model.actions import RiskText
from advisor.model.answers import Value
from advisor.model.choices import Movement, Peer, Rejected, SourceUse
from advisor.model.comparison import Change as Change
from advisor.model.comparison import Comparison as Comparison
from advisor.model.content import PillarNo, SourceRef
from advisor.model.frozen import Frozen
from advisor.model.plan_settings import Pin as Pin
from advisor.model.plan_settings import PlanSettings as PlanSettings
from advisor.model.planned import Conflict as Conflict
from advisor.model.planned import Cost as Cost
from advisor.model.planned import NotPlaced as NotPlaced
from advisor.model.planned import PlannedAction as PlannedAction
from advisor.model.planned import QuarterUse as QuarterUse
from advisor.model.planned import YearUse as YearUse
from advisor.model.trace import Firing as Firing
from advisor.model.trace import LeafSeen as LeafSeen

TO_CONFIRM = "to be confirmed"


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


class RaisedRisk(RiskText):
    """A risk that the office's own answers raise."""

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
