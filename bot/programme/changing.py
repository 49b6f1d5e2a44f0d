"""Asking for a change in a mentorship, by either half (`field.md` W20, U2): three presses, a reason only if they like.

From the request to the decision nothing is asked of the mentorship, and nothing anywhere tells the other half of it.
The days in between are kept as days of a pause once they are over: what would have fallen into them counts from there.
A pause needs nobody's permission. What the team decides is in `deciding.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendar import add_working_days, local_day
from bot.domain.changes import (
    DECIDE_WITHIN,
    Change,
    DecidedMeanwhile,
    Decision,
    Motive,
    NobodyToRead,
    Wish,
)
from bot.domain.mentorships import Mentorship, MentorshipState, SeatRole
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.programme import answers, away, cadences, date_news
from bot.programme.closeness import close_to, team_but
from bot.programme.others import others_in
from bot.programme.untold import as_they_know
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Mine:
    """One of the reader's mentorships, as the one who may ask for a change in it sees it.

    `asked` is what they asked for themselves and is not decided: what the other half asked is nowhere here.
    `team` are those who would read a request; `paused_until` is the day both are back, while it rests. With
    `chooses_rhythm` they may meet more or less often, which needs nobody.
    """

    mentorship: Mentorship
    role: SeatRole
    partners: tuple[Person, ...]
    asked: Change | None
    team: tuple[Person, ...]
    paused_until: date | None
    today: date
    chooses_rhythm: bool = False

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """A group does not rest because one of its mentees does: they take a break of their own. A break needs nobody;
        whatever else they wish for waits for somebody to read it.
        """
        learns_in_a_group = self.mentorship.is_group and self.role is SeatRole.MENTEE
        breaks = [] if learns_in_a_group else [Wish.PAUSE]
        return tuple(one for one in Wish if one in breaks or (self.team and one is not Wish.PAUSE))


def mine(work: Work, actor: Person, mentorship_id: int) -> Mine:
    """Raises `Outdated` for a mentorship that is not theirs, or has ended."""
    return _mine(work, actor, answers.meant(work, actor, mentorship_id))


def choices(work: Work, actor: Person) -> tuple[tuple[int, tuple[Person, ...]], ...]:
    """The mentorships in which they may ask for something, each with the others in it."""
    return tuple((one.id, others_in(work, one, actor)) for one in as_they_know(work, actor))


def ask(
    work: Work, actor: Person, mentorship_id: int, *, why: Motive, wish: Wish, until: date | None
) -> Mine:
    """Write the request down, in the place of the one that this person had open; a pause begins at once.

    `until` is a local date of the programme, and counts for a pause alone. Raises `NobodyToRead` where nobody of the
    team is far enough from both halves, and writes nothing; `Outdated`, `PauseTooShort`, `BreakTooLong`.
    """
    mentorship = _held(work, actor, mentorship_id)
    seen = _mine(work, actor, mentorship)
    if wish is not Wish.PAUSE and not seen.team:
        raise NobodyToRead
    if wish not in seen.wishes:
        raise Outdated
    if wish is Wish.PAUSE:
        _pause(work, actor, mentorship, until)
    else:
        for before in _own(work, actor, mentorship):
            _count_as_a_pause(work, mentorship, since=before.asked_at)
        _ask(work, mentorship, by=actor.id, why=why, wish=wish)
    return mine(work, actor, mentorship_id)


def found(work: Work, mentorship: Mentorship, why: Motive) -> Change:
    """The bot itself finds that these two should not go on as they are: the team decides."""
    open_already = [one for one in work.changes.held(mentorship.id) if one.asked_by is None]
    return open_already[0] if open_already else _ask(work, mentorship, by=None, why=why, wish=Wish.NEW_MENTOR)


def withdraw(work: Work, actor: Person, change_id: int) -> Mine:
    """Take one's own request back. Raises `DecidedMeanwhile` when somebody was quicker, `Outdated` for a forged one."""
    change = work.changes.get(change_id)
    if change is None or change.asked_by != actor.id:
        raise Outdated
    work.changes.held(change.mentorship_id)
    if not work.changes.withdraw(change.id):
        raise DecidedMeanwhile
    mentorship = answers.meant(work, actor, change.mentorship_id)
    go_on_after(work, mentorship, since=change.asked_at)
    return _mine(work, actor, mentorship)


def back_earlier(work: Work, actor: Person, mentorship_id: int) -> Mine:
    """The pause is over today. Harmless when it was over already: a button may be an old one."""
    mentorship = _held(work, actor, mentorship_id)
    today = local_day(mentorship.timezone, work.now)
    if mentorship.paused_until is not None and today < mentorship.paused_until:
        away.goes_on(work, work.mentorships.resume(mentorship.id, today))
        date_news.remind_again(work, mentorship)
        work.mentorships.look_again({mentorship.id: work.now})
    return mine(work, actor, mentorship_id)


