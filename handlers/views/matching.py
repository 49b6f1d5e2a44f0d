"""What a coordinator sees of a round: whom it invites, who has answered, and the proposals, each with its reason.

Everything here is for the coordinator's eyes only, in ephemeral messages and forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.domain.matching import LeftOut
from bot.domain.people import Person
from bot.domain.rounds import Answer
from bot.programme.closeness import Withheld
from bot.programme.proposing import Review, Row
from bot.programme.publishing import GONE, Published
from bot.programme.reasons import Why
from bot.programme.rounds import Preview, Standing
from bot.texts import Markup, Speech, escape, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    confirm,
    date_picker,
    divider,
    header,
    message,
    modal,
    quiet,
    section,
)
from handlers.views.wording import language_name, names

#: Proposals on one page: a message has 50 blocks at most (`slack.md` §2.1), and a reader less patience.
PAGE = 20
#: Characters of names in one section, and sections of names in one form (250 kB in all, `slack.md` §2.1).
NAMES_IN_A_SECTION, SECTIONS_OF_NAMES = 2800, 30
#: Of those who have not answered, so many are named.
MOST_SILENT = 100
#: Of the colleagues who may look instead, so many.
MOST_READERS = 3

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


def open_form(preview: Preview, t: Speech, *, changed: bool = False) -> Block:
    """Exactly who will be invited, by name; `changed` when somebody came or left while it was being read."""
    population = preview.population
    return modal(
        t.plain("rounds.open_title"),
        section(t("rounds.open_changed")) if changed else None,
        section(t("rounds.invited", count=len(population.people))),
        *_all_names(population.people, t),
        quiet(t("rounds.uninvited", count=population.unanswered)),
        ask(
            t.plain("rounds.open_when"),
            date_picker("day", day=preview.closes_on.isoformat()),
            block_id="day",
            hint=t.plain("rounds.open_when_hint"),
        ),
        quiet(t("rounds.open_how")),
        callback_id=ids.ROUND_FORM,
        submit=t.plain("rounds.open_send"),
        close=t.plain("common.cancel"),
        kept=population.fingerprint,
    )


def opened(standing: Standing, t: Speech, *, today: date) -> Message:
    day, everybody = t.date(standing.round.closes_on, today=today), standing.invited + standing.withheld.rows
    return message(section(t("rounds.opened", count=everybody, day=day)), quiet(t("rounds.opened_next")))


def no_round(waiting: int, t: Speech) -> Message:
    return message(
        header(t.plain("rounds.title")),
        section(Markup.joined([t("rounds.none"), t("rounds.waiting", count=waiting)], " ")),
        actions(_open_button(t) if waiting else None, _menu_button(t)),
    )


def collecting(standing: Standing, t: Speech, *, today: date) -> Message:
    """The round while it collects, or once answers are closed and nothing is proposed yet."""
    day = t.date(standing.round.closes_on, today=today)
    return message(
        header(t.plain("rounds.title")),
        section(t("rounds.collecting" if standing.is_open else "rounds.over", day=day)),
        section(_answers(standing, t)),
        section(t("rounds.silent", people=_some_names(standing.silent, t))) if standing.silent else None,
        _withheld(standing.withheld, t),
        actions(_close_button(standing, t), _see_button(standing.round.id, t), _menu_button(t)),
    )


def reviewed(review: Review, t: Speech, *, today: date, page: int) -> Message:
    """One page of proposals, people without a mentor first; a page out of bounds is the nearest there is."""
    pages = max(1, -(-len(review.rows) // PAGE))
    page = min(max(page, 0), pages - 1)
    counts = review.counts
    return message(
        header(t.plain("rounds.title")),
        section(Markup.joined([_headline(review, t, today), *_figures(review, t)])),
        _withheld(review.withheld, t),
        divider(),
        *(section(_row(row, t)) for row in review.rows[page * PAGE : (page + 1) * PAGE]),
        quiet(t("rounds.page", page=page + 1, pages=pages)) if pages > 1 else None,
        _page_buttons(review.round.id, page, pages, t),
        actions(*_decisions(review, t), _menu_button(t)) if counts else None,
    )


def wait(words: str, round_id: int, t: Speech) -> Message:
    """Something takes a moment; should it never answer, the way back is here."""
    return message(section(words), actions(_see_button(round_id, t)))


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
        actions(_read_again_button(done.round.id, t), _menu_button(t)),
    )


def _answers(standing: Standing, t: Speech) -> Markup:
    counted = t("rounds.answered", count=standing.answered, invited=standing.invited)
    by_kind = t(
        "rounds.answers",
        choices=standing.answers[Answer.CHOICES],
        for_me=standing.answers[Answer.CHOOSE_FOR_ME],
        declined=standing.answers[Answer.NOT_THIS_TIME],
        silent=standing.invited - standing.answered,
    )
    return Markup.joined([counted, by_kind])


def _withheld(found: Withheld, t: Speech) -> Block | None:
    """Of how many people nothing is told here, and who may look."""
    if not found.rows:
        return None
    who = names(found.seen_by[:MOST_READERS], t)
    instead = t("rounds.seen_by", people=who) if who else t("rounds.seen_by_nobody")
    return quiet(Markup.joined([t("rounds.withheld", count=found.rows), instead], " "))


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
        return [_open_button(t)]
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


def _close_button(standing: Standing, t: Speech) -> Block:
    """Closing early is asked twice; once answers are closed there is nothing left to lose."""
    if not standing.is_open:
        return button(t.plain("rounds.propose"), ids.ROUND_PROPOSE, value=standing.round.id, style="primary")
    sure = confirm(
        title=t.plain("rounds.close_title"),
        text=t.plain("rounds.close_text"),
        yes=t.plain("rounds.close_yes"),
        no=t.plain("rounds.close_no"),
    )
    return button(t.plain("rounds.close"), ids.ROUND_PROPOSE, value=standing.round.id, confirm=sure)


def _see_button(round_id: int, t: Speech) -> Block:
    return button(t.plain("rounds.refresh"), ids.ROUND_SEE, value=round_id)


def _read_again_button(round_id: int, t: Speech) -> Block:
    return button(t.plain("admin.see_round"), ids.ROUND_SEE, value=round_id)


def _open_button(t: Speech) -> Block:
    return button(t.plain("rounds.open_title"), ids.ROUND_OPEN, style="primary")


def _menu_button(t: Speech) -> Block:
    return button(t.plain("admin.menu"), ids.ADMIN_MENU)


def _all_names(people: Sequence[Person], t: Speech) -> Iterator[Block]:
    """Everybody, a few thousand names at most; then how many more there are."""
    shown = 0
    for _ in range(SECTIONS_OF_NAMES):
        some = list(_within(people[shown:], NAMES_IN_A_SECTION))
        if not some:
            return
        shown += len(some)
        yield section(t("common.as_given", words=", ".join(some)))
    if shown < len(people):
        yield quiet(t("rounds.and_more", count=len(people) - shown))


def _within(people: Sequence[Person], room: int) -> Iterator[str]:
    for person in people:
        room -= len(escape(person.name)) + 2
        if room < 0:
            return
        yield person.name


def _some_names(people: Sequence[Person], t: Speech) -> Markup:
    if len(people) <= MOST_SILENT:
        return names(people, t)
    some = [mention(person.slack_id) for person in people[:MOST_SILENT]]
    return t.list([*some, t("rounds.and_more", count=len(people) - MOST_SILENT)])
