"""Where nothing was named and nothing is near: the likeliest answers."""

from collections.abc import Sequence
from dataclasses import replace

from advisor.dialogue.meaning import likeliest
from advisor.dialogue.message import Message
from advisor.dialogue.options import names_of
from advisor.dialogue.reader import weighed
from advisor.dialogue.reading import Reading
from advisor.dialogue.recording import take
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.talk import look_up, strange
from advisor.model.answers import Value
from advisor.model.content import Question

_OFFERED = 3
_LEAST = 0.1
_BRIEF = 4


def guessed(scene: Scene, question: Question | None, message: Message) -> Outcome | None:
    """The likeliest answer, the next few beside it; None where a message is no answer at all.

    Only the few, to choose from, where it is like nothing that is known to be said, or denies.
    """
    if question is None or strange(scene, message):
        return None
    things, values = _answers(question)
    meant = likeliest(things, message, scene.hearing, least=_LEAST) if things else None
    if meant is None:
        return None
    rough = Reading(tuple(values[one] for one in meant.at[:_OFFERED]), near=True, ranked=True)
    found = weighed(question, message, scene.hearing, rough)
    denies = len(message.words) <= _BRIEF and bool(scene.u.negating & set(message.words))
    offered = take(scene, question, replace(found, ranked=found.ranked and not denies), message)
    return replace(offered, extra=look_up(scene, message))


def _answers(question: Question) -> tuple[Sequence[Sequence[str]], Sequence[Value]]:
    """What an answer may be, each known by several names, with its value."""
    match question.kind:
        case "likert5":
            return [(anchor,) for anchor in question.anchors.values()], tuple(question.anchors)
        case "choice":
            return [names_of(one) for one in question.options], [one.id for one in question.options]
        case "multi":
            named = [names_of(one) for one in question.options]
            return named, [(one.id,) for one in question.options]
        case _:
            return (), ()
