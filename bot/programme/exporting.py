"""What a coordinator may take away in a file: the mentorships that run, the proposals of a round (design §8).

It goes to them alone and says how many lines it holds. Rows about somebody close to them are not in it, and that is
said. No private refusal, no request for a change, no figure about anybody, nothing that people wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.mentorships_file import COLUMNS
from bot.domain.people import Person, alphabetical
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.domain.rounds import SavedProposal
from bot.domain.spreadsheet import written
from bot.programme.closeness import Withheld, close_to, withheld
from bot.programme.work import Work

#: After the columns that an import reads, so that what was taken out can be brought in again.
LINKS = (*COLUMNS, "mentor_name", "mentee_name", "state")
PROPOSALS = ("mentee", "mentee_name", "mentor", "mentor_name", "rank", "suggested", "by_hand", "left_out")
YES = "yes"


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """A file's bytes, and how many lines it holds besides its header."""

    content: bytes
    count: int
    withheld: Withheld


def mentorships(work: Work, actor: Person) -> Export:
    """Every pair and group that has not ended, a line for each person mentored. Raises `NotAllowed`."""
    work.check(actor, Act.LINK_PEOPLE)
    programme = work.programme()
    running = work.mentorships.running(programme.id) if programme else ()
    close = close_to(work, actor)
    shown = [one for one in running if close.isdisjoint(_members(one))]
    rows = list(_links(work, shown))
    hidden = [_members(one) for one in running if not close.isdisjoint(_members(one))]
    return Export(content=written(LINKS, rows), count=len(rows), withheld=withheld(work, hidden))


def proposals(work: Work, actor: Person, round_id: int) -> Export:
    """What a round proposes, as its review shows it to this coordinator. Raises `Outdated`, `NotAllowed`."""
    work.check(actor, Act.RUN_ROUND)
    if work.rounds.get(round_id) is None:
        raise Outdated
    found, close = work.rounds.proposals(round_id), close_to(work, actor)
    shown = [one for one in found if close.isdisjoint(_about(one))]
    rows = list(_proposed(work, shown))
    hidden = [_about(one) for one in found if not close.isdisjoint(_about(one))]
    return Export(content=written(PROPOSALS, rows), count=len(rows), withheld=withheld(work, hidden))


def _links(work: Work, some: Sequence[Mentorship]) -> Iterator[Sequence[object]]:
    known = work.people.many({seat.person_id for one in some for seat in one.seats})
    for one in some:
        for mentor in one.with_role(SeatRole.MENTOR):
            for mentee in one.with_role(SeatRole.MENTEE):
                first, second = known[mentor.person_id], known[mentee.person_id]
                temporary = YES if one.temporary else None
                yield (
                    *(first.slack_id, second.slack_id, one.began_on, one.name, one.ends_on, temporary),
                    *(first.name, second.name, one.state.value),
                )


def _proposed(work: Work, some: Sequence[SavedProposal]) -> Iterator[Sequence[object]]:
    known = work.people.many({who for one in some for who in _about(one)})
    for one in sorted(some, key=lambda one: alphabetical(known[one.mentee_id].name)):
        mentee = known[one.mentee_id]
        mentor = known[one.mentor_id] if one.mentor_id else None
        yield (
            *(mentee.slack_id, mentee.name),
            *((mentor.slack_id, mentor.name) if mentor else (None, None)),
            *(one.rank, YES if one.suggested else None, YES if one.by_hand else None, one.left_out),
        )


def _members(one: Mentorship) -> frozenset[int]:
    return frozenset(seat.person_id for seat in one.seats)


def _about(one: SavedProposal) -> frozenset[int]:
    return frozenset(who for who in (one.mentee_id, one.mentor_id) if who is not None)
