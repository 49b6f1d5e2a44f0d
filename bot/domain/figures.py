"""What a report counts, and how much of it whom may be told.

Everything is a count by name. A *stock* is counted on one day: who has a mentor, which pairs run. A *flow* is counted
over a month: periods that ended, rounds that were published. A longer period has the stocks of its last day and the
flows of its months, added up.

Who may read which: those who run the programme read what they answer for, name by name if need be; everybody else reads
nothing about fewer than five people (`eyes.py`). What people were promised to say to nobody (`ANONYMOUS`) is withheld
from both in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.anonymity import Total
from bot.domain.periods import Span


class Reason(StrEnum):
    """Why an employee has no mentor. Each has one reason, the first that holds.

    `SINCE` is for months gone by: they had none then, and have one now. The latest round decides for those who want
    a mentor: they were not on its list, have not answered it, said "not this time", wait for its proposals, have a
    suggestion to answer, did not take it, or were left out. Whoever looks for another one alone is changing.
    """

    SINCE = "since"
    UNDECIDED = "undecided"
    NO_ROUND = "no_round"
    NO_ANSWER = "no_answer"
    NOT_THIS_TIME = "not_this_time"
    IN_ROUND = "in_round"
    SUGGESTED = "suggested"
    NOT_TAKEN = "not_taken"
    LEFT_OUT = "left_out"
    CHANGING = "changing"


class State(StrEnum):
    """What became of a cycle that has ended."""

    MET = "met"
    SKIPPED = "skipped"
    QUIET = "quiet"
    ON_PAUSE = "on_pause"
    DISPUTED = "disputed"


class Figure(StrEnum):
    """What is counted. Reasons and states are figures too, by their own names."""

    # Stocks of people.
    CONCERNED = "concerned"
    WITH_A_MENTOR = "with_a_mentor"
    WITHOUT = "without"
    DECIDED = "decided"
    FINISHED = "finished"
    CERTIFIED = "certified"
    UNCERTIFIED = "uncertified"
    MENTORS = "mentors"
    MENTORS_FULL = "mentors_full"
    MENTORS_WITH_ROOM = "mentors_with_room"
    SET_GOALS = "set_goals"
    REACHED_ONE = "reached_one"
    REACHED_NONE = "reached_none"
    RATED_TWICE = "rated_twice"
    WENT_UP = "went_up"
    STAYED = "stayed"
    # Stocks of pairs.
    PAIRS = "pairs"
    RUNNING = "running"
    PAUSED = "paused"
    FLAGGED = "flagged"
    NOT_FLAGGED = "not_flagged"
    WITH_STEPS = "with_steps"
    NETWORKS_KNOWN = "networks_known"
    ACROSS_NETWORKS = "across_networks"
    WITHIN_NETWORK = "within_network"
    ENTITIES_KNOWN = "entities_known"
    ACROSS_ENTITIES = "across_entities"
    WITHIN_ENTITY = "within_entity"
    TENURES_KNOWN = "tenures_known"
    ACROSS_TENURES = "across_tenures"
    WITHIN_TENURE = "within_tenure"
    # Flows of pairs.
    COUNTED = "counted"
    NOT_MET = "not_met"
    APART = "apart"
    FIRST_MET = "first_met"
    FIRST_MET_SOON = "first_met_soon"
    FIRST_MET_LATER = "first_met_later"
    MET_PAIRS = "met_pairs"
    TIMED_PAIRS = "timed_pairs"
    UNTIMED_PAIRS = "untimed_pairs"
    ENDED_PAIRS = "ended_pairs"
    # Flows of people.
    CHOSE = "chose"
    ONE_OF_THREE = "one_of_three"
    GOT_FIRST = "got_first"
    GOT_SECOND = "got_second"
    GOT_THIRD = "got_third"
    NONE_OF_THREE = "none_of_three"
    GOT_ANOTHER = "got_another"
    GOT_NOBODY = "got_nobody"
    CHANGES_ASKED = "changes_asked"
    CHANGES_DECIDED = "changes_decided"
    DECIDED_IN_TIME = "decided_in_time"
    DECIDED_LATE = "decided_late"
    PULSE_ASKED = "pulse_asked"
    PULSE_ANSWERED = "pulse_answered"
    PULSE_SILENT = "pulse_silent"
    CLOSING_ASKED = "closing_asked"
    CLOSING_ANSWERED = "closing_answered"
    CLOSING_SILENT = "closing_silent"


class Amount(StrEnum):
    """What is added up: minutes, days, marks, places. Never of fewer people than may be counted (`AMONG`)."""

    PLACES = "places"
    PLACES_TAKEN = "places_taken"
    STEPS_ASKED = "steps_asked"
    STEPS_DONE = "steps_done"
    MEETINGS = "meetings"
    TIMED_MEETINGS = "timed_meetings"
    MINUTES = "minutes"
    DAYS_TO_FIRST = "days_to_first"
    DAYS_TO_DECIDE = "days_to_decide"
    DAYS_LASTED = "days_lasted"
    # Marks of 1 to 5: the sum of what was answered.
    MARKS_TIME = "marks_time"
    MARKS_ADVICE = "marks_advice"
    MARKS_LEARNING = "marks_learning"
    MARKS_PROACTIVE = "marks_proactive"
    MARKS_TRUST = "marks_trust"
    MARKS_SKILLS = "marks_skills"
    MARKS_OPPORTUNITIES = "marks_opportunities"
    MARKS_SATISFACTION = "marks_satisfaction"


def _parts(*names: str) -> tuple[Total, ...]:
    return tuple(Total(name) for name in names)


#: Every employee concerned has a mentor or a reason not to.
PEOPLE = Total(
    Figure.CONCERNED,
    (
        Total(Figure.WITH_A_MENTOR),
        Total(
            Figure.WITHOUT,
            (
                Total(Reason.UNDECIDED),
                Total(Figure.DECIDED, _parts(*(one for one in Reason if one is not Reason.UNDECIDED))),
            ),
        ),
    ),
)
PAIRS = Total(
    Figure.PAIRS,
    (Total(Figure.RUNNING, _parts(Figure.FLAGGED, Figure.NOT_FLAGGED)), Total(Figure.PAUSED)),
)
MENTORS = Total(Figure.MENTORS, _parts(Figure.MENTORS_FULL, Figure.MENTORS_WITH_ROOM))
FINISHED = Total(Figure.FINISHED, _parts(Figure.CERTIFIED, Figure.UNCERTIFIED))
WITH_STEPS = Total(Figure.WITH_STEPS)
NETWORKS = Total(Figure.NETWORKS_KNOWN, _parts(Figure.ACROSS_NETWORKS, Figure.WITHIN_NETWORK))
ENTITIES = Total(Figure.ENTITIES_KNOWN, _parts(Figure.ACROSS_ENTITIES, Figure.WITHIN_ENTITY))
TENURES = Total(Figure.TENURES_KNOWN, _parts(Figure.ACROSS_TENURES, Figure.WITHIN_TENURE))
GOALS = Total(Figure.SET_GOALS, _parts(Figure.REACHED_ONE, Figure.REACHED_NONE))
SKILLS = Total(Figure.RATED_TWICE, _parts(Figure.WENT_UP, Figure.STAYED))
#: Met % is MET ÷ COUNTED. Pauses and disagreements count neither way, and are shown apart.
CYCLES = Total(Figure.COUNTED, (Total(State.MET), Total(Figure.NOT_MET, _parts(State.SKIPPED, State.QUIET))))
APART = Total(Figure.APART, _parts(State.ON_PAUSE, State.DISPUTED))
FIRST = Total(Figure.FIRST_MET, _parts(Figure.FIRST_MET_SOON, Figure.FIRST_MET_LATER))
HELD = Total(Figure.MET_PAIRS, _parts(Figure.TIMED_PAIRS, Figure.UNTIMED_PAIRS))
ENDED = Total(Figure.ENDED_PAIRS)
RANKS = Total(
    Figure.CHOSE,
    (
        Total(Figure.ONE_OF_THREE, _parts(Figure.GOT_FIRST, Figure.GOT_SECOND, Figure.GOT_THIRD)),
        Total(Figure.NONE_OF_THREE, _parts(Figure.GOT_ANOTHER, Figure.GOT_NOBODY)),
    ),
)
CHANGES = Total(Figure.CHANGES_ASKED)
DECISIONS = Total(Figure.CHANGES_DECIDED, _parts(Figure.DECIDED_IN_TIME, Figure.DECIDED_LATE))
PULSE = Total(Figure.PULSE_ASKED, _parts(Figure.PULSE_ANSWERED, Figure.PULSE_SILENT))
CLOSING = Total(Figure.CLOSING_ASKED, _parts(Figure.CLOSING_ANSWERED, Figure.CLOSING_SILENT))

STOCKS = (PEOPLE, PAIRS, MENTORS, FINISHED, WITH_STEPS, NETWORKS, ENTITIES, TENURES, GOALS, SKILLS)
FLOWS = (CYCLES, APART, HELD, FIRST, ENDED, RANKS, CHANGES, DECISIONS, PULSE, CLOSING)
#: Those who answered, or who wrote down what they want to reach, were promised that nobody reads it of four people.
ANONYMOUS = (GOALS, SKILLS, PULSE, CLOSING)
#: Of which who answered is told before how many were asked: that few kept silent says nothing of what the others said,
#: and would withhold the marks of a wave that nearly everybody answered.
WAVES = (PULSE, CLOSING)

#: Among whom an amount was added up: it is shown with them, and from five of them on.
AMONG: Mapping[Amount, Figure] = {
    Amount.PLACES: Figure.MENTORS,
    Amount.PLACES_TAKEN: Figure.MENTORS,
    Amount.STEPS_ASKED: Figure.WITH_STEPS,
    Amount.STEPS_DONE: Figure.WITH_STEPS,
    Amount.MEETINGS: Figure.MET_PAIRS,
    Amount.TIMED_MEETINGS: Figure.TIMED_PAIRS,
    Amount.MINUTES: Figure.TIMED_PAIRS,
    Amount.DAYS_TO_FIRST: Figure.FIRST_MET,
    Amount.DAYS_TO_DECIDE: Figure.CHANGES_DECIDED,
    Amount.DAYS_LASTED: Figure.ENDED_PAIRS,
    Amount.MARKS_TIME: Figure.PULSE_ANSWERED,
    Amount.MARKS_ADVICE: Figure.PULSE_ANSWERED,
    Amount.MARKS_LEARNING: Figure.PULSE_ANSWERED,
    Amount.MARKS_PROACTIVE: Figure.PULSE_ANSWERED,
    Amount.MARKS_TRUST: Figure.PULSE_ANSWERED,
    Amount.MARKS_SKILLS: Figure.CLOSING_ANSWERED,
    Amount.MARKS_OPPORTUNITIES: Figure.CLOSING_ANSWERED,
    Amount.MARKS_SATISFACTION: Figure.CLOSING_ANSWERED,
}


#: What belongs to months, figures and amounts.
OF_MONTHS = frozenset(node.name for tree in FLOWS for node in tree.nodes())
OF_MONTHS |= {amount for amount, among in AMONG.items() if among in OF_MONTHS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """What was counted: leaves and amounts by name. `flows` has one mapping for each month of the span, in order.

    A tree of which no leaf was counted at all is not asked of this programme, and is in no figures.
    """

    span: Span
    until: date
    stocks: Mapping[str, int]
    flows: tuple[Mapping[str, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """Figures by name; None is withheld, and what this programme does not count is not there. `until` is the last day
    that they speak of.
    """

    span: Span
    until: date
    values: Mapping[str, int | None]

    def __getitem__(self, name: str) -> int | None:
        return self.values.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    @property
    def is_over(self) -> bool:
        return self.until == self.span.last
