"""Turns YAML records into typed ones; what does not fit becomes a fault with line and hint."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from advisor.content.yaml_file import Where, YamlFile
from advisor.errors import Fault, did_you_mean

Model = TypeVar("Model", bound=BaseModel)


def record(
    found: YamlFile, where: Where, raw: Any, model: type[Model], faults: list[Fault]
) -> Model | None:
    """The record, or None with its faults added to the list."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        who = _who(raw)
        for detail in error.errors():
            if detail["type"] == "extra_forbidden" and _in_union(detail, error):
                continue
            message = f"{who}{_sentence(detail, model)}"
            faults.append(found.fault((*where, *_path(detail, raw)), message))
    return None


def _who(raw: Any) -> str:
    return f"'{raw['id']}': " if isinstance(raw, dict) and "id" in raw else ""


def _in_union(detail: ErrorDetails, error: ValidationError) -> bool:
    """Whether a member of a union complains of fields that merely belong to another member."""
    loc = detail["loc"]
    if len(loc) < 2 or not isinstance(loc[-2], str) or not loc[-2][:1].isupper():
        return False
    members = {one["loc"][: len(loc) - 1] for one in error.errors()}
    return len({member for member in members if member[:-1] == loc[:-2]}) > 1


def _path(detail: ErrorDetails, raw: Any) -> Where:
    """The keys that lead to the fault in the file; names of union members are left out."""
    path: list[str | int] = []
    at: Any = raw
    for part in detail["loc"]:
        if isinstance(at, list):
            inside = isinstance(part, int) and part < len(at)
        else:
            inside = isinstance(at, dict) and part in at
        if inside:
            path.append(part)
            at = at[part]
    return tuple(path)


def _sentence(detail: ErrorDetails, model: type[BaseModel]) -> str:
    place = ".".join(str(part) for part in detail["loc"])
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    match detail["type"]:
        case "extra_forbidden":
            hint = did_you_mean(last, _fields(model, detail["loc"]))
            return f"unknown field '{place}'.{hint}"
        case "missing":
            return f"'{place}' is missing."
        case "literal_error":
            expected = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            choices = [one.strip() for one in expected.split(",")]
            hint = did_you_mean(detail["input"], choices)
            return f"'{place}' is {detail['input']!r}, not one of {', '.join(choices)}.{hint}"
        case _:
            words = detail["msg"].removeprefix("Value error, ")
            return f"'{place}': {words}." if place else f"{words}."


def _fields(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The fields of the model at a place, as far as plain nesting leads there."""
    at: Any = model
    for part in loc[:-1]:
        if isinstance(part, str) and isinstance(at, type) and issubclass(at, BaseModel):
            info = at.model_fields.get(part)
            at = info.annotation if info else at
            inner = [one for one in getattr(at, "__args__", ()) if isinstance(one, type)]
            at = next((one for one in inner if issubclass(one, BaseModel)), at)
    if not (isinstance(at, type) and issubclass(at, BaseModel)):
        return []
    return [info.alias or name for name, info in at.model_fields.items()]
