"""Who pays for the plan: sources by status and use, the gap, running cost after completion."""

from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.model.roadmap import Roadmap
from advisor.roadmap import SettingFaults, settings_from
from tests.roadmap_pack import answers_of
from tests.sequence_checker import roadmap_faults
from tests.test_roadmap import PACK, by_id, full, plan


def source(name: str, amounts: Any, status: str = "secured", use: str = "any") -> dict[str, Any]:
    return {"name": name, "amounts": amounts, "status": status, "use": use}


def paid_by(roadmap: Roadmap, action: str) -> list[tuple[str, int]]:
    return [(one.source, one.amount) for one in by_id(roadmap)[action].funding]


def test_without_sources_nothing_is_said_to_be_paid() -> None:
    roadmap = plan(full())
    assert not roadmap.funding
    assert all(not one.funding for one in roadmap.actions)
    assert {(one.funded, one.secured, one.running_funded) for one in roadmap.years} == {(None,) * 3}


def test_the_money_of_a_year_is_what_its_sources_give() -> None:
    sources = [source("Treasury", 30_000), source("Bank", [0, 900_000, 200_000, 0, 0])]
    roadmap = plan(full(plan__people=20), funding=sources)
    assert [one.budget for one in roadmap.years] == [30_000, 930_000, 230_000, 30_000, 30_000]
    assert not roadmap_faults(PACK, roadmap)
    assert {one.id for one in roadmap.not_placed} >= {"A402"}


def test_a_source_for_running_cost_buys_nothing() -> None:
    rich = [source("Treasury", 30_000), source("Fund", 10**7, use="running")]
    poor = [source("Treasury", 30_000)]
    ids = [{one.id for one in plan(full(), funding=x).actions} for x in (rich, poor)]
    assert ids[0] == ids[1]


def test_secured_money_goes_first_and_one_action_may_be_split() -> None:
    sources = [
        source("Bank", 10**6, "expected"),
        source("Donor", 10_000, "requested"),
        source("Treasury", 4_000, "secured"),
    ]
    roadmap = plan({"p1.sponsor": 1, "cost.person_month": 10_000}, funding=sources)
    assert by_id(roadmap)["A101"].charged == 20_000
    assert paid_by(roadmap, "A101") == [("Treasury", 4_000), ("Donor", 10_000), ("Bank", 6_000)]
    first = roadmap.years[0]
    assert (first.funded, first.secured) == (first.charged, 4_000)


def test_the_source_that_the_office_named_pays_first() -> None:
    sources = [source("Treasury", 10**6), source("Bank", 15_000, "expected")]
    choices = {"A101": {"funding": "Bank"}}
    roadmap = plan({"p1.sponsor": 1, "cost.person_month": 10_000}, funding=sources, choices=choices)
    assert paid_by(roadmap, "A101") == [("Bank", 15_000), ("Treasury", 5_000)]


def test_running_cost_begins_when_the_work_is_done() -> None:
    choices = {"A101": {"running": 1_000}}
    roadmap = plan({"p1.sponsor": 1, "plan.years": 3}, choices=choices)
    action = by_id(roadmap)["A101"]
    assert (action.start_quarter, action.end_quarter) == (0, 0)
    assert [one.running for one in roadmap.years] == [750, 1_000, 1_000]


def test_running_cost_is_paid_from_what_may_pay_it() -> None:
    sources = [
        source("Treasury", 100_000, use="capital"),
        source("Fund", 600, use="running"),
        source("Donor", [20_100, 50, 50], "requested"),
    ]
    roadmap = plan(
        {"p1.sponsor": 1, "plan.years": 3, "cost.person_month": 10_000},
        choices={"A101": {"running": 1_000}},
        funding=sources,
    )
    assert [one.running_funded for one in roadmap.years] == [750, 650, 650]
    uses = {(one.source, one.year): (one.used, one.running) for one in roadmap.funding}
    assert uses["Fund", 0] == (600, 600)
    assert uses["Donor", 0][1] == 150
    assert uses["Donor", 1] == (50, 50)
    assert not roadmap_faults(PACK, roadmap)


def test_running_cost_that_nobody_gave_is_to_be_confirmed() -> None:
    roadmap = plan(full())
    assert {"A201", "A801"} <= set(roadmap.years[-1].running_open)
    assert "A101" not in roadmap.years[-1].running_open
    assert any("What it costs each year to run" in one.what for one in roadmap.to_confirm)


