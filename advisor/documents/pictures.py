"""Charts as pictures: SVG for page and PDF, PNG for word processors; no browser, no network."""

import json
import struct
import zlib
from collections.abc import Mapping
from functools import cache
from typing import Any

import vl_convert

from advisor.documents.fonts import folders

_SCALE = 2.5
_SIGNATURE = 8  # bytes that open a PNG
_SIZE = slice(16, 24)  # where a PNG tells its width and height
_ONE_BIT = bytes([1, 0, 0, 0, 0])  # black and white


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


def stubs(pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """A white PNG of the size of each picture, its name inside: pandoc need not read the rest."""
    return {name: _stub(name, data) for name, data in pictures.items()}


def restored(parts: Mapping[str, bytes], pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a file, each stub the whole picture again."""
    whole = {stub: pictures[name] for name, stub in stubs(pictures).items()}
    return {name: whole.get(data, data) for name, data in parts.items()}


def _stub(name: str, picture: bytes) -> bytes:
    size = picture[_SIZE]
    width, height = struct.unpack(">2I", size)
    row = b"\x00" + b"\xff" * ((width + 7) // 8)
    return b"".join(
        [
            picture[:_SIGNATURE],
            _chunk(b"IHDR", size + _ONE_BIT),
            _chunk(b"tEXt", b"Title\x00" + name.encode()),
            _chunk(b"IDAT", zlib.compress(row * height)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
