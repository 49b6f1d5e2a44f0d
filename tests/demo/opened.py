"""The demo as anybody opens it: the command itself, in a process of its own, and a browser to look at it."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
#: The machine may be busy with other tests; what is measured here is that it happens, not how fast.
PATIENCE = 20_000  # milliseconds
#: A month is lived hour by hour, and everything that falls due is said on the way.
A_MONTH = 120_000  # milliseconds


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """`binome demo` on a free port, until the block ends; yields its address."""
    port = _free_port()
    command = [sys.executable, "-m", "bot", "demo", "--port", str(port), "--folder", str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield _address(process)
    finally:
        process.terminate()
        process.communicate(timeout=30)


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


class Desk:
    """One window on the local Slack, at which one person after another sits down."""

    def __init__(self, opened: Browser, url: str, *, width: int = 1280, height: int = 900) -> None:
        self.url = url
        self.complaints: list[str] = []
        context = opened.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(url)
        self.page.wait_for_selector("body[data-ready]")

    def sit_down(self, slack_id: str, *, place: str = "U0BINOME", tab: str = "messages") -> Desk:
        self.page.goto(f"{self.url}/#as={slack_id}&c={place}&tab={tab}")
        self.page.reload()
        self.page.wait_for_selector("body[data-ready]")
        return self

    def who(self) -> str:
        """The Slack id of whoever sits here."""
        found = re.search(r"as=(\w+)", self.page.url)
        assert found, self.page.url
        return found[1]

    def type(self, text: str) -> Desk:
        composer = self.page.get_by_test_id("composer")
        composer.fill(text)
        composer.press("Escape")
        self.page.get_by_test_id("send").click()
        return self

    def hear(self, words: str) -> Locator:
        """The latest message that says so, once it is there."""
        said = self.page.get_by_test_id("message").filter(has_text=words).last
        expect(said).to_be_visible(timeout=PATIENCE)
        return said

    def press(self, label: str, *, under: str | None = None) -> Desk:
        """The latest button that reads so, in any message or in the one that says `under`."""
        messages = self.page.get_by_test_id("message")
        place = messages.filter(has_text=under).last if under else messages
        place.get_by_role("button", name=label, exact=True).last.click()
        return self

    def confirm(self) -> Desk:
        self.page.get_by_test_id("confirm-yes").click()
        return self

    def pick(self, words: str, *, block_id: str | None = None) -> Desk:
        """Choose in a menu: the one of this block of the form on top, or the last of the latest messages."""
        place = (
            self.page.get_by_test_id("modal").locator(f'[data-block-id="{block_id}"]')
            if block_id
            else self.page.get_by_test_id("message")
        )
        place.get_by_role("combobox").last.click()
        search = self.page.get_by_test_id("list-search")
        if search.count():
            search.fill(words)
        self.page.get_by_role("option").filter(has_text=words).first.click()
        return self

    def send_form(self) -> Desk:
        self.page.get_by_test_id("modal-submit").click()
        expect(self.page.get_by_test_id("modal")).to_have_count(0, timeout=PATIENCE)
        return self

    def join(self, name: str, *, language: str, title: str) -> str:
        """Somebody new joins the company, and sits down here."""
        self.page.get_by_test_id("newcomer").click()
        self.page.get_by_test_id("newcomer-name").fill(name)
        self.page.get_by_test_id("newcomer-title").fill(title)
        self.page.get_by_test_id("newcomer-language").select_option(value=language)
        before = self.who()
        self.page.get_by_test_id("newcomer-join").click()
        self.page.wait_for_function("before => !location.hash.includes(`as=${before}`)", arg=before)
        return self.who()

    def travel(self, where: str) -> Desk:
        """`next-morning`, `next-monday` or `next-month`, lived hour by hour."""
        button = self.page.get_by_test_id(f"time-{where}")
        now = self.page.get_by_test_id("time-now")
        before = now.inner_text()
        button.click()
        expect(now).not_to_have_text(before, timeout=PATIENCE)
        expect(button).to_be_enabled(timeout=A_MONTH)
        return self


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise AssertionError(f"the demo ended with {process.wait()} before it was open")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
