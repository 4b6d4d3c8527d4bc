"""Which of several things a message comes closest to in meaning; never enough to count by itself.

Meaning hardly tells a sentence from its denial, so that one who denies and one who does not are
taken to be further apart than they seem.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from advisor.dialogue.matching import Names, clauses, said_stems
from advisor.dialogue.message import Message, line_of
from advisor.dialogue.reading import Hearing
from advisor.dialogue.understanding import Understanding

_READ_AT_MOST = 400
_LEAST = 0.36
_FAIR = 0.45
_SCENT = 0.22
_AHEAD = 0.04
_CLOSE = ((0.75, 0.08), (0.55, 0.12), (0.42, 0.18))
_DENIAL = 0.12
_REPEATS = 0.12
_APART, _SCATTERS = 0.4, 0.25
_PART = 3
_BRIEFLY = 4


@dataclass(frozen=True)
class Nearest:
    """The things that come closest, the likeliest first; two when they are too close to call.

    close: the message says so much of the one thing that hardly anything else can be meant.
    fair: it is near enough to decide between things that were named as well.
    best: how close the likeliest is; above 1 where words are the same too.
    """

    at: tuple[int, ...]
    close: bool = False
    fair: bool = False
    best: float = 0.0


def nearest(
    things: Sequence[Sequence[str]],
    message: Message,
    hearing: Hearing,
    denied: Collection[int] = (),
) -> Nearest | None:
    """What a message comes closest to, each thing known by several names; None for nothing.

    `denied` are the things that the message names only to deny them.
    """
    if not things or not said_stems(message.words, hearing.understanding):
        return None
    values = _values(things, message, hearing)
    if len(values) != len(things):
        return None
    values = [-1.0 if at in denied else value for at, value in enumerate(values)]
    ranked, ahead, close = _ranking(values)
    best = values[ranked[0]]
    if best < _LEAST or (len(message.words) < 2 and not close):
        return None
    fair = best >= _FAIR
    return Nearest((ranked[0],) if ahead >= _AHEAD else tuple(ranked[:2]), close, fair)


def likeliest(
    things: Sequence[Sequence[str]],
    message: Message,
    hearing: Hearing,
    within: float = 1.0,
    least: float = _SCENT,
) -> Nearest | None:
    """The things that a description most likely means, though none may be near; often neither.

    Args:
        things: each known by several names.
        message: what was said; a word or two tell too little.
        hearing: what reading needs beside it.
        within: how far behind the best the others may be.
        least: how near the best has to be.
    """
    telling = len(said_stems(message.words, hearing.understanding))
    values = _values(things, message, hearing) if telling else []
    enough = least if telling >= _PART - 1 else _LEAST
    if not values or len(values) != len(things) or max(values) < enough:
        return None
    ranked, _, close = _ranking(values)
    best = values[ranked[0]]
    at = tuple(one for one in ranked if values[one] >= best - within)
    return Nearest(at[:_PART], close, best >= _FAIR, best)


def _ranking(values: Sequence[float]) -> tuple[list[int], float, bool]:
    """The order of things by value, how far the first is ahead, and whether it is close."""
    ranked = sorted(range(len(values)), key=lambda at: (-values[at], at))
    best = values[ranked[0]]
    ahead = best - (values[ranked[1]] if len(ranked) > 1 else 0.0)
    return ranked, ahead, any(best >= least and ahead >= by for least, by in _CLOSE)


def _values(things: Sequence[Sequence[str]], message: Message, hearing: Hearing) -> list[float]:
    """How close each thing is by the name that fits best, to the whole message or a part of it."""
    u = hearing.understanding
    texts = [name for thing in things for name in thing]
    names = Names.made(things, u)
    said = clauses(message, u)
    parts = [one.words for one in said if len(one.words) >= _PART] if len(said) > 1 else []
    best = [-1.0] * len(texts)
    for words in [message.words, *parts]:
        found = hearing.similar(" ".join(words)[:_READ_AT_MOST], texts)
        if len(found) != len(texts):
            return []
        stems = set(said_stems(words, u, names))
        apart = scatters(words, u) and any(scatters(line_of(one, u).split(), u) for one in texts)
        for at, (text, value) in enumerate(zip(texts, found, strict=True)):
            own = line_of(text, u).split()
            other = _denies(words, u) != _denies(own, u)
            brief = min(len(words), len(own)) <= _PART
            against = _DENIAL * (_BRIEFLY if brief else 1) if other else 0.0
            alike = _APART * (scatters(own, u) - _SCATTERS) if apart else 0.0
            nearer = value - against + alike + _REPEATS * _repeated(stems, own, names, u)
            best[at] = max(best[at], nearer)
    scored = iter(best)
    return [max(next(scored) for _ in thing) for thing in things]


def _denies(words: Sequence[str], u: Understanding) -> bool:
    return bool(u.negating & set(words))


def scatters(words: Sequence[str], u: Understanding) -> bool:
    """Whether each of many goes its own way: 'each minister has his own idea'."""
    said = set(words)
    return bool(said & set(u.every)) and bool(said & set(u.apart))


def _repeated(said: set[str], words: Sequence[str], names: Names, u: Understanding) -> float:
    """The share of a name's telling words that the message repeats."""
    own = said_stems(words, u)
    total = sum(names.weight(one) for one in own)
    return sum(names.weight(one) for one in own if one in said) / total if total else 0.0
