"""Measures the product's retriever against its peers, in one run, without a network.

    python -m venv /tmp/bench
    /tmp/bench/bin/pip install -r requirements.txt -r benchmarks/requirements-retrieval.txt
    PYTHONPATH=. /tmp/bench/bin/python benchmarks/retrieval.py [FOLDER ...]

Collections: the workshop notes with the questions of knowledge/evaluation (a hit is a slide that
the case names; its parts of a conversation are left out), and every BEIR-style folder named, as
the two of benchmarks/collections. A folder's documents
are indexed as an office's own documents are, and found by the LangChain retriever of the product.
All use the same MiniLM; a document counts by its best passage. Refusal: how well the top score
(for the product its judge) tells covered from uncovered questions. Build: processor time as a
share of embedding the same texts with nothing else; loading libraries counts on neither side.
Bars, on the folders named or else on the notes: exit code 1 when one is missed.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ranx import Qrels, Run, evaluate
from sentence_transformers import SentenceTransformer

from advisor.config import Settings
from advisor.content import load_mapping, load_pack, load_records
from advisor.retrieval import Material, build_index
from advisor.retrieval.evaluation import Case
from advisor.retrieval.transformer import TransformerEncoder
from benchmarks.beir import Collection, Document, deck_of, folder
from benchmarks.retrieval_peers import Peer, Ranking, load_model, peers

OURS = "this product"
MEASURES = ("hit_rate@1", "hit_rate@5", "mrr@10", "ndcg@10")
DEPTH = 10
ABOVE_NDCG, ABOVE_HIT, BELOW_ANY = 0.02, 0.03, 0.02
BUILD, MEDIAN_MS = 1.3, 40.0
SAMPLE = 2000


@dataclass
class Row:
    """One retriever on one collection."""

    name: str
    figures: dict[str, float]
    auroc: float | None
    median_ms: float
    slow_ms: float
    build: float


class Product:
    """The product: its index builder, its LangChain retriever, its judge."""

    name = OURS

    def __init__(self, collection: Collection) -> None:
        self._name = collection.name
        self._decks = list(collection.decks) or [deck_of(collection)]
        self._words = load_mapping(Settings().prompts / "material.yaml")
        self._folder = tempfile.TemporaryDirectory()
        self.texts: list[str] = []

    def build(self, documents: Sequence[Document]) -> None:
        build_index(self._decks, Path(self._folder.name), encoder=None)
        self._open()

    def _open(self) -> None:
        self.material = Material.open(Path(self._folder.name), self._decks, self._words)
        self._retriever = self.material.retriever(DEPTH)
        passages = self.material.index.library.passages
        self.texts = sorted({one.own_words for one in passages})

    def search(self, query: str) -> Ranking:
        found = self._retriever.invoke(query)
        return [(self._id(one.metadata), one.metadata["score"]) for one in found]

    def _id(self, metadata: Mapping[str, str]) -> str:
        spot = f"{metadata['source']}/{metadata['slide']}"
        return spot.removeprefix(f"{self._name}/")


def notes() -> Collection:
    """The shipped notes and questions; questions that need the one before are left out."""
    settings = Settings()
    decks = load_pack(settings.knowledge).decks
    cases = load_records(settings.knowledge / "evaluation", Case)
    alone = [case for case in cases if case.previous is None]
    covered = {f"q{at}": case for at, case in enumerate(alone) if not case.abstain}
    documents = [
        Document(
            f"{deck.id}/{slide.slide}",
            " › ".join(part for part in (deck.title, slide.section, slide.title) if part),
            slide.text,
        )
        for deck in decks
        for slide in deck.slides
    ]
    return Collection(
        name="notes",
        documents=documents,
        queries={id_: case.q for id_, case in covered.items()},
        right={id_: dict.fromkeys(case.slides, 1) for id_, case in covered.items()},
        uncovered=[case.q for case in alone if case.abstain],
        decks=decks,
    )


def measured(peer: Peer | Product, collection: Collection, model: SentenceTransformer) -> Row:
    """One retriever built, asked and timed."""
    spent = cpu_seconds(lambda: peer.build(collection.documents))
    raw = raw_seconds(model, peer.texts) if peer.texts else 0.0
    peer.search(next(iter(collection.queries.values())))
    times: list[float] = []
    found: dict[str, Ranking] = {}
    for id_, query in collection.queries.items():
        began = time.perf_counter()
        found[id_] = peer.search(query)[:DEPTH]
        times.append((time.perf_counter() - began) * 1000)
    run = {id_: ranked(ranking) for id_, ranking in found.items()}
    # ranx compiles for types: equal shapes of judgement and run, none of them empty.
    figures = evaluate(
        Qrels({id_: dict(one) for id_, one in collection.right.items()}),
        Run({id_: one or {"": 0.0} for id_, one in run.items()}),
        list(MEASURES),
    )
    times.sort()
    return Row(
        name=peer.name,
        figures={name: float(value) for name, value in figures.items()},
        auroc=refusal(peer, collection),
        median_ms=statistics.median(times),
        slow_ms=times[int(0.95 * (len(times) - 1))],
        build=spent / raw if raw else 0.0,
    )


def ranked(ranking: Ranking) -> dict[str, float]:
    """The order alone, as scores: ties would be broken differently by each."""
    return {id_: float(DEPTH - at) for at, (id_, _) in enumerate(ranking)}


def refusal(peer: Peer | Product, collection: Collection) -> float | None:
    """The chance that a covered question has a higher score than an uncovered one."""
    if not collection.uncovered:
        return None

    def sureness(query: str) -> float:
        if isinstance(peer, Product):
            return peer.material.covers(query)
        found = peer.search(query)
        return found[0][1] if found else float("-inf")

    yes = [sureness(query) for query in collection.queries.values()]
    no = [sureness(query) for query in collection.uncovered]
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    return wins / (len(yes) * len(no))


def raw_seconds(model: SentenceTransformer, texts: Sequence[str]) -> float:
    """What embedding the texts takes and nothing else; of many, an even sample, scaled up."""
    sample = texts[:: -(-len(texts) // SAMPLE)]
    spent = cpu_seconds(lambda: model.encode(list(sample)))
    return spent * sum(map(len, texts)) / max(sum(map(len, sample)), 1)


def cpu_seconds(work: Callable[[], object]) -> float:
    """The processor's own time: others may share the machine."""
    began = time.process_time()
    work()
    return time.process_time() - began


