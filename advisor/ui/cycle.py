"""What was reached, the start of the next cycle, and what moved since the last one."""

from typing import Any

import streamlit as st

from advisor.model.roadmap import PlannedAction, Roadmap
from advisor.ui import context, differences, typed

plain = context.plain
# What there is to say of each kind of movement.
_COLUMNS = {
    "score": ("label", "was", "now", "direction"),
    "indicator": ("label", "was", "planned", "now", "direction"),
    "action": ("label", "end", "now"),
}


def show(session: str, roadmap: Roadmap) -> None:
    """The movements, the table of results, and the way to the next cycle."""
    say = context.words("cycle")
    _moved(roadmap)
    st.write(plain(say["note"]))
    _results(session, roadmap)
    _next(session)


def _results(session: str, roadmap: Roadmap) -> None:
    say, planning = context.words("cycle"), context.advisor().planning
    day = st.date_input(say["day"], value=None, key="cycle-day", persist_state="session")
    if day is None:
        st.info(say["no_day"])
        return
    on = day.isoformat()
    name = f"{session}-actuals-{on}"
    rows = [_row(one, on) for one in roadmap.actions]
    found = typed.table(
        name,
        rows,
        alt=say["label"],
        column_config=_columns(),
        disabled=["code", "title", "indicator", "unit", "target", "last"],
        height=480,
    )
    statuses = {label: one for one, label in say["statuses"].items()}
    changed = {
        one.id: {**now, "status": statuses.get(str(now["status"]))}
        for one, now, was in zip(roadmap.actions, found, rows, strict=True)
        if now != was
    }
    called = {one.id: f"{one.code} {one.title}" for one in roadmap.actions}
    sheet = typed.Sheet(name, {}, called, called)
    sheet.show_fault()
    if st.button(say["store"], key="results", type="primary", disabled=not changed):
        told = say["stored"].format(count=len(changed))
        sheet.store(lambda: planning.reach(session, on, changed, typed.who()), told)


def _row(one: PlannedAction, day: str) -> dict[str, Any]:
    statuses = context.words("cycle")["statuses"]
    actual = one.actual
    values = dict(actual.values) if actual else {}
    last = next(reversed(values), "")
    return {
        "code": one.code,
        "title": one.title,
        "status": statuses[actual.status] if actual and actual.status else None,
        "value": values.get(day, ""),
        "note": actual.note if actual else "",
        "indicator": one.indicator.name,
        "unit": one.indicator.unit,
        "target": one.indicator.target,
        "last": f"{last}: {values[last]}" if last else "",
    }


def _columns() -> dict[str, Any]:
    say, config = context.words("cycle"), st.column_config
    label = say["columns"]
    texts = {
        name: config.TextColumn(label[name])
        for name in ("title", "value", "note", "indicator", "unit", "target", "last")
    }
    return {
        "code": config.TextColumn(label["code"], pinned=True, width="small"),
        "status": config.SelectboxColumn(label["status"], options=list(say["statuses"].values())),
        **texts,
    }


def _next(session: str) -> None:
    """Begin the next cycle, once it is said that the results are complete."""
    say = context.words("cycle")
    st.header(say["next"], anchor=False)
    st.write(plain(say["next_note"]))
    sure = st.checkbox(say["next_sure"], key="cycle-sure")
    if st.button(say["next_now"], key="next-cycle", disabled=not sure):
        made, link = context.advisor(), context.link()
        opened = made.next_cycle(session)
        made.open(opened)
        context.go_to(opened)
        typed.tell(f"{say['opened']} {link}")
        st.rerun()


def _moved(roadmap: Roadmap) -> None:
    say = context.words("cycle")
    if not roadmap.movements:
        return
    st.header(say["moved"], anchor=False)
    name, statuses = say["moved_columns"], say["statuses"]
    for kind, title in say["kinds"].items():
        rows = []
        for one in (moved for moved in roadmap.movements if moved.kind == kind):
            cells = {
                "label": one.label,
                "was": one.was or say["not_given"],
                "planned": one.planned or say["not_given"],
                "end": one.planned,
                "now": statuses.get(one.now, one.now) or say["not_given"],
                "direction": say["directions"][one.direction],
            }
            rows.append({name[column]: cells[column] for column in _COLUMNS[kind]})
        if rows:
            st.markdown(f"**{plain(title)}**")
            differences.table(rows, title)
