"""What people added about themselves. Their own words are sealed when written, opened when read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from bot.domain.kinds import PromptKind
from bot.domain.meetings import Form
from bot.domain.profiles import Profile
from storage.base import AnyRow, NotThere, SealingRepository, chunks, filled, stored, table_of
from storage.joining_tables import ProfileRow
from storage.sealing import SealedColumn

PROFILES = table_of(ProfileRow)
COMPARED = (PROFILES.c.person_id, PROFILES.c.languages, PROFILES.c.topics_to_give, PROFILES.c.form)
KINDS = frozenset(PromptKind)


class Profiles(SealingRepository):
    def of(self, person_id: int) -> Profile:
        row = self.first(_of_one(), {"person": person_id, "mine": self.workspace_id})
        return Profile(person_id=person_id) if row is None else self._profile(row)

    def many(self, person_ids: Iterable[int]) -> Mapping[int, Profile]:
        found: dict[int, Profile] = {}
        for some in chunks(set(person_ids)):
            query = select(PROFILES).where(PROFILES.c.person_id.in_(some), self.mine(PROFILES))
            found |= {row.person_id: self._profile(row) for row in self.rows(query)}
        return found

    def for_matching(self, person_ids: Iterable[int]) -> Mapping[int, Profile]:
        """The lines that the matcher compares, and no other: what people wrote in their own words stays sealed."""
        found: dict[int, Profile] = {}
        for some in chunks(set(person_ids)):
            query = select(*COMPARED).where(PROFILES.c.person_id.in_(some), self.mine(PROFILES))
            found |= {row.person_id: _compared(row) for row in self.rows(query)}
        return found

    def change(self, person_id: int, **values: object) -> Profile:
        """Write these lines of the profile, which begins here if there is none yet."""
        written = stored(self._sealed(person_id, values))
        new = filled(ProfileRow, workspace_id=self.workspace_id, person_id=person_id, **written)
        inserting = self.inserting(PROFILES).values(new)
        known = inserting.on_conflict_do_update(
            index_elements=["person_id"],
            set_={"workspace_id": self.workspace_id, **written},
            where=self.mine(PROFILES),
        )
        row = self.first(known.returning(PROFILES))
        if row is None:
            raise NotThere(f"profile of {person_id}")
        return self._profile(row)

    def erase(self, person_id: int) -> None:
        self.run(PROFILES.delete().where(PROFILES.c.person_id == person_id, self.mine(PROFILES)))

    def _sealed(self, person_id: int, values: Mapping[str, object]) -> dict[str, object]:
        sealed = dict(values)
        if words := values.get("experience"):
            sealed["experience"] = self.sealer.seal(str(words), owner=_owner(person_id, "experience"))
        if "goals" in values:
            goals = list(values["goals"])  # type: ignore[call-overload]
            opened = json.dumps(goals, ensure_ascii=False)
            sealed["goals"] = self.sealer.seal(opened, owner=_owner(person_id, "goals")) if goals else None
        if "muted" in values:
            sealed["muted"] = sorted(values["muted"])  # type: ignore[call-overload]
        return sealed

    def _profile(self, row: AnyRow) -> Profile:
        return Profile(
            person_id=row.person_id,
            roles=tuple(row.roles),
            languages=tuple(row.languages),
            seniority=row.seniority,
            topics_to_give=tuple(row.topics_to_give),
            experience=self._open(row, "experience"),
            goals=tuple(json.loads(self._open(row, "goals") or "[]")),
            days=tuple(row.days),
            form=None if row.form is None else Form(row.form),
            muted=frozenset(PromptKind(kind) for kind in row.muted if kind in KINDS),
            quiet_until=row.quiet_until,
        )

    def _open(self, row: AnyRow, line: str) -> str | None:
        record = getattr(row, line)
        return None if record is None else self.sealer.open(record, owner=_owner(row.person_id, line))


@cache
def _of_one() -> Select[*tuple[Any, ...]]:
    here = PROFILES.c.workspace_id == bindparam("mine")
    return select(PROFILES).where(PROFILES.c.person_id == bindparam("person"), here)


def _compared(row: AnyRow) -> Profile:
    return Profile(
        person_id=row.person_id,
        languages=tuple(row.languages),
        topics_to_give=tuple(row.topics_to_give),
        form=None if row.form is None else Form(row.form),
    )


def _owner(person_id: int, line: str) -> str:
    return f"profile:{person_id}:{line}"


SEALED = (
    SealedColumn(table=PROFILES, column="experience", owner=lambda row: _owner(row.person_id, "experience")),
    SealedColumn(table=PROFILES, column="goals", owner=lambda row: _owner(row.person_id, "goals")),
)
