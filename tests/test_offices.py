"""Whole offices as cases that a policy person reads: tests/cases/offices/*.yaml."""

from pathlib import Path

import pytest
import yaml

from advisor.bootstrap import Advisor
from advisor.model.roadmap import Roadmap

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "tests" / "cases" / "offices").glob("*.yaml"))
CASES = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES]


@pytest.fixture(scope="module", params=CASES, ids=[case["name"] for case in CASES])
def office(request: pytest.FixtureRequest, advisor: Advisor) -> tuple[dict, Roadmap]:
    case = request.param
    return case, advisor.roadmap_of_file(ROOT / case["answers"])


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
