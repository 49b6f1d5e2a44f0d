"""Goals as their mentee writes them and as their mentor reads them: in a form, on a sheet, on the mentorship's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.domain.goals import LONGEST_GOAL, MOST_OPEN, QUARTERS, Goal
from bot.programme.goals import Goals, SeenGoal
from bot.programme.sheets import Page
from bot.programme.skills import OwnSkills
from bot.texts import Markup, Speech, escape, mention
from handlers import ids
from handlers.views import skills as skill_views
from handlers.views import stories
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    cut,
    date_picker,
    message,
    modal,
    option,
    quiet,
    section,
    select,
    text_input,
)

#: One slot for each goal that can be open.
SLOTS = ("goals.first", "goals.second", "goals.third")
#: Block ids, each followed by its slot's number; those of a sheet by the place of the goal on it.
WORDS, TARGET, FAR = "goal_", "target_", "far_"
#: What stands between the memory of this form and that of the sheet under it.
BENEATH = "|"
#: Characters of a goal where it is the label of a question, and that one line of a form shows on a phone.
LONGEST_LABEL, ONE_LINE = 150, 40


def open_button(goals: Goals, t: Speech) -> Block:
    """The way to the form, for whoever sets goals."""
    label = "goals.change" if goals.mine else "goals.set"
    value = goals.mentorship_id
    return button(t.plain(label), f"{ids.GOALS_OPEN}:{value}", value=value)


def of_message(page: Page, t: Speech) -> list[Block]:
    """What the message of a sheet opens with; the last one has a way to see how far one has come."""
    rate = skill_views.offer(page.skills, t) if page.skills else []
    return [*(on_sheet(page.goals, t) if page.goals else []), *rate]


def of_form(page: Page, t: Speech) -> list[Block]:
    """The same in the form that is ticked."""
    rate = skill_views.offer(page.skills, t) if page.skills else []
    return [*(in_sheet_form(page.goals, t) if page.goals else []), *rate]


def on_sheet(goals: Goals, t: Speech) -> list[Block]:
    """The goals, or on the first sheets a word that there could be some."""
    if goals.offered:
        return [section(t("goals.offer"), button=open_button(goals, t))]
    return [_of_one(seen, t, goals) for seen in _by_person(goals)]


def in_sheet_form(goals: Goals, t: Speech) -> list[Block]:
    """Whoever set them says of each how far it is; whoever mentors reads."""
    if not goals.sets:
        return on_sheet(goals, t)
    others = [_of_one(seen, t, goals) for seen in _by_person(goals) if not seen[0].mine]
    if not goals.mine:
        return [section(t("goals.offer"), button=open_button(goals, t)), *others]
    asked = [_how_far(number, seen, t) for number, seen in enumerate(goals.mine, 1)]
    return [section(t("goals.mine"), button=open_button(goals, t)), *asked, *others]


def in_page(goals: Goals, skills: OwnSkills | None, t: Speech) -> list[Block]:
    """On the mentorship's page: each goal with what was said of it, and for whoever set them the way to the form."""
    shown = [block for seen in _by_person(goals) for block in _with_history(seen, t, goals)]
    if not goals.sets:
        return shown
    offer = [] if goals.mine else [section(t("goals.offer"))]
    rate = skill_views.open_button(skills, t) if skills else None
    return [
        *shown,
        *offer,
        *(skill_views.own(skills, t) if skills else []),
        actions(open_button(goals, t), rate),
    ]


def form(goals: Goals, t: Speech, *, beneath: str = "") -> Block:
    """Up to three goals, each with its words, its date and how far it is; those just reached can be taken back.
    `beneath` is what the sheet remembers from which it was opened.
    """
    reached = [one for one in goals.mine if not one.goal.is_open]
    return modal(
        t.plain("goals.title"),
        quiet(t("goals.intro")),
        *(block for number in range(MOST_OPEN) for block in _slot(number, goals, t)),
        *(_how_far(number, seen, t) for number, seen in enumerate(reached, MOST_OPEN + 1)),
        callback_id=ids.GOALS_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=f"{kept(goals)}{BENEATH}{beneath}" if beneath else kept(goals),
    )


def kept(goals: Goals) -> str:
    """The form's memory: mentorship, cycle, and its goal and what stands for the words in each slot; 0 is a new one."""
    slots = [f"{one.goal.id}-{one.goal.ref}" for one in goals.open] + ["0"] * (MOST_OPEN - len(goals.open))
    return f"{goals.mentorship_id}:{goals.cycle}:{','.join(slots)}"


def saved(goals: Goals, reached: Sequence[Goal], skills: OwnSkills | None, t: Speech) -> Message:
    """What was reached, in one sentence; that the rest is kept; and once, a way to note where one starts from."""
    offered = skills is not None and skills.asked is not None and bool(goals.open)
    return message(
        *_celebration(reached, t),
        section(t("goals.saved" if goals.open else "goals.saved_none")),
        *(skill_views.offer(skills, t) if skills and offered else []),
    )


