"""The fitted weights of ranking and refusal, and what they were fitted on."""

import json
import math
from collections.abc import Mapping
from importlib.resources import files

from advisor.model.frozen import Frozen
from advisor.retrieval.embedding import Vectors

_FILE = "weights.json"


class Logistic(Frozen):
    """A logistic regression over named values, each less its mean and over its spread."""

    weights: dict[str, float]
    means: dict[str, float]
    spreads: dict[str, float]
    intercept: float

    def probability(self, values: Mapping[str, float]) -> float:
        """The probability that it gives for these values."""
        total = self.intercept
        for name, weight in self.weights.items():
            total += weight * (values[name] - self.means[name]) / self.spreads[name]
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


class Wording(Frozen):
    """A linear score over the vector of a question: whether such things are ever answered."""

    weights: tuple[float, ...]
    intercept: float

    def score(self, vector: Vectors) -> float:
        """The score of a question's vector."""
        return self.intercept + sum(
            weight * float(value) for weight, value in zip(self.weights, vector, strict=True)
        )


class Refusing(Frozen):
    """When to answer: a probability and the least that it must be."""

    judge: Logistic
    threshold: float


class Weights(Frozen):
    """Everything fitted on the shipped question set.

    `model` and `sources` name the embedding model and the index's content at that time. `plain`
    stands in for `full` where another model makes the vectors that `wording` was fitted on
    meaningless. `cross_validated` are the rates on questions left out of the fitting, in per
    cent.
    """

    model: str
    sources: str
    ranking: dict[str, float]
    wording: Wording
    full: Refusing
    plain: Refusing
    cross_validated: dict[str, float] = {}


def shipped_weights() -> Weights:
    """The weights that come with the product."""
    text = files("advisor.retrieval").joinpath(_FILE).read_text(encoding="utf-8")
    return Weights.model_validate(json.loads(text))
