"""After a backup was put back, nothing is said twice: Slack is asked what each person has heard since (design §5).

The ledger of a backup does not know what was said after it, and the beat plans again what it planned then. So before a
person is told anything, their conversation since the backup is read once, for the imprints that travel with messages
(`restoring_ports.py`). What they have heard is written down as said; the message is drawn again, because what its
reader answered is lost and they may answer anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.programme import sheets
from bot.programme.work import Work

log = structlog.get_logger("binome.prompts")

#: People who wait for something, of whom the next to be asked about is found.
LOOKED_AT = 50
#: Whatever was planned by then has been said, or is void.
ASKED_FOR = timedelta(days=180)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recall:
    """Whose conversation is to be read next, and since when, by Slack's clock."""

    person: Person
    since: datetime


def next_one(work: Work, *, wait: timedelta) -> Recall | None:
    """Who has waited longest for something, and of whom Slack was not asked yet; nobody while its history may lag."""
    restoration = work.recollections.restoration()
    if restoration is None or work.machine_now < restoration.restored_at + wait:
        return None
    waiting = work.prompts.waiting_recipients(work.now, limit=LOOKED_AT, machine_now=work.machine_now)
    owed = work.recollections.owed(waiting)
    return Recall(person=work.people.get(owed[0]), since=restoration.since) if owed else None


def remember(work: Work, recall: Recall, channel: str, said: Mapping[str, str]) -> None:
    """What Slack's history has of it: nothing, for somebody who cannot be written to any more."""
    if channel and recall.person.dm != channel:
        work.people.change(recall.person.id, dm=channel)
    work.recollections.remember(recall.person.id, channel=channel, said=said)


def not_heard(work: Work, reader: Person, waiting: Sequence[Prompt]) -> Sequence[Prompt]:
    """What they have not heard; the rest is written down as said when it was."""
    heard = work.recollections.said_before(reader.id, waiting)
    for prompt in waiting:
        if prompt.id in heard:
            channel, ts = heard[prompt.id]
            sheets.prepare(work, prompt)
            at = min(max(datetime.fromtimestamp(float(ts), UTC), prompt.not_before), work.now)
            work.recollections.heard(prompt, channel=channel, ts=ts, at=at)
            work.delivery.retouch(channel, ts)
            log.info("said before the backup came back", action="prompt_recalled", prompts=[prompt.id])
    return [one for one in waiting if one.id not in heard]
