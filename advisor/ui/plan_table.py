"""All actions in one table to type into, and the spreadsheet that comes back."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from advisor.model.roadmap import Roadmap
from advisor.roadmap.deciding import choice_on, standing, whole
from advisor.ui import context, plan_shown, plan_workbook, typed

plain = context.plain
_TEXTS = ("title", "reason", "owner")
_NUMBERS = ("months", "effort_pm", "cost_low", "cost_high", "running")
_NAME = "plan-table"


def show(session: str, roadmap: Roadmap) -> None:
    """The table, what it would change, and the button that takes it over."""
    say, planning = context.words("plan"), context.advisor().planning
    st.write(plain(say["table_note"]))
    rows = _rows(roadmap)
    name = f"{session}-{_NAME}"
    listed = [_in_words(roadmap, row) for row in rows.values()]
    found = typed.table(
        name,
        listed,
        alt=say["table_label"],
        column_config=_columns(roadmap),
        disabled=["code"],
        height=560,
    )
    changed = {
        action: _typed(roadmap, now, stands)
        for (action, stands), now, was in zip(rows.items(), found, listed, strict=True)
        if now != was
    }
    sheet = typed.Sheet(name, {}, _names(roadmap), _targets(roadmap))
    sheet.show_fault()
    if changed:
        titles = "; ".join(rows[action]["title"] for action in changed)
        st.info(plain(say["table_changes"].format(titles=titles)))
    with st.container(horizontal=True):
        if st.button(say["take_over"], key="take-over", type="primary", disabled=not changed):
            told = say["took_over"].format(count=len(changed))
            sheet.store(lambda: planning.decide(session, roadmap, changed, typed.who()), told)
        if changed:
            st.button(
                say["forget_table"], key="forget-table", on_click=typed.forget_table, args=(name,)
            )
    plan_workbook.show(session, roadmap)


def _targets(roadmap: Roadmap) -> dict[str, str]:
    """Every action by its code and title, as a row of the table and as what takes up another."""
    codes = {one.id: one.code for one in roadmap.actions}
    return {
        one.id: f"{codes.get(one.id, '')} {one.title}".strip()
        for one in plan_shown.shown(roadmap).values()
    }


def _names(roadmap: Roadmap) -> dict[str, str]:
    """What ids and cells are called in the sentences of faults."""
    say = context.words("plan")
    merged = {"decision: merged": say["decisions"]["merged"]}
    return {**_targets(roadmap), **say["fields"], **say["columns"], **merged}


def _rows(roadmap: Roadmap) -> dict[str, dict[str, Any]]:
    """What stands of each action, by id."""
    pack = context.advisor().pack
    pins = {one.action: one.quarter for one in roadmap.settings.pins}
    codes = {one.id: one.code for one in roadmap.actions}
    found = {}
    for action in plan_shown.shown(roadmap):
        choice = choice_on(roadmap, action)
        found[action] = {
            **standing(pack, roadmap, action),
            "code": codes.get(action, ""),
            "decision": choice.decision,
            "reason": choice.reason,
            "into": choice.into,
            "pin": pins.get(action),
        }
    return found


def _in_words(roadmap: Roadmap, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the table: decisions and quarters by their names."""
    say = context.words("plan")
    quarters = {use.quarter: use.label for use in roadmap.quarters}
    return {
        "code": row["code"],
        "title": row["title"],
        "decision": say["decisions"][row["decision"]],
        "into": _targets(roadmap).get(row["into"]),
        **{name: row[name] for name in ("reason", "owner")},
        "pin": quarters.get(row["pin"], say["free"]),
        **{name: row[name] for name in _NUMBERS},
        "funding": row["funding"] or say["no_source"],
    }


def _typed(roadmap: Roadmap, row: Mapping[str, Any], stands: Mapping[str, Any]) -> dict[str, Any]:
    """What a row holds, as `decided` takes it."""
    say = context.words("plan")
    decisions = {label: name for name, label in say["decisions"].items()}
    quarters = {use.label: use.quarter for use in roadmap.quarters}
    decision = decisions.get(str(row["decision"]), "open")
    into = {label: name for name, label in _targets(roadmap).items()}.get(str(row["into"]), "")
    if decision == "open" and into != stands["into"]:
        decision = "merged"
    found: dict[str, Any] = {name: row[name] or "" for name in _TEXTS}
    found |= {name: whole(row[name]) for name in _NUMBERS}
    source = row["funding"]
    return {
        **found,
        "decision": decision,
        "into": into if decision == "merged" or into != stands["into"] else "",
        "pin": quarters.get(str(row["pin"])),
        "funding": "" if source == say["no_source"] else source,
    }


def _columns(roadmap: Roadmap) -> dict[str, Any]:
    say = context.words("plan")
    label, config = say["columns"], st.column_config
    quarters = [say["free"], *(use.label for use in roadmap.quarters)]
    sources = [say["no_source"], *(one.name for one in roadmap.settings.funding)]
    return {
        "code": config.TextColumn(label["code"], pinned=True, width="small"),
        "title": config.TextColumn(label["title"], width="large"),
        "decision": config.SelectboxColumn(
            label["decision"], options=list(say["decisions"].values()), required=True
        ),
        "into": config.SelectboxColumn(label["into"], options=[*_targets(roadmap).values()]),
        "reason": config.TextColumn(label["reason"]),
        "owner": config.TextColumn(label["owner"]),
        "pin": config.SelectboxColumn(label["start"], options=quarters, required=True),
        **{
            name: config.NumberColumn(label[name], min_value=0, step=1, width="small")
            for name in _NUMBERS
        },
        "funding": config.SelectboxColumn(label["funding"], options=sources, required=True),
    }
