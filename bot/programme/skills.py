"""How whoever learns sees themselves in a few of their topics, at the start and at the end; they alone read it.

At the end only what was rated at the start is asked again: two figures to compare, for nobody but their author.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain import skills as rules
from bot.domain.calendar import local_day
from bot.domain.goals import sets_goals
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.programmes import Texts, Topic
from bot.domain.refusals import Outdated
from bot.domain.skills import Moment
from bot.programme import answers
from bot.programme.outcomes import running_cycle
from bot.programme.work import Work

#: Before the last day: the question of what comes after it is asked in these weeks, and a last sheet is out.
LAST_WEEKS = timedelta(weeks=3)


@dataclass(frozen=True, kw_only=True, slots=True)
class Skill:
    """A topic of theirs, and how they rated themselves in it: 1 to 5, None where they said nothing."""

    key: str
    texts: Texts
    start: int | None
    end: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnSkills:
    """What somebody sees of their own skills. `moment` is what can be rated now, None when there is nothing to rate."""

    mentorship_id: int
    moment: Moment | None
    skills: tuple[Skill, ...]

    @property
    def rated(self) -> tuple[Skill, ...]:
        return tuple(one for one in self.skills if one.start is not None or one.end is not None)

    @property
    def asked(self) -> Moment | None:
        """What has not been said yet: a button offers it."""
        if self.moment is Moment.START:
            return None if self.rated else Moment.START
        missing = any(one.end is None for one in self.skills)
        return self.moment if missing else None


def mine(work: Work, actor: Person, mentorship_id: int) -> OwnSkills:
    """For the form. Raises `Outdated` for whoever does not learn there, has no topics, or when it has ended."""
    found = at(work, actor, mentorship_id)
    if found is None or found.moment is None:
        raise Outdated
    return found


def at(work: Work, actor: Person, mentorship_id: int) -> OwnSkills | None:
    """The same for whoever may have nothing to rate."""
    return of(work, actor, answers.meant(work, actor, mentorship_id))


def of(work: Work, person: Person, mentorship: Mentorship) -> OwnSkills | None:
    """What this person may see and rate there; None for whoever does not learn."""
    if not sets_goals(mentorship, person.id):
        return None
    said = {(one.skill, one.moment): one.value for one in work.skills.of(mentorship.id, person.id)}
    begun = {skill for skill, moment in said if moment is Moment.START}
    late = _is_near_its_end(work, mentorship)
    offered = [
        topic
        for topic in _topics(work, mentorship)
        if topic.key in (begun if late else {*begun, *person.topics})
    ]
    skills = tuple(_skill(topic, said) for topic in offered)
    return OwnSkills(mentorship_id=mentorship.id, moment=_moment(skills, late), skills=skills)


def keep(
    work: Work, actor: Person, mentorship_id: int, moment: Moment, rated: Mapping[str, int]
) -> OwnSkills:
    """In the place of what they said at that moment; an empty answer leaves nothing. Raises `Outdated` once the moment
    has passed, `TooManySkills`.
    """
    before = mine(work, work.people.held(actor.id), mentorship_id)
    if before.moment is not moment:
        raise Outdated
    rules.check(rated, [one.key for one in before.skills])
    work.skills.keep(mentorship_id, actor.id, moment, rated)
    return mine(work, actor, mentorship_id)


def rates(work: Work, programme_id: int) -> Mapping[str, int | None]:
    """How many people rated themselves and went up; None is withheld (`bot/domain/anonymity.py`)."""
    return rules.rates(work.skills.in_programme(programme_id))


def _is_near_its_end(work: Work, mentorship: Mentorship) -> bool:
    if mentorship.ends_on is None:
        return False
    today = local_day(mentorship.timezone, work.now)
    return mentorship.is_last(running_cycle(work, mentorship)) or today + LAST_WEEKS >= mentorship.ends_on


def _moment(skills: tuple[Skill, ...], late: bool) -> Moment | None:
    if not skills:
        return None
    return Moment.END if late else Moment.START


def _topics(work: Work, mentorship: Mentorship) -> tuple[Topic, ...]:
    programme = work.programmes.get(mentorship.programme_id)
    known = {topic.key: topic for topic in (*work.kind().topics, *work.type_of(programme).topics)}
    return tuple(known.values())


def _skill(topic: Topic, said: Mapping[tuple[str, Moment], int]) -> Skill:
    return Skill(
        key=topic.key,
        texts=topic.texts,
        start=said.get((topic.key, Moment.START)),
        end=said.get((topic.key, Moment.END)),
    )
