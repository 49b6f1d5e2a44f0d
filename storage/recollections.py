"""What people were told between a backup and its return, as Slack remembers it (`bot/programme/remembering.py`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, select

from bot.domain.kinds import PromptKind
from bot.domain.prompts import Prompt, PromptState
from bot.programme.restoring_ports import Restoration
from storage.base import SealingRepository, chunks, table_of
from storage.convention import SQLModel
from storage.delivery_tables import RecollectionRow, RestorationRow
from storage.prompts import PROMPTS
from storage.tables import WorkspaceRow

RESTORATIONS, RECOLLECTIONS = table_of(RestorationRow), table_of(RecollectionRow)
WORKSPACES = table_of(WorkspaceRow)
#: A message may be on its way when a beat is noted, and Slack's clock may differ from ours.
NOTED_LATE = timedelta(minutes=10)
#: Before anything was said at all.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

#: What prompts are about, by the words of their `about` and `period`, and the table that numbers it.
NUMBERED = {
    "application": "application",
    "change": "change",
    "enrolment": "enrolment",
    "help": "help_request",
    "joined": "person",
    "meeting": "meeting",
    "mentorship": "mentorship",
    "person": "person",
    "programme": "programme",
    "request": "help_request",
    "round": "round",
    "session": "circle_session",
    "survey": "survey",
}
PERIOD = re.compile(r"([a-z]+)-(\d+)(?!\d)")
#: What somebody decides anew after the backup may be something else. These are rather told again than not at all,
#: unless they waited in the backup already.
RATHER_AGAIN = frozenset(
    {PromptKind.DECISION, PromptKind.CHANGE_DECIDED, PromptKind.HELP_CARD, PromptKind.HELP_PASSED}
)


class Recollections(SealingRepository):
    def imprints(self, prompts: Iterable[Prompt]) -> Sequence[str]:
        keys = self._keys(one.id for one in prompts)
        return [self.sealer.imprints(_lasting(key))[0] for _, key in sorted(keys.items())]

    def restoration(self) -> Restoration | None:
        row = self.first(select(RESTORATIONS).where(self.mine(RESTORATIONS)))
        return None if row is None else Restoration(since=row.since, restored_at=row.restored_at)

    def owed(self, person_ids: Iterable[int]) -> Sequence[int]:
        if self.restoration() is None:
            return []
        wanted = list(person_ids)
        known: set[int] = set()
        for some in chunks(wanted):
            mine = (RECOLLECTIONS.c.person_id.in_(some), self.mine(RECOLLECTIONS))
            known |= {row.person_id for row in self.rows(select(RECOLLECTIONS.c.person_id).where(*mine))}
        return [one for one in wanted if one not in known]

    def remember(self, person_id: int, *, channel: str, said: Mapping[str, str]) -> None:
        row = {
            "workspace_id": self.workspace_id,
            "person_id": person_id,
            "channel": channel,
            "said": dict(said),
        }
        self.run(self.inserting(RECOLLECTIONS).values(row).on_conflict_do_nothing())

    def said_before(self, person_id: int, prompts: Sequence[Prompt]) -> Mapping[int, tuple[str, str]]:
        mine = (RECOLLECTIONS.c.person_id == person_id, self.mine(RECOLLECTIONS))
        found = self.first(select(RECOLLECTIONS).where(*mine))
        if found is None or not found.said:
            return {}
        highest = self.run(select(RESTORATIONS.c.highest).where(self.mine(RESTORATIONS))).scalar_one()
        keys = self._keys(one.id for one in prompts if not _is_new(one, highest))
        said = {
            prompt_id: found.said[imprint]
            for prompt_id, key in keys.items()
            for imprint in self.sealer.imprints(_lasting(key))
            if imprint in found.said
        }
        return {prompt_id: (found.channel, ts) for prompt_id, ts in said.items()}

    def heard(self, prompt: Prompt, *, channel: str, ts: str, at: datetime) -> None:
        this = PROMPTS.update().where(
            PROMPTS.c.id == prompt.id, PROMPTS.c.state == PromptState.PLANNED.value, self.mine(PROMPTS)
        )
        said = {"state": PromptState.SENT.value, "reason": None, "channel": channel, "ts": ts, "sent_at": at}
        self.run(this.values(**said, lease_until=None))

    def forget(self, before: datetime) -> int:
        over = (RESTORATIONS.c.restored_at < before, self.mine(RESTORATIONS))
        if not self.run(RESTORATIONS.delete().where(*over)).rowcount:
            return 0
        return self.run(RECOLLECTIONS.delete().where(self.mine(RECOLLECTIONS))).rowcount

    def _keys(self, prompt_ids: Iterable[int]) -> dict[int, str]:
        return {
            row.id: row.dedupe_key
            for some in chunks(prompt_ids)
            for row in self.rows(
                select(PROMPTS.c.id, PROMPTS.c.dedupe_key).where(PROMPTS.c.id.in_(some), self.mine(PROMPTS))
            )
        }


def note(connection: Connection, *, at: datetime) -> datetime | None:
    """Write down that these data come from a backup; returns the last instant at which it is known to have lived.

    What was to be asked about since an earlier restoration is asked with it.
    """
    highest = {name: _highest(connection, name) for name in {"prompt", *NUMBERED.values()}}
    rows = connection.execute(select(WORKSPACES.c.id, WORKSPACES.c.beat_at)).all()
    for workspace_id, beat_at in rows:
        mine = RESTORATIONS.c.workspace_id == workspace_id
        earlier = connection.execute(select(RESTORATIONS.c.since).where(mine)).scalar()
        lived = beat_at - NOTED_LATE if beat_at else LONG_AGO
        connection.execute(RESTORATIONS.delete().where(mine))
        connection.execute(RECOLLECTIONS.delete().where(RECOLLECTIONS.c.workspace_id == workspace_id))
        since = min(lived, earlier) if earlier else lived
        row = {"workspace_id": workspace_id, "since": since, "restored_at": at, "highest": highest}
        connection.execute(RESTORATIONS.insert().values(row))
    return max((beat_at for _, beat_at in rows if beat_at), default=None)


def _highest(connection: Connection, name: str) -> int:
    return connection.execute(select(func.max(SQLModel.metadata.tables[name].c.id))).scalar() or 0


def _lasting(dedupe_key: str) -> str:
    """Without the reader's number: it is looked for in their own conversation, and they may have another one now."""
    kind, mentorship, _, rest = dedupe_key.split(":", 3)
    return f"{kind}:{mentorship}:{rest}"


def _is_new(prompt: Prompt, highest: Mapping[str, int]) -> bool:
    """Whether it is about something that was made since the backup was put back."""
    if prompt.id <= highest["prompt"]:
        return False
    if prompt.kind in RATHER_AGAIN or (prompt.mentorship_id or 0) > highest["mentorship"]:
        return True
    about = [*prompt.about.items(), *((word, int(number)) for word, number in PERIOD.findall(prompt.period))]
    return any(number > highest[NUMBERED[word]] for word, number in about if word in NUMBERED)
