"""What has become of what a prompt asked: they met, set a date, skip it, want to hear of it later, or nothing
yet.

It is read from what happened, not from which button was pressed: a meeting logged by command, by the other
half or from Home answers the question just as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.cadence import flag_at
from bot.domain.calendar import DAY, local_day
from bot.domain.meetings import Around, Meeting, MeetingState
from bot.domain.mentorships import Mentorship
from bot.domain.prompts import Prompt
from bot.programme.work import Work

#: From when on a mentor of several reads in the week's message what the last nudge says to the others.
FLAG_IN_SIGHT = timedelta(days=14)
#: How an answer of "later" is kept in the ledger; the day follows.
LATER = "later:"


class Became(StrEnum):
    OPEN = "open"
    MET = "met"
    PLANNED = "planned"
    SKIPPED = "skipped"
    DISPUTED = "disputed"
    PAUSED = "paused"
    LATER = "later"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """`meeting` is the one held, planned or disputed; `until`, the first day on which anything is asked
    again.
    """

    became: Became
    meeting: Meeting | None = None
    until: date | None = None

    @property
    def is_open(self) -> bool:
        return self.became is Became.OPEN


def asked_cycle(work: Work, prompt: Prompt, mentorship: Mentorship) -> int:
    """The cycle that a prompt asks about: the one it names, else the one that runs now."""
    name, _, number = prompt.period.partition("-")
    if name == "cycle" and number.isdigit():
        return int(number)
    return running_cycle(work, mentorship)


def running_cycle(work: Work, mentorship: Mentorship) -> int:
    return mentorship.cycle_at(work.now)


def flag_ahead(work: Work, mentorship: Mentorship) -> datetime | None:
    """When the team hears that it is quiet, if nothing is logged by then; None while that is not in sight.

    Of one that ended it is what it was: whoever has not heard of the end must not read it here.
    """
    rhythm = work.mentorships.rhythm(mentorship.id, work.now, ended=True)
    return flag_at(rhythm, work.now) if rhythm else None


def flag_eve(work: Work, mentorship: Mentorship) -> date | None:
    """The last day on which a word keeps the team out of it, once that day is near."""
    flag = flag_ahead(work, mentorship)
    if flag is None or not work.now < flag <= work.now + FLAG_IN_SIGHT:
        return None
    return local_day(mentorship.timezone, flag) - DAY


def outcome(
    work: Work, mentorship: Mentorship, cycle: int, *, first: bool = False, answer: str = ""
) -> Outcome:
    """What became of the question "did you meet in this cycle?", or with `first` "did you ever meet?"."""
    ever = work.meetings.last_held(mentorship.id) if first else None
    told = _told(work.meetings.in_cycle(mentorship.id, cycle), ever)
    if told is not None:
        return told
    if work.meetings.is_skipped(mentorship.id, cycle):
        return Outcome(became=Became.SKIPPED)
    return _still_to_come(work, mentorship, work.meetings.planned(mentorship.id), answer)


def outcome_in(work: Work, mentorship: Mentorship, around: Around) -> Outcome:
    """The same for a cycle that was read together with those of others."""
    told = _told(around.in_cycle)
    if told is None and around.skipped:
        return Outcome(became=Became.SKIPPED)
    return told or _still_to_come(work, mentorship, around.planned)


def _told(meetings: Sequence[Meeting], ever: Meeting | None = None) -> Outcome | None:
    """They met, as far as both say so; or at any time, where that was the question."""
    held = [one for one in meetings if one.state is MeetingState.HELD]
    if held or ever:
        return Outcome(became=Became.MET, meeting=held[-1] if held else ever)
    disputed = [one for one in meetings if one.state is MeetingState.DISPUTED]
    return Outcome(became=Became.DISPUTED, meeting=disputed[-1]) if disputed else None


def _still_to_come(work: Work, mentorship: Mentorship, planned: Meeting | None, answer: str = "") -> Outcome:
    today = local_day(mentorship.timezone, work.now)
    if mentorship.paused_until is not None and today < mentorship.paused_until:
        return Outcome(became=Became.PAUSED, until=mentorship.paused_until)
    if planned is not None and planned.held_on >= today:
        return Outcome(became=Became.PLANNED, meeting=planned)
    if answer.startswith(LATER):
        later = date.fromisoformat(answer.removeprefix(LATER))
        if today < later:
            return Outcome(became=Became.LATER, until=later)
    return Outcome(became=Became.OPEN)
