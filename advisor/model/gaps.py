"""Questions that the material could not answer, kept for the facilitator; never who asked."""

from advisor.model.frozen import Frozen


class GapNote(Frozen):
    """One refusal: when, what was asked, after which question, and the nearest topics covered."""

    at: str
    question: str
    after: str = ""
    nearest: tuple[str, ...] = ()


class Gap(Frozen):
    """A question however often it was refused; wording and topics are those of the last time."""

    question: str
    times: int
    first: str
    last: str
    after: str = ""
    nearest: tuple[str, ...] = ()
