"""The same code against a Chroma server: one writer, many readers, offices that never mix."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromadb
import pytest

from advisor.bootstrap import build_advisor
from advisor.config import PROJECT, Settings
from advisor.content import load_mapping
from advisor.errors import AdvisorError
from advisor.model.content import Deck
from advisor.retrieval import material
from advisor.retrieval.building import build_index
from advisor.retrieval.embedding import Progress
from advisor.retrieval.hosting import Hosting
from advisor.retrieval.index import Index, current_build
from tests.office_data import chroma_server, free_port, own_data
from tests.retrieval_fakes import WordEncoder, deck, decks, paragraph, slide

PHRASES = load_mapping(PROJECT / "prompts" / "material.yaml")
QUESTION = "What share of countries has legislation on personal data protection?"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma") / "db") as address:
        yield address


def built(folder: Path, server: str, office: str, sources: tuple[Deck, ...], **how: Any) -> Hosting:
    hosting = Hosting(server=server, office=office)
    build_index(sources, folder, encoder=how.pop("encoder", WordEncoder()), hosting=hosting, **how)
    return hosting


def names(server: str, office: str) -> list[str]:
    """The collections of an office on the server."""
    port = int(server.rpartition(":")[2])
    with chromadb.HttpClient("127.0.0.1", port) as client:
        held = [one.name for one in client.list_collections()]
    return sorted(name for name in held if name.split(".")[1] == office)


def fruit(kind: str) -> tuple[Deck, ...]:
    """A deck that says where a kind of fruit grows, once on each of some slides."""
    slides = [
        slide(kind, number, f"Terrace {number}", paragraph(f"{kind} grows on terrace {number}."))
        for number in range(1, 30)
    ]
    return (deck(kind, "Samoa", *slides),)


def test_a_server_finds_what_the_folder_finds(tmp_path: Path, server: str) -> None:
    build_index(decks(), tmp_path / "alone", encoder=WordEncoder())
    hosting = built(tmp_path / "served", server, "same", decks())
    alone = Index(tmp_path / "alone", WordEncoder())
    served = Index(tmp_path / "served", WordEncoder(), hosting)
    assert not (tmp_path / "served" / served.build / "chroma").exists()
    for at in range(len(alone.library.passages)):
        vector = alone.vectors[at]
        near = [float(vector @ alone.vectors[one]) for one in alone.nearest(vector, 5)]
        also = [float(vector @ served.vectors[one]) for one in served.nearest(vector, 5)]
        assert near == pytest.approx(also, abs=1e-5)


def test_offices_on_one_server_never_see_each_other(tmp_path: Path, server: str) -> None:
    kinds = {"north": "Quince", "north-2": "Medlar", "north_": "Sorb"}
    opened = {}
    for office, kind in kinds.items():
        hosting = built(tmp_path / office, server, office, fruit(kind))
        opened[office] = Index(tmp_path / office, WordEncoder(), hosting)
        built(tmp_path / office, server, office, fruit(kind))
        built(tmp_path / office, server, office, fruit(kind))
    for office, kind in kinds.items():
        assert len(names(server, office)) == 2  # the current one, and the one before it
        index = Index(tmp_path / office, WordEncoder(), Hosting(server=server, office=office))
        for other in kinds.values():
            vector = WordEncoder().questions([f"{other} grows"])[0].vector
            found = [index.library.passages[one].text for one in index.nearest(vector, 100)]
            assert len(found) == len(index.library.passages)
            assert all(kind in text for text in found)


class Stopped(WordEncoder):
    """Looks at the server in the middle of a build, and ends it there."""

    def __init__(self, look: Any) -> None:
        super().__init__()
        self._look = look

    def documents(self, texts: Any, progress: Progress | None = None, noted: bool = True) -> Any:
        self._look()
        raise KeyboardInterrupt


def test_readers_keep_the_old_index_until_the_new_one_is_whole(tmp_path: Path, server: str) -> None:
    hosting = built(tmp_path, server, "swap", fruit("Quince"))
    reader = Index(tmp_path, WordEncoder(), hosting)
    vector = WordEncoder().questions(["Quince grows"])[0].vector
    seen: list[int] = []

    def look() -> None:
        assert current_build(tmp_path) == reader.build
        seen.append(len(reader.nearest(vector, 100)))

    with pytest.raises(KeyboardInterrupt):
        built(tmp_path, server, "swap", fruit("Medlar"), encoder=Stopped(look))
    assert seen == [len(reader.library.passages)]
    assert len(names(server, "swap")) == 1, "what was interrupted is taken away"
    built(tmp_path, server, "swap", fruit("Medlar"))
    assert len(reader.nearest(vector, 100)) == len(reader.library.passages)
    newer = Index(tmp_path, WordEncoder(), hosting)
    assert newer.build != reader.build
    assert all("Medlar" in newer.library.passages[one].text for one in newer.nearest(vector, 9))


def test_what_a_killed_build_left_goes_with_the_next(tmp_path: Path, server: str) -> None:
    hosting = built(tmp_path, server, "killed", fruit("Quince"))
    left = tmp_path / "part-0123456789ab-killed"
    left.mkdir()
    index = Index(tmp_path, WordEncoder(), hosting)
    hosting.create(left, index.vectors[:3], ["a", "b", "c"])
    assert len(names(server, "killed")) == 2
    built(tmp_path, server, "killed", fruit("Quince")[:1])
    assert not left.exists()
    assert hosting.collection(left.name) not in names(server, "killed")


def test_a_server_that_is_not_there_is_a_sentence(tmp_path: Path, server: str) -> None:
    hosting = built(tmp_path, server, "away", decks())
    away = Hosting(server=f"http://user:secret@127.0.0.1:{free_port()}", office="away")
    for attempt in (
        lambda: Index(tmp_path, WordEncoder(), away),
        lambda: build_index(decks(), tmp_path, encoder=WordEncoder(), hosting=away),
    ):
        with pytest.raises(AdvisorError, match=r"does not answer.*chroma run") as told:
            attempt()
        assert "secret" not in str(told.value)
    assert not list(tmp_path.glob("part-*"))
    assert Index(tmp_path, WordEncoder(), hosting).build == current_build(tmp_path)


def test_a_server_that_ends_while_it_is_read_is_a_sentence(tmp_path: Path) -> None:
    with chroma_server(tmp_path / "db") as address:
        hosting = built(tmp_path / "index", address, "ends", decks())
        opened = material.Material.open(
            tmp_path / "index", decks(), PHRASES, WordEncoder(), hosting
        )
        assert opened.answer("What does data divide mean?").citations
    with pytest.raises(AdvisorError, match="does not answer"):
        opened.answer("How many countries have data protection legislation?")


def test_the_whole_advisor_works_with_one_setting(tmp_path: Path, data: Path, server: str) -> None:
    """Two readers, one of them opened before the index is built anew; and a wiped server."""
    settings = Settings(data=own_data(data, tmp_path / "data"), chroma_url=server)
    writer, reader = build_advisor(settings), build_advisor(settings)
    assert writer.build_index(), "an index without a server is not the one with it"
    assert not writer.build_index()
    first = reader.answer(QUESTION)
    assert first.citations
    plan = tmp_path / "plan.md"
    plan.write_text("# Plan\n\nThe Harbour Licence Portal opens in March 2028.\n")
    ((document, _),) = writer.add_documents([plan])
    writer.library.approve(document)
    assert writer.build_index()
    answer = reader.answer("When does the Harbour Licence Portal open?")
    assert [one.source for one in answer.citations] == [document]
    assert reader.answer(QUESTION).answer == first.answer
    for name in names(server, "office"):
        with chromadb.HttpClient("127.0.0.1", int(server.rpartition(":")[2])) as client:
            client.delete_collection(name)
    with pytest.raises(AdvisorError, match="does not have this index"):
        build_advisor(settings).answer(QUESTION)
    assert writer.build_index(), "an index whose vectors are gone is built again"
    assert build_advisor(settings).answer(QUESTION).answer == first.answer
    shutil.rmtree(settings.index)
