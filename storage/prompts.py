"""The ledger of all that the bot says on its own initiative (design §5): planned once, claimed by one sender.

Every write names the states it may leave, and a sender's also its claim: whoever comes late changes nothing.
`lease_until` is machine time, before which nobody else touches the row: a claim that is being said, something unknown
that waits for Slack's history, something planned that failed and is left alone for a while.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from bot.domain.budget import Wait
from bot.domain.cadence import PromptDue, PromptKind
from bot.domain.prompts import Prompt, PromptState
from bot.programme.prompt_ports import Said
from storage import prompt_questions as questions
from storage.base import AnyRow, Repository, chunks, filled, table_of
from storage.tables import PromptRow

PROMPTS = table_of(PromptRow)
#: What a row holds that nobody has touched yet; put together once, for a beat plans tens of thousands.
NEW = filled(PromptRow)
PLANNED, SENDING, SENT, UNKNOWN, EXPIRED, DEAD = (
    state.value
    for state in (
        PromptState.PLANNED,
        PromptState.SENDING,
        PromptState.SENT,
        PromptState.UNKNOWN,
        PromptState.EXPIRED,
        PromptState.DEAD,
    )
)
WAITS = tuple(one.value for one in Wait)
#: Why something is unknown of which its sender said nothing more.
LEASE_OVER = "lease"
#: A sender holds the row, or held it and cannot tell how it ended.
ON_ITS_WAY = (SENDING, UNKNOWN)


class Prompts(Repository):
    #: True once this piece of work wrote something for the sender to say.
    woke = False

    def plan(self, dues: Iterable[PromptDue], *, now: datetime) -> int:
        # Counted by the driver: PostgreSQL takes eight times as long when it has to return each row.
        new = questions.unless_planned(self.connection.dialect.name)
        written = sum(
            self.run(new, [self._planned(due, now) for due in some]).rowcount for some in chunks(dues)
        )
        self.woke = self.woke or written > 0
        return written

    def get(self, prompt_id: int) -> Prompt | None:
        row = self.find(PROMPTS, prompt_id)
        return None if row is None else prompt_of(row)

    def waiting_recipients(
        self,
        now: datetime,
        *,
        limit: int,
        machine_now: datetime | None = None,
        kinds: Collection[str] | None = None,
    ) -> Sequence[int]:
        """People to whom something is due by now, or one of these kinds, whoever has waited longest first."""
        due = (
            PROMPTS.c.state == PLANNED,
            PROMPTS.c.not_before <= now,
            *_left_alone(machine_now),
            *_one_of(kinds),
        )
        query = (
            select(PROMPTS.c.recipient_id).where(*due, self.mine(PROMPTS)).group_by(PROMPTS.c.recipient_id)
        )
        oldest = query.order_by(func.min(PROMPTS.c.not_before), PROMPTS.c.recipient_id)
        return [row.recipient_id for row in self.rows(oldest.limit(limit))]

    def waiting_for(
        self,
        person_id: int,
        now: datetime,
        *,
        machine_now: datetime | None = None,
        kinds: Collection[str] | None = None,
    ) -> Sequence[Prompt]:
        """What is due to this person by now, and what expired meanwhile: it is settled, not dropped."""
        due = (
            PROMPTS.c.state == PLANNED,
            PROMPTS.c.not_before <= now,
            *_left_alone(machine_now),
            *_one_of(kinds),
        )
        return self._all(PROMPTS.c.recipient_id == person_id, *due)

    def said_to(self, person_id: int, since: datetime) -> Sequence[Said]:
        """What went out, and what may have gone out: the budget would rather count one too many."""
        asked = {"person": person_id, "since": since, "mine": self.workspace_id}
        return [Said(kind=row.kind, at=row.at) for row in self.rows(questions.said_to(), asked)]

    def claim(
        self,
        prompt_ids: Iterable[int],
        *,
        marker: str,
        lease_until: datetime,
        tried_at: datetime | None = None,
    ) -> Sequence[Prompt]:
        """Take prompts that are still planned; those taken together share a marker and a generation."""
        wanted = (PROMPTS.c.id.in_(list(prompt_ids)), PROMPTS.c.state == PLANNED, self.mine(PROMPTS))
        query = select(PROMPTS.c.id, PROMPTS.c.generation).where(*wanted).order_by(PROMPTS.c.id)
        free = self.rows(query.with_for_update(skip_locked=True))
        if not free:
            return []
        claimed = PROMPTS.update().where(PROMPTS.c.id.in_([row.id for row in free]))
        taken = claimed.values(
            state=SENDING,
            reason=None,
            marker=marker,
            lease_until=lease_until,
            tried_at=tried_at,
            reported_at=None,
            generation=max(row.generation for row in free) + 1,
        )
        self.run(taken)
        return self.with_marker(marker)

    def mark_sent(self, marker: str, *, generation: int, channel: str, ts: str, at: datetime) -> bool:
        """True when the row was still ours. `at` is programme time, as the budget counts it."""
        sent = {
            "state": SENT,
            "reason": None,
            "channel": channel,
            "ts": ts,
            "sent_at": at,
            "lease_until": None,
        }
        return self._move(ON_ITS_WAY, sent, *_of(marker, generation)) > 0

    def put_back(
        self,
        marker: str,
        *,
        generation: int,
        attempted: bool,
        held_until: datetime | None = None,
        why: str | None = None,
    ) -> bool:
        """To be said later, under a new marker, and not before `held_until` of machine time. `attempted` counts a
        failure; a rate limit is none. True when the row was still ours.
        """
        again = {
            "state": PLANNED,
            "reason": why,
            "attempts": PROMPTS.c.attempts + int(attempted),
            "marker": None,
            "lease_until": held_until,
        }
        return self._move(ON_ITS_WAY, again, *_of(marker, generation)) > 0

    def mark(self, marker: str, *, generation: int, state: str, reason: str) -> bool:
        """How a claimed message ended. True when the row was still ours."""
        ended = {"state": state, "reason": reason, "lease_until": None}
        return self._move(ON_ITS_WAY, ended, *_of(marker, generation)) > 0

    def doubt(self, marker: str, *, generation: int, reason: str, look_up_at: datetime) -> bool:
        """It may have been said: it is looked up in Slack then, by the machine's time."""
        unknown = {"state": UNKNOWN, "reason": reason, "lease_until": look_up_at}
        return self._move(ON_ITS_WAY, unknown, *_of(marker, generation)) > 0

    def doubt_abandoned(self, machine_now: datetime, *, look_up_at: datetime) -> int:
        """The same for all that a sender claimed and did not end in time; it can write nothing about them any more."""
        unknown = {"state": UNKNOWN, "reason": LEASE_OVER, "lease_until": look_up_at}
        over = PROMPTS.c.lease_until <= machine_now
        return self._move([SENDING], unknown | {"generation": PROMPTS.c.generation + 1}, over)

    def take_doubtful(self, machine_now: datetime, *, until: datetime) -> Sequence[Prompt]:
        """The prompts of the one unknown message whose time to be looked up came first; nobody else looks for it
        `until` then.
        """
        due = (PROMPTS.c.state == UNKNOWN, PROMPTS.c.lease_until <= machine_now, self.mine(PROMPTS))
        query = select(PROMPTS.c.marker).where(*due).order_by(PROMPTS.c.lease_until, PROMPTS.c.id).limit(1)
        first = self.first(query.with_for_update(skip_locked=True))
        if first is None:
            return []
        taken = {"lease_until": until, "generation": PROMPTS.c.generation + 1}
        self._move([UNKNOWN], taken, PROMPTS.c.marker == first.marker)
        return self.with_marker(first.marker)

    def is_claimed(self, marker: str, *, generation: int) -> bool:
        """Whether this claim still holds."""
        ours = (*_of(marker, generation), PROMPTS.c.state == SENDING, self.mine(PROMPTS))
        return self.first(select(PROMPTS.c.id).where(*ours).limit(1)) is not None

    def settle(self, prompt_ids: Iterable[int], *, state: str, reason: str) -> None:
        """End prompts that nobody has claimed, saying why."""
        for some in chunks(prompt_ids):
            ended = {"state": state, "reason": reason, "reported_at": None}
            self._move([PLANNED], ended, PROMPTS.c.id.in_(some))

    def postpone(self, prompt_ids: Iterable[int], *, not_before: datetime, why: str) -> None:
        waits = {"not_before": not_before, "reason": why}
        for some in chunks(prompt_ids):
            self._move([PLANNED], waits, PROMPTS.c.id.in_(some))

    def look_anew(self, person_id: int, *, now: datetime) -> None:
        """Its time had come before: only what was postponed has such a reason."""
        postponed = (PROMPTS.c.reason.in_(WAITS), PROMPTS.c.not_before > now)
        if self._move([PLANNED], {"not_before": now}, PROMPTS.c.recipient_id == person_id, *postponed):
            self.woke = True

    def series(self, person_id: int, kind: PromptKind) -> Sequence[Prompt]:
        asked = {"person": person_id, "kind": kind.value, "mine": self.workspace_id}
        return [prompt_of(row) for row in self.rows(questions.series(), asked)]

    def move(self, prompt_id: int, *, not_before: datetime, expires_at: datetime) -> None:
        moved = {"not_before": not_before, "expires_at": expires_at, "reason": None}
        self._move([PLANNED], moved, PROMPTS.c.id == prompt_id)

    def cancel(
        self,
        *,
        reason: str,
        mentorship_id: int | None = None,
        recipient_id: int | None = None,
        kinds: Iterable[str] | None = None,
        period: str | None = None,
    ) -> int:
        """Cancel what matches all that is given. What a sender has claimed is already on its way."""
        chosen: list[Any] = []
        if mentorship_id is not None:
            chosen.append(PROMPTS.c.mentorship_id == mentorship_id)
        if recipient_id is not None:
            chosen.append(PROMPTS.c.recipient_id == recipient_id)
        if kinds is not None:
            chosen.append(PROMPTS.c.kind.in_([str(kind) for kind in kinds]))
        if period is not None:
            chosen.append(PROMPTS.c.period == period)
        if not chosen:
            raise ValueError("cancelling needs to know what: everybody's prompts are never meant")
        return self._move([PLANNED], {"state": PromptState.CANCELLED.value, "reason": reason}, *chosen)

    def answer(self, prompt_id: int, answer: str | None) -> None:
        self.alter(PROMPTS, prompt_id, {"answer": answer})

    def with_marker(self, marker: str) -> Sequence[Prompt]:
        return self._all(PROMPTS.c.marker == marker)

    def at(self, channel: str, ts: str) -> Sequence[Prompt]:
        asked = {"channel": channel, "ts": ts, "mine": self.workspace_id}
        return [prompt_of(row) for row in self.rows(questions.at(), asked)]

    def places_to(self, person_id: int, since: datetime, *, most: int) -> Sequence[tuple[str, str]]:
        """The newest first."""
        asked = {"person": person_id, "since": since, "most": most, "mine": self.workspace_id}
        return [(row.channel, row.ts) for row in self.rows(questions.places(), asked)]

    def messages_to(self, person_id: int, since: datetime) -> Sequence[Prompt]:
        """The newest first: people answer what they read last."""
        said = self._all(
            PROMPTS.c.recipient_id == person_id, PROMPTS.c.state == SENT, PROMPTS.c.sent_at >= since
        )
        return sorted(said, key=lambda prompt: (prompt.sent_at, prompt.id), reverse=True)

    def in_doubt(self, machine_now: datetime) -> bool:
        """Whether something is on its way for longer than a sender takes, or waits to be looked up."""
        over = (PROMPTS.c.state.in_(ON_ITS_WAY), PROMPTS.c.lease_until <= machine_now, self.mine(PROMPTS))
        return self.first(select(PROMPTS.c.id).where(*over).limit(1)) is not None

    def pending(self, *, limit: int = 500) -> Sequence[Prompt]:
        """What has not been said and has not been settled either: planned, on its way, unknown or dead."""
        return self._all(PROMPTS.c.state.in_([PLANNED, *ON_ITS_WAY, DEAD]), limit=limit)

    def _planned(self, due: PromptDue, now: datetime) -> Mapping[str, object]:
        late = due.expires_at <= now
        return {
            **NEW,
            "workspace_id": self.workspace_id,
            "dedupe_key": due.dedupe_key,
            "kind": due.kind.value,
            "recipient_id": due.recipient_id,
            "mentorship_id": due.mentorship_id,
            "period": due.period,
            "about": dict(due.about),
            "not_before": due.not_before,
            "expires_at": due.expires_at,
            "state": EXPIRED if late else PLANNED,
            "reason": "late" if late else None,
        }

    def _move(self, leaving: Sequence[str], values: Mapping[str, object], *where: Any) -> int:
        rows = PROMPTS.update().where(*where, PROMPTS.c.state.in_(leaving), self.mine(PROMPTS))
        return self.run(rows.values(values)).rowcount

    def _all(self, *where: Any, limit: int | None = None) -> Sequence[Prompt]:
        query = select(PROMPTS).where(*where, self.mine(PROMPTS)).order_by(PROMPTS.c.not_before, PROMPTS.c.id)
        return [prompt_of(row) for row in self.rows(query.limit(limit))]


