"""What an answer from the material consists of, and the proof for each line of it."""

from typing import Literal

from advisor.model.frozen import Frozen


class Citation(Frozen):
    """One quote and where it stands.

    `origin` tells whose words these are: the project's note on a slide, or an original document
    that the office added.
    """

    source: str
    slide: str
    title: str
    quote: str
    origin: Literal["note", "original"] = "note"
    source_title: str = ""


class MaterialAnswer(Frozen):
    """The reply to a question to the material; abstained answers carry no citations."""

    question: str
    answer: str
    abstained: bool
    citations: tuple[Citation, ...] = ()
    follow_ups: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    ms: int = 0
