"""Word, PowerPoint and Excel files that no advisor should take."""

import io
import random
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.document_files import docx_of, drawn, part, pptx_of, repacked, written, xlsx_of

SENTENCE = "The digital strategy of the ministry was approved in 2021."
MAIN = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Upload:
    """A file, or what stands in its place, and the reasons for which it may be refused."""

    case: str
    name: str
    content: bytes | Path
    reasons: frozenset[str]


def upload(case: str, name: str, content: bytes | Path, *reasons: str) -> Upload:
    """An upload and what it may be refused for."""
    return Upload(case, name, content, frozenset(reasons))


@cache
def sound() -> dict[str, bytes]:
    """A document of each packed kind that is read without complaint."""
    return {
        "docx": docx_of(SENTENCE, *(f"Item {n}: {SENTENCE}" for n in range(40))),
        "pptx": pptx_of(*((f"Slide {n}", SENTENCE) for n in range(5))),
        "xlsx": xlsx_of(("Year", "Decision"), *((2000 + n, SENTENCE) for n in range(40))),
    }


def office(kind: str) -> Iterator[Upload]:
    """Broken and hostile documents of one of the Office kinds."""
    whole = sound()[kind]
    for case, content, *reasons in (
        *_packing(whole, MAIN[kind]),
        *_parts(whole, MAIN[kind]),
        *_foreign(kind, whole),
    ):
        yield upload(f"{kind} {case}", f"plan.{kind}", content, *reasons)


def _packing(whole: bytes, main: str) -> Iterator[tuple[bytes | str, ...]]:
    """Faults of the ZIP file itself."""
    for share in (1, 30, 60, 95):
        yield f"cut at {share} %", whole[: len(whole) * share // 100], "truncated"
    start = whole.index(b"PK\x01\x02")
    yield "directory broken", whole[:start] + b"XX" + whole[start + 2 :], "damaged"
    locked = bytearray(whole)
    locked[start + 8] |= 1
    yield "part encrypted", bytes(locked), "encrypted"
    strange = bytearray(whole)
    strange[start + 10] = 99
    yield "strange packing", bytes(strange), "damaged"
    yield "says 3 GB", _resized(whole, main, 3 << 30), "bomb"
    yield "says 10 bytes", _resized(whole, main, 10), "damaged"
    yield "byte changed", _changed(whole, main), "damaged"
    zeros = bytes(9 * MEGABYTE)
    yield "dense part", repacked(whole, {"media/zeros.bin": zeros}), "bomb"
    grid = random.Random(7).randbytes(25_000) + bytes(475_000)
    many = {f"media/{number}.bin": grid for number in range(30)}
    yield "large when unpacked", repacked(whole, many), "bomb"
    yield "hundreds of parts", repacked(whole, {f"x/{n}": b"" for n in range(520)}), "bomb"
    yield "parts that overlap", _overlapping(whole), "bomb"
    target = io.BytesIO(whole)
    with zipfile.ZipFile(target, "a") as archive:
        info = zipfile.ZipInfo(main)
        archive.NameToInfo.pop(main)
        archive.writestr(info, "<other/>")
    yield "part twice", target.getvalue(), "damaged"


def _resized(whole: bytes, name: str, size: int) -> bytes:
    """The directory says another size of a part."""
    at = _directory_entry(whole, name)
    return whole[: at + 24] + struct.pack("<I", size) + whole[at + 28 :]


def _changed(whole: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        info = archive.getinfo(name)
    at = info.header_offset + 30 + len(name) + info.compress_size // 2
    return whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :]


def _directory_entry(whole: bytes, name: str) -> int:
    return whole.rindex(b"PK\x01\x02", 0, whole.rindex(name.encode()))


def _overlapping(whole: bytes) -> bytes:
    """A directory that names one packed part again and again."""
    packed = repacked(whole, {"media/part.bin": random.Random(4).randbytes(20_000)})
    start = packed.index(b"PK\x01\x02")
    end = packed.rindex(b"PK\x05\x06")
    at = _directory_entry(packed, "media/part.bin")
    entry = packed[at : packed.find(b"PK", at + 4)]
    more = b"".join(entry.replace(b"part.bin", b"%04d.bin" % number) for number in range(60))
    count = struct.unpack("<H", packed[end + 8 : end + 10])[0] + 60
    size = end - start + len(more)
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, size, start, 0)
    return packed[:end] + more + tail


def _parts(whole: bytes, main: str) -> Iterator[tuple[bytes | str, ...]]:
    """Faults of what is packed."""
    xml = part(whole, main)
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(9)
    )
    body = xml.rpartition(b"?>")[2]
    yield "laughing", repacked(whole, {main: b"<!DOCTYPE a [%s]>" % laughs + body}), "unsafe"
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + body
    yield "reads a file", repacked(whole, {main: outside}), "unsafe"
    wide = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    yield "hides its declaration", repacked(whole, {main: wide.encode("utf-16")}), "unsafe"
    for case, content in {
        "main part missing": None,
        "main part empty": b"",
        "main part cut": xml[: len(xml) // 2],
        "main part noise": random.Random(5).randbytes(3000),
        "main part a web page": b"<html><body>Hello</body></html>",
        "main part deep": b"<a>" * 5000 + b"</a>" * 5000,
    }.items():
        yield case, repacked(whole, {main: content}), "damaged", "no_text"
    folder, _, name = main.rpartition("/")
    links = f"{folder}/_rels/{name}.rels" if folder == "xl" else "_rels/.rels"
    yield "no relations", repacked(whole, {links: None}), "damaged"
    yield "relations broken", repacked(whole, {links: b"<Relationships"}), "damaged"
    yield "macros", repacked(whole, {"word/vbaProject.bin": b"Sub Auto()"}), "macros"


def _foreign(kind: str, whole: bytes) -> Iterator[tuple[bytes | str, ...]]:
    """Other things under an Office name."""
    others = sound()
    other = others[{"docx": "pptx", "pptx": "xlsx", "xlsx": "docx"}[kind]]
    yield "another kind", other, "mislabelled"
    yield "no contents list", repacked(whole, {"[Content_Types].xml": None}), "mislabelled"
    yield "PDF", drawn(written(SENTENCE)), "mislabelled"
    yield "old Office", OLE + bytes(4000), "old_office"
    locked = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(4000)
    yield "password", locked, "encrypted"
    yield "picture", b"\x89PNG\r\n\x1a\n" + bytes(400), "mislabelled"
    empty = {"docx": docx_of(), "pptx": pptx_of(("", "")), "xlsx": xlsx_of()}[kind]
    yield "without text", empty, "no_text"
    yield "empty", b"", "empty"
