"""Mentorships in a file: those that run already, handed over by a coordinator, and those that they take away."""

from __future__ import annotations

import structlog

from bot.domain.mentorships_file import read
from bot.domain.permissions import Act
from bot.programme import exporting, importing
from bot.programme.exporting import Export
from bot.programme.importable import Found
from handlers.excuses import carry_on
from handlers.giving import give
from handlers.handed_over import HandedOver
from handlers.messenger import SlackSaidNo
from handlers.turn import Turn
from handlers.views import mentorships_file as views
from handlers.views.blocks import Message

log = structlog.get_logger("binome.mentorships")

FAILED = "mentorships_failed"


def export(turn: Turn) -> None:
    """The mentorships that run, in a file, to this person's own conversation."""
    with turn.work() as work:
        work.authorise(turn.actor, Act.LINK_PEOPLE)
    carry_on(turn, lambda: _mentorships(turn), failed=FAILED, below=True)


def export_proposals(turn: Turn) -> None:
    """The proposals of the round that the button carries."""
    with turn.work() as work:
        work.authorise(turn.actor, Act.RUN_ROUND)
    round_id = turn.number()
    carry_on(turn, lambda: _proposals(turn, round_id), failed=FAILED, below=True)


def _note(done: Found) -> None:
    log.info("mentorships imported", action="mentorships_imported", new=len(done.new), known=done.known)


def _mentorships(turn: Turn) -> Message | None:
    with turn.look() as work:
        found = exporting.mentorships(work, turn.actor)
    return _sent(turn, found, name="mentorships.csv")


def _proposals(turn: Turn, round_id: int) -> Message | None:
    with turn.look() as work:
        found = exporting.proposals(work, turn.actor, round_id)
    return _sent(turn, found, name=f"proposals-{round_id}.csv")


def _sent(turn: Turn, found: Export, *, name: str) -> Message | None:
    """The file, then what is not in it; an empty one is not sent."""
    if not found.count:
        return views.nothing_to_export(found, turn.t)
    try:
        give(
            turn,
            found.content,
            name=name,
            title=name,
            comment=turn.t("mentorships_file.exported", count=found.count),
        )
    except SlackSaidNo as no:
        log.warning("slack refused a file", action="file_refused", why=no.reason)
        return views.export_refused(turn.t)
    return views.kept_back(found, turn.t)


FILE = HandedOver(act=Act.LINK_PEOPLE, read=read, use_case=importing, views=views, note=_note, failed=FAILED)
