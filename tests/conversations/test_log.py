"""Logging a meeting in five seconds, in either language, and what happens to words and mistakes."""

from __future__ import annotations

import pytest

from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone

pytestmark = pytest.mark.long


@pytest.fixture
def pair(company: Company) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")


@pytest.mark.usefixtures("pair")
def test_lea_logs_in_french_and_reads_what_was_understood(lea: Someone) -> None:
    lea.types("/mentor-log @tom hier 1h30 visio")

    heard = lea.hears("C'est noté, vous avez rencontré <@U0TOM> : lundi 9 mars · 1 h 30 · en visio.")
    assert heard["ephemeral"]


@pytest.mark.usefixtures("pair")
def test_tom_logs_in_english_the_same_way(tom: Someone) -> None:
    tom.types("/mentor-log @lea yesterday 1 h")

    tom.hears("Noted: you met <@U0LEA> – Monday 9 March · 1 hour.")


@pytest.mark.usefixtures("pair")
def test_the_only_partner_needs_no_naming(tom: Someone) -> None:
    tom.types("/mentor-log 45 min")

    tom.hears("Noted: you met <@U0LEA> – Tuesday 10 March · 45 minutes.")


@pytest.mark.usefixtures("pair")
def test_left_over_words_are_not_stored_and_the_reply_says_so(company: Company, lea: Someone) -> None:
    lea.types("/mentor-log @tom 45 min on a parlé de son envie de partir")

    lea.hears("les autres mots n'ont pas été enregistrés")
    with company.binome.engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT * FROM meeting").fetchall()
    assert "partir" not in repr(tables)


@pytest.mark.parametrize(("words", "said"), [("aide", "une ligne suffit"), ("help", "une ligne suffit")])
def test_whoever_asks_for_help_reads_how_to_log(lea: Someone, words: str, said: str) -> None:
    lea.types(f"/mentor-log {words}")

    lea.hears(said)


@pytest.mark.usefixtures("pair")
def test_the_example_that_help_gives_is_understood(tom: Someone) -> None:
    tom.types("/mentor-log @lea yesterday 1 h 30 video")

    tom.hears("Noted: you met <@U0LEA> – Monday 9 March · 1 hr 30 min · by video.")


@pytest.mark.usefixtures("pair")
def test_without_a_word_it_opens_a_form_that_logs(lea: Someone) -> None:
    lea.types("/mentor-log")

    assert lea.sends(minutes="60", how="in_person") == {}
    lea.hears("C'est noté, vous avez rencontré <@U0TOM> : mardi 10 mars · 1 heure · en personne.")
    assert lea.has_no_form()


@pytest.mark.usefixtures("pair")
def test_a_future_day_in_the_form_is_told_beside_its_line_and_the_form_stays(lea: Someone) -> None:
    lea.types("/mentor-log")

    errors = lea.sends(day="2026-03-20")

    assert "encore à venir" in errors["day"].replace("\u202f", " ")
    assert lea.form()


@pytest.mark.usefixtures("pair")
def test_it_can_be_corrected(company: Company, lea: Someone) -> None:
    lea.types("/mentor-log @tom 45 min").presses("Corriger")

    assert lea.sends(day="2026-03-09", minutes="30") == {}
    lea.hears("C'est noté, vous avez rencontré <@U0TOM> : lundi 9 mars · 30 minutes.")
    with company.work() as work:
        [mentorship] = work.mentorships.in_programme(work.programme().id)
        assert len(work.meetings.in_cycle(mentorship.id, 1)) == 1


@pytest.mark.usefixtures("pair")
def test_it_can_be_undone(lea: Someone) -> None:
    lea.types("/mentor-log @tom 45 min").presses("Annuler cette note")

    lea.hears("C'est annulé")


@pytest.mark.usefixtures("pair")
def test_of_two_logged_in_one_line_one_is_undone_and_the_other_can_still_be(
    company: Company, lea: Someone
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0MAYA")

    lea.types("/mentor-log @tom @maya 45 min").presses("Annuler cette note")
    last = lea.hears("C'est annulé : la rencontre avec <@U0TOM>")
    assert "vous avez rencontré <@U0MAYA>" in repr(last["blocks"])

    lea.presses("Annuler cette note")
    lea.hears("C'est annulé : la rencontre avec <@U0MAYA>")


@pytest.mark.usefixtures("pair")
def test_the_same_meeting_told_by_both_counts_once(company: Company, lea: Someone, tom: Someone) -> None:
    lea.types("/mentor-log @tom 45 min")
    tom.types("/mentor-log @lea 45 min")

    tom.hears("was noted already")
    with company.work() as work:
        [mentorship] = work.mentorships.in_programme(work.programme().id)
        [meeting] = work.meetings.in_cycle(mentorship.id, 1)
        assert meeting.agreed


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("@maya 45 min", "Je ne trouve pas de mentorat en cours entre vous et Maya Cohen."),
        ("@lea 45 min", "Une rencontre se fait à deux"),
        ("@zoe 45 min", "Je ne trouve pas de mentorat en cours"),
        ("@tom demain 45 min", "encore à venir"),
        ("@tom 600 min", "C'est plus de 8 heures"),
        ("bonjour", "Je n'ai pas compris"),
        ("avec Zoé 45 min", "Avec qui ?"),
        ("@tom 2 min", "à partir de 5 minutes"),
        ("@tom 2024-01-01 45 min", "trop ancien"),
        ("blablabla", "Je n'ai pas compris"),
        ("🎉🎉🎉", "Je n'ai pas compris"),
        ("x" * 3000, "Je n'ai pas compris"),
        ("<!channel>", "Je n'ai pas compris"),
        ("@personne 45 min", "Je ne trouve pas de mentorat en cours entre vous et personne."),
    ],
)
def test_a_mistake_gets_a_sentence_that_says_what_to_do_and_nothing_is_written(
    company: Company, lea: Someone, typed: str, told: str
) -> None:
    known(company, "U0MAYA", "U0ZOE")

    lea.types(f"/mentor-log {typed}")

    assert lea.hears(told)["ephemeral"]
    with company.work() as work:
        [mentorship] = work.mentorships.in_programme(work.programme().id)
        assert work.meetings.last_held(mentorship.id) is None


def test_somebody_without_a_mentorship_is_told_what_comes_next(maya: Someone) -> None:
    maya.types("/mentor-log @lea 45 min")

    maya.hears("Je ne connais pas cette personne")
    maya.types("/mentor-log 45 min")
    maya.hears("Vous n'avez pas encore de binôme")


@pytest.mark.usefixtures("pair")
def test_a_forged_button_has_no_effect_and_a_kind_answer(lea: Someone, maya: Someone) -> None:
    lea.types("/mentor-log @tom 45 min")
    maya.types("/mentor-log 45 min")

    maya.presses_forged("log_undo:1", "1")
    maya.hears("Ce bouton date d'un ancien message")
    maya.presses_forged("log_undo:1", "1; DROP TABLE meeting")
    maya.presses_forged("a_button_of_another_age", "1")
    assert maya.times_heard("Ce bouton date d'un ancien message") == 3
