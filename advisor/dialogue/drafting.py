"""The vision workshop: a statement is chosen, edited together, checked, and only then recorded."""

from collections.abc import Callable, Iterator

from advisor.dialogue.asking import is_question
from advisor.dialogue.changing import named_in_full
from advisor.dialogue.commands import command_in, edits_in, talk_in
from advisor.dialogue.message import Message, hear
from advisor.dialogue.options import bare, exact_option
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.vision import candidates, checks, in_words, lacking, said, titled
from advisor.dialogue.voice import answer_button, command_button, labels_of
from advisor.dialogue.wording import (
    added,
    combined,
    dropped,
    numbered,
    of_several,
    replaced,
    shorter,
)
from advisor.model.conversation import Button, Frame

_OWN = 5
_KEPT = 10
Slots = dict[str, str]


def suggest(scene: Scene) -> Outcome | None:
    """Three drafts of the vision statement to choose from; None where the pack has no such thing.

    Where an answer that they rest on is missing it is named.
    """
    v = scene.u.vision
    needed = {v.statement, v.by, v.people, v.outcomes, v.values}
    if not needed <= set(scene.pack.question):
        return None
    missing = lacking(scene)
    if missing:
        labels = scene.voice.several(labels_of(scene.state, missing))
        text = scene.voice.say(scene.phrases.candidates_missing, labels=labels)
        return scene.interruption("clarified", text)
    frame = Frame(kind="wording", question=v.statement, texts=candidates(scene))
    return Outcome("clarified", (), _on_table(scene, frame))


def reopen(scene: Scene) -> Outcome | None:
    """Work on the statement that stands, or begin with drafts when there is none."""
    standing = scene.standing(scene.u.vision.statement)
    question = scene.pack.question.get(scene.u.vision.statement)
    answer = scene.state.answers.get(scene.u.vision.statement)
    if question is None or answer is None or not answer.given:
        return suggest(scene)
    return _shown(scene, Frame(kind="wording", question=question.id), str(standing))


def _on_table(scene: Scene, frame: Frame) -> tuple[Frame, ...]:
    return (*scene.state.base, frame)


def _shown(scene: Scene, frame: Frame, text: str) -> Outcome:
    """A text is on the table: it waits for a yes, or for the next edit."""
    past = (*frame.past, frame.said)[-_KEPT:] if frame.said and frame.said != text else frame.past
    text = titled(text)
    proposed = ((frame.question, text),)
    now = frame.model_copy(update={"said": text, "past": past, "proposed": proposed})
    return Outcome("confirm", (), _on_table(scene, now))


def taken(scene: Scene, frame: Frame, text: str) -> Outcome:
    """One of the drafts was pressed."""
    return _shown(scene, frame, text)


def work_on(scene: Scene, frame: Frame, message: Message) -> Outcome | None:
    """What a message does to the statement; None when it is about something else."""
    if message.asks or message.too_long:
        return None
    for name, slots in edits_in(message, scene.u):
        done = _EDITS[name](scene, frame, slots)
        if done is not None:
            return done
    plainly_no = message.line in scene.u.no or bare(message, scene.u) in scene.u.no
    if plainly_no and frame.said:
        return _again(scene, frame, scene.voice.say(scene.phrases.wording_change))
    return _own(scene, frame, message)


def _own(scene: Scene, frame: Frame, message: Message) -> Outcome | None:
    """A sentence of the office's own takes the place of what is on the table."""
    elsewhere = command_in(message, scene.u) is not None or talk_in(message, scene.u) is not None
    if elsewhere or len(message.words) < _OWN or is_question(message, scene.u, strict=True):
        return None
    return _shown(scene, frame, message.raw)


def _again(scene: Scene, frame: Frame, text: str) -> Outcome:
    return Outcome("clarified", (text,), _on_table(scene, frame))


def _pick(scene: Scene, frame: Frame, slots: Slots) -> Outcome | None:
    at = numbered(slots["which"], len(frame.texts), scene.u)
    return _shown(scene, frame, frame.texts[at]) if at is not None else None


def _pick_then(scene: Scene, frame: Frame, slots: Slots) -> Outcome | None:
    """'Use the second and add by 2030'."""
    at = numbered(slots["which"], len(frame.texts), scene.u)
    if at is None:
        return None
    held = frame.model_copy(update={"said": frame.texts[at]})
    return work_on(scene, held, hear(slots["then"], scene.u))


def _combine(scene: Scene, frame: Frame, slots: Slots) -> Outcome | None:
    count = len(frame.texts)
    one, other = (numbered(slots[name], count, scene.u) for name in ("which", "with"))
    if one is None or other is None or one == other:
        return None
    return _shown(scene, frame, combined(frame.texts[one], frame.texts[other], scene.u))


def which_draft(scene: Scene, frame: Frame) -> Outcome:
    """A yes while three drafts lie there."""
    return _again(scene, frame, scene.voice.say(scene.phrases.wording_which))


def _changed(scene: Scene, frame: Frame, text: str | None, missing: str) -> Outcome | None:
    """The text after an edit; what cannot be done is said, and nothing is chosen for the office."""
    if not frame.said:
        return which_draft(scene, frame)
    if text is None:
        thing = " ".join(missing.split())[:60]
        return _again(scene, frame, scene.voice.say(scene.phrases.wording_not_there, thing=thing))
    return _shown(scene, frame, text)


