"""Gathers the text of documents without pages into sections under the path of their headings."""

from collections.abc import Iterator

from advisor.retrieval.formats.piece import Piece, plain

PART_WORDS = 400
BETWEEN = " › "


class Outline:
    """Takes headings and lines in the document's order and gives its sections.

    A section of more than about 400 words is given in parts, so that a citation leads to a place
    and not to a chapter.
    """

    def __init__(self) -> None:
        self._path: list[str] = []
        self._now = Piece("top", {})
        self._done: list[Piece] = []

    def heading(self, level: int, text: str) -> None:
        """Open a section; levels count from 1."""
        text = plain(text)
        if not text:
            return
        self._close()
        self._path = [*self._path[: level - 1], text]
        path = BETWEEN.join(self._path)
        section = BETWEEN.join(self._path[:-1])
        self._now = Piece("section", {"path": path}, title=text, section=section)

    def line(self, text: str) -> None:
        """Add a paragraph, list item or table row."""
        if text:
            self._now.lines.append(text)

    def picture(self, count: int = 1) -> None:
        """Count pictures."""
        self._now.pictures += count

    def hide(self, text: str) -> None:
        """Note text that is not shown."""
        if plain(text):
            self._now.hidden.append(plain(text))

    def pieces(self) -> Iterator[Piece]:
        """The sections in order."""
        self._close()
        for piece in self._done:
            yield from _parts(piece)

    def _close(self) -> None:
        if self._now.lines or self._now.pictures or self._now.hidden:
            self._done.append(self._now)
        self._now = Piece("top", {})


def _parts(piece: Piece) -> Iterator[Piece]:
    """The piece, in parts of some 400 words that end with a line."""
    groups: list[list[str]] = [[]]
    words = 0
    for line in piece.lines:
        count = len(line.split())
        if groups[-1] and words + count > PART_WORDS:
            groups.append([])
            words = 0
        groups[-1].append(line)
        words += count
    for number, lines in enumerate(groups, 1):
        spot = piece.spot if len(groups) == 1 else {**piece.spot, "part": number}
        yield Piece(
            piece.kind,
            spot,
            title=piece.title,
            section=piece.section,
            lines=lines,
            pictures=piece.pictures if number == 1 else 0,
            hidden=piece.hidden if number == 1 else [],
        )
