"""Whole numbers and amounts in the many ways people write them.

An amount that can be read in two ways gives both; nothing here decides between them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from advisor.dialogue.message import Message, hear, holds_any
from advisor.dialogue.understanding import Understanding

_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f'.,]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_DENIED_WITHIN = 3
_BRIEF = 3
_LARGEST = 10**15
_TEN, _HUNDRED = 10, 100
_CENTURIES = (19, 20, 21)


@dataclass(frozen=True)
class Amount:
    """A number found in a message: what it may mean, and where it stands in the folded text.

    `plain` is true when it was written without a scale word such as 'million'.
    """

    readings: tuple[Fraction, ...]
    start: int
    end: int
    plain: bool = True
    negative: bool = False


def amounts(message: Message, understanding: Understanding) -> tuple[Amount, ...]:
    """All numbers of a message, in order; a scale after a range goes for both ends."""
    found = list(_amounts(message.folded, understanding))
    if len(message.words) > _BRIEF:
        found = [one for one in found if not _is_pronoun(message.folded, one, understanding)]
    return tuple(_scaled_alike(message.folded, found, understanding))


def _is_pronoun(text: str, one: Amount, understanding: Understanding) -> bool:
    """Whether 'one' stands for a thing: 'we never bought one'."""
    after = re.match(r"\W*([^\W\d_]*)", text[one.end :])
    follows = after.group(1) if after else ""
    return text[one.start : one.end] == "one" and (not follows or follows in understanding.have)


def _amounts(text: str, understanding: Understanding) -> Iterator[Amount]:
    names = "|".join(sorted(map(re.escape, understanding.numbers), key=len, reverse=True))
    known = {**understanding.scales, **understanding.two_scales}
    scales = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    parts = "|".join(sorted(map(re.escape, understanding.fractions), key=len, reverse=True))
    halves = "|".join(map(re.escape, understanding.plus_half))
    pattern = re.compile(
        rf"(?<![\w.,])(?P<sign>[-+])?(?:(?P<digits>{_DIGITS})|(?P<part>\b(?:{parts}))"
        rf"(?= (?:of an? )?(?:{scales})\b)|(?P<name>\b(?:{names})\b(?:[ -](?:{names})\b)*))"
        rf"(?P<half> (?:{halves})(?= (?:{scales})\b))?"
        rf"(?:[ \u00a0-]?(?:(?<= )of an? )?(?P<scale>{scales})(?![^\W\d_])"
        rf"(?:(?: and)? (?P<more>(?:{names})\b(?:[ -](?:{names})\b)*)(?! (?:{scales})\b))?)?"
        rf"(?![^\W_]*\d)"
    )
    for found in pattern.finditer(text):
        scale_word = found.group("scale") or ""
        scale = understanding.scales.get(scale_word, 1)
        if found.group("digits"):
            readings = _figures(found.group("digits"), bool(scale_word))
        elif found.group("part"):
            readings = (Fraction(understanding.fractions[found.group("part")]),)
        else:
            readings = (Fraction(_named(found.group("name"), understanding)),)
        if found.group("half"):
            readings = tuple(one + Fraction(1, 2) for one in readings)
        more = _and_more(found, scale, understanding)
        both = understanding.two_scales.get(scale_word, (scale,))
        readings = tuple(
            dict.fromkeys(
                min(one, Fraction(_LARGEST)) * scale + more for one in readings for scale in both
            )
        )
        yield Amount(
            readings=readings,
            start=found.start(),
            end=found.end(),
            plain=not scale_word,
            negative=found.group("sign") == "-",
        )


def _and_more(found: re.Match[str], scale: int, understanding: Understanding) -> int:
    """What is added to a figure in words: 'two thousand thirty'; less than its scale."""
    more = _named(found.group("more"), understanding) if found.group("more") else 0
    return more if more < scale and found.group("name") else 0


def _named(words: str, understanding: Understanding) -> int:
    """The number that words stand for; a year is said in two: 'twenty thirty two'."""
    total = 0
    for word in re.split(r"[ -]", words):
        value = understanding.numbers[word]
        if value == _HUNDRED and total:
            total *= _HUNDRED
        elif total in _CENTURIES and _TEN <= value < _HUNDRED:
            total = total * _HUNDRED + value
        else:
            total += value
    return total


def _figures(digits: str, scaled: bool) -> tuple[Fraction, ...]:
    """What a figure may mean; a lone separator before three digits can be read in two ways."""
    plain = re.sub(r"[ \u00a0\u202f']", "", digits)
    marks = re.findall(r"[.,]", plain)
    if len(set(marks)) == 2:
        decimal = marks[-1]
        thousands = "." if decimal == "," else ","
        return (_decimal(plain.replace(thousands, ""), decimal),)
    if not marks:
        return (Fraction(plain),)
    mark = marks[0]
    whole = Fraction(plain.replace(mark, ""))
    if len(marks) > 1:
        return (whole,)
    if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", plain):
        split = _decimal(plain, mark)
        if scaled:
            return (split, whole)
        return (whole,) if mark == "," else (whole, split)
    return (_decimal(plain, mark),)


def _decimal(plain: str, mark: str) -> Fraction:
    return Fraction(plain.replace(mark, "."))


def _scaled_alike(text: str, found: list[Amount], understanding: Understanding) -> Iterator[Amount]:
    """'2-3 million' means two million to three million."""
    for at, one in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        if after is not None and one.plain and not after.plain:
            between = text[one.end : after.start].strip()
            if between in {"-", *understanding.either, "to", "and"}:
                word = re.search(r"[^\W\d_]+$", text[after.start : after.end])
                scale = understanding.scales.get(word.group(), 1) if word else 1
                readings = tuple(value * scale for value in one.readings)
                yield Amount(readings, one.start, one.end, plain=False, negative=one.negative)
                continue
        yield one


def without_denied(message: Message, understanding: Understanding) -> Message:
    """The message less a figure it denies beside one that it gives: '5 years, not 3'."""
    u = understanding
    denying = u.negating - frozenset(u.no)
    figures = [at for at, token in enumerate(message.tokens) if token.word[0].isdigit()]
    out = [
        (before, at)
        for at in figures
        for before in range(max(0, at - _DENIED_WITHIN), at)
        if message.tokens[before].word in denying
        and all(one.word in u.topic_free for one in message.tokens[before + 1 : at])
    ]
    if not out or len({at for _, at in out}) == len(figures):
        return message
    raw = message.raw
    for before, at in reversed(out):
        raw = f"{raw[: message.tokens[before].start]} {raw[message.tokens[at].end :]}"
    return hear(raw.strip().rstrip(",;:- "), u)


def whole_values(found: tuple[Amount, ...]) -> tuple[int, ...]:
    """The whole numbers that the amounts may mean, without doubles, in order."""
    values = (
        int(-value if one.negative else value)
        for one in found
        for value in one.readings
        if value.denominator == 1
    )
    return tuple(dict.fromkeys(values))


def rest_of(message: Message, found: tuple[Amount, ...], understanding: Understanding) -> str:
    """The words of the message without the numbers."""
    text = message.folded
    for one in reversed(found):
        text = f"{text[: one.start]} {text[one.end :]}"
    return hear(text, understanding).line


def is_range(message: Message, found: tuple[Amount, ...], understanding: Understanding) -> bool:
    """Whether two numbers are the two ends of a range rather than a choice of two."""
    if len(found) != 2:
        return False
    between = message.folded[found[0].end : found[1].start].strip()
    return between in ("-", "to", "..", "...") or (
        between == "and" and holds_any(message.line, understanding.between)
    )
