"""What is searched: the sentences, list items, lists and slides of the sources, each once."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from textwrap import wrap
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from advisor.model.content import Deck, NoteBlock, SlideNote
from advisor.model.frozen import Frozen
from advisor.retrieval.words import joined, plain

PassageKind = Literal["sentence", "item", "list", "lead", "slide"]
_DEFINED = re.compile(r"(?:^|\n)\*\*(.+?)\*\*(?= (?:means|is|are)\b)")
_HEAD = re.compile(r"([^:]+?)(?: \([^)]*\))?: ")
_HEAD_WORDS = 6
_PART = 1000


class Passage(Frozen):
    """One searchable piece of a slide or page.

    `text` is what is quoted. `lead` introduces an item. `block` and `place` say where it stands,
    so that an answer keeps the order of the slide. `terms` are the terms that it defines, or what
    stands before an item's colon. `also` names other slides that say the same.
    """

    key: str
    source: str
    slide: str
    kind: PassageKind
    text: str
    lead: str = ""
    items: tuple[str, ...] = ()
    numbered: bool = False
    block: int = 0
    place: int = 0
    terms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def spot(self) -> str:
        """The slide as 'source/slide'."""
        return f"{self.source}/{self.slide}"

    @property
    def own_words(self) -> str:
        """The passage with what introduces it, and without its header."""
        if self.kind == "item":
            return joined((self.lead.rstrip(": "), self.text), ": ")
        return self.text


class Place(Frozen):
    """A slide or page as citations name it."""

    source: str
    slide: str
    title: str
    section: str
    source_title: str
    setting: str = ""
    origin: Literal["note", "original"] = "note"

    @property
    def spot(self) -> str:
        """The slide as 'source/slide'."""
        return f"{self.source}/{self.slide}"

    @property
    def header(self) -> str:
        """What a passage of this slide is read under."""
        return joined((self.source_title, self.section, self.title))


class Library(Frozen):
    """All passages in order and the places they stand in, by 'source/slide'."""

    passages: tuple[Passage, ...]
    places: dict[str, Place]

    @cached_property
    def parts(self) -> tuple[int, ...]:
        """Which passages are slides or pages, or parts of long ones."""
        return tuple(at for at, one in enumerate(self.passages) if one.kind == "slide")

    @cached_property
    def texts(self) -> tuple[tuple[str, bool], ...]:
        """The words of each passage, and whether they are of a note."""
        return tuple((one.own_words, self.place_of(one).origin == "note") for one in self.passages)

    def place_of(self, passage: Passage) -> Place:
        """Where a passage stands."""
        return self.places[passage.spot]


def library_of(decks: Sequence[Deck]) -> Library:
    """The passages of the decks; what a slide repeats from its original is not repeated."""
    places: dict[str, Place] = {}
    passages: list[Passage] = []
    first: dict[tuple[str, str], int] = {}
    for deck in decks:
        for note in deck.slides:
            places[f"{deck.id}/{note.slide}"] = _place(deck, note)
    originals_first = sorted(
        (note for deck in decks for note in deck.slides), key=lambda note: bool(note.same_as)
    )
    for note in originals_first:
        for passage in _passages(note):
            at = first.get((note.same_as, plain(passage.text).lower()))
            if at is None:
                first[passage.spot, plain(passage.text).lower()] = len(passages)
                passages.append(passage)
            else:
                other = passages[at]
                passages[at] = other.model_copy(update={"also": (*other.also, passage.spot)})
    return Library(passages=tuple(passages), places=places)


def fingerprint(decks: Iterable[Deck], model: str) -> str:
    """A hash over everything the index is made of: the sources' text and the model."""
    state = [deck.model_dump(mode="json") for deck in decks]
    text = json.dumps([state, model], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _place(deck: Deck, note: SlideNote) -> Place:
    return Place(
        source=deck.id,
        slide=note.slide,
        title=note.title,
        section=note.section,
        source_title=deck.title,
        setting=joined((deck.id, deck.event, deck.place, deck.date, deck.presenter, note.survey)),
        origin=deck.origin,
    )


def _passages(note: SlideNote) -> Iterator[Passage]:
    terms = tuple(_DEFINED.findall(note.text))
    for block, content in enumerate(note.blocks):
        yield from _of_block(note, block, content, terms)
    if note.same_as:
        return
    for at, part in enumerate(_parts(note)):
        yield Passage(
            key=f"{note.deck}/{note.slide}" + (f"#{at}" if at else ""),
            source=note.deck,
            slide=note.slide,
            kind="slide",
            text=f"{note.title}\n{part}".strip(),
            block=len(note.blocks),
        )


def _parts(note: SlideNote) -> Iterator[str]:
    """The body of a slide or page in parts that an embedding model reads to their end."""
    part = ""
    for block in note.blocks:
        pieces = [(one, " ") for one in block.sentences]
        pieces += [(one, "\n") for one in (block.lead, *block.items) if one]
        between = "\n"
        for piece, after in pieces:
            for text in _cut(piece):
                if part and len(part) + len(text) >= _PART:
                    yield part
                    part = ""
                part = joined((part, text), between)
                between = after
    yield part


def _cut(text: str) -> list[str]:
    """A text cut between words where it is longer than a part."""
    if len(text) <= _PART:
        return [text]
    return wrap(text, _PART, break_on_hyphens=False)


def _of_block(
    note: SlideNote, block: int, content: NoteBlock, terms: tuple[str, ...]
) -> Iterator[Passage]:
    numbered = content.kind == "steps"
    shared: dict[str, Any] = {
        "source": note.deck,
        "slide": note.slide,
        "block": block,
        "numbered": numbered,
    }
    key = f"{note.deck}/{note.slide}/{block}"
    for at, sentence in enumerate(content.sentences):
        defined = tuple(
            term
            for term in terms
            if sentence.startswith((f"{term} is ", f"{term} are ", f"{term} means "))
        )
        yield Passage(
            **shared, key=f"{key}.{at}", kind="sentence", text=sentence, place=at, terms=defined
        )
    if content.items:
        text = "\n".join([content.lead, *content.items]).strip()
        yield Passage(
            **shared, key=key, kind="list", text=text, lead=content.lead, items=content.items
        )
    if content.items and content.lead:
        yield Passage(**shared, key=f"{key}:", kind="lead", text=content.lead)
    for at, item in enumerate(content.items):
        head = _HEAD.match(item)
        named = (head[1],) if head is not None and len(head[1].split()) <= _HEAD_WORDS else ()
        yield Passage(
            **shared,
            key=f"{key}-{at}",
            kind="item",
            text=item,
            lead=content.lead,
            place=at,
            terms=named,
        )


def numbered(names: Iterable[str]) -> NDArray[np.int64]:
    """The number of each name, counted in the order in which they first come."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names])
