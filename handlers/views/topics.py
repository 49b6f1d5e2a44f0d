"""The catalogue of topics as coordinators change it: one form that shows it, and turns into that of one topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.programmes import Texts, Topic
from bot.domain.topics import LONGEST_TOPIC, MOST_TOPICS_OFFERED, Suggestion, fingerprint
from bot.programme.topics import Board, Entry
from bot.texts import LANGUAGES, Markup, Speech
from handlers import ids
from handlers.views.blocks import (
    Block,
    actions,
    ask,
    button,
    confirm,
    divider,
    modal,
    option,
    quiet,
    section,
    select,
    text_input,
)
from handlers.views.common import lines
from handlers.views.wording import language_name

#: Topics in one section: two numbers and 75 characters each (`slack.md` §2.1: 3000 in all).
TOPICS_IN_A_SECTION = 15
#: Suggestions are dealt with one after the other; the rest are counted.
MOST_SUGGESTIONS = 15


def board(shown: Board, t: Speech, *, done: str | None = None) -> Block:
    """Every topic with how many offer it and look for it, what was withdrawn, and what people missed."""
    return modal(
        t.plain("topics.title"),
        section(t(done)) if done else None,
        section(t("topics.intro")),
        *_catalogue(shown.entries, t),
        quiet(t("topics.few")) if any(None in (one.offered, one.wanted) for one in shown.entries) else None,
        actions(
            button(t.plain("topics.add"), ids.TOPIC_ADD, style="primary") if _has_room(shown) else None,
            _menu(ids.TOPIC_PICK, "topics.pick", [one.topic for one in shown.entries], t),
            _menu(ids.TOPIC_BRING_BACK, "topics.bring_back", shown.withdrawn, t) if shown.withdrawn else None,
        ),
        None if _has_room(shown) else quiet(t("topics.full", most=MOST_TOPICS_OFFERED)),
        divider(),
        *_suggestions(shown.suggestions, t),
        callback_id=ids.TOPICS_OPEN,
        submit=None,
        close=t.plain("common.close"),
    )


def add_form(t: Speech, *, suggestion: Suggestion | None = None) -> Block:
    """A new topic, in every language; a suggestion fills in its own."""
    words = {suggestion.language: suggestion.words} if suggestion else {}
    return modal(
        t.plain("topics.add_title"),
        section(t("topics.add_intro")),
        *_words(words, t),
        actions(_back(t)),
        callback_id=ids.TOPIC_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=f"add:{suggestion.id if suggestion else ''}",
    )


def reword_form(topic: Topic, t: Speech, *, changed: bool = False) -> Block:
    """`changed` when a colleague reworded it while it was open: what is asked again is what they wrote."""
    which = f"{topic.key}:{fingerprint(topic.texts)}"
    sure = confirm(
        title=t.plain("topics.withdraw_title"),
        text=t.plain("topics.withdraw_text"),
        yes=t.plain("topics.withdraw_yes"),
        no=t.plain("topics.withdraw_no"),
    )
    return modal(
        t.plain("topics.reword_title"),
        section(t("topics.changed")) if changed else None,
        section(t("topics.reword_intro")),
        # Slack keeps what was typed in a block of the same name: the colleague's words would not be seen.
        *_words(topic.texts, t, again=changed),
        actions(button(t.plain("topics.withdraw"), ids.TOPIC_WITHDRAW, value=which, confirm=sure), _back(t)),
        callback_id=ids.TOPIC_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=f"reword:{which}",
    )


def _catalogue(entries: Sequence[Entry], t: Speech) -> Iterator[Block]:
    for start in range(0, len(entries), TOPICS_IN_A_SECTION):
        some = entries[start : start + TOPICS_IN_A_SECTION]
        yield section(lines(*(_line(one, t) for one in some)))


def _line(one: Entry, t: Speech) -> Markup:
    few = t("topics.fewer")
    return t(
        "topics.line",
        topic=one.topic.texts[t.language],
        offered=few if one.offered is None else t.number(one.offered),
        wanted=few if one.wanted is None else t.number(one.wanted),
    )


def _suggestions(waiting: Sequence[Suggestion], t: Speech) -> Iterator[Block]:
    yield section(t("topics.suggested", count=len(waiting)))
    for one in waiting[:MOST_SUGGESTIONS]:
        yield section(t("topics.suggestion", words=one.words, language=language_name(one.language, t)))
        yield actions(
            button(t.plain("topics.adopt"), f"{ids.TOPIC_ADOPT}:{one.id}", value=one.id),
            button(t.plain("topics.set_aside"), f"{ids.TOPIC_SET_ASIDE}:{one.id}", value=one.id),
        )
    if len(waiting) > MOST_SUGGESTIONS:
        yield quiet(t("topics.more", count=len(waiting) - MOST_SUGGESTIONS))


def _words(texts: Texts, t: Speech, *, again: bool = False) -> Iterator[Block]:
    for language in LANGUAGES:
        yield ask(
            t.plain(f"topics.words_{language}"),
            text_input("words", most=LONGEST_TOPIC, initial=texts.get(language, "")),
            block_id=f"{language}_again" if again else language,
        )


def _menu(action_id: str, label: str, topics: Sequence[Topic], t: Speech) -> Block:
    options = [option(topic.texts[t.language], topic.key) for topic in topics[:MOST_TOPICS_OFFERED]]
    return select(action_id, placeholder=t.plain(label), options=options)


def _has_room(shown: Board) -> bool:
    return len(shown.entries) < MOST_TOPICS_OFFERED


def _back(t: Speech) -> Block:
    return button(t.plain("topics.back"), ids.TOPICS_OPEN)
