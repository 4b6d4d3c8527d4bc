"""A document's way in a real browser: uploaded, approved, put into use, quoted with its page."""

import os
from pathlib import Path

import pytest

from tests.office_data import own_data, strategy
from tests.test_browser import ARGUMENTS, CHROMIUM, PATIENCE, accessible
from tests.test_browser import server as server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.fixture
def data(data: Path, tmp_path: Path) -> Path:
    """The server's data folder: with an index of its own, because the journey changes it."""
    return own_data(data, tmp_path / "data")


@pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),
    reason="no Chromium on this machine; install it to run the journey in a browser",
)
def test_from_an_upload_to_a_cited_page(server: str, tmp_path: Path) -> None:
    from playwright.sync_api import expect, sync_playwright

    (tmp_path / "strategy.pdf").write_bytes(strategy())
    (tmp_path / "fake.pdf").write_bytes(b"no PDF")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.set_default_timeout(PATIENCE)
        page.goto(f"{server}/documents")
        files = [tmp_path / "strategy.pdf", tmp_path / "fake.pdf"]
        page.locator("input[type=file]").first.set_input_files(files)
        page.get_by_role("button", name="Read these files").click()
        expect(page.get_by_text("text on 3 pages")).to_be_visible()
        expect(page.get_by_text("'fake.pdf' is named like a PDF")).to_be_visible()
        accessible(page)
        page.get_by_role("button", name="Look it through").click()
        expect(page.get_by_text("page 2", exact=True)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        accessible(page)
        page.get_by_role("button", name="Approve").click()
        page.get_by_role("button", name="Put into use").click()
        expect(page.get_by_text("All approved documents are in use: 1.")).to_be_visible()
        page.goto(f"{server}/material")
        page.get_by_label("What would you like to know?").fill(
            "When does the Harbour Licence Portal open?"
        )
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.get_by_text("strategy page 2")).to_be_visible()
        expect(page.locator(".stMarkdownColoredBackground").first).to_contain_text("March 2028")
        browser.close()
