"""One turn of the conversation: what came in, what it did, what is said."""

from typing import Any, Literal

from advisor.model.answers import Event, Value
from advisor.model.citations import Citation
from advisor.model.frozen import Frozen

TurnKind = Literal[
    "asked",
    "recorded",
    "confirm",
    "answered",
    "abstained",
    "clarified",
    "changed",
    "reviewed",
    "command",
    "refused",
]


class Button(Frozen):
    """A choice on offer; `payload` is sent back as it is when it is pressed.

    A button is bound to what was on the table when it was drawn (`question`, `rev`, `seq` of the
    log), so that a stale click can be refused.
    """

    label: str
    action: Literal["answer", "command", "confirm", "reject", "ask"]
    value: Any = None
    question: str = ""
    rev: int = 0
    seq: int = 0


class Frame(Frozen):
    """What the conversation is in the middle of, above the interview.

    confirm: `proposed` answers wait for a yes. change: an earlier answer is being changed;
    `question` says which. The open interview question itself is never stored: it is computed.
    """

    kind: Literal["confirm", "change", "review"]
    question: str = ""
    proposed: tuple[tuple[str, Value], ...] = ()
    said: str = ""


class Recorded(Frozen):
    """A value that this turn wrote to the log."""

    question: str
    value: Value


class Turn(Frozen):
    """The outcome of one message: a reply to show and events to append before showing it."""

    kind: TurnKind
    reply: str
    recorded: tuple[Recorded, ...] = ()
    current_question: str | None = None
    citations: tuple[Citation, ...] = ()
    follow_ups: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    frames: tuple[Frame, ...] = ()
    events: tuple[Event, ...] = ()
    show: Literal["", "review", "draft", "save"] = ""
