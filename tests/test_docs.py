"""The documentation keeps its word: what exists is described, what is described exists, every link leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from typer.main import get_command

from bot.cli import cli
from bot.commands import env_file
from bot.domain.measures import Measure
from bot.domain.roster_file import COLUMNS
from bot.programme.saying import line_name
from bot.settings import Settings
from bot.texts import Speech
from handlers.views.report_tables import SECTIONS

ROOT = Path(__file__).parent.parent
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
README, OPERATING = ROOT / "README.md", ROOT / "docs" / "operating.md"
COORDINATING, REFERENCE = ROOT / "docs" / "coordinating.md", ROOT / "docs" / "reference.md"
RELIABILITY, FIGURES = ROOT / "docs" / "reliability.md", ROOT / "docs" / "figures.md"
SETTINGS = {name.upper() for name in Settings.model_fields}
SCOPES = {
    *MANIFEST["oauth_config"]["scopes"]["bot"],
    *MANIFEST["oauth_config"]["scopes"]["bot_optional"],
}
SLASH_COMMANDS = {command["command"] for command in MANIFEST["features"]["slash_commands"]}
COMMANDS: dict[str, Any] = get_command(cli).commands  # type: ignore[attr-defined]
#: What only the tests read.
FOR_TESTS = re.compile(r"BINOME_TEST_[A-Z]+")

_LINK = re.compile(r"(?<!\\)\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^\s*```.*?^\s*```\s*$", re.MULTILINE | re.DOTALL)


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """The page without its blocks of code, which hold no links."""
    return _FENCE.sub("", read(page))


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def said_somewhere(pattern: str) -> set[str]:
    """What the pages name, everywhere but in the changelog and the decisions, which tell of the past."""
    pages = [page for page in PAGES if page.name != "CHANGELOG.md" and "decisions" not in page.parts]
    return {found for page in pages for found in re.findall(pattern, read(page))}


@pytest.mark.parametrize("page", [README, OPERATING], ids=name)
def test_every_slash_command_and_every_scope_is_explained(page: Path) -> None:
    missing = [word for word in sorted(SLASH_COMMANDS | SCOPES) if f"`{word}`" not in read(page)]
    assert not missing, f"{name(page)} does not name {', '.join(missing)}"


def test_every_command_is_explained_with_its_options() -> None:
    table, pages = read(REFERENCE), "".join(map(read, (REFERENCE, OPERATING, COORDINATING)))
    missing = [f"binome {command}" for command in COMMANDS if f"`binome {command}" not in table]
    missing += [
        f"binome {command} {option}"
        for command, found in COMMANDS.items()
        for parameter in found.params
        for option in parameter.opts
        if option.startswith("--") and option not in pages
    ]
    assert not missing, f"{name(REFERENCE)} does not name {', '.join(missing)}"


def test_the_readme_leads_from_the_manifest_to_a_running_bot() -> None:
    steps = ["manifest.yml", "binome doctor --init", "binome doctor ", "binome import", "binome run"]
    text = read(README)
    missing = [step for step in steps if step not in text]
    assert not missing, f"README.md does not name {', '.join(missing)}"
    assert sorted(steps, key=text.index) == steps, "the steps of README.md are not in order"


def test_every_setting_is_explained_and_has_its_line_in_the_example() -> None:
    missing = [setting for setting in sorted(SETTINGS) if f"| `{setting}` |" not in read(REFERENCE)]
    assert not missing, f"{name(REFERENCE)} has no row for {', '.join(missing)}"
    assert sorted(env_file.settings_in()) == sorted(SETTINGS)


def test_every_default_in_the_documentation_is_the_real_one() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` \|", read(REFERENCE), re.MULTILINE)
    real = {setting.upper(): str(field.default) for setting, field in Settings.model_fields.items()}
    assert dict(rows) == {setting: real[setting] for setting, _ in rows}
    assert len(rows) >= 8


def test_every_column_of_the_roster_is_explained() -> None:
    missing = [column for column in COLUMNS if f"`{column}`" not in read(COORDINATING)]
    assert not missing, f"{name(COORDINATING)} does not name the columns {', '.join(missing)}"


def test_no_page_promises_what_does_not_exist() -> None:
    settings = {
        found for found in said_somewhere(r"\b(?:BINOME|SLACK)_[A-Z_]+[A-Z]\b") if not FOR_TESTS.match(found)
    }
    assert settings - SETTINGS == set(), "no such settings"
    assert said_somewhere(r"`[^`\n]*?\bbinome ([a-z]+)") - set(COMMANDS) == set(), "no such commands"
    assert said_somewhere(r"`(/mentor[a-z-]*)") - SLASH_COMMANDS == set(), "no such slash commands"
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.MULTILINE))
    assert said_somewhere(r"`make ([a-z]+)") - targets == set(), "nothing to make by that name"


def links(page: Path) -> Iterator[tuple[str, str]]:
    """The links of a page that stay in the project: where to, and to which heading."""
    for target in _LINK.findall(prose(page)):
        if not re.match(r"[a-z]+:", target):
            path, _, heading = unquote(target).partition("#")
            yield path, heading


def headings(page: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for path, heading in links(page):
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (heading and heading not in headings(target)):
            broken.append(f"{path}#{heading}" if heading else path)
    assert not broken, f"{name(page)} links to {', '.join(broken)}, which is not there"


def named_as_proof(page: Path) -> list[tuple[str, str]]:
    """The tests that a page names as `file::test`."""
    return re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", read(page))


def test_every_test_that_proves_a_promise_exists() -> None:
    named = named_as_proof(RELIABILITY)
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not (ROOT / file).exists() or f"def {test}(" not in read(ROOT / file)
    ]
    assert not missing, f"{name(RELIABILITY)} names {', '.join(missing)}, which is not there"


def test_every_fault_of_the_list_has_its_test_and_every_scenario_its_line() -> None:
    page = read(RELIABILITY)
    numbers = {int(number) for number in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    assert numbers == {*range(1, 19), *range(20, 36)}
    scenarios = {
        found
        for file in (ROOT / "tests").rglob("test_*.py")
        for found in re.findall(r"mark\.chaos\(\"([\w-]+)\"\)", read(file))
    }
    told = set(re.findall(r"^\| `([\w-]+)`", page, re.MULTILINE))
    assert scenarios - told == set(), f"{name(RELIABILITY)} has no line for these"
    assert told - scenarios == set(), "no such scenarios"
    figures = re.findall(r"^def ([a-z]\w+)\(\) -> Iterator\[str\]:", bench_files(), re.MULTILINE)
    row = next(line for line in page.splitlines() if line.startswith("| 33 |"))
    assert set(re.findall(r"`(\w+)`", row)) <= set(figures), "no such figures"


def bench_files() -> str:
    return "\n".join(read(file) for file in sorted((ROOT / "tests" / "bench").glob("*.py")))


def test_the_page_of_figures_calls_each_line_of_the_report_as_people_read_it() -> None:
    page, (en, fr) = " ".join(read(FIGURES).split()), map(Speech, ("en", "fr"))
    names = [*Measure, *(line.name for lines in SECTIONS.values() for line in lines)]
    called = {f"`{one}` *{line_name(one, en)}* / *{line_name(one, fr)}*" for one in names}
    assert [one for one in sorted(called) if one not in page] == []
