"""The reference sheet: opened from the shortcut, Home or a message, ticked in a form, seen by both."""

from __future__ import annotations

from bot.programme import sheets
from bot.programme.meetings import NoMentorship
from bot.programme.untold import NotJustNow, untold
from handlers.turn import Turn, number_in
from handlers.views import sheets as views


def my_sheet(turn: Turn) -> None:
    """The shortcut: the only sheet there is, or whose."""
    with turn.work() as work:
        mine = work.mentorships.of(turn.actor.id)
        if not mine:
            raise NotJustNow if untold(work, turn.actor) else NoMentorship
        pages = [sheets.opened(work, turn.actor, one.id) for one in mine]
    turn.open(views.form(pages[0], turn.t) if len(pages) == 1 else views.which(pages, turn.t))


def open_form(turn: Turn) -> None:
    """The button: its value is the mentorship's id."""
    with turn.work() as work:
        page = sheets.opened(work, turn.actor, turn.number())
    turn.open(views.form(page, turn.t))


def form_sent(turn: Turn) -> None:
    """One press saves all boxes; the messages that show the sheet are drawn again, the other half's too."""
    mentorship_id, cycle, shown = _kept(turn.kept)
    with turn.work() as work:
        sheets.tick(work, turn.actor, mentorship_id, cycle, shown=shown, chosen=_chosen(turn))
        for channel, ts in sheets.shown_in(work, mentorship_id, cycle):
            work.delivery.retouch(channel, ts)


def _kept(kept: str) -> tuple[int, int, list[int]]:
    """What the form remembers. Raises `Outdated` for one that is not ours."""
    mentorship_id, _, rest = kept.partition(":")
    cycle, _, ticked = rest.partition(":")
    return number_in(mentorship_id), number_in(cycle), [number_in(one) for one in ticked.split(",") if one]


def _chosen(turn: Turn) -> list[int]:
    return [number_in(one) for boxes in turn.form.values() for one in boxes or []]
