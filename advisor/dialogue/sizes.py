"""Options that stand for a span of numbers or shares: 'up to 5 million', 'more than half'."""

import re
from fractions import Fraction

from advisor.dialogue.message import Message, hear, holds_any
from advisor.dialogue.quantities import amounts, is_range
from advisor.dialogue.understanding import Understanding
from advisor.model.content import Question

_LARGE = 100
Span = tuple[Fraction | None, Fraction | None]


def by_size(question: Question, message: Message, u: Understanding) -> int | None:
    """The option into whose span the number or share of a message falls; None for neither."""
    labels = [option.label for option in question.options]
    share = shares(message, u)
    if len(share) == 1:
        return _within([_share_span(label, u) for label in labels], share[0])
    spans = [_span(label, u) for label in labels]
    found = amounts(message, u)
    if len(found) != 1 or len(found[0].readings) != 1 or found[0].readings[0] < _LARGE:
        return None
    return _within(spans, found[0].readings[0])


def shares(message: Message, u: Understanding) -> tuple[Fraction, ...]:
    """The shares of a whole that a message names: '1 in 5', '80 %', 'a third'."""
    numbers = "|".join([r"\d{1,3}", *map(re.escape, u.numbers)])
    words = "|".join(map(re.escape, sorted(u.shares, key=len, reverse=True)))
    pattern = re.compile(
        rf"\b(?P<a>{numbers}) (?:in|of|out of|from) (?P<b>{numbers})\b"
        rf"|\b(?P<p>\d{{1,3}}) ?(?:%|percent|per cent)|\b(?P<w>{words})\b"
    )
    found = []
    for one in pattern.finditer(message.folded):
        if one["w"]:
            found.append(Fraction(u.shares[one["w"]]))
        elif one["p"]:
            found.append(Fraction(int(one["p"]), 100))
        elif _number(one["b"], u):
            found.append(Fraction(_number(one["a"], u), _number(one["b"], u)))
    return tuple(share for share in found if 0 <= share <= 1)


def _number(word: str, u: Understanding) -> int:
    return int(word) if word.isdigit() else u.numbers[word]


def _within(spans: list[Span | None], value: Fraction) -> int | None:
    """The one span that holds a value; on an edge the first."""
    if sum(span is not None for span in spans) < 2:
        return None
    held = [at for at, span in enumerate(spans) if span is not None and _holds(span, value)]
    return held[0] if held else None


def _share_span(label: str, u: Understanding) -> Span | None:
    message = hear(label, u)
    found = shares(message, u)
    if len(found) == 2 and holds_any(message.line, u.between):
        return found[0], found[1]
    return _open_span(message, found[0], u) if len(found) == 1 else None


def _span(label: str, u: Understanding) -> Span | None:
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
