"""Finds the passages a question is about: fused on an absolute scale, the best few re-scored."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict, PrivateAttr

from advisor.retrieval.embedding import Encoded, Vectors
from advisor.retrieval.index import Index
from advisor.retrieval.passages import Passage, Place
from advisor.retrieval.question import Question, Reader, Term
from advisor.retrieval.words import bigrams_of, stem_set

_NEAREST = 60
_RESCORED = 60
_COSINE = 0.45
_OTHER_WORD = 0.7
_SLIDE = 0.3
_NATIONALITY = 5  # letters that a country and its people share, as in Korea and Korean
Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Hit:
    """A passage found, with the parts of its score, each between 0 and about 1.

    cosine: of question and passage. words, pairs: BM25 as a share of the most there could be.
    slide: the best fused score of the whole slide. tokens: how well each word of the question,
    by its rarity, has a counterpart in the passage. covered: share of the question's words, by
    rarity, that the passage or what introduces it says; headed: the same for title and section.
    """

    at: int
    passage: Passage
    place: Place
    cosine: float
    words: float
    pairs: float
    slide: float
    tokens: float
    fused: float
    lists_before: int = 0

    @cached_property
    def own_stems(self) -> frozenset[str]:
        """The stems of the passage and of what introduces it."""
        return stem_set(self.passage.own_words)

    @cached_property
    def all_stems(self) -> frozenset[str]:
        """The stems of the passage, its header and its deck's event, place and date."""
        return self.own_stems | stem_set(f"{self.place.header} {self.place.setting}")


def says(term: Term, stems: frozenset[str], acronyms: Mapping[str, str]) -> bool:
    """Whether a word of the question, or one that will do, stands among the stems."""
    if term.stem in stems or term.others & stems:
        return True
    if (
        term.name
        and len(term.stem) >= _NATIONALITY
        and any(
            len(one) >= _NATIONALITY and (one.startswith(term.stem) or term.stem.startswith(one))
            for one in stems
        )
    ):
        return True
    meaning = acronyms.get(term.stem)
    return meaning is not None and stem_set(meaning) <= stems


class Searcher:
    """Searches one index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        spots: dict[str, list[int]] = {}
        for at, passage in enumerate(index.library.passages):
            spots.setdefault(passage.spot, []).append(at)
        numbers = {spot: n for n, spot in enumerate(spots)}
        self._slide_of = np.array([numbers[p.spot] for p in index.library.passages])
        self._slides = len(spots)
        lists: dict[str, int] = {}
        self._lists_before = []
        for passage in index.library.passages:
            self._lists_before.append(lists.get(passage.spot, 0))
            lists[passage.spot] = self._lists_before[-1] + (passage.kind == "list")
        kinds = [passage.kind for passage in index.library.passages]
        self._answers = np.array([kind not in ("slide", "lead") for kind in kinds])
        keys = {passage.key: at for at, passage in enumerate(index.library.passages)}
        self._lead_of = np.array(
            [
                keys.get(f"{p.key}:", at) if p.kind == "list" else at
                for at, p in enumerate(index.library.passages)
            ]
        )

    def search(self, question: Question, encoded: Encoded | None = None) -> list[Hit]:
        """The passages that may answer a question, best first."""
        encoded = encoded or self.index.encoder.questions([question.read_as])[0]
        words, pairs = self._lexical(question)
        near = self.index.nearest(encoded.vector, _NEAREST)
        cosine = self.index.vectors @ encoded.vector
        cosine, words, pairs = (
            np.maximum(scores, scores[self._lead_of]) for scores in (cosine, words, pairs)
        )
        fused = _COSINE * cosine + (1 - _COSINE) * (words + pairs) / 2
        slides = np.zeros(self._slides, dtype=np.float32)
        np.maximum.at(slides, self._slide_of, fused)
        total = np.where(self._answers, fused + _SLIDE * slides[self._slide_of], -1.0)
        lexical = np.argsort(-total)[:_RESCORED]
        chosen = sorted({*near, *lexical.tolist()}, key=lambda at: -float(total[at]))
        weights = self._token_weights(question, encoded)
        hits = [
            Hit(
                at=at,
                passage=self.index.library.passages[at],
                place=self.index.library.place_of(self.index.library.passages[at]),
                cosine=float(cosine[at]),
                words=float(words[at]),
                pairs=float(pairs[at]),
                slide=float(slides[self._slide_of[at]]),
                tokens=max(
                    self._matched(encoded.tokens, weights, one)
                    for one in {at, int(self._lead_of[at])}
                ),
                fused=float(fused[at]),
                lists_before=self._lists_before[at],
            )
            for at in chosen[:_RESCORED]
            if self._answers[at]
        ]
        return sorted(hits, key=lambda hit: (-hit.fused - hit.tokens, hit.at))

    def _lexical(self, question: Question) -> tuple[Scores, Scores]:
        """BM25 of words and of pairs, each as a share of the most a passage could reach."""
        count = len(self.index.library.passages)
        words = np.zeros(count, dtype=np.float32)
        for term in question.terms:
            best = self.index.word_scores(term.stem)
            for other in sorted(term.others):
                best = np.maximum(best, _OTHER_WORD * self.index.word_scores(other))
            words += best
        pairs = np.zeros(count, dtype=np.float32)
        most = 0.0
        for pair in bigrams_of(question.stems):
            pairs += self.index.pair_scores(pair)
            most += self.index.pair_rarity(pair)
        return words / max(question.weight, 1e-6), pairs / max(most, 1e-6)

    @staticmethod
    def _token_weights(question: Question, encoded: Encoded) -> Vectors:
        """The worth of each of the question's tokens: its word's rarity, shared out."""
        weights = np.zeros(len(encoded.tokens), dtype=np.float32)
        for term in question.terms:
            start, end = term.span
            own = [at for at, (a, _) in enumerate(encoded.spans) if start <= a < end]
            for at in own:
                weights[at] += term.weight / len(own)
        return weights if weights.sum() > 0 else np.ones_like(weights)

    def _matched(self, tokens: Vectors, weights: Vectors, at: int) -> float:
        best = (tokens @ self.index.tokens(at).T).max(axis=1)
        return float((best * weights).sum() / weights.sum())


class MaterialRetriever(BaseRetriever):
    """LangChain's interface: the slides for a question, with the best passage of each."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    count: int = 5
    _searcher: Searcher = PrivateAttr()
    _reader: Reader = PrivateAttr()

    def __init__(self, searcher: Searcher, reader: Reader, count: int = 5) -> None:
        super().__init__(count=count)  # type: ignore[call-arg]
        self._searcher = searcher
        self._reader = reader

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        found: dict[str, Document] = {}
        for hit in self._searcher.search(self._reader.read(query)):
            found.setdefault(
                hit.passage.spot,
                Document(
                    page_content=hit.passage.own_words,
                    metadata={
                        "source": hit.place.source,
                        "slide": hit.place.slide,
                        "title": hit.place.title,
                        "score": hit.fused,
                    },
                ),
            )
        return list(found.values())[: self.count]
