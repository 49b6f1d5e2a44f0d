"""Why a prompt that was planned need not be said any more, found out at the moment of saying it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.domain.calendar import local_day
from bot.domain.kinds import CLASS_OF, PromptClass, PromptKind
from bot.domain.ladder import SHORT
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.prompts import Prompt
from bot.domain.rhythm import Rhythm
from bot.domain.rounds import NoRoundOpen
from bot.programme import (
    after_facts,
    answers,
    away,
    cadences,
    certificate_facts,
    champion_facts,
    change_facts,
    charters,
    circle_facts,
    date_facts,
    ending_facts,
    facts,
    in_touch,
    interim,
    leaving_out,
    list_facts,
    mentor_moot,
    pulse_facts,
    reaching_out_facts,
    reminding,
    rights,
    round_due,
    story_facts,
    surveys,
    undelivered,
)
from bot.programme.choosing import invited
from bot.programme.closeness import may_read
from bot.programme.outcomes import Became, asked_cycle, outcome
from bot.programme.presence import away_until
from bot.programme.work import Work

Reason = str | None


def why_moot(work: Work, prompt: Prompt, reader: Person) -> Reason:
    """The reason in one word of the ledger (`met`, `ended`, `paused` …), or None when it is still worth
    saying.
    """
    if prompt.mentorship_id is None:
        if CLASS_OF[prompt.kind] is PromptClass.NUDGE and away_until(work, reader) is not None:
            return "paused"
        alone = ALONE.get(prompt.kind)
        return alone(work, prompt, reader) if alone else None
    if prompt.kind in AFTER_THE_END:
        after = AFTER_THE_END[prompt.kind]
        return after(work, prompt, reader) if after else None
    mentorship = work.mentorships.get(prompt.mentorship_id)
    if mentorship is None or mentorship.state is MentorshipState.ENDED:
        return "ended"
    if prompt.kind is not PromptKind.FLAG and mentorship.seat_of(reader.id) is None:
        return "left"
    if prompt.kind in answers.ASKED_OF_A_PAIR and work.changes.open_in(mentorship.id):
        return "changing"
    rule = RULES.get(prompt.kind)
    return rule(work, prompt, mentorship, reader) if rule else None


def _nudge(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> Reason:
    rhythm = work.mentorships.rhythm(mentorship.id, work.now)
    if rhythm is None or local_day(rhythm.zone, work.now) < rhythm.back_on:
        return "paused"
    if prompt.kind is PromptKind.FIRST_MEETING and rhythm.first_met:
        return "met"
    if prompt.kind is PromptKind.LAST_WORD and not rhythm.quiet_cycles:
        return "met"
    return _spared(rhythm, work)


def _spared(rhythm: Rhythm, work: Work) -> Reason:
    if not rhythm.spared(local_day(rhythm.zone, work.now)):
        return None
    if rhythm.met_this_cycle:
        return "met"
    return "skipped" if rhythm.skipped_this_cycle else "disputed" if rhythm.disputed_this_cycle else "planned"


def _sheet(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> Reason:
    if date_facts.sheet_comes_along(work, prompt, reader) or _unused(work, prompt, mentorship, reader):
        return "reminded"
    became = outcome(work, mentorship, asked_cycle(work, prompt, mentorship)).became
    return became.value if became in (Became.MET, Became.SKIPPED, Became.PAUSED) else None


def _unused(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> bool:
    """Whoever meets every week or two and has not met since a sheet was shown is not sent one a week: it is in Home."""
    begins, end = mentorship.bounds(asked_cycle(work, prompt, mentorship))
    shown = [
        local_day(mentorship.timezone, one.sent_at)
        for one in work.prompts.series(reader.id, PromptKind.SHEET)
        if one.mentorship_id == mentorship.id and one.id != prompt.id and one.sent_at is not None
    ]
    latest = max(shown, default=None)
    if (end - begins).days >= SHORT or latest is None or begins - latest >= timedelta(days=SHORT):
        return False
    last = work.meetings.last_held(mentorship.id)
    return last is None or last.held_on < latest


def _digest(work: Work, prompt: Prompt, reader: Person) -> Reason:
    """A digest without a question in it would only be noise. A mentorship in which a change waits asks none, nor does
    one of whose end they are still to be told: its line stays as it was, so that nobody can read from it that something
    is under way.
    """
    running = {one.id for one in work.mentorships.of(reader.id)}
    lines = [
        line
        for line in facts.digest(work, prompt, reader).lines
        if line.mentorship_id in running and not work.changes.open_in(line.mentorship_id)
    ]
    return None if any(line.outcome.became in (Became.OPEN, Became.PLANNED) for line in lines) else "met"


def _flag(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> Reason:
    members = [seat.person_id for seat in mentorship.seats]
    if not may_read(work, reader, Act.SEE_ADMIN, members, mentorship.programme_id):
        return "left"
    rhythm = work.mentorships.rhythm(mentorship.id, work.now)
    return None if rhythm is not None and rhythm.flagged else "met"


def _invitation(work: Work, prompt: Prompt, reader: Person) -> Reason:
    """Closed early, answered from elsewhere, or no longer on the list."""
    try:
        mine = invited(work, reader, prompt.about.get("round", 0))
    except NoRoundOpen:
        return "left"
    return "closed" if not mine.is_open else "answered" if mine.answer is not None else None


def _charter(work: Work, prompt: Prompt, reader: Person) -> Reason:
    """Signed since, replaced by a newer text, or no longer in a mentorship there."""
    programme_id = prompt.about.get("programme", 0)
    if not any(one.programme_id == programme_id for one in work.mentorships.of(reader.id)):
        return "left"
    if prompt.period != charters.period_of(work, programme_id):
        return "renewed"
    return None if charters.to_sign_in(work, reader, programme_id) else "signed"


def _logged(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> Reason:
    meeting = _meeting(work, prompt)
    if meeting is None or meeting.state is not MeetingState.HELD:
        return "withdrawn"
    return "agreed" if meeting.agreed or meeting.logged_by == reader.id else None


def _denied(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> Reason:
    meeting = _meeting(work, prompt)
    return None if meeting is not None and meeting.state is MeetingState.DISPUTED else "agreed"


def _planned(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> Reason:
    """A date that was taken back is told too, to whoever was told of it."""
    meeting = _meeting(work, prompt)
    if meeting is None or meeting.state not in (MeetingState.PLANNED, MeetingState.WITHDRAWN):
        return "met"
    return "past" if meeting.starts_at is not None and meeting.starts_at <= work.now else None


def _meeting(work: Work, prompt: Prompt) -> Meeting | None:
    return work.meetings.get(prompt.about.get("meeting", 0))


#: Those that are about a mentorship which has ended: nobody is silently alone.
AFTER_THE_END: Mapping[PromptKind, Callable[[Work, Prompt, Person], Reason] | None] = {
    PromptKind.ENDED: None,
    PromptKind.IN_TOUCH: in_touch.why_moot,
}

#: Those that are about no mentorship.
ALONE: Mapping[PromptKind, Callable[[Work, Prompt, Person], Reason]] = {
    PromptKind.DIGEST: _digest,
    PromptKind.INVITATION: _invitation,
    PromptKind.APPLICATION: mentor_moot.application,
    PromptKind.DECISION: mentor_moot.decision,
    PromptKind.PREPARATION: mentor_moot.preparation,
    PromptKind.STEPPED_BACK: mentor_moot.stepped_back,
    PromptKind.NOBODY_WILLING: interim.somebody_there,
    PromptKind.CHANGE_ASKED: change_facts.nothing_waits,
    PromptKind.DEPARTED: ending_facts.why_moot,
    PromptKind.UNDELIVERED: undelivered.why_moot,
    PromptKind.ROUND_DUE: round_due.why_moot,
    PromptKind.UNFINISHED: reminding.why_moot,
    PromptKind.SURVEY: surveys.why_moot,
    PromptKind.PULSE: pulse_facts.why_moot,
    PromptKind.CLOSING_PULSE: pulse_facts.why_moot,
    PromptKind.TALK: pulse_facts.talk_moot,
    PromptKind.CIRCLE: circle_facts.invitation_moot,
    PromptKind.CIRCLE_TOMORROW: circle_facts.reminder_moot,
    PromptKind.CIRCLE_CHANGED: circle_facts.change_moot,
    PromptKind.CIRCLE_OVER: circle_facts.attendance_moot,
    PromptKind.CHARTER: _charter,
    PromptKind.MENTOR_LIST: list_facts.list_moot,
    PromptKind.SUGGESTION: list_facts.suggestion_moot,
    PromptKind.CERTIFICATE: certificate_facts.why_moot,
    PromptKind.MENTOR_YEAR: certificate_facts.why_moot,
    PromptKind.HELP_CARD: reaching_out_facts.card_moot,
    PromptKind.HELP_PASSED: reaching_out_facts.passed_moot,
    PromptKind.STORY_ASKED: story_facts.asked_moot,
    PromptKind.STORY_TOLD: story_facts.told_moot,
    PromptKind.STORY_SHARED: story_facts.shared_moot,
    PromptKind.STORY_TROUBLE: story_facts.trouble_moot,
    PromptKind.CHAMPION_PAGE: champion_facts.why_moot,
    PromptKind.RIGHT_CHANGED: rights.why_moot,
}

RULES: Mapping[PromptKind, Callable[[Work, Prompt, Mentorship, Person], Reason]] = {
    PromptKind.FIRST_MEETING: _nudge,
    PromptKind.MISSING_MEETING: _nudge,
    PromptKind.LAST_WORD: _nudge,
    PromptKind.SHEET: _sheet,
    PromptKind.PARTNER_LOG: _logged,
    PromptKind.LOG_DENIED: _denied,
    PromptKind.PARTNER_PLAN: _planned,
    PromptKind.DATE_NEWS: _planned,
    PromptKind.DATE_SOON: _planned,
    PromptKind.TOMORROW: date_facts.reminder_moot,
    PromptKind.TOOK_PLACE: date_facts.took_place_moot,
    PromptKind.CADENCE_CHANGED: cadences.why_moot,
    PromptKind.PARTNER_AWAY: away.why_moot,
    PromptKind.END_NEAR: after_facts.near_moot,
    PromptKind.AFTER_WISH: after_facts.wish_moot,
    PromptKind.INTERIM: interim.why_moot,
    PromptKind.STEP_LEFT_OUT: leaving_out.why_moot,
    PromptKind.FLAG: _flag,
}
