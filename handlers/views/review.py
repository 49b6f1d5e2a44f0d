"""The coordinator's review of a round: the figures first, then one page at a time of whatever they jump to.

A dozen people fit on one page; with six hundred, a menu leads to whoever is without a mentor, to what each mentor would
carry, to the mentors whose places were not enough, and to each page of pairs by its first and last name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.adjusting import is_adjustable
from bot.domain.programmes import Mode
from bot.domain.rounds import RoundState
from bot.programme.loads import Load
from bot.programme.reviewing import Heard, Review, Row
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    button,
    confirm,
    cut,
    divider,
    header,
    message,
    option,
    quiet,
    section,
    select,
)
from handlers.views.matching import row_words
from handlers.views.rounds import menu_button, open_button, withheld_line

#: Lines on one page: a message has 50 blocks at most (`slack.md` §2.1), and a reader less patience.
PAGE = 20
#: A menu has a hundred lines at most: so many lead to pages of people, so many to pages of mentors.
MOST_ROWS, MOST_LOADS, MOST_SHORT = 80, 12, 8
#: Characters of a name in that menu, where two of them stand beside each other.
NAME = 24
#: Of the mentors who have not answered, so many are named before publishing.
MOST_SILENT = 3


class View(StrEnum):
    ROWS = "rows"
    LOAD = "load"
    SHORT = "short"


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """One page: `label` names what is on it."""

    label: str
    lines: Sequence[Row] | Sequence[Load]
    alone_on_its_kind: bool

    def named(self, t: Speech) -> str:
        """As in "Pairs: Aminata Diallo – Camille Roux"; with one page of a kind, how many there are."""
        if self.alone_on_its_kind or not self.lines:
            return t.plain("review.page_counted", label=t.plain(self.label), number=len(self.lines))
        first, last = (cut(_name_of(one), NAME) for one in (self.lines[0], self.lines[-1]))
        return t.plain("review.page_named", label=t.plain(self.label), first=first, last=last)


def reviewed(review: Review, t: Speech, *, today: date, view: View = View.ROWS, page: int = 0) -> Message:
    """One page of the review; a page out of bounds is the nearest there is."""
    leaves = _leaves(review)[view]
    page = min(max(page, 0), len(leaves) - 1)
    leaf = leaves[page]
    return message(
        header(t.plain("rounds.title")),
        section(Markup.joined([_headline(review, t, today), *_figures(review, t)])),
        quiet(t("review.under_way")) if review.round.wanted else None,
        withheld_line(review.withheld, t),
        _ways(review, t),
        divider(),
        _introduced(view, leaf, t),
        *(_line(one, review, t) for one in leaf.lines),
        quiet(t("rounds.page", page=page + 1, pages=len(leaves))) if len(leaves) > 1 else None,
        _page_buttons(review.round.id, view, page, len(leaves), t),
        actions(*_decisions(review, t), _taken_away(review, t), menu_button(t)),
    )


def _taken_away(review: Review, t: Speech) -> Block | None:
    """The same rows in a file, in the reader's own conversation."""
    label = t.plain("mentorships_file.export")
    return button(label, ids.PROPOSALS_EXPORT, value=review.round.id) if review.rows else None


def _leaves(review: Review) -> dict[View, list[Leaf]]:
    if len(review.rows) <= PAGE:
        rows = [Leaf(label="review.label_rows", lines=review.rows, alone_on_its_kind=True)]
    else:
        rows = [*_cut_up("review.label_alone", review.alone), *_cut_up("review.label_pairs", review.pairs)]
    return {
        View.ROWS: rows,
        View.LOAD: _cut_up("review.label_load", review.loads) or [_empty("review.label_load")],
        View.SHORT: _cut_up("review.label_short", review.short) or [_empty("review.label_short")],
    }


def _cut_up(label: str, lines: Sequence[Row] | Sequence[Load]) -> list[Leaf]:
    pages = [lines[begin : begin + PAGE] for begin in range(0, len(lines), PAGE)]
    return [Leaf(label=label, lines=one, alone_on_its_kind=len(pages) == 1) for one in pages]


def _empty(label: str) -> Leaf:
    return Leaf(label=label, lines=(), alone_on_its_kind=True)


def _headline(review: Review, t: Speech, today: date) -> Markup:
    found = review.round
    if found.published_at is not None:
        day = t.date(t.local(found.published_at).date(), today=today)
        return t("review.published_on", count=review.counts.matched - review.counts.open, day=day)
    if _is_to_be_paired(review):
        return t("review.to_pair")
    proposed = t("review.proposed", count=review.counts.matched)
    if review.heard is None or found.mentors_until is None:
        return proposed
    until = t.date(found.mentors_until, today=today)
    words = "review.heard" if today <= found.mentors_until else "review.heard_over"
    heard = t(words, answered=review.heard.answered, asked=review.heard.asked, day=until)
    return Markup.joined([proposed, heard, *([] if review.may_publish else [t("review.heard_next")])])


def _is_to_be_paired(review: Review) -> bool:
    """Where nobody is proposed to anybody, and the coordinator has not begun."""
    return review.round.rules.mode is Mode.BY_COORDINATOR and not review.counts.matched


def _figures(review: Review, t: Speech) -> Iterator[Markup]:
    counts = review.counts
    yield t("review.without", without=counts.without, declined=counts.declined)
    if review.round.rules.names_mentors:
        yield t(
            "review.ranks",
            first=counts.first,
            second=counts.second,
            third=counts.third,
            trusted=counts.trusted,
            suggested=counts.suggested,
        )
    elif review.round.state is not RoundState.PUBLISHED:
        yield t("review.ranks_offered", suggested=counts.suggested)
    if counts.accepted or counts.refused or counts.open:
        yield t("review.offers", accepted=counts.accepted, refused=counts.refused, open=counts.open)


