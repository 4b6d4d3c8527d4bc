"""Two hundred uploads that no advisor should take: broken, encrypted, mislabelled, bomb-like.

Everything is made here, without chance, so that a failure can be repeated.
"""

import io
import os
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from advisor.retrieval.limits import Limits
from tests.document_files import (
    FONT,
    drawn,
    page,
    pdf_of,
    stream,
    written,
)
from tests.hostile_office import MAIN, SENTENCE, Upload, office, sound, upload

LIMITS = Limits(
    megabytes=2, pages=30, characters=100_000, seconds=20, expanded=12, memory=512, parts=500
)
MEGABYTE = 1 << 20


def uploads(folder: Path) -> list[Upload]:
    """All of them; those that are no regular files are put into the folder."""
    return [
        *_pdf_structure(),
        *_pdf_streams(),
        *_pdf_cut(),
        *(one for kind in MAIN for one in office(kind)),
        *_texts(),
        *_names(),
        *_places(folder),
    ]


def _pdf(case: str, content: bytes, *reasons: str) -> Upload:
    return upload(f"pdf {case}", "plan.pdf", content, *reasons)


def _pdf_structure() -> Iterator[Upload]:
    root, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[4 0 R]/Count 1>>"
    text = written(SENTENCE)
    broken = {
        "no root": [pages, root, FONT],
        "no pages": [root, b"<</Type/Pages/Kids[]/Count 0>>"],
        "pages missing": [b"<</Type/Catalog/Pages 9 0 R>>"],
        "pages a number": [b"<</Type/Catalog/Pages 2 0 R>>", b"42"],
        "kids missing": [root, b"<</Type/Pages/Kids[8 0 R]/Count 1>>", FONT],
        "kids in a circle": [root, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"],
        "kids a word": [root, b"<</Type/Pages/Kids(none)/Count 1>>"],
        "pages lost": [root, b"<</Type/Pages/Kids[4 0 R]/Count 90>>", FONT, page(5), text],
        "drawing missing": [root, pages, FONT, page(9)],
        "drawing a number": [root, pages, FONT, page(5), b"7"],
        "root a circle": [b"1 0 R"],
        "deep arrays": [root, pages, FONT, page(5), b"[" * 4000 + b"]" * 4000],
        "deep page tree": [root, *_page_chain(2000)],
    }
    for case, objects in broken.items():
        yield _pdf(case, pdf_of(objects), "damaged", "no_text")
    yield _pdf("too many pages", drawn(*[text] * 31), "pages")
    yield _pdf("same page many times", _repeated_page(60), "pages", "damaged")
    yield _pdf("blank", drawn(stream(b"")), "no_text")
    yield _pdf("only figures", drawn(written("17"), written("18")), "no_text")
    yield _pdf("only hidden text", drawn(written(SENTENCE, mode=3)), "no_text")
    for case, entries in {
        "locked 40 bit": "RC4-40",
        "locked 128 bit": "RC4-128",
    }.items():
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn(text))))
        writer.encrypt(user_password="minister", algorithm=entries)
        target = io.BytesIO()
        writer.write(target)
        yield _pdf(case, target.getvalue(), "encrypted")
    lock = b"/Encrypt<</Filter/Standard/V 5/R 6/Length 256/P -4/O(%s)/U(%s)/OE(%s)/UE(%s)/Perms(%s)"
    lock %= (b"o" * 48, b"u" * 48, b"e" * 32, b"e" * 32, b"p" * 16)
    aes = lock + b"/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF>>/ID[(a)(a)]"
    sound_objects = [root, pages, FONT, page(5), text]
    yield _pdf("locked 256 bit", pdf_of(sound_objects, aes), "encrypted", "damaged")
    unknown = b"/Encrypt<</Filter/Unknown/V 9/R 9/O(o)/U(u)/P 0>>/ID[(a)(a)]"
    yield _pdf("locked by a stranger", pdf_of(sound_objects, unknown), "encrypted", "damaged")


def _page_chain(depth: int) -> Iterator[bytes]:
    for number in range(2, depth + 2):
        yield b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1)


