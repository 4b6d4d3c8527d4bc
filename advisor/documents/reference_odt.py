"""Makes `assets/reference.odt`, the styles of the OpenDocument form, from pandoc's own.

Run once, and again when the looks are to change: python -m advisor.documents.reference_odt
"""

import io
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from advisor.documents.pandoc import run
from advisor.documents.reference import FONT, NAVY, looks

ASSETS = Path(__file__).parent / "assets"
_NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
}
_XMLNS = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _NS.items())
_RENAMED = {
    "Body Text": "Text body",
    "First Paragraph": "First paragraph",
    "Table Caption": "TableCaption",
    "Image Caption": "FigureCaption",
}
_TIME = (2000, 1, 1, 0, 0, 0)


def q(name: str) -> str:
    """A name like `style:name` with its namespace in full."""
    prefix, local = name.split(":")
    return f"{{{_NS[prefix]}}}{local}"


def build_reference_odt() -> bytes:
    """The reference document: A4 in both directions, page numbers, the styles of the Word form."""
    default = run(["--print-default-data-file=reference.odt"], b"")
    with zipfile.ZipFile(io.BytesIO(default)) as book:
        parts = {info.filename: book.read(info) for info in book.infolist()}
    tree = etree.fromstring(parts["styles.xml"])
    styles = tree.find(q("office:styles"))
    for name, look in looks().items():
        _dress(styles, _RENAMED.get(name, name), look)
    _pages(tree)
    parts["styles.xml"] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """An OpenDocument file of these parts, the type first and unpacked, times fixed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name in sorted(parts, key=lambda one: (one != "mimetype", one)):
            info = zipfile.ZipInfo(name, _TIME)
            plain = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            book.writestr(info, parts[name])
    return out.getvalue()


def _dress(styles: Any, name: str, look: tuple[float, str, bool, float, float]) -> None:
    size, colour, bold, before, after = look
    coded = name.replace(" ", "_20_")
    style = next((one for one in styles if one.get(q("style:name")) == coded), None)
    if style is None:
        style = etree.SubElement(styles, q("style:style"))
        style.set(q("style:name"), coded)
        style.set(q("style:display-name"), name)
        style.set(q("style:family"), "paragraph")
        style.set(q("style:parent-style-name"), "Standard")
    for old in style.findall(q("style:paragraph-properties")):
        style.remove(old)
    for old in style.findall(q("style:text-properties")):
        style.remove(old)
    break_ = ' fo:break-before="page"' if name in ("Heading 1", "TOC Heading") else ""
    rule = f' fo:border-bottom="1pt solid #{NAVY}"' if name == "Heading 1" else ""
    side = f' fo:border-left="3pt solid #{NAVY}" fo:padding-left="8pt"' if name == "Vision" else ""
    keep = ' fo:keep-with-next="always"' if name.startswith(("Heading", "TableCaption")) else ""
    style.append(
        etree.fromstring(
            f'<style:paragraph-properties {_XMLNS} fo:margin-top="{before}pt" '
            f'fo:margin-bottom="{after}pt"{break_}{rule}{side}{keep}/>'
        )
    )
    weight = "bold" if bold else "normal"
    style.append(
        etree.fromstring(
            f'<style:text-properties {_XMLNS} fo:font-family="{FONT}" fo:font-size="{size}pt" '
            f'fo:color="#{colour}" fo:font-weight="{weight}" fo:font-style="normal"/>'
        )
    )


def _pages(tree: Any) -> None:
    """A4 upright as the standard page and A4 across as another, both with page numbers."""
    automatic = tree.find(q("office:automatic-styles"))
    upright = automatic.find(q("style:page-layout"))
    across = etree.fromstring(etree.tostring(upright))
    across.set(q("style:name"), "Mpm2")
    automatic.append(across)
    for layout, size, way in (
        (upright, ("21cm", "29.7cm"), "portrait"),
        (across, ("29.7cm", "21cm"), "landscape"),
    ):
        page = layout.find(q("style:page-layout-properties"))
        page.set(q("fo:page-width"), size[0])
        page.set(q("fo:page-height"), size[1])
        page.set(q("style:print-orientation"), way)
        for side in ("top", "bottom", "left", "right"):
            page.set(q(f"fo:margin-{side}"), "2cm")
    masters = tree.find(q("office:master-styles"))
    landscape = etree.fromstring(etree.tostring(masters[0]))
    landscape.set(q("style:name"), "Landscape")
    landscape.set(q("style:page-layout-name"), "Mpm2")
    masters.append(landscape)


if __name__ == "__main__":
    (ASSETS / "reference.odt").write_bytes(build_reference_odt())
