"""Topics and promised actions: added in a small form, from the sheet or its message; shared or dropped by a press."""

from __future__ import annotations

from bot.domain.points import (
    LONGEST_POINT,
    NoDateForATopic,
    NothingWritten,
    PromisedForThePast,
    SheetIsFull,
)
from bot.domain.refusals import Outdated
from bot.programme import points, sheets
from bot.programme.points import Draft
from handlers import arranging, ids
from handlers.forms import day_if_any
from handlers.sheets import draw_beneath, draw_messages, is_over_the_sheet, memory_in
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import points as views
from handlers.views import sheets as sheet_views
from handlers.words import clean


def open_form(turn: Turn) -> None:
    """The button's value is the mentorship's id. Opened from the sheet, the form carries the sheet's memory along, so
    that the sheet under it can be drawn again; from anywhere else, only which sheet it is.
    """
    with turn.work() as work:
        page = sheets.opened(work, turn.actor, turn.number())
    memory = sheet_views.memory_of(page)
    kept = turn.kept if turn.is_in(ids.SHEET_FORM) else f"{memory.mentorship_id}:{memory.cycle}"
    turn.open(views.form(page, turn.actor, turn.t, kept=kept))


def form_sent(turn: Turn) -> None:
    memory, draft = memory_in(turn.kept), _draft(turn)
    mine = (memory.mentorship_id, memory.cycle)
    try:
        with turn.work() as work:
            added = points.add(work, turn.actor, *mine, draft)
            draw_messages(work, memory, to=None if added.shared else turn.actor.id)
            page = sheets.at(work, turn.actor, *mine)
    except (NothingWritten, SheetIsFull) as refusal:
        return turn.correct(words=say_refusal(refusal, turn.t).text)
    except (NoDateForATopic, PromisedForThePast) as refusal:
        return turn.correct(day=say_refusal(refusal, turn.t).text)
    if is_over_the_sheet(turn):
        draw_beneath(turn, page, memory)


def share(turn: Turn) -> None:
    """In the sheet's form: the topic moves among those that everybody sees."""
    memory = memory_in(turn.kept)
    with turn.work() as work:
        points.share(work, turn.actor, turn.number())
        draw_messages(work, memory)
        page = sheets.at(work, turn.actor, memory.mentorship_id, memory.cycle)
    turn.update_view(sheet_views.form(page, turn.t, memory=memory))


def drop(turn: Turn) -> None:
    """Where a sheet is arranged. Its words go from the messages of earlier months, too."""
    memory = memory_in(turn.kept)
    with turn.work() as work:
        dropped = points.drop(work, turn.actor, turn.number())
        only = None if dropped.shared else turn.actor.id
        sheets.draw_again(work, memory.mentorship_id, dropped.first_cycle, to=only)
        changed = arranging.seen(work, turn.actor, memory)
    arranging.draw(turn, changed, memory)


def _draft(turn: Turn) -> Draft:
    """What was written and chosen. Raises `Outdated` for a choice that was never offered."""
    words = clean(turn.form.get("words") or "", LONGEST_POINT)
    what, _, owner = str(turn.form.get("what") or "").partition(":")
    if what not in (views.TOPIC, views.SHARED, views.ACTION):
        raise Outdated
    return Draft(
        words=words,
        shared=what == views.SHARED,
        owner_id=number_in(owner) if what == views.ACTION else None,
        due_on=day_if_any(turn.form.get("day")),
    )
