"""What a programme wants to reach, as it is read and as it is set."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.enrolments import Programme
from bot.domain.measures import Measure
from bot.domain.objectives import Objective, Seen, Standing
from bot.programme.setting_objectives import Board
from handlers.views import objectives as views
from handlers.views.blocks import message
from tests.views.cases import Case

SHEET = "objectives"
PROGRAMME = Programme(
    id=1,
    type_key="long_term",
    name="Mentorat",
    language="fr",
    timezone="Europe/Paris",
    started_on=date(2026, 1, 5),
    ended_on=None,
)
MET = Objective(
    id=1,
    programme_id=1,
    measure=Measure.MET,
    name="",
    baseline=60,
    target=80,
    due_on=date(2026, 12, 31),
    set_at=datetime(2026, 1, 5, 9, tzinfo=UTC),
)
TRAINED = replace(
    MET,
    id=4,
    measure=None,
    name="Mentors formés",
    baseline=4,
    target=40,
    value=18.0,
    value_on=date(2026, 5, 29),
)
UNTIL = date(2026, 5, 31)


def stands(objective: Objective, value: float | None, standing: Standing) -> Seen:
    on = objective.value_on or UNTIL
    return Seen(objective=objective, value=value, on=None if value is None else on, standing=standing)


FIVE = (
    stands(MET, 72, Standing.ON_TRACK),
    stands(replace(MET, id=2, measure=Measure.WITHOUT, baseline=35, target=10), 31, Standing.LATE),
    stands(replace(MET, id=3, measure=Measure.TIME_TO_FIRST, baseline=21, target=14), 12.4, Standing.REACHED),
    stands(TRAINED, 18, Standing.LATE),
    stands(replace(MET, id=5, measure=Measure.TRUST, baseline=3.8, target=4.2), None, Standing.NOT_KNOWN),
)
OTHERS = (
    stands(replace(MET, due_on=date(2026, 5, 1)), 79, Standing.MISSED),
    stands(replace(MET, due_on=date(2026, 4, 1)), None, Standing.OVER),
    stands(replace(TRAINED, name="W" * 75, value=123456.75), 123456.75, Standing.LATE),
    stands(replace(MET, measure=Measure.HOURS, baseline=0, target=1200), 640.5, Standing.LATE),
    stands(replace(MET, measure=Measure.LASTED, baseline=6, target=12), 1, Standing.LATE),
)


def board(*seen: Seen, until: date | None = UNTIL) -> Board:
    return Board(programme=PROGRAMME, objectives=seen, until=until)


CASES = [
    Case(SHEET, "At the head of the report", lambda t: views.in_report(FIVE, t)),
    Case(SHEET, "Inès sees what the programme wants to reach", lambda t: views.board([board(*FIVE[:3])], t)),
    Case(SHEET, "Nothing set yet", lambda t: views.board([board(until=None)], t, done="objectives.changed")),
    Case(SHEET, "Inès adds one", lambda t: views.add_form(1, list(Measure), t)),
    Case(SHEET, "Inès changes one", lambda t: views.change_form(MET, t)),
    Case(SHEET, "One that is entered by hand", lambda t: views.change_form(TRAINED, t)),
    Case(SHEET, "One is removed", lambda t: views.removed(t)),
    Case(SHEET, "As long as can be", lambda t: views.board([board(*OTHERS), board(*FIVE)], t), drawn=False),
    Case(SHEET, "No programme", lambda t: views.board([], t), drawn=False),
    Case(
        SHEET,
        "One line",
        lambda t: message({"type": "section", "text": {"type": "mrkdwn", "text": views.line(FIVE[3], t)}}),
        drawn=False,
    ),
    Case(
        SHEET,
        "The way there",
        lambda t: [{"type": "actions", "elements": [views.open_button(t)]}],
        drawn=False,
    ),
]
