"""Preparing a round's proposals: read the facts, solve outside any transaction, write the result.

The matcher and its aims are `bot/domain/matching.py`; here its values are made of what people told us.

On languages: of each person we know the one they are written to in, and those that they added. Whoever says "choose
for me" is given a mentor who shares one, and so is whoever is suggested somebody; whoever names a mentor speaks the
mentor's well enough to say so.

Once mentors read their lists, only those whom a mentor declined are matched anew: nobody else's mentor changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from bot.domain.line import lines_of
from bot.domain.matching import LeftOut, Outcome, Proposal, Request, both_passes
from bot.domain.meetings import Form
from bot.domain.people import Person
from bot.domain.profiles import Profile, languages_of, topics_given
from bot.domain.programmes import Mode
from bot.domain.refusals import Outdated
from bot.domain.rounds import AdjustmentKind, Answer, Round, RoundState, SavedProposal
from bot.domain.suitability import Mentee, Mentor, PairRules
from bot.programme.mentors import volunteers
from bot.programme.presence import wants_a_mentor
from bot.programme.reasons import kept
from bot.programme.work import Work

#: While proposals may change.
IN_THE_MAKING = frozenset({RoundState.PROPOSED, RoundState.WITH_MENTORS})


def gather(work: Work, round_id: int) -> Request:
    """Everything the matcher needs, as it is now. Raises `Outdated` for a round that does not exist."""
    found = work.rounds.get(round_id)
    if found is None:
        raise Outdated
    rules = found.rules
    everybody = _Everybody(work)
    return Request(
        mentees=tuple(_mentees(work, found, everybody)),
        mentors=_mentors(work, found, everybody),
        seed=found.id,
        rules=PairRules(
            other_team=rules.other_team, other_entity=rules.other_entity, other_network=rules.other_network
        ),
        mode=rules.mode,
        least=work.type_of(work.programmes.get(found.programme_id)).capacity.least,
    )


def solve(request: Request) -> Outcome:
    """Both passes: those who answered, then one suggestion for each whose named mentors cannot be had."""
    return both_passes(request)


def save(work: Work, round_id: int, outcome: Outcome) -> bool:
    """Put these in the place of earlier proposals; False when the round has been published meanwhile.

    Whoever was locked, or is on a list that their mentor reads, keeps what was noted of them.
    """
    found = work.rounds.held(round_id)
    if found is None or found.state not in IN_THE_MAKING:
        return False
    is_held = any(one.locked for one in outcome.proposals)
    before = {one.mentee_id: one for one in work.rounds.proposals(round_id)} if is_held else {}
    proposals = [_kept(one, before.get(one.mentee_id)) or _new(one) for one in outcome.proposals]
    work.rounds.propose(round_id, [*proposals, *(_aside(*one) for one in outcome.left_out)])
    return True


def nobody_waits(work: Work, found: Round) -> bool:
    """Everybody said "not this time", has found a mentor, or has left: the round may end without proposals."""
    return not any(True for _ in _mentees(work, found, _Everybody(work)))


def _mentees(work: Work, found: Round, everybody: _Everybody) -> Iterator[Mentee]:
    """Those of the list who still want a mentor and have none. "Not this time" wants none this time."""
    programme = work.programmes.get(found.programme_id)
    enrolled = {one.person_id: one for one in work.enrolments.mentees(programme.id)}
    linked = work.seats.people_with_a_mentor(programme.id)
    invitations = [one for one in work.rounds.invitations(found.id) if one.answer is not Answer.NOT_THIS_TIME]
    named = {mentor_id for one in invitations for mentor_id in one.choices}
    everybody.read({one.person_id for one in invitations} | named)
    apart = _Apart(work, found)
    held, excluded = _held_together(work, found), _excluded(work, found)
    for one in invitations:
        person, enrolment = everybody.known[one.person_id], enrolled.get(one.person_id)
        if enrolment is None or person.id in linked or not wants_a_mentor(work, programme, person, enrolment):
            continue
        names = found.rules.mode is Mode.THREE_CHOICES and one.answer is Answer.CHOICES
        yield Mentee(
            id=person.id,
            choices=one.choices if names else (),
            choose_for_me=one.answer is not None and not names,
            topics=frozenset(person.topics),
            languages=everybody.languages(person.id),
            own_language=person.language,
            reads=frozenset().union(*map(everybody.languages, one.choices)) if names else frozenset(),
            network=person.network,
            entity=person.entity,
            team=person.manager_id,
            zone=everybody.zone(person),
            joined_on=person.joined_on,
            form=everybody.form(person.id),
            left_out_before=enrolment.left_out,
            manager_line=apart.line_of(person.id),
            apart_from=apart.from_(person.id),
            locked_to=held.get(person.id),
            set_aside=person.id in excluded,
        )


def _mentors(work: Work, found: Round, everybody: _Everybody) -> tuple[Mentor, ...]:
    """Volunteers who are here, with the places that their present mentees and open suggestions leave."""
    programme = work.programmes.get(found.programme_id)
    ready = volunteers(work, programme)
    everybody.read(ready)
    carried = Counter(work.seats.mentees_carried(programme.id)) + Counter(
        work.rounds.offers_held(programme.id)
    )
    extra = _extra_places(work, found)
    return tuple(
        Mentor(
            id=person.id,
            free_places=(ready[person.id].capacity or 0) + extra[person.id] - carried[person.id],
            topics=everybody.topics_given(person),
            languages=everybody.languages(person.id),
            network=person.network,
            entity=person.entity,
            team=person.manager_id,
            zone=everybody.zone(person),
            joined_on=person.joined_on,
            form=everybody.form(person.id),
            mentees_now=carried[person.id],
        )
        for person in (everybody.known[one] for one in ready)
    )


class _Apart:
    """Whom nobody may be given: their line, mentors of the past, whoever avoids whom, mentors who declined them."""

    def __init__(self, work: Work, found: Round) -> None:
        self._lines = lines_of(work.people.managers())
        self._past = work.seats.past_mentors(found.programme_id)
        self._avoided = work.avoided.pairs()
        self._declined = work.rounds.declined(found.id)

    def line_of(self, person_id: int) -> frozenset[int]:
        return self._lines.get(person_id, frozenset())

    def from_(self, person_id: int) -> frozenset[int]:
        return frozenset().union(
            self._past.get(person_id, ()), self._avoided.get(person_id, ()), self._declined.get(person_id, ())
        )


class _Everybody:
    """What people told us of themselves, each read once, and how many minutes their clocks are ahead of UTC today."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.known: dict[int, Person] = {}
        self._profiles: dict[int, Profile] = {}
        self._languages: dict[int, frozenset[str]] = {}
        self._zones: dict[str, int] = {}

    def read(self, person_ids: Iterable[int]) -> None:
        new = set(person_ids) - self.known.keys()
        self.known |= self._work.people.many(new)
        self._profiles |= self._work.profiles.for_matching(new)

    def languages(self, person_id: int) -> frozenset[str]:
        if person_id not in self._languages:
            spoken = languages_of(self.known[person_id], self._profiles.get(person_id))
            self._languages[person_id] = spoken
        return self._languages[person_id]

    def topics_given(self, person: Person) -> frozenset[str]:
        return frozenset(topics_given(person, self._profiles.get(person.id)))

    def form(self, person_id: int) -> Form | None:
        profile = self._profiles.get(person_id)
        return profile.form if profile else None

    def zone(self, person: Person) -> int:
        if person.timezone not in self._zones:
            ahead = self._work.now.astimezone(ZoneInfo(person.timezone)).utcoffset()
            self._zones[person.timezone] = int(ahead.total_seconds()) // 60 if ahead else 0
        return self._zones[person.timezone]


