"""The mentors' circle: Inès sets it, mentors answer and gather an agenda, and nobody learns who asked what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import SQLModel

from bot.domain.enrolments import Application, Part
from bot.domain.people import SlackProfile, Standing
from bot.programme import departures
from tests.conversations.arriving import written_anywhere
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.test_canaries import files_of
from tests.conversations.test_canaries import logged as logged

pytestmark = pytest.mark.long

MENTORS = ("U0LEA", "U0TOM", "U0MAYA")
#: Words of nothing else.
POINT, QUESTION = "Zilpzalp", "Wendehals"
ASKED = "Et si je ne sais pas repondre ?"


def at(local: str) -> int:
    """What Slack's picker gives for a moment in Paris."""
    moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Europe/Paris"))
    return int(moment.astimezone(UTC).timestamp())


def every_row(company: Company) -> dict[str, set[str]]:
    """Of every table: nothing that is kept is left out."""
    with company.binome.engine.connect() as connection:
        return {
            table.name: {repr(row) for row in connection.execute(table.select())}
            for table in SQLModel.metadata.sorted_tables
        }


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name, rows in before.items() if rows != after[name]}


@pytest.fixture
def circle(company: Company, ines: Someone) -> Company:
    """Three mentors, one of them in English; the circle first meets on 24 March at eleven."""
    people = known(company, *MENTORS, "U0INES", "U0OMAR")
    with company.work() as work:
        programme = work.programmes.start(
            type_key="long_term",
            name="Mentorat",
            language="fr",
            timezone="Europe/Paris",
            started_on=work.today(people[0]),
        )
        for person in people[: len(MENTORS)]:
            place = work.enrolments.open_for(person.id, programme.id)
            work.enrolments.change(
                place.id,
                part=Part.MENTOR,
                capacity=3,
                application=Application.APPROVED,
                completed_at=work.now,
            )
    ines.types("/mentor-admin cercle").presses("Fixer la première date")
    assert "Cette date est passée" in ines.sends(when=at("2026-03-01 11:00"))["when"]
    assert ines.sends(when=at("2026-03-24 11:00"), place="Salle Ada Lovelace") == {}
    ines.hears("Prochaine séance : mardi 24 mars à 11:00")
    return company


def test_mentors_are_invited_each_in_their_language_and_answer_there_or_in_home(
    circle: Company, lea: Someone, tom: Someone, ines: Someone
) -> None:
    circle.travel("2026-03-16 11:00")
    circle.tick()
    lea.hears("Le cercle des mentors se réunit le mardi 24 mars à 11:00")
    tom.hears("The mentors’ circle meets on Tuesday 24 March at 11:00")
    circle.someone("U0OMAR").never_heard("cercle")

    lea.presses("Je viens").hears("Vous avez dit que vous venez")
    lea.presses("Fichier d’agenda").hears("Ouvrez ce fichier")
    lea.presses("Mettre un point à l’ordre du jour")
    assert lea.sends(words="Comment dire non ?") == {}
    circle.post("close", {"as": "U0LEA", "view_id": lea.form()["id"]})
    tom.opens_home()
    assert same("Comment dire non ?", spoken(tom.home()))
    tom.presses("I can’t").hears("You said that you can’t come")
    assert not written_anywhere(circle, "dire non")
    ines.types("/mentor-admin circle").hears("Ne peuvent pas venir : 1 · Sans réponse : 1")

    lea.presses("Voir l’ordre du jour").presses("Retirer")
    assert same("Rien à l’ordre du jour", spoken({"blocks": lea.form()["blocks"]}))


def test_a_question_leaves_one_row_that_leads_to_nobody_and_is_read_on_the_eve(
    circle: Company, lea: Someone, tom: Someone, ines: Someone
) -> None:
    circle.travel("2026-03-16 11:00")
    circle.tick()
    tom.presses("I’m coming").presses("Ask a question without my name")
    before = every_row(circle)
    assert tom.sends(words=ASKED) == {}

    assert changed(before, every_row(circle)) == {"circle_question"}, (
        "no key, no hour, no message drawn again"
    )
    assert same("Nothing links it to you", spoken({"blocks": tom.form()["blocks"]}))
    assert not written_anywhere(circle, ASKED)
    circle.post("close", {"as": "U0TOM", "view_id": tom.form()["id"]})
    ines.types("/mentor-admin cercle").hears("D’ici là, personne ne les voit")
    for someone in (ines, lea):
        someone.never_heard(ASKED)
    lea.presses("Je viens")
    circle.travel("2026-03-23 10:30")
    circle.tick()
    for someone in (lea, tom):
        someone.hears(ASKED)
    tom.presses_forged("circle_question", str(_session(circle)))
    tom.hears("The questions are being read already")


