"""A success or a thank-you: proposed, agreed to and taken back, and exactly as it is read.

One function draws the words as they are told, `aloud`: whoever agrees reads what will be read, letter for letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.stories import (
    LONGEST_WORDS,
    STUCK,
    Audience,
    Proposal,
    Story,
    StoryKind,
    StoryState,
)
from bot.programme.prompts import Bundle
from bot.programme.stories import Look, Offer, Page, Seen
from bot.programme.story_facts import StoryNews
from bot.texts import Markup, Speech, as_language, escape, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    confirm,
    divider,
    message,
    modal,
    option,
    quiet,
    section,
    select,
    text_input,
)
from handlers.views.common import notice
from handlers.views.wording import names

KIND, WHOM, WORDS, NAMES, READERS = "story_kind", "story_whom", "story_words", "story_names", "story_readers"
YES, NO = "yes", "no"
#: So many stand on a page, the newest first.
MOST_SHOWN = 6


def open_button(mentorship_id: int, t: Speech) -> Block:
    """The way there, from a mentorship's page and from the messages at its end."""
    name = f"{ids.STORY_OPEN}:{mentorship_id}"
    return button(t.plain("stories.open"), name, value=mentorship_id)


# -- proposing -----------------------------------------------------------------------------------------------------


def form(offer: Offer, t: Speech, *, kept: str, draft: Proposal | None = None, reword: bool = False) -> Block:
    """What, whom it is about, the words, with names or without, and who reads it."""
    if reword:
        intro = t("stories.intro_reword")
    elif offer.mentorship.is_group:
        intro = t("stories.intro_group")
    else:
        intro = t("stories.intro", partner=names(offer.partners, t))
    return modal(
        t.plain("stories.title"),
        section(intro),
        *_questions(offer, t, draft, reword=reword),
        callback_id=ids.STORY_FORM,
        submit=t.plain("stories.see"),
        close=t.plain("common.cancel"),
        kept=kept,
    )


def preview(
    offer: Offer,
    draft: Proposal,
    look: Look,
    t: Speech,
    *,
    kept: str,
    again: bool = False,
    reword: bool = False,
) -> Block:
    """The same form, under what will be read. `again` when it is not what they had looked at before."""
    if draft.audience is Audience.CHANNEL and offer.channel:
        read = t("stories.preview.channel", channel=channel_link(offer.channel))
    else:
        read = t("stories.preview.team", people=names(offer.team, t))
    return modal(
        t.plain("stories.title"),
        section(t("stories.preview_again")) if again else None,
        section(read),
        divider(),
        *as_read(look, t),
        divider(),
        quiet(t("stories.preview_below")),
        *_questions(offer, t, draft, reword=reword),
        callback_id=ids.STORY_FORM,
        submit=t.plain("stories.propose"),
        close=t.plain("common.cancel"),
        kept=kept,
    )


def proposed(seen: Seen, t: Speech) -> Block:
    """Who is asked now, in the place of the form."""
    said = message(
        section(t("stories.proposed", people=names(seen.missing, t))), actions(_withdraw(seen.story, t))
    )
    return notice(t, said)


def _questions(offer: Offer, t: Speech, draft: Proposal | None, *, reword: bool) -> Iterator[Block]:
    kinds = [option(t.plain(f"stories.kind.{one}"), one.value) for one in StoryKind]
    named = [option(t.plain("stories.named.yes"), YES), option(t.plain("stories.named.no"), NO)]
    readers = [option(t.plain(f"stories.audience.{one}"), one.value) for one in offer.audiences]
    yield ask(
        t.plain("stories.what"),
        _radio(KIND, kinds, draft.kind if draft else StoryKind.SUCCESS),
        block_id=KIND,
    )
    if offer.mentorship.is_group and not reword:
        hint = t.plain("stories.whom_hint")
        yield ask(t.plain("stories.whom"), _whom(offer, t, draft), block_id=WHOM, hint=hint)
    words = text_input(
        WORDS, multiline=True, most=LONGEST_WORDS, initial=draft.wording.words if draft else ""
    )
    yield ask(t.plain("stories.words"), words, block_id=WORDS, hint=t.plain("stories.words_hint"))
    yield ask(
        t.plain("stories.names"),
        _radio(NAMES, named, NO if draft and not draft.wording.named else YES),
        block_id=NAMES,
        hint=t.plain("stories.names_hint"),
    )
    chosen = draft.audience if draft and draft.audience in offer.audiences else offer.audiences[0]
    yield ask(t.plain("stories.readers"), _radio(READERS, readers, chosen), block_id=READERS)
    yield quiet(*_who_reads(offer, t))


def _who_reads(offer: Offer, t: Speech) -> Iterator[Markup]:
    """Both are said by name; and of what is not offered, why."""
    if offer.channel:
        yield t("stories.channel_is", channel=channel_link(offer.channel))
    else:
        yield t("stories.no_channel")
    yield t("stories.team_is", people=names(offer.team, t)) if offer.team else t("stories.no_team")


def _whom(offer: Offer, t: Speech, draft: Proposal | None) -> Block:
    people = [option(one.name, one.id) for one in offer.partners]
    menu = select(WHOM, placeholder=t.plain("stories.whom_choose"), options=people, several=True)
    before = {str(one) for one in draft.wording.people} if draft else set()
    chosen = [one for one in people if one["value"] in before]
    return {**menu, "initial_options": chosen} if chosen else menu


def _radio(name: str, offered: list[Block], chosen: str) -> Block:
    found = next((one for one in offered if one["value"] == chosen), offered[0])
    return {"type": "radio_buttons", "action_id": name, "options": offered, "initial_option": found}


# -- how it stands -------------------------------------------------------------------------------------------------


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


# -- as it is read -------------------------------------------------------------------------------------------------


def aloud(look: Look, t: Speech) -> Block:
    """The very words, as everybody reads them: in the programme's language where a channel does."""
    quoted = "\n".join(f"> {escape(line)}" for line in look.words.splitlines())
    return section(Markup.joined([_whose(look, _readers(look, t)), Markup(quoted)]))


def as_read(look: Look, t: Speech) -> list[Block]:
    """The same, with what stands below it once everybody has agreed."""
    agreed = _readers(look, t)("stories.aloud.agreed")
    below = [agreed] if look.language else [agreed, t("stories.shared_with_you")]
    return [aloud(look, t), quiet(*below)]


def post(look: Look, t: Speech) -> Message:
    """The message in the channel."""
    return message(*as_read(look, t))


def channel_link(channel: str | None) -> Markup:
    """As Slack shows it: by its name, to whoever may see it. Nothing where there is none."""
    return Markup(f"<#{channel}>") if channel else Markup("")


def _readers(look: Look, t: Speech) -> Speech:
    return t if look.language is None else Speech(as_language(look.language), t.address, t.zone)


def _whose(look: Look, t: Speech) -> Markup:
    thanks = look.kind is StoryKind.THANKS
    if not look.people:
        return t("stories.aloud.thanks_unnamed" if thanks else "stories.aloud.success_unnamed")
    author, *others = look.people
    if thanks and others:
        return t("stories.aloud.thanks", author=mention(author.slack_id), people=names(others, t))
    return t("stories.aloud.success", people=names(look.people, t))
