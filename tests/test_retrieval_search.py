"""Pages found by their parts: cutting, BM25 on an absolute scale, LangChain's retriever."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from advisor.config import PROJECT
from advisor.content import load_mapping
from advisor.model.content import Deck
from advisor.retrieval.building import build_index
from advisor.retrieval.embedding import Encoded, Progress
from advisor.retrieval.lexical import Lexical
from advisor.retrieval.lexicon import lexicon_of
from advisor.retrieval.material import Material
from advisor.retrieval.passages import library_of
from advisor.retrieval.question import Reader
from advisor.retrieval.rows import Rows, write_rows
from advisor.retrieval.words import stems_of
from tests.retrieval_fakes import WordEncoder, bullets, deck, decks, paragraph, slide

PHRASES = load_mapping(PROJECT / "prompts" / "material.yaml")
FILLER = [f"The ministry of region {n} keeps register {n} of its own offices." for n in range(60)]
LAST = "A mangrove ranger patrols each lagoon on Tuesdays."


class Counted(WordEncoder):
    """Remembers what it embedded; as with the model, a text without words has no tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def documents(
        self, texts: Sequence[str], progress: Progress | None = None, noted: bool = True
    ) -> list[Encoded]:
        self.seen += texts
        return self.questions(texts)

    def questions(self, texts: Sequence[str]) -> list[Encoded]:
        made = zip(texts, super().questions(texts), strict=True)
        return [one if text.strip() else Encoded(one.vector, one.tokens[:0]) for text, one in made]


def written(folder: Path, texts: list[str], before: tuple[list[str], Rows] | None = None) -> Rows:
    folder.mkdir()
    notes = [(text, True) for text in texts]
    known = ([(text, True) for text in before[0]], before[1]) if before else None
    return write_rows(folder, notes, lambda _: COUNTED, lambda step, done, of: None, known)


COUNTED = Counted()


def long_page() -> Deck:
    return deck("long", "Fiji", slide("long", 1, "Registers", paragraph(*FILLER, LAST)))


def opened(folder: Path, *sources: Deck) -> Material:
    build_index(sources, folder, encoder=WordEncoder())
    return Material.open(folder, sources, PHRASES, WordEncoder())


def test_a_long_page_is_cut_into_parts_that_hold_all_of_it() -> None:
    library = library_of([long_page()])
    parts = [library.passages[at] for at in library.parts]
    assert len(parts) > 2
    assert all(part.text.startswith("Registers\n") for part in parts)
    assert all(len(part.text) <= 1000 + len("Registers\n") for part in parts)
    whole = " ".join(part.text.removeprefix("Registers\n") for part in parts)
    assert whole == " ".join([*FILLER, LAST])
    assert len({part.key for part in parts}) == len(parts)


def test_a_sentence_longer_than_a_part_is_cut_between_words() -> None:
    words = [f"word{n}" for n in range(400)]
    library = library_of([deck("d", "Fiji", slide("d", 1, "T", paragraph(" ".join(words))))])
    parts = [library.passages[at].text.removeprefix("T\n") for at in library.parts]
    assert len(parts) > 1
    assert " ".join(parts).split() == words


def test_a_page_without_text_is_found_by_its_title(tmp_path: Path) -> None:
    material = opened(tmp_path, *decks(), deck("e", "Fiji", slide("e", 1, "Zebra crossings")))
    found = material.retriever(count=1).invoke("zebra crossings")
    assert (found[0].metadata["source"], found[0].page_content) == ("e", "Zebra crossings")


def test_what_a_long_page_says_last_is_found_with_the_part_that_says_it(tmp_path: Path) -> None:
    material = opened(tmp_path, *decks(), long_page())
    found = material.retriever(count=3).invoke("Who patrols the lagoon?")
    assert (found[0].metadata["source"], found[0].metadata["slide"]) == ("long", "s01")
    assert LAST in found[0].page_content
    assert len(found[0].page_content) < 1100


def test_each_page_is_given_once_and_best_first(tmp_path: Path) -> None:
    material = opened(tmp_path, *decks(), long_page())
    found = material.retriever(count=10).invoke("register of the region")
    spots = [(one.metadata["source"], one.metadata["slide"]) for one in found]
    scores = [one.metadata["score"] for one in found]
    assert len(set(spots)) == len(spots)
    assert scores == sorted(scores, reverse=True)
    assert spots[0] == ("long", "s01")


