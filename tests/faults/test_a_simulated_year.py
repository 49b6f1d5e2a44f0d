"""A year of three hundred mentorships, lived by two bots on one database, of which one or the other is killed now and
then: nobody is told anything twice, too often, at night, or too late.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as wall_time
from pathlib import Path
from random import Random

import pytest

from bot.commands.simulating import ZONE, record_of
from bot.domain.calendar import at_local
from bot.domain.people import SlackProfile, Standing, Workspace
from bot.playground import Playground
from bot.playground.company import BOT_USER_ID
from bot.settings import Settings
from bot.simulation.checks import Checked, check
from bot.simulation.crowd import Crowd
from bot.simulation.desk import Desk
from bot.simulation.founding import Founding
from bot.simulation.life import live
from bot.simulation.population import COORDINATOR, TEAM, Somebody, company_of, population
from bot.simulation.record import Begun, Record, begun_of
from bot.simulation.timetable import OPENS_ON, end_of_months, instants
from storage.sealing import new_key
from tests.faults.firm import SOCKETS, Firm
from tests.faults.process import ROOT, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize(
        "databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
    ),
]

#: Moments between two kills, on average.
KILLED_EVERY = 60
BOTS = 2
#: Slack's history shows a message at once here: what may have been said is looked up soon.
RECONCILE_AFTER = 2


class SimulatedFirm(Firm):
    """A firm that goes by the simulation's team."""

    @property
    def workspace(self) -> Workspace:
        return self._store.workspace(TEAM)


@dataclass
class Disturbed:
    """Where the company lives: two bots, and somebody who kills one of them in the middle of a moment."""

    firm: Firm
    desk: Desk
    random: Random
    kills: int = 0
    lived: int = field(default=0)

    def lives(self, instant: datetime) -> None:
        self.firm._set_clocks(instant.astimezone(UTC).isoformat())
        if self.random.random() < 1 / KILLED_EVERY:
            self._kill_one()
        self.firm.lives()
        self.lived += 1

    def draws_again(self) -> None:
        """Each bot does so by itself."""

    def settle(self) -> None:
        self.desk.quiet()

    def _kill_one(self) -> None:
        """`kill -9`, a few milliseconds into the moment, and the same again."""
        time.sleep(self.random.random() * 0.1)
        bot = self.random.choice(self.firm.bots)
        bot.kill()
        self.kills += 1
        until(lambda: self.firm.sockets == SOCKETS * (BOTS - 1), "Slack has noticed that one is gone")
        bot.run()
        until(lambda: self.firm.sockets == SOCKETS * BOTS, "it listens again")


@contextmanager
def company(people: list[Somebody], url: str, folder: Path, opens: datetime) -> Iterator[SimulatedFirm]:
    playground = Playground(
        manifest=ROOT / "manifest.yml", company=company_of(people), clock_file=folder / "clock", echo=False
    )
    with playground:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            slack_bot_token=playground.bot_token,
            slack_app_token=playground.app_token,
            slack_api_url=playground.api_url,
            binome_database_url=url,
            binome_secret_keys=new_key(),
            binome_owners=COORDINATOR,
            binome_clock=f"file:{folder / 'clock'}",
            binome_posts_per_minute=1200,
            binome_reconcile_after=RECONCILE_AFTER,
            binome_log_level="ERROR",
        )
        firm = SimulatedFirm(playground, settings, folder)
        try:
            firm._set_clocks(opens.isoformat())
            firm._store.workspace(TEAM, "Simulation", BOT_USER_ID)
            yield firm
        finally:
            firm.stop()


def lived(people: list[Somebody], months: int, seed: int, url: str, folder: Path) -> tuple[Record, Disturbed]:
    opens = at_local(OPENS_ON, wall_time(8, 30), ZONE)
    ends = end_of_months(opens, months)
    with company(people, url, folder, opens) as firm:
        begun = found(firm, people, opens, seed)
        firm.start(bots=BOTS)
        desk = Desk(firm.url)
        world = Disturbed(firm, desk, Random(f"kills:{seed}"))
        crowd = Crowd(people=people, desk=desk, seed=seed, opens=opens, ends=ends)
        crowd.begin(begun)
        moments = instants({one.zone for one in people}, opens, ends)
        live(world, crowd, moments, lived=lambda instant: None)
        until(lambda: not in_doubt(firm), "what was in doubt is found or said")
        crowd.hears_out()
        desk.get_up()
        return record_of(crowd, firm._store, firm.engine, firm.workspace), world


def in_doubt(firm: Firm) -> int:
    return sum(firm.states()[state] for state in ("sending", "unknown"))


def found(firm: Firm, people: list[Somebody], opens: datetime, seed: int) -> list[Begun]:
    """The days before, in the database alone: no bot runs yet."""
    profiles = {
        one.slack_id: SlackProfile(
            slack_id=one.slack_id,
            name=one.name,
            handle=one.slack_id.lower(),
            standing=Standing.EMPLOYEE,
            language=one.language,
            timezone=one.zone,
        )
        for one in people
    }
    begun = Founding(
        store=firm._store,
        workspace=firm.workspace,
        people=people,
        profiles=profiles,
        opens=opens,
        at=lambda instant: firm._set_clocks(instant.astimezone(UTC).isoformat()),
        seed=seed,
    ).carry_out()

    with firm.look() as work:
        return begun_of(work, begun)


def told(record: Record, world: Disturbed, checks: list[Checked], begun: float) -> str:
    """One line for whoever keeps the figures."""
    wrong = " ".join(f"{one.name}={len(one.wrong)}/{one.looked_at}" for one in checks)
    return (
        f"simulate pairs={len(record.mentorships)} moments={world.lived} kills={world.kills} "
        f"messages={len(record.shown)} acts={len(record.acts)} {wrong} seconds={time.monotonic() - begun:.0f}"
    )


@pytest.mark.parametrize(
    ("number", "months"),
    [
        pytest.param(56, 2, id="thirty-pairs-two-months"),
        pytest.param(550, 12, id="three-hundred-pairs-a-year"),
    ],
)
def test_nobody_is_told_twice_too_often_at_night_or_too_late_however_bots_are_killed(
    database_url: str, tmp_path: Path, number: int, months: int, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = time.monotonic()
    record, world = lived(population(number, 11), months, 11, database_url, tmp_path)
    checks = check(record)
    with capsys.disabled():
        print(f"\n{told(record, world, checks, begun)}")  # noqa: T201
    assert {one.name: one.wrong for one in checks if not one.holds} == {}
    assert world.kills > 0
