"""Search, answers and refusals on a small library, with a deterministic encoder."""

from pathlib import Path
from typing import Any

import pytest

from advisor.config import PROJECT
from advisor.content import load_mapping
from advisor.errors import AdvisorError
from advisor.retrieval.asks import also_asked, ask_of, focus_of, sides_of
from advisor.retrieval.building import build_index
from advisor.retrieval.index import Index, is_fresh
from advisor.retrieval.kinds import kind_fits
from advisor.retrieval.lexicon import lexicon_of
from advisor.retrieval.material import Material
from advisor.retrieval.passages import Passage, library_of
from advisor.retrieval.question import Reader
from advisor.retrieval.refusal import lacks_what_is_asked
from advisor.retrieval.weights import shipped_weights
from advisor.retrieval.words import stems_of, words_of
from tests.retrieval_fakes import WordEncoder, deck, decks, paragraph, slide

PHRASES = load_mapping(PROJECT / "prompts" / "material.yaml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build_index(decks(), folder, encoder=WordEncoder())
    return folder


@pytest.fixture(scope="module")
def material(folder: Path) -> Material:
    """With a lenient judge: it was fitted on nothing like these made-up vectors."""
    weights = shipped_weights()
    lenient = weights.plain.model_copy(update={"threshold": 0.05})
    weights = weights.model_copy(update={"plain": lenient})
    return Material(Index(folder, WordEncoder()), PHRASES, weights)


@pytest.fixture(scope="module")
def reader() -> Reader:
    words: Any = PHRASES["material"]
    known = ["kenya", "phone"]
    lexicon = lexicon_of(library_of(decks()))
    return Reader(
        lexicon,
        WordEncoder(known).knows,
        words["alike"],
        words["frame"],
        respelt=words["respelt"],
        around=words["around"],
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("three steps", "3 steps"),
        ("the third stage", "stage 3"),
        ("phase II", "second phase"),
        ("organisation", "organization"),
        ("e-tax", "eTax"),
        ("SDGs", "SDG"),
        ("1st place", "first place"),
        ("the centre's programme", "the center program"),
        ("what's the law", "what is the law"),
    ],
)
def test_words_that_are_the_same_compare_equal(one: str, other: str) -> None:
    assert sorted(stems_of(one)) == sorted(stems_of(other))


def test_three_stages_are_not_the_third_stage() -> None:
    assert stems_of("three stages") != stems_of("third stage")


def test_words_know_where_they_stand() -> None:
    text = "In 2012, e-voting rose 17%."
    assert [text[word.start : word.end] for word in words_of(text)] == [
        "In", "2012", "e-voting", "rose", "17%",
    ]  # fmt: skip


def test_a_repeated_slide_is_searched_once_and_remembered() -> None:
    library = library_of(decks())
    assert not [p for p in library.passages if p.spot == "south/s01"]
    law = next(p for p in library.passages if "153" in p.text and p.kind == "item")
    assert law.also == ("south/s01",)


def test_what_a_repeating_slide_adds_is_kept() -> None:
    first = deck("a", "X", slide("a", 1, "One", paragraph("Shared words.")))
    more = slide("b", 1, "One", paragraph("Shared words."), paragraph("New."), same_as="a/s01")
    texts = [p.text for p in library_of([first, deck("b", "Y", more)]).passages]
    assert texts.count("Shared words.") == 1
    assert "New." in texts


