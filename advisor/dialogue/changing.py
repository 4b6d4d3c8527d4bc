"""Changing an answer that was given: by name, or the one just before."""

from collections.abc import Collection
from dataclasses import replace

from advisor.dialogue.checklist import check_of
from advisor.dialogue.commands import command_in
from advisor.dialogue.lists import exact_list
from advisor.dialogue.matching import polarity_of, telling
from advisor.dialogue.message import Message, hear
from advisor.dialogue.naming import Target, named
from advisor.dialogue.options import bare, names_of
from advisor.dialogue.reading import Misfit, Reading
from advisor.dialogue.recording import offered, propose, record, refuse, replaces, reread
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.voice import command_button, labels_of, shown
from advisor.model.answers import NOT_APPLICABLE, UNKNOWN, Value
from advisor.model.content import Question
from advisor.model.conversation import Frame

_MANY = 5


def change(scene: Scene, thing: str, to: str = "") -> Outcome:
    """Change the answer of that name, to a value or, without one, by asking the question again."""
    if hear(thing, scene.u).line in scene.u.last_answer:
        recent = scene.state.just_recorded
        targets = tuple(Target(one) for one in recent)
    else:
        preferred = set(scene.state.answers)
        targets = named(scene.pack, scene.u, thing, preferred)
    if not targets:
        return unknown_thing(scene, thing)
    ids = list(dict.fromkeys(target.question for target in targets))
    held = [one for one in ids if one in scene.state.answers]
    ids = held or ids
    targets = tuple(target for target in targets if target.question in ids)
    if len(ids) > 1 and to:
        fit = tuple(t for t in targets if _takes(scene, t.question, to, {t.item} - {""}))
        targets = fit or targets
        ids = list(dict.fromkeys(target.question for target in targets))
    if len(ids) > 1:
        return _which(scene, ids[:_MANY], to)
    changed = change_question(scene, scene.pack.question[ids[0]], to, _item(targets))
    if changed.writes and not _in_full(scene, thing, ids[0]):
        return propose(scene, tuple((one.question, one.value) for one in changed.recorded), said=to)
    return changed


def _takes(scene: Scene, question_id: str, to: str, items: Collection[str] = ()) -> bool:
    """Whether what was said can be a value of a question, or of an item of it."""
    question = scene.pack.question[question_id]
    if any(items):
        said = hear(to, scene.u)
        return _checked(scene, question, next(iter(items)), said) is not None
    found = reread(scene, question, hear(to, scene.u))
    return question.kind != "text" and isinstance(found, Reading)


def _item(targets: tuple[Target, ...]) -> str:
    return targets[0].item if len(targets) == 1 else ""


def unknown_thing(scene: Scene, thing: str) -> Outcome:
    """No question goes by that name."""
    p = scene.phrases
    text = scene.voice.say(p.which_answer, thing=" ".join(thing.split())[:60])
    extra = command_button(scene.state, p.button_review[0], "review")
    return Outcome("clarified", (text,), scene.state.base, extra=(extra,), returns=True)


def _which(scene: Scene, ids: list[str], to: str) -> Outcome:
    buttons = tuple(
        command_button(scene.state, label, "change", one)
        for one, label in zip(ids, labels_of(scene.state, ids), strict=True)
    )
    frame = Frame(kind="choose", choices=buttons, said=to[:400])
    return Outcome("clarified", (), (*scene.state.base, frame))


def change_question(scene: Scene, question: Question, to: str = "", item: str = "") -> Outcome:
    """Change one answer; what was said as its new value is read, and waits for a yes."""
    if not to.strip():
        return _open_again(scene, question)
    message = hear(to, scene.u)
    if item:
        found = _checked(scene, question, item, message)
        if found is not None:
            return propose(scene, ((question.id, found),), said=to)
    spare = _spare(question, message, scene)
    reading = Reading((spare,)) if spare else reread(scene, question, message)
    if isinstance(reading, Misfit):
        return replace(refuse(scene, question, reading.said), frames=_changing(scene, question))
    if reading is None:
        return _open_again(scene, question)
    return proposed(scene, question, reading, message)


