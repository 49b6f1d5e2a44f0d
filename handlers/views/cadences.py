"""How often they meet: the form, what it changed, and what the others read of it."""

from __future__ import annotations

from bot.domain.calendar import Period
from bot.domain.cycles import CADENCES
from bot.programme.cadences import Changed, Choice, Pace
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import Block, Message, actions, ask, button, message, modal, option, quiet, section
from handlers.views.wording import names

WHAT = "what"


def open_button(mentorship_id: int, t: Speech) -> Block:
    """The way to the form, from anywhere."""
    return button(t.plain("cadences.title"), f"{ids.CADENCE}:{mentorship_id}", value=mentorship_id)


def offer(mentorship_id: int, t: Speech) -> Block:
    """The same, below what somebody came for."""
    return section(t("cadences.offer"), button=open_button(mentorship_id, t))


def form(pace: Pace, t: Speech) -> Block:
    """What may be chosen, and until when the period would last that runs then."""
    partner = names(pace.partners, t)
    chooses = len(pace.choices) > 1 and not pace.mentors_choose
    return modal(
        t.plain("cadences.title"),
        section(t("cadences.now", partner=partner, how=how(pace.period, t))),
        ask(t.plain("cadences.from_now"), _radio(pace, t), block_id=WHAT) if chooses else None,
        quiet(_holds(pace, t)),
        callback_id=ids.CADENCE_FORM,
        submit=t.plain("common.save") if chooses else None,
        close=t.plain("common.cancel" if chooses else "common.close"),
        kept=str(pace.mentorship.id),
    )


def chosen(pace: Pace, t: Speech, *, changed: bool) -> Message:
    """What holds now, in the place of the form."""
    values = {"how": how(pace.period, t), "partner": names(pace.partners, t)}
    if not changed:
        return message(section(t("cadences.unchanged", how=values["how"])))
    return message(section(t("cadences.noted", day=_ends(pace, t), **values)))


def told(one: Changed, said: Bundle, t: Speech) -> list[Block]:
    """Who chose what; what holds now, if it has changed since; and how to choose otherwise."""
    pace = one.pace
    of_a_group = pace.partners.group is not None
    by = names(one.by or tuple(pace.partners), t)
    values = {"by": by, "how": how(one.said, t), "was": how(one.was, t)}
    if of_a_group:
        words = t("cadences.told_group", partner=names(pace.partners, t), **values)
    else:
        words = t("cadences.told", **values)
    now = (
        t("cadences.runs_until", day=_ends(pace, t))
        if pace.period == one.said
        else t("cadences.since", how=how(pace.period, t))
    )
    back = button(t.plain("cadences.back"), f"{ids.CADENCE_BACK}:{one.prompt.id}", value=one.prompt.id)
    ways = [
        *([back] if one.goes_back else []),
        *([_other(one, t)] if one.chooses and len(pace.choices) > 1 else []),
    ]
    return [section(words), quiet(now), *([actions(*ways)] if ways else [])]


def value_of(period: Period) -> str:
    """A cadence as a form carries it."""
    return f"{period.months}-{period.weeks}"


def how(period: Period, t: Speech) -> str:
    """As in "every month", within a sentence."""
    for name, known in CADENCES.items():
        if known == period:
            return t.plain(f"cadences.every.{name}")
    if period.weeks:
        return t.plain("cadences.every_weeks", count=period.weeks)
    return t.plain("cadences.every_months", count=period.months)


def _holds(pace: Pace, t: Speech) -> Markup:
    """For whom a change would hold; or who chooses, where the reader does not."""
    if pace.mentors_choose:
        return t("cadences.mentors_choose")
    key = "cadences.at_once" if len(pace.choices) > 1 else "cadences.fixed"
    return t(key, partner=names(pace.partners, t))


def _radio(pace: Pace, t: Speech) -> Block:
    options = [_option(one, pace, t) for one in pace.choices]
    mine = next(one for one in options if one["value"] == value_of(pace.period))
    return {"type": "radio_buttons", "action_id": WHAT, "options": options, "initial_option": mine}


def _option(choice: Choice, pace: Pace, t: Speech) -> Block:
    day = t.date(choice.ends, today=pace.today)
    key = "cadences.begins_today" if choice.anew else "cadences.goes_on"
    label = how(choice.period, t)
    return option(label[:1].upper() + label[1:], value_of(choice.period), description=t.plain(key, day=day))


def _ends(pace: Pace, t: Speech) -> str:
    """The last day of the period that runs now."""
    ends = next(one.ends for one in pace.choices if one.period == pace.period)
    return t.date(ends, today=pace.today)


def _other(one: Changed, t: Speech) -> Block:
    mentorship_id = one.pace.mentorship.id
    return button(t.plain("cadences.other"), f"{ids.CADENCE}:{one.prompt.id}", value=mentorship_id)
