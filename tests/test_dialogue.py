"""What the dialogue promises beyond its cases: buttons, resuming, undo, transcript."""

from typing import Any

import pytest

from advisor.content.yaml_file import read_yaml
from advisor.dialogue import Phrases, Words, compared, opening, take_turn, transcript
from advisor.dialogue.message import line_of
from advisor.dialogue.understanding import spread
from advisor.model.answers import Event
from advisor.model.content import KnowledgePack
from advisor.model.conversation import Button, Turn
from tests.dialogue_pack import PROMPTS, Material, Talk, small_pack, words

ANSWERS = [
    "Agency for Digital Affairs",
    "national",
    "EUR",
    "1 yes, 2 no, 3 no, 4 yes",
    "3",
    "2",
    "yes",
    "12",
    "cost",
    "2027-01-01",
    "5",
    "2 million",
    "Nobody queues",
]


@pytest.fixture(scope="module")
def pack() -> KnowledgePack:
    return small_pack()


@pytest.fixture(scope="module")
def said() -> Words:
    return words()


@pytest.fixture
def talk(pack: KnowledgePack, said: Words) -> Talk:
    return Talk(pack, said)


def button(turn: Turn, label: str) -> Button:
    return next(one for one in turn.buttons if one.label.startswith(label))


def test_a_whole_interview_ends_with_the_draft(talk: Talk) -> None:
    for answer in ANSWERS:
        turn = talk.say(answer)
        assert turn.kind == "recorded", (answer, turn.reply)
    assert turn.current_question is None
    assert turn.show == "draft"
    assert len(talk.answers) == len(ANSWERS)


def test_each_stage_is_introduced_once(talk: Talk) -> None:
    replies = [talk.last.reply] + [talk.say(answer).reply for answer in ANSWERS]
    talk.say("back")
    replies.append(talk.say("next").reply)
    for intro in ("Now your office.", "Now situation analysis.", "Now nine pillars."):
        assert sum(intro in reply for reply in replies) == 1


def test_a_button_of_a_question_that_was_left_is_refused(talk: Talk) -> None:
    talk.say("Agency")
    city = button(talk.last, "City")
    talk.say(city)
    turn = talk.say(city)
    assert turn.kind == "refused"
    assert talk.answers["level"] == "city"
    assert turn.current_question == "currency"


def test_a_button_still_counts_after_an_interruption(talk: Talk) -> None:
    talk.say("Agency")
    city = button(talk.last, "City")
    talk.say("what is a CIO?")
    assert talk.say(city).kind == "recorded"


def test_a_button_of_another_revision_is_refused(talk: Talk) -> None:
    talk.say("Agency")
    old = button(talk.last, "City").model_copy(update={"rev": 7})
    assert talk.say(old).kind == "refused"
    assert "level" not in talk.answers


def test_a_yes_counts_only_for_what_was_proposed(pack: KnowledgePack, said: Words) -> None:
    talk = Talk(pack, said, at="training")
    talk.say("mostly")
    first = button(talk.last, "Yes")
    talk.say("barely")
    turn = talk.say(first)
    assert turn.kind == "refused"
    assert talk.answers == {}
    assert talk.press("Yes").recorded[0].value == 2


def test_an_invented_button_value_is_refused(talk: Talk) -> None:
    talk.say("Agency")
    forged = button(talk.last, "City").model_copy(update={"value": "empire"})
    turn = talk.say(forged)
    assert turn.kind == "refused"
    assert "level" not in talk.answers
    for value in ("delete", None, 3, ["x"], {"a": {}}):
        odd = Button(label="?", action="command", value=value)
        assert talk.say(odd).kind == "refused"


def test_a_form_of_the_page_answers_a_list(pack: KnowledgePack, said: Words) -> None:
    talk = Talk(pack, said, at="barriers")
    seq = talk.last.buttons[0].seq
    form = Button(
        label="Save", action="answer", value=["access"], question="barriers", rev=1, seq=seq
    )
    assert talk.say(form).recorded[0].value == ("access",)


