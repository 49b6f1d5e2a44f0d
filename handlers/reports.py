"""`/mentor-report`: seen by whoever asks first, in private; published where they press, without a name."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date

import structlog

from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.domain.reports import Month
from bot.programme import reports
from bot.programme.reports import Report
from bot.texts import Speech
from handlers import charts
from handlers.messenger import SlackSaidNo
from handlers.months import UnknownMonth, month_in, read_month
from handlers.turn import Turn, speech_for
from handlers.views import reports as views
from handlers.views.blocks import Message
from handlers.views.common import sentence
from handlers.views.reports import Said
from handlers.wishes import Wish, read_wish

log = structlog.get_logger("binome.reports")

#: Slack's word for blocks that it does not know, or not yet (`slack.md` §3).
UNKNOWN_BLOCKS = "invalid_blocks"


def command(turn: Turn) -> None:
    """`/mentor-report [month]`. Help is for everybody, figures for whoever may see them."""
    if turn.text.strip() and read_wish(turn.text) is Wish.HELP:
        return turn.say(views.help_(turn.t))
    _show(turn, lambda today: read_month(turn.text, today))


def from_home(turn: Turn) -> None:
    """The button in Home: the same, in their conversation."""
    _show(turn, Month.of)


def publish(turn: Turn) -> None:
    """ "Publish here": worked out anew for everybody's eyes, in the programme's language, once for each press."""
    month = _pressed(turn)
    with turn.work() as work:
        reports.ask(work, turn.actor, Act.PUBLISH_REPORT)
        first = work.inbox.first_time(_press(turn, month), work.machine_now)
    if first:
        with turn.look() as work:
            found = reports.for_everyone(work, turn.actor, month)
        said = views.report(found, _programmes_speech(turn, found))
        turn.later(lambda: _in_any_slack(lambda message: _to_channel(turn, message), said))


def picture(turn: Turn) -> None:
    """The chart as a picture, to the person's own conversation only: it may show what is not for a channel."""
    month = _pressed(turn)
    with turn.work() as work:
        reports.ask(work, turn.actor)
    with turn.look() as work:
        found = reports.report(work, turn.actor, month)
    if not views.points(found, turn.t):
        return turn.say(sentence(turn.t("reports.nothing_to_draw")))
    turn.later(lambda: _draw(turn, found))


def _show(turn: Turn, choose: Callable[[date], Month]) -> None:
    """Permission is asked and recorded first; then one look, which holds up nobody who writes."""
    with turn.work() as work:
        today = reports.ask(work, turn.actor)
    month = choose(today)
    with turn.look() as work:
        found = reports.report(work, turn.actor, month)
    said = _with_buttons(turn, found)
    turn.later(lambda: _in_any_slack(lambda message: _to_reader(turn, message), said))


def _with_buttons(turn: Turn, found: Report) -> Said:
    t, in_channel = turn.t, _is_in_a_channel(turn)
    publish = views.publish_button(found, t) if found.names is not None and in_channel else None
    buttons = (publish, views.picture_button(found, t))
    return views.report(found, t, buttons=buttons, in_dm=not in_channel)


def _in_any_slack(say: Callable[[Message], None], said: Said) -> None:
    """Charts and tables where Slack knows them, else the same in words."""
    try:
        say(said.native)
    except SlackSaidNo as no:
        if UNKNOWN_BLOCKS not in no.reason:
            raise
        log.info("no charts in this workspace", action="report_in_words")
        say(said.plain)


def _to_reader(turn: Turn, message: Message) -> None:
    response_url = turn.body.get("response_url")
    if response_url:
        turn.house.messenger.respond(response_url, message)
    else:
        turn.house.messenger.post(turn.slack_id, message)


def _to_channel(turn: Turn, message: Message) -> None:
    turn.house.messenger.respond(turn.body["response_url"], message, in_channel=True)


def _draw(turn: Turn, found: Report) -> None:
    title, alt = views.picture_words(found, turn.t)
    share = turn.t.plain("reports.point", month="", share="{}").strip()
    png = charts.share_by_month(views.points(found, turn.t), title=title, share=share)
    try:
        turn.house.messenger.send_picture(
            turn.slack_id,
            png,
            name=f"binome-{found.month}.png",
            title=title,
            alt=alt,
            comment=turn.t("reports.picture_sent"),
        )
    except SlackSaidNo as no:
        log.warning("slack refused a picture", action="picture_refused", why=no.reason)
        turn.house.messenger.post(turn.slack_id, sentence(turn.t("reports.picture_refused")))


def _pressed(turn: Turn) -> Month:
    """The month that the button carries. Raises `Outdated` for a forged one, or a press that has no channel."""
    with suppress(UnknownMonth):
        if turn.body.get("response_url"):
            return month_in(turn.value)
    raise Outdated


def _press(turn: Turn, month: Month) -> str:
    """A message's button publishes once, however often it is pressed."""
    box = turn.body.get("container", {})
    return f"publish:{box.get('channel_id')}:{box.get('message_ts')}:{month}"


def _is_in_a_channel(turn: Turn) -> bool:
    return str(turn.body.get("channel_id", "D")).startswith(("C", "G"))


def _programmes_speech(turn: Turn, found: Report) -> Speech:
    """What everybody reads is said in the programme's language."""
    everybody = replace(turn.actor, language=found.programme.language, timezone=found.programme.timezone)
    return speech_for(turn.house.customs, everybody)
