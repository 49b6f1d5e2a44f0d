"""Answering how it goes, and what those who run the programme read of it (`field.md` W16, G5, C1).

Each person answers once for each wave, and from then on nothing links them to what they said. The team reads marks once
a wave is closed, and the free lines in no order, apart from the marks.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.calendar import local_day
from bot.domain.enrolments import Programme
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.preferences import NotOffered
from bot.domain.pulses import (
    Answer,
    Ballot,
    PulseAnswered,
    PulseKind,
    Suggestion,
    Theme,
    Told,
    Wave,
    WaveClosed,
    are_all_marked,
    told_of,
    without_breaks,
)
from bot.domain.refusals import Outdated
from bot.programme.work import Work

#: Waves of each kind that the team sees at a glance, and lines of those that are open and done.
WAVES, OPEN_LINES, DONE_LINES = 3, 8, 2


class Reply(StrEnum):
    """Where one person is with the questions."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """The form that somebody fills in, from the side on which they are."""

    wave: Wave
    side: SeatRole


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where a wave is; `told` is None while it takes answers."""

    wave: Wave
    told: Told | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """One programme: its waves, the newest first, and what was suggested. `name` by language."""

    name: Mapping[str, str]
    waves: tuple[Standing, ...]
    open: tuple[Suggestion, ...]
    done: tuple[Suggestion, ...]
    #: There are more open ones than are shown.
    more: bool


# -- those who are asked -----------------------------------------------------------------------------------------


def blank(work: Work, actor: Person, pulse_id: int) -> Blank:
    """Raises `Outdated` for whoever is not asked, `PulseAnswered` and `WaveClosed`."""
    wave = work.pulses.get(pulse_id)
    side = work.pulses.side_of(pulse_id, actor.id) if wave else None
    if wave is None or side is None:
        raise Outdated
    match reply_of(work, actor, wave):
        case Reply.ANSWERED:
            raise PulseAnswered
        case Reply.CLOSED:
            raise WaveClosed(day=wave.closes_on)
    return Blank(wave=wave, side=side)


def answer(
    work: Work, actor: Person, pulse_id: int, *, marks: Mapping[Theme, int], words: str | None = None
) -> None:
    """Take one answer, which nothing links to its author from here on.

    Raises `NotOffered` for marks that the form does not have, and what `blank` raises.
    """
    asked = blank(work, actor, pulse_id)
    if not are_all_marked(asked.wave.kind, marks):
        raise NotOffered
    ballot = Ballot(answer=Answer(side=asked.side, marks=marks), words=without_breaks(words or ""))
    if not work.pulses.cast(pulse_id, actor.id, ballot):
        raise PulseAnswered


def reply_of(work: Work, person: Person, wave: Wave) -> Reply:
    if work.pulses.has_answered(wave.id, person.id):
        return Reply.ANSWERED
    return Reply.OPEN if wave.takes_answers(today_in(work, wave)) else Reply.CLOSED


# -- those who run the programme ---------------------------------------------------------------------------------


def see(work: Work, actor: Person) -> tuple[Chapter, ...]:
    """Every programme that this person may read the pulses of, on record. Raises `NotAllowed`."""
    theirs = [
        one for one in work.programmes.running() if work.may(actor, Act.READ_PULSES, programme_id=one.id)
    ]
    if not theirs:
        work.authorise(actor, Act.READ_PULSES)
    for programme in theirs:
        work.authorise(actor, Act.READ_PULSES, programme_id=programme.id)
    return tuple(_chapter(work, programme) for programme in theirs)


def see_to(work: Work, actor: Person, suggestion_id: str, *, done: bool) -> tuple[Chapter, ...]:
    """A suggestion is done, or open again; whoever wrote it is not told, since nobody knows who it was. On record once,
    with what is read anew.

    Raises `Outdated` and `NotAllowed`.
    """
    found = work.pulses.suggestion(suggestion_id)
    here = found[0] if found else work.somewhere(actor, Act.READ_PULSES)
    work.check(actor, Act.READ_PULSES, programme_id=here)
    if found is None:
        raise Outdated
    work.pulses.see_to(suggestion_id, work.now if done else None)
    return see(work, actor)


def today_in(work: Work, wave: Wave) -> date:
    return local_day(work.programmes.get(wave.programme_id).timezone, work.now)


def _chapter(work: Work, programme: Programme) -> Chapter:
    waits = {one.id for one in work.pulses.to_count(programme.id, local_day(programme.timezone, work.now))}
    waves = [
        _standing(work, wave, waits)
        for kind in PulseKind
        for wave in work.pulses.latest(programme.id, kind, most=WAVES)
    ]
    lines = work.pulses.suggestions(programme.id, done=False, most=OPEN_LINES + 1)
    return Chapter(
        name=work.type_of(programme).name,
        waves=tuple(waves),
        open=tuple(lines[:OPEN_LINES]),
        done=tuple(work.pulses.suggestions(programme.id, done=True, most=DONE_LINES)),
        more=len(lines) > OPEN_LINES,
    )


def _standing(work: Work, wave: Wave, waits: Container[int]) -> Standing:
    """Closed a moment ago, it `waits` for the next beat to count its marks: it still counts as open."""
    if wave.takes_answers(today_in(work, wave)) or wave.id in waits:
        return Standing(wave=wave, told=None)
    return Standing(wave=wave, told=told_of(wave.kind, wave.asked, work.pulses.answers(wave.id)))
