"""Applications to mentor, as the team reads and answers them (`field.md` I1).

Nobody decides about themselves, their line of management or their own mentorship (design §8): an application goes
to those of the team who may, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import local_day
from bot.domain.enrolments import Application, Enrolment, Programme
from bot.domain.kinds import PromptKind
from bot.domain.mentors import Declined, TooClose, Withdrawn, has_applied
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.profiles import Profile, languages_of, topics_given
from bot.domain.programmes import RoleTag, Topic
from bot.domain.refusals import Outdated
from bot.programme import joining_ports, recalling
from bot.programme.closeness import close_to, team_but
from bot.programme.mentors import own_place, to_prepare
from bot.programme.work import Work

#: Whoever looks later than that finds the application on the page of people.
STILL_WAITING = timedelta(days=60)
#: An answer is still worth reading after a long absence.
STILL_NEWS = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An application as the team reads it: what speaks for this person, in the four words of `field.md` I1.

    What they hope for is not here: it is sealed for the people they will mentor. `decided_by` is there once somebody
    has answered; `withdrawn` when there is nothing left to answer.
    """

    application: joining_ports.Application
    person: Person
    capacity: int
    learns: bool
    topics: tuple[Topic, ...]
    roles: tuple[RoleTag, ...]
    languages: tuple[str, ...]
    seniority: str | None
    experience: str | None
    decided_by: Person | None
    withdrawn: bool

    @property
    def waits(self) -> bool:
        return self.application.decided_at is None and not self.withdrawn


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What became of an application. `already` when somebody had answered before this press, which changed nothing."""

    candidate: Candidate
    already: bool


# -- telling -------------------------------------------------------------------------------------------------------


def to_tell(work: Work) -> Iterator[PromptDue]:
    """Applications of which the team has not heard yet, each told to those who may decide on it; and again,
    on Mondays and Thursdays, while one waits.

    They are told at the heart's next beat and not at once: whoever decides may be met only later, and several people
    who volunteer on the same day are one message.
    """
    programme = _programme(work)
    if programme is None:
        return
    for person_id, application in work.applications.untold(programme.id):
        team = team_but(work, close_to(work, work.people.get(person_id)))
        if team:
            work.applications.tell(application.id)
        for member in team:
            yield _due(work, PromptKind.APPLICATION, member.id, application.id, lasts=STILL_WAITING)
    yield from _recalled(work, programme)


def _recalled(work: Work, programme: Programme) -> Iterator[PromptDue]:
    hours, kind = work.team_hours(programme.timezone), PromptKind.APPLICATION
    today = local_day(hours.zone, work.now)
    long = [
        (person_id, one)
        for person_id, one in work.applications.waiting(programme.id)
        if recalling.next_recall(hours, local_day(hours.zone, one.applied_at)) <= today
    ]
    for member_id, application_id in _readers(work, long).items():
        period = _period(application_id)
        if recalling.heard_of(work, member_id, kind, period) and recalling.may_recall(
            work, member_id, kind, hours
        ):
            yield _due(
                work, kind, member_id, application_id, lasts=STILL_WAITING, rung=f"again-{today:%Y%m%d}"
            )


def _readers(work: Work, found: Sequence[tuple[int, joining_ports.Application]]) -> dict[int, int]:
    """Who of the team may answer some of these, each with the application that waits longest for them."""
    readers: dict[int, int] = {}
    for person_id, application in found:
        for member in team_but(work, close_to(work, work.people.get(person_id))):
            readers.setdefault(member.id, application.id)
    return readers


# -- deciding ----------------------------------------------------------------------------------------------------


def candidate(work: Work, actor: Person, application_id: int) -> Candidate:
    """Raises `NotAllowed`, `TooClose`, and `Outdated` when there is no such application."""
    work.check(actor, Act.DECIDE_MENTOR)
    return _candidate(work, actor, application_id)


def waiting(work: Work, actor: Person) -> tuple[Candidate, ...]:
    """Applications without an answer that this coordinator may decide on, the oldest first. The others are not even
    counted: of somebody's only report, "one application" is a name. Raises `NotAllowed`.
    """
    work.check(actor, Act.DECIDE_MENTOR)
    programme = _programme(work)
    if programme is None:
        return ()
    hidden = close_to(work, actor)
    found = [(who, one) for who, one in work.applications.waiting(programme.id) if who not in hidden]
    asking = [who for who, _ in found]
    places, profiles = work.enrolments.many(asking, programme.id), work.profiles.many(asking)
    work.people.many(asking)  # each is at hand from now on
    return tuple(
        _as_read(work, one, profiles.get(who, Profile(person_id=who)), places[who], programme)
        for who, one in found
    )


def approve(work: Work, actor: Person, application_id: int) -> Decision:
    """Yes: they can be given mentees from now on, once prepared where that is asked. A second press finds it done.

    Raises `NotAllowed`, `TooClose`, `Withdrawn`, `Outdated`.
    """
    return _decide(work, actor, application_id, approved=True)


def decline(
    work: Work, actor: Person, application_id: int, reason: Declined, words: str | None = None
) -> Decision:
    """Not now, for a reason that the person is told in the very sentence the coordinator has read. `words` come
    cleaned and cut. Raises as `approve` does.
    """
    return _decide(work, actor, application_id, approved=False, reason=reason, words=words)


def _decide(
    work: Work,
    actor: Person,
    application_id: int,
    *,
    approved: bool,
    reason: Declined | None = None,
    words: str | None = None,
) -> Decision:
    work.authorise(actor, Act.DECIDE_MENTOR)
    if found := work.applications.get(application_id):
        work.people.held(found[0])  # who answers the same person at this moment waits, and finds it answered
    asked = _candidate(work, actor, application_id)
    if asked.withdrawn:
        raise Withdrawn(name=asked.person.name)
    mine = work.applications.decide(
        application_id, approved=approved, by=actor.id, at=work.now, reason=reason, words=words
    )
    if mine:
        standing = Application.APPROVED if approved else Application.DECLINED
        enrolment = work.enrolments.change(asked.application.enrolment_id, application=standing)
        told = _due(work, PromptKind.DECISION, asked.person.id, application_id, lasts=STILL_NEWS)
        _, programme = own_place(work, asked.person)
        work.prompts.plan([told, *to_prepare(work, enrolment, programme)], now=work.now)
    return Decision(candidate=_candidate(work, actor, application_id), already=not mine)


# -- reading -----------------------------------------------------------------------------------------------------


def _programme(work: Work) -> Programme | None:
    """The programme whose team is asked; None while none is."""
    programme = work.programme()
    return programme if programme and work.type_of(programme).approval else None


def _candidate(work: Work, actor: Person, application_id: int) -> Candidate:
    found = work.applications.get(application_id)
    if found is None:
        raise Outdated
    person_id, application = found
    if person_id in close_to(work, actor):
        raise TooClose(act=Act.DECIDE_MENTOR.value)
    return about(work, person_id, application)


def about(work: Work, person_id: int, application: joining_ports.Application) -> Candidate:
    enrolment, programme = own_place(work, work.people.get(person_id))
    return _as_read(work, application, work.profiles.of(person_id), enrolment, programme)


def _as_read(
    work: Work,
    application: joining_ports.Application,
    profile: Profile,
    enrolment: Enrolment,
    programme: Programme,
) -> Candidate:
    person, kind = work.people.get(profile.person_id), work.type_of(programme)
    topics = [kind.topic(key) for key in topics_given(person, profile)]
    return Candidate(
        application=application,
        person=person,
        capacity=enrolment.capacity or 0,
        learns=bool(enrolment.part and enrolment.part.learns),
        topics=tuple(topic for topic in topics if topic is not None),
        roles=tuple(role for role in kind.roles if role.key in profile.roles),
        languages=tuple(sorted(languages_of(person, profile))),
        seniority=profile.seniority,
        experience=profile.experience,
        decided_by=work.people.get(application.decided_by) if application.decided_by else None,
        withdrawn=application.decided_at is None and not (person.is_welcome and has_applied(enrolment, kind)),
    )


def _due(
    work: Work,
    kind: PromptKind,
    recipient_id: int,
    application_id: int,
    *,
    lasts: timedelta,
    rung: str = "told",
) -> PromptDue:
    return PromptDue(
        kind=kind,
        mentorship_id=None,
        recipient_id=recipient_id,
        period=_period(application_id),
        rung=rung,
        not_before=work.now,
        expires_at=work.now + lasts,
        about={"application": application_id},
    )


def _period(application_id: int) -> str:
    return f"application-{application_id}"
