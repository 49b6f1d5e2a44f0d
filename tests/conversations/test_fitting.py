"""How it feels after the first meeting: each is asked alone, and nobody else ever sees what they said."""

from __future__ import annotations

import pytest

from tests.conversations.arriving import written_anywhere
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import spoken

pytestmark = pytest.mark.long

PRIVATE = "Nobody sees your answer: not"


@pytest.fixture
def pair(company: Company) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-02")


def all_they_see(*people: Someone) -> set[str]:
    """Their Home, their messages, and whatever they may ask for, in words."""
    seen: set[str] = set()
    for one in people:
        one.opens_home().types("/mentor").types("/mentor-report").types("/mentor-admin people")
        seen |= {spoken(one.home()), *map(spoken, one.messages())}
    return seen


@pytest.mark.usefixtures("pair")
def test_whoever_logs_the_first_meeting_is_asked_how_it_feels_and_may_change_their_answer(
    tom: Someone,
) -> None:
    tom.types("/mentor-log @lea 45 min").hears("How does it feel with <@U0LEA>?")
    tom.hears(PRIVATE)

    tom.presses("Good").hears("You said that it feels good with <@U0LEA>.")
    tom.hears("Noted: you met <@U0LEA>")
    tom.presses("Change my answer").presses("Unsure")

    tom.hears("You said that you aren’t sure about <@U0LEA> yet.")
    tom.hears("Noted: you met <@U0LEA>")


def test_the_other_half_is_asked_in_the_news_of_the_meeting(
    company: Company, pair: None, lea: Someone
) -> None:
    company.someone("U0TOM").types("/mentor-log @lea 45 min")
    company.travel("2026-03-10 11:00")
    company.tick()
    lea.hears("Comment vous sentez-vous avec <@U0TOM> ?")

    lea.presses("Bien").hears("vous vous sentez bien avec <@U0TOM>")
    lea.presses("C’est exact").hears("vous vous sentez bien avec <@U0TOM>")
    lea.presses("Changer ma réponse").presses("J’hésite")

    news = next(one for one in reversed(lea.messages()) if "C’est confirmé" in spoken(one))
    assert "vous hésitez encore" in spoken(news)


def test_nobody_is_asked_after_a_second_meeting(company: Company, pair: None, tom: Someone) -> None:
    tom.types("/mentor-log @lea yesterday 45 min").listens_from_now()
    tom.types("/mentor-log @lea 30 min")

    assert "How does it feel" not in " ".join(tom.heard_since())


def test_not_good_leads_to_a_change_and_shows_on_nobody_elses_screen(
    company: Company, pair: None, tom: Someone, lea: Someone, ines: Someone
) -> None:
    tom.types("/mentor-log @lea 45 min").presses("Good")
    company.travel("2026-03-10 11:00")
    company.tick()
    lea.hears("Comment vous sentez-vous")
    before = all_they_see(lea, ines)

    tom.presses("Change my answer").presses("Not good").hears("it doesn’t feel good with <@U0LEA>")
    tom.hears("Ask for a change")
    company.tick()

    assert all_they_see(lea, ines) == before
    assert not written_anywhere(company, "not_good")


def test_a_button_of_somebody_elses_meeting_keeps_nothing(
    company: Company, pair: None, tom: Someone, maya: Someone
) -> None:
    tom.types("/mentor-log @lea 45 min")
    maya.says("bonjour").presses_forged("fit_say", "1:good")

    with company.work() as work:
        person = work.people.by_slack_id("U0MAYA")
        assert work.fits.by(person.id, 1) is None
    tom.presses_forged("fit_say", "1:wonderful").hears("How does it feel")
