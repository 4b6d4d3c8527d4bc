"""An office's library: added, approved, replaced, removed, and never mixed with another's."""

from pathlib import Path

import pytest

from advisor.config import PROJECT
from advisor.content import load_record
from advisor.errors import AdvisorError
from advisor.model.documents import Receipt, SourceDocument
from advisor.retrieval.passages import library_of
from advisor.retrieval.sources import (
    Library,
    SourceWords,
    decks_of,
    read_document,
    read_paths,
    receipt_lines,
)

WORDS = load_record(PROJECT / "prompts" / "sources.yaml", SourceWords)
PLAN = """# Digital plan

The plan runs to 2027. It has three goals:

- every service online
- one identity for all
- open data by default
"""


def read(text: str, name: str = "plan.md") -> SourceDocument:
    return read_document(text.encode(), name, WORDS)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "office", WORDS)


def test_a_document_waits_until_it_is_approved(library: Library) -> None:
    added = library.add(read(PLAN))
    assert [one.state for one in library.documents()] == ["waiting"]
    assert library.approved() == ()
    assert decks_of(library) == ()
    library.approve(added.id)
    assert [one.id for one in library.approved()] == [added.id]
    assert library.original(added.id) == PLAN.encode()


def test_what_is_stored_comes_back_as_it_was_read(library: Library) -> None:
    document = read(PLAN)
    library.add(document)
    (kept,) = Library(library.folder, WORDS).documents()
    assert kept == document.model_copy(update={"original": b""})


def test_the_same_bytes_and_the_same_words_are_recognised(library: Library) -> None:
    library.add(read(PLAN))
    for again in (read(PLAN, "copy.md"), read(PLAN.replace("\n", "\r\n"), "other.md")):
        with pytest.raises(AdvisorError, match=r"already here as 'plan\.md'"):
            library.add(again)
    assert len(library.documents()) == 1


def test_a_replacement_takes_the_place_when_it_is_approved(library: Library) -> None:
    old = library.add(read(PLAN))
    library.approve(old.id)
    first = library.replace(old.id, read(PLAN + "\nA first draft of the next plan.\n"))
    second = library.replace(old.id, read(PLAN + "\nThe next plan.\n"))
    assert [one.id for one in library.approved()] == [old.id]
    assert first.id not in {one.id for one in library.documents()}
    library.approve(second.id)
    assert [one.id for one in library.documents()] == [second.id]


def test_an_approval_that_was_interrupted_shows_no_document_twice(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = library.add(read(PLAN))
    library.approve(old.id)
    new = library.replace(old.id, read(PLAN + "\nThe next plan.\n"))
    with monkeypatch.context() as patch:
        patch.setattr(Library, "_discard", stop)
        with pytest.raises(KeyboardInterrupt):
            library.approve(new.id)
    assert [one.id for one in library.approved()] == [new.id]


def stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_an_interrupted_addition_leaves_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", stop)
        with pytest.raises(KeyboardInterrupt):
            library.add(read(PLAN))
    assert library.documents() == ()
    assert list(library.folder.iterdir()) == []


def test_a_removed_document_is_gone_with_its_file(library: Library) -> None:
    added = library.add(read(PLAN))
    library.remove(added.id)
    assert library.documents() == ()
    assert list(library.folder.rglob("*")) == []
    with pytest.raises(AdvisorError, match="no document"):
        library.remove(added.id)


@pytest.mark.parametrize("name", ["../office", "..", "/etc", "", "plan"])
def test_no_id_leads_out_of_the_library(library: Library, name: str) -> None:
    library.add(read(PLAN))
    for change in (library.approve, library.remove, library.original):
        with pytest.raises(AdvisorError):
            change(name)
    assert len(library.documents()) == 1


def test_a_damaged_record_is_told_and_not_passed_over(library: Library) -> None:
    added = library.add(read(PLAN))
    (library.folder / added.id / "document.json").write_text("{", encoding="utf-8")
    with pytest.raises(AdvisorError, match="record"):
        library.documents()


def test_a_library_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "office").write_text("in the way", encoding="utf-8")
    with pytest.raises(AdvisorError, match="cannot be changed"):
        Library(tmp_path / "office", WORDS).add(read(PLAN))
    assert [path.name for path in tmp_path.iterdir()] == ["office"]


def test_offices_never_share_a_folder(tmp_path: Path) -> None:
    names = [
        "Office A",
        "office-a",
        "Office/A",
        "../Office A",
        "Ministère",
        "Ministere",
        "部",
        "局",
    ]
    libraries = [Library.of_office(tmp_path, name, WORDS) for name in names]
    assert len({one.folder for one in libraries}) == len(names)
    assert all(one.folder.parent == tmp_path for one in libraries)
    libraries[0].add(read(PLAN))
    assert [len(one.documents()) for one in libraries] == [1] + [0] * (len(names) - 1)


def test_approved_documents_become_passages_beside_the_digest(library: Library) -> None:
    added = library.add(read(PLAN))
    library.approve(added.id)
    (deck,) = decks_of(library)
    (note,) = deck.slides
    assert (deck.id, deck.title, note.slide) == (added.id, "Digital plan", "Digital plan")
    passages = library_of([deck]).passages
    goals = next(one for one in passages if one.kind == "list")
    assert goals.lead == "It has three goals:"
    assert goals.items == ("every service online", "one identity for all", "open data by default")
    assert "The plan runs to 2027." in [one.text for one in passages if one.kind == "sentence"]


def test_a_document_cannot_draw_on_the_page(library: Library) -> None:
    added = library.add(read("Look: ![x](http://evil.example/a.png) <b>$1$</b> `code`", "a.txt"))
    library.approve(added.id)
    text = decks_of(library)[0].slides[0].text
    assert text == r"Look: !\[x\](http://evil.example/a.png) \<b\>\$1\$\</b\> \`code\`".replace(
        "!", r"\!"
    )


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"no PDF at all")
    (tmp_path / ".hidden.md").write_text(PLAN, encoding="utf-8")
    steps: list[tuple[str, int, int]] = []
    good, bad = read_paths([tmp_path], WORDS, progress=lambda *step: steps.append(step))
    assert isinstance(good, SourceDocument)
    assert isinstance(bad, Receipt)
    assert "named like a PDF" in receipt_lines(bad, WORDS)[0]
    assert steps == [("a.md", 0, 2), ("b.pdf", 1, 2), ("b.pdf", 2, 2)]
