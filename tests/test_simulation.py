"""A company lived in seconds: what people are told is checked, and the report tells it in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands.simulate import simulate
from bot.commands.simulating import ZONE, simulation
from bot.domain.kinds import PromptClass, PromptKind
from bot.domain.prompts import PromptState
from bot.domain.working_hours import Week
from bot.simulation import timetable
from bot.simulation.acts import Act, Did
from bot.simulation.checks import ABOUT_MEETING, check, lost, out_of_hours, said_twice, stale
from bot.simulation.figures import figures
from bot.simulation.owed import left_waiting, not_heard, not_told
from bot.simulation.population import Somebody, population
from bot.simulation.record import Record
from bot.simulation.report import Report
from bot.texts import LANGUAGES, Speech
from handlers import distress

HOUR = timedelta(hours=1)


def cast(number: int, seed: int) -> list[Somebody]:
    """So few, and yet everything happens: dates seldom suit, somebody needs a hand, somebody is not well."""
    people = population(number, seed)
    restless = {"needs_a_hand": 0.5, "is_not_well": 0.5, "agrees": 0.6, "calls_off": 0.4, "wants_change": 0.1}
    return [replace(one, temper=replace(one.temper, **restless)) for one in people]


def life(people: list[Somebody], *, months: int, folder: Path) -> Record:
    with simulation(people=people, months=months, seed=4, folder=folder) as company:
        return company.run(lambda instant: None)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Five people in two offices, two months, one moment a day in each."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(timetable, "MOMENTS", timetable.MOMENTS[2:3])
        yield life(cast(5, 7), months=2, folder=tmp_path_factory.mktemp("simulation"))


PROMISES = ("twice", "lost", "budget", "hours", "stale", "called_off", "help", "not_well")


def test_whatever_people_do_what_must_always_hold_holds(lived: Record) -> None:
    assert {one.name: one.wrong for one in check(lived)} == dict.fromkeys(PROMISES, ())


@pytest.mark.slow
def test_a_restless_company_in_six_countries_does_everything_and_all_of_it_holds(tmp_path: Path) -> None:
    record = life(cast(36, 7), months=4, folder=tmp_path)
    assert {one.name: one.wrong for one in check(record)} == dict.fromkeys(PROMISES, ())
    seldom = {Did.MUTED, Did.REFUSED, Did.LEFT, Did.PAUSED, Did.PUT_OFF, Did.ACCEPTED, Did.CHANGED_RHYTHM}
    seldom |= {Did.WITHDREW}
    assert set(Did) - seldom <= {act.what for act in record.acts}


def test_people_are_told_things_and_answer_them(lived: Record) -> None:
    told = list(lived.told())
    assert any(PromptClass.NUDGE in one.classes for one in told)
    assert {Did.MET, Did.AGREED, Did.SIGNED} <= {act.what for act in lived.acts}
    assert {one.state for one in lived.ledger} >= {PromptState.SENT, PromptState.CANCELLED}


@pytest.mark.slow
def test_whoever_tries_two_cadences_compares_the_same_people_on_the_same_days(tmp_path: Path) -> None:
    def days(name: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
        record = life(cast(20, 4), months=1, folder=tmp_path / name)
        told = [(one.at, one.slack_id, one.marker is None) for one in record.shown]
        return told, [(act.at, act.who, act.what, act.partner, act.day) for act in record.acts]

    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    assert days("one") == days("other")


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
    assert len(list(out_of_hours(lived, [told, at_night]))) == 1


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


def test_a_date_called_off_without_a_word_is_found(lived: Record) -> None:
    pair = next(iter(lived.mentorships.values()))
    one, other = (lived.slack_ids[seat.person_id] for seat in pair.seats)
    at, day = lived.opens + timedelta(days=3), lived.opens.date() + timedelta(days=8)
    did = [(one, Did.PLANNED), (other, Did.SUITS), (one, Did.CALLED_OFF)]
    partner = {one: other, other: one}
    acts = [
        Act(at=at + hours * HOUR, who=who, what=what, partner=partner[who], day=day)
        for hours, (who, what) in enumerate(did)
    ]
    assert len(list(not_told(replace(lived, acts=acts), []))) == 1
    again = Act(at=at + 3 * HOUR, who=one, what=Did.PLANNED, partner=other, day=day + timedelta(days=1))
    assert not list(not_told(replace(lived, acts=[*acts, again]), []))


def test_somebody_who_waits_for_a_contact_in_vain_is_found(lived: Record) -> None:
    never_helped = [one for one in lived.acts if one.what not in (Did.HELPED, Did.TOOK_BACK, Did.LEFT)]
    nobody_else = [one for one in lived.ledger if one.kind is not PromptKind.HELP_PASSED]
    later = lived.ends + timedelta(days=14)
    assert list(left_waiting(replace(lived, acts=never_helped, ledger=nobody_else, ends=later)))
    no_card = [one for one in lived.ledger if one.kind is not PromptKind.HELP_CARD]
    assert list(left_waiting(replace(lived, ledger=no_card)))


def test_somebody_who_is_not_well_and_gets_no_answer_is_found(lived: Record) -> None:
    assert list(not_heard(replace(lived, shown=[one for one in lived.shown if one.marker])))


def test_what_is_typed_as_a_word_of_distress_is_heard_as_one() -> None:
    assert all(distress.is_heard_in(Speech(one).plain("simulation.says_not_well")) for one in LANGUAGES)


def test_nobody_hears_anything_outside_the_hours_that_they_named(lived: Record) -> None:
    told = next(one for one in lived.told() if not one.is_answer)
    afternoon = replace(told.person, temper=replace(told.person.temper, week=Week(opens=14 * 60)))
    said = Act(at=told.at - HOUR, who=afternoon.slack_id, what=Did.SET_HOURS)
    at_eleven = replace(told, person=afternoon)
    assert len(list(out_of_hours(replace(lived, acts=[said]), [at_eleven]))) == 1
    assert not list(out_of_hours(replace(lived, acts=[]), [at_eleven]))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"programmes": Path("nowhere")}, "nowhere"),
        ({"database": "sqlite:///used.db"}, "PostgreSQL"),
        ({"database": "no address"}, "PostgreSQL"),
        ({"out": Path(__file__)}, Path(__file__).name),
    ],
    ids=["no-folder", "not-postgresql", "no-address", "no-room"],
)
def test_what_cannot_be_is_said_before_anybody_lives(
    wrong: dict[str, object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: dict[str, object] = {
        "people": 4,
        "months": 1,
        "seed": 1,
        "out": None,
        "programmes": None,
        "database": "",
    }
    with pytest.raises(SystemExit):
        simulate(**(asked | wrong))  # type: ignore[arg-type]
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err
    assert not told.out
