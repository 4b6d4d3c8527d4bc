"""What the chapters ask a roadmap: answers, labels, codes, dates, sums of money."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from advisor.documents.answered import Answered
from advisor.documents.phrasing import NBSP, nbsp
from advisor.documents.words import DocumentWords
from advisor.model.choices import Peer
from advisor.model.content import KnowledgePack, Named, SourceRef
from advisor.model.roadmap import (
    TO_CONFIRM,
    Firing,
    PlannedAction,
    RaisedRisk,
    Roadmap,
)


class Reading(Answered):
    """A roadmap with its pack and the wording, ready to be asked.

    DETAILS: the kinds of open point that come with each action.
    """

    DETAILS = ("baseline", "target", "owner")

    def __init__(
        self, roadmap: Roadmap, pack: KnowledgePack, words: DocumentWords, date: str = ""
    ) -> None:
        super().__init__(roadmap, pack, words)
        self.date = date

    # The office

    def the(self, name: str) -> str:
        """A name within a sentence: 'the Republic of …', 'the Planning Unit', else as it is."""
        general = self.words.general
        first = name.split(" ", 1)[0].rstrip(",")
        last = re.split(r",| of | for ", name, maxsplit=1)[0].split(" ")[-1]
        articled = first in general.articled or last in general.article_ends
        return general.the.format(name=name) if articled else name

    @property
    def country(self) -> str:
        """The country's name."""
        return self.said("profile.country") or self.words.general.to_confirm

    @property
    def office(self) -> str:
        """The office that prepares the roadmap."""
        return self.said("profile.office") or self.words.general.to_confirm

    @property
    def level(self) -> str:
        """The level of government that is planned for; the national one while that is open."""
        found = self.choice("profile.level")
        return found if found in self.words.mandate.level else "national"

    @property
    def owner(self) -> str:
        """Whose roadmap it is: the country's, or the office's below the national level."""
        return self.country if self.level == "national" else self.office

    @property
    def sponsor(self) -> str:
        """Who signs; empty when that is open."""
        return self.said("profile.sponsor") or ""

    @property
    def open_points(self) -> int:
        """How many points are to be confirmed: the roadmap's, and the document's own."""
        return len(self.roadmap.to_confirm) + len(self.words.annexes.open_document)

    # Labels

    def named(self, entries: Sequence[Named], wanted: Iterable[str]) -> list[str]:
        """Labels of vocabulary entries, in the vocabulary's order."""
        chosen = set(wanted)
        return [entry.label for entry in entries if entry.id in chosen]

    def phase(self, phase: str) -> str:
        """The label of a phase."""
        return "".join(self.named(self.pack.vocabulary.phases, [phase]))

    def tbc(self, text: str) -> str:
        """The text, or 'to be confirmed' in the document's words."""
        return self.words.general.to_confirm if text in ("", TO_CONFIRM) else text

    # Actions

    @cached_property
    def actions(self) -> tuple[PlannedAction, ...]:
        """The planned actions in the order of their codes: by pillar, then by number."""
        return tuple(sorted(self.roadmap.actions, key=lambda one: _in_order(one.code)))

    @cached_property
    def action(self) -> dict[str, PlannedAction]:
        """Planned actions by id."""
        return {action.id: action for action in self.actions}

    def baseline(self, action: PlannedAction) -> str:
        """The starting value; one that is an answer on the scale says to which question."""
        known = self.pack.action.get(action.id)
        line = self.lines.get(known.indicator.baseline_from or "") if known else None
        if line is None or action.baseline != line.shown:
            return self.tbc(action.baseline)
        return self.rated(line) or action.baseline

    def title(self, action: str) -> str:
        """The title of any action: of the plan, set aside, added by the office, or the pack's."""
        if action in self.action:
            return self.action[action].title
        roadmap, known = self.roadmap, self.pack.action.get(action)
        elsewhere = {
            **{one.id: one.title for one in roadmap.settings.own},
            **{one.id: one.title for one in roadmap.not_placed},
            **{one.id: one.title for one in roadmap.rejected},
        }
        return elsewhere.get(action) or (known.title if known else action)

    def codes(self, actions: Iterable[str]) -> list[str]:
        """The short codes of those of the actions that are in the plan."""
        wanted = set(actions)
        return [action.code for action in self.actions if action.id in wanted]

    def titled(self, actions: Iterable[str]) -> list[str]:
        """Code and title of those of the actions that are in the plan."""
        wanted = set(actions)
        return [f"{one.code} {one.title}" for one in self.actions if one.id in wanted]

    def in_phase(self, phase: str) -> list[PlannedAction]:
        """The planned actions of a phase, in the order of their codes."""
        return [action for action in self.actions if action.phase == phase]

    def when(self, action: PlannedAction) -> str:
        """First and last quarter, once when they are the same."""
        if action.start == action.end:
            return nbsp(action.start)
        template = self.words.general.span
        return template.format(start=nbsp(action.start), end=nbsp(action.end))

    def quarter(self, number: int) -> str:
        """A quarter counted from 0, as the plan writes it."""
        for use in self.roadmap.quarters:
            if use.quarter == number:
                return nbsp(use.label)
        year, quarter = divmod(number, 4)
        open_, dated = self.words.general.quarters
        start = self.roadmap.settings.start
        if start is None:
            return nbsp(open_.format(year=year + 1, quarter=quarter + 1))
        first = (int(start[5:7]) - 1) // 3 + quarter
        return nbsp(dated.format(year=int(start[:4]) + year + first // 4, quarter=first % 4 + 1))

    # Money and dates

    def money(self, amount: int, currency: str = "") -> str:
        """A sum with thousands apart and the currency in front."""
        name = currency or self.roadmap.settings.currency
        shown = self.sum(amount)
        return f"{name}{NBSP}{shown}" if name else shown

    def sum(self, amount: int) -> str:
        """A sum with thousands apart, for a table whose caption names the currency."""
        return f"{amount:,}".replace(",", NBSP)

    def in_currency(self, caption: str) -> str:
        """A caption with the plan's currency behind it."""
        name = self.roadmap.settings.currency
        return (
            self.words.general.in_currency.format(text=caption, currency=name) if name else caption
        )

    def cost(self, action: PlannedAction) -> tuple[str, ...]:
        """An action's cost range and the size of its purchase."""
        band = self.words.general.cost_bands[action.cost_band]
        if action.cost.low is None or action.cost.high is None:
            return (band,)
        low, high = (
            self.money(one, action.cost.currency) for one in (action.cost.low, action.cost.high)
        )
        if low == high:
            return (low, band)
        return (self.words.general.span.format(start=low, end=high), band)

    def day(self, iso: str) -> str:
        """An ISO date as '1 January 2027'; any other text as it is."""
        parts = iso.split("-")
        if len(parts) != 3 or not all(part.isdigit() for part in parts):
            return iso
        year, month, day = (int(part) for part in parts)
        name = self.words.general.months[month - 1]
        return nbsp(self.words.general.date.format(day=day, month=name, year=year))

    def tenths(self, hundredths: int) -> str:
        """A score to one decimal, '2.3'."""
        rounded = (hundredths + 5) // 10
        return f"{rounded // 10}.{rounded % 10}"

    def score(self, hundredths: int | None) -> str:
        """A score as '2.3 of 5'."""
        if hundredths is None:
            return self.words.general.no_score
        return nbsp(self.words.general.score.format(score=self.tenths(hundredths)))

    def peer(self, one: Peer) -> str:
        """The country's name, or what a group of its peers is called."""
        names = self.words.situation.peer_names
        if one.group == "country":
            return self.country
        return names[one.group].format(name=one.name)

    # Findings and sources

    @cached_property
    def findings(self) -> tuple[Firing, ...]:
        """Every rule that led to something in the document, once, in the pack's order."""
        found: dict[str, Firing] = {}
        traces = [
            *[one.trace for one in self.roadmap.actions],
            *[one.trace for one in self.roadmap.not_placed],
            *[one.trace for one in self.roadmap.rejected],
            *[one.trace for one in self.roadmap.risks],
        ]
        for trace in traces:
            found.update({one.rule: one for one in trace if one.verdict})
        for pillar in self.roadmap.pillars:
            found.update({one.rule: one for one in pillar.emphasised_by if one.verdict})
        order = {rule.id: at for at, rule in enumerate(self.pack.rules)}
        return tuple(sorted(found.values(), key=lambda one: (order.get(one.rule, 0), one.rule)))

    @cached_property
    def finding_code(self) -> dict[str, str]:
        """The short code of each finding by its rule."""
        template = self.words.general.finding_code
        return {one.rule: template.format(n=at) for at, one in enumerate(self.findings, 1)}

    def finding_codes(self, trace: Iterable[Firing]) -> list[str]:
        """The codes of those of the firings that held."""
        wanted = {one.rule for one in trace if one.verdict}
        return [code for rule, code in self.finding_code.items() if rule in wanted]

    def mark(self, trace: Iterable[Firing]) -> str:
        """The codes of a trace in brackets, '[F3, F8]'; empty for an empty trace."""
        codes = self.finding_codes(trace)
        return self.words.general.finding_mark.format(codes=", ".join(codes)) if codes else ""

    @cached_property
    def risk_code(self) -> dict[str, str]:
        """The short code of each risk by its id; the gravest first."""
        template = self.words.general.risk_code
        return {one.id: template.format(n=at) for at, one in enumerate(self.ranked_risks, 1)}

    @cached_property
    def ranked_risks(self) -> tuple[RaisedRisk, ...]:
        """The risks by likelihood times impact, the gravest first, then in the given order."""
        weight = {"low": 1, "medium": 2, "high": 3}
        return tuple(
            sorted(self.roadmap.risks, key=lambda one: -weight[one.likelihood] * weight[one.impact])
        )

    def source(self, ref: SourceRef) -> str:
        """A slide's short code, 'capacities s07'."""
        code = self.words.general.source_code.format(source=ref.source, slide=ref.slide)
        return nbsp(code)

    def distinct(self, refs: Iterable[SourceRef]) -> list[SourceRef]:
        """The slides, each once; a slide that repeats another one listed counts as that one."""
        found = dict.fromkeys(str(ref) for ref in refs)
        kept = []
        for key in found:
            note = self.pack.slide.get(key)
            if note is None or not note.same_as or note.same_as not in found:
                source, slide = key.split("/", 1)
                kept.append(SourceRef(source=source, slide=slide))
        return kept

    def cited(self, refs: Iterable[SourceRef]) -> str:
        """The short codes of the slides, in one line."""
        return ", ".join(self.source(ref) for ref in self.distinct(refs))


def _in_order(code: str) -> tuple[int, ...]:
    """The numbers of a code, so that A1.10 comes after A1.9."""
    return tuple(int(number) for number in re.findall(r"\d+", code))
