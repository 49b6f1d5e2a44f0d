"""The first thing in Home: what matters now, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from bot.domain.enrolments import Application, Part
from bot.domain.rounds import Answer
from bot.programme.home import First, Home, Pair
from bot.programme.outcomes import Became
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views import date_home
from handlers.views.blocks import Block, actions, button, section
from handlers.views.choices import wishes
from handlers.views.home_team import of_the_team, report
from handlers.views.sheets import open_button
from handlers.views.wording import names, when


class Now(NamedTuple):
    """What is said first, the main action, and what else can be done about it."""

    words: Markup
    main: Block
    besides: tuple[Block, ...] = ()


def first(home: Home, t: Speech) -> list[Block]:
    """What is said before everything else."""
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
    besides = (report(t), button(t.plain("home.take_part"), ids.ARRIVAL_START))
    return Now(of_the_team(home.team, home, t), button(t.plain("home.admin"), ids.ADMIN_MENU), besides)


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
    if not running.rules.names_mentors:
        yes, not_now = wishes(running.id, t)
        return Now(t("home.round_wish", day=t.date(running.closes_on, today=home.today)), yes, (not_now,))
    choose = button(t.plain("home.round_choose"), ids.CHOICES_OPEN, value=running.id)
    around = button(t.plain("choices.look_around"), ids.BROWSE_OPEN, value=running.id)
    words = "home.alone_open" if running.solo else "home.round_open"
    return Now(t(words, day=t.date(running.closes_on, today=home.today)), choose, (around,))


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


def _changing(home: Home, t: Speech) -> Now:
    """Somebody waits for the team's answer: nothing else is asked of them here."""
    pair = home.changing
    assert pair is not None
    assert pair.change is not None
    day = t.date(pair.change.decide_by, today=home.today)
    words = t("changes.home.first", partner=names(pair.partners, t), day=day)
    look = button(t.plain("changes.home.look"), f"{ids.CHANGE_OPEN}:now", value=pair.mentorship.id)
    return Now(words, look)


def _next(home: Home, t: Speech) -> Now:
    pair = home.meeting
    assert pair is not None
    assert pair.planned is not None
    if home.suggested(pair):
        return Now(*date_home.said_first(pair, home, t))
    if not pair.planned.agreed:
        return Now(date_home.waiting(pair, home, t), open_button(pair.mentorship.id, t))
    day = when(pair.planned, t, today=home.today)
    words = t("home.next_meeting", partner=names(pair.partners, t), when=day)
    return Now(words, open_button(pair.mentorship.id, t), date_home.calendar(pair.planned, t))


def _done(home: Home, t: Speech) -> Now:
    breaks = [pair.outcome.until for pair in home.pairs if pair.outcome.became is Became.PAUSED]
    if len(breaks) == len(home.pairs) and (back := min(filter(None, breaks), default=None)):
        words = t("home.done_paused", day=t.date(back, today=home.today))
        return Now(words, _log(home.pairs[0], t), () if len(breaks) > 1 else (_go_on_now(home.pairs[0], t),))
    disputed = [pair for pair in home.pairs if pair.outcome.became is Became.DISPUTED]
    if disputed:
        return _disagreed(disputed[0], home, t)
    return Now(t("home.done"), _log(home.pairs[0], t))


def _disagreed(pair: Pair, home: Home, t: Speech) -> Now:
    """One of them logged a meeting, another said that there was none: a word between them settles it."""
    meeting = pair.outcome.meeting
    assert meeting is not None
    day = t.date(meeting.held_on, today=home.today)
    correct = button(t.plain("meetings.correct"), f"{ids.LOG_CORRECT}:{meeting.id}", value=meeting.id)
    return Now(t("home.disagreed", partner=names(pair.partners, t), day=day), correct, (_log(pair, t),))


def _wait(home: Home, t: Speech) -> Now:
    words = t("home.waiting_mentor" if home.part is Part.MENTOR else "home.waiting")
    if home.in_hand and home.part is not Part.MENTOR:
        words = t("home.waiting_in_hand")
    about = button(t.plain("about_me.page.about"), ids.ABOUT_OPEN)
    running = home.arrival.open_round
    if running is None or home.part is Part.MENTOR:
        return Now(words, about)
    change = button(t.plain("home.round_change"), ids.CHOICES_OPEN, value=running.id)
    day = t.date(running.closes_on, today=home.today)
    not_now = home.answer is Answer.NOT_THIS_TIME
    waiting = "home.alone_answered" if running.solo else "home.waiting_answered"
    answered = t("home.waiting_not_now" if not_now else waiting, day=day)
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
    First.CHANGING: _changing,
    First.NEXT: _next,
    First.DONE: _done,
    First.WAIT: _wait,
}


def round_answered(home: Home, t: Speech) -> list[Block]:
    """An answer that may still change."""
    running, part = home.arrival.open_round, home.part
    if running is None or home.answer is None or part is None or not part.learns:
        return []
    if home.first is First.WAIT:  # it is said first already
        return []
    change = button(t.plain("home.round_change"), ids.CHOICES_OPEN, value=running.id)
    day = t.date(running.closes_on, today=home.today)
    return [section(t("home.round_answered", day=day), button=change)]


def _preparation(t: Speech, *, begun: bool) -> Block:
    return button(t.plain("preparation.resume" if begun else "preparation.open"), ids.PREPARATION_OPEN)


def _plan(pair: Pair, t: Speech) -> Block:
    return button(t.plain("home.plan"), f"{ids.PLAN_OPEN}:now", value=pair.mentorship.id)


def _go_on_now(pair: Pair, t: Speech) -> Block:
    return button(t.plain("changes.back_earlier"), ids.CHANGE_BACK_EARLIER, value=pair.mentorship.id)


def _log(pair: Pair, t: Speech) -> Block:
    return button(t.plain("help.log_button"), f"{ids.LOG_OPEN}:now", value=pair.mentorship.id)
