"""A mentorship has ended, and one of the team says so first: until Binôme says it too, nothing else does."""

from __future__ import annotations

import pytest

from bot.domain.mentorships import Mentorship, MentorshipState
from handlers import ids
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import same, spoken
from tests.conversations.test_changes import everything_seen_by, picks, the_mentorship

pytestmark = pytest.mark.long


@pytest.fixture
def pair(company: Company) -> Mentorship:
    """Léa mentors Tom and Maya. She read of both on Monday; they will meet on Thursday; Tom asks for somebody else."""
    made = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-20")
    an_active_pair(company, mentor="U0LEA", mentee="U0MAYA", since="2026-02-20")
    known(company, "U0INES")
    company.travel("2026-03-09 11:00")
    company.tick()
    company.travel("2026-03-10 11:00")
    return made


def ends(company: Company, tom: Someone, ines: Someone) -> None:
    picks(tom, "Change something")
    tom.sends(what="new_mentor", why="prefer_not_to_say")
    company.tick()
    ines.presses("Décider")
    assert ines.sends(what="new_mentor", told_by="person") == {}


def test_what_lea_sees_stays_as_it_was_until_she_has_heard(
    company: Company, pair: Mentorship, tom: Someone, lea: Someone, ines: Someone
) -> None:
    before = everything_seen_by(lea)
    ends(company, tom, ines)
    assert the_mentorship(company, pair).state is MentorshipState.ENDED
    assert everything_seen_by(lea) == before
    company.travel("2026-03-12 11:00")
    company.tick()
    lea.hears("Votre mentorat avec <@U0TOM> a pris fin.")
    assert not same("U0TOM", spoken({"blocks": lea.opens_home().home()["blocks"]}))


def test_a_meeting_can_be_logged_and_whatever_else_is_pressed_is_answered_kindly(
    company: Company, pair: Mentorship, tom: Someone, lea: Someone, ines: Someone
) -> None:
    ends(company, tom, ines)
    lea.types("/mentor-log @tom 45 min").hears("45 min")
    for pressed in (ids.PLAN_OPEN, ids.CHANGE_OPEN, ids.SHEET_OPEN, ids.MENTORSHIP_OPEN):
        lea.presses_forged(pressed, str(pair.id)).hears("L'équipe du programme va prendre contact avec vous.")
    with company.work() as work:
        assert work.meetings.last_held(pair.id)
    tom.never_heard("45 min")
