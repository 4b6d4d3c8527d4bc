"""Fits the weights of ranking and refusal on a question set; needs scikit-learn.

Not used when answering. Each rate it reports is of questions left out of the fitting.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from advisor.retrieval.evaluate import Case, Outcome, carries, rates
from advisor.retrieval.material import Found, Material
from advisor.retrieval.question import Question
from advisor.retrieval.ranking import RANKING, Ranked
from advisor.retrieval.refusal import SIGNALS
from advisor.retrieval.weights import Logistic, Refusing, Weights, Wording

_FOLDS = 8
_HARDEST = 15
_RANKING_C, _JUDGE_C, _WORDING_C = 10.0, 0.15, 2.0
_FALSE_REFUSALS = 0.025
_WORDING = "wording"
Matrix = NDArray[np.float64]


@dataclass
class _Row:
    """A case with all that fitting looks at."""

    case: Case
    asked: Question
    features: Matrix
    worth: NDArray[np.int64]
    signals: dict[str, float]
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
        done += [
            Outcome(row.case, other.answer(row.case.q, row.case.previous), 0.0) for row in left
        ]
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
    found = material.find(asked)[0]
    encoded = material.index.encoder.questions([asked.read_as])[0]
    return _Row(
        case=case,
        asked=asked,
        features=np.array([one.features for one in found.ranking]),
        worth=np.array([_worth(case, one) for one in found.ranking]),
        signals=found.signals,
        vector=np.asarray(encoded.vector, dtype=np.float64),
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
    rows = [replace(row, signals=_weakest(again.find(row.asked)).signals) for row in rows]
    kept = np.array([not row.case.abstain for row in rows])
    vectors = np.stack([row.vector for row in rows])
    wording = _fit_wording(vectors, kept)
    scores = _left_out_scores(vectors, kept)
    plain = _fit_judge([row.signals for row in rows], kept)
    full = _fit_judge(
        [{**row.signals, _WORDING: float(score)} for row, score in zip(rows, scores, strict=True)],
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
    both = np.concatenate([*pairs, *(-one for one in pairs)])
    labels = np.repeat([1, 0], len(both) // 2)
    model = LogisticRegression(C=_RANKING_C, fit_intercept=False, max_iter=2000)
    model.fit(both, labels, sample_weight=np.array([*shares, *shares]))
    return {name: round(float(w), 4) for name, w in zip(RANKING, model.coef_[0], strict=True)}


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
    model = LogisticRegression(C=_JUDGE_C, max_iter=3000).fit(scaled, kept)
    left_out = np.zeros(len(kept))
    fold_of = np.random.RandomState(2).permutation(len(kept)) % _FOLDS
    for fold in range(_FOLDS):
        rest, left = fold_of != fold, fold_of == fold
        part = LogisticRegression(C=_JUDGE_C, max_iter=3000).fit(scaled[rest], kept[rest])
        left_out[left] = part.predict_proba(scaled[left])[:, 1]
    sure = np.sort(left_out[kept])
    judge = Logistic(
        weights={n: round(float(v), 4) for n, v in zip(names, model.coef_[0], strict=True)},
        means={n: round(float(v), 4) for n, v in zip(names, means, strict=True)},
        spreads={n: round(float(v), 6) for n, v in zip(names, spreads, strict=True)},
        intercept=round(float(model.intercept_[0]), 4),
    )
    return Refusing(judge=judge, threshold=round(float(sure[int(_FALSE_REFUSALS * len(sure))]), 4))
