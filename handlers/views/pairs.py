"""One's mentorships, as Home and `/mentor` show them: where each is, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.mentorships import SeatRole
from bot.domain.people import Workspace
from bot.programme.home import First, Home, Pair
from bot.programme.outcomes import Became
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views import date_home, mentorship_page
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
from handlers.views.cadences import how
from handlers.views.common import address_of, open_conversation
from handlers.views.meetings import what
from handlers.views.pair_words import next_date, plan_label, with_whom
from handlers.views.sheets import open_button
from handlers.views.wording import names, when

#: With more than this, each is a line with a menu: nobody scrolls through eight cards to find one name.
MOST_CARDS = 1
#: A line each, in a view of 100 blocks (`slack.md` §2.1) that holds a few more.
MOST_PAIRS = 80

#: A line keeps its name when Home is drawn again: a menu that was open by then still leads somewhere.
LINE = "mentorship:"

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
    plan = button(
        plan_label(pair, t, suggested=home.suggested(pair)), f"{ids.PLAN_OPEN}:{mentorship}", value=mentorship
    )
    since = t.date(pair.since, today=home.today)
    return [
        divider(),
        section(
            with_whom(pair, since, t),
            button=overflow(f"{ids.HOME_PAIR}:{mentorship}", [*_rhythm(pair, t), *_rarely(pair, t)]),
            block_id=f"{LINE}{mentorship}",
        ),
        fields(*_fields(pair, home, t)),
        *_asked(pair, home, t),
        actions(
            _accept(pair, home, t) if above is not First.NEXT else None,
            None if above is First.DONE else log,
            None if above is First.MEET else plan,
            None if above is First.NEXT else open_button(mentorship, t),
            mentorship_page.open_button(mentorship, t),
            *(open_conversation(t, workspace, partner) for partner in pair.partners[:2]),
        ),
    ]


def _accept(pair: Pair, home: Home, t: Speech) -> Block | None:
    return date_home.accept(pair, t, str(pair.mentorship.id)) if home.suggested(pair) else None


def _line(pair: Pair, home: Home, workspace: Workspace, t: Speech) -> Block:
    """Who, and where it is; the rest behind three dots."""
    mentorship = pair.mentorship.id
    offered = [
        option(t.plain("help.log_button"), f"log:{mentorship}"),
        *(
            []
            if _rests(pair)
            else [option(plan_label(pair, t, suggested=home.suggested(pair)), f"plan:{mentorship}")]
        ),
        mentorship_page.open_line(mentorship, t),
        option(t.plain("sheets.open"), f"sheet:{mentorship}"),
        *([_back(pair, t)] if _rests(pair) else []),
    ]
    for partner in pair.partners[:1]:
        write = option(t.plain("common.open_conversation", name=partner.first_name), f"write:{mentorship}")
        offered.append({**write, "url": address_of(workspace, partner.slack_id)})
    who = names(pair.partners, t)
    standing = _standing(pair, home, t)
    if pair.outcome.became is Became.PLANNED and pair.planned is not None:
        standing = t(_dated(pair, home), when=when(pair.planned, t, today=home.today))
    if pair.change is not None:
        standing = t("changes.home.line", state=standing)
    if pair.mentorship.name:
        words = t("groups.line", group=who, state=standing)
    else:
        words = t(SHORT[pair.role], partner=who, state=standing)
    menu = overflow(f"{ids.HOME_PAIR}:{mentorship}", offered)
    return section(words, button=menu, block_id=f"{LINE}{mentorship}")


def _dated(pair: Pair, home: Home) -> str:
    """The sentence of a line for a date to come: it stands once both have chosen it."""
    assert pair.planned is not None
    if pair.planned.agreed:
        return "home.cycle_set"
    return "home.cycle_suggested" if home.suggested(pair) else "home.cycle_mine"


def _rarely(pair: Pair, t: Speech) -> list[Block]:
    """What changes the mentorship itself. Their own request is there to look at; what the other half asked is not."""
    mentorship = pair.mentorship.id
    asked = pair.change is not None
    change = option(t.plain("changes.home.look" if asked else "changes.open"), f"change:{mentorship}")
    return [_back(pair, t), change] if _rests(pair) else [change]


def _back(pair: Pair, t: Speech) -> Block:
    return option(t.plain("changes.back_earlier"), f"back:{pair.mentorship.id}")


def _rhythm(pair: Pair, t: Speech) -> list[Block]:
    """Their rhythm, for whoever may choose it; in a list of several the form of changes leads there."""
    if not pair.chooses_rhythm:
        return []
    now = t.plain("cadences.open", how=how(pair.mentorship.period, t))
    return [option(now, f"rhythm:{pair.mentorship.id}")]


def _asked(pair: Pair, home: Home, t: Speech) -> list[Block]:
    if pair.change is None:
        return []
    return [quiet(t("changes.home.card", day=t.date(pair.change.decide_by, today=home.today)))]


def _rests(pair: Pair) -> bool:
    return pair.outcome.became is Became.PAUSED


def _fields(pair: Pair, home: Home, t: Speech) -> Sequence[Markup]:
    last = what(pair.last, t, today=home.today) if pair.last else t("home.never")
    sheet = t("sheets.progress", count=pair.ticked, total=pair.items) if pair.items else t("home.sheet_new")
    return (
        t("home.last", what=last),
        t("home.next", when=next_date(pair, t, today=home.today)),
        t("home.cycle", state=_standing(pair, home, t)),
        t("home.sheet", progress=sheet),
    )


def _standing(pair: Pair, home: Home, t: Speech) -> Markup:
    """Where the cycle that runs is, in words."""
    until = pair.outcome.until or pair.ends
    if pair.outcome.became is Became.PLANNED and pair.planned is not None and not pair.planned.agreed:
        return t("home.cycle_waiting")
    return t(STANDINGS[pair.outcome.became], day=t.date(until, today=home.today))
