"""Who is left behind, and strengths, weaknesses, opportunities and threats at a glance."""

from advisor.documents.parts.situation import CHECKLISTS
from advisor.documents.phrasing import lowered, sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, Column, heading, para, table
from advisor.model.content import Named

_MOST = 6


def inclusion(r: Reading) -> list[Block]:
    """Barriers by group, each set against the actions that address it for that group."""
    w = r.words.situation
    groups = [one for one in r.pack.vocabulary.groups if f"inc.{one.id}" in r.lines]
    known = [one for one in groups if r.chosen(f"inc.{one.id}") is not None]
    if not known:
        return []
    hit = [one for one in known if r.chosen(f"inc.{one.id}")]
    blocks: list[Block] = [heading(w.inclusion, 2, "inclusion")]
    if hit:
        labels = r.words.joined([lowered(one.label) for one in hit])
        blocks.append(para(w.inclusion_text.format(groups=labels)))
    else:
        blocks.append(para(w.inclusion_none))
    if evidence := r.said("inc.evidence"):
        blocks.append(para(sentence(w.inclusion_evidence.format(shown=evidence))))
    return [*blocks, *_coverage(r, groups)] if hit else blocks


def _coverage(r: Reading, groups: list[Named]) -> list[Block]:
    w = r.words.situation
    barriers = r.pack.vocabulary.barriers
    rows: list[list[Cell]] = []
    reported = holes = 0
    for one in groups:
        chosen = r.chosen(f"inc.{one.id}")
        cells = []
        for barrier in barriers:
            codes = [
                action.code
                for action in r.actions
                if one.id in action.groups and barrier.id in action.barriers
            ]
            if chosen is None:
                cells.append(w.inclusion_open)
            elif barrier.id not in chosen:
                cells.append(w.inclusion_no)
            else:
                reported += 1
                holes += not codes
                cells.append(", ".join(codes) or w.inclusion_hole)
        rows.append([one.label, *cells])
    columns = [Column(w.inclusion_group, 28), *[Column(one.label, 24) for one in barriers]]
    blocks = table(w.inclusion_caption, columns, rows)
    if holes:
        blocks.append(para(w.inclusion_holes.format(holes=holes, reported=reported)))
    return blocks


def swot(r: Reading) -> list[Block]:
    """A table of what the answers show as strong, weak, open as a chance, or threatening."""
    w = r.words.situation
    strong, weak = _rated(r)
    for name in CHECKLISTS:
        for item, check in r.checks(name).items():
            if check in ("yes", "no"):
                (strong if check == "yes" else weak).append(r.short_option(name, item))
    chances = [
        r.option(name, item)
        for name in ("vision.partnerships", "p7.sources")
        for item in r.chosen(name) or ()
    ]
    threats = [risk.title for risk in r.ranked_risks]
    found = {"strengths": strong, "weaknesses": weak, "opportunities": chances, "threats": threats}
    kept = {key: items for key, items in found.items() if items}
    if len(kept) < 2:
        return []
    cells = [(*items[:_MOST], *_rest(r, items)) for items in kept.values()]
    columns = [Column(w.swot_head[key], 1) for key in kept]
    return [
        heading(w.swot, 2, "swot"),
        para(w.swot_text),
        *table(w.swot_caption, columns, [cells], "list"),
    ]


def _rest(r: Reading, items: list[str]) -> tuple[str, ...]:
    more = len(items) - _MOST
    return (r.words.situation.swot_more.format(n=more),) if more > 0 else ()


def _rated(r: Reading) -> tuple[list[str], list[str]]:
    """Labels of the statements rated 5 or 4, best first, and of those rated 1 or 2, worst first."""
    rated = [
        (value, line.label)
        for line in r.given()
        if r.pack.question[line.question].kind == "likert5"
        and (value := r.number(line.question)) is not None
    ]
    strong = [label for value, label in sorted(rated, key=lambda one: -one[0]) if value >= 4]
    weak = [label for value, label in sorted(rated, key=lambda one: one[0]) if value <= 2]
    return strong, weak
