"""Whoever watches over the bot sees how it is, and the bot says by itself when it seems to live and does not."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import structlog
from living import Programme
from sqlalchemy import text

from bot.clock import SystemClock
from bot.health import Health
from bot.metrics import Metrics
from bot.programme.readings import Readings
from bot.scheduler import Scheduler
from bot.serving import Server
from bot.vitals import Vitals
from bot.watchdog import EVERY, NO_SOCKET, NO_TICK, Watchdog
from storage.engine import open_engine
from storage.gauges import Gauges
from storage.migrate import HEAD
from storage.problems import DatabaseBusy

pytestmark = pytest.mark.long
HOST = "127.0.0.1"


class Hours:
    """A clock of the machine that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def vitals(hours: Hours) -> Vitals:
    return Vitals(now=hours)


@pytest.fixture
def gauges(programme: Programme) -> Gauges:
    return Gauges(programme.engine)


@pytest.fixture
def health(programme: Programme, vitals: Vitals, gauges: Gauges) -> Health:
    metrics = Metrics(vitals, lambda: gauges.read(programme.workspace, programme.clock.now()))
    return Health(vitals, gauges, programme.workspace, metrics.page)


@pytest.fixture
def ask(health: Health) -> Iterator[Callable[[str], tuple[int, str]]]:
    """Ask the health port, over HTTP."""
    server = Server(health, HOST, 0, threads=2, name="health")
    server.open()

    def asking(page: str) -> tuple[int, str]:
        try:
            with urlopen(Request(f"http://{HOST}:{server.port}{page}"), timeout=5) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    yield asking
    server.close()


Ask = Callable[[str], tuple[int, str]]


# -- ready or not ------------------------------------------------------------------------------------------------


def test_a_bot_that_is_well_lives_and_is_ready(ask: Ask) -> None:
    assert ask("/healthz") == (200, '{"alive": true}\n')
    assert ask("/readyz") == (200, '{"ready": true, "reasons": []}\n')
    assert ask("/other")[0] == 404


def test_a_bot_that_was_told_to_stop_lives_but_wants_nothing_more(ask: Ask, vitals: Vitals) -> None:
    vitals.draining = True

    assert ask("/healthz")[0] == 200
    assert reasons(ask) == ["draining"]


def test_a_refused_installation_and_a_foreign_schema_are_told(ask: Ask, programme: Programme) -> None:
    with programme.engine.begin() as connection:
        connection.execute(
            text("UPDATE workspace SET broken_since = CURRENT_TIMESTAMP, broken_why = 'revoked'")
        )
    assert reasons(ask) == ["circuit_open"]
    assert "binome_circuit_open 1.0" in ask("/metrics")[1]

    write_schema(programme, "9999")
    try:
        assert reasons(ask) == ["schema_not_ours"]
    finally:
        write_schema(programme, HEAD)


def write_schema(programme: Programme, revision: str) -> None:
    with programme.engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))


def test_without_its_database_it_lives_and_tells_what_it_knows_by_itself(
    programme: Programme, vitals: Vitals, tmp_path: Path
) -> None:
    away = Gauges(open_engine(f"sqlite:///{tmp_path / 'nowhere' / 'binome.db'}"))
    health = Health(vitals, away, programme.workspace, lambda: ("", b""))
    assert health.why_not() == ["database_unreachable"]

    def busy() -> None:
        raise DatabaseBusy("here", "another program is writing")

    page = Metrics(vitals, busy).page()[1].decode()  # type: ignore[arg-type]
    assert "binome_database_up 0.0" in page
    assert "binome_seconds_since_tick" in page
    assert "binome_prompts" not in page


def test_what_watches_over_the_bot_learns_of_a_busy_database(programme: Programme, vitals: Vitals) -> None:
    programme.store.on_problem = vitals.problem
    with pytest.raises(DatabaseBusy), programme.work():
        raise DatabaseBusy("here", "another program is writing")

    assert vitals.problems == {"busy": 1}


def reasons(ask: Ask) -> list[str]:
    status, page = ask("/readyz")
    assert status == 503
    said = json.loads(page)
    assert said["ready"] is False
    return list(said["reasons"])


# -- figures -----------------------------------------------------------------------------------------------------


