"""Workshops: a facilitator opens one, respondents join with its code, their answers make a draft.

All of it is kept in sessions. The register of a workshop is a session of its own, named after the
code; each respondent has one; the facilitator's is an ordinary conversation. Nobody's answer is
ever written over: what the room agrees on stands in the facilitator's session, beside the views.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.errors import AdvisorError
from advisor.model.answers import Answer, Answers, Event, fold, read_value
from advisor.model.content import KnowledgePack, Question
from advisor.model.room import Respondent, Room
from advisor.store import Store
from advisor.workshop import Workshop, together

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and no O: they look like figures on a wall
_LENGTH = 6
_REGISTER = "workshop-"
_NAME_LENGTH = 60
SETTLED = "settled"


@dataclass(frozen=True)
class Facilitation:
    """The workshops of an installation; `unnamed` is what respondents without a name are called."""

    store: Store
    pack: KnowledgePack
    unnamed: str = "Respondent"

    def open(self, name: str, questions: Sequence[str]) -> Room:
        """A new workshop, with its code and the facilitator's conversation.

        Raises:
            AdvisorError: when it has no name or asks nothing.
        """
        wanted = set(questions)
        asked = tuple(one.id for one in self.pack.questions if one.id in wanted)
        if not name.strip() or not asked:
            raise AdvisorError(
                "A workshop needs a name and at least one question.", "Give both and try again."
            )
        code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        lead = self._session("", Event(kind="room", question="lead", value=code))
        room = Room(code=code, name=name.strip()[:_NAME_LENGTH], questions=asked, lead=lead)
        held = Event(kind="room", question="workshop", value=room.model_dump(mode="json"))
        self._session(f"{_REGISTER}{code}", held)
        return room

    def room(self, code: str) -> Room:
        """The workshop of a code, in whatever case and with whatever spaces it was typed.

        Raises:
            AdvisorError: when there is none.
        """
        plain = "".join(one for one in code.upper() if one in _LETTERS)
        name = f"{_REGISTER}{plain}"
        if len(plain) != _LENGTH or not self.store.exists(name):
            raise AdvisorError(
                f"There is no workshop '{code.strip()[:20]}'.",
                "Check the code on the wall: six letters, no figures.",
            )
        return Room.model_validate(self.store.log(name)[0].value)

    def led_from(self, session: str) -> Room | None:
        """The workshop whose facilitator's conversation a session is."""
        return self._room_of(self.store.log(session))

    def views(self, log: tuple[Event, ...]) -> Workshop:
        """What the respondents said, when the log is that of a facilitator's conversation."""
        room = self._room_of(log)
        return Workshop({}, (), ()) if room is None else self.together(room)

    def _room_of(self, log: tuple[Event, ...]) -> Room | None:
        codes = [one.value for one in log if one.kind == "room" and one.question == "lead"]
        return self.room(codes[0]) if codes else None

    def join(self, code: str, name: str) -> str:
        """A respondent's own session; without a name they are numbered."""
        room = self.room(code)
        shown = name.strip()[:_NAME_LENGTH]
        made = Event(kind="room", question="respondent", value=shown)
        place = len(self.store.named(f"{room.code}-")) + 1
        return self._session(f"{room.code}-{place:04d}-{secrets.token_hex(8)}", made)

    def respondents(self, room: Room) -> tuple[Respondent, ...]:
        """Who joined, in that order; names that are given twice are told apart by a number."""
        found: list[Respondent] = []
        for session in self.store.named(f"{room.code}-"):
            log = self.store.log(session)
            given = str(log[0].value) if log else ""
            name = _apart(given, self.unnamed, [one.name for one in found])
            found.append(Respondent(session=session, name=name, answers=fold(log)[0]))
        return tuple(found)

    def give(self, session: str, question: Question, raw: object) -> None:
        """Let a respondent's answer stand; None takes it back.

        Raises:
            AdvisorError: when the question does not take such an answer.
        """
        log = self.store.log(session)
        held = fold(log)[0].get(question.id)
        if raw is None:
            if held is not None:
                self._write(session, [Event(kind="withdrawn", question=question.id)])
            return
        try:
            value = read_value(question, raw)
        except ValueError as error:
            raise AdvisorError(str(error), "Mend it; nothing else was changed.") from error
        if held is None or held.value != value:
            answer = Answer(question=question.id, rev=question.rev, value=value)
            self._write(session, [Event(kind="answer", question=question.id, answer=answer)])

    def take_in(self, room: Room, respondents: Mapping[str, Answers]) -> None:
        """Let answers that were collected elsewhere join, each respondent under the name given."""
        for name, answers in respondents.items():
            session = self.join(room.code, name)
            self._write(session, [_said(answer) for answer in answers.values()])

    def together(self, room: Room) -> Workshop:
        """The room's answers as one set, with who differs; what was settled stands."""
        lead = fold(self.store.log(room.lead))[0]
        settled = {one: answer for one, answer in lead.items() if answer.by == SETTLED}
        views = {one.name: one.answers for one in self.respondents(room) if one.answers}
        return together(self.pack, views, settled)

    def settle(self, room: Room, question: Question, raw: object, note: str) -> None:
        """Let what the room agreed on stand in the draft, with its reason.

        Raises:
            AdvisorError: when the question does not take such an answer.
        """
        try:
            value = read_value(question, raw)
        except ValueError as error:
            raise AdvisorError(str(error), "Choose another value.") from error
        answer = Answer(
            question=question.id, rev=question.rev, value=value, by=SETTLED, note=note.strip()
        )
        self._write(room.lead, [_said(answer)])

    def take_over(self, room: Room) -> int:
        """Let the room's answers stand in the facilitator's conversation; gives how many are new.

        Answers that were settled, or given in that conversation by hand, are left as they are.
        """
        lead = fold(self.store.log(room.lead))[0]
        joint = self.together(room).answers
        new = [
            answer
            for one, answer in joint.items()
            if (held := lead.get(one)) is None
            or (held.by not in ("", SETTLED) and (held.value, held.by) != (answer.value, answer.by))
        ]
        self._write(room.lead, [_said(answer) for answer in new])
        return len(new)

    def _session(self, name: str, first: Event) -> str:
        session = self.store.create(self.pack.version, self.pack.hash, name)
        self.store.append(session, [first], after=0)
        return session

    def _write(self, session: str, events: Sequence[Event]) -> None:
        """Append; again when the same respondent wrote from another window."""
        self.store.extend(session, lambda _: events)


def _said(answer: Answer) -> Event:
    return Event(kind="answer", question=answer.question, answer=answer)


def _apart(name: str, unnamed: str, taken: Sequence[str]) -> str:
    """The name, with a number where it is taken or empty."""
    if name and name not in taken:
        return name
    number = len(taken) + 1
    while f"{name or unnamed} {number}" in taken:
        number += 1
    return f"{name or unnamed} {number}"
