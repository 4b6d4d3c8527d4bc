"""The fitted weights of ranking and refusal, and what they were fitted on."""

import json
import math
from collections.abc import Mapping
from importlib.resources import files

from advisor.model.frozen import Frozen
from advisor.retrieval.embedding import Vectors

_FILE = "weights.json"


class Wording(Frozen):
    """A linear score over the vector of a question: whether such things are ever answered."""

    weights: tuple[float, ...]
    intercept: float

    def score(self, vector: Vectors) -> float:
        """The score of a question's vector."""
        return self.intercept + sum(
            weight * float(value) for weight, value in zip(self.weights, vector, strict=True)
        )


class Tree(Frozen):
    """A small decision tree: at node n, the left child when the signal is at most `limits[n]`.

    A leaf has no signal (an empty name) and adds its value.
    """

    signals: tuple[str, ...]
    limits: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    values: tuple[float, ...]

    def value(self, of: Mapping[str, float]) -> float:
        """What the tree adds for these signals."""
        at = 0
        while name := self.signals[at]:
            at = self.left[at] if of[name] <= self.limits[at] else self.right[at]
        return self.values[at]


class Boosted(Frozen):
    """Many small trees whose values, summed, are the log-odds."""

    start: float
    trees: tuple[Tree, ...] = ()

    def probability(self, values: Mapping[str, float]) -> float:
        """The probability, from 0 to 1."""
        score = self.start + sum(tree.value(values) for tree in self.trees)
        return 1 / (1 + math.exp(-score))


class Refusing(Frozen):
    """When to answer: a probability and the least that it must be."""

    judge: Boosted
    threshold: float


class Weights(Frozen):
    """Everything fitted on the shipped question set.

    `ranking` is for sources that questions are known to; `estimated` tells from everything else how
    a passage of another source would be ranked if questions were known to it, with a 'constant'.
    `model` and `sources` name the embedding model and the index's content at that time. `plain`
    stands in for `full` where another model makes the vectors that `wording` was fitted on
    meaningless. `cross_validated` are the rates on questions left out of the fitting, in per
    cent.
    """

    model: str
    sources: str
    ranking: dict[str, float]
    estimated: dict[str, float]
    wording: Wording
    full: Refusing
    plain: Refusing
    cross_validated: dict[str, float] = {}


def shipped_weights() -> Weights:
    """The weights that come with the product."""
    text = files("advisor.retrieval").joinpath(_FILE).read_text(encoding="utf-8")
    return Weights.model_validate(json.loads(text))
