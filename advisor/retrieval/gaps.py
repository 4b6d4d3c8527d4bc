"""Counts the questions that the material could not answer, and writes them as a table."""

import csv
import io
import re
from collections.abc import Sequence

from advisor.model.gaps import Gap, GapNote
from advisor.model.spreadsheets import is_like_a_formula

_WORD = re.compile(r"\w+")


def gaps_of(notes: Sequence[GapNote]) -> tuple[Gap, ...]:
    """One gap for each question, whatever its capitals and signs; the most frequent first.

    Args:
        notes: in the order in which they were made.
    """
    alike: dict[tuple[str, ...], list[GapNote]] = {}
    for note in notes:
        alike.setdefault(tuple(_WORD.findall(note.question.casefold())), []).append(note)
    found = [
        Gap(
            question=ones[-1].question,
            times=len(ones),
            first=ones[0].at,
            last=ones[-1].at,
            after=ones[-1].after,
            nearest=ones[-1].nearest,
        )
        for ones in alike.values()
    ]
    latest = sorted(found, key=lambda one: (one.last, one.question), reverse=True)
    return tuple(sorted(latest, key=lambda one: -one.times))


def csv_of(gaps: Sequence[Gap], columns: Sequence[str]) -> bytes:
    """The gaps as a table that spreadsheets open; no cell of it is taken for a formula.

    Args:
        gaps: the rows.
        columns: titles of question, times, first, last, asked after, nearest topics.
    """
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(columns)
    for one in gaps:
        texts = (one.question, one.times, one.first, one.last, one.after, "; ".join(one.nearest))
        writer.writerow([_cell(text) for text in texts])
    return target.getvalue().encode("utf-8-sig")


def _cell(value: str | int) -> str | int:
    if isinstance(value, str) and is_like_a_formula(value):
        return f"'{value}"
    return value
