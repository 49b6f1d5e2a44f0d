"""What a coordinator reads when they bring mentorships in from a file, or take them away in one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.mentorships_file import COLUMNS, NEEDED, MentorshipsFile
from bot.programme.exporting import Export
from bot.programme.importable import Found, ToLink
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views import spreadsheet
from handlers.views.blocks import Block, Message, cut, header, message, modal, quiet, section
from handlers.views.handed_over import Kind, decisions, file_words, line
from handlers.views.rounds import withheld_line

#: Mentorships told one by one: more is for the eyes of a spreadsheet.
MOST_LINKS = 30
LONGEST_NAME = 80
KIND = Kind(
    name="mentorships",
    title="mentorships_file.title",
    no_permission="mentorships_file.no_permission",
    reading="mentorships_file.reading",
    apply="mentorships_file.apply",
    open_id=ids.LINKS_OPEN,
    apply_id=ids.LINKS_APPLY,
    cancel_id=ids.LINKS_CANCEL,
)


def form(t: Speech, *, most: int) -> Block:
    """Asks for the file; `most` is in megabytes."""
    needed = Markup(", ".join(f"`{column}`" for column in NEEDED))
    more = Markup(", ".join(f"`{column}`" for column in COLUMNS if column not in NEEDED))
    return modal(
        t.plain("mentorships_file.title"),
        section(t("mentorships_file.columns", needed=needed, more=more)),
        section(t("mentorships_file.what_happens")),
        line(KIND, t, most=most),
        callback_id=ids.LINKS_FORM,
        submit=t.plain("roster.send"),
        close=t.plain("common.cancel"),
    )


def difference(
    file: MentorshipsFile, found: Found, file_id: str, t: Speech, *, changed: bool = False
) -> Message:
    """Exactly what would be made, then the button that makes it."""
    rest = len(found.new) - MOST_LINKS
    notes = [*spreadsheet.about_the_file(file.encoding, file.unused, t), *_notes(found, t)]
    return message(
        header(t.plain("mentorships_file.title")),
        section(t("mentorships_file.shown_again" if changed else "mentorships_file.shown")),
        section(_counts(found, t)),
        *spreadsheet.sections(_link(one, t) for one in found.new[:MOST_LINKS]),
        quiet(t("mentorships_file.and_more", count=rest)) if rest > 0 else None,
        quiet(Markup.joined(notes)) if notes else None,
        decisions(KIND, file_id, found.fingerprint, t),
    )


def nothing(file: MentorshipsFile, found: Found, t: Speech, *, file_left: bool) -> Message:
    notes = [
        *spreadsheet.about_the_file(file.encoding, file.unused, t),
        file_words(t, left=file_left),
    ]
    return message(
        header(t.plain("mentorships_file.title")),
        section(t("mentorships_file.nothing_new", count=found.known)),
        quiet(Markup.joined(notes)),
    )


def done(found: Found, t: Speech, *, file_left: bool) -> Message:
    """In figures only: what was shown about people is not left standing in the conversation."""
    return message(
        section(t("mentorships_file.done", what=_what(found, t))),
        section(t("mentorships_file.done_next")),
        quiet(file_words(t, left=file_left)),
    )


def nothing_to_export(found: Export, t: Speech) -> Message:
    return message(section(t("mentorships_file.nothing_to_export")), withheld_line(found.withheld, t))


def export_refused(t: Speech) -> Message:
    return message(section(t("mentorships_file.export_refused")))


def kept_back(found: Export, t: Speech) -> Message | None:
    """Said besides, when rows are not in the file."""
    line = withheld_line(found.withheld, t)
    return message(line) if line else None


def _counts(found: Found, t: Speech) -> Markup:
    told = t("mentorships_file.counts", what=_what(found, t))
    if not found.known:
        return told
    return Markup.joined([told, t("mentorships_file.known", count=found.known)], " ")


def _what(found: Found, t: Speech) -> Markup:
    groups = sum(one.name is not None for one in found.new)
    pairs = len(found.new) - groups
    counts = [
        *([t("mentorships_file.pairs", count=pairs)] if pairs else []),
        *([t("mentorships_file.groups", count=groups)] if groups else []),
    ]
    return t.list(counts)


def _notes(found: Found, t: Speech) -> Iterator[Markup]:
    yield t("mentorships_file.told", count=found.people)
    endless = sum(one.ends_on is None for one in found.new)
    if endless:
        yield t("mentorships_file.endless", count=endless)


def _link(one: ToLink, t: Speech) -> Markup:
    key = "mentorships_file.group" if one.name else "mentorships_file.pair"
    words = t(
        key,
        lines=", ".join(map(str, one.lines)),
        mentor=cut(one.mentor.name, LONGEST_NAME),
        people=t.list(cut(mentee.name, LONGEST_NAME) for mentee in one.mentees),
        name=one.name or "",
        day=_day(one.started_on, t),
    )
    more = [
        *([t("mentorships_file.temporary")] if one.temporary else []),
        *([t("mentorships_file.until", day=_day(one.ends_on, t))] if one.ends_on else []),
    ]
    return Markup.joined([words, *more], " ")


def _day(day: date, t: Speech) -> str:
    return t.date(day, today=date.min)  # always with its year
