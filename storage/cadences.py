"""How often people met before they changed it. Most have never changed it: nothing is asked about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import String, cast, select

from bot.domain.calendar import Period
from bot.domain.cycles import Cadence
from bot.domain.kinds import PromptKind
from bot.domain.prompts import PromptState
from storage.base import AnyRow, Repository, chunks, filled, table_of
from storage.prompts import PROMPTS
from storage.tables import MentorshipCadenceRow, MentorshipRow

CADENCES = table_of(MentorshipCadenceRow)
MENTORSHIPS = table_of(MentorshipRow)


class Cadences(Repository):
    def before(self, mentorship_ids: Iterable[int]) -> Mapping[int, Sequence[Cadence]]:
        """The earlier cadences of these mentorships, the oldest first."""
        found: dict[int, list[Cadence]] = {}
        for some in chunks(mentorship_ids):
            query = select(CADENCES).where(CADENCES.c.mentorship_id.in_(some), self.mine(CADENCES))
            for row in self.rows(query.order_by(CADENCES.c.mentorship_id, CADENCES.c.first_cycle)):
                found.setdefault(row.mentorship_id, []).append(_cadence(row))
        return found

    def reserve(self, mentorship_id: int) -> None:
        self.hold(MENTORSHIPS, mentorship_id)

    def keep(self, mentorship_id: int, cadences: Iterable[Cadence]) -> None:
        """The last of these is how often they meet now; the others, and no more, came before."""
        *earlier, now = cadences
        lasting = {
            "anchor": now.anchor,
            "period_months": now.period.months,
            "period_weeks": now.period.weeks,
            "first_cycle": now.first_cycle,
        }
        self.alter(MENTORSHIPS, mentorship_id, lasting)
        self.run(CADENCES.delete().where(CADENCES.c.mentorship_id == mentorship_id, self.mine(CADENCES)))
        rows = [
            filled(
                MentorshipCadenceRow,
                workspace_id=self.workspace_id,
                mentorship_id=mentorship_id,
                first_cycle=one.first_cycle,
                anchor=one.anchor,
                period_months=one.period.months,
                period_weeks=one.period.weeks,
                until=one.until,
            )
            for one in earlier
        ]
        if rows:
            self.run(CADENCES.insert(), rows)

    def call_off(self, mentorship_id: int, kinds: Iterable[PromptKind], *, reason: str = "cadence") -> int:
        called_off = {
            "state": PromptState.CANCELLED.value,
            "reason": reason,
            # Its key is free again: the same question has other days now, or its first ones again.
            "dedupe_key": PROMPTS.c.dedupe_key + f":{reason}-" + cast(PROMPTS.c.id, String),
        }
        planned = PROMPTS.update().where(
            PROMPTS.c.mentorship_id == mentorship_id,
            PROMPTS.c.kind.in_([kind.value for kind in kinds]),
            PROMPTS.c.state == PromptState.PLANNED.value,
            self.mine(PROMPTS),
        )
        return self.run(planned.values(called_off)).rowcount


def _cadence(row: AnyRow) -> Cadence:
    return Cadence(
        anchor=row.anchor,
        period=Period(months=row.period_months, weeks=row.period_weeks),
        first_cycle=row.first_cycle,
        until=row.until,
    )
