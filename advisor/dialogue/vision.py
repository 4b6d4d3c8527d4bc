"""Vision statements proposed from what the office has said, and checked."""

from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.voice import answer_button, labels_of, shown
from advisor.model.answers import MAX_TEXT
from advisor.model.conversation import Frame

_PARTS = ("by", "people", "outcomes", "values")


def suggest(scene: Scene) -> Outcome | None:
    """Three candidates for the vision statement, built from the answers; None without the parts."""
    p = scene.phrases
    ids: dict[str, str] = dict(scene.u.vision.items())
    statement = scene.pack.question.get(ids.get("statement", ""))
    known = [part for part in _PARTS if ids.get(part, "") in scene.pack.question]
    if statement is None or len(known) < len(_PARTS):
        return None
    given = {part: _said(scene, ids[part]) for part in _PARTS}
    lacking = [ids[part] for part in _PARTS if not given[part]]
    if lacking:
        labels = scene.voice.several(labels_of(scene.state, lacking))
        text = scene.voice.say(p.candidates_missing, labels=labels)
        return scene.interruption("clarified", text)
    texts = [form.format(**given)[:MAX_TEXT] for form in p.candidate[:3]]
    buttons = tuple(answer_button(scene.state, statement, text, text) for text in texts)
    lead = scene.voice.say(p.candidates)
    frame = Frame(kind="choose", question=statement.id, choices=buttons)
    return Outcome("clarified", (lead,), (*scene.state.base, frame))


def _said(scene: Scene, question_id: str) -> str:
    """An answer in words that fit into a sentence; empty when none was given."""
    answer = scene.state.answers.get(question_id)
    if answer is None or not answer.given:
        return ""
    question = scene.pack.question[question_id]
    value = answer.value
    if isinstance(value, tuple):
        labels = {option.id: option.label for option in question.options}
        words = [_small(labels[one]) for one in value]
        return scene.voice.several(words, len(words))
    if isinstance(value, int) and not question.unit:
        return str(value)
    return shown(question, value).rstrip(". ")


def _small(label: str) -> str:
    return label if label.isupper() else label[:1].lower() + label[1:]
