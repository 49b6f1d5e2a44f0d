"""What has ended for somebody who has not heard of it: one of the team tells them first, and Binôme two days later.

Until then nothing of theirs tells them instead. What they have open stays as it was; a meeting that they had can be
logged, and whatever else they press is declined kindly, with a word that the team will be in touch.
"""

from __future__ import annotations

from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.prompts import PromptState
from bot.domain.refusals import Refusal
from bot.programme.work import Work


class NotJustNow(Refusal):
    """It has ended, and somebody of the team is about to say so."""

    key = "refusals.not_just_now"


def untold(work: Work, person: Person) -> list[Mentorship]:
    """The mentorships of theirs that have ended, and of which somebody is to tell them first: not those with somebody
    who asked to be forgotten, of whom nothing is left to show.
    """
    news = work.prompts.series(person.id, PromptKind.ENDED)
    waiting = [one for one in news if one.state is PromptState.PLANNED and one.not_before > work.now]
    found = (work.mentorships.get(one.mentorship_id or 0) for one in waiting)
    mine = [one for one in found if one is not None and one.seat_of(person.id) is not None]
    known = work.people.many(seat.person_id for one in mine for seat in one.seats)
    return [
        one for one in mine if not all(known[seat.person_id].is_forgotten for seat in one.others(person.id))
    ]


def as_they_know(work: Work, person: Person) -> list[Mentorship]:
    """The mentorships that run, as far as this person has heard, the oldest first."""
    known = {one.id: one for one in (*work.mentorships.of(person.id), *untold(work, person))}
    return [known[one] for one in sorted(known)]


def check_told(work: Work, person: Person, mentorship_id: int | None) -> None:
    """Raises `NotJustNow` for one of which this person is still to be told."""
    if any(one.id == mentorship_id for one in untold(work, person)):
        raise NotJustNow
