"""What a user typed is text in every form of the document, whatever it looks like."""

import io
import json
import re
import unicodedata
import zipfile
from functools import cache
from xml.etree import ElementTree

import openpyxl
import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from pypdf import PdfReader

from advisor.documents import render
from advisor.documents.pdf import printable
from advisor.documents.tree import clean
from advisor.model.content import KnowledgePack
from tests.document_sample import pack, sample, saying, wording

TYPED = {
    "profile.country": "<script>alert(1)</script> & <b>Land</b>",
    "profile.office": (
        '# Head\n- *item* **bold** [x](javascript:alert(1)) ![i](http://x.example/y) ^^ "'
    ),
    "profile.sponsor": '#read("/etc/passwd") $x^2$ #import "a": * @ref <label> ] } \\',
    "vision.statement": (
        "\\input{/etc/passwd} $\\LaTeX$ {\\rtf1 x} <!-- --> ]]> &amp; {{7*7}} `code`"
    ),
    "vision.outcomes": "nul \x00 bell \x07 turn \u202eback\u202c lone \ud800 end\n\n1. one\n2. two",
    "vision.headline": "=cmd|' /C calc'!A0",
    "svc.priority": "W" * 900 + " ::: {.x} <?php ?> +1 @SUM(A1) 中文 \U0001f3db",
}
RIGHT_TO_LEFT = ["وزارة الاقتصاد الرقمي", "משרד הדיגיטל הלאומי", "وزارت ارتباطات و فناوری"]
TIMES = 1500
TYPED |= {
    "svc.priority": "; ".join([*RIGHT_TO_LEFT, TYPED["svc.priority"]]),
    "vision.outcomes": TYPED["vision.outcomes"] + " " + "tenfold " * TIMES + "=END()",  # 12 kB
}
SEEN = [
    "alert(1)",
    "javascript:alert(1)",
    '#read("/etc/passwd")',
    "\\input{/etc/passwd}",
    "{{7*7}}",
]


@pytest.fixture(scope="module")
def knowledge() -> KnowledgePack:
    return pack()


@pytest.fixture(scope="module")
def made(knowledge: KnowledgePack) -> dict[str, bytes]:
    roadmap = saying(sample(knowledge, most=6), TYPED)
    formats = ["md", "docx", "odt", "pdf", "html", "xlsx", "json"]
    return render(roadmap, knowledge, wording(), formats)


def test_html_holds_no_element_of_the_users(made: dict[str, bytes]) -> None:
    page = BeautifulSoup(made["roadmap.html"], "html.parser")
    assert not page.find_all(["script", "iframe", "object", "form"])
    assert page.find_all("b") == []
    assert {link["href"][:1] for link in page.find_all("a")} == {"#"}
    assert all(image["src"].startswith("data:") for image in page.find_all("img"))
    text = page.get_text()
    for words in SEEN:
        assert words in text


def test_word_holds_the_words_as_text(made: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made["roadmap.docx"])) as book:
        body = book.read("word/document.xml").decode()
        links = book.read("word/_rels/document.xml.rels").decode()
    tree = ElementTree.fromstring(body)
    text = "".join(node.text or "" for node in tree.iter() if node.tag.endswith("}t"))
    for words in SEEN:
        assert words in text
    assert "x.example" not in links
    assert "nul \ufffd bell" in text
    assert "\u202e" not in text


def test_markdown_shows_the_words_when_it_is_read(made: dict[str, bytes]) -> None:
    html = (
        MarkdownIt("commonmark", {"html": True}).enable("table").render(made["roadmap.md"].decode())
    )
    page = BeautifulSoup(html, "html.parser")
    assert not page.find_all(["script", "img", "a", "b"])
    for words in SEEN:
        assert words in page.get_text()


def test_pdf_holds_the_words_as_text(made: dict[str, bytes]) -> None:
    text = printed(made["roadmap.pdf"])
    squeezed = re.sub(r"\s|\u200b", "", text)
    for words in SEEN:
        assert re.sub(r"\s", "", words) in squeezed
    assert "root:" not in text
    assert "[U+4E2D]" in squeezed, "a sign without a glyph is shown by its number"


@cache
def printed(data: bytes) -> str:
    """The text of a PDF, page by page; it takes seconds."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def _read(form: str, data: bytes) -> str:
    """The text of a document as its reader sees it."""
    if form == "pdf":
        return printed(data)
    if form in ("docx", "odt"):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            body = book.read("word/document.xml" if form == "docx" else "content.xml")
        return " ".join(ElementTree.fromstring(body).itertext())
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        cells = [
            cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        ]
        return " ".join(str(cell) for cell in cells if cell is not None)
    if form == "md":
        data = MarkdownIt("commonmark").enable("table").render(data.decode()).encode()
    if form == "json":
        return " ".join(str(one["shown"]) for one in json.loads(data)["answers"])
    return BeautifulSoup(data, "html.parser").get_text(" ")


@pytest.mark.parametrize("form", ["md", "docx", "odt", "pdf", "html", "xlsx", "json"])
def test_long_text_and_text_from_right_to_left_stand_whole(
    made: dict[str, bytes], form: str
) -> None:
    text = " ".join(_read(form, made[f"roadmap.{form}"]).split())
    assert text.count("tenfold") >= TIMES
    assert "=END()" in text
    assert "[U+06" not in text, "each letter has a glyph"
    assert "[U+05" not in text
    letters = unicodedata.normalize("NFKC", text)
    # In a PDF the dots of Arabic letters are glyphs of their own, which its readers take for more.
    for name in RIGHT_TO_LEFT[1:2] if form == "pdf" else RIGHT_TO_LEFT:
        for word in name.split():
            assert word in letters or word[::-1] in letters, word


def test_the_workbook_computes_nothing(made: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made["roadmap.xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    (typed,) = [cell for cell in cells if cell.value == TYPED["vision.headline"]]
    assert typed.data_type == "s"
    assert typed.quotePrefix


def test_clean_shows_what_no_document_can_hold() -> None:
    assert clean("a\x00b\ud800c\u202ed\x85e") == "a\ufffdb\ufffdc\ufffdd\x85e"
    assert clean("a\r\nb\tc") == "a\nb\tc"


def test_a_long_word_can_be_broken_and_nothing_of_it_is_lost() -> None:
    word = "x" * 1000
    assert printable(word).replace("\u200b", "") == word
    assert max(len(part) for part in printable(word).split("\u200b")) <= 28
