"""What one person is told now, what waits and why, and what need not be said any more: all the rules in one verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.budget import Decision, Rest, Spoken, Waiting, decide
from bot.domain.calendar import month_bounds, month_of
from bot.domain.kinds import CLASS_OF, PromptKind
from bot.domain.ladder import MOST_NUDGES
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.programme.moot import why_moot
from bot.programme.resting import rests
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What becomes of one person's due prompts now; `moot` and `decision.cancelled` give their reasons."""

    decision: Decision
    moot: Mapping[int, str]


def judge(work: Work, reader: Person, waiting: Sequence[Prompt]) -> Verdict:
    """What this person is told now. A prompt that became moot, or that they do without, takes nobody's place in the
    day.
    """
    moot: dict[int, str] = {}
    by_id = {prompt.id: prompt for prompt in waiting}
    spoken, muted = _spoken(work, reader), work.profiles.of(reader.id).muted
    resting, most = rests(work, reader, waiting), nudges_a_month(work, reader)
    while True:
        left = [_waiting(prompt, resting.get(prompt.id)) for prompt in waiting if prompt.id not in moot]
        decision = decide(
            left,
            spoken,
            work.hours(reader),
            work.now,
            muted,
            person_id=reader.id,
            nudges_a_month=most,
        )
        found = {one: why_moot(work, by_id[one], reader) for one in decision.send}
        moot |= (gone := {one: why for one, why in found.items() if why is not None})
        if not gone:
            return Verdict(decision=decision, moot=moot)


def nudges_a_month(work: Work, reader: Person) -> int:
    """The most that this person is asked in a calendar month: of their programmes, the one that asks least."""
    allowed = {key: kind.ladder.nudges_a_month for key, kind in work.customs.types.items()}
    if set(allowed.values()) == {MOST_NUDGES}:
        return MOST_NUDGES
    theirs = [one for one in work.programmes.running() if work.enrolments.of(reader.id, one.id)]
    return min((allowed.get(one.type_key, MOST_NUDGES) for one in theirs), default=MOST_NUDGES)


def _spoken(work: Work, reader: Person) -> Sequence[Spoken]:
    zone = reader.timezone
    month, _ = month_bounds(zone, *month_of(zone, work.now))
    said = work.prompts.said_to(reader.id, month)
    return [Spoken(kind_class=CLASS_OF[PromptKind(one.kind)], at=one.at) for one in said]


def _waiting(prompt: Prompt, rest: Rest | None) -> Waiting:
    return Waiting(
        id=prompt.id,
        kind=prompt.kind,
        mentorship_id=prompt.mentorship_id,
        not_before=prompt.not_before,
        expires_at=prompt.expires_at,
        rest=rest,
    )
