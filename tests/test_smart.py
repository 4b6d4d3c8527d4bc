"""The SMART check: cases that a policy person reads, and what must hold for any text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.content import load_record
from advisor.roadmap import RoadmapWords
from advisor.roadmap.smart import Measure, smart

ROOT = Path(__file__).parents[1]
CASES = yaml.safe_load((ROOT / "tests" / "cases" / "smart.yaml").read_text(encoding="utf-8"))
WORDS = load_record(ROOT / "prompts" / "roadmap.yaml", RoadmapWords).smart


def measure_of(case: dict) -> Measure:
    texts = ("unit", "method", "baseline", "target", "due", "serves")
    given = {one: str(case.get(one, "")) for one in texts}
    given |= {one: "yes" if case[one] else "no" for one in texts if isinstance(case.get(one), bool)}
    return Measure(
        name=case["indicator"],
        goals=tuple(case.get("goals", ())),
        starts=case.get("starts"),
        **given,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_letter_is_judged_as_a_reader_would(case: dict) -> None:
    found = smart(measure_of(case), WORDS)
    assert "".join(one.letter for one in found) == "SMART"
    assert [one.letter for one in found if one.holds is False] == case.get("fails", [])
    assert [one.letter for one in found if one.holds is None] == case.get("open", [])
    assert all(one.why for one in found)


def test_there_are_enough_cases_of_each_letter() -> None:
    failing = [letter for case in CASES for letter in case.get("fails", [])]
    assert len(CASES) >= 40
    assert all(failing.count(letter) >= 2 for letter in "SMAT")


@settings(max_examples=150, deadline=None)
@given(*(st.text(max_size=60) for _ in range(5)))
def test_any_text_gets_a_verdict_and_the_same_one_again(
    name: str, unit: str, method: str, baseline: str, target: str
) -> None:
    measure = Measure(name, unit, method, baseline, target)
    assert smart(measure, WORDS) == smart(measure, WORDS)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 100), st.integers(0, 100))
def test_a_share_must_move_up(start: int, end: int) -> None:
    measure = Measure(
        "Schools with a connection", "per cent of schools", "Yearly count", f"{start}", f"{end}"
    )
    letter = smart(measure, WORDS)[2]
    assert letter.holds is (end > start)
