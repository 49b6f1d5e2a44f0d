"""A date to meet: set, accepted, moved, called off, put into one's calendar, and afterwards said to have been kept.

Under a message of the ledger the press changes the world, and the message is drawn again (`redrawing.and_redraw`).
"""

from __future__ import annotations

from datetime import datetime

import structlog

from bot.domain.dates import LENGTHS, DateGone, DateTooFar, instant, token
from bot.domain.meetings import Meeting, MeetingState
from bot.domain.mentorships import Mentorship
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated
from bot.programme import answers, dates
from bot.programme.calendar_file import calendar_file
from bot.programme.dates import ProposedMeanwhile
from bot.programme.others import others_in
from bot.programme.work import Work
from bot.texts import Markup
from handlers.messenger import SlackIsBusy, SlackIsUnclear, SlackSaidNo
from handlers.prompts import asked
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import date_forms as forms
from handlers.views import dates as views
from handlers.views import fitting
from handlers.views.common import notice, sentence

log = structlog.get_logger("binome.dates")


def plan(turn: Turn) -> None:
    """Set or move a date, from a message of the ledger."""
    with turn.look() as work:
        prompt, mentorship = asked(turn, work, turn.value)
    _open(turn, mentorship, prompt)


def plan_open(turn: Turn) -> None:
    """Set a date, from Home or a reply: the button's value is the mentorship's id."""
    with turn.look() as work:
        mentorship = answers.meant(work, turn.actor, turn.number())
    _open(turn, mentorship, None)


def plan_sent(turn: Turn) -> None:
    """The date was chosen. The message it was asked in shows it; asked from elsewhere, it is said back."""
    prompt_id, mentorship_id, seen = _kept(turn.kept)
    try:
        with turn.work() as work:
            mentorship = answers.meant(work, turn.actor, number_in(mentorship_id))
            starts_at = instant(turn.form.get("when"))
            minutes = number_in(turn.form.get("minutes") or LENGTHS[1])
            meeting = dates.propose(work, turn.actor, mentorship, starts_at, minutes=minutes, seen=seen)
            partners, today = others_in(work, mentorship, turn.actor), turn.today(work)
    except (DateGone, DateTooFar) as refusal:
        return turn.correct(when=say_refusal(refusal, turn.t).text)
    except ProposedMeanwhile:
        return _show_what_came_first(turn, mentorship, prompt_id, starts_at)
    if not prompt_id:
        turn.say_in_dm(forms.said_back(meeting, partners, turn.t, today=today))


def accept(turn: Turn) -> None:
    """ "That suits me", under a message, in Home, or in the form that would have moved it."""
    meeting_id, seen, _ = _carried(turn.value)
    with turn.work() as work:
        meeting = dates.accept(work, turn.actor, meeting_id, seen)
    _tell_in_form(turn, meeting)


def decline(turn: Turn) -> None:
    """ "I can't", or "cancel": an agreed date that is near is called off only after a look at what else there is."""
    meeting_id, seen, _ = _carried(turn.value)
    with turn.look() as work:
        meeting, mentorship = dates.of_ones_own(work, turn.actor, meeting_id)
        near = dates.comes_late(work, turn.actor, meeting) and token(meeting) == seen
        asks = near and not dates.only_absent(mentorship, meeting, turn.actor)
        planning, today = _planning(turn, work, mentorship), turn.today(work)
    if not asks:
        return _call_off(turn, turn.value)
    form = forms.cancel_form(planning, turn.t, today=today, kept=turn.value)
    if _in_a_form(turn):
        return turn.update_view(form)  # in its place: whoever cancels has nothing left to choose underneath
    turn.open(form)


def cancel_sent(turn: Turn) -> None:
    """Called off after that look."""
    _call_off(turn, turn.kept)


def shorter(turn: Turn) -> None:
    """Half an hour, at the same moment: pressed in the form that would have moved it, or called it off."""
    meeting_id, seen, _ = _carried(turn.value)
    with turn.work() as work:
        meeting = dates.shorten(work, turn.actor, meeting_id, seen)
    _tell_in_form(turn, meeting)


def met(turn: Turn) -> None:
    """ "Yes, we met": logged with the planned length; the message says what was noted, and offers to correct it."""
    with turn.work() as work:
        logged = dates.took_place(work, turn.actor, turn.number())
    if logged.fit is not None and logged.fit.said is None:
        turn.say_in_dm(fitting.alone(logged.fit, turn.t))


def not_met(turn: Turn) -> None:
    """No, we didn't: another date, or not this time, is asked next."""
    with turn.work() as work:
        dates.did_not(work, turn.actor, turn.number())


