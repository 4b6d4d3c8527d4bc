"""The fixed words of a pack: stages, pillars and the names that the rest refers to."""

from typing import Literal

from pydantic import Field

from advisor.model.frozen import Frozen
from advisor.model.sources import PillarNo, SourceRef

StageId = Literal["profile", "situation", "vision", "pillars", "monitoring"]


class Named(Frozen):
    """An entry of a fixed vocabulary: an id, how it is written, and what it means."""

    id: str
    label: str
    meaning: str = ""


class Pillar(Frozen):
    """One of the nine pillars of a roadmap."""

    no: PillarNo
    title: str
    objective: str
    sources: tuple[SourceRef, ...] = Field(min_length=1)


class Stage(Frozen):
    """A step of the method as the interview walks it."""

    id: StageId
    title: str
    intro: str
    sources: tuple[SourceRef, ...] = ()


class Vocabulary(Frozen):
    """Names that questions, actions and documents share."""

    stages: tuple[Stage, ...]
    pillars: tuple[Pillar, ...]
    dimensions: tuple[Named, ...]
    topics: tuple[Named, ...]
    barriers: tuple[Named, ...]
    levers: tuple[Named, ...]
    groups: tuple[Named, ...]
    natures: tuple[Named, ...]
    phases: tuple[Named, ...]
    risk_groups: tuple[Named, ...]
    sdg: tuple[Named, ...]
    strategies: tuple[Named, ...]
