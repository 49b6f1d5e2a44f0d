"""What somebody may propose to tell of a mentorship, how it would be read, and what stands of what was proposed.

In a pair both agree; in a group everybody whom it is about. How they do is in `story_yeses.py`; what is told, and
where, in `telling.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.domain.stories import AFTER_THE_END, Audience, NobodyReads, Proposal, Story, StoryKind
from bot.programme.closeness import close_to, team_but
from bot.programme.others import Others, others_in
from bot.programme.untold import check_told
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """What somebody may propose in one of their mentorships. `channel` is the programme's, None where it has none;
    `team` are those who would read what is told to the team, nobody when all of them are too close.
    """

    mentorship: Mentorship
    partners: Others
    channel: str | None
    team: tuple[Person, ...]
    language: str

    @property
    def audiences(self) -> tuple[Audience, ...]:
        there = {Audience.CHANNEL: self.channel is not None, Audience.TEAM: bool(self.team)}
        return tuple(one for one in Audience if there[one])


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A story as it is read: the same to whoever agrees to it and to whoever it is told to. `language` is the
    programme's where a whole channel reads it, None where each reads it in their own. Without names, `people` is empty.
    """

    kind: StoryKind
    words: str
    people: tuple[Person, ...]
    language: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A story as one of its people sees it. `people` are all of them, its author first; `missing` those who have not
    said yes to these words; `look` is None once they are gone. `gone_from`: it was agreed for a channel that is not the
    programme's any more.
    """

    story: Story
    reader_id: int
    people: tuple[Person, ...]
    missing: tuple[Person, ...]
    team: tuple[Person, ...]
    look: Look | None
    gone_from: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What one mentorship has told or would like to, as this person may see it, and what they may propose."""

    offer: Offer
    stories: tuple[Seen, ...]


# -- looking -------------------------------------------------------------------------------------------------------


def offer(work: Work, actor: Person, mentorship_id: int) -> Offer:
    """Raises `Outdated` for a mentorship that is not theirs or ended long ago, `NotJustNow` until they know of its end,
    `NobodyReads` where there is nobody to tell.
    """
    found = offered_in(work, actor, _theirs(work, actor, mentorship_id))
    if not found.audiences:
        raise NobodyReads
    return found


def offered_in(work: Work, actor: Person, mentorship: Mentorship) -> Offer:
    """The same without a question asked, whoever has left meanwhile."""
    return Offer(
        mentorship=mentorship,
        partners=others_in(work, mentorship, actor),
        channel=channel_of(work, mentorship.programme_id),
        team=team_for(work, [seat.person_id for seat in mentorship.seats]),
        language=work.programmes.get(mentorship.programme_id).language,
    )


def page(work: Work, actor: Person, mentorship_id: int) -> Page:
    """Everything that stands, the newest first; of what was declined or taken back its author still sees that."""
    found = _theirs(work, actor, mentorship_id)
    stories = [one for one in work.stories.of(found.id) if actor.id in (one.by_id, *one.people)]
    return Page(
        offer=offered_in(work, actor, found), stories=tuple(seen(work, one, actor) for one in stories)
    )


def mine(work: Work, actor: Person, story_id: int) -> Seen:
    """Raises `Outdated` for a story that is none of theirs."""
    return seen(work, party(work, actor, story_id), actor)


def party(work: Work, actor: Person, story_id: int, *, hold: bool = False) -> Story:
    """A story whose yes is theirs to give, also after they left the mentorship. Raises `Outdated` for any other; of one
    that is over, its author may still hear so.
    """
    story = work.stories.held(story_id) if hold else work.stories.get(story_id)
    if story is None or actor.id not in (story.people or (story.by_id,)):
        raise Outdated
    return story


def seen(work: Work, story: Story, reader: Person) -> Seen:
    known = work.people.many(story.people)
    channel = channel_of(work, story.programme_id)
    return Seen(
        story=story,
        reader_id=reader.id,
        people=tuple(known[one] for one in story.people),
        missing=tuple(known[one] for one in story.missing),
        team=team_for(work, story.people) if story.audience is Audience.TEAM else (),
        look=look_of(work, story),
        gone_from=story.audience is Audience.CHANNEL and story.channel != channel,
    )


def look_of(work: Work, story: Story) -> Look | None:
    """How it is read; nothing once its words are gone."""
    return None if story.proposal is None else look(work, story.programme_id, story.proposal)


def look(work: Work, programme_id: int, proposal: Proposal) -> Look:
    """How these words will be read, names and all."""
    wording, in_channel = proposal.wording, proposal.audience is Audience.CHANNEL
    known = work.people.many(wording.people) if wording.named else {}
    return Look(
        kind=proposal.kind,
        words=wording.words,
        people=tuple(known[one] for one in wording.people if one in known),
        language=work.programmes.get(programme_id).language if in_channel else None,
    )


def channel_of(work: Work, programme_id: int) -> str | None:
    """The channel in which this programme's stories are told, or that of another one that runs in the company."""
    own = work.programmes.get(programme_id).channel
    return own or next((one.channel for one in work.programmes.running() if one.channel), None)


def team_for(work: Work, people: Iterable[int]) -> tuple[Person, ...]:
    """Who of the team reads what these people tell: nobody who is close to one of them (design §8)."""
    return team_but(work, close_to(work, *work.people.many(people).values()))


def thanks_to(work: Work, mentor_id: int, first: datetime, last: datetime) -> Sequence[str]:
    """The words in which this person was thanked between these instants of programme time, as everybody agreed that
    they may be told, and nobody took back.
    """
    told = work.stories.told_between(first, last)
    thanks = [one for one in told if one.kind is StoryKind.THANKS and mentor_id in one.people]
    return [one.wording.words for one in thanks if one.wording and one.by_id != mentor_id]


# -- parts -----------------------------------------------------------------------------------------------------------


def _theirs(work: Work, actor: Person, mentorship_id: int) -> Mentorship:
    check_told(work, actor, mentorship_id)
    found = work.mentorships.get(mentorship_id)
    if found is None or found.seat_of(actor.id) is None or _ended_long_ago(work, found):
        raise Outdated
    return found


def _ended_long_ago(work: Work, mentorship: Mentorship) -> bool:
    ended = mentorship.ended_at
    return (
        mentorship.state is MentorshipState.ENDED and ended is not None and ended < work.now - AFTER_THE_END
    )
