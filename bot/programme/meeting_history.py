"""How the meetings of a mentorship were told: each version, who told it, and who of a group was there.

Only its own people may look. There is nothing of what was said, because that is never told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.domain.meetings import USUAL, Deed, Meeting, Told
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.programme.work import Work


def note(work: Work, actor: Person, meeting: Meeting, deed: Deed) -> None:
    """Keep what the actor has just done about the meeting, as it is now."""
    work.meeting_history.keep(meeting, deed, by=actor.id, at=work.now)


def of(work: Work, reader: Person, mentorship: Mentorship) -> tuple[Told, ...]:
    """Everything that was told of this mentorship's meetings, the earliest first.

    Raises `Outdated` for somebody else's. Meetings that were logged before this was kept begin with whatever was done
    about them next.
    """
    _check(mentorship, reader)
    return tuple(work.meeting_history.of(mentorship.id))


def timeline(work: Work, reader: Person, mentorship: Mentorship, *, most: int) -> Sequence[Meeting]:
    """The newest meetings held, disputed and planned, the newest first. Raises `Outdated` for somebody else's."""
    _check(mentorship, reader)
    return work.meeting_history.timeline(mentorship.id, most=most)


def usual_minutes(work: Work, mentorship: Mentorship) -> int:
    """How long these people are likely to have talked: as long as the last time."""
    return work.meeting_history.usual_minutes(mentorship.id) or USUAL


def keep_there(work: Work, mentorship: Mentorship, meeting: Meeting, there: Collection[int] | None) -> None:
    """Who of a group was there, among those who are in it or were known to be there; of a pair, nothing is kept."""
    if there is None or not mentorship.is_group:
        return
    known = work.meeting_history.there([meeting.id]).get(meeting.id, frozenset())
    of_it = known | {seat.person_id for seat in mentorship.seats}
    work.meeting_history.were_there(meeting.id, of_it & frozenset(there))


def there(
    work: Work, mentorship: Mentorship, meetings: Iterable[Meeting]
) -> Mapping[int, tuple[Person, ...]]:
    """By meeting of a group, who was at those that not everybody came to, in alphabetical order. Of a pair, and where
    nobody said who was there, nothing.
    """
    if not mentorship.is_group:
        return {}
    everybody = {seat.person_id for seat in mentorship.seats}
    told = work.meeting_history.there([meeting.id for meeting in meetings])
    known = work.people.many({person_id for ids in told.values() for person_id in ids})
    return {
        meeting_id: tuple(sorted((known[one] for one in ids), key=lambda person: person.name))
        for meeting_id, ids in told.items()
        if everybody - ids
    }


def who_was_there(work: Work, mentorship: Mentorship, meeting: Meeting) -> tuple[Person, ...]:
    """Who was at this one; nobody is named when everybody was."""
    return there(work, mentorship, [meeting]).get(meeting.id, ())


def _check(mentorship: Mentorship, reader: Person) -> None:
    if mentorship.seat_of(reader.id) is None:
        raise Outdated
