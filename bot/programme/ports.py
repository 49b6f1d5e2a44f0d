"""The questions that use cases ask of the outside. `storage/` answers them; nothing here knows how.

Repositories return frozen values, never rows; they never commit; they are bound to one transaction and one workspace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from bot.domain.cadence import Rhythm
from bot.domain.calendar import Period
from bot.domain.cycles import Cadence
from bot.domain.enrolments import Enrolment, Part, Programme
from bot.domain.figures import Reason
from bot.domain.fit import Offer
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Around, Form, Meeting, MeetingState, Skip, SkipReason
from bot.domain.mentorships import EndedWhy, Mentorship, SeatRole
from bot.domain.people import Person, SlackProfile, Workspace
from bot.domain.periods import Month
from bot.domain.reports import (
    EndedCycle,
    Waiting,
)
from bot.domain.sheets import Item, Line, Sheet

if TYPE_CHECKING:
    from bot.programme.work import Work


class People(Protocol):
    def get(self, person_id: int) -> Person: ...
    def many(self, person_ids: Iterable[int]) -> dict[int, Person]: ...
    def held(self, person_id: int) -> Person:
        """The person, while others who want to hold them wait: two presses at once are two presses in turn."""

    def hold_all(self, person_ids: Iterable[int]) -> None:
        """The same for all of these, whoever else holds some of them in whatever order."""

    def hold_free(self, person_ids: Iterable[int], *, limit: int) -> Sequence[int]:
        """So many of these as nobody else holds, without waiting for anybody."""

    def networks(self) -> Sequence[str]:
        """The networks that somebody belongs to, in alphabetical order."""

    def by_slack_id(self, slack_id: str) -> Person | None: ...
    def by_slack_ids(self, slack_ids: Iterable[str]) -> Sequence[Person]:
        """Those of them whom we know, in the order of their names."""

    def employees(self) -> Sequence[Person]: ...
    def joined_since(self, day: date) -> Sequence[Person]:
        """Employees who joined the company on this day or later, the earliest first."""

    def save(self, profile: SlackProfile, *, language: str, timezone: str, country: str) -> Person:
        """Write what Slack says of somebody; the arguments serve only where Slack says nothing."""

    def change(self, person_id: int, **values: object) -> Person: ...
    def look_again(self) -> None:
        """What was read of people in this piece of work is read anew."""

    def managers(self) -> Mapping[int, int | None]:
        """Everybody's manager: the line of management is worked out by `bot/domain/line.py`."""


class Programmes(Protocol):
    def running(self) -> Sequence[Programme]: ...
    def get(self, programme_id: int) -> Programme: ...
    def held(self, programme_id: int) -> Programme:
        """The same, while others who want to hold it wait."""

    def start(
        self, *, type_key: str, name: str, language: str, timezone: str, started_on: date
    ) -> Programme: ...
    def change(self, programme_id: int, **values: object) -> Programme: ...


class Enrolments(Protocol):
    def of(self, person_id: int, programme_id: int) -> Enrolment | None: ...
    def many(self, person_ids: Iterable[int], programme_id: int) -> Mapping[int, Enrolment]:
        """By person, those who have one."""

    def open_for(self, person_id: int, programme_id: int) -> Enrolment:
        """The person's enrolment, made empty if it is not there yet."""

    def change(self, enrolment_id: int, **values: object) -> Enrolment: ...
    def mentors(self, programme_id: int) -> Sequence[Enrolment]:
        """Active enrolments of people who volunteered to mentor and said how many they carry."""

    def mentees(self, programme_id: int) -> Sequence[Enrolment]:
        """Active enrolments of people who want a mentor."""

    def came_since(self, programme_id: int, at: datetime) -> Sequence[Enrolment]:
        """Of those who want a mentor, whose enrolment was complete at this instant or later."""

    def all_in(self, programme_id: int) -> Sequence[Enrolment]: ...
    def parts(self, programme_id: int) -> Mapping[int, Part]:
        """What part each person has said they want, and nothing that they wrote; whoever has left wants none."""


class Shelf(Protocol):
    """Whom somebody may choose: asked for each letter that they type, so a few columns of many rows."""

    def offers(self, programme_id: int, *, today: date, approved: bool, prepared: bool) -> Sequence[Offer]:
        """Every mentor who can be given mentees today, full ones too. `approved`, `prepared`: whether they must be."""

    def free_places(
        self, programme_id: int, *, today: date, approved: bool, prepared: bool
    ) -> Sequence[tuple[tuple[str, ...], int, int]]:
        """Of those with room: the topics that they give, their free places, and how many mentors give just these."""

    def line_of(self, person_id: int) -> frozenset[int]:
        """Everybody up or down this person's line of management: `line.line_of` of one person."""

    def past_mentors_of(self, person_id: int, programme_id: int) -> frozenset[int]: ...


