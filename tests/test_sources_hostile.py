"""No upload crashes the reader, changes the library, outlives its time or goes without a word."""

import random
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from advisor.config import PROJECT
from advisor.content import load_record
from advisor.errors import AdvisorError
from advisor.model.documents import SourceDocument
from advisor.retrieval.limits import Limits, Refused
from advisor.retrieval.sources import Library, SourceWords, read_document
from tests.document_files import drawn, written
from tests.hostile_files import LIMITS, SENTENCE, Upload, endless, sound, uploads
from tests.hostile_strange import POISON, strange

SPARE = 6  # seconds on a busy machine, beyond the limit
WORDS = load_record(PROJECT / "prompts" / "sources.yaml", SourceWords)


def attempt(upload: Upload) -> tuple[Upload, AdvisorError | SourceDocument, float]:
    start = time.monotonic()
    try:
        result: AdvisorError | SourceDocument = read_document(
            upload.content, upload.name, WORDS, LIMITS
        )
    except AdvisorError as fault:
        result = fault
    return upload, result, time.monotonic() - start


def state(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_two_hundred_uploads_are_each_refused_with_a_sentence(tmp_path: Path) -> None:
    library = Library(tmp_path / "library", WORDS)
    library.add(read_document(sound()["docx"], "plan.docx", WORDS, LIMITS))
    before = state(library.folder)
    places = tmp_path / "places"
    places.mkdir()
    hostile = uploads(places)
    assert len(hostile) >= 200
    assert max(Counter(one.case for one in hostile).values()) == 1
    assert faults(hostile) == []
    assert state(library.folder) == before


def test_strange_uploads_are_refused_or_read_without_what_they_hide() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        uploads = strange(f"http://127.0.0.1:{listener.getsockname()[1]}/{POISON}")
        assert max(Counter(one.case for one in uploads).values()) == 1
        assert faults(uploads) == []
        with pytest.raises(BlockingIOError):
            listener.accept()  # nobody has called


def faults(hostile: Sequence[Upload]) -> list[str]:
    """What is wrong with how uploads were taken."""
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(attempt, hostile))
    wrong = []
    for upload, result, seconds in results:
        if reason_of(result) not in upload.reasons:
            wrong.append(f"{upload.case}: {reason_of(result)}")
        elif seconds > LIMITS.seconds + SPARE:
            wrong.append(f"{upload.case}: took {seconds:.1f} s")
        elif isinstance(result, SourceDocument):
            if POISON in (text := shown_text(result)) or "digital strategy" not in text:
                wrong.append(f"{upload.case}: {text[:200]}")
        elif not is_product(result):
            wrong.append(f"{upload.case}: {result}")
    return wrong


def shown_text(document: SourceDocument) -> str:
    units = (f"{one.where} {one.title} {one.section} {one.text}" for one in document.units)
    return "\n".join((document.title, *units))


def reason_of(result: AdvisorError | SourceDocument) -> str:
    cause = result.__cause__ if isinstance(result, AdvisorError) else None
    return cause.reason if isinstance(cause, Refused) else "read"


def is_product(fault: AdvisorError | SourceDocument) -> bool:
    """Whether a fault is one sentence and a next step, without the words of a program."""
    if not isinstance(fault, AdvisorError):
        return False
    technical = ("Error", "Traceback", "Exception", "{", "None", "\n", "\r", "\u202e")
    ends = fault.sentence.endswith((".", ".'")) and fault.next_step.endswith(".")
    return ends and len(str(fault)) < 400 and not any(word in str(fault) for word in technical)


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "pdf"])
def test_changed_bytes_are_read_or_refused(kind: str) -> None:
    whole = drawn(written(*[SENTENCE] * 20)) if kind == "pdf" else sound()[kind]
    chance = random.Random(kind)
    for number in range(6):
        changed = bytearray(whole)
        for _ in range(chance.choice((1, 4, 30))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        name = f"{number}.{kind}"
        _, result, _ = attempt(Upload(name, name, bytes(changed), frozenset()))
        assert isinstance(result, SourceDocument) or is_product(result)


def test_a_reader_that_takes_too_long_is_ended() -> None:
    start = time.monotonic()
    with pytest.raises(AdvisorError, match="within 1 seconds") as refused:
        read_document(endless(), "plan.pdf", WORDS, Limits(seconds=1))
    assert reason_of(refused.value) == "time"
    assert time.monotonic() - start < 1 + SPARE


def test_a_reader_that_takes_too_much_memory_is_ended() -> None:
    page = f"<html><body>{'<b>a</b> ' * 150_000}</body></html>".encode()
    with pytest.raises(AdvisorError) as refused:
        read_document(page, "page.html", WORDS, Limits(memory=160, seconds=60))
    assert reason_of(refused.value) == "memory"


def test_the_reader_runs_without_the_advisors_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}

    def run(*_: object, **options: object) -> subprocess.CompletedProcess[bytes]:
        seen.update(options["env"])  # type: ignore[call-overload]
        return subprocess.CompletedProcess([], 0, b'{"refused": "no_text", "facts": {}}')

    monkeypatch.setenv("ADVISOR_DATABASE_URL", "postgresql://advisor:secret@db/advisor")
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(AdvisorError):
        read_document(SENTENCE.encode(), "plan.txt", WORDS)
    assert seen
    assert not any("secret" in value for value in seen.values())


def test_the_reader_loads_no_index_and_no_model() -> None:
    """It starts in a fraction of a second and stays small only as long as that holds."""
    code = "import sys, advisor.retrieval.convert; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    heavy = {"chromadb", "torch", "onnxruntime", "langchain_core", "sklearn", "streamlit"}
    loaded = set(done.stdout.split())
    assert "advisor.retrieval.convert" in loaded
    assert heavy & loaded == set()
