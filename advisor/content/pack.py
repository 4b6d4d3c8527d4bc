"""Loads the knowledge pack: all of its files, all of their faults at once."""

import csv
import hashlib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from advisor.content.checks import pack_faults
from advisor.content.digest import read_deck
from advisor.content.items_file import stored_items
from advisor.content.listing import Places, read_list
from advisor.content.records import record
from advisor.content.reference import read_reference, reference_faults
from advisor.content.yaml_file import read_yaml
from advisor.errors import AdvisorError, Fault, InputFaults
from advisor.model.content import (
    Action,
    CountryYear,
    Deck,
    Fact,
    KnowledgePack,
    Migration,
    Post,
    Question,
    Risk,
    Rule,
    Vocabulary,
)
from advisor.model.frozen import Frozen
from advisor.model.items import ItemList, with_items

Model = TypeVar("Model", bound=BaseModel)
_NEXT_STEP = "Mend the lines named above; nothing was loaded."


class _PackFile(Frozen):
    version: str
    title: str
    vocabulary: Vocabulary


def load_pack(folder: Path, items: Path | None = None) -> KnowledgePack:
    """The pack of a folder.

    Args:
        folder: where its files are.
        items: where the office keeps its own list of assessment statements, if it gave one.

    Raises:
        AdvisorError: when there is no pack in the folder.
        InputFaults: with every fault of every file, each with file and line.
    """
    if not (folder / "pack.yaml").is_file():
        raise AdvisorError(
            f"There is no knowledge pack in '{folder}'.",
            "Start from the project's folder, or set ADVISOR_KNOWLEDGE to the pack's folder.",
        )
    faults: list[Fault] = []
    places: Places = {}
    head = _one(folder / "pack.yaml", _PackFile, faults)
    questions = _many(folder, "questions", Question, faults, places)
    facts = _many(folder, "facts", Fact, faults, places)
    rules = _many(folder, "rules", Rule, faults, places)
    actions = _many(folder, "actions", Action, faults, places)
    risks = _many(folder, "risks", Risk, faults, places)
    migrations = _optional(folder, "migrations", Migration, faults, places)
    posts = _optional(folder, "posts", Post, faults, places)
    decks = _decks(folder, faults)
    found = _items(items, questions, faults)
    if head is None:
        raise InputFaults(faults, _NEXT_STEP)
    pack = KnowledgePack(
        version=head.version,
        title=head.title,
        hash="",
        vocabulary=head.vocabulary,
        questions=_in_order(
            head.vocabulary, questions if found is None else with_items(questions, found)
        ),
        facts=facts,
        rules=rules,
        actions=tuple(sorted(actions, key=lambda one: one.id)),
        risks=risks,
        decks=decks,
        egdi=_egdi(folder / "reference" / "egdi.csv", faults),
        reference=read_reference(folder, faults, places),
        migrations=migrations,
        posts=posts,
        items="" if found is None else found.title,
    )
    complete = not faults
    faults += reference_faults(pack.reference, pack, places, complete=complete)
    faults += pack_faults(pack, places, complete=complete)
    if faults:
        raise InputFaults(faults, _NEXT_STEP)
    text = pack.model_dump_json(by_alias=True)
    return pack.model_copy(update={"hash": hashlib.sha256(text.encode()).hexdigest()})


def _one(path: Path, model: type[Model], faults: list[Fault]) -> Model | None:
    found = read_yaml(path)
    faults += found.faults
    return None if found.faults else record(found, (), found.data, model, faults)


def _many(
    folder: Path, part: str, model: type[Model], faults: list[Fault], places: Places
) -> tuple[Model, ...]:
    """The records of `part.yaml` and of every file of the folder `part`, in file order."""
    single = folder / f"{part}.yaml"
    paths = [single] if single.is_file() else []
    paths += sorted((folder / part).glob("*.yaml"))
    if not paths:
        faults.append(Fault(f"{part}/", 1, f"the pack has no {part}."))
    return tuple(
        one
        for path in paths
        for one in read_list(path, path.relative_to(folder).as_posix(), model, faults, places)
    )


def _optional(
    folder: Path, part: str, model: type[Model], faults: list[Fault], places: Places
) -> tuple[Model, ...]:
    """The records of `part.yaml`; a pack may have nothing to say of it."""
    path = folder / f"{part}.yaml"
    if not path.is_file():
        return ()
    return tuple(read_list(path, path.name, model, faults, places))


def _items(
    path: Path | None, questions: tuple[Question, ...], faults: list[Fault]
) -> ItemList | None:
    codes = {one.id for one in questions if one.dimension}
    return stored_items(path, codes, faults) if path is not None else None


def _in_order(vocabulary: Vocabulary, questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """By stage, then dimension, topic and pillar as the vocabulary lists them, then as written."""
    stage = {one.id: at for at, one in enumerate(vocabulary.stages)}
    dimension = {one.id: at for at, one in enumerate(vocabulary.dimensions, 1)}
    topic = {one.id: at for at, one in enumerate(vocabulary.topics, 1)}

    def place(numbered: tuple[int, Question]) -> tuple[int, int, int, int, int]:
        at, question = numbered
        return (
            stage.get(question.stage, 9),
            dimension.get(question.dimension or "", 99),
            topic.get(question.topic or "", 99) if question.stage == "situation" else 0,
            question.pillar or 99,
            at,
        )

    return tuple(question for _, question in sorted(enumerate(questions), key=place))


def _decks(folder: Path, faults: list[Fault]) -> tuple[Deck, ...]:
    decks = []
    for path in sorted((folder / "workshop").glob("*.md")):
        deck, found = read_deck(path)
        faults += found
        if deck is not None:
            decks.append(deck)
    return tuple(decks)


def _egdi(path: Path, faults: list[Fault]) -> tuple[CountryYear, ...]:
    """The E-Government Development Index by country and survey; fractions become integers."""
    if not path.is_file():
        return ()
    rows: list[CountryYear] = []
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            try:
                rows.append(CountryYear(**_row(row)))
            except (KeyError, ValueError, ValidationError):
                faults.append(Fault("reference/egdi.csv", line, "not a row of the index."))
    return tuple(rows)


def _row(row: dict[str, str]) -> dict[str, Any]:
    figures = {key: round(float(row[key]) * 100_000) for key in ("egdi", "osi", "hci", "tii")}
    names = {key: row[key] for key in ("iso3", "country", "region", "subregion", "income")}
    return {"year": int(row["year"]), "rank": int(row["rank"]), **names, **figures}
