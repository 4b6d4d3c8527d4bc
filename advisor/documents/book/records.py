"""What the edits of one action add up to: its choice, its fixed start, what was reached."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from advisor.documents.book.cells import Line
from advisor.documents.book.fields import TARGET
from advisor.documents.reading import Reading
from advisor.model.choices import CRITERIA

_PLAIN = ("decision", "reason", "into")
_REACHED = ("status", "note", "latest", "latest_day")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
Faults = list[tuple[str, str]]


class Record:
    """An action's choice, pin and actual values, before and after the edits."""

    def __init__(
        self, r: Reading, choice: dict[str, Any], pin: int | None, actual: dict[str, Any]
    ) -> None:
        self._words = r.words.workbook.faults
        self._open = r.words.general.to_confirm
        self._before = {"choices": dict(choice), "pins": pin, "actuals": dict(actual)}
        self.choice, self.pin, self.actual = choice, pin, actual
        self._latest: dict[str, str] = {}
        self._decided = False

    @classmethod
    def of(cls, r: Reading, action: str) -> "Record":
        """What stands now."""
        settings = r.roadmap.settings
        choice: dict[str, Any] = {}
        for one in settings.choices:
            if one.action == action:
                choice = one.edits.model_dump(mode="json", exclude_none=True)
                choice |= {key: getattr(one, key) for key in (*_PLAIN, "by") if getattr(one, key)}
                choice |= {"ratings": dict(one.ratings)} if one.ratings else {}
        choice = {key: value for key, value in choice.items() if value != "open"}
        pin = next((one.quarter for one in settings.pins if one.action == action), None)
        actual: dict[str, Any] = {}
        for reached in settings.actuals:
            if reached.action == action:
                actual = {"values": dict(reached.values)} if reached.values else {}
                actual |= {"status": reached.status} if reached.status else {}
                actual |= {"note": reached.note} if reached.note else {}
        return cls(r, choice, pin, actual)

    def take(self, key: str, value: Any) -> str:
        """Take over an edited cell; an empty one takes back what the office had entered.

        Returns:
            What is wrong with it; empty when nothing is.
        """
        if key == "pin":
            self.pin = None if value == "" else int(value)
        elif key in _REACHED:
            self._reached(key, value)
        elif key in CRITERIA:
            ratings = {**self.choice.get("ratings", {}), key: value}
            self._set("ratings", {name: one for name, one in ratings.items() if one != ""})
        elif key.startswith(TARGET):
            self._latest[key] = str(value)
        elif key == "decision":
            self._decided = True
            self._set(key, "" if value == "open" else value)
        elif value == "" and key not in self.choice:
            emptied = self._words.emptied.format(to_confirm=self._open)
            return "" if key in ("deliverable", "supports", *_PLAIN) else emptied
        elif key == "supports" and value != "":
            self.choice[key] = [part.strip() for part in value.split(";") if part.strip()]
        else:
            self._set(key, value)
        return ""

    def _set(self, key: str, value: Any) -> None:
        if value in ("", {}):
            self.choice.pop(key, None)
        else:
            self.choice[key] = value

    def _reached(self, key: str, value: Any) -> None:
        if key in ("latest", "latest_day"):
            self._latest[key] = str(value)
        elif value == "":
            self.actual.pop(key, None)
        else:
            self.actual[key] = value

    def decision_faults(self) -> Faults:
        """What a decision still lacks; a decision that was taken back takes its words along."""
        decision = self.choice.get("decision", "open")
        if self._decided and decision in ("open", "accepted"):
            self.choice.pop("into", None)
        if decision == "rejected" and not self.choice.get("reason"):
            return [("reason", self._words.no_reason)]
        if decision == "merged" and not self.choice.get("into"):
            return [("into", self._words.no_target)]
        if decision != "merged" and self.choice.get("into"):
            return [("decision", self._words.not_merged)]
        return []

    def dated(self, line: Line) -> str:
        """Take over the latest value under its date, and the yearly targets of the row."""
        targets = {key: one for key, one in line.cells.items() if key.startswith(TARGET)}
        if any(key in self._latest for key in targets):
            ordered = sorted(targets, key=lambda one: int(one.removeprefix(TARGET)))
            values = [targets[key].value for key in ordered]
            self._set("targets", values if any(values) else "")
        if not {"latest", "latest_day"} & self._latest.keys():
            return ""
        cells = {
            key: line.cells[key].value for key in ("latest", "latest_day") if key in line.cells
        }
        value, day = cells.get("latest", ""), cells.get("latest_day", "")[:10]
        if value and not _DAY.fullmatch(day):
            return self._words.no_day.format(day=day)
        if value:
            self.actual["values"] = {**self.actual.get("values", {}), day: value}
        return ""

    def changes(self) -> dict[str, Any]:
        """The parts that differ from what stood; None takes one back."""
        now = {"choices": self.choice, "pins": self.pin, "actuals": self.actual}
        return {
            part: None if value in ({}, None) else value
            for part, value in now.items()
            if value != self._before[part]
        }


def own_record(r: Reading, given: Mapping[str, Any]) -> tuple[dict[str, Any], Faults]:
    """A row that the office added, as an action of its own, and what is wrong with it."""
    w = r.words.workbook.faults
    faults: Faults = []
    if not given.get("title"):
        faults.append(("title", w.new_title))
    pillar = str(given.get("pillar", ""))
    if pillar not in {str(one.no) for one in r.roadmap.pillars}:
        faults.append(("pillar", w.new_pillar.format(pillar=pillar)))
    codes = {one.code: one.id for one in r.actions}
    needs = _parts(given.get("needs", ""), ",")
    unknown = [one for one in needs if one not in codes]
    faults += [("needs", w.new_needs.format(code=one)) for one in unknown]
    plain = ("title", "deliverable", "strength", "owner", "reason", "months", "effort_pm")
    record = {
        key: given[key] for key in (*plain, "cost_low", "cost_high", "running") if key in given
    }
    if faults:
        return record, faults
    record |= {"pillar": int(pillar)}
    record |= {"supports": _parts(given["supports"], ";")} if given.get("supports") else {}
    record |= {"needs": [codes[one] for one in needs]} if needs else {}
    record |= {"sdg": _parts(given["sdg"], ",")} if given.get("sdg") else {}
    return record, []


def _parts(text: str, sign: str) -> list[str]:
    return [part.strip() for part in text.split(sign) if part.strip()]


def slug(title: str, taken: Collection[str]) -> str:
    """An id for an action of the office's own, made of its title and not yet taken."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:32].strip("-") or "action"
    tried, number = f"own.{name}", 1
    while tried in taken:
        number += 1
        tried = f"own.{name}-{number}"
    return tried
