"""How many blocks what is said takes: what does not fit into one message of Slack's goes into another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.kinds import PromptKind
from bot.domain.prompts import Prompt

#: Blocks in a message, besides its greeting and two headings (`slack.md` §2.1: 50), and what each part takes with its
#: divider: a mentor who reads a digest reads the week's news in the same message.
ROOM, PART_TAKES = 47, 8
TAKES: Mapping[PromptKind, int] = {
    PromptKind.DIGEST: 35,
    PromptKind.PARTNER_LOG: 6,
    PromptKind.LOG_DENIED: 3,
    PromptKind.PARTNER_PLAN: 3,
    PromptKind.DATE_NEWS: 3,
    PromptKind.DATE_SOON: 3,
    PromptKind.TOMORROW: 12,
    PromptKind.TOOK_PLACE: 4,
    PromptKind.SHEET: 14,
    PromptKind.FLAG: 4,
    PromptKind.APPLICATION: 20,
    PromptKind.CHANGE_ASKED: 12,
    PromptKind.MENTOR_LIST: 30,
    PromptKind.END_NEAR: 4,
    PromptKind.AFTER_WISH: 4,
    PromptKind.IN_TOUCH: 3,
    PromptKind.CIRCLE_TOMORROW: 16,
    PromptKind.CHAMPION_PAGE: 9,
    PromptKind.PULSE: 4,
    PromptKind.CLOSING_PULSE: 4,
    PromptKind.TALK: 4,
}


def loads(prompts: Sequence[Prompt]) -> Iterator[list[Prompt]]:
    """What fits into one message; a mentor introduced to eight people and news besides gets two."""
    load: list[Prompt] = []
    taken = 0
    for prompt in prompts:
        adds = TAKES.get(prompt.kind, PART_TAKES)
        if load and taken + adds > ROOM:
            yield load
            load, taken = [], 0
        load.append(prompt)
        taken += adds
    if load:
        yield load
