"""Home: who I am here, my mentorships, what comes next; for a stranger, what mentoring is and how to begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.enrolments import Part
from bot.domain.mentorships import SeatRole
from bot.domain.people import Workspace
from bot.domain.rounds import RoundState
from bot.programme.home import Home, Pair, Team
from bot.programme.outcomes import Became
from bot.texts import LANGUAGES, Markup, Speech, escape
from handlers import ids
from handlers.views import blocks
from handlers.views.blocks import Block, actions, button, divider, fields, header, modal, quiet, section
from handlers.views.common import open_conversation
from handlers.views.meetings import what
from handlers.views.onboarding import what_is_kept
from handlers.views.sheets import open_button
from handlers.views.wording import names, when

#: Four blocks each, in a view of 100 (`slack.md` §2.1).
MOST_PAIRS = 18

PARTS: Mapping[Part, str] = {
    Part.MENTEE: "home.part_mentee",
    Part.MENTOR: "home.part_mentor",
    Part.BOTH: "home.part_both",
}
ROLES: Mapping[SeatRole, str] = {
    SeatRole.MENTOR: "home.pair_mentor",
    SeatRole.MENTEE: "home.pair_mentee",
    SeatRole.PEER: "home.pair_peer",
    SeatRole.FACILITATOR: "home.pair_peer",
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


def page(home: Home, workspace: Workspace, t: Speech) -> Block:
    """The whole tab."""
    return blocks.home(
        header(t.plain("home.title", name=home.arrival.person.first_name)),
        *_in_order(home, workspace, t),
        divider(),
        actions(*_languages(t), _kept_button(t), button(t.plain("help.button"), ids.HELP)),
        quiet(t("home.private")),
    )


def mentorships(home: Home, workspace: Workspace, t: Speech, *, most: int = MOST_PAIRS) -> list[Block]:
    """Each of the reader's mentorships: where it is, and what can be done."""
    shown = [block for pair in home.pairs[:most] for block in _pair(pair, home, workspace, t)]
    more = len(home.pairs) - most
    return [*shown, quiet(t("home.more_pairs", count=more))] if more > 0 else shown


def not_for_you(t: Speech) -> Block:
    """For a guest or a stranger."""
    return blocks.home(header(t.plain("home.name")), section(t("refusals.not_for_you")))


