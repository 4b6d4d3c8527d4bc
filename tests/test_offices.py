"""Whole offices as cases that a policy person reads: tests/cases/offices/*.yaml."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from advisor.bootstrap import Advisor
from advisor.content import read_answers
from advisor.interview import left_open, proposals
from advisor.model.answers import Answer, Answers
from advisor.model.content import KnowledgePack
from advisor.model.roadmap import Roadmap

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "tests" / "cases" / "offices").glob("*.yaml"))
CASES = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES]
ARCHETYPES = {
    path.stem: case
    for path, case in zip(FILES, CASES, strict=True)
    if "archetypes" in case["answers"]
}
# How many actions rules may propose, and how many of them as musts at most.
BOUNDS = {"beginner": (30, 60, 20), "middle": (35, 60, 15), "leader": (20, 40, 8)}


def first_ten(roadmap: Roadmap) -> list[str]:
    """The ten actions that come first: by start, then by urgency."""
    ordered = sorted(roadmap.actions, key=lambda one: (one.start_quarter, one.priority))
    return [one.id for one in ordered[:10]]


@pytest.fixture(scope="module")
def roadmap_of(advisor: Advisor) -> Callable[[str], Roadmap]:
    """The roadmap of an answers file, drawn once."""
    return cache(lambda answers: advisor.roadmap_of_file(ROOT / answers))


@pytest.fixture(scope="module", params=CASES, ids=[case["name"] for case in CASES])
def office(
    request: pytest.FixtureRequest, roadmap_of: Callable[[str], Roadmap]
) -> tuple[dict, Roadmap]:
    case = request.param
    return case, roadmap_of(case["answers"])


def test_it_plans_what_it_must(office: tuple[dict, Roadmap]) -> None:
    case, roadmap = office
    planned = {one.id: one.strength for one in roadmap.actions}
    assert set(case.get("plans", [])) <= set(planned)
    assert not set(case.get("plans_not", [])) & set(planned)
    strengths = {one: planned.get(one) for one in case.get("with_strength", {})}
    assert strengths == case.get("with_strength", {})


def test_one_thing_comes_before_another(office: tuple[dict, Roadmap]) -> None:
    case, roadmap = office
    placed = {one.id: one for one in roadmap.actions}
    for first, then in case.get("before", []):
        if then in placed:
            assert first in placed, f"{then} is planned without {first}"
            assert placed[first].end_quarter < placed[then].start_quarter


def test_institutions_and_people_come_before_technology(office: tuple[dict, Roadmap]) -> None:
    case, roadmap = office
    starts: dict[str, list[int]] = {}
    for one in roadmap.actions:
        starts.setdefault(one.nature, []).append(one.start_quarter)
    for nature, later in case.get("first_nature_before", {}).items():
        assert nature in starts
        assert min(starts[nature]) < min(starts.get(later, [99]))


def test_the_risks_it_must_see_are_raised(office: tuple[dict, Roadmap]) -> None:
    case, roadmap = office
    assert set(case.get("risk_groups", [])) <= {risk.group for risk in roadmap.risks}


def test_the_slides_behind_it_are_cited(office: tuple[dict, Roadmap]) -> None:
    case, roadmap = office
    cited = {str(source) for one in roadmap.actions for source in one.sources}
    cited |= {str(source) for risk in roadmap.risks for source in risk.sources}
    cited |= {str(s) for one in roadmap.actions for rule in one.trace for s in rule.sources}
    assert set(case.get("cites", [])) <= cited


def test_each_line_has_its_reason(office: tuple[dict, Roadmap]) -> None:
    _, roadmap = office
    assert roadmap.actions
    for one in (*roadmap.actions, *roadmap.not_placed, *roadmap.risks):
        assert one.trace, f"{one.id} is there without a reason"


def test_it_begins_with_what_it_should(office: tuple[dict, Roadmap]) -> None:
    case, roadmap = office
    if "top" in case:
        assert first_ten(roadmap) == case["top"]


def test_what_does_not_fit_is_listed(office: tuple[dict, Roadmap]) -> None:
    case, roadmap = office
    assert set(case.get("not_affordable", [])) <= {one.id for one in roadmap.not_placed}


def test_nine_archetypes_begin_differently(roadmap_of: Callable[[str], Roadmap]) -> None:
    begins = {frozenset(first_ten(roadmap_of(case["answers"]))) for case in ARCHETYPES.values()}
    assert len(begins) == len(ARCHETYPES) == 9


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_case_names_actions_that_exist(case: dict, advisor: Advisor) -> None:
    named = {*case.get("plans", []), *case.get("plans_not", []), *case.get("with_strength", {})}
    named |= {one for pair in case.get("before", []) for one in pair}
    assert named <= {one.id for one in advisor.pack.actions}


@pytest.mark.parametrize("name", ARCHETYPES)
def test_an_archetype_is_complete_and_its_plan_is_readable(name: str, advisor: Advisor) -> None:
    answers = read_answers(advisor.pack, ROOT / ARCHETYPES[name]["answers"]).answers
    assert left_open(advisor.pack, answers) == ()
    wishes = proposals(advisor.pack, answers)
    least, most, musts = BOUNDS[name.rpartition("-")[2]]
    assert least <= len(wishes) <= most
    assert sum(one == "must" for one in wishes.values()) <= musts


@pytest.mark.parametrize("name", ARCHETYPES)
def test_the_note_on_an_archetype_begins_with_what_the_plan_begins_with(
    name: str, roadmap_of: Callable[[str], Roadmap]
) -> None:
    office = ARCHETYPES[name]["name"].partition(",")[0]
    notes = (ROOT / "docs" / "archetypes.md").read_text(encoding="utf-8")
    note = notes.partition(f"### {office},")[2].partition("### ")[0]
    first = note.partition("First:")[2].partition("Why:")[0]
    assert {*re.findall(r"`(A\d{3})`", first)} == {
        *first_ten(roadmap_of(ARCHETYPES[name]["answers"]))
    }


def test_leaders_of_different_levels_have_different_musts(advisor: Advisor) -> None:
    musts = []
    for name in ("national-leader", "ministry-leader", "city-leader"):
        answers = read_answers(advisor.pack, ROOT / ARCHETYPES[name]["answers"]).answers
        wishes = proposals(advisor.pack, answers).items()
        musts.append({one for one, strength in wishes if strength == "must"})
    nation, ministry, city = musts
    assert all(musts)
    assert not nation & city
    assert nation != ministry != city


@pytest.mark.parametrize("name", ARCHETYPES)
def test_the_note_on_an_archetype_counts_what_the_plan_holds(
    name: str, advisor: Advisor, roadmap_of: Callable[[str], Roadmap]
) -> None:
    file = ARCHETYPES[name]["answers"]
    wishes = proposals(advisor.pack, read_answers(advisor.pack, ROOT / file).answers)
    roadmap = roadmap_of(file)
    strengths = [
        sum(one == wish for one in wishes.values()) for wish in ("must", "should", "could")
    ]
    counts = [*strengths, len(roadmap.actions), len(roadmap.not_placed)]
    notes = (ROOT / "docs" / "archetypes.md").read_text(encoding="utf-8")
    assert f"| {name} | {' | '.join(map(str, counts))} |" in notes


def any_office(pack: KnowledgePack, chance: Random) -> Answers:
    """An office that answers at random, so that its answers often contradict each other."""
    made: dict[str, Any] = {}
    for one in pack.questions:
        if one.kind == "likert5":
            made[one.id] = chance.randint(1, 5)
        elif one.kind == "choice":
            made[one.id] = chance.choice(one.options).id
        elif one.kind == "multi":
            made[one.id] = tuple(each.id for each in one.options if chance.random() < 0.4)
        elif one.kind == "checklist":
            made[one.id] = {each.id: chance.choice(["yes", "partly", "no"]) for each in one.options}
    made["plan.years"] = chance.randint(2, 6)
    return {
        name: Answer(question=name, rev=pack.question[name].rev, value=value)
        for name, value in made.items()
    }


@pytest.mark.parametrize("seed", range(60))
def test_whatever_an_office_says_nothing_is_built_on_sand(seed: int, advisor: Advisor) -> None:
    answers = any_office(advisor.pack, Random(seed))
    says = {name: one.value for name, one in answers.items()}
    wishes = set(proposals(advisor.pack, answers))
    if says["svc.back_office"] in ("paper", "islands"):
        assert not wishes & {"A405", "A406", "A412", "A413"}, "joined services on unlinked offices"
    if says["p5.registers"] in ("paper", "separate"):
        assert not wishes & {"A413", "A506"}, "registers linked before they are repaired"
        assert "A911" not in wishes or "A505" in wishes
    if says["p4.process"] <= 2 and wishes & {"A404", "A406", "A409", "A506", "A911"}:
        assert "A307" in wishes, "digitized before it is put in order"
    if (
        says["inst.features"]["law-data-protection"] != "yes"
        and says["profile.level"] == "national"
    ):
        linked = wishes & {"A404", "A408", "A506", "A608"}
        assert not linked or wishes & {"A203", "A217"}, "a platform without its law"
