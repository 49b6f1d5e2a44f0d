"""The lives of the ledger's rows, as chance leads them: two real senders on one real database before a model of Slack.

People arrive, meet, leave and are spared; senders claim, speak, are killed, fall asleep and look up; answers are lost;
a minute or a month passes. What must hold at every moment is written here once (reliability.md §7, 34).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select, update

from bot.domain.meetings import Form
from bot.domain.people import Standing
from bot.domain.prompts import PromptState
from bot.programme import joining, meetings
from bot.programme.prompts import Parcel
from handlers.messenger import Messenger
from handlers.sender import Sender
from storage.delivery import PACES, PAUSES, RETOUCHES
from storage.prompts import PROMPTS
from tests.faults.firm import profile
from tests.living import living
from tests.slack_model import Fate, Killed, SlackModel

OPEN = (PromptState.PLANNED, PromptState.SENDING, PromptState.UNKNOWN)
ENDS = (PromptState.SENT, PromptState.DEAD, PromptState.EXPIRED, PromptState.CANCELLED)
#: Seconds that the bot waits before it looks something up.
WAITS = 120.0
#: Whatever tells time by the machine, which nobody can move on PostgreSQL: its rows are moved instead.
MACHINE_TIME = (
    (PROMPTS, (PROMPTS.c.lease_until, PROMPTS.c.tried_at)),
    (PAUSES, (PAUSES.c.until,)),
    (PACES, (PACES.c.taken_until,)),
    (RETOUCHES, (RETOUCHES.c.due_at,)),
)
MOST_PEOPLE = 12
#: Seconds: moments, a claim's length, hours; a day now and then, a month once in a while.
WHILES = [1, 20, 70, 125, 125, 300, 4000, 86_400, 3 * 86_400, 35 * 86_400]

senders = st.integers(0, 1)
fates = st.sampled_from([Fate.FINE, *Fate])


class LedgerLives(RuleBasedStateMachine):
    """Léa mentors Tom since January; two bots send. They wait for longer than Slack's history lags: that is what they
    promise to be right about.
    """

    lag = timedelta(seconds=WAITS - 20)

    def __init__(self, new_database: Callable[[], str]) -> None:
        super().__init__()
        self._living = living(new_database())
        self.programme = self._living.__enter__()
        self.slack = SlackModel(machine_now=self._machine_now, on_post=self._accepted, history_lag=self.lag)
        self.senders = [self._a_sender() for _ in range(2)]
        #: What each sender holds, and which prompts travel under which marker.
        self.hands: list[deque[Parcel]] = [deque(), deque()]
        self.under: dict[str, tuple[int, ...]] = {}
        self.said: Counter[int] = Counter()
        self.ended: dict[int, str] = {}
        self.mistakes: list[str] = []
        self.arrived = 0
        self.programme.travel("2026-02-10 10:00")
        self.pair = self.programme.pair(self.programme.lea, self.programme.tom, since="2026-01-12")

    def _a_sender(self) -> Sender:
        return Sender(
            self.programme.store,
            Messenger(self.slack),  # type: ignore[arg-type]
            self.programme.store.customs,
            self.programme.workspace,
            per_minute=6000,
            reconcile_after=WAITS,
            monotonic=lambda: self._machine_now().timestamp(),
            sleep=self._rests,
        )

    # -- what people do ------------------------------------------------------------------------------------------

    @initialize(some=st.integers(1, 5))
    def a_few_arrive(self, some: int) -> None:
        for _ in range(some):
            self.somebody_arrives()

    @rule()
    def somebody_arrives(self) -> None:
        if self.arrived < MOST_PEOPLE:
            self.arrived += 1
            with self.programme.work() as work:
                joining.expect(work, profile(f"U0NEW{self.arrived}", f"Newcomer {self.arrived}", "en"))

    @rule(number=st.integers(1, MOST_PEOPLE))
    def somebody_leaves(self, number: int) -> None:
        gone = replace(profile(f"U0NEW{number}", f"Newcomer {number}", "en"), standing=Standing.GONE)
        if number <= self.arrived:
            with self.programme.work() as work:
                joining.meet(work, gone)

    @rule()
    def the_pair_meets(self) -> None:
        with self.programme.work() as work:
            today = work.today(self.programme.tom)
            meetings.log(work, self.programme.tom, self.pair, minutes=45, day=today, form=Form.VIDEO)

    @rule(number=st.integers(1, MOST_PEOPLE))
    def somebody_is_spared(self, number: int) -> None:
        """Cancelled before it left: they came by themselves."""
        with self.programme.work() as work:
            person = work.people.by_slack_id(f"U0NEW{number}")
            if person is not None:
                joining.greet(work, person)

    @rule()
    def the_heart_beats(self) -> None:
        self.programme.tick()

    # -- what senders do -----------------------------------------------------------------------------------------

    @rule(who=senders, fates=st.lists(fates, min_size=1, max_size=4), dies=st.booleans())
    def lives_a_moment(self, who: int, fates: list[Fate], dies: bool) -> None:
        """It looks up, claims and speaks, and perhaps that was all of its life."""
        self.looks_up(who, Fate.FINE)
        self.claims(who)
        for fate in fates:
            self.says_one(who, fate)
        if dies:
            self.is_killed(who)

    @rule(who=senders)
    def claims(self, who: int) -> None:
        if self.hands[who]:
            return
        claimed = [one.parcel for one in self.senders[who]._claim().departures]
        for parcel in claimed:
            self.under[parcel.marker] = parcel.prompt_ids
            late = [one.prompt.id for one in parcel.bundle.facts if one.prompt.expires_at <= self._now()]
            self.mistakes += [f"{one} is claimed too late" for one in late]
        self.hands[who].extend(claimed)

    @rule(who=senders, fate=fates)
    def says_one(self, who: int, fate: Fate) -> None:
        if self.hands[who]:
            attempts = self._attempts()
            self._lives(who, "chat.postMessage", fate, lambda: self._deliver(who))
            if fate in (Fate.BUSY, Fate.AWAY, Fate.REVOKED) and self._attempts() != attempts:
                self.mistakes.append(f"{fate} counted as a failure")

    @rule(who=senders)
    def says_all(self, who: int) -> None:
        while self.hands[who]:
            self._deliver(who)

    @rule(who=senders)
    def puts_all_back(self, who: int) -> None:
        """It is told to stop."""
        self.senders[who]._deliverer.put_back(*self.hands[who])
        self.hands[who].clear()

    @rule(who=senders)
    def is_killed(self, who: int) -> None:
        self.hands[who].clear()

    @rule(who=senders, fate=fates.filter(lambda fate: fate is not Fate.NO))
    def looks_up(self, who: int, fate: Fate) -> None:
        """Slack never forgets a conversation."""
        self._lives(who, "conversations.history", fate, self.senders[who]._reconciler.look_up_due)

    @rule(who=senders, fate=fates)
    def draws_again(self, who: int, fate: Fate) -> None:
        self._lives(who, "chat.update", fate, self.senders[who]._retoucher.draw_due)

    @rule(who=senders)
    def asks_whether_the_token_works(self, who: int) -> None:
        self.senders[who]._circuit.is_closed()

    def _deliver(self, who: int) -> None:
        self.senders[who]._deliverer.deliver(self.hands[who].popleft())

    def _lives(self, who: int, method: str, fate: Fate, act: Callable[[], object]) -> None:
        """One step, with this fate of its call; whoever dies over it knows nothing any more."""
        self.slack.fates = {method: fate}
        try:
            act()
        except Killed:
            self.hands[who].clear()
        self.slack.fates = {}

    # -- time ----------------------------------------------------------------------------------------------------

    @rule(seconds=st.sampled_from(WHILES))
    def a_while_passes(self, seconds: int) -> None:
        self._rests(seconds)

    def _rests(self, seconds: float) -> bool:
        by = timedelta(seconds=seconds)
        self.programme.clock.time += by
        if self.programme.engine.dialect.name == "postgresql":
            self.slack.time_passes(by)
            with self.programme.engine.begin() as connection:
                for table, columns in MACHINE_TIME:
                    connection.execute(update(table).values({one.name: one - by for one in columns}))
        return True

    def _now(self) -> datetime:
        return self.programme.clock.time

    def _machine_now(self) -> datetime:
        return self.programme.clock.machine_now()

    # -- what must hold ------------------------------------------------------------------------------------------

    def _accepted(self, marker: str) -> None:
        for one in self.under.get(marker) or [row.id for row in self._rows() if row.marker == marker]:
            self.said[one] += 1
            if self.said[one] > 1:
                self.mistakes.append(f"prompt {one} was said {self.said[one]} times")
            if one in self.ended:
                self.mistakes.append(f"prompt {one} was said although it is {self.ended[one]}")

    @invariant()
    def nobody_made_a_mistake(self) -> None:
        assert self.mistakes == []

    @invariant()
    def whatever_has_ended_stays_so_and_was_said_if_it_says_so(self) -> None:
        now = {row.id: row.state for row in self._rows()}
        for one, state in self.ended.items():
            assert now[one] == state, f"prompt {one} was {state}"
        self.ended = {one: state for one, state in now.items() if state in ENDS}
        for one, state in self.ended.items():
            assert self.said[one] == (state == PromptState.SENT), f"prompt {one} is {state}"

    def teardown(self) -> None:
        """Slack is well again, and one bot lives on: every row comes to its end."""
        try:
            self._comes_to_an_end()
        finally:
            self._living.__exit__(None, None, None)

    def _comes_to_an_end(self) -> None:
        self.slack.fates = {}
        for _ in range(60):
            self._rests(130)
            self.senders[0]._circuit.is_closed()
            self.senders[0].send_all()
            if not (waiting := [row for row in self._rows() if row.state in OPEN]) and not self._retouches():
                break
            later = [row.not_before for row in waiting if row.state == PromptState.PLANNED]
            if later and min(later) > self._now():
                self._rests((min(later) - self._now()).total_seconds())
        self.whatever_has_ended_stays_so_and_was_said_if_it_says_so()
        self.nobody_made_a_mistake()
        assert [row for row in self._rows() if row.state in OPEN] == []
        assert self._retouches() == 0

    def _rows(self) -> list[Any]:
        with self.programme.engine.connect() as connection:
            return list(connection.execute(select(PROMPTS)))

    def _attempts(self) -> int:
        return sum(row.attempts for row in self._rows())

    def _retouches(self) -> int:
        with self.programme.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(RETOUCHES)).scalar_one()
