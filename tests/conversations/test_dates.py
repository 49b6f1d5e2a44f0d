"""A date as two people find it: one suggests, the other accepts, moves or declines; recalled, and asked about after."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.request import urlopen

import pytest
from icalendar import Calendar

from handlers import ids
from tests.conversations import forging
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.seen import elements

pytestmark = pytest.mark.long


@pytest.fixture
def pair(company: Company) -> None:
    """Léa and Tom, introduced on Monday 2 March 2026; they have had their sheet. It is the Monday after."""
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-02")
    company.travel("2026-03-03 11:00")
    company.tick()
    company.travel("2026-03-09 11:00")
    company.tick()


def at(local: str) -> int:
    """What Slack's picker gives for this moment in Paris, an hour before the clocks change."""
    return int(datetime.fromisoformat(f"{local}+01:00").timestamp())


def next_day(company: Company, day: str) -> None:
    company.travel(f"{day} 11:00")
    company.tick()


def calendar_file(company: Company, someone: Someone) -> Any:
    """The event of the latest file in their conversation."""
    files = [file for message in someone.messages() for file in message.get("files", [])]
    with urlopen(f"{company.url}{files[-1]['url']}", timeout=10) as answer:
        return Calendar.from_ical(answer.read()).walk("VEVENT")[0]


def picked_in(view: dict[str, Any], label: str) -> dict[str, Any]:
    """The line of a menu behind three dots, as Slack sends it."""
    return next(
        {"block_id": block["block_id"], "action_id": menu["action_id"], "selected_option": line["value"]}
        for block in view["blocks"]
        for menu in elements(block)
        for line in menu.get("options", [])
        if same(label, line["text"]["text"])
    )


def suggests(someone: Someone, local: str, button: str, **more: Any) -> None:
    someone.presses(button)
    assert someone.sends(when=at(local), **more) == {}


@pytest.mark.usefixtures("pair")
def test_a_date_is_suggested_accepted_kept_in_a_calendar_and_recalled_with_the_sheet(
    company: Company, lea: Someone, tom: Someone
) -> None:
    tom.presses("Set a date")
    assert tom.sends(when=at("2026-03-09T10:00")) == {
        "when": "That date has passed: choose a moment to come."
    }
    assert tom.sends(when=at("2026-03-19T14:30"), minutes="60") == {}
    tom.hears("You suggested Thursday 19 March at 14:30 · 1 hour to <@U0LEA>.")
    next_day(company, "2026-03-10")
    lea.hears(
        "<@U0TOM> vous propose une date pour votre prochaine rencontre : jeudi 19 mars à 14:30 · 1 heure."
    )

    lea.presses("Cela me convient")

    lea.hears("C'est convenu avec <@U0TOM> : jeudi 19 mars à 14:30 · 1 heure.")
    next_day(company, "2026-03-11")
    tom.hears("Your next meeting with <@U0LEA> is agreed: Thursday 19 March at 14:30 · 1 hour.")
    tom.presses("Calendar file")
    event = calendar_file(company, tom)
    assert event.decoded("dtstart") == datetime(2026, 3, 19, 13, 30, tzinfo=UTC)
    assert event.get("summary") == "Mentoring: Léa Martin"
    next_day(company, "2026-03-18")
    lea.hears("Pour mémoire, votre prochaine rencontre avec <@U0TOM> : jeudi 19 mars à 14:30")
    assert lea.times_heard("Ouvrir ma feuille") == 2


@pytest.mark.usefixtures("pair")
def test_nobody_says_yes_to_a_date_that_was_moved_meanwhile(
    company: Company, lea: Someone, tom: Someone
) -> None:
    suggests(tom, "2026-03-19T14:30", "Set a date")
    next_day(company, "2026-03-10")
    suggests(tom, "2026-03-20T09:00", "Change the date")

    lea.presses_forged("date_accept:1:1", f"1:{at('2026-03-19T14:30')}")

    lea.hears(
        "La date a changé entre-temps, et rien n'a été répondu. Il s'agit maintenant de : vendredi 20 mars"
    )
    lea.hears("<@U0TOM> vous propose une date pour votre prochaine rencontre : vendredi 20 mars à 09:00")
    lea.presses("Cela me convient")
    lea.hears("C'est convenu avec <@U0TOM> : vendredi 20 mars à 09:00")


@pytest.mark.usefixtures("pair")
def test_two_who_choose_at_once_read_each_other_before_anything_is_moved(
    company: Company, lea: Someone, tom: Someone
) -> None:
    tom.presses("Set a date")
    lea.opens_home().presses("Fixer une date")
    assert tom.sends(when=at("2026-03-19T14:30")) == {}
    assert lea.sends(when=at("2026-03-24T09:00")) == {}

    assert same(
        "<@U0TOM> vous propose une date pour votre prochaine rencontre : jeudi 19 mars à 14:30",
        spoken(lea.form()),
    )
    lea.presses("Cela me convient")

    assert same("C'est convenu avec <@U0TOM> : jeudi 19 mars à 14:30", spoken(lea.form()))


