"""Every word that joining lets people write reaches whom it is for, and nobody else: no table, no file, no log line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.enrolments import Application
from tests.conversations import forging
from tests.conversations.arriving import written_anywhere
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone
from tests.conversations.round_scenes import (
    MENTEES,
    MENTORS,
    enrolled,
    opens_a_round,
    proposes_and_publishes,
)
from tests.conversations.seen import spoken
from tests.conversations.test_canaries import files_of
from tests.conversations.test_canaries import logged as logged
from tests.volunteering import application_of, place_of

pytestmark = pytest.mark.long

EVERYBODY = ("U0LEA", "U0TOM", "U0INES", "U0MAYA", "U0OMAR")
#: What is written, by whom, and who else may ever read it. Each word is no word of anything else.
EXPERIENCE, GOAL, MISSING, KINDLY = "Zilpzalp", "Zaunkoenig", "Wendehals", "Wiedehopf"
READERS = {
    EXPERIENCE: {"U0LEA", "U0TOM", "U0MAYA"},  # whoever looks around among the mentors
    GOAL: {"U0TOM", "U0LEA"},  # whoever mentors him
    MISSING: {"U0TOM", "U0INES"},  # the team, without his name
    KINDLY: {"U0INES", "U0OMAR"},  # who declines, and who is declined
}


@pytest.mark.slow
def test_every_word_of_an_arrival_reaches_whom_it_is_for_and_nobody_else(
    company: Company, ines: Someone, tom: Someone, lea: Someone, logged: Callable[[], str]
) -> None:
    company.restart()
    people = enrolled(company, {**MENTORS, **MENTEES})
    tells(lea, "/mentor profil", "Objectifs et sujets", experience=EXPERIENCE)
    tells(tom, "/mentor profile", "Goals and topics", goal_1=GOAL, suggestion=MISSING)
    with company.work() as work:
        place = place_of(work, people["U0OMAR"])
        work.applications.open(place.id, work.now)
        work.enrolments.change(place.id, application=Application.APPLIED, completed_at=work.now)
        application_id = application_of(work, people["U0OMAR"])
    seen: dict[str, str] = dict.fromkeys(EVERYBODY, "")

    ines.types("/mentor-admin topics")
    looks(seen, ines)
    ines.types("/mentor-admin").presses_forged("application_decline", str(application_id))
    assert ines.sends(reason="let_us_talk", words=KINDLY) == {}
    looks(seen, ines)
    opens_a_round(company, ines)
    for slack_id, label in (("U0TOM", "Look around"), ("U0MAYA", "Parcourir les mentors")):
        looks(seen, company.someone(slack_id).presses(label))
    tom.presses("Choose my three mentors").sends(first="Léa Martin")
    for typed in ("/mentor-admin people", "/mentor-admin besoins", "/mentor-report"):
        ines.types(typed)
    proposes_and_publishes(company, ines)
    for slack_id in EVERYBODY:
        someone = company.someone(slack_id).opens_home()
        seen[slack_id] += " ".join([*map(spoken, someone.messages()), spoken(someone.home())])

    for word, readers in READERS.items():
        read_by = {slack_id for slack_id, all_of_it in seen.items() if word in all_of_it}
        assert read_by <= readers, word
        assert read_by, "it does reach somebody"
        assert not written_anywhere(company, word)
        assert word.encode() not in files_of(company)
        assert word not in logged()
    log = logged()
    assert "action=" in log, "something was logged"
    assert not [broken for broken in forging.BROKEN if broken in log]


@pytest.mark.slow
def test_what_somebody_needs_is_neither_logged_nor_repeated_to_anybody(
    company: Company, ines: Someone, tom: Someone, logged: Callable[[], str]
) -> None:
    """Not even in Tom's own conversation: whoever looks over his shoulder later learns that he has answered."""
    company.restart()
    known(company, *EVERYBODY)
    ines.types("/mentor-admin besoins").presses("Demander les besoins")
    assert ines.sends() == {}
    company.travel("2026-03-10 10:30")
    company.tick()
    tom.presses("Answer")
    assert tom.sends(first="persuading", second="priorities", form="circle") == {}
    ines.types("/mentor-admin besoins")

    log = logged()
    assert "action=" in log
    for word in ("persuading", "priorities", "circle"):
        assert word not in log, word
    for slack_id in EVERYBODY:
        told = " ".join(map(spoken, company.someone(slack_id).messages()))
        for words in ("Persuading and negotiating", "Setting priorities", "Convaincre et négocier"):
            assert words not in told, (slack_id, words)


def tells(who: Someone, command: str, label: str, **words: str) -> None:
    who.types(command).presses(label)
    assert who.sends(**words) == {}
    who.company.post("close", {"as": who.slack_id, "view_id": who.form()["id"]})


def looks(seen: dict[str, str], who: Someone) -> None:
    """The form on top, read and closed."""
    seen[who.slack_id] += spoken({"blocks": who.form()["blocks"]})
    who.company.post("close", {"as": who.slack_id, "view_id": who.form()["id"]})
