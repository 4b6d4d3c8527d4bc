"""Targets by plan year: the office's own, a straight line, or to be confirmed."""

from typing import Any

import pytest

from tests.test_roadmap import by_id, full, plan


def values(action: str = "A801", years: int = 5, **edits: Any) -> list[str]:
    roadmap = plan(full(plan__years=years), choices={action: edits})
    assert [one.year for one in by_id(roadmap)[action].targets] == list(range(years))
    return [f"{one.value} {one.by}" for one in by_id(roadmap)[action].targets]


def test_a_straight_line_leads_from_baseline_to_target() -> None:
    """The baseline is 20 per cent and the work starts in the first year."""
    assert values(target="70 per cent") == ["30 line", "40 line", "50 line", "60 line", "70 line"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("80 per cent by year 2", ["50", "80", "80", "80", "80"]),
        ("80 per cent in its second year", ["50", "80", "80", "80", "80"]),
        ("80 per cent after two years", ["50", "80", "80", "80", "80"]),
        ("80 per cent in 2028", ["50", "80", "80", "80", "80"]),
        ("80 per cent after six months", ["80", "80", "80", "80", "80"]),
        ("10 per cent", ["18", "16", "14", "12", "10"]),
        ("22.5 per cent", ["20.5", "21.0", "21.5", "22.0", "22.5"]),
        ("25 per cent by 2036", ["21", "21", "22", "22", "23"]),
    ],
)
def test_the_line_ends_when_the_target_says(target: str, expected: list[str]) -> None:
    assert values(target=target) == [f"{one} line" for one in expected]


def test_the_offices_own_values_stand_and_the_line_goes_through_them() -> None:
    given = ["25", "", "45", "", ""]
    assert values(target="85 per cent", targets=given) == [
        "25 office",
        "35 line",
        "45 office",
        "65 line",
        "85 line",
    ]


def test_words_of_the_office_stand_as_they_are() -> None:
    assert values(targets=["pilot", "half of all"])[:2] == ["pilot office", "half of all office"]


@pytest.mark.parametrize("target", ["", "clearly more", "a third fewer than at the start"])
def test_without_figures_only_the_office_can_say(target: str) -> None:
    assert values(target=target) == ["to be confirmed open"] * 5


def test_without_a_baseline_there_is_no_line() -> None:
    assert values("A401", target="80 per cent") == ["to be confirmed open"] * 5
    assert values("A401", target="80", baseline="40")[-1] == "80 line"


def test_before_the_work_starts_the_baseline_holds() -> None:
    found = values("A404", target="60", baseline="20")
    assert found == ["20 line", "20 line", "20 line", "40 line", "60 line"]
