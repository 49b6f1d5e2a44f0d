"""What people say stays theirs: canary words, typed in every place that takes words, are looked for everywhere.

In every table, in the database's own files, and in all that is logged at the chattiest level (design §8).
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from pathlib import Path

import pytest
import structlog
from sqlalchemy import make_url
from sqlalchemy.exc import IntegrityError

from bot import failures
from bot.settings import Settings
from bot.wiring import configure_logs
from storage.base import table_of
from storage.tables import PersonRow
from tests.conversations import forging
from tests.conversations.arriving import arrives_as_a_mentee, network_value, picks_topics, written_anywhere
from tests.conversations.conftest import CAST
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone

pytestmark = pytest.mark.long

PEOPLE = table_of(PersonRow)
CANARY = "Kanarienvogel"
LIBRARIES = ("slack_bolt", "slack_sdk", "apscheduler", "alembic")
#: The local Slack runs beside the bot in these tests; what it logs is Slack's business.
SLACKS_OWN = ("aiohttp", "asyncio", "bot.playground")


@pytest.fixture
def logged(settings: Settings, caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], str]]:
    """All that the bot and its libraries log, at DEBUG, with the logs set up as `binome run` does."""
    before = structlog.get_config()
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    ours = io.StringIO()
    with redirect_stderr(ours):
        configure_logs(settings.model_copy(update={"binome_log_level": "DEBUG"}))
    caplog.set_level(logging.DEBUG)

    def text() -> str:
        libraries = [one.getMessage() for one in caplog.records if not one.name.startswith(SLACKS_OWN)]
        return "\n".join([ours.getvalue(), *libraries])

    yield text
    structlog.configure(**before)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def files_of(company: Company) -> bytes:
    """What is on the disk: SQLite's file, its log and its index. A PostgreSQL server keeps its own."""
    url = make_url(company.settings.binome_database_url)
    if url.get_backend_name() != "sqlite":
        return b""
    path = Path(url.database or "")
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def the_month_of_canaries(company: Company) -> None:
    """The word is typed, written, searched, pressed and forged wherever words can be."""
    tom, lea, ines = (company.someone(slack_id) for slack_id in ("U0TOM", "U0LEA", "U0INES"))
    says_it_in_conversation(tom)
    writes_it_in_the_only_text_that_is_kept(tom)
    tells_what_they_aim_for_and_miss(tom)
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-02-20")
    for typed in (
        f"/mentor-log @tom 45 min {CANARY} veut partir",
        f"/mentor-log {CANARY}",
        f"/mentor-log @{CANARY} 45 min",
        f"/mentor-log {'x' * 2900} {CANARY}",
        f"/mentor {CANARY}",
    ):
        lea.types(typed)
    for typed in (f"/mentor-admin {CANARY}", f"/mentor-report {CANARY}", f"/mentor {CANARY} help"):
        ines.types(typed)
    hands_over_what_nobody_asked_for(ines)
    for body in (
        *(
            forging.press("U0TOM", name, CANARY)
            for name in ("arrival_network", "prompt_met", "log_undo", "after_say")
        ),
        *(forging.pick("U0TOM", name, CANARY) for name in ("arrival_network_pick", "arrival_topics")),
        forging.search("U0TOM", "choices_search", CANARY),
        forging.search("U0TOM", "arrival_network_pick", CANARY),
        forging.search("U0TOM", "about_networks", CANARY),
        forging.search("U0TOM", "about_languages", CANARY),
        forging.submit("U0TOM", "log_form", CANARY, {"day": {"type": "datepicker", "selected_date": CANARY}}),
        forging.submit(
            "U0TOM", "log_corrected", "1", {"day": {"type": "datepicker", "selected_date": CANARY}}
        ),
    ):
        forging.send(company, body)


def hands_over_what_nobody_asked_for(ines: Someone) -> None:
    """A roster with a column too many, then one that cannot be read; the file's own name says it as well."""
    ines.presses_forged("roster_open", "").sends(
        roster=(f"{CANARY}.csv", f"slack_id,salary,site\nU0TOM,{CANARY},Lyon".encode())
    )
    ines.hears("site Lyon")
    ines.presses("Appliquer").presses_forged("roster_open", "")
    ines.sends(roster=("people.csv", f"slack_id,manager\n{CANARY},{CANARY}".encode()))


