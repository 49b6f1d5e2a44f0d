"""What was changed by hand: undone exactly or not at all, by one at a time, and by nobody too close to it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from campaigns import Campaign, begun
from living import Programme

from bot.domain.adjusting import CannotUndo, ChangedMeanwhile, NotNow, TooClose
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.domain.rounds import RoundState, Rules, Wanted
from bot.domain.suitability import Bar
from bot.programme import adjusting, cards, forgetting, publishing, reviewing, undoing, weighing, with_mentors


@pytest.fixture
def campaign(programme: Programme) -> Campaign:
    return begun(programme)


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


@pytest.mark.long
def test_what_was_changed_by_hand_for_whoever_is_forgotten_goes_with_what_stood_there(
    campaign: Campaign,
) -> None:
    """Their topics in common among it; what was changed for others stays, and can be undone."""
    maya = campaign.programme.maya
    with campaign.work() as work:
        campaign.move(work, maya, campaign.lea, Bar.CAPACITY)
        campaign.move(work, campaign.tom, campaign.karim, Bar.LANGUAGE)
        forgetting.forget(work, campaign.tom)
        left = work.rounds.adjustments(campaign.id)
        assert campaign.tom.id not in {one.person_id for one in left}
        campaign.undo(work)
        assert campaign.row(work, maya).mentor_id == campaign.karim.id


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


@pytest.mark.long
def test_of_two_who_press_at_the_same_moment_one_changes_it_and_the_other_is_told(campaign: Campaign) -> None:
    """Omar moves Tom, and Inès adds a place at Léa's: each twice, at once."""
    ines = campaign.programme.ines
    with campaign.work() as work:
        seen = campaign.seen(work, campaign.tom)
    together = Barrier(4)

    def moved(actor: Person) -> str:
        together.wait(30)
        try:
            with campaign.work() as work:
                adjusting.move(
                    work,
                    actor,
                    campaign.id,
                    campaign.tom.id,
                    campaign.karim.id,
                    seen=seen,
                    confirmed=frozenset(Bar),
                )
        except ChangedMeanwhile:
            return "told"
        return "moved"

    def placed(actor: Person) -> str:
        together.wait(30)
        try:
            with campaign.work() as work:
                adjusting.add_place(work, actor, campaign.id, campaign.lea.id, seen=0)
        except ChangedMeanwhile:
            return "told"
        return "placed"

    with ThreadPoolExecutor(4) as pool:
        acts = [pool.submit(act, actor) for act in (moved, placed) for actor in (campaign.omar, ines)]
        assert sorted(act.result(30) for act in acts) == ["moved", "placed", "told", "told"]
    with campaign.work() as work:
        assert len(work.rounds.adjustments(campaign.id)) == 2


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
