"""`/mentor-report`: seen by whoever asks first, in private; published where they press, without a name.

Permission is asked and put on record first. Whatever takes time is done after the acknowledgement, in one look that
holds up nobody who writes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import structlog

from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Unclear
from bot.domain.splits import By, OtherSplit
from bot.programme import reports
from bot.programme.reports import NothingYet, Report
from bot.programme.saying import period_said
from bot.programme.work import Work
from bot.texts import Speech
from handlers import report_given, report_pictures
from handlers.excuses import carry_on
from handlers.messenger import SlackSaidNo
from handlers.report_reading import found_by, is_in_a_channel, over, pressed, with_period
from handlers.report_words import Asked, Deed, NewcomersNotBegun, Which, begun, read
from handlers.turn import Turn, speech_for
from handlers.views import reports as views
from handlers.views.blocks import Message
from handlers.views.common import sentence
from handlers.views.reports import Said, Ways
from handlers.wishes import Wish, read_wish

log = structlog.get_logger("binome.reports")

#: Slack's word for blocks that it does not know, or not yet (`slack.md` §3).
UNKNOWN_BLOCKS = "invalid_blocks"
FAILED = "report_failed"


def command(turn: Turn) -> None:
    """`/mentor-report …`. Help is for everybody, figures for whoever may see them."""
    if turn.text.strip() and read_wish(turn.text) is Wish.HELP:
        return turn.say(views.help_(turn.t))
    begins = begun(turn.text)
    try:
        with turn.work() as work:
            which = _meant(work, turn.actor, ACTS[begins.deed], begins.programme)
            asked = reports.ask(work, turn.actor, ACTS[begins.deed], of=which)
    except NothingYet:
        raise NewcomersNotBegun if begins.programme is Which.NEWCOMERS else NothingYet from None
    try:
        request = replace(read(turn.text, asked.today), programme=which)
    except Unclear as unclear:
        raise type(unclear)(examples=turn.t("reports.help_examples")) from None
    DONE[request.deed](turn, asked, request)


def from_home(turn: Turn) -> None:
    """The button in Home: the same, in their conversation."""
    with turn.work() as work:
        which = _meant(work, turn.actor, Act.SEE_REPORT, Which.LONG_TERM)
        asked = reports.ask(work, turn.actor, of=which)
    _see(turn, asked, Asked(which))


def _meant(work: Work, actor: Person, act: Act, named: Which) -> Which:
    """Whoever has the right in the newcomers' programme alone means that one, also without a word of it."""
    number = work.somewhere(actor, act) if named is Which.LONG_TERM else None
    theirs = work.programmes.get(number).type_key if number is not None else None
    return Which.NEWCOMERS if theirs == Which.NEWCOMERS else named


def split(turn: Turn) -> None:
    """Group beside group, or the whole again, in the place of what is shown."""
    request = pressed(turn)
    with turn.work() as work:
        asked = reports.ask(work, turn.actor, of=request.programme)
    _see(turn, asked, request)


def publish(turn: Turn) -> None:
    """ "Publish here": worked out anew for everybody's eyes, in the programme's language, once for each press."""
    request = pressed(turn)
    with turn.work() as work:
        asked = reports.ask(work, turn.actor, Act.PUBLISH_REPORT, of=request.programme, by=request.by)
        if not work.inbox.first_time(_press(turn, request), work.machine_now):
            return
    _publish(turn, asked, request)


# -- seen in private ---------------------------------------------------------------------------------------------


def _see(turn: Turn, asked: reports.Asked, request: Asked) -> None:
    def show() -> Message | None:
        with turn.look() as work:
            wanted = with_period(work, turn.actor, asked, request)
            found = found_by(work, turn.actor, asked, wanted)
        ways = _ways(turn, asked, found, wanted)
        said = views.report(found, turn.t, ways, in_dm=not is_in_a_channel(turn))
        _in_any_slack(turn, lambda message: _to_reader(turn, message), said)
        if turn.house.charts == "picture":
            report_pictures.send(turn, found)
        return None

    carry_on(turn, show, failed=FAILED)


