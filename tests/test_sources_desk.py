"""What a person does with an office's documents, and how the index follows."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from chromadb import Collection
from chromadb.errors import InternalError

from advisor.bootstrap import Advisor, build_advisor
from advisor.config import PROJECT, Settings
from advisor.errors import AdvisorError
from advisor.retrieval.building import build_index
from advisor.retrieval.desk import Desk
from advisor.retrieval.index import Index, current_build
from advisor.retrieval.rebuild import Rebuild
from tests.office_data import own_data, strategy
from tests.retrieval_fakes import WordEncoder, decks

PORTAL = "When does the Harbour Licence Portal open?"
KNOWN = "What share of countries has legislation on personal data protection?"
PATIENCE = 100  # seconds; only a failure waits so long


@pytest.fixture
def own(data: Path, tmp_path: Path) -> Advisor:
    """An advisor whose documents and index are its own."""
    return build_advisor(Settings(data=own_data(data, tmp_path / "data")))


def taken(
    advisor: Advisor, content: bytes, name: str = "strategy.pdf", approve: bool = True
) -> str:
    document, receipt = advisor.desk.take(content, name)
    assert document, receipt.refused
    if approve:
        advisor.library.approve(document)
    return document


def finished(desk: Desk) -> str:
    """The fault of the build that is running, once it has ended."""
    end = time.monotonic() + PATIENCE
    while desk.progress.running:
        assert time.monotonic() < end, "the build does not end"
        time.sleep(0.05)
    return desk.progress.fault


def uses(desk: Desk) -> dict[str, str]:
    return {entry.document.name: entry.use for entry in desk.entries()}


def test_a_document_goes_from_waiting_to_quoted_and_out_again(own: Advisor) -> None:
    before = own.answer(KNOWN)
    document = taken(own, strategy(), approve=False)
    assert uses(own.desk) == {"strategy.pdf": "waiting"}
    own.library.approve(document)
    assert uses(own.desk) == {"strategy.pdf": "approved"}
    assert own.desk.coming() == ("strategy",)
    assert own.answer(PORTAL).abstained, "not quoted before it is put into use"
    own.desk.put_into_use()
    assert finished(own.desk) == ""
    assert (uses(own.desk), own.desk.coming()) == ({"strategy.pdf": "live"}, ())
    answer = own.answer(PORTAL)
    assert "March 2028" in answer.answer
    assert [(one.source, one.slide) for one in answer.citations] == [(document, "page 2")]
    assert answer.citations[0].origin == "original"
    shown = own.note_of(document, "page 2")
    assert any(answer.citations[0].quote in " ".join(block.sentences) for block in shown)
    assert own.answer(KNOWN).answer == before.answer
    own.library.remove(document)
    assert own.desk.leaving() == ("strategy",)
    own.desk.put_into_use()
    assert finished(own.desk) == ""
    assert own.desk.leaving() == ()
    assert own.answer(PORTAL).abstained
    assert own.note_of(document, "page 2") == ()


def test_a_new_version_takes_the_place_when_it_is_put_into_use(own: Advisor) -> None:
    old = taken(own, strategy())
    own.build_index()
    new, _ = own.desk.take(strategy("June 2029"), "strategy 2.pdf", replaces=old)
    assert [one.replaces for one in own.desk.entries()] == ["strategy", ""]
    assert "March 2028" in own.answer(PORTAL).answer
    own.library.approve(new)
    assert (own.desk.coming(), own.desk.leaving()) == (("strategy 2",), ("strategy",))
    own.build_index()
    answer = own.answer(PORTAL)
    assert "June 2029" in answer.answer
    assert "March 2028" not in answer.answer
    assert [one.source for one in answer.citations] == [new]


def test_a_refusal_changes_nothing(own: Advisor) -> None:
    taken(own, strategy())
    own.build_index()
    build = current_build(own.settings.index)
    for content, name in ((b"no PDF", "a.pdf"), (b"", "b.txt"), (strategy(), "again.pdf")):
        document, receipt = own.desk.take(content, name)
        assert not document
        assert receipt.refused.endswith(".")
        assert name in receipt.refused
    assert uses(own.desk) == {"strategy.pdf": "live"}
    assert not own.build_index()
    assert current_build(own.settings.index) == build


def test_an_approved_document_that_is_not_indexed_yet_does_not_stop_answers(own: Advisor) -> None:
    """As after a restart between approval and build."""
    taken(own, strategy())
    again = build_advisor(own.settings)
    assert again.answer(KNOWN).citations
    assert again.desk.coming() == ("strategy",)


def started_build(own: Advisor) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "advisor", "index", "--json"],
        cwd=PROJECT,
        env=own.settings.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def test_a_killed_build_leaves_the_old_index_and_the_next_one_clears_up(own: Advisor) -> None:
    lines = (f"Berth {number} of the harbour has {number * 7} metres.\n\n" for number in range(400))
    taken(own, "".join(lines).encode(), "berths.txt")
    build = current_build(own.settings.index)
    process = started_build(own)
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["step"] == "model":
            break
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    process.stdout.close()
    parts = list(own.settings.index.glob("part-*"))
    assert parts, "it was killed in the middle"
    assert current_build(own.settings.index) == build
    assert build_advisor(own.settings).answer(KNOWN).citations
    berths = own.desk.entries()[0].document.id
    own.library.remove(berths)
    taken(own, strategy())
    own.build_index()
    assert not list(own.settings.index.glob("part-*"))
    assert own.answer(PORTAL).citations


@pytest.mark.parametrize("most", [0, 1 << 20])
def test_a_build_on_a_full_disk_leaves_the_old_index_and_is_told(own: Advisor, most: int) -> None:
    resource = pytest.importorskip("resource")
    taken(own, strategy())
    before = files(own.settings.index)
    done = subprocess.run(
        [sys.executable, "-m", "advisor", "index", "--json"],
        cwd=PROJECT,
        env=own.settings.environment(),
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        check=False,
    )
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Make room on the disk" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(own.settings.index) == before
    assert own.answer(KNOWN).citations
    assert uses(own.desk) == {"strategy.pdf": "approved"}


def files(folder: Path) -> dict[str, tuple[int, int]]:
    """The files of an index, apart from the lock and from what Chroma notes while it reads."""
    found = (path for path in folder.rglob("*") if path.is_file() and "chroma" not in path.parts)
    states = {str(path.relative_to(folder)): path.stat() for path in found}
    return {name: (one.st_size, one.st_mtime_ns) for name, one in states.items() if name != ".lock"}


def test_a_disk_that_is_full_for_the_vectors_alone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(decks(), tmp_path, encoder=WordEncoder())
    build = current_build(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise InternalError("Query error: database or disk is full")

    monkeypatch.setattr(Collection, "add", full)
    with pytest.raises(AdvisorError, match="cannot be written to this disk"):
        build_index(decks(), tmp_path, encoder=WordEncoder())
    assert current_build(tmp_path) == build
    assert not list(tmp_path.glob("part-*"))
    assert Index(tmp_path, WordEncoder()).library.passages


def test_two_builds_at_once_wait_for_each_other(own: Advisor) -> None:
    taken(own, strategy())
    processes = [started_build(own), started_build(own)]
    told = [process.communicate(timeout=PATIENCE)[0].splitlines() for process in processes]
    assert sorted(json.loads(lines[-1])["built"] for lines in told) == [False, True]
    assert own.answer(PORTAL).citations


def test_readers_are_answered_all_the_time_an_index_is_swapped(own: Advisor) -> None:
    own.answer(KNOWN)
    taken(own, strategy())
    wrong: list[str] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            try:
                found = own.answer(KNOWN)
                if found.abstained:
                    wrong.append(found.answer)
            except Exception as fault:
                wrong.append(repr(fault))
            time.sleep(0.05)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for one in readers:
        one.start()
    own.desk.put_into_use()
    fault = finished(own.desk)
    deadline = time.monotonic() + PATIENCE
    while own.answer(PORTAL).abstained and time.monotonic() < deadline:
        time.sleep(0.05)
    ended.set()
    for one in readers:
        one.join(PATIENCE)
    assert (fault, wrong) == ("", [])


def test_a_build_that_fails_is_told_in_its_own_words(own: Advisor, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way")
    environment = {**own.settings.environment(), "ADVISOR_DATA": str(blocked)}
    rebuild = Rebuild(environment)
    desk = Desk(own.library, own.source_words, dict, rebuild)
    desk.put_into_use()
    desk.put_into_use()  # a second press changes nothing
    assert "cannot be written" in finished(desk)


def test_models_are_shared_and_named_from_the_index(data: Path, tmp_path: Path) -> None:
    """No office has a copy of its own, and the data folder can be moved."""
    home = own_data(data, tmp_path / "data", "first", "second")
    other = Settings(data=home, office="second")
    taken(build_advisor(other), strategy())
    build_advisor(other).build_index()
    assert not list(home.glob("index/*/model-*"))
    manifest = other.index / current_build(other.index) / "manifest.json"
    exported = json.loads(manifest.read_text())["exported"]
    assert (other.index / exported).resolve() == other.models.resolve() / Path(exported).name
    assert build_advisor(other).answer(PORTAL).citations


def test_a_lost_model_is_a_sentence(own: Advisor) -> None:
    own.settings.models.unlink()
    with pytest.raises(AdvisorError, match=r"copy of the embedding model is gone.*advisor index"):
        own.answer(KNOWN)
