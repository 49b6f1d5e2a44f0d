"""When somebody is written to: the form, what it notes, and the countries that it finds."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.working_hours import Week
from bot.programme.feasts import NOWHERE
from bot.programme.working_hours import MyHours
from bot.texts import Speech
from handlers.views import working_hours as views
from handlers.views.blocks import Block, ask, modal, select
from handlers.views.common import notice
from tests.views.cases import Case

NOW = datetime(2026, 3, 10, 13, 30, tzinfo=UTC)
USUAL = MyHours(week=Week(), country="FR", is_usual=True, now=NOW)
PART_TIME = MyHours(
    week=Week(opens=450, closes=840, days=frozenset({0, 1, 3})), country="FR", is_usual=False, now=NOW
)
EVERY_DAY = MyHours(
    week=Week(opens=0, closes=1410, days=frozenset(range(7))), country=NOWHERE, is_usual=False, now=NOW
)
#: The country with the longest name.
FAR = MyHours(week=Week(), country="GS", is_usual=True, now=NOW)


def found(t: Speech) -> Block:
    """What the country menu offers, as Slack would list it."""
    menu = select("one", placeholder="…", options=views.country_options([NOWHERE, "FR", "GS", "CD"], t))
    return modal("…", ask("…", menu, block_id="one"), callback_id="notice", submit="…", close="…")


CASES = [
    Case("hours", "As usual", lambda t: views.form(USUAL, t)),
    Case("hours", "Part-time", lambda t: views.form(PART_TIME, t)),
    Case("hours", "Every day, no public holidays", lambda t: views.form(EVERY_DAY, t), drawn=False),
    Case("hours", "A long name", lambda t: views.form(FAR, t), drawn=False),
    Case("hours", "Countries", found, drawn=False),
    Case("hours", "Noted", lambda t: notice(t, views.noted(PART_TIME, t))),
    Case("hours", "Noted: every day", lambda t: notice(t, views.noted(EVERY_DAY, t)), drawn=False),
]
