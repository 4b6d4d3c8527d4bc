"""Who is left behind, by which barriers, and what the plan does about it."""

from advisor.documents.phrasing import lowered, sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, Column, heading, para, table
from advisor.model.content import Named


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
