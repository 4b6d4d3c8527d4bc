"""The fonts of PDF and charts: the same open ones everywhere, never those of the machine."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

BODY = "Noto Sans"
_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
_SCRIPTS = (
    "Arabic Armenian Bengali Devanagari Ethiopic Georgian Gujarati Gurmukhi Hebrew Kannada Khmer "
    "Lao Malayalam Myanmar Oriya Sinhala Symbols Tamil Telugu Thai"
)
FAMILIES = (BODY, *(f"{BODY} {script}" for script in _SCRIPTS.split()), "Noto Emoji")


@cache
def folders() -> tuple[str, ...]:
    """Where the font files are; none when the package that brings them is not installed."""
    found = []
    for name in _PACKAGES:
        spec = find_spec(name)
        found += list(spec.submodule_search_locations or ()) if spec else []
    return tuple(found)


@cache
def advances() -> dict[int, float]:
    """How far each sign of the body font moves on, by code point, in parts of its size."""
    for folder in folders():
        for path in sorted(Path(folder).glob(f"{BODY.replace(' ', '')}[[]*.?tf")):
            with TTFont(path, lazy=True) as font:
                widths, size = font["hmtx"].metrics, font["head"].unitsPerEm
                return {point: widths[name][0] / size for point, name in font.getBestCmap().items()}
    return {}


@cache
def covered() -> frozenset[int]:
    """The code points for which there is a glyph."""
    points: set[int] = set()
    for folder in folders():
        for path in sorted(Path(folder).glob("*.?tf")):
            with TTFont(path, lazy=True) as font:
                points |= set(font.getBestCmap() or ())
    return frozenset(points)
