"""Fits the adapter of the embedding model on the known questions; not used when answering."""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

from advisor.retrieval.asked import Store, linked
from advisor.retrieval.narrow import Narrow, put_on
from advisor.retrieval.passages import Library

_RANK, _RATE, _ROUNDS = 8, 1e-3, 3
_BATCH, _OF_A_SLIDE, _LEAST = 40, 5, 8
_ALIKE = 0.7
_WARM, _END = 30, 0.03
_TOKENS = 96

Tell = Callable[[int, float], None]


@dataclass(frozen=True)
class _Example:
    """A known question, another one of the same passage, the passage, and which it is."""

    asked: str
    other: str
    passage: str
    at: int
    spot: str


def fitted_layers(
    model: SentenceTransformer, library: Library, store: Store, tell: Tell
) -> dict[str, NDArray[np.float16]]:
    """The changes under which known questions come nearest to their passages and to each other.

    Args:
        model: the packaged model; it is changed.
        library: the passages.
        store: the known questions; no vectors are needed.
        tell: is told the step and the loss.

    Returns:
        By 'layer.down' and 'layer.up' the matrices that `adapter.shipped_layers` reads.
    """
    torch.manual_seed(0)
    changed = _changed(model)
    parameters = [one for narrow in changed.values() for one in (narrow.down, narrow.up)]
    optimizer = torch.optim.AdamW(parameters, lr=_RATE, weight_decay=0.0)
    loss = MultipleNegativesRankingLoss(model)
    batches = [b for at in range(_ROUNDS) for b in _batches(_examples(library, store, at), at)]
    for step, batch in enumerate(batches):
        optimizer.param_groups[0]["lr"] = _rate(step, len(batches))
        labels = torch.arange(len(batch))
        asked, *others = (
            _features(model, [getattr(one, of) for one in batch])
            for of in ("asked", "passage", "other")
        )
        lost = [loss([asked, other], labels) for other in others]
        whole = lost[0] + _ALIKE * lost[1]
        optimizer.zero_grad()
        whole.backward()
        optimizer.step()
        tell(step, float(whole.detach()))
    return {
        f"{name}.{of}": getattr(one, of).detach().numpy().astype(np.float16)
        for name, one in changed.items()
        for of in ("down", "up")
    }


def _changed(model: SentenceTransformer) -> dict[str, Narrow]:
    """Every linear layer of the model's blocks with a change beside it that changes nothing yet."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    layers = {
        name: (
            (torch.randn(_RANK, one.in_features) / math.sqrt(one.in_features)).numpy(),
            np.zeros((one.out_features, _RANK), dtype=np.float32),
        )
        for name, one in model[0].named_modules()
        if isinstance(one, torch.nn.Linear) and ".layer." in name
    }
    model.eval()  # no dropout: few parameters hold little by heart
    changed = dict(zip(layers, put_on(model[0], layers), strict=True))
    for one in changed.values():
        one.share = 1.0
    return changed


def _examples(library: Library, store: Store, seed: int) -> list[_Example]:
    """Each known question once, with another one of its passage drawn by lot."""
    drawn = random.Random(seed)
    rows, passages = linked(store, library)
    asked: dict[int, list[str]] = {}
    for row, at in zip(rows, passages, strict=True):
        asked.setdefault(at, []).append(store.questions[row])
    made = []
    for at, own in asked.items():
        passage = library.passages[at]
        for one in own:
            other = drawn.choice([two for two in own if two != one] or [one])
            made.append(_Example(one, other, passage.own_words, at, passage.spot))
    return made


def _batches(examples: Sequence[_Example], seed: int) -> Iterator[list[_Example]]:
    """Batches in which no passage comes twice, and a few of a slide together: the hard cases."""
    drawn = random.Random(seed)
    left: dict[str, list[_Example]] = {}
    for one in examples:
        left.setdefault(one.spot, []).append(one)
    for own in left.values():
        drawn.shuffle(own)
    while True:
        spots = [spot for spot, own in left.items() if own]
        drawn.shuffle(spots)
        spots.sort(key=lambda spot: -(len(left[spot]) // (2 * _OF_A_SLIDE)))
        batch: dict[int, _Example] = {}
        for spot in spots:
            fresh = {one.at: one for one in left[spot] if one.at not in batch}
            taken = list(fresh.values())[: min(_OF_A_SLIDE, _BATCH - len(batch))]
            batch.update((one.at, one) for one in taken)
            left[spot] = [one for one in left[spot] if one not in taken]
        if len(batch) < _LEAST:
            return
        yield list(batch.values())


def _rate(step: int, steps: int) -> float:
    """The learning rate: up at first, then down to nearly nothing."""
    return _RATE * min(1.0, (step + 1) / _WARM) * max(_END, 1 - step / steps)


def _features(model: SentenceTransformer, texts: Sequence[str]) -> dict[str, torch.Tensor]:
    made = model.tokenizer(
        list(texts), padding=True, truncation=True, max_length=_TOKENS, return_tensors="pt"
    )
    return {name: made[name] for name in ("input_ids", "attention_mask")}
