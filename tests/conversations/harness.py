"""A company at work, in a test: real Bolt, a real database, the playground's real HTTP and sockets.

People act through the playground exactly as its page lets them; what they hear is read back from it.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.playground import Playground
from bot.settings import Settings
from bot.wiring import build
from handlers.sockets import hang_up
from storage.engine import THREADS
from tests.conversations.page import Page
from tests.conversations.replies import PATIENCE, CountedReplies
from tests.conversations.seen import elements, label_of, same, spoken

PARIS = ZoneInfo("Europe/Paris")


class Line:
    """A real socket to the playground, on which one bot after the other listens."""

    def __init__(self, playground: Playground) -> None:
        self.playground = playground
        self._socket: SocketModeHandler | None = None

    def give_to(self, app: App) -> None:
        if self._socket is None:
            self._socket = SocketModeHandler(app, self.playground.app_token, concurrency=THREADS)
            self._socket.connect()
            self.playground.wait_for_bot()
        self._socket.app = app

    def close(self) -> None:
        if self._socket is not None:
            hang_up(self._socket)


class Company:
    """The workspace under test."""

    def __init__(self, url: str, settings: Settings, line: Line, clock_file: Path) -> None:
        self.url = url
        self.settings = settings
        self._line = line
        self._clock_file = clock_file

    def start(self) -> None:
        """The bot is built from its settings and listens; its heart beats only when a test says so."""
        self._replies = CountedReplies()
        self.binome = build(self.settings, replies=self._replies)
        self._line.give_to(self.binome.app)

    def stop(self) -> None:
        self.settle()
        self.binome.stop()
        self._page.close()

    def restart(self) -> None:
        """Whatever the bot remembers, it remembers in its database."""
        self.stop()
        self.start()

    def someone(self, slack_id: str) -> Someone:
        return Someone(self, slack_id)

    def travel(self, local: str, zone: ZoneInfo = PARIS) -> None:
        """Set programme time, given as people in Paris would say it."""
        instant = datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)
        self._clock_file.write_text(instant.isoformat())

    def tick(self) -> None:
        """The heart beats once, and everything that is due is said."""
        self.binome.scheduler.tick()
        self.binome.sender.send_all()
        self.settle()

    def settle(self) -> None:
        """Wait until every delivery is acknowledged, every reply said, and every answered message drawn again."""
        calm = self.post("quiet", {"seconds": PATIENCE})
        assert calm["ok"], f"still under way after {PATIENCE} s: {calm['pending']}"
        self._replies.drain()
        self.binome.sender.draw_again()

    def work(self) -> Any:
        """The real store, for what has happened before the test begins."""
        return self.binome.store.work(self.workspace)

    @property
    def workspace(self) -> Any:
        return self.binome.store.workspace(self.get("workspace")["team"]["id"])

    @cached_property
    def _page(self) -> Page:
        return Page(self.url)

    def get(self, path: str, **query: Any) -> Any:
        return self._page.get(path, **query)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self._page.post(path, body)


class Someone:
    """A person in Slack: what they do, and what they see."""

    def __init__(self, company: Company, slack_id: str) -> None:
        self.company = company
        self.slack_id = slack_id
        self._seen = 0

    # -- doing ---------------------------------------------------------------------------------------------------

    def types(self, command: str, *, channel: str | None = None) -> Someone:
        done = self.company.post(
            "command", {"as": self.slack_id, "channel": channel or self.dm, "text": command}
        )
        assert done["acked"], f"{command!r} was not acknowledged: {done}"
        self.company.settle()
        return self

    def says(self, words: str) -> Someone:
        self.company.post("say", {"as": self.slack_id, "channel": self.dm, "text": words})
        self.company.settle()
        return self

    def opens_home(self) -> Someone:
        self.company.post("home", {"as": self.slack_id, "tab": "home"})
        self.company.settle()
        return self

    def uses_shortcut(self, callback_id: str) -> Someone:
        self.company.post("shortcut", {"as": self.slack_id, "callback_id": callback_id})
        self.company.settle()
        return self

    def presses(self, label: str, **state: Any) -> Someone:
        """Press the latest button that reads so, in the messages, the form on top, or Home."""
        place, block, element = self._find(label)
        done = self.company.post(
            "press",
            {
                "as": self.slack_id,
                **place,
                "block_id": block.get("block_id"),
                "action_id": element["action_id"],
                **state,
            },
        )
        assert done["acked"], f"pressing {label!r} was not acknowledged: {done}"
        self.company.settle()
        return self

    def presses_forged(self, action_id: str, value: str) -> Someone:
        last = self.messages()[-1]
        self.company.post(
            "press",
            {
                "as": self.slack_id,
                "channel": last["channel"],
                "ts": last["ts"],
                "action_id": action_id,
                "value": value,
                "forged": True,
            },
        )
        self.company.settle()
        return self

    def searches(self, block_id: str, query: str = "") -> list[str]:
        """What a searchable menu of the form on top offers for these letters."""
        view = self.form()
        block = next(block for block in view["blocks"] if block.get("block_id") == block_id)
        element = block.get("element") or block.get("accessory") or block["elements"][0]
        offered = self.company.post(
            "options",
            {
                "as": self.slack_id,
                "view_id": view["id"],
                "block_id": block_id,
                "action_id": element["action_id"],
                "query": query,
            },
        )
        return [option["text"]["text"] for option in offered["options"]]

    def sends(self, **answers: Any) -> dict[str, str]:
        """Fill in the form on top by block id and send it; returns what Slack shows beside the answers.

        An answer is a text, a date, the value or the words of an option, or a list of them; or a file, as its name
        and its bytes.
        """
        view = self.form()
        values: dict[str, dict[str, Any]] = {}
        for block in view["blocks"]:
            if block["type"] == "input" and block["block_id"] in answers:
                element = block["element"]
                values[block["block_id"]] = {
                    element["action_id"]: self._state(view, block, element, answers[block["block_id"]])
                }
        unknown = answers.keys() - values.keys()
        assert not unknown, f"no such questions in the form: {unknown}"
        done = self.company.post("submit", {"as": self.slack_id, "view_id": view["id"], "values": values})
        self.company.settle()
        return done.get("errors") or {}

    # -- seeing --------------------------------------------------------------------------------------------------

    @cached_property
    def dm(self) -> str:
        conversations = self.company.get("conversations", **{"as": self.slack_id})
        bot = self.company.get("workspace")["app"].get("bot_user_id")
        return next(one["id"] for one in conversations if one["kind"] == "im" and one.get("user") == bot)

    def messages(self, channel: str | None = None) -> list[dict[str, Any]]:
        """What they see in their conversation with the bot, or in a channel, the oldest first."""
        place = channel or self.dm
        said = self.company.get("messages", **{"as": self.slack_id, "channel": place})
        return [{**message, "channel": place} for message in said]

    def hears(self, words: str, *, channel: str | None = None) -> dict[str, Any]:
        """The latest message that says so."""
        for message in reversed(self.messages(channel)):
            if same(words, spoken(message)):
                return message
        heard = "\n---\n".join(spoken(message) for message in self.messages(channel))
        raise AssertionError(f"{self.slack_id} did not hear {words!r}, but:\n{heard}")

    def never_heard(self, words: str) -> None:
        heard = [message for message in self.messages() if same(words, spoken(message))]
        assert not heard, f"{self.slack_id} heard {words!r}"

    def times_heard(self, words: str) -> int:
        return sum(same(words, spoken(message)) for message in self.messages())

    def listens_from_now(self) -> Someone:
        self._seen = len(self.messages())
        return self

    def heard_since(self) -> list[str]:
        """What was said since `listens_from_now`."""
        return [spoken(message) for message in self.messages()[self._seen :]]

    def form(self) -> dict[str, Any]:
        """The form on top of their screen."""
        stack = self.company.get("modals", **{"as": self.slack_id})["stack"]
        assert stack, f"{self.slack_id} has no form open"
        return stack[-1]

    def has_no_form(self) -> bool:
        return not self.company.get("modals", **{"as": self.slack_id})["stack"]

    def home(self) -> dict[str, Any]:
        view = self.company.get("home", **{"as": self.slack_id})["view"]
        assert view, f"{self.slack_id} has no Home yet"
        return view

    # -- finding -------------------------------------------------------------------------------------------------

    def _find(self, label: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        stack = self.company.get("modals", **{"as": self.slack_id})["stack"]
        home = self.company.get("home", **{"as": self.slack_id})["view"]
        places: list[tuple[dict[str, Any], list[Any]]] = []
        places += [({"view_id": view["id"]}, view["blocks"]) for view in stack[-1:]]
        places += [
            ({"channel": message["channel"], "ts": message["ts"]}, message["blocks"] or [])
            for message in reversed(self.messages())
        ]
        places += [({"view_id": home["id"]}, home["blocks"])] if home else []
        for place, blocks in places:
            for block in blocks:
                for element in elements(block):
                    if "action_id" in element and same(label, label_of(element)):
                        return place, block, element
        raise AssertionError(f"{self.slack_id} sees nothing to press that reads {label!r}")

    def _state(self, view: Any, block: Any, element: Any, answer: Any) -> dict[str, Any]:
        kind = element["type"]
        if kind in ("plain_text_input", "number_input"):
            return {"type": kind, "value": str(answer)}
        if kind == "datepicker":
            return {"type": kind, "selected_date": str(answer)}
        if kind == "datetimepicker":
            return {"type": kind, "selected_date_time": answer}
        if kind == "timepicker":
            return {"type": kind, "selected_time": answer}
        if kind == "file_input":
            return {"type": kind, "files": [self._uploaded(*answer)]}
        if kind == "conversations_select":
            return {"type": kind, "selected_conversation": answer}
        if kind == "users_select":
            return {"type": kind, "selected_user": answer}
        if kind == "multi_users_select":
            return {"type": kind, "selected_users": list(answer)}
        if kind.startswith("multi_") or kind == "checkboxes":
            return {
                "type": kind,
                "selected_options": [self._option(view, block, element, one) for one in answer],
            }
        return {"type": kind, "selected_option": self._option(view, block, element, answer)}

    def _uploaded(self, name: str, content: bytes) -> str:
        """A file from their computer: its id on Slack."""
        given = {"as": self.slack_id, "name": name, "content": b64encode(content).decode()}
        return str(self.company.post("upload", given)["id"])

    def _option(self, view: Any, block: Any, element: Any, answer: Any) -> dict[str, Any]:
        offered = element.get("options")
        if offered is None:
            offered = self.company.post(
                "options",
                {
                    "as": self.slack_id,
                    "view_id": view["id"],
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "query": str(answer),
                },
            )["options"]
        for option in offered:
            if option["value"] == str(answer) or same(str(answer), option["text"]["text"]):
                return option
        raise AssertionError(f"{answer!r} is not among {[one['text']['text'] for one in offered]}")
