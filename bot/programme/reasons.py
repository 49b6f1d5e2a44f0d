"""Why two people are proposed to each other, as data that a view turns into one plain sentence (`field.md` U4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.programmes import ProgrammeType, Topic
from bot.domain.rounds import SavedProposal
from bot.domain.suitability import TOPICS_THAT_COUNT, Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """What speaks for a pair. `rank` is for the mentee and the coordinator: no mentor learns who named them."""

    rank: int | None
    suggested: bool
    topics: tuple[Topic, ...]
    languages: tuple[str, ...]
    same_network: bool
    other_network: bool


def kept(reason: Reason, languages: Iterable[str]) -> dict[str, object]:
    """The matcher's reason, as it is kept; `languages` are those that both told us themselves (see `proposing`)."""
    return {
        "shared_topics": list(reason.shared_topics),
        "shared_languages": sorted(languages),
        "same_network": reason.same_network,
        "other_network": reason.other_network,
    }


def why(proposal: SavedProposal, type_: ProgrammeType) -> Why:
    """A topic that the programme's file no longer offers is no longer a reason."""
    topics = [type_.topic(key) for key in _texts(proposal.reason.get("shared_topics"))]
    return Why(
        rank=proposal.rank,
        suggested=proposal.suggested,
        topics=tuple(topic for topic in topics if topic is not None)[:TOPICS_THAT_COUNT],
        languages=_texts(proposal.reason.get("shared_languages")),
        same_network=bool(proposal.reason.get("same_network")),
        other_network=bool(proposal.reason.get("other_network")),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()
