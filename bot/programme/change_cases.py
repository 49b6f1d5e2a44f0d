"""What the team reads of the changes that are asked for: in one place, with what each asks for and until when.

Nobody reads about themselves, their line of management or their own mentorship (design §8). Both halves may have
asked: each knows of their own request alone, the team sees them side by side, and one decision answers both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from bot.domain.cadence import PromptDue
from bot.domain.calendar import MIDNIGHT, Hours, add_working_days, at_local, local_day
from bot.domain.changes import DECIDE_WITHIN, AlreadyDecided, Change, NothingLeft
from bot.domain.kinds import PromptKind
from bot.domain.mentors import TooClose
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated, Refusal
from bot.programme import changing, recalling
from bot.programme.closeness import close_to
from bot.programme.work import Work

#: Whoever of the team looks later than that has been told anew.
STILL_WAITING = timedelta(days=30)
#: So many working days before the limit it is near, and the team is told again.
NEAR = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """Who asked, None for the bot itself, and for what."""

    change: Change
    asker: Person | None
    role: SeatRole | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One mentorship in which a change waits, with one request or one from each half. `decide_by` is the earliest of
    their limits, a local date of the programme; `late` once it has passed. Until `talking_until` somebody of the team
    talks with them: only that puts a limit off.
    """

    mentorship: Mentorship
    mentors: tuple[Person, ...]
    others: tuple[Person, ...]
    requests: tuple[Request, ...]
    decide_by: date
    today: date
    talking_until: date | None = None

    @property
    def late(self) -> bool:
        return self.decide_by < self.today

    @property
    def seen(self) -> tuple[int, ...]:
        """Exactly these requests: what is decided is what was read."""
        return tuple(one.change.id for one in self.requests)

    @property
    def askers(self) -> tuple[Person, ...]:
        return tuple(one.asker for one in self.requests if one.asker is not None)

    @property
    def untold(self) -> tuple[Person, ...]:
        """Those who asked for nothing, and would hear of a decision first from somebody else."""
        asked = {one.id for one in self.askers}
        return tuple(one for one in (*self.mentors, *self.others) if one.id not in asked)


# -- telling the team --------------------------------------------------------------------------------------------


def to_tell(work: Work) -> Iterator[PromptDue]:
    """Requests of which the team has to hear: at the heart's next beat, two working days before the time to decide is
    over, and then on Mondays and Thursdays until somebody has decided. While nobody is far enough from both halves, it
    is tried again.
    """
    for change in work.changes.to_tell(work.now):
        mentorship = work.mentorships.get(change.mentorship_id)
        team = changing.team_for(work, mentorship) if mentorship else ()
        if mentorship is None or not team:
            continue
        hours = work.team_hours(mentorship.timezone)
        today, soon = local_day(hours.zone, work.now), _soon(hours, change)
        again = recalling.next_recall(hours, today)
        work.changes.tell_again(change.id, at_local(max(again, soon), MIDNIGHT, hours.zone))
        yield from (
            _due(work, change, member.id, "late" if today > change.decide_by else "told")
            for member in team
            if _is_news(work, change, member.id, hours, near=today >= soon)
        )


def _soon(hours: Hours, change: Change) -> date:
    """From this local day on the limit is near: who talks with both halves has time until then."""
    return add_working_days(hours, change.decide_by, -NEAR)


def _is_news(work: Work, change: Change, member_id: int, hours: Hours, *, near: bool) -> bool:
    """Whoever has heard of it is told again once the limit is near, unless they have just read of all that waits."""
    kind = PromptKind.CHANGE_ASKED
    if not recalling.heard_of(work, member_id, kind, _period(change)):
        return True
    return near and recalling.may_recall(work, member_id, kind, hours)


def _due(work: Work, change: Change, member_id: int, rung: str) -> PromptDue:
    return PromptDue(
        kind=PromptKind.CHANGE_ASKED,
        mentorship_id=None,
        recipient_id=member_id,
        period=_period(change),
        rung=f"{rung}-{work.now:%Y%m%d}",
        not_before=work.now,
        expires_at=work.now + STILL_WAITING,
        about={"change": change.id},
    )


def _period(change: Change) -> str:
    return f"change-{change.id}"


# -- reading -----------------------------------------------------------------------------------------------------


def ask(work: Work, actor: Person) -> None:
    """Let the verified person read what waits, on record. Raises `NotAllowed`."""
    work.authorise(actor, Act.DECIDE_CHANGE, programme_id=work.somewhere(actor, Act.DECIDE_CHANGE))


