"""Reads a message as a number, an amount of money or a day."""

import re
from dataclasses import replace

from advisor.dialogue.dates import in_digits, read_days
from advisor.dialogue.message import Message, fold, holds_any, without
from advisor.dialogue.quantities import Amount, amounts, rest_of, whole_values
from advisor.dialogue.reading import Hearing, Misfit, Read, Reading, certainty
from advisor.dialogue.understanding import Understanding
from advisor.model.answers import FIRST_YEAR, read_value
from advisor.model.content import Question

_MANY = 6
_FEW = 4
_BARE = 1000
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def read_number(question: Question, message: Message, hearing: Hearing) -> Read:
    """A whole number, in the question's unit."""
    found = amounts(message, hearing.understanding)
    if not found:
        return _none(question, message, hearing.understanding)
    spanned = _years_spanned(question, found, hearing.understanding)
    if spanned:
        return Reading(spanned)
    year = _year_meant(question, found, message, hearing)
    if year:
        return Reading((year,), close=True)
    unit, converted = _in_unit(question, found, message, hearing.understanding)
    values = unit or whole_values(found)
    if not values:
        low = int(found[0].readings[0])
        values = (low, low + 1)
    taken = _taken(question, values)
    broken = not unit and found[0].readings[0] < 1 and bool(found[0].readings[0])
    if not taken or broken:
        return Misfit(message.raw[:60])
    rest = without(rest_of(message, found, hearing.understanding), _unit_words(question, hearing))
    sure, left = certainty(message, rest, hearing)
    alone = len(found) == 1 and len(taken) == 1 and len(values) == 1 and not converted
    whole = all(value.denominator == 1 for one in found for value in one.readings)
    return Reading(
        taken[:_MANY],
        sure=alone and whole and sure != "unsure" and _first(message, found, sure),
        note=message.raw if left else "",
    )


def _years_spanned(
    question: Question, found: tuple[Amount, ...], u: Understanding
) -> tuple[int, ...]:
    """'2027 to 2030' where a number of years is asked for: the last year counts or does not."""
    values = [one.readings[0] for one in found]
    yearly = u.units.get(question.unit) == "year" and (question.minimum or 0) < FIRST_YEAR
    if not yearly or len(values) != 2 or min(values) < FIRST_YEAR:
        return ()
    years = int(abs(values[1] - values[0]))
    return _taken(question, (years + 1, years))


def _year_meant(
    question: Question, found: tuple[Amount, ...], message: Message, hearing: Hearing
) -> int:
    """'In five years' and '30' where a calendar year is asked for; 0 when neither was said."""
    value = found[0].readings[0]
    if (question.minimum or 0) < FIRST_YEAR or len(found) > 1 or not 0 < value < 100:
        return 0
    units = hearing.understanding.units
    spans = any(units.get(word) == "year" for word in message.words)
    if spans:
        year = hearing.today.year + int(value) if hearing.today is not None else 0
    else:
        year = 2000 + int(value)
    return year if _taken(question, (year,)) else 0


def _none(question: Question, message: Message, u: Understanding) -> Read:
    """'None' and 'nothing' are nought, where the question takes it."""
    short = len(message.words) <= _FEW and bool(u.negating & set(message.words))
    if message.line not in u.none_of and not short:
        return None
    return Reading((0,)) if _taken(question, (0,)) else Misfit(message.raw[:60])


def _first(message: Message, found: tuple[Amount, ...], sure: str) -> bool:
    """An explained value has to open the message."""
    return sure == "sure" or not message.folded[: found[0].start].strip()


def _in_unit(
    question: Question, found: tuple[Amount, ...], message: Message, u: Understanding
) -> tuple[tuple[int, ...], bool]:
    """The values turned into the question's unit of time, when another unit was said."""
    own = u.units.get(question.unit)
    said = next((u.units[word] for word in message.words if word in u.units), None)
    if own is None or said is None or own == said or len(found) != 1:
        return (), False
    months = found[0].readings[0] * _MONTHS[said]
    turned = months / _MONTHS[own]
    return ((int(turned),) if turned.denominator == 1 else (int(turned), int(turned) + 1)), True


