"""Properties of the dialogue that hold for every message and every walk."""

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from advisor.dialogue.message import fold as folded
from advisor.dialogue.options import names_of
from advisor.dialogue.state import State
from advisor.interview import proposals
from advisor.model.answers import Event, fold
from advisor.model.conversation import Turn
from tests.dialogue_pack import Talk, small_pack, words

PACK, WORDS = small_pack(), words()
U = WORDS.understanding
PLACES = [question.id for question in PACK.questions]
CLOSED = [question.id for question in PACK.questions if question.kind != "text"]
settings.register_profile(
    "dialogue",
    deadline=None,
    max_examples=120,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
settings.load_profile("dialogue")

VOCABULARY = sorted(
    {
        *U.yes,
        *U.no,
        *U.partly,
        *U.hedges,
        *U.reservations,
        *U.fillers,
        *U.numbers,
        *U.scales,
        *U.months,
        *U.rest,
        *U.all_of,
        *U.none_of,
        *(phrase for phrases in U.likert.values() for phrase in phrases),
        *(name for q in PACK.questions for o in q.options for name in names_of(o)),
        *(term for q in PACK.questions for term in (q.label, *q.terms)),
        *"0 1 2 3 4 5 6 7 2027 1,5 2.5 - / , . : ; but and or not no".split(),
    }
)
MIXED = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=7).map(" ".join)
ANYTHING = st.text(max_size=200) | MIXED
QUESTIONS = st.tuples(
    st.sampled_from([one for one in U.starters if len(one) > 3]),
    st.sampled_from(["a CIO", "the budget of 3 million", "training", "level 4", "yes or no", "it"]),
    st.sampled_from(["?", " ?", "?!", "???"]),
).map(lambda parts: f"{parts[0]} {parts[1]}{parts[2]}")


def literal(turn: Turn, message: str) -> bool:
    """Whether each value that a turn wrote stands in the message itself."""
    line = folded(message)
    words = set(line.replace(".", " ").replace(",", " ").split())
    for one in turn.recorded:
        question = PACK.question[one.question]
        if not _stands_in(question, one.value, line, words):
            return False
    return True


def _stands_in(question: Any, value: Any, line: str, words: set[str]) -> bool:
    if value in ("unknown", "not_applicable"):
        return True
    if question.kind == "likert5":
        spelt = {word for word, number in U.numbers.items() if number == value}
        return str(value) in line or bool(spelt & words) or folded(question.anchors[value]) in line
    if question.kind in ("number", "money", "date"):
        return any(one.isdigit() for one in line) or bool(set(U.numbers) & words) or "a" in words
    chosen = value if isinstance(value, tuple | dict) else (value,)
    if question.kind == "choice":
        option = next(one for one in question.options if one.id == value)
        places = str(question.options.index(option) + 1)
        likely = {*U.yes, *U.no, *U.partly_yes} if value in ("yes", "no", "partly") else set()
        return (
            places in words
            or bool(set(U.ordinals) & words)
            or any(folded(name) in line for name in names_of(option))
            or any(word in line for word in likely)
        )
    return len(chosen) == 0 or bool(line.strip())


@given(st.sampled_from(PLACES), st.lists(ANYTHING, min_size=1, max_size=4))
@example("training", ["4 or 5", "yes"])
def test_no_message_crashes_a_turn(place: str, messages: list[str]) -> None:
    talk = Talk(PACK, WORDS, at=place)
    for message in messages:
        turn = talk.say(message)
        assert turn.reply
        assert turn.events[-1].kind == "turn"
        assert turn.events[-1].turn["reply"] == turn.reply


@given(st.sampled_from(CLOSED), ANYTHING)
def test_only_what_was_said_plainly_is_written_without_a_yes(place: str, message: str) -> None:
    talk = Talk(PACK, WORDS, at=place)
    turn = talk.say(message)
    assert literal(turn, message), (message, turn.recorded)
    assert len(turn.recorded) <= 1


