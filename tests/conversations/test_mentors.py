"""Offering to mentor, being answered kindly, stepping back: as people live it in Slack."""

from __future__ import annotations

import pytest
from volunteering import offers_to_mentor, place_of

from bot.domain.enrolments import Application, Part
from bot.domain.permissions import Right
from bot.programme import joining, mentors
from handlers import ids
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import same, spoken

pytestmark = pytest.mark.long

SECRET = "baleines"


def offer(company: Company, *slack_ids: str, part: Part = Part.MENTOR) -> None:
    """They have answered every question of a mentor, and the team reads its messages of that morning."""
    people = known(company, "U0INES", *slack_ids)
    with company.work() as work:
        for person in people[1:]:
            offers_to_mentor(work, person, part=part)


def reads_the_mail(company: Company, local: str = "2026-03-10 10:00") -> None:
    company.travel(local)
    company.tick()


def can_mentor(company: Company) -> set[str]:
    with company.work() as work:
        ready = mentors.volunteers(work, joining.programme_of(work))
        return {work.people.get(one).slack_id for one in ready}


def standing(company: Company, slack_id: str) -> Application | None:
    with company.work() as work:
        person = work.people.by_slack_id(slack_id)
        assert person
        return place_of(work, person).application


def in_the_form(who: Someone) -> str:
    return spoken({"blocks": who.form()["blocks"]})


def test_ines_reads_what_speaks_for_lea_and_says_yes_in_one_press(
    company: Company, lea: Someone, ines: Someone
) -> None:
    offer(company, "U0LEA")
    reads_the_mail(company)
    message = spoken(ines.hears("propose d'être mentor"))
    for known_of_her in ("Architecte", "Conseil", "Prendre la parole en public", "4 personnes", "français"):
        assert known_of_her in message.replace("’", "'"), known_of_her
    assert SECRET not in message
    ines.presses("Accepter").presses_forged("application_approve", "1")
    ines.hears("La candidature de <@U0LEA> est acceptée par <@U0INES>.")
    assert ines.times_heard("je n'y ai rien changé") == 1, "the second press"
    reads_the_mail(company, "2026-03-11 10:00")
    assert lea.times_heard("vous voilà mentor") == 1
    assert can_mentor(company) == {"U0LEA"}


def test_tom_is_told_why_not_in_the_very_sentence_that_ines_read_and_may_ask_again(
    company: Company, tom: Someone, ines: Someone
) -> None:
    """She reads French, he reads English: she is shown what he will read."""
    offer(company, "U0TOM")
    reads_the_mail(company)
    ines.presses("Décliner")
    shown = "A few more months, and the bearings you have found will help others find theirs."
    assert same(shown, in_the_form(ines))
    assert ines.sends(reason="too_new", words="À bientôt, <!channel> & merci") == {}
    assert same("est déclinée pour l'instant", in_the_form(ines))
    ines.hears("La candidature de <@U0TOM> est déclinée pour l'instant par <@U0INES>.")

    reads_the_mail(company, "2026-03-11 10:00")
    told = tom.hears(shown)
    assert same("À bientôt, &lt;!channel&gt; &amp; merci", spoken(told))
    assert can_mentor(company) == set()
    tom.presses("Offer again").hears("Your application to mentor is with the programme team.")
    assert standing(company, "U0TOM") is Application.APPLIED
    reads_the_mail(company, "2026-03-12 10:00")
    assert ines.times_heard("propose d'être mentor") == 1, "the latest message is the one that asks"


def test_several_applications_come_in_one_message_and_one_after_the_other_in_the_form(
    company: Company, ines: Someone
) -> None:
    offer(company, "U0LEA", "U0TOM", "U0OMAR")
    reads_the_mail(company)
    assert ines.times_heard("3 personnes proposent d'être mentors") == 1
    with company.work() as work:
        first = work.applications.waiting(joining.programme_of(work).id)[0][1].id
    ines.presses_forged("application_open", str(first))
    assert same("<@U0LEA>", in_the_form(ines))
    ines.presses("Accepter")
    assert same("est acceptée par", in_the_form(ines))
    ines.presses("La suivante")
    assert same("<@U0TOM>", in_the_form(ines))
    ines.presses("Décliner")
    assert ines.sends(reason="topics") == {}
    ines.presses("La suivante").presses("Accepter")
    assert can_mentor(company) == {"U0LEA", "U0OMAR"}