def test_words_that_are_nowhere_lower_the_score(tmp_path: Path) -> None:
    retriever = opened(tmp_path, *decks()).retriever(count=1)
    sure = retriever.invoke("cybersecurity legislation")[0].metadata["score"]
    unsure = retriever.invoke("cybersecurity legislation of quokkas and wombats")[0]
    assert unsure.metadata["score"] < sure - 0.1


def test_a_title_leads_to_every_part_of_its_page(tmp_path: Path) -> None:
    material = opened(tmp_path, *decks(), long_page())
    asked = material.read("registers ranger lagoon")
    assert material._searcher.slides(asked, 1)[0].part.text.startswith("Registers")


@pytest.fixture
def lexical() -> Lexical:
    texts = ["the apple harvest", "an apple law", "a law of the sea", "apple apple apple"]
    return Lexical.of([stems_of(text) for text in texts])


def test_a_word_scores_at_most_its_rarity(lexical: Lexical) -> None:
    for word in ("appl", "law", "harvest"):
        scores = lexical.word_scores(word)
        assert 0 < scores.max() <= lexical.rarity(word) + 1e-6
    assert not lexical.word_scores("nowhere").any()


def test_what_is_nowhere_is_the_rarest(lexical: Lexical) -> None:
    assert lexical.rarity("nowhere") > lexical.rarity("sea") > lexical.rarity("appl")
    assert math.isclose(lexical.rarity("nowhere"), math.log(1 + 4.5 / 0.5))


def test_neighbours_count_in_their_order(lexical: Lexical) -> None:
    assert lexical.pair_scores("appl harvest").argmax() == 0
    assert not lexical.pair_scores("harvest appl").any()


def test_bm25_reads_back_what_it_wrote(lexical: Lexical, tmp_path: Path) -> None:
    lexical.save(tmp_path / "there")
    again = Lexical.load(tmp_path / "there")
    assert again.count == lexical.count == 4
    assert np.array_equal(again.word_scores("appl"), lexical.word_scores("appl"))
    assert again.rarity("appl law") == lexical.rarity("appl law")


def test_a_plain_word_is_not_taken_for_an_acronym() -> None:
    text = "The World Health Organization (WHO) and the Data Quality Office (DQO) agree."
    library = library_of([deck("d", "Fiji", slide("d", 1, "T", bullets("", text, "More")))])
    reader = Reader(lexicon_of(library), WordEncoder().knows, [], [])
    assert reader.read("who agrees?").read_as == "who agrees?"
    assert "Data Quality Office" in reader.read("what does dqo say?").read_as


def test_rows_keep_the_order_of_the_texts_and_embed_each_once(tmp_path: Path) -> None:
    COUNTED.seen.clear()
    texts = ["a law", "an apple harvest of the north", "a law", "", "the sea"]
    rows = written(tmp_path / "one", texts)
    assert sorted(COUNTED.seen) == sorted(set(texts))
    for at, text in enumerate(texts):
        one = COUNTED.questions([text])[0]
        assert np.array_equal(rows.vectors[at], one.vector)
        assert rows.tokens_of(at).shape == one.tokens.shape
        assert np.allclose(rows.tokens_of(at), one.tokens, atol=1 / 254 + 1e-6)


def test_rows_of_known_texts_are_taken_over(tmp_path: Path) -> None:
    texts = ["a law", "", "the sea"]
    first = written(tmp_path / "one", texts)
    COUNTED.seen.clear()
    second = written(tmp_path / "two", ["the sea", "a new word", "", "a law"], (texts, first))
    assert COUNTED.seen == ["a new word"]
    for was, now in ((0, 3), (1, 2), (2, 0)):
        assert np.array_equal(first.vectors[was], second.vectors[now])
        assert np.array_equal(first.small(was), second.small(now))
    COUNTED.seen.clear()
    third = written(tmp_path / "three", texts[::-1], (texts, first))
    assert COUNTED.seen == []
    assert np.array_equal(third.small(0), first.small(2))


def test_an_empty_page_and_an_empty_question_do_no_harm(tmp_path: Path) -> None:
    sources = [*decks(), deck("e", "", slide("e", 1, ""))]
    build_index(sources, tmp_path, encoder=Counted())
    retriever = Material.open(tmp_path, sources, PHRASES, Counted()).retriever(count=100)
    for asked in ("cybersecurity legislation", "", "?!", "of the"):
        found = retriever.invoke(asked)
        assert "" in [one.page_content for one in found]
        assert all(math.isfinite(one.metadata["score"]) for one in found)
