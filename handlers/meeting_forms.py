"""The form of a meeting: from the command, the shortcut, Home or a message, filled in as far as one can guess."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from bot.domain.dates import DateGone, DateTooFar, instant
from bot.domain.meetings import Form, TooFewThere
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.refusals import Outdated, Refusal
from bot.programme import meeting_forms, meetings
from bot.programme.dates import ProposedMeanwhile
from bot.programme.others import Others, others_in
from bot.programme.untold import NotJustNow, as_they_know
from bot.programme.whom import NoMentorship
from bot.programme.work import Work
from handlers.forms import day_if_any
from handlers.turn import Turn, day_in, number_in, say_refusal
from handlers.views import meeting_forms as views
from handlers.views import meetings as log_views

#: What is wrong with the next date; most of the rest stands beside the day.
ABOUT_THE_DATE = (DateGone, DateTooFar, ProposedMeanwhile, NotJustNow)


class Held(TypedDict):
    """What the form says of a meeting."""

    minutes: int
    day: date
    form: Form | None
    there: frozenset[int] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What was known where the form was opened, as the button carries it: `mentorship:minutes:day:form`."""

    mentorship_id: int | None = None
    minutes: int | None = None
    day: date | None = None
    form: Form | None = None


def open_form(turn: Turn) -> None:
    """With whom, when, how long: the button may say some of it."""
    given = _given(turn.value)
    with turn.work() as work:
        mine = as_they_know(work, turn.actor)
        if not mine:
            raise NoMentorship
        chosen = next((one for one in mine if one.id == given.mentorship_id), mine[0])
        draft = meeting_forms.draft(
            work, turn.actor, chosen, day=given.day, minutes=given.minutes, form=given.form
        )
        choices, today = _choices(work, turn.actor, mine), turn.today(work)
    turn.open(views.form(draft, choices, turn.t, today=today))


def whom_chosen(turn: Turn) -> None:
    """Another one was chosen: their sheet, who is in their group, and how long they usually talk."""
    with turn.work() as work:
        mine = as_they_know(work, turn.actor)
        chosen = next((one for one in mine if one.id == number_in(turn.picked)), None)
        if chosen is None:
            raise Outdated
        draft = meeting_forms.draft(work, turn.actor, chosen, day=day_if_any(turn.form.get("day")))
        choices, today = _choices(work, turn.actor, mine), turn.today(work)
    turn.update_view(views.form(draft, choices, turn.t, today=today, anew=True))


def form_sent(turn: Turn) -> None:
    """The form was filled in; a mistake is told beside its line and nothing is lost."""
    shown, _, cycle = turn.kept.partition(":")
    try:
        with turn.work() as work:
            today = turn.today(work)
            mentorship = _chosen(work, turn)
            as_shown = shown == str(mentorship.id)  # else what was ticked is another one's
            lines = _ticked(turn, "lines") if as_shown else frozenset()
            kept = meeting_forms.keep(
                work,
                turn.actor,
                mentorship,
                **_held(turn, group=mentorship.is_group and as_shown),
                cycle=number_in(cycle or 0),
                lines=lines,
                next_at=_next(turn),
            )
    except Refusal as refusal:
        return _beside(turn, refusal)
    turn.say_in_dm(views.kept(kept, turn.t, today=today))


def open_correction(turn: Turn) -> None:
    with turn.look() as work:
        draft = meeting_forms.as_told(work, turn.actor, turn.number())
    turn.open(views.correction(draft, turn.t, meeting_id=turn.number()))


def correction_sent(turn: Turn) -> None:
    try:
        with turn.work() as work:
            today = turn.today(work)
            meeting, mentorship = meetings.of_ones_own(work, turn.actor, number_in(turn.kept))
            held = _held(turn, group=mentorship.is_group)
            one = meetings.correct(work, turn.actor, meeting.id, **held)
    except Refusal as refusal:
        return _beside(turn, refusal)
    turn.say_in_dm(log_views.logged([one], turn.t, today=today, left_over=False))


def open_for(turn: Turn, mentorship: Mentorship, day: date) -> None:
    """The form for one mentorship, on the day that a message asked about."""
    with turn.work() as work:
        draft = meeting_forms.draft(work, turn.actor, mentorship, day=day)
        today = turn.today(work)
    turn.open(views.form(draft, [(mentorship.id, draft.partners)], turn.t, today=today))


def _given(value: str) -> Given:
    """Raises `Outdated` for a forged value."""
    mentorship, minutes, day, form = (*value.split(":"), "", "", "", "")[:4]
    if form and form not in list(Form):
        raise Outdated
    return Given(
        mentorship_id=number_in(mentorship) if mentorship else None,
        minutes=number_in(minutes) if minutes else None,
        day=day_if_any(day),
        form=Form(form) if form else None,
    )


def _choices(work: Work, actor: Person, mine: Collection[Mentorship]) -> list[tuple[int, Others]]:
    return [(one.id, others_in(work, one, actor)) for one in mine]


def _chosen(work: Work, turn: Turn) -> Mentorship:
    mentorship = work.mentorships.get(number_in(turn.form.get("whom")))
    if mentorship is None or mentorship.seat_of(turn.actor.id) is None:
        raise Outdated
    return mentorship


def _held(turn: Turn, *, group: bool) -> Held:
    how = turn.form.get("how")
    if how is not None and how not in list(Form):
        raise Outdated
    return Held(
        minutes=number_in(next((turn.form[one] for one in _blocks(turn, "minutes")), None)),
        day=day_in(turn.form.get("day")),
        form=Form(how) if how else None,
        there=_ticked(turn, "there") if group else None,
    )


def _next(turn: Turn) -> datetime | None:
    seconds = turn.form.get("next")
    return instant(seconds) if seconds else None


def _ticked(turn: Turn, block: str) -> frozenset[int]:
    return frozenset(number_in(value) for one in _blocks(turn, block) for value in turn.form[one] or [])


def _blocks(turn: Turn, name: str) -> list[str]:
    """The blocks that belong to one mentorship carry its number, so that Slack forgets what another one's held."""
    return sorted(one for one in turn.form if one.partition(":")[0] == name)


def _beside(turn: Turn, refusal: Refusal) -> None:
    """A sentence beside the line that it is about, as far as that is there."""
    line = "day"
    if isinstance(refusal, ABOUT_THE_DATE):
        line = "next" if turn.form.get("next") else (*_blocks(turn, "lines"), "day")[0]
    elif isinstance(refusal, TooFewThere):
        line = (*_blocks(turn, "there"), "day")[0]
    turn.correct(**{line: say_refusal(refusal, turn.t).text})
