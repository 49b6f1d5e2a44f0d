"""A break: until a day that somebody names, or until they say that they are back."""

from __future__ import annotations

from datetime import date

from bot.domain.enrolments import Enrolment
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.programme import away, choosing
from bot.programme.joining import where
from bot.programme.work import Work


def rest_until(work: Work, actor: Person, until: date | None) -> None:
    """Away until this local date of the programme, on which they are back; None when they are back today already.

    Whoever goes is not invited meanwhile. Whoever comes back joins the round that is open, once their questions are
    answered; their pairs are looked at anew. Harmless for whoever is where they say: a button may be an old one.
    """
    arrival = where(work, work.people.held(actor.id))
    enrolment = arrival.enrolment
    if enrolment is None or until == arrival.away_until:
        return
    # The day they came back is kept: what would have fallen into the break counts from there (`Rhythm`).
    mentorships = work.mentorships.of(actor.id)
    for place in _places(work, actor):
        work.enrolments.change(place.id, paused_until=until or arrival.today)
    work.mentorships.look_again({one.id: work.now for one in mentorships})
    for one in mentorships:
        if until is not None:
            away.begins(work, one, until, by=[actor.id])
        else:
            away.goes_on(work, one)
    work.prompts.look_anew(actor.id, now=work.now)
    if until is not None:
        work.prompts.cancel(reason="paused", recipient_id=actor.id, kinds=[PromptKind.INVITATION])
    elif enrolment.completed_at is not None:
        choosing.come_late(work, arrival.person, told=False)


def _places(work: Work, actor: Person) -> list[Enrolment]:
    """A break is one from every programme: whoever welcomes newcomers or is welcomed rests there too."""
    places = (work.enrolments.of(actor.id, programme.id) for programme in work.programmes.running())
    return [place for place in places if place is not None]
