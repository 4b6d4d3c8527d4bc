"""Runs pandoc, the program that comes with pypandoc_binary, on a document tree."""

import io
import os
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import Any

import panflute as pf  # type: ignore[import-untyped]
import pypandoc

from advisor.errors import AdvisorError

# Any fixed time: pandoc writes it into the files, and the same roadmap must give the same bytes.
EPOCH = "946684800"  # 2000-01-01T00:00:00Z
_SECONDS = 120


@cache
def _program() -> str:
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError:
        raise AdvisorError(
            "The program pandoc, which writes the documents, is missing.",
            "Install it with: pip install pypandoc_binary",
        ) from None


def convert(tree: Any, to: str, options: Sequence[str] = ()) -> bytes:
    """The document tree in one of pandoc's formats.

    Raises:
        AdvisorError: when pandoc is missing, takes too long, or refuses (a broken template).
    """
    return run(["--from=json", f"--to={to}", *options], as_json(tree))


def as_json(tree: Any) -> bytes:
    """The tree as pandoc reads it."""
    text = io.StringIO()
    pf.dump(tree, text)
    return text.getvalue().encode("utf-8", "surrogatepass")


def run(arguments: Sequence[str], given: bytes) -> bytes:
    """What pandoc makes of its input, without network and without the user's own settings."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "LC_ALL": "C.UTF-8"}
    command = [_program(), "--sandbox", "--data-dir=", *arguments, "--output=-"]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=_SECONDS, env=environment
        )
    except subprocess.TimeoutExpired:
        raise AdvisorError(
            "Writing the document took too long.", "Try again, or ask for fewer formats."
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise AdvisorError(
            f"The document could not be written ({said[-1] if said else 'pandoc failed'}).",
            "Without your own template it should work; please report this text otherwise.",
        )
    return done.stdout
