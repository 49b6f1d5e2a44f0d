"""Goals: set and reviewed in one small form; how far they are is said on the sheet, in the form that is ticked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.domain.goals import LONGEST_GOAL, MOST_OPEN, GoalMoved
from bot.domain.profiles import TooManyGoals
from bot.domain.refusals import Outdated, Refusal
from bot.programme import goals, setting_goals, sheets, skills
from bot.programme.setting_goals import GoalsRefused, Wish
from handlers import ids
from handlers.forms import day_if_any
from handlers.how_far import told_in
from handlers.sheets import draw_beneath, memory_in
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import goals as views
from handlers.views.common import notice
from handlers.views.goals import BENEATH, TARGET, WORDS
from handlers.words import clean


def open_form(turn: Turn) -> None:
    """The button: its value is the mentorship's id. Opened from the sheet, the form carries the sheet's memory along,
    so that the sheet under it can be drawn again.
    """
    with turn.look() as work:
        mine = goals.opened(work, turn.actor, turn.number())
    turn.open(views.form(mine, turn.t, beneath=turn.kept if turn.is_in(ids.SHEET_FORM) else ""))


def form_sent(turn: Turn) -> None:
    """All of it is kept, or nothing with a sentence beside what to mend; what shows the goals is drawn again."""
    kept, _, beneath = turn.kept.partition(BENEATH)
    memory, slots = memory_in(kept.rpartition(":")[0]), _slots(kept)
    mine = (memory.mentorship_id, memory.cycle)
    wishes = {number: wish for number, wish in enumerate(_wishes(turn, slots), 1) if wish}
    try:
        with turn.work() as work:
            setting_goals.keep(work, turn.actor, memory.mentorship_id, list(wishes.values()))
            reached = setting_goals.say(work, turn.actor, *mine, told_in(turn))
            after = goals.opened(work, turn.actor, memory.mentorship_id)
            own = skills.at(work, turn.actor, memory.mentorship_id)
            given_up = any(wish.goal_id and not wish.words for wish in wishes.values())
            # What was given up goes from the messages of earlier months, too.
            sheets.draw_again(work, memory.mentorship_id, 0 if given_up else memory.cycle)
            page = sheets.at(work, turn.actor, *mine) if beneath else None
    except GoalsRefused as refused:
        places = list(wishes)
        return turn.correct(**dict(_mistakes(turn, {places[one]: why for one, why in refused.slots.items()})))
    except TooManyGoals as refusal:
        return turn.correct(**{f"{WORDS}1": say_refusal(refusal, turn.t).text})
    turn.show_instead(notice(turn.t, views.saved(after, reached, own, turn.t)))
    if page is not None:
        draw_beneath(turn, page, memory_in(beneath))


def _slots(kept: str) -> list[tuple[int, str]]:
    """For each slot its goal and what stands for its words, 0 for a new one. Raises `Outdated` for a form that is not
    ours.
    """
    slots = [one.partition("-") for one in kept.rpartition(":")[2].split(",")]
    if len(slots) != MOST_OPEN:
        raise Outdated
    return [(number_in(goal), ref) for goal, _, ref in slots]


def _wishes(turn: Turn, slots: list[tuple[int, str]]) -> Iterator[Wish | None]:
    """A slot for a new goal that is left empty wishes for nothing; one that the form did not ask stays as it is."""
    for number, (goal_id, ref) in enumerate(slots, 1):
        asked = f"{WORDS}{number}" in turn.form
        words = clean(str(turn.form.get(f"{WORDS}{number}") or ""), LONGEST_GOAL)
        day = day_if_any(turn.form.get(f"{TARGET}{number}"))
        wish = Wish(words=words, target_on=day, goal_id=goal_id or None, ref=ref)
        yield wish if asked and (goal_id or words) else None


def _mistakes(turn: Turn, refused: Mapping[int, Refusal]) -> Iterator[tuple[str, str]]:
    """What is wrong with a date is told beside it."""
    for number, why in refused.items():
        block = WORDS if isinstance(why, GoalMoved) else TARGET
        yield f"{block}{number}", say_refusal(why, turn.t).text
