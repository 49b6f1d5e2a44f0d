"""The people, as they live: they notice what the bot says, answer when they get round to it, meet, forget and leave.

Everything they do is drawn from streams of their own (`Random(seed:person)`), so that the order in which threads post
changes little: the same seed gives nearly the same company twice, and the same people exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from random import Random

from bot.domain.calendar import local_day, next_open
from bot.simulation.acts import Act, Did
from bot.simulation.answering import MUTES, RHYTHM, Answering
from bot.simulation.bonds import Bond
from bot.simulation.desk import Desk, Json
from bot.simulation.population import COORDINATOR, Somebody
from bot.simulation.timetable import evening, hours_of

Deed = Callable[[datetime], None]
#: Of those who take part, how many leave the company in a month.
LEAVE_A_MONTH = 0.008
MONTH = timedelta(days=30)


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
        self._answering = Answering(crowd=self)
        for one in self.here.values():
            self._has_plans(one)

    # -- living --------------------------------------------------------------------------------------------------

    def live(self, now: datetime) -> int:
        """Notice what was said, and do what it is time for; returns how many things were done."""
        for told in self.hears_out():
            self._notices(told, now)
        done = 0
        while self._ahead and self._ahead[0][0] <= now:
            _, _, deed = heappop(self._ahead)
            deed(now)
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

    def begins(self, one: str, other: str, since: date) -> None:
        """They were introduced to each other."""
        self._next_occasion(self.bond(one, other), since)

    def will_meet(self, bond: Bond, day: date) -> None:
        """They have a date; most are kept."""
        if bond.random.random() < 0.85:
            self.later(evening(day, bond.halves[0].zone), lambda now: self._met(bond, day, now))

    def _next_occasion(self, bond: Bond, after: date) -> None:
        day = bond.next_occasion(after)
        if day is not None:
            self.later(evening(day, bond.halves[0].zone), lambda now: self._occasion(bond, day, now))

    def _occasion(self, bond: Bond, day: date, now: datetime) -> None:
        if bond.is_taken():
            self._met(bond, day, now)
        self._next_occasion(bond, day)

    def _met(self, bond: Bond, day: date, now: datetime) -> None:
        if bond.over:
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
        random = self.random(who.slack_id)
        answers, delay = random.random() < who.temper.answers, who.temper.delay(random)
        if answers:
            at = next_open(hours_of(who.zone, who.country), now + delay)
            channel, ts = str(told["channel"]), str(told["ts"])
            self.later(at, lambda now: self._answers(who, channel, ts, now))

    def _answers(self, who: Somebody, channel: str, ts: str, now: datetime) -> None:
        if who.slack_id in self.here:
            message = self.desk.message(who.slack_id, channel, ts)
            if message is not None:
                self._answering.answer(who, {"channel": channel, "ts": ts}, message, now)

    # -- what people do by themselves ----------------------------------------------------------------------------

    def _has_plans(self, who: Somebody) -> None:
        """Whether they will leave, mute or ask for another rhythm, and when."""
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

    def _leaves(self, who: Somebody, now: datetime) -> None:
        if self.here.pop(who.slack_id, None) is None:
            return
        for halves, bond in self.bonds.items():
            bond.over = bond.over or who.slack_id in halves
        self.did(now, who.slack_id, Did.LEFT)
        self.desk.leave(who.slack_id)

    def _in_home(self, who: Somebody, button: str, now: datetime) -> None:
        """Open Home, and use one of its buttons if it is there."""
        if who.slack_id not in self.here:
            return
        self.desk.open_home(who.slack_id)
        self.desk.quiet()
        home = self.desk.home(who.slack_id)
        if home is not None:
            self._answering.use_home(who, home, button, now)