def _unit_words(question: Question, hearing: Hearing) -> tuple[str, ...]:
    units = hearing.understanding.units
    own = units.get(question.unit)
    words = re.findall(r"[^\W_]+", fold(question.unit))
    words += [word for word, unit in units.items() if own is not None and unit == own]
    both = [*words, *(word.removesuffix("s") for word in words)]
    return (" ".join(words), *both) if words else ()


def _taken(question: Question, values: tuple[int, ...]) -> tuple[int, ...]:
    taken: list[int] = []
    for value in values:
        try:
            checked = read_value(question, value)
        except ValueError:
            continue
        if isinstance(checked, int):
            taken.append(checked)
    return tuple(taken)


def read_money(question: Question, message: Message, hearing: Hearing) -> Read:
    """An amount in whole units of the plan's currency."""
    u = hearing.understanding
    found = amounts(message, u)
    if not found:
        return _none(question, message, u)
    over = _spread_over(message, found, u)
    values, clear = (over, False) if over else _amounts_meant(found)
    taken = _taken(question, values)
    if not taken:
        return Misfit(message.raw[:60])
    other, symbols = _other_currency(message, hearing)
    rest = without(rest_of(message, found, u), (*u.per_year, *symbols))
    sure, left = certainty(message, rest, hearing)
    alone = clear and len(found) == 1 and len(taken) == 1 and not other
    spread = holds_any(message.line, u.spread)
    return Reading(
        taken[:_MANY],
        sure=alone and not spread and sure != "unsure" and _first(message, found, sure),
        ranked=len(found) == 1 and len(found[0].readings) > 1,
        currency=other,
        note=message.raw if left else "",
    )


def _spread_over(message: Message, found: tuple[Amount, ...], u: Understanding) -> tuple[int, ...]:
    """'15 million over 5 years' may be a year's amount, or that of all years together."""
    if len(found) != 2 or found[1].readings[0] < 1:
        return ()
    after = re.match(r"[^\W_]+", message.folded[found[1].end :].strip())
    if after is None or u.units.get(after.group()) != "year":
        return ()
    whole = found[0].readings[0]
    return (int(whole / found[1].readings[0]), int(whole))


def _amounts_meant(found: tuple[Amount, ...]) -> tuple[tuple[int, ...], bool]:
    """The whole amounts that may be meant; a bare small figure may leave out its thousands."""
    one = found[0]
    if len(found) == 1 and one.plain and not one.negative and len(one.readings) == 1:
        value = one.readings[0]
        if 0 < value < 100 or (value < _BARE and value.denominator != 1):
            scaled = [value * scale for scale in (1, _BARE, _BARE**2)]
            return tuple(int(each) for each in scaled if each.denominator == 1), False
    values = whole_values(found)
    rounded = tuple(round(each.readings[0]) for each in found)
    clear = len(values) == 1 and all(len(each.readings) == 1 for each in found)
    return (values, clear) if values else (rounded, False)


def _other_currency(message: Message, hearing: Hearing) -> tuple[str, tuple[str, ...]]:
    """The currency that was said, when it is not the plan's, and the words it was said in."""
    known = hearing.understanding.currencies
    said = tuple(token.word for token in message.tokens if token.word in known)
    kept = hearing.currency
    for word in said:
        code = known[word]
        fits = kept.endswith(code[1:]) if code.startswith("*") else code in ("", kept)
        if kept and not fits:
            return (word if code.startswith("*") else code), said
    return "", said


def read_date(question: Question, message: Message, hearing: Hearing) -> Read:
    """A day; less than a day is a proposal."""
    message = replace(message, folded=in_digits(message, hearing))
    days = read_days(message, hearing.understanding, hearing.today)
    if days is None:
        return None
    if days.impossible:
        return Misfit(message.raw[:60])
    around = f"{message.folded[: days.start]} {message.folded[days.end :]}"
    rest = " ".join(re.findall(r"[^\W_]+", around))
    again = read_days(_part(message, around), hearing.understanding, None)
    sure, left = certainty(message, rest, hearing)
    both = (*days.days, *(again.days if again is not None else ()))
    explained = sure == "explained" and not message.folded[: days.start].strip()
    return Reading(
        tuple(day.isoformat() for day in dict.fromkeys(both))[:_MANY],
        sure=days.exact and len(both) == 1 and (sure == "sure" or explained),
        note=message.raw if left else "",
    )


def _part(message: Message, text: str) -> Message:
    return Message(raw=message.raw, folded=text, tokens=message.tokens)
