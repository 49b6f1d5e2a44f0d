"""A month of mentoring in half a minute: the clock file moves hour by hour and waits for the bot."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.playground.clock import machine_seconds
from bot.playground.errors import Misplay
from bot.playground.slack import Json, Slack

# By then whatever is said in the first working hour, from London to Paris, has been said.
MORNING = time(11)
# Looking at a small file this often costs nothing, and a month has 720 hours.
POLL = 0.001


def destination(to: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The instant that a wish means, on the wall clocks of the workspace's zone; mornings are at eleven."""
    local = now.astimezone(zone)
    if to == "next_morning":
        return _morning(local, 1)
    if to == "next_monday":
        return _morning(local, 7 - local.weekday())
    if to == "next_month":
        return _same_day_next_month(local)
    if to.startswith("in_hours:") and to.removeprefix("in_hours:").isdigit():
        return now + timedelta(hours=int(to.removeprefix("in_hours:")))
    try:
        wished = datetime.fromisoformat(to)
    except ValueError:
        raise Misplay(
            f"“{to}” is no time: next_morning, next_monday, next_month, in_hours:N or an ISO instant."
        ) from None
    return (wished if wished.tzinfo else wished.replace(tzinfo=zone)).astimezone(UTC)


def _morning(local: datetime, days: int) -> datetime:
    day = local.date() + timedelta(days=days)
    return datetime.combine(day, MORNING, local.tzinfo).astimezone(UTC)


def _same_day_next_month(local: datetime) -> datetime:
    year, month = (local.year + 1, 1) if local.month == 12 else (local.year, local.month + 1)
    following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC).date()
    day = min(local.day, (following - timedelta(days=1)).day)
    return datetime.combine(
        local.date().replace(year=year, month=month, day=day), MORNING, local.tzinfo
    ).astimezone(UTC)


class TimeMachine:
    """Moves the programme's time of one workspace."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def go(self, to: str) -> Json:
        """Live through every hour until then; the bot must have lived each before the next begins."""
        slack = self._slack
        if slack.clock.file is None:
            raise Misplay(
                "This playground runs on the machine's clock, which cannot be moved.", "clock_is_system"
            )
        if slack.time_moves:
            raise Misplay("The time is already moving.", "already_moving")
        target = destination(to, slack.clock.now(), ZoneInfo(slack.company.tz))
        if target < slack.clock.now():
            raise Misplay("The time machine only goes forward.", "backwards")
        slack.time_moves = True
        try:
            await self._live(target)
        finally:
            slack.time_moves = False
            self._tell(moving=False)
        return {"ok": True, "now": slack.clock.now().isoformat(), "clock": slack.clock.kind}

    async def _live(self, target: datetime) -> None:
        clock = self._slack.clock
        while (now := clock.now()) < target:
            hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
            clock.write(min(hour, target))
            self._tell(moving=True)
            await self._lived(min(hour, target))

    async def _lived(self, instant: datetime) -> None:
        slack = self._slack
        end = machine_seconds() + slack.hour_seconds
        while (lived := slack.clock.lived()) is None or lived < instant:
            if machine_seconds() > end:
                raise Misplay(
                    f"The bot has not lived through {instant.isoformat()} in {slack.hour_seconds:g} seconds. "
                    "Is it running, with BINOME_CLOCK on the same file?",
                    "bot_is_late",
                )
            await asyncio.sleep(POLL)

    def _tell(self, *, moving: bool) -> None:
        now = self._slack.clock.now().isoformat()
        self._slack.stream.tell({"type": "clock", "now": now, "moving": moving})
