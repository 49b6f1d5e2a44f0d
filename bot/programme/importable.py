"""A file of mentorships beside what is here already: what it would bring in, and what stands in the way."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import local_day
from bot.domain.line import line_of
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.mentorships_file import Written
from bot.domain.people import SlackProfile
from bot.domain.roster import Directory
from bot.domain.spreadsheet import Mistake
from bot.programme import linking
from bot.programme.group_fitness import are_apart
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class ToLink:
    """One mentorship that the file would bring in. `ends_on` is the file's, or that of the programme's usual term."""

    lines: tuple[int, ...]
    mentor: SlackProfile
    mentees: tuple[SlackProfile, ...]
    started_on: date
    name: str | None
    ends_on: date | None
    temporary: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What an import would make, or has made. `known` of the file are here already, those that have ended too."""

    new: tuple[ToLink, ...]
    known: int

    @property
    def is_empty(self) -> bool:
        return not self.new

    @property
    def people(self) -> int:
        """How many people it concerns."""
        return len({one.slack_id for link in self.new for one in (link.mentor, *link.mentees)})

    @property
    def fingerprint(self) -> str:
        """Stands for exactly these, so that what is agreed to is what was shown."""
        told = [
            (
                *(one.mentor.slack_id, *(mentee.slack_id for mentee in one.mentees)),
                *(one.name, one.started_on, one.ends_on, one.temporary),
            )
            for one in self.new
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


class Comparison:
    """The file beside what is here already."""

    def __init__(self, work: Work, directory: Directory, mistakes: list[Mistake]) -> None:
        self.work, self.directory, self.mistakes = work, directory, mistakes
        programme = work.programme()
        self.programme = programme
        self.today = local_day(programme.timezone if programme else work.customs.timezone, work.now)
        self.kind = work.type_of(programme) if programme else work.kind()
        everybody = work.people.many(work.people.managers())
        self.ids = {person.slack_id: person.id for person in everybody.values()}
        self.managers = work.people.managers()
        self.running = work.mentorships.running(programme.id) if programme else ()
        self.mentored: defaultdict[bool, set[int]] = defaultdict(set)
        for one in self.running:
            if not one.name:
                self.mentored[one.temporary].update(seat.person_id for seat in one.with_role(SeatRole.MENTEE))

    def of(self, written: Sequence[Written]) -> Found:
        theirs = self._of_the_mentors(written)
        new, known = [], 0
        told: dict[tuple[str, bool], int] = {}
        for one in written:
            if self._is_here(one, theirs):
                known += 1
                continue
            wrong = list(self._against(one, told))
            self.mistakes += wrong
            if not wrong:
                new.append(self._to_link(one))
        return Found(new=tuple(new), known=known)

    def _of_the_mentors(self, written: Sequence[Written]) -> Sequence[Mentorship]:
        if self.programme is None:
            return ()
        mentors = {self.ids[one.mentor] for one in written if one.mentor in self.ids}
        return self.work.mentorships.of_mentors(self.programme.id, mentors)

    def _is_here(self, one: Written, theirs: Sequence[Mentorship]) -> bool:
        """Each of them was linked with this mentor in this programme before, whether or not it has ended since."""
        together = {
            seat.person_id
            for other in theirs
            if _is_same(other, self.ids.get(one.mentor), one)
            for seat in other.with_role(SeatRole.MENTEE)
        }
        return together.issuperset(self.ids.get(mentee, 0) for mentee in one.mentees)

    def _against(self, one: Written, told: dict[tuple[str, bool], int]) -> Iterator[Mistake]:
        """Everything that speaks against it, each at its line."""
        if one.started_on > self.today:
            yield Mistake(key="mentorships_file.not_begun", line=one.line)
        if one.ends_on is not None and one.ends_on < max(self.today, one.started_on):
            yield Mistake(key="mentorships_file.over", line=one.line)
        if one.name and self._name_is_taken(one.name):
            yield Mistake(key="mentorships_file.name_taken", line=one.line, values={"name": one.name})
        for line, mentee in zip(one.lines, one.mentees, strict=True):
            name = self.directory.profiles[mentee].name
            if mentee == one.mentor:
                yield Mistake(key="mentorships_file.oneself", line=line, values={"name": name})
            elif one.mentees.count(mentee) > 1 and one.mentees.index(mentee) != one.lines.index(line):
                yield Mistake(key="mentorships_file.twice_in_group", line=line, values={"name": name})
            elif not one.name:
                yield from self._second_mentor(one, line, mentee, name, told)
            yield from self._line_of_management(one, line, mentee, name)
        if self._are_apart(one):
            yield Mistake(key="mentorships_file.apart", line=one.line)

    def _second_mentor(
        self, one: Written, line: int, mentee: str, name: str, told: dict[tuple[str, bool], int]
    ) -> Iterator[Mistake]:
        """Nobody has two mentors of the same kind, here or in the file; a group may stand beside a pair."""
        first = told.setdefault((mentee, one.temporary), line)
        if first != line:
            values: Mapping[str, str | int] = {"name": name, "first": first}
            yield Mistake(key="mentorships_file.twice", line=line, values=values)
        elif self.ids.get(mentee) in self.mentored[one.temporary]:
            yield Mistake(key="mentorships_file.has_a_mentor", line=line, values={"name": name})

    def _line_of_management(self, one: Written, line: int, mentee: str, name: str) -> Iterator[Mistake]:
        mentor_id, mentee_id = self.ids.get(one.mentor), self.ids.get(mentee)
        if mentor_id is not None and mentee_id is not None and mentee_id in line_of(mentor_id, self.managers):
            values = {"name": name, "mentor": self.directory.profiles[one.mentor].name}
            yield Mistake(key="mentorships_file.in_line", line=line, values=values)

    def _are_apart(self, one: Written) -> bool:
        people = [self.ids.get(who) for who in (one.mentor, *one.mentees)]
        if self.programme is None or people[0] is None:
            return False
        known = [who for who in people[1:] if who is not None]
        return are_apart(self.work, self.programme, people[0], known)

    def _name_is_taken(self, name: str) -> bool:
        return any((one.name or "").casefold() == name.casefold() for one in self.running)

    def _to_link(self, one: Written) -> ToLink:
        profiles = self.directory.profiles
        return ToLink(
            lines=one.lines,
            mentor=profiles[one.mentor],
            mentees=tuple(profiles[mentee] for mentee in one.mentees),
            started_on=one.started_on,
            name=one.name,
            ends_on=one.ends_on or self._usual_end(one.started_on),
            temporary=one.temporary,
        )

    def _usual_end(self, began: date) -> date | None:
        """The end of the programme's term, unless it has passed: what runs longer is ended by hand."""
        end = linking.end_of_term(self.kind, began)
        return end if end is not None and end >= self.today else None


def _is_same(other: Mentorship, mentor: int | None, one: Written) -> bool:
    mentors = {seat.person_id for seat in other.with_role(SeatRole.MENTOR)}
    called = (other.name or "").casefold() == (one.name or "").casefold()
    return called and mentors == {mentor} and other.temporary == one.temporary
