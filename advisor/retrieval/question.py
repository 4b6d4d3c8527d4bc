"""Reads a question: what kind of answer it wants, its words and their worth, its context."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from advisor.retrieval.lexicon import Lexicon
from advisor.retrieval.words import Word, is_content, stem, stems_of, words_of

Ask = Literal[
    "count", "amount", "when", "who", "where", "contact", "definition", "list", "how", "why",
    "yesno", "compare", "topic", "other",
]  # fmt: skip

_AUXILIARY = (
    r"is|are|was|were|do|does|did|can|could|should|must|has|have|had|will|would|of|in|for|from|to|"
    r"on|at|with|under|within"
)
_ASKS: tuple[tuple[Ask, str], ...] = (
    ("contact", r"\b(phone|telephone|mobile number|fax|e-?mail address|postal address)\b"),
    ("amount", r"\bhow much\b|\b(cost|costs|price|budget|salary|spend|spent|gdp)\b"),
    ("count", r"\bhow many\b|\bnumbers? of\b|\b(what|which) (share|percentage|proportion|number|"
              r"per ?cent|rank|place|value|score)\b|\bby how\b|\b(rank|ranking|ranked)\b"),
    ("when", r"^(and |since |until )?when\b|\b(what|which) (year|date|month|day|time|timeframe|"
             r"period|years)\b"),
    ("list", r"^who are\b"),
    ("who", r"^(and |so )?((to|by|for|from|with) )?who(m|se)?\b"),
    ("where", r"^(and |so )?where\b"),
    ("why", r"^(and )?why\b"),
    ("how", r"^(and )?how\b"),
    ("list", r"\b(list|enumerate|name (all |the )+)|\b(what|which) (are|were)\b|"
             rf"\b(what|which) (?!(?:{_AUXILIARY})\b)(?:(?!(?:{_AUXILIARY})\b)[\w-]+ ){{0,2}}"
             r"(?!process|access|status|business|happens|makes|goes|replaces|tends|comes|does|needs|helps)[\w-]{3,}(?<![s'])s\b|^give (me )?(all |the )"),
    ("definition", r"^(what is|what's|whats|wat is|define|definition of|explain)\b|\bmeant by\b|"
                   r"^what (does|do) .*\b(mean|stand for)\b|\b(meaning|definition) of\b|"
                   r"\bwhat is it\b"),
    ("yesno", r"^(is|are|was|were|do|does|did|can|could|should|must|has|have|will)\b"),
)  # fmt: skip
_COMPARE = (
    re.compile(r"\bdifferences? (?:is there )?between (?P<a>.+?) and (?P<b>.+)"),
    re.compile(r"\bcompar\w+ (?:of )?(?P<a>.+?) (?:and|with|to|against) (?P<b>.+)"),
    re.compile(r"(?P<a>.+?),? (?:vs\.?|versus|compared (?:to|with)) (?P<b>.+)"),
    re.compile(r"\bhow (?:does|do|is|are) (?P<a>.+?) differ(?:ent)? from (?P<b>.+)"),
    re.compile(r"\bhow (?:does|do) (?P<a>.+?) and (?P<b>.+?) differ"),
    re.compile(r"\bdistinguish(?:es)? (?P<a>.+?) from (?P<b>.+)"),
)
_TAIL = re.compile(r"\b(?:in|of|for|under|at|on|by) .+$")
_OPENING = re.compile(
    r"^(?:what|how|which) (?:is|are|was|were|does|do|did)? ?(?:the )?|^(?:please )?|^an? |^the "
)
_REFERS = re.compile(
    r"^(?:and|or|but|also|what about|how about|so)\b|"
    r"\b(?:it|its|they|them|their|theirs|he|she|his|her|that one|those|these|there)\b"
)
_ELLIPTIC = re.compile(r"^(?:and|or|but|also|what about|how about|so)\b[, ]*")
_FEW = 2
_RESEMBLES = 92
_BORROWED = 0.4
_TOPIC = 4
_PLURAL = re.compile(r"[a-z]{2,}[^s'u]s$")


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
    """A question as it is searched: `text` as typed, `read_as` with spelling put right."""

    text: str
    read_as: str
    ask: Ask
    terms: tuple[Term, ...]
    sides: tuple[str, str] | None = None

    @property
    def weight(self) -> float:
        """The worth of all its words together."""
        return sum(term.weight for term in self.terms)

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
    """

    def __init__(
        self,
        lexicon: Lexicon,
        knows: Callable[[str], bool],
        alike: Iterable[Iterable[str]],
        frame: Iterable[str],
    ) -> None:
        self._lexicon = lexicon
        self._knows = knows
        self._frame = frozenset(stem(word) for word in frame)
        self._alike: dict[str, frozenset[str]] = {}
        for group in alike:
            stems = frozenset(stem(word) for word in group)
            for one in stems:
                self._alike[one] = self._alike.get(one, frozenset()) | stems
        self._acronyms: Mapping[str, str] = lexicon.acronyms
        phrases = {one.lower() for one in self._acronyms.values()}
        self._phrases = sorted(one for one in phrases if one.count(" ") > 1)

    def read(self, text: str, context: str = "") -> Question:
        """The question with its kind and words; words of the context count for less."""
        own = self._spelt(text.strip())
        low = own.lower().strip(" ?!.")
        sides = _sides(low)
        read_as = f"{own} ({self._spelt(context.strip(' ?.!'))})" if context else own
        terms: list[Term] = []
        for word in words_of(read_as):
            term = self._term(word, text, borrowed=word.start > len(own))
            if self._counts(word) and not (term.borrowed and _said(term, terms)):
                terms.append(term)
        ask = _ask(low)
        if context and ask in ("topic", "other"):
            ask = _ask(context.lower())
        if frozenset(term.stem for term in terms) in self._lexicon.terms:
            ask = "definition"
        read_as = self._expanded(read_as)
        return Question(text, read_as, "compare" if sides else ask, tuple(terms), sides)

    def side(self, question: Question, at: int) -> Question:
        """One side of a comparison, with what the other side says of both."""
        sides = question.sides or ("", "")
        own, other = sides[at], sides[1 - at]
        tail = _TAIL.search(other)
        shared = tail[0] if tail and not _TAIL.search(own) else ""
        words = words_of(own)
        if words and (words[-1].is_number or words[0].text in ("those", "that", "the")):
            shared = " ".join(w.text for w in words_of(other) if not w.is_number)
            shared = _TAIL.sub("", shared) if words[0].text in ("those", "that") else shared
        names = [w.text for w in words_of(other) if self._lexicon.is_name(w.stem)]
        return self.read(own, " ".join([shared, *(n for n in names if n not in shared)]).strip())

    def with_context(self, text: str, previous: str | None) -> Question:
        """The question as it is meant after the one before."""
        low = text.lower().strip(" ?!.")
        own = [w for w in words_of(text) if self._counts(w)]
        if not previous or not (_REFERS.search(low) or len(own) <= _FEW):
            return self.read(text)
        swapped = _replaced(own, previous, self._lexicon)
        return self.read(swapped) if swapped else self.read(_rest(text), previous)

    def _spelt(self, text: str) -> str:
        out, end = [], 0
        for word in words_of(text):
            out.append(text[end : word.start])
            end = word.end
            out.append(self._word_spelt(word))
        return "".join(out) + text[end:]

    def _word_spelt(self, word: Word) -> str:
        low = word.text.lower()
        seen = word.stem in self._lexicon.found or low in self._lexicon.written
        if len(low) < 4 or not low.isalpha() or seen or word.stem in self._alike:
            return word.text
        if self._knows(low) or word.text.isupper() or self._lexicon.is_name(word.stem):
            return word.text
        return self._lexicon.spelt(word.text)

    def _expanded(self, text: str) -> str:
        """The text with what its acronyms stand for, once each, unless it says so itself.

        A phrase that is misspelt, as 'hole of government', counts as the one it resembles.
        """
        stems = set(stems_of(text))
        low = text.lower()
        added = [
            phrase
            for phrase in self._phrases
            if phrase not in low and len(phrase) <= len(low) and fuzz.partial_ratio(phrase, low) >= _RESEMBLES
        ]
        for word in words_of(text):
            meaning = self._acronyms.get(word.stem)
            if meaning and not set(stems_of(meaning)) <= stems and meaning not in added:
                added.append(meaning)
        return f"{text} ({'; '.join(added)})" if added else text

    def _counts(self, word: Word) -> bool:
        return is_content(word) and word.stem not in self._frame

    def _term(self, word: Word, text: str, borrowed: bool) -> Term:
        inside = text.lower().find(word.text.lower()) > 0
        capital = word.text[0].isupper() and inside and not text.istitle() and not text.isupper()
        name = not word.is_number and (self._lexicon.is_name(word.stem) or capital)
        others = self._alike.get(word.stem, frozenset()) - {word.stem}
        return Term(
            stem=word.stem,
            weight=self._lexicon.rarity(word.stem) * (_BORROWED if borrowed else 1.0),
            others=frozenset() if name else others,
            name=name,
            number=word.is_number,
            year=word.is_year,
            borrowed=borrowed,
            span=(word.start, word.end),
        )


