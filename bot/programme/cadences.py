"""How often people meet: theirs to choose, within what their programme offers (`field.md` W9, G3; decision 0008).

A change holds at once, for everybody in the mentorship; the others are told, and may change it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import DAY, Period, local_day
from bot.domain.cycles import cadence_of, cadence_on, changed, usual_days
from bot.domain.kinds import PromptKind
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Mentorship, MentorshipState, SeatRole
from bot.domain.people import Person
from bot.domain.prompts import Prompt, PromptState
from bot.domain.refusals import Outdated
from bot.programme import answers
from bot.programme.others import Others, others_in
from bot.programme.work import Work

#: What was planned by the days of the cadence before. The first meeting has days of its own.
BY_THE_CYCLE = (PromptKind.MISSING_MEETING, PromptKind.LAST_WORD, PromptKind.SHEET)
NEWS = timedelta(days=14)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One cadence that may be chosen today: the last day of the period that would run then, a local date of the
    programme, and whether that period would begin today.
    """

    period: Period
    ends: date
    anew: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How often the reader meets these people, and what may be chosen instead, the most often first: by the reader, or
    with `mentors_choose` by the mentors of their group.
    """

    mentorship: Mentorship
    partners: Others
    today: date
    choices: tuple[Choice, ...]
    mentors_choose: bool = False

    @property
    def period(self) -> Period:
        return self.mentorship.period


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """What one of the others changed: `was` is what the reader last knew, `said` what it became, `pace` what holds now.
    `goes_back` when one press may undo it; `chooses`, when the reader may choose another at all.
    """

    prompt: Prompt
    by: tuple[Person, ...]
    was: Period
    said: Period
    pace: Pace
    goes_back: bool
    chooses: bool


def may_choose(mentorship: Mentorship, actor: Person) -> bool:
    """Both halves of a pair. The mentors of a group, where their time is everybody's; anybody among peers."""
    seat = mentorship.seat_of(actor.id)
    if seat is None or not mentorship.is_group or not mentorship.with_role(SeatRole.MENTOR):
        return seat is not None
    return seat.role is SeatRole.MENTOR


def offers_a_choice(work: Work, mentorship: Mentorship, actor: Person) -> bool:
    """Whether the way to the form is shown: a programme may know one cadence only."""
    return may_choose(mentorship, actor) and len(_offered(work, mentorship)) > 1


def pace(work: Work, actor: Person, mentorship: Mentorship) -> Pace:
    """How often they meet; what whoever may not choose is told, and offered nothing."""
    return _pace(work, actor, mentorship)


def change(work: Work, actor: Person, mentorship: Mentorship, period: Period) -> Pace:
    """They meet this often from now on; chosen a second time, it changes nothing.

    What was met, planned or skipped in the period that runs stays so, and nobody is asked twice about it. Of two who
    change it at once, the later one holds, and the other is told. Raises `Outdated` for whoever may not choose, for a
    cadence that is not offered, and for a mentorship that has ended.
    """
    if not may_choose(mentorship, actor) or period not in _offered(work, mentorship):
        raise Outdated
    work.cadences.reserve(mentorship.id)
    before = work.mentorships.get(mentorship.id)
    if before is None or before.state is MentorshipState.ENDED:
        raise Outdated
    if before.period == period:
        return _pace(work, actor, before)
    today = local_day(before.timezone, work.now)
    work.cadences.keep(before.id, changed(before.cadences, period, today))
    after = work.mentorships.get(before.id) or before
    work.cadences.call_off(before.id, BY_THE_CYCLE)
    _keep_meetings(work, after, today)
    work.mentorships.look_again({before.id: work.now})
    _tell(work, actor, before, after)
    return _pace(work, actor, after)


def change_back(work: Work, actor: Person, prompt_id: int) -> None:
    """What one of the others changed is undone. Raises `Outdated` when it has changed since, or is offered no more."""
    prompt = answers.mine(work, actor, prompt_id)
    mentorship = answers.meant(work, actor, prompt.mentorship_id)
    if prompt.kind is not PromptKind.CADENCE_CHANGED or mentorship.period != _said(prompt):
        raise Outdated
    change(work, actor, mentorship, _was(prompt))


