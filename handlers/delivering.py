"""One message, one attempt over HTTP, and everything that can become of it (reliability.md §2.5)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, auto

import structlog

from bot.domain.kinds import PromptKind
from bot.domain.people import Standing
from bot.domain.prompts import PromptState
from bot.programme import delivering, joining
from bot.programme.facts import Facts
from bot.programme.ports import TryLater
from bot.programme.prompts import Parcel
from bot.programme.work import Work
from handlers import certificates
from handlers.circuit import Circuit
from handlers.messenger import InstallationBroken, SlackIsBusy, SlackIsUnclear, SlackSaidNo
from handlers.office import POST, PROFILE, Office
from handlers.turn import speech_for
from handlers.views import prompts as views
from handlers.views.blocks import Message

log = structlog.get_logger("binome.sender")

#: How long to leave a Slack alone that cannot be reached at all.
OUT_OF_REACH = timedelta(seconds=15)


class Outcome(Enum):
    """`NOT_SAID`: the next one may be. `NOT_NOW`: nobody's may be; whoever is told to wait waits with nothing claimed.
    `AWAY`: Slack is out of reach, or refuses us.
    """

    SAID = auto()
    NOT_SAID = auto()
    NOT_NOW = auto()
    AWAY = auto()


class Deliverer:
    def __init__(self, office: Office, circuit: Circuit) -> None:
        self.office = office
        self.circuit = circuit

    def deliver(self, parcel: Parcel) -> Outcome:
        """Say it, or write down why not."""
        message = self._drawn(parcel)
        if message is None:
            return Outcome.NOT_SAID
        try:
            return self._not_now(parcel) or self._attempt(parcel, message)
        except SlackIsBusy as busy:
            return self._busy(parcel, busy)
        except InstallationBroken as broken:
            self.put_back(parcel, why=broken.reason)
            self.circuit.open(broken)
            return Outcome.AWAY

    def put_back(self, *parcels: Parcel, until: datetime | None = None, why: str | None = None) -> None:
        """Nothing was said: they are due as before."""
        if parcels:
            self.office.write_down(lambda work: delivering.put_back(work, parcels, held_until=until, why=why))

    def _not_now(self, parcel: Parcel) -> Outcome | None:
        """Why it must not be said at this moment, as all senders know it. None when it may."""
        try:
            with self.office.store.look(self.office.workspace) as work:
                ours = work.prompts.is_claimed(parcel.marker, generation=parcel.generation)
                stopped = work.delivery.broken() or work.delivery.paused_until(POST)
                asking = work.delivery.paused_until(PROFILE) if _is_a_reminder(parcel) else None
        except TryLater:
            self.put_back(parcel)
            raise
        if not ours:
            log.warning("somebody else has taken it over", action="claim_lost", prompts=parcel.prompt_ids)
            return Outcome.NOT_SAID
        if stopped:
            self.put_back(parcel)
            return Outcome.NOT_NOW
        if asking:
            self.put_back(parcel, until=asking)
            return Outcome.NOT_SAID
        return Outcome.NOT_SAID if self._has_left(parcel) else None

    def _attempt(self, parcel: Parcel, message: Message) -> Outcome:
        recipient = parcel.bundle.recipient
        try:
            # Slack opens the person's conversation with the bot when it is given their id.
            channel, ts = self.office.messenger.post(
                recipient.dm or recipient.slack_id,
                message,
                marker=parcel.marker,
                imprints=parcel.imprints,
            )
        except SlackSaidNo as no:
            return self._dead(parcel, no.reason)
        except SlackIsUnclear as unclear:
            return self._unclear(parcel, unclear)
        return self._sent(parcel, channel, ts)

    def _sent(self, parcel: Parcel, channel: str, ts: str) -> Outcome:
        ours = self.office.write_down(lambda work: delivering.sent(work, parcel, channel, ts))
        log.info("said", action="prompt_sent", prompts=parcel.prompt_ids, ours=ours)
        if ours:
            certificates.bring(self.office, parcel)
        return Outcome.SAID

    def _dead(self, parcel: Parcel, reason: str) -> Outcome:
        log.warning("not said", action="prompt_dead", prompts=parcel.prompt_ids, why=reason)
        self.office.write_down(
            lambda work: delivering.end(work, parcel, state=PromptState.DEAD, reason=reason)
        )
        return Outcome.NOT_SAID

    def _unclear(self, parcel: Parcel, unclear: SlackIsUnclear) -> Outcome:
        """The request never left, and all wait a moment; or it may have been carried out, and it is looked up."""
        if unclear.nothing_left:
            log.warning("slack is out of reach", action="slack_away", why=str(unclear))
            self.put_back(parcel)
            self.office.leave_alone(POST, OUT_OF_REACH)
            return Outcome.AWAY
        log.warning("perhaps said", action="prompt_unknown", prompts=parcel.prompt_ids, why=str(unclear))
        wait = self.office.reconcile_after
        self.office.write_down(lambda work: delivering.doubt(work, parcel, reason=str(unclear), wait=wait))
        return Outcome.NOT_SAID

    def _busy(self, parcel: Parcel, busy: SlackIsBusy) -> Outcome:
        """Nothing was said, and it counts as no attempt. Only whoever asked about a person may go on with others."""
        self.put_back(parcel)
        self.office.pause(busy)
        return Outcome.NOT_NOW if busy.method == POST else Outcome.NOT_SAID

    def _has_left(self, parcel: Parcel) -> bool:
        """Slack takes posts to a closed account (reliability.md §2.5), and whoever stopped half-way may have left the
        company: asked before they are reminded, and then nothing that waits for them is said any more.
        """
        if not _is_a_reminder(parcel):
            return False
        try:
            profile = self.office.messenger.profile(parcel.bundle.recipient.slack_id)
        except (SlackSaidNo, SlackIsUnclear):
            return False  # the post itself will tell
        if profile.standing is Standing.EMPLOYEE:
            return False
        self.office.write_down(lambda work: joining.lose(work, profile, parcel.marker, parcel.generation))
        return True

    # -- drawing -------------------------------------------------------------------------------------------------

    def _drawn(self, parcel: Parcel) -> Message | None:
        """The message, or None when one of its prompts cannot be drawn: it is set apart, the others come again."""
        try:
            return views.bundle(parcel.bundle, speech_for(self.office.customs, parcel.bundle.recipient))
        except Exception:
            poison = [one.prompt.id for one in parcel.bundle.facts if not self._can_draw(parcel, one)]
            log.exception("a prompt cannot be drawn", action="prompt_dead", prompts=poison)

        def set_apart(work: Work) -> None:
            delivering.put_back(work, [parcel])
            work.prompts.settle(poison or parcel.prompt_ids, state=PromptState.DEAD, reason="render")

        self.office.write_down(set_apart)
        return None

    def _can_draw(self, parcel: Parcel, one: Facts) -> bool:
        try:
            views.section_of(one, parcel.bundle, speech_for(self.office.customs, parcel.bundle.recipient))
        except Exception:
            return False
        return True


def _is_a_reminder(parcel: Parcel) -> bool:
    """To somebody who stopped half-way."""
    return any(one.prompt.kind is PromptKind.UNFINISHED for one in parcel.bundle.facts)
