"""What a programme wants to reach: as it stands first in a report, and as it is set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.measures import READINGS, Measure
from bot.domain.objectives import LONGEST_NAME, MOST_OBJECTIVES, Objective, Seen, Wanted
from bot.domain.periods import Month, Span
from bot.programme.saying import line_name, objective_name, value_said
from bot.programme.setting_objectives import Board
from bot.texts import Markup, Speech
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
    plain,
    quiet,
    section,
    select,
    text_input,
)
from handlers.views.common import lines

#: What stands in the place of a measure where the value is entered by hand.
BY_HAND = "by_hand"


def open_button(t: Speech) -> Block:
    """The way there, from the coordinators' menu."""
    return button(t.plain("objectives.button"), ids.OBJECTIVES_OPEN)


def in_report(seen: Sequence[Seen], t: Speech) -> list[Block]:
    """Each beside its target, and in words whether it is on track; nothing where none was set."""
    if not seen:
        return []
    return [section(lines(t("objectives.heading"), *(line(one, t) for one in seen)))]


def line(one: Seen, t: Speech) -> Markup:
    """As in "Met: 72%, on track (from 60% to 80% by 31 December 2026)"."""
    objective = one.objective
    aim = t(
        "objectives.aim",
        target=value_said(objective.target, objective.unit, t),
        day=t.calendar_day(objective.due_on),
        baseline=value_said(objective.baseline, objective.unit, t),
    )
    return t("objectives.line", name=objective_name(objective, t), now=_now(one, t), aim=aim)


def board(boards: Sequence[Board], t: Speech, *, done: str | None = None) -> Message:
    """Every objective of the programmes that the reader runs, and the way to change them."""
    return message(
        section(t(done)) if done else None,
        header(t.plain("objectives.title")),
        section(t("objectives.intro", most=MOST_OBJECTIVES)),
        *(block for one in boards for block in _programme(one, t)),
        None if boards else section(t("objectives.no_programme")),
        actions(button(t.plain("admin.menu"), ids.ADMIN_MENU)),
    )


def add_form(programme_id: int, counted: Sequence[Measure], t: Speech) -> Block:
    """What is to be reached, from where, and by when."""
    measures = [option(_measure(one, t), one) for one in counted]
    menu = select(
        "measure",
        placeholder=t.plain("objectives.choose"),
        options=[*measures, option(t.plain("objectives.by_hand"), BY_HAND)],
    )
    return modal(
        t.plain("objectives.add_title"),
        ask(t.plain("objectives.measure"), menu, block_id="measure"),
        _name("", t, optional=True),
        *_aim(None, t),
        callback_id=ids.OBJECTIVE_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=f"add:{programme_id}",
    )


def change_form(objective: Objective, t: Speech) -> Block:
    """Other numbers for the same one; the value, where it is entered by hand."""
    by_hand = objective.measure is None
    sure = confirm(
        title=t.plain("objectives.remove_title"),
        text=t.plain("objectives.remove_text"),
        yes=t.plain("objectives.remove"),
        no=t.plain("common.cancel"),
    )
    return modal(
        t.plain("objectives.change_title"),
        section(t("objectives.about", name=objective_name(objective, t))),
        *(_value(objective, t) if by_hand else ()),
        _name(objective.name, t) if by_hand else None,
        *_aim(objective, t),
        actions(
            button(
                t.plain("objectives.remove"),
                ids.OBJECTIVE_REMOVE,
                value=objective.id,
                style="danger",
                confirm=sure,
            )
        ),
        callback_id=ids.OBJECTIVE_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=f"change:{objective.id}",
    )


def removed(t: Speech) -> Message:
    return message(section(t("objectives.removed")))


# -- one objective -----------------------------------------------------------------------------------------------------


def _now(one: Seen, t: Speech) -> Markup:
    standing = t(f"objectives.standing.{one.standing}")
    if one.value is None:
        return standing
    value = value_said(one.value, one.objective.unit, t)
    if one.objective.measure is None and one.on is not None:
        value = t.plain("objectives.entered", value=value, day=t.calendar_day(one.on))
    return t("objectives.now", value=value, standing=standing)


def _programme(one: Board, t: Speech) -> Iterator[Block]:
    yield section(t("objectives.of_programme", name=one.programme.name, count=len(one.objectives)))
    for seen in one.objectives:
        number = seen.objective.id
        change = button(t.plain("objectives.change"), f"{ids.OBJECTIVE_EDIT}:{number}", value=number)
        yield section(line(seen, t), button=change)
    if one.until is not None and one.objectives:
        yield quiet(t("objectives.until", day=t.calendar_day(one.until)))
    if not one.has_room:
        yield quiet(t("objectives.full", most=MOST_OBJECTIVES))
    if ways := list(_ways_on(one, t)):
        yield actions(*ways)


def _ways_on(one: Board, t: Speech) -> Iterator[Block]:
    """To add one, and to what champions are told of the latest month."""
    number = one.programme.id
    if one.has_room:
        yield button(
            t.plain("objectives.add"), f"{ids.OBJECTIVE_ADD}:{number}", value=number, style="primary"
        )
    if one.until is not None:
        value = f"{number}:{Span(Month.of(one.until))}"
        yield button(t.plain("objectives.champions"), f"{ids.CHAMPION_FILE}:{value}", value=value)


# -- the form ----------------------------------------------------------------------------------------------------------


def _measure(one: Measure, t: Speech) -> str:
    unit = t.plain(f"objectives.unit.{READINGS[one].unit}")
    return t.plain("objectives.option", name=line_name(one, t), unit=unit)


def _name(name: str, t: Speech, *, optional: bool = False) -> Block:
    return ask(
        t.plain("objectives.name"),
        text_input("name", most=LONGEST_NAME, initial=name),
        block_id="name",
        hint=t.plain("objectives.name_hint") if optional else None,
        optional=optional,
    )


def _aim(wanted: Wanted | None, t: Speech) -> Iterator[Block]:
    yield _number("baseline", wanted.baseline if wanted else None, t, hint=t.plain("objectives.unit_hint"))
    yield _number("target", wanted.target if wanted else None, t)
    yield _day("due", wanted.due_on if wanted else None, t)


def _value(objective: Objective, t: Speech) -> Iterator[Block]:
    yield _number("value", objective.value, t, optional=True)
    yield _day("value_on", objective.value_on, t, optional=True)


def _number(
    name: str, value: float | None, t: Speech, *, hint: str | None = None, optional: bool = False
) -> Block:
    shown = "" if value is None else _typed(value, t)
    element = {
        **text_input("number", most=20, initial=shown),
        "placeholder": plain(t.plain("objectives.number"), 150),
    }
    return ask(t.plain(f"objectives.ask.{name}"), element, block_id=name, hint=hint, optional=optional)


def _typed(value: float, t: Speech) -> str:
    """As somebody would type it, so that it is read again: thousands are not parted."""
    return f"{value:.10g}" if value >= 1000 else t.number(int(value) if value == int(value) else value)


def _day(name: str, day: date | None, t: Speech, *, optional: bool = False) -> Block:
    picker = date_picker("day", day=day.isoformat() if day else None)
    return ask(t.plain(f"objectives.ask.{name}"), picker, block_id=name, optional=optional)
