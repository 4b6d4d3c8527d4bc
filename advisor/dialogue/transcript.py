"""The whole conversation as plain text, each turn with what it wrote."""

from collections.abc import Iterator

from advisor.dialogue.voice import shown
from advisor.model.answers import Event, Value
from advisor.model.content import KnowledgePack
from advisor.model.conversation import Recorded


def transcript(pack: KnowledgePack, events: tuple[Event, ...]) -> str:
    """Every turn in order: what was said, what was replied, what it recorded and cited."""
    turns = [event for event in events if event.kind == "turn"]
    return "\n\n".join("\n".join(_lines(pack, at, one)) for at, one in enumerate(turns, 1)) + "\n"


def _lines(pack: KnowledgePack, number: int, event: Event) -> Iterator[str]:
    turn = event.turn
    yield " ".join(part for part in (f"[{number}]", event.at, str(turn.get("kind", ""))) if part)
    if turn.get("message"):
        yield f"> {turn['message']}"
    yield str(turn.get("reply", ""))
    for raw in turn.get("recorded", ()):
        one = Recorded.model_validate(raw)
        yield f"= {one.question}: {_shown(pack, one.question, one.value)}"
    for cited in turn.get("citations", ()):
        yield f"* {cited['source']} {cited['slide']}, {cited['title']}"


def _shown(pack: KnowledgePack, question_id: str, value: Value) -> str:
    question = pack.question.get(question_id)
    return str(value) if question is None else shown(question, value)
