"""Writes answers: at once when they were said plainly, after a yes when not.

An answer that stands is never replaced without showing first what that does.
"""

from collections.abc import Mapping

from advisor.dialogue.message import Message
from advisor.dialogue.reader import read
from advisor.dialogue.reading import Misfit, Read, Reading
from advisor.dialogue.scene import Outcome, Scene, answer_event
from advisor.dialogue.voice import answer_button, shortened, shown, stated, takes
from advisor.interview import effect_of_all
from advisor.model.answers import MAX_TEXT, UNKNOWN, Event, Value, read_value
from advisor.model.content import Question
from advisor.model.conversation import Button, Frame, Recorded

Proposed = tuple[tuple[str, Value | None], ...]


def take(scene: Scene, question: Question, found: Read, message: Message) -> Outcome:
    """What follows from the reading of a message as an answer to a question."""
    if isinstance(found, Misfit):
        return refuse(scene, question, found.said)
    assert found is not None
    if found.sure and len(set(map(_key, found.values))) == 1:
        return record(scene, {question.id: found.values[0]}, note=found.note)
    return offered(scene, question, found, message)


def offered(scene: Scene, question: Question, found: Reading, message: Message) -> Outcome:
    """A reading that waits for a yes, or for a choice where it leaves one."""
    by_key = {_key(value): value for value in reversed(found.values)}
    value, *others = (by_key[key] for key in dict.fromkeys(map(_key, found.values)))
    if others and not found.ranked:
        return choose(scene, question, (value, *others), message)
    beside = _buttons_of(scene, question, tuple(others)) if others else ()
    return propose(scene, ((question.id, value),), message.raw, found.currency, beside)


def _key(value: Value) -> str:
    return repr(value)


def refuse(scene: Scene, question: Question, said: str) -> Outcome:
    """What was given is not what the question takes."""
    span = takes(question, scene.phrases, MAX_TEXT)
    text = scene.voice.say(scene.phrases.misfit, said=shortened(said), takes=span)
    return Outcome("refused", (text,), scene.state.base, returns=True)


def record(scene: Scene, values: Mapping[str, Value], note: str = "") -> Outcome:
    """Write values that were said plainly; what would replace an answer waits for a yes."""
    checked: dict[str, Value] = {}
    for question_id, raw in values.items():
        question = scene.pack.question[question_id]
        try:
            checked[question_id] = read_value(question, raw)
        except ValueError as fault:
            text = scene.voice.say(scene.phrases.misfit_value, reason=str(fault))
            return Outcome("refused", (text,), scene.state.base, returns=True)
    if any(replaces(scene, one, value) for one, value in checked.items()):
        return propose(scene, tuple(checked.items()), said=note)
    return write(scene, tuple(checked.items()), note)


def replaces(scene: Scene, question_id: str, value: Value | None) -> bool:
    """Whether a value would overwrite what the office has said, rather than add to it."""
    held = scene.standing(question_id)
    if held is None or held in (UNKNOWN, value):
        return False
    if isinstance(held, dict) and isinstance(value, dict):
        return any(value.get(item) != check for item, check in held.items())
    return True


def write(scene: Scene, proposed: Proposed, note: str = "") -> Outcome:
    """Put answers into the log and say so."""
    events, recorded = list[Event](), list[Recorded]()
    replaced = any(replaces(scene, one, value) for one, value in proposed)
    same = all(scene.standing(one) == value for one, value in proposed)
    lines: list[str] = []
    for question_id, value in proposed:
        question = scene.pack.question[question_id]
        if value is None:
            events.append(Event(kind="withdrawn", question=question_id))
            lines.append(scene.voice.say(scene.phrases.withdrawn, label=question.label))
            continue
        events.append(answer_event(question, value, note))
        recorded.append(Recorded(question=question_id, value=value))
    said = [stated(scene.pack.question[one], value) for one, value in proposed if value is not None]
    if said:
        lines.append(_acknowledged(scene, said, replaced, same))
    change = scene.state.frame("change")
    ended = change is None or change.question in {one for one, _ in proposed}
    gone = any(value is None for _, value in proposed)
    return Outcome(
        "changed" if replaced or gone else "recorded",
        tuple(lines),
        scene.state.lasting if ended else scene.state.base,
        tuple(events),
        tuple(recorded),
    )


def _acknowledged(scene: Scene, said: list[str], replaced: bool, same: bool) -> str:
    p = scene.phrases
    if len(said) > 1:
        return scene.voice.say(p.noted_many, what="\n".join(f"- {one}" for one in said))
    variants = p.changed if replaced else p.noted_same if same else p.noted
    return scene.voice.say(variants, what=said[0])


def propose(
    scene: Scene,
    proposed: Proposed,
    said: str = "",
    currency: str = "",
    beside: tuple[Button, ...] = (),
) -> Outcome:
    """Ask for a yes before anything counts; `beside` are the answers meant if it is a no."""
    frame = Frame(
        kind="confirm", proposed=proposed, said=said[:400], currency=currency, choices=beside
    )
    return Outcome("confirm", (), (*scene.state.base, frame))


def choose(
    scene: Scene, question: Question, values: tuple[Value, ...], message: Message
) -> Outcome:
    """Offer the values between which a message leaves the choice."""
    buttons = _buttons_of(scene, question, values)
    frame = Frame(kind="choose", question=question.id, choices=buttons, said=message.raw[:400])
    return Outcome("clarified", (), (*scene.state.base, frame))


