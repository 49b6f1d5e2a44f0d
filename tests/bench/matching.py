"""A round of 10,000 people and 2,000 mentors, from the database to its proposals (design §12), and how it grows."""

from __future__ import annotations

import gc
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.cli import SELDOM
from bot.clock import FileClock
from bot.domain import matching
from bot.domain.matching import Request, both_passes, match
from bot.domain.rounds import RoundState
from bot.domain.suitability import bar_between, points_between
from bot.programme import proposing
from bot.programme.feasts import PublicHolidays
from bot.programme.types import load_types
from bot.programme.work import Customs
from storage.engine import open_engine
from storage.migrate import bring_up_to_date
from storage.sealing import Sealer, new_key
from storage.store import Store
from tests.bench.figure import line, timed
from tests.bench.floors import BareRound, in_order_of_arrival, with_networkx
from tests.domain.companies import company_of

MENTEES, MENTORS, FIRST_MENTOR = 10_000, 2_000, 10_001
PROMISE = 2.0
#: A process that has matched 10,000 people, all its imports included.
MEGABYTES = 200.0
#: Ten times the people are a hundred times the pairs.
GROWTH = 40.0
ASK_FOR_ANY = 0.3
NOW = datetime(2026, 3, 25, 9, tzinfo=UTC)
TOPICS = ("speaking", "managing", "expertise", "moving", "balance", "network")
ZONES = ("Europe/Paris", "Europe/Lisbon", "America/Montreal", "Asia/Kolkata")


def a_round() -> Iterator[str]:
    gc.set_threshold(SELDOM)  # as the bot runs
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "round.db"
        store, round_id = _populate(database)
        networks: list[Any] = []
        ours = [timed(lambda: _propose(store, round_id, networks)) for _ in range(3)]
        floor = BareRound(database, round_id)
        theirs = [timed(lambda: floor.propose(networks)) for _ in range(3)]
        assert floor.written() == floor.rows
        floor.close()
        store.engine.dispose()
    yield line("round", min(ours) / min(theirs), PROMISE, unit="x")
    yield line("round_seconds", min(ours), 30.0, unit="s")


