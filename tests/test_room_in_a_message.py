"""What one message holds: Slack refuses one of more than fifty blocks, and nobody would read a word of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from living import Programme, arrive

from bot.domain.kinds import PromptKind
from bot.programme import arranging, dates, points, setting_goals, sheets
from bot.programme.points import Draft
from bot.programme.setting_goals import Wish
from bot.texts import Speech
from handlers.views import prompts as views

pytestmark = pytest.mark.long

MOST_BLOCKS = 50


def test_a_mentor_who_meets_five_people_tomorrow_reads_messages_that_slack_takes(
    programme: Programme,
) -> None:
    """It is the second month, and each pair has a sheet with everything on it that there may be."""
    programme.travel("2026-01-12 09:00")
    with programme.work() as work:
        people = [arrive(work, f"U0P{number}", f"Personne {number}") for number in range(5)]
    pairs = [programme.pair(programme.lea, one, since="2026-01-12") for one in people]
    with programme.work() as work:
        for pair in pairs:
            sheets.opened(work, programme.lea, pair.id)
    programme.travel("2026-02-13 09:30")
    with programme.work() as work:
        for hour, (pair, mentee) in enumerate(zip(pairs, people, strict=True), 8):
            sheets.opened(work, programme.lea, pair.id)
            setting_goals.keep(work, mentee, pair.id, [Wish(words="Oser", target_on=None)])
            points.add(work, mentee, pair.id, 1, Draft(words="Le projet", shared=True))
            points.add(work, programme.lea, pair.id, 1, Draft(words="Une question"))
            for line in range(4):
                arranging.add(work, mentee, pair.id, 1, f"Notre ligne {line}")
            at = datetime(2026, 2, 17, hour, tzinfo=UTC)
            dates.propose(work, programme.lea, pair, at, minutes=45, seen="")

    programme.travel("2026-02-16 10:30")
    programme.tick()
    recalled = [one for one in programme.release() if one.bundle.recipient.id == programme.lea.id]
    messages = [views.bundle(one.bundle, Speech("fr", "vous", "Europe/Paris")) for one in recalled]

    told = [fact.prompt.kind for one in recalled for fact in one.bundle.facts]
    assert told.count(PromptKind.TOMORROW) == 5
    assert max(len(message.blocks) for message in messages) <= MOST_BLOCKS
