"""The mentors' preparation: a page at a time, always in the same message."""

from __future__ import annotations

from bot.programme.mentor_facts import ToPrepare
from bot.programme.preparing import Path
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech, escape
from handlers import ids
from handlers.views.blocks import Block, Message, actions, button, message, quiet, section


def page(path: Path, t: Speech, *, name: str) -> Message:
    """The page that is open, or thanks after the last."""
    if path.ended:
        return _finished(t, name=name)
    card, number, total = path.cards[path.page], path.page + 1, len(path.cards)
    last = number == total
    onward = t.plain("preparation.done") if last else t.plain("preparation.next")
    back = button(t.plain("preparation.back"), f"{ids.PREPARATION_TURN}:{number - 2}", value=number - 2)
    later = button(t.plain("preparation.later"), ids.PREPARATION_LATER, value=path.page)
    return message(
        quiet(t("preparation.position", position=number, total=total)),
        section(Markup(f"*{escape(card.title[t.language])}*\n{escape(card.texts[t.language])}")),
        actions(
            button(onward, f"{ids.PREPARATION_TURN}:{number}", value=number, style="primary"),
            back if path.page else None,
            None if path.finished else later,
        ),
    )


def later(path: Path, t: Speech) -> Message:
    """Put aside: where it stands, and how to go on."""
    total = len(path.cards)
    told = [t("preparation.put_aside", count=path.read, total=total)]
    if path.required:
        told.append(t("preparation.required"))
    label = t.plain("preparation.resume") if path.read else t.plain("preparation.open")
    resume = button(label, f"{ids.PREPARATION_TURN}:{path.page}", value=path.page)
    return message(section(Markup.joined(told)), actions(resume))


def reminder(one: ToPrepare, said: Bundle, t: Speech) -> list[Block]:
    """The one reminder of a preparation that the first mentee waits for; once it is read, it says so."""
    if one.path.finished:
        return [section(t("preparation.finished_before"))]
    left = len(one.path.cards) - one.path.read
    told = Markup.joined([t("preparation.reminder", count=left), t("preparation.required")])
    opens = button(t.plain("preparation.resume"), ids.PREPARATION_OPEN, style="primary")
    return [section(told), actions(opens)]


def _finished(t: Speech, *, name: str) -> Message:
    again = button(t.plain("preparation.again"), f"{ids.PREPARATION_TURN}:0", value=0)
    return message(section(t("preparation.finished", name=name)), actions(again))
