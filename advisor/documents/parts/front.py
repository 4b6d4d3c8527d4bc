"""Cover, approvals, how to read the draft, acronyms."""

import re

from advisor.documents.reading import Reading
from advisor.documents.tree import (
    Block,
    group,
    lead,
    para,
    plain_heading,
    set_columns,
    styled,
    table,
)


def title(r: Reading) -> str:
    """The document's title with the country, or with the office below the national level."""
    return r.words.front.full_title.format(owner=r.owner)


def period(r: Reading) -> str:
    """The years the plan covers."""
    w, settings = r.words.front, r.roadmap.settings
    if settings.start is None:
        return w.period_open.format(years=r.words.count(settings.years, "years"))
    first, month, day = (int(part) for part in settings.start.split("-"))
    last = first + settings.years - (1 if (month, day) == (1, 1) else 0)
    return (w.period_one if first == last else w.period).format(first=first, last=last)


def short_fingerprint(r: Reading) -> str:
    """The first twelve signs of the fingerprint, its algorithm's name left out."""
    return r.roadmap.fingerprint.rsplit(":", 1)[-1][:12]


def cover(r: Reading) -> list[Block]:
    """The cover page."""
    w = r.words.front
    version = w.version.format(
        fingerprint=short_fingerprint(r), version=r.roadmap.knowledge.version
    )
    dated = w.dated.format(date=r.day(r.date)) if r.date else w.undated
    return [
        group(
            [
                styled(w.draft, "cover-mark"),
                styled(r.country, "cover-country"),
                styled(w.title, "cover-title"),
                styled(period(r), "cover-period"),
                styled(w.prepared.format(office=r.the(r.office)), "cover-office"),
                styled(dated, "cover-line"),
                styled(version, "cover-line"),
            ],
            "cover",
        )
    ]


def control(r: Reading) -> list[Block]:
    """Approvals, foreword, how to read the draft."""
    w = r.words.front
    tbc = r.words.general.to_confirm
    sponsor = r.sponsor or tbc
    posts = {"prepared": r.office, "finance": w.finance_post[r.level], "approved": sponsor}
    rows = [[step, posts[key], "", ""] for key, step in w.control_rows.items() if key in posts]
    columns = set_columns(w.control_head, (24, 34, 26, 16))
    counted = r.words.count(len(r.given()), "answers")
    notes = [
        lead(term, text.format(answers=counted, office=r.the(r.office)))
        for term, text in w.reading_points
    ]
    return [
        plain_heading(w.control, 1, "approvals"),
        para(w.control_intro),
        *table("", columns, rows, "form"),
        plain_heading(w.foreword, 2, "foreword"),
        para(w.foreword_text.format(sponsor=r.the(r.sponsor)) if r.sponsor else w.foreword_open),
        plain_heading(w.reading, 2, "reading"),
        *notes,
    ]


def acronyms(r: Reading, text: str) -> list[Block]:
    """A table of the acronyms that the document's text uses."""
    w = r.words.front
    used = [
        [short, meaning]
        for short, meaning in w.acronym_words.items()
        if re.search(rf"(?<![\w&]){re.escape(short)}s?(?![\w&])", text)
    ]
    if not used:
        return []
    half = (len(used) + 1) // 2
    beside = [*used[half:], ["", ""]]
    rows = [[*one, *other] for one, other in zip(used[:half], beside, strict=False)]
    columns = set_columns((*w.acronym_head, *w.acronym_head), (10, 40, 10, 40))
    return [plain_heading(w.acronyms, 2, "acronyms"), *table("", columns, rows, "small")]
