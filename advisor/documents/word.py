"""The Word form: pandoc writes it on the styles of a reference document, the rest is set after.

What pandoc leaves open and `finish` fills in: contents, landscape sections, rows kept whole.
"""

import zipfile
from collections.abc import Callable
from pathlib import Path

from advisor.documents.docx_finish import CONTENTS, COVER, LANDSCAPE, PORTRAIT, finish, mark
from advisor.documents.outline import Outline
from advisor.documents.pandoc import convert
from advisor.documents.pictures import stubs
from advisor.documents.reshaping import following
from advisor.documents.styled import Shape, styled
from advisor.documents.tree import document
from advisor.errors import AdvisorError

REFERENCE = Path(__file__).parent / "assets" / "reference.docx"
_PARTS = {"word/document.xml", "word/styles.xml"}
_MOST_BYTES = 50_000_000  # unpacked
_WIDE = "150%"  # pandoc counts in the text of an upright page


def word(
    given: Outline,
    pictures: dict[str, bytes],
    contents: str,
    reference: Path,
    pages: Callable[[], dict[str, int]],
) -> bytes:
    """The document as DOCX.

    Args:
        given: the outline.
        pictures: PNG by chart name.
        contents: heading of the contents.
        reference: a DOCX whose styles, header and footer are taken.
        pages: gives the page of each heading in the PDF; asked last, as it may have to be waited
            for.

    Raises:
        AdvisorError: when the reference document cannot be used.
    """
    _check_template(reference)
    shapes: dict[str, Shape] = {
        "cover": lambda inner: [*inner, mark(COVER)],
        "landscape": lambda inner: [mark(PORTRAIT), *inner, mark(LANDSCAPE)],
        "contents": lambda _: [mark(CONTENTS)],
    }
    tree = document(styled(given.blocks, stubs(pictures), shapes, _WIDE), given.meta)
    made = convert(tree, "docx+native_numbering", [f"--reference-doc={reference}"])
    return finish(made, contents, pictures, pages(), following(given.blocks))


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
