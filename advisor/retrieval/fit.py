"""Fits the weights of ranking and refusal on a question set; needs scikit-learn.

Not used when answering. Each rate it reports is of questions left out of fitting the judge; the
two dozen weights of the ranking are those of all questions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]
from scipy.special import expit  # type: ignore[import-untyped]
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from advisor.retrieval.asked import NONE
from advisor.retrieval.evaluation import Case, Outcome, carries, rates
from advisor.retrieval.index import Index
from advisor.retrieval.material import Found, Material, Searched
from advisor.retrieval.question import Question
from advisor.retrieval.ranking import RANKING, Ranked
from advisor.retrieval.refusal import OF_KNOWN, lacks_what_is_asked
from advisor.retrieval.weights import Boosted, Refusing, Tree, Weights, Wording

_FOLDS, _WORDING_FOLDS = 5, 8
_HARDEST = 15
_RANKING_C, _WORDING_C = 10.0, 2.0
_TREES, _DEPTH, _RATE, _SAMPLE, _SIGHT, _LEAF = 200, 3, 0.07, 0.7, 0.3, 10
_VARIANT = 0.85
_FALSE_REFUSALS = 0.025
_WORDING = "wording"
_TOLD = 0.5
_SIGNS = dict.fromkeys(
    "fused cosine words pairs slide tokens covered headed kind term list first early score margin "
    "asked asked_words asked_block asked_slide asked_any told asked_typical asked_worded "
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


def fitted(material: Material, cases: Sequence[Case], plain: Index) -> Weights:
    """The weights for these questions, with the rates on questions left out.

    Args:
        material: the notes, to be searched with weights to start from.
        cases: the questions.
        plain: the notes as if they were an office's own documents, for the judge of such.
    """
    rows = [_row(material, case) for case in cases]
    ranking = _fit_ranking([row for row in rows if not row.case.abstain])
    ranked = material.weights.model_copy(update={"ranking": ranking})
    again = Material(material.index, material.phrases, ranked, material.store)
    found = [again.find(row.searched) for row in rows]
    own = Material(plain, material.phrases, ranked, NONE)
    as_own = [own.find(own.search(row.asked)) for row in rows]
    return _fit(again, rows, found, as_own, _told(material))


def starting_weights(material_model: str, sources: str, dimensions: int) -> Weights:
    """Weights to start from where there are none yet: passages by their fused score alone."""
    ranking = {name: float(name in ("fused", "tokens", "slide")) for name in RANKING}
    refusing = Refusing(judge=Boosted(start=0.0), threshold=0.5)
    return Weights(
        model=material_model,
        sources=sources,
        ranking=ranking,
        wording=Wording(weights=(0.0,) * 2 * dimensions, intercept=0.0),
        full=refusing,
        plain=refusing,
    )


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


def _fit(
    material: Material,
    rows: Sequence[_Row],
    found: Sequence[Sequence[Found]],
    as_own: Sequence[Sequence[Found]],
    told: Matrix,
) -> Weights:
    """The judges for what a material found, with the rates on questions left out."""
    signals = [_weakest(one).signals for one in found]
    kept = np.array([not row.case.abstain for row in rows])
    vectors = np.stack([row.vector for row in rows])
    groups = _groups(rows)
    scores = _left_out_scores(vectors, kept, told, groups)
    worded = [{**own, _WORDING: float(score)} for own, score in zip(signals, scores, strict=True)]
    full, sure = _fit_judge(worded, kept, groups)
    asked = zip(rows, signals, strict=True)
    sure[[lacks_what_is_asked(row.asked, one) for row, one in asked]] = 0
    unknown = [{**_weakest(one).signals, **dict.fromkeys(OF_KNOWN, 0.0)} for one in as_own]
    changed = {
        "wording": _fit_wording(vectors, kept, told),
        "full": full,
        "plain": _fit_judge(unknown, kept, groups)[0],
        "cross_validated": _rates(material, rows, found, sure >= full.threshold),
    }
    return material.weights.model_copy(update=changed)


def _rates(
    material: Material,
    rows: Sequence[_Row],
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
    values: Sequence[dict[str, float]], kept: NDArray[np.bool_], groups: NDArray[np.int64]
) -> tuple[Refusing, Matrix]:
    """The judge with the threshold at which few questions left out of it are falsely refused.

    Returns:
        It, and how sure a judge is of each question that was fitted without it.
    """
    names = list(values[0])
    table = np.array([[one[name] for name in names] for one in values])
    left_out = np.zeros(len(kept))
    for rest, left in _folds(groups, _FOLDS):
        left_out[left] = _trees().fit(table[rest], kept[rest]).predict_proba(table[left])[:, 1]
    sure = np.sort(left_out[kept])
    threshold = round(float(sure[int(_FALSE_REFUSALS * len(sure))]), 4)
    judge = _boosted(_trees().fit(table, kept), names)
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


def _groups(rows: Sequence[_Row]) -> NDArray[np.int64]:
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
