"""Where a record comes from, and the pillars it may belong to."""

from typing import Literal

from advisor.model.frozen import Frozen

PillarNo = Literal[1, 2, 3, 4, 5, 6, 7, 8, 9]


class SourceRef(Frozen):
    """A slide of a deck of the digest, e.g. `{source: capacities, slide: s07}`."""

    source: str
    slide: str

    def __str__(self) -> str:
        return f"{self.source}/{self.slide}"
