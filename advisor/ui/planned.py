"""The actions of the draft, pillar by pillar, each with its reasons."""

from typing import Any

import streamlit as st

from advisor.model.content import SourceRef
from advisor.model.roadmap import Firing, PlannedAction, Roadmap
from advisor.ui import context, plan_shown

plain = context.plain


@st.fragment
def show(roadmap: Roadmap) -> None:
    """The pillar that is chosen: objective, findings, actions, reasons; or all actions at once."""
    say = context.words("roadmap")
    titles: dict[int, str] = {
        0: say["all_pillars"],
        **{
            one.no: say["pillar"].format(no=one.no, title=one.title, count=len(one.actions))
            for one in roadmap.pillars
        },
    }
    number = st.selectbox(
        say["choose_pillar"], list(titles), format_func=titles.__getitem__, key="pillar"
    )
    if number:
        _pillar(roadmap, number)
        return
    st.header(say["all_actions"], anchor=False)
    _table(roadmap.actions)


def _pillar(roadmap: Roadmap, number: int) -> None:
    say = context.words("roadmap")
    plan = next(one for one in roadmap.pillars if one.no == number)
    st.header(plain(plan.title), anchor=False)
    st.write(plain(plan.objective))
    if plan.findings:
        st.subheader(say["findings"], anchor=False)
        st.markdown("\n".join(f"- {plain(one)}" for one in plan.findings))
    actions = [one for one in roadmap.actions if one.pillar == number]
    if not actions:
        st.info(say["no_actions"])
        return
    st.subheader(say["actions"], anchor=False)
    _table(actions)
    st.subheader(say["why"], anchor=False)
    for one in actions:
        with st.expander(plain(f"{one.code} {one.title}")):
            reasons(one)
            _decide(one)


def _table(actions: Any) -> None:
    say = context.words("roadmap")
    st.table([_row(one, say) for one in actions], hide_index=True, alt=say["actions"])


def _row(one: PlannedAction, say: Any) -> dict[str, str]:
    name, cost = say["columns"], one.cost
    priced = cost.low is not None and cost.high is not None
    money = f"{cost.low:,}–{cost.high:,} {cost.currency}" if priced else say["bands"][one.cost_band]
    return {
        name["code"]: one.code,
        name["title"]: plain(one.title),
        name["strength"]: say["strengths"][one.strength],
        name["time"]: plain(say["span"].format(start=one.start, end=one.end)),
        name["owner"]: plain(one.owner),
        name["effort"]: str(one.effort_pm),
        name["cost"]: plain(money.strip()),
    }


def because(firing: Firing) -> str:
    """A rule's reason; one of the office's own has no rule behind it."""
    say, pack = context.words("roadmap"), context.advisor().pack
    if firing.rule not in pack.rule:
        return firing.because
    return str(say["because"].format(rule=firing.rule, because=firing.because))


def reasons(one: PlannedAction) -> None:
    """The rules with what they saw, the slides and the prerequisites behind an action."""
    say = context.words("roadmap")
    lines = [say["deliverable"].format(deliverable=one.deliverable)]
    for firing in one.trace:
        lines += [because(firing), *_seen(firing)]
    lines.append(say["placed"].format(placed=one.placed))
    if one.needs:
        lines.append(say["needs"].format(needs="; ".join(map(_title, one.needs))))
    indicator = say["indicator"].format(name=one.indicator.name, baseline=one.baseline)
    st.markdown("\n\n".join(plain(line) for line in (*lines, indicator)))
    if one.sources:
        st.caption(plain(say["cited"].format(slides=slides(one.sources))))
    if one.practice_note:
        st.caption(plain(say["practice"].format(note=one.practice_note)))


def _title(action: str) -> str:
    """What an action is called; one that the office added by its own title."""
    made = context.advisor()
    if action in made.pack.action:
        return made.pack.action[action].title
    own = made.planning.given(context.session()).get("own", {})
    return str(own.get(action, {}).get("title", action))


def _decide(one: PlannedAction) -> None:
    """The way to the page on which the office decides about the action."""
    say = context.words("roadmap")
    if st.button(say["decide"], key=f"decide-{one.id}", help=plain(one.title)):
        plan_shown.open_(one.id)
        st.switch_page(context.PLAN)


def _seen(firing: Firing) -> list[str]:
    """The answers that a rule looked at, by the names of their questions."""
    say, pack = context.words("roadmap"), context.advisor().pack
    asked = dict.fromkeys(one for leaf in firing.leaves for one in leaf.answers)
    labels = [pack.question[one].label for one in asked if one in pack.question]
    return [say["answers"].format(labels="; ".join(labels))] if labels else []


def slides(sources: tuple[SourceRef, ...]) -> str:
    """Slides by their reference and title."""
    known = context.advisor().pack.slide
    return "; ".join(f"{one} {known[str(one)].title}" for one in sources if str(one) in known)
