"""The reference sheet: opened from the shortcut, Home or a message, ticked in a form, seen by both."""

from __future__ import annotations

from collections.abc import Iterable

from bot.programme import points, setting_goals, sheets
from bot.programme.sheets import Page
from bot.programme.untold import NotJustNow, untold
from bot.programme.whom import NoMentorship
from bot.programme.work import Work
from handlers.how_far import told_in
from handlers.turn import Turn, number_in
from handlers.views import sheets as views
from handlers.views.common import notice
from handlers.views.goals import celebrated
from handlers.views.sheets import Memory

#: How the blocks are called in which a box stands for a line of the sheet, or for a topic or an action.
LINES, POINTS = ("boxes",), ("points", "private")


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
    """One press saves all boxes; the messages that show the sheet are drawn again, the other half's too. Of a point
    that the form had no box for, nothing is said.
    """
    memory = memory_in(turn.kept)
    shown = memory.points & _offered(turn, POINTS)
    mine = (memory.mentorship_id, memory.cycle)
    with turn.work() as work:
        points.tick(work, turn.actor, *mine, shown=shown, chosen=_chosen(turn, POINTS))
        sheets.tick(work, turn.actor, *mine, shown=memory.lines, chosen=_chosen(turn, LINES))
        reached = setting_goals.say(work, turn.actor, *mine, told_in(turn))
        draw_messages(work, memory)
    if reached:
        turn.show_instead(notice(turn.t, celebrated(reached, turn.t)))


def memory_in(kept: str) -> Memory:
    """What the form remembers. Raises `Outdated` for one that is not ours."""
    mentorship_id, cycle, lines, ticked = [*kept.split(":"), "", "", ""][:4]
    return Memory(
        mentorship_id=number_in(mentorship_id),
        cycle=number_in(cycle),
        lines=_numbers(lines),
        points=_numbers(ticked),
    )


def draw_messages(work: Work, memory: Memory, *, to: int | None = None) -> None:
    """The sheet that the form is about, wherever a message shows it; `to` names the one whom alone it concerns."""
    sheets.draw_again(work, memory.mentorship_id, memory.cycle, to=to)


def draw_beneath(turn: Turn, page: Page, memory: Memory) -> None:
    """The sheet under the form that was opened from it shows what has changed, and keeps what is ticked in it."""
    beneath = turn.body["view"].get("previous_view_id")
    if beneath:
        view = views.form(page, turn.t, memory=memory)
        turn.later(lambda: turn.house.messenger.update_form(beneath, view))


def is_over_the_sheet(turn: Turn) -> bool:
    """Whether a form was opened from the sheet's, all of whose memory it carries along."""
    return turn.kept.count(":") > 1


def _numbers(given: str) -> frozenset[int]:
    return frozenset(number_in(one) for one in given.split(",") if one)


def _offered(turn: Turn, groups: Iterable[str]) -> frozenset[int]:
    """Whatever had a box in the form as it was sent: a sheet of many points has not all of them."""
    blocks = turn.body["view"].get("blocks", [])
    lists = (one["element"] for one in blocks if str(one.get("block_id")).rpartition("_")[0] in groups)
    return frozenset(number_in(box["value"]) for boxes in lists for box in boxes.get("options", []))


def _chosen(turn: Turn, groups: Iterable[str]) -> list[int]:
    return [
        number_in(one)
        for name, boxes in turn.form.items()
        if name.rpartition("_")[0] in groups
        for one in boxes or []
    ]
