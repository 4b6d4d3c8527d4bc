"""Fits the weights of ranking and refusal on a question set; needs scikit-learn.

Not used when answering. Each rate it reports is of questions left out of the fitting.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.special import expit  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from advisor.retrieval.evaluation import Case, Outcome, carries, rates
from advisor.retrieval.material import Found, Material, Searched
from advisor.retrieval.question import Question
from advisor.retrieval.ranking import RANKING, Ranked
from advisor.retrieval.refusal import SIGNALS
from advisor.retrieval.weights import Logistic, Refusing, Weights, Wording

_FOLDS = 8
_HARDEST = 15
_RANKING_C, _JUDGE_C, _WORDING_C = 10.0, 0.15, 2.0
_FALSE_REFUSALS = 0.03
_WORDING = "wording"
_SIGNS = dict.fromkeys(
    "fused cosine words pairs slide tokens covered headed kind term list first early score margin "
    "agreement supported weakest focus focus_soft fits wording".split(),
    1,
) | dict.fromkeys(
    "long_fact gap other_year other_name other_number beside short names years numbers unknown "
    "from_setting no_number no_date no_name timely negated far".split(),
    -1,
)
Matrix = NDArray[np.float64]


@dataclass
class _Row:
    """A case with all that fitting looks at."""

    case: Case
    asked: Question
    searched: list[Searched]
    features: Matrix
    worth: NDArray[np.int64]
    vector: Matrix


def fitted(material: Material, cases: Sequence[Case]) -> Weights:
    """The weights for these questions, with the rates on questions left out."""
    rows = [_row(material, case) for case in cases]
    weights = _fit(material, rows)
    done: list[Outcome] = []
    fold_of = np.random.RandomState(0).permutation(len(rows)) % _FOLDS
    for fold in range(_FOLDS):
        rest = [row for row, own in zip(rows, fold_of, strict=True) if own != fold]
        left = [row for row, own in zip(rows, fold_of, strict=True) if own == fold]
        other = _with_weights(material, _fit(material, rest))
        for row in left:
            reply = other.reply(row.case.q, row.asked, other.find(row.searched))
            done.append(Outcome(row.case, reply, 0.0))
    figures = {name: value for name, value in rates(done).items() if isinstance(value, float)}
    figures = {name: value for name, value in figures.items() if not name.startswith("ms_")}
    return weights.model_copy(update={"cross_validated": figures})


def starting_weights(material_model: str, sources: str, dimensions: int) -> Weights:
    """Weights to start from where there are none yet: passages by their fused score alone."""
    ranking = {name: float(name in ("fused", "tokens", "slide")) for name in RANKING}
    values = dict.fromkeys(SIGNALS, 0.0)
    judge = Logistic(
        weights=values, means=values, spreads=dict.fromkeys(SIGNALS, 1.0), intercept=0.0
    )
    refusing = Refusing(judge=judge, threshold=0.5)
    return Weights(
        model=material_model,
        sources=sources,
        ranking=ranking,
        wording=Wording(weights=(0.0,) * dimensions, intercept=0.0),
        full=refusing,
        plain=refusing,
    )


def _with_weights(material: Material, weights: Weights) -> Material:
    return Material(material.index, material.phrases, weights)


def _row(material: Material, case: Case) -> _Row:
    asked = material.read(case.q, case.previous)
    searched = material.search(asked)
    found = searched[0].found
    return _Row(
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


def _fit(material: Material, rows: Sequence[_Row]) -> Weights:
    ranking = _fit_ranking([row for row in rows if not row.case.abstain])
    again = _with_weights(material, material.weights.model_copy(update={"ranking": ranking}))
    signals = [_weakest(again.find(row.searched)).signals for row in rows]
    kept = np.array([not row.case.abstain for row in rows])
    vectors = np.stack([row.vector for row in rows])
    wording = _fit_wording(vectors, kept)
    scores = _left_out_scores(vectors, kept)
    plain = _fit_judge(signals, kept)
    full = _fit_judge(
        [{**own, _WORDING: float(score)} for own, score in zip(signals, scores, strict=True)],
        kept,
    )
    return Weights(
        model=material.index.model,
        sources=material.index.sources,
        ranking=ranking,
        wording=wording,
        full=full,
        plain=plain,
    )


def _weakest(found: Sequence[Found]) -> Found:
    return min(found, key=lambda one: one.signals["supported"])


def _fit_ranking(rows: Sequence[_Row]) -> dict[str, float]:
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
    weights, _ = _logistic(apart, np.ones(len(apart)), _RANKING_C, signs, np.array(shares), False)
    return {name: round(float(w), 4) for name, w in zip(RANKING, weights, strict=True)}


def _logistic(
    table: Matrix,
    labels: Matrix,
    strength: float,
    signs: Sequence[int],
    shares: Matrix | None = None,
    constant: bool = True,
) -> tuple[Matrix, float]:
    """A logistic regression whose weights keep the signs that they must have.

    Args:
        table: a row of values for each example.
        labels: 1 or 0 for each.
        strength: how far the examples outweigh the wish for small weights.
        signs: 1, -1 or 0 (either) for each value.
        shares: what each example counts.
        constant: whether there is an intercept.
    """
    facing = 2 * labels - 1
    counts = np.ones(len(table)) if shares is None else shares

    def loss(values: Matrix) -> tuple[float, Matrix]:
        weights, intercept = values[:-1], values[-1] * constant
        margin = facing * (table @ weights + intercept)
        lost = float((counts * np.logaddexp(0, -margin)).sum() * strength + weights @ weights / 2)
        pull = -strength * counts * facing * expit(-margin)
        return lost, np.append(pull @ table + weights, pull.sum() * constant)

    bounds = [(0 if sign > 0 else None, 0 if sign < 0 else None) for sign in signs]
    start = np.zeros(table.shape[1] + 1)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)])
    return best.x[:-1], float(best.x[-1])


def _fit_wording(vectors: Matrix, kept: NDArray[np.bool_]) -> Wording:
    model = LogisticRegression(C=_WORDING_C, max_iter=2000).fit(vectors, kept)
    return Wording(
        weights=tuple(round(float(w), 4) for w in model.coef_[0]),
        intercept=round(float(model.intercept_[0]), 4),
    )


def _left_out_scores(vectors: Matrix, kept: NDArray[np.bool_]) -> Matrix:
    """Each question's wording score by a fit without it, so that the judge trusts it rightly."""
    scores = np.zeros(len(kept))
    fold_of = np.random.RandomState(1).permutation(len(kept)) % (_FOLDS * 2)
    for fold in range(_FOLDS * 2):
        rest, left = fold_of != fold, fold_of == fold
        model = LogisticRegression(C=_WORDING_C, max_iter=2000).fit(vectors[rest], kept[rest])
        scores[left] = model.decision_function(vectors[left])
    return scores


