"""The report in hand: as pictures, on paper, as a file for a spreadsheet; in the conversation of whoever asks."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.programme import report_export, reports
from bot.programme.reports import Report
from bot.programme.work import Work
from handlers import report_files, report_pictures
from handlers.excuses import carry_on
from handlers.report_reading import found_by, is_in_a_channel, over, pressed, with_period
from handlers.report_words import Asked
from handlers.turn import Turn
from handlers.views.blocks import Message
from handlers.views.common import sentence

FAILED = "report_not_given"


def picture(turn: Turn) -> None:
    """The drawings as pictures, to the person's own conversation only: they may show what is not for a channel."""
    request = pressed(turn)
    with turn.work() as work:
        asked = reports.ask(work, turn.actor, of=request.programme)
    _carry_on(turn, lambda: _draw(turn, asked, request))


def paper(turn: Turn) -> None:
    """The report on paper, for everybody's eyes, in the conversation of whoever asks."""
    request = pressed(turn)
    with turn.work() as work:
        asked = reports.ask(work, turn.actor, of=request.programme)
    paper_of(turn, asked, request)


def spreadsheet(turn: Turn) -> None:
    """What a file for a spreadsheet would hold, and the button that sends it."""
    request = pressed(turn)
    with turn.work() as work:
        asked = reports.ask(work, turn.actor, Act.EXPORT, of=request.programme)
    spreadsheet_of(turn, asked, request)


def paper_of(turn: Turn, asked: reports.Asked, request: Asked) -> None:
    """Of the latest period that is over, if the one that was named still runs."""
    wanted = over(asked, request)
    if wanted.span is None:
        return turn.say(sentence(turn.t("reports.nothing_to_publish")))

    def draw() -> Message | None:
        with turn.look() as work:
            found = _for_everybodys_eyes(work, turn.actor, asked, wanted)
        report_files.paper(turn, found)
        return _on_its_way(turn)

    _carry_on(turn, draw)


def _for_everybodys_eyes(work: Work, actor: Person, asked: reports.Asked, request: Asked) -> Report:
    """Also for those who could read more: paper is passed on. It is not split."""
    assert request.span is not None
    may_publish = work.may(actor, Act.PUBLISH_REPORT, programme_id=asked.programme.id)
    read = reports.for_everyone if may_publish else reports.report
    return read(work, actor, asked.programme, request.span)


def spreadsheet_of(turn: Turn, asked: reports.Asked, request: Asked) -> None:
    """How much there is in it is said before it is sent."""

    def count() -> Message:
        with turn.look() as work:
            of = with_period(work, turn.actor, asked, request)
            assert of.span is not None
            found = report_export.report_for(work, turn.actor, of=of.programme, span=of.span, by=of.by)
        return report_files.offered(turn, found)

    _carry_on(turn, count)


def _draw(turn: Turn, asked: reports.Asked, request: Asked) -> Message | None:
    with turn.look() as work:
        found = found_by(work, turn.actor, asked, request)
    if not report_pictures.send(turn, found):
        return sentence(turn.t("reports.nothing_to_draw"))
    return _on_its_way(turn)


def _on_its_way(turn: Turn) -> Message | None:
    """In a channel nothing else would tell that it came."""
    return sentence(turn.t("reports.on_its_way")) if is_in_a_channel(turn) else None


def _carry_on(turn: Turn, act: Callable[[], Message | None]) -> None:
    """After the acknowledgement; what there is to say stands below the report, which stays."""

    def below() -> Message | None:
        said, url = act(), turn.body.get("response_url")
        if said is not None and url:
            turn.house.messenger.respond(url, said)
            return None
        return said

    carry_on(turn, below, failed=FAILED, below=True)
