"""An office's own list of assessment statements: from the workbook to the question asked."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from advisor.bootstrap import build_advisor
from advisor.cli import main
from advisor.config import PROJECT, Settings
from advisor.content import load_pack, load_record
from advisor.content.items import ItemWords, read_items
from advisor.content.items_file import save_items, stored_items, write_template
from advisor.errors import AdvisorError, InputFaults
from advisor.model.content import KnowledgePack

WORDS = load_record(PROJECT / "prompts" / "items.yaml", ItemWords)
OWN = "The council has adopted a digital vision in the last two years."
Change = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def pack() -> KnowledgePack:
    return load_pack(PROJECT / "knowledge")


def workbook(pack: KnowledgePack, folder: Path, *changes: Change) -> Path:
    """The template with its first sheet filled in, LEA01 changed, and changes of a test."""
    path = folder / "list.xlsx"
    write_template(pack, path, WORDS)
    book = load_workbook(path)
    book["About"]["B1"], book["About"]["B2"] = "national", "Capability list of Exampleland"
    book["Items"]["D2"] = OWN
    for change in changes:
        change(book)
    book.save(path)
    return path


def put(sheet: str, cell: str, value: object) -> Change:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


def test_the_template_holds_every_slot_with_whose_wording_it_is(
    pack: KnowledgePack, tmp_path: Path
) -> None:
    assert write_template(pack, tmp_path / "t.xlsx", WORDS) == 94
    rows = list(load_workbook(tmp_path / "t.xlsx")["Items"].iter_rows(min_row=2, values_only=True))
    assert [rows[0][0], rows[-1][0]] == ["LEA01", "PWD07"]
    assert sum(row[4] == "official" for row in rows) == 12
    assert all(all(row) for row in rows)


def test_only_rows_that_differ_are_taken_in(pack: KnowledgePack, tmp_path: Path) -> None:
    found = read_items(pack, workbook(pack, tmp_path), WORDS)
    assert (found.kind, [one.code for one in found.items]) == ("national", ["LEA01"])
    assert found.items[0].anchors == WORDS.agreement


def test_a_list_counts_and_says_whose_it_is(pack: KnowledgePack, tmp_path: Path) -> None:
    stored = tmp_path / "office.json"
    save_items(read_items(pack, workbook(pack, tmp_path), WORDS), stored)
    changed = load_pack(PROJECT / "knowledge", stored)
    question, was = changed.question["LEA01"], pack.question["LEA01"]
    assert (question.text, question.origin, was.origin) == (OWN, "national", "own")
    assert question.rev > was.rev and changed.hash != pack.hash
    assert [str(one) for one in question.sources] == ["innovation/s58"]
    others = [one for one in pack.questions if one.id != "LEA01"]
    assert all(changed.question[one.id] == one for one in others)


def test_an_official_list_marks_its_statements_official(
    pack: KnowledgePack, tmp_path: Path
) -> None:
    path = workbook(pack, tmp_path, put("About", "B1", "Official"))
    stored = tmp_path / "office.json"
    save_items(read_items(pack, path, WORDS), stored)
    changed = load_pack(PROJECT / "knowledge", stored)
    assert sum(one.official for one in changed.questions) == 13


def test_own_levels_go_with_the_statement(pack: KnowledgePack, tmp_path: Path) -> None:
    levels = [put("Items", f"{column}2", f"level {column}") for column in "HIJKL"]
    found = read_items(pack, workbook(pack, tmp_path, *levels), WORDS)
    assert found.items[0].anchors[5] == "level L"


def test_the_same_words_keep_their_revision_and_others_get_another(
    pack: KnowledgePack, tmp_path: Path
) -> None:
    revs = []
    for at, text in enumerate((OWN, OWN, f"{OWN} And it is dated.")):
        stored = tmp_path / f"{at}.json"
        path = workbook(pack, tmp_path, put("Items", "D2", text))
        save_items(read_items(pack, path, WORDS), stored)
        revs.append(load_pack(PROJECT / "knowledge", stored).question["LEA01"].rev)
    assert revs[0] == revs[1] != revs[2]


FAULTS: dict[str, tuple[tuple[Change, ...], str]] = {
    "unknown code": ((put("Items", "A6", "LEA0I"),), "Items:6: there is no code 'LEA0I'"),
    "close code": ((put("Items", "A6", "LEAO3"),), "Did you mean 'LEA03'?"),
    "empty statement": ((put("Items", "D7", None),), "Items:7: LEA06: 'Statement' is empty"),
    "empty code": ((put("Items", "A7", None),), "Items:7: 'Code' is empty"),
    "double code": ((put("Items", "A8", "LEA01"),), "Items:8: the code LEA01 stands in row 2"),
    "formula": ((put("Items", "D5", '=HYPERLINK("x")'),), "Items:5: column D: 'Statement' holds a"),
    "number": ((put("Items", "D5", 12),), "Items:5: column D: 'Statement' holds 12"),
    "too long": ((put("Items", "D5", "x" * 401),), "401 letters; 400 is the most"),
    "half of the levels": ((put("Items", "J4", None),), "Items:4: LEA03: 'What 3 looks like' is"),
    "merged": ((lambda book: book["Items"].merge_cells("A10:B11"),), "Items:10: the cells A10:B11"),
    "no such sheet": ((lambda book: setattr(book["Items"], "title", "Item"),), "no sheet 'Items'"),
    "no such column": (
        (put("Items", "D1", "Statment"),),
        "no column 'Statement'. Is it 'Statment'",
    ),
    "double column": ((put("Items", "B1", "Code"),), "the heading 'Code' stands twice"),
    "wrong kind": ((put("About", "B1", "nationl"),), "About:1: 'nationl' is not"),
    "no kind": ((put("About", "B1", None),), "'Kind of list' is empty"),
    "no name": ((put("About", "B2", None),), "About:2: 'Name of the list' is empty"),
    "formula as name": ((put("About", "B2", "=1+1"),), "About:2: holds a formula"),
    "far cell": ((put("Items", "A1048576", "LEA02"),), "the sheet uses 1048576 rows"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_named_with_sheet_and_row(
    name: str, pack: KnowledgePack, tmp_path: Path
) -> None:
    changes, says = FAULTS[name]
    with pytest.raises(InputFaults) as refused:
        read_items(pack, workbook(pack, tmp_path, *changes), WORDS)
    assert says in str(refused.value)
    assert "nothing was changed" in str(refused.value)


def test_all_faults_come_at_once(pack: KnowledgePack, tmp_path: Path) -> None:
    changes = (put("Items", "A6", "LEA77"), put("Items", "D7", None), put("About", "B1", "x"))
    with pytest.raises(InputFaults) as refused:
        read_items(pack, workbook(pack, tmp_path, *changes), WORDS)
    assert len(refused.value.faults) == 3


def test_a_template_as_it_is_changes_nothing(pack: KnowledgePack, tmp_path: Path) -> None:
    same = put("Items", "D2", pack.question["LEA01"].text)
    with pytest.raises(AdvisorError, match="is the one that is asked already"):
        read_items(pack, workbook(pack, tmp_path, same), WORDS)


def repacked(good: bytes, parts: dict[str, bytes]) -> bytes:
    """A packed file with some parts replaced or added."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as before,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        old = {info.filename: before.read(info) for info in before.infolist()}
        for name, content in {**old, **parts}.items():
            after.writestr(name, content)
    return packed.getvalue()


HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "text": lambda good: b"Code,Statement",
    "encrypted": lambda good: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + good,
    "cut off": lambda good: good[: len(good) // 2],
    "declaration": lambda good: repacked(good, {"xl/a.xml": b'<!DOCTYPE x [<!ENTITY a "a">]><x/>'}),
    "broken part": lambda good: repacked(good, {"xl/workbook.xml": b"<workbook"}),
    "other kind": lambda good: repacked(good, {"[Content_Types].xml": b"<Types/>"}),
    "bomb": lambda good: repacked(good, {"xl/media/a.bin": b"\0" * (17 << 20)}),
    "macros": lambda good: repacked(good, {"xl/vbaProject.bin": b"x"}),
    "many parts": lambda good: repacked(good, {f"xl/{at}.bin": b"" for at in range(301)}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(
    name: str, pack: KnowledgePack, tmp_path: Path
) -> None:
    path = workbook(pack, tmp_path)
    path.write_bytes(HOSTILE[name](path.read_bytes()))
    with pytest.raises(AdvisorError) as refused:
        read_items(pack, path, WORDS)
    assert refused.value.next_step and "list.xlsx" in refused.value.sentence


def test_a_file_that_is_too_large_is_not_read(pack: KnowledgePack, tmp_path: Path) -> None:
    (tmp_path / "big.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * (3 << 20))
    with pytest.raises(AdvisorError, match="larger than 2 MB"):
        read_items(pack, tmp_path / "big.xlsx", WORDS)
    with pytest.raises(AdvisorError, match="cannot be read"):
        read_items(pack, tmp_path / "none.xlsx", WORDS)


def test_a_stored_list_that_fits_no_more_names_the_way_out(tmp_path: Path) -> None:
    stored = tmp_path / "office.json"
    item = '{"code": "LEA97", "statement": "S.", "label": "s", "why": "w", "anchors": {"1": "a"}}'
    stored.write_text(f'{{"kind": "national", "title": "L", "items": [{item}]}}')
    with pytest.raises(InputFaults, match="items --remove"):
        load_pack(PROJECT / "knowledge", stored)


def test_a_refused_list_leaves_the_one_that_counts(
    pack: KnowledgePack,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ADVISOR_DATA", str(tmp_path / "data"))
    assert main(["items", str(workbook(pack, tmp_path))]) == 0
    assert "LEA01" in capsys.readouterr().out
    assert main(["items", str(workbook(pack, tmp_path, put("Items", "A6", "LEA77")))]) == 1
    assert "LEA77" in capsys.readouterr().err
    assert stored_items(Settings().items, {"LEA01"}, []) is not None
    assert main(["items", "--remove"]) == 0
    assert stored_items(Settings().items, {"LEA01"}, []) is None


def test_answers_to_a_changed_statement_are_asked_again_and_told(
    pack: KnowledgePack, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path / "data")
    before = build_advisor(settings)
    session = before.start("one")
    before.open(session, at="LEA01")
    before.turn(session, "4")
    assert before.answers(session)["LEA01"].value == 4
    before.store.close()
    save_items(read_items(pack, workbook(pack, tmp_path), WORDS), settings.items)
    after = build_advisor(settings)
    assert "LEA01" not in after.answers(session)
    (line,) = after.changes_told(session)
    assert "Vision" in line or "council" in line
    assert "Your answer was: 4" in line
    given = [one.answer.value for one in after.log(session) if one.kind == "answer" and one.answer]
    assert given == [4]  # the log only grows
    after.open(session, at="LEA01")
    after.turn(session, "2")
    assert after.changes_told(session) == ()
    assert after.answers(session)["LEA01"].value == 2
    after.store.close()