def told(work: Work, prompt: Prompt, reader: Person) -> Changed:
    """What the others read of it. Raises `LookupError` for a mentorship that is not there."""
    mentorship = work.mentorships.get(prompt.mentorship_id or 0)
    if mentorship is None:
        raise LookupError("mentorship")
    runs = mentorship.state is not MentorshipState.ENDED and may_choose(mentorship, reader)
    undone = mentorship.period == _said(prompt) and _was(prompt) in _offered(work, mentorship)
    return Changed(
        prompt=prompt,
        by=tuple(work.people.many([prompt.about.get("by", 0)]).values()),
        was=_was(prompt),
        said=_said(prompt),
        pace=_pace(work, reader, mentorship),
        goes_back=runs and undone,
        chooses=runs,
    )


def why_moot(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> str | None:
    """Nobody is told of a change that does not hold any more."""
    return None if mentorship.period == _said(prompt) else "changed"


def _offered(work: Work, mentorship: Mentorship) -> tuple[Period, ...]:
    """What the programme offers, and what they have: a file that was edited since takes nothing away."""
    kind = work.customs.types[work.programmes.get(mentorship.programme_id).type_key]
    return tuple(sorted({mentorship.period, *kind.offered}, key=usual_days))


def _pace(work: Work, reader: Person, mentorship: Mentorship) -> Pace:
    today = local_day(mentorship.timezone, work.now)
    return Pace(
        mentorship=mentorship,
        partners=others_in(work, mentorship, reader),
        today=today,
        choices=tuple(_choice(mentorship, period, today) for period in _offered(work, mentorship)),
        mentors_choose=not may_choose(mentorship, reader),
    )


def _choice(mentorship: Mentorship, period: Period, today: date) -> Choice:
    """A mentorship that ends before its period does ends when it does."""
    after = changed(mentorship.cadences, period, today)
    cycle = cadence_on(after, today).cycle_on(today)
    _, end = cadence_of(after, cycle).bounds(cycle)
    return Choice(
        period=period,
        ends=min(end - DAY, mentorship.ends_on or date.max),
        anew=cycle != mentorship.cycle_on(today),
    )


def _keep_meetings(work: Work, after: Mentorship, today: date) -> None:
    """Who met today has met in the period that begins today. A date that is set spares them from now until it comes,
    be it in a later period than the one it was set for.
    """
    running = after.cycle_on(today)
    met = work.meetings.on(after.id, today)
    if met is not None and met.cycle != running:
        work.meetings.change(met.id, cycle=running)
    planned = work.meetings.planned(after.id)
    if planned is not None and planned.state is MeetingState.PLANNED and planned.held_on >= today:
        work.meetings.change(planned.id, cycle=min(planned.cycle, after.cycle_on(planned.held_on)))


def _tell(work: Work, actor: Person, before: Mentorship, after: Mentorship) -> None:
    """Each of the others, unless what they last heard of holds again."""
    known = {seat.person_id: _last_known(work, seat.person_id, before) for seat in before.others(actor.id)}
    work.cadences.call_off(after.id, [PromptKind.CADENCE_CHANGED])
    work.prompts.plan(
        [
            PromptDue(
                kind=PromptKind.CADENCE_CHANGED,
                mentorship_id=after.id,
                recipient_id=person_id,
                period="cadence",
                rung=f"{work.now:%Y%m%dT%H%M%S%f}",
                not_before=work.now,
                expires_at=work.now + NEWS,
                about={
                    "by": actor.id,
                    "months": after.period.months,
                    "weeks": after.period.weeks,
                    "was_months": was.months,
                    "was_weeks": was.weeks,
                },
            )
            for person_id, was in known.items()
            if was != after.period
        ],
        now=work.now,
    )


def _last_known(work: Work, person_id: int, before: Mentorship) -> Period:
    """What they were told last: a change that is still to be said is news to them."""
    untold = [
        one
        for one in work.prompts.series(person_id, PromptKind.CADENCE_CHANGED)
        if one.mentorship_id == before.id and one.state is PromptState.PLANNED
    ]
    return _was(untold[0]) if untold else before.period


def _said(prompt: Prompt) -> Period:
    return Period(months=prompt.about["months"], weeks=prompt.about["weeks"])


def _was(prompt: Prompt) -> Period:
    return Period(months=prompt.about["was_months"], weeks=prompt.about["was_weeks"])
