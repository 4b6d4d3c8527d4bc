"""What a reader of the print sees: whole labels and tables, one numbering, right grammar."""

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from advisor.documents import render
from advisor.documents.charts import specifications
from advisor.documents.outline import outline
from advisor.documents.parts.sequence import gantt_slices
from advisor.documents.parts.trace import _once
from advisor.documents.pdf import pages
from advisor.documents.reading import Reading
from advisor.documents.reshaping import following, plain_text
from advisor.documents.words import document_words
from advisor.model.content import KnowledgePack
from advisor.model.roadmap import LeafSeen, Roadmap
from tests.document_sample import pack, sample, saying, wording

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE_NS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT_NS = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE_NS = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO_NS = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"


@pytest.fixture(scope="module")
def knowledge() -> KnowledgePack:
    return pack()


@pytest.fixture(scope="module")
def city(knowledge: KnowledgePack) -> Roadmap:
    """A city's plan: its checklist holds points that do not apply to it."""
    return sample(knowledge, "archetypes/city-middle", most=30)


@pytest.fixture(scope="module")
def made(knowledge: KnowledgePack, city: Roadmap) -> dict[str, bytes]:
    return render(city, knowledge, wording(), ["docx", "odt", "pdf", "md"])


def reading(knowledge: KnowledgePack, roadmap: Roadmap) -> Reading:
    return Reading(roadmap, knowledge, document_words(wording()))


def body(made: dict[str, bytes], name: str, part: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(made[name])) as book:
        return ElementTree.fromstring(book.read(part))


def texts(chart: Any) -> set[str]:
    """All labels that a chart draws."""
    rows = [row for values in _values(chart) for row in values if isinstance(row, dict)]
    return {str(row["name"]) for row in rows if "name" in row}


def plain(text: str) -> str:
    """The text without the breaks and spaces that a page adds."""
    return re.sub(r"\s+", "", text)


def _values(part: Any) -> list[Any]:
    if isinstance(part, dict):
        own = [part["values"]] if isinstance(part.get("values"), list) else []
        return own + [one for value in part.values() for one in _values(value)]
    return [one for value in part for one in _values(value)] if isinstance(part, list) else []


def test_a_citys_document_is_the_citys(knowledge: KnowledgePack, city: Roadmap) -> None:
    r = reading(knowledge, city)
    whole = outline(r)
    assert (
        whole.meta["title"]
        == "Office for Digital Affairs, Port City of Calendra: " + wording()["front"]["title"]
    )
    text = plain_text(list(whole.blocks))
    assert wording()["front"]["finance_post"]["city"] in text
    assert "ministry of finance." not in text
    nation = reading(knowledge, saying(city, {"profile.level": "national"}))
    assert outline(nation).meta["title"].startswith(nation.country)


def test_the_calendar_names_every_action_and_only_the_phases_there_are(
    knowledge: KnowledgePack, city: Roadmap
) -> None:
    few = [one for one in city.actions if one.phase in ("quick", "short")]
    r = reading(knowledge, city.model_copy(update={"actions": tuple(few)}))
    charts = [one for name, one in specifications(r).items() if name.startswith("gantt")]
    assert len(charts) == len(gantt_slices(r))
    shown = set().union(*map(texts, charts))
    assert {f"{one.code}  {one.title}" for one in few} <= shown
    assert r.phase("quick") in str(charts)
    assert r.phase("long") not in str(charts)


def test_tables_bear_the_same_numbers_in_word_opendocument_and_pdf(made: dict[str, bytes]) -> None:
    pdf = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made["roadmap.pdf"])).pages)
    found = {}
    for form, text in (
        ("docx", "".join(body(made, "roadmap.docx", "word/document.xml").itertext())),
        ("odt", "".join(body(made, "roadmap.odt", "content.xml").itertext())),
        ("pdf", pdf),
    ):
        captions = re.findall(r"Table\s(\d+):\s(\w+)", text)
        assert len(captions) > 30
        found[form] = sorted({(int(number), name) for number, name in captions})
    assert found["docx"][0] == (1, "The")
    assert found["docx"] == found["odt"] == found["pdf"]


def test_a_paragraph_that_opens_a_list_stands_on_its_page(made: dict[str, bytes]) -> None:
    paragraphs = list(body(made, "roadmap.docx", "word/document.xml").iter(f"{W}p"))
    opening = wording()["pillars"]["findings"]
    found = [one for one in paragraphs if "".join(one.itertext()) == opening]
    assert len(found) > 3
    assert all(one.find(f"{W}pPr/{W}keepNext") is not None for one in found)


