"""Reads what the office gives as records, and says in a sentence what does not fit.

Every fault is collected with the place where it stands, so that a file or a page can show all of
them at once, each beside its line or field.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from advisor.errors import AdvisorError, did_you_mean
from advisor.model.answers import MAX_TEXT
from advisor.model.frozen import Frozen

Where = tuple[str | int, ...]
Located = tuple[Where, str]
Given = TypeVar("Given")
Record = TypeVar("Record", bound=Frozen)
_MOST_SHOWN = 5


class SettingFaults(ValueError):
    """Settings that cannot be taken.

    Args:
        faults: where each stands, as keys from the top of the settings, and its sentence.
    """

    def __init__(self, faults: Sequence[Located]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(sentence for _, sentence in self.faults))


class RefusedChanges(AdvisorError):
    """Changes of a plan that cannot be taken; nothing was changed.

    Args:
        faults: where each stands, as keys from the top of the settings, and its sentence.
        next_step: what the user can do about them.
    """

    def __init__(self, faults: Sequence[Located], next_step: str = "") -> None:
        self.faults = tuple(faults)
        shown = list(dict.fromkeys(one[:1].upper() + one[1:] for _, one in faults))
        super().__init__(" ".join(shown[:_MOST_SHOWN]), next_step)


class Reading:
    """Settings while they are read: what is at fault is noted and left out.

    `places` holds where each of the office's own actions stands in what was given, those that are
    at fault among them.
    """

    def __init__(self) -> None:
        self.faults: list[Located] = []
        self.places: dict[str, Where] = {}

    def fault(self, where: Where, sentence: str) -> None:
        """Note a fault."""
        self.faults.append((where, sentence))

    def take(self, where: Where, read: Callable[[], Given], otherwise: Given) -> Given:
        """What `read` gives; where it raises a ValueError its sentence is noted."""
        try:
            return read()
        except ValueError as error:
            self.fault(where, str(error))
            return otherwise

    def entries(self, name: str, raw: Any, form: str) -> Iterator[tuple[str, Any]]:
        """The entries of a setting that is a mapping, by key; those without a value left out."""
        if raw is None:
            return
        if not isinstance(raw, Mapping):
            self.fault((name,), f"setting '{name}' takes lines of the form {form}.")
            return
        for key in sorted(raw, key=str):
            if raw[key] is not None:
                yield str(key), raw[key]

    def record(self, kind: type[Record], where: Where, raw: Any) -> Record | None:
        """A record from a mapping; None when anything in it is at fault."""
        name = dotted(where)
        if not isinstance(raw, Mapping):
            self.fault(where, f"setting '{name}' takes lines of the form 'name: value'.")
            return None
        given = {str(key): _cleaned(kind, str(key), value) for key, value in raw.items()}
        given = {key: value for key, value in given.items() if value not in (None, "", ())}
        long = [key for key, value in given.items() if _longest(value) > MAX_TEXT]
        for key in long:
            self.fault(
                (*where, key), f"setting '{name}': '{key}' takes at most {MAX_TEXT} characters."
            )
        if long:
            return None
        try:
            return kind.model_validate(given)
        except ValidationError as error:
            for one in error.errors():
                place, sentence = _sentence(kind, name, one)
                self.fault((*where, *place), sentence)
            return None


def dotted(where: Where) -> str:
    """A place as it is written: 'choices.A101.owner'."""
    return ".".join(str(part) for part in where)


def _cleaned(kind: type[Frozen], name: str, value: Any) -> Any:
    """Numbers where words belong become words, words lose the space around them."""
    field = kind.model_fields.get(name)
    wanted = () if field is None else _types(field.annotation)
    if str in wanted or not wanted:
        if isinstance(value, list | tuple):
            return tuple("" if one is None else _word(one) for one in value)
        return _word(value) if int not in wanted else value
    # pydantic would read true as 1.
    return repr(value).lower() if isinstance(value, bool) and int in wanted else value


def _types(annotation: Any) -> tuple[Any, ...]:
    """The plain types in an annotation such as `tuple[str, ...] | None`."""
    inner = get_args(annotation)
    if not inner:
        return (annotation,)
    return tuple(found for one in inner for found in _types(one))


def _longest(value: Any) -> int:
    """The length of the longest text in a value."""
    texts = value if isinstance(value, tuple) else (value,)
    return max((len(one) for one in texts if isinstance(one, str)), default=0)


def _word(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return value.strip() if isinstance(value, str) else value


def _sentence(kind: type[Frozen], name: str, one: ErrorDetails) -> tuple[Where, str]:
    """Where a fault stands within the record, and what it is, in words for people."""
    place = tuple(part for part in one["loc"] if isinstance(part, str | int))
    field = dotted(place[:1])
    said = f"setting '{name}': '{field}'"
    context = one.get("ctx", {})
    match one["type"]:
        case "extra_forbidden":
            known = list(kind.model_fields)
            return place[:1], f"setting '{name}' has no '{field}'.{did_you_mean(field, known)}"
        case "missing":
            return place[:1], f"setting '{name}' needs '{field}'."
        case "literal_error":
            known = _choices(kind, field)
            hint = did_you_mean(one["input"], known)
            return place, f"{said} takes {listed(known)}, not {shown(one['input'])}.{hint}"
        case "greater_than_equal":
            return place, f"{said} takes {context.get('ge')} or more, not {shown(one['input'])}."
        case "less_than_equal":
            return place, f"{said} takes at most {context.get('le')}, not {shown(one['input'])}."
        case "string_too_long":
            return place, f"{said} takes at most {context.get('max_length')} characters."
        case "string_pattern_mismatch" | "value_error":
            return place, f"{said} cannot be {shown(one['input'])}: {_form(one)}."
        case kind_ if kind_.startswith("int"):
            return place, f"{said} takes a whole number, not {shown(one['input'])}."
        case kind_ if kind_.startswith(("tuple", "list")):
            return place, f"{said} takes a list, not {shown(one['input'])}."
        case _:
            return place, f"{said} takes words, not {shown(one['input'])}."


def _choices(kind: type[Frozen], field: str) -> list[str]:
    found = kind.model_fields[field].annotation if field in kind.model_fields else None
    return [str(one) for one in _literals(found)]


def _literals(annotation: Any) -> Iterator[Any]:
    for one in get_args(annotation):
        if isinstance(one, str | int):
            yield one
        else:
            yield from _literals(one)


def _form(one: ErrorDetails) -> str:
    context = one.get("ctx", {})
    if one["type"] == "value_error":
        return str(context.get("error", "it does not fit"))
    return "it begins with 'own.', then small letters, digits and hyphens"


def listed(words: Sequence[str]) -> str:
    """'a, b or c'."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def shown(raw: Any) -> str:
    """What was given, cut where it is long."""
    text = repr(raw)
    return text if len(text) <= 60 else text[:57] + "…"
