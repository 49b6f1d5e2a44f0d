"""What would change in a round if a coordinator opened one more place, or gave up a rule."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.suitability import Bar
from bot.programme.what_if import Supposed, Supposition
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import Block, Message, actions, button, header, message, quiet, section

LIFTED: Mapping[Bar, str] = {
    Bar.TEAM: "adjusting.without_team",
    Bar.ENTITY: "adjusting.without_entity",
    Bar.NETWORK: "adjusting.without_network",
}


def supposed(found: Supposition, t: Speech) -> Message:
    """The changes that would bring something, the best first, and how thoroughly it was looked for."""
    return message(
        header(t.plain("adjusting.what_if")),
        *(_line(one, found.round.id, t) for one in found.changes),
        None if found.changes else section(t("adjusting.nothing_helps")),
        quiet(t("adjusting.what_if_how")),
        quiet(t("adjusting.cut", lists=found.cut.lists, let_in=found.cut.let_in))
        if found.cut.lists
        else None,
        actions(button(t.plain("adjusting.back"), ids.ROUND_SEE, value=found.round.id)),
    )


def _line(one: Supposed, round_id: int, t: Speech) -> Block:
    what = t(LIFTED[one.lifted]) if one.lifted else _one_more_place(one, t)
    words = t("adjusting.supposed", what=what, matched=_signed(one.matched, t), first=_signed(one.first, t))
    if one.mentor is None:
        return section(words)
    change = button(
        t.plain("review.change"),
        f"{ids.ROUND_ROW}:mentor:{one.mentor.id}",
        value=f"{round_id}:mentor:{one.mentor.id}",
    )
    return section(words, button=change)


def _one_more_place(one: Supposed, t: Speech) -> Markup:
    return t("adjusting.one_more_place", mentor=mention(one.mentor.slack_id) if one.mentor else "")


def _signed(number: int, t: Speech) -> str:
    """As in "+2", "−1", "0"."""
    return f"+{t.number(number)}" if number > 0 else t.number(number).replace("-", "−")