# -- shared with `deciding.py` -----------------------------------------------------------------------------------


def team_for(work: Work, mentorship: Mentorship) -> tuple[Person, ...]:
    """Who of the team reads and decides what is asked here: nobody who is close to either half (design §8)."""
    members = work.people.many(seat.person_id for seat in mentorship.seats)
    return team_but(work, close_to(work, *members.values()), mentorship.programme_id)


def deadline(work: Work, mentorship: Mentorship, working_days: int, *, since: datetime | None = None) -> date:
    """So many of the team's working days from now, or from then: the programme's zone, the company's country."""
    hours = work.team_hours(mentorship.timezone)
    return add_working_days(hours, local_day(mentorship.timezone, since or work.now), working_days)


def rest(work: Work, mentorship: Mentorship, *, since: date, until: date, by: Collection[int]) -> None:
    """Nothing is asked of either half until that day; it is asked again from there. Those who asked for it are `by`:
    the others are told the day and nothing else.
    """
    resting = work.mentorships.pause(mentorship.id, since=since, until=until)
    work.prompts.cancel(reason="paused", mentorship_id=mentorship.id, kinds=answers.ASKED_OF_A_PAIR)
    away.begins(work, resting, until, by=by)
    work.mentorships.look_again({mentorship.id: work.now})


def go_on_after(work: Work, mentorship: Mentorship, *, since: datetime) -> None:
    """A request is settled and they go on: the days in which it waited were no silence of theirs."""
    _count_as_a_pause(work, mentorship, since=since)
    date_news.remind_again(work, mentorship)
    work.mentorships.look_again({mentorship.id: work.now})


def _count_as_a_pause(work: Work, mentorship: Mentorship, *, since: datetime) -> None:
    """Kept like a pause that ends today, which nobody sees; one that really lasts says more already."""
    began, today = local_day(mentorship.timezone, since), local_day(mentorship.timezone, work.now)
    known = work.mentorships.get(mentorship.id) or mentorship
    if began < today and (known.paused_until is None or known.paused_until < today):
        work.mentorships.pause(mentorship.id, since=began, until=today)


def _pause(work: Work, actor: Person, mentorship: Mentorship, until: date | None) -> None:
    """Decided by the rule at once; why they rest is asked by nobody and kept nowhere."""
    today = local_day(mentorship.timezone, work.now)
    until = answers.check_break(until, today)
    since = today
    for before in _own(work, actor, mentorship):
        since = min(since, local_day(mentorship.timezone, before.asked_at))
    change = _ask(work, mentorship, by=actor.id, why=Motive.PREFER_NOT_TO_SAY, wish=Wish.PAUSE, until=until)
    work.changes.decide(change.id, Decision.PAUSE, by=None, at=work.now, told_by=None)
    rest(work, mentorship, since=since, until=until, by=[actor.id])


def _ask(
    work: Work, mentorship: Mentorship, *, by: int | None, why: Motive, wish: Wish, until: date | None = None
) -> Change:
    return work.changes.ask(
        mentorship.id,
        by=by,
        why=why,
        wish=wish,
        until=until,
        at=work.now,
        decide_by=deadline(work, mentorship, DECIDE_WITHIN),
    )


def _held(work: Work, actor: Person, mentorship_id: int) -> Mentorship:
    """Whoever ends it or decides at this moment is waited for, and then it may not be theirs to change any more."""
    answers.meant(work, actor, mentorship_id)
    work.changes.held(mentorship_id)
    mentorship = answers.meant(work, actor, mentorship_id)
    if mentorship.state is MentorshipState.ENDED:
        raise Outdated
    return mentorship


def _own(work: Work, actor: Person, mentorship: Mentorship) -> list[Change]:
    return [one for one in work.changes.open_in(mentorship.id) if one.asked_by == actor.id]


def _mine(work: Work, actor: Person, mentorship: Mentorship) -> Mine:
    seat = mentorship.seat_of(actor.id)
    assert seat is not None
    today = local_day(mentorship.timezone, work.now)
    rests = mentorship.paused_until is not None and today < mentorship.paused_until
    return Mine(
        mentorship=mentorship,
        role=seat.role,
        partners=others_in(work, mentorship, actor),
        asked=next(iter(_own(work, actor, mentorship)), None),
        team=team_for(work, mentorship),
        paused_until=mentorship.paused_until if rests else None,
        today=today,
        chooses_rhythm=cadences.offers_a_choice(work, mentorship, actor),
    )
