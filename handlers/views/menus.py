"""The menus of the arrival's answers: networks, topics, numbers of people."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.domain.preferences import MOST_TOPICS
from bot.domain.programmes import Topic
from bot.programme.joining import Arrival
from bot.texts import Speech
from handlers.views.blocks import Block, option, select

#: A menu holds so many lines; a longer list is searched (`slack.md` §2.1).
LONGEST_MENU = 100
NO_NETWORK = "none"


def digest_of(network: str) -> str:
    """A network's name may be longer than what a menu hands back, and is nobody's id: this stands for it."""
    return hashlib.sha256(network.encode()).hexdigest()[:16]


def network_options(networks: Sequence[str], t: Speech) -> list[Block]:
    """As many networks as fit, and a way out for whoever does not find theirs."""
    shown = [option(network, digest_of(network)) for network in networks[: LONGEST_MENU - 1]]
    return [*shown, option(t.plain("onboarding.network_none"), NO_NETWORK)]


def network_menu(action_id: str, arrival: Arrival, t: Speech, *, chosen: Block | None = None) -> Block:
    """The list, searched as one types when it is long."""
    is_long = len(arrival.networks) >= LONGEST_MENU
    return select(
        action_id,
        placeholder=t.plain("onboarding.network_choose"),
        options=() if is_long else network_options(arrival.networks, t),
        external=is_long,
        chosen=chosen,
    )


def topic_menu(action_id: str, arrival: Arrival, t: Speech) -> Block:
    """The programme's topics; those already said are ticked."""
    options = {topic.key: _topic(topic, t) for topic in arrival.type.topics[:LONGEST_MENU]}
    chosen = [options[key] for key in arrival.person.topics if key in options][:MOST_TOPICS]
    menu = select(
        action_id,
        placeholder=t.plain("onboarding.topics_choose"),
        options=list(options.values()),
        several=True,
    )
    return {**menu, "max_selected_items": MOST_TOPICS, **({"initial_options": chosen} if chosen else {})}


def capacity_options(arrival: Arrival, t: Speech) -> list[Block]:
    return [option(t.plain("onboarding.people", count=people), people) for people in places(arrival)]


def places(arrival: Arrival) -> range:
    """How many people a mentor may say they carry."""
    return range(arrival.type.capacity.least, arrival.type.capacity.most + 1)


def _topic(topic: Topic, t: Speech) -> Block:
    return option(topic.texts[t.language], topic.key)
