"""The report: one page, and its pictures beside it in a folder. Nothing in it names the machine it was made on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from textwrap import fill

from babel.dates import format_date

from bot.domain.calendar import DAY
from bot.programme.outcomes import Became
from bot.simulation import charts, page
from bot.simulation.acts import Did
from bot.simulation.checks import Checked
from bot.simulation.compared import Compared
from bot.simulation.figures import FOLLOWS, Figures, Month, Waited, middle, shares_of
from bot.simulation.record import Record
from bot.simulation.timetable import OPENS_ON
from bot.texts import Speech

#: What may become of a period, from what one hopes for to what one does not.
BECAME = (Became.MET, Became.PLANNED, Became.SKIPPED, Became.PAUSED, Became.DISPUTED, Became.OPEN)
#: The sections, by the name that their pictures have too.
TITLES: Mapping[str, str] = {
    "compared": "simulation.compared",
    "checks": "simulation.checks",
    "meetings": "simulation.meetings",
    "cycles": "simulation.cycles",
    "followed": "simulation.followed",
    "messages": "simulation.messages",
    "heat": "simulation.heat",
    "waiting": "simulation.waiting",
    "unsaid": "simulation.unsaid",
}
#: Reasons of the ledger that have words of their own; any other is shown as it is.
KNOWN_WHY = frozenset(
    {
        *(
            "met",
            "planned",
            "skipped",
            "paused",
            "answered",
            "muted",
            "budget",
            "signed",
            "ended",
            "not_here",
        ),
        *("moved", "withdrawn", "agreed", "late", "changed", "left", "past", "disputed"),
        *("closed", "reminded", "hours", "quiet", "away", "day", "asked", "changing", "renewed", "prepared"),
        *("published", "newer"),
    }
)
#: How many of the things that are wrong are shown for each check.
SHOWN = 20
FIRST_HOUR, LAST_HOUR = 7, 20
#: Characters in one line of a name beside a bar.
WRAPPED = 16
PAGE = "index.html"


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What was lived, to be written into `folder` in the reader's language."""

    record: Record
    figures: Figures
    checks: Sequence[Checked]
    seed: int
    t: Speech
    folder: Path

    def write(self) -> Path:
        """The page and its pictures; returns the page."""
        self.folder.mkdir(parents=True, exist_ok=True)
        t = self.t
        template = Template(files("bot.simulation").joinpath("report.html").read_text(encoding="utf-8"))
        ends = self.record.ends.date()
        told = template.substitute(
            language=t.language,
            title=escape(t.plain("simulation.title")),
            subtitle=escape(
                t.plain(
                    "simulation.subtitle",
                    people=t.plain("simulation.people", count=self.figures.people),
                    pairs=t.plain("simulation.pairs", count=self.figures.pairs),
                    begins=t.date(self.record.opens.date(), today=ends.replace(year=1)),
                    ends=t.date(ends, today=ends.replace(year=1)),
                    seed=str(self.seed),
                )
            ),
            intro=escape(t.plain("simulation.what_is_real")),
            tiles="".join(self._tiles()),
            sections="".join(self._sections()),
        )
        to = self.folder / PAGE
        to.write_text(told, encoding="utf-8")
        return to

    # -- in short ------------------------------------------------------------------------------------------------

    def _tiles(self) -> Iterator[str]:
        figures, t = self.figures, self.t
        became = figures.became
        yield self._tile(t.number(sum(figures.meetings.values())), "simulation.tile_meetings")
        yield self._tile(t.percent(became[Became.MET], became.total()), "simulation.tile_met")
        yield self._tile(t.number(middle(figures.messages)), "simulation.tile_messages")
        yield self._tile(t.number(max(figures.messages, default=0)), "simulation.tile_most")
        yield self._tile(t.number(figures.most_nudges), "simulation.tile_nudges")
        yield self._tile(t.number(sum(figures.flags.values())), "simulation.tile_flags")

    def _tile(self, figure: str, key: str) -> str:
        return f"<li><b>{escape(figure)}</b><span>{escape(self.t.plain(key))}</span></li>"

    # -- the sections --------------------------------------------------------------------------------------------

    def _sections(self) -> Iterator[str]:
        yield self._compared()
        yield self._section("checks", self._checks(), self.t.plain("simulation.checks_intro"))
        yield self._meetings()
        yield self._cycles()
        yield self._followed()
        yield self._messages()
        yield self._heat()
        yield self._section("waiting", self._waiting())
        yield self._unsaid()

    def _compared(self) -> str:
        t, compared = self.t, Compared(self.record, self.figures, self.t)
        tried, came = t.plain("simulation.tried"), t.plain("simulation.came")
        two = page.table(t, [tried, ""], compared.tried(), folded=False)
        two += page.table(t, [came, ""], compared.came_of_it(), folded=False)
        return self._section("compared", f"<div class=two>{two}</div>", t.plain("simulation.compared_read"))

    def _checks(self) -> str:
        return "<ul class=checks>" + "".join(map(self._check, self.checks)) + "</ul>"

    def _check(self, one: Checked) -> str:
        t = self.t
        verdict, look = ("simulation.held", "held") if one.holds else ("simulation.broken", "broken")
        if not one.looked_at:
            verdict, look = "simulation.unseen", "unseen"
        words = t.plain(f"simulation.check.{one.name}")
        seen = t.plain("simulation.looked_at", count=one.looked_at)
        wrong = "".join(f"<li>{escape(words)}</li>" for words in one.wrong[:SHOWN])
        if len(one.wrong) > SHOWN:
            wrong += f"<li>{escape(t.plain('simulation.more_wrong', count=len(one.wrong) - SHOWN))}</li>"
        return (
            f"<li class={look}><b>{escape(t.plain(verdict))}</b>"
            f"<div>{escape(words)} <small>{escape(seen)}</small>{wrong and f'<ul>{wrong}</ul>'}</div></li>"
        )

    def _meetings(self) -> str:
        months, counted = (
            self.figures.months,
            [self.figures.meetings.get(one, 0) for one in self.figures.months],
        )
        if not any(counted):
            return self._section("meetings", page.paragraph(self.t.plain("simulation.nothing")))
        pale = [place for place, one in enumerate(months) if one not in self.figures.whole_months]
        charts.bars([self._short(one) for one in months], counted, self.folder / "meetings", pale=pale)
        rate = self.t.number(round(self.figures.meetings_a_month, 2))
        read = self.t.plain("simulation.meetings_read", count=sum(counted), rate=rate)
        table = page.table(
            self.t,
            [self.t.plain("simulation.month"), self.t.plain("simulation.meetings")],
            zip(map(self._month, months), counted, strict=True),
        )
        return self._section("meetings", page.picture("meetings", read) + table, read)

    def _cycles(self) -> str:
        became = self.figures.became
        months = [one for one in self.figures.months if one in self.figures.cycles]
        if not months:
            return self._section("cycles", page.paragraph(self.t.plain("simulation.nothing")))
        kinds = [one for one in BECAME if became[one]]
        shares = {month: shares_of(self.figures.cycles[month]) for month in months}
        series = [
            charts.Series(
                name=self._became(kind),
                shade=BECAME.index(kind),
                figures=[shares[month].get(kind, 0) for month in months],
            )
            for kind in kinds
        ]
        names = [f"{self._short(one)}\n({sum(self.figures.cycles[one].values())})" for one in months]
        charts.stacked(names, series, self.folder / "cycles", share=self._per_cent())
        read = self.t.plain(
            "simulation.cycles_read",
            count=became.total(),
            met=self.t.percent(became[Became.MET], became.total()),
            quiet=self.t.percent(became[Became.OPEN], became.total()),
        )
        rows: list[list[str | int]] = [
            [self._month(month), *(self.figures.cycles[month].get(kind, 0) for kind in kinds)]
            for month in months
        ]
        table = page.table(self.t, [self.t.plain("simulation.month"), *map(self._became, kinds)], rows)
        return self._section("cycles", page.picture("cycles", read) + table, read)

    def _followed(self) -> str:
        kinds = [kind for kind in self.figures.followed if self.figures.followed[kind]]
        if not kinds:
            return self._section("followed", page.paragraph(self.t.plain("simulation.nothing")))
        names = [self.t.plain(f"simulation.asked.{kind}") for kind in kinds]
        every = sum((Counter(self.figures.followed[kind]) for kind in kinds), Counter[Did]())
        shares = {kind: shares_of(self.figures.followed[kind]) for kind in kinds}
        series = [
            charts.Series(
                name=self._then(did),
                shade=FOLLOWS.index(did),
                figures=[shares[kind].get(did, 0) for kind in kinds],
            )
            for did in FOLLOWS
            if every[did]
        ]
        wrapped = [fill(name, WRAPPED) for name in names]
        charts.stacked(wrapped, series, self.folder / "followed", across=True, share=self._per_cent())
        answered = every.total() - every[Did.IGNORED]
        share = self.t.percent(answered, every.total())
        read = self.t.plain("simulation.followed_read", count=every.total(), share=share)
        rows: list[list[str | int]] = [
            [self._then(did), *(self.figures.followed[kind].get(did, 0) for kind in kinds)] for did in FOLLOWS
        ]
        table = page.table(self.t, ["", *names], rows)
        return self._section("followed", page.picture("followed", read) + table, read)

    def _messages(self) -> str:
        counted = Counter(self.figures.messages)
        if not counted:
            return self._section("messages", page.paragraph(self.t.plain("simulation.nothing")))
        scale = range(max(counted) + 1)
        below = self.t.plain("simulation.messages_below")
        most = max(counted)
        charts.bars(
            [str(one) for one in scale],
            [counted[one] for one in scale],
            self.folder / "messages",
            below=below,
            mark=most,
        )
        read = self.t.plain("simulation.messages_read", middle=middle(self.figures.messages), most=most)
        return self._section("messages", page.picture("messages", read), read)

    def _heat(self) -> str:
        found = self.figures.heat
        if not found:
            return self._section("heat", page.paragraph(self.t.plain("simulation.nothing")))
        hours = range(
            min(FIRST_HOUR, *(hour for _, hour in found)), max(LAST_HOUR, *(h for _, h in found)) + 1
        )
        days = [day for day in range(7) if day < 5 or any(found.get((day, hour)) for hour in hours)]
        rows = [[found.get((day, hour), 0) for hour in hours] for day in days]
        charts.heat(
            [self._day(day) for day in days], [str(hour) for hour in hours], rows, self.folder / "heat"
        )
        day, hour = max(found, key=lambda place: found[place])
        read = self.t.plain("simulation.heat_read", day=self._day(day), hour=str(hour))
        return self._section("heat", page.picture("heat", read), read)

    def _waiting(self) -> str:
        t = self.t
        heads = [
            t.plain("simulation.waiting_what"),
            t.plain("simulation.waiting_middle"),
            t.plain("simulation.waiting_nine"),
            t.plain("simulation.waiting_cases"),
        ]
        rows = [
            self._waited("simulation.waiting_answer", self.figures.answered_after),
            self._waited("simulation.waiting_news", self.figures.told_after),
        ]
        return page.table(self.t, heads, rows, folded=False)

    def _waited(self, key: str, one: Waited) -> list[str]:
        hours = [
            self.t.plain("simulation.hours", hours=round(one, 1)) for one in (one.middle, one.nine_in_ten)
        ]
        return [self.t.plain(key), *hours, self.t.number(one.cases)]

    def _unsaid(self) -> str:
        ended = Counter(self.figures.ended)
        if not ended:
            return self._section("unsaid", page.paragraph(self.t.plain("simulation.unsaid_none")))
        rows: list[list[str | int]] = [
            [self.t.plain(f"simulation.state.{state}", why=self._why(why)), count]
            for (state, why), count in ended.most_common()
        ]
        table = page.table(
            self.t,
            [self.t.plain("simulation.unsaid_why"), self.t.plain("simulation.unsaid_count")],
            rows,
            folded=False,
        )
        return self._section("unsaid", table, self.t.plain("simulation.unsaid_read"))

    def _section(self, name: str, body: str, read: str = "") -> str:
        return page.section(name, self.t.plain(TITLES[name]), body, read)

    # -- words ---------------------------------------------------------------------------------------------------

    def _became(self, one: Became) -> str:
        return self.t.plain(f"simulation.became.{one}")

    def _then(self, one: Did) -> str:
        return self.t.plain(f"simulation.then.{one}")

    def _why(self, reason: str) -> str:
        return self.t.plain(f"simulation.why.{reason}") if reason in KNOWN_WHY else reason

    def _day(self, weekday: int) -> str:
        return self.t.date(OPENS_ON + weekday * DAY).split()[0]

    def _month(self, month: Month) -> str:
        return self.t.month(*month)

    def _short(self, month: Month) -> str:
        """ "septembre 2026" is too long to stand beside eleven others."""
        return format_date(date(*month, 1), "MMM\ny", locale=self.t.language)

    def _per_cent(self) -> str:
        return "{}\u202f%" if self.t.language == "fr" else "{}%"
