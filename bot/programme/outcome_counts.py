"""What comes of mentorships, for the report: stocks on one day, flows month by month (docs/figures.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.calendar import DAY, add_months, end_of, local_day
from bot.domain.enrolments import Programme
from bot.domain.figures import Amount, Figure
from bot.domain.periods import YEAR, Month
from bot.domain.pulses import THEMES, PulseKind, Theme
from bot.programme import looking_back
from bot.programme.outcome_ports import Answers
from bot.programme.work import LONG_TERM, Work

NO_ANSWERS = Answers(answered=0, silent=0, marks={})
ASKED: Mapping[PulseKind, tuple[Figure, Figure]] = {
    PulseKind.PULSE: (Figure.PULSE_ANSWERED, Figure.PULSE_SILENT),
    PulseKind.CLOSING: (Figure.CLOSING_ANSWERED, Figure.CLOSING_SILENT),
}


def certificates(work: Work, programme: Programme, on: date) -> Mapping[str, int]:
    """Everybody whose mentorship ended in the last twelve months: who left it with a certificate, and who did not."""
    if (since := _year_before(work, programme, on)) is None:
        return {}
    before = end_of(on, programme.timezone)
    stand_ins = counts_stand_ins(programme)
    return work.outcome_figures.certified(
        programme.id, since=since, on=on, before=before, stand_ins=stand_ins
    )


def steps(work: Work, programme: Programme, on: date) -> Mapping[str, int]:
    """The steps of the mentorships that stand on that day, and how many were taken."""
    before = end_of(on, programme.timezone)
    return work.outcome_figures.steps(
        programme.id, on=on, before=before, stand_ins=counts_stand_ins(programme)
    )


def goals(work: Work, programme: Programme, on: date) -> Mapping[str, int]:
    """People with goals whose mentorship ended in the last calendar year: who had reached one, and who had not."""
    last = _last_year_over(work, programme, on)
    if (since := _year_before(work, programme, last)) is None:
        return {}
    before = end_of(last, programme.timezone)
    stand_ins = counts_stand_ins(programme)
    return work.outcome_figures.goals(programme.id, since=since, on=last, before=before, stand_ins=stand_ins)


def skills(work: Work, programme: Programme, on: date) -> Mapping[str, int]:
    """People who rated themselves at both ends of a mentorship that ended in the last calendar year: who went up, and
    who did not.
    """
    last = _last_year_over(work, programme, on)
    if (since := _year_before(work, programme, last)) is None:
        return {}
    stand_ins = counts_stand_ins(programme)
    return work.outcome_figures.skills(programme.id, since=since, on=last, stand_ins=stand_ins)


def _last_year_over(work: Work, programme: Programme, on: date) -> date:
    """The last day of the latest calendar year that is over on this day. Whoever reads goals and ratings on two days
    reads the same, or of other mentorships: nobody's can be worked out from the difference (docs/decisions/0014).
    """
    is_over = (on + DAY).year > on.year and on < local_day(programme.timezone, work.now)
    return date(on.year if is_over else on.year - 1, 12, 31)


def _year_before(work: Work, programme: Programme, on: date) -> date | None:
    """The day a year before; None where something of that year is kept no more, and the figure would be wrong."""
    since = add_months(on, -YEAR)
    return since if looking_back.is_kept_since(work, programme, since) else None


def links(work: Work, programme: Programme, days: Sequence[date]) -> Mapping[date, Mapping[str, int]]:
    """Pairs across networks, entities and tenures, and within (`field.md` F11)."""
    return work.link_figures.across(programme.id, {on: end_of(on, programme.timezone) for on in days})


def ended(
    work: Work, programme: Programme, months: Sequence[Month], today: date
) -> Mapping[Month, Mapping[str, int]]:
    """Mentorships that ended, and how many days they lasted, the first and the last included."""
    counts = {month: {Figure.ENDED_PAIRS.value: 0, Amount.DAYS_LASTED.value: 0} for month in months}
    stand_ins = counts_stand_ins(programme)
    for one in work.outcome_figures.ended(
        programme.id, months, zone=programme.timezone, today=today, stand_ins=stand_ins
    ):
        here = counts[one.month]
        here[Figure.ENDED_PAIRS] += one.number
        here[Amount.DAYS_LASTED] += one.number * ((one.last - one.first) // DAY + 1)
    return counts


def changes(
    work: Work, programme: Programme, months: Sequence[Month], today: date
) -> Mapping[Month, Mapping[str, int]]:
    """In how many mentorships somebody asked for a change, and how soon it was decided (`field.md` U2)."""
    asked = work.outcome_figures.changes_asked(programme.id, months, zone=programme.timezone)
    decisions = (Figure.DECIDED_IN_TIME.value, Figure.DECIDED_LATE.value, Amount.DAYS_TO_DECIDE.value)
    counts = {
        month: {Figure.CHANGES_ASKED.value: asked.get(month, 0), **dict.fromkeys(decisions, 0)}
        for month in months
    }
    for one in work.outcome_figures.decided(programme.id, months, zone=programme.timezone):
        asked_on = local_day(programme.timezone, one.asked_at)
        decided_on = local_day(programme.timezone, one.decided_at)
        here, in_time = counts[one.month], decided_on <= one.decide_by
        here[Figure.DECIDED_IN_TIME if in_time else Figure.DECIDED_LATE] += 1
        here[Amount.DAYS_TO_DECIDE] += (decided_on - asked_on) // DAY
    return counts


def pulses(
    work: Work, programme: Programme, months: Sequence[Month], today: date
) -> Mapping[Month, Mapping[str, int]]:
    """What was answered in waves that closed (`field.md` W16, G5, C1)."""
    counts: dict[Month, dict[str, int]] = {month: {} for month in months}
    for kind, (answered, silent) in ASKED.items():
        found = work.pulse_figures.answers(programme.id, kind, months, zone=programme.timezone, today=today)
        for month in months:
            one = found.get(month, NO_ANSWERS)
            counts[month] |= {answered.value: one.answered, silent.value: one.silent}
            counts[month] |= {marks_of(theme): one.marks.get(theme, 0) for theme in THEMES[kind]}
    return counts


def marks_of(theme: Theme) -> str:
    return Amount(f"marks_{theme.value}").value


def counts_stand_ins(programme: Programme) -> bool:
    """Whether temporary mentorships are what it is about: newcomers are welcomed for a while."""
    return programme.type_key != LONG_TERM


STOCKS = (certificates, steps, goals, skills)
FLOWS = (ended, changes, pulses)
