"""One beat of the heart: see to whatever time has brought since the last one, look at the mentorships whose time has
come, and plan what should be said.

It may beat anywhere and any number of times: the same facts plan the same prompts, and a prompt is planned once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.cadence import Outlook, PromptDue, outlook
from bot.domain.kinds import DISCREET, PromptKind
from bot.domain.people import Person, Workspace
from bot.domain.prompts import Prompt
from bot.domain.rhythm import Rhythm
from bot.programme import (
    afterwards,
    applications,
    certificates,
    champions,
    change_cases,
    charters,
    circle_beats,
    departures,
    in_touch,
    offering,
    pulse_beats,
    reaching_out,
    round_due,
    solo,
    story_beats,
    undelivered,
    welcoming,
    with_mentors,
)
from bot.programme.closeness import close_to, team_but
from bot.programme.judging import Verdict
from bot.programme.ports import Store
from bot.programme.prompts import judged
from bot.programme.work import Work

#: How long a coordinator may be told that a pair is quiet: after that the next look would say so anew.
FLAG_LASTS = timedelta(days=14)
#: More than any company has due at once; a dry run looks at all of them.
EVERYBODY = 1_000_000
#: What becomes of a row that tells of something that is not there.
BROKEN = "cancelled: facts"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticked:
    """`more` when there may be others to look at: beat again at once."""

    looked_at: int
    planned: int
    flagged: int
    more: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """What would become of one prompt: `verdict` is send, expired, or wait or cancelled with its reason."""

    person: Person
    kind: PromptKind
    why: str
    when: datetime | None
    verdict: str


def tick(work: Work, limit: int = 1000) -> Ticked:
    """First what has an effect of its own: whoever has left is seen off, terms end, new texts of charters are asked
    for, people who look alone get a step further, newcomers a mentor, suggestions lapse, requests for a hand go on,
    pulses open and close.

    Then what is to be said: what the ladders say, what the team has to hear of, what is asked at an end. At most
    `limit` mentorships are looked at, and each notes when to look again.
    """
    departures.notice(work)
    departures.end_of_terms(work)
    charters.ask_again(work)
    solo.advance(work)
    welcoming.welcome(work)
    offering.lapse(work)
    reaching_out.pass_on(work)
    certificates.years_over(work)
    pulse_beats.advance(work)
    rhythms = work.mentorships.due(work.now, limit=limit)
    outlooks = [(rhythm, outlook(rhythm, work.now)) for rhythm in rhythms]
    for_the_team = [
        *_flags(work, outlooks),
        *applications.to_tell(work),
        *round_due.to_tell(work),
        *with_mentors.to_tell(work),
        *circle_beats.to_tell(work),
        *change_cases.to_tell(work),
        *undelivered.to_tell(work),
        *story_beats.to_tell(work),
        *champions.to_tell(work),
    ]
    at_the_end = [*afterwards.to_ask(work), *in_touch.to_tell(work)]
    planned = work.prompts.plan([*_prompts(outlooks), *for_the_team, *at_the_end], now=work.now)
    work.mentorships.look_again({rhythm.mentorship_id: seen.look_again_at for rhythm, seen in outlooks})
    return Ticked(
        looked_at=len(rhythms),
        planned=planned,
        flagged=sum(seen.raise_flag for _, seen in outlooks),
        more=len(rhythms) == limit,
    )


def explain(work: Work) -> list[Explained]:
    """What a beat now would say, to whom and why. It plans on the way: run it in a transaction that is
    undone.
    """
    while tick(work).more:
        pass
    people = work.prompts.waiting_recipients(work.now, limit=EVERYBODY)
    return [told for person_id in people for told in _explained(work, person_id)]


def dry_run(store: Store, workspace: Workspace) -> list[Explained]:
    """The same, in a transaction of its own, of which nothing stays."""
    told: list[Explained] = []
    try:
        with store.work(workspace) as work:
            told = explain(work)
            raise _UndoneError
    except _UndoneError:
        return told


class _UndoneError(Exception):
    """Ends a transaction without a trace."""


def _prompts(outlooks: Iterable[tuple[Rhythm, Outlook]]) -> Iterator[PromptDue]:
    for _, seen in outlooks:
        yield from seen.prompts


def _flags(work: Work, outlooks: Iterable[tuple[Rhythm, Outlook]]) -> Iterator[PromptDue]:
    """A quiet mentorship is flagged once, until somebody logs a meeting."""
    for rhythm, seen in outlooks:
        if seen.raise_flag:
            work.mentorships.flag(rhythm.mentorship_id, work.now)
            members = work.people.many(seat.person_id for seat in rhythm.seats)
            for reader in team_but(work, close_to(work, *members.values()), rhythm.programme_id):
                yield PromptDue(
                    kind=PromptKind.FLAG,
                    mentorship_id=rhythm.mentorship_id,
                    recipient_id=reader.id,
                    period=f"cycle-{rhythm.cycle}",
                    rung=f"flag-{work.now:%Y%m%d}",
                    not_before=work.now,
                    expires_at=work.now + FLAG_LASTS,
                )


def _explained(work: Work, person_id: int) -> Iterator[Explained]:
    reader = work.people.get(person_id)
    waiting = work.prompts.waiting_for(person_id, work.now)
    sound, verdict = judged(work, reader, waiting) if reader.is_welcome else (waiting, None)
    for prompt in waiting:
        if prompt.kind in DISCREET:
            continue
        said, when = _said(prompt, verdict, work.now) if prompt in sound else (BROKEN, None)
        why = _why(work, prompt, reader)
        yield Explained(person=reader, kind=prompt.kind, why=why, when=when, verdict=said)


def _said(prompt: Prompt, verdict: Verdict | None, now: datetime) -> tuple[str, datetime | None]:
    if verdict is None:
        return "cancelled: not_here", None
    decision = verdict.decision
    cancelled = {**dict(decision.cancelled), **verdict.moot}
    if prompt.id in cancelled:
        return f"cancelled: {cancelled[prompt.id]}", None
    if prompt.id in decision.expired:
        return "expired", None
    if prompt.id in decision.send:
        return "send", now
    return f"wait: {dict(decision.waits).get(prompt.id, '')}", decision.wait_until


def _why(work: Work, prompt: Prompt, reader: Person) -> str:
    """The operator's words: which mentorship, with whom, for which period."""
    mentorship = work.mentorships.get(prompt.mentorship_id) if prompt.mentorship_id else None
    if mentorship is None:
        return prompt.period
    others = work.people.many(seat.person_id for seat in mentorship.others(reader.id))
    return f"{prompt.period}, mentorship {mentorship.id} of {', '.join(one.name for one in others.values())}"
