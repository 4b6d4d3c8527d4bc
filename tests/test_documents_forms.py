"""What each form of the document promises: structure that a machine can check."""

import io
import itertools
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from bs4 import BeautifulSoup
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from pypdf import PdfReader

from advisor.documents import Options, render
from advisor.documents.book.fields import PLAN_FIELDS
from advisor.documents.fonts import covered, folders
from advisor.documents.reference import build_reference
from advisor.documents.reference_odt import build_reference_odt
from advisor.documents.word import REFERENCE
from advisor.errors import AdvisorError
from advisor.model.content import KnowledgePack
from advisor.model.roadmap import Roadmap
from tests.document_sample import pack, sample, wording

FORMS = ["docx", "odt", "pdf", "html", "xlsx"]


@pytest.fixture(scope="module")
def knowledge() -> KnowledgePack:
    return pack()


@pytest.fixture(scope="module")
def roadmap(knowledge: KnowledgePack) -> Roadmap:
    return sample(knowledge)


@pytest.fixture(scope="module")
def made(knowledge: KnowledgePack, roadmap: Roadmap) -> dict[str, bytes]:
    return render(roadmap, knowledge, wording(), FORMS)


@pytest.fixture(scope="module")
def book(made: dict[str, bytes]) -> Any:
    return docx.Document(io.BytesIO(made["roadmap.docx"]))


def test_word_has_real_headings_and_contents_filled(book: Any) -> None:
    heads = [one.text for one in book.paragraphs if one.style.name in ("Heading 1", "Heading 2")]
    numbered = [one for one in heads if re.match(r"\d|Annex", one)]
    lines = [one for one in book.paragraphs if one.style.name.startswith("toc ")]
    assert "1 Executive summary" in numbered
    assert [one.text.rstrip("\t") for one in lines] == numbered
    pages = [one._p.find(".//" + qn("w:fldSimple")) for one in lines]
    assert all("PAGEREF" in one.get(qn("w:instr")) for one in pages)
    shown = [int("".join(text.text for text in one.iter(qn("w:t")))) for one in pages]
    assert shown == sorted(shown)
    assert 3 <= shown[0] < 6
    assert shown[-1] > len(book.element.findall(".//" + qn("w:pgSz")))
    anchors = {one.get(qn("w:name")) for one in book.element.iter(qn("w:bookmarkStart"))}
    links = {one.get(qn("w:anchor")) for one in book.element.iter(qn("w:hyperlink"))}
    assert links <= anchors
    assert not [one for one in book.paragraphs if one.style.name == "Title"]


def test_word_tables_repeat_their_head_and_keep_rows_whole(book: Any) -> None:
    assert len(book.tables) > 30
    for table in book.tables:
        first = table.rows[0]._tr
        assert first.find(qn("w:trPr") + "/" + qn("w:tblHeader")) is not None
        for row in table.rows:
            assert row._tr.find(qn("w:trPr") + "/" + qn("w:cantSplit")) is not None


def test_word_captions_are_numbered_by_fields(book: Any) -> None:
    captions = [one for one in book.paragraphs if one.style.name == "Table Caption"]
    assert captions
    for one in captions:
        codes = [field.get(qn("w:instr")) or "" for field in one._p.iter(qn("w:fldSimple"))]
        codes += [text.text or "" for text in one._p.iter(qn("w:instrText"))]
        assert any("SEQ Table" in code for code in codes)


def test_word_pages_are_a4_and_the_matrix_lies_across(book: Any) -> None:
    sizes = {(round(one.page_width.cm, 1), round(one.page_height.cm, 1)) for one in book.sections}
    assert sizes == {(21.0, 29.7), (29.7, 21.0)}
    across = [one for one in book.sections if one.orientation == WD_ORIENT.LANDSCAPE]
    assert len(across) == 5, "plan on a page, calendar, risks, indicators, matrix"
    fields = [one.text for one in book.sections[-1].footer._element.iter(qn("w:instrText"))]
    assert " PAGE " in fields


def test_word_charts_have_alt_text(book: Any) -> None:
    pictures = list(book.element.iter(qn("wp:docPr")))
    assert len(pictures) >= 6
    assert all(len(one.get("descr") or "") > 40 for one in pictures)


def test_word_body_does_not_depend_on_when_it_is_written(
    made: dict[str, bytes], knowledge: KnowledgePack, roadmap: Roadmap
) -> None:
    again = render(roadmap, knowledge, wording(), ["docx"])["roadmap.docx"]
    assert again == made["roadmap.docx"]
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(again)).infolist()} == {
        (2000, 1, 1, 0, 0, 0)
    }


def test_the_offices_own_template_is_taken(
    tmp_path: Path, knowledge: KnowledgePack, roadmap: Roadmap
) -> None:
    own = docx.Document(str(REFERENCE))
    own.styles["Heading 1"].font.name = "Georgia"
    own.sections[0].header.paragraphs[0].text = "Ministry of Works"
    own.save(str(tmp_path / "own.docx"))
    options = Options(reference_docx=tmp_path / "own.docx")
    out = render(roadmap, knowledge, wording(), ["docx"], options)["roadmap.docx"]
    book = docx.Document(io.BytesIO(out))
    assert book.styles["Heading 1"].font.name == "Georgia"
    assert book.sections[-1].header.paragraphs[0].text == "Ministry of Works"
    assert "1 Executive summary" in [one.text for one in book.paragraphs]


