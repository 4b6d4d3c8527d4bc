"""The product's face to page and command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.bootstrap.conversing import Conversing
from advisor.config import Settings
from advisor.content import (
    RoomWords,
    load_mapping,
    load_pack,
    load_record,
    read_answers,
    read_room,
    room_template,
)
from advisor.dialogue import Phrases, Understanding, Words
from advisor.facilitation import Facilitation
from advisor.model.answers import Answers
from advisor.model.choices import SmartLetter
from advisor.model.content import Question
from advisor.model.roadmap import Comparison, PlannedAction, PlanSettings, Roadmap
from advisor.model.room import Room
from advisor.planning import Planning
from advisor.roadmap import STEPS, RoadmapWords, compare, draft, session_draft
from advisor.roadmap.smart import measure_of, retyped, smart
from advisor.workshop import together

if TYPE_CHECKING:
    from advisor.documents import DocumentWords


class Advisor(Conversing):
    """All that an installation does: it reads and answers, converses, drafts and writes.

    Documents are imported where they are first used: their libraries take seconds to load.
    """

    def roadmap(self, answers: Answers, settings: PlanSettings | None = None) -> Roadmap:
        """The draft roadmap of these answers; settings are read from them when none are given."""
        return draft(self.pack, answers, settings, words=self.roadmap_words)

    def draft_of(
        self,
        session: str,
        changes: Mapping[str, Any] | None = None,
        *,
        steps: int = STEPS,
        upto: int | None = None,
    ) -> Roadmap:
        """The draft of a session as its answers and choices stand.

        Args:
            session: the session.
            changes: settings that are tried and not stored, as for `set_plan`.
            steps: how long the search for a better plan goes on.
            upto: how many entries of its log count, for a draft as it was; None is all.

        Raises:
            AdvisorError: when a change cannot be taken.
        """
        log = self.log(session)[:upto]
        views = self.facilitation.views(log)
        return session_draft(
            self.pack,
            log,
            self.roadmap_words,
            changes,
            steps=steps,
            spreads=views.spreads,
            score_spreads=views.scores,
        )

    @cached_property
    def planning(self) -> Planning:
        """The plans as people work on them: decisions, results, earlier drafts."""
        return Planning(self.pack, self)

    @cached_property
    def facilitation(self) -> Facilitation:
        """The workshops in which many respondents answer."""
        return Facilitation(self.store, self.pack, str(self.page["workshop"]["unnamed"]))

    def room_template(self, room: Room) -> bytes:
        """The workbook in which a room's answers can be collected."""
        asked = [self.pack.question[one] for one in room.questions]
        return room_template(asked, self._room_words)

    def room_answers(self, path: Path) -> dict[str, Answers]:
        """The answers of each respondent in a table, by name.

        Raises:
            AdvisorError: when the file is no table, or has faults, each with row and column.
        """
        return read_room(self.pack, path, self._room_words)

    @property
    def _room_words(self) -> RoomWords:
        return RoomWords.model_validate(self.page["workshop"]["table"])

    def roadmap_of_room(self, views: Mapping[str, Answers]) -> Roadmap:
        """The draft roadmap of many respondents, with the views that differ."""
        joint = together(self.pack, views)
        return draft(
            self.pack,
            joint.answers,
            words=self.roadmap_words,
            spreads=joint.spreads,
            score_spreads=joint.scores,
        )

    def compared(self, before: Roadmap, after: Roadmap) -> Comparison:
        """What came, went and moved between two drafts, and what caused it."""
        return compare(self.pack, before, after)

    def roadmap_of_record(self, data: bytes, beside: Roadmap) -> Roadmap:
        """The plan of a `roadmap.json`, to be compared with another one.

        Raises:
            AdvisorError: when it is no such file.
        """
        from advisor.documents.record_back import read_record

        return read_record(data, beside)

    def waited_for(self, roadmap: Roadmap) -> tuple[tuple[Question, int], ...]:
        """Open questions with how many rules wait for each, the most wanted first."""
        waits = Counter(one for firing in roadmap.open_rules for one in firing.missing)
        order = {question.id: at for at, question in enumerate(self.pack.questions)}
        known = sorted((one for one in waits if one in order), key=lambda x: (-waits[x], order[x]))
        return tuple((self.pack.question[one], waits[one]) for one in known)

    def roadmap_of_file(self, path: Path) -> Roadmap:
        """The draft roadmap of an answers file.

        Raises:
            InputFaults: with every fault of the file, each with its line.
        """
        given = read_answers(self.pack, path)
        return self.roadmap(given.answers, given.settings)

    def answers_of_file(self, path: Path) -> Answers:
        """The answers of an answers file, its settings left aside.

        Raises:
            InputFaults: with every fault of the file, each with its line.
        """
        return read_answers(self.pack, path).answers

    @cached_property
    def document_words(self) -> DocumentWords:
        """The wording of the documents."""
        from advisor.documents import DocumentWords

        return load_record(self.settings.prompts / "document.yaml", DocumentWords)

    def documents(
        self, roadmap: Roadmap, formats: Sequence[str], template: Path | None = None
    ) -> dict[str, bytes]:
        """The roadmap in each of the formats: file name to content.

        Args:
            roadmap: the plan.
            formats: names of formats.
            template: the office's own Word document, whose styles, header and footer are taken.

        Raises:
            AdvisorError: when the template cannot be used.
        """
        _import_pandas()
        from advisor.documents import Options, render

        options = Options(reference_docx=template)
        return render(roadmap, self.pack, self.document_words, formats, options)

    def smart_letters(
        self,
        action: PlannedAction,
        typed: Mapping[str, str] | None = None,
        settings: PlanSettings | None = None,
    ) -> tuple[SmartLetter, ...]:
        """The SMART check of an action's indicator, with what is typed in place of what stands.

        Args:
            action: the planned action.
            typed: texts by the names of `Measure`: name, unit, method, baseline, target, due.
            settings: the plan's, for the day it starts.
        """
        measure = measure_of(self.pack, settings or PlanSettings(), action)
        return smart(retyped(measure, typed or {}), self.roadmap_words.smart)

    def read_workbook(self, data: bytes, roadmap: Roadmap) -> dict[str, Any]:
        """What an edited workbook changes in a plan, as `set_plan` takes it; empty for nothing.

        Raises:
            AdvisorError: for a file that is no workbook of this advisor, or with all its faults.
        """
        from advisor.documents.book.back import changes_of
        from advisor.documents.reading import Reading

        return changes_of(Reading(roadmap, self.pack, self.document_words), data)

    def charts(self, roadmap: Roadmap) -> dict[str, dict[str, Any]]:
        """The charts of the documents: name to Vega-Lite specification, where there is one."""
        _import_pandas()
        from advisor.documents.charts import specifications
        from advisor.documents.reading import Reading

        return specifications(Reading(roadmap, self.pack, self.document_words))


def _import_pandas() -> None:
    """Import pandas in full: Altair would take one that another thread has half imported."""
    import pandas  # noqa: F401


def build_advisor(settings: Settings | None = None) -> Advisor:
    """The advisor of an installation.

    Raises:
        AdvisorError: when there is no knowledge pack, or pack or wording have faults.
    """
    settings = settings or Settings()
    prompts = settings.prompts
    return Advisor(
        settings=settings,
        pack=load_pack(settings.knowledge, settings.items),
        dialogue=Words(
            phrases=load_record(prompts / "phrases.yaml", Phrases),
            understanding=load_record(prompts / "understanding.yaml", Understanding),
        ),
        roadmap_words=load_record(prompts / "roadmap.yaml", RoadmapWords),
        page=load_mapping(prompts / "page.yaml"),
    )
