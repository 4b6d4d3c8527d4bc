"""Reads a document in a process of its own, which has limits and can be killed.

`convert` is the side of the advisor; `python -m advisor.retrieval.convert JOB` is the process: it
takes the bytes from standard input and writes one JSON object. It imports one parsing library, no
index and no model, and it starts no other process.
"""

from __future__ import annotations

import json
import math
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.retrieval.formats import About, read
from advisor.retrieval.guard import check_parts
from advisor.retrieval.inspection import cleaned, garbled, inspect, letters
from advisor.retrieval.limits import MEGABYTE, Limits, Refused

if TYPE_CHECKING:
    from advisor.model.documents import DocumentKind

_ROOT = Path(__file__).resolve().parents[2]
_OUT_OF_MEMORY = 3
_LEAST_LETTERS = 3
_GARBLED_SHARE = 5  # one character in five
_PACKED = frozenset(("docx", "pptx", "xlsx"))


def convert(
    data: bytes, kind: DocumentKind, limits: Limits, patterns: Sequence[str]
) -> dict[str, Any]:
    """The pieces of a document as the process gives them, with `title`, `notes` and `pieces`.

    Args:
        data: the document, looked at by the guard.
        kind: what it is.
        limits: for time and memory, among others.
        patterns: regular expressions of sentences that address a machine.

    Raises:
        Refused: when the document cannot be read within its limits.
    """
    job = {"kind": kind, "limits": asdict(limits), "patterns": list(patterns)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "advisor.retrieval.convert", json.dumps(job)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            cwd=_ROOT,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused("time", limit=math.ceil(limits.seconds)) from None
    except OSError:
        raise Refused("failed") from None
    return _result(done, limits)


def _environment() -> dict[str, str] | None:
    """Where to import from, and nothing else: the advisor's own may hold passwords and keys.

    Windows starts no process without its own variables; there all are inherited.
    """
    if os.name == "nt":
        return None
    return {
        "PYTHONPATH": os.pathsep.join(one for one in sys.path if one),
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def _result(done: subprocess.CompletedProcess[bytes], limits: Limits) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise _death(done.returncode, limits) from None
    if "refused" in found:
        raise Refused(found["refused"], **found["facts"])
    return found


def _death(code: int, limits: Limits) -> Refused:
    """Why a process ended without a word."""
    if code == -getattr(signal, "SIGXCPU", 0):
        return Refused("time", limit=math.ceil(limits.seconds))
    if code in (-getattr(signal, "SIGKILL", 0), _OUT_OF_MEMORY):
        return Refused("memory", limit=limits.memory)
    return Refused("damaged" if code < 0 else "failed")


def main() -> None:
    """Read the job's document from standard input and write what was found.

    Where the memory does not even suffice to say so, the exit code does.
    """
    try:
        _read_and_write()
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)


def _read_and_write() -> None:
    job = json.loads(sys.argv[1])
    limits = Limits(**job["limits"])
    _confine(limits)
    patterns = [re.compile(one) for one in job["patterns"]]
    try:
        found = _converted(sys.stdin.buffer.read(), job["kind"], limits, patterns)
    except Refused as fault:
        found = {"refused": fault.reason, "facts": fault.facts}
    except MemoryError:
        found = {"refused": "memory", "facts": {"limit": limits.memory}}
    except Exception:  # each library has its own errors for a broken document
        found = {"refused": "damaged", "facts": {}}
    sys.stdout.write(json.dumps(found))


def _confine(limits: Limits) -> None:
    """Take the limits on, where the system has them: memory, processor time, no files written."""
    try:
        import resource
    except ImportError:
        return
    seconds = math.ceil(limits.seconds) + 1
    wanted = (
        (resource.RLIMIT_AS, limits.memory * MEGABYTE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for name, value in wanted:
        hard = resource.getrlimit(name)[1]
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(name, (least, hard))
        except (ValueError, OSError):  # macOS does not take a limit on memory
            continue


def _converted(
    data: bytes, kind: DocumentKind, limits: Limits, patterns: Sequence[re.Pattern[str]]
) -> dict[str, Any]:
    if kind in _PACKED:
        check_parts(data, limits)
    about = About()
    pieces: list[dict[str, Any]] = []
    size = known = odd = 0
    for piece in read(kind, data, limits, about):
        flags = inspect(piece, patterns)
        text = "".join((piece.title, *piece.lines))
        size, known, odd = size + len(text), known + letters(text), odd + garbled(text)
        if size > limits.characters:
            raise Refused("too_long", limit=limits.characters)
        pieces.append({**asdict(piece), "hidden": [], "flags": flags})
    _check(pieces, known, odd)
    return {"title": cleaned(about.title, []), "notes": dict(+about.notes), "pieces": pieces}


def _check(pieces: list[dict[str, Any]], known: int, odd: int) -> None:
    """Refuse what has hardly any text, or hardly any that can be read."""
    if sum(piece["unread"] for piece in pieces) * 2 > len(pieces):
        raise Refused("damaged")
    if odd * _GARBLED_SHARE > known + odd:
        raise Refused("garbled")
    if known < _LEAST_LETTERS:
        raise Refused("no_text")


if __name__ == "__main__":
    main()
