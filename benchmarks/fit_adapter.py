"""Fits the adapter of the embedding model on knowledge/asked and writes it to the product.

Takes a quarter of an hour on two cores. Run it after many known questions have changed, and
benchmarks.fit_answers after it: python -m benchmarks.fit_adapter
"""

from pathlib import Path

import numpy as np

from advisor.config import Settings
from advisor.content import load_pack, load_records
from advisor.retrieval.adapter import FILE
from advisor.retrieval.asked import Asked, unembedded
from advisor.retrieval.embedding import model_folder_of
from advisor.retrieval.fit_adapter import fitted_layers
from advisor.retrieval.passages import library_of
from advisor.retrieval.transformer import loaded

ROOM = Path(__file__).parent.parent / "advisor" / "retrieval"
EVERY = 25


def main() -> None:
    settings = Settings()
    library = library_of(load_pack(settings.knowledge).decks)
    store = unembedded(load_records(settings.knowledge / "asked", Asked))
    model = loaded(model_folder_of(None))
    layers = fitted_layers(model, library, store, tell)
    np.savez_compressed(ROOM / FILE, **layers)


def tell(step: int, loss: float) -> None:
    if step % EVERY == 0:
        print(f"step {step:4}  loss {loss:.3f}", flush=True)


if __name__ == "__main__":
    main()
