"""Deciding on a change, and carrying it out: they go on, rest, or part.

What waits is read in `change_cases.py`. One decision answers both halves, should both have asked; whoever asked is told
what was decided, and whoever did not reads only what follows for them, without a requester and without a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import end_of, local_day
from bot.domain.changes import MEDIATION_TAKES, Decision, Moved, ToldBy
from bot.domain.kinds import PromptKind
from bot.domain.line import line_of
from bot.domain.mentorships import EndedWhy, Mentorship, SeatRole
from bot.domain.people import Person
from bot.programme import answers, away, changing, ending, solo
from bot.programme.change_cases import Case, ask, case, theirs, whole
from bot.programme.work import Work

#: A decision is still worth reading after a long absence.
STILL_NEWS = timedelta(days=30)


def decide(
    work: Work,
    actor: Person,
    mentorship_id: int,
    *,
    seen: Collection[int],
    decision: Decision,
    until: date | None = None,
    told_by: ToldBy = ToldBy.BOT,
) -> Case:
    """Decide what was `seen`, both requests at once, and carry it out. Returns what it was.

    Of two who decide in the same moment, or of one who takes back what the other decides, one is first. Raises as
    `case` does, `Moved` when another request came or went since it was read, `PauseTooShort`, `BreakTooLong`.
    """
    ask(work, actor)
    decided = _held(work, actor, mentorship_id)
    if set(decided.seen) != set(seen):
        raise Moved
    if decision is Decision.PAUSE:
        until = answers.check_break(until, decided.today)
    for change_id in decided.seen:
        work.changes.decide(change_id, decision, by=actor.id, at=work.now, told_by=told_by)
    carry_out(work, decided, decision, by=actor.id, until=until, told_by=told_by)
    work.prompts.plan(list(_tell_the_askers(work, decided)), now=work.now)
    return decided


def mediate(work: Work, actor: Person, mentorship_id: int) -> Case:
    """Somebody of the team talks with both: the decision may wait, and is not forgotten. Raises as `case` does."""
    ask(work, actor)
    mentorship = _held(work, actor, mentorship_id).mentorship
    later = changing.deadline(work, mentorship, MEDIATION_TAKES)
    for change in work.changes.open_in(mentorship.id):
        work.changes.put_off(change.id, later)
        work.changes.tell_again(change.id, end_of(later, mentorship.timezone))
    return case(work, actor, mentorship.id)


def carry_out(
    work: Work, decided: Case, decision: Decision, *, by: int, until: date | None, told_by: ToldBy
) -> None:
    """What a decision does: they go on, rest, or part; and whoever learns looks for somebody else."""
    mentorship, since = decided.mentorship, min(one.change.asked_at for one in decided.requests)
    match decision:
        case Decision.KEEP:
            changing.go_on_after(work, mentorship, since=since)
        case Decision.PAUSE:
            assert until is not None
            began = local_day(mentorship.timezone, since)
            askers = [one.id for one in decided.askers]
            changing.rest(work, mentorship, since=began, until=until, by=askers)
        case Decision.STOP | Decision.NEW_MENTOR:
            _part(work, decided, again=decision is Decision.NEW_MENTOR, by=by, told_by=told_by)


def _part(work: Work, decided: Case, *, again: bool, by: int, told_by: ToldBy) -> None:
    """Their place is free from now on. In a group only whoever asked leaves, unless it was the mentor."""
    askers = [one.id for one in decided.askers]
    why = _why(decided, again=again)
    for person_id in askers or _reports(work, decided):
        current = work.mentorships.get(decided.mentorship.id)
        if current is None or current.seat_of(person_id) is None:
            continue
        learning = _who_learns(current, person_id)
        ended = ending.leave(work, current, person_id, why, told_by=told_by, asked_by=askers)
        if again:
            away.offer_again(work, ended)
        # Whoever is welcomed is given another by the tick.
        for mentee in work.people.many(learning if again and not current.temporary else ()).values():
            _look_for_another(work, mentee, by=by)


def _why(decided: Case, *, again: bool) -> EndedWhy:
    if any(one.asker is None for one in decided.requests):
        return EndedWhy.LINE
    return EndedWhy.CHANGE if again else EndedWhy.STOPPED


def _reports(work: Work, decided: Case) -> list[int]:
    """Nobody asked: those whose line of management a mentor has come into; of a pair, the one who learns."""
    managers = work.people.managers()
    above = {one.id: line_of(one.id, managers) for one in decided.others}
    found = [one.id for one in decided.others if any(boss.id in above[one.id] for boss in decided.mentors)]
    return found or [one.id for one in decided.others[:1]]


def _who_learns(mentorship: Mentorship, leaver: int) -> list[int]:
    """Who is left without a mentor when this person leaves: themselves, or everybody whom they mentored."""
    seat = mentorship.seat_of(leaver)
    alone = seat is not None and seat.role is SeatRole.MENTEE
    return [leaver] if alone else [one.person_id for one in mentorship.with_role(SeatRole.MENTEE)]


def _look_for_another(work: Work, mentee: Person, *, by: int) -> None:
    """They are asked whom they would like next: at once, or once somebody has told them what has ended."""
    programme = work.programme()
    enrolment = work.enrolments.of(mentee.id, programme.id) if programme else None
    learns = enrolment is None or enrolment.part is None or enrolment.part.learns
    if not mentee.is_welcome or not learns:
        return
    solo.look_for(work, mentee, opened_by=by)
    told = ending.told_from(work, mentee.id)
    for prompt in work.prompts.series(mentee.id, PromptKind.INVITATION)[-1:]:
        if told > prompt.not_before:
            work.prompts.move(
                prompt.id, not_before=told, expires_at=max(prompt.expires_at, told + STILL_NEWS)
            )


def _held(work: Work, actor: Person, mentorship_id: int) -> Case:
    """What waits, while others who decide, ask or take back wait for our commit. Its people are held first, as
    whoever comes back from a break holds them: two who wait for each other would wait for ever.
    """
    work.people.hold_all(seat.person_id for seat in theirs(work, actor, mentorship_id).seats)
    found = work.changes.held(mentorship_id)
    return whole(work, theirs(work, actor, mentorship_id), found)


def _tell_the_askers(work: Work, decided: Case) -> Iterator[PromptDue]:
    for one in decided.requests:
        if one.asker is not None and one.asker.is_welcome:
            yield PromptDue(
                kind=PromptKind.CHANGE_DECIDED,
                mentorship_id=None,
                recipient_id=one.asker.id,
                period=f"change-{one.change.id}",
                rung="decided",
                not_before=work.now,
                expires_at=work.now + STILL_NEWS,
                about={"change": one.change.id},
            )
