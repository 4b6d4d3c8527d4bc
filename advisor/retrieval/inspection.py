"""Looks a piece of a document over for what a person should see before it is approved."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from advisor.retrieval.formats.piece import Piece, plain
from advisor.retrieval.sentences import sentences_of

if TYPE_CHECKING:
    from advisor.model.documents import FlagKind

    Found = tuple[FlagKind, str]
SHOWN = 300
_AROUND = 40
_JOINED_SCRIPTS_FROM = "\u0590"
# Marks of right-to-left text and of hyphenation: taken out, but nothing to look at.
_HARMLESS = re.compile("[\u00ad\u200e\u200f\u202a-\u202c\u2066-\u2069]")
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u180e\u200b-\u200d\u202d\u202e\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
_TAGS = re.compile("[\U000e0020-\U000e007e]{4,}")
_TAG_BASE = 0xE0000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LIGATURES = str.maketrans({0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"})
_SPACED = re.compile(r"(?<!\w)(?:\w ){4,}\w(?!\w)")
_GARBLED = re.compile("[\ufffd\ue000-\uf8ff]|\\(cid:\\d+\\)")
_LETTER = re.compile(r"[^\W\d_]")


def inspect(piece: Piece, patterns: Sequence[re.Pattern[str]]) -> list[Found]:
    """Clean the text of a piece in place and say what was found in it.

    Args:
        piece: as the reader of its format gives it.
        patterns: what sentences that address a machine look like, in small letters.
    """
    found: list[Found] = []
    piece.title = cleaned(piece.title, found)
    piece.section = cleaned(piece.section, found)
    piece.lines = [line for line in (cleaned(one, found) for one in piece.lines) if line]
    hidden = plain(" ".join(cleaned(one, found) for one in piece.hidden))
    if hidden:
        found.append(("hidden", shortened(hidden)))
    for text in (piece.title, *piece.lines, hidden):
        found += [("instruction", one) for one in instructions(text, patterns)]
    return _each_once(found)


def cleaned(text: str, found: list[Found]) -> str:
    """The text without characters that have no shape; those that can hide something are noted."""
    text = _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", _HARMLESS.sub("", text)))
    text = text.translate(_LIGATURES)
    secret = "".join(_untagged(one) for one in _TAGS.findall(text))
    if secret:
        found.append(("invisible", shortened(secret)))
    parts: list[str] = []
    start, first = 0, -1
    for mark in _INVISIBLE.finditer(text):
        if _joins(text, mark.start()):
            continue
        parts.append(text[start : mark.start()])
        start = mark.end()
        if first < 0 and mark.start() > 0:  # at the very start it is a byte-order mark
            first = mark.start()
    parts.append(text[start:])
    if first >= 0 and not secret:
        around = text[max(0, first - _AROUND) : first + _AROUND]
        found.append(("invisible", plain(_INVISIBLE.sub("", around))))
    return plain("".join(parts))


def instructions(text: str, patterns: Sequence[re.Pattern[str]]) -> list[str]:
    """Sentences that address a machine rather than a reader."""
    return [
        shortened(sentence)
        for sentence in sentences_of(text)
        if any(pattern.search(_comparable(sentence)) for pattern in patterns)
    ]


def shortened(text: str) -> str:
    """The first 300 characters."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def letters(text: str) -> int:
    """How many letters a text has, in any script."""
    return len(_LETTER.findall(text))


def garbled(text: str) -> int:
    """How many characters of a text stand for no known letter."""
    return len(_GARBLED.findall(text))


def _comparable(sentence: str) -> str:
    text = plain(unicodedata.normalize("NFKC", sentence)).casefold()
    return _SPACED.sub(lambda found: found[0].replace(" ", ""), text)


def _joins(text: str, at: int) -> bool:
    """Whether a joiner does its work: in scripts that need it, and between emoji."""
    before = text[at - 1 : at]
    if not before or text[at] not in "\u200b\u200c\u200d\ufe0f":
        return False
    category = unicodedata.category(before)
    return (
        category in ("So", "Sk")
        or before == "\ufe0f"
        or (before >= _JOINED_SCRIPTS_FROM and category[0] in "LM")
    )


def _untagged(text: str) -> str:
    """The plain letters that tag characters stand for."""
    return "".join(chr(ord(one) - _TAG_BASE) for one in text)


def _each_once(found: list[Found]) -> list[Found]:
    return list(dict.fromkeys(found))
