"""A round changed by hand, on a real database: what is named, what is never said, what can be undone."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import date

import pytest
from living import Programme, arrive

from bot.domain.adjusting import (
    CannotMove,
    CannotUndo,
    ChangedMeanwhile,
    MustConfirm,
    Never,
    NotNow,
    PlaceTaken,
    TooClose,
)
from bot.domain.enrolments import Application, Part
from bot.domain.mentorships import EndedWhy, SeatRole
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.domain.refusals import Outdated
from bot.domain.rounds import Answer, RoundState, Rules, SavedProposal, Wanted
from bot.domain.suitability import Bar
from bot.programme import (
    adjusting,
    cards,
    proposing,
    publishing,
    reviewing,
    rounds,
    undoing,
    weighing,
    what_if,
    with_mentors,
)
from bot.programme.work import Work
from bot.texts import Speech
from handlers.views import adjusting as views
from tests.conversations.seen import same

PLACES = {"U0LEA": 1, "U0KARIM": 2}


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """Tom named Léa, Maya named Léa: Tom has her one place, and Karim has two. Omar and Inès coordinate."""

    programme: Programme
    id: int
    karim: Person

    def work(self) -> AbstractContextManager[Work]:
        return self.programme.work()

    @property
    def tom(self) -> Person:
        return self.programme.tom

    @property
    def lea(self) -> Person:
        return self.programme.lea

    @property
    def omar(self) -> Person:
        return self.programme.omar

    def row(self, work: Work, person: Person) -> SavedProposal:
        found = work.rounds.proposal(self.id, person.id)
        assert found is not None
        return found

    def seen(self, work: Work, person: Person) -> str:
        return weighing.seen_of(self.row(work, person))

    def move(self, work: Work, person: Person, mentor: Person, *confirmed: Bar) -> None:
        seen = self.seen(work, person)
        adjusting.move(
            work, self.omar, self.id, person.id, mentor.id, seen=seen, confirmed=frozenset(confirmed)
        )

    def undo(self, work: Work, actor: Person | None = None) -> None:
        last = undoing.history(work, actor or self.omar, self.id).last
        assert last is not None
        undoing.undo(work, actor or self.omar, self.id, last)

    def propose(self, work: Work) -> None:
        proposing.save(work, self.id, proposing.solve(proposing.gather(work, self.id)))


@pytest.fixture
def campaign(programme: Programme) -> Campaign:
    return begun(programme)


def begun(programme: Programme, rules: Rules | None = None) -> Campaign:
    programme.travel("2026-03-10 09:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        karim = arrive(work, "U0KARIM", "Karim Benali", "fr")
        for person in (programme.lea, karim):
            mentors(work, programme, person, PLACES[person.slack_id])
        for person in (programme.tom, programme.maya):
            enrolment = work.enrolments.open_for(person.id, programme.id)
            work.enrolments.change(enrolment.id, part=Part.MENTEE)
        opened = work.rounds.open(
            programme.id,
            person_ids=[programme.tom.id, programme.maya.id],
            opened_by=programme.omar.id,
            opened_at=work.now,
            closes_on=date(2026, 3, 24),
            rules=rules or Rules(mentors_days=0),
        )
        for person in (programme.tom, programme.maya):
            work.rounds.answer(
                opened.id, person.id, answer=Answer.CHOICES, choices=[programme.lea.id], at=work.now
            )
        rounds.close(work, programme.omar, opened.id)
        found = Campaign(programme=programme, id=opened.id, karim=karim)
        work.rounds.propose(
            opened.id,
            [
                proposal(programme.tom, programme.lea, rank=1),
                proposal(programme.maya, karim, suggested=True),
            ],
        )
    return found


def mentors(work: Work, programme: Programme, person: Person, places: int) -> None:
    enrolment = work.enrolments.open_for(person.id, programme.id)
    work.enrolments.change(enrolment.id, part=Part.MENTOR, capacity=places, application=Application.APPROVED)


def proposal(
    mentee: Person, mentor: Person, *, rank: int | None = None, suggested: bool = False
) -> SavedProposal:
    return SavedProposal(
        mentee_id=mentee.id,
        mentor_id=mentor.id,
        rank=rank,
        reason={"shared_topics": ["speaking"], "shared_languages": ["fr"]},
        left_out=None,
        suggested=suggested,
    )


# -- moving ------------------------------------------------------------------------------------------------------


def test_somebody_who_is_moved_is_locked_and_offered_a_suggestion_since_they_named_somebody_else(
    campaign: Campaign,
) -> None:
    with campaign.work() as work:
        campaign.move(work, campaign.tom, campaign.karim, Bar.LANGUAGE)
        row = campaign.row(work, campaign.tom)
        assert (row.mentor_id, row.locked, row.by_hand, row.suggested) == (
            campaign.karim.id,
            True,
            True,
            True,
        )
        campaign.propose(work)
        assert campaign.row(work, campaign.tom) == row, "to propose again leaves them alone"
        assert campaign.row(work, campaign.programme.maya).mentor_id == campaign.lea.id, "the rest is free"


def test_every_rule_that_a_move_breaks_is_named_at_once_and_nothing_happens_before_a_yes(
    programme: Programme,
) -> None:
    """Tom speaks English and Léa French; both report to Inès, in one entity and one network; Léa is full."""
    strict = Rules(other_team=True, other_entity=True, other_network=True, mentors_days=0)
    campaign = begun(programme, strict)
    with campaign.work() as work:
        for person in (campaign.tom, campaign.lea):
            same = {"network": "Conseil", "entity": "Lyon", "manager_id": programme.ines.id}
            work.people.change(person.id, **same)
        work.rounds.answer(campaign.id, campaign.tom.id, answer=Answer.CHOOSE_FOR_ME, choices=[], at=work.now)
        work.rounds.propose(
            campaign.id, [proposal(campaign.tom, campaign.karim), proposal(programme.maya, campaign.lea)]
        )
        before = campaign.row(work, campaign.tom)
        with pytest.raises(MustConfirm) as refused:
            campaign.move(work, campaign.tom, campaign.lea, Bar.CAPACITY)
        broken = {Bar.LANGUAGE, Bar.TEAM, Bar.ENTITY, Bar.NETWORK, Bar.CAPACITY}
        assert set(refused.value.breaks) == broken
        assert campaign.row(work, campaign.tom) == before
        campaign.move(work, campaign.tom, campaign.lea, *broken)
        done = publishing.publish(work, campaign.omar, campaign.id)
        assert (done.pairs, done.lost) == (2, ()), "what was confirmed by hand holds when it is published"


def private_refusal(work: Work, campaign: Campaign) -> None:
    work.avoided.keep(campaign.karim.id, [campaign.tom.id])


def past_mentorship(work: Work, campaign: Campaign) -> None:
    over = work.mentorships.link(
        campaign.programme.id,
        seats=[(campaign.karim.id, SeatRole.MENTOR), (campaign.tom.id, SeatRole.MENTEE)],
        anchor=date(2025, 1, 6),
        period=work.kind().period,
        introduced_at=work.now,
    )
    work.mentorships.end(over.id, EndedWhy.TERM, at=work.now, ends_on=date(2026, 1, 6))


def pause(work: Work, campaign: Campaign) -> None:
    enrolment = work.enrolments.of(campaign.karim.id, campaign.programme.id)
    work.enrolments.change(enrolment.id, paused_until=date(2026, 5, 1))


def decline(work: Work, campaign: Campaign) -> None:
    work.rounds.decline(campaign.id, campaign.karim.id, campaign.tom.id)


PRIVATE = [private_refusal, past_mentorship, pause, decline]


class PutBack(Exception):
    """Raised in a transaction, so that nothing of it stays."""


@pytest.mark.parametrize("full", [False, True])
def test_whatever_is_private_reads_exactly_the_same_and_cannot_be_forced(
    campaign: Campaign, full: bool
) -> None:
    told: set[tuple[Never, str, str, int]] = set()
    for bar in PRIVATE:
        with suppress(PutBack), campaign.work() as work:
            if full:
                enrolment = work.enrolments.of(campaign.karim.id, campaign.programme.id)
                work.enrolments.change(enrolment.id, capacity=1)
            bar(work, campaign)
            told.add(answer_to(work, campaign))
            raise PutBack
    ((never, said, offered, place),) = told
    assert never is Never.NOT_FOR_THIS_PAIR
    assert offered == "pas disponible pour ce binôme"
    assert same("<@U0KARIM> : pas disponible pour ce binôme. Rien n'a changé.", said)
    assert place == 0, "Karim is the only one left, wherever he stands in the menu"


def answer_to(work: Work, campaign: Campaign) -> tuple[Never, str, str, int]:
    """What a coordinator reads who picks Karim for Tom and confirms whatever there is."""
    t = Speech("fr")
    with pytest.raises(CannotMove) as refused:
        campaign.move(work, campaign.tom, campaign.karim, *Bar)
    card = cards.mentee_card(work, campaign.omar, campaign.id, campaign.tom.id)
    said = views.cannot_move(card, campaign.karim, refused.value.never, t).text
    menu = weighing.candidates(work, campaign.omar, campaign.id, campaign.tom.id)
    place, one = next((n, one) for n, one in enumerate(menu) if one.mentor.id == campaign.karim.id)
    return refused.value.never, said, views.option_of(one, t)["description"]["text"], place


def test_the_line_of_management_is_named_and_cannot_be_forced(campaign: Campaign) -> None:
    with campaign.work() as work:
        work.people.change(campaign.tom.id, manager_id=campaign.karim.id)
        private_refusal(work, campaign)
        with pytest.raises(CannotMove) as refused:
            campaign.move(work, campaign.tom, campaign.karim, *Bar)
    assert refused.value.never is Never.LINE


def test_who_is_not_approved_yet_is_named_and_who_never_volunteered_is_nobody(campaign: Campaign) -> None:
    with campaign.work() as work:
        enrolment = work.enrolments.of(campaign.karim.id, campaign.programme.id)
        work.enrolments.change(enrolment.id, application=Application.APPLIED)
        with pytest.raises(CannotMove) as refused:
            campaign.move(work, campaign.tom, campaign.karim, *Bar)
        assert refused.value.never is Never.NOT_APPROVED
        with pytest.raises(CannotMove) as forged:
            campaign.move(work, campaign.tom, campaign.programme.maya, *Bar)
        assert forged.value.never is Never.NOT_FOR_THIS_PAIR


# -- locking, setting aside, places ------------------------------------------------------------------------------


def test_a_locked_pair_survives_and_one_that_is_unlocked_is_free_again(campaign: Campaign) -> None:
    maya = campaign.programme.maya
    with campaign.work() as work:
        adjusting.lock(work, campaign.omar, campaign.id, maya.id, locked=True, seen=campaign.seen(work, maya))
        adjusting.exclude(
            work,
            campaign.omar,
            campaign.id,
            campaign.tom.id,
            excluded=True,
            seen=campaign.seen(work, campaign.tom),
        )
        campaign.propose(work)
        assert campaign.row(work, maya).mentor_id == campaign.karim.id, "although Léa's place is free"
        adjusting.lock(
            work, campaign.omar, campaign.id, maya.id, locked=False, seen=campaign.seen(work, maya)
        )
        campaign.propose(work)
        assert campaign.row(work, maya).mentor_id == campaign.lea.id


def test_whoever_is_set_aside_gets_nobody_until_they_are_brought_back(campaign: Campaign) -> None:
    with campaign.work() as work:
        for excluded, expected in ((True, None), (False, campaign.lea.id)):
            adjusting.exclude(
                work,
                campaign.omar,
                campaign.id,
                campaign.tom.id,
                excluded=excluded,
                seen=campaign.seen(work, campaign.tom),
            )
            assert campaign.row(work, campaign.tom).mentor_id is None
            work.rounds.change_proposal(campaign.id, campaign.programme.maya.id, locked=True)
            campaign.propose(work)
            assert campaign.row(work, campaign.tom).mentor_id == expected


def test_one_more_place_gives_both_their_first_choice_and_what_if_had_said_so(campaign: Campaign) -> None:
    with campaign.work() as work:
        request = what_if.asked(work, campaign.omar, campaign.id)
        found = what_if.told(work, campaign.omar, campaign.id, what_if.tried(request))
        best = found.changes[0]
        assert (best.mentor, best.matched, best.first) == (work.people.get(campaign.lea.id), 0, 1)
        adjusting.add_place(work, campaign.omar, campaign.id, campaign.lea.id, seen=0)
        with pytest.raises(ChangedMeanwhile):
            adjusting.add_place(work, campaign.omar, campaign.id, campaign.lea.id, seen=0)
        campaign.propose(work)
        counts = reviewing.review(work, campaign.omar, campaign.id).counts
        assert (counts.first, counts.suggested) == (2, 0)
        with pytest.raises(PlaceTaken):
            campaign.undo(work)


# -- undoing -----------------------------------------------------------------------------------------------------


def test_each_undo_brings_back_exactly_what_stood_before(campaign: Campaign) -> None:
    maya = campaign.programme.maya
    with campaign.work() as work:
        first = (campaign.row(work, campaign.tom), campaign.row(work, maya))
        campaign.move(work, campaign.tom, campaign.karim, Bar.LANGUAGE)
        second = (campaign.row(work, campaign.tom), campaign.row(work, maya))
        campaign.move(work, maya, campaign.lea)
        told = undoing.history(work, campaign.omar, campaign.id)
        assert [(one.person, one.by.id) for one in told.changes] == [
            (work.people.get(maya.id), campaign.omar.id),
            (work.people.get(campaign.tom.id), campaign.omar.id),
        ]
        campaign.undo(work)
        assert (campaign.row(work, campaign.tom), campaign.row(work, maya)) == second
        campaign.undo(work)
        assert (campaign.row(work, campaign.tom), campaign.row(work, maya)) == first
        assert undoing.history(work, campaign.omar, campaign.id).changes == ()


def test_the_place_that_came_with_a_move_goes_with_it(campaign: Campaign) -> None:
    maya = campaign.programme.maya
    with campaign.work() as work:
        campaign.move(work, maya, campaign.lea, Bar.CAPACITY)
        (load,) = [one for one in reviewing.review(work, campaign.omar, campaign.id).loads if one.coming == 2]
        assert (load.mentor.id, load.places, load.added) == (campaign.lea.id, 2, 1)
        assert len(undoing.history(work, campaign.omar, campaign.id).changes) == 1
        campaign.undo(work)
        assert campaign.row(work, maya).mentor_id == campaign.karim.id
        assert reviewing.review(work, campaign.omar, campaign.id).changes == 0
        assert not any(one.added for one in reviewing.review(work, campaign.omar, campaign.id).loads)


def test_what_is_not_possible_any_more_is_not_undone_and_nothing_is_lost(campaign: Campaign) -> None:
    """Tom was moved away from Léa, and her one place went to Maya."""
    with campaign.work() as work:
        campaign.move(work, campaign.tom, campaign.karim, Bar.LANGUAGE)
        campaign.propose(work)
    with campaign.work() as work:
        before = work.rounds.proposals(campaign.id)
        standing = undoing.history(work, campaign.omar, campaign.id)
    with pytest.raises(CannotUndo), campaign.work() as work:
        campaign.undo(work)
    with campaign.work() as work:
        assert work.rounds.proposals(campaign.id) == before
        assert undoing.history(work, campaign.omar, campaign.id) == standing


# -- two at once, and who may ------------------------------------------------------------------------------------


def test_whoever_presses_second_changes_nothing_and_is_told(campaign: Campaign) -> None:
    with campaign.work() as work:
        seen = campaign.seen(work, campaign.tom)
        campaign.move(work, campaign.tom, campaign.karim, Bar.LANGUAGE)
        (adjusted,) = work.rounds.adjustments(campaign.id)
        with pytest.raises(ChangedMeanwhile):
            adjusting.lock(
                work, campaign.programme.ines, campaign.id, campaign.tom.id, locked=True, seen=seen
            )
        undoing.undo(work, campaign.omar, campaign.id, adjusted.id)
        with pytest.raises(ChangedMeanwhile):
            undoing.undo(work, campaign.programme.ines, campaign.id, adjusted.id)


def test_what_concerns_somebody_close_is_for_a_colleague(campaign: Campaign) -> None:
    """Karim reports to Omar: Inès moves Tom to him, and Omar neither sees nor undoes it."""
    ines = campaign.programme.ines
    with campaign.work() as work:
        work.people.change(campaign.karim.id, manager_id=campaign.omar.id)
        offered = weighing.candidates(work, campaign.omar, campaign.id, campaign.tom.id)
        assert offered == ()
        with pytest.raises(TooClose):
            campaign.move(work, campaign.tom, campaign.karim, Bar.LANGUAGE)
        with pytest.raises(TooClose):
            cards.mentor_card(work, campaign.omar, campaign.id, campaign.karim.id)
        seen = campaign.seen(work, campaign.tom)
        adjusting.move(
            work, ines, campaign.id, campaign.tom.id, campaign.karim.id, seen=seen, confirmed=frozenset(Bar)
        )
        told = undoing.history(work, campaign.omar, campaign.id)
        assert (told.changes, told.last, told.withheld.rows) == ((), None, 1)
        (adjusted,) = work.rounds.adjustments(campaign.id)
        with pytest.raises(TooClose):
            undoing.undo(work, campaign.omar, campaign.id, adjusted.id)
        assert [one.mentor.id for one in reviewing.review(work, campaign.omar, campaign.id).loads] == [
            campaign.lea.id
        ]
        campaign.undo(work, ines)


@pytest.mark.parametrize("wanted", [Wanted.PROPOSALS, Wanted.PUBLICATION])
def test_nothing_is_changed_while_something_is_prepared_or_once_it_is_published(
    campaign: Campaign, wanted: Wanted
) -> None:
    with campaign.work() as work:
        work.rounds.change(campaign.id, wanted=wanted)
        with pytest.raises(NotNow):
            campaign.move(work, campaign.tom, campaign.karim, *Bar)
        work.rounds.change(campaign.id, wanted=None)
        publishing.publish(work, campaign.omar, campaign.id)
        with pytest.raises(NotNow):
            campaign.move(work, campaign.tom, campaign.karim, *Bar)
        with pytest.raises(Outdated):
            adjusting.add_place(work, campaign.omar, campaign.id + 1, campaign.lea.id, seen=0)


def test_a_mentor_who_gets_somebody_by_hand_while_reading_reads_again(programme: Programme) -> None:
    campaign = begun(programme, Rules(mentors_days=3))
    with campaign.work() as work:
        with_mentors.send(work, campaign.omar, campaign.id)
        with_mentors.accept(work, campaign.karim, campaign.id)
        campaign.move(work, campaign.tom, campaign.karim, Bar.LANGUAGE)
        heard = reviewing.review(work, campaign.omar, campaign.id).heard
        assert heard is not None
        assert [one.id for one in heard.silent] == [campaign.karim.id]
        assert work.rounds.get(campaign.id).state is RoundState.WITH_MENTORS
        campaign.undo(work)
        assert campaign.row(work, campaign.tom).mentor_id == campaign.lea.id


# -- what is told of loads ---------------------------------------------------------------------------------------


def test_the_review_tells_whose_places_were_not_enough_and_who_would_carry_few(campaign: Campaign) -> None:
    with campaign.work() as work:
        found = reviewing.review(work, campaign.omar, campaign.id)
        assert [(one.mentor.first_name, one.named) for one in found.short] == [("Léa", 2)]
        by_name = {one.mentor.first_name: one for one in found.loads}
        assert (by_name["Léa"].carried, by_name["Léa"].opens_too_low) == (1, False), "she offers one place"
        assert (by_name["Karim"].carried, by_name["Karim"].places) == (1, 2)
        assert by_name["Karim"].opens_too_low
        assert [one.mentor.first_name for one in found.loads] == ["Karim", "Léa"]
