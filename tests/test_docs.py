"""The guides name what there is, and their examples work."""

import argparse
import re
import shutil
from pathlib import Path

import pytest
from pydantic import BaseModel

from advisor.cli import _parser
from advisor.config import PROJECT, Settings
from advisor.content import load_pack
from advisor.content.lint import lint
from advisor.content.reference import read_reference
from advisor.errors import InputFaults
from advisor.model import content
from advisor.model.conditions import OPS, leaves
from advisor.model.reference import Case, Term, TrainingDay, TrainingSession
from advisor.rules import View, known_refs

GUIDE = (PROJECT / "docs" / "content-guide.md").read_text(encoding="utf-8")
PAGES = sorted((PROJECT / "docs").glob("*.md"))
DOCS = "\n".join(path.read_text(encoding="utf-8") for path in [PROJECT / "README.md", *PAGES])
CODE = re.compile(r"`([^`\n]+)`")
WRITTEN = [
    content.Question,
    content.Option,
    content.Fact,
    content.Selector,
    content.FactExample,
    content.Rule,
    content.RuleExamples,
    content.Propose,
    content.Raise,
    content.Emphasise,
    content.Hold,
    content.Action,
    content.IndicatorSpec,
    content.Risk,
    Term,
    Case,
    TrainingDay,
    TrainingSession,
]


def names(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model.__name__)
def test_each_field_that_an_author_writes_is_explained(model: type[BaseModel]) -> None:
    """A field is explained where it stands as code in running text or in a table."""
    prose = re.sub(r"```.*?```", "", GUIDE, flags=re.DOTALL)
    named = {word for code in CODE.findall(prose) for word in re.findall(r"[\w-]+", code)}
    assert {*names(model)} - named == set()


def test_each_comparison_is_explained() -> None:
    assert {*OPS} - {*CODE.findall(GUIDE)} == set()


