"""Opens a workbook that comes from outside, after a look at what it would expand to."""

import io
import zipfile
import zlib
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from advisor.errors import AdvisorError

MEGABYTE = 1 << 20
MOST_BYTES = 2 * MEGABYTE
MOST_EXPANDED = 16 * MEGABYTE
MOST_PARTS = 300
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_SHEET = b"spreadsheetml.sheet.main+xml"
_SAVE_AS = "Open it in a spreadsheet program, save it as .xlsx and try again; nothing was changed."


def open_workbook(path: Path) -> Workbook:
    """The workbook of a file, with formulas as they are written.

    Raises:
        AdvisorError: when it is no workbook, is encrypted, damaged, holds macros or is larger,
            packed or unpacked, than such a list can be.
    """
    data = _bytes(path)
    _check(path.name, data)
    try:
        return load_workbook(io.BytesIO(data), data_only=False)
    except Exception as error:  # openpyxl raises whatever its parsers meet in a broken part
        raise AdvisorError(f"'{path.name}' is damaged and cannot be read.", _SAVE_AS) from error


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise IsADirectoryError("it is a folder")
        if path.stat().st_size > MOST_BYTES:
            raise AdvisorError(
                f"'{path.name}' is larger than {MOST_BYTES // MEGABYTE} MB, which no list of "
                "statements needs to be.",
                "Take pictures and other sheets out and try again; nothing was changed.",
            )
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise AdvisorError(
            f"'{path.name}' cannot be read: {reason}.", "Check the file's name."
        ) from error


def _check(name: str, data: bytes) -> None:
    """Refuse what is no plain workbook before any library parses it."""
    if data.startswith(_OLE):
        raise AdvisorError(f"'{name}' is encrypted or in the old .xls format.", _SAVE_AS)
    if not data.startswith(b"PK\x03\x04"):
        raise AdvisorError(f"'{name}' is not a workbook (.xlsx).", _SAVE_AS)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            fault = _fault(archive)
    except (OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise AdvisorError(f"'{name}' is damaged and cannot be read.", _SAVE_AS) from error
    except (zipfile.BadZipFile, zlib.error) as error:
        raise AdvisorError(f"'{name}' is cut off or damaged.", _SAVE_AS) from error
    if fault:
        raise AdvisorError(f"'{name}' {fault}.", _SAVE_AS)


def _fault(archive: zipfile.ZipFile) -> str:
    """What speaks against a packed file; empty when nothing does. Unpacks each part once."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if any(info.flag_bits & 1 for info in infos):
        return "is encrypted"
    if len(infos) > MOST_PARTS or len(set(names)) != len(names):
        return "holds more parts than a workbook has"
    if sum(info.file_size for info in infos) > MOST_EXPANDED:
        return "would unpack to far more than a list of statements"
    if any(name.endswith("vbaProject.bin") for name in names):
        return "holds macros"
    left = MOST_EXPANDED
    for info in infos:
        with archive.open(info) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            return "would unpack to far more than a list of statements"
        if any(mark in content for mark in _DOCTYPES):
            return "holds a document type declaration, which no workbook has"
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    return "" if _SHEET in types else "is a packed file, but not a workbook (.xlsx)"
