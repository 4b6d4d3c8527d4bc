"""Why something is in the plan: a rule's verdict, and the comparisons that led to it."""

from typing import Any

from pydantic import Field

from advisor.model.frozen import Frozen
from advisor.model.sources import SourceRef


class LeafSeen(Frozen):
    """One comparison of a rule with what was seen; `answers` are the questions behind it."""

    fact: str
    op: str
    want: Any
    saw: Any
    held: bool | None
    answers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Firing(Frozen):
    """A rule's verdict: true, false or unknown (None), and all that led to it."""

    rule: str
    verdict: bool | None
    because: str
    leaves: tuple[LeafSeen, ...]
    missing: tuple[str, ...] = Field(default=(), description="questions that would settle it")
    sources: tuple[SourceRef, ...] = ()
