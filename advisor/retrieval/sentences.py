"""Divides the text of documents into sentences, in any script."""

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[.!?؟।。！？])[\"'”’»)\]]*(?:\s+|(?<=[。！？]))(?=[\"'“‘«(\[]*\S)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|No|Nos|Art|Fig|Mr|Mrs|Ms|Dr|Prof|vs|ca|vol|p|pp|St|U\.S|U\.N)|\b[A-Z])\.$"
)
_OPENING = "\"'“‘«([ "


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a paragraph in order; a mark before a small letter ends none."""
    start = 0
    for end in _END.finditer(text):
        following = text[end.end() :].lstrip(_OPENING)[:1] if end.end() < len(text) else ""
        if following.islower() or _ABBREVIATION.search(
            text[max(start, end.start() - 8) : end.start()]
        ):
            continue
        if sentence := text[start : end.end()].strip():
            yield sentence
        start = end.end()
    if text[start:].strip():
        yield text[start:].strip()
