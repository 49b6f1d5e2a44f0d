"""A mentee's side of a round: whom they may choose, and what they answer (`field.md` W18, C10, U3, U16).

Three ranked names, "choose for me" or "not this time" are answers alike; each may change until the round closes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.calendar import local_day
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.programmes import Mode
from bot.domain.ranks import placed, taken_off
from bot.domain.refusals import Outdated
from bot.domain.rounds import (
    MOST_CHOICES,
    AlreadyLooking,
    Answer,
    NobodyToName,
    NoRoundOpen,
    Round,
    RoundClosed,
    RoundState,
)
from bot.programme import inviting
from bot.programme.browsing import shelf
from bot.programme.presence import wants_a_mentor
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Invited:
    """Where one person is in one round. `choices` are in order of preference; `is_open` while they may change."""

    round: Round
    answer: Answer | None
    choices: tuple[Person, ...]
    is_open: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Put:
    """The choices after one of them was changed; `dropped` was the third until somebody else came before them."""

    mine: Invited
    dropped: Person | None = None


def invited(work: Work, person: Person, round_id: int) -> Invited:
    """Raises `NoRoundOpen` for whoever is not on the round's list."""
    found = work.rounds.get(round_id)
    invitation = work.rounds.invitation(round_id, person.id)
    if found is None or invitation is None:
        raise NoRoundOpen
    known = work.people.many(invitation.choices)
    return Invited(
        round=found,
        answer=invitation.answer,
        choices=tuple(known[mentor_id] for mentor_id in invitation.choices),
        is_open=takes_answers(work, found),
    )


def may_answer(work: Work, person: Person, round_id: int) -> Invited:
    """The same, while it is open. Raises `RoundClosed`, which says since when, or `AlreadyLooking`."""
    mine = invited(work, person, round_id)
    if mine.is_open:
        return mine
    if _is_looked_for(mine):
        raise AlreadyLooking
    raise RoundClosed(day=mine.round.closes_on)


def may_name(work: Work, person: Person, round_id: int) -> Invited:
    """The same, in a round where mentors are named. Raises `NobodyToName` besides."""
    return _naming(may_answer(work, person, round_id))


def choose(work: Work, actor: Person, round_id: int, named: Sequence[int | None]) -> Invited:
    """Up to three mentors, in order. Raises `ChoiceRefused`, `RoundClosed`, `NoRoundOpen`, and `NobodyToName` where the
    programme looks for each mentor; nothing is written.
    """
    mine = _naming(_held(work, actor, round_id))
    checked = shelf(work, actor, mine.round.programme_id).check(named)
    return _answer(work, actor, mine.round, Answer.CHOICES, checked)


def put(work: Work, actor: Person, round_id: int, rank: int, mentor_id: int) -> Put:
    """One mentor at one rank, at once: the others keep their order, and whoever has become full stays named.

    Pressed twice it is done once. Raises as `choose` does, and `Outdated` for a rank that no menu offers; nothing is
    written then.
    """
    mine = _naming(_held(work, actor, round_id))
    if not 1 <= rank <= MOST_CHOICES:
        raise Outdated
    before = [person.id for person in mine.choices]
    if mentor_id not in before:
        shelf(work, actor, mine.round.programme_id).check([mentor_id])
    after = placed(before, mentor_id, rank)
    dropped = next((person for person in mine.choices if person.id not in after), None)
    return Put(mine=_answer(work, actor, mine.round, Answer.CHOICES, after), dropped=dropped)


def take_off(work: Work, actor: Person, round_id: int, mentor_id: int) -> Put:
    """One mentor less; those below move up. Without any name left, no answer has been given."""
    mine = _held(work, actor, round_id)
    before = [person.id for person in mine.choices]
    if mentor_id not in before:
        return Put(mine=mine)
    after = taken_off(before, mentor_id)
    return Put(mine=_answer(work, actor, mine.round, Answer.CHOICES if after else None, after))


def choose_for_me(work: Work, actor: Person, round_id: int) -> Invited:
    """The programme chooses among all mentors."""
    return _answer(work, actor, _held(work, actor, round_id).round, Answer.CHOOSE_FOR_ME, ())


def not_this_time(work: Work, actor: Person, round_id: int) -> Invited:
    """No mentor this time: an answer like the others (`field.md` C16), and nobody asks again in this round."""
    return _answer(work, actor, _held(work, actor, round_id).round, Answer.NOT_THIS_TIME, ())


def come_late(work: Work, person: Person, *, told: bool) -> Round | None:
    """Somebody who wants a mentor and has none joins the list of the round that is open, if there is one, and is asked
    as the others were; `told` when they read the question at this very moment.

    Whoever does not belong to the networks that it is for waits for the next, and whoever looks alone is asked there.
    """
    programme = work.programme()
    latest = work.rounds.latest(programme.id) if programme else None
    if programme is None or latest is None or not takes_answers(work, latest):
        return None
    enrolment = work.enrolments.of(person.id, programme.id)
    if enrolment is None or not wants_a_mentor(work, programme, person, enrolment):
        return None
    if person.id in work.seats.people_with_a_mentor(programme.id):
        return None
    alone = any(one.solo for one in work.own_rounds.under_way(person.id, programme.id))
    if alone or not latest.rules.is_for(person):
        return None
    work.rounds.invite(latest.id, person.id)
    if invited(work, person, latest.id).answer is None:
        inviting.call_late(work, latest, person, told=told)
    return latest


def open_for(work: Work, person: Person, programme_id: int) -> Round | None:
    """The round that waits for this person's answer, or takes another: one that they look for a mentor in by
    themselves comes before the campaign.
    """
    asked = work.own_rounds.to_answer(person.id, programme_id)
    return next((one for one in asked if one.opened_at <= work.now and takes_answers(work, one)), None)


def takes_answers(work: Work, found: Round) -> bool:
    """Until the end of its last day, in the programme's own place."""
    programme = work.programmes.get(found.programme_id)
    return found.takes_answers(local_day(programme.timezone, work.now))


def _is_looked_for(mine: Invited) -> bool:
    """Whether the bot itself looks for somebody with this answer: outside a campaign it runs by itself."""
    alone = mine.round.solo and mine.round.state is not RoundState.PUBLISHED
    answered = mine.answer in (Answer.CHOICES, Answer.CHOOSE_FOR_ME)
    return alone and answered and mine.round.rules.mode is not Mode.BY_COORDINATOR


def _naming(mine: Invited) -> Invited:
    if not mine.round.rules.names_mentors:
        raise NobodyToName
    return mine


def _held(work: Work, actor: Person, round_id: int) -> Invited:
    """Closing waits for an answer under way, so that nobody is told "noted" too late."""
    work.rounds.held(round_id)
    return may_answer(work, actor, round_id)


def _answer(
    work: Work, actor: Person, found: Round, answer: Answer | None, choices: tuple[int, ...]
) -> Invited:
    work.rounds.answer(found.id, actor.id, answer=answer, choices=choices, at=work.now)
    work.prompts.cancel(
        reason="answered",
        recipient_id=actor.id,
        kinds=[PromptKind.INVITATION],
        period=inviting.period_of(found.id),
    )
    inviting.show_again(work, found, actor)
    return invited(work, actor, found.id)