def _ways(review: Review, t: Speech) -> Block:
    """Where to jump, and whom to look for."""
    leaves = _leaves(review)
    numbered = {view: list(enumerate(leaves[view])) for view in View}
    shown = [
        *((View.ROWS, *one) for one in _some(numbered[View.ROWS], MOST_ROWS)),
        *((View.LOAD, *one) for one in _some(numbered[View.LOAD], MOST_LOADS)),
        *((View.SHORT, *one) for one in _some(numbered[View.SHORT], MOST_SHORT)),
    ]
    places = [option(leaf.named(t), f"{review.round.id}:{view}:{page}") for view, page, leaf in shown]
    jump = select(f"{ids.ROUND_PAGE}:jump", placeholder=t.plain("review.jump"), options=places)
    find = select(f"{ids.ROUND_FIND}:{review.round.id}", placeholder=t.plain("review.find"), external=True)
    return actions(jump, find if is_adjustable(review.round) else None)


def _some(pages: list[tuple[int, Leaf]], most: int) -> list[tuple[int, Leaf]]:
    """All of them, or every second, third … one: the buttons below lead to the pages between."""
    return pages[:: max(1, -(-len(pages) // most))]


def _introduced(view: View, leaf: Leaf, t: Speech) -> Block | None:
    if not leaf.lines:
        return section(t("review.nothing_here")) if view is not View.ROWS else None
    if view is View.SHORT:
        return quiet(t("review.short_how"))
    return quiet(t("review.load_how")) if view is View.LOAD else None


def _line(one: Row | Load, review: Review, t: Speech) -> Block:
    if isinstance(one, Row):
        words, who, person = row_words(one, review.round.rules.mode, t), "mentee", one.mentee
    else:
        words, who, person = load_words(one, t), "mentor", one.mentor
    if not is_adjustable(review.round):
        return section(words)
    change = button(
        t.plain("review.change"),
        f"{ids.ROUND_ROW}:{who}:{person.id}",
        value=f"{review.round.id}:{who}:{person.id}",
    )
    return section(words, button=change)


def load_words(load: Load, t: Speech) -> Markup:
    """How many of how many, and what a coordinator may want to do something about."""
    said = t(
        "review.load",
        mentor=mention(load.mentor.slack_id),
        carried=load.carried,
        places=load.places,
        now=load.now,
        coming=load.coming,
    )
    marks = [
        *([t("review.load_low", least=load.least)] if load.opens_too_low else []),
        *([t("review.load_nobody")] if not load.carried else []),
        *([t("review.load_short", count=load.named)] if load.is_short else []),
        *([t("review.load_added", count=load.added)] if load.added else []),
    ]
    return Markup.joined([said, Markup.joined(marks, " ")], " ") if marks else said


def _decisions(review: Review, t: Speech) -> Iterator[Block]:
    found = review.round
    if found.state is RoundState.PUBLISHED:
        yield open_button(t)
        return
    if review.may_publish:
        yield _publish_button(review, t)
    elif found.state is RoundState.PROPOSED:
        yield _send_button(review, t)
    yield button(t.plain("review.again"), ids.ROUND_PROPOSE, value=found.id)
    if is_adjustable(found) and found.rules.mode is not Mode.BY_COORDINATOR:
        yield button(t.plain("review.what_if"), ids.WHAT_IF_OPEN, value=found.id)
    if review.changes:
        label = t.plain("review.changes", number=review.changes)
        yield button(label, ids.ADJUST_LIST, value=f"{found.id}:0")


def _send_button(review: Review, t: Speech) -> Block:
    sure = confirm(
        title=t.plain("review.send_title"),
        text=t.plain("review.send_text", count=review.round.rules.mentors_days),
        yes=t.plain("review.send_yes"),
        no=t.plain("review.publish_no"),
    )
    return button(
        t.plain("review.send"), ids.ROUND_SEND, value=review.round.id, style="primary", confirm=sure
    )


def _publish_button(review: Review, t: Speech) -> Block:
    text = t.plain("review.publish_text")
    if review.heard is not None and review.heard.silent:
        text = f"{_silent(review.heard, t)} {text}"
    sure = confirm(
        title=t.plain("review.publish_title"),
        text=text,
        yes=t.plain("review.publish_yes"),
        no=t.plain("review.publish_no"),
    )
    style = None if _is_to_be_paired(review) else "primary"
    return button(
        t.plain("review.publish"), ids.ROUND_PUBLISH, value=review.round.id, style=style, confirm=sure
    )


def _silent(heard: Heard, t: Speech) -> str:
    """Which mentors have said nothing yet, by name: what is asked in a box cannot hold a mention."""
    named = ", ".join(cut(person.name, NAME) for person in heard.silent[:MOST_SILENT])
    more = len(heard.silent) - MOST_SILENT
    people = f"{named} {t.plain('rounds.and_more', count=more)}" if more > 0 else named
    return t.plain("review.silent", number=len(heard.silent), people=people)


def _page_buttons(round_id: int, view: View, page: int, pages: int, t: Speech) -> Block | None:
    """Each page has a name of its own: two buttons of one message never share an action id."""
    before = button(
        t.plain("rounds.previous"), f"{ids.ROUND_PAGE}:before", value=f"{round_id}:{view}:{page - 1}"
    )
    after = button(t.plain("rounds.next"), f"{ids.ROUND_PAGE}:after", value=f"{round_id}:{view}:{page + 1}")
    shown = [*([before] if page > 0 else []), *([after] if page < pages - 1 else [])]
    return actions(*shown) if shown else None


def _name_of(one: Row | Load) -> str:
    return one.mentee.name if isinstance(one, Row) else one.mentor.name
