"""What a coordinator sees of a round once answers are closed: the proposals, each with its reason.

Everything here is for the coordinator's eyes only, in ephemeral messages and forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from bot.domain.matching import LeftOut
from bot.programme.publishing import GONE, Published
from bot.programme.reasons import Why
from bot.programme.reviewing import Review, Row
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    button,
    confirm,
    divider,
    header,
    message,
    quiet,
    section,
)
from handlers.views.rounds import menu_button, open_button, see_button, withheld_line
from handlers.views.wording import language_name

#: Proposals on one page: a message has 50 blocks at most (`slack.md` §2.1), and a reader less patience.
PAGE = 20

RANKS: Mapping[int | None, str] = {
    1: "rounds.rank_first",
    2: "rounds.rank_second",
    3: "rounds.rank_third",
    None: "rounds.rank_trusted",
}
#: As in `pairing.LEFT_OUT`, a private refusal has no sentence of its own.
ALONE: Mapping[str, str] = {
    LeftOut.DID_NOT_ANSWER: "rounds.alone_did_not_answer",
    LeftOut.CHOICES_FULL: "rounds.alone_choices_full",
    LeftOut.CHOICES_GONE: "rounds.alone_choices_gone",
    LeftOut.NO_PLACE_LEFT: "rounds.alone_nobody_available",
    LeftOut.NO_LANGUAGE_SHARED: "rounds.alone_no_language_shared",
    LeftOut.ONLY_LINE_OF_MANAGEMENT: "rounds.alone_only_line_of_management",
    LeftOut.NOBODY_AVAILABLE: "rounds.alone_nobody_available",
    GONE: "rounds.alone_gone",
}


def reviewed(review: Review, t: Speech, *, today: date, page: int) -> Message:
    """One page of proposals, people without a mentor first; a page out of bounds is the nearest there is."""
    pages = max(1, -(-len(review.rows) // PAGE))
    page = min(max(page, 0), pages - 1)
    counts = review.counts
    return message(
        header(t.plain("rounds.title")),
        section(Markup.joined([_headline(review, t, today), *_figures(review, t)])),
        withheld_line(review.withheld, t),
        divider(),
        *(section(_row(row, t)) for row in review.rows[page * PAGE : (page + 1) * PAGE]),
        quiet(t("rounds.page", page=page + 1, pages=pages)) if pages > 1 else None,
        _page_buttons(review.round.id, page, pages, t),
        actions(*_decisions(review, t), menu_button(t)) if counts else None,
    )


def wait(words: str, round_id: int, t: Speech) -> Message:
    """Something takes a moment; should it never answer, the way back is here."""
    return message(section(words), actions(see_button(round_id, t)))


def published(done: Published, t: Speech, *, today: date) -> Message:
    if done.already:
        day = t.date(t.local(done.round.published_at).date(), today=today) if done.round.published_at else ""
        return message(section(t("rounds.already", day=day)), actions(_read_again_button(done.round.id, t)))
    lost = [
        t("rounds.lost", mentee=mention(one.mentee.slack_id), mentor=mention(one.mentor.slack_id))
        for one in done.lost[:PAGE]
    ]
    return message(
        section(t("rounds.published", count=done.pairs)),
        section(t("rounds.still_without", count=done.without)),
        *(section(words) for words in lost),
        quiet(t("rounds.published_next")),
        actions(_read_again_button(done.round.id, t), menu_button(t)),
    )


def _headline(review: Review, t: Speech, today: date) -> Markup:
    if review.round.published_at is None:
        return t("rounds.proposed", count=review.counts.matched)
    day = t.date(t.local(review.round.published_at).date(), today=today)
    return t("rounds.published_on", count=review.counts.matched, day=day)


def _figures(review: Review, t: Speech) -> Iterator[Markup]:
    counts = review.counts
    yield t(
        "rounds.ranks",
        first=counts.first,
        second=counts.second,
        third=counts.third,
        trusted=counts.trusted,
        suggested=counts.suggested,
    )
    yield t("rounds.without", without=counts.without, declined=counts.declined)


def _row(row: Row, t: Speech) -> Markup:
    mentee = mention(row.mentee.slack_id)
    if row.mentor is None:
        return t("rounds.row_alone", mentee=mentee, reason=t(ALONE[row.left_out or LeftOut.NOBODY_AVAILABLE]))
    reasons = t.list(_reasons(row.why, t))
    return t("rounds.row", mentee=mentee, mentor=mention(row.mentor.slack_id), reasons=reasons)


def _reasons(why: Why, t: Speech) -> Iterator[str]:
    yield t("rounds.rank_suggested" if why.suggested else RANKS[why.rank])
    if why.languages:
        yield t("rounds.both_languages", languages=languages_of(why, t))
    else:
        yield t("rounds.other_languages")
    if why.other_network:
        yield t("rounds.other_networks")
    if why.same_network:
        yield t("rounds.same_network")
    if why.topics:
        yield t("rounds.both_topics", topics=topics_of(why, t), count=len(why.topics))


def topics_of(why: Why, t: Speech) -> Markup:
    """As in "« Encadrer une équipe » et « Prendre la parole en public »"."""
    return t.list(t("rounds.topic", topic=topic.texts[t.language]) for topic in why.topics)


def languages_of(why: Why, t: Speech) -> Markup:
    """As in "français et allemand"."""
    return t.list(language_name(code, t) for code in why.languages)


def _decisions(review: Review, t: Speech) -> Iterable[Block]:
    if review.round.published_at is not None:
        return [open_button(t)]
    publish = button(
        t.plain("rounds.publish"),
        ids.ROUND_PUBLISH,
        value=review.round.id,
        style="primary",
        confirm=confirm(
            title=t.plain("rounds.publish_title"),
            text=t.plain("rounds.publish_text"),
            yes=t.plain("rounds.publish_yes"),
            no=t.plain("rounds.publish_no"),
        ),
    )
    return [publish, button(t.plain("rounds.again"), ids.ROUND_PROPOSE, value=review.round.id)]


def _page_buttons(round_id: int, page: int, pages: int, t: Speech) -> Block | None:
    """Each page has a name of its own: two buttons of one message never share an action id."""
    before = button(t.plain("rounds.previous"), f"{ids.ROUND_PAGE}:before", value=f"{round_id}:{page - 1}")
    after = button(t.plain("rounds.next"), f"{ids.ROUND_PAGE}:after", value=f"{round_id}:{page + 1}")
    shown = [*([before] if page > 0 else []), *([after] if page < pages - 1 else [])]
    return actions(*shown) if shown else None


def _read_again_button(round_id: int, t: Speech) -> Block:
    return button(t.plain("admin.see_round"), ids.ROUND_SEE, value=round_id)
