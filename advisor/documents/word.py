"""The Word form: pandoc writes it on the styles of a reference document, the rest is set after.

What pandoc leaves open and `finish` fills in: contents, landscape sections, rows kept whole.
"""

import base64
import zipfile
from collections.abc import Iterator
from pathlib import Path

from advisor.documents.docx_finish import CONTENTS, COVER, LANDSCAPE, PORTRAIT, finish, mark
from advisor.documents.outline import Outline
from advisor.documents.pandoc import convert
from advisor.documents.reading import NBSP
from advisor.documents.tree import (
    Block,
    classes_of,
    document,
    embedded,
    rewritten,
    with_cells,
    with_style,
)
from advisor.errors import AdvisorError

REFERENCE = Path(__file__).parent / "assets" / "reference.docx"
_PARTS = {"word/document.xml", "word/styles.xml"}
_MOST_BYTES = 50_000_000  # unpacked
_SIZES = {"tiny": " Tiny", "small": " Small"}


def word(given: Outline, pictures: dict[str, bytes], contents: str, reference: Path) -> bytes:
    """The document as DOCX.

    Args:
        given: the outline.
        pictures: PNG by chart name.
        contents: heading of the contents.
        reference: a DOCX whose styles, header and footer are taken.

    Raises:
        AdvisorError: when the reference document cannot be used.
    """

    def shape(block: Block) -> list[Block] | None:
        """Named kinds as Word styles; sections as marks that `finish` finds again."""
        if block["t"] == "Figure":
            url = "data:image/png;base64,"
            return embedded(block, pictures, lambda data: url + base64.b64encode(data).decode())
        classes = classes_of(block)
        if block["t"] != "Div" or not classes:
            return None
        inner = block["c"][1]
        if "table" in classes:
            return [table_styled(inner[0], classes)]
        inner = rewritten(inner, shape)
        if "cover" in classes:
            return [*inner, mark(COVER)]
        if "landscape" in classes:
            return [mark(PORTRAIT), *inner, mark(LANDSCAPE)]
        if "contents" in classes:
            return [mark(CONTENTS)]
        return [with_style(inner, classes[0].replace("-", " ").title())]

    _check_template(reference)
    tree = document(rewritten(given.blocks, shape), given.meta)
    made = convert(tree, "docx+native_numbering", [f"--reference-doc={reference}"])
    return finish(made, contents)


def _check_template(path: Path) -> None:
    """Refuse what pandoc would fail on with a message that nobody understands."""
    try:
        with zipfile.ZipFile(path) as book:
            sizes = {info.filename: info.file_size for info in book.infolist()}
    except (OSError, zipfile.BadZipFile):
        sizes = {}
    if not sizes.keys() >= _PARTS or sum(sizes.values()) > _MOST_BYTES:
        raise AdvisorError(
            f"The template {path.name} is not a Word document (DOCX) that can be used.",
            "Save it in Word as .docx and try again, or leave the template out.",
        )


def table_styled(block: Block, classes: list[str]) -> Block:
    """The table with each cell's text in the style of its size."""
    size = next((_SIZES[name] for name in classes if name in _SIZES), "")

    def restyle(blocks: list[Block], is_head: bool) -> list[Block]:
        style = f"Table {'Head' if is_head else 'Text'}{size}"
        # An empty cell would take the height of the body text.
        blank = [{"t": "Para", "c": [{"t": "Str", "c": NBSP}]}]
        return [with_style([*_lines(blocks)] or blank, style)]

    return with_cells(block, restyle)


def _lines(blocks: list[Block]) -> Iterator[Block]:
    """A cell's blocks as paragraphs, which take the style; a list as lines with a dash."""
    for block in blocks:
        if block["t"] == "BulletList":
            for item in block["c"]:
                dash = [{"t": "Str", "c": "–"}, {"t": "Space"}]
                yield {"t": "Para", "c": [*dash, *item[0]["c"]]}
        else:
            yield {"t": "Para", "c": block["c"]}
