"""Edits of a sentence that is worked on together: plain text in, plain text out."""

import re
from collections.abc import Collection, Sequence

from advisor.dialogue.matching import telling
from advisor.dialogue.understanding import Understanding

_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")
_LONG = 6
_NEW = 0.5
_LEAST = 5


def replaced(text: str, old: str, new: str) -> str | None:
    """The text with one wording in place of another, as whole words; None when it is not there."""
    found = _find(text, old)
    if found is None:
        return None
    start, end = found
    new = new.strip().strip("\"'")
    if start == 0 or text[:start].rstrip().endswith((".", "!")):
        new = capital(new)
    return tidy(text[:start] + new + text[end:])


def dropped(text: str, old: str) -> str | None:
    """The text without some of its words; None when they are not there or nothing is left."""
    found = _find(text, old)
    if found is None:
        return None
    left = tidy(text[: found[0]] + text[found[1] :])
    return capital(left) if any(map(str.isalnum, left)) else None


def _find(text: str, part: str) -> tuple[int, int] | None:
    """Where some words stand in a text, whatever their case and spacing."""
    words = re.findall(r"\S+", part.strip().strip("\"'.,;"))
    if not words:
        return None
    pattern = r"\s+".join(map(re.escape, words))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text, flags=re.IGNORECASE)
    return found.span() if found else None


def added(text: str, more: str, joins: Collection[str], word_and: str) -> str:
    """The text with something more: a year in place of its own, a phrase, or a sentence."""
    more = more.strip().strip("\"'").rstrip(". ")
    words = more.split()
    year = _YEAR.findall(more)
    if len(year) == 1 and len(words) <= 2 and len(_YEAR.findall(text)) == 1:
        return _YEAR.sub(year[0], text)
    body = text.rstrip(". ")
    if words[0].lower() in joins:
        return f"{body} {more}."
    if len(words) >= _LONG or words[0][0].isupper():
        return f"{body}. {capital(more)}."
    return f"{body}, {word_and} {more}."


def shorter(text: str) -> str | None:
    """The text less its last sentence, or its last part; None when it is short already."""
    parts = sentences(text)
    if len(parts) > 1:
        return " ".join(parts[:-1])
    cut = max(text.rfind(mark) for mark in (";", ",", ":"))
    kept = text[:cut].rstrip(",;: ") if cut > 0 else ""
    return f"{kept}." if len(kept.split()) >= _LEAST else None


def combined(one: str, other: str, u: Understanding) -> str:
    """The first text with the sentences of the second that say more than it does."""
    known = set(telling(one, u))
    more = (
        sentence
        for sentence in sentences(other)
        if any(_is_new(piece, known, u) for piece in re.split(r"[,;:] ", sentence))
    )
    return " ".join([*sentences(one), *more])


def _is_new(part: str, known: Collection[str], u: Understanding) -> bool:
    said = telling(part, u)
    return bool(said) and sum(one not in known for one in said) > _NEW * len(said)


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its full stop."""
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+", text.strip()) if one.strip()]


def tidy(text: str) -> str:
    """The text without the gaps and doubled signs that an edit leaves behind."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,.;:])", r"\1", text)
    text = re.sub(r"[,;:]+([.;,])", r"\1", text)
    return text.strip(" ,;:")


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def numbered(said: str, count: int, u: Understanding) -> int | None:
    """Which of `count` things '2', 'the second one' or 'the last' means, from nought."""
    words = [word for word in said.lower().split() if word.strip(".,!") not in u.light_words]
    word = words[0].strip(".,!") if len(words) == 1 else " ".join(words)
    number = int(word) if word.isdigit() else u.ordinals.get(word, u.numbers.get(word, 0))
    if not number and word in u.last:
        number = count
    return number - 1 if 1 <= number <= count else None


def of_several(texts: Sequence[str]) -> str:
    """Texts as a numbered list."""
    return "\n".join(f"{at}. {text}" for at, text in enumerate(texts, 1))
