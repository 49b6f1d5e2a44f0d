"""Whatever goes wrong, the operator reads one clear sentence that says what to do, and nothing is half-done."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from operators import ROOT, Operator, Said, look, play
from programme_mistakes import BAD, EXPECTED

from bot.commands import trouble
from bot.playground import Playground
from bot.sample import COMPANY
from bot.texts import Speech
from storage import problems

LIGHT = ("slack_sdk", "slack_bolt", "sqlalchemy", "aiohttp", "pydantic", "rich")


@pytest.fixture(scope="module")
def slack() -> Iterator[Playground]:
    with Playground(manifest=ROOT / "manifest.yml", company=COMPANY) as playground:
        yield playground


@pytest.fixture
def operator(tmp_path: Path, slack: Playground) -> Operator:
    return Operator(tmp_path, slack)


def told(said: Said, words: str) -> None:
    """One sentence on standard error, exit code 1, no trace of Python."""
    assert said.code == 1, said
    assert words in said.err, said
    assert "Traceback" not in said.err
    assert len(said.err.strip().splitlines()) == 1, said.err


# --- light --------------------------------------------------------------------------------------------------


def test_help_comes_at_once_because_it_loads_nothing_it_does_not_need() -> None:
    script = f"import bot.cli, sys; print(*[m for m in {LIGHT!r} if m in sys.modules])"
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Bring in the roster."), ("fr", "Importer l’annuaire.")]
)
def test_help_speaks_the_operators_language(operator: Operator, language: str, words: str) -> None:
    said = operator.types("--help", BINOME_LANGUAGE=language).out
    assert words in said
    lines = [line for line in said.splitlines() if line.startswith("  ")]
    assert not [line for line in lines if line.endswith("...")], (
        "each says in one short sentence what it does"
    )


# --- run ----------------------------------------------------------------------------------------------------


def seldom(settings: dict[str, str], words: str) -> object:
    """A case that `binome doctor` is asked about in the fast set."""
    return pytest.param(settings, words, marks=pytest.mark.slow)


def test_everything_missing_is_told_at_once(operator: Operator) -> None:
    said = operator.types("run", SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="", BINOME_SECRET_KEYS="")
    assert said.code == 1
    assert [line.split()[0] for line in said.err.splitlines()] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "BINOME_SECRET_KEYS",
    ]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack does not know the token in SLACK_BOT_TOKEN"),
        seldom({"SLACK_APP_TOKEN": "xapp-wrong"}, "Slack does not know the token in SLACK_APP_TOKEN"),
        seldom({"SLACK_API_URL": "http://127.0.0.1:1/"}, "Slack does not answer"),
        ({"BINOME_DATABASE_URL": "postgresql://me:hunter2@127.0.0.1:1/binome"}, "does not answer"),
        seldom(
            {"BINOME_DATABASE_URL": "sqlite:///nowhere/binome.db"}, "the folder or the database is not there"
        ),
        seldom({"BINOME_CLOCK": "file:nowhere/clock"}, "The clock nowhere/clock cannot be followed"),
    ],
)
def test_what_keeps_the_bot_from_starting_is_told(
    operator: Operator, settings: dict[str, str], words: str
) -> None:
    said = operator.types("run", **settings)
    told(said, words)
    assert "hunter2" not in said.err


def test_the_bot_does_not_start_on_programme_files_that_cannot_be_meant(operator: Operator) -> None:
    (operator.folder / "ours").mkdir()
    (operator.folder / "ours" / "circle.yaml").write_text(BAD, encoding="utf-8")
    said = operator.types("run", BINOME_PROGRAMMES="ours")
    assert said.code == 1
    first, *told = said.err.strip().splitlines()
    assert "programme files" in first
    assert [line.startswith(expected) for line, expected in zip(told, EXPECTED, strict=True)] == [True] * len(
        told
    )


def test_it_is_told_in_french_to_who_reads_french(operator: Operator) -> None:
    told(
        operator.types("run", SLACK_BOT_TOKEN="xoxb-wrong", BINOME_LANGUAGE="fr"),
        "Slack ne connaît pas le jeton de SLACK_BOT_TOKEN. Copiez-le à nouveau",
    )


def test_a_file_that_is_no_database_is_told_and_left_alone(operator: Operator) -> None:
    path = operator.folder / "binome.db"
    path.write_text("Dear diary, " * 50)
    told(operator.types("run"), "is not a database")
    assert path.read_text() == "Dear diary, " * 50


@pytest.mark.slow
def test_a_database_of_a_newer_version_is_told_and_left_alone(operator: Operator) -> None:
    path = operator.folder / "binome.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
    told(operator.types("run"), "was written by a newer Binôme (schema 9999")
    assert "9999" in operator.types("doctor").out


@pytest.mark.slow
def test_a_database_that_somebody_holds_is_told(operator: Operator) -> None:
    assert operator.types("migrate").code == 0
    with closing(sqlite3.connect(operator.folder / "binome.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        told(operator.types("run"), "Another program is holding the database")


@pytest.mark.parametrize("folder_mode", [0o755, pytest.param(0o555, marks=pytest.mark.slow)])
def test_a_database_that_cannot_be_written_is_told(operator: Operator, folder_mode: int) -> None:
    assert operator.types("migrate", cold=True).code == 0
    (operator.folder / "binome.db").chmod(0o444)
    operator.folder.chmod(folder_mode)
    try:
        told(operator.types("run", obeying=True), "cannot be written")
    finally:
        operator.folder.chmod(0o755)


def test_a_second_bot_on_the_same_file_is_told_who_is_there(operator: Operator, slack: Playground) -> None:
    clock = operator.folder / "clock"
    clock.write_text(datetime(2026, 3, 10, 9, tzinfo=UTC).isoformat())
    with operator.starts(BINOME_CLOCK=f"file:{clock}") as bot:
        told(operator.types("run"), f"Another `binome run` (process {bot.pid}) has been using this database")
        told(operator.types("migrate"), f"(process {bot.pid})")
        other = {"BINOME_DATABASE_URL": "sqlite:///other.db", "BINOME_CLOCK": f"file:{clock}"}
        told(operator.types("run", **other), f"Another Binôme (process {bot.pid}) already follows the clock")
        slack.hang_up()


def test_it_stops_cleanly_when_asked_and_finishes_what_was_begun(
    operator: Operator, slack: Playground
) -> None:
    """Léa's command is received and slow to be answered when the bot is told to stop: she is still answered."""
    slack.reset()
    with operator.starts(BINOME_LOG_LEVEL="DEBUG") as bot, ThreadPoolExecutor(1) as hands:
        play(slack, "faults", kind="slow", method="users.info", seconds=1.5)
        typing = hands.submit(
            play, slack, "command", **{"as": "U0LEA", "channel": "C0GENERAL"}, text="/mentor-log abracadabra"
        )
        time.sleep(0.5)
        bot.signal(signal.SIGTERM)
        begun = time.monotonic()
        said = bot.ends(25)
        assert typing.result(10)["acked"]
        assert said.code == 0, said
        assert "action=stopped" in said.err
        assert "Traceback" not in said.err
        assert time.monotonic() - begun < 10
        secrets = ("abracadabra", "Léa", "Martin", slack.bot_token, slack.app_token)
        assert not [secret for secret in secrets if secret in said.err], "a log carries ids and actions only"
        heard = look(slack, "messages", **{"as": "U0LEA", "channel": "C0GENERAL"})
        assert "/mentor-log" in heard[-1]["text"], heard


