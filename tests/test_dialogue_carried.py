"""Answers of the last cycle: shown topic by topic, kept on a yes, never silently."""

import pytest

from advisor.content.yaml_file import read_yaml
from advisor.dialogue import opening, take_turn
from advisor.model.answers import Answer, Answers, Event, Value, fold
from advisor.model.conversation import Turn
from tests.dialogue_pack import PROMPTS, Material, small_pack, words

PACK, WORDS = small_pack(), words()
MARK = WORDS.understanding.previous_cycle
OLD: dict[str, Value] = {
    "office": "Digital Agency",
    "level": "national",
    "lead": 2,
    "training": 3,
    "unit": "yes",
    "unit_staff": 4,
}


class Cycle:
    """A conversation that opens with the answers of the last one."""

    def __init__(self, old: dict[str, Value]) -> None:
        self.log: tuple[Event, ...] = tuple(
            Event(kind="answer", question=one, answer=Answer(question=one, value=value, by=MARK))
            for one, value in old.items()
        )
        self.last = self._kept(opening(PACK, WORDS, self.log))

    def _kept(self, turn: Turn) -> Turn:
        self.log += tuple(Event.model_validate_json(one.model_dump_json()) for one in turn.events)
        self.last = turn
        return turn

    def say(self, said: str) -> Turn:
        return self._kept(take_turn(PACK, WORDS, self.log, said, Material()))

    def press(self, label: str) -> Turn:
        button = next(one for one in self.last.buttons if one.label.startswith(label))
        return self._kept(take_turn(PACK, WORDS, self.log, button, Material()))

    @property
    def answers(self) -> Answers:
        return fold(self.log)[0]

    @property
    def open_lines(self) -> set[str]:
        return {one for one, answer in self.answers.items() if answer.by == MARK}

    @property
    def lines(self) -> list[str]:
        frame = self.last.frames[-1]
        return [one for one, _ in frame.proposed] if frame.kind == "carried" else []


@pytest.fixture
def cycle() -> Cycle:
    return Cycle(OLD)


def test_the_mark_is_the_one_that_the_roadmap_writes() -> None:
    assert read_yaml(PROMPTS / "roadmap.yaml").data["previous_cycle"] == MARK


def test_the_first_topic_is_put_with_its_old_values(cycle: Cycle) -> None:
    assert cycle.lines == ["office", "level"]
    assert "6 answers" in cycle.last.reply
    assert "1  Office: Digital Agency" in cycle.last.question
    assert "2  Level of government: National government" in cycle.last.question
    assert "4 answers of the last cycle are left" in cycle.last.question
    assert cycle.last.current_question is None


@pytest.mark.parametrize("said", ["yes", "all true", "nothing changed", "ok"])
def test_a_yes_keeps_a_topic_and_nothing_else(cycle: Cycle, said: str) -> None:
    turn = cycle.say(said)
    assert turn.kind == "recorded"
    assert {one.question for one in turn.recorded} == {"office", "level"}
    assert cycle.open_lines == set(OLD) - {"office", "level"}


def test_what_is_new_is_asked_between_the_topics(cycle: Cycle) -> None:
    assert cycle.press("All of it is still true").current_question == "currency"
    cycle.say("EUR")
    assert cycle.last.current_question == "features"
    cycle.say("all yes")
    assert cycle.lines == ["lead"]


def walked(cycle: Cycle) -> None:
    for one in ("all true", "EUR", "all yes"):
        cycle.say(one)


def test_a_number_with_its_new_value_changes_that_line_alone() -> None:
    cycle = Cycle({"office": "Digital Agency", "level": "national"})
    turn = cycle.say("2 is now city")
    assert turn.kind == "confirm", turn.reply
    cycle.say("yes")
    assert cycle.answers["level"].value == "city"
    assert cycle.answers["level"].by == ""
    assert cycle.lines == ["office"]


def test_all_but_one_keeps_the_others_and_asks_that_one(cycle: Cycle) -> None:
    turn = cycle.say("all but 2")
    assert turn.current_question == "level"
    assert cycle.open_lines == set(OLD) - {"office"}
    turn = cycle.say("city")
    assert turn.kind == "confirm"
    cycle.say("yes")
    assert cycle.answers["level"].value == "city"


def test_something_changed_asks_which_and_comes_back_with_the_rest(cycle: Cycle) -> None:
    assert cycle.say("no").kind == "clarified"
    turn = cycle.press("Level of government")
    assert turn.current_question == "level"
    cycle.say("city")
    cycle.say("yes")
    assert cycle.lines == ["office"]
    assert cycle.open_lines == set(OLD) - {"level"}


@pytest.mark.parametrize(
    "said",
    ["3", "mostly", "we have a unit", "why", "tell me about the cio", "hello", "maybe", "🙃"],
)
def test_nothing_else_confirms_an_old_answer(cycle: Cycle, said: str) -> None:
    walked(cycle)
    before = cycle.open_lines
    cycle.say(said)
    assert cycle.open_lines == before, cycle.last.reply


def test_skipped_lines_stay_on_the_list_until_the_end(cycle: Cycle) -> None:
    cycle.say("skip")
    assert cycle.open_lines == set(OLD)
    for one in ("EUR", "all yes", "all true", "all true", "all true"):
        cycle.say(one)
    said = 0
    while cycle.last.current_question and said < 30:
        cycle.say("skip")
        said += 1
    assert cycle.open_lines == {"office", "level"}
    assert "2 answers" in cycle.last.reply
    assert "Office" in cycle.last.reply
    cycle.press("Answer the open ones")
    assert cycle.lines == ["office", "level"]


def test_undo_takes_a_confirmation_back(cycle: Cycle) -> None:
    cycle.say("all true")
    cycle.say("undo")
    assert cycle.open_lines == set(OLD)
    assert cycle.lines == ["office", "level"]


def test_a_question_to_the_material_leaves_the_lines_on_the_table(cycle: Cycle) -> None:
    assert cycle.say("who is the cio?").kind == "answered"
    assert cycle.lines == ["office", "level"]
    assert cycle.open_lines == set(OLD)
