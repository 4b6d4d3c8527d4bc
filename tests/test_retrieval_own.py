"""An office's own documents beside the notes, with the real model: found, quoted, or refused."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from advisor.bootstrap import Advisor
from advisor.config import PROJECT
from advisor.content import load_mapping
from advisor.model.citations import MaterialAnswer
from advisor.model.content import Deck
from advisor.retrieval import Material, build_index
from benchmarks.beir import OWN, deck_of, folder

COLLECTIONS = [folder(path) for path in sorted(OWN.iterdir())]


@pytest.fixture(scope="module")
def decks(advisor: Advisor) -> Sequence[Deck]:
    return [*advisor.pack.decks, *map(deck_of, COLLECTIONS)]


@pytest.fixture(scope="module")
def material(
    decks: Sequence[Deck], data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Material:
    """The shipped notes and both collections in one index."""
    index = tmp_path_factory.mktemp("own") / "index"
    shutil.copytree(data / "index", index)
    build_index(decks, index)
    return Material.open(index, decks, load_mapping(PROJECT / "prompts" / "material.yaml"))


@pytest.fixture(scope="module")
def covered(material: Material) -> list[tuple[MaterialAnswer, frozenset[str]]]:
    """The answers to what the documents cover, each with the pages that answer it."""
    return [(material.answer(q), pages) for one in COLLECTIONS for q, pages in one.pages.items()]


def test_questions_are_answered_from_the_page_that_answers_them(
    covered: list[tuple[MaterialAnswer, frozenset[str]]],
) -> None:
    right = [
        bool({f"{one.source}/{one.slide}" for one in answer.citations} & pages)
        for answer, pages in covered
    ]
    assert sum(right) >= 0.75 * len(covered)


def test_notes_do_not_answer_in_their_place(
    covered: list[tuple[MaterialAnswer, frozenset[str]]],
) -> None:
    noted = [answer for answer, _ in covered if {c.origin for c in answer.citations} == {"note"}]
    assert len(noted) <= 0.05 * len(covered)


def test_each_quote_is_a_sentence_of_its_page(
    covered: list[tuple[MaterialAnswer, frozenset[str]]], decks: Sequence[Deck]
) -> None:
    texts = {f"{deck.id}/{note.slide}": note.text for deck in decks for note in deck.slides}
    for answer, _ in covered:
        for one in answer.citations:
            if one.origin == "original":
                assert one.quote in texts[f"{one.source}/{one.slide}"]


def test_what_they_do_not_tell_is_mostly_refused(material: Material) -> None:
    asked = [query for one in COLLECTIONS for query in one.uncovered]
    refused = [material.answer(query).abstained for query in asked]
    assert sum(refused) >= 0.6 * len(asked)