def give_file(turn: Turn) -> None:
    """The date as a file for one's calendar, into one's own conversation; of a date called off, the one that takes it
    out again. It is made when it is asked for: what Slack loses is asked for again.
    """
    with turn.look() as work:
        meeting, mentorship = dates.of_ones_own(work, turn.actor, turn.number())
        partners, now = others_in(work, mentorship, turn.actor), work.now
    if meeting.starts_at is None or meeting.state not in (MeetingState.PLANNED, MeetingState.WITHDRAWN):
        raise Outdated
    title = views.event_title(partners, turn.t)
    content = calendar_file(meeting, title=title, place=turn.workspace.team_id, now=now)
    off = meeting.state is MeetingState.WITHDRAWN
    turn.later(lambda: upload(turn, content, title, off=off, refused=turn.t("dates.file_refused")))


def upload(turn: Turn, content: bytes, title: str, *, off: bool, refused: Markup) -> None:
    """The file of a calendar into one's own conversation; what is said instead where Slack takes none."""
    try:
        turn.house.messenger.send_file(
            turn.slack_id,
            content,
            name=turn.t.plain("dates.file_name"),
            title=title,
            comment=turn.t("dates.file_off_sent" if off else "dates.file_sent"),
        )
    except (SlackSaidNo, SlackIsBusy, SlackIsUnclear) as no:
        log.warning("a calendar file was not given", action="calendar_file_refused", why=str(no))
        turn.house.messenger.post(turn.slack_id, sentence(refused))


def _open(turn: Turn, mentorship: Mentorship, prompt: Prompt | None) -> None:
    with turn.look() as work:
        planning, today = _planning(turn, work, mentorship), turn.today(work)
    turn.open(
        forms.plan_form(
            planning, turn.t, today=today, kept=_to_keep(planning, str(prompt.id) if prompt else "")
        )
    )


def _show_what_came_first(turn: Turn, mentorship: Mentorship, prompt_id: str, starts_at: datetime) -> None:
    """Both halves were choosing: this one reads the other's date, and their own is still in the form."""
    with turn.look() as work:
        planning, today = _planning(turn, work, mentorship, starts_at), turn.today(work)
    turn.show_instead(forms.plan_form(planning, turn.t, today=today, kept=_to_keep(planning, prompt_id)))


def _planning(
    turn: Turn, work: Work, mentorship: Mentorship, starts_at: datetime | None = None
) -> forms.Planning:
    standing = dates.standing_date(work, mentorship)
    return forms.Planning(
        mentorship_id=mentorship.id,
        partners=others_in(work, mentorship, turn.actor),
        starts_at=starts_at or dates.suggested_start(work, turn.actor, mentorship),
        next=standing,
        waits=standing is not None and not standing.agreed and standing.logged_by != turn.actor.id,
        late=dates.comes_late(work, turn.actor, standing),
        absent=standing is not None and dates.only_absent(mentorship, standing, turn.actor),
    )


def _call_off(turn: Turn, value: str) -> None:
    meeting_id, seen, prompt_id = _carried(value)
    with turn.work() as work:
        prompt = answers.mine(work, turn.actor, prompt_id) if prompt_id else None
        meeting = dates.decline(work, turn.actor, prompt, meeting_id, seen)
    _tell_in_form(turn, meeting, declined=True)


def _tell_in_form(turn: Turn, meeting: Meeting, *, declined: bool = False) -> None:
    """Pressed in a form, the form says what was done; a message or Home is drawn again by itself."""
    if not _in_a_form(turn):
        return
    with turn.look() as work:
        meeting, mentorship = dates.of_ones_own(work, turn.actor, meeting.id)
        partners, today = others_in(work, mentorship, turn.actor), turn.today(work)
        absent = declined and dates.only_absent(mentorship, meeting, turn.actor)
    turn.update_view(notice(turn.t, forms.said_back(meeting, partners, turn.t, today=today, absent=absent)))


def _in_a_form(turn: Turn) -> bool:
    """Pressed in a form; one that is sent closes by itself."""
    return turn.body.get("type") == "block_actions" and turn.in_a_form


def _to_keep(planning: forms.Planning, prompt_id: str) -> str:
    return f"{prompt_id}:{planning.mentorship_id}:{token(planning.next) if planning.next else ''}"


def _kept(kept: str) -> tuple[str, str, str]:
    """The prompt, the mentorship, and the date that the form showed."""
    prompt_id, _, rest = kept.partition(":")
    mentorship_id, _, seen = rest.partition(":")
    return prompt_id, mentorship_id, seen


def _carried(value: str) -> tuple[int, str, int | None]:
    """The meeting, the moment that the button showed, and the prompt, if there is one. Raises for a forged value."""
    meeting_id, _, rest = value.partition(":")
    seconds, _, prompt_id = rest.partition(":")
    return number_in(meeting_id), f"{meeting_id}:{seconds}", number_in(prompt_id) if prompt_id else None
