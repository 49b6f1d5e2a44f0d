"""A round changed by hand, on a real database: what is named, what is never said, what stays."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from campaigns import Campaign, begun, proposal
from living import Programme

from bot.domain.adjusting import CannotMove, ChangedMeanwhile, MustConfirm, Never, PlaceTaken
from bot.domain.enrolments import Application
from bot.domain.mentorships import EndedWhy, SeatRole
from bot.domain.rounds import Answer, Rules
from bot.domain.suitability import Bar
from bot.programme import adjusting, cards, publishing, reviewing, weighing, what_if
from bot.programme.work import Work
from bot.texts import Speech
from handlers.views import adjusting as views
from tests.conversations.seen import same

pytestmark = pytest.mark.long


@pytest.fixture
def campaign(programme: Programme) -> Campaign:
    return begun(programme)


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
        # Whoever Léa has no place for may be suggested Karim, who speaks French.
        work.profiles.change(campaign.tom.id, languages=("fr",))
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
