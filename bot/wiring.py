"""Where the three houses meet, and nowhere else: settings become a store, a Slack client, handlers and a heartbeat.

Keep it dull. If it grows an `if`, something belongs in the settings or in the programme.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import structlog
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot import failures
from bot.clock import Clock, FileClock, SystemClock
from bot.clock_watch import ClockWatch
from bot.domain.people import Workspace
from bot.health import Health
from bot.programme.feasts import PublicHolidays, WorkingWeeks
from bot.programme.types import load_types
from bot.programme.work import Customs
from bot.scheduler import Scheduler
from bot.serving import Server
from bot.settings import Settings
from bot.vitals import Vitals
from bot.watchdog import Watchdog
from handlers import register, roll_call, user_groups
from handlers.messenger import Messenger
from handlers.sender import Sender
from handlers.sockets import Socket, Sockets
from handlers.turn import House
from handlers.web import Web
from storage import rotation
from storage.engine import THREADS, hurry, open_engine
from storage.gauges import Gauges
from storage.migrate import bring_up_to_date
from storage.sealing import Sealer
from storage.store import Store

#: One socket refreshes while the other one listens (`slack.md` §2.5).
SOCKETS = 2
REPLIERS = 8
#: Threads that answer whoever asks how we are.
NURSES = 4


@dataclass(kw_only=True)
class Binome:
    """The whole bot, ready to start."""

    settings: Settings
    clock: Clock
    engine: Engine
    store: Store
    house: House
    app: App
    sender: Sender
    scheduler: Scheduler
    workspace: Workspace
    vitals: Vitals
    watchdog: Watchdog
    _doors: list[Sockets | Server] = field(default_factory=list)
    _windows: list[Server] = field(default_factory=list)

    def start(self) -> None:
        """Listen first: what is said may be answered at once. Then let the heart beat."""
        self.listen()
        self.live()

    def live(self) -> None:
        """Beat, say what is due, and watch over it."""
        self.sender.start()
        self.scheduler.start()
        self.watchdog.start()

    def listen(self) -> None:
        """Open two sockets to Slack."""
        new = partial(
            Socket,
            self.app,
            self.settings.slack_app_token,
            concurrency=THREADS,
            on_word=self.vitals.heard,
            on_answer=self.vitals.answers.note,
        )
        sockets = Sockets(new, SOCKETS)
        self._doors.append(sockets)
        sockets.open()
        self.vitals.listening_on = sockets.how_many

    def serve(self) -> None:
        """Let Slack reach us over HTTP, at an address of our own. Raises `OSError` when it cannot be had."""
        self._doors.append(self._server(self.web(), self.settings.binome_http_port, THREADS, "web"))

    def web(self) -> Web:
        """What answers Slack over HTTP, for our own server or another."""
        return Web(
            self.app,
            self.store,
            self.workspace,
            self.clock,
            secret=self.settings.slack_signing_secret,
            on_answer=self.vitals.answers.note,
            on_refusal=self.vitals.refused,
        )

    def show_health(self) -> None:
        """Open the health port, if there is one. Raises `OSError` when it cannot be had."""
        if self.settings.binome_health_port is not None:
            port = self.settings.binome_health_port
            self._windows.append(self._server(self.health(), port, NURSES, "health"))

    def health(self) -> Health:
        from bot.metrics import Metrics  # only who looks at the figures loads what draws them

        gauges = Gauges(self.engine)
        metrics = Metrics(self.vitals, lambda: gauges.read(self.workspace, self.clock.now()))
        return Health(self.vitals, gauges, self.workspace, metrics.page)

    def stop(self) -> None:
        """Stop listening, finish what was begun, and let go of the database. Until the end, health says so.

        The sender comes first: what it has not begun waits in the ledger, and a scheduler that lives an hour of the
        time machine would otherwise be waited for until everything is said.
        """
        self.vitals.draining = True
        self.watchdog.stop()
        self.sender.stop()
        self.scheduler.stop()
        for door in self._doors:
            door.close()
        self.house.replies.shutdown(wait=True)
        for window in self._windows:
            window.close()
        self.engine.dispose()

    def _server(self, app: Web | Health, port: int, threads: int, name: str) -> Server:
        server = Server(app, self.settings.binome_http_host, port, threads=threads, name=name)
        server.open()
        return server


def build(settings: Settings, *, replies: Executor | None = None) -> Binome:
    """Put the bot together. Asks Slack once who it is; raises `InstallationBroken` when the token is refused."""
    clock = clock_of(settings)
    engine = open_database(settings)
    hurry(engine)
    customs = customs_of(settings)
    store = Store(engine, sealer=Sealer(settings.secret_keys), clock=clock, customs=customs)
    client = WebClient(token=settings.slack_bot_token, base_url=settings.slack_api_url)
    messenger = Messenger(client)
    we = messenger.identity()
    workspace = store.workspace(we["team_id"], name=we["team"], bot_user_id=we["user_id"])
    house = House(
        store=store,
        messenger=messenger,
        customs=customs,
        replies=replies or ThreadPoolExecutor(REPLIERS, thread_name_prefix="reply"),
        charts=settings.binome_charts,
    )
    watch = ClockWatch()
    sender = Sender(
        store,
        messenger,
        customs,
        workspace,
        per_minute=settings.binome_posts_per_minute,
        reconcile_after=settings.binome_reconcile_after,
        doubts=watch.doubts,
        waiting=house.waiting,
    )
    store.on_prompt = sender.wake
    app = App(
        name="binome",  # else Bolt reads the source of whoever calls it, for as long as the rest takes
        client=WebClient(base_url=settings.slack_api_url),  # its token comes with `authorize`
        authorize=lambda: AuthorizeResult(
            enterprise_id=None,
            team_id=we["team_id"],
            bot_id=we["bot_id"],
            bot_user_id=we["user_id"],
            bot_token=settings.slack_bot_token,
        ),
        signing_secret=settings.slack_signing_secret or "unused in Socket Mode",
        process_before_response=True,
        # Bolt's loggers take this one's level, else the root's: at DEBUG they would write whole bodies.
        logger=logging.getLogger("slack_bolt"),
    )
    register(app, house)
    vitals = Vitals()
    store.on_problem = vitals.problem
    scheduler = Scheduler(
        store,
        sender,
        workspace,
        clock,
        roll_call=lambda: roll_call.call(store, messenger, workspace),
        user_groups=lambda: user_groups.read_again(store, messenger, workspace),
        delete_file=messenger.delete_file,
        vitals=vitals,
        watch=watch,
    )
    return Binome(
        settings=settings,
        clock=clock,
        engine=engine,
        store=store,
        house=house,
        app=app,
        sender=sender,
        scheduler=scheduler,
        workspace=workspace,
        vitals=vitals,
        watchdog=Watchdog(vitals),
    )


def clock_of(settings: Settings) -> Clock:
    return FileClock(settings.clock_file) if settings.clock_file else SystemClock()


def open_database(settings: Settings, *, busy_timeout: int | None = None) -> Engine:
    """The database, brought up to date: a backup is made first, a newer schema is refused."""
    engine = open_engine(
        settings.binome_database_url,
        busy_timeout=busy_timeout,
        known_as=rotation.seals_with(Sealer(settings.secret_keys)),
    )
    bring_up_to_date(engine)
    return engine


def customs_of(settings: Settings) -> Customs:
    return Customs(
        language=settings.binome_language,
        address=settings.binome_address,
        timezone=settings.binome_timezone,
        country=settings.binome_country,
        types=load_types(settings.binome_programmes),
        holidays=PublicHolidays(),
        weeks=WorkingWeeks(),
        networks=settings.networks,
        owners=settings.owners,
        fonts=settings.binome_fonts,
        retention=settings.retention,
    )


def configure_logs(settings: Settings) -> None:
    """Ids and actions, never names, texts or tokens (design §8)."""
    libraries = logging.StreamHandler(sys.stderr)
    libraries.setFormatter(failures.Formatter("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=settings.binome_log_level, handlers=[libraries])
    # Slack's libraries would write whole request bodies at these levels (reliability.md §6).
    for noisy in ("slack_sdk", "apscheduler", "alembic", "waitress"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # What Bolt does not handle it writes down in a warning; waitress warns of whoever waits a moment.
    for talkative in ("slack_bolt", "waitress.queue"):
        logging.getLogger(talkative).setLevel(logging.ERROR)
    renderer: Sequence[structlog.typing.Processor] = {
        "json": (
            structlog.processors.ExceptionRenderer(failures.where_it_broke),
            structlog.processors.JSONRenderer(),
        ),
        "text": (
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=failures.onto),
        ),
    }[settings.binome_log_format]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings.binome_log_level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
