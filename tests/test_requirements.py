"""What the code imports is declared in requirements.in and pinned in requirements.txt."""

import ast
import re
import sys
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
SOURCES = sorted(
    [PROJECT / "app.py", *(PROJECT / "advisor").rglob("*.py"), *(PROJECT / "tests").rglob("*.py")]
)
# torch brings several builds of one version: 2.13.0 and 2.13.0+cpu are the same pin.
BUILD = re.compile(r"\+.*")


def names(file: str) -> dict[str, str]:
    """Package name, as the registry spells it, to the rest of its line."""
    found = {}
    for line in (PROJECT / file).read_text().splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)(.*)", line)
        if match:
            found[canonical(match[1])] = match[2]
    return found


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(source: Path) -> set[str]:
    """Top-level modules that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_every_import_is_declared() -> None:
    declared = set(names("requirements.in"))
    own = {"advisor", "tests", "app", "benchmarks"} | set(sys.stdlib_module_names)
    distributions = packages_distributions()
    undeclared = {
        f"{source.relative_to(PROJECT)}: {module}"
        for source in SOURCES
        for module in imported(source) - own
        if not declared & {canonical(name) for name in distributions.get(module, [])}
    }
    assert not undeclared, f"declare in requirements.in, then make lock: {sorted(undeclared)}"


def test_every_declared_package_is_pinned_once() -> None:
    pins = names("requirements.txt")
    assert set(names("requirements.in")) <= set(pins)
    assert [name for name, rest in pins.items() if not rest.startswith("==")] == []


@pytest.mark.parametrize("name", sorted(names("requirements.in")))
def test_installed_version_is_the_pinned_one(name: str) -> None:
    pinned = re.match(r"==([^ ;]+)", names("requirements.txt")[name])
    assert pinned is not None
    assert BUILD.sub("", version(name)) == pinned[1]
