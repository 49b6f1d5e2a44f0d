"""Every line of the log has the name of an action, and docs/reference.md lists them all.

`python -m tests.test_logs` writes that list anew.
"""

from __future__ import annotations

import ast
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import structlog

from bot.settings import Settings
from bot.wiring import configure_logs
from storage.sealing import new_key

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reference.md"
BEGIN, END = "<!-- logs -->\n", "<!-- /logs -->\n"
HEADINGS = "| action | level | it says |\n|---|---|---|\n"
LEVELS = {"debug": "DEBUG", "info": "INFO", "warning": "WARNING", "error": "ERROR", "exception": "ERROR"}
LIBRARIES = ("slack_bolt", "slack_sdk", "apscheduler", "alembic", "waitress")
#: Actions that are named elsewhere: by the watchdog's findings, Slack's own word, and whoever carries on.
SPELT_OUT = {
    ("bot/watchdog.py", "trouble"): ("no_socket", "no_tick"),
    ("handlers/unknown.py", "turn.body['event']['type']"): ("app_uninstalled", "tokens_revoked"),
}


@dataclass(frozen=True, order=True)
class Line:
    """One way to write into the log."""

    action: str
    level: str
    words: str
    place: str

    @property
    def row(self) -> str:
        return f"| `{self.action}` | {self.level} | {self.words} |\n"


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """Every call of a logger of ours, with the file it is in."""
    return list(_calls())


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for house in ("bot", "handlers", "storage"):
        for path in sorted((ROOT / house).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            for node in ast.walk(ast.parse(text)) if "get_logger" in text else ():
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    is_a_log = re.fullmatch(
                        r"(self\.)?_?log(ger)?|structlog\.get_logger\(.*\)", ast.unparse(node.func.value)
                    )
                    if is_a_log and node.func.attr in LEVELS:
                        yield path.relative_to(ROOT).as_posix(), node


def lines() -> Iterator[Line]:
    """Every line that the log may hold. What is carried on after the acknowledgement names its own failure."""
    for place, call in calls():
        level = LEVELS[call.func.attr]  # type: ignore[attr-defined]
        words = ast.literal_eval(call.args[0])
        for action in actions_of(place, call):
            yield Line(action, level, words, place)


def actions_of(place: str, call: ast.Call) -> Iterator[str]:
    [named] = [keyword.value for keyword in call.keywords if keyword.arg == "action"]
    if isinstance(named, ast.Constant):
        yield named.value
    elif ast.unparse(named) == "failed":
        yield from sorted(set(failures()))
    else:
        yield from SPELT_OUT[(place, ast.unparse(named))]


def failures() -> Iterator[str]:
    """What `carry_on` is told to write when it fails: each module that carries on names it `FAILED`."""
    for path in sorted((ROOT / "handlers").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "FAILED":
                yield ast.literal_eval(node.value)


def table() -> str:
    return HEADINGS + "".join(sorted({line.row for line in lines()}))


def test_every_line_of_the_log_names_its_action() -> None:
    nameless = [
        f"{place}:{call.lineno}"
        for place, call in calls()
        if "action" not in {one.arg for one in call.keywords}
    ]
    assert not nameless, f"without an action: {nameless}"


def test_an_action_is_one_word_that_a_search_finds() -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", line.action) for line in lines())


def test_the_page_for_operators_lists_them_all() -> None:
    listed = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert listed == table(), "python -m tests.test_logs writes the list anew"


@pytest.fixture
def as_before() -> Iterator[None]:
    """The logs of the other tests are theirs."""
    config = structlog.get_config()
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    yield
    structlog.configure(**config)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.usefixtures("as_before")
@pytest.mark.parametrize("style", ["text", "json"])
def test_both_styles_tell_the_action_the_level_and_the_moment_and_nothing_that_somebody_said(
    style: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        slack_bot_token="xoxb-1",
        binome_secret_keys=new_key(),
        binome_log_format=style,
    )
    configure_logs(settings)
    log = structlog.get_logger("binome.test")
    said = "my secret wish"
    try:
        raise ValueError(said)
    except ValueError:
        log.exception("a beat failed", action="tick_failed", prompts=[1, 2])
    written = capsys.readouterr().err
    assert "secret" not in written
    assert "ValueError" in written
    if style == "json":
        line = json.loads(written)
        assert (line["action"], line["level"], line["prompts"]) == ("tick_failed", "error", [1, 2])
        assert line["timestamp"].endswith("Z")
    else:
        assert "action=tick_failed" in written
        assert "error" in written


if __name__ == "__main__":
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}{table()}{END}{rest.partition(END)[2]}", encoding="utf-8")
