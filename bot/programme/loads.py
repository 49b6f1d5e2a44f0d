"""How many people each mentor would carry after a round, and whose places were not enough.

How often somebody was named is a figure for the coordinator alone, and only where places were short: nothing ranks
mentors by it (design §1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.rounds import AdjustmentKind, Invitation, Round, SavedProposal
from bot.programme.mentors import volunteers
from bot.programme.rounds import by_name
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """One mentor in a round. `now` are the people they carry already, or keep a place for; `coming` those that the
    round would add; `added` the places among `places` that were added by hand; `named` how many named them.
    """

    mentor: Person
    places: int
    now: int
    coming: int
    named: int
    added: int
    least: int

    @property
    def carried(self) -> int:
        return self.now + self.coming

    @property
    def opens_too_low(self) -> bool:
        """They would begin with fewer people than the programme thinks good, which is shown and forbids nothing."""
        return 0 < self.carried < min(self.least, self.places)

    @property
    def is_short(self) -> bool:
        """Every place is taken, and more people named them than there were places: one more might help somebody."""
        return self.carried >= self.places and self.named > max(0, self.places - self.now)


def loads(
    work: Work,
    found: Round,
    proposals: Iterable[SavedProposal],
    invitations: Iterable[Invitation],
    *,
    but: Collection[int] = frozenset(),
) -> tuple[Load, ...]:
    """Every mentor who can be given somebody today, or is: whoever would carry too few first, then who has nobody.

    What is told is told of these proposals and answers; `but` are mentors of whom nothing is.
    """
    programme = work.programmes.get(found.programme_id)
    ready = volunteers(work, programme)
    coming = Counter(one.mentor_id for one in proposals if one.mentor_id is not None)
    shown = {mentor_id for mentor_id in {*ready, *coming} if mentor_id not in but}
    known = work.people.many(shown)
    carried, held = work.seats.mentees_carried(programme.id), work.rounds.offers_held(programme.id)
    named = Counter(mentor_id for one in invitations for mentor_id in set(one.choices))
    added = places_added(work, found.id)
    every = [
        Load(
            mentor=known[mentor_id],
            places=((ready[mentor_id].capacity or 0) if mentor_id in ready else 0) + added[mentor_id],
            now=carried.get(mentor_id, 0) + held.get(mentor_id, 0),
            coming=coming[mentor_id],
            named=named[mentor_id],
            added=added[mentor_id],
            least=work.type_of(programme).capacity.least,
        )
        for mentor_id in shown
    ]
    return tuple(sorted(every, key=_reading_order))


def places_added(work: Work, round_id: int) -> Counter[int]:
    """The places that stand beside those which mentors offer, in this round alone, by mentor."""
    added: Counter[int] = Counter()
    for one in work.rounds.adjustments(round_id):
        if one.kind is AdjustmentKind.PLACE:
            added[one.person_id] += int(str(one.after.get("places", 0)))
    return added


def _reading_order(load: Load) -> tuple[bool, bool, tuple[str, int]]:
    return not load.opens_too_low, load.carried > 0, by_name(load.mentor)