def test_a_form_of_the_page_answers_part_of_a_checklist(pack: KnowledgePack, said: Words) -> None:
    talk = Talk(pack, said, at="features")
    seq = talk.last.buttons[0].seq
    form = Button(
        label="Save", action="answer", value={"cio": "yes"}, question="features", rev=1, seq=seq
    )
    turn = talk.say(form)
    assert turn.recorded[0].value == {"cio": "yes"}
    assert turn.current_question == "features"


def test_a_conversation_is_resumed_in_the_middle_of_a_question(
    pack: KnowledgePack, said: Words
) -> None:
    talk = Talk(pack, said, at="training")
    talk.say("mostly")
    turn = opening(pack, said, talk.log)
    assert "Training of staff: 4" in turn.reply
    after = take_turn(pack, said, (*talk.log, *turn.events), "yes", Material())
    assert after.recorded[0].value == 4


def test_nothing_is_lost_when_the_process_ends_between_two_entries(
    pack: KnowledgePack, said: Words
) -> None:
    """Even the answer without its turn, which one commit does not allow, is taken up."""
    talk = Talk(pack, said, at="training")
    talk.say("mostly")
    turn = take_turn(pack, said, talk.log, "yes", Material())
    cut = (*talk.log, turn.events[0])
    again = opening(pack, said, cut)
    assert again.current_question == "unit"


def test_the_log_holds_the_whole_conversation(talk: Talk, pack: KnowledgePack) -> None:
    talk.say("Agency")
    talk.say("what is a CIO?")
    talk.say("city")
    text = transcript(pack, talk.words.phrases, talk.log)
    for part in (
        "> Agency",
        "> what is a CIO?",
        "Leaders carry it.",
        "= level: Level of government: City",
        "* deck s01",
    ):
        assert part in text
    assert all(one.turn["buttons"] is not None for one in talk.log if one.kind == "turn")


def test_undo_reverses_several_answers_of_one_message_at_once(
    pack: KnowledgePack, said: Words
) -> None:
    talk = Talk(pack, said, at="level")
    talk.say("leadership 3, training 2")
    talk.say("yes")
    assert set(talk.answers) == {"lead", "training"}
    talk.say("undo")
    assert talk.answers == {}


def test_answers_from_a_file_are_not_undone(pack: KnowledgePack, said: Words) -> None:
    talk = Talk(pack, said, at="training")
    imported = take_turn(pack, said, talk.log, "3", Material()).events[:1]
    talk.log += imported
    assert talk.say("undo").kind == "command"
    assert talk.answers == {"training": 3}


def test_why_cites_the_slides_of_the_question(pack: KnowledgePack, said: Words) -> None:
    talk = Talk(pack, said, at="lead")
    turn = talk.say("why")
    assert [(one.source, one.slide, one.quote) for one in turn.citations] == [
        ("deck", "s01", "Leaders carry the change.")
    ]


def test_an_answer_keeps_what_was_said_beside_it(pack: KnowledgePack, said: Words) -> None:
    talk = Talk(pack, said, at="training")
    talk.say("mostly, as far as I can tell")
    turn = talk.say("yes")
    assert turn.events[0].answer is not None
    assert turn.events[0].answer.note == "mostly, as far as I can tell"


def test_a_question_of_another_pack_in_the_log_does_no_harm(
    pack: KnowledgePack, said: Words
) -> None:
    talk = Talk(pack, said, at="training")
    gone = talk.say("3").events[0]
    assert gone.answer is not None
    talk.log += (
        gone.model_copy(
            update={
                "question": "gone",
                "answer": gone.answer.model_copy(update={"question": "gone"}),
            }
        ),
    )
    for message in ("review", "undo", "back", "what is missing"):
        talk.say(message)


def test_an_unknown_question_to_open_at_is_named(pack: KnowledgePack, said: Words) -> None:
    with pytest.raises(ValueError, match=r"no question 'trainning'.*'training'"):
        opening(pack, said, (), at="trainning")


