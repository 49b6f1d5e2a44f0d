"""Endings that nobody asks for: somebody has left the company, or the term is over.

A closed account is learnt in several ways: Slack's event, the daily roll call (`handlers/roll_call.py`), the roster,
a message that finds nobody. All of them only write down what Slack says of the person; the heart's next beat sees it
here and does what has to be done, once, whichever way it came and whatever crashed meanwhile.

Whoever comes back finds themselves as somebody without a mentor, and is asked at the next round like anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import local_day
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy, Mentorship, SeatRole
from bot.domain.people import Person, SlackProfile
from bot.domain.rounds import Answer, RoundState
from bot.programme import afterwards, away, ending, solo
from bot.programme.closeness import close_to, team_but
from bot.programme.joining import meet
from bot.programme.work import Work

#: How many people one beat sees off: the write lock is held for moments, and the next beat goes on.
AT_ONCE = 50
#: The team hears of it as long as it has something to do.
STILL_NEWS = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Still:
    """Whom somebody still learns from, and whom they still mentor."""

    mentors: tuple[Person, ...]
    mentees: tuple[Person, ...]


def news_among(work: Work, profiles: Iterable[SlackProfile]) -> list[SlackProfile]:
    """Those whom we know as something else than Slack does now, or in another time zone."""
    known = {one.slack_id: one for one in work.people.many(work.people.managers()).values()}
    return [one for one in profiles if one.slack_id in known and is_news(known[one.slack_id], one)]


def is_news(known: Person, profile: SlackProfile) -> bool:
    """An employee who is gone, a guest who has joined, somebody who has moved; their status and picture are not."""
    moved = profile.timezone is not None and profile.timezone != known.timezone
    return moved or known.standing is not profile.standing


def learn(work: Work, profiles: Iterable[SlackProfile]) -> None:
    """Write down what Slack says of these people now; of whoever asked to be forgotten meanwhile, nothing."""
    told = list(profiles)
    forgotten = work.forgotten.among(one.slack_id for one in told)
    for profile in told:
        if profile.slack_id not in forgotten:
            meet(work, profile)


def notice(work: Work) -> int:
    """End at once every mentorship of whoever is not here any more, tell the others, and ask whoever is alone for it
    whom they would like to meet next. The team reads one message for each of them. Returns how many people had left.
    """
    gone = work.seats.members_gone()
    for person in work.people.many(gone[:AT_ONCE]).values():
        see_off(work, person, gone=gone)
    return min(len(gone), AT_ONCE)


def end_of_terms(work: Work) -> int:
    """Thank those whose term is over, unless they go on; a stand-in's mentee who has no mentor of their own is asked
    whom they would like. Returns how many mentorships ended.
    """
    ended = 0
    for programme in work.programmes.running():
        for one in work.mentorships.over(programme.id, local_day(programme.timezone, work.now)):
            if not afterwards.goes_on(work, one) and ending.end(work, one, EndedWhy.TERM):
                ended += 1
                if one.temporary:
                    _ask_whom_next(work, one)
    return ended


def still_with(work: Work, person: Person) -> Still:
    """With whom they still are in a mentorship."""
    mentors: list[int] = []
    mentees: list[int] = []
    for one in work.mentorships.of(person.id):
        seat = one.seat_of(person.id)
        if seat is not None and seat.role is SeatRole.MENTEE:
            mentors += [other.person_id for other in one.with_role(SeatRole.MENTOR)]
        elif seat is not None and seat.role is SeatRole.MENTOR:
            mentees += [other.person_id for other in one.with_role(SeatRole.MENTEE)]
    known = work.people.many([*mentors, *mentees])
    return Still(mentors=tuple(known[one] for one in mentors), mentees=tuple(known[one] for one in mentees))


def stop_learning(work: Work, person: Person) -> tuple[Mentorship, ...]:
    """Somebody for whom mentoring is not any more ends the mentorships in which they learn, on their own word."""
    return tuple(
        ending.leave(work, one, person.id, EndedWhy.STOPPED, asked_by=[person.id])
        for one in work.mentorships.of(person.id)
        if (seat := one.seat_of(person.id)) is not None and seat.role is SeatRole.MENTEE
    )


def see_off(work: Work, person: Person, *, gone: Collection[int] = (), why: EndedWhy = EndedWhy.LEFT) -> None:
    """Whoever leaves, or asks to be forgotten: nothing more is said to them, and whoever stays is told.

    In this order: whoever is too close to read of it is so by the mentorships that end.
    """
    gone = frozenset({*gone, person.id})
    team = team_but(work, close_to(work, person) | gone)
    mentorships = work.mentorships.of(person.id)
    work.prompts.cancel(reason="not_here", recipient_id=person.id)
    _drop_from_rounds(work, person)
    alone: set[int] = set()
    asked: set[int] = set()
    for one in mentorships:
        ended = ending.leave(work, one, person.id, why, gone=gone)
        away.offer_again(work, ended)
        without = {mentee.id for mentee in _mentees_left(work, ended, person)}
        alone |= without
        asked |= {mentee_id for mentee_id in without if _ask(work, mentee_id)}
    if mentorships:
        work.prompts.plan(_news(work, person, team, alone=len(alone), asked=len(asked)), now=work.now)


def _drop_from_rounds(work: Work, person: Person) -> None:
    """Nothing is matched for them any more. Where others had named them, whoever prepares the round finds it out."""
    for programme in work.programmes.running():
        for found in work.own_rounds.under_way(person.id, programme.id):
            if found.state is RoundState.COLLECTING:
                work.rounds.answer(found.id, person.id, answer=Answer.NOT_THIS_TIME, choices=(), at=work.now)


def _ask_whom_next(work: Work, mentorship: Mentorship) -> None:
    for seat in mentorship.with_role(SeatRole.MENTEE):
        _ask(work, seat.person_id)


def _ask(work: Work, person_id: int) -> bool:
    """Whether this person was asked: those who look for nobody are left in peace."""
    person = work.people.get(person_id)
    if not ending.looks_for_another(work, person):
        return False
    solo.look_for(work, person, opened_by=person.id)
    return True


def _mentees_left(work: Work, ended: Mentorship, person: Person) -> Iterator[Person]:
    """Those who learned from whoever has left, and are here."""
    seat = ended.seat_of(person.id)
    if seat is not None and seat.role is SeatRole.MENTOR and not ended.temporary:
        mentees = work.people.many(one.person_id for one in ended.with_role(SeatRole.MENTEE))
        yield from (one for one in mentees.values() if one.is_welcome)


def _news(
    work: Work, person: Person, team: tuple[Person, ...], *, alone: int, asked: int
) -> Iterator[PromptDue]:
    for member in team:
        yield PromptDue(
            kind=PromptKind.DEPARTED,
            mentorship_id=None,
            recipient_id=member.id,
            period=f"person-{person.id}",
            rung=f"{work.now:%Y%m%d}",
            not_before=work.now,
            expires_at=work.now + STILL_NEWS,
            about={"person": person.id, "alone": alone, "asked": asked},
        )
