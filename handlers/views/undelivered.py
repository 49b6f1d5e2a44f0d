"""For the team: whom the bot could not reach, why in plain words, and what to do; never what it was about."""

from __future__ import annotations

from bot.domain.undelivered import Trouble
from bot.programme.prompts import Bundle
from bot.programme.undelivered import NotReached
from bot.texts import Markup, Speech
from handlers.views.blocks import Block, actions, quiet, section
from handlers.views.common import open_conversation
from handlers.views.wording import names

#: So many are named of each kind, and so many can be written to with one press.
MOST_NAMED, MOST_LINKS = 20, 3


def told(one: NotReached, said: Bundle, t: Speech) -> list[Block]:
    blocks = [section(t("undelivered.told"))]
    for why, people in one.people.items():
        words = [t(f"undelivered.why.{why}", people=names(people[:MOST_NAMED], t))]
        if len(people) > MOST_NAMED:
            words.append(t("undelivered.more", count=len(people) - MOST_NAMED))
        blocks.append(section(Markup.joined([*words, t(f"undelivered.do.{why}")], " ")))
        if why is Trouble.CLOSED:
            links = (open_conversation(t, said.workspace, person) for person in people[:MOST_LINKS])
            blocks.append(actions(*links))
    return [*blocks, quiet(t("undelivered.nothing_else"))]
