"""The actions on which the office decides, as the page names them; and which one is open."""

import streamlit as st

from advisor.model.choices import Rejected
from advisor.model.roadmap import NotPlaced, PlannedAction, Roadmap
from advisor.roadmap.deciding import choice_on, wished
from advisor.ui import context

Shown = PlannedAction | NotPlaced | Rejected
_OPEN = "plan-open"


def shown(roadmap: Roadmap) -> dict[str, Shown]:
    """Every action on which one can decide, by id, in the order of the list."""
    every: tuple[Shown, ...] = (*roadmap.actions, *roadmap.not_placed, *roadmap.rejected)
    known = {one.id: one for one in every}
    return {one: known[one] for one in wished(roadmap)}


def open_(action: str) -> None:
    """Show this action; an empty id shows the list again."""
    st.session_state[_OPEN] = action


def opened(roadmap: Roadmap) -> str:
    """The action that is open; empty when there is none, or it has left the plan."""
    action = str(st.session_state.get(_OPEN, ""))
    return action if action in shown(roadmap) else ""


def about(one: Shown) -> str:
    """Code, weight, time and lead of an action in a line."""
    say = context.words("plan")
    strength = say["strengths"][one.strength]
    if isinstance(one, PlannedAction):
        span = context.words("roadmap")["span"].format(start=one.start, end=one.end)
        when = one.start if one.start == one.end else span
        return str(say["line"].format(code=one.code, strength=strength, when=when, owner=one.owner))
    where = say["aside"] if isinstance(one, Rejected) else say["unplaced"]
    return f"{strength} · {where}"


def marks(roadmap: Roadmap, one: Shown) -> str:
    """What the office has done with an action."""
    say = context.words("plan")
    choice, word = choice_on(roadmap, one.id), say["marks"]
    found = [word["own"]] if one.id.startswith("own.") else []
    if choice.decision == "merged":
        titles = {each.id: each.title for each in shown(roadmap).values()}
        found.append(word["merged"].format(into=titles.get(choice.into, choice.into)))
    elif choice.decision != "open":
        found.append(word[choice.decision])
    if isinstance(one, PlannedAction):
        fields = ", ".join(say["fields"][name] for name in one.edited)
        found += [word["edited"].format(fields=fields)] if fields else []
        found += [word["merges"].format(count=len(one.merged))] if one.merged else []
        found += [word["pinned"]] if one.pinned else []
    if choice.by and found:
        found.append(word["by"].format(by=choice.by))
    line = " · ".join(found)
    return f"{line}: {choice.reason}" if choice.reason else line
