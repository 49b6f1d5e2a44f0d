"""Somebody who stands in while a mentor is away for more than six weeks: offered to the mentee, who may do without.

It takes no lasting place, ends on the day on which the mentor is back, and has its own sheets and introductions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain import welcoming as choice
from bot.domain.cadence import PromptDue
from bot.domain.calendar import DAY, local_day
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.line import lines_of
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.profiles import languages_of, topics_given
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated
from bot.domain.suitability import Mentee, Mentor
from bot.programme import answers, away, linking, welcoming
from bot.programme.closeness import close_to, may_read, team_but
from bot.programme.mentors import volunteers
from bot.programme.work import Work

#: How the answer is kept in the ledger.
DECLINED, NOBODY = "no", "nobody"
#: How the ledger names what is said to a stand-in and to the mentee.
STANDS_IN = "interim"


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """What a mentee whose mentor is away was offered. `until` is the day on which their mentor is back, None once they
    are; `stand_in` whoever is there meanwhile. `declined` and `nobody` are what became of it otherwise.
    """

    prompt: Prompt
    mentors: tuple[Person, ...]
    until: date | None
    stand_in: Person | None
    declined: bool
    nobody: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class NobodyWilling:
    """For the team: somebody has nobody. `until` is the day on which their own mentor is back, None for a newcomer."""

    prompt: Prompt
    person: Person
    until: date | None


InterimFacts = Offered | NobodyWilling


# -- what the mentee does ----------------------------------------------------------------------------------------


def accept(work: Work, actor: Person, prompt_id: int) -> Mentorship | None:
    """Find somebody, and introduce the two; None when nobody can, and then the team is told. Twice is once.

    Raises `Outdated` for anybody else's offer, or once the mentor is back.
    """
    _, mentorship, _ = _meant(work, actor, prompt_id)
    programme = work.programmes.get(mentorship.programme_id)
    _hold(work, programme, actor)
    prompt, mentorship, back = _meant(work, actor, prompt_id)
    if there := _mine(work, mentorship, actor):
        return there[0]
    found = choice.stand_in(
        _mentee(work, actor, programme), _mentors(work, programme), willing=_willing(work)
    )
    if found is None:
        work.prompts.answer(prompt.id, NOBODY)
        work.prompts.plan(_tell_the_team(work, actor, mentorship), now=work.now)
        return None
    work.prompts.answer(prompt.id, None)
    return linking.link(
        work,
        programme,
        mentor_id=found,
        mentee_ids=[actor.id],
        anchor=local_day(programme.timezone, work.now),
        ends_on=back - DAY,
        period=STANDS_IN,
        temporary=True,
    )


def decline(work: Work, actor: Person, prompt_id: int) -> None:
    """ "No, thank you": they wait for their own mentor. Raises `Outdated` as `accept` does."""
    prompt, _, _ = _meant(work, work.people.held(actor.id), prompt_id)
    work.prompts.answer(prompt.id, DECLINED)


# -- what is told ------------------------------------------------------------------------------------------------


def offered(work: Work, prompt: Prompt, reader: Person) -> Offered:
    """Raises `LookupError` for a mentorship that is not there."""
    mentorship = work.mentorships.get(prompt.mentorship_id or 0)
    if mentorship is None:
        raise LookupError("mentorship")
    mentors = [seat.person_id for seat in mentorship.with_role(SeatRole.MENTOR)]
    there = [
        seat.person_id for one in _mine(work, mentorship, reader) for seat in one.with_role(SeatRole.MENTOR)
    ]
    known = work.people.many([*mentors, *there])
    return Offered(
        prompt=prompt,
        mentors=tuple(known[one] for one in mentors),
        until=away.mentor_back(work, mentorship),
        stand_in=known[there[0]] if there else None,
        declined=prompt.answer == DECLINED,
        nobody=prompt.answer == NOBODY,
    )


def why_moot(work: Work, prompt: Prompt, mentorship: Mentorship, reader: Person) -> str | None:
    """The mentor is back, or somebody is there already."""
    if away.mentor_back(work, mentorship) is None:
        return "back"
    return "answered" if _mine(work, mentorship, reader) else None


def nobody_willing(work: Work, prompt: Prompt, reader: Person) -> NobodyWilling:
    """For the team. Raises `LookupError` for somebody whom nobody knows."""
    person = work.people.many([prompt.about["person"]]).get(prompt.about["person"])
    if person is None:
        raise LookupError("person")
    mentorship = work.mentorships.get(prompt.about.get("mentorship", 0))
    until = away.mentor_back(work, mentorship) if mentorship else None
    return NobodyWilling(prompt=prompt, person=person, until=until)


def somebody_there(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Somebody was found since, the mentor is back, or the reader is of the team no more."""
    mentorship, programme = work.mentorships.get(prompt.about.get("mentorship", 0)), work.newcomers()
    of = mentorship.programme_id if mentorship else programme.id if programme else None
    members = [seat.person_id for seat in mentorship.seats] if mentorship else [prompt.about["person"]]
    if not may_read(work, reader, Act.RUN_ROUND, members, of):
        return "left"
    if mentorship is not None:
        return why_moot(work, prompt, mentorship, work.people.get(prompt.about["person"]))
    waits = welcoming.waiting(work, programme) if programme else []
    return None if any(one.person.id == prompt.about["person"] for one in waits) else "answered"


