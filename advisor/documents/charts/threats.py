"""The risk map."""

import altair as alt

from advisor.documents.charts.looks import LIGHT, WIDTH, Chart, layer
from advisor.documents.reading import Reading

_LEVELS = ("low", "medium", "high")
_IN_A_LINE = 5


def risk_map(r: Reading) -> Chart | None:
    """Risks by likelihood and impact, by their codes."""
    if not r.roadmap.risks:
        return None
    w, names = r.words.risks, r.words.general.levels
    rows = []
    for likelihood in _LEVELS:
        for impact in _LEVELS:
            codes = [
                r.risk_code[one.id]
                for one in r.ranked_risks
                if (one.likelihood, one.impact) == (likelihood, impact)
            ]
            weight = (_LEVELS.index(likelihood) + 1) * (_LEVELS.index(impact) + 1)
            steps = range(0, len(codes), _IN_A_LINE)
            lines = [", ".join(codes[at : at + _IN_A_LINE]) for at in steps]
            rows.append(
                {
                    "likelihood": names[likelihood],
                    "impact": names[impact],
                    "weight": weight,
                    "codes": lines or [""],
                }
            )
    order = [names[level] for level in _LEVELS]
    base = layer(rows).encode(
        x=alt.X("impact:O", sort=order, title=w.impact, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("likelihood:O", sort=order[::-1], title=w.likelihood),
    )
    shades = alt.Scale(domain=[1, 9], range=["#F3F6FA", LIGHT])
    tiles = base.mark_rect(stroke="white", strokeWidth=3).encode(
        color=alt.Color("weight:Q", scale=shades, legend=None)
    )
    text = base.mark_text(fontSize=11, lineBreak="\n").encode(text="codes:N")
    chart: Chart = alt.layer(tiles, text)
    return chart.properties(width=WIDTH - 90, height=230)
