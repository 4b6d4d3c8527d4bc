"""Layers of an embedding model with a narrow change beside each; imports torch."""

from typing import Any

import torch
from torch.nn.functional import linear

from advisor.retrieval.adapter import Layers


class Narrow(torch.nn.Module):  # type: ignore[misc]
    """A linear layer, to whose output comes a share of what two narrow matrices make of its input.

    Args:
        layer: the layer as the model came.
        down: rank × in.
        up: out × rank.
    """

    def __init__(self, layer: Any, down: Any, up: Any) -> None:
        super().__init__()
        self.layer = layer
        self.down = torch.nn.Parameter(down)
        self.up = torch.nn.Parameter(up)
        self.share: Any = 0.0
        self._came: Any = None

    def merge(self, on: bool) -> None:
        """Put the change into the layer's own weights, where it costs no time, or take it out."""
        with torch.no_grad():
            if self._came is None:
                self._came = self.layer.weight.clone()
            self.layer.weight.copy_(self._came + self.up @ self.down if on else self._came)

    def forward(self, inputs: Any) -> Any:
        """The layer's output for an input."""
        out = self.layer(inputs)
        if isinstance(self.share, float) and not self.share:
            return out
        return out + self.share * linear(linear(inputs, self.down), self.up)


def put_on(model: Any, layers: Layers) -> list[Narrow]:
    """Put narrow changes, without a share yet, on the layers of a model that are named."""
    made = []
    for name, (down, up) in layers.items():
        above, own = name.rsplit(".", 1)
        parent = model.get_submodule(above)
        one = Narrow(getattr(parent, own), torch.from_numpy(down), torch.from_numpy(up))
        setattr(parent, own, one)
        made.append(one)
    return made
