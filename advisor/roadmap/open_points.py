"""What the office has not given and the document needs: the list 'to be confirmed'."""

from collections.abc import Iterator

from advisor.model.answers import UNKNOWN, Answer
from advisor.model.content import Question
from advisor.model.roadmap import TO_CONFIRM, OpenPoint, PlannedAction, PlanSettings
from advisor.roadmap.selection import Chosen
from advisor.roadmap.settings import QUESTION_OF
from advisor.roadmap.words import RoadmapWords
from advisor.rules import View

_TIME = ("start", "years", "people")


def open_points(
    view: View,
    settings: PlanSettings,
    chosen: tuple[Chosen, ...],
    missing_prices: frozenset[str],
    planned: tuple[PlannedAction, ...],
    words: RoadmapWords,
) -> tuple[OpenPoint, ...]:
    """All open points: settings, questions, assumptions, starting values, targets, owners."""
    return (
        *_settings(view, settings, missing_prices, words),
        *_questions(view, words),
        *_assumptions(view, chosen, words),
        *_indicators(planned, words),
        *_owners(planned, words),
    )


def _settings(
    view: View, settings: PlanSettings, missing_prices: frozenset[str], words: RoadmapWords
) -> Iterator[OpenPoint]:
    """Settings without a value; a price only when a chosen action asks for it."""
    sentences = {
        "start": words.open.start,
        "years": words.open.years.format(years=settings.years),
        "people": words.open.people,
        "budget": words.open.budget,
        "currency": words.open.currency,
        "person_month": words.open.person_month,
        "small": words.open.small,
        "medium": words.open.medium,
        "large": words.open.large,
    }
    for name, sentence in sentences.items():
        if name == "years":
            given = name not in settings.assumed
        elif name in ("person_month", "small", "medium", "large"):
            given = name not in missing_prices
        else:
            given = getattr(settings, name) not in (None, "", ())
        if not given:
            where = words.open.where_time if name in _TIME else words.open.where_money
            question = QUESTION_OF[name] if QUESTION_OF[name] in view.pack.question else ""
            yield OpenPoint(what=sentence, where=where, question=question, kind="setting")


def _questions(view: View, words: RoadmapWords) -> Iterator[OpenPoint]:
    """Questions on the office's path without an answer, or answered 'unknown', whole or in part."""
    settings = set(QUESTION_OF.values())
    for question in view.pack.questions:
        if question.id in settings or view.asked(question) is not True:
            continue
        what = _open_part(question, view.answers.get(question.id), words)
        if what:
            yield OpenPoint(what=what, where=_place(view, question), question=question.id)


def _open_part(question: Question, answer: Answer | None, words: RoadmapWords) -> str:
    if answer is None:
        return words.open.unanswered.format(label=question.label)
    if answer.value == UNKNOWN:
        return words.open.unknown.format(label=question.label)
    if isinstance(answer.value, dict):
        found = answer.value
        items = [
            option.label for option in question.options if found.get(option.id, UNKNOWN) == UNKNOWN
        ]
        if items:
            shown = words.listed(items, most=len(items))
            return words.open.partly.format(label=question.label, items=shown)
    return ""


def _place(view: View, question: Question) -> str:
    """The pillar, dimension or topic that a question belongs to, else its stage."""
    vocabulary = view.pack.vocabulary
    if question.pillar is not None:
        return view.pack.pillar[question.pillar].title
    for name, entries in (
        (question.dimension, vocabulary.dimensions),
        (question.topic, vocabulary.topics),
    ):
        for entry in entries:
            if entry.id == name:
                return entry.label
    return next((one.title for one in vocabulary.stages if one.id == question.stage), "")


def _assumptions(
    view: View, chosen: tuple[Chosen, ...], words: RoadmapWords
) -> Iterator[OpenPoint]:
    """Prerequisites taken as given because the answers do not call for them."""
    waiting: dict[str, list[str]] = {}
    for one in chosen:
        for need in one.given:
            waiting.setdefault(need, []).append(one.action.title)
    for need in sorted(waiting):
        yield OpenPoint(
            what=words.open.given.format(action=view.pack.action[need].title),
            where=words.open.where_actions.format(actions=words.listed(waiting[need])),
            kind="assumption",
        )


def _indicators(planned: tuple[PlannedAction, ...], words: RoadmapWords) -> Iterator[OpenPoint]:
    for action in planned:
        if action.baseline == TO_CONFIRM:
            yield OpenPoint(
                what=words.open.baseline.format(indicator=action.indicator.name),
                where=words.open.where_actions.format(actions=_name(action, words)),
                question=action.indicator.baseline_from or "",
                kind="baseline",
            )
    if planned:
        codes = [action.code for action in planned]
        yield OpenPoint(
            what=words.open.targets.format(count=len(planned)),
            where=words.open.where_actions.format(actions=words.listed(codes)),
            kind="target",
        )


def _owners(planned: tuple[PlannedAction, ...], words: RoadmapWords) -> Iterator[OpenPoint]:
    """Each role that owns actions: who holds it is the office's to say."""
    owned: dict[str, list[str]] = {}
    for action in planned:
        owned.setdefault(action.owner, []).append(action.code)
    for owner in sorted(owned):
        yield OpenPoint(
            what=words.open.owner.format(owner=owner),
            where=words.open.where_actions.format(actions=words.listed(owned[owner], most=8)),
            kind="owner",
        )


def _name(action: PlannedAction, words: RoadmapWords) -> str:
    return words.name.format(code=action.code, title=action.title)
