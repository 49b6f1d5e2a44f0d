"""What time brings to pulses: a wave a month, a question at the end, and the counting once a wave is closed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import DAY, MIDNIGHT, at_local, end_of, local_day
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.periods import Month, Span
from bot.domain.pulses import (
    APART,
    FIRST_ASKED,
    GATHERED_ON,
    NOT_KEPT,
    WORDS_FROM,
    Guest,
    PulseKind,
    Wave,
    closing_of,
    due_on,
    gathered,
    is_enough,
    kept_of,
    talks,
)
from bot.programme.work import Work

#: A talk is offered so long after the questions.
TALK_AFTER = timedelta(days=7)
#: A bot that slept asks about an end that was read so long ago, and no longer.
STILL_FRESH = timedelta(days=7)
#: Nobody hears of the end of their mentorship later than that after its last day, but for a bot that slept for weeks.
HEARD_WITHIN = timedelta(days=40)


def advance(work: Work) -> None:
    """For each programme: what is closed is counted; on the second of a month its wave finds its people; and whoever
    has read that a mentorship ended is asked how it was.
    """
    for programme in work.programmes.running():
        today = local_day(programme.timezone, work.now)
        for wave in work.pulses.to_count(programme.id, today):
            count(work, wave)
        # At once, so that the next programme finds who is asked in this one.
        work.prompts.plan([*_how_it_goes(work, programme, today)], now=work.now)
        work.prompts.plan([*_how_it_was(work, programme, today)], now=work.now)


def count(work: Work, wave: Wave) -> None:
    """Open the urn: the marks are counted, and the free lines kept if enough people answered; else they are gone.

    What came in at the very moment at which it was opened is counted with the others; of a wave whose marks have gone
    already, it goes too.
    """
    work.pulses.spare(wave.id, period_of(wave))
    found, before = work.pulses.take_out(wave.id), work.pulses.answers(wave.id)
    if any(NOT_KEPT in one.marks.values() for one in before):
        return
    answers = [*before, *(one.answer for one in found)]
    words = [one.words for one in found if one.words] if len(answers) >= WORDS_FROM else []
    sides = [one.side for one in answers]
    secrets.SystemRandom().shuffle(sides)
    work.pulses.count(wave.id, kept_of(answers, sides), words)


def period_of(wave: Wave) -> str:
    return f"pulse-{wave.id}"


def _how_it_goes(work: Work, programme: Programme, today: date) -> Iterator[PromptDue]:
    month = Month.of(today)
    if today.day < GATHERED_ON or work.pulses.wave(programme.id, PulseKind.PULSE, month.first) is not None:
        return
    wave = _opened(work, programme, PulseKind.PULSE, Span(month))
    guests = _guests(work, programme, month) if wave else []
    if wave is None or not is_enough(guests):
        return
    drawn = {one.person_id for one in _drawn(guests)}
    work.pulses.invite(wave.id, [replace(one, drawn=one.person_id in drawn) for one in guests])
    for guest in guests:
        yield _question(programme, wave, guest, PromptKind.PULSE)
        if guest.person_id in drawn:
            later = replace(guest, day=guest.day + TALK_AFTER)
            yield _question(programme, wave, later, PromptKind.TALK)


def _how_it_was(work: Work, programme: Programme, today: date) -> Iterator[PromptDue]:
    """The day after they read of it, and never before. A wave is a quarter: few mentorships end in the same month, and
    what fewer than five say is read by nobody.
    """
    heard = work.pulses.heard_of_an_end(
        programme.id, since=work.now - STILL_FRESH, ended=today - HEARD_WITHIN
    )
    if not heard:
        return
    quarter = Span.quarter_of(today)
    wave = work.pulses.wave(programme.id, PulseKind.CLOSING, quarter.first) or _opened(
        work, programme, PulseKind.CLOSING, quarter
    )
    if wave is None:
        return
    guests = {
        person_id: Guest(person_id=person_id, side=side, day=local_day(programme.timezone, at) + DAY)
        for person_id, side, at in heard
    }
    work.pulses.invite(wave.id, guests.values())
    for guest in guests.values():
        yield _question(programme, wave, guest, PromptKind.CLOSING_PULSE)


def _opened(work: Work, programme: Programme, kind: PulseKind, span: Span) -> Wave | None:
    return work.pulses.open(programme.id, kind, opens_on=span.first, closes_on=closing_of(span.ends))


def _guests(work: Work, programme: Programme, month: Month) -> list[Guest]:
    zone = programme.timezone
    before = at_local(month.last - timedelta(days=FIRST_ASKED) + DAY, MIDNIGHT, zone)
    introduced = work.pulses.introductions(programme.id, before=before)
    due = [at for at in introduced if due_on(local_day(zone, at), month) is not None]
    seats = [
        (person_id, side, local_day(zone, at)) for person_id, side, at in work.pulses.seats(programme.id, due)
    ]
    since = at_local(month.first - timedelta(days=APART), MIDNIGHT, zone)
    asked_on = {person_id: local_day(zone, at) for person_id, at in work.pulses.asked_since(since)}
    return gathered(seats, month, asked_on)


def _drawn(guests: Sequence[Guest]) -> list[Guest]:
    return secrets.SystemRandom().sample(list(guests), talks(len(guests)))


def _question(programme: Programme, wave: Wave, guest: Guest, kind: PromptKind) -> PromptDue:
    return PromptDue(
        kind=kind,
        mentorship_id=None,
        recipient_id=guest.person_id,
        period=period_of(wave),
        rung="asked",
        not_before=at_local(guest.day, MIDNIGHT, programme.timezone),
        expires_at=end_of(wave.closes_on, programme.timezone),
        about={"pulse": wave.id},
    )