def _fit_judge(values: Sequence[dict[str, float]], kept: NDArray[np.bool_]) -> Refusing:
    """The judge, and the threshold at which few questions left out of it are falsely refused."""
    names = list(values[0])
    table = np.array([[one[name] for name in names] for one in values])
    means, spreads = table.mean(axis=0), table.std(axis=0) + 1e-6
    scaled = (table - means) / spreads
    signs = [_SIGNS.get(name, 0) for name in names]
    weights, intercept = _logistic(scaled, kept.astype(float), _JUDGE_C, signs)
    left_out = np.zeros(len(kept))
    fold_of = np.random.RandomState(2).permutation(len(kept)) % _FOLDS
    for fold in range(_FOLDS):
        rest, left = fold_of != fold, fold_of == fold
        part, constant = _logistic(scaled[rest], kept[rest].astype(float), _JUDGE_C, signs)
        left_out[left] = expit(scaled[left] @ part + constant)
    sure = np.sort(left_out[kept])
    judge = Logistic(
        weights={n: round(float(v), 4) for n, v in zip(names, weights, strict=True)},
        means={n: round(float(v), 4) for n, v in zip(names, means, strict=True)},
        spreads={n: round(float(v), 6) for n, v in zip(names, spreads, strict=True)},
        intercept=round(intercept, 4),
    )
    return Refusing(judge=judge, threshold=round(float(sure[int(_FALSE_REFUSALS * len(sure))]), 4))
