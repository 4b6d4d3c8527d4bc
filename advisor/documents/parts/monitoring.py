"""Risk register; monitoring and evaluation with review calendar and indicator sheets."""

from advisor.documents.parts.indicators import sheets
from advisor.documents.phrasing import sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, figure, group, heading, para, set_columns, table

_QUARTERS = {"monthly": 0, "quarterly": 0, "twice_a_year": 1, "yearly": 3}


def risks(r: Reading) -> list[Block]:
    """The register, the gravest risk first."""
    w, levels = r.words.risks, r.words.general.levels
    if not r.roadmap.risks:
        return []
    rows: list[list[Cell]] = []
    for risk in r.ranked_risks:
        because = tuple(
            f"{sentence(one.because)} {r.mark([one])}" for one in risk.trace if one.verdict
        )
        codes = ", ".join(r.codes(risk.actions))
        response = (risk.response, w.actions.format(actions=codes)) if codes else (risk.response,)
        rows.append(
            [
                r.risk_code[risk.id],
                (risk.title, *because),
                (levels[risk.likelihood], levels[risk.impact]),
                risk.signal,
                response,
                r.tbc(risk.owner),
            ]
        )
    grave = sum(one.likelihood == one.impact == "high" for one in r.roadmap.risks)
    text = w.intro.format(risks=r.words.count(len(rows), "risks"), serious=grave)
    columns = set_columns(w.head, (5, 29, 10, 20, 25, 11), titled=(1,))
    chart = figure("risks", w.map, w.map_alt)
    return [para(text), chart, group([*table(w.caption, columns, rows)], "landscape")]


def monitoring(r: Reading) -> list[Block]:
    """How the office will know that the plan works."""
    w = r.words.monitoring
    states = (
        w.unit.get(r.choice("me.unit")),
        w.indicators.get(r.choice("me.indicators")),
        w.baselines.get(r.choice("me.baselines")),
        w.feedback.get(r.choice("me.feedback")),
        w.publish.get(r.choice("me.publish")),
    )
    found = [text for text in states if text]
    blocks = [para(" ".join(found))] if found else [para(w.open)]
    return [*blocks, *_calendar(r), *sheets(r)]


def _calendar(r: Reading) -> list[Block]:
    w, years = r.words.monitoring, r.roadmap.settings.years
    rhythm = r.choice("me.frequency")
    text = w.calendar_text.get(rhythm, w.calendar_open)
    if rhythm not in w.rhythms:
        rhythm = "quarterly"
    rows: list[list[Cell]] = [
        [
            w.every.format(first=r.quarter(_QUARTERS[rhythm]), rhythm=w.rhythms[rhythm]),
            *w.calendar_review,
        ]
    ]
    if r.in_phase("quick"):
        rows.insert(0, [r.quarter(1), *w.calendar_first])
    if rhythm != "yearly" and years > 1:
        rows.append([w.yearly, *w.calendar_yearly])
    rows.append([r.quarter(years * 4 - 1), *w.calendar_last])
    columns = set_columns(w.calendar_head, (26, 40, 34))
    return [
        heading(w.calendar, 2, "reviews"),
        para(text),
        *table(w.calendar_caption, columns, rows),
    ]
