"""What stands beside the figures: campaign beside campaign, supply and demand, whom the programme brings together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.links import Links, Sides
from bot.domain.periods import Span
from bot.domain.waves import Wave
from bot.programme.report_tables import Supply
from bot.programme.reports import Report
from bot.programme.saying import group_said, number_said, period_said
from bot.texts import Markup, Speech
from handlers.views.report_grid import Grid, Part

#: Topics of one message, the scarcest first; links in words, the most frequent first; groups of a table of links.
MOST_TOPICS, MOST_LINKS, MOST_SIDES = 12, 12, 10
#: Campaigns that stand beside one another; what is told of each.
MOST_WAVES = 4
WAVE = ("asked", "answered", "first", "one_of_three", "without", "again", "met_early", "so_far")


def beside(found: Report, t: Speech) -> Iterator[Part]:
    """Those that there is something to say in; beside a report that is split, the links alone."""
    if found.split is None:
        if told := [wave for wave in found.waves if wave.asked]:
            yield waves(told, t)
        if topics := [one for one in found.topics if _says_something(one)]:
            yield supply(topics[:MOST_TOPICS], t)
    if found.links is not None and (pairs := linked(found.links)):
        yield links(found.links, pairs, t)


def linked(found: Links | None) -> Mapping[Sides, int]:
    """The pairs by group, where there are two groups at least: of one there is nothing to say."""
    if found is None or len(found.names) < 2:
        return {}
    return found.pairs or {}


# -- campaign beside campaign ------------------------------------------------------------------------------------


def waves(found: Sequence[Wave], t: Speech) -> Grid:
    """The latest ones in columns, so that one reads across what became better; in words all of them. What may be told
    of none is left out.
    """
    untold, told = t.plain("reports.value_withheld"), [_cells(wave, t) for wave in found]
    shown = [name for name in WAVE if any(cells[name] != untold for cells in told)]
    return Grid(
        title=t.plain("reports.section.waves"),
        heads=[t.plain("reports.wave.wave"), *(_month(wave, t) for wave in found[-MOST_WAVES:])],
        rows=[
            [t.plain(f"reports.wave.{name}"), *(cells[name] for cells in told[-MOST_WAVES:])]
            for name in shown
        ],
        lines=[
            _wave_line(wave, {name: cells[name] for name in shown}, t)
            for wave, cells in zip(found, told, strict=True)
        ],
    )


def _wave_line(wave: Wave, cells: Mapping[str, str], t: Speech) -> Markup:
    said = [
        t("reports.line_alone", name=t.plain(f"reports.wave.{name}"), value=cells[name]) for name in cells
    ]
    return t("reports.group_line", name=_month(wave, t), said=Markup.joined(said, " · "))


def _cells(wave: Wave, t: Speech) -> dict[str, str]:
    early = _share(wave.met_early, wave.found, t)
    if not wave.is_final and wave.met_early is not None:
        early = t.plain("reports.wave.so_far_only", value=early)
    return {
        "asked": number_said(wave.asked, t),
        "answered": _share(wave.answered, wave.asked, t),
        "first": _share(wave.first_choice, wave.chose, t),
        "one_of_three": _share(wave.one_of_three, wave.chose, t),
        "without": number_said(wave.without, t),
        "again": _share(wave.again, wave.found, t),
        "met_early": early,
        "so_far": number_said(wave.so_far, t),
    }


def _month(wave: Wave, t: Speech) -> str:
    return period_said(Span(wave.month), t)


# -- supply and demand -------------------------------------------------------------------------------------------


def supply(found: Sequence[Supply], t: Speech) -> Part:
    """Topic by topic, as things are today."""
    return Part(title=t.plain("reports.section.topics"), lines=[_topic(one, t) for one in found])


def _topic(one: Supply, t: Speech) -> Markup:
    """In words, and what is missing so that it is seen."""
    key = "reports.topic.line_missing" if one.missing else "reports.topic.line"
    topic, wanted, missing = one.topic.texts[t.language], one.wanted or 0, one.missing or 0
    return t(key, topic=topic, wanted=wanted, count=one.places or 0, missing=missing)


def _says_something(one: Supply) -> bool:
    """It may be told, and somebody wants it or offers it."""
    return one.wanted is not None and one.places is not None and one.wanted + one.places > 0


# -- whom it brings together -------------------------------------------------------------------------------------


def links(found: Links, pairs: Mapping[Sides, int], t: Speech) -> Grid:
    """Mentors' groups down, mentees' across; in words the most frequent links."""
    names, cells = sides(found, pairs, MOST_SIDES, t)
    return Grid(
        title=t.plain(f"reports.links.{found.by}"),
        heads=[t.plain("reports.links.mentors_mentees"), *names],
        rows=[[name, *row] for name, row in zip(names, cells, strict=True)],
        lines=[
            t("reports.links.line", mentors=group_said(one, t), mentees=group_said(other, t), count=number)
            for (one, other), number in sorted(pairs.items(), key=lambda item: (-item[1], str(item[0])))[
                :MOST_LINKS
            ]
            if number
        ],
    )


def sides(
    found: Links, pairs: Mapping[Sides, int], most: int, t: Speech
) -> tuple[Sequence[str], Sequence[Sequence[int]]]:
    """What the rows and the columns are called, at most so many, and the pairs in each cell: the largest groups, and
    all others as one.
    """
    kept = found.names if len(found.names) <= most else found.names[: most - 1]
    names = [group_said(name, t) for name in kept]
    if len(kept) < len(found.names):
        names.append(t.plain("reports.links.others"))
    place = {name: number for number, name in enumerate(kept)}
    cells = [[0] * len(names) for _ in names]
    for (mentors, mentees), number in pairs.items():
        cells[place.get(mentors, -1)][place.get(mentees, -1)] += number
    return names, cells


# -- cells -------------------------------------------------------------------------------------------------------


def _share(part: int | None, whole: int | None, t: Speech) -> str:
    if part is None or whole is None:
        return t.plain("reports.value_withheld")
    if whole == 0:
        return t.plain("common.nothing_to_share")
    return t.plain("reports.share_short", share=t.percent(part, whole), part=part, whole=whole)
