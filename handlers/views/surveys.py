"""What people need: the question as they meet it, its form, and the result as coordinators read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bot.domain.programmes import Kind, Topic
from bot.domain.surveys import LEAST_ANSWERS, Result, Survey
from bot.programme.prompts import Bundle
from bot.programme.surveys import Asking, Blank, Draft, Reply, Standing
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    confirm,
    date_picker,
    header,
    message,
    modal,
    option,
    quiet,
    section,
    select,
)
from handlers.views.common import lines
from handlers.views.onboarding import digest_of

#: The three needs of the form, in order: each is a menu of its own, since one menu of several keeps no order.
PLACES = ("first", "second", "third")
FORMS: Mapping[Kind, str] = {
    Kind.PAIR: "surveys.form_pair",
    Kind.GROUP: "surveys.form_group",
    Kind.CIRCLE: "surveys.form_circle",
    Kind.PEERS: "surveys.form_peers",
}
#: A menu shows so many lines (`slack.md` §2.1).
LONGEST_MENU = 100

# -- for the coordinators ----------------------------------------------------------------------------------------


def panel(found: Standing | None, t: Speech, *, today: date, in_channel: bool = False) -> Message:
    """Where the latest question is; before the first, what it is good for."""
    if found is None:
        return message(
            header(t.plain("surveys.title")),
            section(t("surveys.none")),
            actions(_ask_button(t), _menu_button(t)),
        )
    return _running(found.survey, t, today) if found.is_open else _closed(found, t, in_channel)


def draft_form(draft: Draft, t: Speech) -> Block:
    """Whom to ask, and until when."""
    is_long = len(draft.networks) > LONGEST_MENU
    menu = select(
        ids.NEEDS_NETWORKS,
        placeholder=t.plain("surveys.everybody"),
        options=() if is_long else network_options(draft.networks),
        external=is_long,
        several=True,
    )
    return modal(
        t.plain("surveys.ask_title"),
        section(t("surveys.ask_intro", least=LEAST_ANSWERS)),
        ask(
            t.plain("surveys.ask_whom"),
            menu,
            block_id="networks",
            hint=t.plain("surveys.ask_whom_hint"),
            optional=True,
        )
        if draft.networks
        else None,
        ask(
            t.plain("surveys.ask_when"),
            date_picker("day", day=draft.closes_on.isoformat()),
            block_id="day",
            hint=t.plain("surveys.ask_when_hint"),
        ),
        callback_id=ids.NEEDS_FORM,
        submit=t.plain("surveys.ask_send"),
        close=t.plain("common.cancel"),
    )


def network_options(networks: Iterable[str]) -> list[Block]:
    """At most as many as a menu shows; of more, those are found that are searched for."""
    return [option(name, digest_of(name)) for name in networks][:LONGEST_MENU]


def asked(survey: Survey, t: Speech, *, today: date) -> Message:
    """Said back to whoever asked."""
    day = t.date(survey.closes_on, today=today)
    return message(section(t("surveys.asked", count=survey.asked, day=day)), quiet(t("surveys.asked_next")))


def published(found: Standing, t: Speech) -> Message:
    """The result for a whole channel: numbers, and no name."""
    assert found.result is not None
    return message(header(t.plain("surveys.title")), *_result(found.result, found, t))


def _running(survey: Survey, t: Speech, today: date) -> Message:
    sure = confirm(
        title=t.plain("surveys.close_title"),
        text=t.plain("surveys.close_text"),
        yes=t.plain("surveys.close_yes"),
        no=t.plain("surveys.close_no"),
    )
    return message(
        header(t.plain("surveys.title")),
        section(t("surveys.running", day=t.date(survey.closes_on, today=today), whom=_whom(survey, t))),
        section(t("surveys.answered", count=survey.answered, asked=survey.asked)),
        quiet(t("surveys.why_wait", least=LEAST_ANSWERS)),
        actions(
            button(t.plain("surveys.refresh"), ids.NEEDS_OPEN),
            button(t.plain("surveys.close"), ids.NEEDS_CLOSE, value=survey.id, confirm=sure),
            _menu_button(t),
        ),
    )


def _closed(found: Standing, t: Speech, in_channel: bool) -> Message:
    """Without a day: a coordinator may have closed them before the last one."""
    survey, result = found.survey, found.result
    return message(
        header(t.plain("surveys.title")),
        section(t("surveys.closed", whom=_whom(survey, t))),
        *(_result(result, found, t) if result else [section(t("surveys.too_few", least=LEAST_ANSWERS))]),
        actions(
            _publish_button(survey, t) if result and in_channel else None, _ask_button(t), _menu_button(t)
        ),
    )


def _result(result: Result, found: Standing, t: Speech) -> Iterator[Block]:
    yield section(t("surveys.counted", count=result.answers, asked=found.survey.asked))
    yield section(lines(t("surveys.topics"), *_ranking(result, found.topics, t)))
    if result.forms:
        wished = (t("surveys.wished", form=t(FORMS[form]), count=count) for form, count in result.forms)
        yield section(lines(t("surveys.forms"), *wished))
    if result.withheld:
        yield quiet(t("surveys.withheld", least=LEAST_ANSWERS))


def _ranking(result: Result, topics: Mapping[str, Topic], t: Speech) -> Iterator[Markup]:
    if not result.topics:
        yield t("surveys.scattered")
    for place, (topic, count) in enumerate(result.topics, start=1):
        words = topics[topic].texts[t.language] if topic in topics else topic
        yield t("surveys.rank", place=place, topic=words, count=count)


def _whom(survey: Survey, t: Speech) -> Markup:
    return t.list(survey.networks) if survey.networks else t("surveys.whole_company")


def _ask_button(t: Speech) -> Block:
    return button(t.plain("surveys.ask"), ids.NEEDS_ASK, style="primary")


def _publish_button(survey: Survey, t: Speech) -> Block:
    sure = confirm(
        title=t.plain("reports.publish"),
        text=t.plain("surveys.publish_text"),
        yes=t.plain("reports.publish"),
        no=t.plain("common.cancel"),
    )
    return button(t.plain("reports.publish"), ids.NEEDS_PUBLISH, value=survey.id, confirm=sure)


def _menu_button(t: Speech) -> Block:
    return button(t.plain("admin.menu"), ids.ADMIN_MENU)


# -- for those who are asked -------------------------------------------------------------------------------------


def asking(one: Asking, said: Bundle, t: Speech) -> list[Block]:
    """The question, with what is kept of the answer; once answered, nothing but thanks."""
    day = t.date(one.survey.closes_on, today=said.today)
    words = section(t("surveys.question", by=mention(one.by.slack_id), day=day))
    answer = button(
        t.plain("surveys.answer"),
        f"{ids.NEEDS_ANSWER}:{one.prompt.id}",
        value=one.survey.id,
        style="primary" if one.reply is Reply.OPEN else None,
    )
    match one.reply:
        case Reply.OPEN:
            decline = button(
                t.plain("surveys.decline"), f"{ids.NEEDS_DECLINE}:{one.prompt.id}", value=one.prompt.id
            )
            return [words, quiet(t("surveys.kept")), actions(answer, decline)]
        case Reply.NOT_INTERESTED:
            return [section(t("surveys.declined", day=day)), actions(answer)]
        case Reply.ANSWERED:
            return [section(t("surveys.thanks"))]
        case Reply.CLOSED:
            return [section(t("surveys.over"))]


def answer_form(blank: Blank, t: Speech) -> Block:
    """Three needs in order, and a form of mentoring for whoever has a wish."""
    topics = _menu([option(topic.texts[t.language], topic.key) for topic in blank.topics], t)
    forms = _menu([option(t.plain(words), form) for form, words in FORMS.items()], t)
    return modal(
        t.plain("surveys.form_title"),
        section(t("surveys.form_intro")),
        ask(t.plain("surveys.need_first"), topics, block_id="first"),
        ask(t.plain("surveys.need_second"), topics, block_id="second", optional=True),
        ask(t.plain("surveys.need_third"), topics, block_id="third", optional=True),
        ask(t.plain("surveys.form_wished"), forms, block_id="form", optional=True),
        quiet(t("surveys.once")),
        callback_id=ids.NEEDS_ANSWERED,
        submit=t.plain("surveys.form_send"),
        close=t.plain("common.cancel"),
        kept=str(blank.survey.id),
    )


def thanks(t: Speech) -> Message:
    """What the form turns into."""
    return message(section(t("surveys.thanks")))


def _menu(options: Sequence[Block], t: Speech) -> Block:
    return select("choice", placeholder=t.plain("surveys.choose"), options=options[:LONGEST_MENU])
