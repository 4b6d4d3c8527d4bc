"""Reads the wording under `prompts/`, and plain lists of records such as questions with answers."""

from pathlib import Path
from typing import Any

from advisor.content.records import Model, record
from advisor.content.yaml_file import YamlFile, read_yaml
from advisor.errors import Fault, InputFaults

_NEXT_STEP = "Mend the lines named above, or take the file again from the project."


def load_record(path: Path, model: type[Model]) -> Model:
    """The wording of one part, as the record that the part defines.

    Raises:
        InputFaults: with every fault of the file.
    """
    found = _read(path)
    faults: list[Fault] = []
    made = record(found, (), found.data, model, faults)
    if made is None:
        raise InputFaults(faults, _NEXT_STEP)
    return made


def load_records(folder: Path, model: type[Model]) -> tuple[Model, ...]:
    """The records of every YAML file of a folder, by file name.

    Raises:
        InputFaults: with every fault of every file.
    """
    faults: list[Fault] = []
    made: list[Model] = []
    for path in sorted(folder.glob("*.yaml")):
        found = _read(path)
        for at, raw in enumerate(found.data or ()):
            one = record(found, (at,), raw, model, faults)
            made += [one] if one is not None else []
    if faults:
        raise InputFaults(faults, _NEXT_STEP)
    return tuple(made)


def load_mapping(path: Path) -> dict[str, Any]:
    """The wording of one part, as it is written.

    Raises:
        InputFaults: with every fault of the file.
    """
    found = _read(path)
    if not isinstance(found.data, dict):
        raise InputFaults([found.fault((), "the file holds lines of 'name: text'.")], _NEXT_STEP)
    return found.data


def _read(path: Path) -> YamlFile:
    found = read_yaml(path, name=f"{path.parent.name}/{path.name}")
    if found.faults:
        raise InputFaults(found.faults, _NEXT_STEP)
    return found
