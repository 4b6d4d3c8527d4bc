"""The web pages, run by Streamlit's own test runner without a browser."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from advisor.bootstrap import Advisor
from advisor.config import PROJECT

WAIT = 60


@pytest.fixture
def page(data: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app as a new visitor sees it."""
    monkeypatch.setenv("ADVISOR_DATA", str(data))
    monkeypatch.chdir(PROJECT)
    st.cache_resource.clear()
    return AppTest.from_file(str(PROJECT / "app.py"), default_timeout=WAIT).run()


def said(page: AppTest) -> list[str]:
    return [one.value for message in page.chat_message for one in message.text]


def session(page: AppTest) -> str:
    return page.query_params["session"][0]


def press(page: AppTest, label: str) -> AppTest:
    wanted = [one for one in page.button if label in one.label.replace("\\", "")]
    assert wanted, f"no button {label!r} among {[one.label for one in page.button]}"
    return wanted[0].click().run()


def test_the_first_page_greets_and_asks(page: AppTest) -> None:
    assert not page.exception
    assert page.title[0].value == "Roadmap advisor"
    assert "country" in said(page)[-1].lower()


def test_a_typed_answer_is_kept_and_shown(page: AppTest, advisor: Advisor) -> None:
    page.chat_input[0].set_value("Freedonia").run()
    assert not page.exception
    assert advisor.answers(session(page))["profile.country"].value == "Freedonia"
    assert any("Freedonia" in one for one in said(page))


def test_what_a_user_types_is_shown_as_text(page: AppTest) -> None:
    hostile = "<script>alert(1)</script> **bold** $x^2$ :red[x] [a](http://b)"
    page.chat_input[0].set_value(hostile).run()
    assert hostile in said(page)
    assert not any(hostile in one.value for one in page.markdown)


def test_the_link_brings_the_conversation_back(page: AppTest) -> None:
    page.chat_input[0].set_value("Freedonia").run()
    again = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=WAIT)
    again.query_params["session"] = session(page)
    again.run()
    assert any("Freedonia" in one for one in said(again))


def test_an_unknown_link_is_a_sentence(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATA", str(data))
    monkeypatch.chdir(PROJECT)
    page = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=WAIT)
    page.query_params["session"] = "nothing"
    page.run()
    assert not page.exception
    assert "no saved conversation" in page.error[0].value.replace("\\", "")


def test_a_question_to_the_material_leaves_the_interview_where_it_was(
    page: AppTest, advisor: Advisor
) -> None:
    page.chat_input[0].set_value("Freedonia").run()
    before = advisor.answers(session(page))
    page.chat_input[0].set_value("What is a whole-of-government approach?").run()
    assert not page.exception
    assert advisor.answers(session(page)) == before
    assert len(page.expander) >= 1


def test_every_page_opens_for_a_beginner(page: AppTest) -> None:
    for name in ("review", "roadmap", "material", "chat"):
        page.switch_page(f"advisor/ui/{name}.py").run()
        assert not page.exception, name
        assert page.title


def test_the_roadmap_page_shows_the_draft(page: AppTest, advisor: Advisor) -> None:
    from advisor.content import read_answers
    from advisor.model.answers import Event

    given = read_answers(advisor.pack, PROJECT / "knowledge" / "examples" / "talmora.yaml")
    name = session(page)
    events = [
        Event(kind="answer", question=one.question, answer=one) for one in given.answers.values()
    ]
    advisor.store.append(name, events, after=len(advisor.log(name)))
    page.switch_page("advisor/ui/roadmap.py").run()
    assert not page.exception
    planned = advisor.roadmap(advisor.answers(name))
    assert page.metric[0].value == str(len(planned.actions))
    assert planned.fingerprint in "".join(one.value.replace("\\", "") for one in page.caption)


def test_the_app_and_the_command_line_draft_the_same(page: AppTest, advisor: Advisor) -> None:
    from advisor.model.answers import Event

    path = PROJECT / "knowledge" / "examples" / "sumwhere.yaml"
    from advisor.content import read_answers

    given = read_answers(advisor.pack, path)
    name = session(page)
    events = [
        Event(kind="answer", question=one.question, answer=one)
        for one in reversed(given.answers.values())
    ]
    advisor.store.append(name, events, after=len(advisor.log(name)))
    in_app = advisor.roadmap(advisor.answers(name))
    assert in_app.fingerprint == advisor.roadmap_of_file(path).fingerprint
