"""A roadmap put together without the planner, so that document tests stand on their own feet.

The answers are those of a shipped example; rules are really fired; only the places in time are
made up by a simple rule (an action a quarter and pillar).
"""

from pathlib import Path

import yaml

from advisor.content import load_pack, read_answers
from advisor.model.answers import Answers, shown_value
from advisor.model.content import KnowledgePack, Phase, Propose, Raise
from advisor.model.roadmap import (
    TO_CONFIRM,
    AnswerLine,
    Cost,
    Firing,
    NotPlaced,
    OpenPoint,
    Pack,
    PillarPlan,
    PlannedAction,
    PlanSettings,
    RaisedRisk,
    Roadmap,
    Score,
)
from advisor.rules import View, fire_all

ROOT = Path(__file__).parents[1]
PHASES: tuple[Phase, ...] = ("quick", "short", "medium", "long")
HELD_BACK = 2


def pack() -> KnowledgePack:
    return load_pack(ROOT / "knowledge")


def sample(pack: KnowledgePack, example: str = "talmora", most: int = 45) -> Roadmap:
    answers = read_answers(pack, ROOT / "knowledge" / "examples" / f"{example}.yaml").answers
    view = View(pack, answers)
    fired = {one.rule: one for one in fire_all(view)}
    settings = PlanSettings(
        start="2027-01-01",
        years=5,
        currency="TLM",
        budget=(4_000_000,) * 5,
        people=25,
        person_month=4_000,
        small=50_000,
        medium=400_000,
        large=2_500_000,
    )
    proposed = _proposed(pack, fired)
    ids = sorted(proposed, key=lambda one: (proposed[one][0] != "must", one))
    kept = sorted(ids[:most])
    actions = tuple(_action(pack, kept, one, at, proposed) for at, one in enumerate(kept))
    return Roadmap(
        schema=1,
        fingerprint="0f3b9c5d7a21e4860f3b9c5d7a21e4860f3b9c5d7a21e4860f3b9c5d7a21e486",
        knowledge=Pack(version=pack.version, hash=pack.hash),
        profile={"country": "Republic of Talmora"},
        vision={},
        settings=settings,
        scores=tuple(_score(pack, view, one.id, one.label) for one in pack.vocabulary.dimensions),
        pillars=tuple(
            PillarPlan(
                no=one.no,
                title=one.title,
                objective=one.objective,
                score=Score(id=str(one.no), label=one.title, score=240, answered=2, of=3),
                emphasised_by=(),
                actions=tuple(a.id for a in actions if a.pillar == one.no),
                findings=(),
            )
            for one in pack.vocabulary.pillars
        ),
        actions=actions,
        not_placed=tuple(
            NotPlaced(
                id=one,
                title=pack.action[one].title,
                pillar=pack.action[one].pillar,
                strength=proposed[one][0],
                reason="No quarter has 6 people free; it would take 4 more people in 2029",
                trace=tuple(proposed[one][1]),
            )
            for one in ids[most : most + HELD_BACK]
        ),
        risks=_risks(pack, fired, kept),
        answers=_lines(pack, answers, view),
        open_rules=tuple(one for one in fired.values() if one.verdict is None),
        to_confirm=(
            OpenPoint(what="Who took part", where="Mandate", question="profile.participants"),
            OpenPoint(what="Funding status of each action", where="Resources"),
        ),
        egdi=tuple(one.model_dump() for one in pack.egdi if one.country == "Sri Lanka"),
        critical_path=tuple(kept[:3]),
    )


def _proposed(pack: KnowledgePack, fired: dict[str, Firing]) -> dict[str, tuple]:
    found: dict[str, tuple] = {}
    for rule in pack.rules:
        firing = fired[rule.id]
        for effect in rule.then:
            if firing.verdict and isinstance(effect, Propose):
                strength, trace = found.get(effect.propose, (effect.strength, []))
                if effect.strength == "must":
                    strength = "must"
                found[effect.propose] = (strength, [*trace, firing])
    return found


