"""A suggestion, as its mentee reads it: who this is and why, yes or no, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bot.domain.rounds import Offer
from bot.programme.list_facts import Suggested
from bot.programme.offering import Suggestion
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech, escape, mention
from handlers import ids
from handlers.views.blocks import Block, actions, button, confirm, modal, quiet, section
from handlers.views.mentor_lists import about
from handlers.views.pairing import shared_reasons


def asked(one: Suggested, said: Bundle, t: Speech) -> list[Block]:
    """The suggestion within a message of the ledger; drawn again, it says what became of it."""
    return list(_suggestion(one.suggestion, t, said.today, recalls=one.recalls))


def form(suggestion: Suggestion, t: Speech, *, today: date) -> Block:
    """The same, opened from Home."""
    return modal(
        t.plain("offers.title"),
        *_suggestion(suggestion, t, today),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def in_home(suggestions: Iterable[Suggestion], t: Speech, *, today: date) -> list[Block]:
    """A line of Home for each suggestion that waits."""
    return [
        section(
            t("offers.home", day=t.date(one.until, today=today)),
            button=button(t.plain("offers.see"), f"{ids.OFFER_OPEN}:{one.round.id}", value=one.round.id),
        )
        for one in suggestions
    ]


def _suggestion(one: Suggestion, t: Speech, today: date, *, recalls: bool = False) -> Iterator[Block]:
    mentor = mention(one.mentor.slack_id) if one.mentor else Markup("")
    if one.state is Offer.ACCEPTED:
        yield section(t("offers.accepted", mentor=mentor))
    elif one.state is Offer.DECLINED:
        yield section(t("offers.declined"))
    elif not one.is_open or one.mentor is None:
        yield section(t("offers.lapsed"))
    else:
        named = one.round.rules.names_mentors
        key = "offers.recalled" if recalls else "offers.asked_choices" if named else "offers.asked"
        words = [t(key, mentor=mentor, about=about(one.mentor)), *_what_for(one, t)]
        yield section(Markup.joined(words))
        yield _answers(one.round.id, t)
        yield quiet(t("offers.held", day=t.date(one.until, today=today)))


def _what_for(one: Suggestion, t: Speech) -> Iterator[Markup]:
    reasons = list(shared_reasons(one.why, t)) or [t("offers.place")]
    yield t("offers.why", reasons=t.list(reasons))
    if one.experience:
        yield t("offers.experience", words=escape(" ".join(one.experience.split())))


def _answers(round_id: int, t: Speech) -> Block:
    sure = confirm(
        title=t.plain("offers.decline_title"),
        text=t.plain("offers.decline_text"),
        yes=t.plain("offers.decline_yes"),
        no=t.plain("offers.decline_no"),
    )
    accept = f"{ids.OFFER_ACCEPT}:{round_id}"
    decline = f"{ids.OFFER_DECLINE}:{round_id}"
    return actions(
        button(t.plain("offers.accept"), accept, value=round_id, style="primary"),
        button(t.plain("offers.decline"), decline, value=round_id, confirm=sure),
    )