def proposed(scene: Scene, question: Question, reading: Reading, message: Message) -> Outcome:
    """A reading as a proposal; a first answer that was said plainly counts at once."""
    value, *others = reading.values
    if reading.sure and not others and not replaces(scene, question.id, value):
        return record(scene, {question.id: value})
    return offered(scene, question, reading, message)


def _spare(question: Question, message: Message, scene: Scene) -> str:
    spoken = command_in(message, scene.u)
    name = spoken.name if spoken is not None else ""
    return name if name in (UNKNOWN, NOT_APPLICABLE) and name in question.allow else ""


def _checked(scene: Scene, question: Question, item: str, message: Message) -> Value | None:
    check = check_of(bare(message, scene.u), scene.u) or polarity_of(message.words, scene.u)
    if not check:
        return None
    held = scene.standing(question.id)
    checks = {**(held if isinstance(held, dict) else {}), item: check}
    return {one.id: checks[one.id] for one in question.options if one.id in checks}


def _changing(scene: Scene, question: Question) -> tuple[Frame, ...]:
    return (*scene.state.lasting, Frame(kind="change", question=question.id))


def _open_again(scene: Scene, question: Question) -> Outcome:
    held = scene.standing(question.id)
    if held is None:
        opened = scene.state.opened_at(question.id)
        return Outcome("command", (), opened.frames)
    text = scene.voice.say(
        scene.phrases.change_to_what, label=question.label, value=shown(question, held)
    )
    return Outcome("command", (text,), _changing(scene, question))


def restate(scene: Scene, thing: str, to: str) -> Outcome | None:
    """'The budget should be …': counts only when it is clear which answer is meant."""
    if not thing or hear(thing, scene.u).line in scene.u.last_answer:
        return correct(scene, to, loose=True) if scene.state.last.get("recorded") else None
    targets = named(scene.pack, scene.u, thing, set(scene.state.answers))
    if to:
        targets = tuple(t for t in targets if _takes(scene, t.question, to, {t.item} - {""}))
    ids = list(dict.fromkeys(target.question for target in targets))
    if len(ids) == 1 and _in_full(scene, thing, ids[0]):
        return change_question(scene, scene.pack.question[ids[0]], to, _item(targets))
    just = [one for one in scene.state.just_recorded if to and _speaks_of(scene, thing, one, to)]
    return change_question(scene, scene.pack.question[just[0]], to) if len(just) == 1 else None


def _speaks_of(scene: Scene, thing: str, question_id: str, to: str) -> bool:
    """Whether a name is part of what a question is called, and the question takes the value."""
    question = scene.pack.question[question_id]
    called = telling(" ".join((question.label, *question.terms)), scene.u)
    said = telling(" ".join(thing.split()), scene.u)
    return bool(said) and set(said) <= set(called) and _takes(scene, question_id, to)


def _in_full(scene: Scene, thing: str, question_id: str) -> bool:
    """Whether the name is one of the question's own words and nothing else."""
    question = scene.pack.question[question_id]
    said = telling(" ".join(thing.split()), scene.u)
    names = [telling(name, scene.u) for name in (question.label, question.id, *question.terms)]
    names += [telling(name, scene.u) for o in question.options for name in names_of(o)]
    return said in names


def named_in_full(scene: Scene, thing: str) -> Question | None:
    """The question of which a name is one of its own names, when it is that of no other."""
    ids = {target.question for target in named(scene.pack, scene.u, thing, ())}
    own = [one for one in ids if _in_full(scene, thing, one)]
    return scene.pack.question[own[0]] if len(own) == 1 else None


def exactly_named(scene: Scene, thing: str, to: str = "") -> bool:
    """Whether a name is one question's own, and the question is answered or takes the value."""
    targets = named(scene.pack, scene.u, thing, set(scene.state.answers))
    ids = list(dict.fromkeys(target.question for target in targets))
    if to:
        ids = [one for one in ids if _takes(scene, one, to)] or ids
    held = [one for one in ids if one in scene.state.answers] or ids
    fits = len(held) == 1 and (held[0] in scene.state.answers or bool(to))
    return fits and _in_full(scene, thing, held[0])


