"""Governance and change management."""

from advisor.documents.parts.marks import lead_of, titled
from advisor.documents.phrasing import nbsp, sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import (
    Block,
    Cell,
    bullets,
    heading,
    para,
    set_columns,
    table,
)

_MOST_NAMED = 6  # posts in a sentence


def governance(r: Reading) -> list[Block]:
    """Who decides, coordinates, leads and supports."""
    w = r.words.governance
    sponsor = w.sponsor.format(sponsor=r.the(r.sponsor)) if r.sponsor else w.sponsor_open
    blocks = [para(f"{sponsor} {w.office.format(office=r.the(r.office))}")]
    if said := r.statements(w.questions):
        blocks.append(para(sentence(w.state.format(answers=said))))
    bodies = [(one.code, one.title) for one in r.actions if one.nature == "institution"]
    if bodies:
        blocks += [para(w.bodies), *bullets(bodies)]
    leading, helping = _posts(r)
    once = []
    rows: list[list[Cell]] = []
    for post in leading:
        leads = [one.code for one in r.actions if one.owner == post]
        if len(leads) < 2:
            once.append(w.helper.format(post=post, codes=leads[0]))
            continue
        supports = [one.code for one in r.actions if post in one.supports]
        rows.append([post, ", ".join(leads), ", ".join(supports)])
    columns = set_columns(w.owners_head, (40, 30, 30))
    if rows:
        blocks.append(
            para(w.raci.format(sponsor=r.the(r.sponsor) if r.sponsor else w.raci_sponsor))
        )
    blocks += table(w.owners_caption, columns, rows)
    if len(once) > _MOST_NAMED:
        blocks.append(para(w.once_many.format(posts=r.words.count(len(once), "posts"))))
    elif once:
        blocks.append(para(w.once.format(posts="; ".join(once))))
    if helping:
        posts = [w.helper.format(post=post, codes=", ".join(codes)) for post, codes in helping]
        blocks.append(para(w.helpers.format(posts=r.words.few(posts, _MOST_NAMED))))
    return blocks


def _posts(r: Reading) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Posts that lead, the busiest first, and posts that only support, with what they support."""
    led: dict[str, int] = {}
    helped: dict[str, list[str]] = {}
    for action in r.actions:
        led[action.owner] = led.get(action.owner, 0) + 1
        for post in action.supports:
            helped.setdefault(post, []).append(action.code)
    leading = sorted(led, key=lambda post: (-led[post], post))
    only = [(post, codes) for post, codes in helped.items() if post not in led]
    return leading, sorted(only, key=lambda one: (-len(one[1]), one[0]))


def change(r: Reading) -> list[Block]:
    """Change management, capacity building, communication."""
    w = r.words.change
    found = []
    if shown := r.said("p1.change"):
        found.append(sentence(w.answer.format(shown=shown)))
    signs = [
        r.option("pre.signals", item)
        for item, check in r.checks("pre.signals").items()
        if check in ("yes", "partly") and item.split("-")[0] in ("change", "skills", "culture")
    ]
    if signs:
        found.append(sentence(w.signs.format(signs="; ".join(signs))))
    if said := r.statements(w.questions):
        found.append(sentence(w.statements.format(answers=said)))
    actions = [one for one in r.actions if one.nature == "people"]
    blocks = [para(" ".join(found))] if found else []
    if actions:
        rows: list[list[Cell]] = [
            [one.code, titled(r, one), lead_of(r, one), r.when(one)] for one in actions
        ]
        columns = set_columns(w.actions_head, (8, 52, 23, 17))
        blocks += [
            heading(w.actions, 2, "capacity"),
            para(f"{w.actions_intro} {_before(r)}".strip()),
        ]
        blocks += table(w.actions_caption, columns, rows)
    return [*blocks, para(w.communication)]


def _before(r: Reading) -> str:
    """How many actions on people start no later than the first purchase of technology."""
    bought = [one for one in r.actions if one.nature == "technology" and one.cost_band != "none"]
    if not bought:
        return ""
    first = min(bought, key=lambda one: (one.start_quarter, one.code))
    early = [
        one.code
        for one in r.actions
        if one.nature == "people" and one.start_quarter <= first.start_quarter
    ]
    if not early:
        return ""
    return r.words.change.before.format(
        people=r.words.joined(early), technology=first.code, when=nbsp(first.start)
    )
