"""What is due is said: claim and commit, one attempt over HTTP each, then write down what became of it.

A loop of its own, woken by every commit that wrote something for it. Never a call to Slack inside a transaction; never
a second attempt at something that may have been said (design §5). Several may run on one database: what they share is
in it, and none of them remembers anything.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Lock, Thread

import structlog

from bot.domain import pacing
from bot.domain.people import Workspace
from bot.programme import delivering, prompts
from bot.programme.delivering import Claimed, Departure
from bot.programme.ports import Store, TryLater
from bot.programme.work import Customs, Work
from handlers.circuit import Circuit
from handlers.delivering import Deliverer, Outcome
from handlers.messenger import TIMEOUT, Messenger
from handlers.office import POST, Office
from handlers.reconciling import Reconciler
from handlers.remembering import Recaller
from handlers.retouching import Retoucher
from handlers.telling import Teller
from handlers.waiting import Waiting

log = structlog.get_logger("binome.sender")

#: Seconds. Nobody may have woken us: another process plans too, and a morning comes by itself.
AT_LEAST_EVERY = 5.0
#: Seconds of a claim within which its message may leave: the attempt must end well before the claim does.
CLAIM_IS_GOOD_FOR = prompts.LEASE.total_seconds() - 3 * TIMEOUT
#: Seconds. Slack's time-out, and a moment to write down how it ended.
STOPS_WITHIN = TIMEOUT + 10.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """What became of one round: how many messages left, and how long to wait for the next; None when nothing is due, or
    nothing can be said at all.
    """

    sent: int = 0
    wait: float | None = None


class Sender:
    """Says what is due in one workspace, and draws again what was answered."""

    def __init__(
        self,
        store: Store,
        messenger: Messenger,
        customs: Customs,
        workspace: Workspace,
        *,
        per_minute: int = 60,
        reconcile_after: float = 120.0,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], bool] | None = None,
        doubts: Callable[[Work], bool] = lambda _: False,
        waiting: Waiting | None = None,
    ) -> None:
        """`doubts` says whether the clock cannot be believed now (`bot/clock_watch.py`)."""
        self.office = Office(
            store=store,
            messenger=messenger,
            customs=customs,
            workspace=workspace,
            reconcile_after=timedelta(seconds=reconcile_after),
            monotonic=monotonic,
            sleep=sleep,
            waiting=waiting or Waiting(),
        )
        self.workspace = workspace
        self._doubts = doubts
        #: Slack's limits for all messages together and for one conversation; a simulation's Slack has none.
        self.pace, self.conversation = pacing.of_a_workspace(per_minute), pacing.A_CONVERSATION
        self._circuit = Circuit(self.office)
        self._deliverer = Deliverer(self.office, self._circuit)
        self._reconciler = Reconciler(self.office, self._circuit)
        self._recaller = Recaller(self.office, self._circuit)
        self._retoucher = Retoucher(self.office, self._circuit)
        self._teller = Teller(self.office, self._circuit, doubts=doubts)
        self._every = min(AT_LEAST_EVERY, reconcile_after)
        self._wake = Event()
        self._one_round = Lock()
        self._thread: Thread | None = None

    def start(self) -> None:
        self.office.stopping.clear()
        self._thread = Thread(target=self._loop, name="sender", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the attempt under way, put back what was claimed, and stop: the rest is said after the next start."""
        self.office.stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=STOPS_WITHIN)
            self._thread = None

    def wake(self) -> None:
        """Something was planned, or is to be drawn again: look at once. Called after the commit, from any thread."""
        self._wake.set()

    def send_all(self) -> int:
        """Say everything that is due now, however long Slack asks us to wait; returns how many messages left."""
        sent = 0
        while not self.office.stopping.is_set():
            done = self._round()
            sent += done.sent
            if done.wait is None or (done.wait > 0 and not self.office.rest(done.wait)):
                break
        return sent

    def draw_again(self) -> None:
        """Draw what was answered, and nothing else."""
        with self._one_round:
            self._retoucher.draw_due()

    def _loop(self) -> None:
        while not self.office.stopping.is_set():
            self._wake.clear()
            self.office.waiting.go_first()
            wait = self._safe_round().wait
            self._wake.wait(self._every if wait is None else min(wait, self._every))

    def _safe_round(self) -> Round:
        """One round that never ends the loop."""
        try:
            return self._round()
        except TryLater as later:
            log.warning("the database is busy", action="send_later", why=str(later))
        except Exception:
            log.exception("a round of sending failed", action="send_failed")
        return Round()

    def _round(self) -> Round:
        """What was answered first: people look at it. Then what may have been said, then what is due."""
        with self._one_round:
            if not self._circuit.is_closed():
                return Round()
            self._retoucher.draw_due()
            self._reconciler.look_up_due()
            self._recaller.recall_due()
            self._teller.tell_due()
            claimed = self._claim()
            return self._say(claimed, self.office.monotonic())

    def _claim(self) -> Claimed:
        with self.office.store.work(self.office.workspace) as work:
            if work.delivery.broken():
                return Claimed()
            if paused := work.delivery.paused_until(POST):
                return Claimed(wait=paused - work.machine_now)
            return delivering.claim(work, self.pace, self.conversation, doubted=self._doubts(work))

    def _say(self, claimed: Claimed, began: float) -> Round:
        """Say what was claimed, each in its time. Whatever is not even tried is put back untouched."""
        left, sent, away = deque(claimed.departures), 0, False
        try:
            while left and self._in_time(left[0], began):
                outcome = self._deliverer.deliver(left.popleft().parcel)
                sent += outcome is Outcome.SAID
                away = outcome is Outcome.AWAY
                if outcome in (Outcome.NOT_NOW, Outcome.AWAY):
                    break
                if left and self._wake.is_set():
                    self._retoucher.draw_due()
        finally:
            self._deliverer.put_back(*(one.parcel for one in left))
        wait = None if away or claimed.wait is None else claimed.wait.total_seconds()
        return Round(sent=sent, wait=wait)

    def _in_time(self, next_one: Departure, began: float) -> bool:
        """Wait for its place in the line; False when the bot stops first, or when the claim would be over too soon."""
        if self.office.stopping.is_set():
            return False
        pause = began + next_one.after.total_seconds() - self.office.monotonic()
        if pause > 0 and not self.office.rest(pause):
            return False
        self.office.waiting.go_first()
        return self.office.monotonic() - began < CLAIM_IS_GOOD_FOR
