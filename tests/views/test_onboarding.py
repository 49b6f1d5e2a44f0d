"""What people see while they arrive: every question, every answer, both languages, the longest names and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.enrolments import Part
from bot.domain.preferences import Question, next_question
from bot.domain.programmes import ProgrammeType
from bot.playground.blockkit import problems
from bot.programme.home import Home
from bot.programme.joining import Arrival
from bot.programme.types import load_types
from bot.texts import LANGUAGES, Speech
from handlers.views import mine, onboarding
from handlers.views.blocks import Message, message
from tests.somebody import a_round, place, somebody
from tests.views.test_prompts import WORKSPACE

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)
LONG_TERM = load_types()["long_term"]
LONG_NAME = "Maximilienne-Alexandrine de la Rochefoucauld-Montesquiou d'Entrecasteaux"
LONG_NETWORK = (
    "Transformation & durabilité des infrastructures critiques <Europe, Moyen-Orient et Afrique> " * 2
)
LONG_WORDS = ("<!channel> *gras* " + "W" * 282)[:300]
ROUND = a_round()


def arrival(
    part: Part | None = None,
    *,
    language: str = "fr",
    name: str = "Tom Becker",
    network: str | None = None,
    networks: int = 4,
    answered: bool = False,
    words: str | None = None,
    linked: bool = False,
    round_open: bool = False,
    kind: ProgrammeType = LONG_TERM,
) -> Arrival:
    """Somebody who answered nothing, or everything, with as many networks to choose from."""
    person = somebody(
        name=name,
        language=language,
        language_chosen=answered,
        network=network,
        network_confirmed=answered,
        topics=tuple(topic.key for topic in kind.topics[:5]) if answered else (),
    )
    enrolment = place(
        part=part,
        capacity=8 if answered else None,
        expectation=words,
        expectation_skipped=answered and words is None,
        topics_answered=answered,
    )
    known = tuple(f"{number} {LONG_NETWORK}" for number in range(networks - (network is not None)))
    names = (network, *known) if network is not None else known
    return Arrival(
        person=person,
        enrolment=enrolment,
        type=kind,
        networks=names,
        progress=next_question(person, enrolment, networks=bool(names)),
        open_round=ROUND if round_open else None,
        linked=linked,
        today=TODAY,
    )


def everybody(language: str) -> Iterator[Arrival]:
    """Every part, before and after, with the longest of everything."""
    for part in (None, *Part):
        for answered in (False, True):
            if answered and part is None:
                continue
            yield arrival(part, language=language, answered=answered)
            yield arrival(
                part,
                language=language,
                answered=answered,
                name=LONG_NAME,
                network=LONG_NETWORK,
                networks=150,
                words=LONG_WORDS,
                linked=True,
                round_open=True,
            )


def home_of(one: Arrival) -> Home:
    return Home(arrival=one, today=TODAY, pairs=(), carried=0, answer=None, team=None)


def sayings(one: Arrival, t: Speech) -> Iterator[Message]:
    """Everything that may be said to somebody who is there."""
    yield onboarding.welcome(one, t)
    yield onboarding.welcome(replace(one, person=replace(one.person, language_chosen=True)), t)
    for asked in one.asked:
        yield message(*onboarding.question(asked, one, t))
        yield message(*onboarding.question(asked, one, t, changing=True))
        yield message(*onboarding.answered(asked, one, t))
    yield onboarding.next_step(one, t)
    yield mine.space(home_of(one), WORKSPACE, t, unread=True)
    yield mine.saved(one, t)
    yield mine.restart_sure(t)
    yield mine.privacy(t)
    yield mine.a_command(one, t)
    yield mine.help_(one, t, team=[one.person] * 5, coordinates=True, unknown=True)
    yield mine.help_(one, t, team=[], coordinates=False)
    if one.current is not None:
        yield mine.resume(one, t, unread=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_every_message_in_both_languages_with_the_longest_data(language: Any) -> None:
    t = Speech(language)
    for one in everybody(language):
        for said in sayings(one, t):
            assert problems({"text": said.text, "blocks": said.blocks}, "message") == []
            assert "{" not in said.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_slack_takes_every_form_in_both_languages_with_the_longest_data(language: Any) -> None:
    t = Speech(language)
    for one in everybody(language):
        assert problems(onboarding.expectation_form(one, t, kept="D0 1.2"), "modal") == []
        assert problems(mine.my_answers(one, t), "modal") == []


def test_a_wide_range_of_places_is_a_menu() -> None:
    wide = replace(LONG_TERM, capacity=replace(LONG_TERM.capacity, least=1, most=50))
    said = message(*onboarding.question(Question.CAPACITY, arrival(Part.MENTOR, kind=wide), Speech("fr")))

    assert problems({"text": said.text, "blocks": said.blocks}, "message") == []
    assert [element["type"] for element in said.blocks[-2]["elements"]] == ["static_select"]


def test_what_is_kept_comes_before_the_first_question() -> None:
    said = onboarding.welcome(arrival(language="en"), Speech("en")).text

    kept, asked = said.index("First of all, what I keep"), said.index("In which language")
    assert kept < asked
    assert "Who sees it" in said
    assert "3 months after the end" in said


def test_the_language_is_asked_in_both_with_the_readers_own_first() -> None:
    blocks = onboarding.question(Question.LANGUAGE, arrival(language="en"), Speech("en"))

    assert [button["text"]["text"] for button in blocks[-2]["elements"]] == ["English", "Français"]
    assert "Dans quelle langue" in blocks[1]["text"]["text"]


@pytest.mark.parametrize(
    ("part", "asked", "shown"),
    [
        (None, Question.LANGUAGE, "Question 1 / 5"),
        (Part.MENTEE, Question.EXPECTATION, "Question 5 / 5"),
        (Part.MENTOR, Question.CAPACITY, "Question 6 / 6"),
    ],
)
def test_progress_is_shown(part: Part | None, asked: Question, shown: str) -> None:
    said = message(*onboarding.question(asked, arrival(part), Speech("fr")))

    assert said.text.startswith(shown)


def test_an_answered_question_loses_its_buttons_and_keeps_a_way_to_change_it() -> None:
    one = arrival(Part.MENTEE, answered=True, language="en")
    asked = onboarding.question(Question.PART, one, Speech("en"))
    answered = onboarding.answered(Question.PART, one, Speech("en"))

    said = onboarding.redrawn(asked, answered)

    assert said.text == "You’d like to have a mentor.\n[Change]"


def test_an_answer_is_redrawn_in_its_own_place_and_the_rest_of_the_message_stays() -> None:
    t, one = Speech("en"), arrival(Part.MENTEE, answered=True, language="en")
    before, after = {"type": "divider"}, {"type": "divider", "block_id": "other"}
    question = onboarding.question(Question.PART, one, t)

    said = onboarding.redrawn([before, *question, after], onboarding.answered(Question.PART, one, t))

    assert [block["type"] for block in said.blocks] == ["divider", "section", "divider"]


def test_peoples_own_words_wake_nobody_and_are_shown_letter_for_letter() -> None:
    one = arrival(Part.MENTEE, answered=True, words="<!channel> *aidez-moi*")
    answered = onboarding.answered(Question.EXPECTATION, one, Speech("fr"))

    assert answered[-1]["text"] == {"type": "plain_text", "text": "<!channel> *aidez-moi*", "emoji": False}


@pytest.mark.parametrize(
    ("part", "given", "told"),
    [
        (Part.MENTEE, {}, "prochaine campagne"),
        (Part.MENTEE, {"linked": True}, "Votre mentorat continue"),
        (Part.MENTOR, {"round_open": True}, "je vous présenterai"),
        (Part.BOTH, {}, "je vous présenterai qui vous accompagnerez"),
        (Part.NOT_FOR_ME, {}, "je ne vous solliciterai pas"),
        (Part.NOT_FOR_ME, {"linked": True}, "Votre mentorat en cours ne change pas"),
    ],
)
def test_everybody_is_told_what_happens_next(part: Part, given: dict[str, bool], told: str) -> None:
    said = onboarding.next_step(arrival(part, answered=True, **given), Speech("fr"))

    assert told in said.text


def test_whoever_may_choose_at_once_is_thanked_and_reads_of_the_round_once() -> None:
    mentee = onboarding.next_step(arrival(Part.MENTEE, answered=True, round_open=True), Speech("fr"))
    both = onboarding.next_step(arrival(Part.BOTH, answered=True, round_open=True), Speech("fr"))

    assert "campagne" not in mentee.text
    assert "je vous présenterai" in both.text


def test_a_network_that_shares_its_beginning_with_another_is_not_taken_for_it() -> None:
    one, other = "A" * 200 + "1", "A" * 200 + "2"

    assert onboarding.digest_of(one) != onboarding.digest_of(other)
