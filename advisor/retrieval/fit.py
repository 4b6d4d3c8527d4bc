"""Fits the weights of ranking and refusal on a question set; needs scikit-learn.

Not used when answering. Each rate it reports is of questions left out of fitting the judge; the
two dozen weights of the ranking are those of all questions.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from advisor.retrieval.asked import NONE
from advisor.retrieval.evaluation import Case, Outcome, rates
from advisor.retrieval.fit_ranking import Matrix, Row, fit_estimated, fit_ranking, row_of
from advisor.retrieval.index import Index
from advisor.retrieval.material import Found, Material
from advisor.retrieval.ranking import RANKING
from advisor.retrieval.refusal import OF_KNOWN, OF_OTHERS, lacks_what_is_asked
from advisor.retrieval.weights import Boosted, Refusing, Tree, Weights, Wording

_FOLDS, _WORDING_FOLDS = 5, 8
_WORDING_C = 2.0
_TREES, _DEPTH, _RATE, _SAMPLE, _SIGHT, _LEAF = 200, 3, 0.07, 0.7, 0.3, 10
_VARIANT = 0.85
_FALSE_REFUSALS, _REFUSED_OF_OWN = 0.03, 0.08
_WORDING = "wording"
_TOLD = 0.5
_Answered = tuple[Sequence[Found], Container[str]]  # what was found, and which pages answer


def fitted(
    material: Material,
    cases: Sequence[Case],
    plain: Index,
    others: Mapping[str, Container[str]],
) -> Weights:
    """The weights for these questions, with the rates on questions left out.

    Args:
        material: the notes, to be searched with weights to start from.
        cases: the questions.
        plain: the notes and other documents as if all were an office's own, for the judge of such.
        others: questions to these others, and which of their pages answer each, if any does.
    """
    rows = [row_of(material, case) for case in cases]
    ranking = fit_ranking([row for row in rows if not row.case.abstain])
    unknown = Material(plain, material.phrases, material.weights, NONE)
    searched = [unknown.search(row.asked) for row in rows]
    both = {"ranking": ranking, "estimated": fit_estimated(rows, searched, ranking)}
    ranked = material.weights.model_copy(update=both)
    again = Material(material.index, material.phrases, ranked, material.store)
    found = [again.find(row.searched) for row in rows]
    own = Material(plain, material.phrases, ranked, NONE)
    as_own: list[_Answered] = [
        (own.find(one), row.case.slides) for one, row in zip(searched, rows, strict=True)
    ]
    as_own += [(own.find(own.search(own.read(q))), spots) for q, spots in others.items()]
    return _fit(again, rows, found, as_own, _told(material))


def starting_weights(material_model: str, sources: str, dimensions: int) -> Weights:
    """Weights to start from where there are none yet: passages by their fused score alone."""
    ranking = {name: float(name in ("fused", "tokens", "slide")) for name in RANKING}
    refusing = Refusing(judge=Boosted(start=0.0), threshold=0.5)
    return Weights(
        model=material_model,
        sources=sources,
        ranking=ranking,
        estimated=ranking,
        wording=Wording(weights=(0.0,) * 2 * dimensions, intercept=0.0),
        full=refusing,
        plain=refusing,
    )


def _fit(
    material: Material,
    rows: Sequence[Row],
    found: Sequence[Sequence[Found]],
    as_own: Sequence[_Answered],
    told: Matrix,
) -> Weights:
    """The judges for what a material found, with the rates on questions left out."""
    signals = [_weakest(one).signals for one in found]
    kept = np.array([not row.case.abstain for row in rows])
    vectors = np.stack([row.vector for row in rows])
    groups = _groups(rows)
    scores = _left_out_scores(vectors, kept, told, groups)
    worded = [
        {**_without(own, OF_OTHERS), _WORDING: float(score)}
        for own, score in zip(signals, scores, strict=True)
    ]
    full, sure = _fit_judge(worded, kept, groups, _FALSE_REFUSALS, np.ones(len(rows)))
    asked = zip(rows, signals, strict=True)
    sure[[lacks_what_is_asked(row.asked, one) for row, one in asked]] = 0
    unknown = [_without(_weakest(one).signals, OF_KNOWN) for one, _ in as_own]
    right = np.array([_is_right(one, spots) for one, spots in as_own])
    others = len(as_own) - len(rows)
    alone = groups.max() + 1 + np.arange(others)
    shares = np.append(np.ones(len(rows)), np.full(others, len(rows) / max(others, 1)))
    changed = {
        "wording": _fit_wording(vectors, kept, told),
        "full": full,
        "plain": _fit_judge(unknown, right, np.append(groups, alone), _REFUSED_OF_OWN, shares)[0],
        "cross_validated": _rates(material, rows, found, sure >= full.threshold),
    }
    return material.weights.model_copy(update=changed)


def _without(signals: Mapping[str, float], left_out: Sequence[str]) -> dict[str, float]:
    return {name: value for name, value in signals.items() if name not in left_out}


def _is_right(found: Sequence[Found], spots: Container[str]) -> bool:
    """Whether a piece of what was found stands on a slide or page that answers."""
    passages = [piece.passage for one in found for piece in one.pieces]
    return any(spot in spots for one in passages for spot in (one.spot, *one.also))


def _rates(
    material: Material,
    rows: Sequence[Row],
    found: Sequence[Sequence[Found]],
    answers: NDArray[np.bool_],
) -> dict[str, float]:
    """The rates when these of the questions are answered."""
    done = [
        Outcome(row.case, material.replied(row.case.q, own, bool(answered)), 0.0)
        for row, own, answered in zip(rows, found, answers, strict=True)
    ]
    figures = {name: value for name, value in rates(done).items() if isinstance(value, float)}
    return {name: value for name, value in figures.items() if not name.startswith("ms_")}


def _weakest(found: Sequence[Found]) -> Found:
    return min(found, key=lambda one: one.signals["supported"])


def _told(material: Material) -> Matrix:
    """The vectors of the wording of questions that the notes are known to answer."""
    known = [material.read(question) for question in material.store.questions]
    return np.stack([material.wording_vector(one) for one in known]).astype(np.float64)


def _wording_model(vectors: Matrix, kept: NDArray[np.bool_], told: Matrix) -> LogisticRegression:
    counts = np.append(np.ones(len(vectors)), np.full(len(told), _TOLD))
    labels = np.append(kept, np.ones(len(told), dtype=bool))
    model = LogisticRegression(C=_WORDING_C, max_iter=2000)
    return model.fit(np.vstack([vectors, told]), labels, counts)


def _fit_wording(vectors: Matrix, kept: NDArray[np.bool_], told: Matrix) -> Wording:
    model = _wording_model(vectors, kept, told)
    return Wording(
        weights=tuple(round(float(w), 4) for w in model.coef_[0]),
        intercept=round(float(model.intercept_[0]), 4),
    )


def _left_out_scores(
    vectors: Matrix, kept: NDArray[np.bool_], told: Matrix, groups: NDArray[np.int64]
) -> Matrix:
    """Each question's wording score by a fit without it, so that the judge trusts it rightly."""
    scores = np.zeros(len(kept))
    for rest, left in _folds(groups, _WORDING_FOLDS):
        model = _wording_model(vectors[rest], kept[rest], told)
        scores[left] = model.decision_function(vectors[left])
    return scores