def commands() -> dict[str, argparse.ArgumentParser]:
    action = next(one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(action.choices)


@pytest.mark.parametrize("command", sorted(commands()))
def test_each_command_and_option_is_in_the_docs(command: str) -> None:
    assert f"python -m advisor {command}" in DOCS
    options = [name for one in commands()[command]._actions for name in one.option_strings]
    for name in options:
        assert name in ("-h", "--help") or name in DOCS, f"{command} {name}"


@pytest.mark.parametrize("setting", sorted(Settings.model_fields))
def test_each_setting_is_in_the_docs(setting: str) -> None:
    assert f"`ADVISOR_{setting.upper()}" in DOCS


def guide_files() -> dict[str, str]:
    """The guide's examples by the file that their first line names."""
    blocks = re.findall(r"```yaml\n# (\S+)\n(.*?)```", GUIDE, flags=re.DOTALL)
    return dict(blocks)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The shipped knowledge with the guide's examples added."""
    folder = Path(shutil.copytree(PROJECT / "knowledge", tmp_path / "knowledge"))
    for name, text in guide_files().items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_the_examples_of_the_guide_load_and_give_no_advice(copy: Path) -> None:
    kinds = {name.split("/")[0] for name in guide_files()}
    assert kinds == {"questions", "facts", "rules", "actions", "risks"}
    pack = load_pack(copy)
    assert {"lib.offers", "lib.trust"} <= {*pack.question}
    assert "A990" in pack.action and "K-empty-library" in pack.risk
    shipped = lint(load_pack(PROJECT / "knowledge"))
    new = [line for line in lint(pack) if line not in shipped]
    assert not any(re.search(r"\blib\.offers|R9\.libraries|A990", line) for line in new)


@pytest.mark.parametrize(
    ("file", "find", "put", "says"),
    [
        ("questions/80-libraries.yaml", "    5: The first place", "    6: The first place", "5"),
        ("rules/libraries.yaml", "lt: 2}", "lt: 3}", "example 1 under 'false' is true"),
        ("rules/libraries.yaml", "propose: A990", "propose: A909", "no rule can propose 'A990'"),
        ("rules/libraries.yaml", "    - {raise: K-empty-library}\n", "", "no rule can raise"),
        ("facts/libraries.yaml", "items: lib.offers", "items: lib.offer", "did you mean"),
        ("actions/libraries.yaml", "needs: [A901]", "needs: [A990]", "circle"),
        ("actions/libraries.yaml", "'16.10'", "'16.11'", "there is no sdg"),
        ("risks/libraries.yaml", "slide: s14", "slide: s99", "there is no such slide"),
    ],
)
def test_what_the_guide_says_is_refused_is_refused(
    file: str, find: str, put: str, says: str, copy: Path
) -> None:
    path = copy / file
    text = path.read_text()
    assert text.count(find) == 1
    path.write_text(text.replace(find, put))
    with pytest.raises(InputFaults) as refused:
        load_pack(copy)
    assert says.casefold() in str(refused.value).casefold()


def test_links_and_paths_in_the_docs_lead_somewhere() -> None:
    for path in [PROJECT / "README.md", *PAGES]:
        text = path.read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
        for target in re.findall(r"`((?:docs|knowledge|advisor|tests|prompts)/[\w./-]+)`", text):
            assert (PROJECT / target).exists(), f"{path.name}: {target}"


def coverage() -> list[list[str]]:
    """The cells of the coverage table, row by row."""
    text = (PROJECT / "docs" / "coverage.md").read_text(encoding="utf-8")
    rows = [line.strip()[1:-1].split("|") for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_every_system_of_the_decks_has_a_row() -> None:
    systems = " / ".join(row[0] for row in coverage())
    for words in SYSTEMS:
        assert words in systems, words


SYSTEMS = (
    "four dimensions",
    "four principles",
    "five levels",
    "DTCAF",
    "Going Digital",
    "institutional checklist",
    "five laws",
    "3A barriers × 3D levers × groups",
    "62 strategies",
    "SMART",
    "policy chain",
    "G2C, G2P, G2G",
    "SDGs",
    "Yapp",
    "innovation principles",
    "innovation risk",
    "Sumwhere",
    "interoperability",
    "four stages",
    "intersectoral",
    "open-data criteria",
    "open source",
    "Korea",
    "Afghanistan",
    "Curitiba",
    "Public Service Award",
    "theory of change",
    "five-day",
    "eight reasons",
)


def test_every_name_in_the_coverage_exists() -> None:
    pack = load_pack(PROJECT / "knowledge")
    reference = read_reference(PROJECT / "knowledge", [], {})
    known = {*known_refs(pack), *pack.rule, *pack.action, *pack.risk, *pack.slide, "check"}
    known |= {*reference.term, *(case.id for case in reference.cases)}
    tests = "\n".join(path.read_text() for path in (PROJECT / "tests").glob("test_*.py"))
    for row in coverage():
        for name in CODE.findall(" ".join(row)):
            there = name in known or (PROJECT / name).exists() or f"def {name}(" in tests
            assert there, f"{row[0]}: {name}"


def test_a_row_says_how_it_is_shown_or_what_is_open() -> None:
    for row in coverage():
        assert len(row) == 5, row
        assert (row[2] and row[3]) or row[4], row[0]


def shown_by() -> list[tuple[str, str, str]]:
    """Each test that a row names: the system, the file, the test."""
    named = re.compile(r"`(test_\w+)`(?: of `(tests/\w+\.py)`)?")
    return [
        (system, file or "tests/test_systems.py", test)
        for system, _, _, cell, _ in coverage()
        for test, file in named.findall(cell)
    ]


def test_each_system_is_shown_by_a_test_where_its_row_says() -> None:
    found = shown_by()
    assert {row[0] for row in coverage()} == {system for system, _, _ in found}
    for system, file, test in found:
        text = (PROJECT / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {test}\(", text, re.MULTILINE), f"{system}: {test}"


def test_each_rule_of_a_row_has_to_do_with_it() -> None:
    """It reads a question of the row, cites a slide of it, or leads to what row or case names."""
    pack = load_pack(PROJECT / "knowledge")
    cases = {one.id: one for one in read_reference(PROJECT / "knowledge", [], {}).cases}
    view = View(pack, {})
    for system, held, used, *_ in coverage():
        names = {*CODE.findall(held)}
        names |= {str(source) for one in names & {*cases} for source in cases[one].sources}
        aims = {*CODE.findall(used)} & {*pack.action, *pack.risk}
        aims |= {action for one in names & {*cases} for action in cases[one].actions}
        read = {one for name in ranges(pack, held) & known_refs(pack) for one in view.behind(name)}
        for rule in (pack.rule[one] for one in CODE.findall(used) if one in pack.rule):
            seen = {one for leaf in leaves(rule.when) for one in view.behind(leaf.of)}
            cited = {str(source) for source in rule.sources}
            leads = {str(one) for effect in rule.then for one in effect.model_dump().values()}
            assert seen & read or cited & names or leads & aims, f"{system}: {rule.id}"


def ranges(pack: content.KnowledgePack, cell: str) -> set[str]:
    """The names of a cell, those between `first` to `last` of the questions among them."""
    found = {*CODE.findall(cell)}
    order = [one.id for one in pack.questions]
    for first, last in re.findall(r"`([^`]+)` to `([^`]+)`", cell):
        if first in order and last in order:
            found |= {*order[order.index(first) : order.index(last) + 1]}
    return found


def test_what_is_called_open_is_open() -> None:
    """A row that has been filled since is brought up to date."""
    pack = load_pack(PROJECT / "knowledge")
    read = {leaf.of for rule in pack.rules for leaf in leaves(rule.when)}
    served = {str(number) for action in pack.actions for number in action.strategies}
    goals = {target.split(".")[0] for action in pack.actions for target in action.sdg}
    for row in coverage():
        if "no rule reads" in row[4]:
            assert read.isdisjoint(CODE.findall(row[4])), row[0]
        if "served by no action" in row[4]:
            assert {*re.findall(r"\d+", row[4])} == {*map(str, range(1, 63))} - served
        if "no action serves Goal" in row[4]:
            assert goals.isdisjoint(re.findall(r"Goal (\d+)", row[4]))
