"""The office's choices through the advisor itself: real knowledge, real database, conversation."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.bootstrap import Advisor, build_advisor
from advisor.cli import main
from advisor.config import PROJECT, Settings
from advisor.content import read_answers
from advisor.errors import AdvisorError
from advisor.model.answers import Event
from advisor.store import Store

TALMORA = PROJECT / "knowledge" / "examples" / "talmora.yaml"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Advisor]:
    """The advisor as it ships, without an index."""
    made = build_advisor(Settings(data=tmp_path_factory.mktemp("office")))
    yield made
    made.store.close()


@pytest.fixture
def session(office: Advisor) -> str:
    """A conversation in which Talmora has answered."""
    name = office.start()
    answers = read_answers(office.pack, TALMORA).answers
    events = [Event(kind="answer", question=one, answer=answers[one]) for one in answers]
    office.store.append(name, events, after=0)
    return name


def test_choices_count_in_the_draft_and_in_the_conversation(office: Advisor, session: str) -> None:
    plain = office.draft_of(session, steps=0)
    first = min(plain.actions, key=lambda one: one.priority)
    reason = "Another ministry does it."
    office.set_plan(session, {f"choices.{first.id}": {"decision": "rejected", "reason": reason}})
    assert [one.reason for one in office.draft_of(session, steps=0).rejected] == [reason]
    shown = office.turn(session, "show draft").reply
    assert first.title not in shown
    assert office.undo_plan(session)
    assert first.title in office.turn(session, "show draft").reply
    assert office.draft_of(session).fingerprint == office.draft_of(session).fingerprint


def test_a_refused_change_writes_nothing(office: Advisor, session: str) -> None:
    before = office.log(session)
    with pytest.raises(AdvisorError, match="Did you mean 'people'"):
        office.set_plan(session, {"peple": 3, "weights": {"impact": 2}})
    assert office.log(session) == before


def test_going_back_in_the_interview_passes_over_choices(office: Advisor) -> None:
    name = office.start()
    office.open(name)
    office.turn(name, "Talmora")
    office.set_plan(name, {"people": 3})
    office.turn(name, "undo")
    assert "profile.country" not in office.answers(name)
    assert office.plan_given(name) == {"people": 3}


def test_a_what_if_is_compared_and_not_stored(office: Advisor, session: str) -> None:
    plain = office.draft_of(session, steps=200)
    tried = office.draft_of(session, {"people": 8, "budget": 300_000}, steps=200)
    found = office.compared(plain, tried)
    assert {one.id for one in found.settings} == {"people", "budget"}
    assert found.moved or found.no_longer_fits
    assert office.plan_given(session) == {}


def test_two_who_decide_at_once_lose_nothing(office: Advisor, session: str) -> None:
    ids = [one.id for one in office.draft_of(session, steps=0).actions[:8]]
    failed: list[BaseException] = []

    def decide(action: str) -> None:
        try:
            office.set_plan(session, {f"choices.{action}": {"owner": f"Owner of {action}"}})
        except AdvisorError as error:
            failed.append(error)

    threads = [threading.Thread(target=decide, args=(one,)) for one in ids[:4]]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not failed
    assert set(office.plan_given(session)["choices"]) == set(ids[:4])


def test_the_next_cycle_opens_with_what_was_reached(office: Advisor, session: str) -> None:
    plain = office.draft_of(session, steps=0)
    done, measured = plain.actions[0].id, plain.actions[1].id
    actuals = {done: {"status": "done"}, measured: {"values": {"2027": "12"}}}
    office.set_plan(session, {"actuals": actuals})
    second = office.next_cycle(session)
    roadmap = office.draft_of(second, steps=0)
    assert done not in {one.id for one in roadmap.actions}
    assert next(one for one in roadmap.actions if one.id == measured).baseline == "12"
    assert ("action", done) in {(one.kind, one.id) for one in roadmap.movements}
    assert office.answers(second)["p1.sponsor"].by == "previous cycle"


def test_choices_survive_a_restart(office: Advisor, session: str) -> None:
    office.set_plan(session, {"own.hub": {"title": "A hub", "pillar": 4}}, by="CIO")
    again = Store(office.settings.database)
    assert again.log(session) == office.log(session)
    again.close()


def test_the_command_line_drafts_a_saved_session_with_its_decisions(
    office: Advisor,
    session: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    office.set_plan(session, {"people": 7, "choices.A101": {"owner": "The Post Office"}})
    monkeypatch.setenv("ADVISOR_DATA", str(office.settings.data))
    out = tmp_path / "draft"
    assert main(["plan", "--session", session, "--out", str(out), "--format", "json"]) == 0
    record = json.loads((out / "roadmap.json").read_text(encoding="utf-8"))
    assert record["fingerprint"] == office.draft_of(session).fingerprint
    assert record["settings"]["people"] == 7
    assert record["fingerprint"] in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "code"),
    [(["--session", "nobody"], 1), ([], 2), (["answers.yaml", "--session", "nobody"], 2)],
)
def test_the_command_line_refuses_what_is_no_session(
    office: Advisor,
    given: list[str],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ADVISOR_DATA", str(office.settings.data))
    out = tmp_path / "draft"
    try:
        ended = main(["plan", *given, "--out", str(out)])
    except SystemExit as wrong:
        ended = int(wrong.code or 0)
    assert ended == code
    assert ("There is no session 'nobody'." in capsys.readouterr().err) == (code == 1)
    assert not out.exists()
