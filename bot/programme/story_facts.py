"""What the messages about stories have to tell when they are said or drawn again. They look, and only look.

Words are shown to those who are in it, and to the team once everybody agreed: a message about anything else has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.prompts import Prompt
from bot.domain.stories import CLOSED, FOR_A_PERSON, Audience, Story, StoryState, is_agreed
from bot.programme.stories import Look, Seen, look_of, seen
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryNews:
    """To one of its people: how it stands. `seen` is None once its words are gone, and `over` then says what is left of
    it, None when nothing is; `newer` when the words have changed since, and another message asks them about those.
    """

    prompt: Prompt
    seen: Seen | None
    newer: bool = False
    over: Story | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryShared:
    """To the team: what was told to them. `look` is None once it was taken back."""

    prompt: Prompt
    look: Look | None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryTrouble:
    """To the team: what only a person can look after, without a name or a word of it. `state` is None once it is
    settled; `at` is when it was tried (UTC).
    """

    prompt: Prompt
    state: StoryState | None
    channel: str | None = None
    at: datetime | None = None


StoryFacts = StoryNews | StoryShared | StoryTrouble


def news(work: Work, prompt: Prompt, reader: Person) -> StoryNews:
    story = _of(work, prompt)
    if story is None or story.wording is None:
        return StoryNews(prompt=prompt, seen=None, over=story)
    if reader.id not in story.people:
        return StoryNews(prompt=prompt, seen=None)
    newer = story.version != prompt.about.get("version") and reader.id not in story.yeses
    return StoryNews(prompt=prompt, seen=seen(work, story, reader), newer=newer)


def shared(work: Work, prompt: Prompt, reader: Person) -> StoryShared:
    """Nothing but what was agreed to and told to the team."""
    story = _of(work, prompt)
    told = story is not None and story.state is StoryState.TOLD and story.audience is Audience.TEAM
    if story is None or not told or not is_agreed(story) or not work.may(reader, Act.TELL_STORIES):
        return StoryShared(prompt=prompt, look=None)
    return StoryShared(prompt=prompt, look=look_of(work, story))


def trouble(work: Work, prompt: Prompt, reader: Person) -> StoryTrouble:
    story = _of(work, prompt)
    if story is None or story.state not in FOR_A_PERSON:
        return StoryTrouble(prompt=prompt, state=None)
    return StoryTrouble(prompt=prompt, state=story.state, channel=story.channel, at=story.told_at)


def asked_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """Answered from elsewhere, taken back, or asked anew in other words."""
    found = news(work, prompt, reader)
    if found.seen is None or found.seen.story.state in CLOSED:
        return "withdrawn"
    if found.newer:
        return "changed"
    return "answered" if reader.id in found.seen.story.yeses else None


def told_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    found = news(work, prompt, reader)
    return None if found.seen is not None and found.seen.story.state is StoryState.TOLD else "withdrawn"


def shared_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    if not work.may(reader, Act.TELL_STORIES):
        return "left"
    return None if shared(work, prompt, reader).look is not None else "withdrawn"


def trouble_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    if not work.may(reader, Act.TELL_STORIES):
        return "left"
    return None if trouble(work, prompt, reader).state is not None else "noted"


def _of(work: Work, prompt: Prompt) -> Story | None:
    return work.stories.get(prompt.about.get("story", 0))
