"""What brings the packaged model nearer to the workshop's questions: small changes of its layers.

Low-rank adaptation (Hu et al. 2021, arXiv:2106.09685): to the weights of a layer comes the product
of two narrow matrices, fitted by `python -m benchmarks.fit_adapter`. It goes with the packaged
model only. What offices say in the interview is read by the model as it came.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from advisor.retrieval.shipped import shipped_arrays

FILE = "adapter.npz"
Layers = Mapping[str, tuple[NDArray[np.float32], NDArray[np.float32]]]
_BESIDE = "+"


@cache
def adapter_name() -> str:
    """What tells this adapter from any other."""
    held = files("advisor.retrieval").joinpath(FILE).read_bytes()
    return hashlib.sha256(held).hexdigest()[:8]


def adapted(model: str) -> str:
    """The name of a model with the adapter on it."""
    return f"{model}{_BESIDE}{adapter_name()}"


def unadapted(model: str) -> str:
    """The name of a model as it came."""
    return model.split(_BESIDE)[0]


def shipped_layers() -> Layers:
    """By the name of each changed layer two matrices: down, rank × in, and up, out × rank."""
    with shipped_arrays(FILE) as held:
        names = {name.rsplit(".", 1)[0] for name in held}
        return {
            name: (
                held[f"{name}.down"].astype(np.float32),
                held[f"{name}.up"].astype(np.float32),
            )
            for name in sorted(names)
        }
