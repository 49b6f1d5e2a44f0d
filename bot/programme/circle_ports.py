"""The questions that use cases ask about the mentors' circle; `ports.py` has the rules they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Protocol

from bot.domain.calendar import Period
from bot.domain.circles import Circle, Point, Seat, Session, SessionState


class Circles(Protocol):
    """What is said in a circle is not here: its dates, who comes, and what was put on its agenda beforehand."""

    def of(self, programme_id: int) -> Circle | None: ...
    def held(self, programme_id: int) -> Circle | None:
        """The same, while others who want to change it wait: two coordinators at once take turns."""

    def get(self, circle_id: int) -> Circle | None: ...
    def set(
        self,
        programme_id: int,
        *,
        anchor: date,
        first_number: int,
        period: Period,
        at: time,
        minutes: int,
        place: str,
        by: int,
    ) -> Circle:
        """Begin it, or give it another rhythm; one that was stopped goes on."""

    def stop(self, circle_id: int, on: date) -> None: ...

    def announce(self, circle_id: int, number: int, starts_at: datetime) -> None:
        """Write the next session down, once."""

    def session(self, session_id: int) -> Session | None: ...
    def held_session(self, session_id: int) -> Session | None:
        """The same, while others who answer, move it or put something on its agenda wait."""

    def latest(self, circle_id: int) -> Sequence[Session]:
        """The last few that were announced, the newest first: the next one, and those before."""

    def move(self, session_id: int, starts_at: datetime) -> Session:
        """On another date, and counted as such."""

    def change(self, session_id: int, state: SessionState) -> Session: ...

    def mentors(self, programme_id: int, *, approved: bool) -> Sequence[int]:
        """Everybody whose circle it is: active mentors, `approved` by the team where that is asked."""

    def to_invite(
        self, session_id: int, programme_id: int, *, period: str, approved: bool, today: date
    ) -> Sequence[int]:
        """Those of them who are not away, have said nothing yet and were not asked under this period of the ledger."""

    def to_remind(self, session_id: int, *, period: str) -> Sequence[int]:
        """Those who come and were not reminded under this period of the ledger."""

    def told_at(self, session_id: int) -> Sequence[tuple[str, str]]:
        """Channel and `ts` of every message in which this session was told of."""

    def seats(self, session_id: int) -> Sequence[Seat]: ...
    def seat(self, session_id: int, person_id: int) -> Seat | None: ...
    def answer(self, session_id: int, person_id: int, comes: bool) -> None: ...
    def ask_again(self, session_id: int) -> Sequence[int]:
        """Forget what was answered about another date; who ever answered about one."""

    def attend(self, session_id: int, person_ids: Iterable[int]) -> None:
        """Exactly these were there."""

    def points(self, session_id: int) -> Sequence[Point]:
        """In the order in which they were put."""

    def put_point(self, session_id: int, person_id: int, words: str) -> None: ...
    def take_off(self, point_id: int, person_id: int) -> int | None:
        """The session from whose agenda this person's own point went; None for anybody else's."""

    def questions(self, session_id: int) -> Sequence[str]:
        """In the order of their ids, which were drawn."""

    def ask(self, session_id: int, question_id: str, words: str) -> None:
        """Keep a question without an author; the same id twice is one question (`docs/decisions/0006…`)."""

    def forget(self, *, written_before: datetime, seats_before: datetime) -> int:
        """Drop the points and questions of sessions that began before then, and who came to still older ones. Returns
        how many rows.
        """
