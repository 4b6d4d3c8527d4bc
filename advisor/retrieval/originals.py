"""Approved documents in the shape of decks, so that one index holds notes and originals."""

import re
from typing import Literal

from advisor.model.content import Deck, NoteBlock, SlideNote
from advisor.model.documents import SourceDocument
from advisor.retrieval.library import Library
from advisor.retrieval.sentences import sentences_of

_NUMBERED = re.compile(r"^\d{1,2}\. ")
_MARKUP = re.compile(r"([\\`*_\[\]<>#!|~$&])")


def decks_of(library: Library) -> tuple[Deck, ...]:
    """The approved documents in the shape that the index takes, by their ids.

    A unit stands where a slide's note stands: its `slide` is the unit's `where`, its text is
    plain text with all markup escaped.
    """
    return tuple(_deck(document) for document in library.approved())


def blocks_of(text: str) -> tuple[NoteBlock, ...]:
    """The paragraphs and lists of a unit's text; a line that ends in a colon leads its list."""
    blocks: list[NoteBlock] = []
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        kind = _line_kind(lines[at])
        end = at + 1
        while kind != "paragraph" and end < len(lines) and _line_kind(lines[end]) == kind:
            end += 1
        if kind == "paragraph" or (kind == "steps" and end - at == 1):  # one number is no list
            blocks.append(NoteBlock(kind="paragraph", sentences=tuple(sentences_of(lines[at]))))
        else:
            items = tuple(_unmarked(line) for line in lines[at:end])
            lead = _taken_lead(blocks)
            blocks.append(NoteBlock(kind=kind, lead=lead, items=items))
        at = end
    return tuple(blocks)


def _deck(document: SourceDocument) -> Deck:
    return Deck(
        id=document.id,
        origin="original",
        title=document.title,
        event="",
        place="",
        date="",
        presenter="",
        organisation="",
        slides=tuple(
            SlideNote(
                deck=document.id,
                slide=unit.where,
                title=unit.title or unit.where,
                section=unit.section,
                blocks=blocks_of(unit.text),
                text="\n\n".join(_escaped(line) for line in unit.text.splitlines()),
            )
            for unit in document.units
        ),
    )


def _line_kind(line: str) -> Literal["paragraph", "list", "steps"]:
    if line.startswith("- "):
        return "list"
    return "steps" if _NUMBERED.match(line) else "paragraph"


def _unmarked(line: str) -> str:
    return line[2:] if line.startswith("- ") else _NUMBERED.sub("", line)


def _taken_lead(blocks: list[NoteBlock]) -> str:
    """Takes the sentence that introduces a list off the paragraph before it."""
    before = blocks[-1] if blocks else None
    if before is None or not before.sentences or not before.sentences[-1].endswith(":"):
        return ""
    *others, lead = before.sentences
    blocks[-1:] = [NoteBlock(kind="paragraph", sentences=tuple(others))] if others else []
    return lead


def _escaped(line: str) -> str:
    """A line whose signs mean nothing in Markdown, so that a document cannot draw on the page."""
    return _MARKUP.sub(r"\\\1", line)
