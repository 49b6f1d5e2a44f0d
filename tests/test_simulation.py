"""A company lived in seconds: what people are told is checked, and the report tells it in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands.simulating import ZONE, simulation
from bot.domain.kinds import PromptClass
from bot.domain.prompts import PromptState
from bot.simulation import timetable
from bot.simulation.acts import Act, Did
from bot.simulation.checks import ABOUT_MEETING, check, lost, out_of_hours, said_twice, stale
from bot.simulation.figures import figures
from bot.simulation.population import population
from bot.simulation.record import Record
from bot.simulation.report import Report
from bot.texts import LANGUAGES, Speech

HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Twelve people, two months, two moments a day in each office."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(timetable, "MOMENTS", timetable.MOMENTS[1::3])
        folder = tmp_path_factory.mktemp("simulation")
        with simulation(number=12, months=2, seed=4, folder=folder) as company:
            yield company.run(lambda instant: None)


def test_whatever_people_do_what_must_always_hold_holds(lived: Record) -> None:
    assert {one.name: one.wrong for one in check(lived)} == dict.fromkeys(
        ("twice", "lost", "budget", "hours", "stale"), ()
    )


def test_people_are_told_things_and_answer_them(lived: Record) -> None:
    told = list(lived.told())
    assert any(PromptClass.NUDGE in one.classes for one in told)
    assert {Did.MET, Did.AGREED, Did.SIGNED} <= {act.what for act in lived.acts}
    assert {one.state for one in lived.ledger} >= {PromptState.SENT, PromptState.CANCELLED}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_tells_it_with_pictures_and_names_no_machine(
    lived: Record, tmp_path: Path, language: str
) -> None:
    told = figures(lived, zone=ZONE)
    t = Speech(language, zone=ZONE)  # type: ignore[arg-type]
    page = Report(
        record=lived, figures=told, checks=check(lived), seed=4, t=t, folder=tmp_path / "report"
    ).write()

    text = page.read_text(encoding="utf-8")
    pictures = re.findall(r'<img src="(\w+\.svg)" alt="[^"]+"', text)
    assert {"meetings.svg", "cycles.svg", "messages.svg", "heat.svg"} <= set(pictures)
    for picture in pictures:
        assert (page.parent / picture).stat().st_size > 1000
        assert (page.parent / picture).with_suffix(".png").read_bytes().startswith(b"\x89PNG")
    everything = text + "".join((page.parent / picture).read_text() for picture in pictures)
    assert str(tmp_path) not in everything
    assert str(Path.home()) not in everything


def test_the_same_seed_makes_the_same_people() -> None:
    assert population(40, 7) == population(40, 7)
    assert population(40, 7) != population(40, 8)


def test_nobody_is_asked_to_live_at_night_or_on_a_saturday() -> None:
    opens = datetime(2026, 3, 6, 9, tzinfo=UTC)  # a Friday; the clocks change at the end of the month
    moments = list(timetable.instants(["Europe/Paris", "Asia/Kolkata"], opens, opens + timedelta(days=30)))
    assert moments == sorted(set(moments))
    assert {one.weekday() for one in moments} == set(range(5))
    assert all(3 <= one.hour < 18 for one in moments)


# -- the checks themselves: what is wrong is found ---------------------------------------------------------------


def test_a_message_said_twice_is_found(lived: Record) -> None:
    twice = replace(lived, shown=[*lived.shown, next(one for one in lived.shown if one.marker)])
    assert len(list(said_twice(twice))) == 1
    unknown = replace(lived, shown=[*lived.shown, replace(lived.shown[0], marker="nobody's")])
    assert len(list(said_twice(unknown))) == 1


def test_a_meeting_that_was_noted_and_is_nowhere_is_found(lived: Record) -> None:
    assert len(list(lost(replace(lived, meetings=[])))) > 0


def test_a_message_at_night_is_found(lived: Record) -> None:
    told = next(one for one in lived.told() if not one.is_answer)
    at_night = replace(told, shown=replace(told.shown, at=told.at - 8 * HOUR))
    assert len(list(out_of_hours([told, at_night]))) == 1


def test_a_question_after_its_answer_is_found(lived: Record) -> None:
    told = next(one for one in lived.told() if any(prompt.kind in ABOUT_MEETING for prompt in one.prompts))
    pair = lived.mentorships[
        next(one.mentorship_id or 0 for one in told.prompts if one.kind in ABOUT_MEETING)
    ]
    partner = next(lived.slack_ids[seat.person_id] for seat in pair.seats)
    other = next(lived.slack_ids[seat.person_id] for seat in reversed(pair.seats))
    pause = Act(
        at=told.at - HOUR,
        who=partner,
        what=Did.PAUSED,
        partner=other,
        day=told.at.date() + timedelta(days=9),
    )
    acts = [one for one in lived.acts if one.at < told.at - HOUR]
    assert list(stale(replace(lived, acts=[*acts, pause]), [told]))
    assert not list(stale(lived, [told]))
