"""A document that an office adds: its units as they are cited, and the receipt for it."""

from typing import Literal

from pydantic import Field

from advisor.model.frozen import Frozen

DocumentKind = Literal["pdf", "pptx", "docx", "xlsx", "html", "markdown", "text"]
FlagKind = Literal["hidden", "invisible", "instruction"]
NoteKind = Literal["western", "scan", "formulas", "footnotes", "contents"]
State = Literal["waiting", "approved"]


class Unit(Frozen):
    """A page, slide, section or range of rows.

    `where` names it in citations and is unique in its document. `text` has one paragraph, list
    item or table row a line; items begin with '- ', numbered ones with '1. '.
    """

    where: str
    title: str = ""
    section: str = ""
    text: str = Field(min_length=1)


class Flag(Frozen):
    """Something in a unit that a person should look at, with the words in question.

    hidden: text that a reader of the page does not see; it was left out.
    invisible: characters without a shape; they were taken out.
    instruction: a sentence that addresses a machine rather than a reader; it is still there.
    """

    kind: FlagKind
    text: str


class UnitReceipt(Frozen):
    """What was found in one page, slide, section or range of rows, also when it has no text."""

    where: str
    words: int = 0
    pictures: int = Field(default=0, description="pictures, whose content was not read")
    unread: bool = Field(default=False, description="could not be read")
    flags: tuple[Flag, ...] = ()


class Note(Frozen):
    """A remark on the whole document, and how often it holds."""

    kind: NoteKind
    count: int = 1


class Receipt(Frozen):
    """What became of an upload; `refused` says why nothing was taken over."""

    name: str
    kind: DocumentKind | None = None
    sha256: str = ""
    size: int = Field(default=0, description="bytes")
    units: tuple[UnitReceipt, ...] = ()
    notes: tuple[Note, ...] = ()
    refused: str = ""

    @property
    def words(self) -> int:
        """Words of text that were taken over."""
        return sum(unit.words for unit in self.units)

    @property
    def pictures(self) -> int:
        """Pictures whose content was not read."""
        return sum(unit.pictures for unit in self.units)

    @property
    def hidden(self) -> int:
        """Units from which hidden text was left out."""
        return sum(any(flag.kind == "hidden" for flag in unit.flags) for unit in self.units)

    @property
    def flags(self) -> tuple[tuple[str, Flag], ...]:
        """Every flag with the place it was found in."""
        return tuple((unit.where, flag) for unit in self.units for flag in unit.flags)


class SourceDocument(Frozen):
    """A document that was read; it is quoted only once it is approved.

    `id` is part of citations. `text_sha256` is the same for two files with the same words.
    `replaces` is the id of the document whose place it takes when it is approved. `original` is
    the file itself; it is stored beside the record, not in it.
    """

    format: Literal[1] = 1
    id: str
    name: str
    title: str
    kind: DocumentKind
    sha256: str
    text_sha256: str
    units: tuple[Unit, ...] = Field(min_length=1)
    receipt: Receipt
    state: State = "waiting"
    replaces: str = ""
    original: bytes = Field(default=b"", exclude=True, repr=False)
