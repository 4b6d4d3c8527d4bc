"""Reads what the office decided, added, weighs and has reached, from the settings as given.

Single records are read first; what they say of each other is checked afterwards, over all of them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from advisor.errors import did_you_mean
from advisor.model.choices import CRITERIA, Actual, Choice, Edits, OwnAction
from advisor.model.content import KnowledgePack
from advisor.roadmap.records import Reading, Where, dotted, shown

_OWN = "own."
_SDG = re.compile(r"(1[0-7]|[1-9])(\.[0-9a-z]{1,2})?")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_HIGHEST_WEIGHT, _HIGHEST_RATING = 5, 5


def read_weights(reading: Reading, raw: Any) -> tuple[tuple[str, int], ...]:
    """What each criterion counts for, in the order of CRITERIA."""
    found = {}
    for name, value in reading.entries("weights", raw, "'criterion: weight', as in impact: 3"):
        where = ("weights", name)
        if _known_criterion(reading, where, name) and _whole(
            reading, where, value, 0, _HIGHEST_WEIGHT
        ):
            found[name] = value
    return tuple((name, found[name]) for name in CRITERIA if name in found)


def read_own(reading: Reading, raw: Any) -> tuple[OwnAction, ...]:
    """The office's own actions by id; given as a list, or as lines with the id or its end."""
    found: dict[str, OwnAction] = {}
    for where, record in _own_records(reading, raw):
        if isinstance(record, Mapping):
            reading.places.setdefault(str(record.get("id", "")), where)
        one = reading.record(OwnAction, where, record)
        if one is None:
            continue
        if one.id in found:
            reading.fault(where, f"setting 'own': the id '{one.id}' is given twice.")
            continue
        reading.places[one.id] = where
        _check_span(reading, where, one.cost_low, one.cost_high)
        for goal in one.sdg:
            if not _SDG.fullmatch(goal):
                reading.fault(
                    (*where, "sdg"),
                    f"setting '{dotted(where)}': '{goal}' is no target of the Sustainable "
                    "Development Goals, such as 16.6.",
                )
        found[one.id] = one
    return tuple(found[one] for one in sorted(found))


def _own_records(reading: Reading, raw: Any) -> Iterator[tuple[Where, Any]]:
    if isinstance(raw, list | tuple):
        for at, record in enumerate(raw):
            yield ("own", at), record
        return
    for key, record in reading.entries("own", raw, "'id: {title: …, pillar: …}', or is a list"):
        name = key if key.startswith(_OWN) else f"{_OWN}{key}"
        yield ("own", key), {"id": name, **record} if isinstance(record, Mapping) else record


def read_choices(
    reading: Reading, pack: KnowledgePack, own: tuple[OwnAction, ...], raw: Any
) -> tuple[Choice, ...]:
    """What the office decided about single actions, by id."""
    known = {*pack.action, *(one.id for one in own)}
    found = []
    for action, record in reading.entries("choices", raw, "'action: {decision: …}'"):
        where = ("choices", action)
        if not _known_action(reading, where, known, action):
            continue
        one = _choice(reading, where, action, record)
        if one is not None and one != Choice(action=action, by=one.by):
            found.append(one)
    return tuple(found)


def _choice(reading: Reading, where: Where, action: str, record: Any) -> Choice | None:
    if not isinstance(record, Mapping):
        name = dotted(where)
        reading.fault(where, f"setting '{name}' takes lines such as 'decision: accepted'.")
        return None
    known = [*Choice.model_fields, *Edits.model_fields]
    for key in record:
        if key not in known or key in ("action", "edits"):
            hint = did_you_mean(key, known)
            reading.fault((*where, str(key)), f"setting '{dotted(where)}' has no '{key}'.{hint}")
    edits = {key: record[key] for key in record if key in Edits.model_fields}
    rest = {key: record[key] for key in ("decision", "reason", "into", "by") if key in record}
    made = reading.record(Choice, where, {"action": action, **rest})
    words = reading.record(Edits, where, edits)
    ratings = _ratings(reading, where, record.get("ratings"))
    if made is None or words is None:
        return None
    _check_decision(reading, where, made)
    _check_span(reading, where, words.cost_low, words.cost_high)
    return made.model_copy(update={"edits": words, "ratings": ratings})


