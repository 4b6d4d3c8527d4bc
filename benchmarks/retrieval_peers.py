"""The peers of benchmarks/retrieval.py, each as its own first page shows it, over one model.

All see a document as its title, a line break and its text. Scores: higher is better.
"""

import tempfile
from collections.abc import Sequence
from typing import Protocol

import bm25s
import numpy as np
from sentence_transformers import SentenceTransformer

from advisor.retrieval.embedding import model_folder_of
from benchmarks.beir import Document

DEPTH = 100
FUSED_AT = 60
Ranking = list[tuple[str, float]]


class Peer(Protocol):
    """A retriever of others; `texts` is what it embedded."""

    name: str
    texts: Sequence[str]

    def build(self, documents: Sequence[Document]) -> None:
        """Take in the documents."""
        ...

    def search(self, query: str) -> Ranking:
        """The documents by their best passage, best first, with their scores."""
        ...


def load_model() -> SentenceTransformer:
    """The product's own embedding model, for all."""
    return SentenceTransformer(str(model_folder_of(None)), device="cpu", local_files_only=True)


class LangChainChroma:
    """The recursive splitter (1,000 characters, 200 shared), Chroma, nearest first."""

    name = "LangChain+Chroma"

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model
        self.texts: list[str] = []

    def build(self, documents: Sequence[Document]) -> None:
        from langchain_chroma import Chroma
        from langchain_core.embeddings import Embeddings
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        model = self._model

        class MiniLM(Embeddings):
            def embed_documents(self, texts: list[str]) -> list[list[float]]:
                return model.encode(texts).tolist()

            def embed_query(self, text: str) -> list[float]:
                return model.encode([text])[0].tolist()

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        chunks = splitter.create_documents(
            [one.whole for one in documents], [{"id": one.id} for one in documents]
        )
        self.texts = [chunk.page_content for chunk in chunks]
        self._folder = tempfile.TemporaryDirectory()
        self._store = Chroma(
            "peer", embedding_function=MiniLM(), persist_directory=self._folder.name
        )
        for at in range(0, len(chunks), 5000):
            self._store.add_documents(chunks[at : at + 5000])

    def search(self, query: str) -> Ranking:
        found = self._store.similarity_search_with_score(query, k=min(DEPTH, len(self.texts)))
        return best_passages([(doc.metadata["id"], -distance) for doc, distance in found])


class Bm25:
    """bm25s as it comes, with the English stop words of its first page."""

    name = "BM25"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def build(self, documents: Sequence[Document]) -> None:
        self._ids = [one.id for one in documents]
        tokens = bm25s.tokenize(
            [one.whole for one in documents], stopwords="en", show_progress=False
        )
        self._index = bm25s.BM25()
        self._index.index(tokens, show_progress=False)

    def search(self, query: str) -> Ranking:
        tokens = bm25s.tokenize([query], stopwords="en", show_progress=False, return_ids=False)
        scores = self._index.get_scores(tokens[0]) if tokens[0] else np.zeros(len(self._ids))
        order = np.argsort(-scores, kind="stable")[:DEPTH]
        return [(self._ids[at], float(scores[at])) for at in order]


class Fused:
    """The two above by reciprocal ranks."""

    name = "rank fusion"

    def __init__(self, *parts: Peer) -> None:
        self._parts = parts
        self.texts: Sequence[str] = parts[0].texts

    def build(self, documents: Sequence[Document]) -> None:
        self.texts = self._parts[0].texts

    def search(self, query: str) -> Ranking:
        scores: dict[str, float] = {}
        for part in self._parts:
            for rank, (id_, _) in enumerate(part.search(query), start=1):
                scores[id_] = scores.get(id_, 0.0) + 1 / (FUSED_AT + rank)
        return sorted(scores.items(), key=lambda one: -one[1])


class LlamaIndex:
    """VectorStoreIndex with its own splitter (1,024 tokens, 200 shared) and store."""

    name = "LlamaIndex"

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model
        self.texts: list[str] = []

    def build(self, documents: Sequence[Document]) -> None:
        from llama_index.core import Document as Text
        from llama_index.core import VectorStoreIndex
        from llama_index.core.base.embeddings.base import BaseEmbedding
        from llama_index.core.schema import MetadataMode

        model = self._model

        class MiniLM(BaseEmbedding):
            def _get_text_embedding(self, text: str) -> list[float]:
                return model.encode([text])[0].tolist()

            def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
                return model.encode(texts).tolist()

            def _get_query_embedding(self, query: str) -> list[float]:
                return model.encode([query])[0].tolist()

            async def _aget_query_embedding(self, query: str) -> list[float]:
                return self._get_query_embedding(query)

        index = VectorStoreIndex.from_documents(
            [Text(text=one.whole, id_=one.id) for one in documents],
            embed_model=MiniLM(embed_batch_size=2048),
        )
        nodes = index.docstore.docs.values()
        self.texts = [node.get_content(MetadataMode.EMBED) for node in nodes]
        self._retriever = index.as_retriever(similarity_top_k=min(DEPTH, len(self.texts)))

    def search(self, query: str) -> Ranking:
        found = self._retriever.retrieve(query)
        return best_passages([(one.node.ref_doc_id, one.score) for one in found])


class Txtai:
    """txtai with content and `hybrid=True`: the stronger of its two first examples.

    Its bare default is vectors alone. Documents go in whole, as its examples do.
    """

    name = "txtai hybrid"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def build(self, documents: Sequence[Document]) -> None:
        from txtai import Embeddings

        self.texts = [one.whole for one in documents]
        self._index = Embeddings(path=str(model_folder_of(None)), content=True, hybrid=True)
        self._index.index([(one.id, one.whole, None) for one in documents])

    def search(self, query: str) -> Ranking:
        found = self._index.search(query, DEPTH)
        return [(one["id"], float(one["score"])) for one in found]


def best_passages(found: Sequence[tuple[str, float]]) -> Ranking:
    """Documents by the best of their passages."""
    best: dict[str, float] = {}
    for id_, score in found:
        best[id_] = max(score, best.get(id_, score))
    return sorted(best.items(), key=lambda one: -one[1])


def peers(model: SentenceTransformer) -> list[Peer]:
    """All peers, in the order in which they are built."""
    dense, words = LangChainChroma(model), Bm25()
    return [dense, words, Fused(dense, words), LlamaIndex(model), Txtai()]


__all__ = ["Document", "Peer", "Ranking", "load_model", "peers"]
