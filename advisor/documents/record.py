"""`roadmap.json`: the roadmap as data for other programs, in a published schema."""

import json
from typing import Any, Literal

from pydantic import Field

from advisor.model.choices import (
    Actual,
    Funding,
    Movement,
    Peer,
    Rating,
    SmartLetter,
    SourceUse,
    YearTarget,
)
from advisor.model.content import Barrier, Phase, PillarNo, SourceRef, Strength
from advisor.model.frozen import Frozen
from advisor.model.roadmap import (
    Cost,
    Firing,
    LeafSeen,
    Pack,
    PlannedAction,
    PlanSettings,
    Roadmap,
    YearUse,
)


class ScoreOut(Frozen):
    """A score in hundredths, 100 to 500; null when too little is known."""

    score: int | None
    answered: int
    of: int


class LeafOut(Frozen):
    """One comparison of a rule with the value it saw."""

    fact: str
    op: str
    want: Any
    saw: Any


class TraceOut(Frozen):
    """A rule that held, and why."""

    rule: str
    because: str
    leaves: tuple[LeafOut, ...]
    sources: tuple[SourceRef, ...]


class IndicatorOut(Frozen):
    """How success is measured; `target` is a proposal until the office confirms it."""

    name: str
    unit: str
    method: str
    baseline: str
    target: str
    frequency: str
    owner: str


class ActionOut(Frozen):
    """An action of the plan; effort in person-months, cost in whole units of the currency."""

    id: str
    code: str
    pillar: PillarNo
    title: str
    deliverable: str
    strength: Strength
    phase: Phase
    start: str
    end: str
    needs: tuple[str, ...]
    effort_pm: int
    cost: Cost
    owner: str
    supports: tuple[str, ...]
    indicator: IndicatorOut
    sdg: tuple[str, ...]
    barriers: tuple[Barrier, ...]
    groups: tuple[str, ...]
    lever: str | None
    risks: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    practice_note: str
    trace: tuple[TraceOut, ...]
    placed: str
    start_quarter: int
    end_quarter: int
    priority: int
    score: int
    ratings: tuple[Rating, ...]
    critical: bool
    slack: int
    pinned: bool
    decision: str
    own: bool
    edited: tuple[str, ...]
    merged: tuple[str, ...]
    reason: str
    taken_as_given: tuple[str, ...]
    running: int | None
    charged: int | None
    funding: tuple[Funding, ...]
    targets: tuple[YearTarget, ...]
    smart: tuple[SmartLetter, ...]
    actual: Actual | None


class RejectedOut(Frozen):
    """An action that the office has set aside or merged into another, with its reason."""

    id: str
    title: str
    pillar: PillarNo
    strength: Strength
    decision: str
    reason: str
    into: str
    by: str
    trace: tuple[TraceOut, ...]


class NotPlacedOut(Frozen):
    """An action that rules propose and the plan cannot hold."""

    id: str
    title: str
    pillar: PillarNo
    strength: Strength
    reason: str
    trace: tuple[TraceOut, ...]


class RiskOut(Frozen):
    """A risk that the answers raise."""

    id: str
    group: str
    title: str
    description: str
    signal: str
    response: str
    owner: str
    likelihood: str
    impact: str
    actions: tuple[str, ...]
    sources: tuple[SourceRef, ...]
    trace: tuple[TraceOut, ...]


class IndicatorLine(IndicatorOut):
    """An indicator with the action that it belongs to."""

    action: str


class PointOut(Frozen):
    """Something to be confirmed: what, where it is missing, the question that asks for it."""

    what: str
    where: str
    question: str
    kind: str


class AnswerOut(Frozen):
    """An answer behind the plan, as a person would read it; who gave it and when is left out.

    active: the question is on the office's path, so that the answer counts.
    """

    question: str
    label: str
    shown: str
    active: bool


