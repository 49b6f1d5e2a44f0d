"""Stories and the yeses to each of their versions. What is agreed to is sealed as one, and goes as one."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship
from bot.domain.stories import (
    Audience,
    Proposal,
    Story,
    StoryKind,
    StoryState,
    Wording,
    left_outside,
    period_of,
)
from storage.base import AnyRow, NotThere, SealingRepository, chunks, table_of
from storage.sealing import SealedColumn, new_ref
from storage.tables import PromptRow
from storage.together_tables import StoryRow, StoryYesRow

STORIES = table_of(StoryRow)
YESES = table_of(StoryYesRow)
PROMPTS = table_of(PromptRow)
#: The largest number that both databases take for an id.
LARGEST = 2**31 - 1
#: Nobody outside has read it, and nothing of it is left.
FORGOTTEN = (StoryState.DECLINED.value, StoryState.WITHDRAWN.value)


class Stories(SealingRepository):
    def propose(
        self, mentorship: Mentorship, proposal: Proposal, *, by: int, channel: str | None, at: datetime
    ) -> Story:
        ref = new_ref()
        row = self.put(
            StoryRow,
            id=secrets.randbelow(LARGEST) + 1,
            programme_id=mentorship.programme_id,
            mentorship_id=mentorship.id,
            ref=ref,
            by_id=by,
            kind=proposal.kind,
            audience=proposal.audience,
            words=self._sealed(proposal.wording, mentorship.id, ref),
            state=StoryState.PROPOSED,
            at=at,
            channel=channel,
        )
        return self._story(row, ())

    def get(self, story_id: int) -> Story | None:
        return next(iter(self._all(STORIES.c.id == story_id)), None)

    def held(self, story_id: int) -> Story | None:
        self.hold(STORIES, story_id)
        return self.get(story_id)

    def of(self, mentorship_id: int) -> Sequence[Story]:
        found = self._all(STORIES.c.mentorship_id == mentorship_id)
        return sorted(found, key=lambda one: (one.at, one.id), reverse=True)

    def in_states(self, states: Iterable[StoryState]) -> Sequence[Story]:
        found = self._all(STORIES.c.state.in_([one.value for one in states]))
        return sorted(found, key=lambda one: (one.at, one.id))

    def say_yes(self, story: Story, person_id: int, *, at: datetime) -> Story:
        yes = {"story_id": story.id, "person_id": person_id, "version": story.version, "at": at}
        inserting = self.inserting(YESES).values(workspace_id=self.workspace_id, **yes)
        self.run(inserting.on_conflict_do_nothing())
        return self._there(story.id)

    def reword(self, story: Story, proposal: Proposal, *, channel: str | None) -> Story:
        self._take_back_yeses(story.id)
        row = self._row(story.id)
        return self.change(
            story.id,
            kind=proposal.kind,
            audience=proposal.audience,
            words=self._sealed(proposal.wording, row.mentorship_id, row.ref),
            version=story.version + 1,
            state=StoryState.PROPOSED,
            channel=channel,
        )

    def change(self, story_id: int, **values: object) -> Story:
        self.alter(STORIES, story_id, values)
        return self._there(story_id)

    def close(self, story_id: int, state: StoryState) -> Story:
        self._take_back_yeses(story_id)
        return self.change(story_id, words="", state=state)

    def drop(self, story_id: int) -> None:
        self._take_back_yeses(story_id)
        self.run(STORIES.delete().where(STORIES.c.id == story_id, self.mine(STORIES)))

    def forget(self, before: datetime) -> None:
        old = (STORIES.c.state.in_(FORGOTTEN), STORIES.c.at < before, self.mine(STORIES))
        self.run(STORIES.delete().where(*old))

    def told_between(self, first: datetime, last: datetime) -> Sequence[Story]:
        told = (
            STORIES.c.state == StoryState.TOLD.value,
            STORIES.c.told_at >= first,
            STORIES.c.told_at < last,
        )
        return sorted(self._all(*told), key=lambda one: (one.at, one.id))

    def shown_in(self, story_id: int) -> Sequence[tuple[str, str]]:
        """Looked for in the whole ledger: whoever read it may be of the team no more."""
        told = (PROMPTS.c.kind == PromptKind.STORY_SHARED.value, PROMPTS.c.period == period_of(story_id))
        there = (PROMPTS.c.channel.is_not(None), PROMPTS.c.ts.is_not(None), self.mine(PROMPTS))
        return [(row.channel, row.ts) for row in self.rows(select(PROMPTS).where(*told, *there))]

    def about(self, person_id: int) -> Sequence[Story]:
        """What they are in is sealed, so everything is opened: this is asked when somebody is erased."""
        found = self._all(STORIES.c.id.is_not(None))
        return [one for one in found if person_id in (one.by_id, *one.people)]

    def erase(self, person_id: int) -> None:
        for story in self.about(person_id):
            left = left_outside(story)
            if left is None:
                self.drop(story.id)
            else:
                self.close(story.id, left)
        self.run(YESES.delete().where(YESES.c.person_id == person_id, self.mine(YESES)))

    def _take_back_yeses(self, story_id: int) -> None:
        self.run(YESES.delete().where(YESES.c.story_id == story_id, self.mine(YESES)))

    def _row(self, story_id: int) -> AnyRow:
        row = self.find(STORIES, story_id)
        if row is None:
            raise NotThere(f"story {story_id}")
        return row

    def _there(self, story_id: int) -> Story:
        story = self.get(story_id)
        if story is None:
            raise NotThere(f"story {story_id}")
        return story

    def _all(self, *where: Any) -> Sequence[Story]:
        rows = self.rows(select(STORIES).where(*where, self.mine(STORIES)))
        yeses: defaultdict[int, list[AnyRow]] = defaultdict(list)
        for some in chunks([row.id for row in rows]):
            said = select(YESES).where(YESES.c.story_id.in_(some), self.mine(YESES))
            for yes in self.rows(said.order_by(YESES.c.at, YESES.c.id)):
                yeses[yes.story_id].append(yes)
        return [self._story(row, yeses[row.id]) for row in rows]

    def _sealed(self, wording: Wording, mentorship_id: int, ref: str) -> str:
        agreed = {"words": wording.words, "named": wording.named, "people": wording.people}
        return self.sealer.seal(json.dumps(agreed), owner=_owner(mentorship_id, ref))

    def _story(self, row: AnyRow, yeses: Iterable[AnyRow]) -> Story:
        these = [yes for yes in yeses if yes.version == row.version]
        return Story(
            id=row.id,
            programme_id=row.programme_id,
            mentorship_id=row.mentorship_id,
            by_id=row.by_id,
            kind=StoryKind(row.kind),
            audience=Audience(row.audience),
            wording=self._wording(row),
            version=row.version,
            state=StoryState(row.state),
            at=row.at,
            yeses=tuple(yes.person_id for yes in these),
            last_yes=these[-1].at if these else None,
            told_at=row.told_at,
            channel=row.channel,
            ts=row.ts,
        )

    def _wording(self, row: AnyRow) -> Wording | None:
        if not row.words:
            return None
        agreed = json.loads(self.sealer.open(row.words, owner=_owner_of(row)))
        return Wording(words=agreed["words"], named=agreed["named"], people=tuple(agreed["people"]))


def _owner(mentorship_id: int, ref: str) -> str:
    return f"story:{mentorship_id}:{ref}"


def _owner_of(row: Any) -> str:
    return _owner(row.mentorship_id, row.ref)


SEALED = (SealedColumn(table=STORIES, column="words", owner=_owner_of),)
