"""Who pays for the plan: sources of money by year, and what the plan takes of them."""

from typing import Any

import streamlit as st

from advisor.model.roadmap import Roadmap
from advisor.roadmap.deciding import funding_of
from advisor.ui import context, differences, typed

plain = context.plain


def show(session: str, roadmap: Roadmap) -> None:
    """The table of sources, and their use."""
    say, made = context.words("plan"), context.advisor()
    st.write(plain(say["funding_note"]))
    if currency := roadmap.settings.currency:
        st.caption(plain(say["funding_unit"].format(currency=currency)))
    if not roadmap.settings.funding:
        st.info(say["funding_none"])
    name = f"{session}-funding"
    rows = _rows(roadmap)
    found = typed.table(
        name,
        rows,
        num_rows="dynamic",
        alt=say["funding_label"],
        column_config=_columns(roadmap),
    )
    statuses = {label: one for one, label in say["statuses"].items()}
    uses = {label: one for one, label in say["uses"].items()}
    sources = funding_of(found, roadmap.settings.years, statuses, uses)
    called = {at: str(one.get("name") or "") for at, one in enumerate(sources)}
    sheet = typed.Sheet(name, {}, say["funding_names"], called)
    sheet.show_fault()
    if st.button(say["funding_store"], key="funding", type="primary"):
        changes = {"funding": sources or None}
        sheet.store(lambda: made.set_plan(session, changes, typed.who()), say["funding_stored"])
    _use(roadmap)


def _rows(roadmap: Roadmap) -> list[dict[str, Any]]:
    """The sources as they stand; an empty line where there is none."""
    say, years = context.words("plan"), range(roadmap.settings.years)
    rows = [
        {
            "name": one.name,
            "status": say["statuses"][one.status],
            "use": say["uses"][one.use],
            **{f"year-{at}": one.amounts[at] if one.amounts else None for at in years},
        }
        for one in roadmap.settings.funding
    ]
    blank = {"name": "", "status": say["statuses"]["expected"], "use": say["uses"]["any"]}
    return rows or [{**blank, **{f"year-{at}": None for at in years}}]


def _columns(roadmap: Roadmap) -> dict[str, Any]:
    say, config = context.words("plan"), st.column_config
    label = say["funding_columns"]
    statuses, uses = list(say["statuses"].values()), list(say["uses"].values())
    return {
        "name": config.TextColumn(label["name"], max_chars=80),
        "status": config.SelectboxColumn(label["status"], options=statuses, required=True),
        "use": config.SelectboxColumn(label["use"], options=uses, required=True),
        **{
            f"year-{at}": config.NumberColumn(
                label["year"].format(label=one.label.partition(" (")[0]), min_value=0, step=1
            )
            for at, one in enumerate(roadmap.years)
        },
    }


def _use(roadmap: Roadmap) -> None:
    """What the plan takes of each source, year by year, and what nobody pays."""
    say = context.words("plan")
    if not roadmap.funding:
        return
    name, labels = say["funding_use_columns"], [one.label for one in roadmap.years]
    st.header(say["funding_use"], anchor=False)
    differences.table(
        [
            {
                name["source"]: one.source,
                name["year"]: labels[one.year],
                name["amount"]: f"{one.amount:,}",
                name["used"]: f"{one.used:,}",
                name["running"]: f"{one.running:,}",
            }
            for one in roadmap.funding
        ],
        say["funding_use"],
    )
    for year in roadmap.years:
        if year.funded is not None and year.charged > year.funded:
            gap = f"{year.charged - year.funded:,} {roadmap.settings.currency}".strip()
            st.warning(plain(say["funding_gap"].format(amount=gap, label=year.label)))
