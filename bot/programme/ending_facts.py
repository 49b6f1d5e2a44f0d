"""What the news of an ending have to tell, gathered when they are about to be said or drawn again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import local_day
from bot.domain.mentorships import EndedWhy, Mentorship, SeatRole
from bot.domain.people import Person, Standing
from bot.domain.permissions import Act
from bot.domain.programmes import Mode
from bot.domain.prompts import Prompt
from bot.programme.choosing import Invited, invited
from bot.programme.closeness import may_read, team_but
from bot.programme.ending import looks_for_another
from bot.programme.work import Work

#: How "not now" is kept in the ledger.
NOT_NOW = "not_now"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """What has ended for the reader, and what comes next. `role` is their own, None for whoever stays in the group
    that the mentees of `partners` left; `name` is the group's; `gone` when the others are not in the company any more;
    `met` when they had a meeting, or came from before Binôme.

    `in_touch`, that the two keep in touch. `since` is the day on which it began: it stands for the name of whoever
    asked to be forgotten.

    Who learns may look for somebody else: `asked` is the round that asks them, `looks` while none does; `chooses` where
    people name mentors themselves. Who `mentors` still has a place free. `team` is whom to talk to about it.
    """

    prompt: Prompt
    partners: tuple[Person, ...]
    role: SeatRole | None
    why: EndedWhy
    temporary: bool
    since: date
    gone: bool = False
    met: bool = True
    name: str | None = None
    asked: Invited | None = None
    looks: bool = False
    chooses: bool = True
    mentors: bool = False
    in_touch: bool = False
    team: tuple[Person, ...] = ()

    @property
    def not_now(self) -> bool:
        return self.prompt.answer == NOT_NOW


@dataclass(frozen=True, kw_only=True, slots=True)
class Departed:
    """For the team: somebody has left, and so many people are `alone` for it, of whom so many were `asked` whom they
    would like next.
    """

    prompt: Prompt
    person: Person
    alone: int
    asked: int


EndingFacts = Ended | Departed


def ended(work: Work, prompt: Prompt, reader: Person) -> Ended:
    mentorship = work.mentorships.get(prompt.mentorship_id) if prompt.mentorship_id else None
    if mentorship is None or mentorship.ended_why is None:
        raise LookupError("mentorship")
    seat = mentorship.seat_of(reader.id)
    partners = _partners(work, mentorship, reader)
    looks = seat is not None and seat.role is SeatRole.MENTEE and looks_for_another(work, reader)
    asked = _asked(work, reader) if looks else None
    return Ended(
        prompt=prompt,
        partners=partners,
        role=seat.role if seat else None,
        why=mentorship.ended_why,
        temporary=mentorship.temporary,
        since=mentorship.began_on,
        gone=bool(partners) and all(one.standing is Standing.GONE for one in partners),
        met=_have_met(work, mentorship),
        name=mentorship.name,
        asked=asked,
        looks=looks and asked is None,
        chooses=_names_mentors(work),
        mentors=seat is not None
        and seat.role is SeatRole.MENTOR
        and _still_mentors(work, mentorship, reader),
        in_touch=work.after_wishes.kept(mentorship.id),
        team=team_but(work, {reader.id}),
    )


def departed(work: Work, prompt: Prompt, reader: Person) -> Departed:
    return Departed(
        prompt=prompt,
        person=work.people.get(prompt.about["person"]),
        alone=prompt.about["alone"],
        asked=prompt.about["asked"],
    )


def why_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Only the team reads who has left, and nobody of their line."""
    return None if may_read(work, reader, Act.SEE_ADMIN, [prompt.about["person"]]) else "left"


def _have_met(work: Work, mentorship: Mentorship) -> bool:
    """What ends for whoever leaves a group is their own part of it: its meetings were those of the group."""
    introduced = local_day(mentorship.timezone, mentorship.introduced_at)
    group = mentorship.replaces if mentorship.name is not None else None
    held = (work.meetings.last_held(one) for one in (mentorship.id, group) if one is not None)
    return mentorship.began_on < introduced or any(one is not None for one in held)


def _names_mentors(work: Work) -> bool:
    """As in the latest campaign, by whose rules people look for a mentor alone (`solo.py`)."""
    programme = work.programme()
    latest = work.rounds.latest(programme.id) if programme else None
    mode = latest.rules.mode if latest else work.kind().mode
    return mode not in (Mode.SUGGESTED, Mode.BY_COORDINATOR)


def _still_mentors(work: Work, mentorship: Mentorship, reader: Person) -> bool:
    enrolment = work.enrolments.of(reader.id, mentorship.programme_id)
    return enrolment is not None and enrolment.part is not None and enrolment.part.mentors


def _partners(work: Work, mentorship: Mentorship, reader: Person) -> tuple[Person, ...]:
    """The others; for whoever stays in a group, the mentees who left it."""
    seats = mentorship.others(reader.id)
    if mentorship.seat_of(reader.id) is None:
        seats = tuple(one for one in seats if one.role is not SeatRole.MENTOR)
    known = work.people.many(one.person_id for one in seats)
    return tuple(known[one.person_id] for one in seats)


def _asked(work: Work, reader: Person) -> Invited | None:
    """The round that waits for this person's word, one of their own before the company's."""
    programme = work.programme()
    mine = work.own_rounds.under_way(reader.id, programme.id) if programme else ()
    for one in sorted(mine, key=lambda found: not found.solo):
        found = invited(work, reader, one.id)
        if found.is_open or found.answer is not None:
            return found
    return None
