"""Earlier moments of a conversation: what was changed, by whom, and the draft before it."""

from advisor.model.answers import Event
from advisor.model.planning import undo_events
from advisor.roadmap.history import length_at, moments
from tests.roadmap_pack import answers_of
from tests.test_roadmap import PACK
from tests.test_roadmap_session import Log, decided, drawn, said


def at(log: Log, *times: str) -> Log:
    """A log with times; the last one holds for the rest."""
    rest = [times[-1]] * (len(log) - len(times))
    return tuple(
        one.model_copy(update={"at": time}) for one, time in zip(log, (*times, *rest), strict=True)
    )


def later(log: Log, time: str, *events: Event) -> Log:
    return (*log, *(one.model_copy(update={"at": time}) for one in events))


def office() -> Log:
    """Three answers one by one, a step of two settings, words in between, and an undo."""
    answers = said({"profile.level": "national", "LEA01": 2, "p1.sponsor": 1})
    log = at(answers, "2026-03-01T09:00:00", "2026-03-01T09:05:00", "2026-03-02T09:00:00")
    log = later(log, "2026-03-02T09:01:00", Event(kind="turn"))
    changes = {"people": 3, "choices.A101": {"owner": "Cabinet"}}
    events = decided(log, changes, by="Ada")[len(log) :]
    log = later(log, "2026-03-03T10:00:00", *events)
    return later(log, "2026-03-04T10:00:00", *undo_events(log))


def test_every_change_is_a_moment_the_newest_first() -> None:
    found = moments(PACK, office())
    assert [(one.kind, one.at[:10], one.before) for one in found] == [
        ("setting", "2026-03-04", 6),
        ("setting", "2026-03-03", 4),
        ("answer", "2026-03-02", 2),
        ("answer", "2026-03-01", 1),
        ("answer", "2026-03-01", 0),
    ]


def test_a_moment_says_what_and_by_whom() -> None:
    undo, step, answer = moments(PACK, office())[:3]
    assert set(step.what) == set(undo.what) == {"people", "choices.A101"}
    assert step.by == "Ada"
    assert undo.by == ""
    assert answer.what == ("Label of p1.sponsor",)


def test_what_was_answered_at_one_time_is_one_change() -> None:
    log = at(said({"LEA01": 2, "LEA02": 3, "p1.sponsor": 1}), "2026-03-01", "2026-03-01", "")
    assert [len(one.what) for one in moments(PACK, log)] == [1, 2]


def test_answers_without_a_time_are_told_apart() -> None:
    assert len(moments(PACK, said({"LEA01": 2, "LEA02": 3}))) == 2


def test_the_draft_before_a_moment_is_the_draft_of_that_day() -> None:
    log = office()
    for moment in moments(PACK, log):
        assert log[moment.before].at == moment.at
    step = moments(PACK, log)[1]
    before, after = drawn(log[: step.before]), drawn(log[: step.before + 2])
    assert before.settings.people is None
    assert after.settings.people == 3
    assert drawn(log).fingerprint == before.fingerprint, "the undo brought it back"


def test_a_day_counts_to_its_end() -> None:
    log = office()
    counts = {day: length_at(log, f"2026-03-0{day}") for day in range(1, 6)}
    assert counts == {1: 2, 2: 4, 3: 6, 4: 8, 5: 8}
    assert length_at(log, "2026-02-28") == 0


def test_who_answered_is_told() -> None:
    answer = answers_of(PACK, {"LEA01": 2})["LEA01"].model_copy(update={"by": "Statistics"})
    (found,) = moments(PACK, (Event(kind="answer", question="LEA01", answer=answer),))
    assert found.by == "Statistics"
