"""What is kept of somebody: whoever asks is given it in a file of their own, or is forgotten."""

from __future__ import annotations

import json

import structlog

from bot.domain.refusals import AskedToBeForgotten, Outdated
from bot.domain.retention import FILES
from bot.programme import forgetting, privacy
from bot.programme.privacy import Kept
from handlers.giving import give_or_say
from handlers.turn import Turn
from handlers.views import privacy as views

log = structlog.get_logger("binome.privacy")


def give_file(turn: Turn) -> None:
    """All of it as a file, in their own conversation and nowhere else."""
    with turn.look() as work:
        kept = privacy.kept_of(work, turn.actor)
    turn.later(lambda: _give(turn, kept))


def open_form(turn: Turn) -> None:
    """What would go, what others would see, what would stay."""
    backups = turn.house.customs.retention.backups
    turn.put(views.erase_form(turn.t, backups=backups, kept=str(turn.actor.id)))


def erase_sent(turn: Turn) -> None:
    """They are sure. What is said to them last is said in the language that they had. Sent twice, by a second press or
    by Slack, it is done once. Raises `Outdated` for a form that is not theirs, or of who they were before they were
    forgotten.
    """
    t = turn.t_at_least()
    try:
        if turn.kept != str(turn.actor.id):
            raise Outdated
        with turn.work() as work:
            forgetting.forget(work, turn.actor)
    except AskedToBeForgotten:
        return turn.show_instead(views.erased(t))
    turn.house.store.fold()
    turn.show_instead(views.erased(t))
    turn.show_home(views.home_of_nobody(t))
    log.info("somebody was forgotten", action="forgotten")


def _give(turn: Turn, kept: Kept) -> None:
    t, day = turn.t, kept.at.date().isoformat()
    told = json.dumps(views.file_of(kept, turn.actor.name, t), ensure_ascii=False, indent=2)
    give_or_say(
        turn,
        told.encode(),
        name=t.plain("privacy.file_name", day=day),
        title=t.plain("privacy.file_title"),
        comment=t("privacy.file_sent", days=FILES),
        sorry=t("privacy.file_not_given"),
    )
