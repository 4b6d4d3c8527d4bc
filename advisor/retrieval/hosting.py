"""Where Chroma keeps the vectors of an index: in the folder of the build, or with a server."""

import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from advisor.errors import AdvisorError
from advisor.retrieval.embedding import Vectors

_ALONE = "passages"
_PARTS = ("part-", "build-")


@dataclass(frozen=True)
class Hosting:
    """Where an index keeps what is large.

    Each build has a collection of its own. With a server its name holds the office and the build,
    so that builds of many offices stand side by side and none is ever changed once it is read.

    Args:
        models: folder of the exported models, for all offices; beside the index when None.
        server: address of a Chroma server; empty when the vectors lie in the build's folder.
        office: whose index it is: letters, digits, hyphens and underscores, never a dot.
    """

    models: Path | None = None
    server: str = ""
    office: str = "office"

    def collection(self, build: str) -> str:
        """The name of a build's collection. Dots part it, so no office is the start of another."""
        if not self.server:
            return _ALONE
        for prefix in _PARTS:
            build = build.removeprefix(prefix)
        return f"advisor.{self.office}.{build}.v"

    def create(self, build: Path, vectors: Vectors, spots: Sequence[str]) -> None:
        """Store the vectors of a new build, with the slide each belongs to.

        Raises:
            AdvisorError: when the server does not take them.
        """
        with self._told(), self._client(build) as client:
            collection = client.create_collection(
                self.collection(build.name),
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )
            step = client.get_max_batch_size()
            for at in range(0, len(spots), step):
                collection.add(
                    ids=[str(one) for one in range(at, min(at + step, len(spots)))],
                    embeddings=vectors[at : at + step],
                    metadatas=[{"spot": spot} for spot in spots[at : at + step]],
                )

    def open(self, build: Path) -> "Neighbours":
        """The vectors of a build, to be searched.

        Raises:
            AdvisorError: when the server does not answer or does not have them.
        """
        return Neighbours(self, build)

    def holds(self, build: Path, count: int) -> bool:
        """Whether the vectors of a build are all there.

        Raises:
            AdvisorError: when the server does not answer.
        """
        if not self.server:
            return (build / "chroma").is_dir()
        from chromadb.errors import NotFoundError

        with self._told(), self._client(build) as client:
            try:
                found = client.get_collection(self.collection(build.name), embedding_function=None)
            except NotFoundError:
                return False
            return bool(found.count() == count)

    def drop(self, build: str) -> None:
        """Take the vectors of a build off the server; those in a folder go with the folder."""
        if not self.server:
            return
        from chromadb.errors import NotFoundError

        with self._told(), self._client(Path(build)) as client:
            try:
                client.delete_collection(self.collection(build))
            except NotFoundError:
                return

    def connect(self, build: Path) -> Any:
        """A client of Chroma; it does not answer other processes' writes to the same folder."""
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if not self.server:
            return chromadb.PersistentClient(str(build / "chroma"), settings)
        address = urlsplit(self.server)
        secure = address.scheme == "https"
        port = address.port or (443 if secure else 8000)
        return chromadb.HttpClient(address.hostname or "", port, secure, settings=settings)

    @contextmanager
    def _client(self, build: Path) -> Iterator[Any]:
        client = self.connect(build)
        try:
            yield client
        finally:
            client.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the faults of Chroma into a sentence; those of the system pass."""
        import httpx
        from chromadb.errors import ChromaError, NotFoundError

        try:
            yield
        except (ChromaError, httpx.HTTPError, ValueError) as fault:
            if self.server and isinstance(fault, NotFoundError):
                raise AdvisorError(
                    "The Chroma server does not have this index.",
                    "Run 'python -m advisor index' to build it again.",
                ) from fault
            if self.server:
                raise AdvisorError(
                    f"The Chroma server at {_shown(self.server)} does not answer.",
                    "Start it with 'chroma run', or check ADVISOR_CHROMA_URL.",
                ) from fault
            if not isinstance(fault, ChromaError):
                raise
            raise AdvisorError(
                "The vectors of the index cannot be written to this disk, or read from it.",
                "Make room on the disk and the data folder writable, then run "
                "'python -m advisor index'.",
            ) from fault


BESIDE = Hosting()


class Neighbours:
    """The vectors of one build; its client is let go when nobody reads any more."""

    def __init__(self, hosting: Hosting, build: Path) -> None:
        self._hosting = hosting
        with hosting._told():
            client = hosting.connect(build)
            weakref.finalize(self, client.close)
            name = hosting.collection(build.name)
            self._collection = client.get_collection(name, embedding_function=None)

    def nearest(self, vector: Vectors, count: int) -> list[int]:
        """The numbers of the passages nearest to a vector, by cosine."""
        with self._hosting._told():
            found = self._collection.query(
                query_embeddings=[vector.tolist()], n_results=count, include=[]
            )
        return [int(one) for one in found["ids"][0]]


def _shown(address: str) -> str:
    """An address as it may be shown: without a password that was written into it."""
    return urlsplit(address).netloc.rpartition("@")[2] or "the address given"
