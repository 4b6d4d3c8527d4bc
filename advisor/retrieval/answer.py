"""Makes an answer of what was found: verbatim, short, complete, each piece with its citation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.model.citations import Citation
from advisor.retrieval.asks import ONE_FACT
from advisor.retrieval.kinds import kind_fits
from advisor.retrieval.passages import Library, Passage
from advisor.retrieval.question import Question
from advisor.retrieval.ranking import Ranked, nth_asked, share
from advisor.retrieval.search import says
from advisor.retrieval.words import is_content, stem_set, words_of

_WORDS = 55
_ROOM = ((0.7, 130), (1.5, 110), (3.0, 90))
_ABREAST = 0.7
_SHORT_LIST = 45
_SELF_CONTAINED = 7
_CLOSE = 2.5
_CLOSE_ELSEWHERE = 1.6
_MORE = 4
_SAME_LEAD = 0.6
_WORTH_ADDING = 0.12
_ORDER = re.compile(r"\b(?:after|before|next|follow(?:s|ed|ing)?|preced(?:e|es|ed|ing))\b")
_WHOLE_LIST = ("list", "topic", "how", "why", "definition", "other")


@dataclass(frozen=True)
class Piece:
    """A part of an answer: the passage it is taken from, and its words as they are quoted.

    `item` is what was found of a list that is quoted whole.
    """

    passage: Passage
    text: str
    item: Passage | None = None

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    def fits(self, question: Question) -> float:
        """How far it holds the kind of thing that is asked for."""
        held = [self.passage] if self.item is None else [self.passage, self.item]
        return max(kind_fits(question, one) for one in held)


class Composer:
    """Makes answers from one library.

    Args:
        library: the passages.
        acronyms: what acronyms stand for.
    """

    def __init__(self, library: Library, acronyms: Mapping[str, str]) -> None:
        self._library = library
        self._acronyms = acronyms
        self._items = {(p.spot, p.block, p.place): p for p in library.passages if p.kind == "item"}
        self._lists = {(p.spot, p.block): p for p in library.passages if p.kind == "list"}

    def pieces(self, question: Question, found: Sequence[Ranked]) -> list[Piece]:
        """The parts of the answer, in the order of their slides; more of them in a close race."""
        pieces = [self._piece(question, self._first(question, found))]
        pieces += self._continued(question, pieces[0], found)
        pieces.sort(key=lambda one: one.passage.spot)
        if question.also is None and self._said_all(question, pieces[0]):
            return pieces
        for other in _sentences_first(question, found):
            gap = found[0].score - other.score
            length = sum(one.words for one in pieces)
            piece = self._piece(question, other)
            if _overlap(piece, pieces):
                continue
            if len(pieces) > _MORE:
                break
            if length + piece.words > _room(gap):
                continue
            near = any(one.passage.spot == piece.passage.spot for one in pieces)
            margin = _CLOSE if near else _CLOSE_ELSEWHERE
            close = gap < margin and self._alike(question, pieces, piece)
            if (
                close
                or self._adds(question, pieces, piece)
                or _fits_better(question, pieces, piece)
            ):
                pieces.append(piece)
        return _in_order([*pieces, *self._besides(question, pieces, found)])

    def _besides(
        self, question: Question, pieces: Sequence[Piece], found: Sequence[Ranked]
    ) -> Iterator[Piece]:
        """The best piece of the same slide that holds what is asked besides, if none does yet."""
        if question.also is None:
            return
        asked = replace(question, ask=question.also)
        if max(one.fits(asked) for one in pieces) >= 1:
            return
        spot = pieces[0].passage.spot
        for other in found:
            if other.passage.spot == spot and kind_fits(asked, other.passage) >= 1:
                yield self._piece(question, other)
                return

    def citations(
        self, pieces: Sequence[Piece], names: frozenset[str] = frozenset()
    ) -> Iterator[Citation]:
        """One citation for each piece; of slides that say the same, one of a deck asked about."""
        for piece in pieces:
            place = self._library.place_of(piece.passage)
            for spot in piece.passage.also:
                other = self._library.places[spot]
                own, others = (stem_set(one.setting) & names for one in (place, other))
                place = other if len(others) > len(own) else place
            yield Citation(
                source=place.source,
                slide=place.slide,
                title=place.title,
                quote=piece.text,
                origin=place.origin,
                source_title=place.source_title,
            )

    @staticmethod
    def _first(question: Question, found: Sequence[Ranked]) -> Ranked:
        """The best passage; for one fact, rather the sentence that holds it than a long list."""
        top = found[0]
        length = len(top.passage.text.split())
        if question.ask not in ONE_FACT or top.passage.kind != "list" or length <= _SHORT_LIST:
            return top
        for other in found[1:]:
            near = other.passage.spot == top.passage.spot and top.score - other.score < _CLOSE
            if near and other.passage.kind != "list" and kind_fits(question, other.passage) >= 1:
                return other
        return top

    def _said_all(self, question: Question, piece: Piece) -> bool:
        """Whether one fact is asked for, and one piece holds it and every word asked about."""
        if question.ask not in ONE_FACT or piece.fits(question) < 1:
            return False
        stems = self._stems(piece)
        return all(says(term, stems, self._acronyms) for term in question.terms)

    def _continued(
        self, question: Question, first: Piece, found: Sequence[Ranked]
    ) -> Iterator[Piece]:
        """The other parts of a list that runs over several slides."""
        if first.passage.kind != "list" or question.ask in ONE_FACT:
            return
        lead = _not_counted(first.passage.lead)
        for other in found:
            passage = other.passage
            if passage.kind != "list" or passage.spot == first.passage.spot:
                continue
            own = _not_counted(passage.lead)
            if len(own & lead) / max(1, len(own | lead)) >= _SAME_LEAD:
                yield Piece(passage, _list_text(passage))

    def _piece(self, question: Question, one: Ranked) -> Piece:
        passage = one.passage
        whole = self._lists.get((passage.spot, passage.block))
        if whole is None or passage.kind == "sentence":
            return Piece(passage, passage.text)
        text = _list_text(whole)
        nth = nth_asked(question, whole)
        if nth is not None and 0 < nth <= len(whole.items):
            item = self._items.get((whole.spot, whole.block, nth - 1), whole)
            return Piece(item, f"{whole.lead}\n{nth}. {whole.items[nth - 1]}")
        if passage.kind == "item" and whole.numbered and _ORDER.search(question.text.lower()):
            return Piece(whole, text, passage)
        if passage.kind == "item":
            wanted = question.ask in _WHOLE_LIST and self._lead_says(question, passage)
            if wanted or len(text.split()) <= _SHORT_LIST:
                return Piece(whole, text, passage)
            return Piece(passage, self._item_text(passage))
        return Piece(whole, text)

    def _lead_says(self, question: Question, passage: Passage) -> bool:
        """Whether what introduces the list says as much of the question as its item does."""
        lead = stem_set(passage.lead)
        item = stem_set(passage.text)
        terms = question.terms
        return share(terms, lead, self._acronyms) >= share(terms, item, self._acronyms)

    @staticmethod
    def _item_text(passage: Passage) -> str:
        if len(passage.text.split()) >= _SELF_CONTAINED and not passage.lead:
            return passage.text
        if passage.text.endswith("."):
            return passage.text
        return f"{passage.lead}\n- {passage.text}" if passage.lead else passage.text

    def _adds(self, question: Question, pieces: Sequence[Piece], piece: Piece) -> bool:
        """Whether a piece says much of the question that the others leave unsaid."""
        said: frozenset[str] = frozenset().union(*(self._stems(one) for one in pieces))
        left = [t for t in question.terms if not says(t, said, self._acronyms)]
        new = [t for t in left if says(t, self._stems(piece), self._acronyms)]
        return sum(t.weight for t in new) > _WORTH_ADDING * question.weight

    @staticmethod
    def _alike(question: Question, pieces: Sequence[Piece], piece: Piece) -> bool:
        """Whether a list would join a list or what its slide says, or a sentence anything."""
        lists = [one.passage.kind == "list" for one in pieces]
        if piece.passage.kind != "list" or any(lists) or question.ask in ("list", "topic"):
            return True
        beside = question.ask not in ONE_FACT and not question.is_side
        return beside and piece.passage.spot == pieces[0].passage.spot

    def _stems(self, piece: Piece) -> frozenset[str]:
        return stem_set(f"{piece.passage.lead} {piece.text}")


def _room(gap: float) -> int:
    """How many words an answer may have with a piece that comes so far behind the best."""
    return next((words for most, words in _ROOM if gap <= most), _WORDS)


def _fits_better(question: Question, pieces: Sequence[Piece], piece: Piece) -> bool:
    """Whether a piece of the same slide holds what is asked for, and the others do not."""
    if piece.passage.spot != pieces[0].passage.spot or question.ask not in ONE_FACT:
        return False
    return piece.fits(question) > max(one.fits(question) for one in pieces)


def _sentences_first(question: Question, found: Sequence[Ranked]) -> list[Ranked]:
    """What else may be said: unless a list is asked for, sentences come before lists.

    Lists that are as good as what was found first are not put behind, but for the sides of a
    comparison.
    """
    top, *rest = found
    if question.ask == "list":
        return rest
    abreast = 0.0 if question.is_side else _ABREAST
    return sorted(
        rest, key=lambda one: one.passage.kind != "sentence" and top.score - one.score >= abreast
    )


def _not_counted(lead: str) -> frozenset[str]:
    """The stems of a lead, without its numbers."""
    return frozenset(w.stem for w in words_of(lead) if is_content(w) and not w.is_number)


def _list_text(passage: Passage) -> str:
    marks = (f"{at}. " if passage.numbered else "- " for at in range(1, len(passage.items) + 1))
    lines = [f"{mark}{item}" for mark, item in zip(marks, passage.items, strict=True)]
    return "\n".join([passage.lead, *lines]).strip()


def _overlap(piece: Piece, others: Sequence[Piece]) -> bool:
    passage = piece.passage
    for other in others:
        same_block = (passage.spot, passage.block) == (other.passage.spot, other.passage.block)
        if passage.key == other.passage.key or (
            same_block and "list" in (passage.kind, other.passage.kind)
        ):
            return True
        if stem_set(piece.text) <= stem_set(other.text):
            return True
    return False


def _in_order(pieces: list[Piece]) -> list[Piece]:
    """The pieces of one slide in its order; the best slide first."""
    first = {piece.passage.spot: at for at, piece in reversed(list(enumerate(pieces)))}
    return sorted(
        pieces, key=lambda one: (first[one.passage.spot], one.passage.block, one.passage.place)
    )
