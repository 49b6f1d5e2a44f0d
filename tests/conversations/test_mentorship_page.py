"""The page of a mentorship: opened from Home, true at every moment, and nobody else's."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.mentorships import Mentorship
from handlers.open_pages import MOST, OpenPages
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import elements, same, spoken

pytestmark = pytest.mark.long


@pytest.fixture
def pair(company: Company) -> Mentorship:
    return an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-16")


def reads(someone: Someone, words: str) -> bool:
    return same(words, spoken(someone.form()))


def steps_back(someone: Someone) -> None:
    """The form on top is closed; what was underneath is seen again."""
    someone.company.post("close", {"as": someone.slack_id, "view_id": someone.form()["id"]})


@pytest.mark.usefixtures("pair")
def test_tom_finds_on_one_page_where_the_two_are_and_what_they_have_done(tom: Someone) -> None:
    tom.types("/mentor-log yesterday 45 min video").opens_home()

    tom.presses("Our mentorship")

    assert reads(tom, "*<@U0LEA> mentors you*, since Monday 16 February")
    assert reads(tom, "Under way since your first meeting, on Monday 9 March.")
    assert reads(tom, "no date yet")
    assert reads(tom, "Monday 9 March · 45 minutes · by video")
    assert reads(tom, "You meet every month. Period 1 runs until Sunday 15 March.")
    assert reads(tom, "Keep your notes wherever you keep them already")


@pytest.mark.usefixtures("pair")
def test_what_is_done_from_the_page_shows_on_it_when_one_comes_back(tom: Someone) -> None:
    tom.opens_home().presses("Our mentorship")
    assert reads(tom, "your first meeting is still ahead")

    tom.presses("Log a meeting").sends(minutes="60")
    assert reads(tom, "Tuesday 10 March · 1 hour")
    tom.presses("Correct").sends(minutes="30")
    assert reads(tom, "Tuesday 10 March · 30 minutes")
    tom.presses("Open my sheet").sends(boxes_0=["Set the next date before we part"])
    assert reads(tom, "1 of 8 ticked")


def test_the_page_says_how_far_they_are(company: Company, pair: Mentorship, lea: Someone) -> None:
    lea.types("/mentor-log @tom 45 min")
    company.travel("2026-08-20 10:00")
    lea.opens_home().presses("Notre mentorat")
    assert reads(lea, "À mi-parcours depuis le dimanche 16 août")

    with company.work() as work:
        work.mentorships.change(pair.id, ends_on=date(2026, 9, 10))
    lea.opens_home().presses("Notre mentorat")
    assert reads(lea, "dernière période depuis le dimanche 16 août, jusqu’au jeudi 10 septembre")

    with company.work() as work:
        work.mentorships.pause(pair.id, since=date(2026, 8, 20), until=date(2026, 9, 2))
    lea.opens_home().presses("Notre mentorat")
    assert reads(lea, "En pause jusqu’au mercredi 2 septembre")
    lea.presses("Reprendre maintenant")
    assert reads(lea, "dernière période")


def test_a_meeting_that_was_corrected_says_so_there_and_nowhere_else(
    pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    tom.types("/mentor-log yesterday 45 min").presses("Correct").sends(minutes="60")

    lea.opens_home().presses("Notre mentorat")

    assert reads(lea, "lundi 9 mars · 1 heure – _corrigée une fois_")
    steps_back(lea)
    assert not same("corrigée", spoken(lea.home()))


def test_a_mentor_of_several_reaches_each_page_from_its_line(
    company: Company, pair: Mentorship, lea: Someone
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0MAYA", since="2026-02-16")
    lea.opens_home()
    home = lea.home()
    lines = [
        (block, menu, line)
        for block in home["blocks"]
        for menu in elements(block)
        for line in menu.get("options", ())
        if line["value"] == f"page:{pair.id}"
    ]
    [(block, menu, line)] = lines
    press = {"as": "U0LEA", "view_id": home["id"], "block_id": block["block_id"], "selected_option": line}

    company.post("press", {**press, "action_id": menu["action_id"]})
    company.settle()

    assert reads(lea, "*Vous accompagnez <@U0TOM>*")


def test_a_page_of_others_stays_closed(company: Company, pair: Mentorship, maya: Someone) -> None:
    maya.types("/mentor-log 45 min")
    for pressed in ("mentorship_open", "mentorship_meetings"):
        maya.presses_forged(f"{pressed}:1", str(pair.id))

    maya.hears("Ce bouton date d'un ancien message")
    assert maya.has_no_form()


def test_only_the_latest_pages_are_drawn_again() -> None:
    pages = OpenPages()
    for number in range(MOST + 1):
        pages.opened(f"V{number}", number)

    assert pages.mentorship("V0") is None
    assert pages.mentorship("V1") == 1
