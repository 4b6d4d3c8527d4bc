"""Fits the weights of ranking and refusal on knowledge/evaluation and writes them to the product.

The judge of an office's own documents is fitted on benchmarks/collections as well. Embeds the
known questions of knowledge/asked first. Run it after the notes, the questions or the signals
have changed: python -m benchmarks.fit_answers
"""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from advisor.config import Settings
from advisor.content import load_mapping, load_pack, load_records
from advisor.retrieval import Material, build_index, is_fresh
from advisor.retrieval.asked import Asked, store_of
from advisor.retrieval.evaluation import Case
from advisor.retrieval.fit import fitted, starting_weights
from advisor.retrieval.index import Index
from benchmarks.beir import OWN, Collection, deck_of, folder

ROOM = Path(__file__).parent.parent / "advisor" / "retrieval"


def asked_of(others: Sequence[Collection]) -> dict[str, frozenset[str]]:
    """The questions to other documents, and the pages that answer them."""
    asked: dict[str, frozenset[str]] = {}
    for one in others:
        asked |= one.pages | dict.fromkeys(one.uncovered, frozenset())
    return asked


def main() -> None:
    settings = Settings()
    pack = load_pack(settings.knowledge)
    if not is_fresh(settings.index, pack.decks):
        build_index(pack.decks, settings.index)
    index = Index(settings.index)
    known = store_of(load_records(settings.knowledge / "asked", Asked), index.encoder)
    known.save(ROOM / "asked.npz")
    start = starting_weights(index.model, index.sources, index.vectors.shape[1])
    material = Material(index, load_mapping(settings.prompts / "material.yaml"), start, known)
    cases = load_records(settings.knowledge / "evaluation", Case)
    others = [folder(path) for path in sorted(OWN.iterdir())]
    with TemporaryDirectory() as made:
        own = [deck.model_copy(update={"origin": "original"}) for deck in pack.decks]
        build_index([*own, *map(deck_of, others)], Path(made))
        weights = fitted(material, cases, Index(Path(made)), asked_of(others))
    text = json.dumps(weights.model_dump(), separators=(",", ":"))
    (ROOM / "weights.json").write_text(text + "\n", encoding="utf-8")
    print(json.dumps(weights.cross_validated, indent=1))


if __name__ == "__main__":
    main()
