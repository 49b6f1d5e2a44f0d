"""`binome person export ID` and `binome person forget ID`: for somebody who has left, and asks by another way.

Whoever is here does both themselves, with `/mentor privacy`. Slack need not be asked; whoever has to be told is told by
the bot, once it runs.
"""

from __future__ import annotations

import json

import structlog

from bot.commands.importing import agreed
from bot.commands.opening import opened_without_slack
from bot.commands.trouble import NotNow, explained
from bot.domain.people import Person
from bot.programme import forgetting, privacy
from bot.programme.work import Work
from bot.settings import read_settings
from bot.texts import Speech
from bot.wiring import configure_logs
from handlers.views.privacy import file_of

log = structlog.get_logger("binome.privacy")


def export(slack_id: str) -> None:
    """Print all that is kept of them as JSON, on standard output; exit code 1 for somebody unknown."""
    with explained(), opened_without_slack() as (store, workspace, t):
        with store.look(workspace) as work:
            person = _person(work, slack_id, t)
            kept = privacy.kept_of(work, person)
        print(json.dumps(file_of(kept, person.name, t), ensure_ascii=False, indent=2))


def forget(slack_id: str, *, yes: bool) -> None:
    """Forget them, after asking (unless `yes`); exit code 1 for somebody unknown. Their mentorships end, if any run."""
    with explained(), opened_without_slack() as (store, workspace, t):
        configure_logs(read_settings())
        with store.look(workspace) as work:
            person = _person(work, slack_id, t)
        if not yes and not agreed(t.plain("privacy.person_sure", name=person.name), t):
            return
        with store.work(workspace) as work:
            forgetting.forget(work, person)
        store.fold()
        print(t.plain("privacy.person_forgotten", days=work.customs.retention.backups))
        log.info("somebody was forgotten", action="forgotten")


def _person(work: Work, slack_id: str, t: Speech) -> Person:
    person = work.people.by_slack_id(slack_id)
    if person is None:
        raise NotNow(t.plain("privacy.person_unknown", found=slack_id))
    return person