def _add(scene: Scene, frame: Frame, slots: Slots) -> Outcome | None:
    if not frame.said:
        return which_draft(scene, frame)
    joins, word_and = scene.u.vision.joins, scene.phrases.word_and[0]
    text = _listed(scene, frame.said, slots["value"])
    return _shown(scene, frame, text or added(frame.said, slots["value"], joins, word_and))


def _listed(scene: Scene, text: str, more: str) -> str | None:
    """A further value, or people, put into the list of them that stands in the text."""
    for question_id in (scene.u.vision.values, scene.u.vision.people):
        question, listed = scene.pack.question[question_id], said(scene, question_id)
        at = exact_option(question, hear(more, scene.u).line, scene.u)
        chosen = scene.standing(question_id)
        if len(at) != 1 or not listed or not isinstance(chosen, tuple):
            continue
        option = question.options[at[0]]
        if option.id in chosen:
            continue
        both = in_words(scene, question, (*chosen, option.id))
        changed = replaced(text, listed, both)
        if changed is not None:
            return changed
    return None


def _replace(scene: Scene, frame: Frame, slots: Slots) -> Outcome | None:
    return _changed(scene, frame, replaced(frame.said, slots["old"], slots["value"]), slots["old"])


def _replace_if_there(scene: Scene, frame: Frame, slots: Slots) -> Outcome | None:
    """'Change a to b' is meant for the answer of that name when the words do not stand here."""
    text = replaced(frame.said, slots["old"], slots["value"])
    meant = named_in_full(scene, slots["old"])
    if text is None and meant is not None and meant.id in scene.state.answers:
        return None
    return _changed(scene, frame, text, slots["old"])


def _drop(scene: Scene, frame: Frame, slots: Slots) -> Outcome | None:
    text = dropped(frame.said, slots["old"])
    return _shown(scene, frame, text) if text is not None and frame.said else None


def _shorten(scene: Scene, frame: Frame, _: Slots) -> Outcome | None:
    text = shorter(frame.said)
    if frame.said and text is None:
        return _again(scene, frame, scene.voice.say(scene.phrases.wording_short))
    return _changed(scene, frame, text, "")


def _undo(scene: Scene, frame: Frame, _: Slots) -> Outcome | None:
    if not frame.past:
        return None
    held = frame.model_copy(update={"said": "", "past": frame.past[:-1]})
    return _shown(scene, held, frame.past[-1])


def _drafts(scene: Scene, frame: Frame, _: Slots) -> Outcome | None:
    return suggest(scene)


def _leave(scene: Scene, frame: Frame, _: Slots) -> Outcome | None:
    return Outcome("asked", (scene.voice.say(scene.phrases.left_as_was),), scene.state.base)


_EDITS: dict[str, Callable[[Scene, Frame, Slots], Outcome | None]] = {
    "add": _add,
    "combine": _combine,
    "drafts": _drafts,
    "drop": _drop,
    "leave": _leave,
    "pick": _pick,
    "pick_then": _pick_then,
    "replace": _replace,
    "replace_if_there": _replace_if_there,
    "shorten": _shorten,
    "undo": _undo,
}


def put(scene: Scene, frame: Frame) -> str:
    """The statement as it stands with what it says and does not say, or the drafts."""
    p, voice = scene.phrases, scene.voice
    if not frame.said:
        drafts = [f"{text}\n   {_missing(scene, text)}" for text in frame.texts]
        lines = [voice.say(p.candidates), of_several(drafts), voice.say(p.wording_hint_drafts)]
    else:
        lines = [voice.say(p.wording_now), frame.said, *_verdict(scene, frame.said)]
        lines.append(voice.say(p.wording_confirm))
    return "\n".join(line for line in lines if line.strip())


def _missing(scene: Scene, text: str) -> str:
    missing = [one.what for one in checks(scene, text) if not one.met]
    p = scene.phrases
    if not missing:
        return p.wording_all[0]
    return p.wording_lacks[0].format(checks=scene.voice.several(missing, 5))


def _verdict(scene: Scene, text: str) -> Iterator[str]:
    found, p = checks(scene, text), scene.phrases
    met = [one.what for one in found if one.met]
    missing = [one.what for one in found if not one.met]
    if met:
        yield p.wording_says[0].format(checks=scene.voice.several(met, 5))
    if missing:
        yield p.wording_lacks[0].format(checks=scene.voice.several(missing, 5))


def buttons(scene: Scene, frame: Frame) -> tuple[Button, ...]:
    """The drafts to take, or what can be done with the one on the table."""
    state, p = scene.state, scene.phrases
    question = scene.pack.question[frame.question]
    leave = Button(
        label=p.button_leave_wording[0], action="reject", question=question.id, seq=state.seq
    )
    if not frame.said:
        labels = (p.button_take_draft[0].format(n=at) for at in range(1, len(frame.texts) + 1))
        takes = (
            answer_button(state, question, label, text)
            for label, text in zip(labels, frame.texts, strict=True)
        )
        return (*takes, leave)
    yes = Button(
        label=p.button_take_wording[0],
        action="confirm",
        value=[[one, text] for one, text in frame.proposed],
        question=question.id,
        rev=question.rev,
        seq=state.seq,
    )
    again = command_button(state, p.button_drafts[0], "suggest")
    return (yes, again, leave) if frame.texts else (yes, leave)
