"""Coming back from a break before it is over. A break begins in "about me" (`bot/programme/about_me.py`)."""

from __future__ import annotations

from bot.domain.people import Person
from bot.programme import choosing
from bot.programme.work import Work


def come_back(work: Work, actor: Person) -> None:
    """From now on they are matched and asked again, and join the round that is open. Harmless for who is here."""
    actor = work.people.held(actor.id)
    programme = work.programme()
    enrolment = work.enrolments.of(actor.id, programme.id) if programme else None
    if enrolment is not None and enrolment.paused_until is not None:
        work.enrolments.change(enrolment.id, paused_until=None)
        choosing.come_late(work, actor)
