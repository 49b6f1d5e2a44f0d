"""The ledger's life, from planned to released: who is told what now, and what need not be said any more.

`release` runs in one transaction and only claims; `handlers/sender.py` speaks after the commit. Facts are
gathered at that moment, so that nothing is said which has become untrue since it was planned.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

import structlog

from bot.domain.kinds import PRIORITY, PromptKind
from bot.domain.people import Person, Workspace
from bot.domain.prompts import OLD, Prompt, PromptState
from bot.domain.refusals import Refusal
from bot.programme import (
    after_facts,
    away,
    cadences,
    catching_up,
    certificate_facts,
    champion_facts,
    change_facts,
    charters,
    circle_facts,
    date_facts,
    ending_facts,
    facts,
    in_touch,
    interim,
    leaving_out,
    list_facts,
    mentor_facts,
    pulse_facts,
    reaching_out_facts,
    remembering,
    reminding,
    rights,
    round_due,
    round_facts,
    sheets,
    story_facts,
    surveys,
    undelivered,
)
from bot.programme.facts import Facts
from bot.programme.judging import Verdict, judge
from bot.programme.room import loads
from bot.programme.work import Work

log = structlog.get_logger("binome.prompts")

#: Longer than Slack's time-out, the pacing before it and the lag of Slack's history (reliability.md §2.4).
LEASE = timedelta(seconds=120)
#: How many people one release looks at: the write lock is held for milliseconds, and a bot that is killed leaves
#: few messages of which nobody knows whether they were said.
PEOPLE_AT_ONCE = 10
#: Several senders on one database look this many times further, past the people whom another one holds.
SENDERS_APART = 4
#: What the facts of a broken row raise; whatever the database itself raises stops the release instead.
BROKEN = (LookupError, TypeError, ValueError, AttributeError, Refusal)

#: It was never looked at before it was too late; or a later one takes its place, and says all that it would have said.
LATE, NEWER = "late", "newer"

#: What each kind has to tell. The views of the same kinds are the table of `handlers/views/prompts.py`.
FACTS: Mapping[PromptKind, Callable[[Work, Prompt, Person], Facts]] = {
    PromptKind.WELCOME: facts.welcome,
    PromptKind.INVITATION: round_facts.call,
    PromptKind.INTRODUCTION: facts.introduction,
    PromptKind.LEFT_OUT: round_facts.left_aside,
    PromptKind.SUGGESTION: list_facts.suggested,
    PromptKind.MENTOR_LIST: list_facts.listed,
    PromptKind.END_NEAR: after_facts.near,
    PromptKind.AFTER_WISH: after_facts.wished,
    PromptKind.ENDED: ending_facts.ended,
    PromptKind.IN_TOUCH: in_touch.word,
    PromptKind.UNFINISHED: reminding.unfinished,
    PromptKind.FIRST_MEETING: facts.nudge,
    PromptKind.MISSING_MEETING: facts.nudge,
    PromptKind.LAST_WORD: facts.nudge,
    PromptKind.DIGEST: facts.digest,
    PromptKind.SHEET: facts.sheet_ready,
    PromptKind.PARTNER_LOG: facts.news,
    PromptKind.LOG_DENIED: facts.news,
    PromptKind.PARTNER_PLAN: facts.news,
    PromptKind.DATE_NEWS: facts.news,
    PromptKind.DATE_SOON: facts.news,
    PromptKind.TOMORROW: date_facts.reminder,
    PromptKind.TOOK_PLACE: date_facts.reminder,
    PromptKind.CADENCE_CHANGED: cadences.told,
    PromptKind.PARTNER_AWAY: away.told,
    PromptKind.INTERIM: interim.offered,
    PromptKind.NOBODY_WILLING: interim.nobody_willing,
    PromptKind.ROUND_DUE: round_due.facts,
    PromptKind.CAUGHT_UP: catching_up.facts,
    PromptKind.UNDELIVERED: undelivered.facts,
    PromptKind.FLAG: facts.quiet,
    PromptKind.APPLICATION: mentor_facts.applied,
    PromptKind.DECISION: mentor_facts.decided,
    PromptKind.PREPARATION: mentor_facts.to_prepare,
    PromptKind.STEPPED_BACK: mentor_facts.stepped_back,
    PromptKind.DEPARTED: ending_facts.departed,
    PromptKind.CHANGE_ASKED: change_facts.asked,
    PromptKind.CHANGE_DECIDED: change_facts.decided,
    PromptKind.CHARTER: charters.call,
    PromptKind.SURVEY: surveys.asking,
    PromptKind.PULSE: pulse_facts.asking,
    PromptKind.CLOSING_PULSE: pulse_facts.asking,
    PromptKind.TALK: pulse_facts.talk,
    PromptKind.STEP_LEFT_OUT: leaving_out.asked,
    PromptKind.CERTIFICATE: certificate_facts.earned,
    PromptKind.MENTOR_YEAR: certificate_facts.earned,
    PromptKind.HELP_CARD: reaching_out_facts.card,
    PromptKind.HELP_PASSED: reaching_out_facts.passed,
    PromptKind.CIRCLE: circle_facts.called,
    PromptKind.CIRCLE_TOMORROW: circle_facts.called,
    PromptKind.CIRCLE_CHANGED: circle_facts.called,
    PromptKind.CIRCLE_OVER: circle_facts.who_was_there,
    PromptKind.STORY_ASKED: story_facts.news,
    PromptKind.RIGHT_CHANGED: rights.changed,
    PromptKind.STORY_TOLD: story_facts.news,
    PromptKind.STORY_SHARED: story_facts.shared,
    PromptKind.STORY_TROUBLE: story_facts.trouble,
    PromptKind.CHAMPION_PAGE: champion_facts.page_of_the_month,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """What one message tells one person; enough to draw it, now or again."""

    recipient: Person
    workspace: Workspace
    today: date
    facts: tuple[Facts, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """A bundle that one sender has claimed. The marker is random and tells nothing to whoever reads it in
    Slack.
    """

    bundle: Bundle
    marker: str
    generation: int
    #: Kept by Slack alone, should the ledger be lost (`restoring_ports.py`).
    imprints: tuple[str, ...] = ()

    @property
    def prompt_ids(self) -> tuple[int, ...]:
        return tuple(one.prompt.id for one in self.bundle.facts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """`looked_at` counts the people for whom something was due: none left means all is quiet."""

    parcels: tuple[Parcel, ...]
    looked_at: int


def release(
    work: Work,
    machine_now: datetime,
    *,
    limit: int = PEOPLE_AT_ONCE,
    only: Collection[PromptKind] | None = None,
) -> Release:
    """Claim what goes out now, settle what will not, postpone the rest: the ledger says why of each.

    What is too late keeps the word for what it waited for, unless a newer one takes its place. `machine_now` starts the
    leases. `only` these kinds are looked at while the clock cannot be believed: what goes out goes out, and nothing is
    settled or postponed by it.
    """
    waiting = work.prompts.waiting_recipients(
        work.now, limit=limit * SENDERS_APART, machine_now=machine_now, kinds=only
    )
    owed = set(work.recollections.owed(waiting))
    people = work.people.hold_free([one for one in waiting if one not in owed], limit=limit)
    parcels = [parcel for one in people for parcel in _release_to(work, one, machine_now, only)]
    return Release(parcels=tuple(parcels), looked_at=len(people))


def bundle(work: Work, reader: Person, prompts: Iterable[Prompt]) -> Bundle:
    """The facts of these prompts, in reading order, as they are now."""
    ordered = sorted(prompts, key=lambda prompt: (PRIORITY.index(prompt.kind), prompt.expires_at, prompt.id))
    return Bundle(
        recipient=reader,
        workspace=work.workspace,
        today=work.today(reader),
        facts=tuple(FACTS[prompt.kind](work, prompt, reader) for prompt in ordered),
    )


def message_at(work: Work, channel: str, ts: str) -> Bundle | None:
    """What a message that was sent tells now, without what is not kept any more; None when it is no message of the
    ledger.
    """
    prompts = work.prompts.at(channel, ts)
    if not prompts:
        return None
    reader = work.people.get(prompts[0].recipient_id)
    return bundle(work, reader, [one for one in prompts if _is_kept(work, reader, one)])


def _is_kept(work: Work, reader: Person, prompt: Prompt) -> bool:
    """Whether what it tells of is still there: a certificate may be erased, and of a message of long ago nobody knows
    what it was about.
    """
    if prompt.reason == OLD:
        return False
    try:
        FACTS[prompt.kind](work, prompt, reader)
    except LookupError:
        return False
    return True


def judged(work: Work, reader: Person, waiting: Sequence[Prompt]) -> tuple[Sequence[Prompt], Verdict]:
    """What becomes of those that can be judged. A broken row ends here, and keeps nobody waiting."""
    try:
        return waiting, judge(work, reader, waiting)
    except BROKEN:
        sound = [one for one in waiting if _can_be_judged(work, reader, one)]
        return sound, judge(work, reader, sound)


def _release_to(
    work: Work, person_id: int, machine_now: datetime, only: Collection[PromptKind] | None
) -> Iterator[Parcel]:
    waiting = work.prompts.waiting_for(person_id, work.now, machine_now=machine_now, kinds=only)
    reader = work.people.many([person_id]).get(person_id)
    if reader is None or not reader.is_welcome:
        work.prompts.settle(_ids(waiting), state=PromptState.CANCELLED, reason="not_here")
        return
    waiting = remembering.not_heard(work, reader, waiting)
    waiting, verdict = judged(work, reader, waiting)
    if only is None:
        _settle(work, waiting, verdict)
    by_id = {prompt.id: prompt for prompt in waiting}
    for some in loads([by_id[one] for one in verdict.decision.send]):
        if parcel := _claim(work, reader, some, machine_now):
            yield parcel


def _can_be_judged(work: Work, reader: Person, prompt: Prompt) -> bool:
    try:
        judge(work, reader, [prompt])
    except BROKEN:
        _set_apart(work, prompt)
        return False
    return True


def _settle(work: Work, waiting: Sequence[Prompt], verdict: Verdict) -> None:
    decision = verdict.decision
    by_id = {prompt.id: prompt for prompt in waiting}
    for reason, some in _by_reason((one, _why_over(by_id[one], work.now)) for one in decision.expired):
        work.prompts.settle(some, state=PromptState.EXPIRED, reason=reason)
    for reason, some in _by_reason((*decision.cancelled, *verdict.moot.items())):
        work.prompts.settle(some, state=PromptState.CANCELLED, reason=reason)
    if decision.wait_until is not None:
        for why, some in _by_reason(decision.waits):
            work.prompts.postpone(some, not_before=decision.wait_until, why=why)


def _why_over(prompt: Prompt, now: datetime) -> str:
    return NEWER if prompt.expires_at > now else prompt.reason or LATE


def _by_reason(fates: Iterable[tuple[int, str]]) -> Iterator[tuple[str, list[int]]]:
    for reason, some in groupby(sorted(fates, key=lambda one: one[1]), key=lambda one: one[1]):
        yield reason, [one for one, _ in some]


def _claim(work: Work, reader: Person, prompts: Sequence[Prompt], machine_now: datetime) -> Parcel | None:
    sound = list(_sound(work, reader, prompts))
    marker = secrets.token_urlsafe(16)
    lease = {"lease_until": machine_now + LEASE, "tried_at": machine_now}
    claimed = work.prompts.claim(_ids(sound), marker=marker, **lease) if sound else ()
    if not claimed:
        return None
    return Parcel(
        bundle=bundle(work, reader, claimed),
        marker=marker,
        generation=claimed[0].generation,
        imprints=tuple(work.recollections.imprints(claimed)),
    )


def _sound(work: Work, reader: Person, prompts: Iterable[Prompt]) -> Iterator[Prompt]:
    """Those whose facts can be gathered; a broken row ends here, and the others go on."""
    for prompt in prompts:
        try:
            sheets.prepare(work, prompt)
            bundle(work, reader, [prompt])
        except BROKEN:
            _set_apart(work, prompt)
        else:
            yield prompt


def _set_apart(work: Work, prompt: Prompt) -> None:
    log.exception("a prompt has no facts", action="prompt_dead", prompt=prompt.id, kind=prompt.kind)
    work.prompts.settle([prompt.id], state=PromptState.DEAD, reason="facts")


def _ids(prompts: Iterable[Prompt]) -> list[int]:
    return [prompt.id for prompt in prompts]
