"""Writes out a conversation, each turn with what it recorded."""

import argparse
from pathlib import Path

from advisor.bootstrap import build_advisor
from advisor.errors import AdvisorError


def transcript(arguments: argparse.Namespace) -> int:
    """Print the conversation of a session, or write it to a file."""
    text = build_advisor().transcript(arguments.session, arguments.format)
    if arguments.out is None:
        print(text, end="")
        return 0
    _write(arguments.out, text)
    print(arguments.out)
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise AdvisorError(
            f"The transcript cannot be written to '{path}': {reason}.",
            "Choose a folder that exists and that you can write to.",
        ) from error
