"""The whole document as pandoc's tree: the roadmap's parts in order, numbered.

No writer adds or leaves out words; what differs between formats is only how a kind of block is
set. A chapter with nothing to say is left out, and the numbers close up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from advisor.documents.parts import (
    annexes,
    context,
    decisions,
    delivery,
    front,
    gaps,
    monitoring,
    movements,
    people,
    pillars,
    position,
    resources,
    respondents,
    sequence,
    situation,
    summary,
    swot,
    theory,
    trace,
)
from advisor.documents.reading import Reading
from advisor.documents.reshaping import classes_of, plain_text, rewritten
from advisor.documents.tree import (
    FOLLOWS,
    Block,
    group,
    heading,
    words,
)

Part = Callable[[Reading], list[Block]]
# Short chapters, which go on below the one before.
_SHORT = frozenset({"alignment", "movements", "governance", "resources", "change", "risks"})


@dataclass(frozen=True)
class Outline:
    """The blocks of the document, and what a file says of itself: title, author, language."""

    blocks: tuple[Block, ...]
    meta: dict[str, str]


def outline(r: Reading) -> Outline:
    """The document of a roadmap."""
    chapters = [block for chapter in _chapters(r) for block in _chapter(r, *chapter)]
    back = _annexes(r, chapters)
    text = plain_text([*chapters, *back])
    blocks = [
        *front.cover(r),
        *front.control(r),
        *front.acronyms(r, text),
        group([], "contents"),
        *_numbered(r, [*chapters, *back]),
    ]
    meta = {
        "title": front.title(r),
        "author": r.office,
        "subject": r.words.front.draft,
        "lang": "en-GB",
        "date": r.date,
    }
    return Outline(tuple(blocks), meta)


def _chapters(r: Reading) -> list[tuple[str, str, list[Part]]]:
    """Title, anchor and parts of each chapter, in the order of the document."""
    w = r.words
    situation_parts: list[Part] = [
        position.position,
        situation.capability,
        respondents.respondents,
        situation.institutions,
        situation.services,
        people.inclusion,
        gaps.gaps,
        gaps.lessons,
        swot.swot,
    ]
    return [
        (w.summary.title, "summary", [summary.summary, summary.plan_on_a_page]),
        (w.mandate.title, "mandate", [context.mandate]),
        (w.alignment.title, "alignment", [context.alignment]),
        (w.movements.title, "movements", [movements.movements]),
        (w.situation.title, "situation", situation_parts),
        (w.vision.title, "vision", [context.vision, theory.theory]),
        (w.pillars.title, "pillars", [pillars.pillars]),
        (w.flagships.title, "flagships", [pillars.flagships]),
        (w.sequence.title, "sequence", [sequence.sequence]),
        (w.governance.title, "governance", [delivery.governance]),
        (w.resources.title, "resources", [resources.resources]),
        (w.change.title, "change", [delivery.change]),
        (w.risks.title, "risks", [monitoring.risks]),
        (w.monitoring.title, "monitoring", [monitoring.monitoring]),
    ]


def _chapter(r: Reading, title: str, anchor: str, parts: list[Part]) -> list[Block]:
    """A chapter of the parts that have something to say; nothing when none has."""
    kinds = [FOLLOWS] if anchor in _SHORT else []
    blocks = [block for part in parts for block in part(r)]
    return _headed(heading(title, 1, anchor, *kinds), blocks)


def _annexes(r: Reading, chapters: list[Block]) -> list[Block]:
    """The annexes; the list of sources holds what all the rest cites."""
    w = r.words.annexes
    before = [
        *_annex(w.matrix, "annex-matrix", annexes.matrix(r)),
        *_annex(r.words.choices.title, "annex-choices", decisions.choices(r)),
        *_annex(r.words.priorities.annex, "annex-priorities", decisions.ratings(r)),
        *_annex(w.answers, "annex-answers", annexes.answers(r)),
        *_annex(w.trace, "annex-trace", trace.trace(r)),
        *_annex(w.notes, "annex-notes", annexes.notes(r)),
    ]
    text = plain_text([*chapters, *before])
    return [
        *before,
        *_annex(w.sources, "annex-sources", trace.sources(r, text)),
        *_annex(w.assumptions, "annex-assumptions", annexes.assumptions(r)),
        *_annex(w.open, "annex-open", annexes.to_confirm(r)),
    ]


def _annex(title: str, anchor: str, blocks: list[Block]) -> list[Block]:
    return _headed(heading(title, 1, anchor, "annex", FOLLOWS), blocks)


def _headed(head: Block, blocks: list[Block]) -> list[Block]:
    """Blocks under a heading, which stands on the landscape page when they begin with one."""
    if not blocks:
        return []
    if "landscape" in classes_of(blocks[0]):
        return [group([head, *blocks[0]["c"][1]], "landscape"), *blocks[1:]]
    return [head, *blocks]


def _numbered(r: Reading, blocks: Sequence[Block]) -> list[Block]:
    """The blocks with chapters numbered 1, 2, …, annexes A, B, … and sections after them."""
    numbers = _Numbers(r)

    def change(block: Block) -> list[Block] | None:
        if block["t"] != "Header" or "unnumbered" in classes_of(block):
            return None
        level, attr, inlines = block["c"]
        number = numbers.next(level, "annex" in classes_of(block))
        return [{"t": "Header", "c": [level, attr, [*words(number), {"t": "Space"}, *inlines]]}]

    return rewritten(blocks, change)


class _Numbers:
    """Counts headings; a section bears the number of the chapter or annex above it."""

    def __init__(self, r: Reading) -> None:
        self._annex = r.words.general.annex
        self._chapters = self._annexes = self._sections = 0
        self._above = ""

    def next(self, level: int, annex: bool) -> str:
        """What stands before the next heading."""
        if level > 1:
            self._sections += 1
            return f"{self._above}.{self._sections}"
        self._sections = 0
        if annex:
            self._annexes += 1
            self._above = chr(ord("A") + self._annexes - 1)
            return self._annex.format(letter=self._above)
        self._chapters += 1
        self._above = str(self._chapters)
        return self._above
