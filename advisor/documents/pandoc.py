"""Runs pandoc, the program that comes with pypandoc_binary, on a document tree."""

import os
import subprocess
from collections.abc import Sequence
from functools import cache

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


def convert(tree: bytes, to: str, options: Sequence[str] = ()) -> bytes:
    """The document tree in one of pandoc's formats.

    Raises:
        AdvisorError: when pandoc is missing, takes too long, or refuses (a broken template).
    """
    return run(["--from=json", f"--to={to}", *options], tree)


def run(arguments: Sequence[str], given: bytes) -> bytes:
    """What pandoc makes of its input; it reads no file but those named in the arguments."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "LC_ALL": "C.UTF-8"}
    command = [_program(), "--sandbox", *arguments, "--output=-"]
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
            "Try it without a template of your own.",
        )
    return done.stdout
