"""How it goes: the questions in their message and their form, the invitation to a talk, and what the team reads.

What is kept, when it is read and when it is deleted stands in the form, before anything is answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.domain.anonymity import SMALLEST
from bot.domain.calendar import DAY
from bot.domain.measures import CLOSING_MARKS, MARKS
from bot.domain.mentorships import SeatRole
from bot.domain.periods import Span
from bot.domain.pulses import (
    HIGHEST,
    LONGEST_WORDS,
    LOWEST,
    THEMES,
    WORDS_FROM,
    PulseKind,
    Suggestion,
    Theme,
    Told,
)
from bot.programme.prompts import Bundle
from bot.programme.pulse_facts import Asking, Talk
from bot.programme.pulses import Blank, Chapter, Reply, Standing
from bot.programme.saying import line_name, period_said
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    divider,
    header,
    message,
    modal,
    option,
    quiet,
    section,
    select,
    text_input,
)
from handlers.views.common import lines, open_conversation

#: The block of the free line; those of the marks bear the names of their themes.
WORDS = "words"
#: What is asked in the message of each kind, and at the head of its form.
ASKED = {PulseKind.PULSE: "pulses.asked", PulseKind.CLOSING: "pulses.asked_closing"}
LINES = {PulseKind.PULSE: "pulses.words", PulseKind.CLOSING: "pulses.words_closing"}
NAMES = {PulseKind.PULSE: "pulses.wave", PulseKind.CLOSING: "pulses.wave_closing"}
SIDES = {SeatRole.MENTEE: "pulses.mentees", SeatRole.MENTOR: "pulses.mentors"}
#: What is marked is called as in the report.
MEASURES = dict(
    zip((*THEMES[PulseKind.PULSE], *THEMES[PulseKind.CLOSING]), (*MARKS, *CLOSING_MARKS), strict=True)
)
#: A company runs its long-term programme and one for newcomers: more would not fit into one message.
MOST_CHAPTERS = 2

# -- for those who are asked -------------------------------------------------------------------------------------


def asking(one: Asking, said: Bundle, t: Speech) -> list[Block]:
    """The question, with what is kept of the answer; once answered, nothing but thanks."""
    match one.reply:
        case Reply.ANSWERED:
            return [section(t("pulses.thanks"))]
        case Reply.CLOSED:
            return [section(t("pulses.over"))]
    day = t.date(one.wave.closes_on, today=said.today)
    answer = button(
        t.plain("pulses.answer"),
        f"{ids.PULSE_ANSWER}:{one.prompt.id}",
        value=one.wave.id,
        style="primary",
    )
    return [
        section(t(ASKED[one.wave.kind], count=len(THEMES[one.wave.kind]), day=day)),
        quiet(t("pulses.kept", least=SMALLEST)),
        actions(answer),
    ]


def talk(one: Talk, said: Bundle, t: Speech) -> list[Block]:
    """Whom chance drew may talk with somebody, or not: nobody else knows."""
    if one.coordinator is None:
        return [section(t("pulses.talk_over"))]
    return [
        section(t("pulses.talk", coordinator=mention(one.coordinator.slack_id))),
        actions(open_conversation(t, said.workspace, one.coordinator)),
        quiet(t("pulses.talk_kept")),
    ]


def form(blank: Blank, t: Speech, *, today: date) -> Block:
    """One menu for each theme, from the side of whoever answers; then a free line, and what becomes of it."""
    day = t.date(blank.wave.closes_on + DAY, today=today)
    line = text_input(WORDS, multiline=True, most=LONGEST_WORDS)
    return modal(
        t.plain("pulses.form_title"),
        section(t("pulses.form_intro", day=day, least=SMALLEST)),
        *(_question(theme, blank.side, t) for theme in THEMES[blank.wave.kind]),
        ask(t.plain(LINES[blank.wave.kind]), line, block_id=WORDS, optional=True),
        quiet(t("pulses.words_kept", day=day, least=WORDS_FROM)),
        quiet(t("pulses.once")),
        callback_id=ids.PULSE_FORM,
        submit=t.plain("pulses.send"),
        close=t.plain("common.cancel"),
        kept=str(blank.wave.id),
    )


def thanks(t: Speech) -> Message:
    return message(section(t("pulses.thanks")))


def _question(theme: Theme, side: SeatRole, t: Speech) -> Block:
    marks = [option(t.plain(f"pulses.mark.{mark}"), mark) for mark in range(HIGHEST, LOWEST - 1, -1)]
    menu = select(theme.value, placeholder=t.plain("pulses.choose"), options=marks)
    return ask(t.plain(f"pulses.ask.{side}.{theme}"), menu, block_id=theme.value)


# -- for those who run the programme -----------------------------------------------------------------------------


def open_button(t: Speech) -> Block:
    return button(t.plain("pulses.title"), ids.PULSE_OPEN)


def panel(chapters: Sequence[Chapter], t: Speech, *, today: date) -> Message:
    """Waves and suggestions, programme by programme; before the first wave, what it will ask, and when."""
    shown = chapters[:MOST_CHAPTERS]
    blocks = [block for one in shown for block in _chapter(one, t, today, named=len(shown) > 1)]
    return message(
        header(t.plain("pulses.title")),
        *(blocks or [section(t("pulses.none"))]),
        quiet(t("pulses.rules", least=SMALLEST, lines=WORDS_FROM)),
        actions(button(t.plain("admin.menu"), ids.ADMIN_MENU)),
    )


def _chapter(one: Chapter, t: Speech, today: date, *, named: bool) -> Iterator[Block]:
    if named:
        yield section(t("pulses.programme", name=one.name[t.language]))
    if not one.waves:
        yield section(t("pulses.none"))
    for standing in one.waves:
        yield section(_wave(standing, t, today))
    if one.open or one.done:
        yield divider()
        yield section(t("pulses.suggestions") if one.open else t("pulses.suggestions_done"))
    for suggestion in one.open:
        yield _suggestion(suggestion, t)
    if one.more:
        yield quiet(t("pulses.more"))
    for suggestion in one.done:
        yield _suggestion(suggestion, t)


def _wave(standing: Standing, t: Speech, today: date) -> Markup:
    wave, told = standing.wave, standing.told
    asked = Span.quarter_of(wave.opens_on) if wave.kind is PulseKind.CLOSING else Span(wave.month)
    name = t(NAMES[wave.kind], period=period_said(asked, t))
    if told is None:
        day = t.date(wave.closes_on, today=today)
        return lines(name, t("pulses.running", count=wave.asked, day=day))
    return lines(name, _answered(told, t), *_marks(told, t))


def _answered(told: Told, t: Speech) -> Markup:
    if told.answered is not None:
        return t("pulses.answered", count=told.answered, asked=told.asked)
    if told.is_withheld:
        return t("pulses.withheld", asked=told.asked, least=SMALLEST)
    return t("pulses.answered_some", asked=told.asked, least=SMALLEST)


def _marks(told: Told, t: Speech) -> Iterator[Markup]:
    if told.marks:
        yield t("pulses.everybody", marks=_means(told.marks, t))
    for side, means in told.by_side.items():
        yield t(SIDES[side], marks=_means(means, t))


def _means(means: Mapping[Theme, float], t: Speech) -> Markup:
    said = [
        t("pulses.mean", theme=line_name(MEASURES[theme], t), mark=t.number(mark))
        for theme, mark in means.items()
    ]
    return Markup.joined(said, " · ")


def _suggestion(one: Suggestion, t: Speech) -> Block:
    month = period_said(Span(one.month), t)
    if one.done_at is None:
        done = button(t.plain("pulses.done"), f"{ids.SUGGESTION_DONE}:{one.id}", value=one.id)
        return section(t("pulses.suggestion", words=one.words, month=month), button=done)
    again = button(t.plain("pulses.reopen"), f"{ids.SUGGESTION_REOPEN}:{one.id}", value=one.id)
    return section(t("pulses.suggestion_done", words=one.words, month=month), button=again)
