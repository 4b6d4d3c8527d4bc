"""A workshop in a real browser: three respondents, one of them on paper, and what the room says."""

import io
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from advisor.bootstrap import Advisor
from tests.test_browser import ARGUMENTS, CHROMIUM, PATIENCE, accessible
from tests.test_browser import server as server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def opened(browser: "Browser", address: str, width: int) -> "Page":
    page = browser.new_page(viewport={"width": width, "height": 844}, accept_downloads=True)
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    return page


def respond(page: "Page", name: str, level: int) -> None:
    """Join on a phone and answer the first statement."""
    from playwright.sync_api import expect

    page.get_by_label("Your name or organisation").fill(name)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text("0 of 24 answered")).to_be_visible()
    page.locator("label").filter(has_text=f"{level} ·").first.click()
    expect(page.get_by_text("1 of 24 answered")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    accessible(page)
    page.close()


@pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),
    reason="no Chromium on this machine; install it to run the journey in a browser",
)
def test_from_a_code_on_the_wall_to_a_starter_roadmap(
    server: str, advisor: Advisor, tmp_path: Path
) -> None:
    from playwright.sync_api import expect, sync_playwright

    items = [one.id for one in advisor.pack.questions if one.dimension and one.rapid]
    paper = tmp_path / "paper.csv"
    paper.write_text(f"Respondent,{','.join(items)}\nInterior{',1' * len(items)}\n", "utf-8")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        desk = opened(browser, f"{server}/workshop", 1280)
        desk.get_by_label("Name of the workshop").fill("Baseline <b>2027</b>")
        desk.get_by_role("button", name="Open the workshop").click()
        expect(desk.get_by_text("Nobody has joined yet")).to_be_visible()
        code = desk.get_by_test_id("stMetricValue").inner_text().strip()
        for name, level in (("Health", 1), ("Finance", 5)):
            respond(opened(browser, f"{server}/workshop?workshop={code}", 390), name, level)
        expect(desk.get_by_role("cell", name="Finance")).to_be_visible()
        desk.get_by_role("button", name="Show the newest answers").click()
        expect(desk.get_by_text("Far apart on 1 of 1 questions")).to_be_visible()
        desk.get_by_text("Answers collected on paper").click()
        desk.locator("input[type=file]").set_input_files(paper)
        expect(desk.get_by_text("paper.csv")).to_be_visible()
        desk.get_by_role("button", name="Add these respondents").click()
        expect(desk.get_by_text(": Health, Interior")).to_be_visible()
        expect(desk.get_by_text(": Finance")).to_be_visible()
        accessible(desk)
        desk.get_by_role("button", name="Turn the room's answers").click()
        expect(desk.get_by_text("24 answers are new in the draft")).to_be_visible()
        desk.get_by_role("link", name="Open the draft roadmap").click()
        with desk.expect_download(timeout=PATIENCE) as downloading:
            desk.get_by_role("button", name="Word document").click()
        target = tmp_path / "roadmap.docx"
        downloading.value.save_as(target)
        browser.close()
    document = zipfile.ZipFile(io.BytesIO(target.read_bytes())).read("word/document.xml").decode()
    assert "Where respondents differ" in document
    assert "Health, Interior" in document
    assert "(Finance)" in document
