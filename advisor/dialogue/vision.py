"""The vision statement: what it rests on, three drafts of it, and what each of them says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from advisor.dialogue.matching import telling
from advisor.dialogue.message import hear
from advisor.dialogue.scene import Scene
from advisor.dialogue.voice import shown
from advisor.dialogue.wording import capital
from advisor.model.answers import MAX_TEXT
from advisor.model.content import Question

_YEAR = re.compile(r"\b20\d\d\b")
_DRAFTS = 3


@dataclass(frozen=True)
class Check:
    """One thing that a vision statement should say, in words, and whether it does."""

    what: str
    met: bool


def lacking(scene: Scene) -> list[str]:
    """The questions without which there can be no draft of a statement."""
    v = scene.u.vision
    parts = (v.by, v.people, v.outcomes, v.values)
    return [one for one in parts if not said(scene, one)]


def candidates(scene: Scene) -> tuple[str, ...]:
    """Three drafts of the statement, each built from the office's own answers."""
    p, v = scene.phrases, scene.u.vision
    given = {"by": v.by, "people": v.people, "outcomes": v.outcomes, "values": v.values}
    words = {part: said(scene, one) for part, one in given.items()}
    measure, goals, plan = said(scene, v.measure), said(scene, v.goals), said(scene, v.plan_name)
    tails = (
        [p.candidate_measure[0].format(measure=measure)] if measure else [],
        [p.candidate_goals[0].format(goals=goals)] if goals else [],
        [p.candidate_plan[0].format(plan=plan)] if plan else [],
    )
    return tuple(
        " ".join([_sentence(form.format(**words)), *tail])[:MAX_TEXT]
        for form, tail in zip(p.candidate[:_DRAFTS], tails, strict=True)
    )


def _sentence(text: str) -> str:
    """Each sentence with a capital: a part that was filled in may stand at its beginning."""
    return re.sub(r"(?:^|(?<=[.!?] ))\w", lambda found: found.group().upper(), text)


def said(scene: Scene, question_id: str) -> str:
    """An answer in words that fit into a sentence; empty when none was given."""
    answer = scene.state.answers.get(question_id)
    question = scene.pack.question.get(question_id)
    if answer is None or question is None or not answer.given:
        return ""
    value = answer.value
    if isinstance(value, tuple):
        return in_words(scene, question, value)
    if isinstance(value, int) and not question.unit:
        return str(value)
    text = value if isinstance(value, str) and question.kind == "text" else shown(question, value)
    return " ".join(text.split()).rstrip(". ")


def in_words(scene: Scene, question: Question, chosen: tuple[str, ...]) -> str:
    """Options as a list within a sentence."""
    labels = {option.id: option.label for option in question.options}
    words = [_small(labels[one]) for one in chosen]
    return scene.voice.several(words, len(words))


def _small(label: str) -> str:
    return label if label.isupper() else label[:1].lower() + label[1:]


def checks(scene: Scene, statement: str) -> tuple[Check, ...]:
    """What a statement says of what it should; the national plan only once it is known."""
    return tuple(_checks(scene, statement))


def _checks(scene: Scene, statement: str) -> Iterator[Check]:
    p, v = scene.phrases, scene.u.vision
    words = set(hear(statement, scene.u).words)
    yield Check(p.check_people[0], bool(words & {*v.people_words, *v.behind_words}))
    yield Check(p.check_left_behind[0], bool(words & set(v.behind_words)))
    yield Check(p.check_dated[0], bool(_YEAR.search(statement)))
    yield Check(p.check_measurable[0], _has_figure(scene, statement))
    name = telling(said(scene, v.plan_name), scene.u)
    named = bool(name) and set(name) <= set(telling(statement, scene.u))
    if scene.standing(v.plan) is not None or named:
        yield Check(p.check_aligned[0], named)


def _has_figure(scene: Scene, statement: str) -> bool:
    """Whether a figure stands in a statement, beside its year and the numbers of goals."""
    goals = scene.pack.question.get(scene.u.vision.goals)
    left = _YEAR.sub("", statement)
    for option in goals.options if goals is not None else ():
        left = re.sub(rf"\b{re.escape(option.label.partition(':')[0])}\b", "", left, flags=re.I)
    return any(map(str.isdigit, left))


def look_at(scene: Scene, statement: str) -> str:
    """A remark on what a vision statement leaves out; empty when it says all that matters.

    A figure, or a link to the national plan, that another answer gives stands beside it.
    """
    p, v = scene.phrases, scene.u.vision
    beside = {
        p.check_measurable[0]: bool(said(scene, v.measure)),
        p.check_aligned[0]: scene.standing(v.plan) in v.plan_linked,
    }
    found = checks(scene, statement)
    missing = [one.what for one in found if not one.met and not beside.get(one.what)]
    if not missing:
        return ""
    return scene.voice.say(scene.phrases.candidate_check, checks=scene.voice.several(missing, 5))


def diagnosis(scene: Scene) -> str:
    """What the office's place in Yapp's matrix means for its plan; empty while it is not known."""
    v = scene.u.vision
    where = scene.standing(v.diagnosis_question)
    return v.diagnosis.get(where, "") if isinstance(where, str) else ""


def titled(text: str) -> str:
    """A statement as it is recorded."""
    return capital(" ".join(text.split()))[:MAX_TEXT]
