"""`binome tick`: one beat of the heart by hand, or only a look at what it would say, now or at another moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.clock import Clock, SystemClock
from bot.commands.asking import SlackDesk
from bot.commands.opening import opened
from bot.commands.reasons import in_words
from bot.commands.trouble import NotNow, explained
from bot.operators import language
from bot.programme import heartbeat
from bot.programme.heartbeat import Explained
from bot.settings import Settings, read_settings
from bot.texts import Speech
from bot.wiring import clock_of, configure_logs


class StoppedClock(SystemClock):
    """Programme time stands at one instant; machine time goes on."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant


def tick(*, at: str, dry_run: bool) -> None:
    """Say what would be sent, to whom, why and when; then plan it, unless it was only a look.

    Another moment can only be looked at: planning as if it had come would keep the bot from looking before.
    """
    with explained():
        settings = read_settings()
        configure_logs(settings)
        t = Speech(language(), zone=settings.binome_timezone)
        clock: Clock = StoppedClock(_moment(at, settings, t)) if at else clock_of(settings)
        if at and not dry_run:
            raise NotNow(t.plain("operator.tick_at_only_looks"))
        we = SlackDesk(settings).who_we_are()
        with opened(settings, we, clock=clock) as (store, workspace):
            told = heartbeat.dry_run(store, workspace)
            print(*_told(told, clock.now(), t), sep="\n")
            if dry_run:
                print(t.plain("operator.tick_looked"))
                return
            planned = 0
            more = True
            while more:
                with store.work(workspace) as work:
                    beat = heartbeat.tick(work)
                planned, more = planned + beat.planned, beat.more
            print(t.plain("operator.tick_planned", count=planned))


def _moment(written: str, settings: Settings, t: Speech) -> datetime:
    """A moment without a zone is on the clock of `BINOME_TIMEZONE`."""
    try:
        moment = datetime.fromisoformat(written)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings.binome_timezone))
        return zoned.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotNow(t.plain("operator.tick_at_unclear", found=written)) from None


def _told(told: Sequence[Explained], now: datetime, t: Speech) -> Iterator[str]:
    """What leaves first comes first; what does not leave comes last."""
    yield t.plain("operator.tick_now", when=_when(now, now, t))
    if not told:
        yield f"  {t.plain('operator.tick_nothing')}"
    for one in sorted(told, key=lambda one: (one.when is None, one.when or now, one.person.name, one.kind)):
        yield f"  {_line(one, now, t)}"


def _line(one: Explained, now: datetime, t: Speech) -> str:
    about = {"name": one.person.name, "kind": str(one.kind), "why": one.why}
    verdict, _, reason = one.verdict.partition(": ")
    match verdict:
        case "send":
            return t.plain("operator.tick_send", **about)
        case "wait" if one.when:
            when = _when(one.when, now, t)
            return t.plain("operator.tick_wait", when=when, reason=in_words(reason, t), **about)
        case "wait":
            return t.plain("operator.tick_wait_open", reason=in_words(reason, t), **about)
        case "expired":
            return t.plain("operator.tick_expired", **about)
    return t.plain("operator.tick_cancelled", reason=in_words(reason, t), **about)


def _when(instant: datetime, now: datetime, t: Speech) -> str:
    return t.day_time(instant, today=t.local(now).date())
