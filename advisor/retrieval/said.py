"""What offices say when they mean an answer: other words than the pack's own, weighed together.

A message is compared with the wording of each value of a question, with what is known to be said
for it, and, on a scale, with how people speak of each level whatever the question.
"""

import math
from collections import Counter
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
from advisor.retrieval.words import stem

_FILE = "said.npz"
VECTOR_SHARE, WORD_SHARE = 4.0, 0.5
LEVELS = 5
SIGNALS = ("named", "said", "typical", "worded", "level", "only", "first", "beside", "close")
_LIKENESSES, _ALIKE = 2, 0.35
Matrix = NDArray[np.float64]


class Said(Frozen):
    """What is said where a value of a question is meant."""

    question: str
    value: int | str
    said: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Store:
    """Known sayings with their vectors, and the weights fitted on them.

    `model` names what made the vectors. `values` are as text. `lines` are the stems of each
    saying. `words` are the words and pairs of words that tell a level, with a row of
    `level_words` for each level. `scale` and `options` weigh the signals of a scale and of other
    questions: mean, spread and weight of each.
    """

    model: str
    questions: tuple[str, ...]
    values: tuple[str, ...]
    lines: tuple[str, ...]
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
            lines=np.array("\n".join(self.lines)),
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
            lines=tuple(str(held["lines"]).split("\n")),
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


def line_of(words: Sequence[str]) -> str:
    """The stems of a message's words."""
    return " ".join(map(stem, words))


def scored(signals: Matrix, weights: Matrix) -> Matrix:
    """The worth of each value by its signals; weights are mean, spread and weight of each."""
    mean, spread, weight = weights
    return np.asarray((signals - mean) / spread @ weight)


def chances_of(scores: Matrix) -> Matrix:
    """The chance of each value by its worth; they add up to 1."""
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum())


@dataclass(frozen=True)
class _Told:
    """What is known to be said to one question.

    `rows` holds the places of the sayings of each value, `words` the words of each saying and
    `tells` how much they tell together; `worth` is what a word tells: the more, the fewer say it.
    """

    rows: dict[str, list[int]]
    words: dict[int, set[str]]
    tells: dict[int, float]
    worth: dict[str, float]
    unheard: float

    def shared(self, words: set[str], rows: Sequence[int]) -> float:
        """How much a message shares of what it and a saying tell; the mean over sayings, 0 to 1."""
        own = math.fsum(self.worth.get(one, self.unheard) for one in words)
        known = {one: self.worth[one] for one in words if one in self.worth}
        both = [math.fsum(known[one] for one in self.words[row] & known.keys()) for row in rows]
        alike = (
            one / math.sqrt(own * self.tells[row])
            for one, row in zip(both, rows, strict=True)
            if one
        )
        return math.fsum(alike) / len(rows)


class Meanings:
    """Weighs what a message means as the answer to a question.

    Args:
        store: the sayings and weights.
        vector: gives the vector of a text.
    """

    def __init__(self, store: Store, vector: Callable[[str], Vectors]) -> None:
        self._store = store
        self._vector = vector
        self._rows: dict[str, list[int]] = {}
        for row, question in enumerate(store.questions):
            self._rows.setdefault(question, []).append(row)
        self._told: dict[str, _Told] = {}
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
        words = telling(line_of(said.words).split())
        levels = self.levels(own, said.words) if question.kind == "likert5" else np.zeros(LEVELS)
        told = self._told_of(question.id)
        rows = []
        for at, (value, texts) in enumerate(names(question)):
            named = max(float(own @ self._vector(text)) for text in texts)
            known = [row for row in told.rows.get(str(value), ()) if row not in without]
            level = float(levels[at]) if question.kind == "likert5" else 0.0
            heard = self._heard(own, words, told, known) if known else (named, named, 0.0)
            rows.append((named, *heard, level, *_ruled(value, said)))
        return np.array(rows)

    def _told_of(self, question: str) -> _Told:
        """What is known to be said to a question; worked out once."""
        if question not in self._told:
            own = self._rows.get(question, [])
            rows: dict[str, list[int]] = {}
            for row in own:
                rows.setdefault(self._store.values[row], []).append(row)
            words = {row: telling(self._store.lines[row].split()) for row in own}
            found = Counter(one for each in words.values() for one in each)
            worth = {one: math.log((len(own) + 1) / (n + 0.5)) ** 2 for one, n in found.items()}
            tells = {row: math.fsum(worth[one] for one in each) for row, each in words.items()}
            unheard = math.log(2 * (len(own) + 1)) ** 2
            self._told[question] = _Told(rows, words, tells, worth, unheard)
        return self._told[question]

    def _heard(
        self, own: Vectors, words: set[str], told: _Told, known: Sequence[int]
    ) -> tuple[float, float, float]:
        """How near a message is to the nearest saying, to their middle, and by its words."""
        vectors = self._store.vectors[known] / SCALE
        middle = vectors.mean(axis=0)
        nearest, typical = (vectors @ own).max(), middle @ own / np.linalg.norm(middle)
        return float(nearest), float(typical), told.shared(words, known)

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