def test_short_tables_and_all_rows_are_kept_whole(made: dict[str, bytes]) -> None:
    tables = list(body(made, "roadmap.docx", "word/document.xml").iter(f"{W}tbl"))
    kept = [
        all(
            one.find(f"{W}pPr/{W}keepNext") is not None
            for row in table.findall(f"{W}tr")[:-1]
            for one in row.iter(f"{W}p")
        )
        for table in tables
    ]
    profile = next(
        at for at, one in enumerate(tables) if "".join(one.itertext()).startswith("ItemContent")
    )
    assert kept[profile]
    assert not all(kept), "the action matrix is longer than a page"
    content = body(made, "roadmap.odt", "content.xml")
    whole = {
        one.get(f"{STYLE_NS}name")
        for one in content.iter(f"{STYLE_NS}style")
        if (look := one.find(f"{STYLE_NS}table-row-properties")) is not None
        and look.get(f"{FO_NS}keep-together") == "always"
    }
    rows = list(content.iter(f"{TABLE_NS}table-row"))
    assert rows
    assert {one.get(f"{TABLE_NS}style-name") for one in rows} <= whole


def test_short_chapters_and_annexes_begin_no_page(
    made: dict[str, bytes], knowledge: KnowledgePack, city: Roadmap
) -> None:
    anchors = following(outline(reading(knowledge, city)).blocks)
    assert {"alignment", "resources", "annex-sources", "annex-open"} <= anchors
    assert not {"summary", "situation", "pillars", "sequence"} & anchors
    heads = [
        one
        for one in body(made, "roadmap.docx", "word/document.xml").iter(f"{W}p")
        if (style := one.find(f"{W}pPr/{W}pStyle")) is not None
        and style.get(f"{W}val") == "Heading1"
    ]
    on = [one for one in heads if one.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert len(on) == len(anchors) < len(heads)
    assert {one.find(f"{W}pPr/{W}pageBreakBefore").get(f"{W}val") for one in on} == {"0"}  # type: ignore[union-attr]
    styles = [
        one.get(f"{TEXT_NS}style-name")
        for one in body(made, "roadmap.odt", "content.xml").iter(f"{TEXT_NS}h")
    ]
    assert "FollowingChapter" in styles
    found = pages(made["roadmap.pdf"])
    starts = {name.split(" ")[0]: page for name, page in found.items() if name[:1].isdigit()}
    assert starts["3"] == starts["2"], "the alignment follows the mandate"
    assert starts["6"] > starts["5"] > starts["4"] > starts["3"]
    read = PdfReader(io.BytesIO(made["roadmap.pdf"]))
    annexes = {name: page for name, page in found.items() if name.startswith("Annex")}
    above = [
        len(plain(read.pages[page - 1].extract_text()).partition(plain(name))[0])
        for name, page in annexes.items()
    ]
    assert sum(signs > 200 for signs in above) >= len(annexes) // 2, "they stand below other text"


def test_a_finding_tells_each_value_once(knowledge: KnowledgePack, city: Roadmap) -> None:
    trace = plain_text(list(outline(reading(knowledge, city)).blocks)).split("Finding and rule")[1]
    assert not re.search(r"([^:()]{3,}) \((is|contains) \1\)", trace)
    held = LeafSeen(fact="inc.poor", op="has", want="access", saw=["access", "cost"], held=True)
    other = held.model_copy(update={"want": "cost"})
    missed = held.model_copy(update={"want": "skills", "held": False})
    assert [one.want for one in _once([held, other, held, missed])] == [("access", "cost")]


def test_a_deliverable_stands_with_its_pillar_and_its_profile_only(
    made: dict[str, bytes], city: Roadmap
) -> None:
    text = made["roadmap.md"].decode()
    for one in city.actions:
        assert text.count(one.deliverable) in (1, 2), one.id
    assert sum(text.count(one.deliverable) == 2 for one in city.actions) == 3


def test_answers_to_checklists_are_told_in_words(made: dict[str, bytes]) -> None:
    text = made["roadmap.md"].decode()
    assert "not_applicable" not in text
    assert "Does not apply: " in text


def test_counts_agree_with_their_verbs(knowledge: KnowledgePack, city: Roadmap) -> None:
    r = reading(knowledge, city)
    states = ("yes", "partly", "no", "unknown")
    assert r.tally({"a": "yes", "b": "partly", "c": "partly"}, "check", states) == (
        "1 is in place and 2 are there in part"
    )
    assert r.tally({}, "check", states) == ""
    assert (
        r.the("Planning Division, Ministry of Works") == "the Planning Division, Ministry of Works"
    )
    assert r.the("Federation of Meridonia") == "the Federation of Meridonia"
    assert r.the("Calendra") == "Calendra"


def test_a_starting_value_on_the_scale_names_its_question(
    knowledge: KnowledgePack, city: Roadmap
) -> None:
    r = reading(knowledge, city)
    spec, line = next(
        (one, r.lines[name])
        for one in knowledge.actions
        if (name := one.indicator.baseline_from) in r.lines
        and knowledge.question[name].kind == "likert5"
    )
    action = city.actions[0].model_copy(update={"id": spec.id, "baseline": line.shown})
    assert r.baseline(action).startswith(f"{line.label} ({line.value} of 5): ")
    assert r.baseline(action.model_copy(update={"baseline": "40 per cent"})) == "40 per cent"
