import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from advisor.content import load_pack
from advisor.content.examples import view_of_example
from advisor.model.answers import Answer, Answers, read_value
from advisor.model.conditions import Condition
from advisor.model.content import KnowledgePack
from advisor.rules import View, fire, holds
from tests.pack_files import BASE, with_parts

PACK = load_pack(BASE)
CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


def answers(**raw: object) -> Answers:
    return {
        name: Answer(question=name, value=read_value(PACK.question[name], value))
        for name, value in raw.items()
    }


def verdict(condition: dict, **raw: object) -> bool | None:
    return holds(View(PACK, answers(**raw)), CONDITION.validate_python(condition))


@pytest.mark.parametrize(
    ("condition", "given_answers", "want"),
    [
        ({"of": "LEA01", "lt": 3}, {"LEA01": 2}, True),
        ({"of": "LEA01", "lt": 3}, {"LEA01": 3}, False),
        ({"of": "LEA01", "lte": 3}, {"LEA01": 3}, True),
        ({"of": "LEA01", "gt": 3}, {"LEA01": 3}, False),
        ({"of": "LEA01", "gte": 3}, {"LEA01": 3}, True),
        ({"of": "LEA01", "in": [1, 2]}, {"LEA01": 2}, True),
        ({"of": "LEA01", "lt": 3}, {}, None),
        ({"of": "LEA01", "lt": 3}, {"LEA01": "unknown"}, None),
        ({"of": "LEA01", "lt": 3}, {"LEA01": "not_applicable"}, None),
        ({"of": "LEA01", "answered": True}, {}, False),
        ({"of": "LEA01", "answered": False}, {}, True),
        ({"of": "level", "ne": "city"}, {"level": "national"}, True),
        ({"of": "features.cio", "eq": "yes"}, {"level": "national", "features": ["cio"]}, True),
        ({"of": "features.law", "eq": "no"}, {"level": "national", "features": ["cio"]}, True),
        ({"of": "score.leadership", "gte": 400}, {"LEA01": 4}, True),
    ],
)
def test_a_comparison(condition: dict, given_answers: dict, want: bool | None) -> None:
    assert verdict(condition, **given_answers) is want


def test_an_answer_off_the_path_does_not_count() -> None:
    given_answers = {"level": "city", "features": ["cio"]}
    assert verdict({"of": "features.cio", "eq": "yes"}, **given_answers) is None


THREE = st.sampled_from([True, False, None])


def leaf(value: bool | None, name: str) -> tuple[dict, dict]:
    raw = {} if value is None else {name: "x" if value else "y"}
    return {"of": name, "eq": "x"}, raw


@given(THREE, THREE)
def test_kleene_logic(left: bool | None, right: bool | None) -> None:
    """Conjunction is the lesser, disjunction the greater, of false < unknown < true."""
    pack = _two_choices()
    rank = {False: 0, None: 1, True: 2}
    (one, a), (two, b) = leaf(left, "p"), leaf(right, "q")
    view = view_of_example(pack, a | b)
    both = CONDITION.validate_python({"all": [one, two]})
    either = CONDITION.validate_python({"any": [one, two]})
    assert rank[holds(view, both)] == min(rank[left], rank[right])
    assert rank[holds(view, either)] == max(rank[left], rank[right])
    neither = CONDITION.validate_python({"not": {"any": [one, two]}})
    assert rank[holds(view, neither)] == 2 - max(rank[left], rank[right])


def _two_choices() -> KnowledgePack:
    level = PACK.question["level"].model_dump()
    options = [{"id": "x", "label": "X"}, {"id": "y", "label": "Y"}]
    made = [
        PACK.question["level"].model_validate({**level, "id": name, "options": options})
        for name in ("p", "q")
    ]
    return with_parts(PACK, questions=tuple(made))


def test_a_firing_carries_its_trace() -> None:
    given_answers = answers(level="national", LEA01=2, features={"cio": "no"})
    firing = fire(View(PACK, given_answers), PACK.rule["R1.weak-leadership"])
    assert firing.verdict is True
    assert firing.because == "Leadership stands at 2.0 of 5 and no CIO is in post."
    assert [(one.fact, one.saw, one.held) for one in firing.leaves] == [
        ("score.leadership", 200, True),
        ("features.cio", "no", True),
    ]
    assert firing.leaves[0].answers == ("LEA01",)
    assert [str(source) for source in firing.sources] == ["little/s01"]


def test_an_open_rule_names_the_question_it_waits_for() -> None:
    firing = fire(View(PACK, answers(level="national", LEA01=2)), PACK.rule["R1.weak-leadership"])
    assert firing.verdict is None
    assert firing.missing == ("features",)


def test_a_settled_rule_waits_for_nothing() -> None:
    firing = fire(View(PACK, answers(LEA01=4)), PACK.rule["R1.weak-leadership"])
    assert firing.verdict is False
    assert firing.missing == ()


def test_not_applicable_leaves_the_denominator() -> None:
    twin = PACK.question["LEA01"].model_copy(update={"id": "LEA02"})
    pack = with_parts(PACK, questions=(*PACK.questions, twin))
    given_answers = answers(LEA01=2)
    given_answers["LEA02"] = Answer(question="LEA02", value="not_applicable")
    assert View(pack, given_answers).fact("score.leadership") == 200
    given_answers["LEA02"] = Answer(question="LEA02", value=5)
    assert View(pack, given_answers).fact("score.leadership") == 350


@given(st.lists(st.integers(1, 5), min_size=1, max_size=9))
def test_a_mean_is_rounded_half_up_in_hundredths(values: list[int]) -> None:
    question = PACK.question["LEA01"]
    made = tuple(question.model_copy(update={"id": f"X{at}"}) for at in range(len(values)))
    pack = with_parts(PACK, questions=made)
    given_answers = {
        one.id: Answer(question=one.id, value=value)
        for one, value in zip(made, values, strict=True)
    }
    exact = 100 * sum(values) / len(values)
    got = View(pack, given_answers).fact("score.leadership")
    assert got is not None
    assert abs(got - exact) <= 0.5
