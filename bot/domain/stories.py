"""A success or a thank-you that leaves a mentorship: only with the yes of everybody it is about (`field.md` W10, I13).

Each yes is to one version: these words, with or without these names, read by these people. Whatever changes of it is
another version, to which nobody has said yes yet. What may be told is said by one function, `may_be_told`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.refusals import Refusal

#: Characters.
LONGEST_WORDS = 500
#: Nothing leaves a mentorship on one person's word.
FEWEST_YESES = 2
#: How long it is worth asking. Not agreed to in twice that time, it stays between them: silence is no yes.
ANSWERED_WITHIN = timedelta(days=30)
#: That something was declined or taken back, which is all that is left of it, is forgotten so long after it was
#: proposed.
CLOSED_IS_KEPT = timedelta(days=90)
#: After the end of a mentorship there is still time to say thank you (design §8: topics are kept as long).
AFTER_THE_END = timedelta(days=90)


class StoryKind(StrEnum):
    SUCCESS = "success"
    THANKS = "thanks"


class Audience(StrEnum):
    """Who reads it: everybody in the programme's channel, or those who run the programme and nobody else."""

    CHANNEL = "channel"
    TEAM = "team"


class StoryState(StrEnum):
    """proposed → agreed → telling → told; withdrawn or declined from wherever it is.

    `UNCLEAR`: it may have been posted, and nobody but the team can look. `NOT_IN`, `ARCHIVED`, `REFUSED`: it was not,
    until the team mends it. `TAKING_BACK`: withdrawn, and its message is to be removed; `BY_HAND`: by a person, since
    the bot cannot.
    """

    PROPOSED = "proposed"
    AGREED = "agreed"
    TELLING = "telling"
    TOLD = "told"
    UNCLEAR = "unclear"
    NOT_IN = "not_in_channel"
    ARCHIVED = "is_archived"
    REFUSED = "refused"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TAKING_BACK = "taking_back"
    BY_HAND = "by_hand"


#: Agreed, not told, and it will not be before the team has done something.
STUCK = (StoryState.NOT_IN, StoryState.ARCHIVED, StoryState.REFUSED)
#: Nobody has read it outside, and its words may still change.
UNTOLD = (StoryState.PROPOSED, StoryState.AGREED, *STUCK)
#: What the team has to look after, because nobody else can.
FOR_A_PERSON = (StoryState.UNCLEAR, *STUCK, StoryState.BY_HAND)
#: Its words are gone.
CLOSED = (StoryState.DECLINED, StoryState.WITHDRAWN, StoryState.TAKING_BACK, StoryState.BY_HAND)


class WordsMissing(Refusal):
    """Nothing to agree to."""

    key = "stories.words_missing"


class NobodyNamed(Refusal):
    """In a group: whom it is about has to be said, since they are the ones who agree."""

    key = "stories.nobody_named"


class ChangedMeanwhile(Refusal):
    """A yes to words that are not the ones any more."""

    key = "stories.changed_meanwhile"


class NobodyReads(Refusal):
    """No channel, and nobody of the team far enough from these people: there is nobody to tell."""

    key = "stories.nobody_reads"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """What is agreed to, word for word, and sealed as one. `people` are those whom it is about, its author first: each
    of them says yes, whether or not they are `named` in it.
    """

    words: str
    named: bool
    people: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What somebody puts into the form."""

    kind: StoryKind
    audience: Audience
    wording: Wording

    def imprint(self, channel: str | None) -> str:
        """Tells this proposal from any other: nobody proposes what they have not seen as it will look."""
        wording = self.wording
        told = (self.kind, self.audience, channel, wording.words, wording.named, *sorted(wording.people))
        return hashlib.sha256(repr(tuple(map(str, told))).encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """`yeses` are those who said yes to this very version, in the order in which they did, `last_yes` when the last one
    did (machine time). `wording` is None once it is gone. `channel` is where it is agreed to be read, and `ts` its
    message there; `told_at` is when it was told (programme time), before that, when it was last tried (machine time).
    """

    id: int
    programme_id: int
    mentorship_id: int
    by_id: int
    kind: StoryKind
    audience: Audience
    wording: Wording | None
    version: int
    state: StoryState
    at: datetime
    yeses: tuple[int, ...]
    last_yes: datetime | None
    told_at: datetime | None
    channel: str | None
    ts: str | None

    @property
    def proposal(self) -> Proposal | None:
        """What is agreed to; nothing once its words are gone."""
        if self.wording is None:
            return None
        return Proposal(kind=self.kind, audience=self.audience, wording=self.wording)

    @property
    def people(self) -> tuple[int, ...]:
        """Everybody whose yes it takes, and who may take it back."""
        return self.wording.people if self.wording else ()

    @property
    def missing(self) -> tuple[int, ...]:
        """Those of them who have not said yes to this version."""
        return tuple(one for one in self.people if one not in self.yeses)


def period_of(story_id: int) -> str:
    """How the ledger names what is said about it."""
    return f"story-{story_id}"


def is_agreed(story: Story) -> bool:
    """Whether everybody it is about, two people at least, said yes to these words, and nobody took them back."""
    return story.wording is not None and len(set(story.people)) >= FEWEST_YESES and not story.missing


def may_be_told(story: Story, *, here: Container[int], channel: str | None) -> bool:
    """The one rule of what leaves a mentorship: everybody said yes to this version, all of them are `here` to take it
    back, and it is read where they agreed that it would be. `channel` is the programme's, as it is now.
    """
    if story.state is not StoryState.AGREED or not is_agreed(story):
        return False
    if any(one not in here for one in story.people):
        return False
    return story.audience is Audience.TEAM or (channel is not None and story.channel == channel)


def left_outside(story: Story) -> StoryState | None:
    """What still has to be done where it was told, once it is taken back; None when nothing of it stands there. Of what
    may be on its way right now the message is removed as soon as it is known where it is.
    """
    if story.state in (StoryState.TAKING_BACK, StoryState.BY_HAND):
        return story.state
    if story.audience is Audience.TEAM:
        return None
    if story.state is StoryState.TELLING or (story.state is StoryState.TOLD and story.ts):
        return StoryState.TAKING_BACK
    return StoryState.BY_HAND if story.state in (StoryState.TOLD, StoryState.UNCLEAR) else None
