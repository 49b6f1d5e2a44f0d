"""A programme that lives in a real database, on a clock that a test moves; nobody speaks to Slack here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import SystemClock
from bot.domain.calendar import Period
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person, SlackProfile, Standing
from bot.programme import heartbeat, prompts
from bot.programme.prompts import Parcel
from bot.programme.types import load_types
from bot.programme.work import Customs, Work
from storage.engine import open_engine
from storage.sealing import Sealer, new_key
from storage.store import Store

PARIS = ZoneInfo("Europe/Paris")
CUSTOMS = Customs(
    language="fr",
    timezone="Europe/Paris",
    country="FR",
    address="vous",
    types=load_types(None),
    holidays={"FR": frozenset({date(2026, 5, 1)})},
    owners=("U0INES",),
)


class MovedClock:
    def __init__(self) -> None:
        self.time = datetime(2026, 1, 12, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def machine_now(self) -> datetime:
        return self.time


class Programme:
    """A company in Paris: Léa mentors, Tom and Maya learn, Inès owns the programme, Omar coordinates it."""

    def __init__(self, url: str, customs: Customs = CUSTOMS) -> None:
        self.clock = MovedClock()
        if url.startswith("postgresql"):  # whose own clock is the machine's there, and nobody moves it
            self.clock.machine_now = SystemClock().machine_now  # type: ignore[method-assign]
        self.engine = open_engine(url, pool_size=4)
        self.store = Store(self.engine, sealer=Sealer([new_key()]), clock=self.clock, customs=customs)
        self.workspace = self.store.workspace("T0BINOME", "Atelier", "U0BINOME")
        with self.work() as work:
            self.lea, self.tom, self.maya, self.ines, self.omar = (
                arrive(work, "U0LEA", "Léa Martin", "fr"),
                arrive(work, "U0TOM", "Tom Becker", "en"),
                arrive(work, "U0MAYA", "Maya Cohen", "fr"),
                arrive(work, "U0INES", "Inès Moreau", "fr"),
                arrive(work, "U0OMAR", "Omar Haddad", "fr"),
            )
            self.id = work.programmes.start(
                type_key="long_term",
                name="Mentorat",
                language="fr",
                timezone="Europe/Paris",
                started_on=date(2026, 1, 1),
            ).id

    def work(self) -> AbstractContextManager[Work]:
        return self.store.work(self.workspace)

    def travel(self, local: str) -> None:
        self.clock.time = datetime.fromisoformat(local).replace(tzinfo=PARIS).astimezone(UTC)

    def pair(self, mentor: Person, mentee: Person, *, since: str) -> Mentorship:
        """Introduced that day at nine; they meet every month."""
        day = date.fromisoformat(since)
        with self.work() as work:
            return work.mentorships.link(
                self.id,
                seats=[(mentor.id, SeatRole.MENTOR), (mentee.id, SeatRole.MENTEE)],
                anchor=day,
                period=Period(months=1),
                introduced_at=datetime(day.year, day.month, day.day, 9, tzinfo=PARIS).astimezone(UTC),
            )

    def tick(self) -> int:
        """One beat; how many prompts it planned."""
        with self.work() as work:
            return heartbeat.tick(work).planned

    def release(self) -> list[Parcel]:
        """What leaves now, said and marked as said."""
        left: list[Parcel] = []
        while True:
            with self.work() as work:
                released = prompts.release(work, work.machine_now)
            if not released.looked_at:
                return left
            left += released.parcels
            for number, parcel in enumerate(released.parcels):
                self._say(parcel, f"{len(left)}.{number}")

    def live(self, start: str, end: str) -> list[tuple[date, str, str]]:
        """Live four hours at a time by day, and once each night; returns who was told what on which day."""
        self.travel(end)
        until = self.clock.time
        self.travel(start)
        told = []
        while self.clock.time <= until:
            self.tick()
            for parcel in self.release():
                day = self.clock.time.astimezone(PARIS).date()
                name = parcel.bundle.recipient.first_name
                told += [(day, name, one.prompt.kind.value) for one in parcel.bundle.facts]
            self.clock.time += timedelta(hours=4 if 5 <= self.clock.time.astimezone(PARIS).hour < 17 else 8)
        return told

    def _say(self, parcel: Parcel, ts: str) -> None:
        with self.work() as work:
            channel = f"D0{parcel.bundle.recipient.slack_id}"
            stamp = f"{self.clock.time.timestamp():.0f}.{ts}"
            assert work.prompts.mark_sent(
                parcel.marker, generation=parcel.generation, channel=channel, ts=stamp, at=work.now
            )


def kinds(told: list[tuple[date, str, str]], name: str) -> list[tuple[date, str]]:
    """What this person was told, of what `live` returns, and on which day."""
    return [(day, kind) for day, who, kind in told if who == name]


@contextmanager
def living(url: str, customs: Customs = CUSTOMS) -> Iterator[Programme]:
    programme = Programme(url, customs)
    try:
        yield programme
    finally:
        programme.engine.dispose()


def arrive(work: Work, slack_id: str, name: str, language: str = "fr") -> Person:
    profile = SlackProfile(
        slack_id=slack_id,
        name=name,
        handle=name.split()[0].lower(),
        standing=Standing.EMPLOYEE,
        language=language,
        timezone="Europe/Paris",
    )
    return work.people.save(profile, language="fr", timezone="Europe/Paris", country="FR")
