"""Choosing among 2,000 mentors with profiles: a letter typed in a menu, and a page of cards searched, from Bolt to the
answer, beside the bare query for the same rows.

The bare query looks nothing up by words and says no reason: it only brings the rows, each with its free places.
"""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from slack_bolt import BoltRequest

from bot.domain.enrolments import Application, Part
from bot.playground import Playground
from bot.programme import browsing
from bot.programme.work import Work
from bot.settings import Settings
from bot.wiring import Binome, build
from storage.sealing import new_key
from tests.bench.figure import line, ratio, timed
from tests.bench.floors import BareShelf

ROOT = Path(__file__).parents[2]
MENTORS, EVERYBODY, PAIRS = 2_000, 10_000, 4_000
#: The one who chooses; and how many people would rather not be paired with somebody.
READER, AVOIDING = 7_000, 200
#: Times the bare query, and milliseconds in process.
PROMISE, AT_MOST = 3.0, 200.0
TODAY = date(2026, 3, 10)
FIRST = ("Léa", "Tom", "Inès", "Maya", "Omar", "Zoé", "Hélène", "Karim", "Priya", "Théo", "Anne", "Yanis")
LAST = ("Martin", "Lefèvre", "Haddad", "Becker", "Moreau", "Cohen", "Núñez", "O'Brien", "Çelik", "Dupré")
TITLES = (
    "Architecte données",
    "Cheffe de projet",
    "Développeur·se",
    "Directrice adjointe",
    "Consultant senior",
)
NETWORKS = tuple(
    f"Réseau {name}" for name in ("Mobilités", "Énergie", "Données", "Conseil", "Produit", "Santé")
)
LANGUAGES: tuple[tuple[str, ...], ...] = ((), ("en",), ("de", "es"), ("it",))


def choosing_a_mentor() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        clock = Path(folder) / "clock"
        clock.write_text(datetime(2026, 3, 10, 9, tzinfo=UTC).isoformat())
        company = {"team": {"id": "T0BENCH", "name": "Atelier", "domain": "atelier"}}
        with Playground(manifest=ROOT / "manifest.yml", company=company, clock_file=clock) as slack:
            binome = build(_settings(slack, Path(folder)), replies=ThreadPoolExecutor(1))
            programme_id, round_id, reader = _populate(binome, Path(folder) / "binome.db")
            floor = BareShelf(Path(folder) / "binome.db", programme_id, reader, TODAY)
            _same_rows(binome, floor, programme_id, reader)
            typed = lambda: _ask(binome, _letters(round_id, "energie mart"))  # noqa: E731
            opened = lambda: _ask(binome, _letters(round_id, ""))  # noqa: E731
            searched = lambda: _ask(binome, _search(round_id, "énergie martin"))  # noqa: E731
            yield line("search_first_of_all", timed(typed) * 1000, AT_MOST, unit="ms")
            for name, act in (("search_letters", typed), ("search_menu", opened), ("search_page", searched)):
                yield line(name, ratio(act, floor.read, rounds=50, warm=5), PROMISE, unit="x")
                took = statistics.median(timed(act) for _ in range(30))
                yield line(name, took * 1000, AT_MOST, unit="ms")
            floor.close()
            binome.stop()


def _same_rows(binome: Binome, floor: BareShelf, programme_id: int, reader: int) -> None:
    """The floor brings every mentor whom the shelf shows, with as many places, and whoever is kept off it; what is
    sealed it cannot read, and so it shows the one who avoids the reader.
    """
    with binome.store.look(binome.store.workspace("T0BENCH")) as work:
        shelf = browsing.shelf(work, work.people.get(reader), programme_id)
        avoiding = work.avoided.around(reader)
    shown = {(offer.person_id, offer.free_places) for offer in (*shelf.open, *shelf.line, *shelf.full)}
    mentors, past, line_of_management = floor.read()
    places = {row[0]: max(row[-2] - row[-1], 0) for row in mentors}
    assert shown == {(one, left) for one, left in places.items() if one not in past | avoiding}
    assert {offer.person_id for offer in shelf.line} == line_of_management & places.keys()
    assert (len(places), len(shelf.line), len(past), len(avoiding)) == (MENTORS, 2, 1, 1)
    assert len(shelf.open) > MENTORS // 2


def _ask(binome: Binome, body: dict[str, Any]) -> None:
    response = binome.app.dispatch(BoltRequest(mode="socket_mode", body=body))
    assert response.status == 200, response.body
    assert "Martin" in str(response.body)


def _letters(round_id: int, letters: str) -> dict[str, Any]:
    view = {"type": "modal", "private_metadata": f"{round_id}::"}
    asked = {"action_id": "choices_search:first", "block_id": "first", "value": letters}
    return {"type": "block_suggestion", **asked, "view": view, **_reader()}


