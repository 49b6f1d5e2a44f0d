"""Opening a round: whom it is for, by which rules, until when. Who will be invited is read before anybody is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import local_day
from bot.domain.enrolments import Programme
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.preferences import NotOffered
from bot.domain.rounds import (
    MODES,
    MOST_MENTORS_DAYS,
    USUAL_WINDOW,
    ListChanged,
    NobodyToInvite,
    RoundAlreadyOpen,
    RoundState,
    Rules,
    check_closing,
)
from bot.programme import inviting
from bot.programme.joining import known_networks
from bot.programme.rounds import Standing, by_name, looking, standing, unanswered
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a coordinator starts from: the programme's own rules, and the usual last day (a local date of its zone)."""

    programme: Programme
    networks: tuple[str, ...]
    rules: Rules
    closes_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Population:
    """Whom a round would invite, by name, and how many employees are not invited because they never answered."""

    people: tuple[Person, ...]
    unanswered: int

    @property
    def fingerprint(self) -> str:
        """Stands for exactly these people, so that what is confirmed is what was shown."""
        ids = ",".join(str(one) for one in sorted(person.id for person in self.people))
        return hashlib.sha256(ids.encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What a coordinator confirms; dates are local dates of the programme's zone."""

    population: Population
    rules: Rules
    closes_on: date
    today: date


def population(work: Work, programme: Programme, rules: Rules) -> Population:
    """Active mentees without a mentor, of all networks or of those that the rules name, whom nothing else is finding
    one for; minus guests, bots, leavers and people who are away (issue C, item 1).
    """
    busy = _looked_after(work, programme)
    people = [one for one in looking(work, programme) if one.id not in busy and rules.is_for(one)]
    silent = [one for one in unanswered(work, programme) if rules.is_for(one)]
    return Population(people=tuple(sorted(people, key=by_name)), unanswered=len(silent))


def ready(work: Work, actor: Person) -> Programme:
    """The programme, in which no round is under way. Raises `RoundAlreadyOpen`, `NobodyToInvite`, `NotAllowed`."""
    work.check(actor, Act.RUN_ROUND)
    programme = work.programme()
    if programme is None:
        raise NobodyToInvite
    latest = work.rounds.latest(programme.id)
    if latest is not None and latest.state is not RoundState.PUBLISHED:
        raise RoundAlreadyOpen
    return programme


def draft(work: Work, actor: Person) -> Draft:
    """What the form opens with. Raises `RoundAlreadyOpen`, `NobodyToInvite`, `NotAllowed`."""
    programme = ready(work, actor)
    rules = Rules.usual(work.type_of(programme))
    if not population(work, programme, rules).people:
        raise NobodyToInvite
    return Draft(
        programme=programme,
        networks=known_networks(work),
        rules=rules,
        closes_on=local_day(programme.timezone, work.now) + USUAL_WINDOW,
    )


def preview(work: Work, actor: Person, *, rules: Rules, closes_on: date) -> Preview:
    """Whom this round would invite if it opened now.

    Raises `ClosesTooSoon`, `ClosesTooLate`, `NobodyToInvite`, `NotOffered`, `RoundAlreadyOpen`, `NotAllowed`.
    """
    programme = ready(work, actor)
    today = local_day(programme.timezone, work.now)
    check_closing(closes_on, today=today)
    _check(work, rules)
    found = population(work, programme, rules)
    if not found.people:
        raise NobodyToInvite
    return Preview(population=found, rules=rules, closes_on=closes_on, today=today)


def open_round(work: Work, actor: Person, *, closes_on: date, seen: str, rules: Rules) -> Standing:
    """Invite exactly the people whom the coordinator has `seen` (a fingerprint), until the end of `closes_on`.

    Raises `ListChanged` when the list is no longer the same, `RoundAlreadyOpen` at the second press, and what `preview`
    raises.
    """
    work.authorise(actor, Act.RUN_ROUND)
    shown = preview(work, actor, rules=rules, closes_on=closes_on)
    if shown.population.fingerprint != seen:
        raise ListChanged
    invited = [person.id for person in shown.population.people]
    opened = work.rounds.open(
        ready(work, actor).id,
        person_ids=invited,
        opened_by=actor.id,
        opened_at=work.now,
        closes_on=closes_on,
        rules=rules,
    )
    inviting.call(work, opened, invited)
    return standing(work, actor, opened)


def _check(work: Work, rules: Rules) -> None:
    """A form of ours offers nothing else."""
    known = set(rules.networks) <= set(known_networks(work))
    if not known or rules.mode not in MODES or not 0 <= rules.mentors_days <= MOST_MENTORS_DAYS:
        raise NotOffered


def _looked_after(work: Work, programme: Programme) -> frozenset[int]:
    """Who is asked already, in a round of their own or by a suggestion: two rounds would give them two mentors."""
    own = (one for one in work.rounds.under_way(programme.id) if one.solo)
    asked = {mine.person_id for one in own for mine in work.rounds.invitations(one.id)}
    return frozenset(asked | {offer.mentee_id for _, offer in work.own_rounds.offered(programme.id)})
