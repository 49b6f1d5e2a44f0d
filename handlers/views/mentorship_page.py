"""The page of one mentorship, read on a phone between two things: what comes next on top, what was below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.meetings import Deed, Meeting, MeetingState, Told
from bot.programme.mentorship_page import MentorshipPage, Where
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views import cadences, date_home, goals, pair_words, points, sheets, steps, stories
from handlers.views.blocks import Block, actions, button, divider, modal, option, quiet, section
from handlers.views.meetings import what

#: Of a long timeline the page shows the latest; the others are one press away.
LATEST = 3
#: A view holds 100 blocks (`slack.md` §2.1): beyond this, the older ones are counted and not shown.
MOST = 90
#: Of one that was told over and over.
MOST_VERSIONS = 6
#: Promises shown; the sheet has them all.
MOST_PROMISED = 3

WHERE: Mapping[Where, str] = {
    Where.BEGINS: "mentorship_page.begins",
    Where.UNDER_WAY: "mentorship_page.under_way",
    Where.MIDWAY: "mentorship_page.midway",
    Where.CLOSES: "mentorship_page.closes",
    Where.PAUSED: "mentorship_page.paused",
}


def open_button(mentorship_id: int, t: Speech) -> Block:
    """The way to the page, from anywhere."""
    return button(
        t.plain("mentorship_page.open"), f"{ids.MENTORSHIP_OPEN}:{mentorship_id}", value=mentorship_id
    )


def open_line(mentorship_id: int, t: Speech) -> Block:
    """The same in a menu."""
    return option(t.plain("mentorship_page.open"), f"page:{mentorship_id}")


def page(one: MentorshipPage, t: Speech) -> Block:
    """The whole page."""
    return modal(
        t.plain("mentorship_page.title"),
        section(_who_and_where(one, t)),
        *_next(one, t),
        *_sheet(one, t),
        *_goals(one, t),
        *steps.in_page(one.steps, t),
        *_meetings(one, t),
        divider(),
        *_rhythm(one, t),
        actions(*_changes(one, t)),
        quiet(t("mentorship_page.notes")),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def every_meeting(one: MentorshipPage, t: Speech) -> Block:
    """All of the timeline, on top of the page."""
    older = len(one.meetings) - MOST
    return modal(
        t.plain("mentorship_page.meetings_title"),
        section(_counted(one, t)),
        *(_meeting(meeting, one, t, whole=True) for meeting in one.meetings[:MOST]),
        quiet(t("mentorship_page.older", count=older)) if older > 0 else None,
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def _who_and_where(one: MentorshipPage, t: Speech) -> Markup:
    """With whom, how far it is, and since when."""
    began, since, ends = (t.date(day, today=one.today) for day in (one.pair.since, one.since, one.pair.ends))
    return Markup.joined(
        [pair_words.with_whom(one.pair, began, t), t(WHERE[one.where], day=since, until=ends)]
    )


def _rhythm(one: MentorshipPage, t: Speech) -> list[Block]:
    """How often they meet, with a way to choose it; a break has no rhythm."""
    if one.where is Where.PAUSED:
        return []
    chosen = cadences.open_button(one.pair.mentorship.id, t) if one.pair.chooses_rhythm else None
    return [section(_period(one, t), button=chosen)]


def _period(one: MentorshipPage, t: Speech) -> Markup:
    how, until = cadences.how(one.pair.mentorship.period, t), t.date(one.pair.ends, today=one.today)
    if one.of is None:
        return t("mentorship_page.period", how=how, number=one.number, until=until)
    return t("mentorship_page.period_of", how=how, number=one.number, total=one.of, until=until)


def _next(one: MentorshipPage, t: Speech) -> list[Block]:
    """The next date, and what to do about it; a break has none."""
    pair, mentorship = one.pair, one.pair.mentorship.id
    log = button(t.plain("help.log_button"), f"{ids.LOG_OPEN}:{mentorship}", value=mentorship)
    if one.where is Where.PAUSED:
        back = button(t.plain("changes.back_earlier"), ids.CHANGE_BACK_EARLIER, value=mentorship)
        return [actions(back, log)]
    label = pair_words.plan_label(pair, t, suggested=one.suggested)
    plan = button(label, f"{ids.PLAN_OPEN}:{mentorship}", value=mentorship)
    accept = {**date_home.accept(pair, t, "page"), "style": "primary"} if one.suggested else None
    agreed = pair.planned is not None and pair.planned.agreed
    file = date_home.calendar(pair.planned, t) if agreed and pair.planned is not None else ()
    return [
        section(t("home.next", when=pair_words.next_date(pair, t, today=one.today))),
        actions(accept, plan, log, *file),
    ]


def _sheet(one: MentorshipPage, t: Speech) -> list[Block]:
    pair = one.pair
    progress = (
        t("sheets.progress", count=pair.ticked, total=pair.items) if pair.items else t("home.sheet_new")
    )
    words = [t("home.sheet", progress=progress), *_promised(one, t)]
    return [section(Markup.joined(words), button=sheets.open_button(pair.mentorship.id, t))]


def _promised(one: MentorshipPage, t: Speech) -> list[Markup]:
    """What one of them promised and has not done yet."""
    if one.sheet is None:
        return []
    return [points.line(point, one.sheet, t) for point in one.promised[:MOST_PROMISED]]


def _goals(one: MentorshipPage, t: Speech) -> list[Block]:
    """With the way each has come; of several mentees, only where each of theirs is."""
    if len({seen.whose.id for seen in one.goals.seen}) > 1:
        return goals.on_sheet(one.goals, t)
    return goals.in_page(one.goals, one.skills, t)


def _meetings(one: MentorshipPage, t: Speech) -> list[Block]:
    """The latest ones, each with a way to mend it; of many, how many there are besides."""
    shown = [_meeting(meeting, one, t) for meeting in one.meetings[:LATEST]]
    earlier = len(one.meetings) - len(shown)
    if not earlier:
        return [section(_counted(one, t)), *shown]
    mentorship = one.pair.mentorship.id
    more = t.plain("mentorship_page.earlier", count=earlier)
    unfold = button(more, f"{ids.MENTORSHIP_MEETINGS}:{mentorship}", value=mentorship)
    return [section(_counted(one, t)), *shown, actions(unfold)]


def _counted(one: MentorshipPage, t: Speech) -> Markup:
    return t("mentorship_page.meetings", count=one.held)


def _meeting(meeting: Meeting, one: MentorshipPage, t: Speech, *, whole: bool = False) -> Block:
    """A meeting, with a way to mend it; as a `whole`, also how it was told before."""
    told = one.history.get(meeting.id, ())
    words = what(meeting, t, today=one.today, there=one.there.get(meeting.id, ()))
    corrected = sum(version.deed is Deed.CORRECTED for version in told)
    if meeting.state is MeetingState.DISPUTED:
        words = t("mentorship_page.disputed", what=words)
    elif corrected and not whole:
        words = t("mentorship_page.corrected", what=words, count=corrected)
    if whole:
        words = Markup.joined([words, *(_version(version, one, t) for version in told[-MOST_VERSIONS:])])
    mend = button(t.plain("meetings.correct"), f"{ids.LOG_CORRECT}:{meeting.id}", value=meeting.id)
    return section(words, button=mend)


def _version(told: Told, one: MentorshipPage, t: Speech) -> Markup:
    """Who told it so, and when."""
    person = one.people.get(told.by)
    who = mention(person.slack_id) if person else t("points.somebody")
    parts = [t.date(told.held_on, today=one.today), *([t.duration(told.minutes)] if told.minutes else [])]
    day = t.date(t.local(told.at).date(), today=one.today)
    return t(f"mentorship_page.told.{told.deed}", who=who, what=Markup(" · ".join(parts)), day=day)


def _changes(one: MentorshipPage, t: Speech) -> Sequence[Block]:
    """What may be told outside of it, and what changes it."""
    mentorship = one.pair.mentorship.id
    label = t.plain("changes.home.look" if one.pair.change is not None else "changes.open")
    change = button(label, f"{ids.CHANGE_OPEN}:{mentorship}", value=mentorship)
    return [stories.open_button(mentorship, t), change]
