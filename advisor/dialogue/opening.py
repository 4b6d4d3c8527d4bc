"""The first turn: a greeting, or the taking up of a conversation where it was left."""

from collections.abc import Mapping, Sequence

from advisor.dialogue.finishing import dated, finished
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.state import State
from advisor.dialogue.understanding import Words
from advisor.dialogue.voice import Voice
from advisor.model.answers import Answers, Event, Value
from advisor.model.citations import MaterialAnswer
from advisor.model.content import KnowledgePack, Question
from advisor.model.conversation import Description, Turn


class _NoPorts:
    """An opening asks nothing of other rooms."""

    def answer(self, question: str, previous: str | None) -> MaterialAnswer:
        raise NotImplementedError

    def similarity(self, text: str, choices: Sequence[str]) -> list[float]:
        return [0.0 for _ in choices]

    def meant(self, question: Question, said: Description) -> Sequence[tuple[Value, float]]:
        return ()

    def summary(self, answers: Answers) -> str:
        return ""

    def smart_faults(self, indicator: Mapping[str, str]) -> tuple[str, ...]:
        return ()


def opening(
    pack: KnowledgePack, words: Words, events: tuple[Event, ...], at: str = "", now: str = ""
) -> Turn:
    """The turn before anything is said; its `events` are to be appended to the log.

    Args:
        pack: the knowledge.
        words: phrases, and the words people use.
        events: the log so far; empty for a new conversation.
        at: a question at which the interview is to be open.
        now: the moment, ISO; that of the last entry when it is empty.

    Raises:
        ValueError: when there is no question `at`.
    """
    state = State.of(pack, words, events, at, now)
    scene = Scene(state, Voice.of(state), _NoPorts())
    return dated(finished(scene, _greeting(scene), ""), now)


def _greeting(scene: Scene) -> Outcome:
    state, p, voice = scene.state, scene.phrases, scene.voice
    if state.turns:
        of = len(state.left) + len(state.answers)
        text = voice.say(p.welcome_back, answered=len(state.answers), of=of)
        used_up = state.seconds_left == 0
        frames = tuple(one for one in state.frames if not (used_up and one.kind == "timebox"))
        return Outcome("asked", (text,), frames)
    number = len(state.left)
    minutes = state.minutes_of(state.left)
    time = voice.say(
        p.time_needed,
        questions=voice.count(p.questions, number),
        minutes=voice.count(p.minutes, minutes),
    )
    hello = voice.say(p.hello, title=scene.pack.title)
    if state.carried:
        count = voice.count(p.answers, len(state.carried))
        return Outcome("asked", (hello, voice.say(p.carried_hello, count=count)), state.frames)
    return Outcome("asked", (hello, f"{time} {voice.say(p.how_to)}"), state.frames)
