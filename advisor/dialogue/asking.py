"""Tells whether a message asks something of the material, and parts an answer from a question."""

from advisor.dialogue.message import Message, hear
from advisor.dialogue.understanding import Understanding

_LEAST_WORDS = 2
_ECHO = 5


def is_question(
    message: Message, u: Understanding, strict: bool = False, marked: bool = True
) -> bool:
    """Whether a message is a question.

    Args:
        message: what was said.
        u: the words that open a question.
        strict: whether only what cannot be anything else opens one, as where text is an answer.
        marked: whether a question mark is enough.
    """
    if marked and message.asks and not _echoes(message, u):
        return True
    starters = u.strict_starters if strict else u.starters
    line = f"{opened(message, u)} "
    return len(message.words) >= _LEAST_WORDS and any(
        line.startswith(f"{one} ") for one in starters
    )


def _echoes(message: Message, u: Understanding) -> bool:
    """Whether the one mark only stands behind a few words that lead in: 'The contracts? Skip'."""
    before, _, after = message.raw.partition("?")
    first = hear(before, u)
    echo = 0 < len(first.words) <= _ECHO and bool(hear(after, u).words) and "?" not in after
    return echo and not is_question(first, u, marked=False)


def opened(message: Message, u: Understanding) -> str:
    """The line without 'so', 'please' and the like before its first word of weight."""
    line = f"{message.line} "
    found = True
    while found:
        found = False
        for opener in u.openers:
            if line.startswith(f"{opener} ") and len(line) > len(opener) + 1:
                line, found = line[len(opener) + 1 :], True
    return line.strip()


def parted(message: Message, u: Understanding) -> tuple[Message | None, str]:
    """The part of a message before its question, and the question; None for no such part."""
    for mark in (". ", "! ", "; ", "\n", ", but ", ", and ", " but ", ", ", " - ", " and "):
        before, found, after = message.raw.partition(mark)
        if not found or not before.strip() or not after.strip():
            continue
        first, second = hear(before, u), hear(after, u)
        if first.words and not is_question(first, u) and is_question(second, u):
            supposes = first.words[0] in u.supposes
            return (None, message.raw) if supposes else (first, after.strip())
    return None, message.raw
