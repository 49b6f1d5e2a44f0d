"""How the company comes to its mentorships: everybody arrives, mentors are approved, one round is run and published.

It happens through the use cases, in the days before the simulation opens, so that the months begin at once. What the
bot would have said on the way is not said; the introductions are, on the first morning, as all that follows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.domain.calendar import add_months, local_day
from bot.domain.circles import Often
from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person, SlackProfile, Workspace
from bot.domain.permissions import Right
from bot.domain.reaching_out import Kind
from bot.domain.refusals import Refusal
from bot.domain.rounds import Rules, Wanted
from bot.programme import (
    applications,
    charters,
    choosing,
    circles,
    contacts,
    finishing,
    joining,
    opening,
    preparing,
    profile,
    rounds,
)
from bot.programme.ports import Store
from bot.programme.work import Work
from bot.simulation.population import COORDINATOR, Somebody

#: What the publication of the round gives people to read; everything else was told in the days before.
STILL_TOLD = frozenset(
    {
        PromptKind.INTRODUCTION,
        PromptKind.SUGGESTION,
        PromptKind.LEFT_OUT,
        PromptKind.CHARTER,
        PromptKind.SHEET,
    }
)
#: Days before the opening on which people arrive, and on which the round begins.
ARRIVE, CALL = timedelta(days=21), timedelta(days=10)
#: Of the mentees, how many name mentors themselves; and of everybody, how many have signed the charter by then.
NAME_THREE, HAVE_SIGNED = 0.7, 0.8
#: Of the pairs, how many have agreed on a last day, so many months later: at least, and at most.
HAVE_A_TERM, TERMS = 0.15, (2, 9)
#: People outside the programme who can be turned to: a representative, and human resources.
CONTACTS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Founding:
    """`at` moves the programme's clock; `opens` is the instant at which the simulation begins."""

    store: Store
    workspace: Workspace
    people: Sequence[Somebody]
    profiles: Mapping[str, SlackProfile]
    opens: datetime
    at: Callable[[datetime], None]
    seed: int

    def carry_out(self) -> Sequence[Mentorship]:
        """Live the days before; returns the mentorships that the round made."""
        self.at(self.opens - ARRIVE)
        self._everybody_is_known()
        for one in self.people:
            if one.part is not Part.NOT_FOR_ME:
                self._arrives(one)
        self._mentors_are_approved()
        self.at(self.opens - CALL)
        self._a_round_is_run()
        self.at(self.opens)
        self._the_team_prepares()
        return self._what_begins()

    # -- arriving ------------------------------------------------------------------------------------------------

    def _everybody_is_known(self) -> None:
        with self.store.work(self.workspace) as work:
            joining.programme_of(work)
            met = {one.slack_id: joining.meet(work, self.profiles[one.slack_id]) for one in self.people}
            for one in self.people:
                manager = met[one.manager].id if one.manager else None
                work.people.change(
                    met[one.slack_id].id, network=one.network, country=one.country, manager_id=manager
                )
            work.rights.grant(met[COORDINATOR].id, Right.COORDINATOR)

    def _arrives(self, one: Somebody) -> None:
        random = self._random(one)
        with self.store.work(self.workspace) as work:
            actor = _person(work, one.slack_id)
            joining.greet(work, actor)
            profile.choose_language(work, actor, one.language)
            profile.choose_part(work, actor, one.part)
            profile.confirm_network(work, actor, one.network)
            known = [topic.key for topic in work.kind().topics]
            profile.choose_topics(work, actor, random.sample(known, min(3, len(known))))
            profile.say_expectation(work, actor, None)
            if one.part is not Part.MENTEE:
                bounds = work.kind().capacity
                profile.offer_places(work, actor, min(max(one.places, bounds.least), bounds.most))

    def _mentors_are_approved(self) -> None:
        with self.store.work(self.workspace) as work:
            coordinator = _person(work, COORDINATOR)
            for waiting in applications.waiting(work, coordinator):
                applications.approve(work, coordinator, waiting.application.id)
            for one in self.people:
                if one.part is Part.MENTOR:
                    actor = _person(work, one.slack_id)
                    for page in range(1, len(preparing.resume(work, actor).cards) + 1):
                        preparing.turn_to(work, actor, page)

    # -- the round -----------------------------------------------------------------------------------------------

    def _a_round_is_run(self) -> None:
        with self.store.work(self.workspace) as work:
            coordinator = _person(work, COORDINATOR)
            rules = Rules(mentors_days=0)
            closes_on = local_day(coordinator.timezone, work.now) + timedelta(days=7)
            shown = opening.preview(work, coordinator, rules=rules, closes_on=closes_on)
            seen = shown.population.fingerprint
            opened = opening.open_round(work, coordinator, closes_on=closes_on, seen=seen, rules=rules).round
            mentors = [_person(work, one.slack_id).id for one in self.people if one.part is Part.MENTOR]
        for one in self.people:
            if one.part is Part.MENTEE:
                self._chooses(one, opened.id, mentors)
        with self.store.work(self.workspace) as work:
            rounds.close(work, coordinator, opened.id)
            finishing.want(work, opened.id, Wanted.PROPOSALS, coordinator)
        finishing.carry_out(self.store, self.workspace, opened.id)
        self.at(self.opens - timedelta(hours=1))
        with self.store.work(self.workspace) as work:
            work.prompts.cancel(reason="before", kinds=list(PromptKind))
            finishing.want(work, opened.id, Wanted.PUBLICATION, coordinator)
        finishing.carry_out(self.store, self.workspace, opened.id)

    def _chooses(self, one: Somebody, round_id: int, mentors: Sequence[int]) -> None:
        random = self._random(one)
        wanted = random.sample(list(mentors), min(3, len(mentors)))
        try:
            with self.store.work(self.workspace) as work:
                if random.random() > NAME_THREE:
                    choosing.choose_for_me(work, _person(work, one.slack_id), round_id)
                else:
                    choosing.choose(work, _person(work, one.slack_id), round_id, wanted)
        except Refusal:  # somebody of their own line, for one
            with self.store.work(self.workspace) as work:
                choosing.choose_for_me(work, _person(work, one.slack_id), round_id)

    # -- what begins ---------------------------------------------------------------------------------------------

    def _the_team_prepares(self) -> None:
        """Who can be turned to outside the programme, and a first date for the mentors' circle."""
        taking_part = [one for one in self.people if one.part is not Part.NOT_FOR_ME]
        named = Random(f"{self.seed}:contacts").sample(taking_part, min(CONTACTS, len(taking_part)))
        with self.store.work(self.workspace) as work:
            coordinator = _person(work, COORDINATOR)
            first, *others = [_person(work, one.slack_id) for one in named]
            contacts.name(work, coordinator, {Kind.REPRESENTATIVE: [first], Kind.HR: others})
            starts = circles.draft(work, coordinator).starts_at
            circles.set_up(work, coordinator, starts_at=starts, often=Often.MONTHLY, minutes=60, place="")

    def _what_begins(self) -> Sequence[Mentorship]:
        with self.store.work(self.workspace) as work:
            work.prompts.cancel(reason="before", kinds=[one for one in PromptKind if one not in STILL_TOLD])
            programme = joining.programme_of(work)
            begun = [self._has_a_term(work, one) for one in work.mentorships.in_programme(programme.id)]
            for one in begun:
                for seat in one.seats:
                    self._signs(work, work.people.get(seat.person_id), programme.id)
            return begun

    def _has_a_term(self, work: Work, one: Mentorship) -> Mentorship:
        """Some have said from the beginning until when, where the programme itself has no term."""
        random = Random(f"{self.seed}:term:{one.id}")
        if one.ends_on is not None or random.random() > HAVE_A_TERM:
            return one
        last_day = add_months(local_day(one.timezone, self.opens), random.randint(*TERMS))
        return work.mentorships.change(one.id, ends_on=last_day)

    def _signs(self, work: Work, actor: Person, programme_id: int) -> None:
        if Random(f"{self.seed}:charter:{actor.slack_id}").random() > HAVE_SIGNED:
            return
        if charters.to_sign_in(work, actor, programme_id) is None:
            return
        read = charters.text(work, actor, programme_id)
        version, language = read.charter.version, actor.language
        charters.agree(work, actor, programme_id, version=version, language=language, agreed=read.left)

    def _random(self, one: Somebody) -> Random:
        return Random(f"{self.seed}:founding:{one.slack_id}")


def _person(work: Work, slack_id: str) -> Person:
    person = work.people.by_slack_id(slack_id)
    assert person is not None, slack_id
    return person