def test_lexicon_spells_names_and_acronyms(reader: Reader) -> None:
    lexicon = lexicon_of(library_of(decks()))
    assert lexicon.acronyms["ogd"] == "open government data"
    assert lexicon.spelt("legislasion") == "legislation"
    assert lexicon.is_name("kazakhstan")
    assert not lexicon.is_name("legisl")


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("how many countries have a law", "count"),
        ("what share of countries has a portal", "share"),
        ("which rank did korea reach", "rank"),
        ("when was it adopted", "when"),
        ("who gave the talk", "who"),
        ("what are the nine pillars", "list"),
        ("which groups are left behind", "list"),
        ("what does wog mean", "definition"),
        ("how can we keep talent", "how"),
        ("which country won", "country"),
        ("how is governance defined", "definition"),
        ("when is a standard an open one", "definition"),
        ("how often was korea first", "times"),
        ("how many times did they meet", "times"),
        ("what does the note say about the budget", "other"),
        ("how should a budget be published", "how"),
        ("what is her phone number", "contact"),
        ("can i have the telephone of ann other", "contact"),
        ("how much was the flow expected to increase", "share"),
        ("how much did it cost", "amount"),
        ("is digital government an end", "yesno"),
        ("delivery paradox", "topic"),
        ("nine pillars", "list"),
    ],
)
def test_kind_of_question(question: str, ask: str) -> None:
    assert ask_of(question) == ask


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("what is the difference between a and b", ("a", "b")),
        ("compare stage 1 and stage 4", ("stage 1", "stage 4")),
        ("data divide vs value divide", ("data divide", "value divide")),
        ("how does a differ from b", ("a", "b")),
        ("what falls under trust as opposed to jobs", ("falls under trust", "jobs")),
        ("who leads a and who leads b", ("who leads a", "who leads b")),
        ("which is larger, the share of a or the share of b", ("share of a", "the share of b")),
        ("a or b: what is listed under each", ("a", "b")),
        ("the average: 2010 against 2012", ("2010", "2012")),
        ("which country won and why it did", None),
        ("who was speaking and what is his function", None),
        ("what is governance", None),
    ],
)
def test_sides_of_a_comparison(question: str, sides: tuple[str, str] | None) -> None:
    assert sides_of(question) == sides


@pytest.mark.parametrize(
    ("question", "also"),
    [
        ("who gave the talk, and when", "when"),
        ("when and for which country was the talk", "country"),
        ("what is it called and where", "where"),
        ("who gave the talk", None),
        ("when and why it failed", None),
    ],
)
def test_what_is_asked_besides(question: str, also: str | None) -> None:
    assert also_asked(question) == also


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("What share of countries has a law?", "Of all countries, 79% have a law.", True),
        ("What share has the top 1%?", "The wealth of the top 1% grows.", False),
        ("What was the rank of Kenya?", "Kenya rose by 8 positions.", False),
        ("How many positions was the climb in rank?", "Kenya rose by 8 positions.", True),
        ("How often was Kenya first?", "Kenya was first twice in a row.", True),
        ("Who gave the talk?", 'The talk is called "Capacities for All Levels".', False),
        ("Who gave the talk?", "The talk was given by Ann Other.", True),
        ("How long is the second cable?", "The cable is 184 kilometres long.", True),
        ("How long are the logs kept?", "Logs are kept for three years.", True),
        ("How long are the logs kept?", "Logs are kept at 3 places.", False),
        ("How much was paid to finders?", "Finders were paid KT 46,000.", True),
        ("How much was paid to finders?", "Finders serve SDG 16.", False),
        ("How much was spent in 2024?", "Programme: Cable; Spent 2023: 4; Spent 2024: 8.8", True),
        ("How much do the staff cost?", "Programme: Cable; Planned 2025: 7", False),
    ],
)
def test_what_is_asked_for_must_stand_there_anew(
    reader: Reader, question: str, text: str, fits: bool
) -> None:
    passage = Passage(key="x", source="x", slide="s01", kind="sentence", text=text)
    assert (kind_fits(reader.read(question), passage) >= 1) == fits


@pytest.mark.parametrize(
    ("question", "news"),
    [
        ("What is the news of tomorrow?", True),
        ("Will the government of tomorrow be hybrid?", False),
    ],
)
def test_news_of_these_days_are_not_there(reader: Reader, question: str, news: bool) -> None:
    signals = {"timely": 1.0, "other_year": 0.0, "no_number": 0.0, "no_name": 0.0}
    assert lacks_what_is_asked(reader.read(question), signals) == news


def test_focus_is_the_thing_asked_for() -> None:
    assert focus_of("what is kazakhstan's population") == "population"
    assert focus_of("how many countries have a law").startswith("countries")


def test_misspelt_words_are_put_right_and_known_ones_left(reader: Reader) -> None:
    assert reader.read("cybersecurty legislasion").read_as == "cybersecurity legislation"
    assert "kenya" in reader.read("average of kenya").read_as


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("wen was the harvset", "when was the harvest"),
        ("laws of COUNTREIS", "laws of countries"),
        ("abt the govt", "about the government"),
        ("laws, in the workshop material?", "laws,?"),
        ("in the notes", "in the notes"),
        ("ODGX", "ODGX"),
    ],
)
def test_haste_is_read_as_what_is_meant(reader: Reader, typed: str, read: str) -> None:
    assert reader.read(typed).read_as.startswith(read)


