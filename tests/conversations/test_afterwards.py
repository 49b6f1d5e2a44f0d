"""What comes after the end, as two people read and press it in Slack."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.mentorships import Mentorship, MentorshipState
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import same, spoken

pytestmark = pytest.mark.long

ENDS = date(2026, 3, 31)
SOON = "Your mentorship with <@U0LEA> ends on Tuesday 31 March."
OVER = "Your mentorship with <@U0LEA> has come to its end, as planned."


@pytest.fixture
def pair(company: Company) -> Mentorship:
    """Léa mentors Tom since January, until the end of March."""
    known(company, "U0INES")
    made = an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    with company.work() as work:
        work.mentorships.change(made.id, ends_on=ENDS)
    company.travel("2026-03-18 11:00")
    company.tick()
    return made


def test_they_keep_in_touch_because_both_would_like_to_and_one_press_stops_it(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    tom.hears(SOON)
    tom.presses("Keep in touch")
    company.travel("2026-03-19 11:00")
    company.tick()
    lea.hears("<@U0TOM> aimerait garder le contact* après le mardi 31 mars")
    lea.presses("Garder le contact")
    told = tom.hears("You would both like to keep in touch")
    assert same("[Go on together]", spoken(told)), "he may change his mind until that day"
    company.travel("2026-04-01 11:00")
    company.tick()
    tom.hears(OVER)
    tom.hears("every three months")
    company.travel("2026-07-01 11:00")
    company.tick()
    lea.hears("Un mot à <@U0TOM> ?")
    assert same("ended on Tuesday 31 March", spoken(tom.hears("A word to <@U0LEA>?"))), (
        "the day they were told"
    )
    tom.presses("No more of these").hears("Noted: no more of these about <@U0LEA>.")
    company.travel("2026-10-01 11:00")
    company.tick()
    assert lea.times_heard("Un mot à <@U0TOM> ?") == 1
    lea.never_heard("C’est noté : je ne vous en reparle plus")


def test_one_who_would_close_is_never_told_of_and_the_other_reads_that_it_ended_as_planned(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    tom.opens_home()
    tom.presses("Go on together").hears("Noted: you would like to go on.")
    assert same("You can change your answer until", str(tom.home())), "Home says it too"
    lea.presses("Terminer comme prévu")
    company.travel("2026-04-01 11:00")
    company.tick()
    tom.hears(OVER)
    words = " ".join(spoken(message) for message in tom.messages())
    assert "rather close" not in words
    assert "End as planned" not in spoken(tom.hears("Your mentorship with <@U0LEA> has ended.")), "it is over"
    with company.work() as work:
        assert work.mentorships.get(pair.id).state is MentorshipState.ENDED
        assert work.after_wishes.of(pair.id) == {}


def test_they_go_on_because_both_would_like_to(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    tom.presses("Go on together")
    lea.presses("Continuer ensemble")
    lea.hears("Vous aimeriez continuer, de part et d’autre")
    company.travel("2026-04-01 11:00")
    company.tick()
    with company.work() as work:
        assert work.mentorships.get(pair.id).state is MentorshipState.ACTIVE
    tom.never_heard(OVER)
