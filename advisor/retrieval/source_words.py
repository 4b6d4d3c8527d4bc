"""What the advisor says about documents, as read from `prompts/sources.yaml`."""

from collections.abc import Mapping
from string import Formatter
from typing import Any, get_args

from pydantic import model_validator

from advisor.errors import AdvisorError
from advisor.model.documents import DocumentKind, FlagKind, NoteKind, Receipt
from advisor.model.frozen import Frozen
from advisor.retrieval.formats.piece import SpotKind
from advisor.retrieval.limits import Reason

Counted = tuple[str, str]
_PLACES: dict[Reason, set[str]] = {
    "too_big": {"limit"},
    "unsupported": {"ending"},
    "mislabelled": {"said", "found"},
    "bomb": {"limit"},
    "pages": {"found", "limit"},
    "too_long": {"limit"},
    "time": {"limit"},
    "memory": {"limit"},
    "duplicate": {"other", "state"},
    "unknown": {"hint"},
    "unwritable": {"why"},
}


class Refusal(Frozen):
    """A sentence and what the user can do."""

    sentence: str
    next_step: str


class ReceiptWords(Frozen):
    """The lines of a receipt. Counted texts have two forms, for one and for many."""

    read: str
    words: Counted
    pages: Counted
    pictures: Counted
    pictures_at: str
    empty: str
    unread: str
    nothing_flagged: str
    approve: str


class SourceWords(Frozen):
    """Every sentence about the office's own documents.

    `where` names the place of a unit in citations; `instructions` are regular expressions, in
    small letters, for sentences that address a machine.
    """

    refusals: dict[Reason, Refusal]
    kinds: dict[str, str]
    states: dict[str, str]
    where: dict[SpotKind, str]
    part: str
    again: str
    receipt: ReceiptWords
    flags: dict[FlagKind, str]
    notes: dict[NoteKind, Counted]
    instructions: tuple[str, ...]

    @model_validator(mode="after")
    def _is_complete(self) -> "SourceWords":
        wanted: list[tuple[str, Mapping[Any, Any], Any]] = [
            ("refusals", self.refusals, Reason),
            ("where", self.where, SpotKind),
            ("flags", self.flags, FlagKind),
            ("notes", self.notes, NoteKind),
            ("kinds", self.kinds, DocumentKind),
        ]
        for field, given, names in wanted:
            if missing := sorted(set(get_args(names)) - set(given)):
                raise ValueError(f"'{field}' has no text for {', '.join(missing)}")
        for reason, refusal in self.refusals.items():
            places = _PLACES.get(reason, set()) | {"name", "kinds"}
            for text in (refusal.sentence, refusal.next_step):
                odd = {place for _, place, _, _ in Formatter().parse(text) if place} - places
                if odd:
                    raise ValueError(f"refusal '{reason}' has no place {sorted(odd)}")
        return self

    def error(self, reason: Reason, **facts: str | int) -> AdvisorError:
        """The refusal as it is shown."""
        filled: dict[str, str | int] = {"kinds": self.kinds["all"], **facts}
        for place in ("said", "found"):
            if isinstance(filled.get(place), str):
                filled[place] = self.kinds[str(filled[place])]
        if "state" in filled:
            filled["state"] = self.states[str(filled["state"])]
        refusal = self.refusals[reason]
        return AdvisorError(refusal.sentence.format(**filled), refusal.next_step.format(**filled))


def receipt_lines(receipt: Receipt, words: SourceWords) -> tuple[str, ...]:
    """A receipt in sentences: what was read, what was left out, what a person should look at."""
    if receipt.refused:
        return (receipt.refused,)
    say = words.receipt
    with_text = sum(unit.words > 0 for unit in receipt.units)
    lines = [
        say.read.format(
            name=receipt.name,
            kind=words.kinds[receipt.kind or "unknown"],
            pages=_counted(say.pages, with_text),
            words=_counted(say.words, receipt.words),
        )
    ]
    lines += [_counted(words.notes[note.kind], note.count) for note in receipt.notes]
    if receipt.pictures:
        places = [unit.where for unit in receipt.units if unit.pictures]
        shown = ", ".join(places[:10]) + (" …" if len(places) > 10 else "")
        at = say.pictures_at.format(places=shown)
        lines.append(f"{_counted(say.pictures, receipt.pictures)} {at}")
    for unit in receipt.units:
        if unit.unread:
            lines.append(say.unread.format(where=unit.where))
        elif not unit.words and not unit.flags:
            lines.append(say.empty.format(where=unit.where))
    lines += [
        words.flags[flag.kind].format(where=where, text=flag.text) for where, flag in receipt.flags
    ]
    if not receipt.flags:
        lines.append(say.nothing_flagged)
    return (*lines, say.approve)


def _counted(forms: Counted, count: int) -> str:
    return forms[count != 1].format(n=f"{count:,}".replace(",", "\u00a0"))
