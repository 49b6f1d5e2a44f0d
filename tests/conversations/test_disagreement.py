"""One half says "we met", the other "we did not": told kindly to both, counted neither way until they agree."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Mentorship
from bot.programme import answers
from bot.programme.outcomes import Became, outcome
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone, same, spoken

pytestmark = pytest.mark.long

LOGGED = "<@U0TOM> a noté votre rencontre : mardi 10 mars · 45 minutes."
DENY = "Nous n’avons pas pu nous voir"


@pytest.fixture
def pair(company: Company, tom: Someone) -> Mentorship:
    """Tom logged a meeting yesterday, and Léa reads of it this morning."""
    pair = an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    tom.types("/mentor-log @lea 45 min")
    morning(company, "2026-03-11")
    return pair


def morning(company: Company, day: str) -> None:
    company.travel(f"{day} 10:30")
    company.tick()


def state(company: Company, pair: Mentorship) -> MeetingState:
    with company.work() as work:
        meeting = work.meetings.on(pair.id, date(2026, 3, 10))
        return meeting.state if meeting else MeetingState.WITHDRAWN


def became(company: Company, pair: Mentorship) -> Became:
    """What the month counts for, as the cycle's outcome says."""
    with company.work() as work:
        return outcome(
            work, answers.meant(work, work.people.by_slack_id("U0TOM"), pair.id), 1, first=False
        ).became


def test_a_denied_meeting_counts_neither_way_and_both_know(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    lea.hears(LOGGED)
    lea.presses(DENY)

    told = spoken(lea.hears("Vous avez répondu que la rencontre du mardi 10 mars"))
    assert same("ni dans un sens ni dans l'autre", told)
    assert state(company, pair) is MeetingState.DISPUTED
    assert became(company, pair) is Became.DISPUTED
    morning(company, "2026-03-12")
    tom.hears("<@U0LEA> doesn't recall your meeting on Tuesday 10 March.")


def test_whoever_logged_it_may_take_it_back(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    lea.presses(DENY)
    morning(company, "2026-03-12")

    tom.presses("Take it back")

    assert state(company, pair) is MeetingState.WITHDRAWN
    assert became(company, pair) is Became.OPEN


def test_whoever_denied_it_may_remember_after_all(company: Company, pair: Mentorship, lea: Someone) -> None:
    lea.presses(DENY)

    lea.presses("Finalement, nous avons pu nous voir")

    lea.hears("C'est confirmé : votre rencontre avec <@U0TOM>")
    assert state(company, pair) is MeetingState.HELD
    assert became(company, pair) is Became.MET


def test_the_other_half_may_correct_it_instead_and_the_first_is_told(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    lea.presses("Corriger")
    assert lea.sends(minutes="60", how="in_person") == {}

    lea.hears("Vous avez corrigé votre rencontre avec <@U0TOM> : mardi 10 mars · 1 heure · en personne.")
    morning(company, "2026-03-12")
    tom.hears("<@U0LEA> logged your meeting: Tuesday 10 March · 1 hour · in person.")
    assert state(company, pair) is MeetingState.HELD


@pytest.mark.usefixtures("pair")
def test_nobody_denies_what_they_logged_themselves(company: Company, pair: Mentorship, tom: Someone) -> None:
    with company.work() as work:
        meeting = work.meetings.on(pair.id, date(2026, 3, 10))

    tom.presses_forged("log_deny:1", str(meeting.id))

    tom.hears("This button is from an older message")
    assert state(company, pair) is MeetingState.HELD


def test_saying_it_again_does_not_settle_it_alone(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    """Neither by typing it again nor by a forged "that's right": the other half has not agreed."""
    lea.presses(DENY)

    tom.types("/mentor-log @lea 45 min yesterday")
    tom.hears("It counts neither way until you do.")
    assert state(company, pair) is MeetingState.DISPUTED
    with company.work() as work:
        meeting = work.meetings.on(pair.id, date(2026, 3, 10))
    tom.presses_forged("log_agree:1", str(meeting.id))
    assert state(company, pair) is MeetingState.DISPUTED

    lea.types("/mentor-log @tom 45 min hier")
    assert state(company, pair) is MeetingState.HELD
    assert became(company, pair) is Became.MET
