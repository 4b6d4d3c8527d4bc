"""The Word form: pandoc writes it on the styles of a reference document, the rest is set after.

What pandoc leaves open and `finish` fills in: contents, landscape sections, rows kept whole.
"""

from copy import deepcopy
from pathlib import Path
from typing import Any

import panflute as pf  # type: ignore[import-untyped]

from advisor.documents.docx_finish import finish
from advisor.documents.pandoc import convert

REFERENCE = Path(__file__).parent / "assets" / "reference.docx"
_SIZES = {"tiny": " Tiny", "small": " Small"}
_LANDSCAPE, _PORTRAIT, _COVER, _CONTENTS = "landscape", "portrait", "cover", "contents"


def word(tree: Any, pictures: dict[str, bytes], contents: str, reference: Path) -> bytes:
    """The document as DOCX.

    Args:
        tree: the outline.
        pictures: PNG by chart name.
        contents: heading of the contents.
        reference: a DOCX whose styles, header and footer are taken.

    Raises:
        AdvisorError: when the reference document cannot be used.
    """
    shaped = deepcopy(tree).walk(lambda element, doc: _shape(element, pictures))
    options = [f"--reference-doc={reference}"]
    return finish(convert(shaped, "docx+native_numbering", options), contents)


def _shape(element: Any, pictures: dict[str, bytes]) -> Any:
    """Named kinds of block as Word styles, sections as marks that `finish` finds again."""
    if isinstance(element, pf.Image):
        return _picture(element, pictures)
    if isinstance(element, pf.Figure):
        name = _image_name(element)
        return element if name is None else []
    if not isinstance(element, pf.Div):
        return None
    if "table" in element.classes:
        return _table(element)
    if "cover" in element.classes:
        return [*element.content, _mark(_COVER)]
    if "landscape" in element.classes:
        return [_mark(_PORTRAIT), *element.content, _mark(_LANDSCAPE)]
    if "contents" in element.classes:
        return [_mark(_CONTENTS)]
    for name in element.classes:
        element.attributes["custom-style"] = name.replace("-", " ").title()
    return element
