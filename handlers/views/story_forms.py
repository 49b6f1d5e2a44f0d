"""The form in which a success or a thank-you is proposed or reworded, and the look at it as it will be read."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.stories import LONGEST_WORDS, Audience, Proposal, StoryKind
from bot.programme.stories import Look, Offer
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views.blocks import Block, ask, divider, modal, option, quiet, section, select, text_input
from handlers.views.story_aloud import as_read, channel_link
from handlers.views.wording import names

KIND, WHOM, WORDS, NAMES, READERS = "story_kind", "story_whom", "story_words", "story_names", "story_readers"
YES, NO = "yes", "no"


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
        _radio(NAMES, named, (YES if draft.wording.named else NO) if draft else None),
        block_id=NAMES,
        hint=t.plain("stories.names_hint"),
    )
    chosen = draft.audience if draft else None
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


def _radio(name: str, offered: list[Block], chosen: str | None) -> Block:
    """With whose names, and before whom, is theirs to say: nothing is chosen for them unless it is all there is."""
    radio = {"type": "radio_buttons", "action_id": name, "options": offered}
    found = next(
        (one for one in offered if one["value"] == chosen), offered[0] if len(offered) == 1 else None
    )
    return {**radio, "initial_option": found} if found else radio
