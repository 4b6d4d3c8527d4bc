"""The planning settings: from the answers, overridden by what an answers file or a page gives."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from advisor.errors import did_you_mean
from advisor.model.answers import Answers
from advisor.model.content import KnowledgePack
from advisor.model.roadmap import Pin, PlanSettings
from advisor.roadmap.calendar import QUARTERS
from advisor.rules import View

# The settings an answers file may give under `settings:`, with the question behind each.
SETTINGS: dict[str, str] = {
    "start": "first day of the plan, YYYY-MM-DD (question plan.start)",
    "years": "how many years the plan covers, 1 to 10 (question plan.years)",
    "budget": "money per plan year: one sum, or a list with one sum a year (question plan.budget)",
    "people": "full-time people who can work on it at once (question plan.people)",
    "currency": "how amounts are labelled (question profile.currency)",
    "person_month": "what one person-month costs (question cost.person_month)",
    "small": "what a small purchase costs (question cost.small)",
    "medium": "what a medium purchase costs (question cost.medium)",
    "large": "what a large purchase costs (question cost.large)",
    "pins": "actions with the quarter in which they must start, counted from 0: {A101: 2}",
}
QUESTION_OF: dict[str, str] = {
    "start": "plan.start",
    "years": "plan.years",
    "budget": "plan.budget",
    "people": "plan.people",
    "currency": "profile.currency",
    "person_month": "cost.person_month",
    "small": "cost.small",
    "medium": "cost.medium",
    "large": "cost.large",
}
_YEARS = 5
_MOST_YEARS = 10
_MOST_MONEY = 10**15
_MOST_PEOPLE = 100_000


def settings_from(
    pack: KnowledgePack, answers: Answers, given: Mapping[str, Any] | None = None
) -> PlanSettings:
    """The settings that the answers give, with those of `given` (see SETTINGS) in their place.

    What neither gives stays None: it is to be confirmed and binds nothing. A plan without a length
    gets five years, noted in `assumed`.

    Raises:
        ValueError: for an unknown setting, with a did-you-mean, or a value that it does not take.
    """
    view = View(pack, answers)
    raw: dict[str, Any] = {
        name: view.value(question)
        for name, question in QUESTION_OF.items()
        if question in pack.question
    }
    for name, value in (given or {}).items():
        if name not in SETTINGS:
            raise ValueError(f"there is no setting '{name}'.{did_you_mean(name, SETTINGS)}")
        raw[str(name)] = value
    years = _whole("years", raw.get("years"), 1, _MOST_YEARS)
    return PlanSettings(
        start=_day(raw.get("start")),
        years=years or _YEARS,
        currency=_label(raw.get("currency")),
        budget=_budget(raw.get("budget"), years or _YEARS),
        people=_whole("people", raw.get("people"), 1, _MOST_PEOPLE),
        person_month=_money("person_month", raw.get("person_month")),
        small=_money("small", raw.get("small")),
        medium=_money("medium", raw.get("medium")),
        large=_money("large", raw.get("large")),
        pins=_pins(pack, raw.get("pins"), years or _YEARS),
        assumed=() if years else ("years",),
    )


def _whole(name: str, value: Any, low: int, high: int) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ValueError(f"setting '{name}' takes a whole number {low} to {high}, not {value!r}.")
    return value


def _money(name: str, value: Any) -> int | None:
    return _whole(name, value, 0, _MOST_MONEY)


def _day(value: Any) -> str | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError(
            f"setting 'start' takes a date written YYYY-MM-DD, not {value!r}."
        ) from None
    if not 1900 <= day.year <= 2200:
        raise ValueError(f"setting 'start' takes a year from 1900 to 2200, not {day.year}.")
    return day.isoformat()


def _label(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > 40:
        raise ValueError(f"setting 'currency' takes a short name such as USD, not {value!r}.")
    return value.strip()


def _budget(value: Any, years: int) -> tuple[int, ...]:
    """One sum for each year of the plan; nothing when it is not known."""
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        if len(value) != years:
            raise ValueError(
                f"setting 'budget' takes one sum, or one for each of the plan's {years} years; "
                f"it has {len(value)}."
            )
        sums = [_money("budget", one) for one in value]
        if None in sums:
            raise ValueError("setting 'budget' takes a sum for every year, and one is empty.")
        return tuple(one for one in sums if one is not None)
    amount = _money("budget", value)
    return () if amount is None else (amount,) * years


def _pins(pack: KnowledgePack, value: Any, years: int) -> tuple[Pin, ...]:
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        raise ValueError("setting 'pins' takes lines of the form 'action: quarter', as in A101: 2.")
    pins = []
    for action, quarter in value.items():
        if action not in pack.action:
            hint = did_you_mean(action, pack.action)
            raise ValueError(f"setting 'pins': there is no action '{action}'.{hint}")
        last = years * QUARTERS - 1
        number = _whole(f"pins.{action}", quarter, 0, last)
        if number is not None:
            pins.append(Pin(action=action, quarter=number))
    return tuple(sorted(pins, key=lambda pin: pin.action))
