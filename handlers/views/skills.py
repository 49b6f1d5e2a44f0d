"""How somebody sees themselves in a few of their topics: a short form, and what they alone read of it."""

from __future__ import annotations

from bot.domain.skills import SCALE, Moment
from bot.programme.skills import OwnSkills, Skill
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    message,
    modal,
    option,
    quiet,
    section,
    select,
)

LABELS = {Moment.START: "goals.skills.rate_start", Moment.END: "goals.skills.rate_end"}
OFFERS = {Moment.START: "goals.skills.offer_start", Moment.END: "goals.skills.offer_end"}
INTROS = {Moment.START: "goals.skills.intro_start", Moment.END: "goals.skills.intro_end"}
#: A skill's block id, followed by its place; and the choice that takes a rating back.
SKILL, NOTHING = "skill_", "0"


def open_button(skills: OwnSkills, t: Speech) -> Block | None:
    """The way to the form, as long as there is something to rate."""
    if skills.moment is None:
        return None
    value = skills.mentorship_id
    label = LABELS[skills.moment] if skills.asked else "goals.skills.review"
    return button(t.plain(label), f"{ids.SKILLS_OPEN}:{value}", value=value)


def offer(skills: OwnSkills, t: Speech) -> list[Block]:
    """A word and the way there; nothing once it was said."""
    if skills.asked is None:
        return []
    return [section(t(OFFERS[skills.asked])), actions(open_button(skills, t))]


def own(skills: OwnSkills, t: Speech) -> list[Block]:
    """What they rated, for their own eyes."""
    if not skills.rated:
        return []
    lines = [_line(one, t) for one in skills.rated]
    return [section(Markup.joined([t("goals.skills.own"), *lines]))]


def form(skills: OwnSkills, t: Speech) -> Block:
    """One menu for each skill; at the end, with what was said at the start below it."""
    moment = skills.moment or Moment.START
    return modal(
        t.plain("goals.skills.title"),
        section(t(INTROS[moment])),
        *(_ask(number, one, moment, t) for number, one in enumerate(skills.skills, 1)),
        quiet(t("goals.skills.seen")),
        callback_id=ids.SKILLS_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=f"{skills.mentorship_id}:{moment}",
    )


def saved(skills: OwnSkills, t: Speech) -> Message:
    if not skills.rated:
        return message(section(t("goals.skills.saved_none")))
    later = skills.moment is Moment.START
    return message(*own(skills, t), quiet(t("goals.skills.saved_start" if later else "goals.skills.seen")))


def level(value: int, t: Speech) -> str:
    """As in "at ease"."""
    return t.plain(f"goals.level.{value}")


def _line(one: Skill, t: Speech) -> Markup:
    name = one.texts[t.language]
    if one.start is None or one.end is None:
        return t("goals.skills.line", skill=name, level=level(one.start or one.end or SCALE[0], t))
    return t("goals.skills.line_both", skill=name, start=level(one.start, t), end=level(one.end, t))


def _ask(number: int, one: Skill, moment: Moment, t: Speech) -> Block:
    said = one.start if moment is Moment.START else one.end
    choices = {value: option(level(value, t), f"{one.key}:{value}") for value in SCALE}
    nothing = option(t.plain("goals.skills.pass"), f"{one.key}:{NOTHING}")
    menu = select(
        "level",
        placeholder=t.plain("goals.skills.choose"),
        options=[*choices.values(), nothing],
        chosen=choices.get(said or 0),
    )
    start = t.plain("goals.skills.then", level=level(one.start, t)) if one.start else None
    hint = start if moment is Moment.END else None
    return ask(one.texts[t.language], menu, block_id=f"{SKILL}{number}", hint=hint, optional=True)
