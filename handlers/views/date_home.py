"""A date in Home: what waits for the reader's word is said first, and answered there in one press."""

from __future__ import annotations

from bot.domain.dates import token
from bot.domain.meetings import Meeting
from bot.programme.home import Home, Pair
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import Block, button
from handlers.views.dates import file, slot
from handlers.views.wording import names


def said_first(pair: Pair, home: Home, t: Speech) -> tuple[Markup, Block, tuple[Block, ...]]:
    """The words, what to press, and what else there is."""
    assert pair.planned is not None
    another = button(t.plain("dates.another"), f"{ids.PLAN_OPEN}:now", value=pair.mentorship.id)
    decline = button(t.plain("dates.decline"), f"{ids.DATE_DECLINE}:now", value=token(pair.planned))
    told = {"partner": names(pair.partners, t), "slot": slot(pair.planned, t, today=home.today)}
    return t("dates.theirs", **told), accept(pair, t, "now"), (another, decline)


def waiting(pair: Pair, home: Home, t: Speech) -> Markup:
    """The reader's own suggestion, to which there is no answer yet."""
    assert pair.planned is not None
    return t("dates.mine", partner=names(pair.partners, t), slot=slot(pair.planned, t, today=home.today))


def calendar(meeting: Meeting, t: Speech) -> tuple[Block, ...]:
    """The file of an agreed date; none where only the day is known."""
    made = file(meeting, t)
    return (made,) if made else ()


def accept(pair: Pair, t: Speech, name: str) -> Block:
    assert pair.planned is not None
    return button(t.plain("dates.accept"), f"{ids.DATE_ACCEPT}:{name}", value=token(pair.planned))
