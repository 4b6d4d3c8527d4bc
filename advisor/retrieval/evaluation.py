"""Measures answers and refusals on a set of questions whose right answers are known."""

import re
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field, model_validator

from advisor.model.citations import MaterialAnswer
from advisor.model.frozen import Frozen
from advisor.retrieval.material import Material
from advisor.retrieval.words import plain

_OR = " | "


class Case(Frozen):
    """A question and what a right answer to it holds.

    `facts` must all be in the answer; ' | ' divides wordings of which any will do. `slides` are
    the slides that may be cited. An uncovered question says so and why: `near-miss` or
    `off-topic`.
    """

    q: str
    kind: str = ""
    previous: str | None = None
    facts: tuple[str, ...] = ()
    slides: tuple[str, ...] = ()
    abstain: bool = False
    reason: str = ""
    comment: str = Field(default="", description="for people")

    @model_validator(mode="after")
    def _whole(self) -> "Case":
        if self.abstain == bool(self.facts):
            raise ValueError(f"'{self.q}' has either facts or 'abstain: true' with a reason")
        if self.abstain != bool(self.reason) or self.abstain == bool(self.slides):
            raise ValueError(f"'{self.q}' names slides, or the reason why it is not covered")
        return self


@dataclass(frozen=True)
class Outcome:
    """A case and what the advisor made of it."""

    case: Case
    answer: MaterialAnswer
    ms: float

    @property
    def right_slide(self) -> bool:
        """Whether a slide is cited that may be."""
        cited = {f"{one.source}/{one.slide}" for one in self.answer.citations}
        return bool(cited & set(self.case.slides))

    @property
    def carries_facts(self) -> bool:
        """Whether the answer holds all the facts."""
        return carries(self.answer.answer, self.case.facts) and not self.answer.abstained


def carries(text: str, facts: Iterable[str]) -> bool:
    """Whether a text holds each fact, in one of its wordings, in capital or small letters."""
    low = plain(text).lower()
    return all(any(_has(low, one) for one in fact.split(_OR)) for fact in facts)


def _has(low: str, fact: str) -> bool:
    word = fact.strip().lower()
    end = r"(?!\d)" if word[-1:].isdigit() else ""
    return re.search(rf"(?<![\w.]){re.escape(word)}{end}", low) is not None


def outcomes(material: Material, cases: Sequence[Case]) -> list[Outcome]:
    """The answers to all cases; the first question only warms up."""
    material.answer(cases[0].q)
    done = []
    for case in cases:
        start = time.perf_counter()
        answer = material.answer(case.q, case.previous)
        done.append(Outcome(case, answer, (time.perf_counter() - start) * 1000))
    return done


def evaluate(material: Material, cases: Sequence[Case]) -> dict[str, Any]:
    """The rates on these questions, in per cent, and what was measured when fitting.

    hit_rate: a right slide is cited. facts_carried: all facts are in the answer. false_answers:
    uncovered questions that were answered, also for near misses alone. false_refusals: covered
    questions that were refused. words: the median length of answers. ms: median and 95th
    percentile. cross_validated: the same rates for questions left out of the fitting.
    """
    done = outcomes(material, cases)
    figures = rates(done)
    figures["fitted_on_these_sources"] = (
        material.weights.sources == material.index.sources
        and material.weights.model == material.index.model
    )
    figures["cross_validated"] = dict(material.weights.cross_validated)
    return figures


def rates(done: Sequence[Outcome]) -> dict[str, Any]:
    """The rates of a list of outcomes."""
    covered = [one for one in done if not one.case.abstain]
    uncovered = [one for one in done if one.case.abstain]
    near = [one for one in uncovered if one.case.reason == "near-miss"]
    lengths = [len(one.answer.answer.split()) for one in covered if not one.answer.abstained]
    times = sorted(one.ms for one in done)
    kinds = sorted({one.case.kind for one in covered})
    return {
        "questions": len(done),
        "covered": len(covered),
        "uncovered": len(uncovered),
        "hit_rate": _share([one.right_slide for one in covered]),
        "facts_carried": _share([one.carries_facts for one in covered]),
        "facts_carried_of_answered": _share(
            [one.carries_facts for one in covered if not one.answer.abstained]
        ),
        "false_answers": _share([not one.answer.abstained for one in uncovered]),
        "false_answers_near_misses": _share([not one.answer.abstained for one in near]),
        "false_refusals": _share([one.answer.abstained for one in covered]),
        "words_median": statistics.median(lengths) if lengths else 0,
        "ms_median": round(statistics.median(times), 1) if times else 0.0,
        "ms_95th": round(times[int(0.95 * (len(times) - 1))], 1) if times else 0.0,
        "facts_carried_by_kind": {
            kind: _share([one.carries_facts for one in covered if one.case.kind == kind])
            for kind in kinds
        },
    }


def _share(values: Sequence[bool]) -> float:
    return round(100 * sum(values) / len(values), 1) if values else 0.0
