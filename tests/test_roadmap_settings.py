"""Planning settings: from answers, overridden by a file; refused with a sentence."""

from typing import Any

import pytest
from pydantic import ValidationError

from advisor.model.roadmap import Pin, PlanSettings
from advisor.roadmap import SETTINGS, RoadmapWords, settings_from
from tests.roadmap_pack import FULL, answers_of, small_pack, words

PACK = small_pack()


def read(values: dict[str, Any], **given: Any) -> PlanSettings:
    return settings_from(PACK, answers_of(PACK, values), given)


def test_the_answers_give_the_settings() -> None:
    found = read(FULL)
    assert (found.start, found.years, found.people) == ("2027-01-01", 5, 6)
    assert found.budget == (1_000_000,) * 5
    assert (found.person_month, found.small, found.medium, found.large) == (
        2_000,
        20_000,
        100_000,
        900_000,
    )
    assert found.currency == "LLD"
    assert found.assumed == ()


def test_what_nobody_gave_stays_open() -> None:
    found = read({})
    assert (found.start, found.people, found.budget, found.person_month) == (None, None, (), None)
    assert (found.years, found.assumed) == (5, ("years",))


def test_an_unknown_answer_gives_nothing() -> None:
    assert read({"plan.people": "unknown", "plan.budget": "unknown"}).people is None


def test_a_file_overrides_the_answers() -> None:
    found = read(FULL, people=9, years=2, budget=[5, 6], pins={"A402": 4, "A101": 0})
    assert (found.people, found.years, found.budget) == (9, 2, (5, 6))
    assert found.pins == (Pin(action="A101", quarter=0), Pin(action="A402", quarter=4))


def test_a_file_can_leave_open_what_the_answers_gave() -> None:
    assert read(FULL, people=None).people is None


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"peple": 3}, "there is no setting 'peple'. Did you mean 'people'?"),
        ({"people": 0}, "setting 'people' takes a whole number 1 to 100000, not 0."),
        ({"people": "six"}, "setting 'people' takes a whole number 1 to 100000, not 'six'."),
        ({"people": True}, "setting 'people' takes a whole number 1 to 100000, not True."),
        ({"years": 11}, "setting 'years' takes a whole number 1 to 10, not 11."),
        ({"start": "soon"}, "setting 'start' takes a date written YYYY-MM-DD, not 'soon'."),
        ({"start": "0001-01-01"}, "setting 'start' takes a year from 1900 to 2200, not 1."),
        ({"budget": [1, 2]}, "it has 2."),
        ({"budget": -1}, "setting 'budget' takes a whole number 0 to 1000000000000000, not -1."),
        ({"budget": [1, 2, 3, 4, None]}, "takes a sum for every year, and one is empty."),
        ({"small": 1.5}, "setting 'small' takes a whole number"),
        ({"currency": 7}, "setting 'currency' takes a short name such as USD, not 7."),
        ({"pins": {"A1O1": 1}}, "there is no action 'A1O1'. Did you mean 'A101'?"),
        ({"pins": {"A101": 20}}, "setting 'pins.A101' takes a whole number 0 to 19, not 20."),
        ({"pins": ["A101"]}, "setting 'pins' takes lines of the form"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=r"^(setting|there is no setting)") as fault:
        read(FULL, **given)
    assert sentence in str(fault.value)


def test_every_setting_is_described_and_can_be_given() -> None:
    assert set(SETTINGS) == set(PlanSettings.model_fields) - {"assumed", "set_aside"}


def test_the_wording_that_ships_is_whole() -> None:
    assert isinstance(words(), RoadmapWords)


@pytest.mark.parametrize(
    ("part", "name", "text", "fault"),
    [
        ("placed", "needs", "after {neds}", "Did you mean 'needs'?"),
        ("placed", "people", "{wanted:>9}", "takes no format"),
        ("placed", "free", "now {when}", "is not one of none"),
    ],
)
def test_a_slip_in_the_wording_is_found_when_it_is_read(
    part: str, name: str, text: str, fault: str
) -> None:
    raw = words().model_dump()
    raw[part][name] = text
    with pytest.raises(ValidationError) as error:
        RoadmapWords.model_validate(raw)
    assert fault in str(error.value)


def test_names_in_a_line() -> None:
    say = words()
    assert say.listed([]) == ""
    assert say.listed(["a"]) == "a"
    assert say.listed(["a", "b", "c"]) == "a, b and c"
    assert say.listed(list("abcdef")) == "a, b, c and 3 more"
    assert say.money(1_200_000, "USD") == "1 200 000 USD"
    assert say.money(5, "") == "5"
