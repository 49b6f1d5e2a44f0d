"""What a coordinator reads when they import the roster: the form, what would change, and what did.

All of it is in a form, or in their own conversation with the app, for their eyes only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.domain.roster_changes import Change, Changed, Difference
from bot.domain.roster_file import COLUMNS, RosterFile
from bot.domain.spreadsheet import UTF8
from bot.programme.in_line import Seen
from bot.programme.roster import Preview
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import Block, Message, cut, header, message, modal, quiet, section
from handlers.views.handed_over import Kind, decisions, file_words, line
from handlers.views.spreadsheet import LONGEST_CELL, MOST_NAMED, about_the_file, notes, sections, some
from handlers.views.wording import first_of

#: People whose changes are told one by one: more is for the eyes of a spreadsheet.
MOST_PEOPLE = 20
KEYS = frozenset({"email", "slack_id"})
KIND = Kind(
    name="roster",
    title="roster.title",
    no_permission="roster.no_permission",
    reading="roster.reading",
    apply="roster.apply",
    open_id=ids.ROSTER_OPEN,
    apply_id=ids.ROSTER_APPLY,
    cancel_id=ids.ROSTER_CANCEL,
)


def form(t: Speech, *, most: int) -> Block:
    """Asks for the file; `most` is in megabytes."""
    columns = Markup(", ".join(f"`{column}`" for column in COLUMNS if column not in KEYS))
    return modal(
        t.plain("roster.title"),
        section(t("roster.columns", columns=columns)),
        section(t("roster.cells")),
        line(KIND, t, most=most),
        callback_id=ids.ROSTER_FORM,
        submit=t.plain("roster.send"),
        close=t.plain("common.cancel"),
    )


def difference(
    file: RosterFile, preview: Preview, file_id: str, t: Speech, *, changed: bool = False
) -> Message:
    """What would change: in figures, then person by person, those first whom the reader should look at."""
    found = preview.found
    people = _in_order(preview)
    return message(
        header(t.plain("roster.title")),
        section(t("roster.shown_again" if changed else "roster.shown")),
        section(_counts(found, t)),
        *notes(about_the_file(file.encoding, file.unused, t)),
        section(_close(preview.close, t)) if preview.close else None,
        *_in_line(preview.in_line, t),
        *sections(_person(one, t) for one in people[:MOST_PEOPLE]),
        quiet(t("roster.and_more", count=len(people) - MOST_PEOPLE)) if len(people) > MOST_PEOPLE else None,
        *notes(_about_words(found, t)),
        quiet(t("roster.read_again")),
        decisions(KIND, file_id, found.fingerprint, t),
    )


def nothing(file: RosterFile, preview: Preview, t: Speech, *, file_left: bool) -> Message:
    return message(
        header(t.plain("roster.title")),
        section(t("roster.nothing")),
        *notes((*about_the_file(UTF8, file.unused, t), *_about_words(preview.found, t))),
        quiet(file_words(t, left=file_left)),
    )


def done(found: Difference, t: Speech, *, file_left: bool) -> Message:
    """In figures only: what was shown about people is not left standing in the conversation."""
    counts = [
        t("roster.was_added", count=len(found.added)),
        t("roster.was_changed", count=len(found.changed)),
    ]
    return message(
        section(t("roster.done", what=t.list(counts))),
        quiet(Markup.joined([t("roster.done_quietly"), file_words(t, left=file_left)], " ")),
    )


def _in_order(preview: Preview) -> list[Changed]:
    """Rights first, then what comes near the reader, then changes, then who is new."""
    found = preview.found
    people = [*found.changed, *found.added]
    named = [one for one in people if one.rights]
    first = {one.slack_id: one for one in (*named, *preview.close, *people)}
    return list(first.values())


def _counts(found: Difference, t: Speech) -> Markup:
    counts = [
        t("roster.added", count=len(found.added)),
        t("roster.changed", count=len(found.changed)),
        t("roster.unchanged", count=len(found.unchanged)),
    ]
    return t("roster.counts", what=t.list(counts))


def _close(close: Sequence[Changed], t: Speech) -> Markup:
    named = [one.name for one in close]
    return t("roster.close", count=len(close), people=first_of(named, MOST_NAMED, t))


def _in_line(seen: Seen, t: Speech) -> Iterator[Block]:
    """Who would manage whom they mentor, and what will happen then."""
    if seen.crossed:
        pairs = [
            t("roster.in_line_pair", mentor=one.mentor.name, mentee=one.mentee.name)
            for one in seen.crossed[:MOST_NAMED]
        ]
        if len(seen.crossed) > MOST_NAMED:
            pairs.append(t("roster.and_more", count=len(seen.crossed) - MOST_NAMED))
        told = [t("roster.in_line", count=len(seen.crossed)), *pairs, t("roster.in_line_next")]
        yield section(Markup.joined(told))
    if seen.withheld.rows:
        yield quiet(t("roster.in_line_withheld", count=seen.withheld.rows))


def _person(one: Changed, t: Speech) -> Markup:
    told = [
        *(_change(change, t) for change in one.changes),
        *(_right(right, t) for right in sorted(one.rights)),
    ]
    if not told:
        return t("roster.person_added_bare", name=one.name, line=str(one.line))
    key = "roster.person_added" if one.is_new else "roster.person_changed"
    return t(key, name=one.name, line=str(one.line), changes=Markup(" · ".join(told)))


def _change(change: Change, t: Speech) -> Markup:
    column = t(f"roster.column_{change.column}")
    before, after = _shown(change.column, change.before, t), _shown(change.column, change.after, t)
    if not after:
        return t("roster.change_emptied", column=column, before=before)
    if not before:
        return t("roster.change_first", column=column, after=after)
    return t("roster.change", column=column, before=before, after=after)


def _shown(column: str, value: str, t: Speech) -> str:
    if column != "joined_on" or not value:
        return cut(value, LONGEST_CELL)
    day = date.fromisoformat(value)
    return t.date(day, today=date.min)  # always with its year


def _right(right: str, t: Speech) -> Markup:
    return t("roster.right", right=t(f"roster.right_{right}"))


def _about_words(found: Difference, t: Speech) -> Iterator[Markup]:
    kept = [(one.name, change) for one in found.people for change in one.kept]
    for name, change in kept[:MOST_NAMED]:
        after = change.after or t("common.nothing_to_share")
        key = "operator.import_kept_country" if change.column == "country" else "operator.import_kept"
        yield t(key, name=name, before=change.before or t("common.nothing_to_share"), after=after)
    if len(kept) > MOST_NAMED:
        yield t("roster.and_more", count=len(kept) - MOST_NAMED)
    for wish, count in sorted(found.wishes.items()):
        yield t("operator.import_wish", wish=wish, count=count)
    if found.tags:
        yield t("operator.import_tags", tags=some(_counted(found.tags), t))


def _counted(tags: Mapping[str, int]) -> list[str]:
    return [f"{tag} ({count})" for tag, count in sorted(tags.items())]
