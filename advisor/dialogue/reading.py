"""What a message may mean as the answer to a question, and how certain that is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from advisor.dialogue.message import Message, holds_any, without
from advisor.dialogue.understanding import Understanding
from advisor.model.answers import Value
from advisor.model.content import Question
from advisor.model.conversation import Description

_DESCRIBED_AT_MOST = 400

Similarity = Callable[[str, Sequence[str]], list[float]]
Meaning = Callable[[Question, Description], Sequence[tuple[Value, float]]]


def _nothing(question: Question, said: Description) -> Sequence[tuple[Value, float]]:
    return ()


@dataclass(frozen=True)
class Reading:
    """Values that a message may mean.

    One value is a proposal, several are to choose from. `sure` means that the message says this
    value and nothing else, so that it counts at once. `near` means that nothing was named and
    the value is only close in meaning; `close` that it is so close that the message is hardly
    about anything else. `ranked` means that the likeliest value comes first: it is proposed, and
    the others are offered beside it. `currency` names another currency than that of the plan.
    `note` is what was said beside the value.
    """

    values: tuple[Value, ...]
    sure: bool = False
    near: bool = False
    close: bool = False
    ranked: bool = False
    currency: str = ""
    note: str = ""


@dataclass(frozen=True)
class Misfit:
    """Something was given of the right sort that the question does not take."""

    said: str


Read = Reading | Misfit | None


@dataclass(frozen=True)
class Hearing:
    """What reading needs beside the message.

    Args:
        understanding: the words people use.
        similar: how close in meaning a text is to each of some choices; asked last.
        meant: the values that a description may mean, with their chances, the likeliest first;
            nothing where that is not known.
        currency: the code of the plan's currency, empty while it is not known.
        today: the day of the conversation, None while it is not known.
    """

    understanding: Understanding
    similar: Similarity
    currency: str = ""
    today: date | None = None
    meant: Meaning = _nothing


def described(message: Message, found: "Read") -> Description:
    """A message with what the rules made of it, in the words in which it is compared."""
    ruled = found.values if isinstance(found, Reading) else ()
    close = isinstance(found, Reading) and found.close
    text = message.line[:_DESCRIBED_AT_MOST]
    return Description(text=text, words=message.words, ruled=ruled, close=close)


def certainty(
    message: Message, rest: str, hearing: Hearing
) -> tuple[Literal["sure", "explained", "unsure"], str]:
    """How certain a value is, given the words around it.

    sure: nothing but fillers. explained: fillers, then a reason or remark without any doubt in
    it. unsure: all else. The remaining words come with it.
    """
    u = hearing.understanding
    left = without(rest, u.around_answers)
    doubtful = message.asks or holds_any(message.line, (*u.hedges, *u.reservations))
    if doubtful:
        return "unsure", left
    if not left:
        return "sure", left
    words = left.split()
    denied = any(word in u.negating for word in words)
    explained = not denied and (words[0] in u.reasons or _set_off(message))
    return ("explained" if explained else "unsure"), left


def _set_off(message: Message) -> bool:
    """Whether the first word or number is set off from the rest by a sign: '4, since 2019'."""
    tokens = [token.word for token in message.tokens]
    return len(tokens) > 2 and tokens[1] in (",", ";", ":", "-", ".", "(")
