"""An operator's slip of the keyboard is told in a sentence, all slips at once, and no secret is repeated."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot import operators
from bot.commands import env_file
from bot.settings import Settings, SettingsMistakes, read_settings
from storage.sealing import new_key

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "BINOME_SECRET_KEYS": new_key()}


@pytest.fixture(autouse=True)
def nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("BINOME_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def write(**values: str) -> Path:
    path = Path(".env")
    lines = {"BINOME_LANGUAGE": "en", **GOOD, **values}
    path.write_text("".join(f"{name}={value}\n" for name, value in lines.items()), encoding="utf-8")
    return path


def mistakes(**values: str) -> list[str]:
    with pytest.raises(SettingsMistakes) as found:
        read_settings(write(**values), sockets=True)
    return found.value.sentences


def test_the_example_with_its_blanks_filled_in_is_read_whole() -> None:
    env_file.prepare()
    path = Path(".env")
    path.write_text(path.read_text().replace("SLACK_BOT_TOKEN=", "SLACK_BOT_TOKEN=xoxb-1"))
    settings = read_settings(path)
    assert settings.binome_language == "fr"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.binome_programmes is None
    assert len(settings.secret_keys) == 1


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "fr_CA"}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({}, "fr"),
        ({"LANG": "en_GB.UTF-8", "BINOME_LANGUAGE": "fr"}, "fr"),
    ],
)
def test_without_a_setting_the_operator_is_spoken_to_as_by_their_terminal(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], language: str
) -> None:
    for name in operators.TERMINAL:
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert operators.language() == language


def test_an_empty_value_keeps_the_default() -> None:
    settings = read_settings(write(BINOME_COUNTRY="", BINOME_POSTS_PER_MINUTE="", BINOME_TIMEZONE=""))
    defaults = (settings.binome_country, settings.binome_posts_per_minute, settings.binome_timezone)
    assert defaults == ("FR", 60, "Europe/Paris")


def test_lists_are_read_with_or_without_spaces() -> None:
    settings = read_settings(write(BINOME_OWNERS="U0INES, W0SOFIA,", BINOME_NETWORKS="Conseil ,Produit"))
    assert settings.owners == ("U0INES", "W0SOFIA")
    assert settings.networks == ("Conseil", "Produit")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SLACK_BOT_TOKEN", "", "SLACK_BOT_TOKEN is missing"),
        ("SLACK_BOT_TOKEN", "xapp-1", "starts with `xoxb-`"),
        ("SLACK_APP_TOKEN", "", "SLACK_APP_TOKEN is missing"),
        ("SLACK_APP_TOKEN", "xoxb-1", "starts with `xapp-`"),
        ("SLACK_API_URL", "localhost:8765", "is not an address"),
        ("BINOME_SECRET_KEYS", "", "BINOME_SECRET_KEYS is missing"),
        ("BINOME_SECRET_KEYS", "short", "32 bytes"),
        ("BINOME_SECRET_KEYS", "é" * 44, "32 bytes"),
        ("BINOME_DATABASE_URL", "mysql://root@db/binome", "does not know"),
        ("BINOME_DATABASE_URL", "binome.db", "does not know"),
        ("BINOME_DATABASE_URL", "sqlite:///:memory:", "does not know"),
        ("BINOME_DATABASE_URL", "postgresql://me:a/b@db:5432/x", "password"),
        ("BINOME_OWNERS", "U0INES, Inès", "this is not one: Inès"),
        ("BINOME_LANGUAGE", "de", "fr, en"),
        ("BINOME_ADDRESS", "sie", "vous, tu"),
        ("BINOME_TIMEZONE", "Paris", "Europe/Paris"),
        ("BINOME_COUNTRY", "France", "two capital letters"),
        ("BINOME_PROGRAMMES", "nowhere", "is not a folder"),
        ("BINOME_CLOCK", "sundial", "`system`, or `file:`"),
        ("BINOME_CLOCK", "file:", "`system`, or `file:`"),
        ("BINOME_CLOCK", "file:clock", "never for Slack itself"),
        ("BINOME_POSTS_PER_MINUTE", "many", "from 1 to 1200"),
        ("BINOME_POSTS_PER_MINUTE", "0", "from 1 to 1200"),
        ("BINOME_HTTP_PORT", "70000", "from 1 to 65535"),
        ("BINOME_HEALTH_PORT", "web", "from 1 to 65535"),
        ("BINOME_LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING, ERROR"),
        ("BINOME_LANGAGE", "en", "Did you mean BINOME_LANGUAGE?"),
        ("BINOME_SHOE_SIZE", "42", "`.env.example` lists them all"),
    ],
)
def test_a_slip_is_told_with_its_name_and_what_to_write(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    if name == "BINOME_LANGUAGE":
        monkeypatch.setattr("bot.operators.language", lambda _: "en")
    (sentence,) = mistakes(**{name: value})
    assert name in sentence
    assert said in sentence


def test_over_http_the_signing_secret_is_needed_and_the_app_token_is_not() -> None:
    with pytest.raises(SettingsMistakes) as found:
        read_settings(write(SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET=""), http=True)
    [sentence] = found.value.sentences
    assert sentence.startswith("SLACK_SIGNING_SECRET is missing")
    assert (
        read_settings(write(SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="s"), http=True).binome_http_port == 3000
    )


def test_everything_is_told_at_once() -> None:
    said = mistakes(SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="", BINOME_CLOCK="file:x", BINOME_COUNTRY="france")
    assert len(said) == 4


def test_it_is_told_in_the_operators_language() -> None:
    (sentence,) = mistakes(BINOME_LANGUAGE="fr", BINOME_COUNTRY="France")
    assert sentence == "BINOME_COUNTRY s’écrit en deux majuscules, comme FR ou GB."


def test_a_line_that_is_no_setting_is_told_by_its_number() -> None:
    path = write()
    path.write_text(path.read_text() + "this is = not\n")
    with pytest.raises(SettingsMistakes) as found:
        read_settings(path)
    assert found.value.sentences[0].startswith("Line 5 of `.env`")


def test_a_file_in_another_encoding_is_told_so() -> None:
    write().write_bytes(b"BINOME_LANGUAGE=en\nBINOME_NETWORKS=Mobilit\xe9\n")
    with pytest.raises(SettingsMistakes) as found:
        read_settings(Path(".env"))
    assert any("UTF-8" in sentence for sentence in found.value.sentences)


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("SLACK_BOT_TOKEN", "hunter2-token"),
        ("BINOME_SECRET_KEYS", "hunter2-key"),
        ("BINOME_DATABASE_URL", "postgresql://me:hunter2@db:x/y"),
    ],
)
def test_no_secret_is_repeated(name: str, secret: str) -> None:
    assert "hunter2" not in "\n".join(mistakes(**{name: secret}))


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINOME_COUNTRY", "GB")
    assert read_settings(write(BINOME_COUNTRY="CA")).binome_country == "GB"


def test_a_demo_may_move_its_clock() -> None:
    settings = read_settings(write(SLACK_API_URL="http://127.0.0.1:8765/api", BINOME_CLOCK="file:clock"))
    assert settings.clock_file == Path("clock")
    assert settings.slack_api_url.endswith("/api/")


def test_the_example_and_the_settings_name_the_same_things() -> None:
    assert sorted(env_file.settings_in()) == sorted(name.upper() for name in Settings.model_fields)


class TestInit:
    def test_env_is_made_with_a_fresh_key_for_its_owner_alone(self) -> None:
        done = env_file.prepare()
        assert done.key_made
        assert done.left == ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "BINOME_OWNERS")
        assert Path(".env").stat().st_mode & 0o777 == 0o600
        text = Path(".env").read_text(encoding="utf-8")
        example = env_file.EXAMPLE.read_text(encoding="utf-8")
        assert [line for line in text.splitlines() if not line.startswith(env_file.KEYS)] == [
            line for line in example.splitlines() if not line.startswith(env_file.KEYS)
        ]

    def test_what_is_already_there_never_changes(self) -> None:
        path = write(BINOME_COUNTRY="CA")
        before = path.read_text()
        done = env_file.prepare()
        assert not done.key_made
        assert path.read_text().startswith(before)
        assert "BINOME_TIMEZONE" in done.added
        assert "BINOME_COUNTRY" not in done.added
        assert read_settings(path).binome_country == "CA"
        assert env_file.prepare().added == (), "and a second time there is nothing to add"

    @pytest.mark.parametrize("line", ["", "BINOME_SECRET_KEYS=\n", 'export BINOME_SECRET_KEYS = ""\n'])
    def test_a_key_that_is_missing_is_made(self, line: str) -> None:
        Path(".env").write_text(f"SLACK_BOT_TOKEN=xoxb-1\n{line}")
        assert env_file.prepare().key_made
        assert len(read_settings(Path(".env")).secret_keys) == 1

    def test_a_key_of_the_environment_is_not_doubled(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("BINOME_SECRET_KEYS", GOOD["BINOME_SECRET_KEYS"])
        assert not env_file.prepare().key_made
