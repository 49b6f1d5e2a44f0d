"""The channel in which stories are told, as the team names it, and what only a person can look after there.

The team says where, and whether something is there. What is told, and in which words, is not theirs to decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.enrolments import Programme
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated, Refusal
from bot.domain.stories import STUCK, UNTOLD, Audience, Story, StoryState
from bot.programme import story_yeses, telling
from bot.programme.work import Work


class NoProgramme(Refusal):
    """No programme runs yet whose channel it would be."""

    key = "stories.no_programme"


def named(work: Work, actor: Person) -> str | None:
    """The channel, as it is now. On record; raises `NotAllowed`, `NoProgramme`."""
    return next((one.channel for one in _running(work, actor) if one.channel), None)


def name(work: Work, actor: Person, channel: str | None) -> None:
    """Stories are told there from now on, in every programme; without one, to the team alone. On record; raises
    `NotAllowed`, `NoProgramme`.

    Whoever agreed to another channel is asked anew, of the same words; what could not be posted there is tried again.
    """
    for programme in _running(work, actor):
        work.programmes.change(programme.id, channel=channel)
    for story in work.stories.in_states(UNTOLD) if channel else ():
        if story.audience is not Audience.CHANNEL:
            continue
        if story.channel != channel:
            story_yeses.ask_anew(work, story, channel)
        elif story.state in STUCK:
            _again(work, story)


def try_again(work: Work, actor: Person, story_id: int) -> None:
    """What stood in its way is mended, or it is not there after all: it may be posted, once."""
    _again(work, _in_trouble(work, actor, story_id, StoryState.UNCLEAR, *STUCK))


def is_there(work: Work, actor: Person, story_id: int) -> None:
    """Somebody has looked, and read it in the channel. The bot does not know where: taken back, it is for a person."""
    story = _in_trouble(work, actor, story_id, StoryState.UNCLEAR)
    settled = work.stories.change(story.id, state=StoryState.TOLD)
    telling.say_that_it_is_told(work, settled)
    story_yeses.show_again(work, settled)


def is_removed(work: Work, actor: Person, story_id: int) -> None:
    """Somebody has taken it out of the channel, or found nothing there: nothing is left of it anywhere."""
    story = _in_trouble(work, actor, story_id, StoryState.BY_HAND)
    work.stories.drop(story.id)
    story_yeses.show_again(work, story)


def _running(work: Work, actor: Person) -> Sequence[Programme]:
    work.authorise(actor, Act.TELL_STORIES)
    running = work.programmes.running()
    if not running:
        raise NoProgramme
    return running


def _again(work: Work, story: Story) -> None:
    agreed = work.stories.change(story.id, state=StoryState.AGREED, told_at=work.machine_now)
    story_yeses.show_again(work, agreed)


def _in_trouble(work: Work, actor: Person, story_id: int, *states: StoryState) -> Story:
    """Raises `NotAllowed`, and `Outdated` for what a colleague has settled."""
    work.authorise(actor, Act.TELL_STORIES)
    story = work.stories.held(story_id)
    if story is None or story.state not in states:
        raise Outdated
    return story
