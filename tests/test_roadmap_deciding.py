"""What is typed over a plan becomes the office's, and nothing else does."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.model.planning import fold_settings
from advisor.model.roadmap import Roadmap
from advisor.roadmap.deciding import (
    FIELDS,
    choice_on,
    decided,
    funding_of,
    in_words,
    own_id,
    standing,
    taken_back,
    tried_settings,
    whole,
    wished,
)
from tests.roadmap_pack import FULL
from tests.test_roadmap import PACK, by_id
from tests.test_roadmap_session import Log, drawn, said
from tests.test_roadmap_session import decided as log_with

OWN = {"own.hub": {"title": "A hub", "pillar": 4, "months": 5}}
MERGED = {"decision": "merged", "into": "A401"}
ASIDE = {"decision": "rejected", "reason": "Not ours."}


def rich() -> Log:
    """A conversation with a choice of every kind."""
    treasury = {"name": "Treasury", "amounts": 900_000, "status": "secured"}
    choices = {"A201": MERGED, "A403": ASIDE, "A801": {"owner": "School", "cost_high": 70_000}}
    return log_with(said(FULL), {"own": OWN, "choices": choices, "funding": [treasury]})


def typed_over(log: Log, action: str, **typed: Any) -> dict[str, Any]:
    return decided(PACK, drawn(log), fold_settings(log), action, typed)


def sheet(roadmap: Roadmap, action: str) -> dict[str, Any]:
    """Every field as a page holds it when nothing was typed."""
    choice = choice_on(roadmap, action)
    pins = {one.action: one.quarter for one in roadmap.settings.pins}
    return {
        **standing(PACK, roadmap, action),
        "decision": choice.decision,
        "reason": choice.reason,
        "into": choice.into,
        "ratings": dict(choice.ratings),
        "pin": pins.get(action),
    }


def test_what_stands_typed_again_changes_nothing() -> None:
    log = rich()
    roadmap = drawn(log)
    assert {"own.hub", "A201", "A403", "A801"} <= set(wished(roadmap))
    for action in wished(roadmap):
        assert typed_over(log, action, **sheet(roadmap, action)) == {}, action


def test_every_wished_action_is_listed_once_by_pillar_and_those_left_out_last() -> None:
    roadmap = drawn(rich(), {"people": 2, "years": 1, "funding": None})
    found = wished(roadmap)
    planned, left, aside = (
        {one.id: one.pillar for one in part}
        for part in (roadmap.actions, roadmap.not_placed, roadmap.rejected)
    )
    assert left
    assert len(found) == len(set(found)) == len(planned) + len(left) + len(aside)
    places = [
        ((planned | left | aside)[one], 0 if one in planned else 1 if one in left else 2)
        for one in found
    ]
    assert places == sorted(places)


TEXT = st.text("abc <&é", min_size=1, max_size=8).map(str.strip).filter(bool)
TYPED = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXT,
        "owner": TEXT,
        "deliverable": TEXT,
        "months": st.integers(1, 24),
        "effort_pm": st.integers(1, 30),
        "running": st.integers(0, 9_000),
        "target": TEXT,
        "frequency": st.sampled_from(["monthly", "yearly"]),
        "supports": st.lists(TEXT, max_size=2),
        "pin": st.integers(0, 19),
    },
)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(["A101", "A401", "A801", "own.hub"]), TYPED)
def test_what_is_typed_stands_and_emptied_goes_back(action: str, typed: dict[str, Any]) -> None:
    log = rich()
    before = standing(PACK, drawn(log), action)
    changes = typed_over(log, action, **typed)
    after = log_with(log, changes) if changes else log
    shown = sheet(drawn(after), action)
    for name, value in typed.items():
        stands = list(shown[name]) if name == "supports" else shown[name]
        assert stands == (value or list(before[name]) if name == "supports" else value), name
    # A cost follows the effort, and an indicator that is named anew takes its sheet with it.
    follows = {"cost_low", "cost_high", "unit", "method", "baseline", "target", "targets"}
    for name in {*FIELDS} - typed.keys() - follows:
        assert shown[name] == before[name], name
    back = taken_back(fold_settings(after), action)
    if action != "own.hub" and back:
        plain = sheet(drawn(log_with(after, back)), action)
        assert plain["decision"] == "open"
        assert plain["pin"] is None
        assert (
            choice_on(drawn(log_with(after, back)), action).edits
            == type(choice_on(drawn(log), action).edits)()
        )


def test_one_end_of_a_range_is_kept_with_the_other() -> None:
    stands = standing(PACK, drawn(said(FULL)), "A201")
    changes = typed_over(said(FULL), "A201", cost_low=stands["cost_low"], cost_high=99_000)
    assert changes == {"choices.A201": {"cost_low": stands["cost_low"], "cost_high": 99_000}}


def test_an_indicator_takes_with_it_what_was_shown_of_it() -> None:
    changes = typed_over(said(FULL), "A801", indicator="Courses", unit="courses", baseline="")
    assert changes == {"choices.A801": {"indicator": "Courses", "unit": "courses"}}


def test_an_emptied_field_goes_back_and_the_rest_stays() -> None:
    log = log_with(said(FULL), {"choices.A801": {"owner": "School", "months": 5}})
    changes = typed_over(log, "A801", owner="")
    assert changes == {"choices.A801": {"months": 5}}
    assert by_id(drawn(log_with(log, changes)))["A801"].owner == "Owner 8"
    assert typed_over(log_with(log, changes), "A801", months=None) == {"choices.A801": None}


def test_a_new_decision_loses_who_took_the_old_one() -> None:
    log = log_with(said(FULL), {"choices.A801": {"owner": "School"}}, by="Ada")
    assert typed_over(log, "A801", months=5) == {"choices.A801": {"owner": "School", "months": 5}}
    assert typed_over(log, "A801", owner="School") == {}


def test_ratings_and_pins_are_typed_and_taken_back() -> None:
    changes = typed_over(said(FULL), "A801", ratings={"demand": 5, "impact": None}, pin=4)
    assert changes == {"choices.A801": {"ratings": {"demand": 5}}, "pins.A801": 4}
    log = log_with(said(FULL), changes)
    assert typed_over(log, "A801", ratings={"demand": None}, pin=None) == {
        "choices.A801": None,
        "pins.A801": None,
    }


def test_taking_back_leaves_others_and_removes_what_was_added() -> None:
    given_ = fold_settings(log_with(rich(), {"pins": {"own.hub": 3, "A101": 1}}))
    assert taken_back(given_, "A201") == {"choices.A201": None}
    assert taken_back(given_, "own.hub") == {"pins.own.hub": None, "own.hub": None}
    assert taken_back(given_, "A102") == {}


@pytest.mark.parametrize(
    ("title", "taken", "found"),
    [
        ("Élargir the portal!", (), "own.elargir-the-portal"),
        ("Portal", ("own.portal",), "own.portal-2"),
        ("Portal", ("own.portal", "own.portal-2"), "own.portal-3"),
        ("数字政府", (), "own.action"),
        ("x" * 90, (), f"own.{'x' * 36}"),
    ],
)
def test_ids_of_own_actions(title: str, taken: tuple[str, ...], found: str) -> None:
    assert own_id(title, taken) == found


@settings(max_examples=40)
@given(st.text(max_size=90), st.sets(st.just("own.action")))
def test_every_title_gives_an_id_that_can_be_stored(title: str, taken: set[str]) -> None:
    name = own_id(title, taken)
    assert name not in taken
    assert log_with(said({}), {name: {"title": "A thing", "pillar": 1}})


def test_numbers_of_a_table() -> None:
    assert [whole(one) for one in (3.0, 2.5, float("nan"), None, 7, "x")] == [
        3,
        2.5,
        None,
        None,
        7,
        "x",
    ]


def test_a_fault_is_said_without_paths_and_ids() -> None:
    sentence = "setting 'choices.A101': 'months' takes at most 60, not 99."
    assert in_words(sentence, {"months": "Months"}) == "'Months' takes at most 60, not 99."


class TestFunding:
    STATUS = {"sicher": "secured"}
    USES = {"alles": "any"}

    def of(self, *rows: dict[str, Any]) -> list[dict[str, Any]]:
        return funding_of(rows, 3, self.STATUS, self.USES)

    def test_equal_sums_are_one_and_empty_rows_none(self) -> None:
        row = {"name": " Treasury ", "status": "sicher", "use": "alles"}
        sums = {f"year-{at}": 5.0 for at in range(3)}
        assert self.of({**row, **sums}, {"name": None}, {"name": ""}) == [
            {"name": "Treasury", "amounts": 5, "status": "secured", "use": "any"}
        ]

    def test_other_sums_are_a_list_and_a_gap_is_left_for_the_office(self) -> None:
        (one,) = self.of({"name": "A", "year-0": 5, "year-2": 7})
        assert one["amounts"] == [5, None, 7]

    def test_without_sums_it_is_to_be_confirmed(self) -> None:
        assert self.of({"name": "A", "year-0": None}) == [{"name": "A"}]

    def test_a_sum_without_a_name_is_kept_to_be_refused(self) -> None:
        assert self.of({"year-0": 5, "year-1": 5, "year-2": 5}) == [{"name": "", "amounts": 5}]


class TestTried:
    def typed(self, roadmap: Roadmap, **over: Any) -> dict[str, Any]:
        held = roadmap.settings
        stands = {"people": held.people, "start": held.start, "years": held.years}
        return {**stands, "budget": held.budget[0] if held.budget else None, "pin": None, **over}

    def test_what_stands_is_no_change(self) -> None:
        roadmap = drawn(said(FULL))
        assert tried_settings(roadmap, self.typed(roadmap)) == {}
        assert tried_settings(roadmap, self.typed(roadmap, budget=[*roadmap.settings.budget])) == {}

    def test_each_setting_is_one(self) -> None:
        roadmap = drawn(said(FULL))
        typed = self.typed(roadmap, people=2, budget=[1, 2, 3, 4, 5], pin=("A801", 6))
        assert tried_settings(roadmap, typed) == {
            "people": 2,
            "budget": [1, 2, 3, 4, 5],
            "pins.A801": 6,
        }

    def test_a_pin_that_stands_is_none_and_a_free_one_takes_it_back(self) -> None:
        roadmap = drawn(log_with(said(FULL), {"pins.A801": 6}))
        assert tried_settings(roadmap, self.typed(roadmap, pin=("A801", 6))) == {}
        assert tried_settings(roadmap, self.typed(roadmap, pin=("A801", None))) == {
            "pins.A801": None
        }

    def test_a_budget_that_is_emptied_no_longer_binds(self) -> None:
        roadmap = drawn(said(FULL))
        assert tried_settings(roadmap, self.typed(roadmap, budget=None)) == {"budget": None}
