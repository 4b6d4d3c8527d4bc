"""Vision statements proposed from what the office has said, and what a statement leaves out."""

import re
from collections.abc import Iterator

from advisor.dialogue.message import hear
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.voice import answer_button, labels_of, shown
from advisor.model.answers import MAX_TEXT
from advisor.model.conversation import Frame

_YEAR = re.compile(r"\b20\d\d\b")


def suggest(scene: Scene) -> Outcome | None:
    """Three candidates for the vision statement, built from the answers; None without the parts."""
    p, v = scene.phrases, scene.u.vision
    parts = {"by": v.by, "people": v.people, "outcomes": v.outcomes, "values": v.values}
    statement = scene.pack.question.get(v.statement)
    if statement is None or not set(parts.values()) <= set(scene.pack.question):
        return None
    given = {part: _said(scene, one) for part, one in parts.items()}
    lacking = [parts[part] for part, said in given.items() if not said]
    if lacking:
        labels = scene.voice.several(labels_of(scene.state, lacking))
        text = scene.voice.say(p.candidates_missing, labels=labels)
        return scene.interruption("clarified", text)
    texts = [form.format(**given)[:MAX_TEXT] for form in p.candidate[:3]]
    texts = [text[:1].upper() + text[1:] for text in texts]
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


def look_at(scene: Scene, statement: str) -> str:
    """A remark on what a vision statement leaves out; empty when it says all that matters."""
    lacking = list(_lacking(scene, statement))
    if not lacking:
        return ""
    return scene.voice.say(scene.phrases.candidate_check, checks=scene.voice.several(lacking, 5))


def _lacking(scene: Scene, statement: str) -> Iterator[str]:
    p, v = scene.phrases, scene.u.vision
    words = set(hear(statement, scene.u).words)
    if not words & {*v.people_words, *v.behind_words}:
        yield p.check_people[0]
    if not words & set(v.behind_words):
        yield p.check_left_behind[0]
    if not _YEAR.search(statement):
        yield p.check_dated[0]
    if not _said(scene, v.measure) and not re.search(r"\d", _YEAR.sub("", statement)):
        yield p.check_measurable[0]
    plan = scene.standing(v.plan)
    if plan is not None and plan not in v.plan_linked:
        yield p.check_aligned[0]
