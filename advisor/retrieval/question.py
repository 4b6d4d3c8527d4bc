"""Reads a question: what kind of answer it wants, its words and their worth, its context."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.retrieval.asks import Ask, also_asked, ask_of, focus_of, sides_of
from advisor.retrieval.context import named_one, other_year, refers, swapped
from advisor.retrieval.lexicon import Lexicon
from advisor.retrieval.spelling import Speller
from advisor.retrieval.words import Word, is_content, stem, stem_set, stems_of, words_of

Likeness = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]

_TAIL = re.compile(r"\b(?:in|of|for|under|at|on|by) .+$")
_ELLIPTIC = re.compile(r"^(?:and|or|but|also|what about|how about|so)\b[, ]*")
_FOR_THE_OTHER = re.compile(r"^(?:the )?(?:those|that|ones?)\b")
_FEW = 2
_LONGEST = 1_500  # characters: some more than the 256 tokens that the embedding model reads
_SOMETHING = "X"
_BORROWED = 0.4
_DEFINING = frozenset(("mean", "meant", "definit", "term"))
_BORROWED_NAME = 0.8


@dataclass(frozen=True)
class Term:
    """A word of a question that carries meaning.

    `weight` is its rarity in the library; `others` are stems that would do as well; `borrowed`
    says that it comes from the question before; `span` is where it stands in what is embedded.
    """

    stem: str
    weight: float
    others: frozenset[str] = frozenset()
    name: bool = False
    number: bool = False
    year: bool = False
    borrowed: bool = False
    span: tuple[int, int] = (0, 0)

    @property
    def exact(self) -> bool:
        """Whether nothing but the word itself will do: a name, a number, a year."""
        return self.name or self.number


@dataclass(frozen=True)
class Question:
    """A question as it is searched: `text` as typed, `read_as` with spelling put right.

    `also` is what it asks besides, as in 'who spoke, and when?'; `is_side` says that it is one
    side of a comparison.
    """

    text: str
    read_as: str
    ask: Ask
    terms: tuple[Term, ...]
    sides: tuple[str, str] | None = None
    focus: frozenset[str] = frozenset()
    also: Ask | None = None
    is_side: bool = False

    @property
    def weight(self) -> float:
        """The worth of all its words together."""
        return sum(term.weight for term in self.terms)

    @property
    def without_names(self) -> str:
        """The question as read, with something else for its names and numbers."""
        text = self.read_as
        for term in sorted(self.terms, key=lambda one: -one.span[0]):
            if term.exact:
                text = f"{text[: term.span[0]]}{_SOMETHING}{text[term.span[1] :]}"
        return re.sub(rf"{_SOMETHING}( {_SOMETHING})+", _SOMETHING, text)

    @property
    def stems(self) -> list[str]:
        """The stems of its words, in order."""
        return [term.stem for term in self.terms]


class Reader:
    """Reads questions against the words of one library.

    Args:
        lexicon: the words of the library.
        knows: tells whether a word is known in the language at large.
        alike: groups of words that may stand for each other.
        frame: words of questions that say nothing of their subject, as 'slide' or 'according'.
        likeness: tells how alike words are in meaning, each of some to each of others.
        respelt: short forms and the words they are for, as 'wen' and 'when'.
        around: phrases that only say where to look.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        knows: Callable[[str], bool],
        alike: Iterable[Iterable[str]],
        frame: Iterable[str],
        likeness: Likeness | None = None,
        respelt: Mapping[str, str] | None = None,
        around: Iterable[str] = (),
    ) -> None:
        self._lexicon = lexicon
        self._likeness = likeness
        phrases = "|".join(map(re.escape, around)) or "(?!)"
        self._around = re.compile(rf" ?\b(?:{phrases})\b", re.IGNORECASE)
        self._frame = frozenset(stem(word) for word in frame)
        self._alike: dict[str, frozenset[str]] = {}
        for group in alike:
            stems = frozenset(stem(word) for word in group)
            for one in stems:
                self._alike[one] = self._alike.get(one, frozenset()) | stems
        self._acronyms: Mapping[str, str] = lexicon.acronyms
        self._speller = Speller(lexicon, knows, respelt or {}, self._is_spared)

    def read(self, text: str, context: str = "") -> Question:
        """The question with its kind and words; words of the context count for less."""
        inner = self._around.sub("", text)
        kept = inner if any(map(self._counts, words_of(inner))) else text
        own = self._speller.phrase_spelt(self._speller.spelt(kept.strip()))
        low = own.lower().strip(" ?!.")
        sides = sides_of(low)
        read_as = f"{own} ({self._speller.spelt(context.strip(' ?.!'))})" if context else own
        terms: list[Term] = []
        for word in words_of(read_as):
            term = self._term(word, text, borrowed=word.start > len(own))
            if self._counts(word) and not (term.borrowed and _said(term, terms)):
                terms.append(term)
        ask = ask_of(low)
        if context and ask in ("topic", "other"):
            ask = ask_of(context.lower())
        if frozenset(term.stem for term in terms) in self._lexicon.terms:
            ask = "definition"
        if ask == "definition":
            terms = [term for term in terms if term.stem not in _DEFINING] or terms
        read_as = self._expanded(read_as)
        focus = self._focus(low, terms)
        kind: Ask = "compare" if sides else ask
        return Question(text, read_as, kind, tuple(terms), sides, focus, also_asked(low))

    def _focus(self, low: str, terms: Sequence[Term]) -> frozenset[str]:
        """The stem of the word that names what is asked for: the last of its noun, or the verb."""
        stems = stems_of(focus_of(low))
        asked = [one for one in stems if any(t.stem == one and not t.exact for t in terms)]
        asked = asked or [t.stem for t in terms if not t.exact and not t.borrowed]
        last = asked[-1:] if not low.startswith(("who ", "when ", "where ", "why ")) else asked[:1]
        return frozenset(last)

    def side(self, question: Question, at: int) -> Question:
        """One side of a comparison, with what the question and the other side say of both."""
        sides = question.sides or ("", "")
        own, other = sides[at], sides[1 - at]
        rest = question.read_as.lower()
        for one in sorted(sides, key=len, reverse=True):
            rest = rest.replace(one, " ", 1)
        words = [w for w in words_of(own) if self._counts(w)]
        others = [w for w in words_of(other) if self._counts(w)]
        tail = _TAIL.search(other)
        shared = tail[0] if tail and not _TAIL.search(own) else ""
        if len(words) == 1 < len(others):
            shared = other[others[0].end :]
        if (words and words[-1].is_number) or _FOR_THE_OTHER.match(own):
            shared = " ".join(w.text for w in words_of(other) if not w.is_number)
            shared = _TAIL.sub("", shared) if _FOR_THE_OTHER.match(own) else shared
        names = [w.text for w in others if self._lexicon.is_name(w.stem) and len(others) > 1]
        if any(self._lexicon.is_name(w.stem) for w in words):
            names = []
        added = [rest.strip(" ,:;?-"), shared, *(n for n in names if n not in shared)]
        side = self.read(own, " ".join(one for one in added if one).strip())
        return replace(side, is_side=True)

    def with_context(self, text: str, previous: str | None) -> Question:
        """The question as it is meant after the one before; of a whole page, its beginning."""
        text, previous = _beginning(text), _beginning(previous or "")
        low = text.lower().strip(" ?!.")
        own = [w for w in words_of(text) if self._counts(w)]
        if not previous or not (refers(low) or len(own) <= _FEW):
            return self.read(text)
        moved = other_year(low, previous) or swapped(own, previous, self._lexicon)
        if moved:
            return self.read(moved)
        text = named_one(text, previous)
        context = self._without_replaced(own, previous) if _ELLIPTIC.match(low) else previous
        return self.read(_rest(text), context)

    def _without_replaced(self, own: Sequence[Word], previous: str) -> str:
        """The question before, less the word in whose place the new one comes."""
        old = [w for w in words_of(previous) if self._counts(w)]
        fresh = [w for w in own if w.stem not in {one.stem for one in old}]
        if self._likeness is None or not fresh or len(old) < _FEW:
            return previous
        table = self._likeness([w.text for w in fresh], [w.text for w in old])
        _, at = max((max(row[at] for row in table), at) for at in range(len(old)))
        return previous[: old[at].start] + previous[old[at].end :]

    def _expanded(self, text: str) -> str:
        """The text with what its acronyms stand for, once each, unless it says so itself."""
        stems = stem_set(text)
        added: list[str] = []
        for word in words_of(text):
            # 'who' asks for a person, not for the WHO
            meaning = self._acronyms.get(word.stem) if is_content(word) else None
            if meaning and not stem_set(meaning) <= stems and meaning not in added:
                added.append(meaning)
        return f"{text} ({'; '.join(added)})" if added else text

    def _is_spared(self, stem_: str) -> bool:
        return stem_ in self._alike or self._lexicon.is_name(stem_)

    def _counts(self, word: Word) -> bool:
        return is_content(word) and word.stem not in self._frame

    def _term(self, word: Word, text: str, borrowed: bool) -> Term:
        inside = text.lower().find(word.text.lower()) > 0
        capital = word.text[0].isupper() and inside and not text.istitle() and not text.isupper()
        name = not word.is_number and (self._lexicon.is_name(word.stem) or capital)
        others = self._alike.get(word.stem, frozenset()) - {word.stem}
        return Term(
            stem=word.stem,
            weight=self._lexicon.rarity(word.stem) * _worth(name, borrowed),
            others=frozenset() if name else others,
            name=name,
            number=word.is_number,
            year=word.is_year,
            borrowed=borrowed,
            span=(word.start, word.end),
        )


def _worth(name: bool, borrowed: bool) -> float:
    return (_BORROWED_NAME if name else _BORROWED) if borrowed else 1.0


def _said(term: Term, terms: Iterable[Term]) -> bool:
    """Whether a word is said already, or another year, where years are what is asked for."""
    return any(one.stem == term.stem or (one.year and term.year) for one in terms)


def _beginning(text: str) -> str:
    """What is read of a text as long as a page."""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0]


def _rest(text: str) -> str:
    return _ELLIPTIC.sub("", text.strip().lower()).strip()
