"""Erasing what somebody wrote, wherever it is kept.

It is the words that go, sealed or not, and what others were given of them; that they took part, met and ended stays in
the figures. What was made so that nobody can tell whose it is (a question to the circle, a topic that somebody missed,
a need) cannot be found, and stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Protocol, runtime_checkable

from bot.domain.people import Person
from bot.programme import sheets, story_yeses
from bot.programme.work import Work


@runtime_checkable
class Erases(Protocol):
    """Keeps something that people write, and can delete what this person wrote."""

    def erase(self, person_id: int) -> None: ...


def erase(work: Work, person: Person) -> None:
    """Delete all that this person wrote, and draw the messages again in which others read it.

    In SQLite's file it is overwritten, in its log once that is folded into the file.
    """
    story_yeses.erase(work, person)
    shown = work.sheets.shown_with(person.id, sheets.SHOWN_IN)
    for keeper in keepers(work):
        keeper.erase(person.id)
    for channel, ts in shown:
        work.delivery.retouch(channel, ts)


def keepers(work: Work) -> Iterator[Erases]:
    """Whatever is at hand and can erase: a list by hand would forget the next one."""
    for place in fields(work):
        keeper = getattr(work, place.name)
        if isinstance(keeper, Erases):
            yield keeper
