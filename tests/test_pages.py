"""The web pages, run by Streamlit's own test runner without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from advisor.bootstrap import Advisor
from advisor.config import PROJECT
from advisor.content import read_answers
from advisor.errors import AdvisorError
from advisor.model.answers import Event

WAIT = 60
HOSTILE = "<script>alert(1)</script> **bold** $x^2$ :red[x] [a](http://b) | ~~c~~ `d` #e"


@pytest.fixture
def page(data: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app as a new visitor sees it."""
    monkeypatch.setenv("ADVISOR_DATA", str(data))
    monkeypatch.chdir(PROJECT)
    return AppTest.from_file(str(PROJECT / "app.py"), default_timeout=WAIT).run()


def said(page: AppTest) -> list[str]:
    return [one.value for message in page.chat_message for one in message.text]


def shown(page: AppTest) -> str:
    """All text of a page, without the escapes of Markdown."""
    kinds = (page.title, page.header, page.subheader, page.markdown, page.caption, page.text)
    notes = (page.info, page.warning, page.error)
    values = [one.value for kind in (*kinds, *notes) for one in kind]
    labels = [one.label for kind in (page.button, page.expander, page.tabs) for one in kind]
    return "\n".join([*values, *labels]).replace("\\", "")


def session(page: AppTest) -> str:
    name = page.query_params["session"]
    return name if isinstance(name, str) else name[0]


def press(page: AppTest, label: str) -> AppTest:
    wanted = [one for one in page.button if label in one.label.replace("\\", "")]
    assert wanted, f"no button {label!r} among {[one.label for one in page.button]}"
    return wanted[0].click().run()


def say(page: AppTest, *messages: str) -> AppTest:
    for message in messages:
        page.chat_input[0].set_value(message).run()
        assert not page.exception
    return page


def opened(page: AppTest, name: str, part: str = "") -> AppTest:
    page.switch_page(f"advisor/ui/{name}.py")
    if part:
        page.session_state[{"roadmap": "part", "material": "material"}[name]] = part
    page.run()
    assert not page.exception, name
    return page


def fill(page: AppTest, advisor: Advisor, office: str, first: int = 1000) -> None:
    """Give the visitor's conversation the answers of an example office."""
    given = read_answers(advisor.pack, PROJECT / "knowledge" / "examples" / f"{office}.yaml")
    events = [
        Event(kind="answer", question=one.question, answer=one)
        for one in list(given.answers.values())[:first]
    ]
    advisor.store.append(session(page), events, after=len(advisor.log(session(page))))


def test_the_first_page_greets_and_asks(page: AppTest) -> None:
    assert not page.exception
    assert page.title[0].value == "Roadmap advisor"
    assert page.header[0].value.replace("\\", "") == "Which country is the roadmap for?"


def test_a_typed_answer_is_kept_and_shown(page: AppTest, advisor: Advisor) -> None:
    say(page, "Freedonia")
    assert advisor.answers(session(page))["profile.country"].value == "Freedonia"
    assert any("Freedonia" in one for one in said(page))


def test_what_a_user_types_is_shown_as_text_on_every_page(page: AppTest) -> None:
    say(page, HOSTILE)
    assert HOSTILE in said(page)
    for name in ("chat", "review", "roadmap", "material"):
        opened(page, name)
        drawn = (*page.markdown, *page.caption, *page.header, *page.subheader)
        assert not any("**bold**" in one.value or "<script" in one.value for one in drawn), name


def test_an_option_carries_its_number_and_answers(page: AppTest, advisor: Advisor) -> None:
    say(page, "Freedonia", "Ministry of Digital Affairs", "Prime Minister")
    level = advisor.pack.question["profile.level"]
    for number, option in enumerate(level.options, 1):
        assert any(
            f"**{number}**" in one.label and option.label in one.label for one in page.button
        ), option.label
    press(page, level.options[1].label)
    assert advisor.answers(session(page))["profile.level"].value == level.options[1].id


