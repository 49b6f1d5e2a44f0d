"""`binome import people.csv`: the difference first, then all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import structlog
from slack_sdk.web import SlackResponse

from bot.commands.asking import SlackDesk
from bot.commands.importing import agreed, bytes_of, refuse
from bot.commands.opening import opened
from bot.commands.trouble import explained
from bot.domain.roster_changes import Changed, Difference
from bot.domain.roster_file import RosterFile, read
from bot.domain.spreadsheet import UTF8
from bot.operators import speech
from bot.programme import in_line, roster
from bot.programme.handed_over import FileRefused
from bot.settings import Settings, read_settings
from bot.texts import Speech
from bot.wiring import configure_logs

log = structlog.get_logger("binome.import")

#: What is shown where nothing was, or will be, known.
NOT_KNOWN = "–"


def import_roster(path: Path, *, yes: bool) -> None:
    """Show what the roster would change and ask (unless `yes`); exit code 1 when nothing could be imported."""
    with explained():
        t = speech()
        file = read(bytes_of(path, t))
        refuse(file.mistakes, t)
        settings = read_settings()
        configure_logs(settings)
        desk = SlackDesk(settings)
        we = desk.who_we_are()
        try:
            _bring_in(file, settings, we, desk, yes=yes)
        except FileRefused as refused:
            refuse(refused.mistakes, t)


def _bring_in(file: RosterFile, settings: Settings, we: SlackResponse, desk: SlackDesk, *, yes: bool) -> None:
    t = speech()
    slack = desk.everybody()
    with opened(settings, we) as (store, workspace):
        with store.look(workspace) as work:
            found = roster.compare(work, file.rows, slack.profiles, addresses=slack.addresses)
            crossed = in_line.would_cross(work, found)
        print(*_told(file, found, t), sep="\n", flush=True)
        if crossed:
            print(t.plain("operator.import_in_line", count=len(crossed)), flush=True)
        if found.is_empty:
            print(t.plain("operator.import_nothing"))
        elif yes or agreed(t.plain("operator.import_ask"), t):
            with store.work(workspace) as work:
                done = roster.apply(work, file.rows, slack.profiles, addresses=slack.addresses)
            print(t.plain("operator.import_done"))
            counts = {"added": len(done.added), "changed": len(done.changed)}
            log.info("roster imported", action="roster_imported", **counts)


def _told(file: RosterFile, found: Difference, t: Speech) -> Iterator[str]:
    """The whole difference, person by person, then what is worth knowing about the file."""
    for one in found.added:
        yield t.plain("operator.import_added", name=one.name, line=str(one.line))
        yield from _changes(one, t)
    for one in found.changed:
        yield t.plain("operator.import_changed", name=one.name, line=str(one.line))
        yield from _changes(one, t)
    if found.unchanged:
        names = ", ".join(one.name for one in found.unchanged)
        yield t.plain("operator.import_unchanged", count=len(found.unchanged), names=names)
    yield ""
    yield from _notes(file, found, t)
    yield t.plain(
        "operator.import_counts",
        added=len(found.added),
        changed=len(found.changed),
        unchanged=len(found.unchanged),
    )


def _changes(one: Changed, t: Speech) -> Iterator[str]:
    for change in one.changes:
        before, after = change.before or NOT_KNOWN, change.after or NOT_KNOWN
        words = t.plain("operator.import_change", column=change.column, before=before, after=after)
        yield f"    {words}"
    for right in sorted(one.rights):
        yield f"    {t.plain('operator.import_right', right=right)}"


def _notes(file: RosterFile, found: Difference, t: Speech) -> Iterator[str]:
    if file.encoding != UTF8:
        yield t.plain("operator.import_encoding", encoding=file.encoding)
    if file.unused:
        yield t.plain("operator.import_unused", columns=", ".join(file.unused))
    for one in found.people:
        for kept in one.kept:
            key = "operator.import_kept_country" if kept.column == "country" else "operator.import_kept"
            before, after = kept.before or NOT_KNOWN, kept.after or NOT_KNOWN
            yield t.plain(key, name=one.name, before=before, after=after)
    for wish, count in sorted(found.wishes.items()):
        yield t.plain("operator.import_wish", wish=wish, count=count)
    if found.tags:
        tags = ", ".join(f"{tag} ({count})" for tag, count in sorted(found.tags.items()))
        yield t.plain("operator.import_tags", tags=tags)
