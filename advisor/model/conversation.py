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
    """A choice on offer; it is sent back as it is when it is pressed.

    A button is bound to what was on the table when it was drawn, so that a stale click can be
    refused: `question` and its `rev`, and `seq`, the number of entries of the log that had
    written or withdrawn an answer or left one open. A form that the page builds itself (a list
    to tick, a field) sends a button of its own with the three taken from the turn's buttons.

    answer: `value` answers `question`. command: `value` names it, `question` what it is about.
    confirm and reject: `value` repeats what is to be confirmed. ask: `value` goes to the material.
    """

    label: str
    action: Literal["answer", "command", "confirm", "reject", "ask"]
    value: Any = None
    question: str = ""
    rev: int = 0
    seq: int = 0


class Frame(Frozen):
    """What the conversation is in the middle of, above the interview.

    at: the interview was opened at `question`. timebox: it has `seconds`, counted from the turn
    with `began` turns before it. change: an earlier answer is open again; `question` says which.
    confirm: `proposed` answers wait for a yes (None takes one back). choose: one of `choices` is
    to be pressed or named. review: the answers were shown. wording: a text answer to `question` is
    worked on together: `texts` are the drafts to choose from, `said` the one that was chosen and
    is `proposed`, `past` what it was before each edit. carried: the answers of the last cycle that
    are `proposed` are to be looked at. The open interview question itself is
    never stored: it is computed.
    """

    kind: Literal["at", "timebox", "change", "confirm", "choose", "review", "wording", "carried"]
    question: str = ""
    proposed: tuple[tuple[str, Value | None], ...] = ()
    choices: tuple[Button, ...] = ()
    seconds: int = 0
    began: int = 0
    said: str = ""
    currency: str = ""
    texts: tuple[str, ...] = ()
    past: tuple[str, ...] = ()


class Description(Frozen):
    """A message in which no value is given as such, as the rules of reading left it.

    words: as they are compared, spelt out. ruled: the values that the rules make of it, the
    likeliest first. close: they hold the first for all but certain.
    """

    text: str
    words: tuple[str, ...]
    ruled: tuple[Value, ...] = ()
    close: bool = False


class Recorded(Frozen):
    """A value that this turn wrote to the log."""

    question: str
    value: Value


class Turn(Frozen):
    """The outcome of one message: a reply to show and events to append before showing it.

    `reply` is plain text; `question` of it is the part at the end that puts the open question,
    empty when the reply does not put it. `show` asks the page to open what was asked for.
    """

    kind: TurnKind
    reply: str
    recorded: tuple[Recorded, ...] = ()
    question: str = ""
    current_question: str | None = None
    citations: tuple[Citation, ...] = ()
    follow_ups: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    frames: tuple[Frame, ...] = ()
    events: tuple[Event, ...] = ()
    show: Literal["", "review", "draft", "save"] = ""
