"""A round from end to end: opened, answered, proposed, published, and both halves introduced in their language."""

from __future__ import annotations

import pytest

from bot.domain.enrolments import Part
from bot.domain.people import Person
from bot.programme import joining
from tests.conversations.arriving import arrives_as_a_mentee
from tests.conversations.given import linked
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.round_scenes import (
    MENTEES,
    MENTORS,
    NEXT_MORNING,
    enrolled,
    looks_at_the_list,
    opens_a_round,
    pairs,
    proposes_and_publishes,
)

pytestmark = pytest.mark.long


@pytest.fixture
def people(company: Company) -> dict[str, Person]:
    """Léa has one place and Omar three; Tom and Maya are looking for a mentor."""
    return enrolled(company, {**MENTORS, **MENTEES})


@pytest.mark.usefixtures("people")
def test_a_round_is_lived_from_end_to_end_in_both_languages(
    company: Company, ines: Someone, tom: Someone, maya: Someone, lea: Someone, omar: Someone
) -> None:
    ines.types("/mentor-admin")
    menu = ines.hears("Animer le programme")
    assert menu["ephemeral"]
    assert same("Sans mentor* (objectif : 0)\n3", spoken(menu)), "Tom, Maya and Inès, who has not said"

    ines.presses("Ouvrir une campagne")
    assert ines.sends(mentors_days="0") == {}
    preview = spoken({"blocks": ines.form()["blocks"]})
    assert same("Maya Cohen, Tom Becker", preview)
    assert "Léa" not in preview
    assert ines.sends() == {}
    assert same(
        "La campagne est ouverte : 2 personnes sont invitées, jusqu'au mardi 24 mars au soir.",
        spoken({"blocks": ines.form()["blocks"]}),
    )

    company.travel("2026-03-10 10:00")
    company.tick()
    tom.hears("A mentoring round is open: whom would you like to meet?")
    maya.hears("Une campagne de mentorat est ouverte")

    tom.presses("Choose my three mentors")
    assert tom.searches("first") == ["Léa Martin", "Omar Haddad"]
    assert tom.searches("first", "speaking") == ["Léa Martin"]
    assert tom.searches("second", "conseil french") == ["Omar Haddad"]
    assert tom.sends(first="Léa Martin", second="Omar Haddad") == {}
    assert tom.has_no_form()
    tom.hears("Noted. Your choices, in order:\n1. <@U0LEA>\n2. <@U0OMAR>")
    maya.presses("Choisissez pour moi")
    maya.hears("C'est noté : le programme choisira pour vous")

    ines.types("/mentor-admin round").hears("2 réponses sur 2")
    ines.presses("Clore et proposer")
    ines.hears(
        "<@U0TOM> avec <@U0LEA> : son premier choix, langues différentes, réseaux différents et un sujet en commun, "
        "« Prendre la parole en public »."
    )
    ines.hears("<@U0MAYA> avec <@U0OMAR> : choix confié au programme, français en commun")
    assert pairs(company) == set()
    lea.never_heard("Vous accompagnez désormais")

    ines.presses("Publier")
    ines.hears("C'est publié : 2 binômes sont formés.")
    assert pairs(company) == {("U0LEA", "U0TOM"), ("U0OMAR", "U0MAYA")}

    company.travel(NEXT_MORNING)
    company.tick()
    tom.hears("<@U0LEA> is now your mentor.")
    tom.hears(
        "Why you two: this was your first choice, you come from different networks and you want to work on "
        "“Speaking in public”"
    )
    told = spoken(lea.hears("Vous accompagnez désormais <@U0TOM>."))
    assert same(
        "Pourquoi vous : vous venez de réseaux différents et vous pouvez aider sur « Prendre la parole en public »",
        told,
    )
    assert "choix" not in told
    maya.hears("vous aviez laissé le programme choisir, vous pouvez parler français ensemble")
    omar.hears("Vous accompagnez désormais <@U0MAYA>.")

    tom.presses("Suggest a first date")
    assert tom.form()["callback_id"] == "plan_form"


@pytest.mark.usefixtures("people")
def test_somebody_changes_their_mind_until_the_round_closes_and_not_after(
    company: Company, ines: Someone, tom: Someone, maya: Someone
) -> None:
    opens_a_round(company, ines)
    tom.presses("Not this time").hears("Noted, not this time.")

    tom.presses("Change my answer")
    assert "Name at least one" in tom.sends(what="choices")["first"]
    assert tom.sends(what="choices", first="Omar Haddad") == {}
    tom.hears("1. <@U0OMAR>")
    tom.presses("Change my answer")
    assert tom.sends(what="choose_for_me") == {}
    tom.hears("Noted: the programme will choose for you")

    company.travel("2026-03-24 23:00")
    tom.presses("Change my answer")
    late = company.post("close", {"as": "U0TOM", "view_id": tom.form()["id"]})
    assert late["ok"]
    company.travel("2026-03-25 09:00")
    tom.presses("Change my answer").hears("Answers to this round closed on Tuesday 24 March")
    maya.presses("Choisissez pour moi").hears(
        "Les réponses de cette campagne sont closes depuis le mardi 24 mars"
    )
    with company.work() as work:
        latest = work.rounds.latest(joining.programme_of(work).id)
        assert latest
        assert [one.answer for one in work.rounds.invitations(latest.id)].count(None) == 1