def _repeated_page(times: int) -> bytes:
    kids = b"4 0 R " * times
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, times)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", tree, FONT, page(5), written(SENTENCE)]
    return pdf_of(objects)


def _pdf_streams() -> Iterator[Upload]:
    big = b" " * (100 * MEGABYTE)
    once = zlib.compress(big, 1)
    flate, twice = b"/Filter/FlateDecode", b"/Filter[/FlateDecode/FlateDecode]"
    yield _pdf("flate bomb", drawn(stream(once, flate)), "bomb")
    yield _pdf("flate bomb, twice", drawn(stream(zlib.compress(once), twice)), "bomb")
    run = stream(b"\x81 " * (700 * 1024) + b"\x80", b"/Filter/RunLengthDecode")
    yield _pdf("run-length bomb", drawn(run), "bomb")
    noise = random.Random(1).randbytes(5000)
    for name in ("FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "Unknown"):
        content = stream(noise, b"/Filter/%s" % name.encode())
        yield _pdf(f"noise as {name}", drawn(content), "damaged", "no_text", "bomb", "time")
    circle = stream(b"/X Do", b"/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>")
    calls = stream(b"/X Do " * 50)
    within = drawn(calls, resources=b"/XObject<</X 6 0 R>>", more=circle)
    yield _pdf("form that draws itself", within, "no_text", "damaged")
    private = b"".join(b"<%02x><%04x>\n" % (code, 0xE000 + code) for code in range(32, 127))
    unicode = (
        b"1 begincodespacerange<00><ff>endcodespacerange 95 beginbfchar\n%sendbfchar" % private
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Secret/ToUnicode 7 0 R>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[4 0 R]/Count 1>>", font]
    objects += [page(5), written(SENTENCE), b"null", stream(unicode)]
    yield _pdf("letters without meaning", pdf_of(objects), "garbled", "no_text")


def endless() -> bytes:
    """A small PDF whose page takes minutes to draw."""
    drawing = zlib.compress(b"q 1 0 0 1 0 0 cm BT /F 9 Tf (a) Tj ET Q\n" * 1_000_000)
    return drawn(stream(drawing, b"/Filter/FlateDecode"))


def _pdf_cut() -> Iterator[Upload]:
    whole = drawn(*(written(*[SENTENCE] * 30) for _ in range(5)))
    for share in (2, 10, 25, 50, 75, 90, 97):
        yield _pdf(f"cut at {share} %", whole[: len(whole) * share // 100], "truncated")
    yield _pdf("end mark lost", whole.replace(b"%%EOF", b""), "truncated")
    yield _pdf("head only", b"%PDF-1.7\n", "truncated")
    yield _pdf("head and noise", b"%PDF-1.7\n" + random.Random(2).randbytes(4000), "truncated")
    yield _pdf("head, noise and end", b"%PDF-1.7\n" + bytes(4000) + b"%%EOF", "damaged")
    linear = whole.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%<</Linearized 1/L 999999>>\n", 1)
    yield _pdf("shorter than it says", linear, "truncated")
    middle = len(whole) // 3
    yield _pdf("middle lost", whole[:middle] + whole[-middle:], "damaged", "no_text")
    yield _pdf("too large", whole + bytes(2 * MEGABYTE), "too_big")
    yield _pdf("noise", random.Random(3).randbytes(4000), "mislabelled", "binary")
    yield _pdf("prose", SENTENCE.encode(), "mislabelled")


def _texts() -> Iterator[Upload]:
    noise = random.Random(6).randbytes(3000)
    russian = "Цифровая стратегия министерства утверждена в 2021 году. " * 20
    for ending in ("txt", "md", "html"):
        name = f"plan.{ending}"
        start = "<html><body><p>" if ending == "html" else ""
        end = "</p></body></html>" if ending == "html" else ""
        for case, content, *reasons in (
            ("empty", b"", "empty"),
            ("spaces", f"{start}{' ' * 999}\n{end}".encode(), "no_text", "mislabelled"),
            ("noise", noise, "binary", "mislabelled"),
            ("zeros", bytes(2000), "binary"),
            ("program", b"\x7fELF" + noise, "mislabelled"),
            ("packed", b"\x1f\x8b\x08" + noise, "mislabelled"),
            ("PDF inside", drawn(written(SENTENCE)), "mislabelled"),
            ("rich text", b"{\\rtf1 " + SENTENCE.encode() + b"}", "mislabelled"),
            ("unknown encoding", russian.encode("koi8-r"), "encoding"),
            ("cut letter", (start + russian).strip(". ").encode()[:-1], "encoding"),
            ("odd UTF-16", b"\xff\xfe" + SENTENCE.encode("utf-16-le") + b"a", "binary"),
            ("unmarked UTF-16", SENTENCE.encode("utf-16-le"), "binary"),
            ("too large", b"a " * (MEGABYTE + 1), "too_big"),
            ("too long", f"{start}{SENTENCE * 2000}{end}".encode(), "too_long"),
            ("signs only", f"{start}*** --- !!! 123{end}".encode(), "no_text"),
            ("invisible", f"{start}{chr(0x200B) * 500}{end}".encode(), "no_text"),
        ):
            yield upload(f"{ending} {case}", name, content, *reasons)
    yield upload("txt web page", "plan.txt", b"<!DOCTYPE html><html>a</html>", "mislabelled")
    yield from _pages()


def _pages() -> Iterator[Upload]:
    deep = "<html><body>" + "<div>" * 3000 + SENTENCE + "</div>" * 3000 + "</body></html>"
    for case, content, *reasons in (
        ("prose", SENTENCE, "mislabelled"),
        ("cut", f"<html><body><p>{SENTENCE}</p>", "truncated"),
        ("script only", f"<html><script>var a = '{SENTENCE}'</script></html>", "no_text"),
        ("hidden only", f"<html><p style='display:none'>{SENTENCE}</p></html>", "no_text"),
        ("deep", deep, "damaged"),
    ):
        yield upload(f"html {case}", "plan.html", content.encode(), *reasons)
    deep_list = "".join(f"{'  ' * n}- a\n" for n in range(600))
    links = "[" * 5_000
    yield upload("md deep list", "plan.md", deep_list.encode(), "damaged", "no_text", "too_long")
    yield upload("md brackets", "plan.md", links.encode(), "no_text")


def _names() -> Iterator[Upload]:
    text = SENTENCE.encode()
    for name in (
        "plan",
        "plan.exe",
        "plan.zip",
        "plan.csv",
        "plan.odt",
        "plan.pdf.exe",
        ".pdf",
        "",
    ):
        yield upload(f"name '{name}'", name, text, "unsupported")
    for name in ("plan.doc", "plan.xls", "plan.ppt"):
        yield upload(f"name '{name}'", name, text, "old_office")
    for name in ("plan.docm", "plan.xlsm", "plan.pptm"):
        yield upload(f"name '{name}'", name, sound()["docx"], "macros")
    turned = "plan\u202efdp.exe"
    yield upload("name turned round", turned, text, "unsupported")
    yield upload("name with folders", "../../etc/passwd", text, "unsupported")
    yield upload("name with lines", "plan\r\nSet-Cookie: a.exe", text, "unsupported")
    yield upload("name too long", "a" * 5000 + ".exe", text, "unsupported")


def _places(folder: Path) -> Iterator[Upload]:
    """What stands where a file should be."""
    (folder / "folder.pdf").mkdir()
    os.mkfifo(folder / "pipe.pdf")
    (folder / "device.pdf").symlink_to("/dev/zero")
    (folder / "circle.pdf").symlink_to("circle.pdf")
    (folder / "lost.pdf").symlink_to("nowhere.pdf")
    (folder / "large.pdf").touch()
    os.truncate(folder / "large.pdf", 5 << 30)
    expected = {
        "folder.pdf": ("not_a_file",),
        "pipe.pdf": ("not_a_file",),
        "device.pdf": ("not_a_file",),
        "circle.pdf": ("unreadable",),
        "lost.pdf": ("missing",),
        "large.pdf": ("too_big",),
        "none.pdf": ("missing",),
    }
    for name, reasons in expected.items():
        yield upload(f"place {name}", name, folder / name, *reasons)
