"""Welcoming newcomers, as coordinators, mentors and newcomers see it."""

from __future__ import annotations

from datetime import date

from bot.programme.facts import SheetReady
from bot.programme.interim import NobodyWilling
from bot.programme.newcomers import Panel, Willing
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    confirm,
    fields,
    header,
    message,
    modal,
    option,
    quiet,
    section,
    select,
)
from handlers.views.common import open_conversation
from handlers.views.rounds import withheld_line
from handlers.views.wording import names

#: Of more, a coordinator reads how many.
MOST_NAMES = 20

# -- the coordinator ---------------------------------------------------------------------------------------------


def panel(found: Panel, t: Speech, *, today: date) -> Message:
    """What it is, who is there for whom, who waits; and the way to start it."""
    if found.started_on is None:
        return _before(found, t)
    return message(
        header(t.plain("newcomers.title")),
        section(t("newcomers.started", day=t.date(found.started_on, today=today), days=found.term)),
        fields(
            t("newcomers.willing", count=found.willing),
            t("newcomers.places", free=found.free, places=found.places),
            t("newcomers.welcomed", count=found.welcomed),
            t("newcomers.waiting", count=len(found.waiting)),
        ),
        _people(found, "newcomers.who_waits", t),
        withheld_line(found.withheld, t),
        quiet(t("newcomers.how_to_offer")),
        _back(t),
    )


def nobody_willing(one: NobodyWilling, said: Bundle, t: Speech) -> list[Block]:
    """For the team: somebody has nobody to welcome them, or to stand in."""
    who = names((one.person,), t)
    write = open_conversation(t, said.workspace, one.person)
    if one.until is not None:
        told = t("interim.nobody_for", person=who, day=t.date(one.until, today=said.today))
        return [section(told), actions(write)]
    see = button(t.plain("newcomers.title"), f"{ids.NEWCOMERS_OPEN}:{one.prompt.id}")
    return [section(t("newcomers.nobody_for", person=who)), actions(write, see)]


def _before(found: Panel, t: Speech) -> Message:
    waits = len(found.waiting) + found.withheld.rows
    start = button(
        t.plain("newcomers.start"),
        ids.NEWCOMERS_START,
        style="primary",
        confirm=confirm(
            title=t.plain("newcomers.start_title"),
            text=t.plain("newcomers.start_text", count=waits),
            yes=t.plain("newcomers.start_yes"),
            no=t.plain("common.cancel"),
        ),
    )
    return message(
        header(t.plain("newcomers.title")),
        section(t("newcomers.what", days=found.term)),
        section(t("newcomers.would_welcome", count=waits)),
        _people(found, "newcomers.who_would", t),
        withheld_line(found.withheld, t),
        actions(start, button(t.plain("admin.menu"), ids.ADMIN_MENU)),
    )


def _people(found: Panel, key: str, t: Speech) -> Block | None:
    if not found.waiting:
        return None
    more = len(found.waiting) - MOST_NAMES
    shown = t(key, people=names(found.waiting[:MOST_NAMES], t))
    return section(Markup.joined([shown, t("newcomers.more", count=more)], " ") if more > 0 else shown)


def _back(t: Speech) -> Block:
    return actions(
        button(t.plain("newcomers.refresh"), ids.NEWCOMERS_OPEN),
        button(t.plain("admin.menu"), ids.ADMIN_MENU),
    )


# -- the mentor --------------------------------------------------------------------------------------------------


def in_home(willing: Willing | None, t: Speech) -> list[Block]:
    """For how many newcomers a mentor is there, and the way to say otherwise."""
    if willing is None:
        return []
    change = t.plain("newcomers.offer" if willing.places == 0 else "newcomers.offer_change")
    return [section(_offered(willing, t), button=button(change, ids.WELCOME_OPEN))]


def form(willing: Willing, t: Speech) -> Block:
    """None, or how many at once."""
    places = [_places(number, t) for number in range(willing.most + 1)]
    return modal(
        t.plain("newcomers.form_title"),
        section(t("newcomers.form_what", days=willing.term)),
        ask(
            t.plain("newcomers.form_places"),
            select(
                "places",
                placeholder=t.plain("newcomers.form_places"),
                options=places,
                chosen=places[willing.places],
            ),
            block_id="places",
        ),
        quiet(t("newcomers.form_apart")),
        callback_id=ids.WELCOME_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
    )


def offered(willing: Willing, t: Speech) -> Message:
    """What was saved, said back."""
    change = button(t.plain("newcomers.offer_change"), ids.WELCOME_OPEN)
    return message(section(_offered(willing, t), button=change))


def _offered(willing: Willing, t: Speech) -> Markup:
    if willing.places == 0 and willing.now:
        return t("newcomers.no_more", count=willing.now)
    if willing.places == 0:
        return t("newcomers.none", days=willing.term)
    return t("newcomers.up_to", count=willing.places, now=willing.now)


def _places(number: int, t: Speech) -> Block:
    return option(t.plain("newcomers.form_number", count=number), number)


# -- the newcomer ------------------------------------------------------------------------------------------------


def leads_on(one: SheetReady, t: Speech) -> list[Block]:
    """Under the last sheet, for who has no mentor beyond it: three choices."""
    if not one.leads_on:
        return []
    value = one.prompt.mentorship_id
    choose = button(
        t.plain("newcomers.choose"), f"{ids.NEWCOMER_CHOOSE}:{one.prompt.id}", value=value, style="primary"
    )
    return [section(t("newcomers.leads_on")), actions(choose)]
