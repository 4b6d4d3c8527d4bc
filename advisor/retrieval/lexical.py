"""BM25 over stems and over pairs of neighbouring stems, a word at a time, on an absolute scale."""

import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from advisor.retrieval.words import bigrams_of

_K1, _B = 0.9, 0.4
_NAMES = ("words", "pairs")
Scores = NDArray[np.float32]


class Lexical:
    """BM25 of texts given as stems; a word's score is at most its rarity."""

    def __init__(
        self, count: int, words: bm25s.BM25, pairs: bm25s.BM25, found: dict[str, int]
    ) -> None:
        self.count = count
        self._words = words
        self._pairs = pairs
        self._found = found

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]]) -> "Lexical":
        """BM25 of texts, each given by its stems in order."""
        pairs = [bigrams_of(text) for text in texts]
        found = Counter(one for text in (*texts, *pairs) for one in set(text))
        return cls(len(texts), _bm25(texts), _bm25(pairs), dict(found))

    @classmethod
    def load(cls, folder: Path) -> "Lexical":
        """Read what `save` wrote."""
        words, pairs = (bm25s.BM25.load(folder / name, mmap=False) for name in _NAMES)
        kept = json.loads((folder / "found.json").read_text(encoding="utf-8"))
        return cls(kept["count"], words, pairs, kept["found"])

    def save(self, folder: Path) -> None:
        """Write it into a folder, which is made."""
        for name, model in zip(_NAMES, (self._words, self._pairs), strict=True):
            model.save(folder / name, show_progress=False)
        kept = {"count": self.count, "found": self._found}
        (folder / "found.json").write_text(json.dumps(kept), encoding="utf-8")

    def word_scores(self, stem: str) -> Scores:
        """BM25 of one word in every text."""
        return self._scores(self._words, stem)

    def pair_scores(self, pair: str) -> Scores:
        """BM25 of two neighbouring words in every text."""
        return self._scores(self._pairs, pair)

    def rarity(self, one: str) -> float:
        """The inverse document frequency of a word or a pair; what is nowhere is the rarest."""
        found = self._found.get(one, 0)
        return math.log(1 + (self.count - found + 0.5) / (found + 0.5))

    def _scores(self, model: bm25s.BM25, token: str) -> Scores:
        at = model.vocab_dict.get(token)
        if at is None:
            return np.zeros(self.count, dtype=np.float32)
        scores: Scores = model.get_scores_from_ids([at])
        return scores


def _bm25(texts: Sequence[Sequence[str]]) -> bm25s.BM25:
    model = bm25s.BM25(k1=_K1, b=_B)
    model.index([list(text) for text in texts], show_progress=False)
    return model
