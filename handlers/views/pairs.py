"""One's mentorships, as Home and `/mentor` show them: where each is, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.mentorships import SeatRole
from bot.domain.people import Workspace
from bot.programme.home import First, Home, Pair
from bot.programme.outcomes import Became
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import (
    Block,
    actions,
    button,
    divider,
    fields,
    option,
    overflow,
    quiet,
    section,
)
from handlers.views.common import address_of, open_conversation
from handlers.views.meetings import what
from handlers.views.sheets import open_button
from handlers.views.wording import names, when

#: With more than this, each is a line with a menu: nobody scrolls through eight cards to find one name.
MOST_CARDS = 1
#: A line each, in a view of 100 blocks (`slack.md` §2.1) that holds a few more.
MOST_PAIRS = 80

ROLES: Mapping[SeatRole, str] = {
    SeatRole.MENTOR: "home.pair_mentor",
    SeatRole.MENTEE: "home.pair_mentee",
    SeatRole.PEER: "home.pair_peer",
    SeatRole.FACILITATOR: "home.pair_peer",
}
SHORT: Mapping[SeatRole, str] = {
    SeatRole.MENTOR: "home.line_mentor",
    SeatRole.MENTEE: "home.line_mentee",
    SeatRole.PEER: "home.line_peer",
    SeatRole.FACILITATOR: "home.line_peer",
}
STANDINGS: Mapping[Became, str] = {
    Became.OPEN: "home.cycle_open",
    Became.LATER: "home.cycle_open",
    Became.MET: "home.cycle_met",
    Became.PLANNED: "home.cycle_planned",
    Became.SKIPPED: "home.cycle_skipped",
    Became.DISPUTED: "home.cycle_disputed",
    Became.PAUSED: "home.cycle_paused",
}


def mentorships(
    home: Home, workspace: Workspace, t: Speech, *, most: int = MOST_PAIRS, above: First | None = None
) -> list[Block]:
    """Each of the reader's mentorships: a card for the only one, a line for each of several. `above` is what was said
    and offered before: no button stands there twice.
    """
    if len(home.pairs) <= MOST_CARDS:
        return [block for pair in home.pairs for block in _card(pair, home, workspace, t, above)]
    shown = [_line(pair, home, workspace, t) for pair in home.pairs[:most]]
    more = len(home.pairs) - most
    return [divider(), *shown, *([quiet(t("home.more_pairs", count=more))] if more > 0 else [])]


def _card(pair: Pair, home: Home, workspace: Workspace, t: Speech, above: First | None) -> list[Block]:
    mentorship = pair.mentorship.id
    log = button(t.plain("help.log_button"), f"{ids.LOG_OPEN}:{mentorship}", value=mentorship)
    plan = button(_plan_label(pair, t), f"{ids.PLAN_OPEN}:{mentorship}", value=mentorship)
    since = t.date(pair.since, today=home.today)
    return [
        divider(),
        section(t(ROLES[pair.role], partner=names(pair.partners, t), day=since)),
        fields(*_fields(pair, home, t)),
        actions(
            None if above is First.DONE else log,
            None if above is First.MEET else plan,
            None if above is First.NEXT else open_button(mentorship, t),
            *(open_conversation(t, workspace, partner) for partner in pair.partners[:2]),
        ),
    ]


def _line(pair: Pair, home: Home, workspace: Workspace, t: Speech) -> Block:
    """Who, and where it is; the rest behind three dots."""
    mentorship = pair.mentorship.id
    offered = [
        option(t.plain("help.log_button"), f"log:{mentorship}"),
        option(_plan_label(pair, t), f"plan:{mentorship}"),
        option(t.plain("sheets.open"), f"sheet:{mentorship}"),
    ]
    for partner in pair.partners[:1]:
        write = option(t.plain("common.open_conversation", name=partner.first_name), f"write:{mentorship}")
        offered.append({**write, "url": address_of(workspace, partner.slack_id)})
    who = names(pair.partners, t)
    standing = _standing(pair, home, t)
    if pair.outcome.became is Became.PLANNED and pair.planned is not None:
        standing = t("home.cycle_set", when=when(pair.planned, t, today=home.today))
    words = t(SHORT[pair.role], partner=who, state=standing)
    return section(words, button=overflow(f"{ids.HOME_PAIR}:{mentorship}", offered))


def _plan_label(pair: Pair, t: Speech) -> str:
    return t.plain("home.move") if pair.planned else t.plain("home.plan")


def _fields(pair: Pair, home: Home, t: Speech) -> Sequence[Markup]:
    last = what(pair.last, t, today=home.today) if pair.last else t("home.never")
    planned = when(pair.planned, t, today=home.today) if pair.planned else t("home.no_date")
    sheet = t("sheets.progress", count=pair.ticked, total=pair.items) if pair.items else t("home.sheet_new")
    return (
        t("home.last", what=last),
        t("home.next", when=planned),
        t("home.cycle", state=_standing(pair, home, t)),
        t("home.sheet", progress=sheet),
    )


def _standing(pair: Pair, home: Home, t: Speech) -> Markup:
    """Where the cycle that runs is, in words."""
    until = pair.outcome.until or pair.ends
    return t(STANDINGS[pair.outcome.became], day=t.date(until, today=home.today))
