"""A message as it was typed, and the words in it as they are compared."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import Stemmer

from advisor.dialogue.understanding import Understanding

READ_AT_MOST = 2000
_TOKEN = re.compile(r"\b[^\W\d_]/[^\W\d_]\b|\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|\S")
_DRAWN, _ROMAN = re.compile(r"([^\W\d_])\1{2,}"), re.compile(r"[ivxlcdmw]+")
_QUOTES = str.maketrans("’‘ʼ′`´“”„–—−", "''''''\"\"\"---")
_QUESTION_MARKS = "?？؟"
_KEPT = "\n\t"
_SHORT_FORM = 3
_COMES_TO = 6
_ENDS = ".!;"


@dataclass(frozen=True)
class Token:
    """A word, number or sign; `start` and `end` say where it stands in the message."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Message:
    """What was said.

    raw: as typed, without control characters. folded: lower case, plain digits and quotes, for
    figures and dates. tokens: words spelt out ('don't' gives 'do', 'not') and signs, in order.
    """

    raw: str
    folded: str
    tokens: tuple[Token, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words and numbers without the signs between them."""
        return tuple(token.word for token in self.tokens if is_word(token.word))

    @cached_property
    def line(self) -> str:
        """The words joined by spaces."""
        return " ".join(self.words)

    @property
    def asks(self) -> bool:
        """Whether there is a question mark."""
        return any(mark in self.raw for mark in _QUESTION_MARKS)

    @property
    def too_long(self) -> bool:
        """Whether only the beginning was read."""
        return len(self.raw) > READ_AT_MOST


def is_word(word: str) -> bool:
    """Whether a token is a word or a number, not a sign."""
    return word[0].isalnum()


def clean(said: str) -> str:
    """The message without what nobody types: control characters and broken surrogates."""
    return "".join(
        one for one in said if one in _KEPT or unicodedata.category(one) not in ("Cc", "Cs")
    ).strip()


def hear(said: str, understanding: Understanding) -> Message:
    """A message made ready for reading."""
    raw = clean(said)
    begin = raw[:READ_AT_MOST].translate(_QUOTES)
    return Message(raw=raw, folded=fold(begin), tokens=tuple(_tokens(begin, understanding)))


def fold(text: str) -> str:
    """Lower case without accents, with plain digits."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(
        str(unicodedata.decimal(one)) if one.isdecimal() else one
        for one in plain
        if not unicodedata.combining(one)
    ).casefold()


def _tokens(text: str, understanding: Understanding) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        folded = fold(found.group())
        glued = found.start() > 0 and text[found.start() - 1].isdigit()
        for word in (folded,) if glued and folded.isalpha() else _spelt(folded, understanding):
            yield Token(word, found.start(), found.end())


def _spelt(word: str, understanding: Understanding) -> Sequence[str]:
    if word in understanding.spellings:
        return understanding.spellings[word].split()
    for ending, stands_for in understanding.endings.items():
        if word.endswith(ending) and len(word) > len(ending):
            stem = word[: -len(ending)]
            return [stem, stands_for] if stands_for else [stem]
    if _DRAWN.search(word) and not _ROMAN.fullmatch(word):
        return _spelt(_DRAWN.sub(r"\1", word), understanding)
    return [word] if word else []


def line_of(text: str, understanding: Understanding) -> str:
    """The words of a text of our own (a label, a phrase), as those of a message are compared."""
    if text not in understanding.lines:
        understanding.lines[text] = hear(text, understanding).line
    return understanding.lines[text]


def holds_any(line: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands among the words of a line."""
    padded = f" {line} "
    return any(f" {phrase} " in padded for phrase in phrases)


def put_right(message: Message, understanding: Understanding) -> Message | None:
    """What follows the last words that take back what stands before: 'four, no sorry, three'."""
    tokens = [token for token in message.tokens if is_word(token.word)]
    words = [token.word for token in tokens]
    for at in range(len(tokens) - 1, 0, -1):
        for phrase in understanding.restarts:
            size = len(phrase.split())
            if at + size < len(tokens) and " ".join(words[at : at + size]) == phrase:
                return hear(message.raw[tokens[at + size].start :], understanding)
    return None


def concluded(
    message: Message, understanding: Understanding, spelt: bool = False
) -> Message | None:
    """What a message comes to in a figure: 'one parliament, so 4 years', 'It meets. 3, I guess'.

    `spelt` says that a figure may be written in words too.
    """
    tokens = message.tokens
    numbers = understanding.numbers if spelt else ()
    for at in range(len(tokens) - 2, 0, -1):
        said = _comes_to(tokens[at].word, tokens[at + 1 :], understanding)
        figure = any(word[0].isdigit() or word in numbers for word in said)
        if figure and not understanding.negating & set(said):
            before = hear(message.raw[: tokens[at].start], understanding)
            after = hear(message.raw[tokens[at + 1].start :], understanding)
            return None if _goes_with_figure(before, understanding) else after
    return None


def _comes_to(sign: str, after: Sequence[Token], understanding: Understanding) -> list[str]:
    """The words behind a 'so', or behind a full stop where they are no more than a figure."""
    words = [one.word for one in after if is_word(one.word)]
    if sign in understanding.concluding:
        return words[:_COMES_TO]
    ends = sign in _ENDS and after[0].word[0].isdigit() and _holds_only(words[1:], understanding)
    return words if ends else []


def _goes_with_figure(before: Message, understanding: Understanding) -> bool:
    """Whether what stands before a figure belongs to it: 'ok, so 4', 'out of 5? then 4'."""
    figures = any(word[0].isdigit() for word in before.words)
    scale = not figures or holds_any(before.line, understanding.out_of)
    return scale and _holds_only(before.words, understanding)


def _holds_only(words: Iterable[str], understanding: Understanding) -> bool:
    """Whether there is nothing but figures, words around an answer and words of doubt."""
    u = understanding
    free = (*u.around_answers, *u.hedges, *u.light, *u.out_of, *u.accepting)
    left = without(" ".join(words), longest_first(free)).split()
    return not [word for word in left if not word.isdigit()]


def without(line: str, phrases: Iterable[str]) -> str:
    """The line less every phrase found in it; longer phrases are to come first."""
    padded = f" {line} "
    for phrase in phrases:
        while f" {phrase} " in padded:
            padded = padded.replace(f" {phrase} ", " ")
    return padded.strip()


def longest_first(phrases: Iterable[str]) -> tuple[str, ...]:
    """Phrases in the order in which they are to be looked for."""
    return _longest_first(tuple(phrases))


@lru_cache(maxsize=512)
def _longest_first(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """The order, worked out once for each list."""
    return tuple(sorted(set(phrases), key=lambda one: (-len(one.split()), one)))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The English stem of a word; of short forms such as 'NGOs' too."""
    found = str(Stemmer.Stemmer("english").stemWord(word))
    plural = found == word and len(word) > _SHORT_FORM and word[-1] == "s" and word[-2] in "iou"
    return word[:-1] if plural else found


def stems(words: Sequence[str], free: frozenset[str]) -> tuple[str, ...]:
    """The stems of the words that name something."""
    return tuple(stem(word) for word in words if word not in free)
