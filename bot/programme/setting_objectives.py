"""Setting what a programme wants to reach: whoever runs it adds, changes and removes objectives, and enters by hand
what the bot cannot count.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from bot.domain import objectives as rules
from bot.domain.calendar import local_day
from bot.domain.enrolments import Programme
from bot.domain.measures import Measure
from bot.domain.objectives import MOST_OBJECTIVES, Objective, Seen, TooManyObjectives, ValueToCome, Wanted
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.programme.ended_figures import team_figures
from bot.programme.objectives import seen
from bot.programme.reports import latest_ended
from bot.programme.work import LONG_TERM, Work

#: What only a programme with rounds has.
OF_ROUNDS = frozenset({Measure.WITHOUT, Measure.FIRST_CHOICE, Measure.ONE_OF_THREE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """The objectives of one programme, as whoever runs it reads them in the latest month that is over; `until` is its
    last day, None before the first month has ended.
    """

    programme: Programme
    objectives: tuple[Seen, ...]
    until: date | None

    @property
    def has_room(self) -> bool:
        return len(self.objectives) < MOST_OBJECTIVES


def ask(work: Work, actor: Person) -> None:
    """Let the verified person set objectives somewhere, on record. Raises `NotAllowed`."""
    work.authorise(actor, Act.SET_OBJECTIVES, programme_id=work.somewhere(actor, Act.SET_OBJECTIVES))


def check(work: Work, actor: Person) -> None:
    """Raises `NotAllowed`."""
    _theirs(work, actor)


def boards(work: Work, actor: Person) -> tuple[Board, ...]:
    """One for each running programme that they run. A whole company may be counted. Raises `NotAllowed`."""
    return tuple(_board(work, one) for one in _theirs(work, actor))


def counted(work: Work, actor: Person, programme_id: int) -> tuple[Measure, ...]:
    """What an objective of this programme may be about. Raises `Outdated` for one that does not run, `NotAllowed`."""
    programme = _programme(work, actor, programme_id)
    return tuple(one for one in Measure if programme.type_key == LONG_TERM or one not in OF_ROUNDS)


def one(work: Work, actor: Person, objective_id: int) -> tuple[Objective, Programme]:
    """To be changed. Raises `Outdated` once it is removed, and `NotAllowed`."""
    allowed = {programme.id: programme for programme in _theirs(work, actor)}
    found = work.objectives.get(objective_id)
    if found is None or found.programme_id not in allowed:
        raise Outdated
    return found, allowed[found.programme_id]


def add(work: Work, actor: Person, programme_id: int, wanted: Wanted) -> Objective:
    """It counts from now on. Raises a `Mistake`, `TooManyObjectives`, `Outdated`, `NotAllowed`."""
    programme = _programme(work, actor, programme_id)
    if len(work.objectives.held(programme.id)) >= MOST_OBJECTIVES:
        raise TooManyObjectives(most=MOST_OBJECTIVES)
    rules.check(wanted, today=_today(work, programme))
    return work.objectives.set(programme.id, wanted, by=actor.id, at=work.now)


def change(work: Work, actor: Person, objective_id: int, wanted: Wanted) -> None:
    """Other numbers for the same measure; from another starting value, the line begins anew today. A date that has
    passed may stay as it was.

    Raises a `Mistake`, `Outdated`, `NotAllowed`.
    """
    found, programme = one(work, actor, objective_id)
    wanted = replace(wanted, measure=found.measure)
    today = _today(work, programme)
    rules.check(wanted, today=min(today, found.set_at.date()) if wanted.due_on == found.due_on else today)
    moved = wanted.baseline != found.baseline
    work.objectives.change(found.id, wanted, set_at=work.now if moved else found.set_at)


def enter(work: Work, actor: Person, objective_id: int, value: float, on: date) -> None:
    """How far one is that the bot cannot count, and on which day. Raises a `Mistake`, `Outdated`, `NotAllowed`."""
    found, programme = one(work, actor, objective_id)
    if found.measure is not None:
        raise Outdated
    rules.check_value(value, found.unit, beside="value")
    if on > _today(work, programme):
        raise ValueToCome("value_on")
    work.objectives.enter(found.id, value, on)


def remove(work: Work, actor: Person, objective_id: int) -> None:
    """Raises `Outdated` when it is gone already, and `NotAllowed`."""
    found, _ = one(work, actor, objective_id)
    work.objectives.remove(found.id)


def _theirs(work: Work, actor: Person) -> Collection[Programme]:
    """The running programmes whose objectives they may set; where there is none, they have to have the right for the
    company.
    """
    running = [one for one in (work.programme(), work.newcomers()) if one is not None]
    allowed = [one for one in running if work.may(actor, Act.SET_OBJECTIVES, programme_id=one.id)]
    if not allowed:
        work.check(actor, Act.SET_OBJECTIVES)
    return allowed


def _programme(work: Work, actor: Person, programme_id: int) -> Programme:
    for programme in _theirs(work, actor):
        if programme.id == programme_id:
            return programme
    raise Outdated


def _board(work: Work, programme: Programme) -> Board:
    today = _today(work, programme)
    span = latest_ended(programme, today)
    if span is None:  # it has only just begun
        unknown = tuple(rules.not_known(one) for one in work.objectives.of(programme.id))
        return Board(programme=programme, objectives=unknown, until=None)
    figures = team_figures(work, programme, span)
    return Board(programme=programme, objectives=seen(work, programme, figures), until=figures.until)


def _today(work: Work, programme: Programme) -> date:
    return local_day(programme.timezone, work.now)
