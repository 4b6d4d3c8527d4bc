"""A button that was pressed: it counts only for what was on the table when it was drawn."""

from collections.abc import Callable
from typing import Any, cast

from advisor.dialogue import carried, changing, moves, showing, talk
from advisor.dialogue.commands import Spoken
from advisor.dialogue.drafting import reopen, suggest, taken
from advisor.dialogue.message import hear
from advisor.dialogue.recording import record, write
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.understanding import Command
from advisor.model.answers import Value
from advisor.model.conversation import Button, Frame, TurnKind

_LONGEST = 4000
_REMARK = 3
_WITHOUT_PLACES = ("help", "review", "save", "suggest", "wording")


def press(scene: Scene, button: Button) -> Outcome:
    """What a button does; one that is out of date is refused kindly and does nothing."""
    match button.action:
        case "answer":
            return _answer(scene, button)
        case "confirm" | "reject":
            return _decide(scene, button)
        case "ask":
            asked = button.value if isinstance(button.value, str) else ""
            return talk.ask_material(scene, asked[:_LONGEST]) if asked else stale(scene)
        case "command":
            return _command(scene, button)


def stale(scene: Scene) -> Outcome:
    """The button belongs to something that is over."""
    text = scene.voice.say(scene.phrases.stale)
    return Outcome("refused", (text,), scene.state.frames, returns=True)


def _answer(scene: Scene, button: Button) -> Outcome:
    state = scene.state
    question = state.pack.question.get(button.question)
    if question is None or button.rev != question.rev or button.seq != state.seq:
        return stale(scene)
    top = state.top
    if top is not None and top.kind == "wording" and button.value in top.texts:
        return taken(scene, top, str(button.value))
    offering = top is not None and top.kind in ("choose", "confirm")
    chosen = top is not None and offering and _among(button, top)
    current = state.current is not None and state.current.id == question.id
    if not chosen and not current:
        return stale(scene)
    return record(scene, {question.id: button.value})


def _among(button: Button, frame: Frame) -> bool:
    return any(
        button.question == one.question and button.value == one.value for one in frame.choices
    )


def _decide(scene: Scene, button: Button) -> Outcome:
    frame = scene.state.top
    known = ("confirm", "wording", "carried")
    if frame is None or frame.kind not in known or button.seq != scene.state.seq:
        return stale(scene)
    if button.action == "reject" and frame.kind == "wording":
        return reject(scene) if button.question == frame.question else stale(scene)
    if _pairs(button.value) != _pairs(frame.proposed):
        return stale(scene)
    if frame.kind == "carried":
        keep = button.action == "confirm"
        return carried.kept(scene, frame.proposed) if keep else carried.which(scene, frame)
    return accept(scene, frame) if button.action == "confirm" else reject(scene)


def _pairs(value: Any) -> list[tuple[Any, Any]]:
    """Proposed values as they compare after a journey through a page or a store."""
    if not isinstance(value, list | tuple):
        return []
    pairs = [one for one in value if isinstance(one, list | tuple) and len(one) == 2]
    return [(one, list(v) if isinstance(v, list | tuple) else v) for one, v in pairs]


def accept(scene: Scene, frame: Frame) -> Outcome:
    """A yes to what was proposed."""
    return write(scene, frame.proposed, note=_note(scene, frame))


def _note(scene: Scene, frame: Frame) -> str:
    """What was said is kept beside a value that does not repeat it."""
    values: list[Value | None] = [value for _, value in frame.proposed]
    words = hear(frame.said, scene.u).words
    if frame.kind == "wording":
        return ""
    return "" if frame.said in values or len(words) < _REMARK else frame.said


def reject(scene: Scene) -> Outcome:
    """A no to what was proposed."""
    return Outcome("asked", (scene.voice.say(scene.phrases.left_as_was),), scene.state.base)


def _command(scene: Scene, button: Button) -> Outcome:
    state = scene.state
    name = str(button.value)
    if name == "change":
        if button.question not in state.pack.question:
            return stale(scene)
        top = state.top
        said = top.said if top is not None and top.kind == "choose" else ""
        return changing.change_question(scene, state.pack.question[button.question], said)
    binding = ("skip", "unknown", "not_applicable", "why")
    here = state.current.id if state.current is not None else ""
    if name in binding and (button.question != here or button.seq != state.seq):
        return stale(scene)
    known = name in _PLAIN or name in _WITHOUT_PLACES
    done = obey(scene, Spoken(cast(Command, name))) if known else None
    return done if done is not None else stale(scene)


