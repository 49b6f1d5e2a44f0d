"""Certificates: issued once to each member when enough steps are taken, and a page each January for whoever mentors.

What a page says is written down when it is issued; `papers.py` draws it, when it is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import local_day
from bot.domain.certificates import (
    MOST_NAMED,
    Certificate,
    CertificateKind,
    Named,
    Page,
    about_mentorship,
    about_year,
)
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, Seat, SeatRole
from bot.domain.people import Person
from bot.domain.steps import Count, TakenStep
from bot.programme.work import Work
from bot.texts import as_language

#: A certificate is worth hearing of after a long absence too; a year's page until spring.
STILL_NEWS, STILL_THE_YEAR = timedelta(days=60), timedelta(days=75)
JANUARY = 1
#: Minutes of each hour in which it is looked for whoever is left.
OFTEN = 2
#: Mentors whose year is written down in one beat: their rows are made while others wait.
AT_ONCE = 200


def issue(work: Work, mentorship: Mentorship, counted: Count, taken: Sequence[TakenStep]) -> None:
    """A certificate for each who is in it now, once, and a message that says so. Whoever joins later, or left before,
    has none of this mentorship.
    """
    if work.certificates.in_mentorship(mentorship.id):
        return
    people = work.people.many(seat.person_id for seat in mentorship.seats)
    for seat in mentorship.seats:
        person = people[seat.person_id]
        made = work.certificates.issue(
            person.id,
            kind=CertificateKind.MENTORSHIP,
            programme_id=mentorship.programme_id,
            mentorship_id=mentorship.id,
            about=about_mentorship(mentorship.id),
            language=person.language,
            at=work.now,
            page=_page(work, mentorship, person, seat.role, counted, taken),
        )
        if made is not None:
            news = _news(made, PromptKind.CERTIFICATE, work.now, lasts=STILL_NEWS)
            work.prompts.plan([news], now=work.now)


def years_over(work: Work) -> int:
    """In January, the page of the year that is over for everybody who met somebody as a mentor in it. Returns how many
    are told of it. Once it was begun, to look again now and then is often enough: a whole year of meetings is read.
    """
    today = local_day(work.customs.timezone, work.now)
    if today.month != JANUARY or (
        work.now.minute >= OFTEN and work.certificates.begun(about_year(today.year - 1))
    ):
        return 0
    year = today.year - 1
    first, last_day = date(year, 1, 1), date(year, 12, 31)
    found = dict(work.certificates.mentors_of_year(first, last_day, about=about_year(year), limit=AT_ONCE))
    made = [_write_down(work, one, found[one.id], year) for one in work.people.many(found).values()]
    news = [_news(one, PromptKind.MENTOR_YEAR, work.now, lasts=STILL_THE_YEAR) for one in made if one]
    return work.prompts.plan(news, now=work.now)


def year_page(work: Work, mentor: Person, year: int, *, until: date | None = None) -> Page | None:
    """What this person gave as a mentor in a year, or until a local day of it; None for nothing."""
    first, last = date(year, 1, 1), until or date(year, 12, 31)
    given = work.certificates.year_of(mentor.id, first, last)
    if not given.meetings:
        return None
    return Page(
        who=_named(mentor),
        programme=work.kind().name[as_language(mentor.language)],
        company=work.workspace.name,
        since=first,
        until=last,
        role=SeatRole.MENTOR,
        minutes=given.minutes,
        meetings=given.meetings,
        mentees=given.mentees,
    )


def _write_down(work: Work, mentor: Person, programme_id: int, year: int) -> Certificate | None:
    page = year_page(work, mentor, year)
    if page is None:
        return None
    return work.certificates.issue(
        mentor.id,
        kind=CertificateKind.YEAR,
        programme_id=programme_id,
        mentorship_id=None,
        about=about_year(year),
        language=mentor.language,
        at=work.now,
        page=page,
    )


def _page(
    work: Work,
    mentorship: Mentorship,
    person: Person,
    role: SeatRole,
    counted: Count,
    taken: Sequence[TakenStep],
) -> Page:
    kind = work.type_of(work.programmes.get(mentorship.programme_id))
    language = as_language(person.language)
    others = work.people.many(seat.person_id for seat in mentorship.others(person.id))
    return Page(
        who=_named(person),
        programme=kind.name[language],
        company=work.workspace.name,
        since=mentorship.began_on,
        until=local_day(mentorship.timezone, work.now),
        role=role,
        partners=tuple(_named(others[seat.person_id]) for seat in _met_as(mentorship, person.id, role)),
        group=mentorship.name,
        done=counted.done,
        of=counted.of,
        left_out=counted.left_out,
        steps=tuple(step.texts[language] for step in taken) if len(taken) <= MOST_NAMED else (),
    )


def _met_as(mentorship: Mentorship, person_id: int, role: SeatRole) -> Iterator[Seat]:
    """Whom a page names besides: of a group, a mentee's names the mentor, and not the other mentees."""
    for seat in mentorship.others(person_id):
        if role is not SeatRole.MENTEE or seat.role is not SeatRole.MENTEE:
            yield seat


def _news(certificate: Certificate, kind: PromptKind, now: datetime, *, lasts: timedelta) -> PromptDue:
    """It belongs to no mentorship in the ledger: that it ends meanwhile makes it no less worth saying."""
    return PromptDue(
        kind=kind,
        mentorship_id=None,
        recipient_id=certificate.person_id,
        period=certificate.about,
        rung="issued",
        not_before=now,
        expires_at=now + lasts,
        about={"certificate": certificate.id},
    )


def _named(person: Person) -> Named:
    return Named(id=person.id, name=person.name, handle=person.handle)
