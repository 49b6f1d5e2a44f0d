"""What takes a while and must be done once: proposals, and a publication.

The press is noted in the transaction that is acknowledged; the work follows, and takes the note away with its result.
Whoever finds the note after a crash (the scheduler's beat) does the work, and whoever had pressed is told by a message,
since nobody waits for an answer any more. A round of one person is done the same way, and nobody has pressed.
"""

from __future__ import annotations

from threading import Lock

import structlog

from bot.domain.cadence import to_each
from bot.domain.kinds import PromptKind
from bot.domain.people import Person, Workspace
from bot.domain.refusals import Outdated, Refusal
from bot.domain.rounds import Round, RoundState, Wanted
from bot.programme import proposing, publishing, with_mentors
from bot.programme.inviting import period_of
from bot.programme.ports import Store, TryLater
from bot.programme.publishing import Published
from bot.programme.round_due import STILL_NEWS, Step
from bot.programme.work import Work

log = structlog.get_logger("binome.finishing")

#: Solving fills a processor: one at a time, and whoever comes second finds that the note is gone.
_one_at_a_time = Lock()


def want(work: Work, round_id: int, what: Wanted, by: Person) -> Round:
    """Note what this coordinator asked for, in the transaction of the acknowledgement.

    Raises what `publishing.ready` raises for a publication, and `Outdated` for proposals of a round that is not being
    made.
    """
    if what is Wanted.PUBLICATION:
        found = publishing.ready(work, by, round_id)
        if found.state is RoundState.PUBLISHED:
            return found
    else:
        held = work.rounds.held(round_id)
        if held is None or held.state not in proposing.IN_THE_MAKING:
            raise Outdated
    return work.rounds.change(round_id, wanted=what, wanted_by=by.id)


def carry_out(store: Store, workspace: Workspace, round_id: int) -> Published | None:
    """Do what the round waits for, if it still does. What was published is told to whoever pressed."""
    with _one_at_a_time:
        return _carry_out(store, workspace, round_id)


def finish(store: Store, workspace: Workspace) -> int:
    """Do what a crash cut short, and what nobody presses for. Returns how many rounds went on.

    What another thread does at this moment is left to it. A fault is told in the log, and the next beat tries again.
    """
    if not _one_at_a_time.acquire(blocking=False):
        return 0
    try:
        with store.look(workspace) as work:
            left = work.own_rounds.unfinished()
        return sum(_finished(store, workspace, one) for one in left)
    finally:
        _one_at_a_time.release()


def _finished(store: Store, workspace: Workspace, found: Round) -> bool:
    try:
        _carry_out(store, workspace, found.id)
        if found.wanted_by is not None:
            with store.work(workspace) as work:
                _tell(work, found, found.wanted_by)
    except Refusal as refusal:
        log.warning("a round cannot go on", action="round_refused", round=found.id, why=refusal.key)
        with store.work(workspace) as work:
            work.rounds.change(found.id, wanted=None, wanted_by=None)
    except TryLater as later:
        log.warning("the database is busy", action="round_later", round=found.id, why=str(later))
        return False
    except Exception:
        log.exception("a round was not finished", action="round_unfinished", round=found.id)
        return False
    return True


def _carry_out(store: Store, workspace: Workspace, round_id: int) -> Published | None:
    with store.look(workspace) as work:
        found = work.rounds.get(round_id)
    if found is None or found.wanted is None:
        return None
    if found.wanted is Wanted.PUBLICATION:
        return _publish(store, workspace, found)
    _propose(store, workspace, found)
    return None


def _propose(store: Store, workspace: Workspace, found: Round) -> None:
    """Read, solve outside any transaction, write. Mentors who already read their lists hear whom they got.

    Whoever a mentor declines meanwhile is not in what was read: the note stays, and the next who finds it starts anew.
    """
    with store.look(workspace) as work:
        request, declined = proposing.gather(work, found.id), work.rounds.declined(found.id)
    outcome = proposing.solve(request)
    with store.work(workspace) as work:
        now = work.rounds.held(found.id)
        if now is None or now.wanted is not Wanted.PROPOSALS:
            return
        if work.rounds.declined(found.id) != declined:
            return
        before = {one.mentee_id: one.mentor_id for one in work.rounds.proposals(found.id)}
        proposing.save(work, found.id, outcome)
        work.rounds.change(found.id, wanted=None, wanted_by=None)
        if now.state is RoundState.WITH_MENTORS:
            after = {one.mentee_id: one.mentor_id for one in work.rounds.proposals(found.id)}
            moved = {mentor for mentee, mentor in after.items() if mentor and before.get(mentee) != mentor}
            with_mentors.tell(work, now, moved)


def _publish(store: Store, workspace: Workspace, found: Round) -> Published | None:
    with store.work(workspace) as work:
        if found.wanted_by is None:
            publishing.by_itself(work, found.id)
            return None
        return publishing.publish(work, work.people.get(found.wanted_by), found.id)


def _tell(work: Work, found: Round, person_id: int) -> None:
    """Their press was cut short: what became of it is a message, once."""
    told = to_each(
        [person_id],
        PromptKind.ROUND_DUE,
        period=period_of(found.id),
        rung=f"{Step.DONE}-{work.now:%Y%m%d%H%M%S}",
        now=work.now,
        until=work.now + STILL_NEWS,
        about={"round": found.id},
    )
    work.prompts.plan(told, now=work.now)
