"""What of a PDF page's text can be seen, and which of it is the largest."""

from collections import Counter
from typing import Any

from pypdf import PageObject

from advisor.retrieval.formats.piece import plain

_SHOW = frozenset((b"Tj", b"TJ", b"'", b'"'))
_INLINE = frozenset((b"EI", b"INLINE IMAGE"))
_PAINT = _INLINE | frozenset(b"f F f* B B* b b* sh Do".split())
_TINY = 1.5
_TITLE_RATIO = 1.15
_TITLE_LENGTH = 140


class Ink:
    """Follows the drawing of a page and tells shown text from hidden text.

    Hidden is text in the invisible mode, smaller than 1.5 points, outside the page, or white
    where nothing was painted before it.

    Args:
        page: the page, for its size.
    """

    def __init__(self, page: PageObject) -> None:
        box = page.mediabox
        self._box = (float(box.left), float(box.bottom), float(box.right), float(box.top))
        self._mode, self._size, self._white, self._painted = 0, 1.0, False, False
        self._stack: list[tuple[int, float, bool]] = []
        self._images = _images(page)
        self.hidden = 0
        self.pictures = 0

    def blank_hidden(self, operator: bytes, operands: list[Any], cm: Any, tm: Any) -> None:
        """Take hidden text out of the page before it is read."""
        if self._follow(operator, operands) and self._is_hidden(cm, tm):
            self.hidden += 1
            operands[-1:] = [b""]

    def blank_shown(self, operator: bytes, operands: list[Any], cm: Any, tm: Any) -> None:
        """Leave the hidden text only."""
        if self._follow(operator, operands) and not self._is_hidden(cm, tm):
            operands[-1:] = [b""]

    def _follow(self, operator: bytes, operands: list[Any]) -> bool:
        """Keep the state of the drawing; true when text is shown that has words."""
        if operator in _SHOW:
            return bool(operands)
        if operator == b"q" and len(self._stack) < 1000:
            self._stack.append((self._mode, self._size, self._white))
        elif operator == b"Q" and self._stack:
            self._mode, self._size, self._white = self._stack.pop()
        elif operator == b"Tr" and operands:
            self._mode = int(operands[0])
        elif operator == b"Tf" and len(operands) > 1:
            self._size = float(operands[1])
        elif operator in (b"g", b"rg", b"k", b"sc", b"scn"):
            self._white = _is_white(operator, operands)
        elif operator in _PAINT:
            image = operator in _INLINE or (operands and operands[0] in self._images)
            self.pictures += bool(image)
            self._painted = self._painted or bool(image) or not self._white
        return False

    def _is_hidden(self, cm: Any, tm: Any) -> bool:
        if self._mode in (3, 7) or (self._white and not self._painted):
            return True
        place = _times(tm, cm)
        scale = abs(place[0] * place[3] - place[1] * place[2]) ** 0.5
        if abs(self._size) * scale < _TINY:
            return True
        left, bottom, right, top = self._box
        margin = 20
        return not (
            left - margin <= place[4] <= right + margin
            and bottom - margin <= place[5] <= top + margin
        )


class Sizes:
    """Notes the size of the text on a page and finds the line that is set as its title."""

    def __init__(self) -> None:
        self._texts: list[tuple[float, str]] = []

    def note(self, text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        """Take in one run of text."""
        place = _times(tm, cm)
        scale = abs(place[0] * place[3] - place[1] * place[2]) ** 0.5
        if text.strip():
            self._texts.append((round(abs(float(size)) * scale, 1), text))

    def title(self) -> str:
        """The largest text, when it is short and clearly larger than most of the page."""
        if len(self._texts) < 2:
            return ""
        weight: Counter[float] = Counter()
        for size, text in self._texts:
            weight[size] += len(text)
        body, largest = weight.most_common(1)[0][0], max(weight)
        if largest < body * _TITLE_RATIO:
            return ""
        title = plain(" ".join(text for size, text in self._texts if size == largest))
        return title if len(title) <= _TITLE_LENGTH else ""


def _images(page: PageObject) -> set[str]:
    """The names under which the page's resources hold pictures."""
    found: Any = page
    for name in ("/Resources", "/XObject"):
        found = found.get(name)
        found = found.get_object() if found is not None else None
        if not hasattr(found, "items"):
            return set()
    objects = {str(name): one.get_object() for name, one in found.items()}
    return {
        name
        for name, one in objects.items()
        if hasattr(one, "get") and one.get("/Subtype") == "/Image"
    }


def _is_white(operator: bytes, operands: list[Any]) -> bool:
    values = [float(one) for one in operands if isinstance(one, (int, float))]
    if operator == b"k" or (operator in (b"sc", b"scn") and len(values) == 4):
        return bool(values) and all(value < 0.03 for value in values)
    return bool(values) and all(value > 0.97 for value in values)


def _times(one: Any, other: Any) -> list[float]:
    """The product of two PDF matrices."""
    a, b, c, d, e, f = (float(value) for value in one)
    g, h, i, j, k, m = (float(value) for value in other)
    return [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    ]
