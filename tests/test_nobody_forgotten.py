"""What happens to people while something else is under way: nobody is forgotten, nobody is told what is not so."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import sleep

import pytest
from campaign import (
    chooses,
    everybody_takes_part,
    opened,
    pairs,
    propose,
    proposed,
    publish,
    send,
    takes_part,
    waits_for,
)
from living import Programme, arrive, living
from parting import became, group
from test_solo import goes_by

from bot.domain.changes import ToldBy
from bot.domain.enrolments import Part
from bot.domain.groups import NotAsSeen
from bot.domain.kinds import PromptKind
from bot.domain.matching import Outcome, Request
from bot.domain.mentorships import EndedWhy
from bot.domain.people import Standing
from bot.domain.permissions import Right
from bot.domain.programmes import Mode
from bot.domain.refusals import Outdated
from bot.domain.rounds import Round, RoundState
from bot.programme import (
    adjusting,
    answers,
    choosing,
    ending,
    facts,
    finishing,
    groups,
    interim,
    linking,
    offering,
    pausing,
    proposing,
    solo,
    weighing,
    with_mentors,
)

pytestmark = pytest.mark.long


@pytest.fixture
def programme(database_url: str) -> Iterator[Programme]:
    with living(database_url) as programme:
        everybody_takes_part(programme)
        yield programme


def looks_alone(programme: Programme) -> Round:
    with programme.work() as work:
        return solo.look_for(work, programme.tom, opened_by=programme.ines.id)


def test_a_mentor_who_declines_while_others_are_matched_anew_has_declined(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = opened(programme, programme.tom, programme.maya)
    chooses(programme, found, programme.tom, programme.lea, programme.omar)
    chooses(programme, found, programme.maya, programme.omar)
    propose(programme, found)
    send(programme, found)
    declines = [(programme.omar, programme.maya), (programme.lea, programme.tom)]

    def decline() -> None:
        mentor, mentee = declines.pop(0)
        with programme.work() as work:
            with_mentors.decline(work, mentor, found.id, mentee.id)

    solve = proposing.solve

    def meanwhile(request: Request) -> Outcome:
        if declines:
            decline()
        return solve(request)

    decline()
    monkeypatch.setattr(proposing, "solve", meanwhile)
    for _ in range(2):
        finishing.finish(programme.store, programme.workspace)
    assert proposed(programme, found) == {"Tom": "Omar", "Maya": "Léa"}


def test_whoever_looked_alone_and_has_left_is_waited_for_no_more(programme: Programme) -> None:
    alone = looks_alone(programme)
    chooses(programme, alone, programme.tom, programme.lea)
    became(programme, programme.tom, Standing.GONE)
    assert goes_by(programme, alone, "2026-03-10 10:30").state is RoundState.PUBLISHED
    became(programme, programme.tom, Standing.EMPLOYEE)
    assert looks_alone(programme).id != alone.id, "whoever comes back is asked anew"


def test_whoever_was_brought_in_by_a_file_and_asks_for_another_mentor_finds_one(programme: Programme) -> None:
    with programme.work() as work:
        alone = solo.look_for(work, programme.ines, opened_by=programme.ines.id)
        assert work.enrolments.of(programme.ines.id, programme.id) is None
    chooses(programme, alone, programme.ines)
    assert goes_by(programme, alone, "2026-03-10 10:30").state is RoundState.WITH_MENTORS
    with programme.work() as work:
        place = work.enrolments.of(programme.ines.id, programme.id)
        assert place
        assert place.part is Part.MENTEE


def test_a_suggestion_that_lapses_is_no_news_for_whoever_found_somebody(programme: Programme) -> None:
    found = opened(programme, programme.tom, programme.maya, mode=Mode.SUGGESTED, mentors_days=0)
    chooses(programme, found, programme.tom)
    chooses(programme, found, programme.maya)
    propose(programme, found)
    publish(programme, found)
    programme.pair(programme.omar, programme.tom, since="2026-03-10")
    programme.travel("2026-03-23 10:00")
    programme.tick()
    assert [waits_for(programme, one, PromptKind.LEFT_OUT) for one in (programme.tom, programme.maya)] == [
        0,
        1,
    ]
    with programme.work() as work:
        assert offering.open_to(work, programme.tom) == ()
        assert work.rounds.offers_held(programme.id) == {}
        place = work.enrolments.of(programme.tom.id, programme.id)
        assert place
        assert place.left_out == 0


def test_a_pause_from_a_nudge_takes_no_introduction_away(programme: Programme) -> None:
    found = opened(programme, programme.tom, mentors_days=0)
    chooses(programme, found, programme.tom, programme.lea)
    propose(programme, found)
    publish(programme, found)
    assert pairs(programme) == {("Léa", "Tom")}
    with programme.work() as work:
        (pair,) = work.mentorships.of(programme.tom.id)
        answers.pause(work, programme.lea, pair, date(2026, 4, 1))
    assert waits_for(programme, programme.tom, PromptKind.INTRODUCTION) == 1


def test_nobody_who_learns_in_a_group_pauses_the_others(programme: Programme) -> None:
    whole = group(programme, programme.lea, [programme.tom, programme.maya])
    with programme.work() as work:
        with pytest.raises(Outdated):
            answers.pause(work, programme.tom, whole, date(2026, 4, 1))
        assert not answers.may_pause(whole, programme.tom)
        answers.pause(work, programme.lea, whole, date(2026, 4, 1))


def test_each_of_a_group_whose_mentor_is_away_may_have_somebody_meanwhile(programme: Programme) -> None:
    group(programme, programme.lea, [programme.tom, programme.maya])
    with programme.work() as work:
        pausing.rest_until(work, programme.lea, date(2026, 6, 1))
    found = []
    for mentee in (programme.tom, programme.maya):
        with programme.work() as work:
            (offer,) = work.prompts.series(mentee.id, PromptKind.INTERIM)
            found.append(interim.accept(work, mentee, offer.id))
    for one, mentee in zip(found, (programme.tom, programme.maya), strict=True):
        assert one
        assert one.seat_of(mentee.id), mentee.name


def test_nobody_joins_a_group_that_ends_at_the_same_moment(programme: Programme) -> None:
    whole = group(programme, programme.lea, [programme.tom, programme.maya])
    with programme.work() as work:
        learner = arrive(work, "U0NORA", "Nora Weil")
        takes_part(work, programme, learner, Part.MENTEE)
        work.rights.grant(programme.ines.id, Right.COORDINATOR)
    came = [programme.tom.id, programme.maya.id, learner.id]

    def joins() -> None:
        with programme.work() as work:
            try:
                groups.change(work, programme.ines, whole.id, name="Oser la parole", mentee_ids=came)
            except NotAsSeen as refusal:
                seen = refusal.fitness.fingerprint
                groups.change(
                    work, programme.ines, whole.id, name="Oser la parole", mentee_ids=came, seen=seen
                )

    with ThreadPoolExecutor(1) as other:
        with programme.work() as work:
            groups.end(work, programme.ines, whole.id)
            joining = other.submit(joins)
            sleep(0.3)
        with pytest.raises(Outdated):
            joining.result(timeout=20)
    with programme.work() as work:
        assert work.mentorships.of(learner.id) == []


def test_where_a_coordinator_proposes_everybody_whoever_looks_alone_is_given_somebody_too(
    programme: Programme,
) -> None:
    published = opened(programme, programme.maya, mode=Mode.BY_COORDINATOR)
    with programme.work() as work:
        work.rounds.move(published.id, expected=published.state, to=RoundState.PUBLISHED)
    alone = looks_alone(programme)
    chooses(programme, alone, programme.tom)
    goes_by(programme, alone, "2026-03-10 10:30")
    propose(programme, alone)
    with programme.work() as work:
        row = work.rounds.proposal(alone.id, programme.tom.id)
        assert row
        adjusting.move(
            work, programme.ines, alone.id, programme.tom.id, programme.lea.id, seen=weighing.seen_of(row)
        )
    assert goes_by(programme, alone, "2026-03-10 11:00").state is RoundState.WITH_MENTORS
    assert goes_by(programme, alone, "2026-03-16 11:00").state is RoundState.PUBLISHED
    with programme.work() as work:
        offering.accept(work, programme.tom, alone.id)
    assert pairs(programme) == {("Léa", "Tom")}


def test_an_introduction_drawn_again_tells_nobody_of_the_end_before_they_have_heard(
    programme: Programme,
) -> None:
    with programme.work() as work:
        made = linking.link(
            work,
            work.programmes.get(programme.id),
            mentor_id=programme.lea.id,
            mentee_ids=[programme.tom.id],
            anchor=date(2026, 3, 10),
            ends_on=date(2026, 6, 1),
            period="interim",
            temporary=True,
        )
        ending.end(work, made, EndedWhy.CHANGE, told_by=ToldBy.PERSON, asked_by=[programme.tom.id])
        said = {
            one.id: work.prompts.series(one.id, PromptKind.INTRODUCTION)[-1]
            for one in (programme.lea, programme.tom)
        }
        assert not facts.introduction(work, said[programme.lea.id], programme.lea).ended
        assert facts.introduction(work, said[programme.tom.id], programme.tom).ended


def test_whoever_looks_alone_is_not_asked_a_second_time_by_a_campaign(programme: Programme) -> None:
    alone, campaign = looks_alone(programme), opened(programme, programme.maya)
    for until in (date(2026, 3, 12), None):
        with programme.work() as work:
            pausing.rest_until(work, programme.tom, until)
    with programme.work() as work:
        assert work.rounds.invitation(campaign.id, programme.tom.id) is None
        assert choosing.open_for(work, programme.tom, programme.id) == alone
