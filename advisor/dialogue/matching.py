"""Finds what a message speaks of: statements in it, each affirmed or denied, matched to names.

Denial is content here: 'not linked' matches a name that says 'not linked', and tells against a
name that says 'linked'.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from advisor.dialogue.message import Message, Token, holds_any, is_word, line_of, stem
from advisor.dialogue.understanding import Understanding

Polarity = Literal["yes", "partly", "no", ""]
_STOPS = frozenset(",;.!?\n()/")
DENIED = "not"
_ENOUGH = 0.5
_TELLING = 0.6
_FEW = 3
_GIVEN = 0.5
_PART = 0.9
Stems = tuple[str, ...]


@dataclass(frozen=True)
class Clause:
    """One statement of a message; `opened_by` is the word that leads into it, such as 'but'."""

    words: tuple[str, ...]
    polarity: Polarity
    opened_by: str = ""
    start: int = 0
    end: int = 0

    @property
    def line(self) -> str:
        """The words joined by spaces."""
        return " ".join(self.words)


def clauses(message: Message, u: Understanding) -> tuple[Clause, ...]:
    """The statements of a message; one that says neither yes nor no goes with the one before."""
    found: list[Clause] = []
    before: Polarity = ""
    for opened_by, tokens, verdict in _with_verdicts(_pieces(message.tokens, u), u):
        words = (*(token.word for token in tokens), *verdict)
        polarity = polarity_of(words, u) or before
        found.append(Clause(words, polarity, opened_by, tokens[0].start, tokens[-1].end))
        before = polarity
    return tuple(found)


def _pieces(tokens: Sequence[Token], u: Understanding) -> Iterator[tuple[str, list[Token]]]:
    opened_by, piece = "", list[Token]()
    for token in tokens:
        parting = token.word in _STOPS or token.word in u.breaks
        if not parting:
            if is_word(token.word):
                piece.append(token)
            continue
        if piece:
            yield opened_by, piece
            piece = []
        opened_by = token.word
    if piece:
        yield opened_by, piece


def _with_verdicts(
    pieces: Iterable[tuple[str, list[Token]]], u: Understanding
) -> Iterator[tuple[str, list[Token], tuple[str, ...]]]:
    """The pieces, each with the bare yes or no behind it: 'access and ability: no' denies both.

    Where a message opens with a yes or no, each goes with what follows it instead.
    """
    waiting: list[tuple[str, list[Token]]] = []
    leads = False
    for opened_by, tokens in pieces:
        words = tuple(token.word for token in tokens)
        verdict = " ".join(words) in (*u.plain_yes_no, *u.partly_yes)
        leads = leads or (verdict and not waiting)
        if not leads and verdict:
            yield from ((*one, words) for one in waiting)
            waiting = []
            continue
        if polarity_of(words, u):
            yield from ((*one, ()) for one in waiting)
            waiting = []
        waiting.append((opened_by, tokens))
    yield from ((*one, ()) for one in waiting)


def polarity_of(words: Sequence[str], u: Understanding) -> Polarity:
    """What the words of a statement say: there, in part, not there, or nothing of the sort."""
    line = " ".join(words)
    if holds_any(line, u.partly):
        return "partly"
    if u.negating & set(words):
        return "no"
    return "yes" if holds_any(line, (*u.have, *u.yes)) else ""


@dataclass(frozen=True)
class Names:
    """Things that can be spoken of, each under several names given as stems.

    `shared` counts among how many things a stem is shared: the fewer, the more it tells. `spelt`
    gives the stem of each word. `given` are stems that say little here, as everybody uses them.
    """

    of: tuple[tuple[tuple[str, ...], ...], ...]
    shared: Counter[str] = field(default_factory=Counter)
    spelt: dict[str, str] = field(default_factory=dict)
    given: frozenset[str] = frozenset()

    @classmethod
    def made(
        cls,
        things: Sequence[Sequence[str]],
        u: Understanding,
        given: frozenset[str] = frozenset(),
    ) -> "Names":
        """Names from plain texts, a list of them for each thing."""
        of = tuple(
            tuple(dict.fromkeys(name for text in texts if (name := _name(text, u))))
            for texts in things
        )
        shared = Counter(one for names in of for one in {s for name in names for s in name})
        words = {word for texts in things for text in texts for word in line_of(text, u).split()}
        spelt = {word: stem(word) for word in sorted(words) if stem(word) in shared}
        return cls(of, shared, spelt, given)

    def weight(self, stemmed: str) -> float:
        """How much a stem tells."""
        part = _GIVEN if stemmed in self.given else 1.0
        return part * float(max(1, self.shared[stemmed]) ** -0.5)


def _name(text: str, u: Understanding) -> Stems:
    """The stems of a name; in a long one it is open what a denial goes with, so it is left out."""
    name = telling(text, u)
    return tuple(one for one in name if one != DENIED) if len(name) > _FEW + 1 else name


def telling(text: str, u: Understanding) -> tuple[str, ...]:
    """The stems of a text that name something, denial among them."""
    return said_stems(line_of(text, u).split(), u)


def said_stems(words: Sequence[str], u: Understanding, names: Names | None = None) -> Stems:
    """The stems of words that name something; every word of denial becomes the same.

    With `names`, a slip of the pen is put right where one of their words is close enough.
    """
    found = (
        DENIED if word in u.negating else _stem(word, u, names)
        for word in words
        if word in u.negating or word not in u.topic_free
    )
    return tuple(dict.fromkeys(found))


def _stem(word: str, u: Understanding, names: Names | None) -> str:
    stemmed = str(u.numbers[word]) if word in u.numbers else stem(word)
    if names is None or stemmed in names.shared or not word.isalpha():
        return stemmed
    slips = 0 if len(word) < 5 else 1 if len(word) < 9 else 2
    if not slips:
        return stemmed
    hit = process.extractOne(word, list(names.spelt), scorer=OSA.distance, score_cutoff=slips)
    return names.spelt[hit[0]] if hit is not None and hit[0][0] == word[0] else stemmed


def scores(said: Sequence[str], names: Names) -> list[float]:
    """How well each thing is named: above 1 in full, from 0.5 in part, below 0 when denied."""
    have = set(said)
    return [_best_of([_score(have, name, names) for name in one], one) for one in names.of]


def _best_of(values: list[float], names: tuple[Stems, ...]) -> float:
    """The name that fits best; one that is a denial itself goes before what is denied."""
    own = [v for v, name in zip(values, names, strict=True) if v > 0 and DENIED in name]
    return max(own or values, key=abs, default=0.0)


def _score(have: set[str], name: Stems, names: Names) -> float:
    held = [one for one in name if one in have]
    denied, own_denial = DENIED in have, DENIED in name
    if not held or (own_denial and not denied):
        return 0.0
    if held == [DENIED]:
        return _ENOUGH if len(name) == 1 else 0.0
    shared = sum(names.weight(one) for one in held)
    total = sum(names.weight(one) for one in name)
    tells = any(one != DENIED and one not in names.given for one in held)
    value = 1.0 + shared if len(held) == len(name) and tells else min(_PART, shared / total)
    if any(names.shared[one] == 1 and one != DENIED for one in held):
        value = max(value, _TELLING)
    if value < _ENOUGH:
        return 0.0
    return -value if denied and not own_denial else value


def best(values: Sequence[float], margin: float = 0.2) -> tuple[int, ...]:
    """The things that are named best, more than one when they are too close to call."""
    top = max(values, default=0.0)
    if top <= 0:
        return ()
    return tuple(at for at, value in enumerate(values) if value > 0 and value >= top - margin)
