"""What people read and press when a mentorship has ended, and how they end one by leaving: as they live it in Slack."""

from __future__ import annotations

import pytest
from volunteering import place_of

from bot.domain.enrolments import Application, Part
from bot.domain.mentorships import EndedWhy, Mentorship, MentorshipState
from bot.domain.people import Standing
from bot.domain.rounds import Answer
from bot.programme import ending
from handlers import roll_call
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import same, spoken

pytestmark = pytest.mark.long


@pytest.fixture
def pair(company: Company) -> Mentorship:
    """Léa mentors Tom since January; both have answered all their questions, and Omar mentors too."""
    known(company, "U0INES", "U0OMAR")
    made = an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    with company.work() as work:
        for slack_id, part in (("U0LEA", Part.MENTOR), ("U0TOM", Part.MENTEE), ("U0OMAR", Part.MENTOR)):
            person = work.people.by_slack_id(slack_id)
            work.people.change(person.id, language_chosen=True, network_confirmed=True, welcomed_at=work.now)
            work.enrolments.open_for(person.id, made.programme_id)
            work.enrolments.change(
                place_of(work, person).id,
                part=part,
                capacity=2,
                application=Application.APPROVED,
                topics_answered=True,
                expectation_skipped=True,
                completed_at=work.now,
            )
    return made


def ends(company: Company, pair: Mentorship, why: EndedWhy = EndedWhy.CHANGE) -> None:
    company.travel("2026-03-10 10:00")
    with company.work() as work:
        ending.end(work, pair, why)
    company.tick()


def answer_of(company: Company, slack_id: str) -> Answer | None:
    """What this person said in the round in which they look for a mentor alone."""
    with company.work() as work:
        person = work.people.by_slack_id(slack_id)
        (found,) = [one for one in work.rounds.under_way(work.programme().id) if one.solo]
        return work.rounds.invitation(found.id, person.id).answer


def is_asked_alone(company: Company) -> bool:
    with company.work() as work:
        return any(one.solo for one in work.rounds.under_way(work.programme().id))


def test_tom_reads_that_it_has_ended_says_not_now_and_then_names_somebody(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    ends(company, pair)
    lea.hears("Votre mentorat avec <@U0TOM> a pris fin.")
    lea.hears("Votre place est de nouveau libre")
    tom.hears("Your mentorship with <@U0LEA> has ended.")
    tom.presses("Not now").hears("Noted, not now.")
    assert not is_asked_alone(company), "nothing is begun before he asks"
    tom.presses("Choose my three mentors")
    assert "Léa Martin" not in " ".join(tom.searches("first")), "no longer for these two"
    assert tom.sends(first="Omar") == {}
    assert answer_of(company, "U0TOM") is Answer.CHOICES
    told = spoken(tom.hears("Your mentorship with <@U0LEA> has ended."))
    assert same("Your choices, in order: 1. <@U0OMAR>", told), "the message says what he answered"
    company.tick()
    assert tom.times_heard("Whom would you like to meet next?") == 0, "who has answered is not asked again"


def test_tom_has_somebody_suggested_in_one_press_and_nobody_presses_it_for_him(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    ends(company, pair)
    with company.work() as work:
        his = work.people.by_slack_id("U0TOM")
        (news,) = [one for one in work.prompts.messages_to(his.id, pair.introduced_at) if one.kind == "ended"]
    for forged in ("ended_suggest", "ended_choose", "ended_not_now"):
        lea.presses_forged(forged, str(news.id))
    assert not is_asked_alone(company)
    tom.presses("Suggest somebody")
    assert answer_of(company, "U0TOM") is Answer.CHOOSE_FOR_ME


def test_whoever_takes_no_part_any_more_ends_their_mentorship_themselves_or_goes_on(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    company.travel("2026-03-10 10:00")
    tom.says("not for me").hears("Your mentorship with <@U0LEA> goes on for now.")
    with company.work() as work:
        assert work.mentorships.get(pair.id).state is MentorshipState.ACTIVE, "nothing ends by itself"
    tom.presses("End my mentorship").hears("Your mentorship has ended, and your mentor is being told.")
    with company.work() as work:
        ended = work.mentorships.get(pair.id)
    assert (ended.state, ended.ended_why) == (MentorshipState.ENDED, EndedWhy.STOPPED)
    company.tick()
    lea.hears("Votre mentorat avec <@U0TOM> a pris fin.")
    tom.presses_forged("ending_stop", "")
    company.tick()
    assert lea.times_heard("a pris fin") == 1


def test_a_mentor_for_whom_it_is_over_says_what_becomes_of_their_mentee(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone, ines: Someone
) -> None:
    company.travel("2026-03-10 10:00")
    lea.says("pas pour moi").hears("Vous accompagnez encore <@U0TOM>")
    lea.presses("Décider de la suite")
    assert lea.sends(mentees="hand_over") == {}
    lea.hears("L'équipe cherche quelqu'un d'autre pour la personne que vous accompagnez")
    tom.listens_from_now()
    company.tick()
    assert ines.times_heard("<@U0TOM>") == 1
    assert tom.heard_since() == [], "he learns nothing before it is decided"


def test_an_account_that_is_closed_ends_its_mentorships_at_once_and_one_that_is_opened_again_is_known(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone, ines: Someone
) -> None:
    company.travel("2026-03-10 10:00")
    tom.listens_from_now()
    company.post("leave", {"user": "U0LEA"})
    company.settle()
    with company.work() as work:
        assert work.mentorships.get(pair.id).ended_why is EndedWhy.LEFT
    company.tick()
    tom.hears("<@U0LEA> has left the company’s Slack, and your mentorship ends with that.")
    assert tom.times_heard("Whom would you like to meet next?") == 1
    assert tom.times_heard("Suggest somebody") == 0, "one question, and one set of buttons"
    ines.hears("<@U0LEA> a quitté le Slack de l'entreprise")
    ines.hears("Une personne se retrouve sans mentor.")
    with company.work() as work:  # what no event told
        work.people.change(work.people.by_slack_id("U0OMAR").id, standing=Standing.GONE)
    house = company.binome.house
    assert roll_call.call(house.store, house.messenger, company.workspace) == 1
    assert roll_call.call(house.store, house.messenger, company.workspace) == 0
    with company.work() as work:
        assert work.people.by_slack_id("U0OMAR").is_welcome
        assert not work.people.by_slack_id("U0LEA").is_welcome
