"""What a coordinator sees when they change a round by hand: a row or a mentor, what a move breaks, what was changed.

Everything stands in the place of the review, in the same message; a button leads back to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.domain.adjusting import Never
from bot.domain.people import Person
from bot.domain.rounds import AdjustmentKind
from bot.domain.suitability import Bar
from bot.programme.cards import MenteeCard, MentorCard
from bot.programme.undoing import Change, History
from bot.programme.weighing import Candidate
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    button,
    confirm,
    header,
    message,
    option,
    quiet,
    section,
    select,
)
from handlers.views.common import lines
from handlers.views.matching import row_words
from handlers.views.review import load_words
from handlers.views.rounds import withheld_line
from handlers.views.wording import names

#: Changes on one page, and people named on a mentor's card.
PAGE, MOST_PEOPLE = 20, 50

BREAKS: Mapping[Bar, str] = {
    Bar.CAPACITY: "adjusting.breaks_capacity",
    Bar.LANGUAGE: "adjusting.breaks_language",
    Bar.TEAM: "adjusting.breaks_team",
    Bar.ENTITY: "adjusting.breaks_entity",
    Bar.NETWORK: "adjusting.breaks_network",
}
NEVER: Mapping[Never, str] = {
    Never.LINE: "adjusting.never_line",
    Never.NOT_APPROVED: "adjusting.never_not_approved",
    Never.NOT_PREPARED: "adjusting.never_not_prepared",
    Never.NOT_FOR_THIS_PAIR: "adjusting.never_not_for_this_pair",
}
RANKS: Mapping[int, str] = {
    1: "review.rank_first",
    2: "review.rank_second",
    3: "review.rank_third",
}


def mentee_card(card: MenteeCard, t: Speech, *, note: Markup | None = None) -> Message:
    """One row, and what can be done with it; `note` says what has just happened."""
    held = f"{card.round.id}:{card.row.mentee.id}:{card.seen}"
    return message(
        header(t.plain("rounds.title")),
        section(note) if note else None,
        section(row_words(card.row, card.round.rules.mode, t)),
        None if card.aside else _move_menu(held, t),
        actions(*_row_buttons(card, held, t)),
        quiet(t("adjusting.close")),
        _ways_on(card.round.id, t),
    )


def mentor_card(card: MentorCard, t: Speech, *, note: Markup | None = None) -> Message:
    """One mentor: what they would carry, and one place more."""
    load = card.load
    theirs = names(card.people[:MOST_PEOPLE], t)
    place = button(
        t.plain("adjusting.add_place"),
        ids.ADJUST_PLACE,
        value=f"{card.round.id}:{load.mentor.id}:{load.added}",
    )
    return message(
        header(t.plain("rounds.title")),
        section(note) if note else None,
        section(load_words(load, t)),
        section(t("adjusting.theirs", people=theirs)) if theirs else None,
        actions(place),
        quiet(t("adjusting.place_how")),
        _ways_on(card.round.id, t),
    )


def must_confirm(
    card: MenteeCard, mentor: Person, breaks: tuple[Bar, ...], t: Speech, *, seen: str
) -> Message:
    """Every rule that the move breaks, before it is made."""
    mentee = mention(card.row.mentee.slack_id)
    broken = [t(BREAKS[bar]) for bar in breaks]
    value = f"{card.round.id}:{card.row.mentee.id}:{seen}:{mentor.id}:{','.join(breaks)}"
    return message(
        header(t.plain("rounds.title")),
        section(t("adjusting.breaks", mentee=mentee, mentor=mention(mentor.slack_id))),
        section(lines(*broken)),
        actions(
            button(t.plain("adjusting.force"), ids.ADJUST_FORCE, value=value, style="danger"),
            button(
                t.plain("adjusting.leave"),
                ids.ROUND_ROW,
                value=f"{card.round.id}:mentee:{card.row.mentee.id}",
            ),
        ),
    )


def cannot_move(card: MenteeCard, mentor: Person, never: Never, t: Speech) -> Message:
    """Why not, as far as it may be said; the row is as it was."""
    note = t("adjusting.cannot_move", mentor=mention(mentor.slack_id), reason=t(NEVER[never]))
    return mentee_card(card, t, note=note)


def option_of(one: Candidate, t: Speech) -> Block:
    """A mentor in the menu: whether they were named, how many places are free, what would be broken."""
    return option(one.mentor.name, one.mentor.id, description=" · ".join(_described(one, t)))


def option_to_find(person: Person, who: str, round_id: int, t: Speech) -> Block:
    """Somebody of the round, on one side of it."""
    part = t.plain("adjusting.as_mentee" if who == "mentee" else "adjusting.as_mentor")
    return option(person.name, f"{round_id}:{who}:{person.id}", description=part)


def history(found: History, t: Speech, *, today: date, page: int = 0, note: Markup | None = None) -> Message:
    """What was changed by hand and stands, the latest first; the latest can be undone."""
    pages = max(1, -(-len(found.changes) // PAGE))
    page = min(max(page, 0), pages - 1)
    shown = found.changes[page * PAGE : (page + 1) * PAGE]
    return message(
        header(t.plain("adjusting.history")),
        section(note) if note else None,
        *(_change(one, found, t, today) for one in shown),
        None if shown else section(t("adjusting.nothing_changed")),
        withheld_line(found.withheld, t),
        quiet(t("rounds.page", page=page + 1, pages=pages)) if pages > 1 else None,
        _history_pages(found.round.id, page, pages, t),
        actions(*_back_and_again(found.round.id, t)),
    )


def _move_menu(held: str, t: Speech) -> Block:
    menu = select(f"{ids.ADJUST_MOVE}:{held}", placeholder=t.plain("adjusting.move"), external=True)
    return actions(menu)


def _row_buttons(card: MenteeCard, held: str, t: Speech) -> Iterator[Block]:
    if card.aside:
        yield button(t.plain("adjusting.bring_back"), ids.ADJUST_EXCLUDE, value=f"{held}:0")
        return
    if card.row.mentor is not None:
        label = t.plain("adjusting.unlock" if card.row.locked else "adjusting.lock")
        yield button(label, ids.ADJUST_LOCK, value=f"{held}:{int(not card.row.locked)}")
    sure = confirm(
        title=t.plain("adjusting.exclude_title"),
        text=t.plain("adjusting.exclude_text"),
        yes=t.plain("adjusting.exclude_yes"),
        no=t.plain("common.cancel"),
    )
    yield button(t.plain("adjusting.exclude"), ids.ADJUST_EXCLUDE, value=f"{held}:1", confirm=sure)


def _ways_on(round_id: int, t: Speech) -> Block:
    changes = button(t.plain("adjusting.history"), ids.ADJUST_LIST, value=f"{round_id}:0")
    return actions(*_back_and_again(round_id, t), changes)


def _back_and_again(round_id: int, t: Speech) -> list[Block]:
    return [
        button(t.plain("adjusting.back"), ids.ROUND_SEE, value=round_id),
        button(t.plain("review.again"), ids.ROUND_PROPOSE, value=round_id),
    ]


def _described(one: Candidate, t: Speech) -> Iterator[str]:
    """Where something private stands in the way, nothing else is said."""
    if one.verdict.never is not None:
        yield t.plain(NEVER[one.verdict.never])
        return
    if one.rank is not None:
        yield t.plain(RANKS[one.rank])
    yield t.plain("adjusting.free", count=one.free)
    if broken := [bar for bar in one.verdict.breaks if bar is not Bar.CAPACITY]:
        yield t.plain("adjusting.to_confirm", count=len(broken))


def _change(one: Change, found: History, t: Speech, today: date) -> Block:
    words = t(
        "adjusting.change",
        what=_what(one, t),
        by=mention(one.by.slack_id),
        when=t.day_time(one.at, today=today),
    )
    if one.id != found.last:
        return section(words)
    return section(
        words,
        button=button(t.plain("adjusting.undo"), ids.ADJUST_UNDO, value=f"{found.round.id}:{one.id}"),
    )


def _what(one: Change, t: Speech) -> Markup:
    person = mention(one.person.slack_id)
    match one.kind:
        case AdjustmentKind.MOVE:
            mentor = mention(one.mentor.slack_id) if one.mentor else ""
            return t("adjusting.did_move", mentee=person, mentor=mentor)
        case AdjustmentKind.LOCK:
            return t("adjusting.did_lock" if one.on else "adjusting.did_unlock", mentee=person)
        case AdjustmentKind.EXCLUDE:
            return t("adjusting.did_exclude" if one.on else "adjusting.did_bring_back", mentee=person)
        case AdjustmentKind.PLACE:
            return t("adjusting.did_add_place", mentor=person)


def _history_pages(round_id: int, page: int, pages: int, t: Speech) -> Block | None:
    """Each page has a name of its own: two buttons of one message never share an action id."""
    ways = (("before", "rounds.previous", page - 1), ("after", "rounds.next", page + 1))
    shown = [
        button(t.plain(label), f"{ids.ADJUST_LIST}:{name}", value=f"{round_id}:{number}")
        for name, label, number in ways
        if 0 <= number < pages
    ]
    return actions(*shown) if shown else None
