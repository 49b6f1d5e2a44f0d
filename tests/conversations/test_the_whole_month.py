"""The month from joining to the report, as one story: everybody in French, then everybody in English.

Every step is taken by the doors that people have; the bot is restarted in the middle, and nobody notices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from bot.texts import Language, Speech
from tests.conversations.arriving import joins, network_value
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.test_report import GENERAL, press


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """What people press is read from the catalogue; what they are promised is written here."""

    language: Language
    button: str
    five_people: str
    yesterday: str
    month: str
    promises: dict[str, str]

    def __call__(self, key: str) -> str:
        return Speech(self.language).plain(key)


FRENCH = Tongue(
    language="fr",
    button="Français",
    five_people="5 personnes",
    yesterday="hier 1h30 visio",
    month="avril",
    promises={
        "kept": "Avant tout, ce que je garde",
        "thanks": "Merci Nora",
        "applied": "Votre candidature de mentor est entre les mains de l'équipe",
        "candidate": "Une personne propose d'être mentor.",
        "approved": "La candidature de <@U0LEA> est acceptée par <@U0INES>.",
        "welcomed": "vous voilà mentor",
        "invited": "Une campagne de mentorat est ouverte",
        "answers": "1 réponse sur 1",
        "reason": "avec <@U0LEA> : son premier choix, français en commun, réseaux différents et un sujet en commun",
        "nobody": "Personne ne reste sans mentor",
        "mentee": "<@U0LEA> est désormais votre mentor.",
        "mentor": "Vous accompagnez désormais",
        "first": "Vous formez un binôme avec <@U0LEA> depuis",
        "noted": "C'est noté, merci. Votre rencontre : mercredi 18 mars · 1 heure · en visio.",
        "told": "a noté votre rencontre : mercredi 18 mars · 1 heure · en visio.",
        "agreed": "C'est confirmé",
        "ticked": "1 coché sur 8",
        "carried": "reprise du mois dernier",
        "logged": "vous avez rencontré <@{nora}> : mardi 14 avril · 1 h 30 · en visio.",
        "met": "Se sont rencontrés : 1 sur 1 (100 %)",
        "withheld": "Non communiqué, car",
    },
)
ENGLISH = Tongue(
    language="en",
    button="English",
    five_people="5 people",
    yesterday="yesterday 1h30 video",
    month="April",
    promises={
        "kept": "First of all, what I keep",
        "thanks": "Thank you Nora",
        "applied": "Your application to mentor is with the programme team",
        "candidate": "Somebody offers to mentor.",
        "approved": "<@U0INES> accepted the application of <@U0LEA>.",
        "welcomed": "you are a mentor",
        "invited": "A mentoring round is open",
        "answers": "1 answer out of 1",
        "reason": "with <@U0LEA>: their first choice, English in common, different networks and a topic in common",
        "nobody": "Nobody is left without a mentor",
        "mentee": "<@U0LEA> is now your mentor.",
        "mentor": "is now your mentee.",
        "first": "You and <@U0LEA> have been paired since",
        "noted": "Noted, thank you. Your meeting: Wednesday 18 March · 1 hour · by video.",
        "told": "logged your meeting: Wednesday 18 March · 1 hour · by video.",
        "agreed": "Confirmed",
        "ticked": "1 of 8 ticked",
        "carried": "carried over from last month",
        "logged": "you met <@{nora}> – Tuesday 14 April · 1 hr 30 min · by video.",
        "met": "Met: 1 of 1 (100%)",
        "withheld": "Not shown, because",
    },
)


@dataclass(kw_only=True)
class Month:
    company: Company
    nora: Someone
    lea: Someone
    ines: Someone
    say: Tongue

    def on(self, local: str) -> None:
        """The clock is moved, and the heart beats."""
        self.company.travel(local)
        self.company.tick()

    def hears(self, who: Someone, promise: str, **where: Any) -> dict[str, Any]:
        return who.hears(self.say.promises[promise].format(nora=self.nora.slack_id), **where)


@pytest.mark.long
@pytest.mark.parametrize(
    "say", [pytest.param(FRENCH, id="fr"), pytest.param(ENGLISH, id="en", marks=pytest.mark.slow)]
)
def test_nora_joins_meets_lea_and_the_report_shows_it(company: Company, say: Tongue) -> None:
    company.travel("2026-03-03 10:00")
    locale = {"fr": "fr-FR", "en": "en-GB"}[say.language]
    nora = joins(company, "Nora Lindqvist", locale=locale, start_date="2026-03-05")
    lea, ines = company.someone("U0LEA"), company.someone("U0INES")
    month = Month(company=company, nora=nora, lea=lea, ines=ines, say=say)

    everybody_arrives(month)
    the_team_says_yes_to_lea(month)
    a_round_is_lived(month)
    company.restart()
    they_are_introduced_and_meet(month)
    they_tick_a_line_and_the_rest_comes_back(month)
    lea_logs_the_second_meeting(month)
    the_report_shows_it_and_names_nobody_in_public(month)


def everybody_arrives(month: Month) -> None:
    month.company.tick()
    assert month.nora.messages() == [], "her first day is to come"
    month.on("2026-03-05 10:00")
    month.hears(month.nora, "kept")
    answers(month, month.nora, part="onboarding.part_mentee", network="Support")
    month.hears(month.nora, "thanks")
    month.lea.says("hello")
    answers(month, month.lea, part="onboarding.part_mentor", network="Produit")
    month.lea.presses(month.say.five_people)
    month.hears(month.lea, "applied")
    month.ines.says("hello").presses(month.say.button).presses(month.say("onboarding.part_not_for_me"))


def answers(month: Month, who: Someone, *, part: str, network: str) -> None:
    say = month.say
    who.presses(say.button).presses(say(part))
    who.presses(say("onboarding.network_choose"), selected_option=network_value(who, network))
    who.presses(say("onboarding.topics_choose"), selected_options=["speaking"]).presses(say("common.save"))
    who.presses(say("onboarding.expectation_skip"))


def the_team_says_yes_to_lea(month: Month) -> None:
    month.on("2026-03-05 11:00")
    month.hears(month.ines, "candidate")
    month.ines.presses(month.say("mentors.approve"))
    month.hears(month.ines, "approved")
    month.on("2026-03-06 10:00")
    month.hears(month.lea, "welcomed")


def a_round_is_lived(month: Month) -> None:
    say, ines, nora = month.say, month.ines, month.nora
    ines.types("/mentor-admin").presses(say("admin.open_round"))
    assert ines.sends(mentors_days="0") == {}
    assert same("Nora Lindqvist", spoken({"blocks": ines.form()["blocks"]}))
    assert ines.sends() == {}
    month.on("2026-03-09 10:00")
    month.hears(nora, "invited")
    nora.presses(say("choices.choose"))
    assert nora.sends(first="Léa Martin") == {}
    ines.types("/mentor-admin round")
    month.hears(ines, "answers")
    ines.presses(say("rounds.close"))
    month.hears(ines, "reason")
    ines.presses(say("review.publish"))
    month.hears(ines, "nobody")


def they_are_introduced_and_meet(month: Month) -> None:
    month.on("2026-03-10 10:00")
    month.hears(month.nora, "mentee")
    month.hears(month.lea, "mentor")
    month.on("2026-03-18 10:00")
    month.hears(month.nora, "first")
    month.lea.never_heard(month.say.promises["first"])
    month.nora.presses(month.say("prompts.met"))
    assert month.nora.sends(minutes="60", how="video") == {}
    month.hears(month.nora, "noted")
    month.on("2026-03-19 10:00")
    month.hears(month.lea, "told")
    month.lea.presses(month.say("prompts.log_agree"))
    month.hears(month.lea, "agreed")


def they_tick_a_line_and_the_rest_comes_back(month: Month) -> None:
    month.nora.presses(month.say("sheets.open"))
    boxes = next(block for block in month.nora.form()["blocks"] if block.get("block_id") == "boxes_0")
    line, another = (boxes["element"]["options"][place]["text"]["text"] for place in (0, 1))
    assert month.nora.sends(boxes_0=[line]) == {}
    month.hears(month.lea, "ticked")

    month.on("2026-04-10 10:00")
    reminded = spoken(month.hears(month.lea, "carried"))
    assert same(another, reminded)
    assert not same(f"• {line}", reminded)


def lea_logs_the_second_meeting(month: Month) -> None:
    month.company.travel("2026-04-15 10:00")
    month.lea.types(f"/mentor-log @nora {month.say.yesterday}")
    month.hears(month.lea, "logged")
    month.company.restart()  # else it would wait before so many messages within seconds, as Slack wants it to
    for day in ("2026-04-27", "2026-05-05", "2026-05-11"):
        month.on(f"{day} 10:00")
    assert month.nora.times_heard(month.say("prompts.skip")) == 0, "whoever has met is asked nothing"


def the_report_shows_it_and_names_nobody_in_public(month: Month) -> None:
    month.ines.types(f"/mentor-report {month.say.month}", channel=GENERAL)
    month.hears(month.ines, "met", channel=GENERAL)
    press(month.ines, month.say("reports.publish"))
    published = spoken(month.company.someone("U0OMAR").messages(GENERAL)[-1])
    assert same(FRENCH.promises["withheld"], published), "everybody reads the programme's language"
    assert "<@" not in published
    assert "Nora" not in published