def says_it_in_conversation(tom: Someone) -> None:
    tom.says(f"hello {CANARY}").says(f"my boss harasses me, {CANARY}").says(f"{CANARY}?").presses(
        "English"
    ).says(CANARY).presses("Have a mentor")


def writes_it_in_the_only_text_that_is_kept(tom: Someone) -> None:
    tom.presses("Choose a network", selected_option=network_value(tom, "Produit"))
    picks_topics(tom, "speaking").presses("Write my sentence")
    assert tom.sends(expectation=f"I would like to {CANARY}") == {}


def tells_what_they_aim_for_and_miss(tom: Someone) -> None:
    tom.types("/mentor profile").presses("Goals and topics")
    assert tom.sends(goal_1=CANARY, goal_2=f"to {CANARY}", suggestion=CANARY) == {}
    tom.company.post("close", {"as": tom.slack_id, "view_id": tom.form()["id"]})


def slack_is_unwell(company: Company, tom: Someone) -> None:
    """Replies that are refused, late or lost are logged; so is what could not be delivered."""
    for kind in ("error:channel_not_found", "500", "drop_after", "429"):
        company.post("faults", {"method": "chat.postMessage", "kind": kind, "times": 1})
        tom.says(f"help {CANARY}")
        company.tick()
    company.post("faults", {"method": "views.open", "kind": "error:internal_error", "times": 1})
    tom.types("/mentor-log")
    company.post("faults", {"clear": True})


def test_no_word_of_anybody_is_kept_in_clear_or_logged(company: Company, logged: Callable[[], str]) -> None:
    the_month_of_canaries(company)
    slack_is_unwell(company, company.someone("U0TOM"))
    company.travel("2026-03-27 11:00")
    company.tick()

    assert not written_anywhere(company, CANARY)
    on_disk = files_of(company)
    assert CANARY.encode() not in on_disk
    assert not on_disk or b"Tom Becker" in on_disk, "the files are read where names are"
    log = logged()
    assert "action=" in log, "something was logged"
    assert CANARY not in log


def test_the_log_holds_ids_and_actions_and_neither_names_nor_tokens(
    company: Company, logged: Callable[[], str]
) -> None:
    company.restart()
    arrives_as_a_mentee(company.someone("U0TOM"))
    the_round_is_refused_and_opened(company)
    slack_is_unwell(company, company.someone("U0TOM"))

    log = logged()
    settings = company.settings
    secret = [settings.slack_bot_token, settings.slack_app_token, *settings.secret_keys, "xoxb-", "xapp-"]
    assert not [word for word in secret if word in repr(settings)]
    people = [part for person in CAST["people"] for part in person["name"].split()]
    found = [word for word in (*secret, *people, "/response/", "response_url") if word in log]
    assert found == []
    assert "action=refused" in log


def the_round_is_refused_and_opened(company: Company) -> None:
    company.someone("U0MAYA").types("/mentor-admin").types("/mentor-report")
    ines = company.someone("U0INES")
    ines.types("/mentor-admin").presses("Ouvrir une campagne")
    ines.sends()
    ines.sends()
    company.tick()


def test_what_a_database_refuses_is_logged_without_the_row(
    company: Company, logged: Callable[[], str]
) -> None:
    """Both databases repeat the whole row in their own words, and the driver the values beside it."""
    [tom] = known(company, "U0TOM")
    wrong = PEOPLE.update().where(PEOPLE.c.id == tom.id).values(name=CANARY, language=None)

    with pytest.raises(IntegrityError) as refused, company.work() as work:
        work.people.run(wrong)
    structlog.get_logger("binome.test").error("refused", action="test_refused", exc_info=refused.value)

    assert company.binome.engine.hide_parameters, "nor do they reach anybody who prints the exception itself"
    text = logged()
    assert "action=test_refused" in text
    assert "IntegrityError" in text
    assert CANARY not in text


def test_a_failure_is_told_by_its_steps_and_kinds_and_not_by_its_words() -> None:
    def read() -> None:
        try:
            int(CANARY)
        except ValueError as cause:
            raise KeyError(CANARY) from cause

    with pytest.raises(KeyError) as failed:
        read()
    told = failures.where_it_broke((failed.type, failed.value, failed.tb))

    assert CANARY not in told.replace("int(CANARY)", "").replace("KeyError(CANARY)", "")
    assert "int(CANARY)" in told, "the line of code is what one needs to mend it"
    assert told.index("builtins.ValueError") < told.index("builtins.KeyError")
