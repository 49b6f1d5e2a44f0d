"""The simulated company and its bot in one process: the playground, a database, and a clock that is moved.

Nothing of it touches a real workspace. The bot is the one that would run there, and hears people over its sockets; but
it beats and speaks when the clock is moved, on one thread and at once, because an hour here lasts milliseconds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as wall_time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot.domain.calendar import at_local
from bot.domain.pacing import Pace
from bot.domain.people import Workspace
from bot.playground import Playground
from bot.programme.ports import Store
from bot.settings import Settings
from bot.simulation.crowd import Crowd
from bot.simulation.desk import Desk
from bot.simulation.founding import Founding
from bot.simulation.life import live
from bot.simulation.population import COORDINATOR, Somebody, company_of
from bot.simulation.record import Begun, Record, begun_of, cycles_of, everybody_in, meetings_of, shown_of
from bot.simulation.timetable import OPENS_ON, end_of_months, instants
from bot.wiring import Binome, build
from storage.chronicle import Chronicle
from storage.engine import reading
from storage.sealing import new_key

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
ZONE = "Europe/Paris"
#: Seconds to wait for a reply that is on its way.
PATIENCE = 60.0
#: The local Slack has no limits, and a month of messages to one person leaves within a second or two.
UNHURRIED = Pace(every=timedelta(microseconds=1), burst=10_000)


class Replies(ThreadPoolExecutor):
    """The bot's replies, which are said after the acknowledgement, one by one so that the same days have the same
    order; whoever moves the clock waits for them.
    """

    def __init__(self) -> None:
        super().__init__(1, thread_name_prefix="reply")
        self._under_way: set[Future[Any]] = set()

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        future = super().submit(*args, **kwargs)
        self._under_way.add(future)
        return future

    def drain(self) -> None:
        while self._under_way:
            done, _ = wait(self._under_way.copy(), timeout=PATIENCE)
            self._under_way -= done


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """`programmes` is a folder with the programme files to try, None for those that come with Binôme."""

    people: Sequence[Somebody]
    seed: int
    opens: datetime
    ends: datetime
    playground: Playground
    clock: ClockFile
    desk: Desk
    binome: Binome
    replies: Replies

    def run(self, lived: Callable[[datetime], None]) -> Record:
        """Found the company and live the months; `lived` is told of each instant that is over."""
        begun = self._founded()
        crowd = self._crowd(begun)
        self.binome.listen()
        moments = instants({one.zone for one in self.people}, self.opens, self.ends)
        live(self, crowd, moments, lived=lived)
        return record_of(crowd, self.binome.store, self.binome.engine, self.binome.workspace)

    def lives(self, instant: datetime) -> None:
        self.clock.show(instant)
        self.binome.scheduler.tick()
        self.binome.sender.send_all()

    def draws_again(self) -> None:
        self.binome.sender.draw_again()

    def settle(self) -> None:
        self.desk.quiet()
        self.replies.drain()

    def _founded(self) -> Sequence[Begun]:
        return found(self.binome, self.people, opens=self.opens, at=self.clock.show, seed=self.seed)

    def _crowd(self, begun: Sequence[Begun]) -> Crowd:
        crowd = Crowd(people=self.people, desk=self.desk, seed=self.seed, opens=self.opens, ends=self.ends)
        crowd.begin(begun)
        return crowd


@dataclass(frozen=True, slots=True)
class ClockFile:
    """The programme's clock, which the bot and its Slack read."""

    path: Path

    def show(self, instant: datetime) -> None:
        """In one piece: the bot may be reading."""
        beside = self.path.with_name(f"{self.path.name}.moving")
        beside.write_text(instant.astimezone(UTC).isoformat())
        os.replace(beside, self.path)


@contextmanager
def simulation(
    *,
    people: Sequence[Somebody],
    months: int,
    seed: int,
    folder: Path,
    database: str = "",
    programmes: Path | None = None,
) -> Iterator[Simulation]:
    """A company of these people, ready to live; its clock, and its database unless one is given, are in `folder`."""
    clock = ClockFile(folder / "clock")
    opens = at_local(OPENS_ON, wall_time(8, 30), ZONE)
    clock.show(opens)
    company = company_of(people)
    with Playground(manifest=MANIFEST, company=company, clock_file=clock.path, echo=False) as playground:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            slack_bot_token=playground.bot_token,
            slack_app_token=playground.app_token,
            slack_api_url=playground.api_url,
            binome_database_url=database or f"sqlite:///{folder / 'simulation.db'}",
            binome_secret_keys=new_key(),
            binome_owners=COORDINATOR,
            binome_clock=f"file:{clock.path}",
            binome_programmes=programmes,
            binome_posts_per_minute=1200,
            binome_log_level="ERROR",
        )
        replies = Replies()
        binome, desk = build(settings, replies=replies), Desk(playground.url)
        binome.sender.pace = binome.sender.conversation = UNHURRIED
        _never_mind_a_power_cut(binome.engine)
        try:
            yield Simulation(
                people=people,
                seed=seed,
                opens=opens,
                ends=end_of_months(opens, months),
                playground=playground,
                clock=clock,
                desk=desk,
                binome=binome,
                replies=replies,
            )
        finally:
            desk.get_up()
            playground.hang_up()  # else Slack's client waits three seconds for its peer to close
            binome.stop()


def _never_mind_a_power_cut(engine: Engine) -> None:
    """Nobody would miss this company: its database does not wait for the disk at every commit."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        engine.dispose()  # those that are open already wait


def found(
    binome: Binome,
    people: Sequence[Somebody],
    *,
    opens: datetime,
    at: Callable[[datetime], None],
    seed: int,
) -> Sequence[Begun]:
    """Lead the company to its mentorships; returns whom they link."""
    profiles = {one.slack_id: one for one in binome.house.messenger.everybody().profiles}
    store, workspace = binome.store, binome.workspace
    founding = Founding(
        store=store, workspace=workspace, people=people, profiles=profiles, opens=opens, at=at, seed=seed
    )
    begun = founding.carry_out()
    with store.look(workspace) as work:
        return begun_of(work, begun)


def record_of(crowd: Crowd, store: Store, engine: Engine, workspace: Workspace) -> Record:
    """Everything that is known now that it is over."""
    with store.look(workspace) as work:
        programme = work.programme()
        assert programme is not None
        mentorships = work.mentorships.in_programme(programme.id)
        members = everybody_in(work, mentorships)
        everybody = {one.id: one.slack_id for one in [*work.people.employees(), *members.values()]}
        cycles = list(cycles_of(work, mentorships))
        kind = work.kind()
        meetings = list(meetings_of(work, mentorships))
    with reading(engine).begin() as connection:
        ledger = Chronicle(connection, workspace.id, writing=False).ledger()
    return Record(
        people={one.slack_id: one for one in crowd.people},
        slack_ids=everybody,
        opens=crowd.opens,
        ends=crowd.ends,
        acts=crowd.acts,
        shown=shown_of(crowd.said),
        ledger=ledger,
        mentorships={one.id: one for one in mentorships},
        meetings=meetings,
        cycles=cycles,
        period=kind.period,
        ladder=kind.ladder,
    )
