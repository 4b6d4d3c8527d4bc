"""Words as retrieval compares them: stems, numbers, years and names, the same for both sides."""

import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import Stemmer
from bm25s.stopwords import STOPWORDS_EN_PLUS

_TOKEN = re.compile(r"(?:\b[eEmM]-)?[^\W_]*[^\W\d_][^\W_]*(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*%?")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_NO_VOWEL = re.compile(r"[b-df-hj-np-tv-xz]{2,}s")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ORDINALS = {
    word: f"{value}th"
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        start=1,
    )
}
_ROMAN = {"i": "1th", "ii": "2th", "iii": "3th", "iv": "4th"}
_COUNTED_OFF = frozenset(
    "stage stages phase phases step steps pillar session category goal point reason lesson "
    "principle level".split()
)
_NUMBERS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": "30", "hundred": "100"}
_SPELLINGS = (
    (re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|ing|ation|ations|ational)$)"), "iz"),
    (re.compile(r"(?<=\w{3})our(?=s?$)"), "or"),
    (re.compile(r"ogramme(?=s?$)"), "ogram"),
    (re.compile(r"centre(?=s?$)"), "center"),
)
STOP_WORDS = frozenset(STOPWORDS_EN_PLUS) | frozenset(
    "also among any every each etc may might must shall within without via per would could let "
    "us tell give show please explain describe name list say says said many much called "
    "whose upon get gets got s t".split()
)
_LOCAL = threading.local()


@dataclass(frozen=True)
class Word:
    """One word of a text: as written, its stem, and where it stands in the text."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether it is a number, in figures or in words."""
        return self.stem.removesuffix("th").replace(".", "").isdigit()

    @property
    def is_year(self) -> bool:
        """Whether it is a year of four figures."""
        return _YEAR.fullmatch(self.stem) is not None


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The form under which a word is compared; number words become figures."""
    low = _bare(word).replace("-", "")
    if low in _NUMBERS:
        return _NUMBERS[low]
    if low in _ORDINALS:
        return _ORDINALS[low]
    if (ordinal := _ORDINAL.fullmatch(low)) is not None:
        return f"{ordinal[1]}th"
    if low.rstrip("%").replace(",", "").replace(".", "").isdigit():
        return low.replace(",", "").rstrip("%.")
    if (word[-1:] == "s" and word[:-1].isupper()) or _NO_VOWEL.fullmatch(low):
        low = low.removesuffix("s")
    for pattern, to in _SPELLINGS:
        low = pattern.sub(to, low)
    if not hasattr(_LOCAL, "stemmer"):  # a stemmer is not safe to share between threads
        _LOCAL.stemmer = Stemmer.Stemmer("english")
    stemmed: str = _LOCAL.stemmer.stemWord(low)
    return stemmed


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order; 'e-tax' and 'etax' are one word, other hyphens divide."""
    words: list[Word] = []
    before = ""
    for found in _TOKEN.finditer(text):
        low = found[0].lower()
        own = stem(found[0])
        if before in _COUNTED_OFF:  # 'stage 3' is the third stage, not three stages
            own = f"{own}th" if own.isdigit() else _ROMAN.get(low, own)
        words.append(Word(found[0], own, found.start(), found.end()))
        before = low
    return tuple(words)


@lru_cache(maxsize=32768)
def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in order."""
    return tuple(word.stem for word in words_of(text) if is_content(word))


@lru_cache(maxsize=32768)
def stem_set(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning, as a set."""
    return frozenset(stems_of(text))


def is_content(word: Word) -> bool:
    """Whether a word carries meaning of its own."""
    low = _bare(word.text)
    return low not in STOP_WORDS and (len(low) > 1 or word.is_number)


def _bare(text: str) -> str:
    """A word in small letters, without the 's of an owner or of 'is'."""
    return text.lower().replace("’", "'").removesuffix("'s")


def is_ordinal(text: str) -> bool:
    """Whether a word is a number of order, as 'third' or '3rd', which stands before its noun."""
    low = text.lower()
    return low in _ORDINALS or _ORDINAL.fullmatch(low) is not None


def bigrams_of(stems: Sequence[str]) -> list[str]:
    """Pairs of neighbouring stems."""
    return [f"{first} {second}" for first, second in pairwise(stems)]


def plain(text: str) -> str:
    """Text on one line, as quotes are compared."""
    return re.sub(r"\s+", " ", text).strip()


def same_words(one: str, other: str) -> bool:
    """Whether two texts consist of the same words."""
    return [w.stem for w in words_of(one)] == [w.stem for w in words_of(other)]


def joined(parts: Iterable[str], between: str = " › ") -> str:
    """The parts that are not empty, joined."""
    return between.join(part for part in parts if part)
