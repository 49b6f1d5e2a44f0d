"""A success or a thank-you: as it is proposed, agreed to, read and taken back; and what the team has to look after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.calendar import Period
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, MentorshipState, Seat, SeatRole
from bot.domain.people import Person
from bot.domain.stories import (
    LONGEST_WORDS,
    Audience,
    Proposal,
    Story,
    StoryKind,
    StoryState,
    Wording,
)
from bot.programme.others import Others
from bot.programme.prompts import Bundle
from bot.programme.stories import Look, Offer, Page, Seen
from bot.programme.story_facts import StoryFacts, StoryNews, StoryShared, StoryTrouble
from bot.texts import Speech
from handlers.views import prompts, stories, story_aloud, story_channel, story_forms
from handlers.views.blocks import Message
from handlers.views.common import notice
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTEES, PEOPLE, TODAY, TOM, WORKSPACE
from tests.views.test_prompts import prompt

AT = datetime(2026, 3, 17, 10, 42, tzinfo=UTC)
CHANNEL = "C0MENTORAT"
THANKS = (
    "Il y a quatre mois, je n’osais pas prendre la parole en réunion.\n"
    "La semaine dernière, j’ai présenté notre feuille de route à cent personnes. Merci d’y avoir cru avant moi."
)
SUCCESS = "Nous avons préparé ensemble une candidature interne. Elle a été retenue !"
WIDE = "&\n" * (LONGEST_WORDS // 2)


def in_it(*people: Person, name: str | None = None) -> Mentorship:
    roles = (SeatRole.MENTOR, *([SeatRole.MENTEE] * (len(people) - 1)))
    return Mentorship(
        id=12,
        programme_id=1,
        state=MentorshipState.ACTIVE,
        temporary=False,
        anchor=date(2026, 1, 12),
        period=Period(months=1),
        timezone="Europe/Paris",
        introduced_at=AT,
        ends_on=None,
        paused_until=None,
        seats=tuple(
            Seat(id=one.id, person_id=one.id, role=role) for one, role in zip(people, roles, strict=True)
        ),
        name=name,
    )


def offer(**known: object) -> Offer:
    facts = {"channel": CHANNEL, "team": (INES, PEOPLE["sofia"]), "language": "fr"} | known
    return Offer(**({"mentorship": in_it(LEA, TOM), "partners": Others([LEA])} | facts))  # type: ignore[arg-type]


GROUP = offer(
    mentorship=in_it(LEA, *MENTEES, name="Oser la parole"), partners=Others(MENTEES, "Oser la parole")
)


def draft(
    words: str = THANKS,
    *,
    kind: StoryKind = StoryKind.THANKS,
    audience: Audience = Audience.CHANNEL,
    named: bool = True,
) -> Proposal:
    return Proposal(
        kind=kind, audience=audience, wording=Wording(words=words, named=named, people=(TOM.id, LEA.id))
    )


def look_of(proposal: Proposal, people: tuple[Person, ...] = (TOM, LEA)) -> Look:
    return Look(
        kind=proposal.kind,
        words=proposal.wording.words,
        people=people if proposal.wording.named else (),
        language="fr" if proposal.audience is Audience.CHANNEL else None,
    )


def seen(
    reader: Person, state: StoryState, *yeses: Person, proposal: Proposal | None = None, version: int = 1
) -> Seen:
    said = proposal or draft()
    gone = state in (StoryState.DECLINED, StoryState.WITHDRAWN, StoryState.TAKING_BACK, StoryState.BY_HAND)
    story = Story(
        id=7,
        programme_id=1,
        mentorship_id=12,
        by_id=TOM.id,
        kind=said.kind,
        audience=said.audience,
        wording=None if gone else said.wording,
        version=version,
        state=state,
        at=AT,
        yeses=tuple(one.id for one in yeses),
        last_yes=AT,
        told_at=AT,
        channel=CHANNEL if said.audience is Audience.CHANNEL else None,
        ts=None,
    )
    return Seen(
        story=story,
        reader_id=reader.id,
        people=(TOM, LEA),
        missing=tuple(one for one in (TOM, LEA) if one not in yeses),
        team=(INES, PEOPLE["sofia"]),
        look=None if gone else look_of(said),
    )


def bundle(title: str, to: Person, *facts: StoryFacts, drawn: bool = True) -> Case:
    def draw(t: Speech) -> Message:
        return prompts.bundle(Bundle(recipient=to, workspace=WORKSPACE, today=TODAY, facts=facts), t)

    return Case("stories", title, draw, drawn=drawn)


def news(title: str, to: Person, found: Seen, **known: object) -> Case:
    asked = prompt(PromptKind.STORY_ASKED)
    if found.look is None:
        return bundle(title, to, StoryNews(prompt=asked, seen=None, over=found.story))
    return bundle(title, to, StoryNews(prompt=asked, seen=found, **known))  # type: ignore[arg-type]


def trouble(title: str, state: StoryState | None) -> Case:
    asked = replace(prompt(PromptKind.STORY_TROUBLE), about={"story": 7})
    return bundle(title, INES, StoryTrouble(prompt=asked, state=state, channel=CHANNEL, at=AT))


TEAM = draft(SUCCESS, kind=StoryKind.SUCCESS, audience=Audience.TEAM)
ASKED = seen(LEA, StoryState.PROPOSED, TOM)
WAITS = seen(TOM, StoryState.PROPOSED, TOM)

CASES = [
    Case("stories", "Tom would like to say thank you", lambda t: story_forms.form(offer(), t, kept="12:0:0")),
    Case("stories", "No channel yet", lambda t: story_forms.form(offer(channel=None), t, kept="12:0:0")),
    Case(
        "stories",
        "The team is too close",
        lambda t: story_forms.form(offer(team=()), t, kept="12:0:0"),
        drawn=False,
    ),
    Case("stories", "In a group", lambda t: story_forms.form(GROUP, t, kept="12:0:0", draft=draft())),
    Case(
        "stories",
        "He reads it as it will be read",
        lambda t: story_forms.preview(offer(), draft(), look_of(draft()), t, kept="12:0:0:x"),
    ),
    Case(
        "stories",
        "He has changed something",
        lambda t: story_forms.preview(offer(), TEAM, look_of(TEAM), t, kept="12:0:0:x", again=True),
    ),
    Case(
        "stories",
        "As wide as it gets",
        lambda t: story_forms.preview(
            GROUP, draft(WIDE), look_of(draft(WIDE), MENTEES), t, kept="12:0:0:x", again=True
        ),
        drawn=False,
    ),
    Case(
        "stories",
        "Léa changes the words",
        lambda t: story_forms.form(
            offer(partners=Others([TOM])), t, kept="12:7:1", draft=draft(), reword=True
        ),
    ),
    Case("stories", "Tom has proposed it", lambda t: stories.proposed(WAITS, t)),
    news("Léa is asked", LEA, ASKED),
    news(
        "The words have changed",
        TOM,
        seen(TOM, StoryState.PROPOSED, LEA, proposal=draft(named=False), version=2),
    ),
    news("She reads an old message", LEA, ASKED, newer=True),
    news("For the team alone", LEA, seen(LEA, StoryState.PROPOSED, TOM, proposal=TEAM)),
    news("She said yes", LEA, seen(LEA, StoryState.AGREED, TOM, LEA)),
    news("She said yes, for the team", LEA, seen(LEA, StoryState.AGREED, TOM, LEA, proposal=TEAM)),
    news("The channel is gone", LEA, replace(seen(LEA, StoryState.AGREED, TOM, LEA), gone_from=True)),
    news("It has been told", TOM, seen(TOM, StoryState.TOLD, TOM, LEA)),
    news("It has been told to the team", TOM, seen(TOM, StoryState.TOLD, TOM, LEA, proposal=TEAM)),
    news("Nobody knows whether it is there", TOM, seen(TOM, StoryState.UNCLEAR, TOM, LEA)),
    news("It could not be posted", TOM, seen(TOM, StoryState.NOT_IN, TOM, LEA)),
    news("Not this time", TOM, seen(TOM, StoryState.DECLINED)),
    news("Taken back from the channel", TOM, seen(TOM, StoryState.TAKING_BACK)),
    news("Taken back, and a person removes it", TOM, seen(TOM, StoryState.BY_HAND)),
    bundle("Long forgotten", TOM, StoryNews(prompt=prompt(PromptKind.STORY_TOLD), seen=None)),
    Case(
        "stories",
        "What they have told",
        lambda t: stories.page(
            Page(offer=offer(), stories=(WAITS, seen(TOM, StoryState.TOLD, TOM, LEA, proposal=TEAM))),
            t,
            today=TODAY,
        ),
    ),
    Case(
        "stories",
        "Nobody to tell",
        lambda t: stories.page(Page(offer=offer(channel=None, team=()), stories=()), t, today=TODAY),
    ),
    Case("stories", "Her yes came too late", lambda t: stories.one(ASKED, t, today=TODAY, changed=True)),
    Case("stories", "In the channel: a thank-you", lambda t: story_aloud.post(look_of(draft()), t)),
    Case(
        "stories",
        "In the channel: a success",
        lambda t: story_aloud.post(look_of(replace(TEAM, audience=Audience.CHANNEL)), t),
    ),
    Case(
        "stories",
        "In the channel, without names",
        lambda t: story_aloud.post(look_of(draft(SUCCESS, kind=StoryKind.SUCCESS, named=False)), t),
    ),
    Case(
        "stories", "The way there", lambda t: [{"type": "actions", "elements": [stories.open_button(12, t)]}]
    ),
    bundle(
        "The team reads it", INES, StoryShared(prompt=prompt(PromptKind.STORY_SHARED), look=look_of(TEAM))
    ),
    bundle("And reads it no more", INES, StoryShared(prompt=prompt(PromptKind.STORY_SHARED), look=None)),
    Case("stories", "The channel", lambda t: story_channel.form(CHANNEL, t)),
    Case("stories", "The channel, when there is none", lambda t: story_channel.form(None, t), drawn=False),
    Case("stories", "A channel is named", lambda t: notice(t, story_channel.saved(CHANNEL, t))),
    Case("stories", "No channel any more", lambda t: notice(t, story_channel.saved(None, t)), drawn=False),
    Case("stories", "In the channel, for Inès alone", story_channel.hello),
    Case(
        "stories", "The bot is not in it", lambda t: story_channel.cannot_write(CHANNEL, StoryState.NOT_IN, t)
    ),
    Case(
        "stories",
        "It is archived",
        lambda t: story_channel.cannot_write(CHANNEL, StoryState.ARCHIVED, t),
        drawn=False,
    ),
    Case(
        "stories",
        "Slack refuses",
        lambda t: story_channel.cannot_write(CHANNEL, StoryState.REFUSED, t),
        drawn=False,
    ),
    trouble("It may be there", StoryState.UNCLEAR),
    trouble("The bot is not in the channel", StoryState.NOT_IN),
    trouble("The channel is archived", StoryState.ARCHIVED),
    trouble("Slack does not let it", StoryState.REFUSED),
    trouble("Somebody has to remove it", StoryState.BY_HAND),
    trouble("It is settled", None),
]
