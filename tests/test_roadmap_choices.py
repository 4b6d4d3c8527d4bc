"""What the office decides about its plan: each choice counts, is traced, and loses nothing."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.model.choices import CRITERIA
from advisor.model.roadmap import Roadmap
from advisor.roadmap import SettingFaults, compare, settings_from
from advisor.rules import View, fire
from tests.roadmap_pack import answers_of
from tests.sequence_checker import roadmap_faults
from tests.test_roadmap import OFFICES, PACK, PINS, by_id, full, plan, rules_of


def rejected(reason: str = "Not ours to do.") -> dict[str, str]:
    return {"decision": "rejected", "reason": reason}


def merged(into: str) -> dict[str, str]:
    return {"decision": "merged", "into": into}


def out(roadmap: Roadmap) -> dict[str, str]:
    return {one.id: one.decision for one in roadmap.rejected}


class TestRejected:
    def test_it_leaves_with_its_reason_and_trace(self) -> None:
        roadmap = plan(full(), choices={"A201": rejected("The law exists.")})
        (one,) = roadmap.rejected
        assert (one.id, one.reason, one.strength) == ("A201", "The law exists.", "must")
        assert [firing.rule for firing in one.trace] == ["R2.law", "needed-by.A402"]
        assert "A201" not in by_id(roadmap)

    def test_what_needs_it_takes_it_as_given_and_that_is_to_be_confirmed(self) -> None:
        roadmap = plan(full(), choices={"A201": rejected()})
        assert by_id(roadmap)["A402"].taken_as_given == ("A201",)
        points = [one.what for one in roadmap.to_confirm if one.kind == "assumption"]
        assert points == [
            "That the plan can do without this, which the office has set aside: Do A201"
        ]

    def test_what_was_there_for_its_sake_goes_with_it(self) -> None:
        values = full(p4__process=None, features={"cio": "no", "law": "partly", "portal": "yes"})
        assert {"A401", "A402"} <= set(by_id(plan(values)))
        roadmap = plan(values, choices={"A402": rejected()})
        assert "A401" not in by_id(roadmap)
        assert out(roadmap) == {"A402": "rejected"}

    def test_a_choice_about_an_action_that_no_rule_proposes_waits(self) -> None:
        roadmap = plan({"p1.sponsor": 1}, choices={"A801": rejected()})
        assert not roadmap.rejected
        assert [one.action for one in roadmap.settings.choices] == ["A801"]


class TestAccepted:
    def test_it_stays_when_no_rule_proposes_it_any_more(self) -> None:
        values = full(p8__training=5)
        assert "A801" not in by_id(plan(values))
        action = by_id(plan(values, choices={"A801": {"decision": "accepted"}}))["A801"]
        assert (action.decision, rules_of(action)) == ("accepted", ["office.accepted"])

    def test_it_is_marked_and_changes_nothing_else(self) -> None:
        roadmap = plan(full(), choices={"A801": {"decision": "accepted", "reason": "Agreed."}})
        action = by_id(roadmap)["A801"]
        assert (action.decision, action.reason) == ("accepted", "Agreed.")
        starts = {one.id: one.start_quarter for one in roadmap.actions}
        assert starts == {one.id: one.start_quarter for one in plan(full()).actions}


class TestEdited:
    def test_the_offices_words_and_figures_stand_and_are_listed(self) -> None:
        edits = {"owner": "Post office", "effort_pm": 30, "months": 15, "running": 500}
        action = by_id(plan(full(), choices={"A401": edits}))["A401"]
        assert (action.owner, action.effort_pm, action.running) == ("Post office", 30, 500)
        assert action.end_quarter - action.start_quarter + 1 == 5
        assert action.people == 2
        assert set(action.edited) == set(edits)

    def test_a_cost_range_is_the_whole_cost(self) -> None:
        action = by_id(plan(full(), choices={"A201": {"cost_low": 10, "cost_high": 30}}))["A201"]
        assert (action.cost.low, action.cost.high, action.charged) == (10, 30, 20)

    def test_one_end_of_the_range_leaves_the_other(self) -> None:
        plain = by_id(plan(full()))["A201"].cost
        action = by_id(plan(full(), choices={"A201": {"cost_high": 90_000}}))["A201"]
        assert (action.cost.low, action.cost.high) == (plain.low, 90_000)
        cheap = by_id(plan(full(), choices={"A201": {"cost_high": 7}}))["A201"]
        assert (cheap.cost.low, cheap.cost.high) == (7, 7)

    def test_another_indicator_takes_nothing_over_from_the_old_one(self) -> None:
        action = by_id(plan(full(), choices={"A801": {"indicator": "Courses held"}}))["A801"]
        assert action.indicator.name == "Courses held"
        assert (action.indicator.unit, action.baseline) == ("to be confirmed",) * 2

    def test_an_empty_edit_is_none(self) -> None:
        action = by_id(plan(full(), choices={"A801": {"owner": " ", "unit": "people"}}))["A801"]
        assert (action.owner, action.edited) == ("Owner 8", ("unit",))


class TestMerged:
    def test_the_target_takes_up_what_it_brings(self) -> None:
        before = by_id(plan(full()))
        roadmap = plan(full(), choices={"A201": merged("A401")})
        action = by_id(roadmap)["A401"]
        assert action.merged == ("A201",)
        assert action.deliverable == f"{before['A401'].deliverable} {before['A201'].deliverable}"
        assert action.effort_pm == 4 + 9
        assert action.cost.low == before["A401"].cost.low + before["A201"].cost.low
        assert set(rules_of(before["A201"])) <= set(rules_of(action))
        assert out(roadmap) == {"A201": "merged"}
        assert by_id(roadmap)["A402"].needs == ("A401", "A801")

    def test_a_must_makes_its_target_a_must(self) -> None:
        assert by_id(plan(full(), choices={"A101": merged("A801")}))["A801"].strength == "must"

    def test_a_chain_ends_in_one_action(self) -> None:
        choices = {"A801": merged("A802"), "A802": merged("A102")}
        roadmap = plan(full(), choices=choices)
        assert by_id(roadmap)["A102"].merged == ("A801", "A802")
        assert not roadmap_faults(PACK, roadmap)

    def test_a_target_outside_the_plan_is_refused(self) -> None:
        answers = answers_of(PACK, full(p8__training=5))
        with pytest.raises(SettingFaults, match="'A801' is not in the plan"):
            settings_from(PACK, answers, {"choices": {"A401": merged("A801")}})

    @pytest.mark.parametrize(
        ("choices", "says"),
        [
            ({"A101": merged("A101")}, "merged into itself"),
            ({"A101": merged("A102"), "A102": merged("A101")}, "merged into itself"),
            ({"A101": merged("A1O2")}, "Did you mean 'A102'?"),
            ({"A101": merged("A102"), "A102": rejected()}, "'A102', which is rejected"),
            ({"A401": merged("A403")}, "has to be done between the two: A402"),
            ({"A101": {"decision": "merged"}}, "needs 'into'"),
            ({"A101": {"into": "A102"}}, "'into' belongs to 'decision: merged'"),
            ({"A101": {"decision": "rejected"}}, "needs a 'reason'"),
            ({"A101": {"decision": "rejectd"}}, "Did you mean 'rejected'?"),
            ({"A101": {"effort": 3}}, "Did you mean 'effort_pm'?"),
            ({"A101": {"effort_pm": 0}}, "takes 1 or more, not 0"),
            ({"A101": {"months": True}}, "takes a whole number"),
            ({"A101": {"ratings": {"demnd": 3}}}, "Did you mean 'demand'?"),
            ({"A101": {"ratings": {"demand": 6}}}, "takes a whole number 1 to 5, not 6"),
            ({"A101": {"cost_low": 9, "cost_high": 5}}, "'cost_low' is 9, above 'cost_high', 5"),
            ({"A101": {"funding": "Bank"}}, "there is no source 'Bank'"),
            ({"A101": {"targets": list("123456")}}, "at most 5"),
            ({"A101": {"title": "x" * 5000}}, "at most 4000 characters"),
            ({"A101": "yes"}, "takes lines such as"),
            (["A101"], "setting 'choices' takes lines of the form"),
        ],
    )
    def test_what_cannot_be_is_refused_with_a_sentence(self, choices: Any, says: str) -> None:
        with pytest.raises(SettingFaults) as fault:
            settings_from(PACK, answers_of(PACK, full()), {"choices": choices})
        assert says in str(fault.value)


class TestOwn:
    OWN = {"id": "own.hub", "pillar": 4, "title": "Build a hub", "needs": ["A401"], "months": 6}

    def test_it_joins_the_plan_with_what_it_needs(self) -> None:
        roadmap = plan({"p1.sponsor": 1}, own=[self.OWN])
        action = by_id(roadmap)["own.hub"]
        assert (action.own, action.sources, rules_of(action)) == (True, (), ["office.own"])
        assert action.needs == ("A401",)
        assert rules_of(by_id(roadmap)["A401"]) == ["needed-by.own.hub"]

    def test_what_it_does_not_say_is_to_be_confirmed(self) -> None:
        roadmap = plan({}, own=[{"id": "own.hub", "pillar": 4, "title": "Build a hub"}])
        (action,) = roadmap.actions
        assert (action.owner, action.indicator.name) == ("to be confirmed",) * 2
        assert (action.cost.low, action.running) == (None, None)
        what = " ".join(one.what for one in roadmap.to_confirm)
        assert "Who leads the office's own actions" in what
        assert "What the office's own actions cost" in what

    def test_it_can_be_pinned_edited_and_taken_out(self) -> None:
        more = {"own": [self.OWN], "pins": {"own.hub": 7}}
        assert by_id(plan(full(), **more))["own.hub"].start_quarter == 7
        edited = plan(full(), **more, choices={"own.hub": {"owner": "Hub unit"}})
        assert by_id(edited)["own.hub"].owner == "Hub unit"
        assert out(plan(full(), **more, choices={"own.hub": rejected()})) == {"own.hub": "rejected"}

    @pytest.mark.parametrize(
        ("record", "says"),
        [
            ({"pillar": 4}, "setting 'own.0' needs 'title'."),
            ({"title": ""}, "setting 'own.0' needs 'title'."),
            ({"id": "portal"}, "begins with 'own.'"),
            ({"pillar": 12}, "takes 1, 2, 3, 4, 5, 6, 7, 8 or 9, not 12"),
            ({"needs": ["A1O1"]}, "Did you mean 'A101'?"),
            ({"needs": ["own.hub"]}, "wait for each other: own.hub"),
            ({"sdg": ["18.1"]}, "'18.1' is no target"),
            ({"strenght": "must"}, "Did you mean 'strength'?"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, record: dict[str, Any], says: str) -> None:
        whole = {**self.OWN, **record}
        if record == {"pillar": 4}:
            whole.pop("title")
        if "needs" in record and record["needs"] == ["own.hub"]:
            whole["needs"] = ["own.back"]
            both = [whole, {**self.OWN, "id": "own.back", "needs": ["own.hub"]}]
            says = "wait for each other"
        else:
            both = [whole]
        with pytest.raises(SettingFaults) as fault:
            settings_from(PACK, answers_of(PACK, full()), {"own": both})
        assert says in str(fault.value)


class TestPriority:
    def test_every_action_is_seen_by_all_criteria(self) -> None:
        for one in plan(full()).actions:
            assert tuple(rating.criterion for rating in one.ratings) == CRITERIA
            assert 100 <= one.score <= 500
            assert all(rating.by for rating in one.ratings if rating.rating)

    def test_a_rating_of_the_office_counts(self) -> None:
        plain = by_id(plan(full()))["A802"]
        rated = by_id(plan(full(), choices={"A802": {"ratings": {"demand": 5}}}))["A802"]
        low = by_id(plan(full(), choices={"A802": {"ratings": {"demand": 1}}}))["A802"]
        assert low.score < plain.score < rated.score
        assert [one.by for one in rated.ratings if one.criterion == "demand"] == ["office"]

    def test_weights_of_the_office_put_the_score_before_the_nature(self) -> None:
        ratings = {"A403": {"ratings": {"demand": 5}}, "A401": {"ratings": {"demand": 1}}}
        values = full(p4__links=5, features={"cio": "no", "law": "yes", "portal": "no"})
        plain = by_id(plan(values, choices=ratings))
        assert plain["A401"].priority < plain["A403"].priority
        weights = {**dict.fromkeys(CRITERIA, 0), "demand": 5}
        strengths = {one: action.strength for one, action in plain.items()}
        steered = by_id(plan(values, choices=ratings, weights=weights))
        assert steered["A403"].score == 500
        same = [one for one in steered if strengths[one] == strengths["A403"]]
        assert steered["A403"].priority == min(steered[one].priority for one in same)

    def test_a_must_goes_first_whatever_the_weights(self) -> None:
        planned = plan(full(), weights={"financing": 5, "impact": 0}).actions
        musts = [one.priority for one in planned if one.strength == "must"]
        assert max(musts) < min(one.priority for one in planned if one.strength != "must")

    @pytest.mark.parametrize(
        ("weights", "says"),
        [({"impct": 3}, "Did you mean 'impact'?"), ({"impact": 6}, "0 to 5, not 6")],
    )
    def test_weights_that_do_not_fit(self, weights: dict[str, int], says: str) -> None:
        with pytest.raises(SettingFaults) as fault:
            settings_from(PACK, {}, {"weights": weights})
        assert says in str(fault.value)


ACTIONS = [one.id for one in PACK.actions]
EDITS = st.fixed_dictionaries(
    {},
    optional={
        "months": st.integers(1, 24),
        "effort_pm": st.integers(1, 40),
        "running": st.integers(0, 5_000),
        "ratings": st.dictionaries(st.sampled_from(CRITERIA), st.integers(1, 5), max_size=3),
        "decision": st.just("accepted"),
    },
)
REJECTED = st.just({"decision": "rejected", "reason": "No."})
MERGED = st.sampled_from(ACTIONS).map(merged)
CHOICES = st.dictionaries(st.sampled_from(ACTIONS), EDITS | REJECTED | MERGED, max_size=5)
OWNS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["own.a", "own.b", "own.c"]),
            "pillar": st.integers(1, 9),
            "title": st.just("Something of ours"),
            "months": st.integers(1, 20),
            "effort_pm": st.integers(1, 20),
            "needs": st.lists(st.sampled_from([*ACTIONS, "own.a"]), max_size=2, unique=True),
        }
    ),
    max_size=3,
)
FUNDING = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Treasury", "Bank", "Fund"]),
            "amounts": st.none() | st.integers(0, 900_000),
            "status": st.sampled_from(["secured", "requested", "expected"]),
            "use": st.sampled_from(["capital", "running", "any"]),
        }
    ),
    max_size=3,
    unique_by=lambda one: str(one["name"]),
)


def kept(values: dict[str, Any], given_: dict[str, Any]) -> dict[str, Any]:
    """The given settings without the choices and own actions that are at fault."""
    while True:
        try:
            settings_from(PACK, answers_of(PACK, values), given_)
        except SettingFaults as fault:
            where = fault.faults[0][0]
            part = given_[str(where[0])]
            if isinstance(part, dict):
                part = {one: part[one] for one in part if one != where[1]}
            else:
                part = [one for at, one in enumerate(part) if at != where[1]]
            given_ = {**given_, str(where[0]): part}
        else:
            return given_


@settings(max_examples=150, deadline=None)
@given(OFFICES, CHOICES, OWNS, FUNDING, PINS)
def test_choices_lose_no_action_and_break_no_limit(
    values: dict[str, Any],
    choices: dict[str, Any],
    own: list[dict[str, Any]],
    funding: list[dict[str, Any]],
    pins: dict[str, int],
) -> None:
    values = {name: value for name, value in values.items() if name != "plan.years"}
    more = kept(values, {"choices": choices, "own": own, "funding": funding, "pins": pins})
    roadmap = plan(values, steps=60, **more)
    assert not roadmap_faults(PACK, roadmap)
    there = {one.id for one in roadmap.actions} | {one.id for one in roadmap.not_placed}
    taken_out = {one.id for one in roadmap.rejected}
    assert not there & taken_out
    proposed = {
        effect.propose
        for rule in PACK.rules
        if fire(View(PACK, answers_of(PACK, values)), rule).verdict is True
        for effect in rule.then
        if hasattr(effect, "propose")
    }
    accepted = {
        one for one, choice in more["choices"].items() if choice.get("decision") == "accepted"
    }
    assert proposed | accepted | {one["id"] for one in more["own"]} <= there | taken_out
    for one in roadmap.rejected:
        assert one.trace
        assert all(firing.because for firing in one.trace)
    for one in roadmap.actions:
        assert all(firing.because for firing in one.trace)


@settings(max_examples=40, deadline=None)
@given(OFFICES, CHOICES, st.randoms(use_true_random=False))
def test_the_order_of_settings_does_not_matter(
    values: dict[str, Any], choices: dict[str, Any], chance: Any
) -> None:
    choices = kept(values, {"choices": choices})["choices"]
    names = list(choices)
    chance.shuffle(names)
    funding = [
        {"name": "Treasury", "amounts": 300_000, "status": "secured"},
        {"name": "Bank", "amounts": 500_000, "status": "expected"},
    ]
    one = plan(values, steps=40, choices=choices, funding=funding)
    other = plan(
        values, steps=40, choices={name: choices[name] for name in names}, funding=funding[::-1]
    )
    assert one.fingerprint == other.fingerprint


def test_who_decided_is_kept_and_does_not_change_the_fingerprint() -> None:
    one = plan(full(), choices={"A201": rejected()})
    other = plan(full(), choices={"A201": {**rejected(), "by": "Minister"}})
    assert other.rejected[0].by == "Minister"
    assert one.fingerprint == other.fingerprint


def test_a_choice_changes_the_fingerprint() -> None:
    seen = {
        plan(full(), steps=20, **more).fingerprint
        for more in (
            {},
            {"choices": {"A201": rejected()}},
            {"choices": {"A201": rejected("Another reason.")}},
            {"choices": {"A401": {"owner": "Someone"}}},
            {"weights": {"impact": 1}},
            {"funding": [{"name": "Treasury", "amounts": 9_000_000}]},
            {"own": [TestOwn.OWN]},
            {"actuals": {"A101": {"status": "done"}}},
        )
    }
    assert len(seen) == 8


class TestCauses:
    def causes(self, was: dict[str, Any], now: dict[str, Any]) -> Any:
        return compare(PACK, plan(full(), steps=50, **was), plan(full(), steps=50, **now))

    def test_a_rejected_action_went_because_of_the_choice(self) -> None:
        found = self.causes({}, {"choices": {"A403": rejected()}})
        assert [(one.id, one.because) for one in found.went] == [("A403", ("choices.A403",))]
        (change,) = found.settings
        assert (change.id, change.title) == ("choices.A403", "Do A403")
        assert change.now == "decision: rejected; reason: Not ours to do."

    def test_what_an_action_brought_names_it(self) -> None:
        values = full(p4__process=None, features={"cio": "no", "law": "no", "portal": "yes"})
        before = plan(values, steps=20)
        after = plan(values, steps=20, choices={"A402": rejected()})
        went = {one.id: one.because for one in compare(PACK, before, after).went}
        assert "choices.A402" in went["A401"]

    def test_what_waits_for_an_edited_action_names_the_edit(self) -> None:
        found = self.causes({}, {"choices": {"A201": {"months": 24}}})
        moved = {one.id: one.because for one in found.moved}
        assert "choices.A201" in moved["A402"]

    def test_own_actions_funding_and_weights_are_named(self) -> None:
        now = {
            "own": [TestOwn.OWN],
            "funding": [{"name": "Bank", "amounts": 100_000}],
            "weights": {"impact": 0},
        }
        found = self.causes({}, now)
        assert {one.id for one in found.settings} == {"own.hub", "funding.Bank", "weights"}
        assert [(one.id, one.because) for one in found.came] == [("own.hub", ("own.hub",))]
        assert "funding.Bank" in found.no_longer_fits[0].because
