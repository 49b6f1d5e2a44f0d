"""A company whose bot is a real process, and the local Slack in which people wait for it, patiently."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, text

from bot.clock import FileClock
from bot.domain.mentorships import Mentorship
from bot.domain.people import SlackProfile, Standing
from bot.domain.prompts import PromptState
from bot.playground import Playground
from bot.programme import joining
from bot.programme.work import Work
from bot.settings import Settings
from bot.wiring import customs_of
from handlers.office import PROBE
from storage.delivery import PACES, RETOUCHES
from storage.engine import PATIENT, open_engine, reading
from storage.prompts import PROMPTS
from storage.sealing import Sealer
from storage.store import Store
from tests.conversations.given import linked
from tests.conversations.harness import PARIS, Company, Someone
from tests.faults.process import PATIENCE, Bot, eventually, until

TEAM = "T0BINOME"
SOCKETS = 2
#: A prompt in one of these is not at its end.
OPEN = {PromptState.PLANNED, PromptState.SENDING, PromptState.UNKNOWN}


class Firm(Company):
    """The workspace under test. Unlike `Company`, it can only be looked at from outside: by Slack, and by SQL."""

    def __init__(self, playground: Playground, settings: Settings, folder: Path) -> None:
        self.playground = playground
        self.url = playground.url
        self.settings = settings
        self.folder = folder
        self.bots: list[Bot] = []
        self._clock_file = settings.clock_file or folder / "no-clock"
        self._clocks: list[Path] = []
        self._store = self.store(pool_size=2)
        self.engine = self._store.engine

    # -- the bot -------------------------------------------------------------------------------------------------

    @property
    def bot(self) -> Bot:
        return self.bots[0]

    def start(self, flaw: str = "", *, bots: int = 1) -> None:
        """Start the bot, or several replicas, and wait until they listen and have lived the present hour."""
        self.launch(flaw, bots=bots)
        until(self._all_listen, "the bot listens on its sockets")
        self.lives()

    def launch(self, flaw: str = "", *, bots: int = 1) -> None:
        """Start without waiting: with a flaw, it may not even come to listen."""
        self._clocks = [self._clock_file.with_name(f"clock-{number}") for number in range(1, bots)]
        self._set_clocks(self._clock_file.read_text())
        self.bots = [
            Bot(self._environment(clock), self.folder / f"bot-{number}")
            for number, clock in enumerate([self._clock_file, *self._clocks], start=1)
        ]
        for bot in self.bots:
            bot.run(flaw)

    def join(self) -> Bot:
        """Another replica, beside those that run; returns it once it listens."""
        self._clocks.append(self._clock_file.with_name(f"clock-{len(self.bots)}"))
        self._set_clocks(self._clock_file.read_text())
        bot = Bot(self._environment(self._clocks[-1]), self.folder / f"bot-{len(self.bots) + 1}")
        self.bots.append(bot)
        bot.run()
        until(self._all_listen, "the other bot listens on its sockets")
        return bot

    def _all_listen(self) -> bool:
        for bot in self.bots:
            assert bot.alive, f"the bot ended by itself:\n{bot.log()}"
        return self.sockets == SOCKETS * len(self.bots)

    @property
    def sockets(self) -> int:
        return self.playground.slack.sockets.count

    def kill(self) -> None:
        """`kill -9`, and Slack notices."""
        for bot in self.bots:
            bot.kill()
        until(lambda: self.sockets == 0, "Slack has noticed that nobody listens")

    def restart(self, flaw: str = "") -> None:
        """`kill -9`, then the same again: whatever the bot remembers, it remembers in its database."""
        self.kill()
        self.start(flaw, bots=len(self.bots))

    def dies(self) -> None:
        """The flaw it was started with has done its work."""
        assert self.bot.ended() == -signal.SIGKILL, self.bot.log()
        until(lambda: self.sockets == 0, "Slack has noticed that nobody listens")

    def stop(self) -> None:
        """The end of the test: nobody is left behind, whatever happened."""
        for bot in self.bots:
            bot.kill()
        self._page.close()
        self.engine.dispose()

    def _environment(self, clock: Path) -> dict[str, str]:
        given = {name.upper(): str(value) for name, value in self.settings if value is not None}
        return {**given, "BINOME_CLOCK": f"file:{clock}"}

    # -- time ----------------------------------------------------------------------------------------------------

    def travel(self, local: str, zone: ZoneInfo = PARIS) -> None:
        """Move programme time; whoever runs lives that hour, and everything due in it is said."""
        instant = self.clock_shows(local, zone)
        if any(bot.alive for bot in self.bots):
            self.lives(instant)

    def clock_shows(self, local: str, zone: ZoneInfo = PARIS) -> str:
        """The same, without waiting for anybody."""
        instant = datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC).isoformat()
        self._set_clocks(instant)
        return instant

    def _set_clocks(self, instant: str) -> None:
        """Each replica has a clock file of its own, and all show the same."""
        for clock in [self._clock_file, *self._clocks]:
            beside = clock.with_name(f"{clock.name}.moving")
            beside.write_text(instant)
            os.replace(beside, clock)

    def lives(self, instant: str = "") -> None:
        """Wait until the bot has beaten and said all that is due at this instant, by default the present one."""
        instant = instant or self._clock_file.read_text()
        done = [clock.with_name(f"{clock.name}.done") for clock in [self._clock_file, *self._clocks]]
        until(lambda: all(one.exists() and one.read_text() == instant for one in done), f"{instant} is lived")

    def settle(self) -> None:
        """Wait until every delivery is acknowledged or given up; replies are waited for by who expects them."""
        self.post("quiet", {"seconds": 30})

    # -- what is known -------------------------------------------------------------------------------------------

    def store(self, *, pool_size: int) -> Store:
        """A store as the bot has one, on connections of its own; whoever asks disposes of its engine."""
        return Store(
            open_engine(self.settings.binome_database_url, pool_size=pool_size, busy_timeout=PATIENT),
            sealer=Sealer(self.settings.secret_keys),
            clock=FileClock(self._clock_file),
            customs=customs_of(self.settings),
        )

    def work(self) -> AbstractContextManager[Work]:
        """A writing transaction of our own, for what happened before the test begins."""
        return self._store.work(self.workspace)

    def look(self) -> AbstractContextManager[Work]:
        return self._store.look(self.workspace)

    @property
    def workspace(self) -> Any:
        return self._store.workspace(TEAM)

    def sql(self, query: str) -> list[Any]:
        with reading(self.engine).begin() as connection:
            return list(connection.execute(text(query)).fetchall())

    def count(self, query: Select[tuple[int]]) -> int:
        with reading(self.engine).begin() as connection:
            return connection.execute(query).scalar_one()

    def change(self, statement: str) -> None:
        """What no gesture and no use case does."""
        with self.engine.begin() as connection:
            connection.execute(text(statement))

    def one(self, query: str) -> Any:
        """The one value of the one row."""
        return self.sql(query)[0][0]

    def states(self) -> Counter[str]:
        """How many prompts of the ledger are in which state."""
        return Counter(row.state for row in self.sql("SELECT state FROM prompt"))

    def two_minutes_pass(self) -> None:
        """The lease of whoever died is over, without anybody waiting for it: of a claim, or of a look-up."""
        self._let_go(PromptState.SENDING, PromptState.UNKNOWN)

    def claims_are_over(self) -> None:
        """The same of claims alone: before anything is looked up, Slack's history gets all the time it needs."""
        self._let_go(PromptState.SENDING)

    def hours_pass(self) -> None:
        """Whatever failed has been left alone for long enough. What is unknown still waits for Slack's history."""
        self._let_go(PromptState.PLANNED)

    def _let_go(self, *states: PromptState) -> None:
        held = PROMPTS.update().where(PROMPTS.c.lease_until.is_not(None), PROMPTS.c.state.in_(states))
        with self.engine.begin() as connection:
            connection.execute(held.values(lease_until=datetime(2001, 1, 1, tzinfo=UTC)))

    def a_minute_passes_in_the_dark(self) -> None:
        """While Slack refuses the installation, one sender asks once a minute whether it still does."""
        with self.engine.begin() as connection:
            asked = PACES.update().where(PACES.c.place == PROBE)
            connection.execute(asked.values(taken_until=datetime(2001, 1, 1, tzinfo=UTC)))

    def let_go_of_retouches(self) -> None:
        """Whoever was drawing a message again when they died holds it no more."""
        with self.engine.begin() as connection:
            connection.execute(RETOUCHES.update().values(due_at=datetime(2001, 1, 1, tzinfo=UTC)))

    def everything_is_said(self, *, within: float = PATIENCE) -> None:
        """Wait until each prompt was said once and for all, or need not be; nobody waits for a back-off to pass."""

        def quiet() -> bool:
            self.hours_pass()
            return not OPEN & self.states().keys()

        until(quiet, "everything is said, and what was unknown is known", within=within)

    def times_said(self) -> Counter[str]:
        """How often Slack accepted a message of the ledger for each person."""
        return Counter(post["user"] for post in self.posts() if post["metadata"])

    def posts(self) -> list[dict[str, Any]]:
        """Every message that Slack accepted: the truth about what was said."""
        return [post for post in self.get("truth") if post["method"] == "chat.postMessage"]

    # -- people --------------------------------------------------------------------------------------------------

    def someone(self, slack_id: str) -> Patient:
        return Patient(self, slack_id)

    def pair(self, mentor: SlackProfile, mentee: SlackProfile, *, since: str) -> Mentorship:
        """They were introduced that day, and meet every month."""
        with self.work() as work:
            first, second = joining.meet(work, mentor), joining.meet(work, mentee)
            return linked(work, first, second, since=date.fromisoformat(since))


