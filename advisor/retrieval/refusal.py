"""Decides whether what was found answers the question, or the advisor should say it does not."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from advisor.retrieval.answer import Piece
from advisor.retrieval.asked import Known, Likeness
from advisor.retrieval.asks import ONE_FACT
from advisor.retrieval.embedding import Encoded, Query, Vectors
from advisor.retrieval.index import Index
from advisor.retrieval.passages import Place
from advisor.retrieval.question import Question, Term
from advisor.retrieval.ranking import Ranked
from advisor.retrieval.search import says
from advisor.retrieval.words import stem_set, words_of

SIGNALS = (
    "cosine", "tokens", "words", "slide", "score", "margin", "agreement", "supported", "weakest",
    "short", "focus", "focus_soft", "names", "years", "other_year", "numbers", "unknown",
    "from_setting", "fits", "no_number", "no_date", "no_name", "timely", "negated", "gap",
    "length", "one_fact", "far", "asked", "asked_words", "asked_block", "asked_slide", "asked_any",
    "told", "page",
)  # fmt: skip
OF_KNOWN = ("asked", "asked_words", "asked_block", "asked_slide", "asked_any", "told")
OF_OTHERS = ("page",)
_TIMELY = re.compile(
    r"\b(current|currently|latest|today|(?<!of )tomorrow|now|recent|recently|news|upcoming|"
    r"next (year|month|week|\w+)|this (year|month|week)|last (year|month|week))\b"
)
_NEWS = re.compile(
    r"\b(news|(?<!of )tomorrow|upcoming|(?:next|this|last) (?:year|month|week|quarter))\b"
)
_NEGATED = re.compile(r"\b(no|not|never|without|lack|lacks|lacking|none|un\w+ed)\b")
_HEADER, _SETTING, _SAME_SLIDE = 0.9, 0.5, 0.75
_TOP = 5
_TOLD = 0.2
_FAR = 0.4
_MOSTLY = 0.5
_FIGURES = ("share", "rank", "value", "amount", "measure")
_NO_FIGURE = 0.6
_NUMERIC = (*_FIGURES, "count", "times", "contact")


@dataclass(frozen=True)
class Support:
    """How a piece bears out each word of the question, between 0 and 1."""

    piece: Piece
    place: Place
    said: frozenset[str]
    headed: frozenset[str]
    set_in: frozenset[str]
    by_term: tuple[float, ...]


class Judge:
    """Weighs the signals.

    Args:
        index: the index searched.
        weights: the weight of each signal, its mean and spread on the questions it was fitted
            on, the intercept and the threshold.
        gaps: phrases with which a note says that something is not in the deck.
    """

    def __init__(
        self, index: Index, known: Known, gaps: Sequence[str], acronyms: Mapping[str, str]
    ) -> None:
        self._index = index
        self._known = known
        self._gaps = tuple(gaps)
        self._acronyms = acronyms
        passages = index.library.passages
        self._at = {passage.key: at for at, passage in enumerate(passages)}
        self._slide_texts: dict[str, list[str]] = {}
        sentences: dict[str, list[bool]] = {}
        for passage in passages:
            if passage.kind in ("sentence", "lead"):
                missing = any(gap in passage.text.lower() for gap in self._gaps)
                sentences.setdefault(passage.spot, []).append(missing)
        self._gap_share = {spot: sum(own) / len(own) for spot, own in sentences.items()}
        for passage in passages:
            if passage.kind == "slide":
                self._slide_texts.setdefault(passage.spot, []).append(passage.text)

    def _slide_stems(self, spot: str) -> frozenset[str]:
        """The stems of a slide or page, of all its parts."""
        parts = self._slide_texts.get(spot, ())
        return frozenset[str]().union(*(stem_set(text) for text in parts))

    def signals(
        self,
        question: Question,
        query: Query,
        likeness: Likeness,
        found: Sequence[Ranked],
        pieces: Sequence[Piece],
    ) -> dict[str, float]:
        """What `SIGNALS` names, for the piece that bears the question out best."""
        own = [term for term in question.terms if not term.borrowed] or list(question.terms)
        supports = [self._support(question, query, piece) for piece in pieces]
        best = max(supports, key=lambda one: _borne_out(question, one))
        return {
            **self._of_search(question, found),
            **self._of_words(question, own, best),
            **self._of_kind(question, best),
            **self._of_known(question, own, likeness, pieces),
        }

    def _of_known(
        self,
        question: Question,
        own: Sequence[Term],
        likeness: Likeness,
        pieces: Sequence[Piece],
    ) -> dict[str, float]:
        """How like the question is to those that the pieces are known to answer."""
        rows = [self._at[piece.passage.key] for piece in pieces]
        told = frozenset[str]().union(*(self._known.said(row) for row in rows))
        told |= frozenset[str]().union(*(stem_set(piece.passage.own_words) for piece in pieces))
        left = [t.weight for t in own if not says(t, told, self._acronyms)]
        return {
            "asked": float(max(likeness.own[row] for row in rows)),
            "asked_words": float(max(likeness.words[row] for row in rows)),
            "asked_block": float(max(likeness.block[row] for row in rows)),
            "asked_slide": float(max(likeness.slide[row] for row in rows)),
            "asked_any": float(likeness.slide.max()),
            "told": 1 - sum(left) / max(sum(t.weight for t in own), 1e-6),
        }

    def _support(self, question: Question, query: Query, piece: Piece) -> Support:
        passage = piece.passage
        place = self._index.library.place_of(passage)
        said = stem_set(f"{passage.lead} {piece.text}") | _numbering(piece)
        headed = stem_set(f"{place.title} {place.section}")
        set_in = stem_set(f"{place.setting} {place.source_title}")
        slide = self._slide_stems(passage.spot)
        rows = [self._at[passage.key]]
        rows += [self._at[key] for key in (f"{passage.key}:", passage.spot) if key in self._at]
        tokens = [self._index.tokens(row) for row in rows]
        encoded = query.of(bool(self._index.noted[rows[0]]))
        soft = _soft(question, encoded, np.concatenate(tokens[:-1] or tokens))
        wide = _soft(question, encoded, tokens[-1])
        values = []
        for term, near, far in zip(question.terms, soft, wide, strict=True):
            if says(term, said, self._acronyms):
                values.append(1.0)
            elif says(term, headed, self._acronyms):
                values.append(_HEADER)
            elif term.exact:
                values.append(_SETTING if says(term, set_in, self._acronyms) else 0.0)
            elif says(term, slide, self._acronyms):
                values.append(max(_SAME_SLIDE, near))
            else:
                values.append(max(near, _SAME_SLIDE * far))
        return Support(piece, place, said, headed, set_in, tuple(values))

    @staticmethod
    def _of_search(question: Question, found: Sequence[Ranked]) -> dict[str, float]:
        top = found[0]
        second = next((r.score for r in found if r.passage.spot != top.passage.spot), top.score)
        by_words = sorted(found, key=lambda one: -one.hit.words)[:_TOP]
        by_cosine = sorted(found, key=lambda one: -one.hit.cosine)[:_TOP]
        both = {r.passage.spot for r in by_words} & {r.passage.spot for r in by_cosine}
        return {
            "cosine": top.hit.cosine,
            "far": max(0.0, _FAR - top.hit.cosine),
            "tokens": top.hit.tokens,
            "words": top.hit.words,
            "slide": top.hit.slide,
            "page": top.hit.page,
            "score": top.score,
            "margin": min(top.score - second, 3.0),
            "agreement": float(top.passage.spot in both),
        }

    def _of_words(
        self, question: Question, own: Sequence[Term], support: Support
    ) -> dict[str, float]:
        lexicon = self._index.lexicon
        pairs = _own_words(question, support)
        weight = max(sum(t.weight for t, _ in pairs), 1e-6)
        focus = [s for t, s in pairs if t.stem in question.focus]
        unknown = [t for t, _ in pairs if not ({t.stem, *t.others} & lexicon.found.keys())]
        in_text = support.said | support.headed
        years = [t for t in question.terms if t.year]
        missing_years = [t for t in years if t.stem not in support.said | support.headed]
        given = {w.stem for w in words_of(support.piece.text) if w.is_year}
        numbers = [t for t in question.terms if t.number and not t.year]
        in_text |= _numbering(support.piece)
        names = [t for t in own if t.name] + [
            t for t in question.terms if t.name and t.borrowed and question.sides is None
        ]
        lost = [t for t in names if not says(t, in_text | support.set_in, self._acronyms)]
        only_set = [t for t in names + years if not says(t, in_text, self._acronyms)]
        return {
            "supported": _supported(question, support),
            "weakest": min((s for _, s in pairs), default=0.0),
            "short": max((t.weight * (1 - s) for t, s in pairs), default=0.0),
            "focus": float(all(s >= _HEADER for s in focus)),
            "focus_soft": min(focus, default=1.0),
            "names": float(len(lost)),
            "years": float(bool(missing_years)),
            "other_year": float(bool(missing_years) and bool(given)),
            "numbers": float(any(t.stem not in in_text for t in numbers)),
            "unknown": sum(t.weight for t in unknown) / weight,
            "from_setting": float(len(only_set) - len(lost)),
            "length": math.log(1 + len(pairs)),
        }

    def _of_kind(self, question: Question, support: Support) -> dict[str, float]:
        one_fact = question.ask in ONE_FACT
        fits = support.piece.fits(question)
        low, text = question.text.lower(), support.piece.text.lower()
        return {
            "fits": fits * float(one_fact),
            "no_number": (1 - fits) * float(question.ask in _NUMERIC),
            "no_date": (1 - fits) * float(question.ask == "when"),
            "no_name": (1 - fits) * float(question.ask in ("who", "where", "country")),
            "timely": float(bool(_TIMELY.search(low)) and not _TIMELY.search(text)),
            "negated": float(bool(_NEGATED.search(low)) and not _NEGATED.search(text)),
            "gap": max(
                float(self._gap_share.get(support.piece.passage.spot, 0.0) >= _MOSTLY),
                float(any(gap in text for gap in self._gaps)),
            ),
            "one_fact": float(one_fact),
        }


def lacks_what_is_asked(question: Question, signals: Mapping[str, float]) -> bool:
    """Whether no likeness can make up for what the answer lacks.

    Another year than the one asked about, the news of these days, a telephone number or an
    address, a rank or a share, the name of a country: they are there to the letter, or the
    question is not answered.
    """
    untold = question.ask == "contact" and signals["no_number"] > 0
    unmeasured = question.ask in _FIGURES and signals["no_number"] >= _NO_FIGURE
    nowhere = question.ask == "country" and signals["no_name"] >= 1
    news = signals["timely"] > 0 and _NEWS.search(question.text.lower()) is not None
    return untold or unmeasured or nowhere or news or signals["other_year"] > 0


def _own_words(question: Question, support: Support) -> list[tuple[Term, float]]:
    """The question's own words, borrowed ones if it has no others, and how each is borne out."""
    pairs = list(zip(question.terms, support.by_term, strict=True))
    return [(term, value) for term, value in pairs if not term.borrowed] or pairs