@pytest.mark.slow
def test_stopping_takes_no_longer_than_it_may() -> None:
    script = (
        "import time\nfrom bot.commands.run import _no_longer_than\nwith _no_longer_than(0.2): time.sleep(20)"
    )
    begun = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 1
    assert time.monotonic() - begun < 10
    assert len(ended.stderr.splitlines()) == 1


# --- every trouble ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "problem",
    [
        problems.DatabaseBusy("sqlite:///binome.db"),
        problems.DatabaseUnreachable("postgresql://db/binome", "connection\n\trefused"),
        problems.DatabaseReadOnly("sqlite:///binome.db"),
        problems.DatabaseFull("sqlite:///binome.db"),
        problems.NotADatabase("sqlite:///binome.db"),
        problems.NoSuchPlace("sqlite:///binome.db"),
        problems.NewerSchema("sqlite:///binome.db", found="9999", known="0001"),
        problems.DatabaseProblem("sqlite:///binome.db", "of a kind we do not know " * 50),
        *(
            trouble.TokenRefused(setting, reason)
            for setting in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
            for reason in (*trouble.TOKENS, "something_new")
        ),
    ],
    ids=lambda problem: f"{type(problem).__name__}-{getattr(problem, 'reason', '')}",
)
def test_every_trouble_has_a_sentence_on_one_line(problem: Exception, language: str) -> None:
    (sentence,) = trouble.sentences(problem, Speech(language))  # type: ignore[arg-type]
    assert 20 < len(sentence) < 400
    assert "\n" not in sentence


# --- tick ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("--at", "soon", "--dry-run"), ("--at", "2026-13-01", "--dry-run")])
def test_a_moment_that_is_none_is_told(operator: Operator, words: tuple[str, ...]) -> None:
    told(operator.types("tick", *words), "is not a moment")


def test_another_moment_can_only_be_looked_at(operator: Operator) -> None:
    told(operator.types("tick", "--at", "2030-01-01T09:00", cold=True), "add --dry-run")
