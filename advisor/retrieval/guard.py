"""Looks at an upload before any library parses it: its kind, its size, what it would expand to.

The reading process imports this and nothing heavier, so the records are only named here.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from advisor.retrieval.limits import MEGABYTE, Limits, Refused

if TYPE_CHECKING:
    from advisor.model.documents import DocumentKind

_ENDINGS: dict[str, DocumentKind] = {
    ".pdf": "pdf",
    ".pptx": "pptx",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}
_OLD_OFFICE = frozenset((".doc", ".dot", ".ppt", ".pps", ".xls"))
_MACROS = frozenset((".docm", ".dotm", ".pptm", ".ppsm", ".xlsm", ".xltm"))
_MAGIC = (
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"RIFF", "media"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"SQLite format 3", "database"),
    (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTENT_TYPES = "[Content_Types].xml"
_MAIN_PARTS: tuple[tuple[bytes, DocumentKind], ...] = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"presentationml.presentation.main+xml", "pptx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
)
_TEXTS: frozenset[DocumentKind] = frozenset(("html", "markdown", "text"))
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I
)
_TAG = re.compile(r"<[a-z][a-z0-9]*[\s>/]", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def kind_of(data: bytes, name: str, limits: Limits) -> DocumentKind:
    """The kind of a document, when its content is what its name says.

    Raises:
        Refused: when it is empty, too large, of another kind, encrypted, cut off, or would
            expand beyond the limits.
    """
    if not data:
        raise Refused("empty")
    if len(data) > limits.megabytes * MEGABYTE:
        raise Refused("too_big", limit=limits.megabytes)
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if ending in _MACROS:
        raise Refused("macros")
    said = _ENDINGS.get(ending)
    if data.startswith(_OLE):
        locked = said is not None and "EncryptedPackage".encode("utf-16-le") in data
        raise Refused("encrypted" if locked else "old_office")
    if said is None:
        raise Refused("old_office" if ending in _OLD_OFFICE else "unsupported", ending=ending)
    found = _content(data, said, limits)
    if found != said:
        raise Refused("mislabelled", said=said, found=found)
    return said


def _content(data: bytes, said: DocumentKind, limits: Limits) -> str:
    """The kind that the content has; for texts, checked as far as bytes tell."""
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, limits)
    known = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")
    if known and not (known in ("program", "media") and _is_text(data)):
        return known
    if b"%PDF-" in data[:1024]:
        if said == "pdf":
            _check_pdf_is_whole(data)
        return "pdf"
    if said not in _TEXTS:
        return "text" if _is_text(data) else "unknown"
    text, _ = decoded(data, said)
    return _text_kind(text, said)


def _text_kind(text: str, said: DocumentKind) -> str:
    """The kind of a text; a web page is one whatever its name."""
    if _WEB_PAGE.match(text[:4096]):
        tail = text[-4096:].lower()
        if said == "html" and "</html" not in tail and "</html" not in text.lower():
            raise Refused("truncated")
        return "html"
    if said == "html" and not _TAG.search(text):
        return "text"
    return said


def _is_text(data: bytes) -> bool:
    try:
        decoded(data[:65536].rsplit(b"\n", 1)[0])
    except Refused:
        return False
    return True


def decoded(data: bytes, kind: DocumentKind = "text") -> tuple[str, bool]:
    """The text of bytes, and whether Windows-1252 had to be assumed.

    UTF-8 and, with its mark, UTF-16 are certain; a web page may declare another encoding. Other
    bytes are taken for Windows-1252 only when they are few and hardly any is UTF-8, as in old
    Western European files.

    Raises:
        Refused: when the bytes are no text, or a text in an unknown encoding.
    """
    western = False
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        if utf16 or _looks_binary(data.decode("latin-1")):
            raise Refused("binary") from None
        declared = _DECLARED.search(data[:4096]) if kind == "html" else None
        western = declared is None
        if western and _is_foreign(data):
            raise Refused("encoding") from None
        try:
            text = data.decode(declared[1].decode() if declared else "cp1252")
        except (LookupError, UnicodeError):
            raise Refused("encoding") from None
    if _looks_binary(text):
        raise Refused("binary")
    return text, western


def _looks_binary(text: str) -> bool:
    return "\0" in text or len(_CONTROL.findall(text)) * 100 > len(text)


def _is_foreign(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 are no Western European text either."""
    high = sum(byte > 127 for byte in data)
    utf8 = sum(len(found) for found in _UTF8.findall(data))
    return high * 6 > len(data) or utf8 * 2 > high


def _check_pdf_is_whole(data: bytes) -> None:
    """A PDF ends with its end mark; a linearised one also says how long it is."""
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-2048:]:
        raise Refused("truncated")
    head = data[:2048]
    length = re.search(rb"/L\s+(\d{1,12})\b", head) if b"/Linearized" in head else None
    if length and int(length[1]) > len(data):
        raise Refused("truncated")


def _packed(data: bytes, limits: Limits) -> str:
    """The kind of Office document in a ZIP file, when its directory promises nothing absurd."""
    if data.count(b"PK\x01\x02") > limits.parts:
        raise Refused("bomb", limit=limits.expanded)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_directory(infos, len(data), limits)
            names = {info.filename for info in infos}
            if _CONTENT_TYPES not in names:
                return "opendocument" if "mimetype" in names else "archive"
            if any(name.endswith("vbaProject.bin") for name in names):
                raise Refused("macros")
            if archive.getinfo(_CONTENT_TYPES).file_size > MEGABYTE:
                raise Refused("bomb", limit=limits.expanded)
            types = archive.read(_CONTENT_TYPES)
    except zipfile.BadZipFile:
        raise Refused("damaged" if b"PK\x05\x06" in data[-66000:] else "truncated") from None
    except (OSError, EOFError, ValueError, NotImplementedError, zlib.error):
        raise Refused("damaged") from None
    return next((kind for part, kind in _MAIN_PARTS if part in types), "archive")


def _check_directory(infos: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise Refused("encrypted")
    if len({info.filename for info in infos}) != len(infos):
        raise Refused("damaged")
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    dense = [one for one in infos if one.file_size > limits.ratio * max(one.compress_size, 1)]
    if (
        total > limits.expanded * MEGABYTE
        or packed > size  # parts that share bytes: each is packed once and unpacked many times
        or any(one.file_size > 8 * MEGABYTE for one in dense)
    ):
        raise Refused("bomb", limit=limits.expanded)


def check_parts(data: bytes, limits: Limits) -> None:
    """Unpack every part of an Office document once: whole, within limits, without a DTD.

    A document type declaration is forbidden in these formats; only attacks have one.

    Raises:
        Refused: when a part is damaged, expands beyond the limits or holds a declaration.
    """
    left = limits.expanded * MEGABYTE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                is_xml = info.filename.lower().endswith((".xml", ".rels", ".vml"))
                before = b""
                for chunk in _chunks(archive, info):
                    left -= len(chunk)
                    if left < 0:
                        raise Refused("bomb", limit=limits.expanded)
                    if is_xml and any(mark in before + chunk for mark in _DOCTYPES):
                        raise Refused("unsafe")
                    before = chunk[-20:]
    except (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        raise Refused("damaged") from None


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as part:
        while chunk := part.read(MEGABYTE):
            yield chunk
