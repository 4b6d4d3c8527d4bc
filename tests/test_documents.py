"""What every form of the document has in common: its parts, its words, its bytes."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from advisor.documents import FORMATS, Options, render
from advisor.documents.record import schema_json
from advisor.errors import AdvisorError
from advisor.model.content import KnowledgePack
from advisor.model.roadmap import Roadmap
from tests.document_sample import bare, pack, sample, saying, wording

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def knowledge() -> KnowledgePack:
    return pack()


@pytest.fixture(scope="module")
def roadmap(knowledge: KnowledgePack) -> Roadmap:
    return sample(knowledge)


@pytest.fixture(scope="module")
def markdown(knowledge: KnowledgePack, roadmap: Roadmap) -> str:
    return render(roadmap, knowledge, wording(), ["md"])["roadmap.md"].decode()


def test_each_format_is_a_file_of_its_own(knowledge: KnowledgePack, roadmap: Roadmap) -> None:
    made = render(roadmap, knowledge, wording(), FORMATS)
    assert list(made) == [f"roadmap.{name}" for name in FORMATS]
    again = render(roadmap, knowledge, wording(), FORMATS)
    assert [name for name in made if made[name] != again[name]] == []


def test_an_unknown_format_is_refused_with_the_known_ones(
    knowledge: KnowledgePack, roadmap: Roadmap
) -> None:
    with pytest.raises(AdvisorError, match="Did you mean 'docx'"):
        render(roadmap, knowledge, wording(), ["md", "doc"])


def test_the_chapters_stand_in_order_and_are_numbered(markdown: str) -> None:
    w = wording()
    order = [
        w[part]["title"]
        for part in (
            "summary",
            "mandate",
            "alignment",
            "situation",
            "vision",
            "pillars",
            "flagships",
            "sequence",
            "governance",
            "resources",
            "change",
            "risks",
            "monitoring",
        )
    ]
    chapters = re.findall(r"^## (\d+) (.+)$", markdown, re.MULTILINE)
    assert [title for _, title in chapters] == order
    assert [int(number) for number, _ in chapters] == list(range(1, len(order) + 1))
    annexes = re.findall(r"^## Annex ([A-Z])\. (.+)$", markdown, re.MULTILINE)
    assert [letter for letter, _ in annexes] == list("ABCDEFG")


def test_every_action_risk_and_point_is_in_the_document(markdown: str, roadmap: Roadmap) -> None:
    plain = markdown.replace("\\", "")
    for action in roadmap.actions:
        assert f"| {action.code} |" in plain
        assert action.title in plain
        assert action.deliverable in plain
    for risk in roadmap.risks:
        assert risk.title in plain
        assert risk.response in plain
    for left in roadmap.not_placed:
        assert left.title in plain
    for point in roadmap.to_confirm:
        assert point.what in plain


def test_every_answer_is_in_the_annex_as_it_was_given(markdown: str, roadmap: Roadmap) -> None:
    plain = markdown.replace("\\", "")
    assert [line.question for line in roadmap.answers if f"| {line.question} |" not in plain] == []
    said = next(one for one in roadmap.answers if one.question == "vision.headline")
    assert plain.count(said.shown) >= 2


def test_every_code_of_a_finding_leads_to_the_trace(markdown: str) -> None:
    trace = markdown.split("Findings**", 1)[1]
    in_trace = set(re.findall(r"^\| (F\d+) \|", trace, re.MULTILINE))
    used = set(re.findall(r"\bF\d+\b", markdown.split("Annex C.", 1)[0])) - {"F3"}
    assert used
    assert used <= in_trace


def test_every_slide_cited_is_listed_among_the_sources(
    markdown: str, knowledge: KnowledgePack
) -> None:
    decks = "|".join(re.escape(deck.id) for deck in knowledge.decks)
    body, sources = markdown.split("\n## Annex E.", 1)
    cited = set(re.findall(rf"(?<![\w-])({decks})[ \u00a0](s\d\d)", body))
    listed = set(re.findall(rf"^\| ({decks})[ \u00a0](s\d\d)", sources, re.MULTILINE))
    assert cited
    assert cited == listed
    assert all(f"{deck}/{slide}" in knowledge.slide for deck, slide in listed)


def test_no_table_is_empty_and_no_sentence_unfinished(markdown: str) -> None:
    assert not re.search(r"^\|[:\-| ]+\|\n(?!\|)", markdown, re.MULTILINE)
    assert not re.search(r"\{\w+\}", markdown)
    assert ": ." not in markdown


def test_what_the_office_has_not_given_is_to_be_confirmed(
    knowledge: KnowledgePack, roadmap: Roadmap
) -> None:
    text = render(bare(roadmap), knowledge, wording(), ["md"])["roadmap.md"].decode()
    for part in ("vision", "monitoring", "annexes"):
        assert "to be confirmed" in text.lower(), part
    assert "lead to no action" in text
    assert not re.search(r"\{\w+\}|None|: \.", text)
    assert not re.search(r"^\|[:\-| ]+\|\n(?!\|)", text, re.MULTILINE)
    assert "## 3 Vision" in text, "the alignment chapter has nothing to say and is left out"


def test_the_date_on_the_cover_is_the_callers(knowledge: KnowledgePack, roadmap: Roadmap) -> None:
    dated = render(roadmap, knowledge, wording(), ["md"], Options(date="2027-02-03"))
    assert "3 February 2027" in dated["roadmap.md"].decode().replace("\u00a0", " ")


def test_the_json_keeps_the_contract(knowledge: KnowledgePack, roadmap: Roadmap) -> None:
    data = json.loads(render(roadmap, knowledge, wording(), ["json"])["roadmap.json"])
    schema = json.loads((ROOT / "docs" / "roadmap.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert data["schema"] == 1
    assert data["knowledge"] == {"version": knowledge.version, "hash": knowledge.hash}
    first = data["actions"][0]
    assert {"id", "pillar", "title", "strength", "phase", "start", "end", "needs"} <= set(first)
    assert {"effort_pm", "cost", "owner", "indicator", "sdg", "barriers", "placed"} <= set(first)
    assert set(first["sources"][0]) == {"source", "slide"}
    assert set(first["trace"][0]["leaves"][0]) == {"fact", "op", "want", "saw"}
    assert data["scores"]["leadership"].keys() == {"score", "answered", "of"}
    assert len(data["indicators"]) == len(data["actions"])


def test_the_published_schema_is_the_one_in_use() -> None:
    assert (ROOT / "docs" / "roadmap.schema.json").read_bytes() == schema_json()


def test_a_users_braces_stay_braces(knowledge: KnowledgePack, roadmap: Roadmap) -> None:
    said = saying(roadmap, {"profile.office": "Unit {country} {0} {{x}}"})
    text = render(said, knowledge, wording(), ["md"])["roadmap.md"].decode().replace("\\", "")
    assert "Prepared by Unit {country} {0} {{x}}" in text
