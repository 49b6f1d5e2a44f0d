"""Before anything is announced mentors look at their lists; afterwards a suggestion is accepted or declined."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.people import Person
from bot.domain.rounds import Offer, RoundState, Rules, SavedProposal
from bot.programme import choosing, finishing, joining, solo
from handlers import ids
from tests.conversations import forging
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.round_scenes import MENTEES, MENTORS, enrolled, pairs

pytestmark = pytest.mark.long


@pytest.fixture
def people(company: Company) -> dict[str, Person]:
    """Léa has one place and Omar three; Tom and Maya are looking for a mentor, and speak each other's language."""
    people = enrolled(company, {**MENTORS, **MENTEES})
    with company.work() as work:
        for mentee in MENTEES:
            work.profiles.change(people[mentee].id, languages=("fr", "en"))
    return people


def begun(company: Company, people: dict[str, Person], names: dict[str, list[str]], **rules: Any) -> int:
    """A campaign that was opened yesterday, with these answers; nothing is proposed yet."""
    with company.work() as work:
        programme = joining.programme_of(work)
        ines = work.people.by_slack_id("U0INES") or people["U0LEA"]
        found = work.rounds.open(
            programme.id,
            person_ids=[people[one].id for one in names],
            opened_by=ines.id,
            opened_at=work.now,
            closes_on=work.today(ines).replace(day=24),
            rules=Rules(**rules),
        )
        for mentee, mentors in names.items():
            choosing.choose(work, people[mentee], found.id, [people[one].id for one in mentors])
        return found.id


def test_a_mentor_declines_somebody_in_private_and_the_others_never_learn_of_it(
    company: Company, people: dict[str, Person], ines: Someone, lea: Someone, omar: Someone, tom: Someone
) -> None:
    begun(company, people, {"U0TOM": ["U0LEA", "U0OMAR"], "U0MAYA": ["U0OMAR"]})
    ines.types("/mentor-admin campagne").presses("Clore et proposer").presses("Envoyer aux mentors")
    company.travel("2026-03-10 11:00")
    company.tick()

    told = spoken(lea.hears("Vous pourriez accompagner 1 personne."))
    assert same("sans un mot de votre part d'ici au vendredi 13 mars au soir, c'est oui", told)
    assert same("<@U0TOM>, Developer · Conseil", told)
    assert "choix" not in told
    lea.presses("Plutôt pas").hears("C'est noté pour <@U0TOM>. Je n'en parle à personne.")
    omar.presses("Cela me convient").hears("cela vous convient")

    company.travel("2026-03-11 10:30")
    company.tick()
    omar.hears("Vous pourriez accompagner 2 personnes.")
    omar.presses("Cela me convient")
    tom.never_heard("mentor")
    company.travel("2026-03-12 10:30")
    company.tick()
    ines.hears("Les mentors")
    ines.types("/mentor-admin campagne").presses("Publier").hears("2 binômes sont formés")
    assert pairs(company) == {("U0OMAR", "U0TOM"), ("U0OMAR", "U0MAYA")}
    for somebody in (ines, omar, tom):
        for words in ("Plutôt pas", "Rather not", "déclin", "refus"):
            heard = [spoken(one) for one in somebody.messages() if "U0LEA" in spoken(one)]
            assert not any(same(words, one) for one in heard)


def test_a_list_is_answered_from_home_too(
    company: Company, people: dict[str, Person], ines: Someone, lea: Someone
) -> None:
    begun(company, people, {"U0TOM": ["U0LEA"]})
    ines.types("/mentor-admin campagne").presses("Clore et proposer").presses("Envoyer aux mentors")
    lea.opens_home().presses("Voir la liste")
    assert same("<@U0TOM>", spoken({"blocks": lea.form()["blocks"]}))
    lea.presses("Cela me convient")
    assert same("C'est noté, merci", spoken({"blocks": lea.form()["blocks"]}))
    ines.types("/mentor-admin campagne").presses("Publier")
    assert pairs(company) == {("U0LEA", "U0TOM")}


