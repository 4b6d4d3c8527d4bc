"""Rules: a condition, what follows from it, and the examples that show when."""

from typing import Any, Literal

from pydantic import Field

from advisor.model.conditions import Condition
from advisor.model.frozen import Frozen
from advisor.model.sources import PillarNo, SourceRef

Strength = Literal["must", "should", "could"]


class Propose(Frozen):
    """Effect: put an action forward."""

    propose: str
    strength: Strength


class Raise(Frozen):
    """Effect: enter a risk in the register."""

    raise_: str = Field(alias="raise")


class Emphasise(Frozen):
    """Effect: a pillar comes first among equals."""

    emphasise: PillarNo


class Hold(Frozen):
    """Effect: an action waits until others are done, when they are in the plan too."""

    hold: str
    behind: tuple[str, ...] = Field(min_length=1)


Effect = Propose | Raise | Emphasise | Hold


class RuleExamples(Frozen):
    """Answers (or facts) under which the rule must fire, not fire, or stay open."""

    true: tuple[dict[str, Any], ...] = Field(min_length=1)
    false: tuple[dict[str, Any], ...] = Field(min_length=1)
    unknown: tuple[dict[str, Any], ...] = Field(min_length=1)


class Rule(Frozen):
    """When a condition holds, what follows and why."""

    id: str
    when: Condition
    then: tuple[Effect, ...] = Field(min_length=1)
    because: str = Field(description="a sentence; {name} is replaced by the value seen")
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    examples: RuleExamples
