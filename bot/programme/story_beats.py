"""What time brings to stories: a bot cut off, somebody who left, silence; and what is for the team to see to."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.cadence import PromptDue
from bot.domain.kinds import PromptKind
from bot.domain.stories import (
    ANSWERED_WITHIN,
    CLOSED_IS_KEPT,
    FOR_A_PERSON,
    UNTOLD,
    Story,
    StoryState,
    period_of,
)
from bot.programme import telling
from bot.programme.closeness import team_but
from bot.programme.story_yeses import show_again
from bot.programme.telling import TEAM_READS_WITHIN
from bot.programme.work import Work

UNDER_WAY = (*UNTOLD, StoryState.TELLING, StoryState.TAKING_BACK, StoryState.UNCLEAR, StoryState.BY_HAND)


def to_tell(work: Work) -> Iterator[PromptDue]:
    """What a bot that was cut off may have posted is in doubt; what cannot be agreed to any more stays between them.
    Then: what waits for a person of the team, told to each of them once.
    """
    telling.doubt_abandoned(work)
    work.stories.forget(work.now - CLOSED_IS_KEPT)
    for story in work.stories.in_states(UNDER_WAY):
        if story.state in UNTOLD and _comes_to_nothing(work, story):
            show_again(work, story)
            work.stories.close(story.id, StoryState.WITHDRAWN)
        elif story.state in FOR_A_PERSON:
            yield from _trouble(work, story)


def _comes_to_nothing(work: Work, story: Story) -> bool:
    """Whoever has left cannot take it back any more, so it is not told; and long silence is an answer."""
    known = work.people.many(story.people)
    if any(one not in known or not known[one].is_welcome for one in story.people):
        return True
    return story.state is StoryState.PROPOSED and story.at < work.now - 2 * ANSWERED_WITHIN


def _trouble(work: Work, story: Story) -> Iterator[PromptDue]:
    """It names nobody and no words, so that everybody of the team may read it."""
    for reader in team_but(work, ()):
        yield PromptDue(
            kind=PromptKind.STORY_TROUBLE,
            mentorship_id=None,
            recipient_id=reader.id,
            period=period_of(story.id),
            rung=f"{story.state}-{story.told_at or story.at:%Y%m%dT%H%M%S}",
            not_before=work.now,
            expires_at=work.now + TEAM_READS_WITHIN,
            about={"story": story.id},
        )