def test_a_bot_that_dies_after_a_refusal_looks_after_the_person_when_it_is_back(
    company: Company,
    people: dict[str, Person],
    ines: Someone,
    lea: Someone,
    omar: Someone,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun(company, people, {"U0TOM": ["U0LEA", "U0OMAR"]})
    ines.types("/mentor-admin campagne").presses("Clore et proposer").presses("Envoyer aux mentors")
    company.travel("2026-03-10 11:00")
    company.tick()
    with monkeypatch.context() as patch:
        patch.setattr(finishing, "carry_out", lambda *_: None)
        lea.presses("Plutôt pas")
    omar.never_heard("Vous pourriez accompagner")
    company.restart()
    company.tick()
    company.travel("2026-03-10 12:00")
    company.tick()
    omar.hears("Vous pourriez accompagner 1 personne.")


def test_a_press_that_a_crash_cut_short_is_finished_and_told(
    company: Company, people: dict[str, Person], ines: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(company, people, {"U0TOM": ["U0LEA"]}, mentors_days=0)
    ines.types("/mentor-admin campagne")
    with monkeypatch.context() as patch:
        patch.setattr(finishing, "carry_out", lambda *_: None)
        ines.presses("Clore et proposer")
    company.restart()
    company.travel("2026-03-10 11:00")
    company.tick()
    ines.hears("campagne")
    ines.types("/mentor-admin campagne").presses("Publier")
    assert pairs(company) == {("U0LEA", "U0TOM")}


def test_a_suggestion_is_accepted_or_declined_without_a_reason(
    company: Company, people: dict[str, Person], ines: Someone, tom: Someone, maya: Someone, omar: Someone
) -> None:
    """Tom and Maya named Léa, who is away by then; Omar is suggested to both."""
    begun(company, people, {"U0TOM": ["U0LEA"], "U0MAYA": ["U0LEA"]}, mentors_days=0)
    with company.work() as work:
        enrolment = work.enrolments.of(people["U0LEA"].id, joining.programme_of(work).id)
        work.enrolments.change(enrolment.id, capacity=0)
    ines.types("/mentor-admin campagne").presses("Clore et proposer").presses("Publier")
    company.travel("2026-03-10 11:00")
    company.tick()

    told = spoken(tom.hears("A suggestion: <@U0OMAR>, Mentor en second · Conseil"))
    assert same("None of the people you named could be your mentor this time.", told)
    maya.hears("Une suggestion : <@U0OMAR>")
    omar.never_heard("Vous accompagnez désormais")

    maya.presses("Plutôt pas").hears("C'est noté, vous déclinez.")
    tom.opens_home().presses("See the suggestion").presses("Yes, gladly")
    assert same("becomes your mentor", spoken({"blocks": tom.form()["blocks"]}))
    tom.hears("<@U0OMAR> becomes your mentor")
    assert pairs(company) == {("U0OMAR", "U0TOM")}
    company.travel("2026-03-11 10:30")
    company.tick()
    omar.hears("Vous accompagnez désormais <@U0TOM>.")
    omar.never_heard("<@U0MAYA>")
    tom.hears("this was suggested to you, and you said yes")


def test_somebody_who_looks_alone_waits_for_no_campaign(
    company: Company, people: dict[str, Person], ines: Someone, tom: Someone, lea: Someone
) -> None:
    with company.work() as work:
        solo.look_for(work, people["U0TOM"], opened_by=people["U0LEA"].id)
    company.travel("2026-03-10 11:00")
    company.tick()
    tom.hears("Whom would you like to meet next?")
    tom.presses("Choose my three mentors").sends(first="Léa Martin")
    tom.hears("You can change your mind for an hour.")
    company.travel("2026-03-10 12:30")
    company.tick()
    company.travel("2026-03-11 11:00")
    company.tick()
    lea.presses("Cela me convient")
    company.tick()
    company.tick()
    assert pairs(company) == {("U0LEA", "U0TOM")}
    company.travel("2026-03-12 11:00")
    company.tick()
    tom.hears("<@U0LEA> is now your mentor.")
    ines.types("/mentor-admin campagne").hears("Aucune campagne")


def test_nobody_answers_for_somebody_else_whatever_they_forge(
    company: Company, people: dict[str, Person], ines: Someone, omar: Someone, maya: Someone
) -> None:
    """A list that is Léa's, and a suggestion that is Tom's."""
    begun(company, people, {"U0TOM": ["U0LEA"]})
    ines.types("/mentor-admin campagne").presses("Clore et proposer").presses("Envoyer aux mentors")
    with company.work() as work:
        solo_round = solo.look_for(work, people["U0TOM"], opened_by=people["U0LEA"].id)
        work.rounds.change(solo_round.id, state=RoundState.PUBLISHED)
        offered = {"mentor_id": people["U0OMAR"].id, "rank": None, "reason": {}, "left_out": None}
        one = SavedProposal(mentee_id=people["U0TOM"].id, suggested=True, offer=Offer.OPEN, **offered)
        work.rounds.propose(solo_round.id, [replace(one, offer_until=work.today(people["U0TOM"]))])
        campaign = work.rounds.latest(solo_round.programme_id)
    company.tick()
    tom = people["U0TOM"].id
    forged = {
        ids.MENTOR_LIST_OPEN: str(campaign.id),
        ids.MENTOR_LIST_ACCEPT: f"{campaign.id}:{tom}",
        ids.MENTOR_LIST_DECLINE: f"{campaign.id}:{tom}",
        ids.OFFER_OPEN: str(solo_round.id),
        ids.OFFER_ACCEPT: str(solo_round.id),
        ids.OFFER_DECLINE: str(solo_round.id),
    }
    before = forging.rows(company)
    for somebody in (omar, maya, ines):
        for name, value in forged.items():
            for tried in (value, f"{value}:9", "", "x:y", str(2**31)):
                forging.send(company, forging.press(somebody.slack_id, name, tried))
                company.settle()
    assert forging.changed(before, forging.rows(company)) == {}
