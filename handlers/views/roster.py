"""What a coordinator reads when they import the roster: the form, what would change, what has to be mended.

All of it is in a form, or in their own conversation with the app, for their eyes only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.domain.roster_changes import Change, Changed, Difference
from bot.domain.roster_file import COLUMNS, UTF8, Mistake, RosterFile
from bot.programme.in_line import Seen
from bot.programme.roster import Preview
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    cut,
    file_input,
    header,
    message,
    modal,
    quiet,
    section,
)

#: What a spreadsheet calls a text file.
TYPES = ("csv", "tsv", "txt")
#: People whose changes are told one by one, and mistakes told in words: more is for the eyes of a spreadsheet.
MOST_PEOPLE, MOST_MISTAKES = 20, 30
#: Names, or numbers of lines, in one sentence.
MOST_NAMED, MOST_LINES = 10, 200
#: Characters shown of one cell.
LONGEST_CELL = 100
#: Characters in one section, Slack's 3,000 and a margin (`slack.md` §2.1).
ROOM = 2800
KEYS = frozenset({"email", "slack_id"})


def form(t: Speech, *, most: int) -> Block:
    """Asks for the file; `most` is in megabytes."""
    columns = Markup(", ".join(f"`{column}`" for column in COLUMNS if column not in KEYS))
    return modal(
        t.plain("roster.title"),
        section(t("roster.columns", columns=columns)),
        section(t("roster.cells")),
        ask(
            t.plain("roster.file"),
            file_input("roster", types=TYPES),
            block_id="roster",
            hint=t.plain("roster.file_hint", most=most),
        ),
        callback_id=ids.ROSTER_FORM,
        submit=t.plain("roster.send"),
        close=t.plain("common.cancel"),
    )


def no_permission(t: Speech) -> Message:
    return message(section(t("roster.no_permission")))


def reading(t: Speech) -> Message:
    return message(section(t("roster.reading")))


def applying(t: Speech) -> Message:
    return message(section(t("roster.applying")))


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
        *_notes((*_encoding(file, t), *_unused(file, t))),
        section(_close(preview.close, t)) if preview.close else None,
        *_in_line(preview.in_line, t),
        *_sections(_person(one, t) for one in people[:MOST_PEOPLE]),
        quiet(t("roster.and_more", count=len(people) - MOST_PEOPLE)) if len(people) > MOST_PEOPLE else None,
        *_notes(_about_words(found, t)),
        quiet(t("roster.read_again")),
        decisions(file_id, found.fingerprint, t),
    )


def decisions(file_id: str, fingerprint: str, t: Speech) -> Block:
    """Apply, or change nothing. The buttons carry what was shown, so that nothing else is applied."""
    carried = f"{file_id}:{fingerprint}"
    return actions(
        button(t.plain("roster.apply"), ids.ROSTER_APPLY, value=carried, style="primary"),
        button(t.plain("roster.cancel"), ids.ROSTER_CANCEL, value=carried),
    )


def refused(mistakes: Sequence[Mistake], t: Speech, *, file_left: bool) -> Message:
    """Every mistake with its line: nothing is imported before all are mended."""
    in_order = sorted(mistakes, key=lambda mistake: mistake.line)
    rest = in_order[MOST_MISTAKES:]
    return message(
        header(t.plain("roster.title")),
        section(t("operator.import_refused", count=len(in_order))),
        *_sections(_mistake(mistake, t) for mistake in in_order[:MOST_MISTAKES]),
        section(t("roster.more_mistakes", count=len(rest), lines=_lines(rest))) if rest else None,
        quiet(_file(t, left=file_left)),
        another_file(t),
    )


def nothing_to_change(file: RosterFile, found: Difference, t: Speech, *, file_left: bool) -> Message:
    return message(
        header(t.plain("roster.title")),
        section(t("roster.nothing")),
        *_notes((*_unused(file, t), *_about_words(found, t))),
        quiet(_file(t, left=file_left)),
    )


def done(found: Difference, t: Speech, *, file_left: bool) -> Message:
    """In figures only: what was shown about people is not left standing in the conversation."""
    counts = [
        t("roster.was_added", count=len(found.added)),
        t("roster.was_changed", count=len(found.changed)),
    ]
    return message(
        section(t("roster.done", what=t.list(counts))),
        quiet(Markup.joined([t("roster.done_quietly"), _file(t, left=file_left)], " ")),
    )


def already(t: Speech) -> Message:
    return message(section(t("roster.already")))


def cancelled(t: Speech, *, file_left: bool) -> Message:
    return message(section(t("roster.cancelled")), quiet(_file(t, left=file_left)))


def another_file(t: Speech) -> Block:
    return actions(button(t.plain("roster.another_file"), ids.ROSTER_OPEN))


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
    named: list[str] = [one.name for one in close[:MOST_NAMED]]
    if len(close) > MOST_NAMED:
        named.append(t("roster.and_more", count=len(close) - MOST_NAMED))
    return t("roster.close", count=len(close), people=t.list(named))


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


def _notes(notes: Iterable[Markup]) -> Iterator[Block]:
    """What is worth knowing, in small; nothing when there is nothing."""
    if told := list(notes):
        yield quiet(Markup.joined(told))


def _encoding(file: RosterFile, t: Speech) -> Iterator[Markup]:
    if file.encoding != UTF8:
        yield t("operator.import_encoding", encoding=file.encoding)


def _unused(file: RosterFile, t: Speech) -> Iterator[Markup]:
    if file.unused:
        yield t("operator.import_unused", columns=_some(file.unused, t))


def _about_words(found: Difference, t: Speech) -> Iterator[Markup]:
    kept = [(one.name, change) for one in found.people for change in one.kept]
    for name, change in kept[:MOST_NAMED]:
        after = change.after or t("common.nothing_to_share")
        yield t("operator.import_kept", name=name, before=change.before, after=after)
    if len(kept) > MOST_NAMED:
        yield t("roster.and_more", count=len(kept) - MOST_NAMED)
    for wish, count in sorted(found.wishes.items()):
        yield t("operator.import_wish", wish=wish, count=count)
    if found.tags:
        yield t("operator.import_tags", tags=_some(_counted(found.tags), t))


def _counted(tags: Mapping[str, int]) -> list[str]:
    return [f"{tag} ({count})" for tag, count in sorted(tags.items())]


def _some(words: Sequence[str], t: Speech) -> Markup:
    return t.list(
        [
            *(cut(word, LONGEST_CELL) for word in words[:MOST_NAMED]),
            *(["…"] if len(words) > MOST_NAMED else []),
        ]
    )


def _mistake(mistake: Mistake, t: Speech) -> Markup:
    # Line numbers are for a spreadsheet, which writes 1200 and not 1,200.
    words = t(mistake.key, **{name: str(value) for name, value in mistake.values.items()})
    if mistake.line:
        words = t("operator.roster_line", line=str(mistake.line), words=words)
    return t("roster.mistake", words=words)


def _lines(mistakes: Iterable[Mistake]) -> str:
    numbers = [str(line) for line in dict.fromkeys(mistake.line for mistake in mistakes)]
    return ", ".join([*numbers[:MOST_LINES], *(["…"] if len(numbers) > MOST_LINES else [])])


def _file(t: Speech, *, left: bool) -> Markup:
    return t("roster.file_left" if left else "roster.file_gone")


def _sections(lines: Iterable[Markup]) -> Iterator[Block]:
    """As few sections as hold these lines whole."""
    held: list[Markup] = []
    for line in lines:
        if held and sum(len(one) + 1 for one in held) + len(line) > ROOM:
            yield section(Markup.joined(held))
            held = []
        held.append(line)
    if held:
        yield section(Markup.joined(held))
