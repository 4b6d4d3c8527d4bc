"""PPTX: a piece a slide, and one for the speaker's notes of a slide."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from defusedxml.ElementTree import fromstring
from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.slide import Slide

from advisor.retrieval.formats.piece import About, Piece, item, marked, plain, table_lines
from advisor.retrieval.limits import Limits, Refused

if TYPE_CHECKING:
    from advisor.model.documents import DocumentKind

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FURNITURE = frozenset((PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE))
_LISTS = frozenset((PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY))
_TINY = 300  # hundredths of a point
_DEEPEST = 20


def read(kind: DocumentKind, data: bytes, limits: Limits, about: About) -> Iterator[Piece]:
    """The slides in order; a slide that the show leaves out is hidden text."""
    deck = Presentation(io.BytesIO(data))
    count = len(deck.slides)
    if count > limits.pages:
        raise Refused("pages", found=count, limit=limits.pages)
    size = (deck.slide_width or 0, deck.slide_height or 0)
    for number, slide in enumerate(deck.slides, 1):
        piece = _Reader(slide, size).piece(number)
        notes = _speaker_notes(slide)
        if slide._element.get("show") in ("0", "false"):
            hidden = [piece.title, *piece.lines, *piece.hidden, *notes]
            yield Piece("slide", {"n": number}, hidden=[plain(" ".join(hidden))])
            continue
        about.title = about.title or piece.title
        yield piece
        if notes:
            yield Piece("speaker", {"n": number}, title=piece.title, lines=notes)


class _Reader:
    """Reads one slide; `size` is that of the slides, in English Metric Units."""

    def __init__(self, slide: Slide, size: tuple[int, int]) -> None:
        self._slide = slide
        self._size = size
        self._title: Any = slide.shapes.title
        self._has_ground = _has_ground(slide)

    def piece(self, number: int) -> Piece:
        """The slide's title and lines."""
        piece = Piece("slide", {"n": number})
        if self._title is not None:
            piece.title = plain(self._title.text_frame.text)
        self._shapes(self._slide.shapes, piece, 0)
        return piece

    def _shapes(self, shapes: Any, piece: Piece, depth: int) -> None:
        for shape in shapes:
            if shape.shape_type == MSO_SHAPE_TYPE.GROUP and depth < _DEEPEST:
                self._shapes(shape.shapes, piece, depth + 1)
            elif self._title is None or shape.shape_id != self._title.shape_id:
                self._shape(shape, piece, in_group=depth > 0)

    def _shape(self, shape: Any, piece: Piece, in_group: bool) -> None:
        holder = shape.placeholder_format.type if shape.is_placeholder else None
        if holder in _FURNITURE:
            return
        if getattr(shape, "has_table", False) and shape.has_table:
            lines = table_lines([[_cell(cell) for cell in row.cells] for row in shape.table.rows])
        elif getattr(shape, "has_chart", False) and shape.has_chart:
            lines = _chart(shape.chart)
            piece.pictures += 1
        elif shape.has_text_frame:
            lines = self._paragraphs(shape, holder in _LISTS, piece)
        else:
            lines = self._diagram(shape)
            piece.pictures += 1
        if self._is_out_of_sight(shape, in_group):
            piece.hidden.append(plain(" ".join(lines)))
        else:
            piece.lines += lines

    def _paragraphs(self, shape: Any, in_list: bool, piece: Piece) -> list[str]:
        paragraphs = [one for one in shape.text_frame.paragraphs if plain(one.text)]
        lines = []
        for paragraph in paragraphs:
            shown: list[str] = []
            hidden: list[str] = []
            for run in paragraph._p.iter(f"{_DRAWING}t", f"{_DRAWING}br"):
                text = run.text if run.tag.endswith("}t") else " "
                (hidden if self._hides(run.getparent(), shape) else shown).append(text or "")
            if plain("".join(hidden)):
                piece.hidden.append(plain("".join(hidden)))
            if text := plain("".join(shown)):
                bullet = _bullet(paragraph)
                listed = bullet if bullet is not None else in_list and len(paragraphs) > 1
                lines.append(item(text) if listed else marked(text))
        return lines

    def _hides(self, run: Any, shape: Any) -> bool:
        """Whether a run is tiny, or white on a slide where nothing stands behind it."""
        properties = run.find(f"{_DRAWING}rPr")
        if properties is None:
            return False
        size = properties.get("sz", "")
        if size.isdecimal() and int(size) < _TINY:
            return True
        colour = properties.find(f"{_DRAWING}solidFill/{_DRAWING}srgbClr")
        white = colour is not None and colour.get("val", "").upper() == "FFFFFF"
        return white and not self._has_ground and not _is_filled(shape)

    def _is_out_of_sight(self, shape: Any, in_group: bool) -> bool:
        """Whether a shape is switched off or lies beside the slide."""
        if shape._element.xpath(".//p:cNvPr[@hidden='1' or @hidden='true']"):
            return True
        if in_group or None in (shape.left, shape.top, shape.width, shape.height):
            return False
        width, height = self._size
        across = shape.left + shape.width <= 0 or shape.left >= width
        return bool(across or shape.top + shape.height <= 0 or shape.top >= height)

    def _diagram(self, shape: Any) -> list[str]:
        """The words of a SmartArt diagram, which live in a part of their own."""
        for name in shape._element.xpath(".//*[local-name()='relIds']/@*[local-name()='dm']"):
            relation = self._slide.part.rels.get(name)
            if relation is not None and not relation.is_external:
                root = fromstring(relation.target_part.blob)
                points = (
                    plain(" ".join(one.text or "" for one in point.iter(f"{_DRAWING}t")))
                    for point in root.iter()
                    if point.tag.endswith("}pt")
                )
                return [item(text) for text in points if text]
        return []


