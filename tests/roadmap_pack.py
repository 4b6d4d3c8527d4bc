"""A small knowledge pack in Python: every kind of effect, a chain of needs, an inactive branch."""

from pathlib import Path
from typing import Any

from advisor.content.wording import load_record
from advisor.model.answers import Answer, Answers, read_value
from advisor.model.content import KnowledgePack
from advisor.roadmap import RoadmapWords

ROOT = Path(__file__).parents[1]
SLIDE = [{"source": "little", "slide": "s01"}]
ANCHORS = {level: f"level {level}" for level in range(1, 6)}


def words() -> RoadmapWords:
    """The wording as it ships."""
    return load_record(ROOT / "prompts" / "roadmap.yaml", RoadmapWords)


def question(name: str, kind: str, stage: str = "pillars", **more: Any) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": name,
        "stage": stage,
        "kind": kind,
        "label": f"Label of {name}",
        "text": f"Text of {name}?",
        "why": "Because the plan hangs on it.",
        "sources": SLIDE,
        **more,
    }
    if kind == "likert5":
        record["anchors"] = ANCHORS
    return record


def choice(name: str, *options: str, **more: Any) -> dict[str, Any]:
    found = [{"id": one, "label": one.capitalize()} for one in options]
    return question(name, more.pop("kind", "choice"), options=found, **more)


def action(name: str, nature: str, earliest: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "pillar": int(name[1]),
        "title": f"Do {name}",
        "deliverable": f"What {name} leaves behind",
        "nature": nature,
        "owner": f"Owner {name[1]}",
        "earliest": earliest,
        "months": 3,
        "effort_pm": 3,
        "cost": "none",
        "indicator": {"name": f"Measure of {name}", "unit": "yes or no", "method": "Looking"},
        "sdg": ["16.6"],
        "sources": SLIDE,
        **more,
    }


def rule(name: str, when: dict[str, Any], *then: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": name,
        "when": when,
        "then": list(then),
        "because": f"{name} holds.",
        "sources": SLIDE,
        "examples": {"true": [{}], "false": [{}], "unknown": [{}]},
    }


def propose(name: str, strength: str = "should") -> dict[str, Any]:
    return {"propose": name, "strength": strength}


def low(name: str, below: int = 3) -> dict[str, Any]:
    return {"of": name, "lt": below}