def test_the_figures_count_the_ledger_by_state_kind_and_reason_and_name_nobody(
    ask: Ask, programme: Programme, vitals: Vitals
) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.pair(programme.lea, programme.maya, since="2026-03-02")
    programme.travel("2026-03-10 11:00")
    programme.tick()
    programme.travel("2026-03-10 12:00")
    vitals.refused("replayed")
    vitals.answers.note(0.02)
    vitals.answers.note(7)

    page = ask("/metrics")[1]

    figures = dict(line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
    planned = float(figures['binome_prompts{state="planned"}'])
    assert planned > 0
    assert float(figures["binome_queue"]) > 0
    assert float(figures["binome_queue_oldest_seconds"]) > 0
    assert figures['binome_http_refused_total{why="replayed"}'] == "1.0"
    assert figures['binome_answer_seconds_bucket{le="0.025"}'] == "1.0"
    assert figures['binome_answer_seconds_bucket{le="3.0"}'] == "1.0"
    assert figures["binome_answer_seconds_count"] == "2.0"
    labels = set(re.findall(r'(\w+)="', page))
    assert labels <= {"state", "kind", "reason", "why", "what", "le"}
    assert not re.search(r"U0|T0BINOME|Léa|Tom|Atelier", page)


def test_what_was_said_and_what_was_given_up_are_counted_by_kind(
    health: Health, programme: Programme
) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.travel("2026-03-10 11:00")
    programme.tick()
    programme.release()
    with programme.engine.begin() as connection:
        connection.execute(text("UPDATE prompt SET state = 'dead', reason = 'user_disabled' WHERE id = 1"))

    page = health._metrics()[1].decode()

    assert re.search(r'binome_not_sent_total\{kind="\w+",reason="user_disabled",state="dead"\} 1.0', page)


def test_no_figure_moves_when_somebody_asks_for_a_hand() -> None:
    """In a company of forty, a curve that rises at ten past two would tell more than it seems."""

    def figures(prompts: dict[tuple[str, str, str], int]) -> dict[str, object]:
        read = Readings(prompts=prompts, due=0, oldest=0.0, retouches=0, broken=None)
        found = Metrics(Vitals(now=lambda: 0.0), lambda: read).collect()
        return {family.name: family.samples for family in found}

    sent = {("sent", "digest", ""): 3, ("dead", "digest", "no"): 1}
    asked = {
        ("sent", "help_card", ""): 1,
        ("planned", "help_passed", ""): 1,
        ("cancelled", "help_card", "withdrawn"): 1,
    }
    assert figures(sent | asked) == figures(sent)
    failed = figures(sent | {("dead", "help_card", "user_disabled"): 1})
    assert failed["binome_prompts"] != figures(sent)["binome_prompts"], "an operator has to know"
    assert "help_card" not in str(failed)


def test_each_beat_is_timed_and_one_that_fails_is_none(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    vitals = Vitals()
    scheduler = Scheduler(programme.store, Silent(), programme.workspace, SystemClock(), vitals=vitals)
    before = vitals.beat_at
    monkeypatch.setattr("bot.scheduler.heartbeat.tick", None)
    scheduler._beat()
    assert (vitals.beat_at, vitals.beats.read()[0][-1]) == (before, 0)

    monkeypatch.undo()
    scheduler._beat()
    assert vitals.beat_at > before
    assert vitals.beats.read()[0][-1] == 1


class Silent:
    def send_all(self) -> int:
        return 0


# -- the watchdog ------------------------------------------------------------------------------------------------


def test_a_heart_that_stopped_is_told_once_and_so_is_that_it_beats_again(
    vitals: Vitals, hours: Hours
) -> None:
    dog = Watchdog(vitals)
    with structlog.testing.capture_logs() as logs:
        looks(dog, hours, NO_TICK)
        assert (logs, vitals.troubles) == ([], frozenset())
        looks(dog, hours, 60)
        assert vitals.troubles == {"no_tick"}
        with vitals.beating():
            pass
        dog.look()
    assert [(line["log_level"], line["action"]) for line in logs] == [
        ("error", "no_tick"),
        ("info", "recovered"),
    ]
    assert vitals.troubles == frozenset()


def test_a_bot_without_a_socket_is_told_after_two_minutes_and_one_over_http_never(
    vitals: Vitals, hours: Hours
) -> None:
    dog = Watchdog(vitals)
    looks(dog, hours, NO_SOCKET * 2)
    assert "no_socket" not in vitals.troubles

    open_sockets = [1]
    vitals.listening_on = lambda: open_sockets[0]
    dog.look()
    open_sockets[0] = 0
    looks(dog, hours, NO_SOCKET)
    assert "no_socket" not in vitals.troubles
    looks(dog, hours, EVERY)
    assert "no_socket" in vitals.troubles

    open_sockets[0] = 1
    dog.look()
    assert "no_socket" not in vitals.troubles


def looks(dog: Watchdog, hours: Hours, seconds: float) -> None:
    """Time passes, and it looks as often as it does."""
    for _ in range(round(seconds / EVERY)):
        hours.seconds += EVERY
        dog.look()


def test_the_watchdog_looks_by_itself_and_ends_when_told(
    vitals: Vitals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.watchdog.EVERY", 0.01)
    looked = threading.Event()
    dog = Watchdog(vitals)
    vitals.listening_on = lambda: bool(looked.set()) or 1
    dog.start()
    assert looked.wait(5)
    dog.stop()
    assert "watchdog" not in {thread.name for thread in threading.enumerate()}
