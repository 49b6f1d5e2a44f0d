"""Groups: one mentor and several people who learn, put together by a coordinator (`field.md` G1).

A group has its sheet, its log, its reminders and its steps as a pair does. Whoever learns in one has a mentor. Who is
close to the coordinator is neither offered to them nor shown (design §8): a colleague forms that group.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.cadence import PromptDue
from bot.domain.calendar import local_day
from bot.domain.enrolments import Programme
from bot.domain.groups import Fitness, GroupRefused, NameTaken, NotAsSeen, check_size, tidy_name
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy, Mentorship, MentorshipState, SeatRole
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.programme import date_news, ending, linking
from bot.programme.closeness import Withheld, close_to, withheld
from bot.programme.group_fitness import fitness
from bot.programme.joining import programme_of
from bot.programme.mentors import volunteers
from bot.programme.presence import wants_a_mentor
from bot.programme.rounds import by_name
from bot.programme.work import Work

#: Groups on one page.
PAGE = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """One group as its coordinator reads it."""

    mentorship: Mentorship
    mentor: Person
    mentees: tuple[Person, ...]

    @property
    def name(self) -> str:
        return self.mentorship.name or ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """One page of the groups that this coordinator may see, in alphabetical order; pages count from 0."""

    groups: tuple[Group, ...]
    total: int
    page: int
    pages: int
    withheld: Withheld


def may(work: Work, actor: Person) -> None:
    """Raises `NotAllowed` for whoever does not run the programme."""
    work.check(actor, Act.LINK_PEOPLE)


def listing(work: Work, actor: Person, page: int = 0) -> Listing:
    """A page out of bounds is the nearest there is. Raises `NotAllowed`."""
    may(work, actor)
    close = close_to(work, actor)
    running = sorted(_running(work), key=lambda one: ((one.name or "").casefold(), one.id))
    seen = [one for one in running if close.isdisjoint(_members(one))]
    pages = max(1, -(-len(seen) // PAGE))
    page = min(max(page, 0), pages - 1)
    return Listing(
        groups=tuple(_shown(work, one) for one in seen[page * PAGE : (page + 1) * PAGE]),
        total=len(seen),
        page=page,
        pages=pages,
        withheld=withheld(work, [_members(one) for one in running if not close.isdisjoint(_members(one))]),
    )


def see(work: Work, actor: Person, group_id: int) -> Group:
    """Raises `NotAllowed`, and `Outdated` for a group that is over, is none, or is not for this coordinator."""
    may(work, actor)
    return _shown(work, _theirs(work, actor, group_id))


def mentors_for(work: Work, actor: Person) -> Sequence[Person]:
    """Who may mentor a group today, whether or not they have a place left. Raises `NotAllowed`."""
    may(work, actor)
    programme = work.programme()
    return _by_name(work, volunteers(work, programme) if programme else (), but=close_to(work, actor))


def mentees_for(work: Work, actor: Person) -> Sequence[Person]:
    """Who asked to learn and is here: taking part is theirs to say (`field.md` W17). Raises `NotAllowed`."""
    may(work, actor)
    programme = work.programme()
    return _by_name(work, _learners(work, programme) if programme else (), but=close_to(work, actor))


def form(
    work: Work, actor: Person, *, name: str, mentor_id: int, mentee_ids: Sequence[int], seen: str = ""
) -> Group:
    """Put these people together, from today on, and have everybody introduced.

    `seen` is the fingerprint of what the coordinator read against it and goes past. Raises `NotAsSeen` when there is
    something else to read, `GroupRefused` for what cannot be gone past, and `NoName`, `NameTaken`, `GroupTooSmall`,
    `GroupTooLarge`, `MentorAmongMentees`, `Outdated`, `NotAllowed`.
    """
    work.authorise(actor, Act.LINK_PEOPLE)
    programme = programme_of(work)
    name = tidy_name(name)
    check_size(mentor_id, mentee_ids)
    mentee_ids = list(dict.fromkeys(mentee_ids))
    _hold(work, [mentor_id, *mentee_ids])
    _is_free(work, name)
    _are_offered(work, actor, mentor_id, mentee_ids)
    _may_be(fitness(work, programme, mentor_id, mentee_ids), seen)
    today = local_day(programme.timezone, work.now)
    made = linking.link(
        work,
        programme,
        mentor_id=mentor_id,
        mentee_ids=mentee_ids,
        anchor=today,
        ends_on=linking.end_of_term(work.type_of(programme), today),
        period=linking.FORMED,
        name=name,
    )
    return _shown(work, made)


def change(
    work: Work, actor: Person, group_id: int, *, name: str, mentee_ids: Sequence[int], seen: str = ""
) -> Group:
    """Its name, and who learns in it. Whoever comes is introduced, the others hear of them; whoever goes is told.

    Raises what `form` raises.
    """
    work.authorise(actor, Act.LINK_PEOPLE)
    group = _theirs(work, actor, group_id)
    programme = work.programmes.get(group.programme_id)
    name = tidy_name(name)
    mentor_id, present = _mentor_of(group), _mentees_of(group)
    check_size(mentor_id, mentee_ids)
    _hold(work, sorted({mentor_id, *present, *mentee_ids}))
    group = _as_it_is_now(work, actor, group)
    come = [one for one in dict.fromkeys(mentee_ids) if one not in present]
    if name.casefold() != (group.name or "").casefold():
        _is_free(work, name)
    _are_offered(work, actor, mentor_id, come, already=True)
    _may_be(fitness(work, programme, mentor_id, come, beside=present), seen)
    if name != group.name:
        group = work.mentorships.change(group.id, name=name)
    for person_id in present:
        if person_id not in mentee_ids:
            ending.leave(work, group, person_id, EndedWhy.STOPPED)
    for person_id in come:
        _let_in(work, programme, group, person_id)
    group = work.mentorships.get(group.id) or group
    if come:
        date_news.remind_again(work, group)
    return _shown(work, group)


def end(work: Work, actor: Person, group_id: int) -> Group:
    """The group is over: everybody in it is told, as at the end of a pair. Raises `Outdated`, `NotAllowed`."""
    work.authorise(actor, Act.LINK_PEOPLE)
    group = _as_it_is_now(work, actor, _theirs(work, actor, group_id))
    ending.end(work, group, EndedWhy.STOPPED)
    return _shown(work, group)


# -- who ---------------------------------------------------------------------------------------------------------


def _learners(work: Work, programme: Programme) -> list[int]:
    enrolled = {one.person_id: one for one in work.enrolments.mentees(programme.id)}
    known = work.people.many(enrolled)
    return [
        one for one, enrolment in enrolled.items() if wants_a_mentor(work, programme, known[one], enrolment)
    ]


def _by_name(work: Work, person_ids: Collection[int], *, but: Collection[int]) -> Sequence[Person]:
    people = work.people.many(one for one in person_ids if one not in but)
    return sorted(people.values(), key=by_name)


def _are_offered(
    work: Work, actor: Person, mentor_id: int, mentee_ids: Collection[int], *, already: bool = False
) -> None:
    """The form offers no others; a forged one may name anybody."""
    learners = {person.id for person in mentees_for(work, actor)}
    mentors = {person.id for person in mentors_for(work, actor)}
    if not learners.issuperset(mentee_ids) or not (already or mentor_id in mentors):
        raise Outdated


# -- what is there -----------------------------------------------------------------------------------------------


def _running(work: Work) -> Sequence[Mentorship]:
    """Groups under way in the long-term programme."""
    programme = work.programme()
    return work.mentorships.groups(programme.id) if programme else ()


def _theirs(work: Work, actor: Person, group_id: int) -> Mentorship:
    group = work.mentorships.get(group_id)
    if group is None or not group.name or group.state is MentorshipState.ENDED:
        raise Outdated
    if not close_to(work, actor).isdisjoint(_members(group)):
        raise Outdated
    return group


def _as_it_is_now(work: Work, actor: Person, group: Mentorship) -> Mentorship:
    """Whoever changes or ends it at this moment is waited for. Raises `Outdated` when it is no longer what was read."""
    work.changes.held(group.id)
    now = _theirs(work, actor, group.id)
    if _members(now) != _members(group):
        raise Outdated
    return now


def _members(group: Mentorship) -> frozenset[int]:
    return frozenset(seat.person_id for seat in group.seats)


def _mentor_of(group: Mentorship) -> int:
    return group.with_role(SeatRole.MENTOR)[0].person_id


def _mentees_of(group: Mentorship) -> list[int]:
    return [seat.person_id for seat in group.with_role(SeatRole.MENTEE)]


def _shown(work: Work, group: Mentorship) -> Group:
    known = work.people.many(_members(group))
    return Group(
        mentorship=group,
        mentor=known[_mentor_of(group)],
        mentees=tuple(known[one] for one in _mentees_of(group)),
    )


# -- doing -------------------------------------------------------------------------------------------------------


def _hold(work: Work, person_ids: Collection[int]) -> None:
    """Whoever else links one of them at this moment waits; always in the same order, so that nobody waits for ever."""
    for person_id in sorted(person_ids):
        work.people.held(person_id)


def _is_free(work: Work, name: str) -> None:
    if any((one.name or "").casefold() == name.casefold() for one in _running(work)):
        raise NameTaken


def _may_be(found: Fitness, seen: str) -> None:
    if found.is_barred:
        raise GroupRefused(found)
    if found.fingerprint != seen:
        raise NotAsSeen(found)


def _let_in(work: Work, programme: Programme, group: Mentorship, person_id: int) -> None:
    """They have their seat; whoever is there already hears of them, and they of everybody."""
    there = [seat.person_id for seat in group.seats if seat.person_id != person_id]
    work.mentorships.give_seat(group.id, person_id, SeatRole.MENTEE, since=work.now)
    work.mentorships.look_again({group.id: work.now})
    linking.found_a_mentor(work, programme, person_id)
    linking.introduce(work, programme, group, [person_id], period=linking.FORMED)
    work.prompts.plan([_joined(work, group, one, person_id) for one in there], now=work.now)


def _joined(work: Work, group: Mentorship, recipient_id: int, person_id: int) -> PromptDue:
    return PromptDue(
        kind=PromptKind.INTRODUCTION,
        mentorship_id=group.id,
        recipient_id=recipient_id,
        period=f"joined-{person_id}",
        rung=f"{work.now:%Y%m%d}",
        not_before=work.now,
        expires_at=work.now + linking.STILL_NEWS,
        about={"joined": person_id},
    )
