"""Scores of the six dimensions and the nine pillars, with how much of each was answered."""

from collections.abc import Mapping

from advisor.model.content import Fact
from advisor.model.roadmap import Score, ScoreSpread
from advisor.rules import View, covered

TARGET = 400


def dimension_scores(view: View, apart: Mapping[str, ScoreSpread]) -> tuple[Score, ...]:
    """One score for each dimension of the vocabulary that the pack can score, in its order."""
    found = []
    for dimension in view.pack.vocabulary.dimensions:
        fact = view.pack.fact.get(f"score.{dimension.id}")
        if fact is not None:
            found.append(_score(view, fact, dimension.id, dimension.label, apart))
    return tuple(found)


def pillar_scores(view: View, apart: Mapping[str, ScoreSpread]) -> dict[int, Score]:
    """Each pillar's score from its own questions; without any there is none."""
    found: dict[int, Score] = {}
    for pillar in view.pack.vocabulary.pillars:
        name = f"pillar.{pillar.no}"
        fact = view.pack.fact.get(f"{name}.score")
        if fact is None:
            found[pillar.no] = Score(id=name, label=pillar.title, score=None, answered=0, of=0)
        else:
            found[pillar.no] = _score(view, fact, name, pillar.title, apart)
    return found


def _score(
    view: View, fact: Fact, name: str, label: str, apart: Mapping[str, ScoreSpread]
) -> Score:
    """Questions that do not apply, or are not asked of this office, are not counted."""
    asked = [
        view.pack.question[one]
        for one in covered(view.pack, fact)
        if not view.not_applicable(one) and view.asked(view.pack.question[one]) is not False
    ]
    answered = [question for question in asked if view.value(question.id) is not None]
    score = view.fact(fact.id)
    spread = apart.get(name)
    return Score(
        id=name,
        label=label,
        score=score,
        answered=len(answered),
        of=len(asked),
        official=sum(question.official for question in answered),
        national=sum(question.origin == "national" for question in answered),
        gap=None if score is None else max(0, TARGET - score),
        low=spread.low if spread else None,
        high=spread.high if spread else None,
        respondents=spread.respondents if spread else 0,
    )
