"""What the answers say beside the plan: risks, pillars, the office's profile, the answers."""

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.model.answers import Answer, Event, shown_value
from advisor.model.content import Action, KnowledgePack, Propose, Question
from advisor.model.roadmap import (
    TO_CONFIRM,
    AnswerLine,
    Firing,
    PillarPlan,
    PlannedAction,
    RaisedRisk,
    Score,
)
from advisor.roadmap.effects import Fired
from advisor.roadmap.peers import country_rows
from advisor.roadmap.posts import Posts
from advisor.rules import View

_LEVEL = {"low": 1, "medium": 2, "high": 3}


def raised_risks(
    pack: KnowledgePack, fired: Fired, planned: Iterable[PlannedAction], posts: Posts
) -> tuple[RaisedRisk, ...]:
    """The risks that rules raise, the gravest first, with the planned actions that reduce them."""
    in_plan = {action.id for action in planned}
    risks = [pack.risk[one] for one in sorted(fired.risks)]
    risks.sort(key=lambda risk: (-_LEVEL[risk.likelihood] * _LEVEL[risk.impact], risk.id))
    return tuple(
        RaisedRisk(
            **{
                name: getattr(risk, name)
                for name in type(risk).model_fields
                if name not in ("answered_by", "owner")
            },
            owner=posts.get(risk.owner, risk.owner),
            actions=tuple(one for one in risk.answered_by if one in in_plan),
            trace=tuple(fired.risks[risk.id]),
        )
        for risk in risks
    )


def pillar_plans(
    pack: KnowledgePack,
    fired: Fired,
    scores: Mapping[int, Score],
    planned: tuple[PlannedAction, ...],
    firings: tuple[Firing, ...],
) -> tuple[PillarPlan, ...]:
    """The nine pillars in order, each with its score, findings and planned actions."""
    return tuple(
        PillarPlan(
            no=pillar.no,
            title=pillar.title,
            objective=pillar.objective,
            score=scores[pillar.no],
            emphasised_by=tuple(fired.emphasised.get(pillar.no, ())),
            actions=tuple(action.id for action in planned if action.pillar == pillar.no),
            findings=_findings(pack, firings, pillar.no),
        )
        for pillar in pack.vocabulary.pillars
    )


def _findings(pack: KnowledgePack, firings: tuple[Firing, ...], pillar: int) -> tuple[str, ...]:
    """The because-sentences of the rules that fired for this pillar, each once."""
    found: dict[str, None] = {}
    for firing in firings:
        if firing.verdict is not True:
            continue
        for effect in pack.rule[firing.rule].then:
            proposes = isinstance(effect, Propose) and pack.action[effect.propose].pillar == pillar
            if proposes or getattr(effect, "emphasise", None) == pillar:
                found[firing.because] = None
    return tuple(found)


def shown_answers(view: View, prefix: str) -> dict[str, str]:
    """What the office said under questions whose ids begin so, without the beginning."""
    found = {}
    for question in view.pack.questions:
        value = view.value(question.id) if question.id.startswith(prefix) else None
        if value is not None:
            found[question.id.removeprefix(prefix)] = shown_value(question, value)
    return found


def baseline_of(view: View, action: Action) -> str:
    """The indicator's starting value where an answer gives it."""
    name = action.indicator.baseline_from
    question = view.pack.question.get(name) if name else None
    value = view.value(question.id) if question is not None else None
    if question is None or value is None:
        return TO_CONFIRM
    return shown_value(question, value)


def answer_lines(view: View, events: tuple[Event, ...]) -> tuple[AnswerLine, ...]:
    """Every answer in the pack's order, those off the office's path among them."""
    history = _history(events)
    return tuple(
        _line(view, question, view.answers[question.id], history.get(question.id, ()))
        for question in view.pack.questions
        if question.id in view.answers
    )


def _history(events: tuple[Event, ...]) -> dict[str, tuple[Answer, ...]]:
    """All answers that were ever given to each question, oldest first."""
    given: dict[str, tuple[Answer, ...]] = {}
    for event in events:
        if event.kind == "answer" and event.answer is not None:
            given[event.question] = (*given.get(event.question, ()), event.answer)
    return given


def _line(
    view: View, question: Question, answer: Answer, history: tuple[Answer, ...]
) -> AnswerLine:
    earlier = [one for one in history if one.rev == question.rev]
    return AnswerLine(
        question=question.id,
        label=question.label,
        text=question.text,
        shown=shown_value(question, answer.value),
        value=answer.value if answer.given else None,
        stage=question.stage,
        pillar=question.pillar,
        by=answer.by,
        at=answer.at,
        active=view.asked(question) is True,
        note=answer.note,
        official=question.official,
        sources=question.sources,
        earlier=tuple(shown_value(question, one.value) for one in earlier[:-1]),
    )


def country_figures(view: View) -> tuple[dict[str, Any], ...]:
    """The country's own rows of the E-Government Surveys, oldest first; none when not found."""
    named = view.value("profile.country") if "profile.country" in view.pack.question else None
    rows = country_rows(view.pack, named) if isinstance(named, str) else ()
    return tuple(row.model_dump() for row in rows)