def test_several_options_are_ticked_and_saved_together(page: AppTest, advisor: Advisor) -> None:
    say(page, "Freedonia", "Ministry", "PM", "1", "1")
    setting = advisor.pack.question["profile.setting"]
    assert [one.label.rpartition("\u2002")[2] for one in page.checkbox] == [
        one.label for one in setting.options
    ]
    press(page, "Save these answers")
    assert "profile.setting" not in advisor.answers(session(page))
    assert page.warning
    page.checkbox[0].check()
    page.checkbox[2].check()
    press(page, "Save these answers")
    assert advisor.answers(session(page))["profile.setting"].value == (
        setting.options[0].id,
        setting.options[2].id,
    )


def test_a_long_list_is_checked_line_by_line(page: AppTest, advisor: Advisor) -> None:
    longest = max(
        (one for one in advisor.pack.questions if one.kind == "checklist"),
        key=lambda one: len(one.options),
    )
    advisor.open(session(page), at=longest.id)
    page.run()
    assert len(page.radio) == len(longest.options) > 10
    page.radio[0].set_value("yes")
    page.radio[1].set_value("partly")
    press(page, "Save these answers")
    first, second, *_ = longest.options
    assert advisor.answers(session(page))[longest.id].value == {
        first.id: "yes",
        second.id: "partly",
    }
    assert [page.radio[0].value, page.radio[1].value, page.radio[2].value] == [
        "yes",
        "partly",
        None,
    ]


def test_a_change_is_put_as_a_choice_of_its_own(page: AppTest, advisor: Advisor) -> None:
    say(page, "Freedonia", "change the country to Sylvania")
    assert advisor.answers(session(page))["profile.country"].value == "Freedonia"
    assert "Freedonia" in page.header[0].value
    assert "Sylvania" in page.header[0].value
    press(page, "Change it")
    assert advisor.answers(session(page))["profile.country"].value == "Sylvania"


def test_a_stale_button_changes_nothing(page: AppTest, advisor: Advisor) -> None:
    say(page, "Freedonia", "Ministry", "PM")
    advisor.turn(session(page), "2")
    press(page, advisor.pack.question["profile.level"].options[0].label)
    level = advisor.pack.question["profile.level"]
    assert advisor.answers(session(page))["profile.level"].value == level.options[1].id


def test_the_link_brings_the_conversation_back(page: AppTest) -> None:
    say(page, "Freedonia")
    again = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=WAIT)
    again.query_params["session"] = session(page)
    again.run()
    assert any("Freedonia" in one for one in said(again))
    assert any(session(page) in one.value for one in again.code)


def test_a_new_conversation_leaves_the_old_one(page: AppTest, advisor: Advisor) -> None:
    say(page, "Freedonia")
    old = session(page)
    press(page, "Start a new conversation")
    assert session(page) != old
    assert not advisor.answers(session(page))
    assert advisor.answers(old)


def test_an_unknown_link_is_a_sentence(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATA", str(data))
    monkeypatch.chdir(PROJECT)
    page = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=WAIT)
    page.query_params["session"] = "nothing"
    page.run()
    assert not page.exception
    assert "no saved conversation" in page.error[0].value.replace("\\", "")