def _ratings(reading: Reading, where: Where, raw: Any) -> tuple[tuple[str, int], ...]:
    if raw is None:
        return ()
    place = (*where, "ratings")
    if not isinstance(raw, Mapping):
        reading.fault(place, f"setting '{dotted(place)}' takes lines such as 'demand: 5'.")
        return ()
    found = {}
    for name, value in raw.items():
        here = (*place, str(name))
        if value is None or not _known_criterion(reading, here, str(name)):
            continue
        if _whole(reading, here, value, 1, _HIGHEST_RATING):
            found[str(name)] = value
    return tuple((name, found[name]) for name in CRITERIA if name in found)


def _check_decision(reading: Reading, where: Where, one: Choice) -> None:
    if one.decision == "rejected" and not one.reason:
        sentence = f"setting '{dotted(where)}': a rejected action needs a 'reason'."
        reading.fault((*where, "decision"), sentence)
    if one.decision == "merged" and not one.into:
        sentence = f"setting '{dotted(where)}': a merged action needs 'into', the action it joins."
        reading.fault((*where, "decision"), sentence)
    if one.into and one.decision != "merged":
        sentence = f"setting '{dotted(where)}': 'into' belongs to 'decision: merged'."
        reading.fault((*where, "into"), sentence)


def _check_span(reading: Reading, where: Where, low: int | None, high: int | None) -> None:
    if low is not None and high is not None and low > high:
        sentence = f"setting '{dotted(where)}': 'cost_low' is {low}, above 'cost_high', {high}."
        reading.fault((*where, "cost_low"), sentence)


def read_actuals(
    reading: Reading, pack: KnowledgePack, own: tuple[OwnAction, ...], raw: Any
) -> tuple[Actual, ...]:
    """What was reached, by action; values by year or day, oldest first."""
    known = {*pack.action, *(one.id for one in own)}
    found = []
    for action, record in reading.entries("actuals", raw, "'action: {status: …, values: …}'"):
        where = ("actuals", action)
        if not _known_action(reading, where, known, action):
            continue
        values = record.get("values") if isinstance(record, Mapping) else None
        rest = record
        if isinstance(record, Mapping):
            rest = {**{key: record[key] for key in record if key != "values"}, "action": action}
        one = reading.record(Actual, where, rest)
        if one is not None:
            dated = _dated(reading, (*where, "values"), values)
            found.append(one.model_copy(update={"values": dated}))
    return tuple(found)


def _dated(reading: Reading, where: Where, raw: Any) -> tuple[tuple[str, str], ...]:
    if raw is None:
        return ()
    if not isinstance(raw, Mapping):
        reading.fault(where, f"setting '{dotted(where)}' takes lines such as '2027: 45'.")
        return ()
    found = {}
    for day, value in raw.items():
        if not _DAY.fullmatch(str(day)):
            sentence = f"setting '{dotted(where)}' takes a year or a day (2027-06-30), not {day!r}."
            reading.fault((*where, str(day)), sentence)
        elif isinstance(value, bool) or not isinstance(value, int | float | str | None):
            sentence = f"setting '{dotted(where)}.{day}' takes a value, not {shown(value)}."
            reading.fault((*where, str(day)), sentence)
        elif value not in (None, ""):
            found[str(day)] = f"{value:g}" if isinstance(value, float) else str(value).strip()
    return tuple(sorted(found.items()))


def _known_action(reading: Reading, where: Where, known: set[str], action: str) -> bool:
    if action in known:
        return True
    if action in reading.places:
        return False  # its own record is at fault, which is told there
    hint = did_you_mean(action, known)
    reading.fault(where, f"setting '{where[0]}': there is no action '{action}'.{hint}")
    return False


def _known_criterion(reading: Reading, where: Where, name: str) -> bool:
    if name in CRITERIA:
        return True
    hint = did_you_mean(name, CRITERIA) or f" They are {', '.join(CRITERIA)}."
    reading.fault(where, f"setting '{dotted(where[:-1])}': there is no criterion '{name}'.{hint}")
    return False


def _whole(reading: Reading, where: Where, value: Any, low: int, high: int) -> bool:
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return True
    sentence = f"setting '{dotted(where)}' takes a whole number {low} to {high}, not {value!r}."
    reading.fault(where, sentence)
    return False
