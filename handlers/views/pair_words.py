"""What is said of one mentorship wherever it is shown: with whom, and when next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.domain.mentorships import SeatRole
from bot.programme.home import Pair
from bot.texts import Markup, Speech
from handlers.views.wording import names, when

ROLES: Mapping[SeatRole, str] = {
    SeatRole.MENTOR: "home.pair_mentor",
    SeatRole.MENTEE: "home.pair_mentee",
    SeatRole.PEER: "home.pair_peer",
    SeatRole.FACILITATOR: "home.pair_peer",
}


def with_whom(pair: Pair, since: str, t: Speech) -> Markup:
    """The other half; or the group by its name, and who is in it."""
    partner = names(pair.partners, t)
    if pair.mentorship.name:
        key = "groups.pair_mentor" if pair.role is SeatRole.MENTOR else "groups.pair_mentee"
        return t(key, group=partner, people=names(tuple(pair.partners), t), day=since)
    if pair.mentorship.temporary and pair.mentorship.ends_on is not None:
        key = "newcomers.pair_mentor" if pair.role is SeatRole.MENTOR else "newcomers.pair_mentee"
        return t(key, partner=partner, day=since, until=t.date(pair.mentorship.ends_on))
    return t(ROLES[pair.role], partner=partner, day=since)


def plan_label(pair: Pair, t: Speech, *, suggested: bool) -> str:
    """What the button to the form of dates says; `suggested`, when a date waits for the reader's word."""
    if suggested:
        return t.plain("home.answer_date")
    return t.plain("home.move") if pair.planned else t.plain("home.plan")


def next_date(pair: Pair, t: Speech, *, today: date) -> str:
    """The date to come; one that is not agreed says so."""
    if pair.planned is None:
        return t("home.no_date")
    shown = when(pair.planned, t, today=today)
    return shown if pair.planned.agreed else t("home.to_agree", when=shown)
