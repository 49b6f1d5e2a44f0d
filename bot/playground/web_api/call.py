"""One call of the Web API, in whichever of Slack's encodings it came, and the table of methods."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl

from aiohttp import web

from bot.playground.errors import SlackError
from bot.playground.slack import Slack

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """A method call, once the token and the scope are known to be good."""

    slack: Slack
    args: Mapping[str, Any]

    def text(self, name: str) -> str | None:
        """An argument as text; empty counts as absent."""
        value = self.args.get(name)
        return None if value is None or value == "" else str(value)

    def need(self, name: str, error: str = "invalid_arguments") -> str:
        """An argument that must be there."""
        value = self.text(name)
        if value is None:
            messages = [f"[ERROR] missing required field: {name}"]
            raise SlackError(error, response_metadata={"messages": messages})
        return value

    def flag(self, name: str) -> bool:
        """A boolean, as JSON or as a form writes it."""
        return str(self.args.get(name, "")).lower() in ("1", "true")

    def number(self, name: str, default: int, highest: int) -> int:
        """A count between 1 and the highest that the method accepts."""
        value = self.text(name)
        if value is None:
            return default
        if not value.isdigit() or not 1 <= int(value) <= highest:
            raise SlackError("invalid_limit")
        return int(value)

    def json(self, name: str, error: str = "invalid_json") -> Any:
        """A structured argument, given as JSON or as JSON within a form."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error) from None


@dataclass(frozen=True, slots=True)
class Method:
    """A method that this Slack knows, with what it asks of the token (slack.md §2.3)."""

    run: Callable[[Call], Json]
    scope: str | None
    token: Literal["bot", "app"]


METHODS: dict[str, Method] = {}


def method(
    name: str, *, scope: str | None = None, token: Literal["bot", "app"] = "bot"
) -> Callable[[Callable[[Call], Json]], Callable[[Call], Json]]:
    """Enter a function into the table of methods."""

    def enter(run: Callable[[Call], Json]) -> Callable[[Call], Json]:
        METHODS[name] = Method(run, scope, token)
        return run

    return enter


async def arguments(request: web.Request) -> tuple[dict[str, Any], str]:
    """The arguments and the token of a call: JSON, form, multipart or query."""
    args: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        args |= _json_object(await request.read())
    elif request.content_type == "multipart/form-data":
        args |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    elif request.can_read_body:
        args |= parse_qsl((await request.read()).decode("utf-8", "replace"), keep_blank_values=True)
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    given = args.pop("token", None)
    # A token within a JSON body is not looked at: Slack wants it in the header then.
    in_body = "" if request.content_type == "application/json" else str(given or "")
    return args, bearer.strip() if scheme.lower() == "bearer" else in_body


def _json_object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(value, dict):
        raise SlackError("json_not_object")
    return value
