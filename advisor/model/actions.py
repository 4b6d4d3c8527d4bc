"""The work that a roadmap can hold, how its success is measured, and what can go wrong."""

from typing import Literal

from pydantic import Field, model_validator

from advisor.model.frozen import Frozen
from advisor.model.sources import PillarNo, SourceRef

Phase = Literal["quick", "short", "medium", "long"]
Nature = Literal[
    "institution", "law", "people", "process", "data", "technology", "inclusion", "measurement"
]
CostBand = Literal["none", "small", "medium", "large"]
Barrier = Literal["access", "affordability", "ability"]
Lever = Literal["data", "design", "delivery"]
NO_VIEW = "none because "
LEAST_REASON = 6


class IndicatorSpec(Frozen):
    """How the success of an action is measured."""

    name: str
    unit: str
    method: str
    target: str = Field(default="", description="a proposal of the advisor, to be confirmed")
    frequency: Literal["monthly", "quarterly", "twice a year", "yearly"] = "yearly"
    baseline_from: str | None = Field(default=None, description="question giving the baseline")


class Action(Frozen):
    """A piece of work that the roadmap can hold; its record is that of the domain's usage."""

    id: str
    pillar: PillarNo
    title: str
    deliverable: str
    nature: Nature
    owner: str
    supports: tuple[str, ...] = ()
    earliest: Phase
    months: int = Field(ge=1, le=60, description="calendar months from start to finish")
    effort_pm: int = Field(ge=1, description="person-months of the government's own people")
    cost: CostBand = Field(description="purchases beyond the government's own people")
    needs: tuple[str, ...] = ()
    indicator: IndicatorSpec
    sdg: tuple[str, ...] = Field(min_length=1)
    strategies: tuple[int, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    groups: tuple[str, ...] = ()
    lever: Lever | None = None
    inclusion: str = Field(default="", description="'none because …': why it has no such view")
    risks: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    practice_note: str = Field(default="", description="what is the advisor's, not the deck's")

    @model_validator(mode="after")
    def _inclusion_is_a_reason(self) -> "Action":
        if self.inclusion:
            reason = self.inclusion.removeprefix(NO_VIEW)
            if reason == self.inclusion or len(reason.split()) < LEAST_REASON:
                raise ValueError(f"'inclusion' reads '{NO_VIEW}' and a reason of some words")
            if self.barriers or self.groups or self.lever:
                raise ValueError("'inclusion' says none, but barriers, groups or a lever are given")
        return self


class RiskText(Frozen):
    """Something that can go wrong, how one notices, what to do, and who does it."""

    id: str
    group: str
    title: str
    description: str
    signal: str
    response: str
    owner: str
    likelihood: Literal["low", "medium", "high"]
    impact: Literal["low", "medium", "high"]


class Risk(RiskText):
    """A risk of the pack, with the actions that reduce it."""

    answered_by: tuple[str, ...] = Field(default=(), description="actions that reduce it")
    sources: tuple[SourceRef, ...] = Field(min_length=1)
