"""What people see of a round, in both languages, with the longest names, topics and lists: Slack accepts it all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.kinds import PromptKind
from bot.domain.matching import LeftOut
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person, Workspace
from bot.domain.profiles import MOST_LANGUAGES
from bot.domain.programmes import Topic
from bot.domain.prompts import Prompt, PromptState
from bot.domain.rounds import Answer, Barred, ChoiceRefused, RoundState
from bot.playground.blockkit import problems
from bot.programme.choosing import Invited
from bot.programme.closeness import Withheld
from bot.programme.facts import Introduction
from bot.programme.outcomes import Became, Outcome
from bot.programme.prompts import Bundle
from bot.programme.reasons import Why
from bot.programme.round_facts import Call, LeftAside
from bot.programme.rounds import Glance
from bot.programme.rounds import Standing as RoundStanding
from bot.texts import LANGUAGES, Speech
from bot.texts.languages import USUAL
from handlers import ids
from handlers.views import admin, choices, opening, prompts, rounds
from handlers.views.blocks import Block, Message
from tests.somebody import a_round, somebody
from tests.views.offers import offer_of, shelf_of

TODAY, NOW = date(2026, 3, 10), datetime(2026, 3, 10, 9, tzinfo=UTC)
LONG = "Maximilienne-Alexandrine de la Rochefoucauld-Montesquiou d'Entrecasteaux <&> Xx"
TOPIC = "Savoir dire non, tenir ses priorités et ses délais sans perdre ses collègues"
WORKSPACE = Workspace(id=1, team_id="T0BINOME", name="Atelier", bot_user_id="U0BINOME")
ROUND = a_round(opened_at=NOW)


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


def someone(number: int, name: str = LONG) -> Person:
    return somebody(
        id=number,
        slack_id=f"U0{number:09}",
        name=name,
        handle=f"p{number}",
        language="en" if number % 2 else "fr",
        language_chosen=True,
        title="Directrice adjointe du développement des territoires et des mobilités",
        network="Mobilités, énergies et transitions des territoires",
        network_confirmed=True,
    )


PEOPLE = tuple(someone(number) for number in range(1, 31))
TOPICS = tuple(Topic(key=f"t{n}", texts={"fr": f"{TOPIC} {n}", "en": f"{TOPIC} {n}"}) for n in range(5))
OFFERED = tuple(
    offer_of(replace(person, topics=tuple(topic.key for topic in TOPICS)), places=8, languages=("de", "it"))
    for person in PEOPLE
)
SHELF = shelf_of(replace(PEOPLE[0], topics=("t0", "t2")), TOPICS, *OFFERED, line=OFFERED, full=OFFERED)
WHY = Why(
    rank=2, suggested=False, topics=TOPICS, languages=("fr", "en"), same_network=False, other_network=True
)
WITHHELD = Withheld(rows=3, seen_by=PEOPLE)
BARE = Why(rank=None, suggested=False, topics=(), languages=(), same_network=True, other_network=False)


def message_is_good(message: Message) -> None:
    assert problems({"text": message.text, "blocks": message.blocks}, "message") == []
    assert message.text


def modal_is_good(view: Block) -> None:
    assert problems(view, "modal") == []


def invited(
    answer: Answer | None, *, is_open: bool = True, state: RoundState = RoundState.COLLECTING
) -> Invited:
    chosen = PEOPLE[:3] if answer is Answer.CHOICES else ()
    return Invited(round=replace(ROUND, state=state), answer=answer, choices=chosen, is_open=is_open)


def every_state() -> Iterator[Invited]:
    for answer in (None, *Answer):
        yield invited(answer)
        yield invited(answer, is_open=False, state=RoundState.PROPOSED)
        yield invited(answer, is_open=False, state=RoundState.PUBLISHED)


def prompt(kind: PromptKind, number: int = 1) -> Prompt:
    return Prompt(
        id=number,
        kind=kind,
        recipient_id=1,
        mentorship_id=number,
        period="round-1",
        about={"round": 1},
        state=PromptState.SENT,
        reason=None,
        not_before=NOW,
        expires_at=NOW,
        marker=None,
        generation=1,
        attempts=0,
        channel=None,
        ts=None,
        sent_at=None,
        answer=None,
    )


def said(*facts: Any) -> Bundle:
    return Bundle(recipient=PEOPLE[0], workspace=WORKSPACE, today=TODAY, facts=facts)


def introduced(
    role: SeatRole, why: Why | None = WHY, number: int = 1, words: str | None = "x" * 300
) -> Introduction:
    return Introduction(
        prompt=prompt(PromptKind.INTRODUCTION, number),
        partners=(someone(number),),
        role=role,
        outcome=Outcome(became=Became.OPEN),
        why=why,
        words=words,
    )


def test_the_invitation_is_good_in_every_state_and_so_is_its_form(t: Speech) -> None:
    for mine in every_state():
        message_is_good(choices.receipt(mine, t, today=TODAY))
        message_is_good(prompts.bundle(said(Call(prompt=prompt(PromptKind.INVITATION), invited=mine)), t))
        modal_is_good(choices.form(mine, SHELF, t, kept="1:D0AAAAAAAAA:1795300597.003677"))
    nobody = shelf_of(PEOPLE[0], (), full=OFFERED[:1])
    modal_is_good(choices.form(invited(Answer.NOT_THIS_TIME), nobody, t, kept="1::"))


def test_a_chosen_mentor_who_has_left_is_named_and_the_others_move_up(t: Speech) -> None:
    """Sent as it opens, the form must not be refused for a name that only we know has gone."""
    gone, *still_here = PEOPLE[:3]
    shelf = replace(SHELF, open=OFFERED[1:], line=(), full=())

    view = choices.form(invited(Answer.CHOICES), shelf, t, kept="1::")

    modal_is_good(view)
    menus = [block["element"] for block in view["blocks"] if block.get("block_id") in choices.PLACES]
    shown = [menu["initial_option"]["value"] for menu in menus if "initial_option" in menu]
    assert shown == [str(person.id) for person in still_here]
    told = [element["text"] for element in view["blocks"][-1]["elements"]]
    assert t("choices.missing_gone", people=gone.name) in told


def test_a_mentor_fits_in_one_line_whatever_they_are_called_and_offer(t: Speech) -> None:
    for keys in (("t0", "t1", "t2", "t3", "t4"), ("t0",), ()):
        for offer in SHELF.open:
            line = choices.described(SHELF.card(offer._replace(topics=keys)), t)
            assert len(line) <= 75
            assert line.endswith(t.plain("choices.places", count=8)), "the places are never cut away"


def test_topics_are_shown_whole_as_long_as_they_fit() -> None:
    short = tuple(
        Topic(key=key, texts={"fr": key, "en": key}) for key in ("Parler", "Écrire", "Compter juste")
    )
    mentor = replace(PEOPLE[1], network="Conseil", topics=tuple(topic.key for topic in short))
    card = shelf_of(PEOPLE[0], short).card(offer_of(mentor))

    line = choices.described(card, Speech("fr")).replace("\u202f", " ")

    assert line == "Conseil · Parler, Écrire, Compter juste · français · 1 place"


def test_every_mistake_has_a_sentence_that_fits_beside_its_menu(t: Speech) -> None:
    for why in Barred:
        told = choices.mistakes(ChoiceRefused({0: why, 2: why, 7: why}), t)
        assert told.keys() == {"first", "third"}


def test_what_a_coordinator_follows_and_is_told_is_good(t: Speech) -> None:
    answers = dict.fromkeys(Answer, 200)
    many = tuple(someone(number) for number in range(700))
    for is_open in (True, False):
        standing = RoundStanding(
            round=ROUND, is_open=is_open, invited=700, answers=answers, silent=many, withheld=WITHHELD
        )
        message_is_good(rounds.collecting(standing, t, today=TODAY))
        modal_is_good(opening.opened(standing, t, today=TODAY))
        for one in (ROUND, replace(ROUND, state=RoundState.PUBLISHED, published_at=NOW)):
            glance = Glance(
                mentees=1,
                mentors=2,
                places=3,
                free=4,
                without_a_mentor=5,
                unanswered=0,
                latest=replace(standing, round=one),
            )
            menu = admin.menu(glance, t, today=TODAY)
            message_is_good(menu)
            assert (ids.ROUND_OPEN in str(menu.blocks)) is (one.state is RoundState.PUBLISHED)
            assert ids.ROUND_SEE in str(menu.blocks)
    message_is_good(admin.menu(replace(glance, latest=None), t, today=TODAY))
    for unknown in (True, False):
        message_is_good(admin.helped(t, unknown=unknown))
    for waiting in (0, 1, 30):
        message_is_good(rounds.no_round(waiting, t))


def test_the_introduction_is_good_for_every_role_and_reason_and_eight_at_once(t: Speech) -> None:
    reasons = [
        None,
        WHY,
        BARE,
        *(replace(WHY, rank=rank) for rank in (1, 3, None)),
        replace(WHY, suggested=True),
        replace(WHY, languages=USUAL[: MOST_LANGUAGES + 1]),
    ]
    for role in SeatRole:
        for why in reasons:
            message_is_good(prompts.bundle(said(introduced(role, why)), t))
    eight = [introduced(SeatRole.MENTOR, number=number) for number in range(1, 9)]
    message_is_good(prompts.bundle(said(*eight), t))


def test_the_mentor_never_reads_a_rank_nor_whether_they_were_named(t: Speech) -> None:
    told = {
        prompts.bundle(
            said(introduced(SeatRole.MENTOR, replace(WHY, rank=rank, suggested=suggested))), t
        ).text
        for rank, suggested in ((1, False), (2, False), (3, False), (None, False), (None, True))
    }
    assert len(told) == 1


def test_words_of_the_other_half_cannot_wake_a_channel(t: Speech) -> None:
    told = prompts.bundle(said(introduced(SeatRole.MENTOR, words="<!channel>\n> *a* & b")), t)

    assert "<!channel>" not in repr(told.blocks)
    assert "&lt;!channel&gt; &gt; *a* &amp; b" in told.text


def test_being_left_without_a_mentor_has_kind_words_for_every_reason(t: Speech) -> None:
    for why in LeftOut:
        for people in ((), PEOPLE[:5]):
            one = LeftAside(prompt=prompt(PromptKind.LEFT_OUT), why=why.value, coordinators=people)
            message_is_good(prompts.bundle(said(one), t))


def test_a_private_refusal_reads_as_a_lack_of_places_to_everybody(t: Speech) -> None:
    """Whoever is left out by it learns nothing of it from the words; the coordinator neither (`test_review_views`)."""
    refused, full = LeftOut.NOBODY_AVAILABLE, LeftOut.NO_PLACE_LEFT
    told = [
        prompts.bundle(
            said(LeftAside(prompt=prompt(PromptKind.LEFT_OUT), why=why.value, coordinators=())), t
        ).text
        for why in (refused, full)
    ]
    assert told[0] == told[1]
