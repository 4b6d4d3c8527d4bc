"""The planning settings: from the answers, overridden by what an answers file or a page gives."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from advisor.errors import did_you_mean
from advisor.model.answers import Answers
from advisor.model.choices import OwnAction, Previous
from advisor.model.content import KnowledgePack
from advisor.model.roadmap import Pin, PlanSettings
from advisor.roadmap.calendar import QUARTERS
from advisor.roadmap.choices import read_actuals, read_choices, read_own, read_weights
from advisor.roadmap.funds import MOST_MONEY, checked_edits, read_funding, yearly
from advisor.roadmap.merging import checked_choices, checked_own
from advisor.roadmap.records import Located, Reading, SettingFaults, dotted
from advisor.roadmap.wishes import planned_ids
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
    "weights": "what each criterion of priority counts for, 0 to 5: {impact: 5, demand: 3}",
    "choices": "what the office decided about an action: {A101: {decision: rejected, reason: …}}",
    "own": "actions that the office adds: [{id: own.portal, pillar: 4, title: …}]",
    "funding": "who pays: [{name: Treasury, amounts: 500000, status: secured, use: any}]",
    "actuals": "what was reached: {A101: {status: done, values: {2027: 45}}}",
    "previous": "figures of the last cycle, written when the next cycle is begun",
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
_MOST_PEOPLE = 100_000


def settings_from(
    pack: KnowledgePack, answers: Answers, given: Mapping[str, Any] | None = None
) -> PlanSettings:
    """The settings that the answers give, with those of `given` (see SETTINGS) in their place.

    What neither gives stays None: it is to be confirmed and binds nothing. A plan without a length
    gets five years, noted in `assumed`.

    Raises:
        SettingFaults: with every fault, each with its place and a sentence with a did-you-mean.
    """
    settings, faults = read_settings(pack, answers, given)
    faults = (*faults, *unplanned_targets(pack, answers, settings))
    if faults:
        raise SettingFaults(faults)
    return settings


def unplanned_targets(
    pack: KnowledgePack, answers: Answers, settings: PlanSettings
) -> tuple[Located, ...]:
    """Merges into an action that neither the rules nor the office have in the plan.

    It is a fault when the choice is made. Later, when answers change, the target stays.
    """
    merged = [one for one in settings.choices if one.decision == "merged"]
    if not merged:
        return ()
    unmerged = [one for one in settings.choices if one.decision != "merged"]
    alone = settings.model_copy(update={"choices": tuple(unmerged)})
    planned = planned_ids(pack, answers, alone)
    return tuple(
        (
            ("choices", one.action, "into"),
            f"setting 'choices.{one.action}': '{one.into}' is not in the plan, so that nothing can "
            "be merged into it; accept it first.",
        )
        for one in merged
        if one.into not in planned
    )


def read_settings(
    pack: KnowledgePack, answers: Answers, given: Mapping[str, Any] | None = None
) -> tuple[PlanSettings, tuple[Located, ...]]:
    """The same where faults are to be shown and not raised: what is at fault is left out."""
    reading = Reading()
    raw = _raw(reading, pack, answers, given or {})

    def whole(name: str, low: int, high: int) -> int | None:
        read = partial(_whole, name, raw.get(name), low, high)
        return reading.take((name,), read, None)

    years = whole("years", 1, _MOST_YEARS)
    length = years or _YEARS
    own = checked_own(reading, pack, read_own(reading, raw.get("own")))
    funding = read_funding(reading, raw.get("funding"), length)
    choices = read_choices(reading, pack, own, raw.get("choices"))
    choices = checked_choices(reading, pack, own, choices)
    settings = PlanSettings(
        start=reading.take(("start",), partial(_day, raw.get("start")), None),
        years=length,
        currency=reading.take(("currency",), partial(_label, raw.get("currency")), ""),
        budget=_budget(reading, raw.get("budget"), length),
        people=whole("people", 1, _MOST_PEOPLE),
        person_month=whole("person_month", 0, MOST_MONEY),
        small=whole("small", 0, MOST_MONEY),
        medium=whole("medium", 0, MOST_MONEY),
        large=whole("large", 0, MOST_MONEY),
        pins=_pins(reading, pack, own, raw.get("pins"), length),
        weights=read_weights(reading, raw.get("weights")),
        choices=checked_edits(reading, choices, funding, length),
        own=own,
        funding=funding,
        actuals=read_actuals(reading, pack, own, raw.get("actuals")),
        previous=_previous(reading, raw.get("previous")),
        assumed=() if years else ("years",),
    )
    return settings, tuple(reading.faults)


def _raw(
    reading: Reading, pack: KnowledgePack, answers: Answers, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Every setting as the answers or `given` have it, by name."""
    view = View(pack, answers)
    raw: dict[str, Any] = {
        name: view.value(question)
        for name, question in QUESTION_OF.items()
        if question in pack.question
    }
    for name, value in given.items():
        if name not in SETTINGS:
            hint = did_you_mean(name, SETTINGS)
            reading.fault((str(name),), f"there is no setting '{name}'.{hint}")
        else:
            raw[str(name)] = value
    return raw


def _whole(name: str, value: Any, low: int, high: int) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ValueError(f"setting '{name}' takes a whole number {low} to {high}, not {value!r}.")
    return value


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


def _budget(reading: Reading, value: Any, years: int) -> tuple[int, ...]:
    """One sum for each year of the plan; nothing when it is not known."""
    return reading.take(("budget",), partial(yearly, "budget", value, years), ())


def _pins(
    reading: Reading, pack: KnowledgePack, own: tuple[OwnAction, ...], value: Any, years: int
) -> tuple[Pin, ...]:
    known = {*pack.action, *(one.id for one in own)}
    pins = []
    for action, quarter in reading.entries("pins", value, "'action: quarter', as in A101: 2"):
        where = ("pins", action)
        if action not in known:
            hint = did_you_mean(action, known)
            reading.fault(where, f"setting 'pins': there is no action '{action}'.{hint}")
            continue
        read = partial(_whole, dotted(where), quarter, 0, years * QUARTERS - 1)
        number = reading.take(where, read, None)
        if number is not None:
            pins.append(Pin(action=action, quarter=number))
    return tuple(pins)


def _previous(reading: Reading, raw: Any) -> Previous | None:
    """The last cycle's figures; they are written by the advisor and not by hand."""
    return None if raw is None else reading.record(Previous, ("previous",), raw)