def _search(round_id: int, words: str) -> dict[str, Any]:
    typed = {"words:0": {"words:0": {"type": "plain_text_input", "value": words}}}
    view = {
        "id": "V0BENCH",
        "type": "modal",
        "callback_id": "browse_form",
        "private_metadata": f"{round_id}:0:0:0::",
        "state": {"values": typed},
    }
    return {"type": "view_submission", "view": view, **_reader()}


def _reader() -> dict[str, Any]:
    return {"user": {"id": "U0READER"}, "team": {"id": "T0BENCH"}, "trigger_id": "bench"}


def _settings(slack: Playground, folder: Path) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_api_url=slack.api_url,
        binome_database_url=f"sqlite:///{folder / 'binome.db'}",
        binome_secret_keys=new_key(),
        binome_clock=f"file:{folder / 'clock'}",
    )


def _populate(binome: Binome, database: Path) -> tuple[int, int, int]:
    """A company of 10,000 of whom the last 2,000 mentor two others each on average."""
    workspace = binome.store.workspace("T0BENCH")
    with binome.store.work(workspace) as work:
        programme = work.programmes.start(
            type_key="long_term", name="M", language="fr", timezone="Europe/Paris", started_on=TODAY
        )
        kind = work.type_of(programme)
    draw = random.Random(7)
    topics = [topic.key for topic in kind.topics]
    connection = sqlite3.connect(database)
    connection.executemany(
        "INSERT INTO person (id, workspace_id, slack_id, name, handle, standing, language, language_chosen, timezone,"
        " country, title, network, network_confirmed, other_networks, topics, manager_id, site)"
        " VALUES (?, 1, ?, ?, ?, 'employee', 'fr', 1, 'Europe/Paris', 'FR', ?, ?, 1, ?, ?, ?, ?)",
        (_person(number, topics, draw) for number in range(1, EVERYBODY + 1)),
    )
    for number in range(1, PAIRS + 1):
        # The first one is the reader's, and ended.
        state, mentee = ("ended", READER) if number == 1 else ("active", number)
        connection.execute(
            "INSERT INTO mentorship (id, workspace_id, programme_id, state, temporary, anchor, period_months,"
            " period_weeks, introduced_at, look_at)"
            " VALUES (?, 1, ?, ?, 0, '2026-01-02', 1, 0, '2026-01-02 09:00:00.000000', '2026-04-02 09:00:00.000000')",
            (number, programme.id, state),
        )
        mentor = EVERYBODY - 3 if mentee == READER else draw.randint(EVERYBODY - MENTORS + 1, EVERYBODY)
        connection.executemany(
            "INSERT INTO seat (workspace_id, mentorship_id, person_id, role) VALUES (1, ?, ?, ?)",
            ((number, mentor, "mentor"), (number, mentee, "mentee")),
        )
    connection.commit()
    connection.close()
    with binome.store.work(workspace) as work:
        for person_id in range(EVERYBODY - MENTORS + 1, EVERYBODY + 1):
            _volunteers(work, person_id, programme.id, topics, draw)
        for person_id in range(1, AVOIDING):
            work.avoided.keep(person_id, [person_id + 1])
        work.avoided.keep(EVERYBODY - 2, [READER])
        opened = work.rounds.open(
            programme.id,
            person_ids=[READER],
            opened_by=READER,
            opened_at=work.now,
            closes_on=date(2026, 3, 24),
        )
    return programme.id, opened.id, READER


def _person(number: int, topics: list[str], draw: random.Random) -> tuple[Any, ...]:
    """Eight people report to each; two mentors are in the reader's line, one above and one below."""
    manager = {READER: EVERYBODY, EVERYBODY - 1: READER}.get(number, number // 8 or None)
    return (
        number,
        "U0READER" if number == READER else f"U0P{number}",
        f"{draw.choice(FIRST)} {draw.choice(LAST)}",
        f"p{number}",
        draw.choice(TITLES),
        draw.choice(NETWORKS),
        json.dumps(draw.sample(NETWORKS, draw.randint(0, 2))),
        json.dumps(draw.sample(topics, 3)),
        manager,
        draw.choice(("Lyon", "Paris", "Montréal")),
    )


def _volunteers(
    work: Work, person_id: int, programme_id: int, topics: list[str], draw: random.Random
) -> None:
    enrolment = work.enrolments.open_for(person_id, programme_id)
    work.enrolments.change(
        enrolment.id,
        part=Part.MENTOR,
        capacity=draw.randint(1, 8),
        application=Application.APPROVED,
        prepared_at=work.now,
    )
    work.profiles.change(
        person_id,
        languages=draw.choice(LANGUAGES),
        topics_to_give=tuple(draw.sample(topics, 2)),
        experience="Dix ans de projets, et le goût de transmettre." * 3,
    )
