"""Reads the figures that people write into indicators: values, bounds, dates, ways of moving.

Only the words are data (`MeasureWords`); nothing here knows what an indicator is good for.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from advisor.roadmap.words import MeasureWords

Way = Literal["up", "down"]
_NUMBER = re.compile(
    r"(?<![\w.,])[-−]?\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+(?:\.\d+)?|[-−]?\d+(?:[.,]\d+)?"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SPAN = re.compile(r"(?<!\d)(\d{1,3})\s*(?:-|–|to)\s*(\d{1,4})(?!\d)")
_TOKEN = re.compile(r"[^\s,;:.()?!/]+|/")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Target:
    """What a target says: the last value it names, how it is bounded, and the date it is due.

    relative: the value is a change against where one starts, as in '40 per cent fewer'.
    most: the whole of which the value is a part, as in '7 of 12'.
    """

    value: Fraction | None
    per_cent: bool
    relative: bool
    way: Way | None
    most: Fraction | None
    due: str


def tidied(text: str) -> str:
    """Lower case, one space, '%' spelt out."""
    spelt = re.sub(r"\s*%", " per cent", text.replace("percent", "per cent"))
    return " ".join(spelt.casefold().split())


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.casefold())


def mentions(text: str, phrases: Iterable[str]) -> str:
    """The first of the phrases that stands in a tidied text as whole words; empty when none."""
    padded = f" {' '.join(_TOKEN.findall(text))} "
    return next((one for one in phrases if f" {' '.join(_TOKEN.findall(one))} " in padded), "")


def figure(text: str, words: MeasureWords) -> Fraction | None:
    """The first value of a text; None when it names none or is a level of a scale in words."""
    if re.fullmatch(r"\s*\d\s*\(.+\)\s*", text):
        return None
    found = _values(tidied(text), words)
    return found[0] if found else None


def target_of(text: str, words: MeasureWords) -> Target:
    """What a target says."""
    due, rest = _without_dates(tidied(text), words)
    part = re.search(r"(\S+) (?:out of|of) (?:the )?(\S+)", rest)
    pair = [_values(one, words) for one in part.groups()] if part else []
    if len(pair) == 2 and all(pair):
        return Target(pair[0][0], False, False, None, pair[1][0], due)
    values = _values(rest, words)
    down, up = mentions(rest, words.at_most), mentions(rest, words.at_least)
    return Target(
        value=values[-1] if values else None,
        per_cent="per cent" in rest,
        relative=bool(mentions(rest, words.relative)),
        way="down" if down and not up else "up" if up and not down else None,
        most=None,
        due=due,
    )


def _without_dates(text: str, words: MeasureWords) -> tuple[str, str]:
    """The first date that a text names, and the text without its dates."""
    due, rest = "", text
    for pattern in words.dates:
        found = re.search(pattern, rest)
        while found and found[0].strip():
            due = due or found[0].strip()
            rest = f"{rest[: found.start()]} · {rest[found.end() :]}"
            found = re.search(pattern, rest)
    years = list(_YEAR.finditer(rest))
    if years and not due and (len(_NUMBER.findall(rest)) > len(years) or rest == years[0][0]):
        due = years[-1][0]
        rest = f"{rest[: years[-1].start()]} · {rest[years[-1].end() :]}"
    return due, rest


def _values(text: str, words: MeasureWords) -> list[Fraction]:
    """The numbers of a tidied text in order, written in digits or in words."""
    found = [(one.start(), _fraction(one[0])) for one in _NUMBER.finditer(text)]
    for word in re.finditer(r"[a-z-]+", text):
        if word[0] in words.numbers:
            found.append((word.start(), Fraction(words.numbers[word[0]])))
    return [value for _, value in sorted(found)]


def _fraction(digits: str) -> Fraction:
    plain = re.sub(r"[ \u00a0\u202f]", "", digits.replace("−", "-"))
    if re.search(r",\d{3}(?!\d)", plain):
        return Fraction(plain.replace(",", ""))
    return Fraction(plain.replace(",", "."))


def bounds(name: str, unit: str, words: MeasureWords) -> tuple[int, int] | None:
    """The least and the most that an indicator can be, as name and unit tell; None when open."""
    said = f"{tidied(name)} · {tidied(unit)}"
    whole = re.search(r"\b(?:out of|of) (?:the )?([a-z]+|\d+)$", tidied(unit))
    if whole:
        most = _values(whole[1], words)
        if most:
            return 0, int(most[0])
    for cycle, most_in_it in words.cycles.items():
        if cycle in said:
            return 0, most_in_it
    if mentions(tidied(unit), words.shares):
        return None if mentions(tidied(unit), words.open_shares) else (0, 100)
    span = _SPAN.search(unit) or _SPAN.search(name)
    if span and mentions(said, words.scales) and int(span[1]) < int(span[2]):
        return int(span[1]), int(span[2])
    return None


def way_of(name: str, unit: str, words: MeasureWords) -> Way | None:
    """Which way is better, as name and unit tell; None when they do not."""
    said, counted = tidied(name), tidied(unit)
    if mentions(said, words.failing):
        return "down"
    if mentions(said, words.solving):
        return "up"
    if any(one in words.falling for one in (*words_of(said)[:4], *words_of(counted)[:1])):
        return "down"
    sure = mentions(said, words.rising) or mentions(counted, (*words.shares, *words.scales))
    return "up" if sure else None