def _buttons_of(scene: Scene, question: Question, values: tuple[Value, ...]) -> tuple[Button, ...]:
    """A button for each value."""
    labels = _labels(scene, question, values)
    return tuple(
        answer_button(scene.state, question, label, value)
        for label, value in zip(labels, values, strict=True)
    )


def _labels(scene: Scene, question: Question, values: tuple[Value, ...]) -> list[str]:
    if question.kind == "checklist" and len(values) == 2:
        return [scene.phrases.button_rest_no[0], scene.phrases.button_rest_unknown[0]]
    return [shown(question, value) for value in values]


def reread(scene: Scene, question: Question, message: Message) -> Read:
    """A message read as an answer to a question that may have one already."""
    return read(question, message, scene.hearing, scene.standing(question.id))


def proposal_text(scene: Scene, frame: Frame) -> str:
    """The question whether something proposed may count, with what it would do."""
    p, voice = scene.phrases, scene.voice
    proposed = frame.proposed
    changing = [one for one, value in proposed if value is None or replaces(scene, one, value)]
    lines = [_proposal(scene, frame)]
    if frame.choices:
        others = f" {p.word_or[0]} ".join(button.label for button in frame.choices)
        lines.append(voice.say(p.confirm_or, what=others))
    if changing:
        lines += effect_lines(scene, dict(proposed)) or [voice.say(p.effect_none)]
    return "\n".join(lines)


def _proposal(scene: Scene, frame: Frame) -> str:
    p, voice = scene.phrases, scene.voice
    if len(frame.proposed) > 1:
        lines = (_line(scene, one, value) for one, value in frame.proposed)
        return voice.say(p.confirm_many, what="\n".join(f"- {line}" for line in lines))
    ((question_id, value),) = frame.proposed
    question = scene.pack.question[question_id]
    held = scene.standing(question_id)
    old = shown(question, held) if held is not None else ""
    if value is None:
        return voice.say(p.confirm_withdraw, label=question.label, old=old)
    if frame.currency:
        kept = scene.state.currency
        what = stated(question, value)
        return voice.say(p.confirm_currency, said=frame.currency, kept=kept, what=what)
    if replaces(scene, question_id, value):
        new = shown(question, value)
        return voice.say(p.confirm_change, label=question.label, old=old, new=new)
    if value == UNKNOWN:
        return voice.say(p.confirm_unknown, label=question.label)
    return voice.say(p.confirm, what=stated(question, value))


def _line(scene: Scene, question_id: str, value: Value | None) -> str:
    question = scene.pack.question[question_id]
    if value is None:
        return question.label
    if not replaces(scene, question_id, value):
        return stated(question, _added(scene.standing(question_id), value))
    held = scene.standing(question_id)
    old = shown(question, held) if held is not None else ""
    return f"{question.label}: {old} → {shown(question, value)}"


def _added(held: Value | None, value: Value) -> Value:
    """Of a checklist that is filled up, the items that are new."""
    if isinstance(held, dict) and isinstance(value, dict):
        return {item: check for item, check in value.items() if item not in held}
    return value


def effect_lines(scene: Scene, values: Mapping[str, Value | None]) -> list[str]:
    """What a change would open, close and move in the draft, a line each."""
    p, voice = scene.phrases, scene.voice
    effect = effect_of_all(scene.pack, scene.state.answers, values)
    questions = {one.id: one.label for one in scene.pack.questions}
    actions = {one.id: one.title for one in scene.pack.actions}
    strength = {
        "must": p.word_strength_must[0],
        "should": p.word_strength_should[0],
        "could": p.word_strength_could[0],
    }
    moved = [f"{actions[one]}: {strength[a]} → {strength[b]}" for one, a, b in effect.strengthened]
    parts = (
        (p.effect_opens, [questions[one] for one in effect.opens]),
        (p.effect_closes, [questions[one] for one in effect.closes]),
        (p.effect_added, [actions[one] for one in effect.actions_added]),
        (p.effect_removed, [actions[one] for one in effect.actions_removed]),
        (p.effect_strength, moved),
    )
    return [voice.say(variants, what=voice.several(what)) for variants, what in parts if what]


def confirm_buttons(scene: Scene, frame: Frame) -> tuple[Button, ...]:
    """Yes and no, bound to what is proposed."""
    p = scene.phrases
    value = [[one, _plain(value)] for one, value in frame.proposed]
    changing = any(value is None or replaces(scene, one, value) for one, value in frame.proposed)
    yes = p.button_change[0] if changing else p.button_yes[0]
    no = p.button_keep[0] if changing else p.button_no[0]
    about = frame.proposed[0][0] if len(frame.proposed) == 1 else ""
    rev = scene.pack.question[about].rev if about else 0
    seq = scene.state.seq
    others = (replace_seq(button, seq) for button in frame.choices)
    return (
        Button(label=yes, action="confirm", value=value, question=about, rev=rev, seq=seq),
        *others,
        Button(label=no, action="reject", value=value, question=about, rev=rev, seq=seq),
    )


def replace_seq(button: Button, seq: int) -> Button:
    """The same button, bound to this position of the log."""
    return button.model_copy(update={"seq": seq})


def _plain(value: Value | None) -> object:
    return list(value) if isinstance(value, tuple) else value


def is_reading(found: Read) -> bool:
    """Whether a message could be read as a value at all."""
    return isinstance(found, Reading)
