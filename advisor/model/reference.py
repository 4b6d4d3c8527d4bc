"""Reference for readers: glossary, case library and the template of the follow-up training."""

from functools import cached_property

from pydantic import Field, model_validator

from advisor.model.frozen import Frozen
from advisor.model.sources import PillarNo, SourceRef


class Term(Frozen):
    """A word of the field and what it means here.

    `own` marks a meaning that is the advisor's practice and not the decks'; its sources, if any,
    only show where the word is used.
    """

    id: str
    term: str
    short: str = Field(default="", description="the abbreviation, e.g. WoG")
    meaning: str
    own: bool = False
    see: tuple[str, ...] = Field(default=(), description="ids of related terms")
    sources: tuple[SourceRef, ...] = ()

    @model_validator(mode="after")
    def _sourced_or_own(self) -> "Term":
        if not self.own and not self.sources:
            raise ValueError("a meaning has sources, or says 'own: true'")
        return self


class Case(Frozen):
    """A real or told case, as far as the decks tell it, and what an office can take from it.

    `year` is empty where the decks give none. `own` marks a lesson that is the advisor's reading.
    """

    id: str
    title: str
    place: str
    year: str = ""
    story: str
    lesson: str
    own: bool = True
    pillars: tuple[PillarNo, ...] = Field(min_length=1)
    actions: tuple[str, ...] = Field(min_length=1, description="actions that follow its idea")
    sources: tuple[SourceRef, ...] = Field(min_length=1)


class TrainingSession(Frozen):
    """One session of a training day; what it makes is `output`."""

    start: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="HH:MM")
    minutes: int = Field(ge=5, le=240)
    title: str
    method: str
    output: str
    questions: tuple[str, ...] = Field(default=(), description="questions answered here")
    sources: tuple[SourceRef, ...] = ()

    @property
    def begins(self) -> int:
        """Minutes after midnight."""
        hours, minutes = self.start.split(":")
        return int(hours) * 60 + int(minutes)


class TrainingDay(Frozen):
    """One day of the follow-up training: a template that a facilitator changes at will."""

    id: str
    day: int = Field(ge=1)
    topic: str
    title: str
    aim: str
    prepare: tuple[str, ...] = Field(default=(), description="what is ready before the day")
    sessions: tuple[TrainingSession, ...] = Field(min_length=1)
    result: str = Field(description="what exists in the evening")
    practice_note: str = Field(default="", description="what is the advisor's, not the deck's")
    sources: tuple[SourceRef, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_after_the_other(self) -> "TrainingDay":
        for before, after in zip(self.sessions, self.sessions[1:], strict=False):
            if before.begins + before.minutes > after.begins:
                raise ValueError(f"'{before.title}' still runs when '{after.title}' begins")
        return self


class Country(Frozen):
    """Other names of a state; `id` is its code in the figures, three letters."""

    id: str = Field(pattern=r"^[A-Z]{3}$")
    names: tuple[str, ...] = Field(min_length=1)


class Figures(Frozen):
    """What is to be said wherever figures of one table are shown."""

    id: str
    title: str
    publisher: str
    caveat: str
    groups: str = Field(default="", description="how groups of states are made and averaged")


class Reference(Frozen):
    """All reference records of a pack."""

    terms: tuple[Term, ...] = ()
    cases: tuple[Case, ...] = ()
    training: tuple[TrainingDay, ...] = ()
    countries: tuple[Country, ...] = ()
    figures: tuple[Figures, ...] = ()

    @cached_property
    def term(self) -> dict[str, Term]:
        """Terms by id."""
        return {term.id: term for term in self.terms}

    def cases_of(self, pillar: int) -> tuple[Case, ...]:
        """The cases linked to a pillar, in the library's order."""
        return tuple(case for case in self.cases if pillar in case.pillars)
