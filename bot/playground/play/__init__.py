"""`/play/…`: the protocol of the page and of the tests, in JSON."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.playground.errors import Misplay, SlackError
from bot.playground.play import acting, lab, reading
from bot.playground.slack import Slack

Answer = Callable[[Slack, dict[str, Any]], Awaitable[Any]]

GET: dict[str, Answer] = {
    "workspace": reading.workspace,
    "conversations": reading.conversations,
    "messages": reading.messages,
    "home": reading.home,
    "modals": reading.modals,
    "time": reading.time,
    "inspector": reading.inspector,
    "truth": reading.truth,
    "faults": lab.faults_in_force,
}
POST: dict[str, Answer] = {
    "say": acting.say,
    "command": acting.command,
    "press": acting.press,
    "options": acting.options,
    "submit": acting.submit,
    "close": acting.close,
    "shortcut": acting.shortcut,
    "home": acting.home,
    "read": acting.read,
    "upload": acting.upload,
    "join": acting.join,
    "leave": acting.leave,
    "usergroup": acting.usergroup,
    "time": lab.move_time,
    "faults": lab.faults,
    "quiet": lab.quiet,
    "event": lab.event,
    "disconnect": lab.disconnect,
}


class Play:
    """The endpoints, on one Slack."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        """Every route under `/play/`."""
        gets = [web.get(f"/play/{name}", self._asked(answer)) for name, answer in GET.items()]
        posts = [web.post(f"/play/{name}", self._asked(answer)) for name, answer in POST.items()]
        extra = [web.get("/play/file/{id}", self._file), web.get("/play/stream", self._slack.stream.page)]
        return gets + posts + extra

    def _asked(self, answer: Answer) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            try:
                wish = dict(request.query)
                if request.method == "POST":
                    wish |= await _json(request)
                return web.json_response(
                    await answer(self._slack, wish), headers={"Cache-Control": "no-store"}
                )
            except (Misplay, SlackError) as refusal:
                return web.json_response(refusal.answer(), status=400)

        return handler

    async def _file(self, request: web.Request) -> web.Response:
        file = self._slack.files.get(request.match_info["id"])
        if file is None:
            return web.Response(status=404, text="There is no such file.")
        # Whatever a bot uploads is shown, never run, in the page's own origin.
        safe = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.content, content_type=file.mimetype, headers=safe)


async def _json(request: web.Request) -> dict[str, Any]:
    if not request.can_read_body:
        return {}
    try:
        wish = await request.json()
    except ValueError:
        raise Misplay("The body is not JSON.", "invalid_json") from None
    if not isinstance(wish, dict):
        raise Misplay("The body is not a JSON object.", "invalid_json")
    return wish
