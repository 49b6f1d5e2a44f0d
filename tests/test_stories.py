"""Nothing leaves a mentorship without the yes of everybody it is about, to these words; and it can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from living import Programme

from bot.domain.changes import ToldBy
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy, Mentorship
from bot.domain.people import Person, Standing
from bot.domain.permissions import Right
from bot.domain.refusals import NotAllowed, Outdated
from bot.domain.stories import (
    Audience,
    ChangedMeanwhile,
    NobodyNamed,
    NobodyReads,
    Story,
    StoryKind,
    StoryState,
    WordsMissing,
)
from bot.programme import ending, stories, story_beats, story_channel, story_facts, story_yeses, telling
from bot.programme.stories import Seen
from bot.programme.untold import NotJustNow
from bot.programme.work import Work
from storage import recollections
from tests.storage.stage import at_once
from tests.telling_lives import begin

HERE = "C0HERE"


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    """Léa mentors Tom; Omar coordinates; a channel is named. It is Tuesday at ten."""
    programme.travel("2026-03-10 10:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
        story_channel.name(work, programme.ines, HERE)
    return programme.pair(programme.lea, programme.tom, since="2026-01-12")


def proposes(
    work: Work,
    actor: Person,
    mentorship: Mentorship,
    words: str = "Merci pour tout",
    *,
    audience: Audience = Audience.CHANNEL,
    kind: StoryKind = StoryKind.THANKS,
) -> Seen:
    offer = stories.offer(work, actor, mentorship.id)
    draft = story_yeses.draft(offer, actor, kind=kind, audience=audience, words=words, named=True, about=())
    return story_yeses.propose(work, actor, mentorship.id, draft, channel=offer.channel)


def agreed(work: Work, programme: Programme, pair: Mentorship, **how: Audience) -> Story:
    seen = proposes(work, programme.tom, pair, **how)  # type: ignore[arg-type]
    return story_yeses.agree(work, programme.lea, seen.story.id, 1).story


def state(programme: Programme, story: Story) -> StoryState | None:
    with programme.work() as work:
        found = work.stories.get(story.id)
        return None if found is None else found.state


@pytest.mark.long
def test_one_yes_tells_nobody_and_the_second_one_tells_once(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        seen = proposes(work, programme.tom, pair)
        assert seen.missing == (programme.lea,)
        assert telling.take(work) is None
        story_yeses.agree(work, programme.lea, seen.story.id, 1)
        story, look = telling.take(work) or pytest.fail("nothing is told")
        assert (look.words, look.people) == ("Merci pour tout", (programme.tom, programme.lea))
        assert telling.take(work) is None, "whoever looks next finds it taken"
        telling.told(work, story, "1.5")
    assert state(programme, story) is StoryState.TOLD
    with programme.work() as work:
        said = [one for one in work.prompts.pending() if one.kind is PromptKind.STORY_TOLD]
        assert [one.recipient_id for one in said] == [programme.tom.id], (
            "whoever said the last yes has read it"
        )
        assert stories.thanks_to(
            work, programme.lea.id, work.now - timedelta(1), work.now + timedelta(1)
        ) == ["Merci pour tout"]
        assert (
            stories.thanks_to(work, programme.tom.id, work.now - timedelta(1), work.now + timedelta(1)) == []
        )


@pytest.mark.long
def test_a_yes_to_words_that_have_changed_is_no_yes(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        seen = proposes(work, programme.tom, pair)
        draft = story_yeses.reworded(
            seen, kind=StoryKind.THANKS, audience=Audience.CHANNEL, words="Mille mercis", named=False
        )
        story_yeses.reword(work, programme.tom, seen.story.id, 1, draft)
        with pytest.raises(ChangedMeanwhile):
            story_yeses.agree(work, programme.lea, seen.story.id, 1)
        assert telling.take(work) is None
        story_yeses.agree(work, programme.lea, seen.story.id, 2)
        _, look = telling.take(work) or pytest.fail("nothing is told")
        assert (look.words, look.people) == ("Mille mercis", ())


@pytest.mark.long
def test_what_is_told_to_the_team_is_read_by_nobody_who_is_close_and_loses_its_words(
    programme: Programme, pair: Mentorship
) -> None:
    with programme.work() as work:
        work.people.change(programme.tom.id, manager_id=programme.omar.id)
        assert stories.offer(work, programme.tom, pair.id).team == (programme.ines,), "Omar manages Tom"
        story = agreed(work, programme, pair, audience=Audience.TEAM)
        assert telling.take(work) is None
    told = {
        (one.bundle.recipient.first_name, fact.look.words)
        for one in programme.release()
        for fact in one.bundle.facts
        if fact.prompt.kind is PromptKind.STORY_SHARED
    }
    assert told == {("Inès", "Merci pour tout")}
    with programme.work() as work:
        [prompt] = work.prompts.series(programme.ines.id, PromptKind.STORY_SHARED)
        story_yeses.withdraw(work, programme.lea, story.id)
        assert story_facts.shared(work, prompt, programme.ines).look is None
        assert work.delivery.has_retouches() or work.delivery.woke


@pytest.mark.long
def test_who_takes_it_back_while_it_is_on_its_way_has_it_removed_at_once(
    programme: Programme, pair: Mentorship
) -> None:
    with programme.work() as work:
        agreed(work, programme, pair)
        taken, _ = telling.take(work) or pytest.fail("nothing is told")
        story_yeses.withdraw(work, programme.tom, taken.id)
        assert telling.to_remove(work) is None, "nobody knows yet where it is"
        telling.told(work, taken, "1.5")
        there = telling.to_remove(work)
        assert there is not None
        assert (there.channel, there.ts, there.wording) == (HERE, "1.5", None)
        telling.removed(work, there)
        assert work.stories.get(taken.id) is None


@pytest.mark.long
def test_a_bot_that_was_cut_off_never_posts_again_by_itself_and_the_team_decides(
    programme: Programme, pair: Mentorship
) -> None:
    with programme.work() as work:
        agreed(work, programme, pair)
        taken, _ = telling.take(work) or pytest.fail("nothing is told")
        work.stories.change(taken.id, told_at=work.machine_now - timedelta(minutes=5))
    programme.tick()
    assert state(programme, taken) is StoryState.UNCLEAR
    programme.tick()
    with programme.work() as work:
        assert telling.take(work) is None
        told = [one.recipient_id for one in work.prompts.pending() if one.kind is PromptKind.STORY_TROUBLE]
        assert told == [programme.omar.id], "each of the team once"
        with pytest.raises(NotAllowed):
            story_channel.try_again(work, programme.lea, taken.id)
        story_channel.try_again(work, programme.omar, taken.id)
        again, _ = telling.take(work) or pytest.fail("it is not told after somebody has looked")
        telling.perhaps_told(work, again)
        story_channel.is_there(work, programme.omar, taken.id)
        story_yeses.withdraw(work, programme.lea, taken.id)
    assert state(programme, taken) is StoryState.BY_HAND, "where it is, only they know"
    with programme.work() as work:
        story_channel.is_removed(work, programme.omar, taken.id)
        with pytest.raises(Outdated):
            story_channel.is_removed(work, programme.ines, taken.id)


@pytest.mark.long
def test_after_a_backup_was_put_back_what_may_have_been_posted_is_looked_for_by_a_person(
    programme: Programme, pair: Mentorship
) -> None:
    with programme.work() as work:
        story = agreed(work, programme, pair)
    with programme.engine.begin() as connection:
        recollections.note(connection, at=programme.clock.machine_now() + timedelta(seconds=5))
    with programme.work() as work:
        assert telling.take(work) is None
    assert state(programme, story) is StoryState.UNCLEAR


@pytest.mark.long
def test_another_channel_asks_everybody_anew_and_none_tells_nobody(
    programme: Programme, pair: Mentorship
) -> None:
    with programme.work() as work:
        story = agreed(work, programme, pair)
        story_channel.name(work, programme.omar, None)
        assert telling.take(work) is None
        story_channel.name(work, programme.omar, "C0THERE")
        moved = stories.mine(work, programme.tom, story.id).story
        assert (moved.version, moved.channel, moved.yeses) == (2, "C0THERE", ())
        asked = [one.recipient_id for one in work.prompts.pending() if one.about.get("version") == 2]
        assert sorted(asked) == sorted([programme.tom.id, programme.lea.id])


@pytest.mark.long
def test_whoever_has_left_is_told_of_by_nobody(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        story = agreed(work, programme, pair)
        work.people.change(programme.tom.id, standing=Standing.GONE)
        assert telling.take(work) is None
        list(story_beats.to_tell(work))
        closed = work.stories.get(story.id)
        assert closed is not None
        assert (closed.state, closed.wording) == (StoryState.WITHDRAWN, None)


@pytest.mark.long
def test_nobody_reads_of_a_channel_in_the_evening(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        agreed(work, programme, pair)
    programme.travel("2026-03-10 22:00")
    with programme.work() as work:
        assert telling.take(work) is None
    programme.travel("2026-03-11 09:30")
    with programme.work() as work:
        assert telling.take(work) is not None


@pytest.mark.long
def test_erased_is_erased_wherever_it_stood(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        agreed(work, programme, pair)
        taken, _ = telling.take(work) or pytest.fail("nothing is told")
        telling.told(work, taken, "1.5")
        waiting = proposes(work, programme.lea, pair, "Une belle annee", kind=StoryKind.SUCCESS)
        story_yeses.erase(work, programme.tom)
        assert work.stories.get(waiting.story.id) is None
        there = telling.to_remove(work)
        assert there is not None
        assert there.wording is None
        telling.removed(work, there)
        assert work.stories.about(programme.tom.id) == []


@pytest.mark.long
def test_two_who_say_yes_at_the_same_moment_have_both_said_it_and_one_bot_of_many_tells(
    programme: Programme, pair: Mentorship
) -> None:
    three = (programme.lea, programme.tom, programme.maya)
    with programme.work() as work:
        group = begin(work, programme, group=True).mentorship
        offer = stories.offer(work, programme.tom, group.id)
        said = {"kind": StoryKind.SUCCESS, "audience": Audience.CHANNEL, "words": "Ensemble", "named": True}
        with pytest.raises(NobodyNamed):
            story_yeses.draft(offer, programme.tom, about=(), **said)
        draft = story_yeses.draft(
            offer, programme.tom, about=[one.id for one in three if one != programme.tom], **said
        )
        story = story_yeses.propose(work, programme.tom, group.id, draft, channel=HERE).story

    def says_yes(which: int) -> None:
        with programme.work() as work:
            story_yeses.agree(work, (programme.lea, programme.maya)[which], story.id, 1)

    def takes(_: int) -> bool:
        with programme.work() as work:
            return telling.take(work) is not None

    at_once(2, says_yes)
    assert state(programme, story) is StoryState.AGREED
    assert sorted(at_once(3, takes)) == [False, False, True]


@pytest.mark.long
def test_whoever_is_still_to_be_told_of_the_end_is_not_told_of_it_by_somebodys_thanks(
    programme: Programme, pair: Mentorship
) -> None:
    with programme.work() as work:
        ending.end(work, pair, EndedWhy.STOPPED, told_by=ToldBy.PERSON, asked_by=[programme.tom.id])
        [news] = work.prompts.series(programme.lea.id, PromptKind.ENDED)
        proposes(work, programme.tom, pair)
        [asked] = work.prompts.series(programme.lea.id, PromptKind.STORY_ASKED)
        assert asked.not_before == news.not_before > work.now
        with pytest.raises(NotJustNow):
            stories.page(work, programme.lea, pair.id)


@pytest.mark.long
def test_what_was_never_offered_is_refused(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        offer = stories.offer(work, programme.tom, pair.id)
        said = {"kind": StoryKind.THANKS, "named": True, "about": ()}
        with pytest.raises(WordsMissing):
            story_yeses.draft(offer, programme.tom, words="  ", audience=Audience.TEAM, **said)
        with pytest.raises(Outdated):
            story_yeses.draft(offer, programme.tom, words="x" * 501, audience=Audience.TEAM, **said)
        with pytest.raises(Outdated):
            stories.page(work, programme.maya, pair.id)
        seen = proposes(work, programme.tom, pair)
        for act in (story_yeses.decline, story_yeses.withdraw):
            with pytest.raises(Outdated):
                act(work, programme.maya, seen.story.id)
        story_channel.name(work, programme.ines, None)
        for person in (programme.omar, programme.ines):
            work.people.change(person.id, manager_id=programme.tom.id)
        with pytest.raises(NobodyReads):
            stories.offer(work, programme.tom, pair.id)
