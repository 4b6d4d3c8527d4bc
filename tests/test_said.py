"""What offices say, weighed: the shipped sayings, and what is made of a message."""

from collections import Counter

import pytest

from advisor.bootstrap import Advisor
from advisor.config import PROJECT
from advisor.content import load_records
from advisor.model.conversation import Description
from advisor.retrieval.adapter import unadapted
from advisor.retrieval.said import SIGNALS, Said, names, shipped_sayings

KNOWN = load_records(PROJECT / "knowledge" / "said", Said)
WEIGHED = ("likert5", "choice", "multi", "checklist")


def described(text: str) -> Description:
    return Description(text=text, words=tuple(text.split()))


def test_each_saying_means_a_value_that_its_question_takes(advisor: Advisor) -> None:
    for one in KNOWN:
        question = advisor.pack.question[one.question]
        assert one.value in [value for value, _ in names(question)], one


def test_no_saying_means_two_values_of_a_question() -> None:
    told = {(one.question, text.lower(), one.value) for one in KNOWN for text in one.said}
    twice = [key for key, count in Counter((q, text) for q, text, _ in told).items() if count > 1]
    assert not twice


def test_each_value_of_each_question_is_known_in_several_wordings(advisor: Advisor) -> None:
    count = Counter((one.question, str(one.value)) for one in KNOWN for _ in one.said)
    for question in advisor.pack.questions:
        if question.kind in WEIGHED:
            for value, _ in names(question):
                assert count[question.id, str(value)] >= 3, (question.id, value)


def test_the_shipped_sayings_are_those_of_the_pack(advisor: Advisor) -> None:
    store = shipped_sayings()
    told = [(one.question, str(one.value)) for one in KNOWN for _ in one.said]
    assert store.model == unadapted(advisor.material.index.model)
    assert list(zip(store.questions, store.values, strict=True)) == told
    assert len(store.vectors) == len(told)
    assert store.scale.shape == store.options.shape == (3, len(SIGNALS))


@pytest.mark.parametrize(
    ("question", "said", "value"),
    [
        ("LEA02", "outside our own building no one has heard of it", 2),
        ("STR06", "one total at the end, no word on who pays", 2),
        ("TEC11", "we wrote a recovery plan once and have never tried it", 3),
        ("p6.broadband", "fibre in the capital, further out you climb a hill for a signal", 2),
        ("LEG19", "parliament passed it years ago and still there is no commissioner", 3),
        ("inc.older", "they never learned to use a smartphone", "ability"),
        ("inc.poor", "a gigabyte costs as much as their dinner", "affordability"),
    ],
)
def test_a_description_in_other_words_is_understood(
    advisor: Advisor, question: str, said: str, value: object
) -> None:
    assert advisor.meant(advisor.pack.question[question], described(said))[0][0] == value


def test_chances_are_of_all_values_and_the_likeliest_comes_first(advisor: Advisor) -> None:
    question = advisor.pack.question["LEA04"]
    found = advisor.meant(question, described("nobody has been asked to do that job"))
    chances = [chance for _, chance in found]
    assert sorted(value for value, _ in found) == [1, 2, 3, 4, 5]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) == pytest.approx(1)


@pytest.mark.parametrize(
    "said", ["we just came back from lunch", "is it raining in geneva", "blue"]
)
def test_what_is_like_nothing_known_means_nothing(advisor: Advisor, said: str) -> None:
    assert not advisor.meant(advisor.pack.question["LEA04"], described(said))


def test_what_the_rules_read_counts(advisor: Advisor) -> None:
    question = advisor.pack.question["LEA04"]
    text = "somebody does it on the side"
    alone = dict(advisor.meant(question, described(text)))
    ruled = Description(text=text, words=tuple(text.split()), ruled=(5,))
    assert dict(advisor.meant(question, ruled))[5] > alone[5]
