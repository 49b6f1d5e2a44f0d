"""`/mentor-report`: figures for those who may see them, in private first; published without a name or a small group."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from bot.domain.calendar import Period, at_local, cycle_at
from bot.domain.enrolments import Application, Part
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person, SlackProfile, Standing
from bot.domain.permissions import Right
from bot.programme import joining
from bot.programme.joining import programme_of
from bot.programme.work import Work
from storage.base import table_of
from storage.tables import AuditRow
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone, same, spoken

pytestmark = pytest.mark.long

AUDIT = table_of(AuditRow)
GENERAL = "C0GENERAL"


def colleague(work: Work, number: int, part: Part | None) -> Person:
    """Somebody of the company whom no test speaks to."""
    person = joining.meet(
        work,
        SlackProfile(
            slack_id=f"U0X{number:03}",
            name=f"Collègue {number:03}",
            handle=f"c{number}",
            standing=Standing.EMPLOYEE,
            language="fr",
            timezone="Europe/Paris",
        ),
    )
    if part is not None:
        enrolment = work.enrolments.open_for(person.id, programme_of(work).id)
        capacity = 4 if part.mentors else None
        work.enrolments.change(enrolment.id, part=part, capacity=capacity, application=Application.APPROVED)
    return person


def pair(work: Work, mentor: Person, mentee: Person, since: date) -> Mentorship:
    return work.mentorships.link(
        programme_of(work).id,
        seats=[(mentor.id, SeatRole.MENTOR), (mentee.id, SeatRole.MENTEE)],
        anchor=since,
        period=Period(months=1),
        introduced_at=at_local(since, time(9), "Europe/Paris"),
    )


def met(work: Work, one: Mentorship, day: date, state: MeetingState = MeetingState.HELD) -> None:
    work.meetings.add(
        one.id,
        state=state,
        cycle=cycle_at(one.anchor, one.period, day),
        held_on=day,
        minutes=45,
        form=None,
        logged_by=one.seats[0].person_id,
        logged_at=datetime.combine(day, time(18)).astimezone(),
    )


def press(person: Someone, label: str) -> None:
    """Press the button of their latest message in the channel that reads so."""
    message = next(one for one in reversed(person.messages(GENERAL)) if same(label, spoken(one)))
    block, element = next(
        (block, element)
        for block in message["blocks"]
        for element in block.get("elements", [])
        if same(label, (element.get("text") or {}).get("text", "") if element["type"] == "button" else "")
    )
    done = person.company.post(
        "press",
        {
            "as": person.slack_id,
            "channel": GENERAL,
            "ts": message["ts"],
            "block_id": block.get("block_id"),
            "action_id": element["action_id"],
        },
    )
    assert done["acked"], done
    person.company.settle()


@pytest.fixture
def programme(company: Company) -> list[Mentorship]:
    """Twelve pairs since January; in the cycle that ended in February, six met and six did not; one rests since."""
    company.travel("2026-01-12 09:00")
    [coordinator] = known(company, "U0INES")
    with company.work() as work:
        not_for_her = work.enrolments.open_for(coordinator.id, programme_of(work).id)
        work.enrolments.change(not_for_her.id, part=Part.NOT_FOR_ME)
        mentors = [colleague(work, number, Part.MENTOR) for number in range(3)]
        mentees = [colleague(work, 100 + number, Part.MENTEE) for number in range(12)]
        for number in range(6):
            colleague(work, 200 + number, Part.MENTEE)
        for number in range(2):
            colleague(work, 300 + number, None)
        pairs = [
            pair(work, mentors[number % 3], mentee, date(2026, 1, 12))
            for number, mentee in enumerate(mentees)
        ]
        for one in pairs[:6]:
            met(work, one, date(2026, 2, 3))
    company.travel("2026-03-10 09:00")
    with company.work() as work:
        work.mentorships.pause(pairs[11].id, since=date(2026, 3, 1), until=date(2026, 6, 1))
    return pairs


@pytest.mark.usefixtures("programme")
def test_a_coordinator_reads_the_month_in_private_with_each_figure_whole(ines: Someone) -> None:
    ines.types("/mentor-report février", channel=GENERAL)

    heard = ines.hears("Mentorat – février 2026", channel=GENERAL)
    assert heard["ephemeral"]
    text = heard["text"]
    for words in (
        "Sans mentor : 8 sur 20 (40 %)",
        "6 personnes attendent une campagne",
        "2 personnes n’ont pas encore dit si le mentorat les intéresse",
        "Binômes actifs : 12 sur 12 (100 %)",
        "Se sont rencontrés : 6 sur 12 (50 %)",
        "Sans nouvelles : 6 sur 12 (50 %)",
        "janvier 2026 :",
    ):
        assert same(words, text), words
    assert same("Première rencontre en 14 jours au plus : *0 %* (0/6)", spoken(heard))


@pytest.mark.usefixtures("programme")
def test_names_of_people_who_wait_and_of_quiet_pairs_are_for_the_coordinator_alone(
    company: Company, ines: Someone, maya: Someone
) -> None:
    ines.types("/mentor-report février", channel=GENERAL)

    text = ines.hears("Vers qui se tourner", channel=GENERAL)["text"]
    assert "<@U0X200>" in text, "somebody who waits"
    assert "<@U0X106>" in text, "somebody of a quiet pair"
    assert "<@U0X300>" not in text, "who has not said anything is left in peace"
    assert not any(message.get("user") for message in maya.messages(GENERAL))


@pytest.mark.usefixtures("programme")
def test_this_month_is_the_default_and_says_until_when_it_counts(ines: Someone) -> None:
    ines.types("/mentor-report", channel=GENERAL)

    text = ines.hears("Mentorat – mars 2026", channel=GENERAL)["text"]
    assert same("Chiffres à ce jour, 10 mars 2026.", text)
    assert same("Binômes actifs : 11 sur 12", text)
    assert same("À part : 1 binôme en pause", text)
    assert same("février 2026 : 6 sur 12 (50 %)", text)


@pytest.mark.usefixtures("programme")
def test_published_it_holds_no_name_and_no_small_group_and_everybody_sees_it(
    company: Company, ines: Someone, maya: Someone
) -> None:
    ines.types("/mentor-report février", channel=GENERAL)
    press(ines, "Publier ici")

    [seen] = maya.messages(GENERAL)
    words = spoken(seen)
    assert not seen["ephemeral"]
    assert same("Se sont rencontrés : 6 sur 12 (50 %)", words)
    assert same("Sans mentor : 8 sur 20 (40 %)", words)
    assert not same("n’ont pas encore dit", words), "two people are too few to be counted aloud"
    assert not same("attendent une campagne", words), "six and two are eight: the six would tell of the two"
    assert "<@" not in words
    assert "Collègue" not in words


@pytest.mark.usefixtures("programme")
def test_pressed_twice_it_is_published_once(ines: Someone, maya: Someone) -> None:
    ines.types("/mentor-report février", channel=GENERAL)
    press(ines, "Publier ici")
    press(ines, "Publier ici")

    assert len(maya.messages(GENERAL)) == 1


@pytest.mark.usefixtures("programme")
def test_somebody_without_the_right_is_refused_and_it_is_on_record(company: Company, tom: Someone) -> None:
    tom.types("/mentor-report", channel=GENERAL)

    assert tom.hears("This is for the programme’s coordinators", channel=GENERAL)["ephemeral"]
    with company.binome.engine.connect() as connection:
        [row] = connection.execute(select(AUDIT.c.act, AUDIT.c.allowed)).all()
    assert tuple(row) == ("see_report", False)


@pytest.mark.usefixtures("programme")
def test_a_forged_publish_publishes_nothing(
    company: Company, tom: Someone, maya: Someone, ines: Someone
) -> None:
    tom.types("/mentor-log 45 min")
    tom.presses_forged("report_publish:long_term:2026-02:", "long_term:2026-02:")
    tom.hears("This is for the programme’s coordinators")
    ines.types("/mentor-report février")
    ines.presses_forged("report_publish:x", "'; DROP TABLE meeting; --")
    ines.hears("Ce bouton date d’un ancien message")

    assert maya.messages(GENERAL) == []


@pytest.mark.usefixtures("programme")
def test_a_champion_reads_what_may_be_published_and_cannot_publish(company: Company, maya: Someone) -> None:
    [champion] = known(company, "U0MAYA")
    with company.work() as work:
        work.rights.grant(champion.id, Right.CHAMPION)

    maya.types("/mentor-report février", channel=GENERAL)

    heard = maya.hears("Mentorat – février 2026", channel=GENERAL)
    assert heard["ephemeral"]
    assert "<@" not in heard["text"]
    assert same("Non communiqué, car on pourrait y compter moins de cinq personnes", heard["text"])
    assert not same("Publier ici", spoken(heard))


@pytest.mark.usefixtures("programme")
def test_a_coordinator_does_not_read_the_names_of_their_own_line(company: Company, ines: Someone) -> None:
    [boss] = known(company, "U0INES")
    with company.work() as work:
        report = work.people.by_slack_id("U0X200")
        quiet = work.people.by_slack_id("U0X106")
        assert report
        assert quiet
        work.people.change(report.id, manager_id=boss.id)
        work.people.change(quiet.id, manager_id=report.id)

    ines.types("/mentor-report février", channel=GENERAL)

    text = ines.hears("Vers qui se tourner", channel=GENERAL)["text"]
    assert "<@U0X200>" not in text
    assert "<@U0X106>" not in text
    assert same("2 noms ne vous sont pas montrés", text)
    assert same("6 personnes attendent une campagne", text), "the figures stay whole"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("aide", "`/mentor-report` donne les chiffres du programme"),
        ("blabla", "Je ne reconnais pas cette période"),
        ("2026-13", "Je ne reconnais pas cette période"),
        ("x" * 3000, "Je ne reconnais pas cette période"),
        ("<!channel>", "Je ne reconnais pas cette période"),
        ("par Finance", "un groupe n’est jamais montré seul"),
        ("T2 2026", "Cette période n’a pas encore commencé"),
        ("2025-06", "Le programme a commencé en janvier 2026"),
    ],
)
@pytest.mark.usefixtures("programme")
def test_a_mistake_gets_a_sentence_that_says_what_to_type(ines: Someone, typed: str, told: str) -> None:
    ines.types(f"/mentor-report {typed}", channel=GENERAL)

    assert ines.hears(told, channel=GENERAL)["ephemeral"]


def test_before_the_programme_begins_it_says_what_to_do(ines: Someone) -> None:
    ines.types("/mentor-report", channel=GENERAL)

    ines.hears("Le programme n’a pas encore commencé", channel=GENERAL)


def test_a_programme_in_its_first_days_has_no_rate_yet(company: Company, ines: Someone) -> None:
    with company.work() as work:
        colleague(work, 1, Part.MENTEE)

    ines.types("/mentor-report", channel=GENERAL)

    text = ines.hears("Mentorat – mars 2026", channel=GENERAL)["text"]
    assert same("aucune période ne s’est encore terminée", text)
    assert same("Sans mentor : 2 sur 2 (100 %)", text), "Inès, who has not answered, and the newcomer"


@pytest.mark.usefixtures("programme")
def test_the_picture_goes_to_the_readers_own_conversation_with_words_for_those_who_cannot_see(
    ines: Someone, maya: Someone
) -> None:
    ines.types("/mentor-report février", channel=GENERAL)
    press(ines, "En images")

    message = ines.hears("Voici l’image.")
    [file] = message["files"]
    assert file["name"] == "binome-2026-02-trend.png"
    assert same("février 2026 50 %", file["alt"])
    assert maya.messages(GENERAL) == []


@pytest.mark.usefixtures("programme")
def test_from_home_it_comes_in_the_readers_own_conversation(ines: Someone) -> None:
    ines.opens_home()

    ines.presses("Voir les chiffres")

    heard = ines.hears("Mentorat – mars 2026")
    assert not same("Publier ici", spoken(heard))
