"""A small company, a bot that listens to it, and a clock that one can move."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import leaks
import pytest

from bot.playground import Playground
from bot.settings import Settings
from storage.sealing import new_key
from tests.conversations.harness import Company, Line, Someone

ROOT = Path(__file__).parents[2]
KEY = leaks.keep(new_key())


def person(slack_id: str, name: str, locale: str, **more: Any) -> dict[str, Any]:
    handle = slack_id.removeprefix("U0").lower()
    return {"id": slack_id, "name": name, "handle": handle, "locale": locale, "tz": "Europe/Paris", **more}


CAST = {
    "team": {"id": "T0BINOME", "name": "Atelier", "domain": "atelier"},
    "channels": [{"id": "C0GENERAL", "name": "general", "members": "all"}],
    "people": [
        person("U0LEA", "Léa Martin", "fr-FR", title="Architecte"),
        person("U0TOM", "Tom Becker", "en-GB", title="Developer"),
        person("U0INES", "Inès Moreau", "fr-FR", title="Responsable du développement des talents"),
        person("U0MAYA", "Maya Cohen", "fr-FR", title="Cheffe de projet"),
        person("U0OMAR", "Omar Haddad", "fr-FR", title="Mentor en second"),
        person("U0ZOE", "Zoé Guest", "fr-FR", guest=True),
    ],
}


@pytest.fixture(scope="session")
def playground_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    clock_file = tmp_path_factory.mktemp("clock") / "clock"
    with Playground(manifest=ROOT / "manifest.yml", company=CAST, clock_file=clock_file) as playground:
        playground.clock_path = clock_file  # type: ignore[attr-defined]
        leaks.keep(playground.signing_secret)
        yield playground


@pytest.fixture
def settings(playground_server: Playground, database_url: str) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        slack_bot_token=playground_server.bot_token,
        slack_app_token=playground_server.app_token,
        slack_api_url=playground_server.api_url,
        binome_database_url=database_url,
        binome_secret_keys=KEY,
        binome_owners="U0INES",
        binome_clock=f"file:{playground_server.clock_path}",  # type: ignore[attr-defined]
        binome_networks="Produit,Conseil,Support",
        binome_posts_per_minute=1200,
    )


@pytest.fixture(scope="session")
def line(playground_server: Playground) -> Iterator[Line]:
    """One socket for the whole session: a bot that is started anew need not open one."""
    line = Line(playground_server)
    yield line
    line.close()


@pytest.fixture
def company(playground_server: Playground, settings: Settings, line: Line) -> Iterator[Company]:
    """The workspace, on Tuesday 10 March 2026 at nine in Paris."""
    playground_server.reset()
    company = Company(playground_server.url, settings, line, playground_server.clock_path)  # type: ignore[attr-defined]
    company.travel("2026-03-10 09:00")
    company.start()
    yield company
    company.stop()


@pytest.fixture
def unechoed(playground_server: Playground) -> Iterator[None]:
    """For tests that provoke thousands of answers: the bot is not told of each, which it ignores in all other tests."""
    playground_server.slack.echo = False
    yield
    playground_server.slack.echo = True


@pytest.fixture
def lea(company: Company) -> Someone:
    return company.someone("U0LEA")


@pytest.fixture
def tom(company: Company) -> Someone:
    return company.someone("U0TOM")


@pytest.fixture
def ines(company: Company) -> Someone:
    return company.someone("U0INES")


@pytest.fixture
def maya(company: Company) -> Someone:
    return company.someone("U0MAYA")


@pytest.fixture
def omar(company: Company) -> Someone:
    return company.someone("U0OMAR")
