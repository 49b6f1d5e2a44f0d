"""Messages of the ledger are drawn again as things stand now: an answered question loses its buttons.

What to draw again is written in the transaction that changed the answer, and tried until it is done: it outlives a bot
that is killed, and drawing twice does no harm. Only whoever took a message draws it, so that an older state of things
never arrives after a newer one.
"""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.domain.prompts import back_off
from bot.programme import prompts
from bot.programme.delivery_ports import Retouch
from bot.programme.ports import TryLater
from handlers.circuit import Circuit
from handlers.messenger import InstallationBroken, SlackIsBusy, SlackIsUnclear, SlackSaidNo
from handlers.office import UPDATE, Office
from handlers.turn import speech_for
from handlers.views import prompts as views
from handlers.views.blocks import Message

log = structlog.get_logger("binome.sender")

#: Longer than Slack's time-out.
TAKEN_FOR = timedelta(seconds=30)
#: Half a day of trying. The message keeps what it says.
MOST_ATTEMPTS = 20


class Retoucher:
    def __init__(self, office: Office, circuit: Circuit) -> None:
        self.office = office
        self.circuit = circuit

    def draw_due(self) -> None:
        """Draw everything again that is to be, the oldest wish first."""
        while not self.office.stopping.is_set() and self._is_due():
            with self.office.store.work(self.office.workspace) as work:
                taken = work.delivery.take_retouches(until=work.machine_now + TAKEN_FOR, limit=1)
            if not taken:
                return
            self._draw(taken[0])
            self.office.waiting.go_first()

    def _is_due(self) -> bool:
        with self.office.store.look(self.office.workspace) as work:
            return (
                work.delivery.has_retouches()
                and work.delivery.paused_until(UPDATE) is None
                and work.delivery.broken() is None
            )

    def _draw(self, one: Retouch) -> None:
        try:
            message = self._as_it_stands(one)
            if message is not None:
                self.office.messenger.update(one.channel, one.ts, message)
        except SlackIsBusy as busy:
            self.office.pause(busy)
            self._later(one, timedelta(seconds=busy.seconds))
        except InstallationBroken as broken:
            self.circuit.open(broken)
            self._later(one, timedelta())
        except SlackIsUnclear as unclear:
            self._try_again(one, unclear)
        except TryLater:
            raise  # it stays taken for half a minute, and is then drawn
        except SlackSaidNo as no:
            log.warning("a message keeps what it says", action="retouch_refused", why=no.reason)
            self._done(one)
        except Exception:
            log.exception("a message cannot be drawn again", action="retouch_failed")
            self._done(one)
        else:
            self._done(one)

    def _as_it_stands(self, one: Retouch) -> Message | None:
        """None for a message that is none of the ledger's."""
        with self.office.store.look(self.office.workspace) as work:
            said = prompts.message_at(work, one.channel, one.ts)
        return None if said is None else views.bundle(said, speech_for(self.office.customs, said.recipient))

    def _try_again(self, one: Retouch, unclear: SlackIsUnclear) -> None:
        log.warning("not drawn again", action="retouch_later", why=str(unclear))
        if one.attempts + 1 >= MOST_ATTEMPTS:
            self._done(one)
        else:
            self._later(one, back_off(one.attempts), attempted=True)

    def _done(self, one: Retouch) -> None:
        self.office.write_down(lambda work: work.delivery.retouched(one))

    def _later(self, one: Retouch, wait: timedelta, *, attempted: bool = False) -> None:
        self.office.write_down(
            lambda work: work.delivery.retouch_later(one, at=work.machine_now + wait, attempted=attempted)
        )