def waiting(work: Work, actor: Person) -> tuple[Case, ...]:
    """What this coordinator may decide, the most urgent first. The others are not even counted: of somebody's own
    mentorship, "one request" is a name. Raises `NotAllowed`.
    """
    work.check(actor, Act.DECIDE_CHANGE, programme_id=work.somewhere(actor, Act.DECIDE_CHANGE))
    running = [one.id for one in work.programmes.running()]
    theirs = [one for one in running if work.may(actor, Act.DECIDE_CHANGE, programme_id=one)]
    found = [one for programme_id in theirs for one in work.changes.waiting(programme_id)]
    if not found:
        return ()
    hidden = close_to(work, actor)
    known = work.mentorships.many({one.mentorship_id for one in found})
    work.people.many(seat.person_id for one in known.values() for seat in one.seats)  # at hand from now on
    cases = []
    for mentorship_id, some in groupby(sorted(found, key=_by_mentorship), key=_by_mentorship):
        mentorship = known.get(mentorship_id)
        if mentorship is not None and not any(seat.person_id in hidden for seat in mentorship.seats):
            cases.append(whole(work, mentorship, tuple(some)))
    return tuple(sorted(cases, key=lambda one: (one.decide_by, one.mentorship.id)))


def case(work: Work, actor: Person, mentorship_id: int) -> Case:
    """What waits in one mentorship. Raises `NotAllowed`, `TooClose`, `AlreadyDecided`, `NothingLeft`, `Outdated`."""
    mentorship = theirs(work, actor, mentorship_id)
    return whole(work, mentorship, work.changes.open_in(mentorship.id))


def theirs(work: Work, actor: Person, mentorship_id: int) -> Mentorship:
    """A mentorship on which this coordinator may decide. Raises `NotAllowed`, `TooClose`, and `Outdated` for a forged
    one.
    """
    mentorship = work.mentorships.get(mentorship_id)
    if mentorship is None:
        work.check(actor, Act.DECIDE_CHANGE, programme_id=work.somewhere(actor, Act.DECIDE_CHANGE))
        raise Outdated
    work.check(actor, Act.DECIDE_CHANGE, programme_id=mentorship.programme_id)
    hidden = close_to(work, actor)
    if any(seat.person_id in hidden for seat in mentorship.seats):
        raise TooClose(act=Act.DECIDE_CHANGE.value)
    return mentorship


def whole(work: Work, mentorship: Mentorship, found: Sequence[Change]) -> Case:
    """These requests as the team reads them. Raises `AlreadyDecided`, `NothingLeft` when there are none."""
    if not found:
        raise _nothing_waits(work, mentorship)
    people = work.people.many(seat.person_id for seat in mentorship.seats)
    mentors = mentorship.with_role(SeatRole.MENTOR)
    return Case(
        mentorship=mentorship,
        mentors=tuple(people[seat.person_id] for seat in mentors),
        others=tuple(people[seat.person_id] for seat in mentorship.seats if seat not in mentors),
        requests=tuple(_request(mentorship, one, people) for one in found),
        decide_by=min(one.decide_by for one in found),
        today=local_day(mentorship.timezone, work.now),
        talking_until=_talking_until(work, mentorship, found),
    )


def _talking_until(work: Work, mentorship: Mentorship, found: Sequence[Change]) -> date | None:
    """The latest limit beyond the first one of its request, while it lasts."""
    off = (
        one.decide_by
        for one in found
        if one.decide_by > changing.deadline(work, mentorship, DECIDE_WITHIN, since=one.asked_at)
    )
    until = max(off, default=None)
    return until if until is not None and until >= local_day(mentorship.timezone, work.now) else None


def _request(mentorship: Mentorship, change: Change, people: Mapping[int, Person]) -> Request:
    seat = mentorship.seat_of(change.asked_by) if change.asked_by else None
    asker = people.get(change.asked_by) if change.asked_by else None
    return Request(change=change, asker=asker, role=seat.role if seat else None)


def _nothing_waits(work: Work, mentorship: Mentorship) -> Refusal:
    decided = work.changes.last_decided(mentorship.id)
    if decided is None or decided.decided_by is None:
        return NothingLeft()
    return AlreadyDecided(name=work.people.get(decided.decided_by).name)


def _by_mentorship(change: Change) -> int:
    return change.mentorship_id
