"""Promises that hold for whole documents: text in any shape, real offices, a browser's view."""

import json
import random
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from advisor.bootstrap import Advisor
from advisor.config import PROJECT
from advisor.documents import Options, render
from advisor.documents.pandoc import convert
from advisor.documents.pictures import restored, stubs
from advisor.documents.tree import Block, document, para, table, words
from advisor.documents.words import DocumentWords
from advisor.errors import AdvisorError
from tests.document_sample import pack, sample, wording
from tests.test_browser import ARGUMENTS, CHROMIUM, accessible

EXAMPLES = PROJECT / "knowledge" / "examples"
OFFICES = ("talmora.yaml", "archetypes/city-leader.yaml", "archetypes/ministry-beginner.yaml")
TOKENS = (
    "1. 2) i. (a) A. - -- --- + * # ## = / // ... word Größe 10 1986. No.1 (1) a-b ’s “q” 50% "
    "? ! : TODO: x: http: //a.b www.x.com [x] (y) <b> </b> a_b __x__ **b** `c` $x$ #set @ref "
    "<lbl> \\ \\n | || ~ ^ &amp; & > >> !! :: { } 'q' \"r\" [^1]: سلام 日本語"
).split()


def _in_words(text: str) -> list[dict[str, Any]]:
    """The text with a node for each word, as pandoc itself reads text."""
    nodes: list[dict[str, Any]] = []
    for word in text.split():
        nodes += [{"t": "Space"}, {"t": "Str", "c": word}]
    return nodes[1:]


@pytest.mark.parametrize("form", ["commonmark+pipe_tables", "typst", "html5"])
def test_few_nodes_give_what_a_node_a_word_gives(form: str) -> None:
    chance = random.Random(4)
    texts = [" ".join(chance.choices(TOKENS, k=chance.randint(1, 7))) for _ in range(1500)]
    texts += [" ".join(chance.choices(TOKENS[:26], k=chance.randint(1, 7))) for _ in range(1500)]

    def written(nodes: Any) -> bytes:
        blocks: list[Block] = []
        for number, text in enumerate(texts):
            inner = nodes(text)
            bold = {"t": "Strong", "c": inner}
            kinds = [
                {"t": "Para", "c": inner},
                {"t": "Para", "c": [bold, {"t": "Space"}, *inner]},
                {"t": "BulletList", "c": [[{"t": "Plain", "c": inner}]]},
                {"t": "Header", "c": [2, [f"h{number}", [], []], inner]},
            ]
            blocks.append(kinds[number % len(kinds)])
        return convert(document(blocks, {}), form, ["--wrap=none"])

    assert written(words) == written(_in_words)
    assert sum(len(words(text)) for text in texts) < sum(len(_in_words(text)) for text in texts)


def test_a_stub_stands_for_its_picture_and_comes_back_whole() -> None:
    from advisor.documents.pictures import png

    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
    pictures = {"one": png(drawing), "two": png(drawing)}
    made = stubs(pictures)
    assert made["one"] != made["two"], "two pictures of one size must not be taken for one"
    assert made["one"][16:24] == pictures["one"][16:24]
    parts = {"a.png": made["two"], "b.xml": b"<x/>"}
    assert restored(parts, pictures) == {"a.png": pictures["two"], "b.xml": b"<x/>"}


def test_a_very_long_row_is_not_cut_in_the_pdf() -> None:
    import io

    from pypdf import PdfReader

    from advisor.documents.outline import Outline
    from advisor.documents.pdf import pdf
    from advisor.documents.tree import set_columns

    long = " ".join(f"word{number}" for number in range(1500))
    blocks = table("Long", set_columns(["A", "B"], (80, 20)), [[long, "x"]])
    made = pdf(Outline((para("Before"), *blocks), {"title": "T", "author": "A"}), {}, "Contents")
    reader = PdfReader(io.BytesIO(made))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) > 1
    assert {int(found) for found in re.findall(r"word(\d+)", text)} == set(range(1500))


@pytest.mark.parametrize("name", OFFICES)
def test_real_offices_keep_the_schema(name: str, advisor: Advisor) -> None:
    schema = json.loads((PROJECT / "docs" / "roadmap.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    made = advisor.documents(advisor.roadmap_of_file(EXAMPLES / name), ["json"])
    data = json.loads(made["roadmap.json"])
    jsonschema.validate(data, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "actions": [{}]}, schema)


def test_a_template_goes_from_the_command_line_to_the_file(
    tmp_path: Path, advisor: Advisor
) -> None:
    roadmap = advisor.roadmap_of_file(EXAMPLES / OFFICES[1])
    (tmp_path / "own.docx").write_bytes(b"no document")
    with pytest.raises(AdvisorError, match=r"own\.docx is not a Word document"):
        advisor.documents(roadmap, ["docx"], tmp_path / "own.docx")


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_the_web_form_has_no_grave_fault_for_axe(tmp_path: Path) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    from playwright.sync_api import sync_playwright

    given: DocumentWords | Any = wording()
    knowledge = pack()
    made = render(sample(knowledge), knowledge, given, ["html"], Options())
    (tmp_path / "roadmap.html").write_bytes(made["roadmap.html"])
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.goto((tmp_path / "roadmap.html").as_uri())
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
        assert len(page.pdf(format="A4")) > 50_000
        browser.close()
