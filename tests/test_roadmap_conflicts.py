"""Wishes that cannot be met are explained by the fewest that conflict, checked by counting out."""

from itertools import combinations
from typing import Any

import pytest

from advisor.model.roadmap import Conflict, Roadmap
from tests.sequence_checker import roadmap_faults
from tests.test_roadmap import PACK, by_id, full, plan

FREE = {"plan__people": None, "plan__budget": None}


def pins(roadmap: Roadmap) -> list[Conflict]:
    return [one for one in roadmap.conflicts if one.kind == "pin"]


@pytest.mark.parametrize("action", ["A101", "A201", "A402", "A403", "A404"])
def test_a_pin_is_in_conflict_exactly_where_its_prerequisites_or_the_end_forbid_it(
    action: str,
) -> None:
    """Without limits of people and money the first possible start is where the plan puts it."""
    free = by_id(plan(full(**FREE), steps=0))
    one = free[action]
    length = one.end_quarter - one.start_quarter + 1
    for quarter in range(20):
        roadmap = plan(full(**FREE), steps=0, pins={action: quarter})
        forbidden = quarter < one.start_quarter or quarter + length > 20
        assert bool(pins(roadmap)) == forbidden, quarter
        assert by_id(roadmap)[action].pinned != forbidden
        for conflict in pins(roadmap):
            assert conflict.smallest
            assert conflict.actions[0] == action
            assert one.title in conflict.sentence
        assert not roadmap_faults(PACK, roadmap)


def test_a_pin_before_its_prerequisite_names_the_chain_that_takes_so_long() -> None:
    free = by_id(plan(full(**FREE), steps=0))
    (found,) = pins(plan(full(**FREE), steps=0, pins={"A403": 1}))
    first, *chain = found.actions
    assert first == "A403"
    for later, earlier in zip(found.actions, chain, strict=False):
        assert earlier in free[later].needs
        assert free[earlier].end_quarter + 1 == free[later].start_quarter, "no slack in between"
    for one in chain:
        assert free[one].title in found.sentence


def test_each_of_several_pins_is_explained_by_itself() -> None:
    wishes = {"A403": 0, "A404": 19, "A801": 5}
    roadmap = plan(full(**FREE), steps=0, pins=wishes)
    found = {one.actions[0]: one for one in pins(roadmap)}
    assert set(found) == {"A403", "A404"}
    assert found["A403"].sentence != found["A404"].sentence
    assert set(found["A404"].actions) == {"A404"}, "too near the end, whatever else is wished"
    for action, conflict in found.items():
        alone = plan(full(**FREE), steps=0, pins={action: wishes[action]})
        assert [one.sentence for one in pins(alone)] == [conflict.sentence]
    assert by_id(roadmap)["A801"].start_quarter == 5


def test_two_pins_too_many_for_the_people_name_each_other_and_nobody_else() -> None:
    wishes = {"A102": 4, "A802": 4, "A801": 12}
    roadmap = plan(full(plan__people=3, plan__budget=None), steps=0, pins=wishes)
    people = {one: by_id(roadmap)[one].people for one in wishes}
    assert people["A102"] + people["A802"] > 3 >= max(people.values()), "the case is what it says"
    (found,) = pins(roadmap)
    assert set(found.actions) == {"A102", "A802"}
    assert by_id(roadmap)["A801"].pinned


def musts(roadmap: Roadmap) -> dict[str, int]:
    """What each must takes of the money."""
    every = (*roadmap.actions, *roadmap.not_placed)
    free = by_id(plan(full(**FREE), steps=0, **CHOICES))
    return {one.id: free[one.id].charged or 0 for one in every if one.strength == "must"}


CHOICES: dict[str, Any] = {
    "choices": {
        "A101": {"cost_low": 40_000, "cost_high": 40_000},
        "A201": {"cost_low": 70_000, "cost_high": 70_000},
        "A401": {"cost_low": 25_000, "cost_high": 25_000},
        "A402": {"cost_low": 90_000, "cost_high": 90_000},
        "A801": {"cost_low": 10_000, "cost_high": 10_000},
    }
}


BUDGETS = [
    [20_000] * 5,
    [41_000] * 5,
    [90_000] * 5,
    [90_000, 40_000, 20_000, 10_000, 5_000],
    [90_000, 60_000, 0, 0, 0],
    [0, 0, 0, 0, 90_000],
    [10_000, 90_000, 70_000, 30_000, 0],
]


@pytest.mark.parametrize("budget", BUDGETS)
def test_more_musts_than_money_are_told_by_the_fewest_that_pass_it(budget: list[int]) -> None:
    roadmap = plan(full(), steps=0, budget=budget, **CHOICES)
    costs, total = musts(roadmap), sum(budget)
    money = [one for one in roadmap.conflicts if one.kind == "money"]
    alone = {one.actions[0] for one in money if len(one.actions) == 1}
    assert alone == {one for one, cost in costs.items() if cost > max(budget)}
    rest = [cost for one, cost in costs.items() if one not in alone]
    together = [one for one in money if len(one.actions) > 1]
    for conflict in together:
        assert conflict.smallest
        assert sum(costs[one] for one in conflict.actions) > total
        fewer = len(conflict.actions) - 1
        assert all(sum(some) <= total for some in combinations(rest, fewer))
    waiting = {need for one in alone for need in _after(one)}
    assert bool(together) == (
        sum(costs[one] for one in costs if one not in alone | waiting) > total
    )
    left = {one.id for one in roadmap.not_placed if one.strength == "must"}
    assert bool(left) == any(one.kind != "pin" for one in roadmap.conflicts)
    assert not roadmap_faults(PACK, roadmap)


def _after(action: str) -> set[str]:
    """What cannot be planned without an action."""
    direct = {one.id for one in PACK.actions if action in one.needs}
    return direct.union(*(_after(one) for one in direct)) if direct else set()


def test_the_cases_of_money_are_of_every_kind() -> None:
    """A must dearer than any year; more musts than money; no conflict; sums that leave no room."""
    kinds = set()
    for budget in BUDGETS:
        found = plan(full(), steps=0, budget=budget, **CHOICES).conflicts
        kinds.add(tuple(sorted({(one.kind, len(one.actions) > 1) for one in found})))
    assert {(), (("money", False),), (("money", True),)} <= kinds
