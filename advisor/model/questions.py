"""What the interview asks, and the facts that are counted from the answers."""

from typing import Any, Literal

from pydantic import Field, model_validator

from advisor.model.conditions import Condition
from advisor.model.frozen import Frozen
from advisor.model.sources import PillarNo, SourceRef
from advisor.model.vocabulary import StageId

Kind = Literal["likert5", "choice", "multi", "number", "money", "date", "text", "checklist"]


class Option(Frozen):
    """One choice of a question, or one item of a checklist; `terms` are other words for it."""

    id: str
    label: str
    terms: tuple[str, ...] = ()


class Question(Frozen):
    """What the interview asks; `rev` is raised whenever the meaning changes."""

    id: str
    rev: int = Field(default=1, ge=1)
    stage: StageId
    kind: Kind
    label: str = Field(description="a few words, as in 'noted: CIO in post: yes'")
    text: str
    why: str
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    pillar: PillarNo | None = None
    dimension: str | None = None
    subdimension: str | None = None
    topic: str | None = None
    options: tuple[Option, ...] = ()
    anchors: dict[int, str] = {}
    terms: tuple[str, ...] = ()
    ask_if: Condition | None = None
    allow: tuple[Literal["unknown", "not_applicable"], ...] = ("unknown", "not_applicable")
    official: bool = False
    national: bool = False
    rapid: bool = True
    weight: int = Field(default=1, ge=1)
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""

    @model_validator(mode="after")
    def _parts_fit_kind(self) -> "Question":
        wants_options = self.kind in ("choice", "multi", "checklist")
        if wants_options != bool(self.options):
            raise ValueError(f"kind '{self.kind}' {'needs' if wants_options else 'has no'} options")
        if (self.kind == "likert5") != bool(self.anchors):
            raise ValueError("anchors belong to kind 'likert5', one for each of 1 to 5")
        if self.anchors and sorted(self.anchors) != [1, 2, 3, 4, 5]:
            raise ValueError("anchors are given for each of 1, 2, 3, 4, 5")
        if len({option.id for option in self.options}) != len(self.options):
            raise ValueError("two options have the same id")
        return self

    @property
    def origin(self) -> Literal["official", "national", "own"]:
        """Whose wording it is: the framework's, a national list's, or the product's own."""
        if self.official:
            return "official"
        return "national" if self.national else "own"


class Selector(Frozen):
    """Which answers a fact looks at: named questions, or all of a dimension or a pillar."""

    questions: tuple[str, ...] = ()
    items: str | None = Field(default=None, description="a checklist, item by item")
    prefix: str = Field(default="", description="only the checklist's items that begin so")
    dimension: str | None = None
    subdimension: str | None = None
    pillar: PillarNo | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Selector":
        ways = [bool(self.questions), self.items is not None, self.pillar is not None]
        ways.append(self.dimension is not None)
        if sum(ways) != 1:
            raise ValueError("say exactly one of questions, items, dimension, pillar")
        return self


class FactExample(Frozen):
    """Answers and the value that the fact must then have (`unknown` for none)."""

    answers: dict[str, Any]
    gives: int | Literal["unknown"]


class Fact(Frozen):
    """A named integer made from answers.

    mean: weighted mean of 1-5 answers, times 100 (so 100 to 500). min, max: over numbers.
    count: how many answers meet `where`. share: the same per cent of those answered.
    gap: `target` less the mean. sum: of numbers. Not-applicable answers leave the denominator.
    """

    id: str
    label: str
    kind: Literal["mean", "min", "max", "count", "share", "gap", "sum"]
    over: Selector
    where: dict[Literal["eq", "ne", "lt", "lte", "gt", "gte", "has"], int | str] = {}
    target: int = 400
    min_share: int = Field(default=50, ge=0, le=100, description="per cent answered, at least")
    examples: tuple[FactExample, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _where_fits(self) -> "Fact":
        if (self.kind in ("count", "share")) != (len(self.where) == 1):
            raise ValueError("'where' with one comparison belongs to kind count or share")
        return self
