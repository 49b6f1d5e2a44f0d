"""A figure in the report's own words: in a cell with what it is made of, and the first four as sentences.

Every figure is said with its numerator and its denominator. One that is withheld is said to be; one that has nothing
to be a share of says that there is nothing yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.figures import Figure, Figures, Reason, State
from bot.domain.measures import READINGS, Measure, Reading, Unit, is_of_few, is_there, is_withheld, read_first
from bot.domain.periods import QUARTER, YEAR
from bot.programme.saying import among, measured_or_why, period_said, untold_reasons
from bot.texts import Markup, Speech
from handlers.views.blocks import Block, section

REASONS: Mapping[Reason, str] = {
    Reason.UNDECIDED: "reports.why_undecided",
    Reason.LEFT_OUT: "reports.why_left_out",
    Reason.NOT_TAKEN: "reports.why_not_taken",
    Reason.SUGGESTED: "reports.why_suggested",
    Reason.CHANGING: "reports.why_changing",
    Reason.IN_ROUND: "reports.why_in_round",
    Reason.NO_ANSWER: "reports.why_no_answer",
    Reason.NO_ROUND: "reports.why_no_round",
    Reason.NOT_THIS_TIME: "reports.why_not_this_time",
    Reason.SINCE: "reports.why_since",
}
STATES: Mapping[State, str] = {
    State.SKIPPED: "reports.state_skipped",
    State.ON_PAUSE: "reports.state_on_pause",
    State.DISPUTED: "reports.state_disputed",
}
#: Over several months, where a pair has several periods.
STATES_LONGER: Mapping[State, str] = {
    State.SKIPPED: "reports.periods_skipped",
    State.ON_PAUSE: "reports.periods_on_pause",
    State.DISPUTED: "reports.periods_disputed",
}
#: What is said where there is nothing to have a share of.
NOBODY: Mapping[str, str] = {
    Figure.CONCERNED: "reports.nobody_concerned",
    Figure.PAIRS: "reports.no_pairs",
    Figure.COUNTED: "reports.none_ended",
    Figure.FIRST_MET: "reports.none_first",
}
#: What is read first, as sentences.
HEADLINES: Mapping[Measure, str] = {
    Measure.WITHOUT: "reports.without",
    Measure.ACTIVE: "reports.running",
    Measure.MET: "reports.met",
    Measure.QUIET: "reports.quiet",
    Measure.SOON: "reports.soon",
}
BEFORE: Mapping[int, str] = {
    1: "reports.before",
    QUARTER: "reports.before_quarter",
    YEAR: "reports.before_year",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report by its name in `figures.toml`, and what it reads."""

    name: str
    reading: Reading

    @classmethod
    def of(cls, measure: Measure) -> Line:
        return cls(measure.value, READINGS[measure])


# -- one figure --------------------------------------------------------------------------------------------------


def in_short(figures: Figures, reading: Reading, t: Speech) -> str:
    """For a cell: "80 % (12/15)", "4,2 sur 5 (23 réponses)"."""
    part, whole = figures[reading.part], figures[reading.whole]
    said = measured_or_why(figures, reading, t)
    if part is None or not whole:
        return said
    if reading.unit is Unit.SHARE:
        return t.plain("reports.share_short", share=said, part=part, whole=whole)
    return t.plain("reports.value_short", value=said, of=among(figures, reading, t))


def briefly(name: str, figures: Figures, reading: Reading, t: Speech) -> Markup:
    """For a line: the same, and what it is called."""
    part, whole, value = figures[reading.part], figures[reading.whole], measured_or_why(figures, reading, t)
    if part is None or not whole:
        return t("reports.briefly_none", name=name, value=value)
    if reading.unit is Unit.SHARE:
        return t("reports.briefly_share", name=name, share=value, part=part, whole=whole)
    return t("reports.briefly", name=name, value=value, of=among(figures, reading, t))


# -- the four in words -------------------------------------------------------------------------------------------


def headlines(
    now: Figures, before: Figures | None, t: Speech, *, aims: Collection[Measure | None] = ()
) -> Iterator[Block]:
    """The four figures that are asked about first, each with what it is made of and how it was before. `aims` are what
    the programme has set itself objectives about, which are said with them. Of few people, why hardly anything is told.
    """
    few = is_of_few(now)
    if few:
        yield section(t("reports.of_few"))
    for measure in read_first(now):
        if few and not _says_something(READINGS[measure], now, before):
            continue
        if measure is Measure.MET and now[Figure.COUNTED] == 0 and not (before and before[Figure.COUNTED]):
            yield section(t("reports.met_none"))
        elif measure is not Measure.QUIET or now[Figure.COUNTED] != 0 or (before and before[Figure.COUNTED]):
            yield _headline(measure, now, before, t, aimed=measure in aims)


def _says_something(reading: Reading, now: Figures, before: Figures | None) -> bool:
    return now[reading.whole] is not None or is_there(before, reading)


def in_words(figures: Figures, reading: Reading, t: Speech) -> Markup:
    """A share as a sentence has it: "12 of 15 (80%)"."""
    part, whole = figures[reading.part], figures[reading.whole]
    if whole == 0:
        return t(NOBODY[reading.whole])
    if part is not None and whole is not None:
        return t("reports.value", part=part, whole=whole, share=t.percent(part, whole))
    if whole is not None:
        return t("reports.value_withheld_of", whole=whole)
    return t("reports.value_withheld")


def _headline(measure: Measure, now: Figures, before: Figures | None, t: Speech, *, aimed: bool) -> Block:
    reading = READINGS[measure]
    lines = [_first_line(measure, now, t, aimed=aimed)]
    if before is not None and not (is_withheld(now, reading) and is_withheld(before, reading)):
        lines.append(
            t(
                BEFORE[before.span.months],
                period=period_said(before.span, t),
                value=in_words(before, reading, t),
            )
        )
    return section(Markup.joined([*lines, *(one for one in _made_of(measure, now, t) if one)]))


def _first_line(measure: Measure, now: Figures, t: Speech, *, aimed: bool) -> Markup:
    """Of pairs, at least how many there are; nobody is to be without a mentor, unless the programme aims at less."""
    pairs = now[Figure.PAIRS]
    if measure is Measure.ACTIVE and pairs and is_withheld(now, READINGS[measure]):
        return t("reports.pairs", count=pairs)
    key = "reports.without_aimed" if measure is Measure.WITHOUT and aimed else HEADLINES[measure]
    return t(key, value=in_words(now, READINGS[measure], t))


def _made_of(measure: Measure, now: Figures, t: Speech) -> Sequence[Markup | None]:
    states = STATES if now.span.months == 1 else STATES_LONGER
    match measure:
        case Measure.WITHOUT:
            said = [_counted(key, now[reason], t) for reason, key in REASONS.items()]
            why = [one for one in (*said, _counted("reports.why_others", untold_reasons(now), t)) if one]
            return [t("reports.why_today"), *why] if why and now.is_over else why
        case Measure.ACTIVE:
            return [_counted("reports.paused", now[Figure.PAUSED], t)]
        case Measure.MET:
            return [_counted(states[one], now[one], t) for one in (State.ON_PAUSE, State.DISPUTED)]
        case Measure.QUIET:
            return [_counted(states[State.SKIPPED], now[State.SKIPPED], t)]
        case _:
            return []


def _counted(key: str, number: int | None, t: Speech) -> Markup | None:
    """One more line, unless there is nothing to tell or nothing that may be told."""
    return t(key, count=number) if number else None
