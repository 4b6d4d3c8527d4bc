"""The vision workshop: drafts from the office's own words, edited together, recorded on a yes."""

import pytest

from advisor.content import load_pack
from advisor.dialogue.understanding import Understanding
from advisor.dialogue.wording import added, combined, dropped, numbered, replaced, shorter
from advisor.model.content import KnowledgePack
from tests.dialogue_pack import PROMPTS, Talk, words

WORDS = words("profile.currency")
U: Understanding = WORDS.understanding
GIVEN = ["2", "1, 3", "3, 8", "Nobody queues for a licence", "hours to a licence: 20 to 2", "2030"]


@pytest.fixture(scope="module")
def pack() -> KnowledgePack:
    return load_pack(PROMPTS.parent / "knowledge")


@pytest.fixture
def talk(pack: KnowledgePack) -> Talk:
    talk = Talk(pack, WORDS, at="vision.yapp")
    for one in [*GIVEN, "3, 16"]:
        assert talk.say(one).kind == "recorded", (one, talk.last.reply)
    assert talk.last.current_question == "vision.statement"
    talk.say("suggest three")
    return talk


def test_the_matrix_opens_the_vision_with_what_it_means(pack: KnowledgePack) -> None:
    for at, place in enumerate(("both", "destination", "way", "neither"), 1):
        talk = Talk(pack, WORDS, at="vision.yapp")
        assert U.vision.diagnosis[place] in talk.say(str(at)).reply


def test_three_drafts_hold_the_offices_words_and_their_checks(talk: Talk) -> None:
    texts = talk.last.frames[-1].texts
    assert len(set(texts)) == 3
    for text in texts:
        assert "Nobody queues for a licence" in text
        assert "2030" in text
        assert "omen and girls and people in rural areas" in text
        assert text in talk.last.reply
    assert "by what figure one will see it" in talk.last.reply
    assert talk.last.recorded == ()


def test_each_edit_shows_the_text_and_nothing_counts_before_a_yes(talk: Talk) -> None:
    steps = [
        ("use the second", "are served first"),
        ("add by 2028", "By 2028"),
        ("replace licence with permit", "queues for a permit"),
        ("add youth", "women and girls, people in rural areas and youth"),
        ("leave out This serves goal 3: good health and", "permit"),
        ("shorter", "permit"),
        ("undo", "permit"),
    ]
    for say, holds in steps:
        turn = talk.say(say)
        assert turn.kind == "confirm", (say, turn.reply)
        assert holds.lower() in turn.frames[-1].said.lower(), (say, turn.frames[-1].said)
        assert turn.frames[-1].said in turn.reply
        assert "It says" in turn.reply
        assert turn.recorded == ()
    text = talk.last.frames[-1].said
    turn = talk.say("yes")
    assert [(one.question, one.value) for one in turn.recorded] == [("vision.statement", text)]


def test_two_drafts_are_combined(talk: Talk) -> None:
    text = talk.say("combine 1 and 3").frames[-1].said
    assert "hours to a licence: 20 to 2" in text
    assert "people first and transparency" in text


def test_words_of_its_own_take_the_place(talk: Talk) -> None:
    own = "By 2031 no villager walks to the capital for a paper"
    turn = talk.say(own)
    assert (turn.kind, turn.frames[-1].said) == ("confirm", own)
    assert talk.press("Take this").recorded[0].value == own


def test_words_that_do_not_stand_there_are_named(talk: Talk) -> None:
    talk.say("use 1")
    turn = talk.say("replace citizens with residents")
    assert turn.kind == "clarified"
    assert "citizens" in turn.reply
    assert "residents" not in turn.frames[-1].said


def test_a_question_in_between_leaves_the_text_on_the_table(talk: Talk) -> None:
    text = talk.say("the third").frames[-1].said
    turn = talk.say("what is a CIO?")
    assert turn.kind == "answered"
    assert text in turn.reply
    assert talk.say("no").recorded == ()
    assert all(one.kind != "wording" for one in talk.say("leave it").frames)
    assert "vision.statement" not in talk.answers


def test_drafts_wait_for_what_they_rest_on(pack: KnowledgePack) -> None:
    talk = Talk(pack, WORDS, at="vision.statement")
    turn = talk.say("suggest three")
    assert turn.kind == "clarified"
    assert "Target year" in turn.reply


def test_edits_of_text() -> None:
    text = "We serve all citizens by 2030, with care."
    assert replaced(text, "Citizens", "residents") == "We serve all residents by 2030, with care."
    assert replaced(text, "citizen", "x") is None
    assert dropped(text, "with care") == "We serve all citizens by 2030."
    assert added(text, "by 2028", ("by",), "and") == "We serve all citizens by 2028, with care."
    assert added("We serve all.", "with care", ("with",), "and") == "We serve all with care."
    assert shorter(text) == "We serve all citizens by 2030."
    assert shorter("We serve all.") is None
    assert (
        combined("We serve all.", "We serve all. Trust grows.", U) == "We serve all. Trust grows."
    )
    assert [numbered(one, 3, U) for one in ("2", "the second one", "last", "4", "blue")] == [
        1, 1, 2, None, None,
    ]  # fmt: skip