_PLAIN: dict[str, Callable[[Scene], Outcome]] = {
    "back": moves.back,
    "draft": showing.show_draft,
    "meaning": showing.meaning,
    "missing": showing.missing,
    "next": moves.go_on,
    "not_applicable": moves.not_applicable,
    "open_ones": moves.open_ones,
    "options": showing.options,
    "progress": showing.where,
    "skip": moves.skip,
    "undo": moves.undo,
    "unknown": moves.unknown,
    "unsure": moves.unsure,
    "why": showing.why,
}


def obey(scene: Scene, spoken: Spoken) -> Outcome | None:
    """Do what a command says; None when its slots name nothing that is known here."""
    slots, name = spoken.slots, spoken.name
    table = scene.state.top
    if table is not None and table.kind == "carried" and name in _OF_QUESTION:
        return _of_carried(scene, table, name)
    if name in _PLAIN:
        return _PLAIN[name](scene)
    if name in _ABOUT:
        value = slots.get("value", slots.get("number", ""))
        return _ABOUT[name](scene, slots.get("thing", ""), value)
    match name:
        case "level":
            return showing.level(scene, slots)
        case "minutes":
            return moves.time_box(scene, slots)
        case _:
            return _tell(scene, spoken)


_OF_QUESTION = (
    "level",
    "meaning",
    "next",
    "not_applicable",
    "options",
    "skip",
    "unknown",
    "unsure",
    "why",
)


def _of_carried(scene: Scene, table: Frame, name: str) -> Outcome:
    """Commands about the open question, while answers of the last cycle are on the table."""
    if name in ("skip", "next", "unknown", "unsure"):
        return carried.later(scene, table)
    return scene.interruption("command", scene.voice.say(scene.phrases.carried_first))


def _said(scene: Scene, thing: str) -> Outcome | None:
    """What was said about a thing; what the material says about it is another question."""
    asked = set(hear(thing, scene.u).words) & set(scene.u.material_words)
    return None if asked else showing.said_about(scene, thing)


_ABOUT: dict[str, Callable[[Scene, str, str], Outcome | None]] = {
    "add": lambda scene, thing, value: changing.add(scene, value, thing),
    "change": changing.change,
    "correct": lambda scene, _, value: changing.correct(scene, value),
    "goto": lambda scene, thing, _: moves.go_to(scene, thing),
    "less": lambda scene, _, value: changing.less(scene, value),
    "rather": lambda scene, _, value: changing.correct(scene, value, loose=True),
    "restate": changing.restate,
    "review": lambda scene, thing, _: showing.show_review(scene, thing),
    "said": lambda scene, thing, _: _said(scene, thing),
    "withdraw": lambda scene, thing, _: changing.withdraw(scene, thing),
}


def _tell(scene: Scene, spoken: Spoken) -> Outcome | None:
    """Commands that are answered with a sentence."""
    p, state = scene.phrases, scene.state
    match spoken.name:
        case "help":
            return scene.interruption("command", scene.voice.say(p.help))
        case "save":
            return scene.interruption("command", scene.voice.say(p.saved), show="save")
        case "stop":
            of = len(state.left) + len(state.answers)
            text = scene.voice.say(p.stopped, answered=len(state.answers), of=of)
            return Outcome("command", (text,), state.frames, asks=False, show="save")
        case "restart" | "who" | "privacy":
            said = {"restart": p.restarting, "who": p.who, "privacy": p.privacy}[spoken.name]
            kind: TurnKind = "command" if spoken.name == "restart" else "answered"
            return scene.interruption(kind, scene.voice.say(said))
        case "language" | "bulk" | "orders":
            said = {"language": p.languages, "bulk": p.bulk, "orders": p.orders}[spoken.name]
            return scene.interruption("clarified", scene.voice.say(said))
        case "suggest":
            return suggest(scene)
        case "wording":
            return reopen(scene)
        case _:
            return None
