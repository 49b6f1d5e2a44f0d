"""After a backup was put back, Slack is asked what somebody has heard since, before they are told anything."""

from __future__ import annotations

import structlog

from bot.programme import remembering
from bot.programme.remembering import Recall
from handlers.circuit import Circuit
from handlers.messenger import InstallationBroken, SlackIsBusy, SlackIsUnclear, SlackSaidNo
from handlers.office import HISTORY, OPEN, Office

log = structlog.get_logger("binome.sender")

#: How many are asked about before those who were are written to.
MOST_IN_A_ROW = 10


class Recaller:
    def __init__(self, office: Office, circuit: Circuit) -> None:
        self.office = office
        self.circuit = circuit

    def recall_due(self) -> None:
        """Ask about whoever is to be told something next. Nobody is told anything before that."""
        for _ in range(MOST_IN_A_ROW):
            recall = None if self.office.stopping.is_set() else self._next()
            if recall is None or not self._ask(recall):
                return

    def _next(self) -> Recall | None:
        with self.office.store.look(self.office.workspace) as work:
            if any(work.delivery.paused_until(method) for method in (HISTORY, OPEN)):
                return None
            return remembering.next_one(work, wait=self.office.reconcile_after)

    def _ask(self, recall: Recall) -> bool:
        """Ask Slack, and write down what it answers. False when it cannot be asked now."""
        channel, said = "", {}
        try:
            channel = recall.person.dm or self.office.messenger.dm_of(recall.person.slack_id)
            said = self.office.messenger.said_since(channel, recall.since)
        except SlackIsBusy as busy:
            self.office.pause(busy)
            return False
        except InstallationBroken as broken:
            self.circuit.open(broken)
            return False
        except SlackIsUnclear as unclear:
            log.warning("not asked", action="recall_later", why=str(unclear))
            return False
        except SlackSaidNo as no:
            log.warning("nothing to be asked", action="recall_refused", why=no.reason)
        self.office.write_down(lambda work: remembering.remember(work, recall, channel, said))
        return True
