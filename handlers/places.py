"""Where a question stands: in a message of its own, in one of the ledger's, or nowhere when it was asked in Home.

An answered question is redrawn in its own place. A message of the ledger is drawn again after every press, from what
is true by then (`handlers/redrawing.py`): a reminder asks its next question by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.kinds import PromptKind
from bot.programme.work import Work
from handlers.turn import Turn
from handlers.views import onboarding
from handlers.views.blocks import Block, message

BACK = "back"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """`blocks` are what stands there, unknown to a form. `ledgers` is drawn again by the ledger, and `reminds` asks the
    next question by itself. `by_back`: the question was turned back to, so that another one still waits.
    """

    channel: str = ""
    ts: str = ""
    blocks: Sequence[Block] = field(default_factory=tuple)
    ledgers: bool = False
    reminds: bool = False
    by_back: bool = False

    @property
    def kept(self) -> str:
        """What a form remembers of it: no words, only where."""
        return " ".join([self.channel, self.ts, *([BACK] if self.by_back else [])])

    @property
    def has_a_question(self) -> bool:
        """Whether a question or an answer of the arrival stands there that we draw ourselves."""
        return not self.ledgers and any(onboarding.is_ours(block) for block in self.blocks)


def pressed(turn: Turn, work: Work) -> Place:
    """The place of the button; Slack does not give back the blocks of a message that only its reader sees."""
    container = turn.body.get("container", {})
    blocks: list[Block] = turn.body.get("message", {}).get("blocks", [])
    by_back = any(onboarding.is_turned_back(block) for block in blocks)
    return _place(
        work,
        str(container.get("channel_id", "")),
        str(container.get("message_ts", "")),
        blocks,
        by_back=by_back,
    )


def remembered(turn: Turn, work: Work) -> Place:
    """The place from which the form was opened: a message of the ledger is drawn again with what the form changed."""
    channel, _, rest = turn.kept.partition(" ")
    ts, _, by_back = rest.partition(" ")
    place = _place(work, channel, ts, (), by_back=by_back == BACK)
    if place.ledgers:
        turn.redraws.append(lambda _: [(channel, ts)])
    return place


def put(turn: Turn, place: Place, part: Sequence[Block]) -> None:
    """Put this in the place of the question. A message of the ledger is drawn again from what is true by then."""
    if turn.body.get("type") != "view_submission":
        if not place.ledgers:
            turn.replace(onboarding.redrawn(place.blocks, part))
    elif place.ts and not place.ledgers:
        turn.edit(place.channel, place.ts, message(*part))
    elif not place.ts:
        turn.say_in_dm(message(*part))


def _place(work: Work, channel: str, ts: str, blocks: Sequence[Block], *, by_back: bool) -> Place:
    prompts = work.prompts.at(channel, ts) if ts else ()
    return Place(
        channel=channel,
        ts=ts,
        blocks=tuple(blocks),
        ledgers=bool(prompts),
        reminds=any(prompt.kind is PromptKind.UNFINISHED for prompt in prompts),
        by_back=by_back,
    )
