"""Fits the weights by which passages are ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.special import expit  # type: ignore[import-untyped]
from sklearn.linear_model import Ridge

from advisor.retrieval.evaluation import Case, carries
from advisor.retrieval.material import Material, Searched
from advisor.retrieval.question import Question
from advisor.retrieval.ranking import RANKING, Ranked, scored

_HARDEST = 15
_RANKING_C, _RIDGE = 10.0, 1.0
_SIGNS = dict.fromkeys(
    "fused cosine words pairs slide tokens covered headed kind term list first early asked "
    "asked_words asked_block asked_slide asked_typical asked_worded page".split(),
    1,
) | dict.fromkeys("long_fact gap other_year other_name other_number beside".split(), -1)
Matrix = NDArray[np.float64]


@dataclass
class Row:
    """A case with all that fitting looks at."""

    case: Case
    asked: Question
    searched: list[Searched]
    features: Matrix
    worth: NDArray[np.int64]
    vector: Matrix


def row_of(material: Material, case: Case) -> Row:
    """A case with what a search of the notes leads to."""
    asked = material.read(case.q, case.previous)
    searched = material.search(asked)
    found = searched[0].found
    return Row(
        case=case,
        asked=asked,
        searched=searched,
        features=np.array([one.features for one in found]),
        worth=np.array([_worth(case, one) for one in found]),
        vector=np.asarray(material.wording_vector(asked), dtype=np.float64),
    )


def _worth(case: Case, one: Ranked) -> int:
    """2 for a passage of a right slide with all the facts, 1 with some of them, else 0."""
    if not {one.passage.spot, *one.passage.also} & set(case.slides):
        return 0
    held = [carries(one.passage.own_words, [fact]) for fact in case.facts]
    return 2 if all(held) else int(any(held))


def fit_ranking(rows: Sequence[Row]) -> dict[str, float]:
    """Weights under which right passages come before the hardest wrong ones, pair by pair."""
    pairs: list[Matrix] = []
    shares: list[float] = []
    for row in rows:
        best = row.worth.max(initial=0)
        if best == 0 or row.asked.sides is not None:
            continue
        right = row.features[row.worth == best]
        wrong = row.features[row.worth == 0]
        order = np.argsort(-(wrong[:, 0] + 0.6 * wrong[:, RANKING.index("tokens")]))
        own = (right[:, None, :] - wrong[order[:_HARDEST]][None]).reshape(-1, len(RANKING))
        pairs.append(own)
        shares += [1 / max(1, len(own))] * len(own)
    apart = np.concatenate(pairs)
    signs = [_SIGNS.get(name, 0) for name in RANKING]
    weights = _apart(apart, _RANKING_C, signs, np.array(shares))
    return {name: round(float(w), 4) for name, w in zip(RANKING, weights, strict=True)}


def fit_estimated(
    rows: Sequence[Row], as_own: Sequence[Sequence[Searched]], ranking: Mapping[str, float]
) -> dict[str, float]:
    """What the ranking gives a passage, told from its features where no question is known to it."""
    tables: list[Matrix] = []
    scores: list[float] = []
    for row, plain in zip(rows, as_own, strict=True):
        for one, other in zip(row.searched, plain, strict=True):
            sources = {rank.passage.source for rank in one.found}
            ranks = scored(one.found, ranking, {}, sources)
            score = {rank.passage.key: rank.score for rank in ranks}
            best = {rank.passage.key for rank in [*ranks[:_HARDEST], *other.found[:_HARDEST]]}
            for rank in other.found:
                if rank.passage.key in best & score.keys():
                    tables.append(np.array(rank.features))
                    scores.append(score[rank.passage.key])
    model = Ridge(alpha=_RIDGE).fit(np.stack(tables), scores)
    weights = {name: round(float(w), 4) for name, w in zip(RANKING, model.coef_, strict=True)}
    return {**weights, "constant": round(float(model.intercept_), 4)}


def _apart(table: Matrix, strength: float, signs: Sequence[int], shares: Matrix) -> Matrix:
    """The weights of a logistic regression in which each example's sum should be above zero.

    Args:
        table: a row of values for each example.
        strength: how far the examples outweigh the wish for small weights.
        signs: 1, -1 or 0 (either), which the weight of each value must have.
        shares: what each example counts.
    """

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        margin = table @ weights
        lost = float((shares * np.logaddexp(0, -margin)).sum() * strength + weights @ weights / 2)
        return lost, (-strength * shares * expit(-margin)) @ table + weights

    bounds = [(0 if sign > 0 else None, 0 if sign < 0 else None) for sign in signs]
    start = np.zeros(table.shape[1])
    best: Matrix = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return best