def _ways(turn: Turn, asked: reports.Asked, found: Report, request: Asked) -> Ways:
    """What this reader may do with it from here."""
    ended = over(asked, request)
    publishable = found.for_team and is_in_a_channel(turn) and ended.span is not None
    settled = asked.programme.split_by
    splits = [by for by in By if found.for_team or by == settled]
    return Ways(
        carried=str(request),
        published=ended.span if publishable else None,
        published_carried=str(ended),
        paper=str(ended) if ended.span else "",
        spreadsheet=found.for_team,
        splits={by: str(replace(request, by=by)) for by in (None, *splits) if by is not request.by},
    )


# -- told to the channel -----------------------------------------------------------------------------------------


def _publish_by_word(turn: Turn, asked: reports.Asked, request: Asked) -> None:
    """As typed, where there is somebody to read it. A first split is confirmed with the button: it is for ever."""
    if not is_in_a_channel(turn):
        return turn.say(sentence(turn.t("reports.published_in_dm")))
    ended = over(asked, request)
    if ended.span is None:
        return turn.say(sentence(turn.t("reports.nothing_to_publish")))
    settled = asked.programme.split_by
    if request.by is not None and request.by != settled:
        if settled is not None:
            raise OtherSplit(by=settled)
        turn.say(sentence(turn.t("reports.publish_by_button")))
        return _see(turn, asked, ended)
    _publish(turn, asked, ended)
    if request.span != ended.span:
        named = period_said(ended.span, turn.t)
        turn.say(sentence(turn.t("reports.published_ended", period=named)))


def _publish(turn: Turn, asked: reports.Asked, request: Asked) -> None:
    def tell() -> Message | None:
        assert request.span is not None
        with turn.look() as work:
            found = reports.for_everyone(work, turn.actor, asked.programme, request.span, request.by)
        said = views.report(found, _programmes_speech(turn, found))
        _in_any_slack(turn, lambda message: _to_channel(turn, message), said)
        return None

    carry_on(turn, tell, failed=FAILED, below=True)


# -- where it is said --------------------------------------------------------------------------------------------


def _in_any_slack(turn: Turn, say: Callable[[Message], None], said: Said) -> None:
    """Charts and tables where Slack knows them, else the same in words."""
    if turn.house.charts != "native":
        return say(said.plain)
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
        turn.house.messenger.respond(response_url, message, replace="command" not in turn.body)
    else:
        turn.house.messenger.post(turn.slack_id, message)


def _to_channel(turn: Turn, message: Message) -> None:
    turn.house.messenger.respond(turn.body["response_url"], message, in_channel=True)


def _press(turn: Turn, request: Asked) -> str:
    """A message's button publishes once, however often it is pressed."""
    box = turn.body.get("container", {})
    return f"publish:{box.get('channel_id')}:{box.get('message_ts')}:{request}"


def _programmes_speech(turn: Turn, found: Report) -> Speech:
    """What everybody reads is said in the programme's language."""
    everybody = replace(turn.actor, language=found.programme.language, timezone=found.programme.timezone)
    return speech_for(turn.house.customs, everybody)


#: Which right each takes.
ACTS: dict[Deed, Act] = {
    Deed.SEE: Act.SEE_REPORT,
    Deed.PUBLISH: Act.PUBLISH_REPORT,
    Deed.PDF: Act.SEE_REPORT,
    Deed.CSV: Act.EXPORT,
}
DONE: dict[Deed, Callable[[Turn, reports.Asked, Asked], None]] = {
    Deed.SEE: _see,
    Deed.PUBLISH: _publish_by_word,
    Deed.PDF: report_given.paper_of,
    Deed.CSV: report_given.spreadsheet_of,
}
