"""What was planned is said: claim and commit, one attempt over HTTP, then write down what became of it.

A loop of its own, woken by every commit that wrote a prompt. Never a call to Slack inside a transaction;
never a second attempt at something that may have been said (design §5).
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Lock, Thread
from typing import TypeVar

import structlog

from bot.domain.kinds import PromptKind
from bot.domain.people import Standing, Workspace
from bot.domain.prompts import PromptState
from bot.programme import joining, prompts
from bot.programme.facts import Facts
from bot.programme.ports import Store, TryLater
from bot.programme.prompts import Parcel
from bot.programme.work import Customs, Work
from handlers.messenger import (
    TIMEOUT,
    InstallationBroken,
    Messenger,
    SlackIsBusy,
    SlackIsUnclear,
    SlackSaidNo,
)
from handlers.pacing import Pacer
from handlers.turn import speech_for
from handlers.views import prompts as views
from handlers.views.blocks import Message

log = structlog.get_logger("binome.sender")

Written = TypeVar("Written")

#: Seconds. Nobody may have woken us: another process plans too, and a morning comes by itself.
AT_LEAST_EVERY = 5.0
#: Seconds. A refused token is not mended by asking again at once.
AFTER_A_BREAKDOWN = 60.0
#: What a call that never reached Slack is put back by, doubled with each attempt.
FIRST_BACK_OFF, LONGEST_BACK_OFF = timedelta(seconds=15), timedelta(hours=1)
#: Seconds of a claim that may be spent on pacing: its last attempt must end well within the lease.
CLAIM_IS_GOOD_FOR = prompts.LEASE.total_seconds() - 3 * TIMEOUT
#: Seconds between two attempts at writing down what became of a message.
MARK_AGAIN_AFTER = 0.5
#: The request never left, so nothing was said (reliability.md §2.5).
SURELY_NOTHING = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)


class Sender:
    """Says what is due in one workspace. `monotonic` and `sleep` are machine time; `sleep` is False when
    stopped.
    """

    def __init__(
        self,
        store: Store,
        messenger: Messenger,
        customs: Customs,
        workspace: Workspace,
        *,
        per_minute: int = 60,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], bool] | None = None,
    ) -> None:
        self.store = store
        self.messenger = messenger
        self.customs = customs
        self.workspace = workspace
        self._monotonic = monotonic
        self._pacer = Pacer(per_minute, monotonic=monotonic, sleep=sleep or self._rest)
        self._wake = Event()
        self._stopping = Event()
        self._one_round = Lock()
        self._thread: Thread | None = None

    def start(self) -> None:
        self._stopping.clear()
        self._thread = Thread(target=self._loop, name="sender", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the message under way and stop; what is left is said after the next start."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=30)
            self._thread = None

    def wake(self) -> None:
        """Something was planned: look at once. Called after the commit, from any thread."""
        self._wake.set()

    def send_all(self) -> int:
        """Say everything that is due now and return how many messages left. Raises `InstallationBroken`."""
        with self._one_round:
            self._give_up_expired()
            sent = 0
            while not self._stopping.is_set():
                with self.store.work(self.workspace) as work:
                    released = prompts.release(work, work.machine_now)
                if not released.looked_at:
                    break
                sent += self._send_each(list(released.parcels))
            return sent

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            pause = self._round()
            self._wake.wait(pause)

    def _round(self) -> float:
        """One round that never ends the loop; returns how long to wait for the next."""
        try:
            self.send_all()
        except TryLater as later:
            log.warning("the database is busy", action="send_later", why=str(later))
        except InstallationBroken as broken:
            log.error("slack refuses the installation", action="sender_stopped", why=broken.reason)
            self._stopping.wait(AFTER_A_BREAKDOWN)
        except Exception:
            log.exception("a round of sending failed", action="send_failed")
        return AT_LEAST_EVERY

    def _rest(self, seconds: float) -> bool:
        return not self._stopping.wait(seconds)

    def _give_up_expired(self) -> None:
        """Whoever claimed these did not say how it ended: they may have been said, so they are not said
        again.
        """
        with self.store.look(self.workspace) as work:
            lost = [one for one in work.prompts.expired_leases(work.machine_now) if _on_its_way(one.state)]
        if lost:
            with self.store.work(self.workspace) as work:
                for marker in {one.marker for one in lost if one.marker}:
                    work.prompts.mark(marker, state=PromptState.UNKNOWN, reason="lease")

    def _send_each(self, parcels: list[Parcel]) -> int:
        """Say these. Whatever cannot be tried in time, or at all, is put back untouched."""
        sent = 0
        good_until = self._monotonic() + CLAIM_IS_GOOD_FOR
        while parcels:
            place = _place(parcels[0])
            in_time = self._monotonic() + self._pacer.pause(place) < good_until
            if not in_time or not self._pacer.wait(place):
                self._put_back(*parcels)
                self._pacer.wait(place)  # with nothing claimed, however long Slack asked us to
                return sent
            self._pacer.left(place)
            sent += self._send_first_of(parcels)
        return sent

    def _send_first_of(self, parcels: list[Parcel]) -> bool:
        try:
            return self._send(parcels[0])
        except InstallationBroken:
            self._put_back(*parcels)
            raise
        except Exception:
            # The first may have been said: its lease will tell. The others have not been tried.
            self._put_back(*parcels[1:])
            raise
        finally:
            parcels.pop(0)

    def _send(self, parcel: Parcel) -> bool:
        """One parcel, one attempt. Everything that can become of it is written down here."""
        message = self._drawn(parcel)
        if message is None:
            return False
        try:
            if self._has_left(parcel):
                return False
            channel, ts = self.messenger.post(_place(parcel), message, marker=parcel.marker)
        except SlackIsBusy as busy:
            self._pacer.busy(busy.seconds)
            self._put_back(parcel)
        except SlackSaidNo as no:
            self._end(parcel, PromptState.DEAD, no.reason)
        except SlackIsUnclear as unclear:
            self._unclear(parcel, unclear)
        else:
            return self._sent(parcel, channel, ts)
        return False

    def _has_left(self, parcel: Parcel) -> bool:
        """Slack takes posts to a closed account (reliability.md §2.5), and whoever stopped half-way may have left the
        company: asked before they are reminded, and then nothing that waits for them is said any more.
        """
        if not any(one.prompt.kind is PromptKind.UNFINISHED for one in parcel.bundle.facts):
            return False
        try:
            profile = self.messenger.profile(parcel.bundle.recipient.slack_id)
        except (SlackSaidNo, SlackIsUnclear):
            return False  # the post itself will tell
        if profile.standing is Standing.EMPLOYEE:
            return False
        self._write_down(lambda work: joining.lose(work, profile, parcel.marker))
        return True

    def _sent(self, parcel: Parcel, channel: str, ts: str) -> bool:
        def write(work: Work) -> bool:
            if parcel.bundle.recipient.dm != channel:
                work.people.change(parcel.bundle.recipient.id, dm=channel)
            return work.prompts.mark_sent(
                parcel.marker, generation=parcel.generation, channel=channel, ts=ts, at=work.now
            )

        ours = self._write_down(write)
        log.info("said", action="prompt_sent", prompts=parcel.prompt_ids, ours=ours)
        return ours

    def _unclear(self, parcel: Parcel, unclear: SlackIsUnclear) -> None:
        if _surely_nothing(unclear):
            tries = max(one.prompt.attempts for one in parcel.bundle.facts)
            self._put_back(parcel, wait=min(FIRST_BACK_OFF * 2**tries, LONGEST_BACK_OFF), attempted=True)
        else:
            self._end(parcel, PromptState.UNKNOWN, str(unclear))

    def _put_back(self, *parcels: Parcel, wait: timedelta = timedelta(), attempted: bool = False) -> None:
        def write(work: Work) -> None:
            for parcel in parcels:
                work.prompts.put_back(parcel.marker, not_before=work.now + wait, attempted=attempted)

        self._write_down(write)

    def _end(self, parcel: Parcel, state: PromptState, reason: str) -> None:
        log.warning("not said", action=f"prompt_{state}", prompts=parcel.prompt_ids, why=reason)
        self._write_down(lambda work: work.prompts.mark(parcel.marker, state=state, reason=reason))

    def _write_down(self, write: Callable[[Work], Written]) -> Written:
        """What became of a message, however long the database is away: nobody but us knows it.

        Raises `TryLater` only when we are to stop; then the lease tells.
        """
        while True:
            try:
                with self.store.work(self.workspace) as work:
                    return write(work)
            except TryLater as later:
                log.warning("the database is busy", action="mark_later", why=str(later))
                if not self._rest(MARK_AGAIN_AFTER):
                    raise

    def _drawn(self, parcel: Parcel) -> Message | None:
        """The message, or None when one of its prompts cannot be drawn: it ends, the others come again."""
        t = speech_for(self.customs, parcel.bundle.recipient)
        try:
            return views.bundle(parcel.bundle, t)
        except Exception:
            poison = [one.prompt.id for one in parcel.bundle.facts if not self._can_draw(parcel, one)]
            log.exception("a prompt cannot be drawn", action="prompt_dead", prompts=poison)
        with self.store.work(self.workspace) as work:
            work.prompts.put_back(parcel.marker, not_before=work.now, attempted=True)
            work.prompts.settle(poison or parcel.prompt_ids, state=PromptState.DEAD, reason="render")
        return None

    def _can_draw(self, parcel: Parcel, one: Facts) -> bool:
        try:
            views.section_of(one, parcel.bundle, speech_for(self.customs, parcel.bundle.recipient))
        except Exception:
            return False
        return True


def _place(parcel: Parcel) -> str:
    """Slack opens the person's conversation with the bot when it is given their id."""
    return parcel.bundle.recipient.dm or parcel.bundle.recipient.slack_id


def _on_its_way(state: PromptState) -> bool:
    return state is PromptState.SENDING


def _surely_nothing(unclear: SlackIsUnclear) -> bool:
    """urllib wraps what happened in its own error; the one inside tells whether anything was sent."""
    cause = unclear.__cause__
    return isinstance(getattr(cause, "reason", cause), SURELY_NOTHING)
