"""`POST /api/<method>`: token, scope, trouble on demand, then the method itself."""

import asyncio
import json
import socket
import struct
from typing import Any

from aiohttp import web

from bot.playground.clock import machine_now
from bot.playground.company import BOT_USER_ID
from bot.playground.errors import SlackError
from bot.playground.faults import Fault
from bot.playground.slack import Slack
from bot.playground.web_api import chat, conversations, files, team, usergroups, users, views
from bot.playground.web_api.call import METHODS, Call, Method, arguments

__all__ = ["WebApi", "chat", "conversations", "files", "team", "usergroups", "users", "views"]


class WebApi:
    """The Web API as one app with one bot token and one app token sees it."""

    def __init__(self, slack: Slack, bot_token: str, app_token: str) -> None:
        self._slack = slack
        self._tokens = {bot_token: "bot", app_token: "app"}

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, or give it the trouble that was ordered for it."""
        name = request.match_info["method"]
        self._slack.calls_in_flight += 1
        try:
            return await self._answer(request, name)
        finally:
            self._slack.calls_in_flight -= 1
            self._slack.last_call = machine_now().timestamp()

    async def _answer(self, request: web.Request, name: str) -> web.StreamResponse:
        try:
            args, token = await arguments(request)
        except SlackError as refusal:
            return self._response(refusal.answer())
        faults = self._slack.faults
        fault = faults.meet(name, self._person(args)) if faults.active else None
        if fault:
            return await self._troubled(request, name, args, token, fault)
        return self._response(self._run(name, args, token))

    def _run(self, name: str, args: dict[str, Any], token: str) -> dict[str, Any]:
        try:
            method = self._allowed(name, token)
            answer = {"ok": True, **method.run(Call(self._slack, args))}
        except SlackError as refusal:
            answer = refusal.answer()
        self._note(name, args, "ok" if answer["ok"] else answer["error"], answer)
        return answer

    def _allowed(self, name: str, token: str) -> Method:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        if not token:
            raise SlackError("not_authed")
        kind = self._tokens.get(token)
        if kind is None:
            raise SlackError("invalid_auth")
        if kind != method.token:
            raise SlackError("not_allowed_token_type")
        scopes = self._slack.manifest.scopes
        if method.scope and method.scope not in scopes:
            raise SlackError("missing_scope", needed=method.scope, provided=",".join(sorted(scopes)))
        return method

    async def _troubled(
        self, request: web.Request, name: str, args: dict[str, Any], token: str, fault: Fault
    ) -> web.StreamResponse:
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return self._response(self._run(name, args, token))
        if fault.kind in ("500_after", "drop_after", "reset_after", "slow_after"):
            answer = self._run(name, args, token)
            if fault.kind == "slow_after":
                await asyncio.sleep(fault.seconds)
                return self._response(answer)
        self._note(name, args, f"fault {fault.kind}", None)
        if fault.kind.startswith(("drop", "reset")):
            return _hang_up(request, rudely=fault.kind.startswith("reset"))
        if fault.kind == "429":
            headers = {"Retry-After": str(fault.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        if fault.kind.startswith("500"):
            return web.Response(status=500, text="Internal Server Error")
        return self._response({"ok": False, "error": fault.kind.removeprefix("error:")})

    def _person(self, args: dict[str, Any]) -> str | None:
        """Whom the call is about, for a trouble that is meant for one person."""
        for key in ("user_id", "user", "users", "channel", "channel_id"):
            value = args.get(key)
            if isinstance(value, str) and value in self._slack.workspace.people:
                return value
            conversation = self._slack.workspace.find(value) if isinstance(value, str) else None
            if conversation:
                return conversation.other(BOT_USER_ID)
        return None

    def _note(self, name: str, args: dict[str, Any], status: str, answer: Any) -> None:
        about = args.get("channel") or args.get("user_id") or args.get("view_id") or args.get("user") or ""
        self._slack.inspector.note(
            "from_bot", name, f"{name} {about}".strip(), status, {"arguments": args, "answer": answer}
        )

    def _response(self, answer: dict[str, Any]) -> web.Response:
        headers = {"X-OAuth-Scopes": ",".join(sorted(self._slack.manifest.scopes))}
        body = json.dumps(answer, ensure_ascii=False).encode()
        return web.Response(body=body, content_type="application/json", charset="utf-8", headers=headers)


def _hang_up(request: web.Request, *, rudely: bool) -> web.Response:
    """Close the connection without a word, or `rudely` with a TCP reset: nobody can know whether it had its effect."""
    if request.transport and rudely:
        line = request.transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
    elif request.transport:
        request.transport.close()
    return web.Response()
