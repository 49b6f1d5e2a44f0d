"""The channel in which stories are told, named by a coordinator; and their answers where only a person can look."""

from __future__ import annotations

import re

from bot.domain.refusals import Outdated
from bot.programme import story_channel
from handlers.messenger import SlackSaidNo
from handlers.telling import stands_in_the_way
from handlers.turn import Turn
from handlers.views import story_channel as views
from handlers.views.common import notice

CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,20}")
#: Whoever names a channel that they are not in themselves cannot be shown anything there; the bot is in it.
IN_IT_ALL_THE_SAME = "user_not_in_channel"


def open_form(turn: Turn) -> None:
    with turn.work() as work:
        channel = story_channel.named(work, turn.actor)
    turn.open(views.form(channel, turn.t))


def form_sent(turn: Turn) -> None:
    """Named; and whether the bot can write there is found out at once, in a message that nobody else sees."""
    channel = str(turn.form.get(views.CHANNEL) or "")
    with turn.work() as work:
        if not CHANNEL_ID.fullmatch(channel):
            story_channel.named(work, turn.actor)
            raise Outdated
        story_channel.name(work, turn.actor, channel)
    turn.show_instead(notice(turn.t, views.saved(channel, turn.t)))
    turn.later(lambda: _try(turn, channel))


def none(turn: Turn) -> None:
    """No channel any more."""
    with turn.work() as work:
        story_channel.name(work, turn.actor, None)
    turn.update_view(notice(turn.t, views.saved(None, turn.t)))


def again(turn: Turn) -> None:
    """ "Try again", or "It is not there: post it"."""
    with turn.work() as work:
        story_channel.try_again(work, turn.actor, turn.number())


def there(turn: Turn) -> None:
    """ "It is there"."""
    with turn.work() as work:
        story_channel.is_there(work, turn.actor, turn.number())


def removed(turn: Turn) -> None:
    """ "It is not there any more"."""
    with turn.work() as work:
        story_channel.is_removed(work, turn.actor, turn.number())


def _try(turn: Turn, channel: str) -> None:
    messenger = turn.house.messenger
    try:
        messenger.whisper(channel, turn.slack_id, views.hello(turn.t))
    except SlackSaidNo as no:
        if no.reason != IN_IT_ALL_THE_SAME:
            messenger.post(turn.slack_id, views.cannot_write(channel, stands_in_the_way(no), turn.t))
