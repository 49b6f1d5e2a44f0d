"""Coming back after a while in which nobody was here, and clocks that cannot be believed (reliability.md §5).

After downtime nothing stale is said, and each person is told one thing a day as ever: the ladder, the ledger and the
budget see to that. Here the team learns of it, and a clock that jumped back stops the heart rather than the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.cadence import to_each
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.programme.beat_ports import Beat
from bot.programme.closeness import team_but
from bot.programme.work import Work

#: A shorter silence is nobody's business: what was due is said the same day.
LONG_SILENCE = timedelta(hours=24)
#: A beat is noted this often when nothing else happens: the disk is not written to every half minute.
NOTED_EVERY = timedelta(minutes=10)
#: Clocks are set by a few seconds every day; further back is a mistake, here or elsewhere.
SET_BACK, APART = timedelta(minutes=5), timedelta(seconds=30)
#: The team hears of it as long as somebody may wonder.
STILL_NEWS = timedelta(days=7)


class Doubt(StrEnum):
    """Why the clock cannot be believed: it went back, or the database's shows another time."""

    WENT_BACK = "went_back"
    APART = "apart"


@dataclass(frozen=True, kw_only=True, slots=True)
class CaughtUp:
    """`late` counts what ran out in the meantime, as it is known by now."""

    prompt: Prompt
    since: datetime
    until: datetime
    late: int


def doubt(work: Work) -> Doubt | None:
    """What speaks against planning anything now; None for a clock like any other."""
    if abs(work.skew) > APART:
        return Doubt.APART
    last = work.beats.last()
    if last is None or (work.now >= last.lived - SET_BACK and work.machine_now >= last.at - SET_BACK):
        return None
    return Doubt.WENT_BACK


def arrive(work: Work) -> None:
    """Note that the bot lives; after a long silence tell the team how long it was, before anything else is planned.

    A time machine moves programme time alone, and is no silence.
    """
    last = work.beats.last()
    if last is not None and min(work.now - last.lived, work.machine_now - last.at) > LONG_SILENCE:
        _tell_the_team(work, last)
    if last is None or abs(work.now - last.lived) >= NOTED_EVERY:
        work.beats.note(Beat(at=work.machine_now, lived=work.now))


def facts(work: Work, prompt: Prompt, reader: Person) -> CaughtUp:
    since, until = (datetime.fromtimestamp(prompt.about[end], UTC) for end in ("from", "to"))
    return CaughtUp(prompt=prompt, since=since, until=until, late=work.beats.too_late(since, until))


def _tell_the_team(work: Work, last: Beat) -> None:
    work.prompts.plan(
        to_each(
            [one.id for one in team_but(work, frozenset())],
            PromptKind.CAUGHT_UP,
            period="silence",
            # Bots that come back together know the same last beat.
            rung=f"{last.lived:%Y%m%dT%H%M%S}",
            now=work.now,
            until=work.now + STILL_NEWS,
            about={"from": int(last.lived.timestamp()), "to": int(work.now.timestamp())},
        ),
        now=work.now,
    )
