"""What may have been said is looked for in Slack's history before anything is said again: the Slack side of it."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.programme import reconciling
from bot.programme.reconciling import Doubt
from bot.programme.work import Work
from handlers.circuit import Circuit
from handlers.messenger import InstallationBroken, SlackIsBusy, SlackIsUnclear, SlackSaidNo
from handlers.office import HISTORY, OPEN, Office

log = structlog.get_logger("binome.sender")

#: How many are looked for before others are written to again.
MOST_IN_A_ROW = 10


class Reconciler:
    def __init__(self, office: Office, circuit: Circuit) -> None:
        self.office = office
        self.circuit = circuit

    def look_up_due(self) -> None:
        """Look for every message whose time to be looked for has come."""
        for _ in range(MOST_IN_A_ROW):
            if self.office.stopping.is_set() or not self._is_due():
                return
            with self.office.store.work(self.office.workspace) as work:
                doubt = reconciling.take(work, wait=self.office.reconcile_after)
            if doubt is None or not self._look_up(doubt):
                return

    def _is_due(self) -> bool:
        with self.office.store.look(self.office.workspace) as work:
            paused = any(work.delivery.paused_until(method) for method in (HISTORY, OPEN))
            return not paused and work.prompts.in_doubt(work.machine_now)

    def _look_up(self, doubt: Doubt) -> bool:
        """Ask Slack, and write down what it answers. False when it cannot be asked at all now."""
        try:
            channel = doubt.recipient.dm or self.office.messenger.dm_of(doubt.recipient.slack_id)
            ts = self.office.messenger.find(channel, doubt.marker, since=doubt.since)
        except SlackIsBusy as busy:
            self.office.pause(busy)
            return self._put_off(doubt)
        except InstallationBroken as broken:
            self.circuit.open(broken)
            return self._put_off(doubt)
        except SlackIsUnclear as unclear:
            log.warning("not looked up", action="lookup_later", prompts=doubt.prompt_ids, why=str(unclear))
            return self._put_off(doubt)
        except SlackSaidNo as no:
            self._dead(doubt, no.reason)
            return True
        if ts is None:
            self._say_again(doubt)
        elif self._write(lambda work: reconciling.found(work, doubt, channel, ts)):
            log.info("found", action="prompt_found", prompts=doubt.prompt_ids)
        return True

    def _say_again(self, doubt: Doubt) -> None:
        """The declared exception: Slack's history may be later than we waited."""
        if self._write(lambda work: reconciling.not_found(work, doubt)):
            log.warning("not found, so said again", action="possible_duplicate", prompts=doubt.prompt_ids)

    def _dead(self, doubt: Doubt, reason: str) -> None:
        log.warning("not said", action="prompt_dead", prompts=doubt.prompt_ids, why=reason)
        self._write(lambda work: reconciling.end(work, doubt, reason))

    def _put_off(self, doubt: Doubt) -> bool:
        wait = self.office.reconcile_after
        self.office.write_down(lambda work: reconciling.put_off(work, doubt, wait=wait))
        return False

    def _write(self, write: Callable[[Work], bool]) -> bool:
        return self.office.write_down(write)
