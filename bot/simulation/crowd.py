"""The people, as they live: they notice what the bot says, answer when they get round to it, meet, forget and leave.

Everything they do is drawn from streams of their own (`Random(seed:person)`), and whoever acts waits for what they
have done to show: with one bot, the same seed gives the same company and the same days twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from random import Random
from typing import Protocol

from bot.domain.calendar import local_day, next_open
from bot.simulation.acts import Act, Did
from bot.simulation.answering import Answering
from bot.simulation.bonds import Bond
from bot.simulation.desk import Desk, Json
from bot.simulation.hands import Hands
from bot.simulation.population import COORDINATOR, Somebody
from bot.simulation.record import Begun
from bot.simulation.timetable import evening, hours_of
from bot.simulation.unasked import CHANGE, HOURS, MUTES, NEEDS_A_HAND, RHYTHM, Unasked

Deed = Callable[[datetime], None]
#: Of those who take part, how many leave the company in a month.
LEAVE_A_MONTH = 0.008
MONTH = timedelta(days=30)
#: Whoever works at other hours says so within the first of their months; dates are mostly kept.
EARLY, KEPT = 0.1, 0.85


class World(Protocol):
    """Where the company lives: one bot beside us, or several processes that somebody kills now and then."""

    def lives(self, instant: datetime) -> None:
        """Move the clock; return once every bot has lived that instant."""

    def draws_again(self) -> None:
        """Return once what somebody has just answered is drawn as it stands; nothing where bots do so by themselves."""

    def settle(self) -> None:
        """Return once what people did has been answered."""


@dataclass(kw_only=True)
class Crowd:
    """Everybody, and what they are about to do. `desk` is their way to the playground."""

    people: Iterable[Somebody]
    desk: Desk
    seed: int
    opens: datetime
    ends: datetime
    acts: list[Act] = field(default_factory=list)
    said: list[Json] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.here = {one.slack_id: one for one in self.people}
        self._streams = {one: Random(f"{self.seed}:life:{one}") for one in self.here}
        self.bonds: dict[frozenset[str], Bond] = {}
        self._ahead: list[tuple[datetime, int, Deed]] = []
        self._number = 0
        self.settle: Callable[[], None] = self.desk.quiet
        self._own_hours: set[str] = set()
        self._conversations: dict[str, str] = {}
        hands = Hands(self)
        self._answering, self._unasked = Answering(hands), Unasked(hands)
        for one in self.here.values():
            self._has_plans(one)

    # -- living --------------------------------------------------------------------------------------------------

    def live(self, now: datetime, world: World) -> int:
        """Notice what was said, and do what it is time for; returns how many things were done. Whoever looks next sees
        what the one before has changed.
        """
        self.settle = world.settle
        for told in self.hears_out():
            self._notices(told, now)
        done = 0
        while self._ahead and self._ahead[0][0] <= now:
            _, _, deed = heappop(self._ahead)
            deed(now)
            world.draws_again()
            done += 1
        return done

    def hears_out(self) -> Sequence[Json]:
        """Everything that was said since somebody last looked."""
        news = self.desk.said_since()
        self.said += news
        return news

    def later(self, at: datetime, deed: Deed) -> None:
        """Something to do at that instant, or as soon as somebody looks."""
        self._number += 1
        if at <= self.ends:
            heappush(self._ahead, (at, self._number, deed))

    def random(self, slack_id: str) -> Random:
        return self._streams[slack_id]

    def did(self, now: datetime, who: str, what: Did, **more: object) -> None:
        self.acts.append(Act(at=now, who=who, what=what, **more))  # type: ignore[arg-type]

    # -- pairs ---------------------------------------------------------------------------------------------------

    def bond(self, one: str, other: str) -> Bond:
        """What is between these two; whoever is named to somebody as their partner is one, from then on."""
        halves = frozenset((one, other))
        if halves not in self.bonds:
            first, second = sorted(halves)
            random = Random(f"{self.seed}:bond:{first}:{second}")
            self.bonds[halves] = Bond(halves=(self.here[first], self.here[second]), random=random)
        return self.bonds[halves]

    def begin(self, begun: Iterable[Begun]) -> None:
        """They were introduced to each other."""
        for one in begun:
            bond = self.bond(one.one, one.other)
            bond.ends = one.until
            self._next_occasion(bond, one.since)

    def part(self, some: Collection[str]) -> None:
        """The team has decided so: these people go on without each other."""
        for halves, bond in self.bonds.items():
            if halves <= set(some):
                bond.over, bond.untold, bond.dated = True, None, None

    def will_meet(self, bond: Bond, day: date) -> None:
        """They have a date; most are kept, unless it is moved or called off."""
        if bond.random.random() < KEPT:
            self.later(evening(day, bond.halves[0].zone), lambda now: self._keeps_a_date(bond, day, now))

    def _next_occasion(self, bond: Bond, after: date) -> None:
        day = bond.next_occasion(after)
        if day is not None:
            self.later(evening(day, bond.halves[0].zone), lambda now: self._occasion(bond, day, now))

    def _keeps_a_date(self, bond: Bond, day: date, now: datetime) -> None:
        if bond.dated == day:
            self._met(bond, day, now)

    def _occasion(self, bond: Bond, day: date, now: datetime) -> None:
        if bond.is_taken():
            self._met(bond, day, now)
        self._next_occasion(bond, day)

    def _met(self, bond: Bond, day: date, now: datetime) -> None:
        if bond.is_over_on(day):
            return
        bond.untold = day
        first, second = bond.halves
        who = bond.random.choice((first, second))
        if bond.random.random() < who.temper.logs:
            self._notes(who, bond, day, now)

    def _notes(self, who: Somebody, bond: Bond, day: date, now: datetime) -> None:
        """Unasked, with the command, on the same evening."""
        if local_day(who.zone, now) != day:
            return
        other = bond.other(who.slack_id)
        command = f"/mentor-log @{other.slack_id.lower()} {bond.random.choice((30, 45, 60))} min"
        if self.desk.type(who.slack_id, "C0GENERAL", command):
            bond.untold = None
            self.did(now, who.slack_id, Did.MET, partner=other.slack_id, day=day)

    # -- messages ------------------------------------------------------------------------------------------------

    def _notices(self, told: Json, now: datetime) -> None:
        """A message of the ledger, on somebody's screen: they answer it some day, or never."""
        who = self.here.get(str(told["user"]))
        if who is None or told["method"] != "chat.postMessage" or not told["metadata"]:
            return
        self._conversations[who.slack_id] = str(told["channel"])
        random = self.random(who.slack_id)
        answers, delay = random.random() < who.temper.answers, who.temper.delay(random)
        if answers:
            week = who.temper.week if who.slack_id in self._own_hours else None
            at = next_open(hours_of(who.zone, who.country, week), now + delay)
            channel, ts = str(told["channel"]), str(told["ts"])
            self.later(at, lambda now: self._answers(who, channel, ts, now))

    def _answers(self, who: Somebody, channel: str, ts: str, now: datetime) -> None:
        if who.slack_id in self.here:
            message = self.desk.message(who.slack_id, channel, ts)
            if message is not None:
                self._answering.answer(who, {"channel": channel, "ts": ts}, message, now)

    # -- what people do by themselves ----------------------------------------------------------------------------

    def _has_plans(self, who: Somebody) -> None:
        """Whether they will leave, mute, ask for another rhythm or for somebody to talk with, and when."""
        random = Random(f"{self.seed}:plans:{who.slack_id}")
        if who.slack_id == COORDINATOR:
            return
        lasts = self.ends - self.opens
        if random.random() < LEAVE_A_MONTH * (lasts / MONTH):
            self.later(self.opens + lasts * random.uniform(0.15, 1), lambda now: self._leaves(who, now))
        if who.temper.mutes:
            self.later(self.opens + lasts * random.random(), lambda now: self._in_home(who, MUTES, now))
        if who.temper.changes_rhythm:
            self.later(self.opens + lasts * random.random(), lambda now: self._in_home(who, RHYTHM, now))
        if who.temper.week is not None:
            soon = self.opens + min(lasts, MONTH) * random.uniform(0, EARLY)
            self.later(soon, lambda now: self._in_home(who, HOURS, now))
        months = lasts / MONTH
        if random.random() < who.temper.needs_a_hand * months:
            self.later(
                self.opens + lasts * random.random(), lambda now: self._in_home(who, NEEDS_A_HAND, now)
            )
        if random.random() < who.temper.is_not_well * months:
            self.later(self.opens + lasts * random.random(), lambda now: self._is_not_well(who, now))
        if random.random() < who.temper.wants_change * months:
            self.later(self.opens + lasts * random.random(), lambda now: self._in_home(who, CHANGE, now))

    def _leaves(self, who: Somebody, now: datetime) -> None:
        if self.here.pop(who.slack_id, None) is None:
            return
        for halves, bond in self.bonds.items():
            bond.over = bond.over or who.slack_id in halves
        self.did(now, who.slack_id, Did.LEFT)
        self.desk.leave(who.slack_id)

    def _in_home(self, who: Somebody, button: str, now: datetime) -> None:
        """Open Home, and use one of its buttons if it is there."""
        if who.slack_id in self.here:
            self._unasked.uses_home(who, button, now)

    def _is_not_well(self, who: Somebody, now: datetime) -> None:
        channel = self._conversations.get(who.slack_id)
        if who.slack_id in self.here and channel is not None:
            self._unasked.is_not_well(who, channel, now)

    def keeps_own_hours(self, who: Somebody) -> None:
        """They have told the bot when they work, and answer then."""
        self._own_hours.add(who.slack_id)
