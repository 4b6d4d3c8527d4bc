"""Conditions as data: what decides whether a question is asked and whether a rule fires.

In YAML a leaf reads `{of: score.leadership, lt: 300}`; leaves combine with `all`, `any`, `not`.
`of` names a question, an item of a checklist (`question.item`) or a fact.
"""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_serializer, model_validator

from advisor.errors import did_you_mean
from advisor.model.frozen import Frozen

Op = Literal["eq", "ne", "lt", "lte", "gt", "gte", "in", "has", "answered"]
OPS: tuple[Op, ...] = ("eq", "ne", "lt", "lte", "gt", "gte", "in", "has", "answered")
Want = bool | int | str | tuple[int | str, ...]


class Leaf(Frozen):
    """One comparison: the value seen under `of` against `want`.

    `has` asks whether a list of chosen options holds `want`; `answered` (true or false) asks
    whether there is an answer at all and is the only comparison that is never unknown.
    """

    of: str
    op: Op
    want: Want

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, raw: Any) -> Any:
        if not isinstance(raw, dict) or "op" in raw:
            return raw
        keys = [key for key in raw if key != "of"]
        if len(keys) != 1 or "of" not in raw:
            raise ValueError("a comparison has 'of' and exactly one of " + ", ".join(OPS))
        if keys[0] not in OPS:
            raise ValueError(f"unknown comparison '{keys[0]}'.{did_you_mean(keys[0], OPS)}")
        return {"of": raw["of"], "op": keys[0], "want": raw[keys[0]]}

    @model_serializer
    def _to_yaml(self) -> dict[str, Any]:
        return {"of": self.of, self.op: self.want}


class AllOf(Frozen):
    """True when every part is true."""

    all: tuple["Condition", ...] = Field(min_length=1)


class AnyOf(Frozen):
    """True when at least one part is true."""

    any: tuple["Condition", ...] = Field(min_length=1)


class NotOf(Frozen):
    """True when its part is false."""

    not_: "Condition" = Field(alias="not")


def _form(raw: Any) -> str:
    if isinstance(raw, AllOf | AnyOf | NotOf | Leaf):
        return {AllOf: "all", AnyOf: "any", NotOf: "not", Leaf: "leaf"}[type(raw)]
    if isinstance(raw, dict):
        for key in ("all", "any", "not"):
            if key in raw:
                return key
        if "not_" in raw:
            return "not"
    return "leaf"


Condition = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[NotOf, Tag("not")]
    | Annotated[Leaf, Tag("leaf")],
    Discriminator(_form),
]

for _model in (AllOf, AnyOf, NotOf):
    _model.model_rebuild()


def leaves(condition: Condition) -> tuple[Leaf, ...]:
    """All comparisons of a condition, in reading order."""
    match condition:
        case Leaf():
            return (condition,)
        case NotOf():
            return leaves(condition.not_)
        case AllOf():
            return tuple(leaf for part in condition.all for leaf in leaves(part))
        case AnyOf():
            return tuple(leaf for part in condition.any for leaf in leaves(part))
