"""The guides for users and operators say what there is: commands, pages, limits, tables."""

import re
import shlex
from pathlib import Path

import pytest

from advisor.cli import _parser
from advisor.config import PROJECT
from advisor.content import load_mapping
from advisor.model.answers import MAX_TEXT
from advisor.model.plan_settings import PlanSettings
from advisor.retrieval.limits import Limits

CODE = re.compile(r"`([^`\n]+)`")
WALKED = [
    PROJECT / "README.md",
    *(PROJECT / "docs" / f"{one}.md" for one in ("user-guide", "operations")),
]


def commands_in(path: Path) -> list[str]:
    """What follows `python -m advisor` in the code of a page."""
    text = path.read_text(encoding="utf-8")
    code = [
        *CODE.findall(text),
        *"\n".join(re.findall(r"```.*?\n(.*?)```", text, re.S)).splitlines(),
    ]
    found = [re.search(r"python -m advisor (.+?)(?:\s+#.*)?$", one) for one in code]
    return [one[1] for one in found if one]


@pytest.mark.parametrize("path", WALKED, ids=lambda path: path.name)
def test_each_command_of_a_guide_can_be_given(path: Path) -> None:
    said = commands_in(path)
    assert said
    for one in said:
        words = shlex.split(one.replace(" [PATH …]", ""))
        try:
            _parser().parse_args(words)
        except SystemExit as refused:
            raise AssertionError(f"{path.name}: {one}") from refused
        examples = [word for word in words if word.startswith("knowledge/")]
        assert all((PROJECT / word).is_file() for word in examples), one


def test_the_guides_use_the_names_of_the_pages() -> None:
    """Each emphasised page, part and button of the user guide is what the page says."""
    guide = (PROJECT / "docs" / "user-guide.md").read_text(encoding="utf-8")
    page = load_mapping(PROJECT / "prompts" / "page.yaml")
    written = (PROJECT / "prompts" / "page.yaml").read_text(encoding="utf-8")
    for name in page["pages"].values():
        assert f"**{name}**" in guide
    emphasised = {*re.findall(r"(?<!\*)\*([A-Z][^*]+)\*(?!\*)", guide)}
    emphasised |= {*re.findall(r"\*\*([A-Z][^*]+)\*\*(?=[:, ])", guide)} - PLAIN
    words = {" ".join(one.split()) for one in emphasised} - PLAIN
    assert len(words) > 15
    for name in words:
        assert name in written, name


# Emphasised, and the name of nothing on a page: steps of a day, forms of the interview, sheets.
PLAIN = {"Before.", "In the room.", "On paper.", "After.", "Rapid", "Full", "About", "Items"}


def test_the_operations_guide_tells_the_limits_as_they_are() -> None:
    text = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
    most = Limits()
    years = next(
        one.le for one in PlanSettings.model_fields["years"].metadata if hasattr(one, "le")
    )
    for said in (
        f"{most.megabytes} MB, {most.pages} pages",
        f"{most.characters // 10**6} million characters, {most.seconds:.0f} seconds",
        f"{most.memory / 1024:.1f} GB of memory, {most.expanded} MB unpacked",
        f"{MAX_TEXT} characters",
        f"1 to {years} years",
    ):
        assert said in text, said
