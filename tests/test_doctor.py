"""`binome doctor` finds what is wrong before anybody else does, and says how to mend it; `binome tick` explains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from operators import ROOT, Operator
from programme_mistakes import BAD, EXPECTED

from bot.domain.calendar import Period
from bot.domain.mentorships import SeatRole
from bot.playground import Playground
from bot.programme import joining
from bot.sample import COMPANY
from bot.settings import Settings
from bot.wiring import build
from storage.sealing import new_key


@pytest.fixture(scope="module")
def slack() -> Iterator[Playground]:
    with Playground(manifest=ROOT / "manifest.yml", company=COMPANY) as playground:
        yield playground


@pytest.fixture
def operator(tmp_path: Path, slack: Playground) -> Operator:
    return Operator(tmp_path, slack)


def seldom(settings: dict[str, str], words: list[str]) -> object:
    """A case like those beside it: asked about in the slow set."""
    return pytest.param(settings, words, marks=pytest.mark.slow)


def test_when_all_is_well_every_line_says_so(operator: Operator) -> None:
    for schema in ("is new", "its schema"):
        said = operator.types("doctor", cold=schema == "is new")
        assert said.code == 0, said.out
        *lines, summary = said.out.splitlines()
        assert all(line.startswith("✓ fine ") for line in lines)
        assert summary == "All is well. Start it with `binome run`."
        assert [re.split(r"\s{2,}|:", line)[1] for line in lines] == [
            "Settings",
            "Bot token",
            "App token",
            "Permissions",
            "Manifest",
            "Database",
            "Keys",
            "Clock",
            "Owners",
            "Programmes",
            "Certificates",
            "Public holidays",
        ]
        assert schema in said.out
        assert "\x1b" not in said.out, "no colour where there is no terminal"
        assert operator.types("migrate").code == 0


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, ["does not know the token in SLACK_BOT_TOKEN"]),
        seldom({"SLACK_APP_TOKEN": "xapp-wrong"}, ["does not know the token in SLACK_APP_TOKEN"]),
        ({"SLACK_APP_TOKEN": ""}, ["SLACK_APP_TOKEN is missing"]),
        ({"SLACK_API_URL": "http://127.0.0.1:1/"}, ["Slack does not answer"]),
        ({"BINOME_OWNERS": ""}, ["BINOME_OWNERS is empty"]),
        (
            {"BINOME_OWNERS": "U0PAUL,U0NOBODY,U0SOFIA"},
            ["Paul Garnier (U0PAUL) is a guest", "U0NOBODY is nobody"],
        ),
        seldom({"BINOME_DATABASE_URL": "sqlite:///nowhere/x.db"}, ["nowhere/x.db cannot be opened"]),
        seldom({"BINOME_COUNTRY": "ZZ"}, ["none are known for ZZ"]),
        ({"BINOME_COUNTRY": "zz", "BINOME_ADDRESS": "you"}, ["two capital letters", "vous, tu"]),
    ],
)
def test_what_is_wrong_is_told_line_by_line(
    operator: Operator, settings: dict[str, str], words: list[str]
) -> None:
    said = operator.types("doctor", **settings)
    assert said.code == 1
    assert said.err == ""
    wrong = [line for line in said.out.splitlines() if line.startswith("✗ to mend")]
    assert len(wrong) == len(words), said.out
    assert all(any(word in line for line in wrong) for word in words)
    assert said.out.splitlines()[-1].startswith(f"{len(words)} thing")


def test_a_programme_file_with_mistakes_is_told_line_by_line(operator: Operator) -> None:
    """An unknown field, a language that is missing, nine places of at most two, and questions in a circle."""
    (operator.folder / "ours").mkdir()
    (operator.folder / "ours" / "circle.yaml").write_text(BAD, encoding="utf-8")
    said = operator.types("doctor", BINOME_PROGRAMMES="ours")
    assert said.code == 1
    wrong = [line.split("  ")[-1] for line in said.out.splitlines() if line.startswith("✗ to mend")]
    assert len(wrong) == len(EXPECTED) + 1, said.out
    assert all(line.startswith(expected) for line, expected in zip(wrong[1:], EXPECTED, strict=True)), wrong


@pytest.mark.slow
def test_a_lost_key_is_noticed_before_somebody_asks(operator: Operator, slack: Playground) -> None:
    with_a_pair(operator, slack, days_ago=1)
    assert "Keys: 1 key" in operator.types("doctor").out
    lost = operator.types("doctor", BINOME_SECRET_KEYS=new_key())
    assert lost.code == 1
    assert "a key that BINOME_SECRET_KEYS does not hold" in lost.out
    ring = f"{new_key()},{operator.settings['BINOME_SECRET_KEYS']}"
    both = operator.types("doctor", BINOME_SECRET_KEYS=ring)
    assert "Keys: 2 keys" in both.out
    assert "still sealed with a former key" in both.out


def test_a_fresh_checkout_is_led_by_the_hand(tmp_path: Path, slack: Playground) -> None:
    operator = Operator(tmp_path, slack)
    given, operator.settings = operator.settings, {"BINOME_LANGUAGE": "en"}
    said = operator.types("doctor", "--init")
    assert said.code == 0
    assert [line.split(":")[0].strip() for line in said.out.splitlines() if line.startswith("  ")] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "BINOME_OWNERS",
    ]
    env_file = tmp_path / ".env"
    key = re.search(r"BINOME_SECRET_KEYS=(\S+)", env_file.read_text())
    assert key
    text = env_file.read_text()
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL", "BINOME_OWNERS"):
        text = text.replace(f"{name}=\n", f"{name}={given[name]}\n")
    env_file.write_text(text)
    again = operator.types("doctor", "--init")
    assert "nothing was changed" in again.out
    assert again.code == 0, again.out
    assert env_file.read_text() == text


def with_a_pair(operator: Operator, slack: Playground, *, days_ago: int) -> None:
    """Léa mentors Tom since then; Tom has said what he expects."""
    named = {name.lower(): value for name, value in operator.settings.items()}
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        **{**named, "binome_database_url": f"sqlite:///{operator.folder}/binome.db"},  # type: ignore[arg-type]
    )
    binome = build(settings)
    profiles = {one.slack_id: one for one in binome.house.messenger.everybody().profiles}
    since = datetime.now(UTC) - timedelta(days=days_ago)
    with binome.store.work(binome.scheduler.workspace) as work:
        lea, tom = (joining.meet(work, profiles[slack_id]) for slack_id in ("U0LEA", "U0TOM"))
        programme = joining.programme_of(work)
        work.enrolments.change(
            work.enrolments.open_for(tom.id, programme.id).id, expectation="Apprendre à dire non"
        )
        work.mentorships.link(
            programme.id,
            seats=[(lea.id, SeatRole.MENTOR), (tom.id, SeatRole.MENTEE)],
            anchor=since.date(),
            period=Period(months=1),
            introduced_at=since,
        )
    binome.stop()


@pytest.mark.slow
def test_a_tick_says_who_would_hear_what_and_why(operator: Operator, slack: Playground) -> None:
    """A pair that was introduced two weeks ago has not met: Tom is asked first, as the ladder says."""
    with_a_pair(operator, slack, days_ago=14)
    soon = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT09:00")
    look = operator.types("tick", "--at", soon, "--dry-run")
    assert look.code == 0, look.err
    heading, *told, closing = look.out.splitlines()
    assert heading.startswith("At ")
    assert heading.endswith("at 09:00:")
    assert any("Tom Becker: first_meeting" in line and "mentorship 1 of Léa Martin" in line for line in told)
    assert closing == "Nothing was planned and nothing was sent: this was a look."

    planned = operator.types("tick")
    assert planned.out.splitlines()[-1].endswith("in its time.") or "planned;" in planned.out
    assert operator.types("tick").out.splitlines()[-1] == "Nothing new was planned."
