"""Workshops: joining, answering, settling, and the way into the facilitator's draft."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from advisor.bootstrap import Advisor
from advisor.config import PROJECT
from advisor.errors import AdvisorError, InputFaults
from advisor.model.room import Room

WAIT = 60


@pytest.fixture
def room(advisor: Advisor) -> Room:
    """A workshop on three statements."""
    return advisor.facilitation.open("Baseline", ["LEA04", "LEA01", "STR01"])


def test_each_respondent_keeps_an_own_answer(advisor: Advisor, room: Room) -> None:
    desk, question = advisor.facilitation, advisor.pack.question["LEA04"]
    ann, nameless, other_ann = (desk.join(room.code.lower(), name) for name in ("Ann", "", "Ann"))
    desk.give(ann, question, 2)
    desk.give(nameless, question, 5)
    desk.give(other_ann, question, "unknown")
    desk.give(ann, question, 3)
    names = [one.name for one in desk.respondents(room)]
    assert names == ["Ann", "Respondent 2", "Ann 3"]
    [spread] = desk.together(room).spreads
    assert [(one.shown[0], one.who) for one in spread.standpoints if one.shown[0].isdigit()] == [
        ("3", ("Ann",)),
        ("5", ("Respondent 2",)),
    ]
    assert (spread.given, spread.of, spread.divided) == (2, 3, True)


def test_what_the_room_says_reaches_the_draft_and_what_was_settled_stays(
    advisor: Advisor, room: Room
) -> None:
    desk, question = advisor.facilitation, advisor.pack.question["LEA04"]
    for name, level in (("A", 1), ("B", 5)):
        desk.give(desk.join(room.code, name), question, level)
    assert desk.take_over(room) == 1
    assert desk.take_over(room) == 0
    assert advisor.answers(room.lead)["LEA04"].value == 1
    desk.settle(room, question, 4, "The decree was signed last week.")
    desk.give(desk.join(room.code, "C"), question, 1)
    assert desk.take_over(room) == 0
    standing = advisor.answers(room.lead)["LEA04"]
    assert (standing.value, standing.note) == (4, "The decree was signed last week.")
    [spread] = advisor.draft_of(room.lead).spreads
    assert spread.settled.startswith("4")
    assert spread.given == 3


def test_an_answer_can_be_taken_back_and_a_wrong_one_is_refused(
    advisor: Advisor, room: Room
) -> None:
    desk, question = advisor.facilitation, advisor.pack.question["LEA04"]
    session = desk.join(room.code, "Ann")
    desk.give(session, question, 2)
    with pytest.raises(AdvisorError, match="1 to 5"):
        desk.give(session, question, 9)
    assert desk.respondents(room)[0].answers["LEA04"].value == 2
    desk.give(session, question, None)
    assert not desk.respondents(room)[0].answers


@pytest.mark.parametrize("code", ["", "AB", "ABCDEF1", "QQQQQQ", "../../x"])
def test_a_code_that_leads_nowhere_is_told(advisor: Advisor, code: str) -> None:
    with pytest.raises(AdvisorError, match="no workshop"):
        advisor.facilitation.room(code)


@pytest.mark.parametrize(("name", "asked"), [("", ["LEA04"]), ("Room", []), ("Room", ["LEA0"])])
def test_a_workshop_needs_a_name_and_a_question(
    advisor: Advisor, name: str, asked: list[str]
) -> None:
    with pytest.raises(AdvisorError, match="name and at least one question"):
        advisor.facilitation.open(name, asked)


def test_a_table_of_answers_joins_the_room(advisor: Advisor, room: Room, tmp_path: Path) -> None:
    table = tmp_path / "room.csv"
    table.write_text("Respondent;LEA04;profile.level\nHealth;2;\nFinance;4;city\n\n", "utf-8")
    answers = advisor.room_answers(table)
    advisor.facilitation.take_in(room, answers)
    found = {one.name: one.answers["LEA04"].value for one in advisor.facilitation.respondents(room)}
    assert found == {"Health": 2, "Finance": 4}


FAULTS = {
    "Respondent,LEA0A\nA,2": ("column B", "Did you mean 'LEA"),
    "Respondent,LEA04,LEA04\nA,2,2": ("column C", "two columns"),
    "Respondent,LEA04\nA,7": ("column B", "1 to 5"),
    "Respondent,LEA04\nA,2\nA,3": (":3:", "two rows"),
    "Name,LEA04\nA,2": (":1:", "column A"),
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_faulty_table_is_refused_with_its_place(
    advisor: Advisor, text: str, tmp_path: Path
) -> None:
    table = tmp_path / "room.csv"
    table.write_text(text, "utf-8")
    with pytest.raises(InputFaults) as refused:
        advisor.room_answers(table)
    for part in FAULTS[text]:
        assert part in str(refused.value)


def test_the_template_is_read_back(advisor: Advisor, room: Room, tmp_path: Path) -> None:
    path = tmp_path / "room.xlsx"
    path.write_bytes(advisor.room_template(room))
    with pytest.raises(AdvisorError, match="no answers"):
        advisor.room_answers(path)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00bad", b""])
def test_what_is_no_table_is_refused(advisor: Advisor, content: bytes, tmp_path: Path) -> None:
    table = tmp_path / "room.csv"
    table.write_bytes(content)
    with pytest.raises(AdvisorError):
        advisor.room_answers(table)


@pytest.fixture
def app(data: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("ADVISOR_DATA", str(data))
    monkeypatch.chdir(PROJECT)
    return AppTest.from_file(str(PROJECT / "app.py"), default_timeout=WAIT)


def test_a_respondent_answers_on_the_page(advisor: Advisor, room: Room, app: AppTest) -> None:
    session = advisor.facilitation.join(room.code, "Ann")
    app.query_params["workshop"] = room.code
    app.query_params["respondent"] = session
    app.run().switch_page("advisor/ui/workshop.py").run()
    assert not app.exception
    wanted = next(one for one in app.radio if one.key and one.key.startswith("LEA04|"))
    wanted.set_value(4).run()
    assert not app.exception
    [respondent] = advisor.facilitation.respondents(room)
    assert respondent.answers["LEA04"].value == 4


def test_the_desk_shows_the_views(advisor: Advisor, room: Room, app: AppTest) -> None:
    question = advisor.pack.question["LEA04"]
    for name, level in (("Health", 1), ("Finance", 5)):
        advisor.facilitation.give(advisor.facilitation.join(room.code, name), question, level)
    app.query_params["session"] = room.lead
    app.run().switch_page("advisor/ui/workshop.py").run()
    assert not app.exception
    assert any("Health" in one.value for one in app.text)
    next(one for one in app.button if one.label.startswith("Turn the room")).click().run()
    assert not app.exception
    assert advisor.answers(room.lead)["LEA04"].value == 1
