"""What stands beside the figures: campaign beside campaign, supply and demand, whom the programme brings together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.links import Links, Sides
from bot.domain.periods import Span
from bot.domain.waves import Wave
from bot.programme.report_tables import Supply
from bot.programme.saying import group_said, period_said
from bot.texts import Markup, Speech
from handlers.views.report_grid import Grid

#: Topics of one message, the scarcest first; links in words, the most frequent first; groups of a table of links.
MOST_TOPICS, MOST_LINKS, MOST_SIDES = 12, 12, 10
#: Campaigns that stand beside one another; what is told of each.
MOST_WAVES = 4
WAVE = ("asked", "answered", "first", "one_of_three", "without", "again", "met_early", "so_far")


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """What of the report stands in tables of its own; in one that is split, the links alone."""

    waves: Sequence[Wave] = ()
    topics: Sequence[Supply] = ()
    links: Links | None = None


def beside(found: Beside, t: Speech) -> Iterator[Grid]:
    """Those that there is something to say in."""
    if told := [wave for wave in found.waves if wave.asked]:
        yield waves(told, t)
    if topics := [one for one in found.topics if one.wanted is not None and one.places is not None]:
        yield supply(topics[:MOST_TOPICS], t)
    if found.links is not None and (pairs := linked(found)):
        yield links(found.links, pairs, t)


def linked(found: Beside | None) -> Mapping[Sides, int]:
    """The pairs by group, where there are two groups at least: of one there is nothing to say."""
    if found is None or found.links is None or len(found.links.names) < 2:
        return {}
    return found.links.pairs or {}


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
        "asked": _said(wave.asked, t),
        "answered": _share(wave.answered, wave.asked, t),
        "first": _share(wave.first_choice, wave.chose, t),
        "one_of_three": _share(wave.one_of_three, wave.chose, t),
        "without": _said(wave.without, t),
        "again": _share(wave.again, wave.found, t),
        "met_early": early,
        "so_far": _said(wave.so_far, t),
    }


def _month(wave: Wave, t: Speech) -> str:
    return period_said(Span(wave.month), t)


# -- supply and demand -------------------------------------------------------------------------------------------


def supply(found: Sequence[Supply], t: Speech) -> Grid:
    """Topic by topic, as things are today."""
    return Grid(
        title=t.plain("reports.section.topics"),
        heads=[t.plain(f"reports.topic.{head}") for head in ("topic", "wanted", "places", "missing")],
        rows=[
            [_words(one, t), _number(one.wanted, t), _number(one.places, t), _number(one.missing, t)]
            for one in found
        ],
        lines=[
            t(
                "reports.topic.line",
                topic=_words(one, t),
                wanted=one.wanted or 0,
                places=one.places or 0,
            )
            for one in found
        ],
    )


def _words(one: Supply, t: Speech) -> str:
    return one.topic.texts[t.language]


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


def _number(number: int | None, t: Speech) -> str | int:
    return t.plain("reports.value_withheld") if number is None else number


def _said(number: int | None, t: Speech) -> str:
    return t.plain("reports.value_withheld") if number is None else t.number(number)


def _share(part: int | None, whole: int | None, t: Speech) -> str:
    if part is None or whole is None:
        return t.plain("reports.value_withheld")
    if whole == 0:
        return t.plain("common.nothing_to_share")
    return t.plain("reports.share_short", share=t.percent(part, whole), part=part, whole=whole)
