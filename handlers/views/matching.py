"""What a coordinator reads of one proposal, why it is made, and what publishing came to.

Everything here is for the coordinator's eyes only, in ephemeral messages; the whole review is in `review.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.domain.adjusting import BROUGHT_BACK
from bot.domain.matching import LeftOut
from bot.domain.programmes import Mode
from bot.domain.rounds import Offer
from bot.programme.publishing import GONE, Published
from bot.programme.reasons import Why
from bot.programme.reviewing import Row
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import Block, Message, actions, button, message, quiet, section
from handlers.views.rounds import menu_button, see_button
from handlers.views.wording import language_name

#: Of the pairs that could not be kept, so many are named.
MOST_LOST = 20

RANKS: Mapping[int | None, str] = {
    1: "review.rank_first",
    2: "review.rank_second",
    3: "review.rank_third",
    None: "review.rank_trusted",
}
#: As in `pairing.LEFT_OUT`, a private refusal has no sentence of its own.
ALONE: Mapping[str, str] = {
    LeftOut.DID_NOT_ANSWER: "review.alone_did_not_answer",
    LeftOut.CHOICES_FULL: "review.alone_choices_full",
    LeftOut.CHOICES_GONE: "review.alone_choices_gone",
    LeftOut.NO_PLACE_LEFT: "review.alone_nobody_available",
    LeftOut.NO_LANGUAGE_SHARED: "review.alone_no_language_shared",
    LeftOut.ONLY_LINE_OF_MANAGEMENT: "review.alone_only_line_of_management",
    LeftOut.ONLY_RULES_OF_THE_ROUND: "review.alone_only_rules_of_the_round",
    LeftOut.NOBODY_AVAILABLE: "review.alone_nobody_available",
    LeftOut.BY_HAND: "review.alone_by_hand",
    LeftOut.SET_ASIDE: "review.alone_set_aside",
    LeftOut.DECLINED_SUGGESTION: "review.alone_declined_suggestion",
    BROUGHT_BACK: "review.alone_brought_back",
    GONE: "review.alone_gone",
}
OFFERS: Mapping[Offer, str] = {
    Offer.OPEN: "review.offer_open",
    Offer.ACCEPTED: "review.offer_accepted",
    Offer.DECLINED: "review.offer_declined",
    Offer.LAPSED: "review.offer_declined",
}


def row_words(row: Row, mode: Mode, t: Speech) -> Markup:
    """Who with whom and why, or why with nobody, in one sentence; then what somebody changed about it."""
    said = _row(row, mode, t)
    marks = t.list(_marks(row, t))
    return t("review.marked", row=said, marks=marks) if marks else said


def wait(words: str, round_id: int, t: Speech) -> Message:
    """Something takes a moment; should it never answer, the way back is here."""
    return message(section(words), actions(see_button(round_id, t)))


def published(done: Published, t: Speech, *, today: date) -> Message:
    if done.already:
        day = t.date(t.local(done.round.published_at).date(), today=today) if done.round.published_at else ""
        return message(section(t("review.already", day=day)), actions(_read_again_button(done.round.id, t)))
    lost = [
        t("review.lost", mentee=mention(one.mentee.slack_id), mentor=mention(one.mentor.slack_id))
        for one in done.lost[:MOST_LOST]
    ]
    return message(
        section(_done(done, t)),
        section(t("review.offered", count=done.offered)) if done.offered else None,
        section(t("review.still_without", count=done.without)),
        *(section(words) for words in lost),
        quiet(t("review.published_next")),
        actions(_read_again_button(done.round.id, t), menu_button(t)),
    )


def _done(done: Published, t: Speech) -> Markup:
    """Where everybody is asked first, it is no failure that nobody is paired yet."""
    waits = done.offered and not done.pairs
    return t("review.published_offers") if waits else t("review.published", count=done.pairs)


def topics_of(why: Why, t: Speech) -> Markup:
    """As in "« Encadrer une équipe » et « Prendre la parole en public »"."""
    return t.list(t("rounds.topic", topic=topic.texts[t.language]) for topic in why.topics)


def languages_of(why: Why, t: Speech) -> Markup:
    """As in "français et allemand"."""
    return t.list(language_name(code, t) for code in why.languages)


def _row(row: Row, mode: Mode, t: Speech) -> Markup:
    mentee = mention(row.mentee.slack_id)
    if row.mentor is None:
        return t("review.row_alone", mentee=mentee, reason=_why_alone(row, t))
    reasons = t.list(_reasons(row, mode, t))
    return t("review.row", mentee=mentee, mentor=mention(row.mentor.slack_id), reasons=reasons)


def _why_alone(row: Row, t: Speech) -> Markup:
    """A suggestion that was let go by is told from one that was declined."""
    if row.offer is Offer.LAPSED and row.left_out == LeftOut.DECLINED_SUGGESTION:
        return t("review.alone_lapsed_suggestion")
    return t(ALONE.get(row.left_out or "", ALONE[LeftOut.NOBODY_AVAILABLE]))


def _reasons(row: Row, mode: Mode, t: Speech) -> Iterator[str]:
    why = row.why
    yield _asked_for(row, mode, t)
    if why.languages:
        yield t("review.both_languages", languages=languages_of(why, t))
    else:
        yield t("review.other_languages")
    if why.other_network:
        yield t("review.other_networks")
    if why.same_network:
        yield t("review.same_network")
    if why.other_entity:
        yield t("review.other_entities")
    if why.more_senior:
        yield t("review.more_senior")
    if why.topics:
        yield t("review.both_topics", topics=topics_of(why, t), count=len(why.topics))


def _asked_for(row: Row, mode: Mode, t: Speech) -> Markup:
    """Where nobody names anybody, and where somebody was moved, a suggestion is nobody's second best."""
    if not row.why.suggested:
        return t(RANKS[row.why.rank])
    second_pass = mode is Mode.THREE_CHOICES and not row.by_hand
    return t("review.rank_suggested" if second_pass else "review.rank_offered")


def _marks(row: Row, t: Speech) -> Iterator[str]:
    if row.mentor is None:
        return
    if row.offer is not None:
        yield t(OFFERS[row.offer])
    if row.by_hand:
        yield t("review.by_hand")
    if row.locked:
        yield t("review.locked")


def _read_again_button(round_id: int, t: Speech) -> Block:
    return button(t.plain("admin.see_round"), ids.ROUND_SEE, value=round_id)