def test_an_owner_answers_what_is_too_close_to_the_coordinator(
    company: Company, ines: Someone, maya: Someone
) -> None:
    """Maya coordinates, and manages Léa."""
    managing, leading = known(company, "U0MAYA", "U0LEA")
    with company.work() as work:
        work.rights.grant(managing.id, Right.COORDINATOR)
        work.people.change(leading.id, manager_id=managing.id)
    offer(company, "U0LEA")
    reads_the_mail(company)
    ines.hears("propose d'être mentor")
    maya.says("bonjour").never_heard("propose d'être mentor")
    maya.presses_forged("application_approve", "1").hears("C'est à quelqu'un d'autre de l'équipe de répondre")
    assert standing(company, "U0LEA") is Application.APPLIED


@pytest.mark.parametrize("decided", ["approve", "decline"])
def test_whoever_has_changed_their_mind_is_not_answered_any_more(
    company: Company, lea: Someone, ines: Someone, decided: str
) -> None:
    offer(company, "U0LEA")
    reads_the_mail(company)
    with company.work() as work:
        person = work.people.by_slack_id("U0LEA")
        work.enrolments.change(place_of(work, person).id, part=Part.MENTEE)
    ines.presses("Accepter" if decided == "approve" else "Décliner")
    told = in_the_form(ines) if decided == "decline" else spoken(ines.messages()[-1])
    assert same("Il n'y a plus rien à décider", told)
    assert not same("déjà donnée", told)


def test_a_mentor_reads_what_happens_to_their_mentees_before_stopping(
    company: Company, lea: Someone, tom: Someone
) -> None:
    pair = an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    offer(company, "U0LEA")
    with company.work() as work:
        person = work.people.by_slack_id("U0LEA")
        work.enrolments.change(place_of(work, person).id, application=Application.APPROVED)
    lea.says("bonjour").presses_forged(ids.HOME_MORE, "leave")
    before = in_the_form(lea)
    assert same("Vous accompagnez <@U0TOM>", before)
    assert same("Rien ne s'arrête d'un coup.", before)
    assert can_mentor(company) == {"U0LEA"}, "nothing happens before they confirm"
    assert lea.sends() == {}
    lea.hears("personne d'autre ne vous sera confié")
    assert can_mentor(company) == set()
    with company.work() as work:
        assert [one.id for one in work.mentorships.of(person.id)] == [pair.id]
    lea.presses("Redevenir mentor").hears("vous êtes de nouveau mentor")
    assert can_mentor(company) == {"U0LEA"}


def test_from_home_one_stops_and_comes_back(company: Company, lea: Someone) -> None:
    """Léa mentors and learns: she stops mentoring, and her Home offers to take it up again."""
    offer(company, "U0LEA", part=Part.BOTH)
    with company.work() as work:
        person = work.people.by_slack_id("U0LEA")
        work.enrolments.change(place_of(work, person).id, application=Application.APPROVED)
    lea.opens_home()
    chooses(company, lea, "leave")
    assert lea.sends() == {}
    assert can_mentor(company) == set()
    chooses(company, lea, "again")
    assert can_mentor(company) == {"U0LEA"}
    lea.hears("vous êtes de nouveau mentor")


def chooses(company: Company, who: Someone, line: str) -> None:
    """A line of the menu behind three dots, as Home shows it now."""
    home = who.home()
    menu = next(
        block["accessory"]
        for block in home["blocks"]
        if block.get("accessory", {}).get("action_id") == ids.HOME_MORE
    )
    assert line in [option["value"] for option in menu["options"]]
    place = {"as": who.slack_id, "view_id": home["id"], "action_id": ids.HOME_MORE}
    done = company.post("press", {**place, "selected_option": line})
    assert done["acked"]
    company.settle()
