"""Home: useful to a stranger, to both halves, to the team; in each one's language; never anybody else's."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.enrolments import Application, Part
from bot.domain.mentorships import Mentorship
from bot.domain.permissions import Right
from bot.programme import stepping_back
from bot.programme.joining import programme_of
from tests.conversations.arriving import arrives_as_a_mentee
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone, same, spoken

pytestmark = pytest.mark.long


@pytest.fixture
def pair(company: Company) -> Mentorship:
    return an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-16")


def takes_part(company: Company, slack_id: str, part: Part, **more: object) -> None:
    """Their arrival is over."""
    [person] = known(company, slack_id)
    with company.work() as work:
        enrolment = work.enrolments.open_for(person.id, programme_of(work).id)
        work.enrolments.change(
            enrolment.id,
            part=part,
            topics_answered=True,
            expectation_skipped=True,
            completed_at=work.now,
            application=Application.APPROVED if part.mentors else None,
            **more,
        )
        work.people.change(
            person.id, language_chosen=True, network="Produit", network_confirmed=True, topics=("speaking",)
        )


def reads(person: Someone, words: str) -> bool:
    return same(words, spoken(person.home()))


def test_a_stranger_reads_what_mentoring_is_here_and_how_to_begin(maya: Someone, tom: Someone) -> None:
    maya.opens_home()
    tom.opens_home()

    assert reads(maya, "*Le mentorat ici.* Un binôme, une rencontre par mois")
    assert reads(maya, "je ne peux pas le lire, et je n’en garde rien")
    assert reads(tom, "*Mentoring here.*")
    maya.listens_from_now().presses("Participer")
    assert maya.heard_since(), "the first question comes in the conversation"


def test_a_guest_reads_a_kind_sentence_and_is_written_nothing(company: Company) -> None:
    zoe = company.someone("U0ZOE")
    zoe.opens_home()
    zoe.opens_home()

    assert reads(zoe, "ouvert aux salarié·es de l’entreprise")
    assert zoe.messages() == []


@pytest.mark.usefixtures("pair")
def test_each_half_sees_the_pair_its_dates_and_its_sheet(lea: Someone, tom: Someone) -> None:
    lea.opens_home()
    tom.opens_home()

    assert reads(lea, "*Vous accompagnez <@U0TOM>*, depuis le lundi 16 février")
    assert reads(lea, "pas encore de rencontre (jusqu’au dimanche 15 mars)")
    assert reads(lea, "pas encore de date")
    assert reads(tom, "*<@U0LEA> mentors you*, since Monday 16 February")
    assert reads(tom, "ready to open")


@pytest.mark.usefixtures("pair")
def test_what_one_does_shows_in_their_home_at_once(tom: Someone) -> None:
    tom.opens_home()

    tom.types("/mentor-log yesterday 45 min")

    assert reads(tom, "Monday 9 March · 45 minutes")
    assert reads(tom, "done: a meeting is logged")
    tom.presses("Open my sheet").sends(boxes_0=["Tell each other about two moments at work that mattered"])
    assert reads(tom, "1 of 8 ticked")


@pytest.mark.usefixtures("pair")
def test_the_other_half_finds_it_when_they_look(lea: Someone, tom: Someone) -> None:
    lea.opens_home()
    tom.types("/mentor-log yesterday 45 min")
    assert not reads(lea, "45 minutes"), "nobody's Home is drawn again behind their back"

    lea.opens_home()

    assert reads(lea, "lundi 9 mars · 45 minutes")


@pytest.mark.usefixtures("pair")
def test_everything_can_be_done_from_home(tom: Someone) -> None:
    tom.opens_home()

    tom.presses("Log a meeting").sends(minutes="60")
    tom.hears("Noted: you met <@U0LEA> – Tuesday 10 March · 1 hour.")
    assert reads(tom, "Tuesday 10 March · 1 hour")
    tom.presses("Set a date").sends(when=1774350000)
    assert reads(tom, "Tuesday 24 March at 12:00")
    assert reads(tom, "Change the date")


def test_a_button_that_is_answered_in_the_conversation_leads_there(tom: Someone) -> None:
    tom.opens_home()
    elements = [one for block in tom.home()["blocks"] for one in block.get("elements", ())]
    leads = {one["text"]["text"]: one["url"] for one in elements if one.get("url")}

    assert {"Help", "Take part"} <= set(leads), "or nothing would seem to happen"
    assert all(f"channel={tom.dm}&" in url for url in leads.values())


@pytest.mark.usefixtures("pair")
def test_the_language_changes_here_and_everywhere(lea: Someone) -> None:
    lea.opens_home()

    lea.presses("Speak English")

    assert reads(lea, "*You mentor <@U0TOM>*")
    lea.types("/mentor-log 45 min")
    lea.hears("Noted: you met <@U0TOM>")


def test_mentor_alone_says_where_the_mentorship_is(company: Company, tom: Someone) -> None:
    arrives_as_a_mentee(tom)
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-16")

    tom.types("/mentor").hears("*<@U0LEA> mentors you*, since Monday 16 February")
    tom.presses("Log a meeting").sends(minutes="45")

    tom.hears("Noted: you met <@U0LEA>")


def test_the_command_tells_all_that_the_page_tells_of_what_is_kept(tom: Someone) -> None:
    tom.types("/mentor privacy")

    tom.hears("*Never*: what you tell each other")


def test_what_is_kept_is_said_on_one_page(tom: Someone) -> None:
    tom.opens_home()

    tom.presses("What I keep")

    page = spoken(tom.form())
    assert same("*Never*: what you tell each other", page)
    assert same("90 days", page)


def test_a_mentor_reads_how_many_places_are_taken(company: Company, pair: Mentorship, lea: Someone) -> None:
    takes_part(company, "U0LEA", Part.MENTOR, capacity=4)

    lea.opens_home()

    assert reads(lea, "Places prises : 1 sur 4")
    assert reads(lea, "Réseau : Produit")


def test_a_break_is_over_as_soon_as_somebody_says_so(company: Company, tom: Someone) -> None:
    takes_part(company, "U0TOM", Part.MENTEE, paused_until=date(2026, 4, 20))
    tom.opens_home()
    assert reads(tom, "*You are on a break until Monday 20 April.*")

    tom.presses("I’m back")

    assert reads(tom, "When the next round opens")


@pytest.mark.usefixtures("pair")
def test_a_menu_behind_three_dots_leads_where_its_button_leads(company: Company, lea: Someone) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0MAYA", since="2026-02-16")
    lea.opens_home()
    menu = next(
        block["accessory"] for block in lea.home()["blocks"] if block.get("accessory", {}).get("options")
    )
    company.post(
        "press",
        {
            "as": "U0LEA",
            "view_id": lea.home()["id"],
            "action_id": menu["action_id"],
            "selected_option": menu["options"][0]["value"],
        },
    )
    company.settle()
    assert lea.form()["callback_id"] == "log_form"


def test_who_said_not_for_me_is_left_in_peace_and_may_change(company: Company, maya: Someone) -> None:
    takes_part(company, "U0MAYA", Part.NOT_FOR_ME)

    maya.opens_home()

    assert reads(maya, "Vous avez choisi de ne pas participer")
    maya.presses("Voir mes réponses")
    assert maya.form()


def test_a_mentor_who_stepped_back_comes_back_from_home_in_one_press(company: Company, lea: Someone) -> None:
    takes_part(company, "U0LEA", Part.MENTOR, capacity=4)
    [person] = known(company, "U0LEA")
    with company.work() as work:
        stepping_back.stop(work, person)
    lea.opens_home()
    assert reads(lea, "Vous n’êtes plus mentor")

    lea.presses("Redevenir mentor")

    assert reads(lea, "Places prises : 0 sur 4")


def test_nobody_is_called_a_mentor_before_the_team_has_said_yes(company: Company, lea: Someone) -> None:
    takes_part(company, "U0LEA", Part.MENTOR, capacity=4)
    [person] = known(company, "U0LEA")
    with company.work() as work:
        enrolment = work.enrolments.open_for(person.id, programme_of(work).id)
        work.enrolments.change(enrolment.id, application=Application.DECLINED)

    lea.opens_home()

    assert reads(lea, "Vous avez proposé d’être *mentor*")
    assert not reads(lea, "Places prises")
    lea.presses("Avoir un·e mentor")
    assert reads(lea, "Vous participez en tant que *mentoré·e*")


def test_somebody_invited_finds_the_round_and_the_team_its_answers(
    company: Company, tom: Someone, ines: Someone
) -> None:
    takes_part(company, "U0TOM", Part.MENTEE)
    invited, team = known(company, "U0TOM", "U0INES")
    with company.work() as work:
        work.rounds.open(
            programme_of(work).id,
            person_ids=[invited.id],
            opened_by=team.id,
            opened_at=work.now,
            closes_on=date(2026, 3, 24),
        )

    tom.opens_home()
    ines.opens_home()

    assert reads(tom, "*A round is open until Tuesday 24 March.*")
    assert reads(ines, "Campagne ouverte jusqu’au mardi 24 mars : pas encore de réponse, sur 1.")
    assert not reads(tom, "For the programme team")


def test_a_champion_finds_the_figures_and_nothing_to_run(company: Company, maya: Someone) -> None:
    [champion] = known(company, "U0MAYA")
    with company.work() as work:
        work.rights.grant(champion.id, Right.CHAMPION)

    maya.opens_home()

    assert reads(maya, "Voir les chiffres")
    assert not reads(maya, "Animer le programme")


def test_home_is_there_again_after_a_restart(company: Company, pair: Mentorship, tom: Someone) -> None:
    tom.opens_home()
    company.restart()

    tom.types("/mentor-log 45 min").opens_home()

    assert reads(tom, "Tuesday 10 March · 45 minutes")