def _supported(question: Question, support: Support) -> float:
    """The share of the question's own words, by rarity, that a piece bears out."""
    pairs = _own_words(question, support)
    return sum(t.weight * s for t, s in pairs) / max(sum(t.weight for t, _ in pairs), 1e-6)


def _borne_out(question: Question, support: Support) -> float:
    """How well a piece bears a question out: its words, its years, and what it asks for."""
    here = support.said | support.headed
    dated = all(term.stem in here for term in question.terms if term.year)
    fits = question.ask not in ONE_FACT or support.piece.fits(question) >= 1
    return _supported(question, support) + _TOLD * (dated + fits)


def _numbering(piece: Piece) -> frozenset[str]:
    """The number of an item, or of all items of a list and how many there are."""
    passage = piece.passage
    if passage.kind == "item":
        return frozenset({f"{passage.place + 1}th"} if passage.numbered else ())
    if passage.kind != "list":
        return frozenset()
    count = len(passage.items)
    nth = {f"{at}th" for at in range(1, count + 1)} if passage.numbered else set()
    return frozenset(nth | {str(count)})


def _soft(question: Question, encoded: Encoded, tokens: Vectors) -> list[float]:
    """For each word of the question, how near the nearest token is."""
    best = (encoded.tokens @ tokens.T).max(axis=1)
    out = []
    for term in question.terms:
        own = [at for at, (a, _) in enumerate(encoded.spans) if term.span[0] <= a < term.span[1]]
        out.append(float(np.mean(best[own])) if own else 0.0)
    return out