def test_a_template_that_is_none_is_refused(
    tmp_path: Path, knowledge: KnowledgePack, roadmap: Roadmap
) -> None:
    (tmp_path / "no.docx").write_bytes(b"not a document")
    for name in ("no.docx", "missing.docx"):
        with pytest.raises(AdvisorError, match=name):
            options = Options(reference_docx=tmp_path / name)
            render(roadmap, knowledge, wording(), ["docx"], options)


def test_the_shipped_references_are_those_of_the_scripts() -> None:
    folder = REFERENCE.parent
    assert (folder / "reference.odt").read_bytes() == build_reference_odt()
    shipped, built = (
        {
            info.filename: book.read(info)
            for book in [zipfile.ZipFile(io.BytesIO(data))]
            for info in book.infolist()
        }
        for data in (REFERENCE.read_bytes(), build_reference())
    )
    assert shipped == built


@pytest.mark.parametrize("name", ["roadmap.docx", "roadmap.odt"])
def test_libreoffice_opens_it(name: str, made: dict[str, bytes], tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed on this machine")
    (tmp_path / name).write_bytes(made[name])
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [program, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, name]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=110)
    pages = PdfReader(tmp_path / "roadmap.pdf").pages
    wide = [one for one in pages if one.mediabox.width > one.mediabox.height]
    assert len(pages) > 40
    assert len(wide) >= 8
    assert "Digital Government Roadmap" in pages[0].extract_text()


def test_pdf_is_tagged_with_bookmarks_and_fonts_inside(made: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(made["roadmap.pdf"]))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    metadata = root["/Metadata"].get_data().decode()
    assert "pdfuaid" in metadata
    assert reader.metadata is not None
    assert "Republic of Talmora" in (reader.metadata.title or "")
    titles = [one.title for one in reader.outline if not isinstance(one, list)]
    assert "1 Executive summary" in titles
    for page in reader.pages[:12]:
        fonts: Any = page["/Resources"].get("/Font", {})
        for font in fonts.values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = below["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def _tagged(node: Any, kind: str) -> list[Any]:
    """The elements of one kind in the tree of tags."""
    found = [node] if node.get("/S") == kind else []
    below = node.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        one = one.get_object()
        if isinstance(one, dict):
            found += _tagged(one, kind)
    return found


def test_pdf_charts_are_drawings_with_alt_text(made: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(made["roadmap.pdf"]))
    assert not any(list(page.images) for page in reader.pages)
    root: Any = reader.trailer["/Root"]
    alts = [str(one.get("/Alt", "")) for one in _tagged(root["/StructTreeRoot"], "/Figure")]
    assert len(alts) >= 6
    assert all(len(alt) > 40 for alt in alts)


def test_html_is_one_accessible_file(made: dict[str, bytes]) -> None:
    page = BeautifulSoup(made["roadmap.html"], "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "en-GB"
    assert page.title is not None
    assert len(page.find_all("h1")) == 1
    assert not page.find_all(["script", "link", "iframe"])
    assert "default-src 'none'" in str(page.find("meta", {"http-equiv": True}))
    for image in page.find_all("img"):
        assert image["src"].startswith("data:image/svg+xml")
        assert len(image["alt"]) > 40
    for table in page.find_all("table"):
        assert table.find("th")["scope"] == "col"
    anchors = {one["id"] for one in page.find_all(id=True)}
    assert {one["href"][1:] for one in page.find_all("a")} <= anchors
    levels = [int(one.name[1]) for one in page.find_all(["h1", "h2", "h3", "h4"])]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_workbook_can_be_worked_with(made: dict[str, bytes], roadmap: Roadmap) -> None:
    words = wording()["workbook"]
    book = openpyxl.load_workbook(io.BytesIO(made["roadmap.xlsx"]))
    plan = book[words["plan"]]
    assert [cell.value for cell in plan[1]] == [words["heads"][one.key] for one in PLAN_FIELDS]
    assert plan.max_row == len(roadmap.actions) + 1
    assert plan.freeze_panes == "C2"
    assert plan.tables
    lists = [one for one in plan.data_validations.dataValidation if one.type == "list"]
    assert len(lists) == 4, "decision, weight, fixed start, status"
    effort = plan.cell(row=2, column=[one.key for one in PLAN_FIELDS].index("effort_pm") + 1)
    assert isinstance(effort.value, int)
    ids = [row[-1].value for row in plan.iter_rows(min_row=2)]
    assert sorted(ids) == sorted(one.id for one in roadmap.actions)
    assert {words["indicators"], words["scores"], words["risks"]} <= set(book.sheetnames)


def test_the_fonts_of_pdf_and_charts_are_installed() -> None:
    assert folders(), "the package manimgx-fonts brings them"
    assert {ord(sign) for sign in "AяΩعසத"} <= covered()
