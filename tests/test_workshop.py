"""Several respondents: what counts, who differs, and that nobody's answer is lost."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.model.answers import Answers
from advisor.roadmap import draft
from advisor.workshop import Workshop, together
from tests.roadmap_pack import answers_of, small_pack, words
from tests.test_roadmap import OFFICES

PACK = small_pack()


def joined(question: str, *values: Any, **more: Any) -> Workshop:
    people = {f"P{at}": answers_of(PACK, {question: value}) for at, value in enumerate(values)}
    return together(PACK, people, **more)


def counted(question: str, *values: Any) -> Any:
    answer = joined(question, *values).answers.get(question)
    return None if answer is None else answer.value


@pytest.mark.parametrize(
    ("question", "values", "counts"),
    [
        ("LEA01", [1, 5, 3], 3),
        ("LEA01", [2, 4], 2),
        ("LEA01", ["unknown", 4, "unknown"], 4),
        ("LEA01", ["unknown", "unknown"], "unknown"),
        ("LEA01", ["not_applicable", "not_applicable", 4], "not_applicable"),
        ("LEA01", ["not_applicable", 4], 4),
        ("plan.budget", [100, 900, 200], 200),
        ("profile.level", ["city", "national", "city"], "city"),
        ("profile.level", ["city", "national"], "national"),
        ("vision.statement", ["For all", "For all"], "For all"),
        ("vision.statement", ["For all", "For some"], None),
        ("plan.start", ["2027-01-01", "2027-01-01", "unknown"], "2027-01-01"),
        (
            "features",
            [{"cio": "yes", "law": "no"}, {"cio": "no", "portal": "unknown"}],
            {"cio": "no", "law": "no", "portal": "unknown"},
        ),
        ("features", [{"cio": "yes"}, {"cio": "yes"}, {"cio": "no"}], {"cio": "yes"}),
    ],
)
def test_what_counts(question: str, values: list[Any], counts: Any) -> None:
    assert counted(question, *values) == counts


@pytest.mark.parametrize(
    ("question", "values", "divided"),
    [
        ("LEA01", [1, 3], True),
        ("LEA01", [2, 3], False),
        ("LEA01", [1, "unknown"], False),
        ("profile.level", ["city", "national"], True),
        ("profile.level", ["city", "city", "national"], False),
        ("features", [{"cio": "yes"}, {"cio": "no"}], True),
        ("features", [{"cio": "yes"}, {"cio": "partly"}], False),
        ("vision.statement", ["For all", "For some"], True),
    ],
)
def test_who_is_far_apart(question: str, values: list[Any], divided: bool) -> None:
    (spread,) = joined(question, *values).spreads
    assert spread.divided == divided


def test_every_standpoint_is_kept_with_names() -> None:
    (spread,) = joined("LEA01", 2, 5, 2, "unknown").spreads
    assert [(one.shown, one.who) for one in spread.standpoints] == [
        ("2 (level 2)", ("P0", "P2")),
        ("5 (level 5)", ("P1",)),
        ("not known", ("P3",)),
    ]
    assert (spread.given, spread.of, spread.settled) == (3, 4, "2 (level 2)")


def test_what_the_workshop_agreed_on_stands() -> None:
    agreed = answers_of(PACK, {"LEA01": 5})
    workshop = joined("LEA01", 1, 2, settled=agreed)
    assert workshop.answers["LEA01"].value == 5
    assert workshop.spreads[0].settled == "5 (level 5)"


def test_scores_show_the_span_of_single_respondents() -> None:
    people = {
        "A": answers_of(PACK, {"LEA01": 1, "LEA02": 2}),
        "B": answers_of(PACK, {"LEA01": 4, "LEA02": 5}),
        "C": answers_of(PACK, {"p1.sponsor": 3}),
    }
    workshop = together(PACK, people)
    assert [(one.id, one.low, one.high, one.respondents) for one in workshop.scores] == [
        ("leadership", 150, 450, 2)
    ]
    roadmap = draft(
        PACK,
        workshop.answers,
        words=words(),
        spreads=workshop.spreads,
        score_spreads=workshop.scores,
    )
    (score,) = roadmap.scores
    assert (score.score, score.low, score.high, score.respondents) == (150, 150, 450, 2)
    assert [one.question for one in roadmap.spreads] == ["LEA01", "LEA02"]


def test_names_of_respondents_do_not_change_the_fingerprint() -> None:
    def made(*names: str) -> str:
        people = {name: answers_of(PACK, {"LEA01": at + 1}) for at, name in enumerate(names)}
        workshop = together(PACK, people)
        return draft(PACK, workshop.answers, words=words(), spreads=workshop.spreads).fingerprint

    assert made("A", "B") == made("X", "Y")


@settings(max_examples=40, deadline=None)
@given(OFFICES)
def test_one_respondent_is_heard_as_they_are(values: dict[str, Any]) -> None:
    alone = answers_of(PACK, values)
    workshop = together(PACK, {"One": alone})
    assert _values(workshop.answers) == _values(alone)
    assert workshop.spreads == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(OFFICES, min_size=2, max_size=4))
def test_agreement_stays_and_nothing_is_lost(offices: list[dict[str, Any]]) -> None:
    people = {f"P{at}": answers_of(PACK, values) for at, values in enumerate(offices)}
    workshop = together(PACK, people)
    spreads = {one.question: one for one in workshop.spreads}
    for question in PACK.questions:
        values = {name: a[question.id].value for name, a in people.items() if question.id in a}
        if len(values) > 1:
            heard = [who for one in spreads[question.id].standpoints for who in one.who]
            assert sorted(heard) == sorted(values)
        distinct = list(values.values())
        if distinct and all(value == distinct[0] for value in distinct):
            assert workshop.answers[question.id].value == distinct[0]
    backwards = together(PACK, dict(reversed(people.items())))
    assert backwards == workshop


def _values(answers: Answers) -> dict[str, Any]:
    return {name: one.value for name, one in answers.items()}
