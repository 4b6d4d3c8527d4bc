"""Options that stand for a span of numbers: 'up to 5 million', '5 to 50 million', 'more than 50'."""

from fractions import Fraction

from advisor.dialogue.message import Message, hear, holds_any
from advisor.dialogue.quantities import amounts, is_range
from advisor.dialogue.understanding import Understanding
from advisor.model.content import Question

_LARGE = 100
Span = tuple[Fraction | None, Fraction | None]


def by_size(question: Question, message: Message, u: Understanding) -> int | None:
    """The option into whose span the one number of a message falls; None when there is none."""
    spans = [_span(option.label, u) for option in question.options]
    if sum(span is not None for span in spans) < 2:
        return None
    found = amounts(message, u)
    if len(found) != 1 or len(found[0].readings) != 1:
        return None
    value = found[0].readings[0]
    if value < _LARGE:
        return None
    within = [at for at, span in enumerate(spans) if span is not None and _holds(span, value)]
    return within[0] if within else None


def _span(label: str, u: Understanding) -> Span | None:
    message = hear(label, u)
    found = amounts(message, u)
    if len(found) == 2 and is_range(message, found, u):
        return found[0].readings[0], found[1].readings[0]
    if len(found) != 1:
        return None
    value = found[0].readings[0]
    if holds_any(message.line, (*u.at_most, *u.below)):
        return None, value
    return (value, None) if holds_any(message.line, (*u.above, *u.at_least)) else None


def _holds(span: Span, value: Fraction) -> bool:
    low, high = span
    return (low is None or value >= low) and (high is None or value <= high)