class Mentorships(Protocol):
    def link(
        self,
        programme_id: int,
        *,
        seats: Iterable[tuple[int, SeatRole]],
        anchor: date,
        period: Period,
        introduced_at: datetime,
        round_id: int | None = None,
        temporary: bool = False,
        ends_on: date | None = None,
        name: str | None = None,
        replaces: int | None = None,
    ) -> Mentorship: ...
    def get(self, mentorship_id: int) -> Mentorship | None: ...
    def many(self, mentorship_ids: Iterable[int]) -> Mapping[int, Mentorship]: ...
    def of(self, person_id: int) -> Sequence[Mentorship]:
        """The person's mentorships that are not ended, the oldest first."""

    def between(self, one: int, other: int) -> Mentorship | None:
        """The mentorship these two share, unless it ended."""

    def in_programme(self, programme_id: int) -> Sequence[Mentorship]:
        """Every one there ever was."""

    def running(self, programme_id: int) -> Sequence[Mentorship]:
        """Those that have not ended, the oldest first."""

    def groups(self, programme_id: int) -> Sequence[Mentorship]:
        """Those of them that have a name."""

    def of_mentors(self, programme_id: int, mentor_ids: Iterable[int]) -> Sequence[Mentorship]:
        """Those in which one of these mentors, whether or not they have ended."""

    def begun_since(self, programme_id: int, day: date) -> Sequence[Mentorship]:
        """Those that began on this local date or later, the ended ones too."""

    def end(self, mentorship_id: int, why: EndedWhy, *, at: datetime, ends_on: date) -> bool:
        """True for the one caller who ended it; `ending.end` says what follows."""

    def take_from(self, mentorship_id: int, person_id: int) -> bool:
        """True for the one caller who took this person's seat away; `ending.leave` says what follows."""

    def give_seat(self, mentorship_id: int, person_id: int, role: SeatRole, *, since: datetime) -> None:
        """One more person in it; whoever has a seat keeps theirs. What the others wrote before `since` is theirs."""

    def last_ended(self, programme_id: int, mentee_id: int) -> int | None:
        """The latest that ended for this mentee and that no other goes on from."""

    def over(self, programme_id: int, today: date) -> Sequence[Mentorship]:
        """Those whose last day was before this local date, and that are not ended yet."""

    def due(self, now: datetime, *, limit: int) -> Sequence[Rhythm]:
        """Mentorships whose next look has come and for which no change is asked, with all that the ladder needs to
        know: a handful of queries.
        """

    def rhythm(self, mentorship_id: int, now: datetime, *, ended: bool = False) -> Rhythm | None:
        """None when it is paused, or ended unless that is asked for too: not everybody has heard of an ending."""

    def look_again(self, moments: Mapping[int, datetime]) -> None: ...
    def flag(self, mentorship_id: int, at: datetime | None) -> None: ...
    def met(self, mentorship_id: int, now: datetime) -> None:
        """The coordinator's flag is lowered, and the next beat looks at them."""

    def pause(self, mentorship_id: int, *, since: date, until: date) -> Mentorship:
        """Nothing is asked from `since` on; `until` is the day everybody is back. A pause under way is replaced."""

    def resume(self, mentorship_id: int, day: date) -> Mentorship: ...
    def change(self, mentorship_id: int, **values: object) -> Mentorship: ...


class Meetings(Protocol):
    def add(
        self,
        mentorship_id: int,
        *,
        state: MeetingState,
        cycle: int,
        held_on: date,
        minutes: int | None,
        form: Form | None,
        logged_by: int,
        logged_at: datetime,
        starts_at: datetime | None = None,
    ) -> Meeting: ...
    def get(self, meeting_id: int) -> Meeting | None: ...
    def change(self, meeting_id: int, **values: object) -> Meeting: ...
    def on(self, mentorship_id: int, day: date) -> Meeting | None:
        """The meeting held (or disputed) that day: the same meeting told twice is one meeting."""

    def that_day(self, mentorship_id: int, day: date) -> Sequence[Meeting]:
        """The same, and a date that was set for that day: all that stands, the oldest first."""

    def planned(self, mentorship_id: int) -> Meeting | None:
        """The next meeting that was planned and not yet held."""

    def to_plan(self, mentorship_id: int) -> Meeting | None:
        """The same, for whoever is about to change it: nobody else does before this transaction ends."""

    def last_held(self, mentorship_id: int) -> Meeting | None: ...
    def first_held(self, mentorship_id: int) -> Meeting | None: ...
    def in_cycle(self, mentorship_id: int, cycle: int) -> Sequence[Meeting]: ...
    def around(self, cycles: Mapping[int, int]) -> Mapping[int, Around]:
        """For each of these mentorships, what there is around the cycle that is given with it."""

    def skip(self, mentorship_id: int, cycle: int, *, by: int, at: datetime) -> None: ...
    def unskip(self, mentorship_id: int, cycle: int) -> None: ...
    def skipped(self, mentorship_id: int, cycle: int) -> Skip | None: ...
    def is_skipped(self, mentorship_id: int, cycle: int) -> bool: ...
    def say_why(self, mentorship_id: int, cycle: int, *, by: int, reason: SkipReason | None) -> None:
        """The reason of whoever skipped it; nobody gives it for somebody else."""