def _action(
    pack: KnowledgePack, kept: list[str], one: str, at: int, proposed: dict[str, tuple]
) -> PlannedAction:
    spec = pack.action[one]
    first = PHASES.index(spec.earliest) * 4 + at % 3
    last = first + max(1, spec.months // 3) - 1
    prices = {"none": 0, "small": 50_000, "medium": 400_000, "large": 2_500_000}
    base = spec.effort_pm * 4_000 + prices[spec.cost]
    shared = {
        name: getattr(spec, name)
        for name in PlannedAction.model_fields
        if name in type(spec).model_fields and name not in ("needs", "risks", "cost")
    }
    number = sum(pack.action[other].pillar == spec.pillar for other in kept[: at + 1])
    return PlannedAction(
        **shared,
        code=f"A{spec.pillar}.{number}",
        strength=proposed[one][0],
        phase=spec.earliest,
        start_quarter=first,
        end_quarter=last,
        start=f"{2027 + first // 4} Q{first % 4 + 1}",
        end=f"{2027 + last // 4} Q{last % 4 + 1}",
        needs=tuple(need for need in spec.needs if need in kept),
        cost_band=spec.cost,
        cost=Cost(low=base, high=base * 3 // 2, currency="TLM"),
        baseline=TO_CONFIRM,
        risks=spec.risks,
        trace=tuple(proposed[one][1]),
        placed="It starts as early as its phase allows",
    )


def _score(pack: KnowledgePack, view: View, dimension: str, label: str) -> Score:
    asked = [q for q in pack.questions if q.dimension == dimension and view.asked(q)]
    values = [view.value(q.id) for q in asked]
    known = [value for value in values if isinstance(value, int)]
    mean = sum(known) * 100 // len(known) if known else None
    return Score(
        id=dimension,
        label=label,
        score=mean,
        answered=len(known),
        of=len(asked),
        official=sum(q.official for q in asked if isinstance(view.value(q.id), int)),
        gap=400 - mean if mean is not None and mean < 400 else None,
    )


def _risks(
    pack: KnowledgePack, fired: dict[str, Firing], kept: list[str]
) -> tuple[RaisedRisk, ...]:
    found: dict[str, list[Firing]] = {}
    for rule in pack.rules:
        for effect in rule.then:
            if fired[rule.id].verdict and isinstance(effect, Raise):
                found.setdefault(effect.raise_, []).append(fired[rule.id])
    return tuple(
        RaisedRisk(
            **pack.risk[one].model_dump(exclude={"answered_by"}),
            actions=tuple(a for a in pack.risk[one].answered_by if a in kept),
            trace=tuple(trace),
        )
        for one, trace in found.items()
    )


def _lines(pack: KnowledgePack, answers: Answers, view: View) -> tuple[AnswerLine, ...]:
    return tuple(
        AnswerLine(
            question=q.id,
            label=q.label,
            text=q.text,
            shown=shown_value(q, answers[q.id].value),
            value=answers[q.id].value if answers[q.id].given else None,
            stage=q.stage,
            pillar=q.pillar,
            by="",
            at="",
            active=view.asked(q) is True,
            official=q.official,
            sources=q.sources,
        )
        for q in pack.questions
        if q.id in answers
    )


def wording() -> dict:
    return yaml.safe_load((ROOT / "prompts" / "document.yaml").read_text(encoding="utf-8"))


def saying(roadmap: Roadmap, words: dict[str, str]) -> Roadmap:
    """The roadmap with other words as the answers to these questions."""
    lines = tuple(
        line.model_copy(update=dict.fromkeys(("shown", "value"), words[line.question]))
        if line.question in words
        else line
        for line in roadmap.answers
    )
    return roadmap.model_copy(update={"answers": lines})


def bare(roadmap: Roadmap) -> Roadmap:
    """The roadmap of an office that has answered nothing but who it is."""
    kept = {"profile.country", "profile.office", "profile.level", "profile.depth"}
    empty = {
        "actions": (),
        "not_placed": (),
        "risks": (),
        "egdi": (),
        "critical_path": (),
        "settings": PlanSettings(),
        "answers": tuple(line for line in roadmap.answers if line.question in kept),
        "scores": tuple(
            one.model_copy(update={"score": None, "answered": 0, "official": 0, "gap": None})
            for one in roadmap.scores
        ),
        "pillars": tuple(
            one.model_copy(
                update={
                    "actions": (),
                    "score": one.score.model_copy(update={"score": None, "answered": 0}),
                }
            )
            for one in roadmap.pillars
        ),
    }
    return roadmap.model_copy(update=empty)
