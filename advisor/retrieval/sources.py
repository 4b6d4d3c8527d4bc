"""The office's own documents: read, kept, and given to the index as originals."""

import hashlib
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from advisor.errors import AdvisorError
from advisor.model.documents import (
    DocumentKind,
    Flag,
    Note,
    Receipt,
    SourceDocument,
    Unit,
    UnitReceipt,
)
from advisor.retrieval.convert import convert
from advisor.retrieval.guard import kind_of
from advisor.retrieval.library import Library, slug
from advisor.retrieval.limits import MEGABYTE, Limits, Refused
from advisor.retrieval.originals import blocks_of, decks_of
from advisor.retrieval.source_words import SourceWords, receipt_lines

Progress = Callable[[str, int, int], None]
LIMITS = Limits()
_NAME_LENGTH = 100
_ALNUM = re.compile(r"[^\W_]")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)


def read_document(
    source: Path | bytes, name: str, words: SourceWords, limits: Limits = LIMITS
) -> SourceDocument:
    """Read a document; nothing is kept and nothing changes.

    Args:
        source: the file, or its bytes.
        name: what the user calls it, with its ending; the file's own name when empty.
        words: for what is refused, and for the places of units.
        limits: what reading may take.

    Raises:
        AdvisorError: a sentence and the next step, when the document is not taken.
    """
    name = shown_name(name or (source.name if isinstance(source, Path) else ""))
    try:
        data = source if isinstance(source, bytes) else _bytes_of(source, limits)
        kind = kind_of(data, name, limits)
        found = convert(data, kind, limits, words.instructions)
    except Refused as fault:
        raise words.error(fault.reason, name=name, **fault.facts) from fault
    return _document(data, name, kind, found, words)


def read_paths(
    paths: Iterable[Path],
    words: SourceWords,
    limits: Limits = LIMITS,
    progress: Progress | None = None,
) -> Iterator[SourceDocument | Receipt]:
    """Read files, and the files in folders, one after the other.

    Args:
        paths: files and folders; files whose name begins with a dot are passed over in folders.
        words: for what is refused, and for the places of units.
        limits: what reading one of them may take.
        progress: is told the name of the file, how many are done and of how many.

    Yields:
        Each document, or the receipt that says why it was refused.
    """
    files = [file for path in paths for file in _files(path)]
    tell = progress or (lambda step, done, of: None)
    for done, file in enumerate(files):
        tell(shown_name(file.name), done, len(files))
        try:
            yield read_document(file, file.name, words, limits)
        except AdvisorError as fault:
            yield refused_receipt(file.name, fault)
    if files:
        tell(shown_name(files[-1].name), len(files), len(files))


def refused_receipt(name: str, fault: AdvisorError) -> Receipt:
    """The receipt for an upload that was not taken."""
    return Receipt(name=shown_name(name), refused=str(fault))


def shown_name(name: str) -> str:
    """A file's name as messages and citations may show it: no folders, nothing invisible."""
    last = _UNSEEN.sub("", name).replace("\\", "/").rstrip("/").rpartition("/")[2].strip()
    return last if len(last) <= _NAME_LENGTH else f"{last[:60]}…{last[-30:]}"


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = (file for file in path.rglob("*") if file.is_file())
    return sorted(
        file for file in found if not any(p.startswith(".") for p in file.relative_to(path).parts)
    )


def _bytes_of(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file that is not too large; devices and pipes are not opened."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise Refused("not_a_file")
        if state.st_size > limits.megabytes * MEGABYTE:
            raise Refused("too_big", limit=limits.megabytes)
        with path.open("rb") as file:
            return file.read(limits.megabytes * MEGABYTE + 1)
    except FileNotFoundError:
        raise Refused("missing") from None
    except (OSError, ValueError):
        raise Refused("unreadable") from None


def _document(
    data: bytes, name: str, kind: DocumentKind, found: dict[str, Any], words: SourceWords
) -> SourceDocument:
    sha256 = hashlib.sha256(data).hexdigest()
    taken: set[str] = set()
    units: list[Unit] = []
    receipts: list[UnitReceipt] = []
    for piece in found["pieces"]:
        where = _where(piece, words, taken)
        unit = _unit(where, piece)
        units += [unit] if unit else []
        receipts.append(_receipt(where, piece, unit))
    text = "\n".join(unit.text for unit in units)
    stem = name.rpartition(".")[0] or name
    return SourceDocument(
        id=f"{slug(stem)}-{sha256[:8]}",
        name=name,
        title=found["title"][:200] or stem,
        kind=kind,
        sha256=sha256,
        text_sha256=hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest(),
        units=tuple(units),
        receipt=Receipt(
            name=name,
            kind=kind,
            sha256=sha256,
            size=len(data),
            units=tuple(receipts),
            notes=tuple(Note(kind=one, count=n) for one, n in sorted(found["notes"].items())),
        ),
        original=data,
    )


def _where(piece: dict[str, Any], words: SourceWords, taken: set[str]) -> str:
    """The name of a unit's place, made different from those before it."""
    spot = {key: _UNSEEN.sub("", str(value)) for key, value in piece["spot"].items()}
    plain = words.where[piece["kind"]].format(**spot)
    if "part" in spot:
        plain = words.part.format(where=plain, n=spot["part"])
    where, number = plain, 1
    while where in taken:
        number += 1
        where = words.again.format(where=plain, n=number)
    taken.add(where)
    return where


def _unit(where: str, piece: dict[str, Any]) -> Unit | None:
    text = "\n".join(piece["lines"]) or piece["title"]
    if not text:
        return None
    return Unit(where=where, title=piece["title"], section=piece["section"], text=text)


def _receipt(where: str, piece: dict[str, Any], unit: Unit | None) -> UnitReceipt:
    return UnitReceipt(
        where=where,
        words=sum(_ALNUM.search(one) is not None for one in unit.text.split()) if unit else 0,
        pictures=piece["pictures"],
        unread=piece["unread"],
        flags=tuple(Flag(kind=kind, text=text) for kind, text in piece["flags"]),
    )


__all__ = [
    "LIMITS",
    "Library",
    "Limits",
    "SourceWords",
    "blocks_of",
    "decks_of",
    "read_document",
    "read_paths",
    "receipt_lines",
    "refused_receipt",
    "shown_name",
]
