"""Somebody would like to talk: whom they can turn to, who has it next, and what stays of it, on a real database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from living import Programme, arrive, kinds
from sqlalchemy import select

from bot.domain.kinds import PromptKind
from bot.domain.pacing import Pace
from bot.domain.people import Person, SlackProfile, Standing
from bot.domain.permissions import Right
from bot.domain.prompts import Prompt
from bot.domain.reaching_out import Kind, NotToThem, OnlyEmployees
from bot.domain.refusals import NotAllowed, Outdated
from bot.programme import contacts, delivering, heartbeat, prompts, reaching_out, reaching_out_facts
from bot.programme.reaching_out import Waiting
from bot.programme.reaching_out_facts import Card
from bot.programme.work import Work
from storage.base import table_of
from storage.tables import PromptRow

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

CARDS, PASSED = PromptKind.HELP_CARD.value, PromptKind.HELP_PASSED.value


@pytest.fixture
def team(programme: Programme) -> Programme:
    """Omar and Maya coordinate, Inès owns; Léa mentors Tom. It is Tuesday, ten o'clock."""
    programme.travel("2026-03-10 10:00")
    with programme.work() as work:
        for one in (programme.omar, programme.maya):
            work.rights.grant(one.id, Right.COORDINATOR)
    return programme


def named(programme: Programme, kind: Kind, *names: str) -> list[Person]:
    """These people of the company are named for this."""
    with programme.work() as work:
        people = [arrive(work, f"U0{name.upper()}", name) for name in names]
        contacts.name(work, programme.omar, {kind: people})
    return people


def asks(programme: Programme, kind: Kind, contact: Person) -> Waiting:
    with programme.work() as work:
        return reaching_out.ask(work, programme.tom, kind, contact.id)


def offered(work: Work, programme: Programme, kind: Kind) -> list[str]:
    found = {one.kind: one for one in reaching_out.doors(work, programme.tom).offered}
    return [person.first_name for person in found[kind].people] if kind in found else []


def card_of(work: Work, contact: Person) -> Prompt:
    return work.prompts.series(contact.id, PromptKind.HELP_CARD)[-1]


def became(programme: Programme, contact: Person) -> reaching_out_facts.HelpCard:
    with programme.work() as work:
        return reaching_out_facts.card(work, card_of(work, contact), contact)


# -- whom ----------------------------------------------------------------------------------------------------------


def test_nobody_in_their_line_or_their_mentorship_is_offered_as_a_coordinator(team: Programme) -> None:
    team.pair(team.omar, team.tom, since="2026-03-01")
    with team.work() as work:
        assert offered(work, team, Kind.COORDINATION) == ["Maya"]
        work.people.change(team.tom.id, manager_id=team.maya.id)
        assert offered(work, team, Kind.COORDINATION) == ["Inès"], (
            "an owner is there for whoever has nobody else"
        )
        [door] = reaching_out.doors(work, team.tom).offered
        assert {one.first_name for one in door.withheld} == {"Omar", "Maya"}, "and it is said truthfully"
        with pytest.raises(NotToThem):
            reaching_out.ask(work, team.tom, Kind.COORDINATION, team.maya.id)


def test_whoever_has_no_mentorship_can_turn_to_somebody_too(team: Programme) -> None:
    asks(team, Kind.COORDINATION, team.omar)
    team.tick()
    assert [one.bundle.recipient.first_name for one in team.release()] == ["Omar"]


def test_a_contact_in_their_line_is_not_offered_and_is_said_not_to_be(team: Programme) -> None:
    hugo, rita = named(team, Kind.HARASSMENT, "Hugo", "Rita")
    with team.work() as work:
        work.people.change(team.tom.id, manager_id=hugo.id)
        door = next(one for one in reaching_out.doors(work, team.tom).offered if one.kind is Kind.HARASSMENT)
    assert (door.people, [one.id for one in door.withheld]) == ((rita,), [hugo.id])


