"""The roster from Slack: a coordinator hands a file over, reads what it would change, and applies it or does not.

The file stays on Slack until then. We keep its id, in a button, and nothing of what it says: what is applied is read
and compared again. A large company takes longer than a form has, so all this goes on after the acknowledgement, and
the answer comes in the coordinator's own conversation with the app.
"""

from __future__ import annotations

import structlog

from bot.domain.permissions import Act
from bot.domain.roster_file import RosterFile, read
from bot.programme import roster
from bot.programme.roster import DifferenceChanged, RosterRefused
from handlers.excuses import carry_on
from handlers.handed_over import MOST, FileGone, carried, content_of, file_in, is_left
from handlers.messenger import InstallationBroken
from handlers.turn import AlreadyDone, Turn
from handlers.views import roster as views
from handlers.views.blocks import Message
from handlers.views.common import notice

log = structlog.get_logger("binome.roster")

FAILED = "roster_failed"


def open_form(turn: Turn) -> None:
    """Ask for the file. A workspace that declined `files:read` has another way, and is told."""
    with turn.look() as work:
        roster.check_right(work, turn.actor)
    try:
        turn.open(views.form(turn.t, most=MOST))
    except InstallationBroken as broken:
        if broken.reason != "missing_scope":
            raise
        turn.say(views.no_permission(turn.t))


def form_sent(turn: Turn) -> None:
    """Read the file at once, and say in their conversation what it would change."""
    with turn.work() as work:
        work.authorise(turn.actor, Act.IMPORT_ROSTER)
    file_id = file_in(next(iter(turn.form.get("roster") or []), ""))
    turn.show_instead(notice(turn.t, views.reading(turn.t)))
    carry_on(turn, lambda: _compared(turn, file_id), failed=FAILED, again=views.another_file(turn.t))


def apply(turn: Turn) -> None:
    """Apply what was shown, if it is still what the file means; pressed twice, it is applied once."""
    with turn.look() as work:
        roster.check_right(work, turn.actor)
    file_id, seen = carried(turn)
    turn.replace(views.applying(turn.t))
    again = views.decisions(file_id, seen, turn.t)
    carry_on(turn, lambda: _applied(turn, file_id, seen), failed=FAILED, again=again)


def cancel(turn: Turn) -> None:
    """Change nothing, and let go of the file."""
    with turn.look() as work:
        roster.check_right(work, turn.actor)
    file_id, _ = carried(turn)
    carry_on(turn, lambda: views.cancelled(turn.t, file_left=is_left(turn, file_id)), failed=FAILED)


def _compared(turn: Turn, file_id: str, *, changed: bool = False) -> Message:
    """What the file would change now. `changed` when it is not what was shown before."""
    file = _read(turn, file_id)
    if not file.rows:
        return views.refused(file.mistakes, turn.t, file_left=is_left(turn, file_id))
    slack = turn.house.messenger.everybody()
    try:
        with turn.look() as work:
            preview = roster.preview(work, turn.actor, file, slack.profiles, addresses=slack.addresses)
    except RosterRefused as refused:
        return views.refused(refused.mistakes, turn.t, file_left=is_left(turn, file_id))
    if preview.found.is_empty:
        return views.nothing_to_change(file, preview.found, turn.t, file_left=is_left(turn, file_id))
    return views.difference(file, preview, file_id, turn.t, changed=changed)


def _applied(turn: Turn, file_id: str, seen: str) -> Message:
    turn.key = f"roster:{file_id}:{seen}"
    try:
        file = _read_again(turn, file_id)
        slack = turn.house.messenger.everybody()
        with turn.work() as work:
            done = roster.carry_out(
                work, turn.actor, file, slack.profiles, addresses=slack.addresses, seen=seen
            )
    except AlreadyDone:
        return views.already(turn.t)
    except DifferenceChanged:
        return _compared(turn, file_id, changed=True)
    except RosterRefused as refused:
        return views.refused(refused.mistakes, turn.t, file_left=is_left(turn, file_id))
    counts = {"added": len(done.added), "changed": len(done.changed)}
    log.info("roster imported", action="roster_imported", **counts)
    return views.done(done, turn.t, file_left=is_left(turn, file_id))


def _read_again(turn: Turn, file_id: str) -> RosterFile:
    """The file; `AlreadyDone` when it is gone because an earlier press applied it and took it away."""
    try:
        return _read(turn, file_id)
    except FileGone:
        with turn.work():
            raise


def _read(turn: Turn, file_id: str) -> RosterFile:
    return read(content_of(turn, file_id))
