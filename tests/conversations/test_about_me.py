"""What people may add about themselves, and which messages they want: offered, and never a condition."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.kinds import PromptKind
from bot.domain.meetings import Form
from bot.domain.people import Person
from bot.domain.profiles import Line, Profile
from bot.domain.topics import MOST_SUGGESTIONS, TooManySuggestions
from bot.programme import about_me, choosing, topics
from bot.programme.joining import programme_of
from tests.conversations.arriving import written_anywhere
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.round_scenes import (
    MENTEES,
    MENTORS,
    enrolled,
    opens_a_round,
    proposes_and_publishes,
)
from tests.conversations.test_canaries import files_of

pytestmark = pytest.mark.long

CANARY = "Kanarienvogel"


@pytest.fixture
def people(company: Company) -> dict[str, Person]:
    return enrolled(company, {**MENTORS, **MENTEES})


def profile_of(company: Company, slack_id: str) -> tuple[Person, Profile]:
    with company.work() as work:
        person = work.people.by_slack_id(slack_id)
        return person, work.profiles.of(person.id)


def answered(someone: Someone) -> str:
    """What the form says once it is saved."""
    said = spoken(someone.form())
    someone.company.post("close", {"as": someone.slack_id, "view_id": someone.form()["id"]})
    return said


@pytest.mark.usefixtures("people")
def test_what_is_told_is_kept_line_by_line_and_found_again(company: Company, tom: Someone) -> None:
    tom.types("/mentor profil").presses("About me")
    assert tom.searches("languages")[:3] == ["French", "Spanish", "German"]

    told: dict[str, Any] = {"site": "Lyon", "languages": ["German"], "other_networks": ["Support"]}
    assert tom.sends(**told) == {}
    assert same("Saved: other networks, place of work and languages", answered(tom))

    person, profile = profile_of(company, "U0TOM")
    assert (person.site, person.other_networks, profile.languages) == ("Lyon", ("Support",), ("de",))
    tom.presses("About me")
    assert all(words in repr(tom.form()) for words in ("Lyon", "German", "Support"))
    assert tom.sends() == {}
    assert same("Nothing has changed", answered(tom))


@pytest.mark.usefixtures("people")
def test_goals_and_missing_topics_are_sealed_and_a_topic_has_no_author(
    company: Company, tom: Someone
) -> None:
    tom.types("/mentor profile").presses("Goals and topics")

    assert tom.sends(goal_1=f"Sing like a {CANARY}", goal_3="Speak up", suggestion=f"{CANARY} care") == {}
    assert same("Your topic is passed on, without your name", answered(tom))

    assert profile_of(company, "U0TOM")[1].goals == (f"Sing like a {CANARY}", "Speak up")
    with company.work() as work:
        [suggested] = work.topics.suggestions()
    assert (suggested.words, suggested.language) == (f"{CANARY} care", "en")
    assert not written_anywhere(company, CANARY)
    assert CANARY.encode() not in files_of(company)


def test_what_does_not_fit_is_told_beside_its_line_and_nothing_is_kept(
    company: Company, tom: Someone, people: dict[str, Person]
) -> None:
    tom.types("/mentor profil").presses("My rhythm")
    wrong = tom.sends(days=["1"], form="video", pause="2026-03-10")
    assert wrong == {"pause": "Say until when: a break ends tomorrow at the earliest."}
    assert profile_of(company, "U0TOM")[1].days == ()
    assert "pause" in tom.sends(pause="2028-03-10")

    with company.work() as work:
        forged = {Line.ROLES: ("never",), Line.LANGUAGES: ("xx",), Line.DAYS: (6,), Line.GOALS: ("a",) * 4}
        with pytest.raises(about_me.LinesRefused) as refused:
            about_me.keep(work, people["U0TOM"], forged)
        assert refused.value.lines.keys() == forged.keys(), "everything that is wrong is told at once"


def test_a_break_keeps_them_out_of_new_pairs_and_one_box_brings_them_back(
    company: Company, ines: Someone, tom: Someone, people: dict[str, Person]
) -> None:
    with company.work() as work:
        enrolment = work.enrolments.of(people["U0TOM"].id, programme_of(work).id)
        work.enrolments.change(enrolment.id, completed_at=work.now)
    tom.types("/mentor profil").presses("My rhythm").sends(pause="2026-04-01")
    assert same("Away until Wednesday 1 April", answered(tom))
    opens_a_round(company, ines)
    assert not is_invited(company, people["U0TOM"])
    tom.never_heard("Who would you like to meet")

    tom.presses("My rhythm")
    assert tom.sends(back=["back"]) == {}
    assert same("Welcome back", answered(tom))
    assert is_invited(company, people["U0TOM"]), "they join the round that is open"


def is_invited(company: Company, person: Person) -> bool:
    with company.work() as work:
        opened = work.rounds.latest(programme_of(work).id)
        return work.rounds.invitation(opened.id, person.id) is not None


def test_only_their_mentor_reads_what_a_mentee_aims_for(
    company: Company, ines: Someone, lea: Someone, tom: Someone, people: dict[str, Person]
) -> None:
    with company.work() as work:
        work.profiles.change(people["U0TOM"].id, goals=(CANARY,), days=(1, 3), form=Form.VIDEO)
        work.profiles.change(people["U0LEA"].id, goals=("Zaunkönig",), form=Form.PHONE)
    opens_a_round(company, ines)
    tom.presses("Choose my three mentors").sends(first="Léa Martin")
    proposes_and_publishes(company, ines)

    introduced = spoken(lea.hears("Vous accompagnez désormais"))
    assert same(CANARY, introduced)
    assert same("Jours les plus simples : mardi et jeudi ; de préférence en visio.", introduced)
    assert same("They would rather meet by phone", spoken(tom.hears("is now your mentor")))
    tom.never_heard("Zaunkönig")
    for someone in ("U0INES", "U0MAYA", "U0OMAR"):
        company.someone(someone).never_heard(CANARY)


ASKED = "Have you met, or set a first date?"


def test_a_reminder_they_do_without_is_not_said_and_the_next_one_is_when_they_want_it_again(
    company: Company, tom: Someone
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-02")
    tom.types("/mentor profil").presses("Messages I want")
    assert tom.sends(wanted=["sheets", "news", "invitations"]) == {}
    assert same("the programme team would then see", answered(tom))
    company.travel("2026-03-10 11:00")
    company.tick()
    tom.never_heard(ASKED)
    assert ("first_meeting", "cancelled", "muted") in ledger(company)

    tom.presses("Messages I want")
    assert tom.sends(wanted=["reminders"]) == {}
    assert same("You will still receive: reminders to meet.", answered(tom))
    company.travel("2026-03-17 11:00")
    company.tick()
    tom.hears("Your first meeting with <@U0LEA> isn’t logged yet")
    assert ("first_meeting", "sent", None) in ledger(company)


def ledger(company: Company) -> set[tuple[str, str, str | None]]:
    with company.binome.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT kind, state, reason FROM prompt")
        return {tuple(row) for row in found}


def test_the_introduction_is_said_to_whoever_wants_no_message_at_all(
    company: Company, ines: Someone, tom: Someone, people: dict[str, Person]
) -> None:
    tom.types("/mentor profil").presses("Messages I want")
    assert tom.sends(wanted=[]) == {}
    assert same("from now on I only write what you are waiting for", answered(tom))
    assert PromptKind.INVITATION in profile_of(company, "U0TOM")[1].muted
    opens_a_round(company, ines)
    tom.never_heard("Who would you like to meet")

    with company.work() as work:
        opened = work.rounds.latest(programme_of(work).id)
        choosing.choose(work, people["U0TOM"], opened.id, [people["U0LEA"].id])
    proposes_and_publishes(company, ines)
    tom.hears("is now your mentor")


def test_nobody_buries_the_team_in_topics(company: Company, people: dict[str, Person]) -> None:
    with company.work() as work:
        for number in range(MOST_SUGGESTIONS):
            topics.suggest(work, f"Topic {number}", "en")
        topics.suggest(work, "topic 7", "en")
        with pytest.raises(TooManySuggestions):
            topics.suggest(work, "One more", "en")
        assert len(work.topics.suggestions()) == MOST_SUGGESTIONS


def test_a_break_that_is_over_is_none_and_a_long_one_is_refused(
    company: Company, people: dict[str, Person]
) -> None:
    with company.work() as work:
        enrolment = work.enrolments.of(people["U0TOM"].id, programme_of(work).id)
        work.enrolments.change(enrolment.id, paused_until=date(2026, 3, 10))
        mine = about_me.about(work, people["U0TOM"])
        assert mine.away_until is None
        assert about_me.keep(work, mine.person, {Line.PAUSE: mine.today + timedelta(days=1)}) == (Line.PAUSE,)
        with pytest.raises(about_me.LinesRefused):
            about_me.keep(work, mine.person, {Line.PAUSE: mine.today + timedelta(days=367)})
