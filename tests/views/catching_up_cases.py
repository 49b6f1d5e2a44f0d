"""What the team reads once the bot is back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.kinds import PromptKind
from bot.programme.catching_up import CaughtUp
from bot.texts import Speech
from handlers.views import prompts as views
from handlers.views.blocks import Message
from tests.views.cases import Case
from tests.views.cast import INES
from tests.views.test_prompts import prompt, said

BACK = datetime(2026, 3, 10, 8, 12, tzinfo=UTC)


def back(late: int, t: Speech) -> Message:
    one = CaughtUp(
        prompt=prompt(PromptKind.CAUGHT_UP), since=BACK - timedelta(days=7, hours=3), until=BACK, late=late
    )
    return views.bundle(said(one, reader=INES), t)


CASES = [
    Case("catching_up", "Back after a week", lambda t: back(212, t)),
    Case("catching_up", "One message out of date", lambda t: back(1, t), drawn=False),
    Case("catching_up", "Nothing out of date", lambda t: back(0, t), drawn=False),
]
