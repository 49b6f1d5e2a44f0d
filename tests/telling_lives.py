"""Any life of a story, in a real database: what its people did is kept beside it, in the simplest words there are.

Everybody's yes is to what they read, and not to a number: `read` is what each has before their eyes, `agreed` who said
yes to what stands now.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from living import Programme

from bot.domain.calendar import Period
from bot.domain.mentorships import EndedWhy, Mentorship, SeatRole
from bot.domain.people import Person, Standing
from bot.domain.refusals import Refusal
from bot.domain.stories import Audience, Proposal, Story, StoryKind, StoryState
from bot.programme import ending, stories, story_beats, story_channel, story_yeses, telling
from bot.programme.stories import Look
from bot.programme.work import Work

CHANNELS = ("C0ONE", "C0TWO", None)
#: What stands to be agreed to: the words, with names or without, who reads it and where.
Wording = tuple[str, bool, str, str | None]


@dataclass(kw_only=True)
class Life:
    work: Work
    programme: Programme
    mentorship: Mentorship
    people: list[Person]
    story_id: int = 0
    people_in_it: frozenset[int] = frozenset()
    stands: Wording | None = None
    agreed: set[int] = field(default_factory=set)
    read: dict[int, tuple[int, Wording]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    over: bool = False
    words: int = 0
    #: Everything that has left, as it left.
    told: list[Wording] = field(default_factory=list)

    def act(self, what: str, who: int, how: int) -> None:
        """A refusal changes nothing, whatever the reason."""
        with suppress(Refusal):
            getattr(self, what)(self.people[who % len(self.people)], how)
        self.look()

    def look(self) -> None:
        """What the store says of it, held against what they did."""
        story = self.story()
        if self.over and story is not None:
            assert story.wording is None, "its words are kept although it was taken back"
            assert story.yeses == ()
        if story is not None and story.wording is not None:
            assert set(story.yeses) == self.agreed

    # -- what its people do ----------------------------------------------------------------------------------------

    def propose(self, who: Person, how: int) -> None:
        if self.story_id:
            return self.reads(who, how)
        offer = stories.offer(self.work, who, self.mentorship.id)
        others = [one.id for one in self.people if one.id != who.id]
        about = others if how % 3 else others[:1]
        draft = story_yeses.draft(offer, who, about=about, **self._said(how, offer.audiences))
        seen = story_yeses.propose(self.work, who, self.mentorship.id, draft, channel=offer.channel)
        self.story_id, self.people_in_it = seen.story.id, frozenset(draft.wording.people)
        self._now(who, draft, seen.story)

    def reads(self, who: Person, how: int) -> None:
        """They see what stands now, and may answer it much later."""
        seen = stories.mine(self.work, who, self.story_id)
        if self.stands is not None and seen.look is not None:
            self.read[who.id] = (seen.story.version, self.stands)

    def yes(self, who: Person, how: int) -> None:
        if who.id not in self.read or how % 3:
            self.reads(who, how)
        if who.id not in self.read:
            return
        version, read = self.read[who.id]
        before = self._state()
        story_yeses.agree(self.work, who, self.story_id, version)
        if before is StoryState.PROPOSED:
            assert read == self.stands, "a yes to words that are not the ones any more"
            self.agreed.add(who.id)

    def reword(self, who: Person, how: int) -> None:
        seen = stories.mine(self.work, who, self.story_id)
        offer = story_yeses.offer_for(self.work, who, seen.story)
        draft = story_yeses.reworded(seen, **self._said(how, tuple(Audience)))
        story = story_yeses.reword(self.work, who, self.story_id, seen.story.version, draft).story
        assert story.channel == (offer.channel if draft.audience is Audience.CHANNEL else None)
        self._now(who, draft, story)

    def decline(self, who: Person, how: int) -> None:
        story_yeses.decline(self.work, who, self.story_id)
        self.over = True

    def withdraw(self, who: Person, how: int) -> None:
        story_yeses.withdraw(self.work, who, self.story_id)
        self.over = True

    def leaves_the_company(self, who: Person, how: int) -> None:
        self.work.people.change(who.id, standing=Standing.GONE)
        self.gone.add(who.id)

    def leaves_the_group(self, who: Person, how: int) -> None:
        ending.leave(self.work, self.mentorship, who.id, EndedWhy.STOPPED)

    def it_ends(self, who: Person, how: int) -> None:
        ending.end(self.work, self.mentorship, EndedWhy.TERM)

    # -- what the team does, and the bot ---------------------------------------------------------------------------

    def channel(self, who: Person, how: int) -> None:
        channel = CHANNELS[how % len(CHANNELS)]
        story_channel.name(self.work, self.programme.ines, channel)
        story = self.story()
        if story is not None and self.stands is not None and story.channel != self.stands[3]:
            self.stands = (*self.stands[:3], story.channel)
            self.agreed.clear()

    def team(self, who: Person, how: int) -> None:
        act = (story_channel.try_again, story_channel.is_there, story_channel.is_removed)[how % 3]
        act(self.work, self.programme.ines, self.story_id)

    def beats(self, who: Person, how: int) -> None:
        before = self.story()
        self.work.prompts.plan(list(story_beats.to_tell(self.work)), now=self.work.now)
        now = self.story()
        if before is not None and before.wording is not None and (now is None or now.wording is None):
            assert self.gone & self.people_in_it, "it came to nothing, although everybody is here"
            self.over = True

    def time_passes(self, who: Person, how: int) -> None:
        """Longer than any attempt lasts."""
        self.work.machine_now += timedelta(minutes=5)
        self.work.delivery.machine_now = self.work.machine_now  # type: ignore[attr-defined]

    def tells(self, who: Person, how: int) -> None:
        before = self.story()
        taken = telling.take(self.work)
        now = self.story()
        if taken is not None:
            self._leaves(taken[0], taken[1])
            ends = (telling.told, telling.not_told, telling.perhaps_told, None)[how % 4]
            if ends is telling.told:
                telling.told(self.work, taken[0], "1.0")
            elif ends is not None:
                ends(self.work, taken[0])
        elif before is not None and now is not None and before.state is not now.state:
            look = stories.look_of(self.work, now)
            assert look is not None
            self._leaves(now, look)

    # -- parts -----------------------------------------------------------------------------------------------------

    def story(self) -> Story | None:
        return self.work.stories.get(self.story_id) if self.story_id else None

    def _state(self) -> StoryState | None:
        story = self.story()
        return None if story is None else story.state

    def _leaves(self, story: Story, look: Look) -> None:
        """The promise itself."""
        wording = (look.words, bool(look.people), story.audience.value, story.channel)
        assert wording == self.stands, "what leaves is not what they agreed to"
        assert self.agreed == self.people_in_it, "somebody's yes is missing"
        assert len(self.agreed) >= 2
        assert not self.gone & self.people_in_it, "somebody could not take it back any more"
        assert not self.over
        self.told.append(wording)

    def _said(self, how: int, audiences: tuple[Audience, ...]) -> dict[str, object]:
        self.words += 1
        return {
            "kind": StoryKind.THANKS,
            "audience": audiences[how % len(audiences)],
            "words": f"Words {self.words if how % 4 else 'again'}",
            "named": bool(how % 2),
        }

    def _now(self, who: Person, draft: Proposal, story: Story) -> None:
        stands = (draft.wording.words, draft.wording.named, draft.audience.value, story.channel)
        if stands != self.stands:
            self.agreed = set()
        self.stands = stands
        self.agreed.add(who.id)
        self.read[who.id] = (story.version, stands)


def begin(work: Work, programme: Programme, group: bool) -> Life:
    """Léa with Tom, or with Tom and Maya; the channel is named."""
    people = [programme.lea, programme.tom, *([programme.maya] if group else [])]
    learners = [(one.id, SeatRole.MENTEE) for one in people[1:]]
    mentorship = work.mentorships.link(
        programme.id,
        seats=[(programme.lea.id, SeatRole.MENTOR), *learners],
        anchor=work.now.date(),
        period=Period(months=1),
        introduced_at=work.now,
        name="Oser la parole" if group else None,
    )
    return Life(work=work, programme=programme, mentorship=mentorship, people=people)
