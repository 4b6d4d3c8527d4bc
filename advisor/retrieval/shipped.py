"""Arrays that come with the product, and vectors kept in bytes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

SCALE = 127


@contextmanager
def shipped_arrays(name: str) -> Iterator[Mapping[str, Any]]:
    """The arrays of a shipped file, by name; read while it is open."""
    file = files("advisor.retrieval").joinpath(name)
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as held:
        yield held


def in_bytes(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Vectors of length 1 as whole numbers up to `SCALE`."""
    found: NDArray[np.int8] = np.rint(vectors * SCALE).astype(np.int8)
    return found
