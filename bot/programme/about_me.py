"""What people add about themselves, line by line: each optional, each saved alone (`field.md` W1, W2, W22, C13).

None of it is asked, and none is a condition for being matched. One profile serves all programmes; who sees a line is
`bot/domain/profiles.py: SEEN_BY`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.calendar import WEEKDAYS
from bot.domain.enrolments import Enrolment, Part
from bot.domain.meetings import Form
from bot.domain.people import Person
from bot.domain.preferences import MOST_TOPICS, NotOffered
from bot.domain.profiles import (
    MOST_GOALS,
    MOST_LANGUAGES,
    MOST_NETWORKS,
    MOST_ROLES,
    Line,
    Profile,
    TooManyGoals,
    TooManyOfThem,
)
from bot.domain.programmes import ProgrammeType
from bot.domain.refusals import Outdated, Refusal
from bot.programme import pausing
from bot.programme.answers import PauseTooShort
from bot.programme.joining import known_networks, where
from bot.programme.work import Work
from bot.texts.languages import spoken

#: What a line holds: words, several of them in order, weekdays, a form, a date, or nothing.
Value = str | tuple[str, ...] | tuple[int, ...] | Form | date | None

#: Lines of somebody's person, and of their profile; a pause is a line of their place in the programme.
OF_THE_PERSON = (Line.OTHER_NETWORKS, Line.SITE, Line.ENTITY)

#: Local days. Somebody may be away for longer than their mentorship may rest (`changes.LONGEST_PAUSE`): a year of leave
#: is no ending, and whoever waits for them meanwhile can have a stand-in or ask for a change.
LONGEST_AWAY = timedelta(days=366)


class LinesRefused(Refusal):
    """Some lines cannot be kept; `lines` says which, and why. Nothing is written."""

    key = "refusals.lines_refused"

    def __init__(self, lines: Mapping[Line, Refusal]) -> None:
        super().__init__()
        self.lines = lines


class AwayTooLong(Refusal):
    """They would be away for more than a year."""

    key = "refusals.away_too_long"


@dataclass(frozen=True, kw_only=True, slots=True)
class AboutMe:
    """What somebody has told, and what they may choose from. `today` is the programme's own date."""

    person: Person
    profile: Profile
    enrolment: Enrolment | None
    type: ProgrammeType
    networks: tuple[str, ...]
    today: date

    @property
    def part(self) -> Part | None:
        return self.enrolment.part if self.enrolment else None

    @property
    def away_until(self) -> date | None:
        """The day on which they are back; None for whoever is here."""
        return self.enrolment.away_until(self.today) if self.enrolment else None

    def offers(self, line: Line) -> bool:
        """Whether this line means something for this person."""
        match line:
            case Line.OTHER_NETWORKS:
                return bool(self.networks)
            case Line.ROLES:
                return bool(self.type.roles)
            case Line.TOPICS_TO_GIVE | Line.EXPERIENCE:
                return self.part is not None and self.part.mentors
            case Line.GOALS:
                return self.part is not Part.MENTOR
            case Line.PAUSE:
                return self.part is not None and self.part is not Part.NOT_FOR_ME
            case _:
                return True

    def value(self, line: Line) -> Value:
        """What the line holds now."""
        if line is Line.PAUSE:
            return self.away_until
        if line is Line.OTHER_NETWORKS:
            return tuple(one for one in self.person.other_networks if one != self.person.network)
        found: Value = getattr(self.person if line in OF_THE_PERSON else self.profile, line.value)
        return found


def about(work: Work, actor: Person) -> AboutMe:
    """Everything that the forms show."""
    arrival = where(work, actor)
    return AboutMe(
        person=arrival.person,
        profile=work.profiles.of(actor.id),
        enrolment=arrival.enrolment,
        type=arrival.type,
        networks=tuple(name for name in known_networks(work) if name != actor.network),
        today=arrival.today,
    )


def keep(work: Work, actor: Person, given: Mapping[Line, Value]) -> tuple[Line, ...]:
    """Write the lines that changed, and say which. Words come cleaned and cut. Raises `LinesRefused`, `Outdated`."""
    mine = about(work, work.people.held(actor.id))
    if not all(mine.offers(line) and line is not Line.SENIORITY for line in given):
        raise Outdated
    changed = {line: value for line, value in given.items() if value != mine.value(line)}
    refused = dict(_refused(mine, changed))
    if refused:
        raise LinesRefused(refused)
    _write(work, mine, changed)
    return tuple(changed)


# -- checking ----------------------------------------------------------------------------------------------------


def _refused(mine: AboutMe, changed: Mapping[Line, Value]) -> Iterator[tuple[Line, Refusal]]:
    """Everything that is wrong, at once."""
    for line, value in changed.items():
        check = CHECKS.get(line)
        if check is None:
            continue
        try:
            check(mine, value)
        except Refusal as refusal:
            yield line, refusal


def _networks(mine: AboutMe, value: Value) -> None:
    _some_of(value, {*mine.networks, *mine.person.other_networks}, most=MOST_NETWORKS)


def _roles(mine: AboutMe, value: Value) -> None:
    _some_of(value, {role.key for role in mine.type.roles}, most=MOST_ROLES)


def _languages(mine: AboutMe, value: Value) -> None:
    _some_of(value, spoken(mine.person.language).keys(), most=MOST_LANGUAGES)


def _topics(mine: AboutMe, value: Value) -> None:
    _some_of(value, {topic.key for topic in mine.type.topics}, most=MOST_TOPICS)


def _goals(mine: AboutMe, value: Value) -> None:
    if len(_several(value)) > MOST_GOALS:
        raise TooManyGoals(most=MOST_GOALS)


def _days(mine: AboutMe, value: Value) -> None:
    _some_of(value, WEEKDAYS, most=len(WEEKDAYS))


def _pause(mine: AboutMe, value: Value) -> None:
    """Back tomorrow at the earliest, in a year at the latest."""
    if not isinstance(value, date):
        return
    if value <= mine.today:
        raise PauseTooShort
    if value > mine.today + LONGEST_AWAY:
        raise AwayTooLong(day=mine.today + LONGEST_AWAY)


def _some_of(value: Value, offered: Collection[object], *, most: int) -> None:
    chosen = _several(value)
    if len(chosen) > most:
        raise TooManyOfThem(most=most)
    if any(one not in offered for one in chosen):
        raise NotOffered


def _several(value: Value) -> Sequence[object]:
    return value if isinstance(value, tuple) else ()


CHECKS: Mapping[Line, Callable[[AboutMe, Value], None]] = {
    Line.OTHER_NETWORKS: _networks,
    Line.ROLES: _roles,
    Line.LANGUAGES: _languages,
    Line.TOPICS_TO_GIVE: _topics,
    Line.GOALS: _goals,
    Line.DAYS: _days,
    Line.PAUSE: _pause,
}


# -- writing -----------------------------------------------------------------------------------------------------


def _write(work: Work, mine: AboutMe, changed: Mapping[Line, Value]) -> None:
    of_the_person = {line.value: value for line, value in changed.items() if line in OF_THE_PERSON}
    of_the_profile = {
        line.value: value
        for line, value in changed.items()
        if line not in OF_THE_PERSON and line is not Line.PAUSE
    }
    if of_the_person:
        work.people.change(mine.person.id, **of_the_person)
    if of_the_profile:
        work.profiles.change(mine.person.id, **of_the_profile)
    if Line.PAUSE in changed:
        until = changed[Line.PAUSE]
        pausing.rest_until(work, mine.person, until if isinstance(until, date) else None)
