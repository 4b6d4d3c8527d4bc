"""One journey in a real browser: from the first message to a downloaded document.

Skipped where there is no Chromium; in CI a missing browser is a failure. Every page that is
passed is looked at by axe, which finds what keeps people with disabilities out.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from advisor.config import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PATIENCE = 45_000  # milliseconds; what is there is found at once, so only a failure waits
COUNTRY = "Freedonia <b>& Sons</b>"
pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.fixture
def server(data: Path) -> Iterator[str]:
    """The web app on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = subprocess.Popen(
        [sys.executable, "-m", "advisor", "run", "--port", str(port)],
        cwd=PROJECT,
        env={**os.environ, "ADVISOR_DATA": str(data)},
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/_stcore/health", app)
        yield address
    finally:
        os.killpg(app.pid, 15)
        app.wait(10)


def wait_for(address: str, app: "subprocess.Popen[bytes]") -> None:
    """Return once the server answers."""
    for _ in range(450):
        try:
            urllib.request.urlopen(address, timeout=5)
            return
        except OSError:
            try:
                raise AssertionError(f"the server ended with {app.wait(0.1)}")
            except subprocess.TimeoutExpired:
                continue
    raise AssertionError("the server did not answer in time")


def accessible(page: "Page") -> None:
    """No serious or critical fault for axe on what is shown now."""
    from axe_playwright_python.sync_playwright import Axe

    result = Axe().run(page).response
    assert len(result["passes"]) > 10, "axe looked at the page"
    grave = [
        f"{fault['impact']}: {fault['help']}: {fault['nodes'][0]['html'][:200]}"
        for fault in result["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
    assert not grave, "\n".join(grave)


def interview(page: "Page") -> None:
    """Answer by typing and by button, ask the material, and come back by the link."""
    from playwright.sync_api import expect

    box = page.get_by_test_id("stChatInputTextArea")
    card = page.locator(".st-key-question")

    def say(text: str) -> None:
        box.fill(text)
        box.press("Enter")

    expect(card.get_by_role("heading")).to_have_text("Which country is the roadmap for?")
    say(COUNTRY)
    expect(card.get_by_role("heading")).to_have_text("Which office prepares the roadmap?")
    expect(page.get_by_text(COUNTRY, exact=True)).to_be_visible()
    say("How many countries have a national electronic government strategy?")
    expect(page.get_by_test_id("stChatMessage").get_by_text("155").first).to_be_visible()
    expect(card.get_by_role("heading")).to_have_text("Which office prepares the roadmap?")
    page.get_by_text("Where this comes from").last.click()
    expect(page.get_by_text("Our note on the slide").last).to_be_visible()
    expect(page.locator(".stMarkdownColoredBackground").last).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="155")).to_be_attached()
    accessible(page)
    say("Ministry of Digital Affairs")
    expect(card.get_by_role("heading")).to_contain_text("Who will sign")
    page.get_by_role("button", name="Don't know").click()
    page.get_by_role("button", name="National government").click()
    expect(card.get_by_role("heading")).to_have_text("Which of these describes your country best?")
    say("go to situation analysis")
    expect(card.get_by_role("heading")).to_contain_text("Chief Information Officer")
    page.get_by_role("button", name="Nobody has the task").click()
    expect(card.get_by_role("heading")).not_to_contain_text("Chief Information Officer")
    page.reload()
    expect(card.get_by_role("heading")).not_to_contain_text("Chief Information Officer")
    expect(page.get_by_text("Ministry of Digital Affairs", exact=True)).to_be_visible()


@pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),
    reason="no Chromium on this machine; install it to run the journey in a browser",
)
def test_from_the_first_message_to_a_document(server: str, tmp_path: Path) -> None:
    from playwright.sync_api import expect, sync_playwright

    assert CHROMIUM, "CI needs Chromium for this test"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        page.set_default_timeout(PATIENCE)
        page.goto(server)
        interview(page)
        link = page.url

        another = browser.new_page(viewport={"width": 390, "height": 844})
        another.set_default_timeout(PATIENCE)
        another.goto(link)
        expect(another.get_by_text("Ministry of Digital Affairs", exact=True)).to_be_visible()
        width = another.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, "nothing is cut off on a phone"
        accessible(another)
        another.close()

        page.get_by_role("link", name="Answers", exact=True).click()
        expect(page.get_by_role("heading", name="Your answers")).to_be_visible()
        expect(page.get_by_text(COUNTRY, exact=True)).to_be_visible()
        accessible(page)
        page.get_by_role("link", name="Workshop material", exact=True).click()
        expect(page.get_by_label("What would you like to know?")).to_be_visible()
        accessible(page)
        page.get_by_role("link", name="Roadmap", exact=True).click()
        expect(page.get_by_role("heading", name="Draft roadmap")).to_be_visible()
        page.get_by_role("tab", name="Time and cost").click()
        expect(page.locator(".st-key-chart-gantt-1 svg.marks")).to_be_visible()
        accessible(page)
        with page.expect_download(timeout=PATIENCE) as downloading:
            page.get_by_role("button", name="Word document").click()
        target = tmp_path / "roadmap.docx"
        downloading.value.save_as(target)
        browser.close()
    document = zipfile.ZipFile(io.BytesIO(target.read_bytes())).read("word/document.xml")
    assert "Freedonia &lt;b&gt;&amp; Sons&lt;/b&gt;" in document.decode()