def headed(name: str) -> None:
    """Prints the head of a collection's table."""
    print(f"\n{name:18}{'hit@1':>8}{'hit@5':>8}{'MRR@10':>8}{'nDCG@10':>9}", end="")
    print(f"{'AUROC':>8}{'ms 50 %':>9}{'ms 95 %':>9}{'build':>8}", flush=True)


def shown(row: Row) -> Row:
    """Prints a line of the table, and gives it on."""
    one, five, mrr, ndcg = (row.figures[name] for name in MEASURES)
    auroc = "-" if row.auroc is None else f"{row.auroc:.3f}"
    build = f"{row.build:.2f}" if row.build else "-"
    print(
        f"{row.name:18}{one:8.3f}{five:8.3f}{mrr:8.3f}{ndcg:9.3f}{auroc:>8}"
        f"{row.median_ms:9.1f}{row.slow_ms:9.1f}{build:>8}",
        flush=True,
    )
    return row


def means(tables: Mapping[str, Sequence[Row]], measure: str) -> dict[str, float]:
    """The mean of a measure over the collections, by retriever."""
    by: dict[str, list[float]] = {}
    for rows in tables.values():
        for row in rows:
            by.setdefault(row.name, []).append(row.figures[measure])
    return {name: statistics.mean(values) for name, values in by.items()}


def verdicts(tables: Mapping[str, Sequence[Row]]) -> list[tuple[str, bool]]:
    """The bars of the comparison, each with whether it is met."""
    found = []
    for measure, bar in (("ndcg@10", ABOVE_NDCG), ("hit_rate@1", ABOVE_HIT)):
        by = means(tables, measure)
        ours = by.pop(OURS)
        best = max(by, key=lambda name: by[name])
        above = ours - by[best]
        text = f"mean {measure}: {ours:.3f}, {above:+.3f} against {best} (bar {bar:+.2f})"
        found.append((text, above >= bar))
    for name, rows in tables.items():
        ours = next(row.figures["ndcg@10"] for row in rows if row.name == OURS)
        best_peer = max(row.figures["ndcg@10"] for row in rows if row.name != OURS)
        text = f"{name}: {ours - best_peer:+.3f} nDCG@10 against its best peer (bar -{BELOW_ANY})"
        found.append((text, ours - best_peer >= -BELOW_ANY))
    return found


def answering(product: Product, collection: Collection) -> float:
    """The median milliseconds of a whole answer once warm."""
    times = []
    for query in list(collection.queries.values())[:200]:
        began = time.perf_counter()
        product.material.answer(query)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, help="BEIR-style folders")
    given = parser.parse_args()
    model = load_model()
    TransformerEncoder().documents(["warm"])
    tables: dict[str, list[Row]] = {}
    met: list[tuple[str, bool]] = []
    for collection in [*map(folder, given.folders), notes()]:
        product = Product(collection)
        headed(collection.name)
        rows = [shown(measured(product, collection, model))]
        if collection.decks:
            share, median = rows[0].build, answering(product, collection)
            met.append(
                (f"notes: built in {share:.2f} x raw embedding (bar {BUILD})", share <= BUILD)
            )
            met.append(
                (f"notes: an answer in {median:.1f} ms (bar {MEDIAN_MS:.0f})", median <= MEDIAN_MS)
            )
        rows += [shown(measured(peer, collection, model)) for peer in peers(model)]
        tables[collection.name] = rows
    barred = {name: rows for name, rows in tables.items() if name != "notes"} or tables
    print("\nmeans" + " of the folders" * bool(given.folders))
    for measure in MEASURES:
        print(f"  {measure:10}", *(f"{n} {v:.3f} " for n, v in means(barred, measure).items()))
    met += verdicts(barred)
    for text, good in met:
        print(f"{'met   ' if good else 'MISSED'}  {text}")
    return 0 if all(good for _, good in met) else 1


if __name__ == "__main__":
    sys.exit(main())
