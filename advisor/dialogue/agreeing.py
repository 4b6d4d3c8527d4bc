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


def agrees(message: Message, u: Understanding, count: int = 0) -> bool:
    """Whether a message says yes and no more; `count` is how many answers are proposed."""
    talk = talk_in(message, u)
    if message.asks or talk == "hesitation" or holds_any(message.line, u.reservations):
        return False
    left = without(message.line, longest_first(u.accepting))
    if left != message.line and not _telling(left.split(), u, count):
        return True
    return _only(message.words, u.nods, u, count) and not u.negating & set(message.words)


def disagrees(message: Message, u: Understanding) -> bool:
    """Whether a message says no to what is proposed and no more."""
    if message.asks or talk_in(message, u) is not None:
        return False
    denies = bool(set(message.words) & set(u.shakes))
    return denies and not _telling(message.words, u, 0, u.shakes)


def _only(words: Sequence[str], wanted: Iterable[str], u: Understanding, count: int) -> bool:
    """Whether one of the words is wanted, a slip of the pen allowed, and the others add nothing."""
    known = set(wanted)
    meant = {one for word in words if (one := _meant(word, known, u))}
    held = [word for word in words if not _meant(word, known, u)]
    return bool(meant) and len(words) <= _LONGEST and not _telling(held, u, count)


def _meant(word: str, known: set[str], u: Understanding) -> str:
    """The word that is meant by one that may be misspelt; empty for none."""
    if word in known:
        return word
    if len(word) < _SLIP or word in u.beside_nods or word in u.topic_free or not word.isalpha():
        return ""
    hit = process.extractOne(
        word, sorted(known), scorer=OSA.distance, score_cutoff=1, processor=None
    )
    return hit[0] if hit is not None and hit[0][0] == word[0] and len(hit[0]) >= _SLIP else ""


def _telling(
    words: Iterable[str], u: Understanding, count: int, more: Iterable[str] = ()
) -> list[str]:
    """The words that may matter: all but polite and light ones, and the number of answers."""
    free = {*u.beside_nods, *u.light, *u.nods, *more}
    free |= {word for word, number in u.numbers.items() if number == count} | {str(count)}
    polite = longest_first((*u.fillers, *u.small_talk.get("thanks", ())))
    return [word for word in without(" ".join(words), polite).split() if word not in free]
