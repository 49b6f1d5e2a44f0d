"""Goals as whoever learns writes them and as their mentor reads them; and where one stands, for oneself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.domain.goals import Goal, GoalState
from bot.domain.people import Person
from bot.domain.skills import Moment
from bot.programme.after_facts import EndNear
from bot.programme.goals import Goals, Said, SeenGoal
from bot.programme.skills import OwnSkills, Skill
from bot.texts import Speech
from handlers.views import goals, sheets, skills
from handlers.views.blocks import Block
from handlers.views.common import notice
from tests.views.afterwards_cases import NEAR, question
from tests.views.cases import Case
from tests.views.cast import MENTEES, NOW, TODAY, TOM, TYPE
from tests.views.month_cases import page
from tests.views.round_cases import told
from tests.views.test_prompts import LONG, someone

AIMS = (
    "Présenter un projet devant cinquante personnes sans lire mes notes",
    "Savoir dire non, et proposer autre chose",
    "Comprendre comment se décide un budget",
)
#: As many characters as a goal may have, with those that take most room once they are escaped.
LONGEST = ("Oser & <demander> " * 20)[:300]


def seen(
    number: int, *, whose: Person = TOM, mine: bool = False, words: str = "", **more: object
) -> SeenGoal:
    goal = Goal(
        id=number,
        ref="A" * 16,
        mentorship_id=3,
        mentee_id=whose.id,
        words=words or AIMS[(number - 1) % 3],
        target_on=date(2026, 6, 30) if number == 1 else None,
        progress=(50, 25, 100)[(number - 1) % 3],
        state=GoalState.REACHED if number % 3 == 0 else GoalState.OPEN,
        set_at=NOW,
        closed_at=None,
        replaces=None,
    )
    reached = TODAY if goal.state is GoalState.REACHED else None
    return SeenGoal(goal=goal, whose=whose, mine=mine, reached_on=reached, **more)  # type: ignore[arg-type]


def of(*some: SeenGoal, sets: bool = False, proposed: tuple[str, ...] = (), cycle: int = 2) -> Goals:
    return Goals(mentorship_id=3, cycle=cycle, today=TODAY, seen=some, sets=sets, proposed=proposed)


SAID = (Said(day=date(2026, 1, 20), progress=25), Said(day=date(2026, 2, 17), progress=50))
MINE = of(seen(1, mine=True, before=25, said=SAID), seen(2, mine=True, before=25), sets=True)
WITH_HISTORY = of(seen(1, mine=True, said=SAID, earlier=("Parler en public",)), seen(3, mine=True), sets=True)
THEIRS = of(seen(1, before=25, said=SAID), seen(3))
NONE = of(sets=True, proposed=("Prendre la parole sans trembler",), cycle=0)
FULL = of(
    *(seen(n, mine=True, words=LONGEST, said=SAID * 6, earlier=(LONGEST,)) for n in (1, 2, 4)), sets=True
)
GROUP = of(*(seen(n, whose=one) for one in MENTEES[:3] for n in (1, 2)))
CROWD = of(*(seen(n, whose=one) for one in MENTEES for n in (1, 2, 4)))
LONG_GROUP = of(*(seen(n, whose=someone(n, LONG), words=LONGEST) for n in (1, 2, 4)))


def skill(number: int, start: int | None = None, end: int | None = None) -> Skill:
    topic = TYPE.topics[number]
    return Skill(key=topic.key, texts=topic.texts, start=start, end=end)


AT_START = OwnSkills(mentorship_id=3, moment=Moment.START, skills=tuple(map(skill, range(5))))
STARTED = OwnSkills(mentorship_id=3, moment=Moment.START, skills=(skill(0, 2), skill(1, 3), skill(2)))
AT_END = OwnSkills(mentorship_id=3, moment=Moment.END, skills=(skill(0, 2), skill(1, 3)))
ENDED = OwnSkills(mentorship_id=3, moment=Moment.END, skills=(skill(0, 2, 4), skill(1, 3, 4)))


NEAR_ITS_END = EndNear(prompt=NEAR, question=question(), skills=AT_END)


def sheet(shown: Goals, *, own: OwnSkills | None = None, carried: int = 2) -> Callable[[Speech], list[Block]]:
    return lambda t: sheets.lines(replace(page(carried=carried), goals=shown, skills=own), t)


def ticking(shown: Goals) -> Callable[[Speech], Block]:
    return lambda t: sheets.form(replace(page(carried=2), goals=shown), t)


def saved(shown: Goals, own: OwnSkills | None, *reached: Goal) -> Callable[[Speech], Block]:
    return lambda t: notice(t, goals.saved(shown, reached, own, t))


def in_page(shown: Goals, own: OwnSkills | None = None) -> Callable[[Speech], list[Block]]:
    return lambda t: goals.in_page(shown, own, t)


CASES = [
    Case("goals", "A first sheet offers to set some", sheet(NONE, carried=0)),
    Case("goals", "Setting goals, with what was written on arrival", lambda t: goals.form(NONE, t)),
    Case("goals", "They are kept, and where one starts can be noted", saved(MINE, AT_START)),
    Case("goals", "A sheet opens with them, for whoever set them", sheet(MINE)),
    Case("goals", "And for their mentor", sheet(THEIRS)),
    Case("goals", "A group, for its mentor", lambda t: goals.on_sheet(GROUP, t)),
    Case("goals", "On the sheet that is ticked: how far are you?", ticking(MINE)),
    Case("goals", "The same sheet, for their mentor", ticking(THEIRS)),
    Case("goals", "Reviewing goals, one of them just reached", lambda t: goals.form(WITH_HISTORY, t)),
    Case("goals", "A goal is reached", lambda t: notice(t, goals.celebrated([MINE.seen[0].goal], t))),
    Case("goals", "On the mentorship's page", in_page(WITH_HISTORY, STARTED)),
    Case("goals", "On the page, for their mentor", in_page(THEIRS)),
    Case("goals", "On the page, when there are none", in_page(NONE, AT_START)),
    Case("goals", "Where one starts from", lambda t: skills.form(AT_START, t)),
    Case("goals", "It is noted", lambda t: notice(t, skills.saved(STARTED, t))),
    Case("goals", "At the end, the same once more", lambda t: skills.form(AT_END, t)),
    Case("goals", "The way one has come", lambda t: notice(t, skills.saved(ENDED, t))),
    Case("goals", "The last sheet offers to look back", sheet(MINE, own=AT_END)),
    told("The end is near, and so is a look back", NEAR_ITS_END, conversation="goals"),
    Case("goals", "The longest goals, in the form", lambda t: goals.form(FULL, t), drawn=False),
    Case("goals", "The longest goals, on a sheet", sheet(FULL), drawn=False),
    Case("goals", "The longest goals, ticking", ticking(FULL), drawn=False),
    Case("goals", "The longest goals, on the page", in_page(FULL, STARTED), drawn=False),
    Case("goals", "A group of eight, for its mentor", lambda t: goals.on_sheet(CROWD, t), drawn=False),
    Case("goals", "The longest goals, for a mentor", lambda t: goals.on_sheet(LONG_GROUP, t), drawn=False),
    Case("goals", "All were given up", saved(of(sets=True), None), drawn=False),
    Case("goals", "Nothing is noted", lambda t: notice(t, skills.saved(AT_START, t)), drawn=False),
]
