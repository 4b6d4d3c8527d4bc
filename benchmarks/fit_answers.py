"""Fits the weights of ranking and refusal on knowledge/evaluation and writes them to the product.

Embeds the known questions of knowledge/asked first. Run it after the notes, the questions or the
signals have changed: python -m benchmarks.fit_answers
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from advisor.config import Settings
from advisor.content import load_mapping, load_pack, load_records
from advisor.retrieval import Material, build_index, is_fresh
from advisor.retrieval.asked import Asked, store_of
from advisor.retrieval.evaluation import Case
from advisor.retrieval.fit import fitted, starting_weights
from advisor.retrieval.index import Index

ROOM = Path(__file__).parent.parent / "advisor" / "retrieval"


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
    with TemporaryDirectory() as folder:
        own = [deck.model_copy(update={"origin": "original"}) for deck in pack.decks]
        build_index(own, Path(folder))
        weights = fitted(material, cases, Index(Path(folder)))
    text = json.dumps(weights.model_dump(), separators=(",", ":"))
    (ROOM / "weights.json").write_text(text + "\n", encoding="utf-8")
    print(json.dumps(weights.cross_validated, indent=1))


if __name__ == "__main__":
    main()
