"""The form of a meeting, filled in as far as one can guess; what is asked back opens it; groups say who was there."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.mentorships import Mentorship, SeatRole
from tests.conversations.given import an_active_pair, known, linked
from tests.conversations.harness import Company, Someone, same, spoken

pytestmark = pytest.mark.long

NAME = "Managers de demain"


@pytest.fixture
def pair(company: Company) -> Mentorship:
    return an_active_pair(company, mentor="U0LEA", mentee="U0TOM")


@pytest.fixture
def group(company: Company, pair: Mentorship) -> Mentorship:
    """Léa mentors Tom alone, and Maya and Omar together."""
    lea, maya, omar = known(company, "U0LEA", "U0MAYA", "U0OMAR")
    with company.work() as work:
        made = linked(work, lea, maya, since=pair.anchor)
        work.mentorships.give_seat(made.id, omar.id, SeatRole.MENTEE, since=work.now)
        return work.mentorships.change(made.id, name=NAME)


def blocks(who: Someone) -> dict[str, Any]:
    return {block["block_id"]: block for block in who.form()["blocks"] if block["type"] == "input"}


def chooses(who: Someone, block_id: str, value: str) -> None:
    """Pick this in a menu of the form, which is told at once."""
    view, block = who.form(), blocks(who)[block_id]
    place = {"as": who.slack_id, "view_id": view["id"], "block_id": block_id}
    option = {"action_id": block["element"]["action_id"], "selected_option": value}
    assert who.company.post("press", {**place, **option})["acked"]
    who.company.settle()


def there(company: Company, group: Mentorship) -> set[str]:
    with company.work() as work:
        meeting = work.meetings.last_held(group.id)
        ids = work.meeting_history.there([meeting.id]).get(meeting.id, ())
        return {person.first_name for person in work.people.many(ids).values()}


def test_one_form_logs_ticks_the_sheet_and_sets_the_next_date(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    tom.types("/mentor-log @lea lundi dernier 1h15")
    lea.types("/mentor-log")
    asked = blocks(lea)
    assert asked["minutes"]["element"]["initial_option"]["value"] == "75", "as long as the last time"
    assert asked["day"]["element"]["initial_date"] == "2026-03-10"
    line = asked[f"lines:{pair.id}"]["element"]["options"][0]

    gone, later = 1_772_000_000, 1_775_200_000
    answers = {f"lines:{pair.id}": [line["value"]], "how": "video"}
    assert "à venir" in lea.sends(**answers, next=gone)["next"], "nothing is lost, and nothing is logged yet"
    lea.never_heard("C'est noté, vous avez rencontré <@U0TOM> : mardi 10 mars")
    assert lea.sends(**answers, next=later) == {}

    told = spoken(lea.hears("C'est noté, vous avez rencontré <@U0TOM> : mardi 10 mars · 1 h 15 · en visio."))
    assert same("1 ligne de la feuille est cochée", told)
    assert same("vendredi 3 avril", told)
    with company.work() as work:
        assert work.meetings.planned(pair.id) is not None
        assert work.sheets.of(pair.id, 1).done == 1
    lea.types("/mentor-log")
    assert "next" not in blocks(lea), "a date stands already"


def test_what_is_asked_back_opens_the_form_with_what_was_understood(lea: Someone, pair: Mentorship) -> None:
    lea.types("/mentor-log @tom 3/4 visio")

    told = spoken(lea.hears("Rien n'est encore noté"))
    assert same("Quel jour", told)
    assert same("Combien de temps", told)
    assert same("J'ai compris : en visio", told)
    lea.presses("Remplir le formulaire")
    assert blocks(lea)["how"]["element"]["initial_option"]["value"] == "video"
    assert lea.sends(day="2026-03-09", minutes="45") == {}
    lea.hears("lundi 9 mars · 45 minutes · en visio")


def test_another_one_chosen_in_the_form_brings_their_own_questions(
    company: Company, lea: Someone, pair: Mentorship, group: Mentorship
) -> None:
    lea.types("/mentor-log")
    assert f"lines:{pair.id}" in blocks(lea)

    chooses(lea, "whom", str(group.id))

    asked = blocks(lea)
    assert f"lines:{group.id}" in asked
    assert f"lines:{pair.id}" not in asked
    boxes = asked[f"there:{group.id}:0"]["element"]
    assert len(boxes["initial_options"]) == len(boxes["options"]) == 3
    alone = {f"there:{group.id}:0": ["Léa Martin"]}
    assert "deux personnes" in lea.sends(**alone)[f"there:{group.id}:0"]
    assert lea.sends(**{f"there:{group.id}:0": ["Léa Martin", "Maya Cohen"]}) == {}
    assert there(company, group) == {"Léa", "Maya"}
    lea.hears("étaient là : <@U0LEA> et <@U0MAYA>")


def test_a_group_is_logged_with_whoever_was_named_and_one_name_alone_is_asked_about(
    company: Company, lea: Someone, maya: Someone, group: Mentorship
) -> None:
    lea.types("/mentor-log @maya 45 min")
    lea.hears("Maya fait partie du groupe « Managers de demain »")
    lea.types("/mentor-log managers de demain, avec Maya, hier 45 min")
    assert there(company, group) == {"Léa", "Maya"}
    company.travel("2026-03-11 10:30")
    company.tick()
    maya.hears("<@U0LEA> a noté une rencontre du groupe").pop("text")
    maya.presses("Corriger")
    assert maya.sends(**{f"there:{group.id}:0": ["Léa Martin", "Maya Cohen", "Omar Haddad"]}) == {}
    assert there(company, group) == {"Léa", "Maya", "Omar"}


def test_an_undo_that_comes_after_the_other_half_agreed_says_why_not(
    company: Company, lea: Someone, tom: Someone, pair: Mentorship
) -> None:
    lea.types("/mentor-log @tom 45 min")
    tom.types("/mentor-log @lea 45 min")

    lea.presses("Annuler cette note")

    lea.hears("a confirmé cette rencontre entre-temps")
    with company.work() as work:
        assert work.meetings.last_held(pair.id) is not None