# -- finding somebody --------------------------------------------------------------------------------------------


def _meant(work: Work, actor: Person, prompt_id: int) -> tuple[Prompt, Mentorship, date]:
    prompt = answers.mine(work, actor, prompt_id)
    if prompt.kind is not PromptKind.INTERIM:
        raise Outdated
    mentorship = answers.meant(work, actor, prompt.mentorship_id)
    back = away.mentor_back(work, mentorship)
    if back is None:
        raise Outdated
    return prompt, mentorship, back


def _mine(work: Work, mentorship: Mentorship, reader: Person) -> list[Mentorship]:
    return [one for one in away.stand_ins(work, mentorship) if one.seat_of(reader.id)]


def _hold(work: Work, programme: Programme, actor: Person) -> None:
    """Whoever gives the same place at this moment waits, or has done so; two mentees who press at once, in turn."""
    work.people.hold_all(volunteers(work, programme).keys() | {actor.id})


def _willing(work: Work) -> frozenset[int]:
    """Those who welcome newcomers are ready to be there for somebody for a while."""
    programme = work.newcomers()
    return frozenset(welcoming.willing(work, programme)) if programme else frozenset()


def _mentee(work: Work, person: Person, programme: Programme) -> Mentee:
    profile = work.profiles.of(person.id)
    partners = (seat.person_id for one in work.mentorships.of(person.id) for seat in one.others(person.id))
    past = work.seats.past_mentors(programme.id).get(person.id, frozenset())
    return Mentee(
        id=person.id,
        topics=frozenset(person.topics),
        languages=languages_of(person, profile),
        own_language=person.language,
        network=person.network,
        entity=person.entity,
        joined_on=person.joined_on,
        form=profile.form,
        manager_line=lines_of(work.people.managers()).get(person.id, frozenset()),
        apart_from=frozenset(partners) | past | work.avoided.around(person.id),
    )


def _mentors(work: Work, programme: Programme) -> Sequence[Mentor]:
    """With the places that present mentees, open suggestions and those for whom they stand in leave."""
    ready = volunteers(work, programme)
    known, profiles = work.people.many(ready), work.profiles.many(ready)
    carried, stand_in = (
        work.seats.mentees_carried(programme.id),
        work.seats.for_a_while(programme.id),
    )
    held = work.rounds.offers_held(programme.id)
    loads = {one: carried.get(one, 0) + stand_in.get(one, 0) for one in ready}
    return [
        Mentor(
            id=person.id,
            free_places=(ready[person.id].capacity or 0) - loads[person.id] - held.get(person.id, 0),
            topics=frozenset(topics_given(person, profile)),
            languages=languages_of(person, profile),
            network=person.network,
            entity=person.entity,
            joined_on=person.joined_on,
            form=profile.form if profile else None,
            mentees_now=loads[person.id],
        )
        for person, profile in ((one, profiles.get(one.id)) for one in known.values())
    ]


def _tell_the_team(work: Work, actor: Person, mentorship: Mentorship) -> list[PromptDue]:
    """Those who are close to neither half hear that nobody can stand in."""
    members = work.people.many(seat.person_id for seat in mentorship.seats)
    return [
        PromptDue(
            kind=PromptKind.NOBODY_WILLING,
            mentorship_id=None,
            recipient_id=member.id,
            period=f"mentorship-{mentorship.id}",
            rung=f"{work.now:%Y%m%d}",
            not_before=work.now,
            expires_at=work.now + welcoming.STILL_NEWS,
            about={"person": actor.id, "mentorship": mentorship.id},
        )
        for member in team_but(work, close_to(work, *members.values()), mentorship.programme_id)
    ]