def _held_together(work: Work, found: Round) -> dict[int, int]:
    """By mentee, the mentor whom preparing anew leaves them."""
    everybody = found.state is RoundState.WITH_MENTORS
    proposals = work.rounds.proposals(found.id)
    return {one.mentee_id: one.mentor_id for one in proposals if one.mentor_id and (one.locked or everybody)}


def _excluded(work: Work, found: Round) -> frozenset[int]:
    excluded = {
        one.person_id: bool(one.after.get("excluded"))
        for one in work.rounds.adjustments(found.id)
        if one.kind is AdjustmentKind.EXCLUDE
    }
    return frozenset(person_id for person_id, still in excluded.items() if still)


def _extra_places(work: Work, found: Round) -> Counter[int]:
    extra: Counter[int] = Counter()
    for one in work.rounds.adjustments(found.id):
        if one.kind is AdjustmentKind.PLACE:
            extra[one.person_id] += int(str(one.after.get("places", 0)))
    return extra


def _kept(one: Proposal, before: SavedProposal | None) -> SavedProposal | None:
    return before if before and one.locked and before.mentor_id == one.mentor_id else None


def _new(one: Proposal) -> SavedProposal:
    return SavedProposal(
        mentee_id=one.mentee_id,
        mentor_id=one.mentor_id,
        rank=one.reason.rank,
        reason=kept(one.reason, one.reason.shared_languages),
        left_out=None,
        suggested=one.suggested,
    )


def _aside(mentee_id: int, why_not: LeftOut) -> SavedProposal:
    return SavedProposal(
        mentee_id=mentee_id, mentor_id=None, rank=None, reason={}, left_out=why_not.value, suggested=False
    )
