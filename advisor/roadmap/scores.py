"""Scores of the six dimensions and the nine pillars, with how much of each was answered."""

from advisor.model.content import Fact, Pillar
from advisor.model.roadmap import Score
from advisor.rules import View, covered

TARGET = 400


def dimension_scores(view: View) -> tuple[Score, ...]:
    """One score for each dimension of the vocabulary that the pack can score, in its order."""
    found = []
    for dimension in view.pack.vocabulary.dimensions:
        fact = view.pack.fact.get(f"score.{dimension.id}")
        if fact is not None:
            found.append(_score(view, fact, dimension.id, dimension.label))
    return tuple(found)


def pillar_score(view: View, pillar: Pillar) -> Score:
    """The pillar's score from its own questions; without any there is none."""
    name = f"pillar.{pillar.no}"
    fact = view.pack.fact.get(f"{name}.score")
    if fact is None:
        return Score(id=name, label=pillar.title, score=None, answered=0, of=0)
    return _score(view, fact, name, pillar.title)


def _score(view: View, fact: Fact, name: str, label: str) -> Score:
    """Questions that do not apply, or are not asked of this office, are not counted."""
    asked = [
        view.pack.question[one]
        for one in covered(view.pack, fact)
        if not view.not_applicable(one) and view.asked(view.pack.question[one]) is not False
    ]
    answered = [question for question in asked if view.value(question.id) is not None]
    score = view.fact(fact.id)
    return Score(
        id=name,
        label=label,
        score=score,
        answered=len(answered),
        of=len(asked),
        official=sum(question.official for question in answered),
        gap=None if score is None else max(0, TARGET - score),
    )