def a_round_as_it_grows() -> Iterator[str]:
    """Each size in a process of its own, on one core; memory is the most that it ever had."""
    grown = {size: _grown(size) for size in (1_000, 10_000, 100_000)}
    yield line("round_memory", grown[10_000][1], MEGABYTES, unit="MB")
    for size in (10_000, 100_000):
        yield line(f"round_growth_{size // 1000}k", grown[size][0] / grown[size // 10][0], GROWTH, unit="x")
    yield line("round_100k_seconds", grown[100_000][0], 600.0, unit="s")
    yield line("round_100k_memory", grown[100_000][1], 1024.0, unit="MB")


def a_round_beside_others() -> Iterator[str]:
    """A general solver with one aim, and what anybody would write first: who comes first is served first."""
    request = company_of(1_000, 200, choose_for_me=ASK_FOR_ANY)
    pairs = [
        (mentee.id, mentor.id, points_between(mentee, mentor))
        for mentee in request.mentees
        for mentor in request.mentors
        if (mentee.choose_for_me or mentor.id in mentee.choices) and bar_between(mentee, mentor) is None
    ]
    places = {mentor.id: mentor.free_places for mentor in request.mentors}
    matched = len(match(request).proposals)
    ours = min(timed(lambda: match(request)) for _ in range(3))
    assert with_networkx(pairs, places) == matched
    theirs = timed(lambda: with_networkx(pairs, places))
    yield line("round_beside_networkx", ours / theirs, 1.0, unit="x")
    alone, greedily_alone = 1_000 - matched, 1_000 - in_order_of_arrival(pairs, places)
    yield line("round_alone_beside_greedy", alone / greedily_alone, 1.0, unit="x")


def _propose(store: Store, round_id: int, networks: list[Any]) -> None:
    """As the bot does it; what the solver is asked is noted, so that the floor asks it again."""
    networks.clear()
    solve = matching._solve
    matching._solve = lambda network: networks.append(network) or solve(network)
    workspace = store.workspace("T0BENCH")
    try:
        with store.look(workspace) as work:
            request = proposing.gather(work, round_id)
        outcome = proposing.solve(request)
        with store.work(workspace) as work:
            assert proposing.save(work, round_id, outcome)
    finally:
        matching._solve = solve
    assert len(request.mentees) == MENTEES


def _grown(size: int) -> tuple[float, float]:
    said = subprocess.run(
        [sys.executable, "-m", "tests.bench.matching", str(size)], capture_output=True, text=True, check=True
    ).stdout
    seconds, megabytes = json.loads(said)
    return seconds, megabytes


def _measured(size: int) -> tuple[float, float]:
    gc.set_threshold(SELDOM)
    request = company_of(size, size // 5, choose_for_me=ASK_FOR_ANY)
    took = timed(lambda: _shuffled_alike(request))
    status = dict(one.split(":", 1) for one in Path("/proc/self/status").read_text().splitlines())
    return took, int(status["VmHWM"].split()[0]) / 1024


def _shuffled_alike(request: Request) -> None:
    assert both_passes(replace(request, mentees=request.mentees[::-1])).proposals


def _populate(database: Path) -> tuple[Store, int]:
    """Everybody answered: seven in ten named three mentors, the others leave it to the programme."""
    clock = database.with_suffix(".clock")
    clock.write_text(NOW.isoformat())
    customs = Customs(
        language="fr",
        address="vous",
        timezone="Europe/Paris",
        country="FR",
        types=load_types(),
        holidays=PublicHolidays(),
    )
    engine = open_engine(f"sqlite:///{database}")
    bring_up_to_date(engine)
    store = Store(engine, sealer=Sealer([new_key()]), clock=FileClock(clock), customs=customs)
    workspace = store.workspace("T0BENCH")
    with store.work(workspace) as work:
        programme = work.programmes.start(
            type_key="long_term",
            name="M",
            language="fr",
            timezone="Europe/Paris",
            started_on=date(2026, 1, 1),
        )
    draw = random.Random(7)
    connection = sqlite3.connect(database)
    connection.executemany(
        "INSERT INTO person (id, workspace_id, slack_id, name, handle, standing, language, language_chosen, timezone,"
        " country, title, network, network_confirmed, other_networks, topics, manager_id, entity, joined_on)"
        " VALUES (?, 1, ?, ?, '', 'employee', ?, 1, ?, 'FR', '', ?, 1, '[]', ?, ?, ?, ?)",
        (_person(number, draw) for number in range(1, MENTEES + MENTORS + 1)),
    )
    connection.executemany(
        "INSERT INTO enrolment (workspace_id, programme_id, person_id, part, state, capacity, left_out, application,"
        " prepared_at, expectation_skipped, topics_answered, preparation_step)"
        " VALUES (1, ?, ?, ?, 'active', ?, ?, ?, ?, 0, 1, 0)",
        (_enrolment(number, programme.id, draw) for number in range(1, MENTEES + MENTORS + 1)),
    )
    connection.executemany(
        "INSERT INTO profile (workspace_id, person_id, roles, languages, topics_to_give, days, form, muted)"
        " VALUES (1, ?, '[]', ?, ?, '[]', ?, '[]')",
        (_profile(number, draw) for number in range(1, MENTEES + MENTORS + 1)),
    )
    connection.commit()
    with store.work(workspace) as work:
        opened = work.rounds.open(
            programme.id,
            person_ids=range(1, MENTEES + 1),
            opened_by=1,
            opened_at=work.now,
            closes_on=date(2026, 4, 1),
        )
        work.rounds.move(opened.id, expected=RoundState.COLLECTING, to=RoundState.PROPOSED)
    asked = {one for one in range(1, MENTEES + 1) if draw.random() < ASK_FOR_ANY}
    answers = [("choose_for_me" if one in asked else "choices", one) for one in range(1, MENTEES + 1)]
    connection.executemany("UPDATE invitation SET answer = ? WHERE person_id = ?", answers)
    connection.executemany(
        "INSERT INTO choice (workspace_id, round_id, mentee_id, mentor_id, rank) VALUES (1, ?, ?, ?, ?)",
        (
            (opened.id, mentee, mentor, rank)
            for answer, mentee in answers
            if answer == "choices"
            for rank, mentor in enumerate(draw.sample(range(FIRST_MENTOR, FIRST_MENTOR + MENTORS), 3), 1)
        ),
    )
    connection.commit()
    connection.close()
    return store, opened.id


def _person(number: int, draw: random.Random) -> tuple[Any, ...]:
    """Eight people report to each."""
    return (
        number,
        f"U{number:09}",
        f"Person {number}",
        draw.choice(("fr", "en")),
        draw.choice(ZONES),
        f"network {draw.randrange(6)}",
        json.dumps(draw.sample(TOPICS, 3)),
        number // 8 or None,
        draw.choice(("north", "south", None)),
        f"{draw.randint(2010, 2025)}-03-01",
    )


def _enrolment(number: int, programme_id: int, draw: random.Random) -> tuple[Any, ...]:
    left_out = draw.choice((0, 0, 0, 0, 1, 2))
    if number < FIRST_MENTOR:
        return programme_id, number, "mentee", None, left_out, None, None
    prepared = NOW.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
    return programme_id, number, "mentor", draw.randint(3, 8), 0, "approved", prepared


def _profile(number: int, draw: random.Random) -> tuple[Any, ...]:
    spoken = json.dumps(draw.choice(((), ("en",), ("fr",))))
    return number, spoken, json.dumps(draw.sample(TOPICS, 2)), draw.choice((None, "video", "phone"))


if __name__ == "__main__":
    print(json.dumps(_measured(int(sys.argv[1]))))