@pytest.mark.usefixtures("people")
def test_two_people_who_want_the_same_last_place_do_not_both_get_it(
    company: Company, ines: Someone, tom: Someone, maya: Someone
) -> None:
    opens_a_round(company, ines)
    tom.presses("Choose my three mentors").sends(first="Léa Martin")
    maya.presses("Choisir mes trois mentors").sends(first="Léa Martin")
    proposes_and_publishes(company, ines)

    made = pairs(company)
    assert len([mentor for mentor, _ in made if mentor == "U0LEA"]) == 1
    if ("U0LEA", "U0TOM") in made:
        maya.presses("Oui, volontiers").hears("<@U0OMAR> devient votre mentor")
    else:
        tom.presses("Yes, gladly").hears("<@U0OMAR> becomes your mentor")
    assert len(pairs(company)) == 2, "whoever did not get Léa is suggested Omar"


def test_a_place_taken_before_publication_is_never_given_twice(
    company: Company, ines: Someone, tom: Someone, people: dict[str, Person]
) -> None:
    opens_a_round(company, ines)
    tom.presses("Choose my three mentors").sends(first="Léa Martin")
    ines.types("/mentor-admin campagne").presses("Clore et proposer")
    with company.work() as work:
        linked(work, people["U0LEA"], people["U0MAYA"], since=work.today(people["U0LEA"]))

    ines.presses("Publier").hears("<@U0TOM> avec <@U0LEA> n'a pas pu être retenu")
    company.travel(NEXT_MORNING)
    company.tick()

    assert pairs(company) == {("U0LEA", "U0MAYA")}
    tom.hears("you have no mentor yet.")
    tom.hears("The people you named have no places left")
    with company.work() as work:
        enrolment = work.enrolments.of(people["U0TOM"].id, joining.programme_of(work).id)
        assert enrolment
        assert enrolment.left_out == 1


@pytest.mark.usefixtures("people")
def test_a_restart_between_any_two_steps_loses_nothing(
    company: Company, ines: Someone, tom: Someone, maya: Someone
) -> None:
    looks_at_the_list(ines)
    company.restart()
    assert ines.sends() == {}
    company.restart()
    company.travel("2026-03-10 10:00")
    company.tick()
    company.restart()
    tom.presses("Choose my three mentors")
    company.restart()
    assert tom.sends(first="Léa Martin") == {}
    maya.presses("Pas cette fois")
    company.restart()
    ines.types("/mentor-admin campagne").hears("2 réponses sur 2")
    ines.presses("Clore et proposer")
    company.restart()
    ines.presses("Publier")
    company.restart()
    company.travel(NEXT_MORNING)
    company.tick()

    assert pairs(company) == {("U0LEA", "U0TOM")}
    assert tom.times_heard("is now your mentor") == 1
    maya.never_heard("pas encore de mentor")


def test_the_preview_is_exact_even_when_somebody_comes_while_it_is_read(
    company: Company, ines: Someone, people: dict[str, Person]
) -> None:
    looks_at_the_list(ines)
    with company.work() as work:
        programme = joining.programme_of(work)
        enrolment = work.enrolments.of(people["U0OMAR"].id, programme.id)
        work.enrolments.change(enrolment.id, part=Part.BOTH)

    ines.sends()
    again = spoken({"blocks": ines.form()["blocks"]})
    assert same("La liste a changé", again)
    assert same("Maya Cohen, Omar Haddad, Tom Becker", again)
    ines.sends()
    assert same("3 personnes sont invitées", spoken({"blocks": ines.form()["blocks"]}))


def test_a_newcomer_who_arrives_while_a_round_is_open_chooses_at_once_and_is_matched(
    company: Company, ines: Someone, tom: Someone
) -> None:
    enrolled(company, {**MENTORS, "U0MAYA": MENTEES["U0MAYA"]})
    opens_a_round(company, ines)
    ines.types("/mentor-admin campagne").hears("Aucune réponse pour l'instant, sur 1 attendues.")

    arrives_as_a_mentee(tom)
    tom.hears("A mentoring round is open: whom would you like to meet?")
    tom.presses("Choose my three mentors")
    assert tom.sends(first="Léa Martin") == {}
    tom.hears("1. <@U0LEA>")
    ines.types("/mentor-admin campagne").hears("1 réponse sur 2")
    proposes_and_publishes(company, ines)

    assert pairs(company) == {("U0LEA", "U0TOM")}


@pytest.mark.usefixtures("people")
def test_a_round_in_which_everybody_says_not_this_time_can_end_and_another_can_open(
    company: Company, ines: Someone, tom: Someone, maya: Someone
) -> None:
    opens_a_round(company, ines)
    tom.presses("Not this time")
    maya.presses("Pas cette fois")
    ines.types("/mentor-admin campagne").presses("Clore et proposer").hears(
        "Aucun binôme ne peut être proposé."
    )

    ines.presses("Publier").hears("Aucun binôme n'a pu être formé.")
    ines.types("/mentor-admin campagne").presses("Ouvrir une campagne")

    assert ines.sends() == {}
    assert ines.sends() == {}
