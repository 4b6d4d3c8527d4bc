"""Reads who pays for the plan, and the edits of actions that depend on it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from advisor.errors import did_you_mean
from advisor.model.choices import Choice, FundingSource
from advisor.roadmap.records import Reading, shown

MOST_MONEY = 10**15


def read_funding(reading: Reading, raw: Any, years: int) -> tuple[FundingSource, ...]:
    """The sources of money, by name; one sum stands for every year, none is to be confirmed."""
    if raw is None:
        return ()
    if not isinstance(raw, list | tuple):
        form = "[{name: Treasury, amounts: 500000, status: secured}]"
        reading.fault(("funding",), f"setting 'funding' takes a list, as in {form}.")
        return ()
    found: dict[str, FundingSource] = {}
    for at, record in enumerate(raw):
        where = ("funding", at)
        amounts: tuple[int, ...] = ()
        before = len(reading.faults)
        if isinstance(record, Mapping):
            name = f"funding.{record.get('name', at + 1)}.amounts"
            read = partial(yearly, name, record.get("amounts"), years)
            amounts = reading.take((*where, "amounts"), read, ())
            record = {**record, "amounts": amounts}
        one = reading.record(FundingSource, where, record)
        if one is None or len(reading.faults) > before:
            continue
        if one.name.casefold() in found:
            reading.fault(where, f"setting 'funding': the source '{one.name}' is given twice.")
        found.setdefault(one.name.casefold(), one)
    return tuple(found[name] for name in sorted(found))


def yearly(name: str, value: Any, years: int) -> tuple[int, ...]:
    """One sum for each year of the plan, from one sum or a list; nothing when it is not known.

    Raises:
        ValueError: when the list is too long or short, or a sum is none.
    """
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        return (_sum(name, value),) * years
    if len(value) != years:
        raise ValueError(
            f"setting '{name}' takes one sum, or one for each of the plan's {years} years; "
            f"it has {len(value)}."
        )
    if None in value:
        raise ValueError(f"setting '{name}' takes a sum for every year, and one is empty.")
    return tuple(_sum(name, one) for one in value)


def _sum(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_MONEY:
        raise ValueError(
            f"setting '{name}' takes a whole number 0 to {MOST_MONEY}, not {shown(value)}."
        )
    return value


def checked_edits(
    reading: Reading,
    choices: tuple[Choice, ...],
    funding: tuple[FundingSource, ...],
    years: int,
) -> tuple[Choice, ...]:
    """The choices without edits that sources or years do not bear out; each of these is a fault."""
    names = [one.name for one in funding]
    found = []
    for one in choices:
        edits, where = one.edits, ("choices", one.action)
        if edits.funding is not None and edits.funding not in names:
            hint = did_you_mean(edits.funding, names)
            sentence = f"there is no source '{edits.funding}' under 'funding'.{hint}"
            reading.fault((*where, "funding"), f"setting 'choices.{one.action}': {sentence}")
            edits = edits.model_copy(update={"funding": None})
        if edits.targets is not None and len(edits.targets) > years:
            sentence = f"'targets' takes one value a plan year, at most {years}."
            reading.fault((*where, "targets"), f"setting 'choices.{one.action}': {sentence}")
            edits = edits.model_copy(update={"targets": edits.targets[:years]})
        found.append(one.model_copy(update={"edits": edits}))
    return tuple(found)