def test_only_coordinators_name_contacts_and_only_employees_are_named(team: Programme) -> None:
    with team.work() as work:
        guest = SlackProfile(
            slack_id="U0ZOE",
            name="Zoé Guest",
            handle="zoe",
            standing=Standing.GUEST,
            language="fr",
            timezone=None,
        )
        zoe = work.people.save(guest, language="fr", timezone="Europe/Paris", country="FR")
        with pytest.raises(NotAllowed):
            contacts.name(work, team.tom, {Kind.HR: [team.lea]})
        with pytest.raises(OnlyEmployees):
            contacts.name(work, team.omar, {Kind.HR: [team.lea, zoe]})
        assert work.reaching_out.contacts() == {}
        assert contacts.name(work, team.omar, {Kind.HR: [team.lea, team.maya]})[Kind.HR] == (
            team.lea,
            team.maya,
        )


# -- the card ------------------------------------------------------------------------------------------------------


def test_asked_twice_it_is_one_request_and_one_card(team: Programme) -> None:
    assert (
        asks(team, Kind.COORDINATION, team.omar).request == asks(team, Kind.COORDINATION, team.omar).request
    )
    with team.work() as work:
        assert len(work.prompts.series(team.omar.id, PromptKind.HELP_CARD)) == 1


def test_a_contact_is_told_in_their_working_hours(team: Programme) -> None:
    team.travel("2026-03-13 23:00")
    asks(team, Kind.COORDINATION, team.omar)
    assert team.release() == []
    team.travel("2026-03-16 09:00")
    [parcel] = team.release()
    assert parcel.bundle.recipient.first_name == "Omar"


def test_once_they_have_been_in_touch_nothing_is_left_that_names_the_asker(team: Programme) -> None:
    waiting = asks(team, Kind.COORDINATION, team.omar)
    team.release()
    assert became(team, team.omar).person == team.tom
    with team.work() as work:
        prompt = card_of(work, team.omar)
        with pytest.raises(Outdated):
            reaching_out.withdraw(work, team.maya, waiting.request.id)
        reaching_out.been_in_touch(work, team.omar, prompt)
        assert work.reaching_out.all() == []
        assert prompt.about.keys() == {"request"}
        assert [one.ts for one in work.delivery.take_retouches(until=work.machine_now)] == [prompt.ts]
    done = became(team, team.omar)
    assert (done.became, done.person) == (Card.DONE, None)


def test_taken_back_before_it_was_read_the_card_is_not_sent(team: Programme) -> None:
    team.travel("2026-03-10 20:00")
    waiting = asks(team, Kind.COORDINATION, team.omar)
    with team.work() as work:
        reaching_out.withdraw(work, team.tom, waiting.request.id)
        reaching_out.withdraw(work, team.tom, waiting.request.id)
    team.travel("2026-03-11 09:30")
    team.tick()
    assert team.release() == []


def test_taken_back_while_it_is_being_said_the_card_is_drawn_again_without_a_name(team: Programme) -> None:
    waiting = asks(team, Kind.COORDINATION, team.omar)
    with team.work() as work:
        [departure] = delivering.claim(work, Pace(every=timedelta(seconds=1), burst=1)).departures
    assert departure.parcel.bundle.facts[0].person == team.tom
    with team.work() as work:
        reaching_out.withdraw(work, team.tom, waiting.request.id)
    with team.work() as work:
        assert delivering.sent(work, departure.parcel, "D0OMAR", "1.5")
    with team.work() as work:
        [again] = work.delivery.take_retouches(until=work.machine_now)
        drawn = prompts.message_at(work, again.channel, again.ts)
    assert [one.became for one in drawn.facts] == [Card.OVER]


# -- who has it next -----------------------------------------------------------------------------------------------


def test_after_two_working_days_another_coordinator_has_it_then_an_owner_and_the_asker_knows(
    team: Programme,
) -> None:
    team.pair(team.lea, team.tom, since="2026-03-09")
    asks(team, Kind.COORDINATION, team.omar)
    told = [one for one in team.live("2026-03-10 10:00", "2026-03-18 18:00") if one[2] in (CARDS, PASSED)]
    assert [(day.day, kind) for day, kind in kinds(told, "Omar")] == [(10, CARDS)]
    assert [(day.day, kind) for day, kind in kinds(told, "Maya")] == [(12, CARDS)]
    assert [(day.day, kind) for day, kind in kinds(told, "Inès")] == [(16, CARDS)]
    assert [kind for _, kind in kinds(told, "Tom")] == [PASSED, PASSED, PASSED]
    assert became(team, team.omar).became is Card.PASSED
    with team.work() as work:
        [request] = work.reaching_out.all()
        assert request.has_run_out, "and there is nobody left after the owner"


