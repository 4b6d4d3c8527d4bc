"""Notes on the slides of the decks, and documents that an office added in the same shape."""

from typing import Literal

from pydantic import Field

from advisor.model.frozen import Frozen


class NoteBlock(Frozen):
    """A paragraph or a list of a slide note; `lead` introduces the items of a list."""

    kind: Literal["paragraph", "list", "steps"]
    sentences: tuple[str, ...] = ()
    lead: str = ""
    items: tuple[str, ...] = ()


class SlideNote(Frozen):
    """The project's own note on one slide."""

    deck: str
    slide: str
    title: str
    section: str
    survey: str = ""
    same_as: str = ""
    blocks: tuple[NoteBlock, ...]
    text: str = Field(description="the note's body as written, plain Markdown")


class Deck(Frozen):
    """A workshop deck and the notes on its slides, in order.

    An original document that an office added takes the same shape; `origin` tells them apart.
    """

    id: str
    origin: Literal["note", "original"] = "note"
    title: str
    event: str
    place: str
    date: str
    presenter: str
    organisation: str
    slides: tuple[SlideNote, ...]
