"""The country's place in the UN E-Government Survey, over the years and among its peers."""

from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, Column, figure, heading, para, set_columns, table
from advisor.model.choices import Peer

_BANDS = ((75_000, "very_high"), (50_000, "high"), (25_000, "middle"), (0, "low"))
_PARTS = ("osi", "hci", "tii")


def index_value(hundred_thousandths: int) -> str:
    """A figure of the Survey as it is printed: four decimals."""
    return f"{hundred_thousandths / 100_000:.4f}"


def position(r: Reading) -> list[Block]:
    """The country's figures in the Survey, when there are any."""
    years = sorted(r.roadmap.egdi, key=lambda one: int(one["year"]))
    if not years:
        return []
    w = r.words.situation
    rows: list[list[Cell]] = [
        [str(one["year"]), str(one["rank"]), *[index_value(one[key]) for key in ("egdi", *_PARTS)]]
        for one in years
    ]
    caption = w.egdi_caption.format(country=r.the(r.country))
    columns = set_columns(w.egdi_head, (12, 12, 16, 20, 20, 20), right=(1, 2, 3, 4, 5))
    return [
        heading(w.egdi, 2, "egdi"),
        para(_text(r)),
        *_trend(r),
        *table(caption, columns, rows),
        *_peers(r),
        para(w.egdi_note),
    ]


def _text(r: Reading) -> str:
    years = sorted(r.roadmap.egdi, key=lambda one: int(one["year"]))
    w, first, last = r.words.situation, years[0], years[-1]
    weakest = min(_PARTS, key=lambda part: int(last[part]))
    band = next(name for least, name in _BANDS if last["egdi"] >= least)
    template = w.egdi_text if len(years) > 1 else w.egdi_text_one
    return template.format(
        year=last["year"],
        country=r.the(r.country),
        rank=last["rank"],
        egdi=index_value(last["egdi"]),
        band=w.egdi_bands[band],
        first_year=first["year"],
        first=index_value(first["egdi"]),
        first_rank=first["rank"],
        weakest=w.egdi_parts[weakest],
        weakest_value=index_value(last[weakest]),
    )


def latest_peers(r: Reading) -> list[Peer]:
    """The country and its groups in the last Survey; none when there are no peers."""
    last = max((one.year for one in r.roadmap.peers), default=0)
    found = [one for one in r.roadmap.peers if one.year == last]
    return found if len(found) > 1 else []


def _trend(r: Reading) -> list[Block]:
    years = sorted(r.roadmap.egdi, key=lambda one: int(one["year"]))
    if len(years) < 2:
        return []
    w, first, last = r.words.situation, years[0], years[-1]
    values = {
        "country": r.the(r.country),
        "first_year": first["year"],
        "year": last["year"],
        "first": index_value(first["egdi"]),
        "last": index_value(last["egdi"]),
    }
    groups = latest_peers(r)
    if not groups:
        caption = w.egdi_caption.format(country=r.the(r.country))
        return [figure("egdi", caption, w.egdi_alt.format(**values))]
    others = [f"{r.peer(one)} {index_value(one.egdi)}" for one in groups[1:]]
    alt = w.peers_trend_alt.format(**values, others="; ".join(others))
    return [figure("egdi", w.peers_trend.format(country=r.the(r.country)), alt)]


def _peers(r: Reading) -> list[Block]:
    """How far the country is from the means of its groups, in index and parts."""
    groups = latest_peers(r)
    if not groups:
        return []
    w, own = r.words.situation, groups[0]
    keys = ("egdi", *_PARTS)
    rows: list[list[Cell]] = []
    for one in groups:
        label = r.peer(one) if one is own else w.peer_n.format(name=r.peer(one), n=one.n)
        cells = [_with_gap(getattr(one, key), getattr(own, key), one is own) for key in keys]
        rows.append([label, *cells])
    heads = [Column(w.peers_head, 28), *[Column(head, 18, right=True) for head in w.egdi_head[2:]]]
    names = {"egdi": w.egdi_index, **w.egdi_parts}
    shown = "; ".join(f"{names[key]} {index_value(getattr(own, key))}" for key in keys)
    caption = w.peers_caption.format(year=own.year)
    alt = w.peers_alt.format(country=r.the(r.country), values=shown, n=len(groups) - 1)
    known = {one.id: one for one in r.pack.reference.figures}
    note = [para(known["egdi"].groups)] if "egdi" in known and known["egdi"].groups else []
    return [
        para(_compared(r, groups)),
        figure("peers", w.peers_figure.format(year=own.year), alt),
        *table(caption, heads, rows),
        *note,
    ]


def _with_gap(value: int, own: int, is_own: bool) -> Cell:
    """A mean, and below it how far the country is above or below it."""
    if is_own:
        return index_value(value)
    gap = own - value
    sign = "+" if gap >= 0 else "\u2212"
    return index_value(value), f"{sign}{index_value(abs(gap))}"


def _compared(r: Reading, groups: list[Peer]) -> str:
    """Above and below whose mean the index lies, and which part lags its neighbours most."""
    w, own = r.words.situation, groups[0]
    above = [r.peer(one) for one in groups[1:] if own.egdi >= one.egdi]
    below = [r.peer(one) for one in groups[1:] if own.egdi < one.egdi]
    found = []
    if above:
        found.append(w.peers_above.format(groups=r.words.joined(above)))
    if below:
        found.append(w.peers_below.format(groups=r.words.joined(below)))
    near = groups[1]
    gaps = {part: getattr(own, part) - getattr(near, part) for part in _PARTS}
    worst = min(_PARTS, key=lambda part: gaps[part])
    if gaps[worst] < 0:
        found.append(
            w.peers_worst.format(
                group=r.peer(near), part=w.egdi_parts[worst], gap=index_value(-gaps[worst])
            )
        )
    return " ".join(found)
