"""The one YAML reader: plain values with the line of each, limits on what it takes in.

libyaml (through PyYAML) parses; YAML 1.2's rule that only `true` and `false` are booleans is set
here, because answers such as `yes` and `no` must stay words.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from advisor.errors import Fault

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
Where = tuple[str | int, ...]


class _Loader(yaml.CSafeLoader):
    """Safe loader with the YAML 1.2 booleans."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, rule) for tag, rule in rules if not tag.endswith((":bool", ":timestamp"))]
    for letter, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


@dataclass
class YamlFile:
    """One file's data, the line of each value, and the faults met while reading."""

    name: str
    data: Any = None
    lines: dict[Where, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, where: Where) -> int:
        """The line of a value, or of the closest value around it."""
        known: Where = ()
        for part in where:
            if (*known, part) in self.lines:
                known = (*known, part)
        return self.lines.get(known, 1)

    def fault(self, where: Where, message: str) -> Fault:
        """A fault at the place of a value."""
        return Fault(self.name, self.line(where), message)


def read_yaml(path: Path, name: str = "", limit: int = MAX_BYTES) -> YamlFile:
    """Read one file; every fault is collected, nothing is raised.

    Args:
        path: the file.
        name: how the file is called in messages; its own name when empty.
        limit: the most bytes that are read.
    """
    found = YamlFile(name or path.name)
    text = _text(path, found, limit)
    if text is None:
        return found
    try:
        depth = _depth(text)
        if depth > MAX_DEPTH:
            found.faults.append(Fault(found.name, 1, f"nested more than {MAX_DEPTH} deep."))
            return found
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        found.faults.append(_broken(found.name, error))
        return found
    except RecursionError:
        found.faults.append(Fault(found.name, 1, "nested too deep to read."))
        return found
    if node is not None:
        found.data = _value(found, node, (), set())
    return found


def _text(path: Path, found: YamlFile, limit: int) -> str | None:
    try:
        if path.is_dir():
            raise IsADirectoryError(f"'{path.name}' is a folder, not a file")
        if path.stat().st_size > limit:
            message = f"the file is larger than {limit // 1000} kB, which no such file needs to be."
            found.faults.append(Fault(found.name, 1, message))
            return None
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found.faults.append(Fault(found.name, 1, f"not UTF-8 text (byte {error.start})."))
    except OSError as error:
        reason = error.strerror or str(error)
        found.faults.append(Fault(found.name, 1, f"cannot be read: {reason}."))
    return None


def _depth(text: str) -> int:
    """How deep the file nests, found without recursion, so that no input can exhaust the stack."""
    deepest = depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
            if deepest > MAX_DEPTH:
                return deepest
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return deepest


def _broken(name: str, error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Fault(name, mark.line + 1 if mark else 1, f"not valid YAML here: {problem}.")


def _value(found: YamlFile, node: yaml.Node, where: Where, seen: set[int]) -> Any:
    line = node.start_mark.line + 1
    found.lines.setdefault(where, line)
    if id(node) in seen:
        found.faults.append(Fault(found.name, line, "anchors and aliases (& and *) are not used."))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(found, node, where, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_value(found, one, (*where, at), seen) for at, one in enumerate(node.value)]
    return _scalar(found, node)


def _mapping(
    found: YamlFile, node: yaml.MappingNode, where: Where, seen: set[int]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            found.faults.append(Fault(found.name, line, "a key must be a single word."))
            continue
        key = str(key_node.value)  # keys are names: `true`, `1` and `no` among them
        if key in result:
            found.faults.append(Fault(found.name, line, f"'{key}' is given twice."))
            continue
        found.lines[(*where, key)] = line
        result[key] = _value(found, value_node, (*where, key), seen)
    return result


def _scalar(found: YamlFile, node: yaml.Node) -> Any:
    line = node.start_mark.line + 1
    kind = node.tag.removeprefix("tag:yaml.org,2002:")
    text = str(node.value)
    try:
        if kind == "int":
            return int(text.replace("_", ""), 0) if text.lstrip("+-")[:1] == "0" else int(text)
        if kind == "float":
            return float(text)
        if kind == "bool":
            return text.lower() == "true"
        if kind == "null":
            return None
        if kind == "str":
            return text
    except ValueError:
        return text
    found.faults.append(Fault(found.name, line, f"the tag '{node.tag}' is not used here."))
    return None
