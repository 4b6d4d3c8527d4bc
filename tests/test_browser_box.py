"""The time box in a real browser: a short one, answered in words, that ends with the draft."""

import pytest

from tests.test_browser import ARGUMENTS, CHROMIUM, PATIENCE, server

__all__ = ["server"]  # the fixture
pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(240),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
SAID = {
    "Which country": "Talmora",
    "Which office": "Digital Government Office",
    "For which level": "national government",
    "How deep": "the rapid one",
}
MOST = 20


def test_a_short_box_asks_what_decides_most_and_ends_with_the_draft(server: str) -> None:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.goto(server)
        box = page.get_by_test_id("stChatInputTextArea")
        card = page.locator(".st-key-question")
        heading = card.get_by_role("heading")

        def say(text: str) -> str:
            before = heading.inner_text()
            box.fill(text)
            box.press("Enter")
            expect(heading).not_to_have_text(before)
            return str(heading.inner_text())

        expect(heading).to_have_text("Which country is the roadmap for?")
        box.fill("I have 2 minutes")
        box.press("Enter")
        expect(card.get_by_text("about 2 minutes left")).to_be_visible()
        now = heading.inner_text()
        for _ in range(MOST):
            if "show draft" in now:
                break
            now = say(next((text for name, text in SAID.items() if now.startswith(name)), "2"))
        assert "show draft" in now, "the box ends while the time lasts"
        assert "open" in now.lower(), "what was not asked is named"
        page.get_by_role("button", name="Show draft").click()
        expect(page.get_by_text("The draft so far holds").first).to_be_visible()
        browser.close()
