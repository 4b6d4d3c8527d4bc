"""The office's journey over its plan in a real browser: edit, set aside, what if, document."""

from pathlib import Path

import pytest

from advisor.bootstrap import Advisor
from advisor.config import PROJECT
from advisor.content import read_answers
from advisor.model.answers import Event
from tests.test_browser import ARGUMENTS, CHROMIUM, PATIENCE, accessible, server

__all__ = ["server"]  # the fixture
pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(240),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture
def office(advisor: Advisor) -> str:
    """The conversation of an example office."""
    made = advisor.start()
    given = read_answers(advisor.pack, PROJECT / "knowledge" / "examples" / "talmora.yaml")
    events = [
        Event(kind="answer", question=one.question, answer=one) for one in given.answers.values()
    ]
    advisor.store.append(made, events, after=0)
    return made


def test_edit_set_aside_what_if_and_the_document(
    server: str, office: str, advisor: Advisor, tmp_path: Path
) -> None:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        page.set_default_timeout(PATIENCE)
        page.goto(f"{server}/plan?session={office}")
        change = page.get_by_role("button", name="Change", exact=True)

        change.first.click()
        page.get_by_label("Lead").fill("Cabinet Secretary of Talmora")
        page.get_by_label("Lead").press("Tab")
        expect(page.get_by_text("not saved yet")).to_be_visible()
        accessible(page)
        page.get_by_role("button", name="Save", exact=True).last.click()
        expect(page.get_by_text("Saved: ")).to_be_visible()
        page.get_by_role("button", name="All actions").click()
        expect(page.get_by_text("in the office's words: Lead")).to_be_visible()

        change.nth(1).click()
        page.get_by_role("radiogroup").get_by_text("Set aside", exact=True).click()
        save = page.get_by_role("button", name="Save", exact=True).first
        save.click()
        expect(page.get_by_text("Say why it is set aside")).to_be_visible()
        reason = page.get_by_label("Why it is set aside")
        reason.fill("The ministry of planning does this already.")
        reason.press("Tab")
        save.click()
        expect(page.get_by_text("Saved: ")).to_be_visible()

        page.get_by_role("tab", name="What if").click()
        people = page.get_by_label("People who can work on it at once")
        people.fill("12")
        people.press("Enter")
        page.get_by_role("button", name="See what moves").click()
        expect(page.get_by_role("heading", name="Moved (")).to_be_visible()
        accessible(page)
        page.get_by_role("button", name="Use this plan").click()
        expect(page.get_by_text("This plan is in use now.")).to_be_visible()
        assert advisor.plan_given(office)["people"] == 12

        page.get_by_role("link", name="Open the roadmap").click()
        with page.expect_download(timeout=PATIENCE) as downloading:
            page.get_by_role("button", name="Markdown").click()
        target = tmp_path / "roadmap.md"
        downloading.value.save_as(target)
        browser.close()
    text = " ".join(target.read_text(encoding="utf-8").split())
    assert "Cabinet Secretary of Talmora" in text
    assert "The ministry of planning does this already." in text
