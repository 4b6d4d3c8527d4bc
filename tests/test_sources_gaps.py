"""Questions that were refused are kept for the facilitator; who asked is not."""

import csv
import io
import json
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from advisor.bootstrap import Advisor, build_advisor
from advisor.cli import main
from advisor.config import Settings
from advisor.model.gaps import Gap, GapNote
from advisor.retrieval.gaps import csv_of, gaps_of
from tests.office_data import own_data

REFUSED = "What is the private telephone number of the mayor of Paris?"
KNOWN = "What is a whole-of-government approach?"


@pytest.fixture
def own(data: Path, tmp_path: Path) -> Advisor:
    return build_advisor(Settings(data=own_data(data, tmp_path / "data")))


def note(question: str, day: int, after: str = "", nearest: tuple[str, ...] = ()) -> GapNote:
    return GapNote(at=f"2026-11-{day:02}T09:00:00", question=question, after=after, nearest=nearest)


def test_each_refused_question_is_counted_and_no_other(own: Advisor) -> None:
    assert own.gaps() == ()
    assert not own.answer(KNOWN).abstained
    assert own.answer(REFUSED).abstained
    last = own.answer(f"  {REFUSED.lower().rstrip('?')} ")
    own.answer("?!")
    (gap,) = own.gaps()
    assert (gap.times, gap.nearest) == (2, last.nearest)
    assert gap.first <= gap.last


def test_a_question_in_the_conversation_is_a_gap_without_its_asker(own: Advisor) -> None:
    session = own.start()
    own.open(session)
    own.turn(session, "Freedonia")
    turn = own.turn(session, REFUSED)
    assert turn.kind == "abstained"
    assert [gap.question for gap in own.gaps()] == [REFUSED]
    with create_engine(own.settings.database).connect() as connection:
        rows = [dict(row._mapping) for row in connection.execute(text("SELECT * FROM gap"))]
    assert len(rows) == 1
    assert session not in json.dumps(rows, default=str)
    assert "Freedonia" not in json.dumps(rows, default=str)


def test_an_answer_does_not_wait_for_a_database_that_cannot_be_written(
    data: Path, tmp_path: Path
) -> None:
    home = own_data(data, tmp_path / "data")
    (home / "file").write_text("in the way")
    advisor = build_advisor(Settings(data=home, database_url=f"sqlite:///{home}/file/a.sqlite3"))
    assert advisor.answer(REFUSED).abstained


def test_gaps_are_grouped_by_their_words_and_the_most_frequent_comes_first() -> None:
    notes = [
        note("Who pays?", 1),
        note("WHO PAYS", 3, after="What does it cost?", nearest=("Resources",)),
        note("Where is Talmora?", 2),
        note("Où est la loi ?", 4),
    ]
    first, *others = gaps_of(notes)
    assert first == Gap(
        question="WHO PAYS",
        times=2,
        first=notes[0].at,
        last=notes[1].at,
        after="What does it cost?",
        nearest=("Resources",),
    )
    assert [one.question for one in others] == ["Où est la loi ?", "Where is Talmora?"]


def test_the_table_holds_every_gap_and_no_formula() -> None:
    asked = ['=HYPERLINK("http://x")', "+1", "@a", "-2", 'He said "no",\nthen?', "Où?"]
    gaps = gaps_of([note(one, 1, nearest=("A", "=B")) for one in asked])
    table = csv_of(gaps, ("Question", "Times", "First", "Last", "After", "Nearest"))
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert len(rows) == len(asked) + 1
    assert {row[0].removeprefix("'") for row in rows[1:]} == set(asked)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_command_lists_them(
    own: Advisor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own.answer(REFUSED)
    monkeypatch.setenv("ADVISOR_DATA", str(own.settings.data))
    assert main(["gaps"]) == 0
    assert REFUSED in capsys.readouterr().out
    assert main(["gaps", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["question"], record["times"]) == (REFUSED, 1)
    assert set(record) == {"question", "times", "first", "last", "after", "nearest"}
