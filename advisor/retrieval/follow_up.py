"""Questions that the material can answer, offered after an answer or a refusal."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from advisor.retrieval.answer import Piece
from advisor.retrieval.passages import Library, Passage
from advisor.retrieval.words import stem_set

_OFFERED = 3
_AROUND = (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6)
_LEAD = re.compile(r"^The (?P<topic>.+?) (?:are|is|include|includes)(?: [\w ]*)?:$")
_ASIDE = re.compile(r" ?\([^)]*\)|, [^,]*(?:,|$)")
_LONGEST = 16


class Offers:
    """Questions made from the leads of lists and from definitions, slide by slide.

    Args:
        library: the passages.
        phrases: how each kind of question is worded, with {topic}.
        gaps: phrases of notes that say what the material lacks; nothing is offered on these.
    """

    def __init__(self, library: Library, phrases: Mapping[str, str], gaps: Sequence[str]) -> None:
        self._phrases = phrases
        self._by_slide: dict[str, list[tuple[Passage, str]]] = {}
        for passage in library.passages:
            if any(gap in passage.text.lower() for gap in gaps):
                continue
            for question in self._questions(passage):
                self._by_slide.setdefault(passage.spot, []).append((passage, question))
        self._slides = list(dict.fromkeys(passage.spot for passage in library.passages))

    def after(self, question: str, pieces: Sequence[Piece]) -> tuple[str, ...]:
        """What to ask next: first from the slides quoted, then from those around them."""
        said = {(piece.passage.spot, piece.passage.block) for piece in pieces}
        asked = stem_set(question)
        offers: list[str] = []
        for passage, offer in self._near(piece.passage.spot for piece in pieces):
            new = stem_set(offer) - asked
            if (passage.spot, passage.block) not in said and new and offer not in offers:
                offers.append(offer)
        return tuple(offers[:_OFFERED])

    def near(self, passages: Sequence[Passage]) -> tuple[str, ...]:
        """What could be asked instead, from the slides of the passages."""
        offers = [offer for _, offer in self._near(passage.spot for passage in passages)]
        return tuple(dict.fromkeys(offers))[:_OFFERED]

    def _near(self, spots: Iterable[str]) -> Iterator[tuple[Passage, str]]:
        spots = list(dict.fromkeys(spots))
        around = []
        for step in _AROUND:
            for spot in spots:
                at = self._slides.index(spot) + step
                same_deck = 0 <= at < len(self._slides) and (
                    self._slides[at].split("/")[0] == spot.split("/")[0]
                )
                around += [self._slides[at]] if same_deck else []
        for spot in dict.fromkeys([*spots, *around]):
            yield from self._by_slide.get(spot, [])

    def _questions(self, passage: Passage) -> Iterator[str]:
        if passage.kind == "list" and (found := _LEAD.match(passage.lead)) is not None:
            topic = _ASIDE.sub("", found["topic"]).strip()
            if len(topic.split()) <= _LONGEST:
                yield self._phrases["list"].format(topic=f"the {topic}")
        for term in passage.terms if passage.kind == "sentence" else ():
            yield self._phrases["means"].format(topic=_within(_ASIDE.sub("", term)))


def _within(term: str) -> str:
    """A term as it stands inside a sentence: a small first letter, unless it is a name."""
    first = term.split()[0]
    for article in ("The ", "An ", "A "):
        if term.startswith(article):
            return article.lower() + term.removeprefix(article)
    return term if first[1:] != first[1:].lower() else term[0].lower() + term[1:]
