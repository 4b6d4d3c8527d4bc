"""The vectors of passages as arrays; a new build takes over those of texts that did not change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from advisor.retrieval.embedding import Encoder, Progress, Vectors

_SCALE = 127
_RUN = 2048
Small = NDArray[np.int8]


@dataclass(frozen=True)
class Rows:
    """For each text a vector, and one for each of its tokens in 127ths of whole numbers.

    The tokens of text n are rows `starts[n]` to `starts[n + 1]` of `tokens`.
    """

    vectors: Vectors
    tokens: Small
    starts: NDArray[np.int64]

    @classmethod
    def load(cls, folder: Path) -> "Rows":
        """Read what `save` wrote; the large arrays stay on the disk until they are used."""
        return cls(
            vectors=np.load(folder / "vectors.npy", mmap_mode="r"),
            tokens=np.load(folder / "tokens.npy", mmap_mode="r"),
            starts=np.load(folder / "starts.npy"),
        )

    def save(self, folder: Path) -> None:
        """Write the arrays into a folder."""
        np.save(folder / "vectors.npy", self.vectors)
        np.save(folder / "tokens.npy", self.tokens)
        np.save(folder / "starts.npy", self.starts)

    def tokens_of(self, at: int) -> Vectors:
        """The vectors of a text's tokens."""
        rows = self._small(at).astype(np.float32) / np.float32(_SCALE)
        return np.asarray(rows, dtype=np.float32)

    def _small(self, at: int) -> Small:
        return self.tokens[self.starts[at] : self.starts[at + 1]]


def rows_of(
    texts: Sequence[str],
    encoder: Callable[[int], Encoder],
    tell: Progress,
    before: tuple[Sequence[str], Rows] | None = None,
) -> Rows:
    """The rows of texts; each different text is embedded once, and not at all if it is known.

    Args:
        texts: at least one.
        encoder: gives the model for so many texts; not called when there is nothing to embed.
        tell: is told how many texts are embedded.
        before: the texts of an earlier build by the same model, and their rows.
    """
    known = {text: at for at, text in enumerate(before[0])} if before else {}
    new = sorted({text for text in texts if text not in known}, key=lambda one: (-len(one), one))
    made = _embedded(new, encoder(len(new)), tell) if new else {}
    vectors: list[Vectors] = []
    tokens: list[Small] = []
    for text in texts:
        if text in made:
            vector, small = made[text]
        else:
            assert before is not None
            vector, small = before[1].vectors[known[text]], before[1]._small(known[text])
        vectors.append(vector)
        tokens.append(small)
    starts = np.cumsum([0, *(len(one) for one in tokens)])
    return Rows(np.stack(vectors), np.concatenate(tokens), starts)


def _embedded(
    texts: Sequence[str], encoder: Encoder, tell: Progress
) -> dict[str, tuple[Vectors, Small]]:
    """Vectors by text, run by run: the tokens of a large library do not fit in memory unscaled."""
    made: dict[str, tuple[Vectors, Small]] = {}
    for at in range(0, len(texts), _RUN):
        run = texts[at : at + _RUN]

        def within(step: str, done: int, of: int, at: int = at) -> None:
            tell(step, at + done, len(texts))

        for text, one in zip(run, encoder.documents(run, within), strict=True):
            made[text] = one.vector, np.rint(one.tokens * _SCALE).astype(np.int8)
        tell("embedding", at + len(run), len(texts))
    return made
