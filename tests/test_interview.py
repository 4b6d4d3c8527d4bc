from hypothesis import given
from hypothesis import strategies as st

from advisor.content import load_pack
from advisor.interview import (
    effect_of,
    left_open,
    most_telling,
    next_question,
    path,
    previous_question,
    progress,
    proposals,
    review,
    stages,
)
from advisor.model.answers import Answer, Answers, read_value
from tests.pack_files import BASE

PACK = load_pack(BASE)
ANSWERS = {
    "level": st.sampled_from(["national", "city", "unknown"]),
    "LEA01": st.sampled_from([1, 2, 3, 4, 5, "unknown", "not_applicable"]),
    "features": st.dictionaries(
        st.sampled_from(["cio", "law"]), st.sampled_from(["yes", "partly", "no"]), min_size=1
    ),
}
SOME = st.fixed_dictionaries({}, optional=ANSWERS)


def answers(**raw: object) -> Answers:
    return {
        name: Answer(question=name, value=read_value(PACK.question[name], value))
        for name, value in raw.items()
    }


def ids(questions: object) -> list[str]:
    return [question.id for question in questions]


def test_the_path_follows_from_the_answers() -> None:
    assert ids(path(PACK, {})) == ["level", "LEA01"]
    assert ids(path(PACK, answers(level="national"))) == ["level", "LEA01", "features"]
    assert ids(path(PACK, answers(level="city"))) == ["level", "LEA01"]


def test_the_next_question_is_the_first_open_one_not_skipped() -> None:
    given_answers = answers(level="national")
    assert next_question(PACK, given_answers).id == "LEA01"
    assert next_question(PACK, given_answers, ("LEA01",)).id == "features"
    assert next_question(PACK, given_answers, ("LEA01", "features")) is None
    assert ids(left_open(PACK, given_answers)) == ["LEA01", "features"]


def test_one_step_back() -> None:
    given_answers, order = answers(level="national", LEA01=2), ("LEA01", "level")
    assert previous_question(PACK, given_answers, "features", order).id == "level"
    assert previous_question(PACK, given_answers, "level", order).id == "LEA01"
    assert previous_question(PACK, given_answers, "LEA01", order) is None


def test_progress_counts_the_path_only() -> None:
    given_answers = answers(level="city", features={"cio": "yes"})
    now = next_question(PACK, given_answers)
    far = progress(PACK, given_answers, now)
    assert (far.answered, far.of) == (1, 2)
    assert far.stage == "situation"
    assert [(one.stage, one.answered, one.of) for one in stages(PACK, given_answers)] == [
        ("profile", 1, 1),
        ("situation", 0, 1),
        ("pillars", 0, 0),
    ]


def test_the_review_keeps_what_fell_off_the_path() -> None:
    given_answers = answers(level="city", features={"cio": "yes"})
    lines = {
        q.id: (a, active) for part in review(PACK, given_answers) for q, a, active in part.lines
    }
    assert lines["features"][0] is not None
    assert lines["features"][1] is False


def test_the_effect_of_a_change_is_told_before_it_counts() -> None:
    before = answers(level="national", LEA01=4, features={"cio": "no"})
    effect = effect_of(PACK, before, PACK.question["LEA01"], 2)
    assert effect.actions_added == ("A101",)
    effect = effect_of(PACK, before, PACK.question["level"], "city")
    assert effect.closes == ("features",)
    assert "A101" not in proposals(PACK, before)


def test_what_holds_up_a_must_is_wanted_first() -> None:
    assert most_telling(PACK, answers(level="national")) == ("LEA01", "features")
    assert most_telling(PACK, answers(level="national", LEA01=5)) == ()


@given(SOME)
def test_the_open_question_is_on_the_path_and_unanswered(raw: dict) -> None:
    given_answers = answers(**raw)
    question = next_question(PACK, given_answers)
    if question is None:
        assert left_open(PACK, given_answers) == ()
    else:
        assert question.id not in given_answers
        assert question in path(PACK, given_answers)


@given(SOME, st.sampled_from(["level", "LEA01", "features"]), st.data())
def test_a_change_does_what_was_told(raw: dict, name: str, data: st.DataObject) -> None:
    before = answers(**raw)
    value = read_value(PACK.question[name], data.draw(ANSWERS[name]))
    told = effect_of(PACK, before, PACK.question[name], value)
    after = {**before, name: Answer(question=name, value=value)}
    opened = {q.id for q in path(PACK, after)} - {q.id for q in path(PACK, before)}
    assert set(told.opens) == opened
    gained = set(proposals(PACK, after)) - set(proposals(PACK, before))
    assert set(told.actions_added) == gained
