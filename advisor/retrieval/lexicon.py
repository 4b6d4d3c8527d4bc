"""What the words of a library are worth: how rare, which are names, what acronyms stand for."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from advisor.model.frozen import Frozen
from advisor.retrieval.passages import Library
from advisor.retrieval.words import is_content, stem, stem_set, stems_of, words_of

_ACRONYM = re.compile(r"\(([A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*)s?\)")
_SPELT_OUT = re.compile(r"\b([A-Z]{2,}) \(([A-Z][^)]+)\)")
_NAME_SHARE = 0.8
_CLOSE = 0.78
_CLOSE_OTHER_LETTER = 0.85


class Lexicon(Frozen):
    """The words of a library.

    `passages` is how many passages there are, `found` in how many of them each stem stands,
    `written` how often each word is written so, `names` the stems that are names, `acronyms` the
    words that an acronym stands for, `terms` the stems of each term that is defined.
    """

    passages: int
    found: dict[str, int]
    written: dict[str, int]
    names: frozenset[str]
    acronyms: dict[str, str]
    terms: frozenset[frozenset[str]]

    def rarity(self, stem_: str) -> float:
        """The inverse document frequency of a stem; a stem never seen is the rarest."""
        found = self.found.get(stem_, 0)
        return math.log(1 + (self.passages - found + 0.5) / (found + 0.5))

    def is_name(self, stem_: str) -> bool:
        """Whether a stem is a name of the library or of a country or region."""
        return stem_ in self.names or stem_ in territories()

    def spelt(self, word: str) -> str:
        """The library's word that a misspelt word most likely means; itself if there is none."""
        low = word.lower()
        found = process.extract(
            low,
            self._candidates,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_CLOSE,
            limit=8,
        )
        close = [
            (score, self.written[other], other)
            for other, score, _ in found
            if other[0] == low[0] or score >= _CLOSE_OTHER_LETTER
        ]
        return max(close)[2] if close else word

    @cached_property
    def _candidates(self) -> list[str]:
        return [word for word in self.written if len(word) > 3 and word.replace("-", "").isalpha()]


@cache
def territories() -> frozenset[str]:
    """The stems of the names of countries and regions, less the plain words among them."""
    names = Locale("en").territories.values()
    stems = {one for name in names for one in stems_of(name) if len(one) > 3}
    return frozenset(stems - set(_PLAIN_IN_TERRITORIES))


_PLAIN_IN_TERRITORIES = frozenset(
    stem(word)
    for word in "world north south east west northern southern eastern western central middle "
    "island islands region outlying territory territories united states republic kingdom "
    "democratic minor remote saint city heard accents union outer people ocean coast "
    "nations unknown bidi pseudo federation eurozone lands land antarctic".split()
)


def lexicon_of(library: Library) -> Lexicon:
    """The words of all passages and of the headers that they stand under."""
    found: Counter[str] = Counter()
    written: Counter[str] = Counter()
    for passage in library.passages:
        text = f"{library.place_of(passage).header}\n{passage.own_words}"
        found.update(stem_set(text))
        written.update(word.text.lower() for word in words_of(passage.text))
    whole = [passage.text for passage in library.passages if passage.kind != "slide"]
    return Lexicon(
        passages=len(library.passages),
        found=dict(found),
        written=dict(written),
        names=frozenset(_names(whole)),
        acronyms=dict(_acronyms(whole)),
        terms=frozenset(
            stem_set(form)
            for passage in library.passages
            if passage.kind == "sentence"
            for term in passage.terms
            for form in (term, term.split(" (")[0])
        ),
    )


def _names(texts: Iterable[str]) -> list[str]:
    """Stems that are written with a capital inside sentences, nearly always."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        for line in text.split("\n"):
            for at, word in enumerate(words_of(line)):
                if not is_content(word) or word.is_number:
                    continue
                inside = at > 0 and line[: word.start].rstrip()[-1:] not in '.:?!"“('
                if word.text[0].isupper() and inside:
                    capital[word.stem] += 1
                elif word.text[0].islower():
                    small[word.stem] += 1
    return [one for one, n in capital.items() if n / (n + small[one]) >= _NAME_SHARE]


def _acronyms(texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Acronyms in brackets after what they stand for, as in 'government data (GD)', or before."""
    for text in texts:
        for match in _SPELT_OUT.finditer(text):
            initials = "".join(w.text[0] for w in words_of(match[2]) if is_content(w))
            if initials.lower() == match[1].lower():
                yield match[1].lower(), match[2]
        for match in _ACRONYM.finditer(text):
            letters = match[1].lower()
            before = words_of(text[: match.start()].replace("-", " "))[-len(letters) - 3 :]
            for start in reversed(range(len(before))):
                tail = before[start:]
                initials = "".join(w.text[0].lower() for w in tail)
                content = "".join(w.text[0].lower() for w in tail if is_content(w))
                if letters.rstrip("s") in (initials, content):
                    yield letters, " ".join(w.text for w in tail)
                    break
