"""The append-only log of every session, in a database: SQLite by default, any other by URL.

`append` returns only after the commit, so what it has taken survives the end of the process.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, create_engine, event, func, select
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from advisor.errors import AdvisorError
from advisor.model.answers import Answer, Event
from advisor.model.gaps import GapNote

_ID_BYTES = 9
_TRIES = 5
_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
_NEXT_STEP = "Check that the folder can be written to and has space, then try again."


class Overtaken(Exception):
    """Another writer added to the log since it was read; read it again and repeat the turn."""


class _Table(DeclarativeBase):
    type_annotation_map = {dict[str, Any]: JSON}


class _Session(_Table):
    __tablename__ = "session"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    created: Mapped[str] = mapped_column(String(40))
    pack_version: Mapped[str] = mapped_column(String(40))
    pack_hash: Mapped[str] = mapped_column(String(64))


class _Event(_Table):
    __tablename__ = "event"
    session_id: Mapped[str] = mapped_column(ForeignKey("session.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    question: Mapped[str] = mapped_column(String(80))
    body: Mapped[dict[str, Any]]


class _Gap(_Table):
    __tablename__ = "gap"
    id: Mapped[int] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(String(40), index=True)
    body: Mapped[dict[str, Any]]


def _new_id() -> str:
    """An id that cannot be guessed; one that begins with a hyphen would be a command's option."""
    return secrets.token_urlsafe(_ID_BYTES).replace("-", "_")


