"""A newcomer's first ninety days in Slack, and somebody who stands in while a mentor is away."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.enrolments import Application, Part
from bot.programme import joining, pausing
from tests.conversations.arriving import joins
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone

pytestmark = pytest.mark.long


def approved(company: Company, **places: int) -> None:
    """These people mentor in the long-term programme; the bot has met Inès too."""
    known(company, *places, "U0INES")
    with company.work() as work:
        programme = joining.programme_of(work)
        for slack_id, capacity in places.items():
            person = work.people.by_slack_id(slack_id)
            place = work.enrolments.open_for(person.id, programme.id)
            work.enrolments.change(
                place.id,
                part=Part.MENTOR,
                capacity=capacity,
                application=Application.APPROVED,
                completed_at=work.now,
            )


def test_a_newcomer_is_introduced_to_somebody_who_offered_and_may_say_no_thank_you(
    company: Company, lea: Someone, ines: Someone
) -> None:
    approved(company, U0LEA=3)
    ines.types("/mentor-admin").presses("Arrivées").hears("Personne n’arrive seul.")
    ines.presses("Commencer l’accueil").hears("sont accueillies depuis le")
    lea.opens_home().presses("Accueillir quelqu’un")
    assert lea.sends(places="1") == {}
    lea.hears("Vous accueillez jusqu’à 1 personne à la fois ; 0 en ce moment.")

    nina = joins(company, "Nina Neuve", locale="fr-FR")
    company.tick()
    company.travel("2026-03-10 12:00")
    company.tick()

    nina.hears("<@U0LEA> vous accueille pour vos premières semaines* : 90 jours")
    lea.hears(f"<@{nina.slack_id}> vient d’arriver, et c’est vous qui l’accueillez")
    ines.types("/mentor-admin arrivées").hears("Accueils en cours* 1")

    nina.presses("Non merci").hears("<@U0LEA> et vous aviez été présenté·es pour les premières semaines")
    ines.types("/mentor-admin newcomers").hears("Accueils en cours* 0")
    company.tick()
    ines.types("/mentor-admin newcomers").hears("En attente* 0")


def test_the_last_sheet_leads_to_three_choices(company: Company, lea: Someone, ines: Someone) -> None:
    approved(company, U0LEA=3)
    ines.types("/mentor-admin arrivées").presses("Commencer l’accueil")
    lea.opens_home().presses("Accueillir quelqu’un").sends(places="2")
    nina = joins(company, "Nina Neuve", locale="fr-FR")
    company.tick()
    company.travel("2026-06-03 12:00")
    company.tick()

    nina.hears("Et ensuite ?")
    nina.presses("Choisir trois mentors")
    with company.work() as work:
        person = work.people.by_slack_id(nina.slack_id)
        programme = work.programme()
        assert programme is not None
        asked = work.own_rounds.to_answer(person.id, programme.id)
    assert len(asked) == 1


def test_whoever_is_alone_for_long_reads_until_when_and_may_have_somebody(
    company: Company, tom: Someone
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    approved(company, U0LEA=3, U0OMAR=3)
    with company.work() as work:
        person = work.people.by_slack_id("U0TOM")
        work.profiles.change(person.id, languages=("fr",))
        pausing.rest_until(work, work.people.by_slack_id("U0LEA"), date(2026, 6, 1))
    company.travel("2026-03-10 12:00")
    company.tick()

    tom.hears("Your mentorship with <@U0LEA> is on a break until Monday 1 June.")
    tom.presses("No, thank you").hears("you go on with <@U0LEA> from Monday 1 June")
    tom.presses("I would like somebody after all")

    tom.hears("<@U0OMAR> stands in as your mentor until Sunday 31 May.")
    company.travel("2026-03-11 12:00")
    company.tick()
    company.someone("U0OMAR").hears("Vous prenez le relais auprès de <@U0TOM> jusqu’au dimanche 31 mai")
    tom.hears("<@U0OMAR> stands in as your mentor until Sunday 31 May")


def test_nobody_else_answers_an_offer_or_an_introduction(
    company: Company, tom: Someone, maya: Someone
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    approved(company, U0LEA=3, U0OMAR=3)
    with company.work() as work:
        pausing.rest_until(work, work.people.by_slack_id("U0LEA"), date(2026, 6, 1))
    company.travel("2026-03-10 12:00")
    company.tick()
    maya.says("bonjour")
    with company.work() as work:
        person = work.people.by_slack_id("U0TOM")
        values = [str(one.id) for one in work.prompts.messages_to(person.id, work.now.replace(year=2025))]
    for action in ("interim_yes", "interim_no", "newcomer_decline", "newcomer_choose"):
        for value in (*values, "1", "x"):
            maya.presses_forged(action, value)

    tom.hears("Would you like somebody to stand in for <@U0LEA>")
