"""A tiny scripted bot behind the page's tests, and a hand on the browser."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect
from slack_bolt import App
from slack_sdk import WebClient

from bot.playground import Playground
from tests.playground.page import gallery
from tests.playground.page.form import form

#: Milliseconds. The machine may be busy with other tests; what is looked at is that it happens, not how fast.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)

MENTORS = [
    gallery.option("Tom Baker", "U0TOM", "Architectes · 2 places"),
    gallery.option("Amina Diallo", "U0AMI", "Qualité · 1 place"),
]


class Script:
    """What the bot has heard, and the app that hears it."""

    def __init__(self, playground: Playground) -> None:
        self.client = WebClient(
            token=playground.bot_token, base_url=playground.api_url, retry_handlers=[], timeout=10
        )
        self.app = App(client=self.client, process_before_response=True)
        self.heard: list[tuple[str, Any]] = []
        self._gestures()
        self._forms()

    def said(self, kind: str) -> list[Any]:
        """What was heard of one kind."""
        return [what for heard, what in self.heard if heard == kind]

    def _gestures(self) -> None:
        app = self.app

        @app.event("app_home_opened")
        def opened(event: Any) -> None:
            self.client.views_publish(user_id=event["user"], view=gallery.HOME)

        @app.event(re.compile("message|team_join"))
        def event(event: Any) -> None:
            self.heard.append((event["type"], event))

        @app.action("met")
        def met(ack: Any, body: Any) -> None:
            self.heard.append(("action", body["actions"][0]))
            ack()
            self.client.chat_update(
                channel=body["channel"]["id"],
                ts=body["message"]["ts"],
                text="Noté.",
                blocks=[gallery.section("*Noté*, merci.")],
            )

        @app.action("log")
        def log(ack: Any, body: Any) -> None:
            self.client.views_open(trigger_id=body["trigger_id"], view=form())
            ack()

        # Nothing answers to "silent".
        @app.action(re.compile("^(?!silent)"))
        def other(ack: Any, body: Any) -> None:
            self.heard.append(("action", body["actions"][0]))
            ack()

        @app.command("/mentor-log")
        def command(ack: Any, body: Any) -> None:
            self.heard.append(("command", body))
            ack(f"Compris : {body['text']}")

        @app.shortcut("log")
        def shortcut(ack: Any, body: Any) -> None:
            self.client.views_open(trigger_id=body["trigger_id"], view=form())
            ack()

    def _forms(self) -> None:
        @self.app.options("pick")
        def offer(ack: Any, payload: Any) -> None:
            self.heard.append(("options", payload["value"]))
            ack(options=[one for one in MENTORS if payload["value"].lower() in one["text"]["text"].lower()])

        @self.app.view("log")
        def submitted(ack: Any, view: Any) -> None:
            values = view["state"]["values"]
            self.heard.append(("form", values))
            if values["minutes"]["minutes"]["value"] == "6":
                ack(response_action="errors", errors={"minutes": "Six minutes, vraiment ?"})
            else:
                ack()


class Window:
    """A page in the browser; what it complains about fails the test."""

    def __init__(self, browser: Browser, url: str, width: int = 1280, height: int = 900) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="fr-FR", reduced_motion="reduce"
        )
        self.context.set_default_timeout(PATIENCE)
        self.url = url
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: set[str] = set()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)
        self.page.on("request", lambda request: self._ask(request.url))

    def _ask(self, url: str) -> None:
        if url.startswith(("http:", "https:")):
            self.asked.add(url.split("/")[2])

    def _listen(self, message: Any) -> None:
        # A refusal of ours (HTTP 400) is an answer to the person, which the browser logs as an error of its own.
        if message.type in ("error", "warning") and "status of 400" not in message.text:
            self.complaints.append(message.text)

    def open(self, where: str) -> Page:
        """Come to a place as somebody: `as=U0LEA&c=…`."""
        self.page.goto(f"{self.url}/#{where}")
        self.page.wait_for_selector("body[data-ready]")
        return self.page

    def leave(self) -> None:
        """Let go of the page, and say what went wrong on it."""
        self.page.goto("about:blank")
        complaints, asked = self.complaints[:], self.asked - {self.url.split("/")[2]}
        self.complaints.clear()
        self.asked.clear()
        assert complaints == []
        assert not asked, f"The page asked something of {asked}."

    def close(self) -> None:
        """Leave, for good."""
        self.leave()
        self.context.close()


def living(clock: Path, stop: threading.Event) -> None:
    """What the bot does with a clock file: live each hour, then say so."""
    lived = ""
    while not stop.wait(0.003):
        now = clock.read_text()
        if now and now != lived:
            clock.with_name(f"{clock.name}.done").write_text(now)
            lived = now


def by(page: Page, testid: str) -> Any:
    """An element by its stable name."""
    return page.get_by_test_id(testid)


def action(page: Page, action_id: str) -> Any:
    """An element by the app's own id, the one shown last."""
    return page.locator(f'[data-action-id="{action_id}"]').last


def pick(page: Page, words: str) -> None:
    """Choose in the list that is open."""
    page.get_by_role("option", name=words).click()


def post(bot: Script, blocks: list[Any], text: str = "Un message", user: str = "U0LEA") -> Any:
    """Have the bot write."""
    return bot.client.chat_postMessage(channel=user, blocks=blocks, text=text)


@contextmanager
def form_open(window: Window, where: str = "as=U0LEA&tab=home") -> Iterator[Page]:
    """The form of the Home tab, open."""
    page = window.open(where)
    action(page, "log").click()
    expect(by(page, "modal")).to_be_visible()
    yield page
