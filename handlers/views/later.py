"""Later: until when nothing is asked, and the reminder that comes then, with its question and two ways to say no."""

from __future__ import annotations

from datetime import date

from bot.domain.calendar import DAY
from bot.programme.prompts import Bundle
from bot.programme.reminding import PutOff, Unfinished
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views import onboarding
from handlers.views.blocks import Block, actions, ask, button, date_picker, modal, section

WEEK = "week"
#: A minute is enough for so many questions, and two for all of them.
A_MINUTE = 2


def put_off(said: PutOff, t: Speech, *, today: date) -> list[Block]:
    """Nothing is asked before that day, which can be another one; and going on now is one press away."""
    day = t.date(said.until, today=today)
    words = t("onboarding.later.comes", day=day) if said.comes else t("onboarding.later.silence")
    go_on = button(t.plain("onboarding.later.now"), ids.ARRIVAL_START)
    week = button(t.plain("onboarding.later.week"), f"{ids.ARRIVAL_LATER}:{WEEK}", value=WEEK)
    other = button(t.plain("onboarding.later.pick"), ids.ARRIVAL_LATER_DAY)
    return onboarding.named([section(words), actions(go_on, *((week, other) if said.comes else ()))])


def form(t: Speech, *, today: date, suggested: date, kept: str) -> Block:
    """A date, from tomorrow on. `kept` is the place of the message to redraw."""
    day = max(suggested, today + DAY).isoformat()
    return modal(
        t.plain("onboarding.later.title"),
        ask(
            t.plain("onboarding.later.when"),
            date_picker("day", day=day),
            block_id="day",
            hint=t.plain("onboarding.later.hint"),
        ),
        callback_id=ids.ARRIVAL_LATER_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=kept,
    )


def reminder(one: Unfinished, said: Bundle, t: Speech) -> list[Block]:
    """What is left, the question itself, "not now" and "not for me"; later on, what became of it. Whoever may not have
    read what is kept reads it first (design §8).
    """
    arrival = one.arrival
    if arrival.current is None:
        return onboarding.next_step(arrival, t).blocks
    if one.put_off is not None:
        return put_off(one.put_off, t, today=said.today)
    left = arrival.progress.total - arrival.progress.answered
    minutes = t("common.minutes", count=1 if left <= A_MINUTE else 2)
    words = t("onboarding.reminder.left", count=left, minutes=minutes)
    last = t("onboarding.reminder.last") if one.is_last else None
    kept = onboarding.what_is_kept(t, title=t("onboarding.kept_title"))
    return [
        *(() if arrival.knows_what_is_kept else (kept,)),
        section(Markup.joined([words, last], " ") if last else words),
        *onboarding.asked_again(arrival.current, arrival, t),
    ]
