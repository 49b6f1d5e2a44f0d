"""Mentorships in a file: those that run already, handed over by a coordinator, and those that they take away."""

from __future__ import annotations

import structlog

from bot.domain.mentorships_file import read
from bot.domain.permissions import Act
from bot.programme import exporting, importing
from bot.programme.exporting import Export
from bot.programme.importable import Found
from handlers.forms import number_in
from handlers.handed_over import HandedOver
from handlers.messenger import SlackSaidNo
from handlers.turn import Turn
from handlers.views import mentorships_file as views

log = structlog.get_logger("binome.mentorships")

FAILED = "mentorships_failed"


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


def _note(done: Found) -> None:
    log.info("mentorships imported", action="mentorships_imported", new=len(done.new), known=done.known)


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


FILE = HandedOver(act=Act.LINK_PEOPLE, read=read, use_case=importing, views=views, note=_note, failed=FAILED)
