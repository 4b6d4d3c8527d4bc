"""The vectors of passages as arrays; a new build takes over those of texts that did not change."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from advisor.retrieval.embedding import Encoded, Encoder, Progress, Vectors

_SCALE = 127
_RUN = 512
Small = NDArray[np.int8]
Text = tuple[str, bool]  # and whether it is a note


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
        """Read what `write_rows` wrote; the large arrays stay on the disk until they are used."""
        return cls(
            vectors=np.asarray(np.load(folder / "vectors.npy", mmap_mode="r")),
            tokens=np.asarray(np.load(folder / "tokens.npy", mmap_mode="r")),
            starts=np.load(folder / "starts.npy"),
        )

    def tokens_of(self, at: int) -> Vectors:
        """The vectors of a text's tokens."""
        return np.multiply(self.small(at), np.float32(1 / _SCALE), dtype=np.float32)

    def small(self, at: int) -> Small:
        """The vectors of a text's tokens as they are kept."""
        return self.tokens[self.starts[at] : self.starts[at + 1]]


class _Made:
    """Texts that were embedded: vectors in memory, tokens, which may be gigabytes, in a file."""

    def __init__(self, file: IO[bytes]) -> None:
        self.vectors: dict[Text, Vectors] = {}
        self._file = file
        self._spans: dict[Text, tuple[int, tuple[int, ...]]] = {}

    def add(self, text: Text, one: Encoded) -> None:
        """Keep a text's vectors."""
        small: Small = np.rint(one.tokens * _SCALE).astype(np.int8)
        self._spans[text] = self._file.tell(), small.shape
        self._file.write(small.tobytes())
        self.vectors[text] = one.vector

    def small(self, text: Text) -> Small:
        """The vectors of a text's tokens as they are kept."""
        start, shape = self._spans[text]
        self._file.seek(start)
        held = self._file.read(int(np.prod(shape)))
        return np.frombuffer(held, dtype=np.int8).reshape(shape)


def write_rows(
    folder: Path,
    texts: Sequence[Text],
    encoder: Callable[[int], Encoder],
    tell: Progress,
    before: tuple[Sequence[Text], Rows] | None = None,
) -> Rows:
    """Write the rows of texts; each different text is embedded once, and not at all if known.

    Args:
        folder: where the arrays are written.
        texts: at least one.
        encoder: gives the model for so many texts; not called when there is nothing to embed.
        tell: is told how many texts are embedded.
        before: the texts of an earlier build by the same model, and their rows.
    """
    known = {text: at for at, text in enumerate(before[0])} if before else {}
    new = sorted(
        {text for text in texts if text not in known},
        key=lambda one: (one[1], -len(one[0]), one[0]),
    )
    with tempfile.TemporaryFile(dir=folder) as file:
        made = _embedded(_Made(file), new, encoder, tell)

        def row(text: Text) -> tuple[Vectors, Small]:
            if before is not None and text in known:
                return before[1].vectors[known[text]], before[1].small(known[text])
            return made.vectors[text], made.small(text)

        _save(folder, texts, row)
    return Rows.load(folder)


def _save(
    folder: Path, texts: Sequence[Text], row: Callable[[Text], tuple[Vectors, Small]]
) -> None:
    """Write the arrays in the order of the texts, the tokens one text at a time."""
    np.save(folder / "vectors.npy", np.stack([row(text)[0] for text in texts]))
    lengths = [len(row(text)[1]) for text in texts]
    np.save(folder / "starts.npy", np.cumsum([0, *lengths]))
    shape = (sum(lengths), row(texts[0])[1].shape[1])
    with (folder / "tokens.npy").open("wb") as file:
        header = {"descr": "|i1", "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(file, header)
        for text in texts:
            file.write(row(text)[1].tobytes())


def _embedded(
    made: _Made, texts: Sequence[Text], encoder: Callable[[int], Encoder], tell: Progress
) -> _Made:
    """The texts embedded run by run: the tokens of a large library do not fit in memory."""
    model = encoder(len(texts)) if texts else None
    done = 0
    for noted in (False, True):
        own = [text for text, of_notes in texts if of_notes == noted]
        for at in range(0, len(own), _RUN):
            run = own[at : at + _RUN]

            def within(step: str, so_far: int, of: int, before: int = done) -> None:
                tell(step, before + so_far, len(texts))

            assert model is not None
            for text, one in zip(run, model.documents(run, within, noted), strict=True):
                made.add((text, noted), one)
            done += len(run)
            tell("embedding", done, len(texts))
    return made
