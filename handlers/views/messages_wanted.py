"""Which messages somebody wants: boxes in words that people understand, and what is said in any case."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.wanted import GROUPS, Group
from bot.texts import Speech
from handlers import ids
from handlers.views.blocks import Block, Message, ask, checkboxes, message, modal, option, quiet, section

WANTED = "wanted"


def form(chosen: Collection[Group], t: Speech) -> Block:
    boxes = {group: _box(group, t) for group in GROUPS}
    ticked = [box for group, box in boxes.items() if group in chosen]
    menu = checkboxes(WANTED, list(boxes.values()), chosen=ticked)
    return modal(
        t.plain("about_me.wanted.title"),
        section(t("about_me.wanted.intro")),
        ask(t.plain("about_me.wanted.label"), menu, block_id=WANTED, optional=True),
        quiet(t("about_me.wanted.always")),
        callback_id=ids.WANTED_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.close"),
    )


def noted(chosen: Collection[Group], t: Speech) -> Message:
    """What is still said; and, without reminders, what the programme team may come to see."""
    return message(
        section(_said(chosen, t)),
        quiet(t("about_me.wanted.flag")) if Group.REMINDERS not in chosen else None,
        quiet(t("about_me.wanted.always")),
    )


def _said(chosen: Collection[Group], t: Speech) -> str:
    if not chosen:
        return t("about_me.wanted.none")
    if len(chosen) == len(GROUPS):
        return t("about_me.wanted.all")
    named = [t.plain(f"about_me.wanted.{group}") for group in GROUPS if group in chosen]
    return t("about_me.wanted.some", groups=t.list(_within(one) for one in named))


def _box(group: Group, t: Speech) -> Block:
    more = t.plain(f"about_me.wanted.{group}_more")
    return option(t.plain(f"about_me.wanted.{group}"), group.value, description=more)


def _within(words: str) -> str:
    """A label in the middle of a sentence."""
    return words[:1].lower() + words[1:]
