"""Working hours: from, to, on which days, and whose public holidays; and in words what follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from bot.domain.working_hours import HOUR, LATEST, STEP
from bot.programme.feasts import NOWHERE
from bot.programme.working_hours import MyHours
from bot.texts import Markup, Speech
from bot.texts.countries import named
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    checkboxes,
    message,
    modal,
    option,
    quiet,
    section,
    select,
)
from handlers.views.wording import weekday

OPENS, CLOSES, DAYS, COUNTRY = "opens", "closes", "days", "country"
#: Slack's menus hold no empty value.
NO_COUNTRY = "none"
WEEK = range(7)


def form(mine: MyHours, t: Speech) -> Block:
    """As things stand, with a way back to the usual hours for whoever has others."""
    boxes = {day: option(weekday(day, t), day) for day in WEEK}
    ticked = [box for day, box in boxes.items() if day in mine.week.days]
    usual = button(t.plain("working_hours.as_usual"), ids.HOURS_USUAL)
    return modal(
        t.plain("working_hours.title"),
        section(t("working_hours.intro")),
        quiet(t("working_hours.seen")),
        _hour(OPENS, mine.week.opens, t.plain("working_hours.opens"), t),
        _hour(CLOSES, mine.week.closes, t.plain("working_hours.closes"), t),
        ask(
            t.plain("working_hours.days"),
            checkboxes(DAYS, list(boxes.values()), chosen=ticked),
            block_id=DAYS,
            # Whoever ticks none is told why one is needed, in our words.
            optional=True,
            hint=t.plain("working_hours.clock", time=t.time(mine.now)),
        ),
        _country(mine.country, t),
        None if mine.is_usual else actions(usual),
        callback_id=ids.HOURS_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.close"),
    )


def country_options(codes: Iterable[str], t: Speech) -> list[Block]:
    return [_one_country(code, t) for code in codes]


def noted(mine: MyHours, t: Speech) -> Message:
    """When they are written to from now on."""
    days = t.list(weekday(day, t) for day in sorted(mine.week.days))
    hours = {"opens": _shown(mine.week.opens), "closes": _shown(mine.week.closes)}
    every_day = len(mine.week.days) == len(WEEK)
    when = (
        t("working_hours.every_day", **hours) if every_day else t("working_hours.noted", days=days, **hours)
    )
    return message(section(Markup(f"{when} {_feasts(mine.country, t)}")), quiet(t("working_hours.moved")))


def _feasts(country: str, t: Speech) -> Markup:
    if country == NOWHERE:
        return t("working_hours.noted_nowhere")
    return t("working_hours.noted_country", country=_name(country, t))


def _hour(block: str, chosen: int, label: str, t: Speech) -> Block:
    """Every half hour of the day."""
    offered = {minutes: option(_shown(minutes), minutes) for minutes in range(0, LATEST + 1, STEP)}
    menu = select(
        block,
        placeholder=t.plain("working_hours.choose"),
        options=list(offered.values()),
        chosen=offered.get(chosen),
    )
    return ask(label, menu, block_id=block)


def _country(country: str, t: Speech) -> Block:
    menu = select(
        ids.HOURS_COUNTRIES,
        placeholder=t.plain("working_hours.choose"),
        chosen=_one_country(country, t),
        external=True,
    )
    return ask(
        t.plain("working_hours.country"), menu, block_id=COUNTRY, hint=t.plain("working_hours.country_hint")
    )


def _one_country(code: str, t: Speech) -> Block:
    return option(_name(code, t), code or NO_COUNTRY)


def _name(code: str, t: Speech) -> str:
    return t.plain("working_hours.no_country") if code == NOWHERE else named(t.language).get(code, code)


def _shown(minutes: int) -> str:
    return f"{time(*divmod(minutes, HOUR)):%H:%M}"