def test_what_is_said_to_a_harassment_officer_is_never_passed_on_to_the_programme(team: Programme) -> None:
    hugo, rita = named(team, Kind.HARASSMENT, "Hugo", "Rita")
    asks(team, Kind.HARASSMENT, hugo)
    told = team.live("2026-03-10 10:00", "2026-03-27 18:00")
    cards = {who for _, who, kind in told if kind == CARDS}
    assert cards == {"Hugo", "Rita"}
    with team.work() as work:
        last = work.prompts.series(team.tom.id, PromptKind.HELP_PASSED)[-1]
        said = reaching_out_facts.passed(work, last, team.tom)
        assert (said.request is not None, said.contact) == (True, None), "they are asked to try another way"
        reaching_out.ask(work, team.tom, Kind.HARASSMENT, rita.id)
        [anew] = work.reaching_out.all()
        assert not anew.has_run_out, "the same person may be asked anew"


def test_what_was_asked_of_somebody_first_as_a_coordinator_goes_the_way_that_was_chosen_last(
    team: Programme,
) -> None:
    """Maya coordinates, and is the harassment officer too."""
    with team.work() as work:
        contacts.name(work, team.omar, {Kind.HARASSMENT: [team.maya]})
    asks(team, Kind.COORDINATION, team.maya)
    asks(team, Kind.HARASSMENT, team.maya)
    told = team.live("2026-03-10 10:00", "2026-03-18 18:00")
    assert {who for _, who, kind in told if kind == CARDS} == {"Maya"}, "nobody else of the programme"


def test_a_contact_who_leaves_or_comes_close_is_replaced_at_once(team: Programme) -> None:
    asks(team, Kind.COORDINATION, team.omar)
    with team.work() as work:
        work.people.change(team.tom.id, manager_id=team.omar.id)
    assert became(team, team.omar).person is None, "the card is empty even before the next beat"
    team.tick()
    with team.work() as work:
        assert [one.contact_id for one in work.reaching_out.all()] == [team.maya.id]
        work.people.change(team.maya.id, standing=Standing.GONE)
    team.tick()
    with team.work() as work:
        assert [one.contact_id for one in work.reaching_out.all()] == [team.ines.id]


def test_whoever_has_come_close_closes_no_request_with_a_card_that_they_still_see(team: Programme) -> None:
    asks(team, Kind.COORDINATION, team.omar)
    team.release()
    with team.work() as work:
        work.people.change(team.tom.id, manager_id=team.omar.id)
        reaching_out.been_in_touch(work, team.omar, card_of(work, team.omar))
    team.tick()
    with team.work() as work:
        assert [one.contact_id for one in work.reaching_out.all()] == [team.maya.id]


def test_nothing_is_kept_after_thirty_days_nor_of_whoever_left(team: Programme) -> None:
    asks(team, Kind.COORDINATION, team.omar)
    team.clock.time += timedelta(days=30)
    team.tick()
    with team.work() as work:
        assert work.reaching_out.all() == []
        reaching_out.ask(work, team.tom, Kind.COORDINATION, team.omar.id)
        work.people.change(team.tom.id, standing=Standing.GONE)
    team.tick()
    with team.work() as work:
        assert work.reaching_out.all() == []


def test_a_week_after_it_is_over_the_ledger_has_forgotten_it_too(team: Programme) -> None:
    waiting = asks(team, Kind.COORDINATION, team.omar)
    team.live("2026-03-10 10:00", "2026-03-12 18:00")
    team.travel("2026-03-24 10:00")
    with team.work() as work:
        assert reaching_out.forget(work) == 0, "while it stands, its messages are drawn again"
        reaching_out.withdraw(work, team.tom, waiting.request.id)
        assert reaching_out.forget(work) == 3
        kept = select(table_of(PromptRow).c.kind)
        assert {CARDS, PASSED}.isdisjoint(row.kind for row in work.reaching_out.rows(kept))


def test_not_even_the_operator_reads_who_will_be_told(team: Programme) -> None:
    asks(team, Kind.COORDINATION, team.omar)
    team.travel("2026-03-12 11:00")
    told = heartbeat.dry_run(team.store, team.workspace)
    assert [one.kind for one in told if one.kind.value in (CARDS, PASSED)] == []
