"""What a pack says of answers to questions that it has changed."""

from typing import Literal

from pydantic import Field, model_validator

from advisor.model.frozen import Frozen


class Migration(Frozen):
    """What becomes of answers when a question changes, from one revision to a later one.

    rename: the question was called `was`. map: values (options, items) have other names. rescale:
    numbers move from the first scale to the second. reask: the answer no longer says anything.
    """

    id: str
    kind: Literal["rename", "map", "rescale", "reask"]
    question: str = Field(description="as it is called now")
    was: str = Field(default="", description="as it was called; only with kind 'rename'")
    from_rev: int = Field(default=1, ge=1)
    to_rev: int = Field(ge=1)
    values: dict[str, str | int] = {}
    scale: tuple[tuple[int, int], tuple[int, int]] | None = None
    because: str = Field(description="a sentence for the office whose answer it was")

    @model_validator(mode="after")
    def _parts_fit_kind(self) -> "Migration":
        if (self.kind == "rename") != bool(self.was):
            raise ValueError("'was' belongs to kind 'rename', and only to it")
        if (self.kind == "map") != bool(self.values):
            raise ValueError("'values' belong to kind 'map', and only to it")
        if (self.kind == "rescale") != (self.scale is not None):
            raise ValueError("'scale' belongs to kind 'rescale', and only to it")
        if self.scale is not None and any(low >= high for low, high in self.scale):
            raise ValueError("each scale goes from its lowest to its highest number")
        if self.kind != "rename" and self.to_rev <= self.from_rev:
            raise ValueError("'to_rev' is later than 'from_rev'")
        return self

    def takes(self, question: str, rev: int) -> bool:
        """Whether it leads on from that revision of that question."""
        return (self.was or self.question) == question and self.from_rev == rev
