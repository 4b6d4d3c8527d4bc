"""Collections to be searched: documents, queries and judgements, as BEIR's folders hold them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from advisor.model.content import Deck, SlideNote
from advisor.retrieval.originals import blocks_of

OWN = Path(__file__).parent / "collections"


@dataclass(frozen=True)
class Document:
    """A document of a collection."""

    id: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        """Title and text, as the peers see it."""
        return f"{self.title}\n{self.text}".strip()


@dataclass(frozen=True)
class Collection:
    """What is searched, what is asked, what is right; `decks` where the product has its own."""

    name: str
    documents: Sequence[Document]
    queries: Mapping[str, str]
    right: Mapping[str, Mapping[str, int]]
    uncovered: Sequence[str] = ()
    decks: Sequence[Deck] = ()

    @property
    def pages(self) -> dict[str, frozenset[str]]:
        """The documents that answer each query's text, as an index of `deck_of` names them."""
        return {
            query: frozenset(f"{self.name}/{document}" for document in self.right[id_])
            for id_, query in self.queries.items()
        }


def folder(path: Path) -> Collection:
    """A BEIR-style folder; queries without a judgement are left out.

    corpus.jsonl {_id, title, text}, queries.jsonl {_id, text}, qrels/test.tsv; what the documents
    do not answer may stand in uncovered.jsonl {text}.
    """
    records = [json.loads(line) for line in _lines(path / "corpus.jsonl")]
    documents = [
        Document(str(one["_id"]), one.get("title") or "", one.get("text") or "") for one in records
    ]
    known = {one.id for one in documents}
    right: dict[str, dict[str, int]] = {}
    for line in _lines(path / "qrels" / "test.tsv")[1:]:
        query, document, score = line.split("\t")
        grade = int(float(score))
        if grade > 0 and document in known:
            right.setdefault(query, {})[document] = grade
    asked = [json.loads(line) for line in _lines(path / "queries.jsonl")]
    queries = {str(one["_id"]): one["text"] for one in asked if str(one["_id"]) in right}
    beyond = path / "uncovered.jsonl"
    return Collection(
        name=path.name,
        documents=documents,
        queries=queries,
        right={id_: right[id_] for id_ in queries},
        uncovered=[json.loads(one)["text"] for one in _lines(beyond)] if beyond.exists() else [],
    )


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def deck_of(collection: Collection) -> Deck:
    """The documents in the shape in which an office's own documents reach the index."""
    slides = tuple(
        SlideNote(
            deck=collection.name,
            slide=one.id,
            title=one.title,
            section="",
            blocks=blocks_of(one.text),
            text=one.text,
        )
        for one in collection.documents
    )
    empty = dict.fromkeys(("title", "event", "place", "date", "presenter", "organisation"), "")
    return Deck(id=collection.name, origin="original", slides=slides, **empty)
