"""How it feels with the other half, asked of each alone: three answers, who sees them, and a way on.

Its blocks have names that begin with `fit`, so that the answer is put in the place of the question, whatever else the
message tells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.programme.fitting import Feeling, Fit
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import Block, Message, actions, button, message, quiet, section
from handlers.views.wording import names

OURS = "fit"
ANSWERS: Mapping[Feeling, str] = {
    Feeling.GOOD: "fitting.good",
    Feeling.UNSURE: "fitting.unsure",
    Feeling.NOT_GOOD: "fitting.not_good",
}
SAID: Mapping[Feeling, str] = {
    Feeling.GOOD: "fitting.said_good",
    Feeling.UNSURE: "fitting.said_unsure",
    Feeling.NOT_GOOD: "fitting.said_not_good",
}

#: Who does not see it: the one other half, or several.
UNSEEN = ("fitting.private", "fitting.private_all")
CHANGE_UNSEEN = ("fitting.change_private", "fitting.change_private_all")


def part(fit: Fit | None, t: Speech) -> list[Block]:
    """The question, or what was answered; nothing where nothing is asked."""
    if fit is None:
        return []
    return question(fit, t) if fit.said is None else answered(fit, fit.said, t)


def question(fit: Fit, t: Speech) -> list[Block]:
    """Three answers, and who sees them: nobody."""
    answers = [
        button(t.plain(words), f"{ids.FIT_SAY}:{fit.meeting_id}:{one}", value=f"{fit.meeting_id}:{one}")
        for one, words in ANSWERS.items()
    ]
    asked = t("fitting.ask", partner=names(fit.partners, t))
    return _named(fit, [section(asked), actions(*answers), quiet(_unseen(UNSEEN, fit, t))])


def answered(fit: Fit, said: Feeling, t: Speech) -> list[Block]:
    """A kind line, the way back, and for who is not at ease the way to a change."""
    again = button(t.plain("fitting.change"), f"{ids.FIT_AGAIN}:{fit.meeting_id}", value=fit.meeting_id)
    told = section(t(SAID[said], partner=names(fit.partners, t)), button=again)
    if said is Feeling.GOOD:
        return _named(fit, [told])
    change = button(
        t.plain("fitting.ask_for_a_change"),
        f"{ids.CHANGE_OPEN}:{fit.mentorship_id}",
        value=fit.mentorship_id,
        style="primary" if said is Feeling.NOT_GOOD else None,
    )
    return _named(fit, [told, actions(change), quiet(_unseen(CHANGE_UNSEEN, fit, t))])


def _unseen(key: tuple[str, str], fit: Fit, t: Speech) -> Markup:
    """Who does not see it; several are not told of one by one."""
    one, several = key
    return t(several) if len(fit.partners) > 1 else t(one, partner=names(fit.partners, t))


def alone(fit: Fit, t: Speech) -> Message:
    """The same in a message of its own."""
    return message(*part(fit, t))


def put(blocks: Sequence[Block], fit: Fit, t: Speech) -> Message:
    """The message with this in the place of its question or answer; everything else stays."""
    ours = [place for place, block in enumerate(blocks) if _is_of(fit, block)]
    if not ours:
        return alone(fit, t)
    rest = [block for place, block in enumerate(blocks) if place > ours[0] and place not in ours]
    return message(*blocks[: ours[0]], *part(fit, t), *rest)


def _is_of(fit: Fit, block: Block) -> bool:
    return str(block.get("block_id", "")).startswith(f"{OURS}_{fit.meeting_id}_")


def _named(fit: Fit, blocks: Sequence[Block]) -> list[Block]:
    return [{**one, "block_id": f"{OURS}_{fit.meeting_id}_{place}"} for place, one in enumerate(blocks)]
