"""A mentee's side of a round: whom they may choose, and what they answer (`field.md` W18, C10, U3, U16).

Three ranked names, "choose for me" or "not this time" are answers alike; each may change until the round closes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.calendar import local_day
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.line import line_of
from bot.domain.people import Person
from bot.domain.programmes import Topic
from bot.domain.rounds import Answer, Barred, NoRoundOpen, Round, RoundClosed, ranked
from bot.domain.suitability import TOPICS_THAT_COUNT
from bot.programme.mentors import volunteers
from bot.programme.presence import wants_a_mentor
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A mentor as shown to those who may choose: never how many others named them (design §1, principle 3)."""

    person: Person
    topics: tuple[Topic, ...]
    free_places: int
    topics_in_common: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """Whom one mentee may choose, best suited first; and who is missing from it, said rather than left out."""

    open: tuple[Card, ...]
    line: tuple[Person, ...]
    full: tuple[Person, ...]

    def check(self, named: Sequence[int | None], *, chooser: int) -> tuple[int, ...]:
        """The names in order of preference. Raises `ChoiceRefused`."""
        return ranked(
            named,
            chooser=chooser,
            open_to=frozenset(card.person.id for card in self.open),
            barred={
                **{person.id: Barred.LINE for person in self.line},
                **{person.id: Barred.FULL for person in self.full},
            },
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Invited:
    """Where one person is in one round. `choices` are in order of preference; `is_open` while they may change."""

    round: Round
    answer: Answer | None
    choices: tuple[Person, ...]
    is_open: bool


def invited(work: Work, person: Person, round_id: int) -> Invited:
    """Raises `NoRoundOpen` for whoever is not on the round's list."""
    found = work.rounds.get(round_id)
    invitation = work.rounds.invitation(round_id, person.id)
    if found is None or invitation is None:
        raise NoRoundOpen
    known = work.people.many(invitation.choices)
    return Invited(
        round=found,
        answer=invitation.answer,
        choices=tuple(known[mentor_id] for mentor_id in invitation.choices),
        is_open=takes_answers(work, found),
    )


def may_answer(work: Work, person: Person, round_id: int) -> Invited:
    """The same, while it is open. Raises `RoundClosed`, which says since when."""
    mine = invited(work, person, round_id)
    if not mine.is_open:
        raise RoundClosed(day=mine.round.closes_on)
    return mine


def shelf(work: Work, person: Person, programme_id: int) -> Shelf:
    """Never oneself, the line of management, somebody whose mentorship with this person ended (W7, I2, U6), or
    somebody whom either would rather avoid.
    """
    programme = work.programmes.get(programme_id)
    ready = volunteers(work, programme)
    known = work.people.many(ready)
    line = line_of(person.id, work.people.managers())
    apart = work.mentorships.past_mentors(programme_id).get(person.id, frozenset())
    apart |= work.avoided.around(person.id)
    carried = work.mentorships.mentees_carried(programme_id)
    in_line, full, cards = [], [], []
    for mentor_id, enrolment in ready.items():
        mentor = known[mentor_id]
        if mentor_id == person.id or mentor_id in apart:
            continue
        places = (enrolment.capacity or 0) - carried.get(mentor_id, 0)
        if mentor_id in line:
            in_line.append(mentor)
        elif places < 1:
            full.append(mentor)
        else:
            cards.append(_card(work, programme, person, mentor, places))
    return Shelf(
        open=tuple(
            sorted(cards, key=lambda card: (-card.topics_in_common, card.person.name, card.person.id))
        ),
        line=tuple(sorted(in_line, key=_by_name)),
        full=tuple(sorted(full, key=_by_name)),
    )


def choose(work: Work, actor: Person, round_id: int, named: Sequence[int | None]) -> Invited:
    """Up to three mentors, in order. Raises `ChoiceRefused`, `RoundClosed`, `NoRoundOpen`; nothing is written."""
    mine = _held(work, actor, round_id)
    checked = shelf(work, actor, mine.round.programme_id).check(named, chooser=actor.id)
    return _answer(work, actor, mine.round, Answer.CHOICES, checked)


def choose_for_me(work: Work, actor: Person, round_id: int) -> Invited:
    """The programme chooses among all mentors."""
    return _answer(work, actor, _held(work, actor, round_id).round, Answer.CHOOSE_FOR_ME, ())


def not_this_time(work: Work, actor: Person, round_id: int) -> Invited:
    """No mentor this time: an answer like the others (`field.md` C16), and nobody asks again in this round."""
    return _answer(work, actor, _held(work, actor, round_id).round, Answer.NOT_THIS_TIME, ())


def come_late(work: Work, person: Person) -> Round | None:
    """Somebody who wants a mentor and has none joins the list of the round that is open, if there is one."""
    programme = work.programme()
    latest = work.rounds.latest(programme.id) if programme else None
    if programme is None or latest is None or not takes_answers(work, latest):
        return None
    enrolment = work.enrolments.of(person.id, programme.id)
    if enrolment is None or not wants_a_mentor(work, programme, person, enrolment):
        return None
    if person.id in work.mentorships.people_with_a_mentor(programme.id):
        return None
    work.rounds.invite(latest.id, person.id)
    return latest


def takes_answers(work: Work, found: Round) -> bool:
    """Until the end of its last day, in the programme's own place."""
    programme = work.programmes.get(found.programme_id)
    return found.takes_answers(local_day(programme.timezone, work.now))


def _card(work: Work, programme: Programme, reader: Person, mentor: Person, places: int) -> Card:
    found = [work.type_of(programme).topic(key) for key in mentor.topics]
    return Card(
        person=mentor,
        topics=tuple(topic for topic in found if topic is not None),
        free_places=places,
        topics_in_common=min(len({*reader.topics} & {*mentor.topics}), TOPICS_THAT_COUNT),
    )


def _held(work: Work, actor: Person, round_id: int) -> Invited:
    """Closing waits for an answer under way, so that nobody is told "noted" too late."""
    work.rounds.held(round_id)
    return may_answer(work, actor, round_id)


def _answer(work: Work, actor: Person, found: Round, answer: Answer, choices: tuple[int, ...]) -> Invited:
    work.rounds.answer(found.id, actor.id, answer=answer, choices=choices, at=work.now)
    work.prompts.cancel(reason="answered", recipient_id=actor.id, kinds=[PromptKind.INVITATION])
    return invited(work, actor, found.id)


def _by_name(person: Person) -> tuple[str, int]:
    return person.name, person.id
