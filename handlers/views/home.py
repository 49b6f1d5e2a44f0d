"""Home: what matters now and the one thing to do about it, one's mentorships, who one is here, and the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from bot.domain.enrolments import Application, Part
from bot.domain.people import Workspace
from bot.domain.rounds import Answer, RoundState
from bot.programme.home import First, Home, Pair, Team
from bot.programme.outcomes import Became
from bot.texts import LANGUAGES, Markup, Speech, escape
from handlers import ids
from handlers.views import blocks
from handlers.views.blocks import (
    Block,
    actions,
    button,
    divider,
    header,
    modal,
    option,
    overflow,
    quiet,
    section,
)
from handlers.views.common import address_of, leading_there
from handlers.views.onboarding import what_is_kept
from handlers.views.pairs import mentorships
from handlers.views.sheets import open_button
from handlers.views.wording import names, when

PARTS: Mapping[Part, str] = {
    Part.MENTEE: "home.part_mentee",
    Part.MENTOR: "home.part_mentor",
    Part.BOTH: "home.part_both",
}


class Now(NamedTuple):
    """What is said first, the main action, and what else can be done about it."""

    words: Markup
    main: Block
    besides: tuple[Block, ...] = ()


def page(home: Home, workspace: Workspace, t: Speech) -> Block:
    """The whole tab."""
    reader = home.arrival.person
    conversation = address_of(workspace, reader.dm or workspace.bot_user_id)
    shown = [
        header(t.plain("home.title", name=reader.first_name)),
        *_first(home, t),
        *mentorships(home, workspace, t, above=home.first),
        *_round_answered(home, t),
        *_who_i_am(home, t, conversation),
        *_team(home, t),
        divider(),
        actions(*_languages(t), *_comforts(home, t)),
        quiet(t("home.private")),
    ]
    return blocks.home(*(leading_there(block, conversation) for block in shown))


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


# -- what matters now --------------------------------------------------------------------------------------------


def _first(home: Home, t: Speech) -> list[Block]:
    now = FIRST[home.first](home, t)
    return [section(now.words), actions({**now.main, "style": "primary"}, *now.besides)]


def _take_part(home: Home, t: Speech) -> Now:
    said = [
        t("home.what", summary=home.arrival.type.summary[t.language]),
        t("home.what_mentee"),
        t("home.what_mentor"),
        t("home.what_secret"),
    ]
    return Now(Markup.joined(said), button(t.plain("home.take_part"), ids.ARRIVAL_START))


def _run(home: Home, t: Speech) -> Now:
    """Whoever runs the programme without being in it; to take part is one press away all the same."""
    assert home.team is not None
    besides = (_report(t), button(t.plain("home.take_part"), ids.ARRIVAL_START))
    return Now(_of_the_team(home.team, home, t), button(t.plain("home.admin"), ids.ADMIN_MENU), besides)


def _out(home: Home, t: Speech) -> Now:
    """Who mentored before comes back in one press; any other part is theirs to choose."""
    mine = button(t.plain("home.take_part_again"), ids.ARRIVAL_MINE)
    if home.arrival.enrolment is not None and home.arrival.enrolment.application is Application.APPROVED:
        return Now(t("home.stepped_back"), button(t.plain("mentors.leave.again"), ids.MENTOR_AGAIN), (mine,))
    return Now(t("home.not_for_me"), mine)


def _paused(home: Home, t: Speech) -> Now:
    back = home.arrival.away_until
    assert back is not None
    words = t("home.paused", day=t.date(back, today=home.today))
    return Now(words, button(t.plain("home.back"), ids.HOME_BACK))


def _go_on(home: Home, t: Speech) -> Now:
    progress = home.arrival.progress
    left = progress.total - progress.answered
    words = t("home.unfinished", position=progress.answered + 1, total=progress.total, count=left)
    later = button(t.plain("home.later"), ids.ARRIVAL_LATER)
    return Now(words, button(t.plain("home.go_on"), ids.ARRIVAL_START), (later,))


def _charter(home: Home, t: Speech) -> Now:
    read = button(t.plain("charter.read"), ids.CHARTER_OPEN, value=home.charter)
    return Now(t("home.charter"), read)


def _choose(home: Home, t: Speech) -> Now:
    running = home.arrival.open_round
    assert running is not None
    choose = button(t.plain("home.round_choose"), ids.CHOICES_OPEN, value=running.id)
    around = button(t.plain("choices.look_around"), ids.BROWSE_OPEN, value=running.id)
    return Now(t("home.round_open", day=t.date(running.closes_on, today=home.today)), choose, (around,))


def _meet(home: Home, t: Speech) -> Now:
    asked = home.asked
    assert asked is not None
    others = sum(pair.outcome.is_open for pair in home.pairs) - 1
    day = t.date(asked.ends, today=home.today)
    words = t("home.meet", partner=names(asked.partners, t), day=day)
    if others:
        words = Markup.joined([words, t("home.meet_others", count=others)], " ")
    return Now(words, _plan(asked, t), () if len(home.pairs) <= 1 else (_log(asked, t),))


def _prepare(home: Home, t: Speech) -> Now:
    words = t("home.prepare", position=home.read + 1, total=home.pages)
    return Now(words, _preparation(t, begun=home.read > 0))


def _applied(home: Home, t: Speech) -> Now:
    """While the team reads: something to read oneself, or to add."""
    if home.read < home.pages:
        return Now(t("home.applied"), _preparation(t, begun=home.read > 0))
    return Now(
        t("home.applied"), button(t.plain("mentors.yours.add_experience"), ids.ABOUT_OPEN, value="aims")
    )


def _declined(home: Home, t: Speech) -> Now:
    """Asking again is one press, and so is looking for a mentor oneself."""
    learns = button(
        t.plain("onboarding.part_mentee"), f"{ids.ARRIVAL_PART}:{Part.MENTEE}", value=Part.MENTEE.value
    )
    return Now(t("home.declined"), button(t.plain("mentors.yours.apply_again"), ids.MENTOR_APPLY), (learns,))


def _next(home: Home, t: Speech) -> Now:
    pair = home.meeting
    assert pair is not None
    assert pair.planned is not None
    day = when(pair.planned, t, today=home.today)
    words = t("home.next_meeting", partner=names(pair.partners, t), when=day)
    return Now(words, open_button(pair.mentorship.id, t))


def _done(home: Home, t: Speech) -> Now:
    breaks = [pair.outcome.until for pair in home.pairs if pair.outcome.became is Became.PAUSED]
    if len(breaks) == len(home.pairs) and (back := min(filter(None, breaks), default=None)):
        return Now(t("home.done_paused", day=t.date(back, today=home.today)), _log(home.pairs[0], t))
    return Now(t("home.done"), _log(home.pairs[0], t))


def _wait(home: Home, t: Speech) -> Now:
    words = t("home.waiting_mentor" if home.part is Part.MENTOR else "home.waiting")
    about = button(t.plain("about_me.page.about"), ids.ABOUT_OPEN)
    running = home.arrival.open_round
    if running is None or home.part is Part.MENTOR:
        return Now(words, about)
    change = button(t.plain("home.round_change"), ids.CHOICES_OPEN, value=running.id)
    day = t.date(running.closes_on, today=home.today)
    not_now = home.answer is Answer.NOT_THIS_TIME
    answered = t("home.waiting_not_now" if not_now else "home.waiting_answered", day=day)
    return Now(answered, about, (change,))


FIRST: Mapping[First, Callable[[Home, Speech], Now]] = {
    First.TAKE_PART: _take_part,
    First.RUN: _run,
    First.OUT: _out,
    First.PAUSED: _paused,
    First.GO_ON: _go_on,
    First.CHARTER: _charter,
    First.CHOOSE: _choose,
    First.MEET: _meet,
    First.PREPARE: _prepare,
    First.APPLIED: _applied,
    First.DECLINED: _declined,
    First.NEXT: _next,
    First.DONE: _done,
    First.WAIT: _wait,
}


def _round_answered(home: Home, t: Speech) -> list[Block]:
    """An answer that may still change."""
    running, part = home.arrival.open_round, home.part
    if running is None or home.answer is None or part is None or not part.learns:
        return []
    if home.first is First.WAIT:  # it is said first already
        return []
    change = button(t.plain("home.round_change"), ids.CHOICES_OPEN, value=running.id)
    day = t.date(running.closes_on, today=home.today)
    return [section(t("home.round_answered", day=day), button=change)]


# -- who I am ----------------------------------------------------------------------------------------------------


def _who_i_am(home: Home, t: Speech, conversation: str) -> list[Block]:
    """In a few lines, with a way to change each; nothing of it for whoever does not take part."""
    if home.part is None or home.part not in PARTS:
        return []
    mine = button(t.plain("onboarding.mine.open"), f"{ids.ARRIVAL_MINE}:me")
    about = button(t.plain("about_me.page.about"), f"{ids.ABOUT_OPEN}:me")
    words = t("home.who", part=_part(home, home.part, t), details=_details(home, t))
    more = _more(home, t, conversation)
    offered_first = home.first is First.WAIT
    return [divider(), section(words, button=more), actions(mine, None if offered_first else about)]


def _part(home: Home, part: Part, t: Speech) -> Markup:
    """Nobody is called a mentor before the team has said yes."""
    if not part.mentors or home.takes_mentees:
        return t(PARTS[part])
    return t("home.part_offered" if part is Part.MENTOR else "home.part_mentee")


def _more(home: Home, t: Speech, conversation: str) -> Block:
    """What is done rarely; whoever mentored before may do so again in one press. What is read in the conversation
    opens it besides.
    """
    enrolment = home.arrival.enrolment
    offered = [option(t.plain("home.more_avoid"), "avoid")]
    if home.pages and home.application is not Application.DECLINED:
        offered.append({**option(t.plain("preparation.open"), "prepare"), "url": conversation})
    if home.takes_mentees:
        offered.append(option(t.plain("mentors.leave.title"), "leave"))
    elif enrolment is not None and enrolment.application is Application.APPROVED:
        offered.append(option(t.plain("mentors.leave.again"), "again"))
    return overflow(ids.HOME_MORE, offered)


def _details(home: Home, t: Speech) -> Markup:
    """The network and the places, as far as they are known, and where an application is; the topics until somebody is
    met about them.
    """
    person, enrolment = home.arrival.person, home.arrival.enrolment
    chosen = [topic for key in person.topics if (topic := home.arrival.type.topic(key))]
    parts = [t("home.network", network=person.network)] if person.network else []
    if chosen and not home.pairs:
        topics = Markup.joined([escape(topic.texts[t.language]) for topic in chosen], " · ")
        parts.append(t("home.topics", topics=topics))
    if home.application is Application.APPLIED and home.first is not First.APPLIED:
        parts.append(t("home.details_applied"))
    elif home.takes_mentees and enrolment is not None and enrolment.capacity:
        parts.append(t("home.places", carried=home.carried, places=enrolment.capacity))
    return Markup("".join(f"\n{part}" for part in parts))


# -- the team, and the rest --------------------------------------------------------------------------------------


def _team(home: Home, t: Speech) -> list[Block]:
    """For whoever runs the programme besides taking part, or may only see its figures."""
    if home.team is None or home.first is First.RUN:
        return []
    runs = button(t.plain("home.admin"), ids.ADMIN_MENU) if home.team.runs else None
    return [divider(), section(_of_the_team(home.team, home, t)), actions(runs, _report(t))]


def _of_the_team(team: Team, home: Home, t: Speech) -> Markup:
    said = [t("home.team")]
    if team.round is not None and team.round.state is RoundState.COLLECTING and team.runs:
        day = t.date(team.round.closes_on, today=home.today)
        said.append(t("home.team_round", day=day, count=team.answered, invited=team.invited))
    elif team.round is not None and team.runs:
        said.append(t("home.team_proposed"))
    elif team.runs:
        said.append(t("home.team_quiet"))
    return Markup.joined(said)


def _report(t: Speech) -> Block:
    return button(t.plain("home.report"), ids.REPORT_OPEN)


def _comforts(home: Home, t: Speech) -> list[Block | None]:
    """What everybody may look for, always in the same place. Whoever has not begun may want to understand first."""
    wanted = button(t.plain("about_me.wanted.title"), ids.WANTED_OPEN)
    understand = button(t.plain("explanations.understand"), ids.EXPLAIN, value="mentor")
    first = wanted if home.part in PARTS else understand
    return [first, button(t.plain("home.kept"), ids.HOME_KEPT), button(t.plain("help.button"), ids.HELP)]


def _languages(t: Speech) -> list[Block]:
    """The languages that are not the reader's, each named by itself."""
    others = [Speech(language, t.address, t.zone) for language in LANGUAGES if language != t.language]
    return [
        button(one.plain("home.speak"), f"{ids.HOME_LANGUAGE}:{one.language}", value=one.language)
        for one in others
    ]


def _preparation(t: Speech, *, begun: bool) -> Block:
    return button(t.plain("preparation.resume" if begun else "preparation.open"), ids.PREPARATION_OPEN)


def _plan(pair: Pair, t: Speech) -> Block:
    return button(t.plain("home.plan"), f"{ids.PLAN_OPEN}:now", value=pair.mentorship.id)


def _log(pair: Pair, t: Speech) -> Block:
    return button(t.plain("help.log_button"), f"{ids.LOG_OPEN}:now", value=pair.mentorship.id)