def test_a_fault_behind_a_button_is_a_sentence(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(page, "Freedonia", "Ministry", "PM")

    def full(*_: object) -> None:
        raise AdvisorError("The disk is full.", "Make room, then press it again.")

    monkeypatch.setattr(Advisor, "turn", full)
    press(page, "Skip")
    assert not page.exception
    assert "The disk is full" in page.error[0].value.replace("\\", "")
    assert page.header, "the open question is still there"


def test_a_question_to_the_material_leaves_the_interview_where_it_was(
    page: AppTest, advisor: Advisor
) -> None:
    say(page, "Freedonia")
    before, card = advisor.answers(session(page)), page.header[0].value
    say(page, "What is a whole-of-government approach?")
    assert advisor.answers(session(page)) == before
    assert page.header[0].value == card
    assert any(":blue-background[" in one.value for one in page.markdown)


def test_the_material_page_answers_and_marks_the_sentence(page: AppTest) -> None:
    opened(page, "material")
    page.text_input[0].set_value("What is a whole-of-government approach?")
    press(page, "Ask")
    assert not page.exception
    assert any(":blue-background[" in one.value for one in page.markdown)


def test_the_material_page_shows_decks_glossary_cases_and_training(
    page: AppTest, advisor: Advisor
) -> None:
    held = advisor.pack.reference
    wanted = {
        "Decks": advisor.pack.decks[0].slides[0].title,
        "Glossary": held.terms[-1].meaning,
        "Cases": held.cases[-1].lesson,
        "Training": held.training[-1].result,
    }
    for part, text in wanted.items():
        assert text in shown(opened(page, "material", part)), part


def test_every_page_opens_for_a_beginner(page: AppTest) -> None:
    for name in ("review", "roadmap", "material", "chat"):
        assert opened(page, name).title


def test_the_answers_page_labels_official_statements_and_opens_a_change(
    page: AppTest, advisor: Advisor
) -> None:
    fill(page, advisor, "sumwhere")
    opened(page, "review")
    page.radio[0].set_value("situation").run()
    assert "DTCAF item, official wording" in shown(page)
    assert "The advisor's own statement" in shown(page)
    asked = next(one for one in page.button if str(one.key).startswith("change-"))
    asked.click().run()
    assert asked.key == f"change-{advisor.log(session(page))[-1].turn['current_question']}"


def test_the_roadmap_page_shows_the_draft_in_all_its_parts(page: AppTest, advisor: Advisor) -> None:
    fill(page, advisor, "talmora")
    planned = advisor.roadmap(advisor.answers(session(page)))
    opened(page, "roadmap")
    assert page.metric[0].value == str(len(planned.actions))
    assert planned.fingerprint in shown(page)
    wanted = {
        "Where you stand": planned.scores[0].label,
        "Actions": planned.actions[0].title,
        "Risks": f"R1 {planned.risks[0].title}",
        "Open points": planned.to_confirm[0].what,
    }
    for part, text in wanted.items():
        opened(page, "roadmap", part)
        tables = "".join(one.value.to_csv() for one in page.table).replace("\\", "")
        assert text in shown(page) + tables, part
    charts = advisor.charts(planned)
    opened(page, "roadmap", "Time and cost")
    drawn = [one for one in page.main if one.type == "vega_lite_chart"] or page.get(
        "vega_lite_chart"
    )
    assert len(drawn) == sum(name.startswith("gantt") or name == "cost" for name in charts)


def test_an_action_shows_rule_answers_and_slides(page: AppTest, advisor: Advisor) -> None:
    fill(page, advisor, "sumwhere")
    planned = advisor.roadmap(advisor.answers(session(page)))
    first = planned.actions[0]
    opened(page, "roadmap", "Actions")
    page.selectbox(key="pillar").set_value(first.pillar).run()
    text = shown(page)
    assert first.trace[0].rule in text
    assert first.placed in text
    assert str(first.sources[0]) in text
    seen = next(leaf.answers[0] for leaf in first.trace[0].leaves if leaf.answers)
    assert advisor.pack.question[seen].label in text


def test_an_early_draft_says_so_and_names_what_would_sharpen_it(
    page: AppTest, advisor: Advisor
) -> None:
    fill(page, advisor, "talmora", first=14)
    planned = advisor.roadmap(advisor.answers(session(page)))
    question, rules = advisor.waited_for(planned)[0]
    assert rules == sum(question.id in firing.missing for firing in planned.open_rules)
    assert "early draft" in shown(opened(page, "roadmap"))
    opened(page, "roadmap", "Open points")
    page.button(key=f"sharpen-{question.id}").click().run()
    assert advisor.log(session(page))[-1].turn["current_question"] == question.id


def test_there_is_a_download_for_each_format(page: AppTest, advisor: Advisor) -> None:
    from advisor.documents import FORMATS
    from advisor.ui.roadmap import MEDIA

    assert set(MEDIA) == set(FORMATS) == set(advisor.page["roadmap"]["names"])


def test_the_app_and_the_command_line_draft_the_same(page: AppTest, advisor: Advisor) -> None:
    fill(page, advisor, "sumwhere")
    in_app = advisor.roadmap(advisor.answers(session(page)))
    path = PROJECT / "knowledge" / "examples" / "sumwhere.yaml"
    assert in_app.fingerprint == advisor.roadmap_of_file(path).fingerprint
