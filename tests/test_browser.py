"""One journey in a real browser: from the first message to a downloaded document.

Skipped where there is no Chromium; in CI a missing browser is a failure.
"""

import io
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.config import PROJECT

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
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        os.killpg(app.pid, 15)
        app.wait(10)


@pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),
    reason="no Chromium on this machine; install it to run the journey in a browser",
)
def test_from_the_first_message_to_a_document(server: str, tmp_path: Path) -> None:
    from playwright.sync_api import expect, sync_playwright

    assert CHROMIUM, "CI needs Chromium for this test"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        page.goto(server)
        expect(page.get_by_role("heading", name="Roadmap advisor")).to_be_visible(timeout=30_000)
        box = page.get_by_test_id("stChatInputTextArea")

        def say(text: str) -> None:
            box.fill(text)
            box.press("Enter")

        replies = page.get_by_test_id("stChatMessage")
        expect(replies.last).to_contain_text("country")
        say("Freedonia <b>& Sons</b>")
        expect(page.get_by_text("Freedonia <b>& Sons</b>").first).to_be_visible()
        say("How many countries have a national electronic government strategy?")
        expect(page.get_by_text("155").first).to_be_visible(timeout=20_000)
        say("Ministry of Digital Affairs")
        expect(page.get_by_text("Ministry of Digital Affairs").first).to_be_visible()
        page.reload()
        expect(page.get_by_text("Ministry of Digital Affairs").first).to_be_visible()

        page.get_by_role("link", name="Roadmap", exact=True).click()
        expect(page.get_by_role("heading", name="Draft roadmap")).to_be_visible()
        with page.expect_download(timeout=60_000) as downloading:
            page.get_by_role("button", name="Word document").click()
        target = tmp_path / "roadmap.docx"
        downloading.value.save_as(target)
        browser.close()
    document = zipfile.ZipFile(io.BytesIO(target.read_bytes())).read("word/document.xml")
    assert "Freedonia &lt;b&gt;&amp; Sons&lt;/b&gt;" in document.decode()
