"""The office at its plan: it decides about actions, tries settings, looks back, reports results.

What is stored goes through the advisor's one way of changing a plan, so that every fault comes
before anything is written and every step can be undone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from advisor.model.answers import Event
from advisor.model.content import KnowledgePack
from advisor.model.planning import fold_settings
from advisor.model.roadmap import Roadmap
from advisor.roadmap.deciding import choice_on, decided, own_id, taken_back, whole
from advisor.roadmap.history import Moment, length_at, moments
from advisor.roadmap.settings import QUESTION_OF

Rows = Mapping[str, Mapping[str, Any]]


class Plans(Protocol):
    """What the advisor does with the plans of sessions."""

    def log(self, session: str) -> tuple[Event, ...]:
        """All entries of a session."""

    def set_plan(self, session: str, changes: Mapping[str, Any], by: str = "") -> None:
        """Change settings of a plan, all of them or none."""

    def draft_of(
        self,
        session: str,
        changes: Mapping[str, Any] | None = None,
        *,
        upto: int | None = None,
    ) -> Roadmap:
        """The draft of a session, or of the first entries of its log."""


@dataclass(frozen=True)
class Planning:
    """The plans of an installation as people work on them.

    Args:
        pack: the knowledge.
        plans: the advisor.
    """

    pack: KnowledgePack
    plans: Plans

    def given(self, session: str) -> dict[str, Any]:
        """The settings as the office gave them."""
        return fold_settings(self.plans.log(session))

    def changes(self, session: str, roadmap: Roadmap, rows: Rows) -> dict[str, Any]:
        """The changes that make actions as they were typed over a draft; see `decided`."""
        given = self.given(session)
        return {
            path: record
            for action, typed in rows.items()
            for path, record in decided(self.pack, roadmap, given, action, typed).items()
        }

    def decide(self, session: str, roadmap: Roadmap, rows: Rows, by: str = "") -> int:
        """Store what was typed over actions, in one step; how many records that changed.

        Raises:
            RefusedChanges: with the place of each fault; nothing was stored.
        """
        changes = self.changes(session, roadmap, rows)
        if changes:
            self.plans.set_plan(session, changes, by)
        return len(changes)

    def accept(self, session: str, roadmap: Roadmap, actions: Iterable[str], by: str = "") -> int:
        """Accept those of the actions about which nothing is decided yet; how many these are."""
        new = [one for one in actions if choice_on(roadmap, one).decision == "open"]
        return self.decide(session, roadmap, {one: {"decision": "accepted"} for one in new}, by)

    def take_back(self, session: str, action: str, by: str = "") -> None:
        """Let nothing stand of what was decided about an action; one that was added leaves."""
        if changes := taken_back(self.given(session), action):
            self.plans.set_plan(session, changes, by)

    def add(self, session: str, typed: Mapping[str, Any], by: str = "") -> str:
        """Add an action of the office's own; its id.

        Raises:
            RefusedChanges: with the place of each fault; nothing was stored.
        """
        name = own_id(str(typed.get("title", "")), self.given(session).get("own", {}))
        record = {key: one for key, one in typed.items() if one not in (None, "", (), [])}
        signed = {name: record, f"choices.{name}": {"decision": "accepted"}}
        self.plans.set_plan(session, signed, by)
        return name

    def reach(self, session: str, day: str, rows: Rows, by: str = "") -> int:
        """Store what was reached by a day; how many actions that changed.

        Args:
            session: the session.
            day: a year or an ISO day.
            rows: 'status', 'value' and 'note' by action; an empty value takes that day's back.
            by: who reports.
        """
        held = self.given(session).get("actuals", {})
        changes = {}
        for action, row in rows.items():
            before = held.get(action, {})
            after = _reached(before, day, row)
            if after != before:
                changes[f"actuals.{action}"] = after or None
        if changes:
            self.plans.set_plan(session, changes, by)
        return len(changes)

    def instead_of_answers(self, session: str) -> dict[str, str]:
        """Settings that were given here and stand in place of an answer: name to question."""
        given = self.given(session)
        return {name: one for name, one in QUESTION_OF.items() if name in given}

    def history(self, session: str) -> tuple[Moment, ...]:
        """Every change of a session's plan, the newest first."""
        return moments(self.pack, self.plans.log(session))

    def draft_before(self, session: str, moment: Moment) -> Roadmap:
        """The draft as it was before a change."""
        return self.plans.draft_of(session, upto=moment.before)

    def draft_on(self, session: str, day: str) -> Roadmap:
        """The draft as it was when a day (ISO) was over."""
        return self.plans.draft_of(session, upto=length_at(self.plans.log(session), day))


def _reached(before: Mapping[str, Any], day: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """An action's record of what was reached, with a row of the table written into it."""
    values = {**before.get("values", {}), day: whole(row.get("value"))}
    values = {at: one for at, one in values.items() if one not in (None, "")}
    record = {**before, "status": row.get("status"), "note": row.get("note"), "values": values}
    return {name: one for name, one in record.items() if one not in (None, "", {})}
