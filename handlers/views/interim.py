"""A break, as the other half reads of it; and somebody who stands in, offered to whoever is alone for long."""

from __future__ import annotations

from bot.domain.calendar import DAY
from bot.programme.away import Away
from bot.programme.interim import Offered
from bot.programme.prompts import Bundle
from bot.texts import Speech
from handlers import ids
from handlers.views.blocks import Block, actions, button, quiet, section
from handlers.views.common import open_conversation
from handlers.views.wording import names


def partner_away(one: Away, said: Bundle, t: Speech) -> list[Block]:
    """The day on which it goes on, and nothing of who asked for it or why."""
    if one.until is None:
        return [section(t("interim.goes_on", partner=names(one.partners, t)))]
    day = t.date(one.until, today=said.today)
    return [section(t("interim.rests", partner=names(one.partners, t), day=day))]


def offered(one: Offered, said: Bundle, t: Speech) -> list[Block]:
    """Yes or no; once answered, what became of it."""
    mentor = names(one.mentors, t)
    if one.until is None:
        return [section(t("interim.goes_on", partner=mentor))]
    day = t.date(one.until, today=said.today)
    if one.stand_in is not None:
        last = t.date(one.until - DAY, today=said.today)
        found = t("interim.found", partner=names((one.stand_in,), t), day=last)
        return [section(found), actions(open_conversation(t, said.workspace, one.stand_in))]
    if one.nobody:
        again = _yes(one, t, "interim.again")
        return [section(t("interim.nobody", partner=mentor, day=day)), actions(again, _no(one, t))]
    if one.declined:
        after_all = _yes(one, t, "interim.after_all")
        return [section(t("interim.declined", partner=mentor, day=day)), actions(after_all)]
    asked = section(t("interim.asked", partner=mentor, day=day))
    return [asked, actions(_yes(one, t, "interim.yes"), _no(one, t)), quiet(t("interim.what"))]


def _yes(one: Offered, t: Speech, key: str) -> Block:
    return button(t.plain(key), f"{ids.INTERIM_YES}:{one.prompt.id}", value=one.prompt.id, style="primary")


def _no(one: Offered, t: Speech) -> Block:
    return button(t.plain("interim.no"), f"{ids.INTERIM_NO}:{one.prompt.id}", value=one.prompt.id)