def _fit_judge(
    values: Sequence[dict[str, float]],
    kept: NDArray[np.bool_],
    groups: NDArray[np.int64],
    refused: float,
    shares: Matrix,
) -> tuple[Refusing, Matrix]:
    """The judge with the threshold at which a share of questions left out is falsely refused.

    Args:
        values: the signals of each question.
        kept: whether each should be answered.
        groups: numbers that are the same for questions that are left out together.
        refused: the share of those that should be answered.
        shares: what each question counts.

    Returns:
        It, and how sure a judge is of each question that was fitted without it.
    """
    names = list(values[0])
    table = np.array([[one[name] for name in names] for one in values])
    left_out = np.zeros(len(kept))
    for rest, left in _folds(groups, _FOLDS):
        model = _trees().fit(table[rest], kept[rest], shares[rest])
        left_out[left] = model.predict_proba(table[left])[:, 1]
    order = np.flatnonzero(kept)[np.argsort(left_out[kept], kind="stable")]
    below = np.cumsum(shares[order]) / shares[order].sum()
    threshold = round(float(left_out[order[np.searchsorted(below, refused, side="right")]]), 4)
    judge = _boosted(_trees().fit(table, kept, shares), names)
    return Refusing(judge=judge, threshold=threshold), left_out


def _trees() -> GradientBoostingClassifier:
    return GradientBoostingClassifier(
        n_estimators=_TREES, max_depth=_DEPTH, learning_rate=_RATE, subsample=_SAMPLE,
        max_features=_SIGHT, min_samples_leaf=_LEAF, random_state=0,
    )  # fmt: skip


def _boosted(model: GradientBoostingClassifier, names: Sequence[str]) -> Boosted:
    share = float(model.init_.class_prior_[1])
    return Boosted(
        start=round(float(np.log(share / (1 - share))), 4),
        trees=tuple(_tree(one.tree_, names) for one in model.estimators_[:, 0]),
    )


def _tree(tree: Any, names: Sequence[str]) -> Tree:
    leaf = [at < 0 for at in tree.feature]
    return Tree(
        signals=tuple("" if end else names[at] for end, at in zip(leaf, tree.feature, strict=True)),
        limits=tuple(
            0.0 if end else round(float(one), 5)
            for end, one in zip(leaf, tree.threshold, strict=True)
        ),
        left=tuple(int(at) for at in tree.children_left),
        right=tuple(int(at) for at in tree.children_right),
        values=tuple(round(float(_RATE * one), 5) for one in tree.value[:, 0, 0]),
    )


def _groups(rows: Sequence[Row]) -> NDArray[np.int64]:
    """Numbers that are the same for variants of one question: alike, or with the same answer."""
    vectors = np.stack([row.vector[row.vector.size // 2 :] for row in rows])
    alike = vectors @ vectors.T >= _VARIANT
    kept = np.array([not row.case.abstain for row in rows])
    alike &= kept[:, None] == kept[None, :]
    answers: dict[tuple[str, ...], list[int]] = {}
    for at, row in enumerate(rows):
        if not row.case.abstain:
            answers.setdefault((*row.case.facts, row.case.slides[0]), []).append(at)
    for same in answers.values():
        alike[same[0], same] = True
    numbers: NDArray[np.int64] = connected_components(alike, directed=False)[1]
    return numbers


def _folds(
    groups: NDArray[np.int64], count: int
) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Which rows to fit on and which are left out, fold by fold; a group is never divided."""
    order = np.random.RandomState(0).permutation(int(groups.max()) + 1) % count
    for fold in range(count):
        left = order[groups] == fold
        yield ~left, left