class Store:
    """Sessions and their logs, and the questions that the material could not answer."""

    def __init__(self, url: str) -> None:
        """Open the database, creating folder and tables when missing.

        Raises:
            AdvisorError: when the place cannot be written or the address is not one.
        """
        try:
            self._engine = _engine(url)
            _Table.metadata.create_all(self._engine)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise AdvisorError(
                "The database address cannot be used: it is not one that this installation knows.",
                "Check ADVISOR_DATABASE_URL, e.g. sqlite:////srv/advisor.sqlite3.",
            ) from error
        except (SQLAlchemyError, OSError) as error:
            raise _unwritable(url, error) from error

    def create(self, pack_version: str, pack_hash: str, name: str = "") -> str:
        """The id of a new session, pinned to the pack it is made with.

        Raises:
            AdvisorError: when a name is asked for that cannot be part of a link.
        """
        if name and not _NAME.fullmatch(name):
            raise AdvisorError(
                f"'{name[:40]}' cannot name a conversation.",
                "Use up to 40 letters, digits, hyphens and underscores.",
            )
        made = _Session(
            id=name or _new_id(),
            created=_now(),
            pack_version=pack_version,
            pack_hash=pack_hash,
        )
        session_id = made.id
        try:
            with Session(self._engine) as session, session.begin():
                session.add(made)
        except SQLAlchemyError as error:
            raise _unwritable(str(self._engine.url), error) from error
        return session_id

    def exists(self, session_id: str) -> bool:
        """Whether there is such a session."""
        with Session(self._engine) as session:
            return session.get(_Session, session_id) is not None

    def named(self, beginning: str) -> tuple[str, ...]:
        """The sessions whose name begins so, in the order of their names."""
        with Session(self._engine) as session:
            begins = _Session.id.startswith(beginning, autoescape=True)
            return tuple(session.scalars(select(_Session.id).where(begins).order_by(_Session.id)))

    def pack_of(self, session_id: str) -> tuple[str, str]:
        """Version and hash of the pack that the session was made with."""
        with Session(self._engine) as session:
            row = session.get(_Session, session_id)
            if row is None:
                raise _no_session(session_id)
            return row.pack_version, row.pack_hash

    def now(self) -> str:
        """The moment, as events are stamped with it."""
        return _now()

    def log(self, session_id: str) -> tuple[Event, ...]:
        """The whole log of a session, in order.

        Raises:
            AdvisorError: when there is no such session.
        """
        with Session(self._engine) as session:
            if session.get(_Session, session_id) is None:
                raise _no_session(session_id)
            rows = session.scalars(
                select(_Event).where(_Event.session_id == session_id).order_by(_Event.seq)
            )
            return tuple(_read(row) for row in rows)

    def append(self, session_id: str, events: Sequence[Event], after: int) -> tuple[Event, ...]:
        """Commit events at the end of a log that was `after` entries long when it was read.

        Those without a time get that of the commit.

        Returns:
            The events with number and time.

        Raises:
            Overtaken: when the log has grown since; nothing was written.
            AdvisorError: when the database cannot be written.
        """
        now = self.now()
        numbered = [
            one.model_copy(update={"seq": seq, "at": at, "answer": _dated(one.answer, at)})
            for seq, one in enumerate(events, after + 1)
            for at in [one.at or now]
        ]
        try:
            with Session(self._engine) as session, session.begin():
                last = session.scalar(
                    select(func.max(_Event.seq)).where(_Event.session_id == session_id)
                )
                if (last or 0) != after:
                    raise Overtaken
                session.add_all(_row(session_id, one) for one in numbered)
        except IntegrityError as error:
            raise Overtaken from error
        except SQLAlchemyError as error:
            raise _unwritable(str(self._engine.url), error) from error
        return tuple(numbered)

    def extend(
        self, session_id: str, make: Callable[[tuple[Event, ...]], Sequence[Event]]
    ) -> tuple[Event, ...]:
        """Append what is made from the log; made anew when another writer was faster.

        Returns:
            The events with number and time.

        Raises:
            AdvisorError: when others are always faster, or the database cannot be written.
        """
        for _ in range(_TRIES):
            log = self.log(session_id)
            events = make(log)
            try:
                return self.append(session_id, events, after=len(log)) if events else ()
            except Overtaken:
                continue
        raise AdvisorError(
            "This conversation is being written to from another place at the same time.",
            "Close the other window, then send it again.",
        )

    def note_gap(
        self, office: str, question: str, after: str = "", nearest: Sequence[str] = ()
    ) -> None:
        """Keep a question that the material could not answer; who asked is not kept.

        Args:
            office: whose material was asked.
            question: as it was asked.
            after: the question before it.
            nearest: the topics that come nearest to it.

        Raises:
            AdvisorError: when the database cannot be written.
        """
        note = GapNote(at=_now(), question=question, after=after, nearest=tuple(nearest))
        try:
            with Session(self._engine) as session, session.begin():
                session.add(_Gap(office=office, body=note.model_dump(mode="json")))
        except SQLAlchemyError as error:
            raise _unwritable(str(self._engine.url), error) from error

    def gap_notes(self, office: str) -> tuple[GapNote, ...]:
        """The questions that the material of an office could not answer, in their order."""
        with Session(self._engine) as session:
            rows = session.scalars(select(_Gap).where(_Gap.office == office).order_by(_Gap.id))
            return tuple(GapNote.model_validate(row.body) for row in rows)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def _engine(url: str) -> Engine:
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": 15})

    @event.listens_for(engine, "connect")
    def _durable(connection: Any, _record: Any) -> None:
        """WAL lets readers go on beside a writer; FULL puts a commit on the disk at once."""
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _dated(answer: Answer | None, at: str) -> Answer | None:
    return answer.model_copy(update={"at": at}) if answer is not None else None


def _row(session_id: str, one: Event) -> _Event:
    body: dict[str, Any] = {"turn": one.turn}
    if one.answer is not None:
        body["answer"] = one.answer.model_dump(mode="json")
    if one.kind in ("setting", "room"):
        body["value"] = one.value
    return _Event(
        session_id=session_id,
        seq=one.seq,
        at=one.at,
        kind=one.kind,
        question=one.question,
        body=body,
    )


def _read(row: _Event) -> Event:
    answer = row.body.get("answer")
    return Event.model_validate(
        {
            "seq": row.seq,
            "at": row.at,
            "kind": row.kind,
            "question": row.question,
            "turn": row.body.get("turn", {}),
            "value": row.body.get("value"),
            "answer": answer,
        }
    )


def _no_session(session_id: str) -> AdvisorError:
    return AdvisorError(
        f"There is no saved conversation '{session_id[:40]}'.",
        "Check the link, or start a new conversation.",
    )


def _unwritable(url: str, error: Exception) -> AdvisorError:
    address = make_url(url)
    place = address.database if address.get_backend_name() == "sqlite" else address.host
    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
    return AdvisorError(f"The answers cannot be saved in '{place}' ({reason}).", _NEXT_STEP)