def test_another_date_is_told_and_asked_anew_and_calling_off_is_told_to_whoever_comes(
    circle: Company, lea: Someone, tom: Someone, ines: Someone
) -> None:
    circle.travel("2026-03-16 11:00")
    circle.tick()
    lea.presses("Je viens")
    ines.types("/mentor-admin cercle").presses("Déplacer cette séance")
    assert "avant le vendredi 24 avril" in ines.sends(when=at("2026-05-20 11:00"))["when"]
    assert ines.sends(when=at("2026-03-26 14:00")) == {}
    circle.travel("2026-03-17 10:30")
    circle.tick()
    lea.hears("est déplacé au jeudi 26 mars à 14:00")
    tom.hears("meets on Thursday 26 March at 14:00")
    tom.never_heard("Tuesday 24 March")
    lea.presses("Je viens")

    ines.types("/mentor-admin cercle").presses("Annuler cette séance")
    circle.travel("2026-03-18 10:30")
    circle.tick()
    lea.hears("n’aura pas lieu")
    ines.types("/mentor-admin cercle").hears("Prochaine séance : vendredi 24 avril à 11:00")


def test_once_it_is_over_no_message_about_it_has_anything_to_press(
    circle: Company, lea: Someone, tom: Someone, ines: Someone
) -> None:
    circle.travel("2026-03-16 11:00")
    circle.tick()
    lea.presses("Je viens")
    circle.travel("2026-03-23 10:30")
    circle.tick()
    lea.hears("Vous avez dit que vous venez")
    session_id = _session(circle)
    with circle.work() as work:
        told = SlackProfile(
            slack_id="U0TOM",
            name="Tom Becker",
            handle="tom",
            standing=Standing.EMPLOYEE,
            language=None,
            timezone="America/Toronto",
        )
        departures.learn(work, [told])
    ines.types("/mentor-admin cercle").hears("11:00 (Paris) · 06:00 (Toronto)")

    circle.travel("2026-03-24 12:30")
    circle.tick()

    shown = [one for who in (lea, tom) for one in who.messages() if "cercle des mentors" in spoken(one)]
    assert shown
    assert not [one for one in shown if any(block["type"] == "actions" for block in one["blocks"])]
    lea.presses_forged("circle_decline", f"{session_id}:0")
    lea.hears("Cette séance a commencé")


def test_the_team_notes_who_was_there_and_gets_a_page_to_fill_in(
    circle: Company, lea: Someone, ines: Someone
) -> None:
    lea.opens_home().presses("Je viens")
    circle.travel("2026-03-24 12:30")
    circle.tick()
    ines.hears("Qui était là ?")
    ines.presses("Qui était là")
    assert ines.form()["blocks"][0]["element"]["initial_users"] == ["U0LEA"]
    assert "n’est pas mentor" in ines.sends(people=["U0LEA", "U0OMAR"])["people"]
    assert ines.sends(people=["U0LEA", "U0TOM"]) == {}
    circle.post("close", {"as": "U0INES", "view_id": ines.form()["id"]})
    ines.hears("les présences sont notées")
    ines.presses("Trame de compte rendu")
    assert same("aucun nom de mentoré·e", spoken({"blocks": ines.form()["blocks"]}))


@pytest.mark.slow
def test_what_is_written_for_a_circle_reaches_its_mentors_and_the_team_and_nobody_else(
    circle: Company, lea: Someone, tom: Someone, ines: Someone, logged: Callable[[], str]
) -> None:
    circle.restart()
    circle.travel("2026-03-16 11:00")
    circle.tick()
    lea.presses("Mettre un point à l’ordre du jour")
    assert lea.sends(words=f"Un {POINT}") == {}
    circle.post("close", {"as": "U0LEA", "view_id": lea.form()["id"]})
    tom.presses("Ask a question without my name")
    assert tom.sends(words=f"A {QUESTION}?") == {}
    circle.post("close", {"as": "U0TOM", "view_id": tom.form()["id"]})
    for mentor in (lea.presses("Je viens"), tom.presses("I’m coming")):
        mentor.opens_home()
    circle.travel("2026-03-23 10:30")
    circle.tick()
    ines.types("/mentor-admin cercle")
    omar = circle.someone("U0OMAR").opens_home()
    omar.types("/mentor").presses_forged("circle_agenda", str(_session(circle)))
    omar.hears("Ce cercle est celui des mentors")

    log = logged()
    assert "action=" in log
    for word in (POINT, QUESTION):
        for someone in (lea, tom, ines):
            someone.hears(word)
        omar.never_heard(word)
        assert not same(word, spoken(omar.home()))
        assert not written_anywhere(circle, word)
        assert word.encode() not in files_of(circle)
        assert word not in log


def _session(company: Company) -> int:
    with company.work() as work:
        circle = work.circles.of(work.programme().id)
        return int(work.circles.latest(circle.id)[0].id)
