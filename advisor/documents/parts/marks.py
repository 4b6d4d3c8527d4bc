"""What of an action is the office's own and what is a proposal, as tables show it."""

from advisor.documents.reading import Reading
from advisor.documents.tree import Cell
from advisor.model.roadmap import PlannedAction


def marked(r: Reading, action: PlannedAction, text: str, *fields: str) -> str:
    """The text, with the office's mark where one of these fields is in its own words."""
    mark = r.words.general.own_mark
    return f"{text}{mark}" if text and set(fields) & set(action.edited) else text


def titled(r: Reading, action: PlannedAction) -> str:
    """The title; marked when the office wrote it or added the action."""
    mark = r.words.general.own_mark
    if action.own:
        return f"{action.title}{mark}"
    return marked(r, action, action.title, "title")


def described(r: Reading, action: PlannedAction) -> tuple[str, str]:
    """Title and deliverable, each marked where it is the office's."""
    return titled(r, action), marked(r, action, action.deliverable, "deliverable")


def lead_of(r: Reading, action: PlannedAction) -> str:
    """Who leads, marked where the office said so; 'to be confirmed' when nobody does."""
    return marked(r, action, r.tbc(action.owner), "owner")


def weight_of(r: Reading, action: PlannedAction) -> tuple[str, ...]:
    """How strongly the action is called for, and that the office accepted it."""
    strength = r.words.general.strength[action.strength]
    if action.decision != "accepted" or action.own:
        return (strength,)
    return strength, f"{r.words.general.accepted}{r.words.general.own_mark}"


def target_of(r: Reading, action: PlannedAction) -> str:
    """The target; marked as a proposal until the office accepts the action or sets its own."""
    text = action.indicator.target
    if not text:
        return r.words.general.to_confirm
    if action.own or action.decision == "accepted" or "target" in action.edited:
        return marked(r, action, text, "target")
    return r.words.general.proposed.format(text=text)


def cost_of(r: Reading, action: PlannedAction) -> tuple[str, ...]:
    """Cost range and size of purchase, marked where the office gave the figures."""
    first, *rest = r.cost(action)
    return marked(r, action, first, "cost_low", "cost_high"), *rest


def decided(r: Reading, action: PlannedAction) -> Cell:
    """What the office did to an action, a line each; empty where it did nothing."""
    w = r.words.choices
    lines = []
    if action.own:
        lines.append(w.added)
    elif action.decision == "accepted":
        lines.append(w.accepted)
    if action.edited:
        names = [w.fields.get(one, one) for one in action.edited]
        lines.append(w.edited.format(fields=r.words.joined(list(dict.fromkeys(names)))))
    if action.merged:
        lines.append(w.took_up.format(actions=", ".join(r.title(one) for one in action.merged)))
    if action.pinned:
        lines.append(w.pinned.format(start=action.start))
    return tuple(lines)
