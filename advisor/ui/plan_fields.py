"""The fields of one action, group by group."""

from typing import Any

import streamlit as st

from advisor.model.roadmap import PlannedAction, Roadmap
from advisor.roadmap.deciding import choice_on
from advisor.ui import context, plan_shown, typed

plain = context.plain
_MOST = 10**15


def decision(roadmap: Roadmap, sheet: typed.Sheet, one: plan_shown.Shown) -> None:
    """Accept, set aside with a reason, merge; and the quarter in which it must start."""
    say = context.words("plan")
    st.subheader(say["decision"], anchor=False)
    names = say["decisions"]
    chosen = sheet.kept(
        "decision",
        say["decision"],
        st.radio,
        options=list(names),
        index=list(names).index(_standing(roadmap, one)),
        format_func=names.__getitem__,
        horizontal=True,
        label_visibility="collapsed",
    )
    if chosen == "merged":
        titles = {
            action.id: f"{action.code} {action.title}"
            for action in roadmap.actions
            if action.id != one.id
        }
        stands = _into(roadmap, one)
        options = [*titles] if stands in (None, *titles) else [stands, *titles]
        how = {"format_func": lambda name: titles.get(name, name)}
        sheet.select("into", say["into"], options, index=None, **how)
    if chosen != "open":
        label = say["reason_rejected"] if chosen == "rejected" else say["reason"]
        sheet.text("reason", label, area=True, height=80)
    if chosen in ("open", "accepted"):
        quarters: dict[int | None, str] = {use.quarter: use.label for use in roadmap.quarters}
        sheet.select(
            "pin",
            say["pin"],
            [None, *quarters],
            format_func=lambda quarter: quarters.get(quarter, say["free"]),
        )


def _standing(roadmap: Roadmap, one: plan_shown.Shown) -> str:
    return choice_on(roadmap, one.id).decision


def _into(roadmap: Roadmap, one: plan_shown.Shown) -> str | None:
    return choice_on(roadmap, one.id).into or None


def words(sheet: typed.Sheet) -> None:
    """What is done and by whom."""
    fields, empty = context.words("plan")["fields"], context.words("plan")["not_given"]
    sheet.text("title", fields["title"], max_chars=300)
    sheet.text("deliverable", fields["deliverable"], area=True, placeholder=empty)
    left, right = st.columns(2)
    with left:
        sheet.text("owner", fields["owner"], placeholder=empty)
    with right:
        sheet.text("supports", fields["supports"], area=True, height=100)


def size(roadmap: Roadmap, sheet: typed.Sheet) -> None:
    """Time, effort, cost and who pays."""
    say = context.words("plan")
    fields, empty = say["fields"], {"placeholder": say["not_given"], "max_value": _MOST}
    if currency := roadmap.settings.currency:
        st.caption(plain(say["size_unit"].format(currency=currency)))
    left, right = st.columns(2)
    with left:
        sheet.number("months", fields["months"], 1, max_value=60)
        sheet.number("cost_low", fields["cost_low"], **empty)
        sheet.number("running", fields["running"], **empty)
    with right:
        sheet.number("effort_pm", fields["effort_pm"], 1)
        sheet.number("cost_high", fields["cost_high"], **empty)
        sources = [one.name for one in roadmap.settings.funding]
        sheet.select(
            "funding",
            fields["funding"],
            ["", *sources],
            format_func=lambda name: name or say["no_source"],
        )


def indicator(roadmap: Roadmap, sheet: typed.Sheet, one: plan_shown.Shown) -> list[str]:
    """How success is measured, with the SMART verdict on what is typed; the yearly targets."""
    say = context.words("plan")
    fields, empty = say["fields"], say["not_given"]
    for name in ("indicator", "unit", "method", "baseline", "target"):
        sheet.text(name, fields[name], live=True, placeholder=empty)
    frequencies = say["frequencies"]
    sheet.select(
        "frequency",
        fields["frequency"],
        list(frequencies),
        format_func=frequencies.__getitem__,
    )
    _smart(roadmap, sheet, one)
    targets = []
    if isinstance(one, PlannedAction) and one.targets:
        st.markdown(f"**{plain(fields['targets'])}**")
        st.caption(plain(say["targets_note"]))
        for first in range(0, len(one.targets), 3):
            for column, target in zip(st.columns(3), one.targets[first : first + 3], strict=False):
                grey = empty if target.by == "open" else target.value
                at = one.targets.index(target)
                with column:
                    targets.append(sheet.text(f"target-{at}", target.label, placeholder=grey))
    return targets


def _smart(roadmap: Roadmap, sheet: typed.Sheet, one: plan_shown.Shown) -> None:
    say = context.words("plan")
    with st.container(border=True, key="smart"):
        st.markdown(f"**{plain(say['smart'])}**")
        if not isinstance(one, PlannedAction):
            st.caption(plain(say["smart_unplaced"]))
            return
        texts = {name: sheet.values[name] for name in ("unit", "method", "baseline", "target")}
        texts["name"] = sheet.values["indicator"]
        for letter in context.advisor().smart_letters(one, texts, roadmap.settings):
            verdict = {True: "yes", False: "no", None: "open"}[letter.holds]
            st.markdown(
                say["smart_line"].format(
                    mark=say["smart_marks"][verdict],
                    letter=say["letters"][letter.letter],
                    verdict=say["verdicts"][verdict],
                    why=plain(letter.why),
                )
            )


def ratings(sheet: typed.Sheet, one: PlannedAction) -> dict[str, Any]:
    """A rating from 1 to 5 by each criterion, beside what is read from the answers."""
    say = context.words("plan")
    names = context.advisor().roadmap_words.criteria
    st.caption(plain(say["rating_note"]))
    left, right = st.columns(2)
    found: dict[str, Any] = {}
    for at, rating in enumerate(one.ratings):
        label = say["not_known"]
        if rating.rating is not None:
            label = say["read_as"].format(rating=rating.rating)
        if rating.by == "office":
            label = say["no_rating"]
        with (left, right)[at % 2]:
            found[rating.criterion] = sheet.select(
                f"rating-{rating.criterion}",
                names[rating.criterion].capitalize(),
                [None, 1, 2, 3, 4, 5],
                format_func=lambda value, label=label: label if value is None else str(value),
            )
    return found