class Sheets(Protocol):
    def of(self, mentorship_id: int, cycle: int) -> Sheet | None: ...
    def many(self, cycles: Mapping[int, int]) -> Mapping[int, Sheet]:
        """For each of these mentorships, the sheet of the cycle that is given with it; nothing where there is none."""

    def before(self, mentorship_id: int, cycle: int) -> Sheet | None:
        """The latest sheet of an earlier cycle."""

    def make(
        self,
        mentorship_id: int,
        *,
        cycle: int,
        stage: str,
        lines: Iterable[Line],
        at: datetime,
        title: Mapping[str, str] | None = None,
        version: int | None = None,
    ) -> Sheet: ...
    def with_item(self, item_id: int) -> Sheet | None: ...
    def tick(self, item_id: int, *, by: int, at: datetime | None) -> None:
        """Tick an item for everybody in the mentorship; `at=None` takes the tick back. One that is gone is none."""

    def without(self, sheet_id: int) -> Sequence[Item]:
        """The lines of this sheet that these people do without."""

    def add_line(self, sheet_id: int, key: str) -> None:
        """A line of theirs, at the end of a sheet that is there already."""

    def shown_with(self, person_id: int, kinds: Iterable[PromptKind]) -> Sequence[tuple[str, str]]:
        """Channel and `ts` of the messages of these kinds about any mentorship in which this person is or ever was."""

    def erase(self, person_id: int) -> None:
        """What they ticked stays ticked, by nobody."""


class Inbox(Protocol):
    def first_time(self, key: str, at: datetime) -> bool:
        """True once per key: a redelivery has no second effect."""

    def forget(self, before: datetime, *, prefix: str = "") -> int:
        """Drop the keys received before then: Slack redelivers for hours, not for months."""

    def forget_one(self, key: str) -> None:
        """What came under this key had no effect: it may come again."""


class Figures(Protocol):
    """What a report counts. `on` is the last day it speaks of, `before` the instant at which that day ends."""

    def cadences(self, programme_id: int) -> Sequence[Cadence]:
        """Those that mentorships of the programme have or had, each once."""

    def people(self, programme_id: int, *, on: date, before: datetime, today: date) -> Mapping[str, int]:
        """How many employees had a mentor, and how many had none for which `reports.Reason`."""

    def named(
        self, programme_id: int, *, on: date, before: datetime, today: date, reasons: Iterable[Reason]
    ) -> Mapping[Reason, Sequence[int]]:
        """Who they are, in alphabetical order: for a coordinator's eyes."""

    def waiting(
        self, programme_id: int, *, on: date, before: datetime, today: date, reasons: Iterable[Reason]
    ) -> Sequence[Waiting]:
        """The same, each with their reason and the latest round that asked them."""

    def pairs(self, programme_id: int, *, on: date, before: datetime) -> Mapping[str, int]:
        """How many mentorships were running, flagged by then or not, and how many were paused."""

    def cycles(self, programme_id: int, ended: Iterable[EndedCycle]) -> Mapping[Month, Mapping[str, int]]:
        """What became of these cycles, `reports.State` by month."""

    def quiet(self, programme_id: int, ended: Iterable[EndedCycle]) -> Sequence[tuple[int, ...]]:
        """The members of each mentorship of which nothing was heard in these cycles."""


class Clock(Protocol):
    """The only source of `now`; `bot/clock.py` says why time has two faces."""

    def now(self) -> datetime: ...
    def machine_now(self) -> datetime: ...


class Store(Protocol):
    """Where work is done. `work` writes and commits, `look` may only read; both raise `TryLater` when it is busy."""

    def workspace(self, team_id: str) -> Workspace: ...
    def work(self, workspace: Workspace) -> AbstractContextManager[Work]: ...
    def fold(self) -> None:
        """What was taken away can be found nowhere in the database's files any more, as far as it can see to it."""

    def look(self, workspace: Workspace) -> AbstractContextManager[Work]: ...


class TryLater(Exception):
    """The database is busy or away for a moment: nothing was written, and the same can be asked again."""