class Patient(Someone):
    """A person who waits for what they are about to read or press, as people do."""

    def resumes_at(self, label: str) -> Patient:
        """Wait for the next question; whoever does not get it, because the bot died meanwhile, writes a word."""
        try:
            eventually(lambda: Someone._find(self, label), within=1)
        except AssertionError:
            self.says("hello?")
        return self

    def hears(self, words: str, *, channel: str | None = None) -> dict[str, Any]:
        return eventually(lambda: Someone.hears(self, words, channel=channel), within=30)

    def form(self) -> dict[str, Any]:
        return eventually(lambda: Someone.form(self), within=30)

    def home(self) -> dict[str, Any]:
        return eventually(lambda: Someone.home(self), within=30)

    def _find(self, label: str) -> Any:
        return eventually(lambda: Someone._find(self, label), within=30)


def profile(slack_id: str, name: str, language: str = "fr") -> SlackProfile:
    return SlackProfile(
        slack_id=slack_id,
        name=name,
        handle=slack_id.removeprefix("U0").lower(),
        standing=Standing.EMPLOYEE,
        language=language,
        timezone="Europe/Paris",
    )


LEA = profile("U0LEA", "Léa Martin")
TOM = profile("U0TOM", "Tom Becker", "en")
INES = profile("U0INES", "Inès Moreau")


