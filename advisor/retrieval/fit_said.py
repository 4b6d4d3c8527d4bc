"""Fits the weights with which a message is read as an answer; needs scikit-learn.

Not used when reading. Every figure it reports is of questions left out of the fitting.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from advisor.model.content import Question
from advisor.model.conversation import Description
from advisor.retrieval.adapter import unadapted
from advisor.retrieval.embedding import Encoder, Vectors
from advisor.retrieval.said import (
    LEVELS,
    SIGNALS,
    VECTOR_SHARE,
    WORD_SHARE,
    Matrix,
    Meanings,
    Said,
    Store,
    chances_of,
    line_of,
    names,
    scored,
    telling,
)
from advisor.retrieval.shipped import in_bytes

_OFTEN = 3
_FOLDS = 5
_C, _L2, _STEPS = 1.0, 1.0, 500
Reader = Callable[[Question, str], Description]


@dataclass(frozen=True)
class _Row:
    """A saying: which value it means, how it was read, and where it stands in the store."""

    question: Question
    said: Description
    right: int
    at: int


def fitted_sayings(
    known: Sequence[Said], questions: dict[str, Question], encoder: Encoder, read: Reader
) -> tuple[Store, dict[str, float]]:
    """The store for these sayings, and the share read rightly by kind of question.

    Args:
        known: the sayings.
        questions: the pack's questions by id.
        encoder: makes the vectors.
        read: gives what the rules make of a message.
    """
    pairs = [(one, text) for one in known for text in one.said]
    rows = [
        _row(questions[one.question], one, read(questions[one.question], text), at)
        for at, (one, text) in enumerate(pairs)
    ]
    texts = [row.said.text for row in rows]
    vectors = np.stack([one.vector for one in encoder.meanings(texts)])
    held: dict[str, Vectors] = dict(zip(texts, vectors, strict=True))

    def vector(text: str) -> Vectors:
        if text not in held:
            held[text] = encoder.meanings([text])[0].vector
        return held[text]

    none = np.zeros((3, len(SIGNALS)))
    store = Store(
        model=unadapted(encoder.model),
        questions=tuple(one.question for one, _ in pairs),
        values=tuple(str(one.value) for one, _ in pairs),
        lines=tuple(line_of(row.said.words) for row in rows),
        vectors=in_bytes(vectors),
        words=_words(rows),
        level_words=np.zeros((LEVELS, 0)),
        level_vector=np.zeros((LEVELS, vectors.shape[1])),
        level_bias=np.zeros(LEVELS),
        scale=none,
        options=none,
    )
    whole = _with_levels(store, [row for row in rows if row.question.kind == "likert5"], vectors)
    tables = _tables(store, whole, rows, vectors, vector)
    shares: dict[str, float] = {}
    weights: dict[str, Matrix] = {}
    for kind in ("likert5", "choice"):
        own = [(row, tables[row.at]) for row in rows if row.question.kind == kind]
        shares[kind] = _left_out(own)
        weights[kind] = _weights(own)
    return replace(whole, scale=weights["likert5"], options=weights["choice"]), shares


def _row(question: Question, one: Said, said: Description, at: int) -> _Row:
    values = [str(value) for value, _ in names(question)]
    return _Row(question, said, values.index(str(one.value)), at)


def _fold_of(rows: Sequence[_Row]) -> dict[str, int]:
    """The fold of each question."""
    ids = sorted({row.question.id for row in rows})
    return {one: at % _FOLDS for at, one in enumerate(ids)}


def _words(rows: Sequence[_Row]) -> tuple[str, ...]:
    scales = [row for row in rows if row.question.kind == "likert5"]
    found = Counter(one for row in scales for one in telling(row.said.words))
    return tuple(sorted(one for one, count in found.items() if count >= _OFTEN))


def _with_levels(store: Store, rows: Sequence[_Row], vectors: Vectors) -> Store:
    """The store with what tells levels, fitted on sayings of scales."""
    at = {word: place for place, word in enumerate(store.words)}
    cells = [
        (n, at[one]) for n, row in enumerate(rows) for one in telling(row.said.words) & set(at)
    ]
    said = csr_matrix(
        (np.full(len(cells), WORD_SHARE), tuple(zip(*cells, strict=True))),
        shape=(len(rows), len(at)),
    )
    own = csr_matrix(VECTOR_SHARE * vectors[[row.at for row in rows]])
    model = LogisticRegression(C=_C, max_iter=_STEPS)
    model.fit(hstack([own, said]).tocsr(), [row.right for row in rows])
    width = vectors.shape[1]
    return replace(
        store,
        level_vector=model.coef_[:, :width],
        level_words=model.coef_[:, width:],
        level_bias=model.intercept_,
    )


def _tables(
    store: Store,
    whole: Store,
    rows: Sequence[_Row],
    vectors: Vectors,
    vector: Callable[[str], Vectors],
) -> dict[int, Matrix]:
    """The signals of each saying, by levels fitted without its question and without itself."""
    scales = [row for row in rows if row.question.kind == "likert5"]
    fold = _fold_of(scales)
    makers = [
        Meanings(
            _with_levels(store, [r for r in scales if fold[r.question.id] != n], vectors), vector
        )
        for n in range(_FOLDS)
    ]
    other = Meanings(whole, vector)
    return {
        row.at: (makers[fold[row.question.id]] if row.question.id in fold else other).signals(
            row.question, row.said, frozenset({row.at})
        )
        for row in rows
    }


def _weights(rows: Sequence[tuple[_Row, Matrix]]) -> Matrix:
    """Mean, spread and weight of each signal: the right value is to come out as the likeliest."""
    every = np.concatenate([table for _, table in rows])
    mean, spread = every.mean(axis=0), every.std(axis=0) + 1e-9
    tables = [((table - mean) / spread, row.right) for row, table in rows]

    def loss(weight: Matrix) -> tuple[float, NDArray[np.float64]]:
        total, slope = _L2 * float(weight @ weight), 2 * _L2 * weight
        for table, right in tables:
            chances = chances_of(table @ weight)
            total -= float(np.log(chances[right]))
            slope = slope + table.T @ chances - table[right]
        return total / len(tables), slope / len(tables)

    found = minimize(loss, np.zeros(len(SIGNALS)), jac=True, method="L-BFGS-B").x
    return np.stack([mean, spread, np.asarray(found)])


def _left_out(rows: Sequence[tuple[_Row, Matrix]]) -> float:
    """The share read rightly, each question by weights fitted without it; in per cent."""
    fold = _fold_of([row for row, _ in rows])
    right = 0
    for n in range(_FOLDS):
        weights = _weights([one for one in rows if fold[one[0].question.id] != n])
        right += sum(
            int(np.argmax(scored(table, weights))) == row.right
            for row, table in rows
            if fold[row.question.id] == n
        )
    return round(100 * right / len(rows), 1)
