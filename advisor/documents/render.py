"""The document of a roadmap in the formats that are asked for."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from advisor.documents.charts import specifications
from advisor.documents.markdown import markdown
from advisor.documents.opendocument import opendocument
from advisor.documents.outline import Outline, outline
from advisor.documents.page import page
from advisor.documents.pdf import pages, pdf
from advisor.documents.pictures import png, svg
from advisor.documents.reading import Reading
from advisor.documents.record import record_json
from advisor.documents.word import REFERENCE, word
from advisor.documents.words import DocumentWords, document_words
from advisor.documents.workbook import workbook
from advisor.errors import AdvisorError, did_you_mean
from advisor.model.content import KnowledgePack
from advisor.model.roadmap import Roadmap

_WORKERS = 2  # pandoc and Typst run beside Python
_TABLES = {"json", "xlsx"}
_IN_PIXELS = {"docx", "odt"}
_DRAWN = _IN_PIXELS | {"pdf", "html"}


@dataclass(frozen=True)
class Options:
    """How the document is made; nothing here changes the plan.

    date: ISO date on the cover, empty for 'to be confirmed'. reference_docx: the office's own
    Word template, whose styles, header and footer are taken.
    """

    date: str = ""
    reference_docx: Path | None = None


class Work:
    """What the writers of one roadmap share: each is made once, and only when it is needed."""

    def __init__(self, reading: Reading, options: Options) -> None:
        self.reading = reading
        self.options = options
        self._setting = Lock()

    @cached_property
    def outline(self) -> Outline:
        """The outline."""
        return outline(self.reading)

    @cached_property
    def charts(self) -> dict[str, dict[str, Any]]:
        """The charts' specifications."""
        return specifications(self.reading)

    def pdf(self) -> bytes:
        """The PDF, which is made once."""
        with self._setting:
            return self._pdf

    @cached_property
    def _pdf(self) -> bytes:
        return pdf(self.outline, self.svg, self.reading.words.front.contents)

    def pages(self) -> dict[str, int]:
        """Where the headings stand in the PDF."""
        return pages(self.pdf())

    @cached_property
    def png(self) -> dict[str, bytes]:
        """The charts as PNG."""
        return {name: png(one) for name, one in self.svg.items()}

    @cached_property
    def svg(self) -> dict[str, bytes]:
        """The charts as SVG."""
        return {name: svg(one) for name, one in self.charts.items()}

    def draw(self, formats: Sequence[str]) -> None:
        """Draw the charts that these formats need."""
        if _IN_PIXELS & set(formats):
            _ = self.png
        elif _DRAWN & set(formats):
            _ = self.svg


def _word(work: Work) -> bytes:
    reference = work.options.reference_docx or REFERENCE
    return word(work.outline, work.png, work.reading.words.front.contents, reference, work.pages)


_WRITERS: dict[str, Callable[[Work], bytes]] = {
    "md": lambda work: markdown(work.outline),
    "docx": _word,
    "odt": lambda work: opendocument(work.outline, work.png, work.reading.words.front.contents),
    "pdf": Work.pdf,
    "html": lambda work: page(work.outline, work.svg, work.reading.words.front),
    "xlsx": lambda work: workbook(work.reading),
    "json": lambda work: record_json(work.reading.roadmap),
}
FORMATS = tuple(_WRITERS)


def render(
    roadmap: Roadmap,
    pack: KnowledgePack,
    words: DocumentWords | Mapping[str, Any],
    formats: Sequence[str],
    options: Options = Options(),
) -> dict[str, bytes]:
    """The roadmap in each of the formats, as file name -> content.

    The same roadmap, wording and options give the same bytes.

    Raises:
        AdvisorError: for a format that is not known, or a template that cannot be used.
    """
    for name in formats:
        if name not in _WRITERS:
            raise AdvisorError(
                f"There is no format '{name}'.{did_you_mean(name, FORMATS)}",
                f"Formats: {', '.join(FORMATS)}.",
            )
    work = Work(Reading(roadmap, pack, document_words(words), options.date), options)
    wanted = list(dict.fromkeys(formats))
    if set(wanted) - _TABLES:
        _ = work.outline
    with ThreadPoolExecutor(_WORKERS) as pool:
        drawing = pool.submit(work.draw, wanted)

        def write(name: str) -> bytes:
            if name in _DRAWN:
                drawing.result()
            return _WRITERS[name](work)

        order = sorted(wanted, key=_DRAWN.__contains__)
        made = dict(zip(order, pool.map(write, order), strict=True))
    return {f"roadmap.{name}": made[name] for name in wanted}
