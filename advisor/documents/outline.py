"""The whole document as pandoc's tree: the roadmap's parts in order, numbered.

No writer adds or leaves out words; what differs between formats is only how a kind of block is
set. A chapter with nothing to say is left out, and the numbers close up.
"""

from collections.abc import Callable
from typing import Any

import panflute as pf  # type: ignore[import-untyped]

from advisor.documents.parts import (
    annexes,
    context,
    delivery,
    front,
    monitoring,
    people,
    pillars,
    sequence,
    situation,
    summary,
    trace,
)
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, document, group, heading, plain_text

Part = Callable[[Reading], list[Block]]


def outline(r: Reading) -> Any:
    """The document of a roadmap."""
    w = r.words
    chapters = [
        *_numbered(r, w.summary.title, "summary", [summary.summary, summary.plan_on_a_page]),
        *_numbered(r, w.mandate.title, "mandate", [context.mandate]),
        *_numbered(r, w.alignment.title, "alignment", [context.alignment]),
        *_numbered(
            r,
            w.situation.title,
            "situation",
            [
                situation.position,
                situation.capability,
                situation.institutions,
                situation.services,
                people.inclusion,
                situation.signs,
                people.swot,
            ],
        ),
        *_numbered(r, w.vision.title, "vision", [context.vision]),
        *_numbered(r, w.pillars.title, "pillars", [pillars.pillars]),
        *_numbered(r, w.flagships.title, "flagships", [pillars.flagships]),
        *_numbered(r, w.sequence.title, "sequence", [sequence.sequence]),
        *_numbered(r, w.governance.title, "governance", [delivery.governance]),
        *_numbered(r, w.resources.title, "resources", [delivery.resources]),
        *_numbered(r, w.change.title, "change", [delivery.change]),
        *_numbered(r, w.risks.title, "risks", [monitoring.risks]),
        *_numbered(r, w.monitoring.title, "monitoring", [monitoring.monitoring]),
    ]
    back = _annexes(r, chapters)
    text = plain_text(pf.Div(*chapters, *back))
    blocks = [
        *front.cover(r),
        *front.control(r),
        *front.acronyms(r, text),
        group([], "contents"),
        *chapters,
        *back,
    ]
    _number(r, blocks)
    meta = {"title": front.title(r), "author": r.office, "lang": "en-GB", "date": r.date}
    return document(blocks, meta)


def _numbered(r: Reading, title: str, anchor: str, parts: list[Part]) -> list[Block]:
    """A chapter of the parts that have something to say; nothing when none has."""
    return _headed(heading(title, 1, anchor), [block for part in parts for block in part(r)])


def _headed(head: Block, blocks: list[Block]) -> list[Block]:
    """Blocks under a heading, which stands on the landscape page when they begin with one."""
    if not blocks:
        return []
    first = blocks[0]
    if isinstance(first, pf.Div) and "landscape" in first.classes:
        return [group([head, *first.content], "landscape"), *blocks[1:]]
    return [head, *blocks]


def _annexes(r: Reading, chapters: list[Block]) -> list[Block]:
    """The annexes; the list of sources holds what all the rest cites."""
    w = r.words.annexes
    shown = [
        _annex(w.matrix, "annex-matrix", annexes.matrix(r)),
        _annex(w.answers, "annex-answers", annexes.answers(r)),
        _annex(w.trace, "annex-trace", trace.trace(r)),
        _annex(w.notes, "annex-notes", annexes.notes(r)),
    ]
    before = [block for blocks in shown for block in blocks]
    text = plain_text(pf.Div(*chapters, *before))
    return [
        *before,
        *_annex(w.sources, "annex-sources", trace.sources(r, text)),
        *_annex(w.assumptions, "annex-assumptions", annexes.assumptions(r)),
        *_annex(w.open, "annex-open", annexes.to_confirm(r)),
    ]


def _annex(title: str, anchor: str, blocks: list[Block]) -> list[Block]:
    head = heading(title, 1, anchor)
    head.classes.append("annex")
    return _headed(head, blocks)


def _number(r: Reading, blocks: list[Block]) -> None:
    """Number chapters 1, 2, …, annexes A, B, … and their sections, in place."""
    w = r.words.general
    chapter = annex = section = 0
    prefix = ""

    def visit(element: Any, _doc: Any) -> None:
        nonlocal chapter, annex, section, prefix
        if not isinstance(element, pf.Header) or "unnumbered" in element.classes:
            return
        text = plain_text(element)
        if "annex" in element.classes:
            annex, section = annex + 1, 0
            prefix = chr(ord("A") + annex - 1)
            shown = w.annex.format(letter=prefix, title=text)
        elif element.level == 1:
            chapter, section = chapter + 1, 0
            prefix = str(chapter)
            shown = w.chapter.format(number=prefix, title=text)
        else:
            section += 1
            shown = w.chapter.format(number=f"{prefix}.{section}", title=text)
        first, rest = shown.split(text, 1)[0], list(element.content)
        element.content = [pf.Str(first.strip()), pf.Space(), *rest]

    for block in blocks:
        block.walk(visit)
