"""Days in the many ways people write them; what leaves room gives every day it may mean."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from advisor.dialogue.message import Message
from advisor.dialogue.quantities import amounts
from advisor.dialogue.reading import Hearing
from advisor.dialogue.understanding import Understanding
from advisor.model.answers import FIRST_YEAR

_YEAR = r"(?P<y>(?:19|20|21)\d\d)"
_SHORT = r"(?P<y>\d\d|(?:19|20|21)\d\d)"
_LAST_YEAR = 2199
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"


@dataclass(frozen=True)
class Days:
    """What a message may mean as a day.

    exact: day, month and year were all given, in one way only. impossible: a day was written
    that is in no calendar.
    """

    days: tuple[date, ...] = ()
    exact: bool = False
    impossible: bool = False
    start: int = 0
    end: int = 0


def read_days(message: Message, understanding: Understanding, today: date | None) -> Days | None:
    """The day a message gives, or None when it gives none."""
    for pattern, make in _forms(understanding, today):
        found = re.search(pattern, message.folded)
        if found is None:
            continue
        try:
            days, exact = make(found)
        except ValueError:
            return Days(impossible=True, start=found.start(), end=found.end())
        if days:
            return Days(days, exact, start=found.start(), end=found.end())
    return None


def in_digits(message: Message, hearing: Hearing) -> str:
    """The folded text with years and days in digits: 'second of May twenty twenty seven'."""
    u, today, text = hearing.understanding, hearing.today, message.folded
    for one in reversed(amounts(message, u)):
        value = one.readings[0]
        if FIRST_YEAR <= value <= _LAST_YEAR and text[one.start].isalpha():
            text = f"{text[: one.start]}{value}{text[one.end :]}"
    tens = {word: number for word, number in u.numbers.items() if number in (20, 30)}
    days = "|".join(sorted(u.ordinals, key=len, reverse=True))
    months = "|".join(sorted(u.months, key=len, reverse=True))
    day = rf"(?:the )?(?:(?P<tens>{'|'.join(tens)})[ -])?(?P<day>{days})"

    def number(found: re.Match[str]) -> str:
        return str(tens.get(found["tens"], 0) + u.ordinals[found["day"]])

    if today is not None and re.search(rf"\b(?:{months})\b", text):
        text = re.sub(rf"\b(?:{'|'.join(u.coming)}) year\b", str(today.year + 1), text)
    text = re.sub(rf"\b{day}(?= (?:of )?(?:{months})\b)", number, text)
    return re.sub(rf"(?<=[a-z] ){day}\b(?=,? (?:19|20|21)\d\d)", number, text)


Made = tuple[tuple[date, ...], bool]
Form = tuple[str, Callable[[re.Match[str]], Made]]


def _forms(u: Understanding, today: date | None) -> Iterator[Form]:
    """The forms of a date, the most exact first."""
    month = "(?P<m>" + "|".join(sorted(u.months, key=len, reverse=True)) + r")\b\.?"
    yield rf"\b{_YEAR}[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})\b", lambda f: _day(f, _plain(f))
    yield (
        rf"\b(?P<a>\d{{1,2}})(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s){_SHORT}\b",
        _either_order,
    )
    yield rf"\b{_DAY}(?: of)?[ -]{month},?[ -]{_SHORT}\b", lambda f: _day(f, u.months[f["m"]])
    yield rf"\b{month} {_DAY},? {_YEAR}\b", lambda f: _day(f, u.months[f["m"]])
    yield from _vague_forms(u, month)
    if today is not None:
        yield from _relative_forms(u, today)


def _vague_forms(u: Understanding, month: str) -> Iterator[Form]:
    words = {**dict.fromkeys(u.early, 0), **dict.fromkeys(u.middle, 1), **dict.fromkeys(u.late, 2)}
    part = "(?P<p>" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"
    fiscal = "|".join(sorted(u.fiscal, key=len, reverse=True))
    quarters = "|".join(sorted(map(re.escape, u.quarters), key=len, reverse=True))
    halves = "|".join(sorted(map(re.escape, u.halves), key=len, reverse=True))

    def of_fiscal(found: re.Match[str]) -> Made:
        return _fiscal(_year(found["y"]), found["z"], u.fiscal_starts)

    def of_two_years(found: re.Match[str]) -> Made:
        year, second = int(found["y"]), int(found["z"])
        if second % 100 == (year + 1) % 100:
            return _fiscal(year, found["z"], u.fiscal_starts)
        return (date(year, second, 1),), False

    def of_part(found: re.Match[str]) -> Made:
        return (date(_year(found["y"]), (1, 7, 10)[words[found["p"]]], 1),), False

    def of_part_of_month(found: re.Match[str]) -> Made:
        day = (1, 15, 25)[words[found["p"]]]
        return (date(_year(found["y"]), u.months[found["m"]], day),), False

    def of_quarter(found: re.Match[str]) -> Made:
        return (date(_year(found["y"]), 3 * u.quarters[found["q"]] - 2, 1),), False

    def of_half(found: re.Match[str]) -> Made:
        return (date(_year(found["y"]), 6 * u.halves[found["h"]] - 5, 1),), False

    two = month.replace("<m>", "<n>")
    yield (
        rf"\b{month}(?: ?[-/] ?| and | or | to ){two},?[ -]{_YEAR}\b",
        lambda f: (tuple(date(int(f["y"]), u.months[f[one]], 1) for one in "mn"), False),
    )
    yield rf"\b(?:{fiscal})[ -]?{_SHORT}(?:[/-](?P<z>\d\d|20\d\d))?\b", of_fiscal
    yield rf"\b{_YEAR}[/-](?P<z>\d\d|20\d\d)\b", of_two_years
    yield rf"\b{part}[ -]{month},?[ -]{_YEAR}\b", of_part_of_month
    yield rf"\b(?P<q>{quarters})(?: of)?[ /,-]*{_YEAR}\b", of_quarter
    yield rf"\b{_YEAR}[ /,-]*(?P<q>{quarters})\b", of_quarter
    yield rf"\b(?P<h>{halves})(?: of)?[ /,-]*{_YEAR}\b", of_half
    yield rf"\b{_YEAR}[ /,-]*(?P<h>{halves})\b", of_half
    yield (
        rf"\b{month},?[ -](?:of )?{_YEAR}\b",
        lambda f: ((date(int(f["y"]), u.months[f["m"]], 1),), False),
    )
    yield rf"\b(?P<m>\d{{1,2}})[/-]{_YEAR}\b", lambda f: ((date(int(f["y"]), _plain(f), 1),), False)
    yield rf"\b{part}[ -]{_YEAR}\b", of_part
    yield rf"(?<![\d.,/-]){_YEAR}(?![\d/-]|[.,]\d)", lambda f: ((date(int(f["y"]), 1, 1),), False)


def _relative_forms(u: Understanding, today: date) -> Iterator[Form]:
    def one_of(words: tuple[str, ...]) -> str:
        return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"

    month = "(?P<m>" + "|".join(sorted(u.months, key=len, reverse=True)) + r")\b"
    coming, this = one_of(u.coming), one_of(u.this)

    def months_on(count: int) -> date:
        return _first_of(today.year * 12 + today.month - 1 + count)

    def named(found: re.Match[str]) -> Made:
        wanted = u.months[found["m"]]
        year = today.year + (wanted <= today.month)
        return (date(year, wanted, 1),), False

    def ahead(found: re.Match[str]) -> Made:
        count = int(found["n"]) if found["n"].isdigit() else u.numbers[found["n"]]
        months = count * (12 if u.units.get(found["u"]) == "year" else 1)
        return (months_on(min(months, 600)),), False

    units = "|".join(sorted(u.units, key=len, reverse=True))
    number = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(u.numbers, key=len, reverse=True))})"
    yield rf"\b{number} (?P<u>{units}) from {one_of(u.today)}\b", ahead
    yield rf"\b{one_of(u.today)}\b", lambda f: ((today,), False)
    yield rf"\b{one_of(u.tomorrow)}\b", lambda f: ((today + timedelta(days=1),), False)
    yield rf"\bin {number} (?P<u>{units})\b", ahead
    yield rf"\b{coming} month\b", lambda f: ((months_on(1),), False)
    yield rf"\b{coming} year\b", lambda f: ((date(today.year + 1, 1, 1),), False)
    yield rf"\b{this} year\b", lambda f: ((date(today.year, today.month, 1),), False)
    yield rf"\b{month}", named


def _first_of(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _plain(found: re.Match[str]) -> int:
    return int(found["m"])


def _day(found: re.Match[str], month: int) -> Made:
    exact = len(found["y"]) == 4
    return (date(_year(found["y"]), month, int(found["d"])),), exact


def _either_order(found: re.Match[str]) -> Made:
    """1/2/2027 is the first of February or the second of January; with dots it is the first."""
    year, a, b = _year(found["y"]), int(found["a"]), int(found["b"])
    exact = len(found["y"]) == 4
    if found["s"] == "." or a == b:
        return (date(year, b, a),), exact
    found_days = (_possible(year, month, day) for day, month in ((a, b), (b, a)))
    days = tuple(dict.fromkeys(day for day in found_days if day is not None))
    if not days:
        raise ValueError
    return days, exact and len(days) == 1


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fiscal(first: int, second: str | None, starts: tuple[int, ...]) -> Made:
    """The first days a fiscal year may have.

    Written as two years it begins in the first of them, and not in January. Written as one it is
    named after the year in which it ends, or begins in its first half.
    """
    if second:
        return tuple(date(first, month, 1) for month in starts if month > 1), False
    return tuple(sorted(date(first - (month > 6), month, 1) for month in starts)), False
