"""The plan of a conversation: settings in the log, what-if, undo, and the next cycle."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.errors import AdvisorError
from advisor.model.answers import Event, fold
from advisor.model.planning import fold_settings, setting_events, undo_events
from advisor.model.roadmap import Roadmap
from advisor.roadmap import next_events, plan_events, session_draft
from tests.roadmap_pack import FULL, answers_of
from tests.sequence_checker import roadmap_faults
from tests.test_roadmap import PACK, WORDS, by_id

Log = tuple[Event, ...]


def said(values: dict[str, Any]) -> Log:
    answers = answers_of(PACK, values)
    return tuple(Event(kind="answer", question=q, answer=one) for q, one in answers.items())


def decided(log: Log, changes: dict[str, Any], by: str = "") -> Log:
    return (*log, *plan_events(PACK, log, changes, by))


def undone(log: Log) -> Log:
    return (*log, *undo_events(log))


def drawn(log: Log, changes: dict[str, Any] | None = None) -> Roadmap:
    return session_draft(PACK, log, WORDS, changes, steps=40)


REJECT = {"choices.A201": {"decision": "rejected", "reason": "Done."}}


class TestLog:
    def test_the_latest_setting_stands_and_none_takes_it_back(self) -> None:
        log = decided(said(FULL), {"people": 3})
        log = decided(log, {"people": 4, "choices": {"A101": {"owner": "A"}}})
        assert fold_settings(log) == {"people": 4, "choices": {"A101": {"owner": "A"}}}
        log = decided(log, {"choices.A101": None})
        assert fold_settings(log) == {"people": 4}

    def test_other_records_stay(self) -> None:
        log = decided(said(FULL), {"choices": {"A101": {"owner": "A"}}, "pins": {"A801": 2}})
        log = decided(log, {"choices.A102": {"owner": "B"}})
        assert set(fold_settings(log)["choices"]) == {"A101", "A102"}
        assert fold_settings(decided(log, {"choices": None})) == {"pins": {"A801": 2}}

    def test_own_actions_go_by_id_or_its_end_or_as_a_list(self) -> None:
        record = {"title": "A hub", "pillar": 4}
        for changes in (
            {"own.hub": record},
            {"own": {"own.hub": record}},
            {"own": {"hub": record}},
            {"own": [{"id": "own.hub", **record}]},
        ):
            log = decided(said({}), changes)
            assert set(fold_settings(log)["own"]) == {"own.hub"}
            assert [one.id for one in drawn(log).actions] == ["own.hub"]

    def test_answers_and_undo_of_answers_see_no_settings(self) -> None:
        log = decided(said(FULL), REJECT)
        assert fold(log) == fold(said(FULL))

    def test_what_stands_already_is_not_written_again(self) -> None:
        log = decided(said(FULL), REJECT)
        assert plan_events(PACK, log, REJECT) == ()

    def test_who_decided_is_kept(self) -> None:
        log = decided(said(FULL), REJECT, by="Ms Minister")
        assert drawn(log).rejected[0].by == "Ms Minister"

    def test_undo_takes_back_one_call_after_the_other(self) -> None:
        logs = [said(FULL)]
        for changes in ({"people": 3, "years": 4}, REJECT, {"people": None}, {"pins.A801": 3}):
            logs.append(decided(logs[-1], changes))
        log = logs[-1]
        for before in reversed(logs[:-1]):
            log = undone(log)
            assert fold_settings(log) == fold_settings(before)
        assert undo_events(log) == ()

    def test_after_an_undo_new_changes_are_undone_first(self) -> None:
        log = undone(decided(decided(said(FULL), {"people": 3}), {"people": 4}))
        log = decided(log, {"people": 5})
        assert fold_settings(undone(log)) == {"people": 3}
        assert fold_settings(undone(undone(log))) == {}


PATHS = st.sampled_from(["people", "choices", "choices.A", "choices.B", "own.x", "pins.A", "pins"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.dictionaries(PATHS, st.none() | st.integers(1, 3), min_size=1), max_size=6))
def test_undo_brings_back_what_stood_before_every_step(
    calls: list[dict[str, int | None]],
) -> None:
    log: Log = ()
    stood: list[dict[str, Any]] = []
    for call in calls:
        changes: dict[str, Any] = {
            path: {"A": {"x": value}} if path in ("choices", "pins") and value else value
            for path, value in call.items()
        }
        events = setting_events(log, changes)
        if events:
            stood.append(fold_settings(log))
            log = (*log, *events)
    for before in reversed(stood):
        events = undo_events(log)
        log = (*log, *events)
        assert fold_settings(log) == before


STEPS: list[dict[str, Any]] = [
    {"people": 3, "years": 4},
    REJECT,
    {"choices.A801": {"owner": "School", "ratings": {"demand": 5}}, "pins.A801": 4},
    {"own.hub": {"title": "A hub", "pillar": 4, "needs": ["A101"]}},
    {"choices.A401": {"decision": "merged", "into": "A801"}},
    {"funding": [{"name": "Treasury", "amounts": 400_000}]},
    {"weights": {"impact": 0, "reuse": 5}},
    {"actuals.A101": {"status": "done"}},
    {"choices": None},
    {"people": None, "pins": None},
]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(range(len(STEPS))), min_size=1, max_size=4, unique=True))
def test_undo_brings_back_the_very_same_roadmap(order: list[int]) -> None:
    log, seen = said(FULL), []
    for step in order:
        before = drawn(log)
        assert not roadmap_faults(PACK, before)
        longer = decided(log, STEPS[step])
        if longer != log:
            seen.append(before.fingerprint)
        log = longer
    for fingerprint in reversed(seen):
        log = undone(log)
        assert drawn(log).fingerprint == fingerprint


class TestChanges:
    def test_a_fault_is_a_sentence_and_writes_nothing(self) -> None:
        with pytest.raises(AdvisorError, match=r"^Setting 'choices.A201': a rejected action needs"):
            plan_events(PACK, said(FULL), {"choices.A201": {"decision": "rejected"}})

    def test_all_faults_are_told(self) -> None:
        with pytest.raises(AdvisorError) as fault:
            plan_events(PACK, said(FULL), {"peple": 3, "weights": {"impact": 9}})
        assert "Did you mean 'people'?" in str(fault.value)
        assert "0 to 5, not 9" in str(fault.value)

    def test_settings_are_checked_together(self) -> None:
        log = decided(said(FULL), {"pins.A404": 18})
        with pytest.raises(AdvisorError, match=r"'pins\.A404' takes a whole number 0 to 11"):
            plan_events(PACK, log, {"years": 3})
        assert plan_events(PACK, log, {"years": 3, "pins.A404": None})

    def test_what_if_is_tried_and_not_stored(self) -> None:
        log = said(FULL)
        tried = drawn(log, {"people": 2, **REJECT})
        assert tried.settings.people == 2
        assert "A201" not in by_id(tried)
        assert drawn(log).settings.people == 6

    def test_a_what_if_that_cannot_be_is_refused(self) -> None:
        with pytest.raises(AdvisorError, match="Did you mean 'A101'"):
            drawn(said(FULL), {"pins.A1O1": 2})

    def test_days_and_numbers_survive_the_store(self) -> None:
        from datetime import date

        log = decided(
            said(FULL), {"start": date(2028, 1, 1), "actuals.A101": {"values": {2028: 4}}}
        )
        roadmap = drawn(log)
        assert roadmap.settings.start == "2028-01-01"
        assert by_id(roadmap)["A101"].actual.values == (("2028", "4"),)


class TestLater:
    """Answers change after the office has decided: nothing of it is lost, nothing stops."""

    def test_a_setting_that_no_longer_fits_is_listed_and_does_not_count(self) -> None:
        log = decided(said(FULL), {"pins.A404": 18, **REJECT})
        log = (*log, *said({"plan.years": 2}))
        roadmap = drawn(log)
        assert roadmap.settings.pins == ()
        assert "'pins.A404' takes a whole number 0 to 7" in roadmap.settings.set_aside[0]
        assert any("no longer fits" in one.what for one in roadmap.to_confirm)
        assert [one.id for one in roadmap.rejected] == ["A201"]
        assert plan_events(PACK, log, {"people": 3}), "an old fault does not stand in the way"

    def test_the_target_of_a_merge_stays(self) -> None:
        log = decided(said(FULL), {"choices.A401": {"decision": "merged", "into": "A801"}})
        roadmap = drawn((*log, *said({"p8.training": 5})))
        action = by_id(roadmap)["A801"]
        assert action.merged == ("A401",)
        assert "office.merged.A401" in [firing.rule for firing in action.trace]
        assert not roadmap_faults(PACK, roadmap)


class TestNextCycle:
    ACTUALS = {
        "actuals": {
            "A101": {"status": "done"},
            "A801": {"status": "under way", "values": {"2027": "30", "2028-06-30": "55"}},
        }
    }
    EDITS = {
        "choices": {
            "A801": {"target": "70 per cent", "baseline": "20", "owner": "School"},
            "A101": {"decision": "accepted"},
            "A802": {"decision": "rejected", "reason": "Too large."},
        },
        "own": {"own.hub": {"title": "A hub", "pillar": 4}},
        "pins": {"A102": 2},
        "funding": [{"name": "Treasury", "amounts": 900_000}],
        "people": 7,
    }

    def cycles(self) -> tuple[Log, Log]:
        first = decided(decided(said(FULL), self.EDITS), self.ACTUALS)
        return first, next_events(PACK, first, WORDS)

    def test_answers_open_it_and_say_where_they_are_from(self) -> None:
        first, second = self.cycles()
        before, now = fold(first)[0], fold(second)[0]
        assert set(now) == set(before) - {"plan.start"}
        assert all(now[one].value == before[one].value for one in now)
        assert {one.by for one in now.values()} == {"previous cycle"}

    def test_choices_go_on_and_what_is_bound_to_the_old_years_does_not(self) -> None:
        _, second = self.cycles()
        found = fold_settings(second)
        assert set(found) == {"choices", "own", "people", "previous"}
        assert found["choices"]["A801"] == {"target": "70 per cent", "owner": "School"}
        assert set(found["choices"]) == {"A801", "A802"}
        assert undo_events(second) == (), "what was carried over is not undone"

    def test_the_last_actual_value_is_the_new_baseline(self) -> None:
        _, second = self.cycles()
        action = by_id(drawn(second))["A801"]
        assert (action.baseline, action.owner) == ("55", "School")
        assert action.targets[-1].value == "70"

    def test_what_is_done_is_not_planned_again_and_is_in_place(self) -> None:
        _, second = self.cycles()
        roadmap = drawn(second)
        assert "A101" not in by_id(roadmap)
        assert by_id(roadmap)["A102"].needs == ()
        assert by_id(roadmap)["A102"].taken_as_given == ()
        assert not roadmap_faults(PACK, roadmap)

    def test_what_moved_is_told(self) -> None:
        _, second = self.cycles()
        second = (*second, *said({"LEA01": 4}))
        moved = {(one.kind, one.id): one for one in drawn(second).movements}
        score = moved["score", "leadership"]
        assert (score.was, score.now, score.direction) == ("2.00", "3.00", "up")
        figure = moved["indicator", "A801"]
        assert (figure.was, figure.planned, figure.now) == ("20", "40", "55")
        assert figure.direction == "up"
        done = moved["action", "A101"]
        assert (done.planned, done.now, done.direction) == ("2027 Q1", "done", "up")

    def test_the_same_first_cycle_opens_the_same_second(self) -> None:
        assert drawn(self.cycles()[1]).fingerprint == drawn(self.cycles()[1]).fingerprint

    def test_a_cycle_without_actual_values_moves_nothing(self) -> None:
        second = next_events(PACK, said(FULL), WORDS)
        kinds = {one.kind for one in drawn(second).movements}
        assert kinds == {"score"}
        assert {one.direction for one in drawn(second).movements} == {"same"}
