"""A yes or a no to what is proposed, however it is put; anything beside it is no plain yes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.dialogue.agreeing import agrees, disagrees
from advisor.dialogue.message import hear
from tests.dialogue_pack import words

U = words().understanding
YES = [
    "yes", "yesss", "yes please", "yep that's it", "lol yes mate, note that down", "sounds right",
    "spot on", "correct", "corect", "quite so", "that's the situation, yes", "all good",
    "yes exactly as you say", "I'm afraid so", "about right yeah", "👍", "confirmed", "go ahead",
    "yes, kindly proceed", "tru", "yebo", "ok do it", "yup thats us", "absolutely, thank you",
]  # fmt: skip
NO = [
    "no", "nope", "no, leave it as it was", "not quite", "that's not right", "wrong", "not that",
    "no thanks", "no no no", "that is not what I meant", "👎", "cancel that", "incorrect",
]  # fmt: skip
NEITHER = [
    "yes but only in two ministries", "right now we have nothing", "4", "yes, 4", "good question",
    "yes?", "maybe", "the minister said yes to the budget", "no, 3", "no, the ministry of finance",
    "it is not written anywhere", "yes we have a law", "correct the country to Fiji",
]  # fmt: skip


@pytest.mark.parametrize("said", YES)
def test_a_yes(said: str) -> None:
    assert agrees(hear(said, U), U)
    assert not disagrees(hear(said, U), U)


@pytest.mark.parametrize("said", NO)
def test_a_no(said: str) -> None:
    assert disagrees(hear(said, U), U)
    assert not agrees(hear(said, U), U)


@pytest.mark.parametrize("said", NEITHER)
def test_neither(said: str) -> None:
    assert not agrees(hear(said, U), U)
    assert not disagrees(hear(said, U), U)


def test_the_number_of_answers_may_be_named() -> None:
    assert agrees(hear("yes to all three", U), U, count=3)
    assert not agrees(hear("yes to all three", U), U, count=2)


@given(
    st.sampled_from(YES),
    st.sampled_from(["3", "finance", "never", "but partly", "in 2027", "only the city", "except"]),
)
def test_a_yes_with_something_beside_it_is_no_plain_yes(yes: str, more: str) -> None:
    assert not agrees(hear(f"{yes} {more}", U), U)


@given(st.text(max_size=60))
def test_no_text_is_a_yes_and_a_no_at_once(said: str) -> None:
    message = hear(said, U)
    assert not (agrees(message, U) and disagrees(message, U))
