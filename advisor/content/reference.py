"""Loads glossary, cases and training template of a pack, with every fault at file and line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from advisor.content.listing import Places, read_list
from advisor.errors import Fault, did_you_mean
from advisor.model.content import KnowledgePack, SourceRef
from advisor.model.reference import Case, Country, Figures, Reference, Term, TrainingDay

_ABSENT = "which there is not"
_FILES: tuple[tuple[str, type[Any]], ...] = (
    ("glossary", Term),
    ("cases", Case),
    ("training", TrainingDay),
    ("countries", Country),
    ("figures", Figures),
)


def read_reference(folder: Path, faults: list[Fault], places: Places) -> Reference:
    """The reference records of a pack's folder; a file that is not there holds none.

    Args:
        folder: the pack's folder; the files stand in its folder `reference`.
        faults: what is wrong is added here.
        places: where each record stands is added here.
    """
    parts: dict[str, tuple[Any, ...]] = {}
    for stem, model in _FILES:
        path = folder / "reference" / f"{stem}.yaml"
        records = (
            read_list(path, f"reference/{stem}.yaml", model, faults, places)
            if path.is_file()
            else []
        )
        parts[stem] = tuple(records)
    return Reference(
        terms=tuple(sorted(parts["glossary"], key=lambda one: (one.term.casefold(), one.id))),
        cases=parts["cases"],
        training=tuple(sorted(parts["training"], key=lambda one: (one.day, one.id))),
        countries=parts["countries"],
        figures=parts["figures"],
    )


def reference_faults(
    reference: Reference, pack: KnowledgePack, places: Places, *, complete: bool = True
) -> list[Fault]:
    """What must hold between the reference records and the rest of the pack.

    Args:
        reference: the records that could be read.
        pack: what they refer to.
        places: where each record stands.
        complete: whether every record of the pack could be read; while that is not so, a name
            that is missing may only be hidden behind its own fault.
    """
    found = [
        *((Term, who, what) for who, what in _term_faults(reference, pack)),
        *((Case, who, what) for who, what in _case_faults(reference, pack)),
        *((TrainingDay, who, what) for who, what in _training_faults(reference, pack)),
        *((Country, who, what) for who, what in _country_faults(reference, pack)),
    ]
    faults = []
    for model, who, what in found:
        if not complete and _ABSENT in what:
            continue
        place = places.get((model, who), Fault("reference/", 1, ""))
        faults.append(Fault(place.file, place.line, f"'{who}' {what}"))
    return faults


def _sources(pack: KnowledgePack, sources: tuple[SourceRef, ...]) -> Iterator[str]:
    for source in sources:
        if str(source) not in pack.slide:
            hint = did_you_mean(source, pack.slide)
            yield f"cites {source}; there is no such slide in the digest.{hint}"


def _term_faults(reference: Reference, pack: KnowledgePack) -> Iterator[tuple[str, str]]:
    words: dict[str, str] = {}
    for term in reference.terms:
        for what in _sources(pack, term.sources):
            yield term.id, what
        for one in term.see:
            if one not in reference.term:
                hint = did_you_mean(one, reference.term)
                yield term.id, f"refers to the term '{one}', which there is not.{hint}"
            elif one == term.id:
                yield term.id, "refers to itself."
        for word in filter(None, (term.term.casefold(), term.short.casefold())):
            first = words.setdefault(word, term.id)
            if first != term.id:
                yield term.id, f"explains '{word}', which '{first}' explains already."


def _case_faults(reference: Reference, pack: KnowledgePack) -> Iterator[tuple[str, str]]:
    for case in reference.cases:
        for what in _sources(pack, case.sources):
            yield case.id, what
        for one in case.actions:
            if one not in pack.action:
                yield case.id, f"names action '{one}', which there is not."
            elif pack.action[one].pillar not in case.pillars:
                yield (
                    case.id,
                    f"names {one}, but not its pillar {pack.action[one].pillar}.",
                )


def _country_faults(reference: Reference, pack: KnowledgePack) -> Iterator[tuple[str, str]]:
    known = {row.iso3: row.country for row in pack.egdi}
    told = {name.casefold(): code for code, name in known.items()}
    for country in reference.countries:
        if country.id not in known:
            hint = did_you_mean(country.id, known)
            yield country.id, f"names a state of the figures, {_ABSENT}.{hint}"
        for name in country.names:
            first = told.setdefault(name.casefold(), country.id)
            if first != country.id:
                yield country.id, f"is called '{name}', which {first} is called already."


def _training_faults(reference: Reference, pack: KnowledgePack) -> Iterator[tuple[str, str]]:
    for at, day in enumerate(reference.training, 1):
        if day.day != at:
            yield day.id, f"is day {day.day} where day {at} is expected."
        sources = [one for session in day.sessions for one in session.sources]
        for what in _sources(pack, (*day.sources, *sources)):
            yield day.id, what
        for session in day.sessions:
            for one in session.questions:
                if one not in pack.question:
                    hint = did_you_mean(one, pack.question)
                    yield day.id, f"answers the question '{one}', which there is not.{hint}"
