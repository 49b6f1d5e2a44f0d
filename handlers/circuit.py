"""Slack refuses the installation itself: nobody is written to until the operator has mended it (reliability.md §2.5).

All senders of the workspace see it in the database. One of them asks once a minute whether the token works again, and
then everything goes on by itself: nothing was given up meanwhile.

Where the token works and the app lacks a permission, only what needs it is left alone, and tried again each minute.
"""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.domain.pacing import Pace
from handlers.messenger import InstallationBroken, ScopeMissing, SlackIsBusy, SlackIsUnclear, SlackSaidNo
from handlers.office import PROBE, Office

log = structlog.get_logger("binome.sender")

A_MINUTE = timedelta(minutes=1)
ONCE_A_MINUTE = Pace(every=A_MINUTE, burst=1)
#: Seconds after which what still lacks a permission is told again.
TOLD_FOR = 24 * 60 * 60


class Circuit:
    def __init__(self, office: Office) -> None:
        self.office = office
        self._told: dict[str, float] = {}

    def open(self, broken: InstallationBroken) -> None:
        """Whoever hears the refusal tells all others; the first question comes a minute later."""
        if isinstance(broken, ScopeMissing):
            return self._leave_alone(broken)
        with self.office.store.work(self.office.workspace) as work:
            first = work.delivery.break_off(broken.reason)
            if first:
                work.delivery.take(PROBE, ONCE_A_MINUTE)
        if first:
            log.error("slack refuses the installation", action="circuit_open", why=broken.reason)

    def _leave_alone(self, missing: ScopeMissing) -> None:
        """What needs this permission waits until the app is installed again with it; everything else goes on."""
        self.office.leave_alone(missing.method, A_MINUTE)
        now, told = self.office.monotonic(), self._told.get(missing.method)
        if told is None or now - told >= TOLD_FOR:
            self._told[missing.method] = now
            log.error(
                "the app lacks a permission",
                action="scope_missing",
                method=missing.method,
                scope=missing.scope,
            )

    def is_closed(self) -> bool:
        """Whether anything may be said. An open circuit is tried by one sender a minute."""
        with self.office.store.look(self.office.workspace) as work:
            if work.delivery.broken() is None:
                return True
            if work.delivery.first_free(PROBE, ONCE_A_MINUTE) > work.machine_now:
                return False
        with self.office.store.work(self.office.workspace) as work:
            ours = work.delivery.take_now(PROBE, ONCE_A_MINUTE)
        return ours and self._mended()

    def _mended(self) -> bool:
        try:
            self.office.messenger.identity()
        except (InstallationBroken, SlackIsBusy, SlackIsUnclear, SlackSaidNo) as still:
            log.warning("slack still refuses the installation", action="circuit_still_open", why=str(still))
            return False
        with self.office.store.work(self.office.workspace) as work:
            mended = work.delivery.mend()
        if mended:
            log.warning("slack accepts the installation again", action="circuit_closed")
        return True
