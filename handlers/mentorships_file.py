"""Mentorships that run already, from a file: a coordinator reads what would be made, and brings it in or does not.

As for the roster, the file stays on Slack until then, and what is applied is read and compared again. The same file is
what they take away.
"""

from __future__ import annotations

import structlog

from bot.domain.mentorships_file import MentorshipsFile, read
from bot.domain.permissions import Act
from bot.programme import exporting, importing
from bot.programme.exporting import Export
from bot.programme.importing import ImportChanged, ImportRefused
from handlers.excuses import carry_on
from handlers.forms import number_in
from handlers.handed_over import MOST, FileGone, carried, content_of, file_in, is_left
from handlers.messenger import InstallationBroken, SlackSaidNo
from handlers.turn import AlreadyDone, Turn
from handlers.views import mentorships_file as views
from handlers.views.blocks import Message
from handlers.views.common import notice

log = structlog.get_logger("binome.mentorships")

FAILED = "mentorships_failed"


def open_form(turn: Turn) -> None:
    """Ask for the file. A workspace that declined `files:read` has another way, and is told."""
    with turn.look() as work:
        importing.check_right(work, turn.actor)
    try:
        turn.open(views.form(turn.t, most=MOST))
    except InstallationBroken as broken:
        if broken.reason != "missing_scope":
            raise
        turn.say(views.no_permission(turn.t))


def form_sent(turn: Turn) -> None:
    """Read the file at once, and say in their conversation what it would make."""
    with turn.work() as work:
        work.authorise(turn.actor, Act.LINK_PEOPLE)
    file_id = file_in(next(iter(turn.form.get(views.FILE) or []), ""))
    turn.show_instead(notice(turn.t, views.reading(turn.t)))
    carry_on(turn, lambda: _compared(turn, file_id), failed=FAILED, again=views.another_file(turn.t))


def apply(turn: Turn) -> None:
    """Bring in what was shown, if it is still what the file means; pressed twice, it is brought in once."""
    with turn.look() as work:
        importing.check_right(work, turn.actor)
    file_id, seen = carried(turn)
    turn.replace(views.applying(turn.t))
    again = views.decisions(file_id, seen, turn.t)
    carry_on(turn, lambda: _applied(turn, file_id, seen), failed=FAILED, again=again)


def cancel(turn: Turn) -> None:
    """Make nothing, and let go of the file."""
    with turn.look() as work:
        importing.check_right(work, turn.actor)
    file_id, _ = carried(turn)
    carry_on(turn, lambda: views.cancelled(turn.t, file_left=is_left(turn, file_id)), failed=FAILED)


def export(turn: Turn) -> None:
    """The mentorships that run, in a file, to this person's own conversation."""
    with turn.work() as work:
        found = exporting.mentorships(work, turn.actor)
    _send(turn, found, name="mentorships.csv")


def export_proposals(turn: Turn) -> None:
    """The proposals of the round that the button carries."""
    with turn.work() as work:
        found = exporting.proposals(work, turn.actor, number_in(turn.value))
    _send(turn, found, name=f"proposals-{turn.number()}.csv")


def _compared(turn: Turn, file_id: str, *, changed: bool = False) -> Message:
    """What the file would make now. `changed` when it is not what was shown before."""
    file = _read(turn, file_id)
    slack = turn.house.messenger.everybody()
    try:
        with turn.look() as work:
            found = importing.preview(work, turn.actor, file, slack.profiles, addresses=slack.addresses)
    except ImportRefused as refused:
        return views.refused(refused.mistakes, turn.t, file_left=is_left(turn, file_id))
    if not found.new:
        return views.nothing_new(file, found, turn.t, file_left=is_left(turn, file_id))
    return views.difference(file, found, file_id, turn.t, changed=changed)


def _applied(turn: Turn, file_id: str, seen: str) -> Message:
    turn.key = f"mentorships:{file_id}:{seen}"
    try:
        file = _read_again(turn, file_id)
        slack = turn.house.messenger.everybody()
        with turn.work() as work:
            done = importing.carry_out(
                work, turn.actor, file, slack.profiles, addresses=slack.addresses, seen=seen
            )
    except AlreadyDone:
        return views.already(turn.t)
    except ImportChanged:
        return _compared(turn, file_id, changed=True)
    except ImportRefused as refused:
        return views.refused(refused.mistakes, turn.t, file_left=is_left(turn, file_id))
    log.info("mentorships imported", action="mentorships_imported", new=len(done.new), known=done.known)
    return views.done(done, turn.t, file_left=is_left(turn, file_id))


def _read_again(turn: Turn, file_id: str) -> MentorshipsFile:
    """The file; `AlreadyDone` when it is gone because an earlier press brought it in and took it away."""
    try:
        return _read(turn, file_id)
    except FileGone:
        with turn.work():
            raise


def _read(turn: Turn, file_id: str) -> MentorshipsFile:
    return read(content_of(turn, file_id))


def _send(turn: Turn, found: Export, *, name: str) -> None:
    """The file first, then what it holds; an empty one is not sent."""
    if not found.count:
        return turn.say_in_dm(views.nothing_to_export(found, turn.t))
    turn.later(lambda: _upload(turn, found, name))


def _upload(turn: Turn, found: Export, name: str) -> None:
    try:
        turn.house.messenger.send_file(
            turn.slack_id,
            found.content,
            name=name,
            title=name,
            comment=turn.t("mentorships_file.exported", count=found.count),
        )
    except SlackSaidNo as no:
        log.warning("slack refused a file", action="file_refused", why=no.reason)
        turn.house.messenger.post(turn.slack_id, views.export_refused(turn.t))
    else:
        if (kept := views.kept_back(found, turn.t)) is not None:
            turn.house.messenger.post(turn.slack_id, kept)
