"""A success or a thank-you, in Slack: proposed, agreed to word for word, told once, and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.mentorships import EndedWhy, Mentorship
from bot.playground import Playground
from bot.playground.company import BOT_USER_ID
from bot.playground.state import Conversation
from bot.programme import ending, story_channel
from handlers import ids
from tests.conversations.arriving import written_anywhere
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import same, spoken

pytestmark = pytest.mark.long

WINS = "C0WINS"
WORDS = "Quatre mois, et j’ose enfin parler en public. <!channel> Merci Léa & toute l’équipe !"
SAID = "&lt;!channel&gt; Merci Léa &amp; toute"
THANKS = {"story_kind": "thanks", "story_words": WORDS, "story_names": "yes"}


@pytest.fixture
def channel(playground_server: Playground) -> Conversation:
    """Where everybody is, the bot as well."""
    everybody = {*playground_server.slack.workspace.people}
    made = Conversation(id=WINS, kind="channel", name="mentorat", members=everybody)
    playground_server.slack.workspace.conversations[WINS] = made
    return made


@pytest.fixture
def pair(company: Company, channel: Conversation) -> Mentorship:
    """Léa mentors Tom; stories are told in a channel."""
    made = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-20")
    [ines] = known(company, "U0INES")
    with company.work() as work:
        story_channel.name(work, ines, WINS)
    company.someone("U0TOM").says("hello")
    company.travel("2026-03-10 11:00")
    return made


def posted(channel: Conversation) -> list[Any]:
    return [one for one in channel.messages.values() if one.from_bot and not one.only_for]


def proposes(tom: Someone, pair: Mentorship, **answers: str) -> str:
    """As it will be read, by the form that shows it before anything is proposed."""
    tom.presses_forged(ids.STORY_OPEN, str(pair.id))
    assert tom.sends(**{**THANKS, "story_readers": "channel", **answers}) == {}
    look = spoken(tom.form())
    assert tom.sends() == {}
    assert "It has been suggested to <@U0LEA>" in spoken(tom.form())
    tom.company.post("close", {"as": tom.slack_id, "view_id": tom.form()["id"]})
    tom.company.tick()
    return look


def test_two_yeses_to_the_exact_words_tell_it_once_and_either_takes_it_back(
    company: Company, channel: Conversation, pair: Mentorship, tom: Someone, lea: Someone, ines: Someone
) -> None:
    look = proposes(tom, pair)
    assert posted(channel) == []
    assert not written_anywhere(company, "ose enfin")
    assert SAID in spoken(lea.hears("Sans votre oui, personne n’en lira rien"))

    lea.presses("Oui, avec ces mots")
    company.tick()
    company.tick()
    [told] = posted(channel)
    assert SAID in told.text
    assert told.text in look, "what was looked at is what is told, letter for letter"
    lea.hears("C’est raconté dans")
    company.travel("2026-03-11 11:00")
    company.tick()
    tom.hears("It was told in")
    assert not written_anywhere(company, "ose enfin")
    ines.never_heard("ose enfin")

    lea.presses("Tout reprendre")
    company.tick()
    assert posted(channel) == []
    tom.hears("It has been taken back")
    for who in (tom, lea):
        who.never_heard("ose enfin")


def test_words_that_nobody_can_see_are_none(pair: Mentorship, tom: Someone) -> None:
    """Nor does anything turn around how the channel reads the rest."""
    tom.presses_forged(ids.STORY_OPEN, str(pair.id))
    unseen = tom.sends(**{**THANKS, "story_readers": "channel", "story_words": "\u200b\u2060"})
    assert same("The words are missing", unseen["story_words"])
    assert tom.sends(**{**THANKS, "story_readers": "channel", "story_words": "Thanks \u202eandL"}) == {}
    assert "\u202e" not in spoken(tom.form())


@pytest.mark.usefixtures("channel")
def test_what_somebody_wrote_stays_before_their_eyes_when_the_other_was_quicker(
    pair: Mentorship, tom: Someone, lea: Someone
) -> None:
    proposes(tom, pair)
    lea.presses("Changer les mots")
    assert lea.sends(story_words="Merci à Léa.") == {}
    tom.presses_forged(ids.STORY_OPEN, str(pair.id))
    tom.presses("Change the words").sends(story_words="Thank you!")
    assert tom.sends() == {}

    assert same("Vos mots sont toujours là", lea.sends()["story_words"])
    assert "Merci à Léa." in str(lea.form())


def test_other_words_are_another_question_and_not_this_time_is_told_to_nobody(
    company: Company, channel: Conversation, pair: Mentorship, tom: Someone, lea: Someone
) -> None:
    proposes(tom, pair)
    lea.presses("Changer les mots")
    assert lea.sends(story_words="") != {}
    assert lea.sends(story_words="Merci Léa.", story_names="Sans nos noms") == {}
    assert "Un merci, dans l’un de nos mentorats" in spoken(lea.form())
    assert lea.sends(story_words="Merci à Léa.") == {}
    assert "Vous avez changé quelque chose" in spoken(lea.form()), (
        "nobody says yes to what they have not read"
    )
    assert lea.sends() == {}
    assert posted(channel) == []
    lea.hears("Rien n’est raconté tant qu’il manque l’accord de <@U0TOM>")

    company.travel("2026-03-11 11:00")
    company.tick()
    tom.hears("The words, or where they will be read, have changed")
    heard = len(lea.messages())
    tom.presses("Not this time")
    company.tick()
    assert posted(channel) == []
    assert len(lea.messages()) == heard
    lea.hears("Cela reste entre vous")
    lea.never_heard("Merci à Léa")


def test_what_slack_does_not_confirm_is_never_posted_again_before_somebody_has_looked(
    company: Company, channel: Conversation, pair: Mentorship, tom: Someone, lea: Someone, ines: Someone
) -> None:
    proposes(tom, pair)
    ines.opens_home()
    company.post("faults", {"kind": "500_after", "method": "chat.postMessage", "times": 1})
    lea.presses("Oui, avec ces mots")
    company.binome.sender.send_all()
    company.tick()
    assert len(posted(channel)) == 1
    trouble = spoken(ines.hears("Une réussite a peut-être été publiée"))
    assert not [word for word in ("ose enfin", "U0LEA", "U0TOM", "Léa") if word in trouble]
    company.tick()
    assert len(posted(channel)) == 1

    ines.presses("Il y est")
    ines.hears("C’est réglé")
    lea.hears("C’est raconté dans").get("ts")
    lea.presses("Tout reprendre")
    company.travel("2026-03-11 11:00")
    company.tick()
    ines.hears("a été reprise par l’une des personnes concernées")
    ines.presses("Il n’y est plus")
    assert not written_anywhere(company, WINS + "x")


def test_a_busy_slack_is_waited_for_and_a_closed_channel_is_mended_by_the_team(
    company: Company, channel: Conversation, pair: Mentorship, tom: Someone, lea: Someone, ines: Someone
) -> None:
    proposes(tom, pair)
    channel.members.discard(BOT_USER_ID)
    company.post("faults", {"kind": "429", "method": "chat.postMessage", "retry_after": 0, "times": 1})
    lea.presses("Oui, avec ces mots")
    company.tick()
    company.tick()
    assert posted(channel) == []
    ines.hears("et je n’y suis pas")
    channel.members.add(BOT_USER_ID)
    channel.archived = True
    ines.presses("Réessayer")
    company.travel("2026-03-11 11:00")
    company.tick()
    company.tick()
    ines.hears("qui est archivé")
    channel.archived = False
    ines.types("/mentor-admin canal").sends(story_channel=WINS)
    company.tick()
    assert len(posted(channel)) == 1


def test_the_team_is_not_left_with_a_story_that_is_asked_anew(
    company: Company, channel: Conversation, pair: Mentorship, tom: Someone, lea: Someone, ines: Someone
) -> None:
    proposes(tom, pair)
    channel.members.discard(BOT_USER_ID)
    lea.presses("Oui, avec ces mots")
    company.tick()
    company.tick()
    ines.hears("et je n’y suis pas")
    ines.types("/mentor-admin canal").sends(story_channel="C0GENERAL")
    company.tick()
    ines.hears("C’est réglé")


def test_without_a_channel_the_team_alone_is_offered_and_its_message_loses_the_words(
    company: Company, channel: Conversation, pair: Mentorship, tom: Someone, lea: Someone, ines: Someone
) -> None:
    ines.types("/mentor-admin canal").presses("Retirer ce canal")
    with company.work() as work:
        ending.end(work, work.mentorships.get(pair.id), EndedWhy.TERM)
    tom.presses_forged(ids.STORY_OPEN, str(pair.id))
    assert "The programme has no channel for successes yet" in spoken(tom.form())
    assert tom.sends(**THANKS, story_readers="team") == {}
    assert tom.sends() == {}
    company.tick()
    ines.never_heard("ose enfin")
    lea.presses("Oui, avec ces mots")
    company.travel("2026-03-11 11:00")
    company.tick()
    assert SAID in spoken(ines.hears("Confié à l’équipe du programme, et à elle seule"))
    assert posted(channel) == []

    company.someone("U0TOM").presses_forged(ids.STORY_OPEN, str(pair.id))
    tom.presses("Take it all back")
    company.tick()
    ines.hears("Ce qui vous était confié ici a été repris")
    ines.never_heard("ose enfin")
    lea.hears("C’est repris")  # what the team has read did not stay between them


def test_a_channel_in_which_the_bot_is_not_says_so_to_who_names_it(
    company: Company, channel: Conversation, pair: Mentorship, ines: Someone, tom: Someone
) -> None:
    ines.types("/mentor-admin canal")
    assert ines.sends(story_channel="C0GENERAL") == {}
    ines.hears("Je ne suis pas dans <#C0GENERAL>")
    company.post("close", {"as": "U0INES", "view_id": ines.form()["id"]})
    ines.types("/mentor-admin canal")
    assert ines.sends(story_channel=WINS) == {}
    ines.hears("Vous êtes seul·e à voir ce message", channel=WINS)
    assert posted(channel) == [], "nobody else sees anything"
    tom.types("/mentor-admin canal").never_heard("réussite")
