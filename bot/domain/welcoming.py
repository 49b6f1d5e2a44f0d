"""Who welcomes whom: a mentor for the first weeks of each newcomer, and one who stands in for an absent mentor
(`field.md` W14).

The hard rules are those of every pair (`suitability.py`): a language in common, never the line of management, nobody
whom either would rather avoid, and no place that is not there.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Mapping, Sequence

from bot.domain.suitability import Mentee, Mentor, bar_between, points_between


def welcome(newcomers: Sequence[Mentee], willing: Sequence[Mentor]) -> Mapping[int, int]:
    """A mentor for as many newcomers as can have one: by newcomer's id, the mentor's.

    They come in turn: somebody of their own network first, then whoever welcomes fewest at the moment. An earlier one
    is never left without a mentor for a later one, but may be given another so that both have one. The same people
    in the same order give the same answer, in whatever order the willing are named.
    """
    seated: dict[int, int] = {}
    open_to = {
        one.id: [mentor for mentor in willing if bar_between(one, mentor) is None] for one in newcomers
    }
    for newcomer in newcomers:
        _seat(newcomer, {one.id: one for one in newcomers}, open_to, seated)
    return seated


def stand_in(mentee: Mentee, mentors: Sequence[Mentor], *, willing: Collection[int]) -> int | None:
    """Who suits this mentee best while their own mentor is away; None when nobody can.

    Those who are `willing` to welcome people for a while come first, and may carry one person more than their places;
    the others need a free one. Then topics and the little things, then an even load.
    """
    possible = [
        one
        for one in mentors
        if one.free_places >= (0 if one.id in willing else 1) and bar_between(mentee, one) is None
    ]
    best = min(
        possible,
        key=lambda one: (one.id not in willing, -points_between(mentee, one), one.mentees_now, one.id),
        default=None,
    )
    return None if best is None else best.id


def _seat(
    newcomer: Mentee,
    everybody: Mapping[int, Mentee],
    open_to: Mapping[int, Sequence[Mentor]],
    seated: dict[int, int],
) -> None:
    """Find a place, if need be by moving others who have another choice: the fewest that will do."""
    load = Counter(seated.values())
    moves: dict[int, int] = {}  # a mentor, and who would go there
    queue = deque([newcomer.id])
    while queue:
        person = everybody[queue.popleft()]
        for mentor in sorted(open_to[person.id], key=lambda one: _order(person, one, load)):
            if mentor.id in moves:
                continue
            moves[mentor.id] = person.id
            if load[mentor.id] < mentor.free_places:
                return _move(mentor.id, moves, seated)
            queue.extend(sorted(one for one, there in seated.items() if there == mentor.id))


def _order(newcomer: Mentee, mentor: Mentor, load: Counter[int]) -> tuple[bool, int, int]:
    same = newcomer.network is not None and newcomer.network == mentor.network
    return not same, mentor.mentees_now + load[mentor.id], mentor.id


def _move(free: int, moves: Mapping[int, int], seated: dict[int, int]) -> None:
    """Everybody on the way takes one step, from the free place back to the newcomer."""
    place: int | None = free
    while place is not None:
        person = moves[place]
        before = seated.get(person)
        seated[person] = place
        place = before
