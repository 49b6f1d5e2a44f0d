"""What everybody agreed to is told: to the team in the ledger's messages, to a channel in a post made at most once.

A post is claimed and committed before it is made, and marked after. Whatever may have left is never tried again by
itself: the bot cannot look into a channel, so the team does (decision 0013). What is taken back is removed from there
for as long as it takes; removing twice does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.domain.cadence import PromptDue
from bot.domain.calendar import is_open
from bot.domain.kinds import PromptKind
from bot.domain.pacing import A_CONVERSATION, Pace
from bot.domain.stories import Audience, Story, StoryState, may_be_told, period_of
from bot.programme.prompts import LEASE
from bot.programme.stories import Look, channel_of, look_of, team_for
from bot.programme.story_yeses import show_again
from bot.programme.work import Work

#: For how long it is worth saying that something was told.
STILL_NEWS = timedelta(days=14)
#: The team reads what is meant for it also after a leave.
TEAM_READS_WITHIN = timedelta(days=30)


def is_due(work: Work) -> bool:
    """Whether anything is to be told now."""
    return next(_due(work), None) is not None


def take(work: Work, pace: Pace = A_CONVERSATION) -> tuple[Story, Look] | None:
    """Take the next one that is to be posted, so that nobody else does: commit, then post it once, then say how it
    ended. What is meant for the team is told here and now, by the ledger.
    """
    for story in _due(work):
        held = work.stories.held(story.id)
        if held is None or not _may_be_told(work, held):
            continue
        if _since_a_restoration(work, held):
            _settle(work, held, StoryState.UNCLEAR)
        elif held.audience is Audience.TEAM:
            _tell_the_team(work, held)
        elif held.channel and work.delivery.take_now(held.channel, pace):
            found = look_of(work, held)
            taken = work.stories.change(held.id, state=StoryState.TELLING, told_at=work.machine_now)
            if found is not None:
                return taken, found
    return None


def told(work: Work, taken: Story, ts: str) -> None:
    """It is there. Taken back while it was on its way, it goes again at once."""
    held = _held(work, taken)
    if held is not None and held.state is StoryState.TELLING:
        settled = work.stories.change(held.id, state=StoryState.TOLD, ts=ts, told_at=work.now)
        say_that_it_is_told(work, settled)
        show_again(work, settled)
    elif held is not None and held.state in (StoryState.TAKING_BACK, StoryState.BY_HAND):
        work.stories.change(held.id, state=StoryState.TAKING_BACK, ts=ts)
    elif held is not None and held.state is StoryState.UNCLEAR:
        show_again(work, work.stories.change(held.id, state=StoryState.TOLD, ts=ts, told_at=work.now))


def not_told(work: Work, taken: Story, state: StoryState = StoryState.AGREED) -> None:
    """Nothing left: it is due as before, or waits in this state for the team to mend what stands in its way."""
    _after(work, taken, state, taken_back=None)


def perhaps_told(work: Work, taken: Story) -> None:
    """Slack did not say: it is not posted again before a person has looked."""
    _after(work, taken, StoryState.UNCLEAR, taken_back=StoryState.BY_HAND)


def to_remove(work: Work) -> Story | None:
    """The next message that is to be taken out of its channel."""
    waiting = work.stories.in_states([StoryState.TAKING_BACK])
    return next((one for one in waiting if one.ts), None)


def removed(work: Work, story: Story) -> None:
    """Nothing is left of it anywhere."""
    work.stories.drop(story.id)


def not_removed(work: Work, story: Story) -> None:
    """The bot may not: a person has to."""
    work.stories.change(story.id, state=StoryState.BY_HAND)


def doubt_abandoned(work: Work) -> None:
    """Whoever took it has not said how it ended: a bot that was cut off may have posted it."""
    lately = work.machine_now - LEASE
    for story in work.stories.in_states([StoryState.TELLING, StoryState.TAKING_BACK]):
        if not story.ts and story.told_at is not None and story.told_at < lately:
            perhaps_told(work, story)


# -- parts -----------------------------------------------------------------------------------------------------------


def _due(work: Work) -> Iterator[Story]:
    return (one for one in work.stories.in_states([StoryState.AGREED]) if _may_be_told(work, one))


def _may_be_told(work: Work, story: Story) -> bool:
    """By the one rule; to a whole channel, at an hour at which people are at work: nobody's evening is in it."""
    here = {one.id for one in work.people.many(story.people).values() if one.is_welcome}
    channel = channel_of(work, story.programme_id)
    if not may_be_told(story, here=here, channel=channel):
        return False
    if story.audience is Audience.TEAM:
        return bool(team_for(work, story.people))
    zone = work.programmes.get(story.programme_id).timezone
    return is_open(work.team_hours(zone), work.now)


def _since_a_restoration(work: Work, story: Story) -> bool:
    """The data are a backup's, from before it was told, if it was; nobody has said anything of it since."""
    restoration = work.recollections.restoration()
    known = [at for at in (story.last_yes, story.told_at) if at is not None]
    return (
        restoration is not None
        and story.audience is Audience.CHANNEL
        and max(known) <= restoration.restored_at
    )


def _held(work: Work, taken: Story) -> Story | None:
    """The same, if nobody took it anew since."""
    held = work.stories.held(taken.id)
    return held if held is not None and held.told_at == taken.told_at else None


def _after(work: Work, taken: Story, state: StoryState, *, taken_back: StoryState | None) -> None:
    held = _held(work, taken)
    if held is not None and held.state is StoryState.TELLING:
        _settle(work, held, state)
    elif held is not None and held.state is StoryState.TAKING_BACK and not held.ts:
        if taken_back is None:
            work.stories.drop(held.id)
        else:
            work.stories.change(held.id, state=taken_back)


def _settle(work: Work, story: Story, state: StoryState) -> None:
    show_again(work, work.stories.change(story.id, state=state))


def _tell_the_team(work: Work, story: Story) -> None:
    told = work.stories.change(story.id, state=StoryState.TOLD, told_at=work.now)
    work.prompts.plan(
        [
            _due_to(work, told, PromptKind.STORY_SHARED, person.id, until=TEAM_READS_WITHIN)
            for person in team_for(work, told.people)
        ],
        now=work.now,
    )
    say_that_it_is_told(work, told)
    show_again(work, told)


def say_that_it_is_told(work: Work, story: Story) -> None:
    """Whoever said the last yes has just read that it will be; the others waited for it."""
    work.prompts.plan(
        [
            _due_to(work, story, PromptKind.STORY_TOLD, person_id, until=STILL_NEWS)
            for person_id in story.yeses[:-1]
        ],
        now=work.now,
    )


def _due_to(work: Work, story: Story, kind: PromptKind, person_id: int, *, until: timedelta) -> PromptDue:
    return PromptDue(
        kind=kind,
        mentorship_id=None,
        recipient_id=person_id,
        period=period_of(story.id),
        rung=f"v{story.version}",
        not_before=work.now,
        expires_at=work.now + until,
        about={"story": story.id, "version": story.version},
    )