class RoadmapRecord(Frozen):
    """A draft roadmap. Schema version 1; unknown values are null or 'to be confirmed'."""

    schema_: Literal[1] = Field(alias="schema")
    fingerprint: str
    knowledge: Pack
    profile: dict[str, str]
    vision: dict[str, str]
    scores: dict[str, ScoreOut]
    pillars: dict[str, ScoreOut]
    actions: tuple[ActionOut, ...]
    not_placed: tuple[NotPlacedOut, ...]
    risks: tuple[RiskOut, ...]
    indicators: tuple[IndicatorLine, ...]
    to_confirm: tuple[PointOut, ...]
    settings: PlanSettings
    rejected: tuple[RejectedOut, ...]
    critical_path: tuple[str, ...]
    years: tuple[YearUse, ...]
    funding: tuple[SourceUse, ...]
    peers: tuple[Peer, ...]
    movements: tuple[Movement, ...]
    answers: tuple[AnswerOut, ...]


def record(roadmap: Roadmap) -> RoadmapRecord:
    """The roadmap as the published record."""
    return RoadmapRecord(
        schema_=1,
        fingerprint=roadmap.fingerprint,
        knowledge=roadmap.knowledge,
        profile=roadmap.profile,
        vision=roadmap.vision,
        scores={
            one.id: ScoreOut(score=one.score, answered=one.answered, of=one.of)
            for one in roadmap.scores
        },
        pillars={
            str(one.no): ScoreOut(
                score=one.score.score, answered=one.score.answered, of=one.score.of
            )
            for one in roadmap.pillars
        },
        actions=tuple(_action(one) for one in roadmap.actions),
        not_placed=tuple(
            NotPlacedOut(
                id=one.id,
                title=one.title,
                pillar=one.pillar,
                strength=one.strength,
                reason=one.reason,
                trace=_trace(one.trace),
            )
            for one in roadmap.not_placed
        ),
        risks=tuple(
            RiskOut(**{**one.model_dump(), "trace": _trace(one.trace)}) for one in roadmap.risks
        ),
        indicators=tuple(
            IndicatorLine(action=one.id, **_indicator(one).model_dump()) for one in roadmap.actions
        ),
        to_confirm=tuple(PointOut(**one.model_dump()) for one in roadmap.to_confirm),
        settings=roadmap.settings,
        rejected=tuple(
            RejectedOut(**{**one.model_dump(), "trace": _trace(one.trace)})
            for one in roadmap.rejected
        ),
        critical_path=roadmap.critical_path,
        years=roadmap.years,
        funding=roadmap.funding,
        peers=roadmap.peers,
        movements=roadmap.movements,
        answers=tuple(
            AnswerOut(**one.model_dump(include=set(AnswerOut.model_fields)))
            for one in roadmap.answers
        ),
    )


def record_json(roadmap: Roadmap) -> bytes:
    """`roadmap.json`, UTF-8, keys in a fixed order."""
    data = record(roadmap).model_dump(mode="json", by_alias=True)
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    # A lone surrogate cannot be encoded; its escape is what JSON itself would write.
    return text.encode("utf-8", "backslashreplace")


def schema_json() -> bytes:
    """The JSON Schema of `roadmap.json`."""
    schema = RoadmapRecord.model_json_schema(by_alias=True, mode="serialization")
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def _indicator(action: PlannedAction) -> IndicatorOut:
    spec = action.indicator
    return IndicatorOut(
        name=spec.name,
        unit=spec.unit,
        method=spec.method,
        baseline=action.baseline,
        target=spec.target,
        frequency=spec.frequency,
        owner=action.owner,
    )


def _action(action: PlannedAction) -> ActionOut:
    kept = action.model_dump(include=set(ActionOut.model_fields))
    return ActionOut(
        **{
            **kept,
            "indicator": _indicator(action),
            "cost": action.cost,
            "trace": _trace(action.trace),
        }
    )


def _trace(trace: tuple[Firing, ...]) -> tuple[TraceOut, ...]:
    return tuple(
        TraceOut(
            rule=one.rule,
            because=one.because,
            leaves=tuple(_leaf(leaf) for leaf in one.leaves),
            sources=one.sources,
        )
        for one in trace
        if one.verdict
    )


def _leaf(leaf: LeafSeen) -> LeafOut:
    return LeafOut(fact=leaf.fact, op=leaf.op, want=leaf.want, saw=leaf.saw)
