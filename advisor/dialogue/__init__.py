"""The dialogue: one turn from a message to a reply and its entries in the log; pure."""

from advisor.dialogue.opening import opening
from advisor.dialogue.options import compared
from advisor.dialogue.phrases import Phrases
from advisor.dialogue.scene import Ports
from advisor.dialogue.transcript import Form as TranscriptForm
from advisor.dialogue.transcript import transcript
from advisor.dialogue.turn import take_turn
from advisor.dialogue.understanding import Understanding, Words

__all__ = [
    "Phrases",
    "Ports",
    "TranscriptForm",
    "Understanding",
    "Words",
    "compared",
    "opening",
    "take_turn",
    "transcript",
]
