"""A time box: real minutes by the times of the log, what decides most first, an end in time."""

import pytest

from advisor.content import load_pack
from advisor.dialogue import Words
from advisor.dialogue.pace import USUAL, between, own_pace, spent, takes_seconds
from advisor.dialogue.state import State
from advisor.interview import most_telling, next_question, path
from advisor.model.answers import Answer
from advisor.model.content import KnowledgePack, Question
from tests.dialogue_pack import PROMPTS, Talk, words

SAID = {"choice": "1", "multi": "1", "checklist": "all yes", "likert5": "3", "number": "5"}
SAID |= {"money": "250 000", "date": "2027-01-01", "text": "Ministry of Digital Affairs"}


@pytest.fixture(scope="module")
def pack() -> KnowledgePack:
    return load_pack(PROMPTS.parent / "knowledge")


@pytest.fixture(scope="module")
def said() -> Words:
    return words("profile.currency")


def answer(talk: Talk, seconds: int) -> Question:
    """Answer the open question after so many seconds."""
    question = talk.pack.question[talk.last.current_question or ""]
    number = {"plan.years": "5", "vision.horizon": "2030"}.get(question.id, SAID[question.kind])
    turn = talk.wait(seconds).say(number)
    if turn.frames and turn.frames[-1].kind in ("confirm", "choose"):
        talk.say(turn.buttons[0])
    return question


@pytest.mark.parametrize("seconds", [9, 16, 30, 55])
def test_fifteen_minutes_end_in_time_at_any_pace(
    pack: KnowledgePack, said: Words, seconds: int
) -> None:
    talk = Talk(pack, said)
    began = talk.clock
    talk.say("I have 15 minutes")
    asked = 0
    while talk.last.current_question and asked < 200:
        answer(talk, seconds)
        asked += 1
    used = (talk.clock - began).total_seconds()
    assert used <= 15 * 60
    assert asked >= min(90, 13 * 60 // seconds // 2)
    assert "till open" in talk.last.reply or "Open:" in talk.last.reply or asked > 80


def test_a_box_settles_more_musts_than_the_same_time_in_plain_order(
    pack: KnowledgePack, said: Words
) -> None:
    def open_musts(talk: Talk) -> int:
        state = State.of(pack, said, talk.log)
        return len(most_telling(pack, state.answers))

    boxed, plain = Talk(pack, said), Talk(pack, said)
    boxed.say("I have 10 minutes")
    count = 0
    while boxed.last.current_question:
        answer(boxed, 20)
        count += 1
    for _ in range(count):
        answer(plain, 20)
    assert open_musts(boxed) < open_musts(plain)


def test_the_same_log_gives_the_same_box(pack: KnowledgePack, said: Words) -> None:
    talk = Talk(pack, said)
    talk.say("I have 5 minutes")
    for _ in range(4):
        answer(talk, 25)
    one, two = (State.of(pack, said, talk.log) for _ in range(2))
    assert one.in_time == two.in_time
    assert one.seconds_left == two.seconds_left
    later = State.of(pack, said, talk.log, now=talk.wait(60).now)
    assert (one.seconds_left or 0) - (later.seconds_left or 0) == 60


def test_a_pause_counts_and_a_question_that_was_put_stays(pack: KnowledgePack, said: Words) -> None:
    talk = Talk(pack, said)
    talk.say("I have 10 minutes")
    answer(talk, 10)
    here = talk.last.current_question
    turn = talk.wait(1200).say("why")
    assert turn.current_question == here
    assert answer(talk, 5).id == here
    assert talk.last.current_question is None
    assert talk.say("go on").current_question is not None


def test_pace_is_the_offices_own(pack: KnowledgePack, said: Words) -> None:
    pace = said.understanding.pace
    slow, fast = Talk(pack, said, at="LEA04"), Talk(pack, said, at="LEA04")
    for _ in range(6):
        answer(slow, 60)
        answer(fast, 8)
    known = pack.question
    assert own_pace((), known, pace) == USUAL
    assert own_pace(slow.log, known, pace) > USUAL > own_pace(fast.log, known, pace)
    question = known["STR12"]
    assert takes_seconds(question, pace, 200) > takes_seconds(question, pace)
    assert spent(slow.log, 1, slow.now, known, pace) >= 5 * 60


def test_moments_that_cannot_be_read_take_no_time() -> None:
    assert between("", "2026-01-01T00:00:00+00:00") == 0
    assert between("2026-01-01T00:01:00+00:00", "2026-01-01T00:00:00+00:00") == 0
    assert between("2026-01-01T00:00:00+00:00", "2026-01-01T00:01:30+00:00") == 90


def test_statements_of_one_block_come_by_what_they_decide(pack: KnowledgePack) -> None:
    values = {"profile.level": "national", "profile.depth": "full"}
    answers = {one: Answer(question=one, value=value) for one, value in values.items()}
    profile = tuple(one.id for one in path(pack, answers) if one.stage == "profile")
    first = next_question(pack, answers, profile)
    assert first is not None and first.dimension == "leadership"
    waits = set(most_telling(pack, answers))
    assert first.id in waits
    asked = []
    while first is not None and first.dimension == "leadership":
        asked.append(first.id)
        answers[first.id] = Answer(question=first.id, value=3)
        first = next_question(pack, answers, profile)
    block = [one.id for one in path(pack, answers) if one.dimension == "leadership"]
    assert sorted(asked) == sorted(block)
