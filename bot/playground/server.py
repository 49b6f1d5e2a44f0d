"""The playground as a whole: one thread, one loop, one address on 127.0.0.1."""

import asyncio
import errno
import secrets
import socket
import threading
import time
from collections.abc import Callable, Collection, Coroutine, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from bot.playground import replies
from bot.playground.company import read_company
from bot.playground.errors import PortTaken
from bot.playground.manifest import read_manifest
from bot.playground.memory import keep, recall
from bot.playground.pages import guard, pages
from bot.playground.play import Play
from bot.playground.signed_http import SignedHttp
from bot.playground.slack import Slack
from bot.playground.web_api import WebApi, files

HOST = "127.0.0.1"
KEEP_SECONDS = 3.0
LARGEST_BODY = 64 * 1024 * 1024
Result = TypeVar("Result")


class Playground:
    """A local Slack for one app and one company.

    `manifest` and `company` are files or dictionaries. With `clock_file` the programme's time stands still
    until the time machine moves it. With `memory` the workspace goes on where the last run ended, and a reset
    forgets it. `redeliver_after` is in seconds; `without_scopes` are optional scopes that the administrator
    declined; `echo` has the bot hear its own messages, as it does in Slack.
    """

    def __init__(
        self,
        *,
        manifest: Path | Mapping[str, Any],
        company: Path | Mapping[str, Any] | None = None,
        clock_file: Path | None = None,
        signing_secret: str = "",
        port: int = 0,
        memory: Path | None = None,
        redeliver_after: float = 3.0,
        without_scopes: Collection[str] = (),
        echo: bool = True,
    ) -> None:
        self.bot_token = f"xoxb-playground-{secrets.token_hex(12)}"
        self.app_token = f"xapp-playground-{secrets.token_hex(12)}"
        self.signing_secret = signing_secret or secrets.token_hex(16)
        self._port = port
        self._memory = memory
        self.slack = Slack(
            manifest=read_manifest(manifest, frozenset(without_scopes)),
            company=read_company(company),
            clock_file=clock_file,
            redeliver_after=redeliver_after,
            echo=echo,
        )
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._carrier: SignedHttp | None = None
        self._crash: BaseException | None = None

    @property
    def url(self) -> str:
        """The page's address."""
        return f"http://{HOST}:{self._port}"

    @property
    def api_url(self) -> str:
        """What `SLACK_API_URL` is to be."""
        return f"{self.url}/api/"

    def start(self) -> None:
        """Listen, and return once calls are answered; raises `PortTaken`."""
        listener = self._listen()
        self._port = listener.getsockname()[1]
        self.slack.url = self.url
        if self._memory:
            recall(self.slack, self._memory)
        ready = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(listener, ready), name="playground", daemon=True
        )
        self._thread.start()
        ready.wait()
        if self._crash:
            raise RuntimeError("The playground could not start.") from self._crash

    def stop(self) -> None:
        """Close everything; harmless when it is not running."""
        if self._loop and self._stopping and self._thread:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
        self._thread = self._loop = self._stopping = None

    def reset(self) -> None:
        """Wipe what people said and did, back to the company; the bot stays connected."""
        self._call(self._reset)

    def deliver_to(self, url: str | None) -> None:
        """Deliver signed requests to this address instead of sockets; `None` goes back to sockets."""

        async def turn() -> None:
            await self._use(url)

        self._call(turn)

    def hang_up(self) -> None:
        """Close the bot's sockets from this side.

        It is what a network does; and a test that ends its bot does it first, because Slack's client closes
        at once when its peer has, and only after three seconds when not.
        """
        self._call(self.slack.sockets.close)

    def wait_for_bot(self, seconds: float = 10.0) -> None:
        """Return when the bot has opened a socket; raises `TimeoutError`."""
        end = time.monotonic() + seconds
        while not self.slack.deliveries.carrier.connected:
            if time.monotonic() > end:
                raise TimeoutError(f"No bot has connected to {self.url} within {seconds:g} seconds.")
            time.sleep(0.002)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _listen(self) -> socket.socket:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, self._port))
        except OSError as problem:
            listener.close()
            if problem.errno != errno.EADDRINUSE:
                raise
            raise PortTaken(
                f"Port {self._port} on {HOST} is taken by another program. Stop it, or choose another port."
            ) from None
        return listener

    def _run(self, listener: socket.socket, ready: threading.Event) -> None:
        try:
            asyncio.run(self._serve(listener, ready))
        except BaseException as problem:
            self._crash = problem
        finally:
            listener.close()
            ready.set()

    async def _serve(self, listener: socket.socket, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.SockSite(runner, listener, backlog=1024)
        await site.start()
        keeping = asyncio.create_task(self._keep_now_and_then())
        ready.set()
        await self._stopping.wait()
        self.slack.deliveries.forget()
        self.slack.stream.close()
        keeping.cancel()
        await site.stop()
        await self.slack.sockets.close()
        await self._use(None)
        await runner.cleanup()
        if self._memory:
            keep(self.slack, self._memory)

    async def _keep_now_and_then(self) -> None:
        """A playground that is killed loses a few seconds, and not the day."""
        kept = self.slack.stream.told
        while self._memory:
            await asyncio.sleep(KEEP_SECONDS)
            if kept != self.slack.stream.told:
                kept = self.slack.stream.told
                keep(self.slack, self._memory)

    def _app(self) -> web.Application:
        slack = self.slack
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[guard])
        api = WebApi(slack, self.bot_token, self.app_token)
        app.add_routes(
            [
                web.route("*", "/api/{method}", api.serve),
                web.post("/response/{key}", partial(replies.serve, slack)),
                web.post("/upload/{file}/{ticket}", partial(files.receive, slack)),
                web.get("/files/{file}/{rest:.*}", partial(files.download, slack, self.bot_token)),
                web.get("/socket", slack.sockets.serve),
                *Play(slack).routes(),
                *pages(),
            ]
        )
        return app

    async def _reset(self) -> None:
        self.slack.reset()

    async def _use(self, url: str | None) -> None:
        if self._carrier:
            await self._carrier.close()
        self._carrier = SignedHttp(url, self.signing_secret) if url else None
        self.slack.deliveries.carrier = self._carrier or self.slack.sockets

    def _call(self, work: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        if self._loop is None:
            raise RuntimeError("The playground is not running; call start() first.")

        return asyncio.run_coroutine_threadsafe(work(), self._loop).result(10)