QUESTIONS = [
    question("profile.country", "text", "profile"),
    question("profile.currency", "text", "profile"),
    choice("profile.level", "national", "city", stage="profile"),
    question("LEA01", "likert5", "situation", dimension="leadership", official=True),
    question("LEA02", "likert5", "situation", dimension="leadership"),
    choice("features", "cio", "law", "portal", kind="checklist", stage="situation"),
    question("vision.statement", "text", "vision"),
    question("p1.sponsor", "likert5", pillar=1),
    question("p4.process", "likert5", pillar=4),
    question("p4.links", "likert5", pillar=4, ask_if={"of": "profile.level", "eq": "national"}),
    question("p8.training", "likert5", pillar=8),
    question("p8.trained", "number", pillar=8, minimum=0, maximum=100, unit="per cent"),
    question("plan.start", "date"),
    question("plan.years", "number", minimum=1, maximum=10),
    question("plan.budget", "money"),
    question("plan.people", "number", minimum=1, maximum=1000),
    question("cost.person_month", "money"),
    question("cost.small", "money"),
    question("cost.medium", "money"),
    question("cost.large", "money"),
]
FACTS = [
    {
        "id": "score.leadership",
        "label": "Leadership",
        "kind": "mean",
        "over": {"dimension": "leadership"},
        "examples": [{"answers": {}, "gives": "unknown"}] * 2,
    },
    *(
        {
            "id": f"pillar.{no}.score",
            "label": f"Pillar {no}",
            "kind": "mean",
            "over": {"pillar": no},
            "examples": [{"answers": {}, "gives": "unknown"}] * 2,
        }
        for no in (1, 4, 8)
    ),
]
ACTIONS = [
    action("A101", "institution", "quick", months=2, effort_pm=2, risks=["K-drift"]),
    action("A102", "institution", "short", needs=["A101"], months=6, effort_pm=12),
    action("A201", "law", "short", months=9, effort_pm=9, cost="small"),
    action("A401", "process", "quick", months=4, effort_pm=4),
    action(
        "A402",
        "technology",
        "medium",
        needs=["A401", "A201"],
        months=12,
        effort_pm=24,
        cost="large",
        lever="data",
    ),
    action("A403", "technology", "medium", months=6, effort_pm=6, cost="medium", needs=["A402"]),
    action("A404", "technology", "long", months=18, effort_pm=18, cost="medium"),
    action(
        "A801",
        "people",
        "quick",
        months=6,
        effort_pm=12,
        cost="small",
        indicator={
            "name": "Staff trained",
            "unit": "per cent",
            "method": "Lists",
            "baseline_from": "p8.trained",
        },
    ),
    action("A802", "people", "short", months=12, effort_pm=24, cost="medium"),
]
RULES = [
    rule("R1.drift", low("score.leadership", 300), propose("A101", "must"), {"raise": "K-drift"}),
    rule("R1.sponsor", low("p1.sponsor"), propose("A101"), propose("A102"), {"emphasise": 1}),
    rule("R2.law", {"of": "features.law", "ne": "yes"}, propose("A201", "should")),
    rule("R4.process", low("p4.process"), propose("A401"), propose("A404", "could")),
    rule("R4.links", low("p4.links"), propose("A402", "must"), {"raise": "K-machines"}),
    rule("R4.portal", {"of": "features.portal", "eq": "no"}, propose("A403", "could")),
    rule("R8.training", low("p8.training"), propose("A801"), propose("A802", "could")),
    rule("RH.training", low("p8.training"), {"hold": "A402", "behind": ["A801"]}),
    rule("RH.round", low("p8.training"), {"hold": "A401", "behind": ["A402"]}),
]
RISKS = [
    {
        "id": name,
        "group": "steering",
        "title": f"Risk {name}",
        "description": "It goes wrong.",
        "signal": "It is late.",
        "response": "Do something.",
        "owner": "Head of office",
        "likelihood": likelihood,
        "impact": "medium",
        "answered_by": answered_by,
        "sources": SLIDE,
    }
    for name, likelihood, answered_by in (
        ("K-drift", "medium", ["A101", "A404"]),
        ("K-machines", "high", ["A801", "A401"]),
    )
]
PILLARS = [
    {"no": no, "title": f"Pillar {no}", "objective": f"Objective {no}", "sources": SLIDE}
    for no in range(1, 10)
]
NAMED = [{"id": "quick", "label": "Quick"}]


def small_pack() -> KnowledgePack:
    """The pack; `hash` is a word, so that tests may tell two packs apart."""
    stages = ("profile", "situation", "vision", "pillars", "monitoring")
    vocabulary = {
        "stages": [{"id": one, "title": one.capitalize(), "intro": "Now."} for one in stages],
        "pillars": PILLARS,
        "dimensions": [{"id": "leadership", "label": "Leadership"}],
        **dict.fromkeys(("topics", "barriers", "levers", "groups", "natures", "phases"), NAMED),
        **dict.fromkeys(("risk_groups", "sdg", "strategies"), NAMED),
    }
    return KnowledgePack.model_validate(
        {
            "version": "1",
            "title": "Little pack",
            "hash": "little",
            "vocabulary": vocabulary,
            "questions": QUESTIONS,
            "facts": FACTS,
            "rules": RULES,
            "actions": ACTIONS,
            "risks": RISKS,
            "decks": [],
        }
    )


def answers_of(pack: KnowledgePack, values: dict[str, Any]) -> Answers:
    """Answers as an office gives them."""
    return {
        name: Answer(question=name, value=read_value(pack.known_question(name), value))
        for name, value in values.items()
    }


FULL: dict[str, Any] = {
    "profile.country": "Little Land",
    "profile.currency": "LLD",
    "profile.level": "national",
    "LEA01": 2,
    "LEA02": 2,
    "features": {"cio": "no", "law": "no", "portal": "no"},
    "vision.statement": "Services for all",
    "p1.sponsor": 1,
    "p4.process": 2,
    "p4.links": 1,
    "p8.training": 1,
    "p8.trained": 20,
    "plan.start": "2027-01-01",
    "plan.years": 5,
    "plan.budget": 1_000_000,
    "plan.people": 6,
    "cost.person_month": 2_000,
    "cost.small": 20_000,
    "cost.medium": 100_000,
    "cost.large": 900_000,
}
