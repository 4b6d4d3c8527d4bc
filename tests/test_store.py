import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.model.answers import Answer, Event, fold
from advisor.store import Overtaken, Store


def answered(question: str, value: object) -> Event:
    return Event(kind="answer", question=question, answer=Answer(question=question, value=value))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'data' / 'log.sqlite3'}")


def test_a_log_comes_back_as_it_was_written(store: Store) -> None:
    session = store.create("1", "hash")
    said = "=1+1 <b>\u202eبيت</b> 🙂"
    events = [
        answered("a", said),
        answered("b", ("x", "y")),
        answered("c", {"cio": "yes"}),
        Event(kind="skipped", question="d"),
        Event(kind="turn", turn={"message": said, "frames": []}),
    ]
    store.append(session, events, after=0)
    log = store.log(session)
    assert [event.seq for event in log] == [1, 2, 3, 4, 5]
    answers, skipped = fold(log)
    assert answers["a"].value == said
    assert answers["b"].value == ("x", "y")
    assert answers["c"].value == {"cio": "yes"}
    assert skipped == ("d",)
    assert answers["a"].at == log[0].at != ""


def test_a_setting_comes_back_with_its_value(store: Store) -> None:
    session = store.create("1", "hash")
    values = [{"decision": "rejected", "reason": "بيت"}, [1, 2], 3, None]
    events = [Event(kind="setting", question="x", value=one, turn={"step": 1}) for one in values]
    store.append(session, events, after=0)
    assert [one.value for one in store.log(session)] == values
    assert store.log(session)[0].turn == {"step": 1}
    assert fold(store.log(session)) == ({}, ())


def test_what_was_withdrawn_no_longer_stands(store: Store) -> None:
    session = store.create("1", "hash")
    store.append(session, [answered("a", 1), answered("a", 2)], after=0)
    assert fold(store.log(session))[0]["a"].value == 2
    store.append(session, [Event(kind="withdrawn", question="a")], after=2)
    assert fold(store.log(session))[0] == {}
    assert len(store.log(session)) == 3


def test_of_two_writers_one_is_told_to_read_again(store: Store) -> None:
    session = store.create("1", "hash")
    store.append(session, [answered("a", 1)], after=0)
    with pytest.raises(Overtaken):
        store.append(session, [answered("a", 2)], after=0)
    assert fold(store.log(session))[0]["a"].value == 1


def test_what_is_appended_is_made_anew_when_another_was_faster(store: Store) -> None:
    session = store.create("1", "hash")
    seen = []

    def make(log: tuple[Event, ...]) -> list[Event]:
        seen.append(len(log))
        if len(seen) < 3:
            store.append(session, [answered("other", len(seen))], after=len(log))
        return [answered("mine", len(log))]

    assert [event.seq for event in store.extend(session, make)] == [3]
    assert seen == [0, 1, 2]
    assert fold(store.log(session))[0]["mine"].value == 2


def test_one_who_is_always_overtaken_is_told_so(store: Store) -> None:
    session = store.create("1", "hash")

    def make(log: tuple[Event, ...]) -> list[Event]:
        store.append(session, [answered("other", len(log))], after=len(log))
        return [answered("mine", 1)]

    with pytest.raises(AdvisorError, match="written to from another place"):
        store.extend(session, make)
    assert "mine" not in fold(store.log(session))[0]


def test_writers_side_by_side_lose_nothing(store: Store) -> None:
    session = store.create("1", "hash")

    def write(name: str) -> None:
        for number in range(10):
            while True:
                try:
                    event = answered(f"{name}{number}", number)
                    store.append(session, [event], after=len(store.log(session)))
                    break
                except Overtaken:
                    continue

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(fold(store.log(session))[0]) == 40


def test_sessions_do_not_mix(store: Store) -> None:
    one, two = store.create("1", "hash"), store.create("1", "hash")
    store.append(one, [answered("a", 1)], after=0)
    assert one != two
    assert store.log(two) == ()


def test_an_unknown_session_is_a_sentence(store: Store) -> None:
    with pytest.raises(AdvisorError, match="no saved conversation 'nothing'"):
        store.log("nothing")


@pytest.mark.parametrize("name", ["../x", "a b", "x" * 41, "é"])
def test_a_name_that_is_no_link_is_refused(store: Store, name: str) -> None:
    with pytest.raises(AdvisorError, match="cannot name a conversation"):
        store.create("1", "hash", name)


@pytest.mark.parametrize("url", ["nonsense", "foo://x", "sqlite:////proc/none/log.sqlite3"])
def test_a_place_that_cannot_be_used_is_a_sentence(url: str) -> None:
    with pytest.raises(AdvisorError) as refused:
        Store(url)
    assert refused.value.next_step


WRITER = """
import sys
from advisor.model.answers import Answer, Event
from advisor.store import Store
store = Store(sys.argv[1])
session = store.create("1", "hash", "killed")
for number in range(100_000):
    answer = Answer(question=f"q{number}", value=number)
    store.append(session, [Event(kind="answer", question=answer.question, answer=answer)], number)
    print(number, flush=True)
"""


def test_no_acknowledged_answer_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.sqlite3'}"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, url], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    for line in writer.stdout:
        if int(line) >= 150:
            os.kill(writer.pid, signal.SIGKILL)
            break
    acknowledged = int(([line, *writer.stdout][-1]).strip())
    writer.wait()
    answers, _ = fold(Store(url).log("killed"))
    assert {f"q{number}" for number in range(acknowledged + 1)} <= set(answers)


def test_an_id_can_be_typed_after_an_option(store: Store) -> None:
    ids = {store.create("1", "hash") for _ in range(200)}
    assert len(ids) == 200
    assert not [one for one in ids if one.startswith("-")]