def company_of(*profiles: SlackProfile) -> Mapping[str, Any]:
    """A playground's company with these people in it."""
    return {
        "team": {"id": TEAM, "name": "Atelier", "domain": "atelier"},
        "channels": [{"id": "C0GENERAL", "name": "general", "members": "all"}],
        "people": [
            {
                "id": one.slack_id,
                "name": one.name,
                "handle": one.handle,
                "locale": "en-GB" if one.language == "en" else "fr-FR",
                "tz": one.timezone,
            }
            for one in profiles
        ],
    }


@contextmanager
def firm_of(
    *profiles: SlackProfile,
    url: str,
    folder: Path,
    key: str,
    redeliver_after: float = 3.0,
    reconcile_after: int = 1,
) -> Iterator[Firm]:
    """The company of these people, on Tuesday 10 March 2026 at nine in Paris; nobody runs the bot yet."""
    playground = Playground(
        manifest=Path(__file__).parents[2] / "manifest.yml",
        company=company_of(*profiles),
        clock_file=folder / "clock",
        redeliver_after=redeliver_after,
    )
    with playground:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            slack_bot_token=playground.bot_token,
            slack_app_token=playground.app_token,
            slack_api_url=playground.api_url,
            binome_database_url=url,
            binome_secret_keys=key,
            binome_owners="U0INES",
            binome_clock=f"file:{folder / 'clock'}",
            binome_networks="Produit,Conseil,Support",
            binome_posts_per_minute=1200,
            binome_reconcile_after=reconcile_after,
        )
        firm = Firm(playground, settings, folder)
        try:
            firm.travel("2026-03-10 09:00")
            yield firm
        finally:
            firm.stop()