def test_a_follow_up_takes_the_place_of_the_year(reader: Reader) -> None:
    asked = reader.with_context("and in 2010?", "What was the average of the index in 2012?")
    assert asked.read_as == "What was the average of the index in 2010?"


@pytest.mark.parametrize(
    ("text", "previous", "read"),
    [
        (
            "and two years earlier?",
            "What was the average in 2012?",
            "What was the average in 2010?",
        ),
        ("a year later?", "What was the average in 2012?", "What was the average in 2013?"),
        (
            "what does the second one cost?",
            "Name the three steps",
            "what does the second step cost?",
        ),
        ("and the last?", "Which are the two divides?", "the last divide?"),
        ("the second one?", "Who painted it?", "the second one?"),
    ],
)
def test_a_follow_up_names_what_it_takes_over(
    reader: Reader, text: str, previous: str, read: str
) -> None:
    assert reader.with_context(text, previous).read_as.startswith(read)


def test_a_full_question_leaves_the_one_before_alone(reader: Reader) -> None:
    text = "How many countries have cybersecurity legislation?"
    assert reader.with_context(text, "What are the divides?").read_as == text


def test_index_is_fresh_until_the_sources_change(folder: Path) -> None:
    changed = (*decks(), deck("east", "Estonia", slide("east", 1, "T", paragraph("New."))))
    with pytest.raises(AdvisorError, match="older than"):
        Material.open(folder, changed, PHRASES, WordEncoder())


def test_is_fresh_needs_the_same_model(folder: Path) -> None:
    assert not is_fresh(folder, decks())  # built by the fake, not by the packaged model
    assert not is_fresh(folder / "nowhere", decks())


def test_an_interrupted_build_leaves_the_old_index(tmp_path: Path) -> None:
    build_index(decks()[:1], tmp_path, encoder=WordEncoder())
    with pytest.raises(KeyboardInterrupt):
        build_index(decks(), tmp_path, encoder=WordEncoder(fails=True))
    assert len(Index(tmp_path, WordEncoder()).library.places) == 4
    assert not list(tmp_path.glob("part-*"))


def test_a_new_build_takes_the_place_of_the_old(tmp_path: Path) -> None:
    build_index(decks(), tmp_path, encoder=WordEncoder())
    opened = Index(tmp_path, WordEncoder())
    build_index(decks()[:1], tmp_path, encoder=WordEncoder())
    assert len(Index(tmp_path, WordEncoder()).library.places) == 4
    assert opened.nearest(opened.vectors[0], 1) == [0]  # a reader keeps what it opened


def test_build_tells_its_progress(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build_index(decks(), tmp_path, encoder=WordEncoder(), progress=lambda *one: told.append(one))
    assert {"model", "embedding", "storing"} == {step for step, _, _ in told}
    assert all(done <= of for _, done, of in told)


def test_a_missing_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AdvisorError, match="python -m advisor index"):
        Material.open(tmp_path, decks(), PHRASES, WordEncoder())


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AdvisorError, match="cannot be written"):
        build_index(decks(), tmp_path / "file" / "index", encoder=WordEncoder())


def test_another_model_than_the_index_was_built_with_is_refused(folder: Path) -> None:
    other = WordEncoder()
    other.model = "words:2"
    with pytest.raises(AdvisorError, match="another embedding model"):
        Index(folder, other)


def test_a_fact_is_answered_by_its_sentence(material: Material) -> None:
    answer = material.answer("How many countries have cybersecurity legislation?")
    assert "153" in answer.answer
    assert not answer.abstained
    assert {one.slide for one in answer.citations} == {"s01"}


def test_a_list_is_answered_whole_and_in_order(material: Material) -> None:
    answer = material.answer("What are the three steps of the apple harvest?")
    expected = "The three steps of the apple harvest are:\n1. Pick\n2. Wash\n3. Store"
    assert expected in answer.answer


def test_one_step_is_answered_by_that_step(material: Material) -> None:
    answer = material.answer("What is step 2 of the apple harvest?")
    assert "2. Wash" in answer.answer
    assert "Store" not in answer.answer


@pytest.mark.parametrize(
    ("question", "step"),
    [
        ("What is the third step of the apple harvest?", "3. Store"),
        ("What is the last step of the apple harvest?", "3. Store"),
        ("What is step 1 of the apple harvest?", "1. Pick"),
    ],
)
def test_a_step_is_known_by_its_place(material: Material, question: str, step: str) -> None:
    assert material.answer(question).answer.endswith(f"are:\n{step}")


