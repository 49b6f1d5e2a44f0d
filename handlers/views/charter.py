"""The charter as people read it: a form with one box for each expectation, and what leads to it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.charter import CHARTER
from bot.domain.programmes import Expectation
from bot.programme.charters import Call, Text
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech, escape
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    checkboxes,
    divider,
    message,
    modal,
    option,
    quiet,
    section,
)


def form(text: Text, t: Speech) -> Block:
    """The text, then what is expected of both, one box each. Once signed it can be read again."""
    signed = not text.left
    boxes = [one for one in text.type.expectations if one.key in text.left]
    values = text.type.values
    return modal(
        t.plain("charter.title"),
        section(t("charter.why")) if not signed else section(t("charter.signed_already")),
        section(_quoted(text.charter.texts[t.language])),
        section(t("charter.values", values=escape(values[t.language]))) if values else None,
        divider(),
        section(t("charter.expected" if signed else "charter.expectations"))
        if text.type.expectations
        else None,
        *(block for one in text.type.expectations for block in _expected(one, t, asked=one in boxes)),
        quiet(t("charter.who_knows", version=text.charter.version)),
        callback_id="notice" if signed else ids.CHARTER_FORM,
        submit=None if signed else t.plain("charter.agree"),
        close=t.plain("common.close") if signed else t.plain("charter.later"),
        kept="" if signed else kept(text, t),
    )


def kept(text: Text, t: Speech) -> str:
    """The form's memory: which text was read, in which version and language, and what was left to agree to."""
    left = ",".join(what for what in text.left if what != CHARTER)
    return f"{text.programme.id}:{text.charter.version}:{t.language}:{left}"


def agreed(text: Text, t: Speech) -> Message:
    """Thanks, and nothing more to do."""
    return message(section(t("charter.thanks")), actions(open_button(text.programme.id, t, read_again=True)))


def before_you_meet(programme_id: int | None, t: Speech) -> list[Block]:
    """Under an introduction or a first sheet, for whoever has not signed; nothing for the others."""
    if programme_id is None:
        return []
    return [section(t("charter.before"), button=open_button(programme_id, t))]


def reminder(one: Call, said: Bundle, t: Speech) -> list[Block]:
    """A reminder of the ledger; drawn again once they have signed, it says so."""
    if not one.left:
        return [section(t("charter.thanks"))]
    words = t("charter.renewed" if one.renewed else "charter.reminder", programme=one.name)
    return [section(words, button=open_button(one.programme_id, t))]


def open_button(programme_id: int, t: Speech, *, read_again: bool = False) -> Block:
    label = t.plain("charter.read_again" if read_again else "charter.read")
    return button(label, f"{ids.CHARTER_OPEN}:{programme_id}", value=programme_id)


def _expected(one: Expectation, t: Speech, *, asked: bool) -> Iterator[Block]:
    """One thing that both expect of each other, and its box for whoever has not agreed to it yet."""
    yield section(t("charter.expectation", title=one.title[t.language], words=one.texts[t.language]))
    if asked:
        box = checkboxes("agreed", [option(t.plain("charter.i_agree"), one.key)])
        yield ask(t.plain("charter.do_you_agree"), box, block_id=one.key)


def _quoted(words: str) -> Markup:
    """The company's text stands out from ours, one paragraph after the other."""
    return Markup("\n>\n".join(f"> {escape(line)}" for line in words.splitlines() if line.strip()))
