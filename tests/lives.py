"""The lives of a few mentorships, as chance leads them: rounds, publications, changes, pauses, departures, rosters, and
a bot that stops in the middle of any of it. What must hold at every moment is written here once.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bot.domain.changes import Decision, Motive, ToldBy, Wish
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import MentorshipState
from bot.domain.people import Standing
from bot.domain.refusals import Refusal
from bot.domain.rounds import Rules, Wanted
from bot.programme import (
    adjusting,
    changing,
    choosing,
    deciding,
    finishing,
    offering,
    opening,
    pausing,
    rounds,
    with_mentors,
)
from bot.programme.work import Work
from tests.lives_company import LEARNERS, MENTORS, MOST, Company, late, learns_in
from tests.storage.stage import at_once

ENDED = MentorshipState.ENDED

ONE_IN_TEN = st.sampled_from([False] * 9 + [True])
mentors = st.integers(0, len(MENTORS) - 1)
learners = st.integers(0, len(LEARNERS) - 1)
anybody = st.integers(0, len(MENTORS) + len(LEARNERS) - 1)
answers = st.lists(st.lists(mentors, max_size=3, unique=True), min_size=len(LEARNERS), max_size=len(LEARNERS))


class Lives(Company):
    """Whatever chance makes of them."""

    @initialize(answers=answers, days=st.sampled_from([0, 3]))
    def mentorships_begin(self, answers: list[list[int]], days: int) -> None:
        """Most of what can go wrong needs some to begin with."""
        self.a_campaign_runs_its_course(answers, days)

    @rule(answers=answers, days=st.sampled_from([0, 3]))
    def a_campaign_runs_its_course(self, answers: list[list[int]], days: int) -> None:
        """From wherever it is to its publication, as far as it goes."""
        self.a_round_is_opened(days, crash=False)
        for who, named in enumerate(answers):
            self.somebody_answers(who, named, crash=False)
        self.proposals_are_asked_for(crash=False)
        self.the_lists_go_to_the_mentors(crash=False)
        for mentor in range(len(MENTORS)):
            self.a_mentor_answers(mentor, all_of_them=mentor != days, crash=False)
        self.beat()
        self.the_round_is_published(crash=False)

    # -- a round, from its opening to its publication -----------------------------------------------------------

    @rule(days=st.integers(0, 3), crash=ONE_IN_TEN)
    def a_round_is_opened(self, days: int, crash: bool) -> None:
        def act(work: Work) -> None:
            closes_on = (work.now + timedelta(days=10)).date()
            rules = Rules(mentors_days=days)
            seen = opening.preview(work, self.ines(work), rules=rules, closes_on=closes_on)
            fingerprint = seen.population.fingerprint
            opening.open_round(work, self.ines(work), closes_on=closes_on, seen=fingerprint, rules=rules)

        self.attempt(act, crash)

    @rule(who=learners, named=st.lists(mentors, max_size=3, unique=True), crash=ONE_IN_TEN)
    def somebody_answers(self, who: int, named: list[int], crash: bool) -> None:
        """Names, or "choose for me" without any."""

        def act(work: Work) -> None:
            person = work.people.get(self.learners[who])
            found = choosing.open_for(work, person, self.programme.id)
            if found is None:
                return
            if named:
                choosing.choose(work, person, found.id, [self.mentors[one] for one in named])
            else:
                choosing.choose_for_me(work, person, found.id)

        self.attempt(act, crash)

    @rule(who=learners)
    def somebody_says_not_this_time(self, who: int) -> None:
        def act(work: Work) -> None:
            person = work.people.get(self.learners[who])
            found = choosing.open_for(work, person, self.programme.id)
            if found is not None:
                choosing.not_this_time(work, person, found.id)

        self.attempt(act)

    @rule(crash=ONE_IN_TEN)
    def proposals_are_asked_for(self, crash: bool) -> None:
        def act(work: Work) -> int:
            found = self.campaign(work)
            rounds.close(work, self.ines(work), found.id)
            finishing.want(work, found.id, Wanted.PROPOSALS, self.ines(work))
            return found.id

        round_id = self.attempt(act)
        if round_id is not None and not crash:
            finishing.carry_out(self.programme.store, self.programme.workspace, round_id)

    @rule(who=learners, mentor=mentors)
    def somebody_is_moved_by_hand(self, who: int, mentor: int) -> None:
        def act(work: Work) -> None:
            found = self.campaign(work)
            row = work.rounds.proposal(found.id, self.learners[who])
            if row is not None:
                seen = adjusting.seen_of(row)
                adjusting.move(
                    work, self.ines(work), found.id, row.mentee_id, self.mentors[mentor], seen=seen
                )

        self.attempt(act)

    @rule(crash=ONE_IN_TEN)
    def the_lists_go_to_the_mentors(self, crash: bool) -> None:
        self.attempt(lambda work: with_mentors.send(work, self.ines(work), self.campaign(work).id), crash)

    @rule(mentor=mentors, all_of_them=st.booleans(), crash=ONE_IN_TEN)
    def a_mentor_answers(self, mentor: int, all_of_them: bool, crash: bool) -> None:
        def act(work: Work) -> None:
            person = work.people.get(self.mentors[mentor])
            for theirs in with_mentors.open_lists(work, person):
                if all_of_them:
                    with_mentors.accept(work, person, theirs.round.id)
                else:
                    with_mentors.decline(work, person, theirs.round.id, theirs.people[0].mentee.id)

        self.attempt(act, crash)

    @rule(crash=ONE_IN_TEN)
    def the_round_is_published(self, crash: bool) -> None:
        def act(work: Work) -> int:
            return finishing.want(work, self.campaign(work).id, Wanted.PUBLICATION, self.ines(work)).id

        round_id = self.attempt(act)
        if round_id is not None and not crash:
            with suppress(Refusal):
                finishing.carry_out(self.programme.store, self.programme.workspace, round_id)

    @rule(yes=st.booleans())
    def everybody_answers_their_suggestion_at_once(self, yes: bool) -> None:
        """Several at a time, as on a Monday morning, while the bot does its own work."""

        def one(which: int) -> None:
            if which == len(self.learners):
                return self.beat()

            def act(work: Work) -> None:
                person = work.people.get(self.learners[which])
                for suggestion in offering.open_to(work, person):
                    (offering.accept if yes else offering.decline)(work, person, suggestion.round.id)

            return self.attempt(act)

        at_once(len(self.learners) + 1, one)

    # -- a mentorship, from one change to the next --------------------------------------------------------------

    @rule(which=st.integers(0, 3), half=st.integers(0, 1), wish=st.sampled_from(Wish), crash=ONE_IN_TEN)
    def somebody_asks_for_a_change(self, which: int, half: int, wish: Wish, crash: bool) -> None:
        with self.programme.work() as work:
            going_on = [
                one for one in work.mentorships.in_programme(self.programme.id) if one.state is not ENDED
            ]
            if not going_on:
                return
            mentorship = going_on[which % len(going_on)]
            who = mentorship.seats[half].person_id
            others = [seat.person_id for seat in mentorship.others(who)]
            before = self.what_they_see(work, others)

        def act(work: Work) -> None:
            until = (work.now + timedelta(days=20)).date() if wish is Wish.PAUSE else None
            person = work.people.get(who)
            changing.ask(work, person, mentorship.id, why=Motive.NO_CONNECTION, wish=wish, until=until)

        self.attempt(act, crash)
        if wish is not Wish.PAUSE:
            with self.programme.work() as work:
                assert self.what_they_see(work, others) == before, "the other half can tell"

    @rule(who=anybody)
    def somebody_takes_it_back(self, who: int) -> None:
        def act(work: Work) -> None:
            person = work.people.get(self.people[who])
            for change in work.changes.open_of(person.id):
                changing.withdraw(work, person, change.id)

        self.attempt(act)

    @rule(decision=st.sampled_from(Decision), told_by=st.sampled_from(ToldBy), crash=ONE_IN_TEN)
    def the_team_decides(self, decision: Decision, told_by: ToldBy, crash: bool) -> None:
        def act(work: Work) -> None:
            for change in work.changes.waiting(self.programme.id)[:1]:
                seen = [one.id for one in work.changes.open_in(change.mentorship_id)]
                until = (work.now + timedelta(days=30)).date() if decision is Decision.PAUSE else None
                deciding.decide(
                    work,
                    self.ines(work),
                    change.mentorship_id,
                    seen=seen,
                    decision=decision,
                    until=until,
                    told_by=told_by,
                )

        self.attempt(act, crash)

    # -- people come and go -------------------------------------------------------------------------------------

    @rule(who=anybody, here=st.booleans())
    def an_account_is_closed_or_opened_again(self, who: int, here: bool) -> None:
        standing = Standing.EMPLOYEE if here else Standing.GONE
        self.attempt(lambda work: work.people.change(self.people[who], standing=standing))

    @rule(who=anybody, days=st.integers(0, 60))
    def somebody_takes_a_break(self, who: int, days: int) -> None:
        def act(work: Work) -> None:
            until = (work.now + timedelta(days=days)).date() if days else None
            pausing.rest_until(work, work.people.get(self.people[who]), until)

        self.attempt(act)

    @rule(mentor=mentors, places=st.integers(0, MOST))
    def a_mentor_offers_more_or_fewer_places(self, mentor: int, places: int) -> None:
        def act(work: Work) -> None:
            person = work.people.held(self.mentors[mentor])
            enrolment = work.enrolments.of(person.id, self.programme.id)
            assert enrolment is not None
            work.enrolments.change(enrolment.id, capacity=places)
            carried = work.seats.mentees_carried(self.programme.id).get(person.id, 0)
            held = work.rounds.offers_held(self.programme.id).get(person.id, 0)
            self.room[person.id] = max(places, carried + held)

        self.attempt(act)

    @rule(who=learners, boss=mentors)
    def the_roster_names_another_manager(self, who: int, boss: int) -> None:
        self.import_manager(self.learners[who], self.mentors[boss])

    # -- time passes, and the bot goes on where it was ----------------------------------------------------------

    @rule(hours=st.sampled_from([2, 26, 24 * 6, 24 * 40]))
    def time_passes(self, hours: int) -> None:
        self.programme.clock.time += timedelta(hours=hours)
        self.beat()

    # -- what must hold at every moment -------------------------------------------------------------------------

    @invariant()
    def nobody_is_in_two_places_of_the_same_kind(self) -> None:
        with self.programme.work() as work:
            for person_id in self.learners:
                places = [one for one in work.mentorships.of(person_id) if learns_in(one, person_id)]
                assert len(places) <= 1, places

    @invariant()
    def nobody_carries_more_than_they_offered(self) -> None:
        with self.programme.work() as work:
            carried = work.seats.mentees_carried(self.programme.id)
            held = work.rounds.offers_held(self.programme.id)
            for mentor_id in self.mentors:
                taken = carried.get(mentor_id, 0) + held.get(mentor_id, 0)
                enrolment = work.enrolments.of(mentor_id, self.programme.id)
                assert enrolment is not None
                assert taken <= self.room[mentor_id], f"{taken} of {self.room[mentor_id]}"
                self.room[mentor_id] = max(enrolment.capacity or 0, taken)

    @invariant()
    def both_halves_are_told_of_an_ending(self) -> None:
        with self.programme.work() as work:
            for one in work.mentorships.in_programme(self.programme.id):
                if one.state is not ENDED:
                    here = work.people.many(seat.person_id for seat in one.seats)
                    self.witnesses[one.id] = frozenset(
                        who for who, person in here.items() if person.is_welcome
                    )
                    continue
                for person_id in self.witnesses.get(one.id, frozenset()):
                    told = work.prompts.series(person_id, PromptKind.ENDED)
                    assert one.id in {prompt.mentorship_id for prompt in told}, f"{person_id} was not told"

    @invariant()
    def a_request_is_told_to_nobody_but_the_team_and_its_author(self) -> None:
        with self.programme.work() as work:
            for person_id in self.people:
                assert not work.prompts.series(person_id, PromptKind.CHANGE_ASKED)
                for prompt in work.prompts.series(person_id, PromptKind.CHANGE_DECIDED):
                    change = work.changes.get(prompt.about["change"])
                    assert change is not None
                    assert change.asked_by == person_id

    @invariant()
    def what_a_mentor_declined_is_not_proposed_again(self) -> None:
        with self.programme.work() as work:
            for found in work.rounds.under_way(self.programme.id):
                for mentee_id, apart in work.rounds.declined(found.id).items():
                    row = work.rounds.proposal(found.id, mentee_id)
                    assert row is None or row.mentor_id not in apart

    @invariant()
    def before_publication_nobody_hears_of_a_proposal(self) -> None:
        with self.programme.work() as work:
            for found in work.rounds.under_way(self.programme.id):
                for row in work.rounds.proposals(found.id):
                    assert row.offer is None
                    for kind in (PromptKind.INTRODUCTION, PromptKind.SUGGESTION, PromptKind.LEFT_OUT):
                        told = work.prompts.series(row.mentee_id, kind)
                        assert found.id not in {prompt.about.get("round") for prompt in told}

    def teardown(self) -> None:
        """Whatever happened, six weeks later nothing is left half done."""
        try:
            for _ in range(6):
                self.programme.clock.time += timedelta(days=7)
                self.beat()
            with self.programme.work() as work:
                assert work.own_rounds.unfinished() == []
                assert not [
                    one for one in work.rounds.under_way(self.programme.id) if one.solo and late(one, work)
                ]
        finally:
            self._living.__exit__(None, None, None)
