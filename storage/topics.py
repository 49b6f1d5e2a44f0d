"""What coordinators changed in the catalogue of topics, and what people missed in it, by nobody in particular."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select

from bot.domain.enrolments import EnrolmentState, Part
from bot.domain.people import Standing
from bot.domain.programmes import Texts
from bot.domain.topics import Suggestion, TopicChange
from storage.base import Repository, filled, table_of
from storage.enrolments import ENROLMENTS
from storage.joining_tables import TopicRow, TopicSuggestionRow
from storage.people import PEOPLE
from storage.profiles import PROFILES
from storage.sealing import SealedColumn, Sealer
from storage.tables import WorkspaceRow

TOPICS = table_of(TopicRow)
WORKSPACES = table_of(WorkspaceRow)
SUGGESTIONS = table_of(TopicSuggestionRow)


class Topics(Repository):
    def __init__(self, connection: Connection, workspace_id: int, *, writing: bool, sealer: Sealer) -> None:
        super().__init__(connection, workspace_id, writing=writing)
        self.sealer = sealer
        self._changes: Sequence[TopicChange] | None = None

    def changes(self) -> Sequence[TopicChange]:
        """Asked at every turn of talk: read once in a transaction."""
        if self._changes is None:
            rows = self.rows(_all(), {"mine": self.workspace_id})
            self._changes = [
                TopicChange(key=row.key, texts=dict(row.texts), withdrawn=row.withdrawn) for row in rows
            ]
        return self._changes

    def offer(self, key: str, texts: Texts, *, withdrawn: bool = False) -> None:
        said = {"texts": dict(texts), "withdrawn": withdrawn}
        new = filled(TopicRow, workspace_id=self.workspace_id, key=key, **said)
        inserting = self.inserting(TOPICS).values(new)
        self.run(inserting.on_conflict_do_update(index_elements=["workspace_id", "key"], set_=said))
        self._changes = None

    def held(self) -> Sequence[TopicChange]:
        """Rows are added as well as changed: it is the workspace's row that is held, in the one way that lets others go
        on writing rows which belong to it.
        """
        if self.shares_writing:
            mine = select(WORKSPACES.c.id).where(WORKSPACES.c.id == self.workspace_id)
            self.run(mine.with_for_update(key_share=True))
        self._changes = None
        return self.changes()

    def counts(self, programme_id: int) -> Mapping[str, tuple[int, int]]:
        """Lists are counted here: the two databases would each need a language of their own to look into them."""
        offered: Counter[str] = Counter()
        wanted: Counter[str] = Counter()
        query = (
            select(ENROLMENTS.c.part, PEOPLE.c.topics, PROFILES.c.topics_to_give)
            .join(PEOPLE, PEOPLE.c.id == ENROLMENTS.c.person_id)
            .outerjoin(PROFILES, and_(PROFILES.c.person_id == PEOPLE.c.id, self.mine(PROFILES)))
            .where(
                ENROLMENTS.c.programme_id == programme_id,
                ENROLMENTS.c.part.is_not(None),
                ENROLMENTS.c.topics_answered,
                ENROLMENTS.c.state != EnrolmentState.LEFT.value,
                PEOPLE.c.standing == Standing.EMPLOYEE.value,
                self.mine(ENROLMENTS),
            )
        )
        for part, topics, given in self.rows(query):
            if Part(part).mentors:
                offered.update(given or topics)
            if Part(part).learns:
                wanted.update(topics)
        return {key: (offered[key], wanted[key]) for key in offered.keys() | wanted.keys()}

    def suggest(self, words: str, language: str) -> None:
        sealed = self.sealer.seal(words, owner=self._owner)
        new = filled(TopicSuggestionRow, workspace_id=self.workspace_id, words=sealed, language=language)
        self.run(SUGGESTIONS.insert().values(new))

    def suggestions(self) -> Sequence[Suggestion]:
        rows = self.rows(select(SUGGESTIONS).where(self.mine(SUGGESTIONS)).order_by(SUGGESTIONS.c.id))
        return [
            Suggestion(id=row.id, words=self.sealer.open(row.words, owner=self._owner), language=row.language)
            for row in rows
        ]

    def settle(self, suggestion_id: int) -> bool:
        these = (SUGGESTIONS.c.id == suggestion_id, self.mine(SUGGESTIONS))
        return self.run(SUGGESTIONS.delete().where(*these)).rowcount == 1

    @property
    def _owner(self) -> str:
        return _nobodys(self.workspace_id)


@cache
def _all() -> Select[*tuple[Any, ...]]:
    return select(TOPICS).where(TOPICS.c.workspace_id == bindparam("mine")).order_by(TOPICS.c.id)


def _nobodys(workspace_id: int) -> str:
    """A suggestion belongs to nobody: it is bound to its workspace alone."""
    return f"workspace:{workspace_id}:topic_suggestion"


SEALED = (SealedColumn(table=SUGGESTIONS, column="words", owner=lambda row: _nobodys(row.workspace_id)),)
