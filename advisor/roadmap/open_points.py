"""What the office has not given and the document needs: the list 'to be confirmed'."""

from collections.abc import Iterator

from advisor.model.answers import UNKNOWN, Answer
from advisor.model.choices import CRITERIA
from advisor.model.content import Question
from advisor.model.roadmap import TO_CONFIRM, OpenPoint, PlannedAction, PlanSettings
from advisor.roadmap.portfolio import Portfolio
from advisor.roadmap.ratings import yearly_money
from advisor.roadmap.selection import Chosen
from advisor.roadmap.settings import QUESTION_OF
from advisor.roadmap.words import RoadmapWords
from advisor.roadmap.work import has_upkeep
from advisor.rules import View

_TIME = ("start", "years", "people")


def open_points(
    view: View,
    portfolio: Portfolio,
    settings: PlanSettings,
    planned: tuple[PlannedAction, ...],
    words: RoadmapWords,
) -> tuple[OpenPoint, ...]:
    """All open points: settings, questions, assumptions, starting values, targets, owners."""
    missing = frozenset(one for price in portfolio.prices for one in price.missing)
    return (
        *_settings(view, settings, missing, words),
        *_questions(view, words),
        *_assumptions(view, portfolio.chosen, settings, words),
        *_costs(portfolio, planned, words),
        *_ratings(portfolio, words),
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
            given = given or (name == "budget" and bool(yearly_money(settings)))
        if not given:
            where = words.open.where_time if name in _TIME else words.open.where_money
            question = QUESTION_OF[name] if QUESTION_OF[name] in view.pack.question else ""
            yield OpenPoint(what=sentence, where=where, question=question, kind="setting")
    if unsummed := [one.name for one in settings.funding if not one.amounts]:
        what = words.open.funding.format(sources=words.listed(unsummed, most=len(unsummed)))
        yield OpenPoint(what=what, where=words.open.where_money, kind="setting")
    for sentence in settings.set_aside:
        what = words.open.set_aside.format(sentence=sentence)
        yield OpenPoint(what=what, where=words.open.where_settings, kind="setting")


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
    view: View, chosen: tuple[Chosen, ...], settings: PlanSettings, words: RoadmapWords
) -> Iterator[OpenPoint]:
    """Prerequisites taken as given: not called for by the answers, or rejected by the office."""
    titles = {one.id: one.title for one in view.pack.actions}
    titles |= {own.id: own.title for own in settings.own}
    rejected = {one.action for one in settings.choices if one.decision == "rejected"}
    waiting: dict[str, list[str]] = {}
    for one in chosen:
        for need in one.given:
            waiting.setdefault(need, []).append(one.action.title)
    for need in sorted(waiting):
        sentence = words.open.rejected if need in rejected else words.open.given
        yield OpenPoint(
            what=sentence.format(action=titles[need]),
            where=words.open.where_actions.format(actions=words.listed(waiting[need])),
            kind="assumption",
        )


def _costs(
    portfolio: Portfolio, planned: tuple[PlannedAction, ...], words: RoadmapWords
) -> Iterator[OpenPoint]:
    """Costs that only the office can give: of its own actions, and of running what is built."""
    unpriced = {one.action.id for one in portfolio.chosen if not one.action.priced}
    running = [
        one.code for one in planned if one.running is None and has_upkeep(one.nature, one.cost_band)
    ]
    for sentence, codes in (
        (words.open.own_cost, [one.code for one in planned if one.id in unpriced]),
        (words.open.running, running),
    ):
        if codes:
            where = words.open.where_actions.format(actions=words.listed(codes, most=8))
            what = sentence.format(count=len(codes))
            yield OpenPoint(what=what, where=where, kind="setting")


def _ratings(portfolio: Portfolio, words: RoadmapWords) -> Iterator[OpenPoint]:
    """Criteria by which no action could be rated."""
    known = {rating.criterion for one in portfolio.ratings for rating in one if rating.rating}
    unrated = [words.criteria[name] for name in CRITERIA if name not in known]
    if unrated and portfolio.chosen:
        what = words.open.unrated.format(criteria=words.listed(unrated, most=len(unrated)))
        yield OpenPoint(what=what, where=words.open.where_order, kind="setting")


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
    nobody = owned.pop(TO_CONFIRM, [])
    if nobody:
        where = words.open.where_actions.format(actions=words.listed(nobody, most=8))
        yield OpenPoint(what=words.open.no_owner, where=where, kind="owner")
    for owner in sorted(owned):
        yield OpenPoint(
            what=words.open.owner.format(owner=owner),
            where=words.open.where_actions.format(actions=words.listed(owned[owner], most=8)),
            kind="owner",
        )


def _name(action: PlannedAction, words: RoadmapWords) -> str:
    return words.name.format(code=action.code, title=action.title)
