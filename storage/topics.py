"""What coordinators changed in the catalogue of topics, and what people missed in it, by nobody in particular."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from bot.domain.programmes import Texts
from bot.domain.topics import Suggestion, TopicChange
from storage.base import Repository, filled, table_of
from storage.joining_tables import TopicRow, TopicSuggestionRow
from storage.sealing import Sealer

TOPICS = table_of(TopicRow)
SUGGESTIONS = table_of(TopicSuggestionRow)


class Topics(Repository):
    def __init__(self, connection: Connection, workspace_id: int, *, writing: bool, sealer: Sealer) -> None:
        super().__init__(connection, workspace_id, writing=writing)
        self.sealer = sealer
        self._changes: Sequence[TopicChange] | None = None

    def changes(self) -> Sequence[TopicChange]:
        """Asked at every turn of talk: read once in a transaction."""
        if self._changes is None:
            rows = self.rows(select(TOPICS).where(self.mine(TOPICS)).order_by(TOPICS.c.id))
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
        """A suggestion belongs to nobody: it is bound to its workspace alone."""
        return f"workspace:{self.workspace_id}:topic_suggestion"
