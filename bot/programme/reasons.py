"""Why two people are proposed to each other, as data that a view turns into one plain sentence (`field.md` U4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.meetings import Form
from bot.domain.programmes import ProgrammeType, Topic
from bot.domain.rounds import SavedProposal
from bot.domain.suitability import TOPICS_THAT_COUNT, Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """What speaks for a pair. `rank` is for the mentee and the coordinator: no mentor learns who named them.

    `form` is the way of meeting that both prefer, for the two alone; `more_senior` is for the programme team alone
    (`profiles.SEEN_BY`). `languages` are those that both told us.
    """

    rank: int | None
    suggested: bool
    topics: tuple[Topic, ...]
    languages: tuple[str, ...]
    same_network: bool
    other_network: bool
    other_entity: bool = False
    close_zones: bool = False
    more_senior: bool = False
    form: Form | None = None


def kept(reason: Reason, languages: Iterable[str]) -> dict[str, object]:
    """The matcher's reason, as it is kept; `languages` are those that both told us themselves (see `proposing`)."""
    return {
        "shared_topics": list(reason.shared_topics),
        "shared_languages": sorted(languages),
        "same_network": reason.same_network,
        "other_network": reason.other_network,
        "other_entity": reason.other_entity,
        "close_zones": reason.close_zones,
        "more_senior": reason.more_senior,
        "form": reason.form and reason.form.value,
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
        other_entity=bool(proposal.reason.get("other_entity")),
        close_zones=bool(proposal.reason.get("close_zones")),
        more_senior=bool(proposal.reason.get("more_senior")),
        form=_form(proposal.reason.get("form")),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _form(value: object) -> Form | None:
    return Form(value) if isinstance(value, str) else None
