"""A mentors' circle that lives in a real database: its mentors, its dates, and what people answer."""

from __future__ import annotations

from datetime import UTC, date, datetime

from living import PARIS, Programme, arrive, kinds

from bot.domain.circles import Often, Session, token
from bot.domain.enrolments import Application, Part
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.programme import circle_sessions, circles
from bot.programme.work import Work

FIRST = "2026-04-01 11:00"
SECOND = date(2026, 5, 4)  # the first of May is a holiday, and a weekend follows


def a_circle(programme: Programme) -> dict[str, Person]:
    """Léa and three others mentor; the circle meets on the first of each month from April on."""
    programme.travel("2026-03-10 09:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        karim, priya, anne = (
            arrive(work, f"U0{name.upper()}", f"{name} Doe") for name in ("Karim", "Priya", "Anne")
        )
        found = {"Léa": programme.lea, "Karim": karim, "Priya": priya, "Anne": anne}
        for person in found.values():
            mentoring(work, programme, person)
        sets(work, programme, FIRST)
    return found


def mentoring(work: Work, programme: Programme, person: Person) -> None:
    place = work.enrolments.open_for(person.id, programme.id)
    work.enrolments.change(
        place.id, part=Part.MENTOR, capacity=3, application=Application.APPROVED, completed_at=work.now
    )


def paris(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=PARIS).astimezone(UTC)


def sets(work: Work, programme: Programme, first: str, often: Often = Often.MONTHLY) -> None:
    circles.set_up(
        work, programme.omar, starts_at=paris(first), often=often, minutes=60, place="Salle Ada Lovelace"
    )


def session(programme: Programme) -> Session:
    """The one that was announced last."""
    with programme.work() as work:
        circle = work.circles.of(programme.id)
        assert circle is not None
        return work.circles.latest(circle.id)[0]


def comes(programme: Programme, person: Person, *, comes: bool = True) -> None:
    read = session(programme)
    with programme.work() as work:
        circle_sessions.answer(work, person, read.id, comes=comes, seen=token(read))


def moved(programme: Programme, to: str) -> None:
    session_id = session(programme).id
    with programme.work() as work:
        circles.move(work, programme.omar, session_id, paris(to))


def days(told: list[tuple[date, str, str]], name: str, kind: PromptKind) -> list[date]:
    return [day for day, said in kinds(told, name) if said == kind.value]
