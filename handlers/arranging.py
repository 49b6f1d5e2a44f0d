"""A mentorship arranges its own sheets: opened from the sheet's form, which is drawn again under it."""

from __future__ import annotations

from bot.domain.people import Person
from bot.domain.points import NothingWritten
from bot.domain.sheets import LONGEST_OWN, EnoughOfTheirOwn
from bot.programme import arranging
from bot.programme.arranging import Arrangement
from bot.programme.work import Work
from handlers.sheets import draw_beneath, draw_messages, memory_in
from handlers.turn import Turn, say_refusal
from handlers.views import arranging as views
from handlers.views.sheets import Memory
from handlers.words import clean


def open_form(turn: Turn) -> None:
    """Which sheet it is, the form knows that it is opened from."""
    with turn.look() as work:
        found = seen(work, turn.actor, memory_in(turn.kept))
    turn.open(views.form(found, turn.actor, turn.t, kept=turn.kept))


def take_off(turn: Turn) -> None:
    memory = memory_in(turn.kept)
    with turn.work() as work:
        arranging.take_off(work, turn.actor, memory.mentorship_id, memory.cycle, turn.number())
        draw_messages(work, memory)
        changed = seen(work, turn.actor, memory)
    draw(turn, changed, memory)


def put_back(turn: Turn) -> None:
    memory = memory_in(turn.kept)
    with turn.work() as work:
        arranging.put_back(work, turn.actor, memory.mentorship_id, memory.cycle, turn.number())
        draw_messages(work, memory)
        changed = seen(work, turn.actor, memory)
    draw(turn, changed, memory)


def line_sent(turn: Turn) -> None:
    """A line of theirs; the form stays, for the next one."""
    memory = memory_in(turn.kept)
    name = next((name for name in turn.form if name.startswith("line_")), "line_0")
    words = clean(turn.form.get(name) or "", LONGEST_OWN)
    try:
        with turn.work() as work:
            arranging.add(work, turn.actor, memory.mentorship_id, memory.cycle, words)
            draw_messages(work, memory)
            changed = seen(work, turn.actor, memory)
    except (NothingWritten, EnoughOfTheirOwn) as refusal:
        return turn.correct(**{name: say_refusal(refusal, turn.t).text})
    turn.show_instead(views.form(changed, turn.actor, turn.t, kept=turn.kept))
    draw_beneath(turn, changed.page, memory)


def seen(work: Work, actor: Person, memory: Memory) -> Arrangement:
    return arranging.arrangement(work, actor, memory.mentorship_id, memory.cycle)


def draw(turn: Turn, changed: Arrangement, memory: Memory) -> None:
    """Here, and on the sheet underneath."""
    turn.update_view(views.form(changed, turn.actor, turn.t, kept=turn.kept))
    draw_beneath(turn, changed.page, memory)