def _speaker_notes(slide: Slide) -> list[str]:
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    lines = frame.text.splitlines() if frame is not None else []
    return [marked(line) for line in lines if plain(line)]


def _cell(cell: Any) -> str:
    return "" if cell.is_spanned else plain(cell.text_frame.text)


def _chart(chart: Any) -> list[str]:
    """The figures of a chart, a line a series."""
    title = chart.chart_title.text_frame.text if chart.has_title else ""
    plots = list(chart.plots)
    head = ["", *(str(one) for one in plots[0].categories)] if plots else []
    rows = [
        [str(series.name), *("" if one is None else f"{one:g}" for one in series.values)]
        for plot in plots
        for series in plot.series
    ]
    return [*([plain(title)] if plain(title) else []), *table_lines([head, *rows], headed=True)]


def _bullet(paragraph: Any) -> bool | None:
    """Whether a paragraph has a bullet of its own; None when its layout decides."""
    properties = paragraph._p.find(f"{_DRAWING}pPr")
    if properties is None:
        return None
    if properties.find(f"{_DRAWING}buNone") is not None:
        return False
    own = (properties.find(f"{_DRAWING}{name}") for name in ("buChar", "buAutoNum"))
    return True if any(one is not None for one in own) else None


def _is_filled(shape: Any) -> bool:
    try:
        return shape.fill.type not in (None, MSO_FILL.BACKGROUND)
    except (AttributeError, NotImplementedError, ValueError):
        return True


def _has_ground(slide: Slide) -> bool:
    """Whether something may stand behind white text: a background, a picture, a filled shape."""
    layout = slide.slide_layout
    for part in (slide, layout, layout.slide_master):
        for ground in part._element.xpath("./p:cSld/p:bg"):
            if not ground.xpath("./p:bgRef/a:schemeClr[@val='bg1']"):
                return True
        if part is not slide and part._element.xpath("./p:cSld/p:spTree/p:pic"):
            return True
    return bool(
        slide._element.xpath(".//p:pic | .//p:graphicFrame | .//p:sp/p:spPr/a:solidFill")
        or slide._element.xpath(".//p:sp/p:spPr/a:gradFill | .//p:sp/p:style/a:fillRef")
    )