def _ask(low: str) -> Ask:
    for ask, pattern in _ASKS:
        if re.search(pattern, low):
            return ask
    if len(low.split()) > _TOPIC:
        return "other"
    return "list" if _PLURAL.search(low) else "topic"


def _said(term: Term, terms: Iterable[Term]) -> bool:
    """Whether a word is said already, or another year, where years are what is asked for."""
    return any(one.stem == term.stem or (one.year and term.year) for one in terms)


def _sides(low: str) -> tuple[str, str] | None:
    for pattern in _COMPARE:
        if (found := pattern.search(low)) is not None:
            one, other = found["a"].strip(" ,"), found["b"].strip(" ,?")
            return _OPENING.sub("", one), other
    return None


def _rest(text: str) -> str:
    return _ELLIPTIC.sub("", text.strip().lower()).strip()


def _replaced(own: list[Word], previous: str, lexicon: Lexicon) -> str | None:
    """The previous question with its year or its name replaced, where that is all that is new."""
    if not own:
        return None
    before = [w for w in words_of(previous) if is_content(w)]
    same = {w.stem for w in before}
    fresh = [w for w in own if w.stem not in same]
    kinds: tuple[Callable[[Word], bool], ...] = (
        lambda w: w.is_year,
        lambda w: w.is_number and not w.is_year,
        lambda w: lexicon.is_name(w.stem) or w.text[:1].isupper(),
    )
    for alike in kinds:
        old = [w for w in before if alike(w) and w.start > 0]
        if fresh and old and all(alike(w) for w in fresh):
            text = " ".join(w.text for w in fresh)
            return previous[: old[0].start] + text + previous[old[-1].end :]
    return None
