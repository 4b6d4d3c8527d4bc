"""A deterministic encoder in place of the model, and a small library to search."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from advisor.model.content import Deck, NoteBlock, SlideNote
from advisor.retrieval.embedding import Encoded, Progress, Vectors
from advisor.retrieval.words import words_of

_SIZE = 64
_DEFINED = re.compile(r"^(.+?) means")


class WordEncoder:
    """Vectors made of the words alone: texts that share stems are near, others are not."""

    model = "words:1"

    def __init__(self, known: Sequence[str] = (), fails: bool = False) -> None:
        self._known = set(known)
        self._fails = fails

    def questions(self, texts: Sequence[str]) -> list[Encoded]:
        return [_encoded(text) for text in texts]

    def meanings(self, texts: Sequence[str]) -> list[Encoded]:
        return self.questions(texts)

    def documents(
        self, texts: Sequence[str], progress: Progress | None = None, noted: bool = True
    ) -> list[Encoded]:
        if self._fails:
            raise KeyboardInterrupt
        if progress is not None:
            progress("embedding", len(texts), len(texts))
        return self.questions(texts)

    def knows(self, word: str) -> bool:
        return word in self._known


def _encoded(text: str) -> Encoded:
    words = words_of(text)
    tokens = np.stack([_vector(word.stem) for word in words] or [_vector("")])
    whole = tokens.sum(axis=0)
    spans = tuple((word.start, word.end) for word in words) or ((0, 0),)
    return Encoded(np.asarray(whole / np.linalg.norm(whole), dtype=np.float32), tokens, spans)


def _vector(stem: str) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(stem.encode()).digest()[:4], "big")
    drawn = np.random.RandomState(seed).standard_normal(_SIZE)
    return np.asarray(drawn / np.linalg.norm(drawn), dtype=np.float32)


def paragraph(*sentences: str) -> NoteBlock:
    return NoteBlock(kind="paragraph", sentences=sentences)


def bullets(lead: str, *items: str) -> NoteBlock:
    return NoteBlock(kind="list", lead=lead, items=items)


def steps(lead: str, *items: str) -> NoteBlock:
    return NoteBlock(kind="steps", lead=lead, items=items)


def slide(deck: str, number: int, title: str, *blocks: NoteBlock, same_as: str = "") -> SlideNote:
    text = "\n\n".join(_written(block) for block in blocks)
    return SlideNote(
        deck=deck,
        slide=f"s{number:02d}",
        title=title,
        section="Part one",
        same_as=same_as,
        blocks=blocks,
        text=text,
    )


def _written(block: NoteBlock) -> str:
    """A block as the digest writes it: the term that a sentence defines is bold."""
    sentences = [_DEFINED.sub(r"**\1** means", one) for one in block.sentences]
    return "\n".join([*sentences, block.lead, *(f"- {one}" for one in block.items)]).strip()


def deck(name: str, place: str, *slides: SlideNote) -> Deck:
    return Deck(
        id=name,
        title=f"The {name} talk",
        event=f"Workshop in {place}",
        place=place,
        date="2023-06-07",
        presenter="Ann Other",
        organisation="Office",
        slides=slides,
    )


LAWS = bullets(
    "The numbers of countries with each law (2022 survey) are:",
    "153 countries have cybersecurity legislation (2022 survey).",
    "145 countries have personal data protection legislation (2022 survey).",
    "117 countries have open government data (OGD) legislation (2022 survey).",
)
DIVIDES = bullets("The two divides are:", "Data divide", "Value divide")
FRUIT = steps("The three steps of the apple harvest are:", "Pick", "Wash", "Store")


def decks() -> tuple[Deck, ...]:
    """Two decks, of which the second repeats a slide of the first."""
    north = deck(
        "north",
        "Norway",
        slide("north", 1, "Laws by number of countries", LAWS),
        slide(
            "north",
            2,
            "Divides of the digital world",
            DIVIDES,
            paragraph("Data divide means that few players hold the data."),
            paragraph("Value divide means that gains are not shared."),
        ),
        slide("north", 3, "Harvest of apples", FRUIT),
        slide(
            "north",
            4,
            "Averages of the index",
            paragraph("The average of the index was 0.4877 in 2012 (2012 survey)."),
            paragraph("The average of the index was 0.4406 in 2010 (2010 survey)."),
        ),
    )
    south = deck(
        "south",
        "Samoa",
        slide("south", 1, "Laws by number of countries", LAWS, same_as="north/s01"),
        slide("south", 2, "Oranges", paragraph("Oranges grow in Samoa without any watering.")),
    )
    return north, south
