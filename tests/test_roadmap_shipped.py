"""The shipped pack through the planner: every example office, under many settings, holds."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.content import load_pack, read_answers
from advisor.model.answers import Answers
from advisor.model.content import KnowledgePack, Question
from advisor.model.roadmap import Roadmap
from advisor.roadmap import SettingFaults, draft, settings_from
from tests.roadmap_pack import ROOT, answers_of, words
from tests.sequence_checker import roadmap_faults

WORDS = words()
OFFICES = sorted((ROOT / "knowledge" / "examples").rglob("*.yaml"))


@cache
def _shared_pack() -> KnowledgePack:
    return load_pack(ROOT / "knowledge")


@pytest.fixture
def pack() -> KnowledgePack:
    return _shared_pack()


def plan(pack: KnowledgePack, answers: Answers, steps: int = 40, **given_: Any) -> Roadmap:
    return draft(pack, answers, settings_from(pack, answers, given_), words=WORDS, steps=steps)


@pytest.mark.parametrize("path", OFFICES, ids=[path.stem for path in OFFICES])
def test_the_plan_of_every_example_office_holds(pack: KnowledgePack, path: Path) -> None:
    answers = read_answers(pack, path).answers
    prices = {"person_month": 3_000, "small": 50_000, "medium": 400_000, "large": 3_000_000}
    for more in ({}, {"people": 12}, {"people": 5, "budget": 900_000, **prices, "years": 3}):
        roadmap = plan(pack, answers, **more)
        assert roadmap_faults(pack, roadmap) == []
        assert roadmap.actions


@pytest.mark.parametrize("path", OFFICES, ids=[path.stem for path in OFFICES])
def test_institutions_and_people_begin_before_technology(pack: KnowledgePack, path: Path) -> None:
    """However few people there are, no technology starts before the first of its groundwork."""
    answers = read_answers(pack, path).answers
    for people in (6, 12, 40):
        starts: dict[bool, list[int]] = {True: [], False: []}
        for one in plan(pack, answers, people=people).actions:
            starts[one.nature == "technology"].append(one.start_quarter)
        assert not starts[True] or min(starts[False]) < min(starts[True])


def _value(question: Question) -> st.SearchStrategy[Any]:
    found: st.SearchStrategy[Any]
    ids = [option.id for option in question.options]
    match question.kind:
        case "likert5":
            found = st.integers(1, 5)
        case "choice":
            found = st.sampled_from(ids)
        case "multi":
            found = st.lists(st.sampled_from(ids), unique=True, max_size=3)
        case "checklist":
            check = st.sampled_from(["yes", "partly", "no"])
            found = st.dictionaries(st.sampled_from(ids), check, min_size=1)
        case "number":
            low = question.minimum or 0
            found = st.integers(low, min(question.maximum or low + 30, low + 30))
        case "money":
            found = st.sampled_from([0, 1_000, 50_000, 2_000_000])
        case "date":
            found = st.dates().filter(lambda day: 1990 < day.year < 2100).map(str)
        case _:
            found = st.sampled_from(["Some words", "{title} 100 %"])
    return found | st.just("unknown") if "unknown" in question.allow else found


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_any_answers_give_a_plan_that_holds(data: st.DataObject) -> None:
    pack = _shared_pack()
    ids = st.sampled_from([question.id for question in pack.questions])
    asked = data.draw(st.lists(ids, unique=True, max_size=60), label="asked")
    values = {one: data.draw(_value(pack.question[one]), label=one) for one in asked}
    roadmap = plan(pack, answers_of(pack, values))
    assert roadmap_faults(pack, roadmap) == []
    assert all("{" not in one.placed for one in roadmap.actions)


@pytest.mark.parametrize("path", OFFICES, ids=[path.stem for path in OFFICES])
def test_choices_of_every_kind_hold_in_every_example_office(
    pack: KnowledgePack, path: Path
) -> None:
    """Every fourth action is rejected, merged, rated or kept; nothing is lost, no limit broken."""
    answers = read_answers(pack, path).answers
    plain = plan(pack, answers)
    ids = [one.id for one in plain.actions]
    choices: dict[str, Any] = {}
    for at in range(0, len(ids) - 1, 4):
        choices[ids[at]] = {"decision": "rejected", "reason": "Another body does it."}
    for at in range(1, len(ids) - 1, 4):
        choices[ids[at]] = {"decision": "accepted", "effort_pm": 6, "running": 1_000}
    for at in range(2, len(ids) - 1, 4):
        merge = {ids[at]: {"decision": "merged", "into": ids[at - 1]}}
        try:
            settings_from(pack, answers, {"choices": {**choices, **merge}})
        except SettingFaults:
            continue  # another action has to come between the two
        choices.update(merge)
    prices = {"person_month": 3_000, "small": 50_000, "medium": 400_000, "large": 3_000_000}
    funding = [
        {"name": "Treasury", "amounts": 900_000, "status": "secured"},
        {"name": "Loan", "amounts": 4_000_000, "status": "requested", "use": "capital"},
    ]
    own = [{"id": "own.hub", "pillar": 4, "title": "A hub", "needs": [ids[1]]}]
    roadmap = plan(pack, answers, people=30, funding=funding, own=own, choices=choices, **prices)
    assert roadmap_faults(pack, roadmap) == []
    assert roadmap.settings.choices
    there = {one.id for one in (*roadmap.actions, *roadmap.not_placed, *roadmap.rejected)}
    proposed = {
        one.id
        for one in (*plain.actions, *plain.not_placed)
        if any(_proposes(pack, firing.rule, one.id) for firing in one.trace)
    }
    assert proposed | {"own.hub"} <= there


def _proposes(pack: KnowledgePack, rule: str, action: str) -> bool:
    known = pack.rule.get(rule)
    return known is not None and any(getattr(one, "propose", "") == action for one in known.then)
