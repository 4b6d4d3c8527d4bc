"""Two drafts side by side."""

from pydantic import Field

from advisor.model.frozen import Frozen


class Change(Frozen):
    """Something that differs between two drafts, with what caused it."""

    id: str
    title: str
    was: str = ""
    now: str = ""
    quarters: int = Field(default=0, description="how far it moved; later is positive")
    because: tuple[str, ...] = Field(default=(), description="changed questions and settings")


class Comparison(Frozen):
    """Two drafts side by side: what came, what went, what moved, and why.

    An action that moved without a cause of its own made room, or found some: `because` is empty.
    """

    came: tuple[Change, ...]
    went: tuple[Change, ...]
    moved: tuple[Change, ...]
    strength: tuple[Change, ...]
    no_longer_fits: tuple[Change, ...]
    now_fits: tuple[Change, ...]
    risks_came: tuple[Change, ...]
    risks_went: tuple[Change, ...]
    answers: tuple[Change, ...]
    settings: tuple[Change, ...]