def _of(marker: str, generation: int) -> tuple[Any, ...]:
    return (PROMPTS.c.marker == marker, PROMPTS.c.generation == generation)


def _left_alone(machine_now: datetime | None) -> tuple[Any, ...]:
    """Without what failed and is left alone for a while; nothing is left out when no time is given."""
    if machine_now is None:
        return ()
    return (or_(PROMPTS.c.lease_until.is_(None), PROMPTS.c.lease_until <= machine_now),)


def _one_of(kinds: Collection[str] | None) -> tuple[Any, ...]:
    return () if kinds is None else (PROMPTS.c.kind.in_(sorted(str(kind) for kind in kinds)),)


def prompt_of(row: AnyRow) -> Prompt:
    return Prompt(
        id=row.id,
        kind=PromptKind(row.kind),
        recipient_id=row.recipient_id,
        mentorship_id=row.mentorship_id,
        period=row.period,
        about=row.about,
        state=PromptState(row.state),
        reason=row.reason,
        not_before=row.not_before,
        expires_at=row.expires_at,
        marker=row.marker,
        generation=row.generation,
        attempts=row.attempts,
        channel=row.channel,
        ts=row.ts,
        sent_at=row.sent_at,
        answer=row.answer,
        tried_at=row.tried_at,
    )
