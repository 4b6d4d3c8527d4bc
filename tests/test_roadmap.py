"""The roadmap from answers: selection, order, reasons, money, risks, open points, fingerprint."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.model.answers import Answer, Event
from advisor.model.content import KnowledgePack
from advisor.model.roadmap import TO_CONFIRM, PlannedAction, Roadmap
from advisor.roadmap import draft, settings_from
from tests.roadmap_pack import FULL, answers_of, small_pack, words
from tests.sequence_checker import roadmap_faults

PACK = small_pack()
WORDS = words()


def plan(values: dict[str, Any], steps: int = 300, **given_: Any) -> Roadmap:
    answers = answers_of(PACK, values)
    return draft(PACK, answers, settings_from(PACK, answers, given_), words=WORDS, steps=steps)


def full(**changed: Any) -> dict[str, Any]:
    values = {**FULL, **{name.replace("__", "."): value for name, value in changed.items()}}
    return {name: value for name, value in values.items() if value is not None}


def by_id(roadmap: Roadmap) -> dict[str, PlannedAction]:
    return {one.id: one for one in roadmap.actions}


def rules_of(one: PlannedAction) -> list[str]:
    return [firing.rule for firing in one.trace]


class TestSelection:
    def test_the_strongest_wish_counts_and_every_rule_is_in_the_trace(self) -> None:
        action = by_id(plan(full()))["A101"]
        assert action.strength == "must"
        assert rules_of(action)[:2] == ["R1.drift", "R1.sponsor"]

    def test_what_is_needed_comes_along_and_says_for_whom(self) -> None:
        action = by_id(plan({"p4.links": 1, "profile.level": "national"}))["A401"]
        assert rules_of(action) == ["needed-by.A402"]
        assert action.strength == "must"
        assert "Do A402" in action.trace[0].because

    def test_a_prerequisite_is_wished_as_strongly_as_what_needs_it(self) -> None:
        action = by_id(plan(full()))["A201"]
        assert action.strength == "must"
        assert rules_of(action) == ["R2.law", "needed-by.A402"]

    def test_what_the_answers_do_not_call_for_is_taken_as_given_and_to_be_confirmed(self) -> None:
        roadmap = plan(full(features={"cio": "no", "law": "yes", "portal": "no"}))
        assert "A201" not in by_id(roadmap)
        assert by_id(roadmap)["A402"].taken_as_given == ("A201",)
        points = [one for one in roadmap.to_confirm if one.kind == "assumption"]
        assert [("Do A201" in one.what, one.where) for one in points] == [(True, "Do A402")]

    def test_a_hold_orders_two_actions_that_are_both_there(self) -> None:
        planned = by_id(plan(full()))
        assert "A801" in planned["A402"].needs
        assert "RH.training" in rules_of(planned["A402"])
        assert planned["A801"].end_quarter < planned["A402"].start_quarter

    def test_a_hold_that_would_go_in_rounds_is_set_aside_and_said(self) -> None:
        action = by_id(plan(full()))["A401"]
        assert "A402" not in action.needs
        assert "RH.round" not in rules_of(action)
        assert "Do A402" in action.placed

    def test_a_hold_pulls_nothing_in(self) -> None:
        assert set(by_id(plan({"p8.training": 1}))) == {"A801", "A802"}

    def test_nothing_known_proposes_nothing(self) -> None:
        roadmap = plan({})
        assert not roadmap.actions
        assert not roadmap.not_placed
        assert {one.rule for one in roadmap.open_rules} == {rule.id for rule in PACK.rules}


class TestOrder:
    def test_institutions_and_people_come_before_technology(self) -> None:
        planned = by_id(plan(full(plan__people=3)))
        last = max(planned[one].start_quarter for one in ("A101", "A401", "A801"))
        first = min(planned[one].start_quarter for one in ("A402", "A403") if one in planned)
        assert last < first

    def test_a_must_has_the_lower_priority_number(self) -> None:
        planned = by_id(plan(full()))
        musts = [one.priority for one in planned.values() if one.strength == "must"]
        others = [one.priority for one in planned.values() if one.strength != "must"]
        assert max(musts) < min(others)

    def test_an_emphasised_pillar_comes_first_among_equals(self) -> None:
        planned = by_id(plan(full()))
        assert planned["A102"].priority < planned["A801"].priority

    def test_phases_follow_the_dates(self) -> None:
        for one in plan(full()).actions:
            expected = (
                "quick"
                if one.end_quarter == 0
                else "short"
                if one.start_quarter < 4
                else "medium"
                if one.start_quarter < 12
                else "long"
            )
            assert one.phase == expected

    def test_a_plan_without_people_and_money_delays_nothing_and_says_so(self) -> None:
        roadmap = plan(full(plan__people=None, plan__budget=None))
        assert all("could not be staffed" not in one.placed for one in roadmap.actions)
        points = [one for one in roadmap.to_confirm if one.kind == "setting"]
        open_ = {one.question for one in points if one.question}
        assert open_ == {"plan.people", "plan.budget"}

    def test_people_that_are_short_are_named_with_what_keeps_them(self) -> None:
        planned = by_id(plan(full(plan__people=2, plan__budget=None)))
        late = [one for one in planned.values() if "could not be staffed" in one.placed]
        assert late
        assert all("Do A" in one.placed.split("At work then")[1] for one in late)

    def test_money_that_is_short_is_named_with_the_year(self) -> None:
        budget = [200_000, 100_000, 960_000, 960_000, 960_000]
        action = by_id(plan(full(plan__people=20), budget=budget))["A402"]
        assert action.start == "2029 Q1"
        assert "A start in 2028 Q1 to 2028 Q4 costs 948 000 LLD" in action.placed
        assert "of that year's 100 000 LLD is left" in action.placed

    def test_the_critical_path_is_a_chain_of_needs(self) -> None:
        roadmap = plan(full())
        planned, path = by_id(roadmap), roadmap.critical_path
        assert path[-1] == "A404"
        needed = plan(full(p4__process=4)).critical_path
        assert needed == ("A201", "A402", "A403")
        assert all(planned[one].critical for one in path)

    def test_slack_can_be_used_up_without_a_fault(self) -> None:
        roadmap = plan(full(plan__people=None, plan__budget=None))
        for one in roadmap.actions:
            slipped = one.model_copy(
                update={
                    "start_quarter": one.start_quarter + one.slack,
                    "end_quarter": one.end_quarter + one.slack,
                }
            )
            actions = tuple(slipped if x.id == one.id else x for x in roadmap.actions)
            assert not roadmap_faults(PACK, roadmap.model_copy(update={"actions": actions}))


class TestCalendar:
    def test_quarters_are_counted_from_the_start(self) -> None:
        assert by_id(plan(full()))["A101"].start == "2027 Q1"
        assert by_id(plan(full(plan__start=None)))["A101"].start == "Year 1 Q1"

    @pytest.mark.parametrize(
        ("day", "quarter"),
        [("2027-01-01", "2027 Q1"), ("2027-02-14", "2027 Q1"), ("2027-03-20", "2027 Q2"),
         ("2027-12-20", "2028 Q1")],
    )  # fmt: skip
    def test_a_plan_quarter_has_the_name_of_the_one_it_mostly_lies_in(
        self, day: str, quarter: str
    ) -> None:
        assert by_id(plan(full(plan__start=day)))["A101"].start == quarter


class TestMoney:
    def test_the_range_comes_from_the_offices_own_prices(self) -> None:
        action = by_id(plan(full()))["A201"]
        assert (action.cost.low, action.cost.high) == (9 * 1600 + 10_000, 9 * 2400 + 30_000)
        assert action.charged == 9 * 2000 + 20_000
        assert action.cost.currency == "LLD"

    def test_a_missing_price_leaves_the_range_open_and_is_to_be_confirmed(self) -> None:
        roadmap = plan(full(cost__small=None))
        action = by_id(roadmap)["A201"]
        assert (action.cost.low, action.cost.high, action.charged) == (None, None, 18_000)
        assert "cost.small" in {one.question for one in roadmap.to_confirm}
        assert any("A201" in year.unpriced for year in roadmap.years)

    def test_a_price_that_nothing_needs_is_not_asked_for(self) -> None:
        roadmap = plan({"p1.sponsor": 1})
        asked = {one.question for one in roadmap.to_confirm}
        assert "cost.person_month" in asked
        assert "cost.large" not in asked

    def test_years_add_up(self) -> None:
        roadmap = plan(full())
        assert sum(year.charged for year in roadmap.years) == sum(
            one.charged or 0 for one in roadmap.actions
        )


class TestNotPlaced:
    def reasons(self, roadmap: Roadmap) -> dict[str, str]:
        return {one.id: one.reason for one in roadmap.not_placed}

    def test_what_takes_more_people_than_there_are(self) -> None:
        reasons = self.reasons(plan(full(plan__people=1)))
        assert reasons["A102"] == "It takes 2 people at once, and the office has 1."

    def test_what_waits_for_it(self) -> None:
        assert "Do A402" in self.reasons(plan(full(plan__people=1)))["A403"]

    def test_what_costs_more_than_any_year_has(self) -> None:
        assert "no year in which it could start" in self.reasons(
            plan(full(plan__budget=500_000))
        )["A402"]  # fmt: skip

    def test_what_belongs_to_a_time_after_the_plan(self) -> None:
        assert "A plan of 5 years" in self.reasons(plan(full(plan__years=3)))["A404"]

    def test_what_cannot_end_in_time(self) -> None:
        roadmap = plan(full(plan__years=2))
        assert "It would end in year 3" in self.reasons(roadmap)["A403"]

    def test_what_would_make_room_does_make_room(self) -> None:
        values = full(plan__people=20, plan__budget=None)
        budget = [400_000, 1_000_000, 50_000, 150_000, 0]
        assert self.reasons(plan(values, budget=budget)) == {
            "A403": "Other work takes up the people or the money. What would make room: "
            "62 000 LLD more in year 3 (2029 Q1 to 2029 Q4)."
        }
        budget[2] += 62_000
        assert not plan(values, budget=budget).not_placed
        budget[2] -= 1
        assert plan(values, budget=budget).not_placed

    def test_all_reasons_are_sentences(self) -> None:
        for people in (1, 2, 3):
            for budget in (0, 100_000, 900_000):
                roadmap = plan(full(plan__people=people, plan__budget=budget, plan__years=3))
                for one in roadmap.not_placed:
                    assert one.reason.endswith(".")
                    assert one.trace


class TestPins:
    def test_a_pin_is_kept_and_said(self) -> None:
        action = by_id(plan(full(), pins={"A801": 3}))["A801"]
        assert (action.start_quarter, action.pinned) == (3, True)
        assert "Your office fixed its start in 2027 Q4." in action.placed

    def test_a_pin_before_its_phase_is_explained(self) -> None:
        roadmap = plan(full(), pins={"A404": 2})
        action = by_id(roadmap)["A404"]
        assert not action.pinned
        assert "could not be kept" in action.placed
        assert [one.actions for one in roadmap.conflicts] == [("A404",)]

    def test_a_pin_before_its_prerequisite_names_the_chain(self) -> None:
        roadmap = plan(full(), pins={"A402": 4, "A201": 3})
        assert [one.actions for one in roadmap.conflicts] == [("A402", "A201")]
        assert by_id(roadmap)["A201"].start_quarter == 3

    def test_pins_that_want_the_same_people_are_named_together(self) -> None:
        roadmap = plan(full(plan__people=3), pins={"A102": 1, "A801": 1, "A101": 0})
        (conflict,) = roadmap.conflicts
        assert set(conflict.actions) == {"A102", "A801"}
        assert conflict.smallest

    def test_pins_that_want_the_same_money_are_named_together(self) -> None:
        roadmap = plan(full(plan__people=20), pins={"A404": 12, "A402": 12, "A403": 16})
        (conflict,) = roadmap.conflicts
        assert set(conflict.actions) == {"A402", "A404"}
        assert "948 000 LLD" not in conflict.sentence
        assert "1 084 000 LLD" in conflict.sentence

    def test_a_pin_that_holds_up_another_names_it(self) -> None:
        """The hold lets A402 wait for A801, which is heard later than A402 and pinned too late."""
        roadmap = plan(full(), pins={"A402": 4, "A801": 3})
        assert [one.actions for one in roadmap.conflicts] == [("A801", "A402")]
        assert by_id(roadmap)["A402"].start_quarter == 4
        assert "work that waits for it is fixed to start before it ends: Do A402" in (
            by_id(roadmap)["A801"].placed
        )

    def test_a_pin_for_which_its_groundwork_finds_no_people_is_said_to_be_unproved(self) -> None:
        roadmap = plan(full(plan__people=2), pins={"A402": 4, "A101": 0})
        (conflict,) = roadmap.conflicts
        assert conflict.actions[0] == "A402"
        assert not conflict.smallest

    def test_a_pin_too_late_to_end_is_explained(self) -> None:
        roadmap = plan(full(), pins={"A404": 19})
        assert "would not end within the 5 years" in roadmap.conflicts[0].sentence

    def test_every_pin_holds_or_is_explained(self) -> None:
        roadmap = plan(full(), pins={"A402": 1, "A403": 5, "A101": 4, "A102": 2})
        pinned = {one.id for one in roadmap.actions if one.pinned}
        explained = {one.actions[0] for one in roadmap.conflicts if one.kind == "pin"}
        assert pinned | explained == {"A402", "A403", "A101", "A102"}
        assert not pinned & explained


class TestMusts:
    def test_a_must_that_no_year_can_pay_is_a_conflict_of_its_own(self) -> None:
        (conflict,) = plan(full(plan__budget=500_000)).conflicts
        assert (conflict.kind, conflict.actions) == ("money", ("A402",))

    def test_musts_that_are_more_than_all_the_money_are_the_fewest_that_are(self) -> None:
        roadmap = plan(full(plan__years=2, plan__budget=None), budget=[10_000, 950_000])
        (conflict,) = roadmap.conflicts
        assert (conflict.kind, conflict.smallest) == ("money", True)
        assert conflict.actions == ("A402", "A201")
        assert "986 000 LLD together" in conflict.sentence

    def test_a_must_with_more_people_than_there_are(self) -> None:
        roadmap = plan(full(plan__people=1))
        assert ("people", ("A402",)) in {(one.kind, one.actions) for one in roadmap.conflicts}

    def test_a_must_longer_than_the_plan(self) -> None:
        roadmap = plan(full(plan__years=1))
        (conflict,) = roadmap.conflicts
        assert (conflict.kind, conflict.actions[0]) == ("time", "A402")


class TestRest:
    def test_scores_count_what_is_answered_and_what_is_official(self) -> None:
        (score,) = plan(full(LEA02=None)).scores
        assert (score.score, score.answered, score.of, score.official) == (200, 1, 2, 1)
        assert score.gap == 200
        pillars = {one.no: one.score for one in plan(full()).pillars}
        assert (pillars[4].score, pillars[4].of) == (150, 2)
        assert pillars[9].score is None

    def test_a_question_that_is_not_asked_does_not_count(self) -> None:
        pillars = {one.no: one.score for one in plan(full(profile__level="city")).pillars}
        assert (pillars[4].answered, pillars[4].of) == (1, 1)

    def test_the_graver_risk_comes_first_with_what_reduces_it(self) -> None:
        risks = plan(full()).risks
        assert [(one.id, one.actions) for one in risks] == [
            ("K-machines", ("A801", "A401")),
            ("K-drift", ("A101", "A404")),
        ]

    def test_a_risk_names_planned_actions_only(self) -> None:
        (risk,) = plan({"LEA01": 1, "LEA02": 1}).risks
        assert risk.actions == ("A101",)

    def test_a_starting_value_comes_from_its_question(self) -> None:
        assert by_id(plan(full()))["A801"].baseline == "20 per cent"
        assert by_id(plan(full(p8__trained=None)))["A801"].baseline == TO_CONFIRM

    def test_every_open_question_on_the_path_is_to_be_confirmed(self) -> None:
        roadmap = plan({"profile.level": "city", "LEA01": "unknown", "features": {"cio": "no"}})
        open_ = {one.question: one.what for one in roadmap.to_confirm if one.kind == "question"}
        assert "p4.links" not in open_
        assert open_["LEA01"] == "Label of LEA01: not known to the office"
        assert open_["features"] == "Label of features: open for Law and Portal"
        assert open_["vision.statement"].endswith("not answered")

    def test_answers_off_the_path_are_kept_and_marked(self) -> None:
        lines = {one.question: one for one in plan(full(profile__level="city")).answers}
        assert not lines["p4.links"].active
        assert lines["p4.process"].active

    def test_what_stood_before_is_in_the_annex_and_not_in_the_fingerprint(self) -> None:
        answers = answers_of(PACK, FULL)
        was = Answer(question="p1.sponsor", value=4, by="A person", at="2026-11-21T10:00:00Z")
        now = answers["p1.sponsor"]
        events = tuple(
            Event(seq=at, kind="answer", question="p1.sponsor", answer=one)
            for at, one in enumerate((was, now))
        )
        with_log = draft(PACK, answers, None, events, words=WORDS, steps=50)
        lines = {one.question: one for one in with_log.answers}
        assert lines["p1.sponsor"].earlier == ("4 (level 4)",)
        assert with_log.fingerprint == draft(PACK, answers, words=WORDS, steps=50).fingerprint

    def test_respondents_and_times_do_not_change_the_fingerprint(self) -> None:
        answers = answers_of(PACK, FULL)
        signed = {
            name: one.model_copy(update={"by": "me", "at": "now"}) for name, one in answers.items()
        }
        one, other = (draft(PACK, a, words=WORDS, steps=50) for a in (answers, signed))
        assert one.fingerprint == other.fingerprint
        assert other.answers[0].by == "me"

    def test_every_change_of_an_answer_changes_the_fingerprint(self) -> None:
        seen = {plan(full(), steps=50).fingerprint, plan(full(LEA01=1), steps=50).fingerprint}
        seen.add(plan(full(vision__statement="Other words"), steps=50).fingerprint)
        seen.add(plan(full(plan__people=7), steps=50).fingerprint)
        assert len(seen) == 4


CHECKS = st.sampled_from(["yes", "partly", "no"])
VALUES = {
    "profile.level": st.sampled_from(["national", "city"]),
    "LEA01": st.sampled_from([1, 2, 3, 4, 5, "unknown", "not_applicable"]),
    "LEA02": st.integers(1, 5),
    "features": st.fixed_dictionaries({}, optional=dict.fromkeys(("cio", "law", "portal"), CHECKS)),
    "p1.sponsor": st.integers(1, 5),
    "p4.process": st.integers(1, 5),
    "p4.links": st.integers(1, 5),
    "p8.training": st.integers(1, 5),
    "plan.years": st.integers(1, 6),
    "plan.budget": st.sampled_from([0, 30_000, 200_000, 950_000, 5_000_000]),
    "plan.people": st.integers(1, 8),
    "cost.person_month": st.sampled_from([0, 2_000]),
    "cost.small": st.just(20_000),
    "cost.medium": st.just(100_000),
    "cost.large": st.just(900_000),
}
OFFICES = st.fixed_dictionaries({}, optional=VALUES)
PINS = st.dictionaries(
    st.sampled_from([one.id for one in PACK.actions]), st.integers(0, 3), max_size=4
)


@settings(max_examples=60, deadline=None)
@given(OFFICES, PINS)
def test_every_plan_holds_and_loses_nothing(values: dict[str, Any], pins: dict[str, int]) -> None:
    roadmap = plan(values, steps=120, pins=pins)
    assert not roadmap_faults(PACK, roadmap)
    fired = {one.id for one in roadmap.actions} | {one.id for one in roadmap.not_placed}
    proposed = {
        effect.propose
        for rule in PACK.rules
        if _fires(PACK, values, rule.id)
        for effect in rule.then
        if hasattr(effect, "propose")
    }
    assert proposed <= fired
    explained = {one.actions[0] for one in roadmap.conflicts if one.kind == "pin"}
    for one in roadmap.actions:
        if one.id in pins:
            assert one.pinned == (one.id not in explained)
            assert not one.pinned or one.start_quarter == pins[one.id]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 6), PINS)
def test_a_conflict_of_pins_is_one_without_the_other_pins(
    people: int, pins: dict[str, int]
) -> None:
    """What is named is enough to be in conflict, and nobody is named who has no part in it."""
    values = full(plan__people=people)
    for conflict in plan(values, steps=0, pins=pins).conflicts:
        if conflict.kind != "pin":
            continue
        named = {one: pins[one] for one in conflict.actions if one in pins}
        alone = plan(values, steps=0, pins=named)
        assert any(one.kind == "pin" for one in alone.conflicts)
        for left_out in named.keys() - {conflict.actions[0]}:
            fewer = {one: quarter for one, quarter in named.items() if one != left_out}
            assert conflict.sentence not in {
                one.sentence for one in plan(values, steps=0, pins=fewer).conflicts
            }


def _fires(pack: KnowledgePack, values: dict[str, Any], rule: str) -> bool:
    from advisor.rules import View, fire

    return fire(View(pack, answers_of(pack, values)), pack.rule[rule]).verdict is True


@settings(max_examples=25, deadline=None)
@given(OFFICES, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(values: dict[str, Any], chance: Any) -> None:
    names = list(values)
    chance.shuffle(names)
    shuffled = {name: values[name] for name in names}
    assert plan(shuffled, steps=100).fingerprint == plan(values, steps=100).fingerprint


@settings(max_examples=25, deadline=None)
@given(OFFICES)
def test_the_search_never_makes_a_plan_worse(values: dict[str, Any]) -> None:
    first, better = plan(values, steps=0), plan(values, steps=200)
    musts = [sum(one.strength == "must" for one in one.actions) for one in (first, better)]
    assert musts[0] <= musts[1]


def test_the_fingerprint_is_the_same_under_another_hash_seed() -> None:
    code = (
        "from tests.test_roadmap import plan, full; "
        "print(plan(full(plan__people=3, plan__budget=950_000), steps=400).fingerprint)"
    )
    seen = set()
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout.strip())
    assert len(seen) == 1


def test_the_roadmap_survives_being_written_and_read() -> None:
    roadmap = plan(full())
    text = roadmap.model_dump_json(by_alias=True)
    assert Roadmap.model_validate_json(text).fingerprint == roadmap.fingerprint
    assert json.loads(text)["schema"] == 1