@pytest.mark.parametrize(
    ("funding", "says"),
    [
        ({"Treasury": 5}, "takes a list"),
        ([source("Treasury", [1, 2])], "one for each of the plan's 5 years; it has 2"),
        ([source("Treasury", -1)], "takes a whole number 0 to"),
        ([source("Treasury", "much")], "not 'much'"),
        ([source("Treasury", 5, "secure")], "Did you mean 'secured'?"),
        ([source("Treasury", 5, use="all")], "takes capital, running or any"),
        ([source("Treasury", 5), source("treasury", 6)], "'treasury' is given twice"),
        ([{"amounts": 5}], "needs 'name'"),
        ([{"name": "A", "amount": 5}], "Did you mean 'amounts'?"),
        (["Treasury"], "takes lines of the form"),
    ],
)
def test_sources_that_do_not_fit_are_refused(funding: Any, says: str) -> None:
    with pytest.raises(SettingFaults) as fault:
        settings_from(PACK, answers_of(PACK, full()), {"funding": funding})
    assert says in str(fault.value)


SOURCES = st.lists(
    st.builds(
        source,
        st.sampled_from("ABCDEF"),
        st.lists(st.integers(0, 1_000_000), min_size=5, max_size=5),
        st.sampled_from(["secured", "requested", "expected"]),
        st.sampled_from(["capital", "running", "any"]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda one: str(one["name"]),
)
RUNNING = st.dictionaries(
    st.sampled_from([one.id for one in PACK.actions]),
    st.fixed_dictionaries({"running": st.integers(0, 90_000)}),
    max_size=6,
)


@settings(max_examples=100, deadline=None)
@given(SOURCES, RUNNING, st.randoms(use_true_random=False))
def test_no_source_pays_more_than_it_has(
    sources: list[dict[str, Any]], running: dict[str, Any], chance: Any
) -> None:
    roadmap = plan(full(plan__people=20), steps=40, funding=sources, choices=running)
    if any(one["use"] != "running" for one in sources):
        assert not roadmap_faults(PACK, roadmap)
    for year in roadmap.years:
        uses = [one for one in roadmap.funding if one.year == year.year]
        assert all(0 <= one.running <= one.used <= one.amount for one in uses)
        assert sum(one.running for one in uses) == year.running_funded
        assert sum(one.used - one.running for one in uses) == year.funded
        assert (year.secured or 0) <= (year.funded or 0)
        left = {
            one.source: one.amount - one.used
            for one in uses
            if next(x["use"] for x in sources if x["name"] == one.source) != "capital"
        }
        assert year.running_funded == year.running or not any(left.values())
    shuffled = list(sources)
    chance.shuffle(shuffled)
    again = plan(full(plan__people=20), steps=40, funding=shuffled, choices=running)
    assert again.fingerprint == roadmap.fingerprint


class TestUnsummed:
    """A source whose sums the office has not given: named, to be confirmed, and paying nothing."""

    PARTNERS: ClassVar = {"name": "Partners", "status": "expected", "use": "any"}

    def test_it_is_kept_and_to_be_confirmed_and_invents_no_zero(self) -> None:
        roadmap = plan(full(), funding=[self.PARTNERS, source("Treasury", 300_000)])
        held = {one.name: one.amounts for one in roadmap.settings.funding}
        assert held == {"Partners": (), "Treasury": (300_000,) * 5}
        assert {one.source for one in roadmap.funding} == {"Treasury"}
        (point,) = [one.what for one in roadmap.to_confirm if "these sources give" in one.what]
        assert point.endswith(": Partners")
        assert [one.budget for one in roadmap.years] == [300_000] * 5

    def test_alone_it_leaves_the_yearly_budget_in_place(self) -> None:
        with_it, without = plan(full(), funding=[self.PARTNERS]), plan(full())
        assert [one.budget for one in with_it.years] == [one.budget for one in without.years]
        starts = [{one.id: one.start for one in x.actions} for x in (with_it, without)]
        assert starts[0] == starts[1]
        assert not with_it.funding
        assert with_it.years[0].funded is None

    def test_an_action_may_name_it(self) -> None:
        choices = {"A201": {"funding": "Partners"}}
        roadmap = plan(full(), funding=[self.PARTNERS], choices=choices)
        assert by_id(roadmap)["A201"].edited == ("funding",)
        assert by_id(roadmap)["A201"].funding == ()

    def test_an_empty_year_among_others_is_refused(self) -> None:
        with pytest.raises(SettingFaults, match="one is empty"):
            plan(full(), funding=[source("Treasury", [1, 2, None, 4, 5])])
