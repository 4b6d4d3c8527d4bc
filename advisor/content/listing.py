"""Reads a YAML file that is a list of records, each led by its id."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from advisor.content.records import record
from advisor.content.yaml_file import read_yaml
from advisor.errors import Fault

Model = TypeVar("Model", bound=BaseModel)
Places = dict[tuple[type, Any], Fault]


def read_list(
    path: Path, name: str, model: type[Model], faults: list[Fault], places: Places
) -> list[Model]:
    """The records of a file that could be read.

    Args:
        path: the file.
        name: how the file is called in messages.
        model: the type of the records.
        faults: what is wrong is added here.
        places: where each record stands is added here, by type and id; an id stands only once.
    """
    found = read_yaml(path, name=name)
    faults += found.faults
    if found.faults:
        return []
    if not isinstance(found.data, list):
        faults.append(found.fault((), "the file is a list of records, each led by '- id:'."))
        return []
    records = []
    for at, raw in enumerate(found.data):
        key = raw.get("id") if isinstance(raw, dict) else None
        one = record(found, (at,), raw, model, faults)
        if (model, key) in places:
            file, line = places[model, key].place
            faults.append(found.fault((at,), f"'{key}' is also defined at {file}:{line}."))
        elif one is not None:
            places[model, key] = found.fault((at, "id"), "")
            records.append(one)
    return records
