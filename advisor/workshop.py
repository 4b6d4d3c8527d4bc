"""Many respondents, one set of answers: what counts is told by rules, and who differs is kept.

Figures and 1-5 statements: the middle value, of two middle ones the lower. A choice: what most
say. Options of a list: what at least half choose. Items of a checklist: what most say. Where two
are equally frequent, the one that claims less counts (the lower, the earlier option, 'no' before
'partly' before 'yes'). Words and dates count when all who gave one agree; else nothing counts and
the question stays open. Who does not know is not counted; a question does not apply when more
respondents say so than give a value. Nobody's answer is lost: every standpoint is kept with names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from advisor.model.answers import (
    CHECKS,
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Answers,
    Value,
    shown_value,
)
from advisor.model.content import KnowledgePack, Question
from advisor.model.roadmap import ScoreSpread, Spread, Standpoint
from advisor.rules import View

# Statements of 1 to 5 this far apart are to be talked over.
FAR_APART = 2


@dataclass(frozen=True)
class Workshop:
    """What came of several respondents.

    Args:
        answers: the answers that count, one for each question that any respondent answered and
            that could be settled.
        spreads: for each question with more than one respondent, who said what.
        scores: the lowest and highest score of single respondents, by dimension and pillar.
    """

    answers: Answers
    spreads: tuple[Spread, ...]
    scores: tuple[ScoreSpread, ...]


def together(
    pack: KnowledgePack, respondents: Mapping[str, Answers], settled: Answers | None = None
) -> Workshop:
    """The answers of several respondents as one set.

    Args:
        pack: the knowledge.
        respondents: each one's answers, by name.
        settled: what the workshop has agreed on; it stands in place of the rules.
    """
    agreed = settled or {}
    answers: Answers = {}
    spreads = []
    for question in pack.questions:
        views = {
            name: respondents[name][question.id].value
            for name in sorted(respondents)
            if question.id in respondents[name]
        }
        answer = agreed.get(question.id) or _answer(question, views)
        if answer is not None:
            answers[question.id] = answer
        if len(views) > 1:
            spreads.append(_spread(question, views, answer))
    return Workshop(answers, tuple(spreads), _score_spreads(pack, respondents))


def _answer(question: Question, views: Mapping[str, Value]) -> Answer | None:
    if not views:
        return None
    given = [value for value in views.values() if value not in (UNKNOWN, NOT_APPLICABLE)]
    off = sum(value == NOT_APPLICABLE for value in views.values())
    value: Value | None
    if off > len(given):
        value = NOT_APPLICABLE
    elif not given:
        value = UNKNOWN
    else:
        value = _RULES[question.kind](question, given)
    if value is None:
        return None
    return Answer(question=question.id, rev=question.rev, value=value, by=", ".join(views))


def _middle(_: Question, given: list[Value]) -> Value | None:
    numbers = sorted(value for value in given if isinstance(value, int))
    return numbers[(len(numbers) - 1) // 2]


def _most(question: Question, given: list[Value]) -> Value | None:
    order = [option.id for option in question.options]
    said = [str(value) for value in given]
    return min(set(said), key=lambda one: (-said.count(one), order.index(one)))


def _half(question: Question, given: list[Value]) -> Value | None:
    chosen = [one for value in given if isinstance(value, tuple) for one in value]
    return tuple(one.id for one in question.options if 2 * chosen.count(one.id) >= len(given))


def _items(question: Question, given: list[Value]) -> Value | None:
    """Item by item; one on which nobody could say anything stays unknown."""
    less_first = list(reversed(CHECKS))
    found: dict[str, str] = {}
    for option in question.options:
        said = [v[option.id] for v in given if isinstance(v, dict) and option.id in v]
        known = [check for check in said if check in CHECKS]
        if known:
            found[option.id] = min(known, key=lambda c: (-known.count(c), less_first.index(c)))
        elif said:
            found[option.id] = min(said, key=lambda c: (-said.count(c), c))
    return found


def _all_alike(_: Question, given: list[Value]) -> Value | None:
    return given[0] if all(value == given[0] for value in given) else None


_RULES: dict[str, Callable[[Question, list[Value]], Value | None]] = {
    "likert5": _middle,
    "number": _middle,
    "money": _middle,
    "choice": _most,
    "multi": _half,
    "checklist": _items,
    "text": _all_alike,
    "date": _all_alike,
}


def _spread(question: Question, views: Mapping[str, Value], answer: Answer | None) -> Spread:
    """Who said what, what is said most first."""
    who: dict[str, list[str]] = {}
    for name, value in views.items():
        who.setdefault(shown_value(question, value), []).append(name)
    given = [value for value in views.values() if value not in (UNKNOWN, NOT_APPLICABLE)]
    return Spread(
        question=question.id,
        label=question.label,
        settled="" if answer is None else shown_value(question, answer.value),
        given=len(given),
        of=len(views),
        standpoints=tuple(
            Standpoint(shown=shown, who=tuple(names))
            for shown, names in sorted(who.items(), key=lambda one: (-len(one[1]), one[0]))
        ),
        divided=_divided(question, given),
    )


def _divided(question: Question, given: list[Value]) -> bool:
    """Statements far apart; a choice without two thirds; an item both in place and not; words."""
    if len(given) < 2:
        return False
    if question.kind == "likert5":
        levels = [value for value in given if isinstance(value, int)]
        return max(levels) - min(levels) >= FAR_APART
    if question.kind == "checklist":
        checks = [value for value in given if isinstance(value, dict)]
        items = [{one.get(option.id) for one in checks} for option in question.options]
        return any({"yes", "no"} <= said for said in items)
    if question.kind in ("number", "money", "multi"):
        return any(value != given[0] for value in given)
    most = max(given.count(value) for value in given)
    return 3 * most < 2 * len(given)


def _score_spreads(
    pack: KnowledgePack, respondents: Mapping[str, Answers]
) -> tuple[ScoreSpread, ...]:
    """The span of the respondents' own scores, for every score that two of them have."""
    views = [View(pack, respondents[name]) for name in sorted(respondents)]
    names = {one.id: f"score.{one.id}" for one in pack.vocabulary.dimensions}
    names |= {f"pillar.{one.no}": f"pillar.{one.no}.score" for one in pack.vocabulary.pillars}
    found = []
    for name, fact in names.items():
        if fact not in pack.fact:
            continue
        scores = [score for view in views if (score := view.fact(fact)) is not None]
        if len(scores) > 1:
            found.append(
                ScoreSpread(id=name, low=min(scores), high=max(scores), respondents=len(scores))
            )
    return tuple(found)
