"""The whole conversation as a text to keep: each turn with what it wrote and what it cites."""

from collections.abc import Iterator
from typing import Literal

from advisor.dialogue.phrases import Phrases
from advisor.dialogue.voice import shown
from advisor.model.answers import Event, Value
from advisor.model.content import KnowledgePack

Form = Literal["text", "markdown"]
_MARKUP = frozenset("\\`*_{}[]<>#|~")


def transcript(
    pack: KnowledgePack, phrases: Phrases, events: tuple[Event, ...], form: Form = "text"
) -> str:
    """Every turn in order: what was said, what was replied, what it recorded and cited."""
    p = phrases
    head = p.transcript_title[0].format(title=pack.title)
    blocks = [f"# {head}" if form == "markdown" else head]
    written: list[Event] = []
    number = 0
    for event in events:
        if event.kind == "turn":
            number += 1
            say = _markdown if form == "markdown" else _text
            blocks.append("\n".join(say(pack, p, number, event, written)))
            written = []
        elif event.kind in ("answer", "withdrawn", "skipped"):
            written.append(event)
    return "\n\n".join(blocks) + "\n"


def _text(
    pack: KnowledgePack, p: Phrases, number: int, event: Event, written: list[Event]
) -> Iterator[str]:
    turn = event.turn
    yield " ".join(part for part in (f"[{number}]", event.at, str(turn.get("kind", ""))) if part)
    if turn.get("message"):
        yield f"> {turn['message']}"
    yield str(turn.get("reply", ""))
    yield from (f"= {line}" for line in _wrote(pack, p, written))
    yield from (f"* {line}" for line in _cited(event))


def _markdown(
    pack: KnowledgePack, p: Phrases, number: int, event: Event, written: list[Event]
) -> Iterator[str]:
    turn = event.turn
    yield " · ".join(part for part in (f"## {number}", event.at, str(turn.get("kind", ""))) if part)
    yield ""
    if turn.get("message"):
        yield from (f"> {_plain(line)}" for line in str(turn["message"]).splitlines())
        yield ""
    yield from (f"{_plain(line)}  " if line else "" for line in str(turn["reply"]).splitlines())
    lines = [f"**{p.transcript_wrote[0]}** {_plain(one)}" for one in _wrote(pack, p, written)]
    lines += [f"{p.transcript_source[0]} {_plain(one)}" for one in _cited(event)]
    if lines:
        yield ""
        yield from (f"- {line}" for line in lines)


def _wrote(pack: KnowledgePack, p: Phrases, written: list[Event]) -> Iterator[str]:
    """What the entries before a turn did to the answers, a line each."""
    for event in written:
        question = pack.question.get(event.question)
        name = question.label if question is not None else event.question
        if event.kind == "answer" and event.answer is not None:
            value = event.answer.value
            yield f"{event.question}: {name}: {_shown(pack, event.question, value)}"
        else:
            form = p.transcript_withdrawn if event.kind == "withdrawn" else p.transcript_skipped
            yield f"{event.question}: {form[0].format(label=name)}"


def _cited(event: Event) -> Iterator[str]:
    for cited in event.turn.get("citations", ()):
        yield f"{cited['source']} {cited['slide']}, {cited['title']}"


def _shown(pack: KnowledgePack, question_id: str, value: Value) -> str:
    question = pack.question.get(question_id)
    if question is None or question.kind == "text":
        return str(value)
    return shown(question, value)


def _plain(text: str) -> str:
    """Text with everything escaped that Markdown would read as markup."""
    return "".join(f"\\{sign}" if sign in _MARKUP else sign for sign in text)
