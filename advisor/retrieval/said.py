"""What offices say when they mean an answer: other words than the pack's own, weighed together.

A message is compared with the wording of each value of a question, with what is known to be said
for it, and, on a scale, with how people speak of each level whatever the question.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from advisor.dialogue.options import names_of
from advisor.model.answers import Value
from advisor.model.content import Question
from advisor.model.conversation import Description
from advisor.model.frozen import Frozen
from advisor.retrieval.embedding import Vectors
from advisor.retrieval.shipped import SCALE, shipped_arrays

_FILE = "said.npz"
VECTOR_SHARE, WORD_SHARE = 4.0, 0.5
LEVELS = 5
SIGNALS = ("named", "said", "level", "only", "first", "beside", "close")
_LIKENESSES, _ALIKE = 2, 0.3
Matrix = NDArray[np.float64]


class Said(Frozen):
    """What is said where a value of a question is meant."""

    question: str
    value: int | str
    said: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Store:
    """Known sayings with their vectors, and the weights fitted on them.

    `model` names what made the vectors. `values` are as text. `words` are the words and pairs of
    words that tell a level, with a row of `level_words` for each level. `scale` and `options`
    weigh the signals of a scale and of other questions: mean, spread and weight of each.
    """

    model: str
    questions: tuple[str, ...]
    values: tuple[str, ...]
    vectors: NDArray[np.int8]
    words: tuple[str, ...]
    level_words: Matrix
    level_vector: Matrix
    level_bias: Matrix
    scale: Matrix
    options: Matrix

    def save(self, file: Path) -> None:
        """Write it to a file."""
        np.savez_compressed(
            file,
            model=np.array(self.model),
            questions=np.array(self.questions),
            values=np.array(self.values),
            vectors=self.vectors,
            words=np.array(self.words),
            level_words=self.level_words.astype(np.float16),
            level_vector=self.level_vector.astype(np.float16),
            level_bias=self.level_bias,
            scale=self.scale,
            options=self.options,
        )


def shipped_sayings() -> Store:
    """The sayings that come with the product."""
    with shipped_arrays(_FILE) as held:
        return Store(
            model=str(held["model"]),
            questions=tuple(held["questions"].tolist()),
            values=tuple(held["values"].tolist()),
            vectors=held["vectors"],
            words=tuple(held["words"].tolist()),
            level_words=held["level_words"].astype(np.float64),
            level_vector=held["level_vector"].astype(np.float64),
            level_bias=held["level_bias"],
            scale=held["scale"],
            options=held["options"],
        )


def names(question: Question) -> list[tuple[Value, Sequence[str]]]:
    """The values of a scale or of options, each with the pack's own words for it."""
    if question.kind == "likert5":
        return [(value, (anchor,)) for value, anchor in sorted(question.anchors.items())]
    return [(option.id, names_of(option)) for option in question.options]


def telling(words: Sequence[str]) -> set[str]:
    """The words of a message and each two that stand side by side."""
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}


def scored(signals: Matrix, weights: Matrix) -> Matrix:
    """The worth of each value by its signals; weights are mean, spread and weight of each."""
    mean, spread, weight = weights
    return np.asarray((signals - mean) / spread @ weight)


def chances_of(scores: Matrix) -> Matrix:
    """The chance of each value by its worth; they add up to 1."""
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum())


class Meanings:
    """Weighs what a message means as the answer to a question.

    Args:
        store: the sayings and weights.
        vector: gives the vector of a text.
    """

    def __init__(self, store: Store, vector: Callable[[str], Vectors]) -> None:
        self._store = store
        self._vector = vector
        self._rows: dict[tuple[str, str], list[int]] = {}
        for row, key in enumerate(zip(store.questions, store.values, strict=True)):
            self._rows.setdefault(key, []).append(row)
        self._word_at = {word: at for at, word in enumerate(store.words)}

    def of(self, question: Question, said: Description) -> list[tuple[Value, float]]:
        """Each value with the probability that it is meant, the likeliest first.

        Nothing for a message that is like none of what is known to be said to the question.
        """
        weights = self._store.scale if question.kind == "likert5" else self._store.options
        signals = self.signals(question, said)
        if signals[:, :_LIKENESSES].max() < _ALIKE:
            return []
        chances = chances_of(scored(signals, weights))
        values = [value for value, _ in names(question)]
        order = np.argsort(-chances, kind="stable")
        return [(values[at], float(chances[at])) for at in order]

    def signals(
        self, question: Question, said: Description, without: frozenset[int] = frozenset()
    ) -> Matrix:
        """What `SIGNALS` names, a row for each value; `without` some of the known sayings."""
        own = self._vector(said.text)
        levels = self.levels(own, said.words) if question.kind == "likert5" else np.zeros(LEVELS)
        rows = []
        for at, (value, texts) in enumerate(names(question)):
            named = max(float(own @ self._vector(text)) for text in texts)
            known = [
                row for row in self._rows.get((question.id, str(value)), ()) if row not in without
            ]
            heard = (self._store.vectors[known] @ own).max() / SCALE if known else named
            rows.append(
                (
                    named,
                    float(heard),
                    float(levels[at]) if question.kind == "likert5" else 0.0,
                    *_ruled(value, said),
                )
            )
        return np.array(rows)

    def levels(self, vector: Vectors, words: Sequence[str]) -> Matrix:
        """The logarithm of the chance of each level, whatever the question."""
        store = self._store
        at = [self._word_at[one] for one in sorted(telling(words)) if one in self._word_at]
        scores = store.level_bias + VECTOR_SHARE * (store.level_vector @ vector)
        scores = scores + WORD_SHARE * store.level_words[:, at].sum(axis=1)
        return np.asarray(scores - np.log(np.exp(scores - scores.max()).sum()) - scores.max())


def _ruled(value: Value, said: Description) -> tuple[float, float, float, float]:
    """What the rules made of the message: only this, this first, this too, and for certain."""
    if value not in said.ruled:
        return 0.0, 0.0, 0.0, 0.0
    alone, first = len(said.ruled) == 1, said.ruled[0] == value
    return float(alone), float(first and not alone), float(not first), float(said.close and first)
