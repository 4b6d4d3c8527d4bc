"""How all charts look: sizes, shades told apart by lightness, text broken in lines."""

import unicodedata
from dataclasses import dataclass
from typing import Any

import altair as alt

from advisor.documents.fonts import BODY, advances
from advisor.documents.tree import clean

Chart = Any
Row = dict[str, Any]
DARK, MIDDLE, LIGHT, PALE, GREY = "#1F3A5F", "#5C7FA8", "#A9C0DA", "#DCE6F1", "#595959"
WIDTH, WIDE = 560, 860  # of a chart on an upright page, and on one turned on its side
_WIDE, _PLAIN = 1.0, 0.62  # of the size of the letters, where the body font does not say it
_BOLD = 1.08


def dressed(chart: Chart) -> dict[str, Any]:
    """The chart's specification, with the fonts and lines that all charts share."""
    whole: Chart = (
        chart.configure(font=BODY, background="white")
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=11,
            titleFontSize=11,
            titleFontWeight="normal",
            labelColor="black",
            titleColor=GREY,
            gridColor="#E3E7EC",
            domainColor=GREY,
            tickColor=GREY,
            labelLimit=330,
        )
        .configure_legend(labelFontSize=11, titleFontSize=11, orient="top", title=None)
    )
    found: dict[str, Any] = _cleaned(whole.to_dict(validate=False))
    return found


def _cleaned(part: Any) -> Any:
    """The specification with its rows, and none of the signs no drawing can hold: users type."""
    if isinstance(part, _Rows):
        return _cleaned(part.rows)
    if isinstance(part, dict):
        return {key: _cleaned(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_cleaned(value) for value in part]
    return clean(part) if isinstance(part, str) else part


@dataclass(frozen=True)
class _Rows:
    """Rows that Altair does not copy with each copy of a chart, which took most of its time."""

    rows: list[Row]


def data(rows: list[Row]) -> Any:
    """Rows as the data of a layer."""
    return alt.Data(values=_Rows(rows))  # type: ignore[no-untyped-call]


def layer(rows: list[Row]) -> Chart:
    """A layer that draws these rows."""
    return alt.Chart(data(rows))


def short(text: str, width: float, size: float, bold: bool = False) -> str:
    """A label cut to a width here: Vega would measure each one many times, which takes a second."""
    room = width / _BOLD if bold else width
    if width_of(text, size) <= room:
        return text
    while text and width_of(f"{text}…", size) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def width_of(text: str, size: float) -> float:
    """How wide the text is set in the body font, in the unit of the size of its letters."""
    known = advances()
    return size * sum(known.get(ord(sign)) or _guessed(sign) for sign in text)


def _guessed(sign: str) -> float:
    return _WIDE if unicodedata.east_asian_width(sign) in "WF" else _PLAIN


def broken(text: str, width: float, size: float, most: int) -> list[str]:
    """The text in lines of at most this width; what is past the last line is cut with a mark."""
    lines: list[str] = []
    for word in text.split():
        tried = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(tried, size) <= width:
            lines[-1] = tried
        else:
            lines += _pieces(word, width, size)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return lines


def _pieces(word: str, width: float, size: float) -> list[str]:
    """A word in pieces that fit a line."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and width_of(pieces[-1] + sign, size) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces
