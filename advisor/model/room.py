"""A workshop in which many respondents answer the same questions."""

from advisor.model.answers import Answers
from advisor.model.frozen import Frozen


class Room(Frozen):
    """A workshop.

    code: what respondents type to join. name: as the facilitator calls it. questions: what
    everyone is asked, in the pack's order. lead: the facilitator's conversation, in which the
    room's answers become a roadmap.
    """

    code: str
    name: str
    questions: tuple[str, ...]
    lead: str


class Respondent(Frozen):
    """Someone who joined: the session that holds the answers, and the name given."""

    session: str
    name: str
    answers: Answers = {}
