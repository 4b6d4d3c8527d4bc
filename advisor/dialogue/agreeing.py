"""Whether a message is nothing but a yes, or nothing but a no, to what is proposed.

People say yes in more ways than can be listed, so that words are weighed, not phrases: one that
nods, and beside it only words that add nothing.
"""

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from advisor.dialogue.commands import talk_in
from advisor.dialogue.message import Message, holds_any, longest_first, without
from advisor.dialogue.understanding import Understanding

_LONGEST = 12
_SLIP = 4


def agrees(message: Message, u: Understanding, count: int = 0, own: Iterable[str] = ()) -> bool:
    """Whether a message says yes and no more.

    Args:
        message: what was said.
        u: the words people use.
        count: how many answers are proposed.
        own: the words of what is proposed, which a yes may repeat.
    """
    talk = talk_in(message, u)
    line = without(message.line, longest_first(u.nothing_else))
    if message.asks or talk == "hesitation" or holds_any(line, u.reservations):
        return False
    words = line.split()
    left = without(line, longest_first(u.accepting))
    if left != line and not _telling(left.split(), u, count):
        return True
    return not u.negating & set(words) and _only(words, u, count, own)


def disagrees(message: Message, u: Understanding) -> bool:
    """Whether a message says no to what is proposed and no more."""
    if message.asks or talk_in(message, u) is not None or agrees(message, u):
        return False
    first = next((word for word in message.words if word in {*u.shakes, *u.nods}), "")
    return first in u.shakes and not _telling(message.words, u, 0, u.shakes)


def _only(words: Sequence[str], u: Understanding, count: int, own: Iterable[str]) -> bool:
    """Whether one of the words nods, a slip of the pen allowed, and the others add nothing."""
    nods = set(u.nods)
    meant = [word for word in words if _is_among(word, nods, u)]
    held = [word for word in words if word not in meant]
    return bool(meant) and len(words) <= _LONGEST and not _telling(held, u, count, own)


def _is_among(word: str, known: set[str], u: Understanding) -> bool:
    """Whether a word is one of those that are known, a slip of the pen allowed."""
    if word in known:
        return True
    if len(word) < _SLIP or word in u.beside_nods or word in u.topic_free or not word.isalpha():
        return False
    hit = process.extractOne(word, sorted(known), scorer=OSA.distance, score_cutoff=1)
    return hit is not None and hit[0][0] == word[0] and len(hit[0]) >= _SLIP


def _telling(
    words: Iterable[str], u: Understanding, count: int, more: Iterable[str] = ()
) -> list[str]:
    """The words that may matter: all but polite and light ones, and the number of answers."""
    free = {*u.beside_nods, *u.light, *u.nods, *more}
    free |= {word for word, number in u.numbers.items() if number == count} | {str(count)}
    polite = longest_first((*u.fillers, *u.small_talk.get("thanks", ())))
    return [word for word in without(" ".join(words), polite).split() if word not in free]
