"""`kill -9` at any moment: nothing that a person was told is saved is lost, and nothing is said twice."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from bot.domain.mentorships import Mentorship
from bot.domain.prompts import PromptState
from bot.domain.rounds import RoundState, Wanted
from bot.programme import joining
from tests.faults.firm import INES, LEA, TOM, Firm, Patient
from tests.faults.month import MONTH, Step
from tests.faults.process import until

pytestmark = pytest.mark.long


@pytest.mark.slow
def test_a_kill_between_any_two_steps_of_the_month_loses_nothing_that_anybody_was_told(firm: Firm) -> None:
    firm.start()
    for number, step in enumerate(MONTH, start=1):
        lived(firm, step)
        firm.restart()
        for past in MONTH[:number]:
            with firm.look() as work:
                assert past.stays(work), f"killed after {step.name!r}, and {past.name!r} is lost"

    firm.lives()
    assert not_said_exactly_once(firm) == {}
    assert firm.states().keys() <= {PromptState.SENT, PromptState.CANCELLED, PromptState.PLANNED}


# -- between receipt and reply -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "point",
    [
        pytest.param("before_commit", marks=pytest.mark.slow),
        "after_commit",
        pytest.param("after_ack", marks=pytest.mark.slow),
    ],
)
def test_a_word_that_the_bot_died_over_is_brought_again_and_has_its_effect_once(
    firm: Firm, tom: Patient, point: str
) -> None:
    firm.start()
    tom.says("hello").hears("In which language")
    firm.restart(flaw=f"{point}:1")

    firm.post("say", {"as": "U0TOM", "channel": tom.dm, "text": "English"})
    firm.dies()
    firm.start()

    firm.settle()
    with firm.look() as work:
        person = work.people.by_slack_id("U0TOM")
        assert (person.language, person.language_chosen) == ("en", True)
    assert firm.one("SELECT count(*) FROM inbox WHERE key LIKE 'event:%'") == 2, "hello, and English"
    if point == "before_commit":
        tom.hears("I'll write to you in English.")
    tom.resumes_at("Have a mentor").presses("Have a mentor").hears("You'd like to have a mentor.")
    assert tom.times_heard("I'll write to you in English.") <= 1


@pytest.mark.parametrize(
    ("point", "acknowledged", "kept"),
    [("before_commit", False, 0), ("after_commit", False, 1), ("after_ack", True, 1)],
)
def test_a_meeting_logged_while_the_bot_dies_is_there_once_however_often_it_is_told(
    firm: Firm, tom: Patient, point: str, acknowledged: bool, kept: int
) -> None:
    """Slack does not bring a command again, it says that the app did not respond: then people repeat it."""
    pair = firm.pair(LEA, TOM, since="2026-02-10")
    firm.start(flaw=f"{point}:1")

    done = firm.post("command", {"as": "U0TOM", "channel": tom.dm, "text": "/mentor-log @lea 45 min"})
    firm.dies()
    assert (done["acked"], len(meetings(firm, pair))) == (acknowledged, kept)
    firm.start()
    tom.types("/mentor-log @lea 45 min").hears("Tuesday 10 March · 45 minutes")

    assert [one.minutes for one in meetings(firm, pair)] == [45]
    firm.travel("2026-03-11 11:00")
    firm.someone("U0LEA").hears("<@U0TOM> a noté votre rencontre")
    assert firm.someone("U0LEA").times_heard("a noté votre rencontre") == 1


def test_a_round_whose_publication_died_is_published_once_by_the_bot_that_comes_back(firm: Firm) -> None:
    """Nothing of it is half done; nobody has to press again, and whoever had pressed is told."""
    firm.start(flaw="publishing:1")
    names = [step.name for step in MONTH]
    for step in MONTH[: names.index("publish")]:
        lived(firm, step)

    firm.someone("U0INES").presses("Publier")
    firm.dies()
    with firm.look() as work:
        programme = joining.programme_of(work)
        assert not work.mentorships.in_programme(programme.id)
        assert work.rounds.latest(programme.id).state is RoundState.PROPOSED
    firm.start()
    until(lambda: is_published(firm), "the publication is finished")
    lived(firm, MONTH[names.index("introduced")])
    firm.someone("U0INES").hears("La campagne que vous vouliez publier est publiée.")

    assert firm.someone("U0TOM").times_heard("is now your mentor") == 1
    assert firm.someone("U0LEA").times_heard("Vous accompagnez désormais") == 1


@pytest.mark.slow
def test_proposals_asked_for_as_the_bot_died_are_there_when_it_is_back(firm: Firm) -> None:
    """It dies between "received" and the work."""
    firm.start()
    for step in MONTH[: [step.name for step in MONTH].index("proposals")]:
        lived(firm, step)
    firm.someone("U0INES").types("/mentor-admin round").hears("Campagne de mentorat")
    firm.restart(flaw="after_ack:1")
    firm.someone("U0INES").presses("Clore et proposer")
    firm.dies()
    with firm.look() as work:
        found = work.rounds.latest(joining.programme_of(work).id)
        assert (found.wanted, work.rounds.proposals(found.id)) == (Wanted.PROPOSALS, [])
    firm.start()
    until(lambda: has_proposals(firm), "the proposals are there")
    firm.travel("2026-03-11 10:00")
    firm.someone("U0INES").hears("Les propositions que vous aviez demandées sont prêtes.")


def has_proposals(firm: Firm) -> bool:
    with firm.look() as work:
        found = work.rounds.latest(joining.programme_of(work).id)
        return found.wanted is None and bool(work.rounds.proposals(found.id))


def is_published(firm: Firm) -> bool:
    with firm.look() as work:
        return work.rounds.latest(joining.programme_of(work).id).state is RoundState.PUBLISHED


# -- while speaking ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("point", "posts"),
    [
        ("after_claim:1", 0),
        pytest.param("before_post:2", 1, marks=pytest.mark.slow),
        pytest.param("after_accept:2", 2, marks=pytest.mark.slow),
        pytest.param("before_mark:2", 2, marks=pytest.mark.slow),
        pytest.param("after_mark:2", 2, marks=pytest.mark.slow),
    ],
)
def test_a_sender_killed_at_any_point_says_everything_once_when_it_is_back(
    firm: Firm, point: str, posts: int
) -> None:
    """Three people are to be greeted. Whatever was claimed when the bot died is looked for in Slack's history before
    anything is said again.
    """
    three_are_greeted(firm)
    firm.launch(flaw=point)
    firm.dies()
    assert len(firm.posts()) == posts
    firm.two_minutes_pass()
    firm.start()

    firm.everything_is_said()
    assert firm.states() == {PromptState.SENT: 3}
    assert set(firm.times_said().values()) == {1}
    assert len(firm.times_said()) == 3


@pytest.mark.slow
@pytest.mark.parametrize("point", ["before_lookup:1", "after_lookup:1", "before_post:1"])
def test_a_bot_killed_while_it_looks_for_what_another_life_said_is_looked_for_again(
    firm: Firm, point: str
) -> None:
    three_are_greeted(firm)
    firm.launch(flaw="after_accept:1")
    firm.dies()
    firm.two_minutes_pass()
    firm.launch(flaw=point)
    firm.dies()
    firm.two_minutes_pass()
    firm.start()

    firm.everything_is_said()
    assert firm.states() == {PromptState.SENT: 3}
    assert set(firm.times_said().values()) == {1}


@pytest.mark.parametrize(
    "point", ["before_retouch:1", pytest.param("after_retouch:1", marks=pytest.mark.slow)]
)
def test_a_message_whose_buttons_should_be_gone_loses_them_although_the_bot_died_over_it(
    firm: Firm, tom: Patient, point: str
) -> None:
    """That it is to be drawn again was written with the answer."""
    firm.pair(LEA, TOM, since="2026-03-02")
    firm.start(flaw=point)
    firm.travel("2026-03-10 11:00")
    tom.hears("Have you met, or set a first date?")

    press = tom._find("Not this time")
    firm.post(
        "press",
        {"as": "U0TOM", **press[0], "block_id": press[1]["block_id"], "action_id": press[2]["action_id"]},
    )
    firm.dies()
    firm.let_go_of_retouches()
    firm.start()

    tom.hears("Understood, not this time.")
    until(lambda: firm.one("SELECT count(*) FROM retouch") == 0, "nothing is left to be drawn")


def three_are_greeted(firm: Firm) -> None:
    with firm.work() as work:
        for profile in (LEA, TOM, INES):
            joining.expect(work, profile)


def lived(firm: Firm, step: Step) -> None:
    try:
        step.live(firm)
    except AssertionError as wrong:
        wrong.add_note(f"step {step.name!r}; the bot's log:\n{firm.bot.log()}")
        raise


def meetings(firm: Firm, pair: Mentorship) -> list[Any]:
    with firm.look() as work:
        return [one for cycle in (0, 1, 2) for one in work.meetings.in_cycle(pair.id, cycle)]


def not_said_exactly_once(firm: Firm) -> dict[str, int]:
    """The claims marked as sent of which Slack has not accepted exactly one post."""
    accepted = Counter(
        post["metadata"]["event_payload"]["marker"] for post in firm.posts() if post["metadata"]
    )
    for (marker,) in firm.sql("SELECT DISTINCT marker FROM prompt WHERE state = 'sent'"):
        accepted[marker] -= 1
    return {marker: count for marker, count in accepted.items() if count}
