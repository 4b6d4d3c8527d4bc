"""A `roadmap.json` read back: held beside another plan it says the same as the plan itself."""

import json
from typing import Any

import pytest

from advisor.documents.record import record_json
from advisor.documents.record_back import read_record
from advisor.errors import AdvisorError
from advisor.model.roadmap import Comparison, Roadmap
from advisor.roadmap import compare
from tests.test_roadmap import PACK, full, plan

ASIDE = {"decision": "rejected", "reason": "Not ours."}
CHANGES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"people": 2}),
    ({}, {"choices": {"A403": ASIDE, "A201": {"months": 24}}}),
    ({"p8__training": 5}, {}),
    ({"plan__years": 2}, {"budget": 30_000}),
    ({}, {"own": [{"id": "own.hub", "title": "A hub", "pillar": 4}], "weights": {"impact": 0}}),
    ({"plan__start": "2029-01-01"}, {"pins": {"A801": 6}}),
]


def told(found: Comparison) -> dict[str, Any]:
    """What a person is told of a comparison."""
    return {
        name: [
            (one.id, one.was, one.now, one.quarters, one.because) for one in getattr(found, name)
        ]
        for name in Comparison.model_fields
    }


def read(roadmap: Roadmap, beside: Roadmap, **changed: Any) -> Roadmap:
    record = {**json.loads(record_json(roadmap)), **changed}
    return read_record(json.dumps(record).encode(), beside)


@pytest.mark.parametrize(("answers", "settings"), CHANGES)
def test_a_file_is_compared_as_the_plan_it_was_written_from(
    answers: dict[str, Any], settings: dict[str, Any]
) -> None:
    before, now = plan(full(), steps=40), plan(full(**answers), steps=40, **settings)
    for one, other in ((before, now), (now, before)):
        assert told(compare(PACK, read(one, other), other)) == told(compare(PACK, one, other))
        assert told(compare(PACK, one, read(other, one))) == told(compare(PACK, one, other))
    assert any(told(compare(PACK, before, now)).values()), "the case differs in something"


def test_what_the_page_shows_beside_is_in_the_file() -> None:
    roadmap = plan(full(), steps=40, choices={"A403": ASIDE})
    held = read(roadmap, plan({}, steps=0))
    for name in ("fingerprint", "profile", "vision", "settings", "critical_path", "years"):
        assert getattr(held, name) == getattr(roadmap, name), name
    assert [(one.id, one.reason) for one in held.rejected] == [("A403", "Not ours.")]


def test_an_earlier_file_without_answers_and_settings_borrows_them() -> None:
    roadmap, beside = plan(full(), steps=40), plan(full(plan__people=2), steps=40)
    record = json.loads(record_json(roadmap))
    for name in ("answers", "settings", "rejected", "critical_path", "years"):
        del record[name]
    for action in record["actions"]:
        del action["start_quarter"], action["end_quarter"]
    held = read_record(json.dumps(record).encode(), beside)
    starts = {one.id: one.start_quarter for one in roadmap.actions}
    assert {one.id: one.start_quarter for one in held.actions} == starts
    found = compare(PACK, held, beside)
    assert found.moved
    assert found.answers == found.settings == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"no json",
        b'{"schema": 7}',
        b'{"schema": 1}',
        b"\xff\xfe",
        b'{"schema": 1, "fingerprint": "x", "knowledge": {}, "profile": {}, "actions": 3}',
    ],
)
def test_what_is_no_roadmap_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(AdvisorError, match=r"^This is no roadmap that can be read: ") as refused:
        read_record(data, plan({}, steps=0))
    assert "roadmap.json" in str(refused.value)


def test_settings_that_cannot_be_are_refused() -> None:
    roadmap = plan(full(), steps=0)
    with pytest.raises(AdvisorError, match=r"settings\.years"):
        read(roadmap, roadmap, settings={"years": 99})


def test_a_file_larger_than_any_roadmap_is_refused() -> None:
    with pytest.raises(AdvisorError, match="larger than any roadmap"):
        read_record(b" " * 25_000_001, plan({}, steps=0))