def test_a_mentor_of_several_reads_and_answers_in_the_weeks_message_a_date_suggested_since(
    company: Company, lea: Someone, tom: Someone
) -> None:
    for mentee in ("U0TOM", "U0MAYA"):
        an_active_pair(company, mentor="U0LEA", mentee=mentee, since="2026-02-16")
    next_day(company, "2026-02-23")
    lea.hears("<@U0TOM> – pas encore de première rencontre")

    tom.opens_home().presses("Set a date")
    assert tom.sends(when=at("2026-02-27T14:30")) == {}
    lea.hears("<@U0TOM> – une date vous est proposée : vendredi 27 février à 14:30")
    lea.presses("Je ne peux pas")

    lea.hears("<@U0TOM> – pas encore de première rencontre")
    assert len(lea.messages()) == 1


@pytest.mark.usefixtures("pair")
def test_who_cannot_says_so_and_the_other_is_offered_another_time(
    company: Company, lea: Someone, tom: Someone
) -> None:
    suggests(tom, "2026-03-19T14:30", "Set a date")
    next_day(company, "2026-03-10")

    lea.presses("Je ne peux pas")

    lea.hears("Votre rencontre avec <@U0TOM> du jeudi 19 mars à 14:30 n'est plus prévue.")
    next_day(company, "2026-03-11")
    tom.hears("<@U0LEA> can't make Thursday 19 March at 14:30")
    suggests(tom, "2026-03-20T09:00", "Suggest another time")
    tom.hears("You suggested Friday 20 March at 09:00")


def test_a_mentor_of_several_says_in_home_that_they_cannot(
    company: Company, lea: Someone, tom: Someone
) -> None:
    for mentee in ("U0TOM", "U0MAYA"):
        an_active_pair(company, mentor="U0LEA", mentee=mentee, since="2026-02-16")
    next_day(company, "2026-02-23")
    tom.opens_home().presses("Set a date")
    assert tom.sends(when=at("2026-02-27T14:30")) == {}

    chosen = picked_in(lea.opens_home().home(), "Répondre à la date")
    company.post("press", {"as": "U0LEA", "view_id": lea.home()["id"], **chosen})
    lea.presses("Je ne peux pas")

    assert same("n'est plus prévue", spoken(lea.form()))
    next_day(company, "2026-02-24")
    tom.hears("<@U0LEA> can't make Friday 27 February at 14:30")


@pytest.mark.usefixtures("pair")
def test_a_date_near_is_called_off_in_the_form_that_would_have_moved_it(
    company: Company, lea: Someone, tom: Someone
) -> None:
    suggests(tom, "2026-03-10T14:30", "Set a date")
    lea.opens_home().presses("Cela me convient")
    lea.opens_home().presses("Changer la date").presses("Annuler la date")
    assert same("Personne ne compte les annulations", spoken(lea.form()))
    assert lea.sends() == {}
    assert lea.has_no_form()
    next_day(company, "2026-03-10")
    tom.hears("can't make Tuesday 10 March at 14:30")


@pytest.mark.usefixtures("pair")
def test_a_form_without_a_date_asks_for_one_and_leaves_no_mistake_in_the_log(
    company: Company, capsys: pytest.CaptureFixture[str]
) -> None:
    picked = {"type": "datetimepicker", "selected_date_time": 10**30}
    for given in ({}, {"when": picked}, {"when": {**picked, "selected_date_time": None}}):
        answer = forging.send(company, forging.submit("U0LEA", ids.PLAN_FORM, ":1:", given))
        assert "choisissez un moment" in json.loads(answer.body)["errors"]["when"]
    assert "handler_failed" not in capsys.readouterr().out


@pytest.mark.usefixtures("pair")
def test_an_agreed_date_that_is_near_may_be_shortened_before_it_is_cancelled(
    company: Company, lea: Someone, tom: Someone
) -> None:
    suggests(tom, "2026-03-19T14:30", "Set a date")
    next_day(company, "2026-03-10")
    lea.presses("Cela me convient")
    next_day(company, "2026-03-11")
    company.travel("2026-03-18 16:00")

    tom.presses("Cancel the date")
    assert same("Half an hour may be easier to keep than to move", spoken(tom.form()))
    tom.presses("Meet less often")
    assert tom.form()["title"]["text"] == "Our rhythm"
    company.post("close", {"as": tom.slack_id, "view_id": tom.form()["id"]})
    tom.presses("Same time, 30 minutes")

    assert same("Thursday 19 March at 14:30 · 30 minutes", spoken(tom.form()))
    company.tick()
    lea.hears("<@U0TOM> garde l'heure de votre rencontre et préfère une demi-heure : jeudi 19 mars à 14:30")
    lea.never_heard("30 minutes. Aucun rappel")


@pytest.mark.usefixtures("pair")
def test_the_day_after_one_press_says_that_they_met_and_another_that_they_did_not(
    company: Company, lea: Someone, tom: Someone
) -> None:
    suggests(tom, "2026-03-19T14:30", "Set a date")
    next_day(company, "2026-03-10")
    lea.presses("Cela me convient")
    next_day(company, "2026-03-20")
    tom.hears("Did your meeting with <@U0LEA> take place (Thursday 19 March at 14:30 · 45 minutes)?")

    lea.presses("Non, elle n'a pas eu lieu")
    lea.hears("n'a pas eu lieu. Cela arrive, et personne n'en est informé.")
    lea.presses("Pas cette fois")
    tom.presses("Yes, we met")

    tom.hears("Noted, thank you. Your meeting: Thursday 19 March · 45 minutes.")