def celebrated(reached: Sequence[Goal], t: Speech) -> Message:
    """What a sheet answers when a goal is reached."""
    return message(*_celebration(reached, t))


def _celebration(reached: Sequence[Goal], t: Speech) -> Iterator[Block]:
    """In a sentence each, and a way to let others know, which takes everybody's yes."""
    yield from (section(t("goals.reached", words=one.words)) for one in reached)
    if reached:
        yield actions(stories.open_button(reached[0].mentorship_id, t))


# -- reading -----------------------------------------------------------------------------------------------------------


def _by_person(goals: Goals) -> list[list[SeenGoal]]:
    return [list(seen) for _, seen in groupby(goals.seen, key=lambda one: one.whose.id)]


def _of_one(seen: Sequence[SeenGoal], t: Speech, goals: Goals) -> Block:
    return section(Markup.joined([_title(seen[0], t), *(_line(one, t, goals) for one in seen)]))


def _with_history(seen: Sequence[SeenGoal], t: Speech, goals: Goals) -> Iterator[Block]:
    yield section(_title(seen[0], t))
    for one in seen:
        yield section(_line(one, t, goals))
        if told := _history(one, t, goals):
            yield quiet(told)


def _title(one: SeenGoal, t: Speech) -> Markup:
    return t("goals.mine") if one.mine else t("goals.theirs", who=mention(one.whose.slack_id))


def _line(one: SeenGoal, t: Speech, goals: Goals) -> Markup:
    remark = Markup.joined(list(_remarks(one, t, goals)), ", ")
    if one.reached_on is not None or one.before in (None, one.goal.progress):
        return t("goals.line", words=one.goal.words, remark=remark)
    return t(
        "goals.line_moved", words=one.goal.words, remark=remark, before=far(one.before or QUARTERS[0], t)
    )


def _remarks(one: SeenGoal, t: Speech, goals: Goals) -> Iterator[Markup]:
    """How far it is, and by when."""
    if one.reached_on is not None:
        yield t("goals.reached_on", day=t.date(one.reached_on, today=goals.today))
        return
    yield escape(far(one.goal.progress, t))
    if one.goal.target_on is not None:
        yield t("goals.by", day=t.date(one.goal.target_on, today=goals.today))


def _history(one: SeenGoal, t: Speech, goals: Goals) -> Markup | None:
    """Its former words, and what was said of it on the way; that it is reached stands above."""
    said = [
        t("goals.said", day=t.date(then.day, today=goals.today), far=far(then.progress, t))
        for then in one.said
        if one.reached_on is None or then.progress != QUARTERS[-1]
    ]
    former = [t("goals.earlier", words=words) for words in one.earlier]
    return Markup.joined([*former, *said], " · ") if former or said else None


def far(progress: int, t: Speech) -> str:
    """As in "half-way"."""
    return t.plain(f"goals.far.{progress}")


# -- asking ------------------------------------------------------------------------------------------------------------


def _slot(number: int, goals: Goals, t: Speech) -> Iterator[Block]:
    goal = goals.open[number].goal if number < len(goals.open) else None
    words = goal.words if goal else _proposal(number, goals)
    day = goal.target_on.isoformat() if goal and goal.target_on else None
    yield ask(
        t.plain(SLOTS[number]),
        text_input("words", most=LONGEST_GOAL, initial=words, multiline=len(words) > ONE_LINE),
        block_id=f"{WORDS}{number + 1}",
        hint=t.plain("goals.hint_change") if goal else None,
        optional=True,
    )
    yield ask(
        t.plain("goals.target"),
        date_picker("day", day=day),
        block_id=f"{TARGET}{number + 1}",
        optional=True,
    )
    if goal:
        yield _progress(t.plain("goals.how_far"), number + 1, goal, t)


def _proposal(number: int, goals: Goals) -> str:
    return goals.proposed[number] if number < len(goals.proposed) else ""


def _how_far(number: int, seen: SeenGoal, t: Speech) -> Block:
    return _progress(cut(seen.goal.words, LONGEST_LABEL), number, seen.goal, t)


def _progress(label: str, number: int, goal: Goal, t: Speech) -> Block:
    """Each choice says of which goal, and what the form showed: what is left alone says nothing."""
    choices = {
        quarter: option(_alone(far(quarter, t)), f"{goal.id}:{goal.progress}:{quarter}")
        for quarter in QUARTERS
    }
    menu = select(
        "far",
        placeholder=t.plain("goals.how_far"),
        options=list(choices.values()),
        chosen=choices[goal.progress],
    )
    return ask(label, menu, block_id=f"{FAR}{number}")


def _alone(words: str) -> str:
    """With a capital, where nothing stands before it."""
    return words[:1].upper() + words[1:]
