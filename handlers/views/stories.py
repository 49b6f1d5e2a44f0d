"""A success or a thank-you as its people see it: what stands of it, who is asked, and their ways to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.stories import STUCK, Audience, Story, StoryState
from bot.programme.prompts import Bundle
from bot.programme.stories import Page, Seen
from bot.programme.story_facts import StoryNews
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import Block, actions, button, confirm, divider, message, modal, quiet, section
from handlers.views.common import notice
from handlers.views.story_aloud import aloud, channel_link
from handlers.views.wording import names

#: So many stand on a page, the newest first.
MOST_SHOWN = 6


def open_button(mentorship_id: int, t: Speech) -> Block:
    """The way there, from a mentorship's page and from the messages at its end."""
    name = f"{ids.STORY_OPEN}:{mentorship_id}"
    return button(t.plain("stories.open"), name, value=mentorship_id)


def proposed(seen: Seen, t: Speech) -> Block:
    """Who is asked now, in the place of the form."""
    said = message(
        section(t("stories.proposed", people=names(seen.missing, t))), actions(_withdraw(seen.story, t))
    )
    return notice(t, said)


def page(found: Page, t: Speech, *, today: date) -> Block:
    """What one mentorship has told or would like to, and the way to another one."""
    stories = found.stories[:MOST_SHOWN]
    standing = [block for one in stories for block in (*_standing(one, t, today), divider())]
    mentorship_id = found.offer.mentorship.id
    write = button(t.plain("stories.write"), ids.STORY_WRITE, value=mentorship_id, style="primary")
    return modal(
        t.plain("stories.title"),
        *standing,
        None if stories else section(t("stories.none")),
        actions(write) if found.offer.audiences else section(t("stories.nobody_reads")),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def one(seen: Seen, t: Speech, *, today: date, changed: bool = False) -> Block:
    """A single one, in a form. `changed`: what they said yes to is not what stands here."""
    return modal(
        t.plain("stories.title"),
        section(t("stories.changed_meanwhile")) if changed else None,
        *_standing(seen, t, today),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def news(one: StoryNews, said: Bundle, t: Speech) -> list[Block]:
    """In a message: the question, what became of it, or the way to the words that came after."""
    if one.seen is None:
        return [section(_over(one.over, t))]
    if one.newer:
        see = button(
            t.plain("stories.see_newer"), f"{ids.STORY_SEE}:{one.prompt.id}", value=one.seen.story.id
        )
        return [section(t("stories.newer"), button=see)]
    return _standing(one.seen, t, said.today)


def _standing(seen: Seen, t: Speech, today: date) -> list[Block]:
    if seen.look is None:
        return [section(_over(seen.story, t))]
    is_asked = seen.story.state is StoryState.PROPOSED and seen.reader_id in {one.id for one in seen.missing}
    notes = list(_notes(seen, t, is_asked))
    return [
        section(_head(seen, t, today, is_asked=is_asked)),
        aloud(seen.look, t),
        *([quiet(*notes)] if notes else []),
        actions(*_answers(seen.story, t, is_asked=is_asked)),
    ]


def _head(seen: Seen, t: Speech, today: date, *, is_asked: bool) -> Markup:
    story = seen.story
    channel = channel_link(story.channel)
    if is_asked and story.version > 1:
        return t("stories.asked_anew")
    if is_asked:
        return t(f"stories.asked.{story.kind}", author=mention(seen.people[0].slack_id))
    if story.state is StoryState.PROPOSED:
        return t("stories.waiting", people=names(seen.missing, t))
    if story.state is StoryState.TOLD:
        day = t.date(t.local(story.told_at or story.at).date(), today=today)
        return (
            t("stories.told.channel", channel=channel, day=day)
            if channel
            else t("stories.told.team", day=day)
        )
    if story.state is StoryState.UNCLEAR:
        return t("stories.unclear", channel=channel)
    if seen.gone_from:
        return t("stories.gone_from")
    if story.state in STUCK:
        return t("stories.stuck", channel=channel)
    return t("stories.agreed.channel", channel=channel) if channel else t("stories.agreed.team")


def _notes(seen: Seen, t: Speech, is_asked: bool) -> Iterator[Markup]:
    """Where it is read, while that is still to come."""
    story = seen.story
    if story.state is StoryState.PROPOSED and story.audience is Audience.TEAM:
        yield t("stories.where.team", people=names(seen.team, t))
    elif story.state is StoryState.PROPOSED and not seen.gone_from:
        yield t("stories.where.channel", channel=channel_link(story.channel))
    elif story.state is StoryState.PROPOSED:
        yield t("stories.gone_from")
    if is_asked:
        yield t("stories.asked_how")


def _answers(story: Story, t: Speech, *, is_asked: bool) -> Iterator[Block]:
    if is_asked:
        named = f"{story.id}:{story.version}"
        yield button(t.plain("stories.yes"), f"{ids.STORY_YES}:{named}", value=named, style="primary")
    if story.state in (StoryState.PROPOSED, StoryState.AGREED):
        yield button(t.plain("stories.reword"), f"{ids.STORY_REWORD}:{story.id}", value=story.id)
    if is_asked:
        yield button(t.plain("stories.decline"), f"{ids.STORY_DECLINE}:{story.id}", value=story.id)
    else:
        yield _withdraw(story, t)


def _withdraw(story: Story, t: Speech) -> Block:
    told = story.state in (StoryState.TOLD, StoryState.TELLING, StoryState.UNCLEAR)
    sure = confirm(
        title=t.plain("stories.withdraw_title"),
        text=t.plain("stories.withdraw_sure_told" if told else "stories.withdraw_sure"),
        yes=t.plain("stories.withdraw"),
        no=t.plain("common.cancel"),
    )
    return button(
        t.plain("stories.withdraw"), f"{ids.STORY_WITHDRAW}:{story.id}", value=story.id, confirm=sure
    )


def _over(story: Story | None, t: Speech) -> Markup:
    """What became of words that are gone; of a story that is forgotten, nothing more is known. Of what the team has
    read, nobody says that it stayed between them.
    """
    if story is None or (story.audience is Audience.TEAM and story.told_at):
        return t("stories.over_gone")
    if story.state is StoryState.TAKING_BACK:
        return t("stories.over_told", channel=channel_link(story.channel))
    if story.state is StoryState.BY_HAND:
        return t("stories.over_by_hand", channel=channel_link(story.channel))
    return t("stories.over")
