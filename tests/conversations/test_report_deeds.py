"""`/mentor-report` as it is typed: split, published by word, of a longer period, of newcomers, for other eyes."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.enrolments import Part
from bot.domain.mentorships import Mentorship
from bot.domain.permissions import Right
from bot.programme.joining import programme_of
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.test_report import GENERAL, colleague, met, pair, press

pytestmark = pytest.mark.long


@pytest.fixture
def two_networks(company: Company) -> list[Mentorship]:
    """Since January: twelve pairs whose mentees are of Domaines, twelve of Initiatives, and two people of a third."""
    company.travel("2026-01-12 09:00")
    [coordinator] = known(company, "U0INES")
    with company.work() as work:
        hers = work.enrolments.open_for(coordinator.id, programme_of(work).id)
        work.enrolments.change(hers.id, part=Part.NOT_FOR_ME)
        mentors = [colleague(work, number, Part.MENTOR) for number in range(8)]
        mentees = [colleague(work, 100 + number, Part.MENTEE) for number in range(24)]
        few = [colleague(work, 200 + number, Part.MENTEE) for number in range(2)]
        for number, one in enumerate((*mentees, *few)):
            work.people.change(one.id, network=("Domaines", "Initiatives", "Services")[number // 12])
        pairs = [pair(work, mentors[n % 8], mentee, date(2026, 1, 12)) for n, mentee in enumerate(mentees)]
        for one in (*pairs[:6], *pairs[12:18]):
            met(work, one, date(2026, 2, 3))
    company.travel("2026-03-10 09:00")
    return pairs


@pytest.mark.usefixtures("two_networks")
def test_groups_stand_beside_one_another_small_ones_too_for_the_team(ines: Someone) -> None:
    ines.types("/mentor-report février par réseau", channel=GENERAL)

    heard = ines.hears("Réseau par réseau", channel=GENERAL)
    for words in ("*Domaines* : 12 personnes", "*Initiatives* : 12 personnes", "*Services* : 2 personnes"):
        assert same(words, heard["text"]), words
    assert same("Se sont rencontrés : 50 % (6/12)", heard["text"])
    press(ines, "Tout ensemble")
    assert not same("Réseau par réseau", ines.hears("Se lancer, continuer, finir", channel=GENERAL)["text"])


@pytest.mark.usefixtures("two_networks")
def test_the_first_split_that_is_published_is_the_only_one_and_two_people_are_not_told_apart(
    company: Company, ines: Someone, maya: Someone
) -> None:
    ines.types("/mentor-report février par réseau publier", channel=GENERAL)
    assert maya.messages(GENERAL) == [], "it is for ever, and is confirmed with the button"
    press(ines, "Publier ici")

    [seen] = maya.messages(GENERAL)
    assert same("Réseau par réseau", spoken(seen))
    assert not same("Services", spoken(seen)), "two people are taken together with others"
    ines.types("/mentor-report février par site", channel=GENERAL)
    press(ines, "Publier ici")
    ines.hears("déjà publié selon un autre découpage", channel=GENERAL)
    ines.types("/mentor-report février par réseau publier", channel=GENERAL)
    assert len(maya.messages(GENERAL)) == 2, "what is settled is published at a word"


@pytest.mark.slow
@pytest.mark.usefixtures("two_networks")
def test_a_split_whose_message_may_have_been_read_stays_the_only_one_and_is_published_by_asking_again(
    company: Company, ines: Someone, maya: Someone
) -> None:
    """What Slack refused is not told apart from what arrived although its answer was lost."""
    ines.types("/mentor-report février par réseau publier", channel=GENERAL)
    company.post("faults", {"refuse_blocks": ["section", "header"]})
    press(ines, "Publier ici")
    company.post("faults", {"clear": True})
    assert maya.messages(GENERAL) == []

    ines.types("/mentor-report février par site", channel=GENERAL)
    press(ines, "Publier ici")
    ines.hears("déjà publié selon un autre découpage", channel=GENERAL)
    ines.types("/mentor-report février par réseau publier", channel=GENERAL)
    assert same("Réseau par réseau", spoken(maya.messages(GENERAL)[0]))


@pytest.mark.usefixtures("two_networks")
def test_a_month_that_runs_is_not_published_but_the_one_before(ines: Someone, maya: Someone) -> None:
    ines.types("/mentor-report publier", channel=GENERAL)

    [seen] = maya.messages(GENERAL)
    assert same("Mentorat – février 2026", spoken(seen))
    ines.hears("la dernière qui l’est, février 2026, qui a été publiée", channel=GENERAL)


@pytest.mark.usefixtures("two_networks")
def test_whoever_may_only_look_reads_periods_that_are_over(company: Company, maya: Someone) -> None:
    [champion] = known(company, "U0MAYA")
    with company.work() as work:
        work.rights.grant(champion.id, Right.CHAMPION)

    maya.types("/mentor-report", channel=GENERAL)
    maya.hears("Mentorat – février 2026", channel=GENERAL)
    maya.types("/mentor-report mars", channel=GENERAL)
    maya.hears("Cette période court jusqu’au mardi 31 mars", channel=GENERAL)
    maya.types("/mentor-report par réseau", channel=GENERAL)
    maya.hears("n’ont pas été publiés par groupe", channel=GENERAL)
    maya.types("/mentor-report csv", channel=GENERAL)
    maya.hears("réservée à la coordination", channel=GENERAL)
    maya.types("/mentor-report publier", channel=GENERAL)
    assert not any(not message["ephemeral"] for message in maya.messages(GENERAL))


@pytest.mark.usefixtures("two_networks")
def test_a_quarter_adds_up_its_months_and_newcomers_have_a_report_of_their_own(ines: Someone) -> None:
    ines.types("/mentor-report T1 2026", channel=GENERAL)
    text = ines.hears("Mentorat – T1 2026", channel=GENERAL)["text"]
    assert same("Se sont rencontrés : 12 sur 24 (50 %)", text)
    assert same("Binômes actifs : 24 sur 24 (100 %)", text)
    ines.types("/mentor-report arrivées", channel=GENERAL)
    ines.hears("L’accueil des arrivées n’a pas commencé ici", channel=GENERAL)


@pytest.mark.usefixtures("two_networks")
def test_a_spreadsheet_is_counted_before_it_is_sent_and_paper_comes_in_ones_own_conversation(
    ines: Someone, maya: Someone
) -> None:
    ines.types("/mentor-report février", channel=GENERAL)
    press(ines, "Pour un tableur (CSV)")
    assert ines.messages(GENERAL)[-1]["ephemeral"]
    assert not any(message.get("files") for message in ines.messages())
    ines.types("/mentor-report février pdf", channel=GENERAL)
    ines.hears("dans notre conversation", channel=GENERAL)
    [file] = [file for message in ines.messages() for file in message.get("files", ())]
    assert file["name"].endswith(".pdf")
    assert maya.messages(GENERAL) == []


@pytest.mark.usefixtures("two_networks")
def test_where_pictures_are_wanted_the_report_is_in_words_and_they_come_in_ones_own_conversation(
    company: Company, ines: Someone
) -> None:
    object.__setattr__(company.binome.house, "charts", "picture")  # as BINOME_CHARTS says at the start

    ines.types("/mentor-report février", channel=GENERAL)

    heard = ines.hears("Se lancer, continuer, finir", channel=GENERAL)
    assert "data_table" not in {block["type"] for block in heard["blocks"]}
    assert ines.hears("Voici l’image.")["files"]


@pytest.mark.usefixtures("two_networks")
def test_where_slack_knows_no_charts_the_same_is_said_in_words(company: Company, ines: Someone) -> None:
    ines.types("/mentor-report février", channel=GENERAL)
    drawn = {block["type"] for block in ines.hears("Se lancer, continuer, finir", channel=GENERAL)["blocks"]}
    assert "data_table" in drawn
    company.post("faults", {"refuse_blocks": ["data_visualization", "data_table"]})

    ines.types("/mentor-report février", channel=GENERAL)

    heard = ines.hears("Se lancer, continuer, finir", channel=GENERAL)
    assert {block["type"] for block in heard["blocks"]} <= {
        "header",
        "section",
        "context",
        "divider",
        "actions",
    }
    assert same("premières rencontres", heard["text"])