@given(st.sampled_from(CLOSED), st.sampled_from(["2", "3", "yes", "national"]), QUESTIONS)
def test_questions_to_the_material_never_change_answers(
    place: str, first: str, question: str
) -> None:
    talk = Talk(PACK, WORDS, at=place)
    talk.say(first)
    before = talk.answers
    turn = talk.say(question)
    assert talk.answers == before
    assert turn.recorded == ()
    assert [event.kind for event in turn.events] == ["turn"]


@given(st.sampled_from(PLACES), ANYTHING.filter(lambda text: "?" not in text))
def test_what_is_written_is_what_the_turn_says(place: str, message: str) -> None:
    talk = Talk(PACK, WORDS, at=place)
    turn = talk.say(message)
    written = {e.question: e.answer.value for e in turn.events if e.answer is not None}
    assert written == {one.question: one.value for one in turn.recorded}


STEPS = st.one_of(
    st.sampled_from(
        ["back", "skip", "undo", "don't know", "next", "yes", "no", "why", "what is a CIO?"]
    ),
    st.sampled_from(["1", "2", "3", "4", "all", "none", "2027-01-01", "3 million", "mostly"]),
    st.tuples(
        st.sampled_from(["training", "lead", "unit", "level", "budget", "barriers", "years"]),
        st.sampled_from(["1", "2", "3", "yes", "no", "city", "5 million"]),
    ).map(lambda pair: f"change {pair[0]} to {pair[1]}"),
    st.sampled_from(["go to vision", "delete my answer on training", "ask the skipped questions"]),
)


@given(st.lists(STEPS, max_size=25))
def test_a_walk_ends_where_its_surviving_answers_alone_would_lead(steps: list[str]) -> None:
    talk = Talk(PACK, WORDS)
    for step in steps:
        talk.say(step)
    answers, skipped = fold(talk.log)
    alone = tuple(
        Event(kind="answer", question=one, answer=answer) for one, answer in answers.items()
    ) + tuple(Event(kind="skipped", question=one) for one in skipped)
    walked = State.of(PACK, WORDS, talk.log)
    fresh = State.of(PACK, WORDS, alone)
    assert fresh.answers == walked.answers
    assert set(fresh.skipped) == set(walked.skipped)
    if walked.frame("change") is None and walked.frame("at") is None:
        assert fresh.current == walked.current
    assert proposals(PACK, fresh.answers) == proposals(PACK, walked.answers)
    assert set(fresh.left) == set(walked.left)


@given(st.lists(STEPS, max_size=15))
def test_undoing_everything_leaves_nothing(steps: list[str]) -> None:
    talk = Talk(PACK, WORDS)
    for step in steps:
        talk.say(step)
    for _ in range(len(steps) + 1):
        if talk.say("undo").kind == "command":
            break
    assert talk.answers == {}
    assert talk.skipped == ()


TEXTS = [question.id for question in PACK.questions if question.kind == "text"]
WITH_A_MARK = st.tuples(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=60) | MIXED,
    st.sampled_from(["?", "？", "؟", "? ", "?!"]),
    st.text(max_size=60) | MIXED | st.just(""),
).map("".join)
OPENED = st.tuples(st.sampled_from(U.remarks), st.just(" "), MIXED).map("".join)


@given(st.sampled_from(TEXTS), st.lists(WITH_A_MARK, min_size=1, max_size=3))
@example("office", ["Is it needed? The ministry has one"])
@example("office", ["write: the ministry of what?"])
@example("office", ["it is for the ministry", "the ministry of finance?"])
def test_no_text_with_a_question_mark_is_written_without_a_yes(
    place: str, messages: list[str]
) -> None:
    talk = Talk(PACK, WORDS, at=place)
    for message in messages:
        turn = talk.say(message)
        assert turn.recorded == (), (message, turn.recorded)


@given(st.sampled_from(TEXTS), OPENED)
@example("office", "hm, my boss says to keep it short")
@example("office", "and we are ten islands")
def test_no_text_that_opens_like_a_remark_is_written_without_a_yes(
    place: str, message: str
) -> None:
    turn = Talk(PACK, WORDS, at=place).say(message)
    assert turn.recorded == (), (message, turn.recorded)