@pytest.mark.parametrize(
    "message", ["hmm", "thanks", "asdkfj", "why", "where are we", "7", "back", "help", "bye", "wtf"]
)
def test_the_same_sentence_never_comes_twice_in_a_row(
    message: str, pack: KnowledgePack, said: Words
) -> None:
    talk = Talk(pack, said, at="lead")
    before = ""
    for _ in range(6):
        reply = talk.say(message).reply.splitlines()[0]
        assert reply != before
        before = reply


def test_the_open_question_comes_back_exactly_once(pack: KnowledgePack, said: Words) -> None:
    talk = Talk(pack, said, at="lead")
    for message in ("what is a CIO?", "thanks", "why", "review", "asdf", "help", "7", "weather?"):
        turn = talk.say(message)
        assert turn.reply.count("Leadership from the top?") == 1, message
        assert turn.reply.endswith(turn.question)
        assert button(turn, "Skip")


def test_hostile_messages_do_no_harm(pack: KnowledgePack, said: Words) -> None:
    hostile = [
        "x" * 100_000,
        "4 " * 50_000,
        "(" * 20_000,
        "no " * 20_000,
        "\x00\x01\x02\ud800",
        "\u202e\u202dabc",
        "a\u0301" * 5000,
        "🎉" * 3000,
        "{label} {0} %s %(x)s",
        "1" * 5000,
        "1," * 3000,
        "-" * 5000,
        "one " * 3000,
        "\n" * 5000,
        "½ ⅔ ٣ 四",
    ]
    for at in ("level", "training", "features", "barriers", "start", "years", "budget"):
        for message in hostile:
            talk = Talk(pack, said, at=at)
            turn = talk.say(message)
            assert turn.recorded == (), (at, message[:40])


def test_text_that_cannot_be_stored_is_cleaned(talk: Talk) -> None:
    talk.say("Min\x00istry\ud800 of\x07 Finance")
    assert talk.answers["office"] == "Ministry of Finance"


def test_text_that_is_too_long_is_refused(talk: Talk) -> None:
    assert talk.say("x" * 4001).kind == "refused"
    assert talk.say("x" * 4000).kind == "recorded"


def test_every_word_list_is_spelt_as_messages_are_compared(said: Words) -> None:
    """A phrase that is not its own line could never be found in a message."""
    u = said.understanding
    raw: dict[str, Any] = u.model_dump()
    taken_as_typed = {"spellings", "endings", "languages", "scripts", "commands", "small_talk"}
    wrong = [
        (name, one)
        for name, value in raw.items()
        if name not in taken_as_typed and isinstance(value, tuple)
        for one in value
        if isinstance(one, str) and line_of(one, u) != one
    ]
    wrong += [("likert", one) for _, one in u.likert_phrases if line_of(one, u) != one]
    assert wrong == [("per_year", "/year")] or wrong == []


def test_a_phrase_with_an_unknown_place_is_refused() -> None:
    raw = read_yaml(PROMPTS / "phrases.yaml").data
    raw["noted"] = ["Noted: {what}.", "Noted: {whta}."]
    with pytest.raises(ValueError, match=r"phrase 'noted' has no place '\{whta\}'"):
        Phrases.model_validate(raw)


def test_turns_are_the_same_for_the_same_log(pack: KnowledgePack, said: Words) -> None:
    def run() -> tuple[Event, ...]:
        talk = Talk(pack, said)
        for message in [*ANSWERS, "review", "change training to 4", "yes"]:
            talk.say(message)
        return talk.log

    assert run() == run()


def test_choices_in_brackets_are_written_out() -> None:
    assert spread(("go [on|back]", "[|please ][stop|halt]")) == (
        "go on",
        "go back",
        "stop",
        "halt",
        "please stop",
        "please halt",
    )
    with pytest.raises(ValueError, match=r"a bracket is left open in 'go \[on'"):
        spread(("go [on",))


def test_all_that_messages_are_compared_with_is_known_beforehand(pack: KnowledgePack) -> None:
    texts = compared(pack)
    assert len(texts) == len(set(texts))
    for question in pack.questions:
        assert set(question.anchors.values()) <= set(texts)
        labels = {option.label for option in question.options}
        assert question.kind == "checklist" or labels <= set(texts)