def test_a_number_of_something_else_picks_no_step(material: Material) -> None:
    answer = material.answer("Which steps has the apple harvest in the third orchard?").answer
    assert "1. Pick\n2. Wash\n3. Store" in answer


def test_what_comes_after_a_step_is_answered_by_all_of_them(material: Material) -> None:
    answer = material.answer("In the apple harvest, what comes after pick?")
    assert "1. Pick\n2. Wash\n3. Store" in answer.answer


def test_a_comparison_sets_two_sentences_side_by_side(material: Material) -> None:
    answer = material.answer("What is the difference between the data divide and the value divide?")
    assert [one.quote for one in answer.citations] == [
        "Data divide means that few players hold the data.",
        "Value divide means that gains are not shared.",
    ]


def test_quotes_are_verbatim_and_cited_once(material: Material) -> None:
    answer = material.answer("Which law do countries have on personal data protection?")
    for one in answer.citations:
        assert one.quote in answer.answer
        assert one.source == "north"
        assert one.origin == "note"
        assert one.source_title == "The north talk"


def test_the_deck_asked_about_is_the_one_cited(material: Material) -> None:
    answer = material.answer("How many countries have cybersecurity legislation, as said in Samoa?")
    if not answer.abstained:
        assert {one.source for one in answer.citations} <= {"south", "north"}
    found = material.find(material.search(material.read("cybersecurity legislation in Samoa")))
    cited = list(material._composer.citations(found[0].pieces, frozenset(stems_of("Samoa"))))
    assert cited[0].source == "south"


def test_a_follow_up_is_answered_in_its_light(material: Material) -> None:
    answer = material.answer("and in 2010?", "What was the average of the index in 2012?")
    assert answer.citations[0].quote.startswith("The average of the index was 0.4406")


@pytest.mark.parametrize("question", ["Who painted the Mona Lisa?", "??", "", "🙂"])
def test_what_is_not_covered_is_refused_without_citations(
    material: Material, question: str
) -> None:
    answer = material.answer(question)
    assert answer.abstained
    assert answer.citations == ()
    assert "does not answer" in answer.answer


def test_a_refusal_names_what_is_near(material: Material) -> None:
    answer = material.answer("How many countries have cybersecurity legislation in Kenya in 2031?")
    assert answer.abstained
    assert "Laws by number of countries" in answer.nearest
    assert all(topic in answer.answer for topic in answer.nearest)


def test_markup_in_a_question_stays_out_of_the_answer(material: Material) -> None:
    answer = material.answer("<script>alert(1)</script> [x](http://evil) **apple** harvest steps?")
    assert "<script>" not in answer.answer
    assert "evil" not in answer.answer


def test_a_very_long_question_is_read(material: Material) -> None:
    assert material.answer("apple harvest " * 5000).question.startswith("apple")


def test_the_same_question_gives_the_same_answer(material: Material) -> None:
    question = "What are the divides?"
    assert material.answer(question).answer == material.answer(question).answer


def test_similarity_prefers_the_same_words(material: Material) -> None:
    scores = material.similarity("apple harvest", ["harvest of apples", "digital law"])
    assert scores[0] > scores[1]


def test_retriever_gives_documents_by_slide(material: Material) -> None:
    found = material.retriever(count=3).invoke("cybersecurity legislation of countries")
    assert found[0].metadata["source"] == "north"
    assert found[0].metadata["slide"] == "s01"
    spots = [(one.metadata["source"], one.metadata["slide"]) for one in found]
    assert len(spots) == len(set(spots)) <= 3


def test_an_original_is_cited_as_an_original(tmp_path: Path) -> None:
    sentence = "The national plan of Samoa names twelve ministries."
    own = deck("plan", "", slide("plan", 1, "National plan", paragraph(sentence)))
    own = own.model_copy(update={"origin": "original"})
    sources = (*decks(), own)
    build_index(sources, tmp_path, encoder=WordEncoder())
    material = Material.open(tmp_path, sources, PHRASES, WordEncoder())
    found = material.find(material.search(material.read("ministries of the national plan")))
    cited = list(material._composer.citations(found[0].pieces))
    assert (cited[0].origin, cited[0].quote) == ("original", sentence)
