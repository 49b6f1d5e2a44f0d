"""Whom the month's page is sent to, when, and what is on it: public figures only, whatever else a champion may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.cadence import PromptDue, to_each
from bot.domain.calendar import DAY, local_day, works_on
from bot.domain.enrolments import Programme
from bot.domain.figures import Figures
from bot.domain.kinds import PromptKind
from bot.domain.objectives import Seen
from bot.domain.people import Person
from bot.domain.periods import Month, Span
from bot.domain.permissions import Act, Right
from bot.domain.refusals import Outdated
from bot.programme import looking_back, objectives
from bot.programme.ended_figures import public_figures
from bot.programme.team import holders
from bot.programme.work import Work

#: The page comes on the first working day after this day of the month: what was logged late is in it.
SETTLED = 5
#: A page is worth reading until the next one is near.
STILL_NEWS = timedelta(days=21)
#: Minutes of each hour in which it is looked for champions who have no page yet.
OFTEN = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class ChampionPage:
    """One month of one programme. `before` is the month before it, None in the first, or once that is gone."""

    programme: Programme
    figures: Figures
    before: Figures | None
    objectives: tuple[Seen, ...]

    @property
    def span(self) -> Span:
        return self.figures.span


def to_tell(work: Work) -> Iterator[PromptDue]:
    """The page of the month that is over, once to each champion of each programme that runs."""
    if work.now.minute >= OFTEN:
        return
    for programme in work.programmes.running():
        today = local_day(programme.timezone, work.now)
        over = Span(Month.of(today)).before
        if today < _page_day(work, programme, today) or over.begins < Month.of(programme.started_on):
            continue
        yield from to_each(
            [one.id for one in holders(work, Right.CHAMPION, programme.id)],
            PromptKind.CHAMPION_PAGE,
            period=str(over),
            rung=f"programme-{programme.id}",
            now=work.now,
            until=work.now + STILL_NEWS,
            about={"programme": programme.id, "year": over.begins.year, "month": over.begins.month},
        )


def page(work: Work, programme: Programme, span: Span) -> ChampionPage:
    """A month that is over, as anybody may read it. Several champions are told of it in one piece of work, which counts
    it once: others wait to write meanwhile.
    """
    found = work.counted.get((programme.id, span))
    if not isinstance(found, ChampionPage):
        found = work.counted[programme.id, span] = _counted(work, programme, span)
    return found


def _counted(work: Work, programme: Programme, span: Span) -> ChampionPage:
    figures = public_figures(work, programme, span)
    began = span.before.begins >= Month.of(programme.started_on)
    comparable = began and looking_back.is_kept(work, programme, span.before)
    return ChampionPage(
        programme=programme,
        figures=figures,
        before=public_figures(work, programme, span.before) if comparable else None,
        objectives=objectives.seen(work, programme, figures),
    )


def ask(work: Work, actor: Person, programme_id: int) -> None:
    """Let somebody have a page of this programme, on record. Raises `NotAllowed`."""
    runs = any(one.id == programme_id for one in work.programmes.running())
    work.authorise(
        actor,
        Act.SEE_REPORT,
        programme_id=programme_id if runs else work.somewhere(actor, Act.SEE_REPORT),
    )


def page_for(work: Work, actor: Person, programme_id: int, span: Span | None) -> ChampionPage:
    """The page of this month, for somebody who may see the report. Raises `NotAllowed`, `NotKeptAnyMore` for a month of
    which something is gone, and `Outdated` for one that is not over, or was before the programme.
    """
    work.check(actor, Act.SEE_REPORT, programme_id=programme_id)
    found = [one for one in work.programmes.running() if one.id == programme_id]
    if not found or span is None or span.months != 1:
        raise Outdated
    today = local_day(found[0].timezone, work.now)
    if not span.is_over(today) or span.begins < Month.of(found[0].started_on):
        raise Outdated
    looking_back.check_kept(work, found[0], span)
    return page(work, found[0], span)


def _page_day(work: Work, programme: Programme, today: date) -> date:
    """The first working day after the fifth of this month, in the programme's place."""
    hours = work.team_hours(programme.timezone)
    day = today.replace(day=SETTLED + 1)
    while not works_on(hours, day):
        day += DAY
    return day
