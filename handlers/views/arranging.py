"""A mentorship arranges its own sheets: lines it does without or adds, topics and actions that are taken off."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.people import Person
from bot.domain.sheets import LONGEST_OWN, MOST_OWN, Item
from bot.programme.arranging import Arrangement
from bot.texts import Speech
from handlers import ids
from handlers.views import points
from handlers.views.blocks import Block, ask, button, confirm, modal, quiet, section, text_input

#: A view holds 100 blocks (`slack.md` §2.1): so many lines, and so many topics and actions.
MOST_LINES, MOST_WITHOUT = 40, 10


def form(one: Arrangement, reader: Person, t: Speech, *, kept: str) -> Block:
    """Each line with what can be done about it, at once; what is typed below is added with the form's button."""
    theirs = sum(item.is_theirs for item in one.page.sheet.items)
    room = theirs < MOST_OWN
    return modal(
        t.plain("arranging.title"),
        section(t("arranging.about")),
        *_droppable(one, reader, t),
        section(t("arranging.lines_title")),
        *(_line(item, t) for item in one.page.sheet.items[:MOST_LINES]),
        *_without(one.without[:MOST_WITHOUT], t),
        # A new name for each: what was typed for the last one is not there again.
        _addition(theirs, t) if room else quiet(t("arranging.enough", most=MOST_OWN)),
        callback_id=ids.ARRANGE_FORM,
        submit=t.plain("arranging.send") if room else None,
        close=t.plain("common.close"),
        kept=kept,
    )


def _addition(number: int, t: Speech) -> Block:
    return ask(
        t.plain("arranging.add_label"),
        text_input("line", most=LONGEST_OWN),
        block_id=f"line_{number}",
        hint=t.plain("arranging.add_hint"),
    )


def _droppable(one: Arrangement, reader: Person, t: Speech) -> list[Block]:
    """What the reader may take off: what they wrote, and what they promised."""
    mine = [point for point in one.page.points[: points.MOST_SHOWN] if point.may_be_dropped_by(reader.id)]
    if not mine:
        return []
    return [
        section(t("arranging.points_title")),
        *(section(points.line(point, one.page, t), button=_drop(point.id, t)) for point in mine),
    ]


def _drop(point_id: int, t: Speech) -> Block:
    return button(
        t.plain("arranging.drop"),
        f"{ids.POINT_DROP}:{point_id}",
        value=point_id,
        confirm=_sure(t),
    )


def _line(item: Item, t: Speech) -> Block:
    words = t("sheets.line", words=item.texts[t.language])
    if item.is_theirs:
        words = t("sheets.line_with", words=item.texts[t.language], remark=t("arranging.theirs"))
        off = button(t.plain("arranging.drop"), f"{ids.LINE_OFF}:{item.id}", value=item.id, confirm=_sure(t))
        return section(words, button=off)
    return section(words, button=button(t.plain("arranging.off"), f"{ids.LINE_OFF}:{item.id}", value=item.id))


def _without(items: Sequence[Item], t: Speech) -> list[Block]:
    if not items:
        return []
    return [section(t("arranging.without_title")), *(_left_out(item, t) for item in items)]


def _left_out(item: Item, t: Speech) -> Block:
    back = button(t.plain("arranging.back"), f"{ids.LINE_BACK}:{item.id}", value=item.id)
    return section(t("sheets.line", words=item.texts[t.language]), button=back)


def _sure(t: Speech) -> Block:
    return confirm(
        title=t.plain("arranging.sure_title"),
        text=t.plain("arranging.sure"),
        yes=t.plain("arranging.drop"),
        no=t.plain("common.cancel"),
    )