def kept(t: Speech) -> Block:
    """What is kept, who sees it, for how long, and what never is."""
    return modal(
        t.plain("home.kept"),
        what_is_kept(t),
        *never_and_besides(t),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def never_and_besides(t: Speech) -> list[Block]:
    """What is kept of nobody, what is kept without being an answer, and whom to ask."""
    return [section(t("home.kept_never")), section(t("home.kept_besides")), quiet(t("home.kept_ask"))]


# -- who I am ----------------------------------------------------------------------------------------------------


def _who_i_am(home: Home, t: Speech) -> list[Block]:
    part = home.arrival.enrolment.part if home.arrival.enrolment else None
    if part is None:
        return _for_a_stranger(home, t)
    mine = button(t.plain("onboarding.mine.open"), ids.ARRIVAL_MINE)
    if part is Part.NOT_FOR_ME:
        return [section(t("home.not_for_me"), button=mine)]
    said = [t("home.who", part=t(PARTS[part]), details=_details(home, t))]
    if home.arrival.current is not None:
        left = home.arrival.progress.total - home.arrival.progress.answered
        goes_on = button(t.plain("home.go_on"), ids.ARRIVAL_START, style="primary")
        return [section(Markup.joined(said)), section(t("home.unfinished", count=left), button=goes_on)]
    if not home.pairs and home.arrival.open_round is None:
        said.append(t("home.waiting_mentor" if part is Part.MENTOR else "home.waiting"))
    return [section(Markup.joined(said), button=mine)]


def _in_order(home: Home, workspace: Workspace, t: Speech) -> list[Block]:
    """Whoever runs the programme without being in it looks for their work first."""
    mine = [*_who_i_am(home, t), *_round(home, t), *mentorships(home, workspace, t)]
    team = _team(home.team, home, t) if home.team else []
    if home.arrival.enrolment is None or home.arrival.enrolment.part is None:
        return [*team, divider(), *mine] if team else mine
    return [*mine, divider(), *team] if team else mine


def _for_a_stranger(home: Home, t: Speech) -> list[Block]:
    summary = home.arrival.type.summary[t.language]
    take_part = button(t.plain("home.take_part"), ids.ARRIVAL_START, style="primary")
    return [
        section(t("home.what", summary=summary)),
        section(Markup.joined([t("home.what_mentee"), t("home.what_mentor"), t("home.what_secret")])),
        actions(take_part),
    ]


def _details(home: Home, t: Speech) -> Markup:
    """The network, the topics and the places, as far as they are known."""
    person, enrolment = home.arrival.person, home.arrival.enrolment
    chosen = [topic for key in person.topics if (topic := home.arrival.type.topic(key))]
    parts = [t("home.network", network=person.network)] if person.network else []
    if chosen:
        topics = Markup.joined([escape(topic.texts[t.language]) for topic in chosen], " · ")
        parts.append(t("home.topics", topics=topics))
    if enrolment is not None and enrolment.part and enrolment.part.mentors and enrolment.capacity:
        parts.append(t("home.places", carried=home.carried, places=enrolment.capacity))
    return Markup("".join(f"\n{part}" for part in parts))


def _round(home: Home, t: Speech) -> list[Block]:
    """A round that waits for the reader's three names."""
    running = home.arrival.open_round
    part = home.arrival.enrolment.part if home.arrival.enrolment else None
    if running is None or part is None or not part.learns or home.arrival.current is not None:
        return []
    day = t.date(running.closes_on, today=home.today)
    if home.answer is not None:
        change = button(t.plain("home.round_change"), ids.CHOICES_OPEN, value=running.id)
        return [section(t("home.round_answered", day=day), button=change)]
    choose = button(t.plain("home.round_choose"), ids.CHOICES_OPEN, value=running.id, style="primary")
    return [section(t("home.round_open", day=day), button=choose)]


# -- my mentorships ----------------------------------------------------------------------------------------------


def _pair(pair: Pair, home: Home, workspace: Workspace, t: Speech) -> list[Block]:
    mentorship = pair.mentorship.id
    since = t.date(pair.since, today=home.today)
    return [
        divider(),
        section(t(ROLES[pair.role], partner=names(pair.partners, t), day=since)),
        fields(*_fields(pair, home, t)),
        actions(
            button(t.plain("help.log_button"), f"{ids.LOG_OPEN}:{mentorship}", value=mentorship),
            button(_plan_label(pair, t), f"{ids.PLAN_OPEN}:{mentorship}", value=mentorship),
            open_button(mentorship, t),
            *(open_conversation(t, workspace, partner) for partner in pair.partners[:2]),
        ),
    ]


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


# -- the team, and the rest --------------------------------------------------------------------------------------


def _team(team: Team, home: Home, t: Speech) -> list[Block]:
    said = [t("home.team")]
    if team.round is not None and team.round.state is RoundState.COLLECTING and team.runs:
        day = t.date(team.round.closes_on, today=home.today)
        said.append(t("home.team_round", day=day, count=team.answered, invited=team.invited))
    elif team.round is not None and team.runs:
        said.append(t("home.team_proposed"))
    report = button(t.plain("home.report"), ids.REPORT_OPEN)
    runs = button(t.plain("home.admin"), ids.ADMIN_MENU) if team.runs else None
    return [section(Markup.joined(said)), actions(report, runs)]


def _languages(t: Speech) -> list[Block]:
    """The languages that are not the reader's, each named by itself."""
    others = [Speech(language, t.address, t.zone) for language in LANGUAGES if language != t.language]
    return [
        button(one.plain("home.speak"), f"{ids.HOME_LANGUAGE}:{one.language}", value=one.language)
        for one in others
    ]


def _kept_button(t: Speech) -> Block:
    return button(t.plain("home.kept"), ids.HOME_KEPT)
