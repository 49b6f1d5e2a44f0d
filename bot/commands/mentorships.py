"""`binome import-mentorships pairs.csv`: what it would bring in first, then all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import structlog
from slack_sdk.web import SlackResponse

from bot.commands.asking import SlackDesk
from bot.commands.importing import agreed, bytes_of, refuse
from bot.commands.opening import opened
from bot.commands.trouble import explained
from bot.domain.mentorships_file import MentorshipsFile, read
from bot.domain.spreadsheet import UTF8
from bot.operators import speech
from bot.programme import importing
from bot.programme.handed_over import FileRefused
from bot.programme.importable import Found, ToLink
from bot.settings import Settings, read_settings
from bot.texts import Speech
from bot.wiring import configure_logs

log = structlog.get_logger("binome.import")


def import_mentorships(path: Path, *, yes: bool) -> None:
    """Show what the file would bring in and ask (unless `yes`); exit code 1 when nothing could be imported."""
    with explained():
        t = speech()
        file = read(bytes_of(path, t))
        if not file.rows:
            refuse(file.mistakes, t)
        settings = read_settings()
        configure_logs(settings)
        desk = SlackDesk(settings)
        we = desk.who_we_are()
        try:
            _bring_in(file, settings, we, desk, yes=yes)
        except FileRefused as refused:
            refuse(refused.mistakes, t)


def _bring_in(
    file: MentorshipsFile, settings: Settings, we: SlackResponse, desk: SlackDesk, *, yes: bool
) -> None:
    t = speech()
    slack = desk.everybody()
    with opened(settings, we) as (store, workspace):
        with store.look(workspace) as work:
            found = importing.compare(work, file, slack.profiles, addresses=slack.addresses)
        print(*_told(file, found, t), sep="\n", flush=True)
        if found.new and (yes or agreed(t.plain("mentorships_file.ask"), t)):
            with store.work(workspace) as work:
                done = importing.apply(
                    work, file, slack.profiles, addresses=slack.addresses, seen=found.fingerprint
                )
            print(t.plain("operator.import_done"))
            counts = {"new": len(done.new), "known": done.known}
            log.info("mentorships imported", action="mentorships_imported", **counts)


def _told(file: MentorshipsFile, found: Found, t: Speech) -> Iterator[str]:
    """All that would be made, one by one, then what is worth knowing about the file."""
    if file.encoding != UTF8:
        yield t.plain("operator.import_encoding", encoding=file.encoding)
    if file.unused:
        yield t.plain("operator.import_unused", columns=", ".join(file.unused))
    yield from (_link(one, t) for one in found.new)
    if not found.new:
        yield t.plain("mentorships_file.nothing_new", count=found.known)
        return
    if found.known:
        yield t.plain("mentorships_file.known", count=found.known)
    yield t.plain("mentorships_file.told", count=found.people)


def _link(one: ToLink, t: Speech) -> str:
    return t.plain(
        "mentorships_file.told_group" if one.name else "mentorships_file.told_link",
        name=one.name or "",
        mentor=one.mentor.name,
        people=", ".join(mentee.name for mentee in one.mentees),
        day=one.started_on.isoformat(),
        lines=", ".join(map(str, one.lines)),
    )
