"""The second cycle and the third: what moved is what two plans differ in, and nothing else."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.model.planning import fold_settings
from advisor.model.roadmap import Roadmap
from advisor.roadmap import next_events
from tests.roadmap_pack import FULL
from tests.sequence_checker import roadmap_faults
from tests.test_roadmap import PACK, WORDS, by_id
from tests.test_roadmap_session import Log, decided, drawn, said

STATUS = ["planned", "under way", "done", "late", "stopped"]
REPORT = st.dictionaries(
    st.sampled_from([one.id for one in PACK.actions]),
    st.fixed_dictionaries(
        {"status": st.sampled_from(STATUS)},
        optional={"values": st.dictionaries(st.sampled_from(["2027", "2028"]), st.integers(0, 90))},
    ),
    max_size=5,
)
LEVELS = st.dictionaries(st.sampled_from(["LEA01", "LEA02", "p8.training"]), st.integers(1, 5))


def moved(roadmap: Roadmap, kind: str) -> dict[str, Any]:
    return {one.id: one for one in roadmap.movements if one.kind == kind}


@settings(max_examples=15, deadline=None)
@given(REPORT, LEVELS)
def test_every_movement_is_a_difference_of_the_two_plans(
    report: dict[str, Any], levels: dict[str, int]
) -> None:
    first = decided(said(FULL), {"actuals": report}) if report else said(FULL)
    second = (*next_events(PACK, first, WORDS), *said(levels))
    was, now = drawn(first), drawn(second)
    scores = {one.id: one.score for one in now.scores}
    for one in was.scores:
        movement = moved(now, "score")[one.id]
        assert movement.was == (f"{one.score / 100:.2f}" if one.score else "")
        assert movement.now == (f"{scores[one.id] / 100:.2f}" if scores[one.id] else "")
    planned = by_id(was)
    actions = moved(now, "action")
    reported = {one: line["status"] for one, line in report.items() if one in planned}
    assert {one: actions[one].now for one in actions} == {
        one: status for one, status in reported.items() if status != "planned"
    }
    values = {
        one: str(line["values"][max(line["values"])])
        for one, line in report.items()
        if line.get("values") and one in planned
    }
    assert {one: line.now for one, line in moved(now, "indicator").items()} == values
    done = {one for one, status in reported.items() if status == "done"}
    assert not done & by_id(now).keys()
    for one, value in values.items():
        if one in by_id(now):
            assert by_id(now)[one].baseline == value
    assert not roadmap_faults(PACK, now)


def test_the_same_cycle_opens_the_same_next_one_whatever_was_called_first() -> None:
    report: dict[str, Any] = {"A101": {"status": "done"}, "A801": {"values": {"2027": 4}}}
    one: Log = decided(said(FULL), {"actuals": report})
    other = decided(said(FULL), {"actuals.A801": report["A801"]})
    other = decided(other, {"actuals.A101": report["A101"]})
    assert (
        drawn(next_events(PACK, one, WORDS)).fingerprint
        == drawn(next_events(PACK, other, WORDS)).fingerprint
    )


def test_a_third_cycle_is_measured_against_the_second() -> None:
    first = decided(said(FULL), {"actuals": {"A801": {"values": {"2028": "35"}}}})
    second = (*next_events(PACK, first, WORDS), *said({"LEA01": 4, "plan.start": "2030-01-01"}))
    report = {"A801": {"status": "done", "values": {"2031": "80"}}, "A101": {"status": "late"}}
    second = decided(second, {"actuals": report})
    third = next_events(PACK, second, WORDS)
    now = drawn(third)
    assert fold_settings(third)["previous"]["fingerprint"] == drawn(second).fingerprint
    indicator = moved(now, "indicator")["A801"]
    assert (indicator.was, indicator.now, indicator.direction) == ("35", "80", "up")
    assert moved(now, "action")["A101"].direction == "down"
    assert "A801" not in by_id(now)
    assert moved(now, "score")["leadership"].was == "3.00"


def test_what_was_done_is_planned_again_only_when_the_office_accepts_it() -> None:
    first = decided(said(FULL), {"actuals": {"A101": {"status": "done"}}})
    second = next_events(PACK, first, WORDS)
    assert "A101" not in by_id(drawn(second))
    again = decided(second, {"choices.A101": {"decision": "accepted"}})
    assert by_id(drawn(again))["A101"].decision == "accepted"
