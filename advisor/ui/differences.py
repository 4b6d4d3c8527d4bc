"""Two plans side by side: figures, what came, went and moved, and what caused it."""

from collections.abc import Sequence

import streamlit as st

from advisor.model.roadmap import Change, Comparison, Roadmap
from advisor.ui import context

plain = context.plain
# Which ends of a difference there are; both where nothing is said.
_ENDS: dict[str, tuple[str, ...]] = {
    "came": ("now",),
    "went": ("was",),
    "risks_came": (),
    "risks_went": (),
}


def show(before: Roadmap, after: Roadmap) -> None:
    """Everything that differs between two plans."""
    say = context.words("compare")
    found = context.advisor().compared(before, after)
    if before.fingerprint == after.fingerprint:
        st.info(say["same"])
        return
    _figures(before, after)
    _conflicts(after)
    _years(before, after)
    titles = {one.id: one.title for one in (*found.settings, *found.answers)}
    for name, title in say["parts"].items():
        changes: tuple[Change, ...] = getattr(found, name)
        if changes:
            st.header(plain(say["part"].format(title=title, count=len(changes))), anchor=False)
            table([_row(name, one, titles) for one in changes], title)
    _path(before, after)
    _causes(found)


def table(rows: Sequence[dict[str, str]], name: str) -> None:
    """A table of texts, each shown as it is."""
    shown = [{plain(head): plain(text) for head, text in row.items()} for row in rows]
    st.table(shown, hide_index=True, alt=name)


def _figures(before: Roadmap, after: Roadmap) -> None:
    label = context.words("compare")["figures"]
    with st.container(horizontal=True):
        for name, was, now in (
            ("actions", len(before.actions), len(after.actions)),
            ("unfit", len(before.not_placed), len(after.not_placed)),
            ("cost", _cost(before), _cost(after)),
        ):
            change = f"{now - was:+,}" if now != was else None
            st.metric(label[name], f"{now:,}", change, border=True, width=210, delta_color="off")
        st.metric(label["end"], _end(after) or "–", border=True, width=210)


def _conflicts(after: Roadmap) -> None:
    """The wishes that the later plan cannot meet, each with the fewest that are in conflict."""
    if after.conflicts:
        st.header(context.words("compare")["conflicts"], anchor=False)
    for one in after.conflicts:
        st.warning(plain(one.sentence))


def _cost(roadmap: Roadmap) -> int:
    return sum(one.charged for one in roadmap.years)


def _end(roadmap: Roadmap) -> str:
    last = max(roadmap.actions, key=lambda one: one.end_quarter, default=None)
    return last.end if last else ""


def _row(part: str, one: Change, titles: dict[str, str]) -> dict[str, str]:
    say = context.words("compare")
    name, now = say["columns"], one.now
    if one.quarters:
        way = say["later" if one.quarters > 0 else "earlier"]
        now = way.format(now=now, by=abs(one.quarters))
    causes = "; ".join(dict.fromkeys(cause(each, titles) for each in one.because))
    row = {name["title"]: one.title}
    ends = {"was": one.was, "now": now}
    row |= {name[end]: text for end, text in ends.items() if end in _ENDS.get(part, ("was", "now"))}
    room = say["room"] if part == "moved" else ""
    return {**row, name["because"]: causes or room}


def cause(one: str, titles: dict[str, str]) -> str:
    """A changed answer or setting as one would name it."""
    say = context.words("compare")
    known, names = context.advisor().pack.question, say["settings_names"]
    if one in known:
        return known[one].label
    head, _, rest = one.partition(".")
    if one.startswith("choices."):
        return str(say["decision_on"].format(title=titles.get(one, rest)))
    if rest and head in names:
        return f"{names[head]}: {titles.get(one, rest)}"
    return str(names.get(one, one))


def _causes(found: Comparison) -> None:
    """The answers and settings that differ, whatever they did."""
    say = context.words("compare")
    name = say["change_columns"]
    for part, changes in (("answers", found.answers), ("settings", found.settings)):
        if not changes:
            continue
        titles = {one.id: one.title for one in changes}
        with st.expander(plain(say["part"].format(title=say[part], count=len(changes)))):
            rows = [
                {
                    name["title"]: cause(one.id, titles),
                    name["was"]: one.was or say["not_given"],
                    name["now"]: one.now or say["not_given"],
                }
                for one in changes
            ]
            table(rows, say[part])


def _years(before: Roadmap, after: Roadmap) -> None:
    say = context.words("compare")
    name, open_ = say["year_columns"], say["not_given"]

    def figures(roadmap: Roadmap, at: int) -> tuple[str, str]:
        if at >= len(roadmap.years):
            return "–", "–"
        year = roadmap.years[at]
        return f"{year.charged:,}", open_ if year.budget is None else f"{year.budget:,}"

    longer = max(after, before, key=lambda one: len(one.years))
    rows = []
    for at, year in enumerate(longer.years):
        (was, budget_was), (now, budget) = figures(before, at), figures(after, at)
        rows.append(
            {
                name["label"]: year.label,
                name["was"]: was,
                name["now"]: now,
                name["budget_was"]: budget_was,
                name["budget"]: budget,
            }
        )
    if rows:
        st.header(say["years"], anchor=False)
        table(rows, say["years"])


def _path(before: Roadmap, after: Roadmap) -> None:
    say = context.words("compare")
    name = say["path_columns"]
    if before.critical_path == after.critical_path or not after.critical_path:
        return
    st.header(say["path"], anchor=False)
    for column, head, roadmap in zip(
        st.columns(2), (name["was"], name["now"]), (before, after), strict=True
    ):
        titles = {one.id: f"{one.title} ({one.start})" for one in roadmap.actions}
        lines = [f"1. {plain(titles[one])}" for one in roadmap.critical_path if one in titles]
        column.markdown(f"**{plain(head)}**\n\n" + "\n".join(lines))