def correct(scene: Scene, to: str, loose: bool = False) -> Outcome | None:
    """'No, I meant …': the answer given just before, or else the open question.

    None when what was meant fits neither. `loose` leaves plain text out, where anything would fit.
    """
    state = scene.state
    message = hear(to, scene.u)
    just = bool(state.last.get("recorded"))
    before = [state.pack.question[one] for one in state.just_recorded]
    here = [state.current] if state.current is not None else []
    order = [*before, *here] if just else [*here, *before]
    texts = [one for one in order if one.kind == "text" and not loose]
    for question in [*(one for one in order if one.kind != "text"), *texts]:
        reading = reread(scene, question, message)
        if isinstance(reading, Reading) and not message.too_long:
            unsure = replace(
                reading, sure=reading.sure and not before and question.kind == "likert5"
            )
            return proposed(scene, question, unsure, message)
    return None


def add(scene: Scene, to: str, thing: str = "") -> Outcome | None:
    """'Also skills': more of a list that was answered, by name or just before."""
    if thing:
        targets = named(scene.pack, scene.u, thing, set(scene.state.answers))
        ids = list(dict.fromkeys(target.question for target in targets))
    else:
        ids = [str(one["question"]) for one in scene.state.last.get("recorded", ())]
    held = [one for one in ids if isinstance(scene.standing(one), tuple)]
    if len(held) != 1:
        return None
    question = scene.pack.question[held[0]]
    both = {*listed(scene, question, to), *_chosen(scene, question.id)}
    if len(both) == len(_chosen(scene, question.id)):
        return None
    value = tuple(option.id for option in question.options if option.id in both)
    return propose(scene, ((question.id, value),), said=to)


def listed(scene: Scene, question: Question, said: str) -> tuple[str, ...]:
    """The options of a list that a text names; none where it cannot be read."""
    found = reread(scene, question, hear(said, scene.u))
    value = found.values[0] if isinstance(found, Reading) else ()
    return value if isinstance(value, tuple) else ()


def less(scene: Scene, out: str) -> Outcome | None:
    """'Leave skills out': less of the list that was answered just before; None for no such list."""
    held = _lists_just_given(scene)
    if len(held) != 1 or not takes_out(scene, out):
        return None
    question = scene.pack.question[held[0]]
    gone = listed(scene, question, out)
    left = tuple(one for one in _chosen(scene, question.id) if one not in gone)
    return propose(scene, ((question.id, left),), said=out)


def takes_in(scene: Scene, more: str) -> bool:
    """Whether what is named is a plain list of options of the answer given just before."""
    ids = [str(one["question"]) for one in scene.state.last.get("recorded", ())]
    held = [one for one in ids if isinstance(scene.standing(one), tuple)]
    said = hear(more, scene.u)
    return any(exact_list(scene.pack.question[one], said, scene.u) for one in held)


def takes_out(scene: Scene, out: str) -> bool:
    """Whether all that is named is in the list that was answered just before."""
    held = _lists_just_given(scene)
    named_now = [listed(scene, scene.pack.question[one], out) for one in held]
    return any(
        gone and set(gone) <= set(_chosen(scene, one))
        for one, gone in zip(held, named_now, strict=True)
    )


def _lists_just_given(scene: Scene) -> list[str]:
    """The questions with a list for an answer that the last writing turn answered."""
    return [one for one in scene.state.just_recorded if isinstance(scene.standing(one), tuple)]


def _chosen(scene: Scene, question_id: str) -> tuple[str, ...]:
    value = scene.standing(question_id)
    return value if isinstance(value, tuple) else ()


def withdraw(scene: Scene, thing: str) -> Outcome | None:
    """Take an answer back, after a yes; None when no answer goes by exactly that name."""
    if hear(thing, scene.u).line in scene.u.last_answer:
        ids = list(scene.state.just_recorded)
    else:
        targets = named(scene.pack, scene.u, thing, set(scene.state.answers))
        ids = list(dict.fromkeys(target.question for target in targets))
        ids = [one for one in ids if _in_full(scene, thing, one)]
    held = [one for one in ids if one in scene.state.answers]
    if not ids:
        return None
    if not held:
        label = scene.pack.question[ids[0]].label
        text = scene.voice.say(scene.phrases.no_answer_yet, label=label)
        return scene.interruption("reviewed", text)
    return propose(scene, tuple((one, None) for one in held[:1]))
