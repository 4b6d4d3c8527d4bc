"""Charts as pictures: SVG for page and PDF, PNG for word processors; no browser, no network."""

import json
from functools import cache
from typing import Any

import vl_convert

from advisor.documents.fonts import folders

_SCALE = 2.5


@cache
def _with_fonts() -> None:
    for folder in folders():
        vl_convert.register_font_directory(folder)


def svg(specification: dict[str, Any]) -> bytes:
    """The chart as SVG."""
    _with_fonts()
    return vl_convert.vegalite_to_svg(json.dumps(specification), allowed_base_urls=[]).encode()


def png(drawing: bytes) -> bytes:
    """A chart's SVG as PNG, fine enough for print at the width of a page."""
    _with_fonts()
    return vl_convert.svg_to_png(drawing.decode(), scale=_SCALE)
