"""Gathers the text of documents without pages into sections under the path of their headings."""

from collections.abc import Iterator

from advisor.retrieval.formats.piece import Piece, plain

PART_WORDS = 400
BETWEEN = " › "
_LONGEST = 200


class Outline:
    """Takes headings and lines in the document's order and gives its sections.

    A section of more than about 400 words is given in parts, so that a citation leads to a place
    and not to a chapter.
    """

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []
        self._now = Piece("top", {})
        self._done: list[Piece] = []

    def heading(self, level: int, text: str) -> None:
        """Open a section; levels count from 1."""
        text = plain(text)
        if len(text) > _LONGEST:  # a paragraph that only looks like a heading
            self.line(text)
        elif text:
            self._close(before=level)
            self._path = [(over, name) for over, name in self._path if over < level]
            section = BETWEEN.join(name for _, name in self._path)
            self._path.append((level, text))
            path = BETWEEN.join(name for _, name in self._path)
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
        self._close(before=0)
        for piece in self._done:
            yield from _parts(piece)

    def _close(self, before: int) -> None:
        """End a section before a heading of a level.

        A heading without text of its own is kept, unless headings below it carry its name.
        """
        now = self._now
        alone = bool(now.title) and before <= self._path[-1][0]
        if now.lines or now.pictures or now.hidden or alone:
            self._done.append(now)
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
