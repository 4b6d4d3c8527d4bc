"""Options that stand for a span of numbers or shares: 'up to 5 million', 'more than half'."""

import re
from fractions import Fraction

from advisor.dialogue.message import Message, hear, holds_any, line_of
from advisor.dialogue.quantities import amounts, is_range
from advisor.dialogue.reading import Hearing
from advisor.dialogue.understanding import Understanding
from advisor.model.answers import FIRST_YEAR
from advisor.model.content import Question

_LARGE = 100
_LIKE = {"none": (), "few": ("some",), "some": ("few", "most"), "most": ("some",), "all": ()}
_NEARLY_ALL = Fraction(17, 20)
Span = tuple[Fraction | None, Fraction | None]


def by_size(question: Question, message: Message, u: Understanding) -> int | None:
    """The option into whose span the number or share of a message falls; None for neither."""
    labels = [option.label for option in question.options]
    share = shares(message, u) or _part_of_whole(message, u)
    if len(share) == 1:
        return _within([_share_span(label, u) for label in labels], share[0])
    spans = [span_of(label, u) for label in labels]
    found = amounts(message, u)
    if len(found) > 1:
        found = tuple(one for one in found if not one.plain)
    if len(found) != 1 or found[0].readings[0] < _LARGE:
        return None
    held = {_within(spans, value) for value in found[0].readings}
    return held.pop() if len(held) == 1 else None


def shares(message: Message, u: Understanding) -> tuple[Fraction, ...]:
    """The shares of a whole that a message names: '1 in 5', '80 %', 'a third'."""
    numbers = "|".join([r"\d{1,3}", *map(re.escape, u.numbers)])
    words = "|".join(map(re.escape, sorted(u.shares, key=len, reverse=True)))
    pattern = re.compile(
        rf"\b(?P<a>{numbers}) (?:in|of|out of|from) (?P<b>{numbers})\b"
        rf"|\b(?:of|out of) (?P<d>{numbers})\b[^.;]{{0,30}}?\b(?P<c>{numbers})\b"
        rf"|\b(?P<p>\d{{1,3}}) ?(?:%|percent|per cent)|(?<!and )(?<!and a )\b(?P<w>{words})\b"
    )
    found = []
    for one in pattern.finditer(message.folded):
        if one["w"]:
            found.append(Fraction(u.shares[one["w"]]))
        elif one["p"]:
            found.append(Fraction(int(one["p"]), 100))
        else:
            part, whole = _number(one["a"] or one["c"], u), _number(one["b"] or one["d"], u)
            found += [Fraction(part, whole)] if whole else []
    return tuple(share for share in found if 0 <= share <= 1)


def by_age(question: Question, message: Message, hearing: Hearing) -> int | None:
    """The option into whose span of years it falls how long ago something was."""
    u = hearing.understanding
    spans = [_age_span(option.label, u) for option in question.options]
    age = _age(message, hearing)
    return _within(spans, age) if age is not None else None


def _age(message: Message, hearing: Hearing) -> Fraction | None:
    """How many years ago a message speaks of: 'three years ago', 'in 2019'."""
    found = amounts(message, hearing.understanding)
    if len(found) != 1 or not found[0].plain:
        return None
    value, today = found[0].readings[0], hearing.today
    if value >= FIRST_YEAR:
        return today.year - value if today is not None and value <= today.year else None
    words = message.folded[found[0].end :].split()
    ago = bool(words) and hearing.understanding.units.get(words[0]) == "year"
    return value if ago and holds_any(message.line, hearing.understanding.past) else None


def _age_span(label: str, u: Understanding) -> Span | None:
    message = hear(label, u)
    if not any(u.units.get(word) == "year" for word in message.words):
        return None
    found = amounts(message, u)
    if len(found) != 1 or found[0].readings[0] >= FIRST_YEAR:
        return None
    if holds_any(message.line, u.within):
        return None, found[0].readings[0]
    return _open_span(message, found[0].readings[0], u)


def _part_of_whole(message: Message, u: Understanding) -> tuple[Fraction, ...]:
    """The share that two counts stand for: 'we started nine, two are in use'."""
    counts = [one.readings[0] for one in amounts(message, u) if one.plain and not one.negative]
    if len(counts) != 2 or not 0 < max(counts) < FIRST_YEAR:
        return ()
    return (min(counts) / max(counts),)


def _number(word: str, u: Understanding) -> int:
    return int(word) if word.isdigit() else u.numbers[word]


def _within(spans: list[Span | None], value: Fraction) -> int | None:
    """The span that holds a value, the one that says most; on an edge the first."""
    if sum(span is not None for span in spans) < 2:
        return None
    held = [(at, span) for at, span in enumerate(spans) if span is not None and _holds(span, value)]
    lows = [span[0] for _, span in held if span[0] is not None and span[1] is None]
    narrow = [at for at, span in held if span[1] is not None or span[0] == max(lows, default=None)]
    return narrow[0] if narrow else None


def _share_span(label: str, u: Understanding) -> Span | None:
    message = hear(label, u)
    found = shares(message, u)
    if len(found) == 2 and holds_any(message.line, u.between):
        return found[0], found[1]
    if not found and holds_any(message.line, u.nearly) and holds_any(message.line, u.all_of):
        return _NEARLY_ALL, None
    return _open_span(message, found[0], u) if len(found) == 1 else None


def by_quantity(question: Question, message: Message, u: Understanding) -> tuple[int, ...]:
    """The options called by as much of a whole as the message says: 'a handful', 'the majority'."""
    said = _quantity(message.line, u)
    own = [
        {_quantity(line_of(name, u), u) for name in (option.label, *option.terms)} - {""}
        for option in question.options
    ]
    if not said or sum(map(bool, own)) < 2:
        return ()
    fits = [tuple(at for at, one in enumerate(own) if near in one) for near in (said, *_LIKE[said])]
    return next((one for one in fits if one), ())


def _quantity(line: str, u: Understanding) -> str:
    """How many of all a text speaks of; the longest phrase tells, and of several the first."""
    padded = f" {line} "
    found = [
        (-len(phrase.split()), padded.find(f" {phrase} "), name)
        for name, phrases in u.quantities.items()
        for phrase in phrases
        if f" {phrase} " in padded
    ]
    return min(found)[2] if found else ""


def span_of(label: str, u: Understanding) -> Span | None:
    """The span of numbers that a label gives; None where it gives none."""
    message = hear(label, u)
    found = amounts(message, u)
    if len(found) == 2 and is_range(message, found, u):
        return found[0].readings[0], found[1].readings[0]
    return _open_span(message, found[0].readings[0], u) if len(found) == 1 else None


def _open_span(message: Message, edge: Fraction, u: Understanding) -> Span | None:
    if holds_any(message.line, (*u.at_most, *u.below)):
        return None, edge
    return (edge, None) if holds_any(message.line, (*u.above, *u.at_least)) else None


def _holds(span: Span, value: Fraction) -> bool:
    low, high = span
    return (low is None or value >= low) and (high is None or value <= high)
