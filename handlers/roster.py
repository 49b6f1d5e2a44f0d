"""The roster from Slack, in a file that a coordinator hands over."""

from __future__ import annotations

import structlog

from bot.domain.permissions import Act
from bot.domain.roster_changes import Difference
from bot.domain.roster_file import read
from bot.programme import roster
from handlers.handed_over import HandedOver
from handlers.views import roster as views

log = structlog.get_logger("binome.roster")

FAILED = "roster_failed"


def _note(done: Difference) -> None:
    counts = {"added": len(done.added), "changed": len(done.changed)}
    log.info("roster imported", action="roster_imported", **counts)


FILE = HandedOver(act=Act.IMPORT_ROSTER, read=read, use_case=roster, views=views, note=_note, failed=FAILED)
