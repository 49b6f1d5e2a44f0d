"""Two people who keep in touch after the end: each hears of the other once a quarter, in one line (`field.md` C4).

Nothing is asked, logged or counted, and no place is taken. It stops when either says so or leaves the programme, or
when they are together again; the other is not told, and simply hears nothing any more. It is about two people: whoever
has learnt and mentors by now keeps in touch all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.afterwards import After, agreed, next_word
from bot.domain.cadence import PromptDue
from bot.domain.calendar import local_day
from bot.domain.enrolments import EnrolmentState, Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, Seat
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated
from bot.programme.others import Others, others_in
from bot.programme.presence import away_until
from bot.programme.work import Work

#: How many mentorships one beat looks at.
AT_ONCE = 200
#: A word that has waited for longer comes too near to the next.
STILL_NEWS = timedelta(days=30)
#: How "no more of these" is kept in the ledger.
NO_MORE = "no_more"


@dataclass(frozen=True, kw_only=True, slots=True)
class InTouch:
    """`since` is the last day of their mentorship, as they were told it; `stopped` once the reader wants no more."""

    prompt: Prompt
    partners: Others
    since: date
    stopped: bool


def keep_what_stays(work: Work, mentorship: Mentorship, *, as_planned: bool) -> None:
    """It has ended: what its people said of the end is forgotten, unless both keep in touch."""
    both = tuple(seat.person_id for seat in mentorship.seats)
    wishes = work.after_wishes.of(mentorship.id) if as_planned and not mentorship.is_group else {}
    if wishes and agreed(wishes, both) is After.IN_TOUCH:
        _, first = next_word(work.now, work.now, mentorship.timezone)
        work.after_wishes.keep(mentorship.id, first)
    else:
        work.after_wishes.forget(mentorship.id)


def to_tell(work: Work) -> Iterator[PromptDue]:
    """A line to each of the two, once a quarter."""
    for found in work.after_wishes.due(work.now, limit=AT_ONCE):
        mentorship = work.mentorships.get(found)
        if mentorship is None or mentorship.ended_at is None or not _still(work, mentorship):
            work.after_wishes.forget(found)
            continue
        number, at = next_word(mentorship.ended_at, work.now, mentorship.timezone)
        work.after_wishes.keep(found, at)
        for seat in mentorship.seats:
            yield PromptDue(
                kind=PromptKind.IN_TOUCH,
                mentorship_id=mentorship.id,
                recipient_id=seat.person_id,
                period="in-touch",
                rung=f"quarter-{number - 1}",
                not_before=work.now,
                expires_at=work.now + STILL_NEWS,
            )


def stop(work: Work, actor: Person, prompt_id: int) -> None:
    """ "No more of these": neither hears of the other any more, and nobody is told whose word it was. Twice is once.

    Raises `Outdated` for somebody else's message.
    """
    prompt = work.prompts.get(prompt_id)
    if prompt is None or prompt.recipient_id != actor.id or prompt.kind is not PromptKind.IN_TOUCH:
        raise Outdated
    work.prompts.answer(prompt.id, NO_MORE)
    if prompt.mentorship_id is not None:
        work.after_wishes.forget(prompt.mentorship_id)
        work.prompts.cancel(
            reason="withdrawn", mentorship_id=prompt.mentorship_id, kinds=[PromptKind.IN_TOUCH]
        )


def word(work: Work, prompt: Prompt, reader: Person) -> InTouch:
    """What the reader reads; the same whether or not the other has stopped it since."""
    mentorship = work.mentorships.get(prompt.mentorship_id or 0)
    if mentorship is None or mentorship.ended_at is None:
        raise LookupError("mentorship")
    return InTouch(
        prompt=prompt,
        partners=others_in(work, mentorship, reader),
        since=mentorship.ends_on or local_day(mentorship.timezone, mentorship.ended_at),
        stopped=prompt.answer == NO_MORE,
    )


def why_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Stopped since; or somebody is away, who is not reminded of anything."""
    mentorship = work.mentorships.get(prompt.mentorship_id or 0)
    if mentorship is None or not work.after_wishes.kept(mentorship.id) or not _still(work, mentorship):
        return "withdrawn"
    return "paused" if away_until(work, reader) is not None else None


def _still(work: Work, mentorship: Mentorship) -> bool:
    """Both are here and take part in the programme, and are not together again."""
    people = work.people.many(seat.person_id for seat in mentorship.seats)
    first, second = (seat.person_id for seat in mentorship.seats)
    return (
        all(person.is_welcome for person in people.values())
        and all(_takes_part(work, mentorship, seat) for seat in mentorship.seats)
        and work.mentorships.between(first, second) is None
    )


def _takes_part(work: Work, mentorship: Mentorship, seat: Seat) -> bool:
    """Whoever never said which part they take has not left it."""
    place = work.enrolments.of(seat.person_id, mentorship.programme_id)
    if place is None or place.part is None:
        return True
    return place.state is not EnrolmentState.LEFT and place.part is not Part.NOT_FOR_ME
