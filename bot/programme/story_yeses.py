"""A success or a thank-you, from its first words to everybody's yes; anybody in it takes it back at any time.

Whoever says "not this time" is asked for no reason, and nobody is told of it: the others find that it stays between
them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.domain.cadence import PromptDue
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.domain.stories import (
    ANSWERED_WITHIN,
    CLOSED,
    LONGEST_WORDS,
    UNTOLD,
    Audience,
    ChangedMeanwhile,
    NobodyNamed,
    Proposal,
    Story,
    StoryKind,
    StoryState,
    Wording,
    WordsMissing,
    is_agreed,
    left_outside,
    period_of,
)
from bot.programme.closeness import team_but
from bot.programme.stories import Offer, Seen, offered_in, party, seen
from bot.programme.stories import offer as offered
from bot.programme.untold import untold
from bot.programme.work import Work

#: What its people read about it, in messages that show how it stands.
SAID = (PromptKind.STORY_ASKED, PromptKind.STORY_TOLD)


# -- proposing -----------------------------------------------------------------------------------------------------


def draft(
    offer: Offer,
    actor: Person,
    *,
    kind: StoryKind,
    audience: Audience,
    words: str,
    named: bool,
    about: Collection[int],
) -> Proposal:
    """What the form says. In a pair it is about both; in a group `about` whom the author chose besides themselves.

    Raises `WordsMissing`, `NobodyNamed`, and `Outdated` for what was never offered.
    """
    others = [seat.person_id for seat in offer.mentorship.others(actor.id)]
    if audience not in offer.audiences or not set(about) <= set(others) or len(words) > LONGEST_WORDS:
        raise Outdated
    if not words.strip():
        raise WordsMissing
    chosen = [one for one in others if one in about] if offer.mentorship.is_group else others
    if not chosen:
        raise NobodyNamed
    wording = Wording(words=words.strip(), named=named, people=(actor.id, *chosen))
    return Proposal(kind=kind, audience=audience, wording=wording)


def propose(
    work: Work, actor: Person, mentorship_id: int, proposal: Proposal, *, channel: str | None
) -> Seen:
    """Their own yes, and the others are asked: nothing is told on it. `channel` is the programme's, as they read it.

    Raises `ChangedMeanwhile` when it is another one by now, or when nobody would read this any more.
    """
    offer = offered(work, actor, mentorship_id)
    if offer.channel != channel or proposal.audience not in offer.audiences:
        raise ChangedMeanwhile
    written = work.stories.propose(
        offer.mentorship, proposal, by=actor.id, channel=_where(offer, proposal), at=work.now
    )
    return _said_yes(work, actor, written, ask=written.people)


def offer_for(work: Work, actor: Person, story: Story) -> Offer:
    """What may be made of a story that is under way, whoever has left the mentorship meanwhile."""
    mentorship = work.mentorships.get(story.mentorship_id)
    if mentorship is None:
        raise Outdated
    return offered_in(work, actor, mentorship)


def as_proposed(story: Story) -> Proposal:
    """What stands there now. Raises `ChangedMeanwhile` once its words are gone."""
    if story.proposal is None:
        raise ChangedMeanwhile
    return story.proposal


def reworded(seen: Seen, *, kind: StoryKind, audience: Audience, words: str, named: bool) -> Proposal:
    """The same story in other words. It stays about the same people, so that nobody's yes can be left out."""
    if not words.strip():
        raise WordsMissing
    if len(words) > LONGEST_WORDS:
        raise Outdated
    wording = Wording(words=words.strip(), named=named, people=seen.story.people)
    return Proposal(kind=kind, audience=audience, wording=wording)


def reword(work: Work, actor: Person, story_id: int, version: int, proposal: Proposal) -> Seen:
    """Other words, other readers, with names or without: everybody is asked anew. Raises `ChangedMeanwhile` when it was
    changed, told or taken back while they wrote.
    """
    story = party(work, actor, story_id, hold=True)
    if story.version != version or story.state not in UNTOLD:
        raise ChangedMeanwhile
    offer = offer_for(work, actor, story)
    if proposal.audience not in offer.audiences or set(proposal.wording.people) != set(story.people):
        raise Outdated
    if proposal == as_proposed(story) and _where(offer, proposal) == story.channel:
        return _said_yes(work, actor, story)
    written = work.stories.reword(story, proposal, channel=_where(offer, proposal))
    return _said_yes(work, actor, written, ask=written.people)


def ask_anew(work: Work, story: Story, channel: str | None) -> None:
    """It would be read elsewhere than they agreed: everybody is asked again, of the same words."""
    written = work.stories.reword(story, as_proposed(story), channel=channel)
    _ask(work, written, written.people)
    show_again(work, written)


# -- answering -----------------------------------------------------------------------------------------------------


def agree(work: Work, actor: Person, story_id: int, version: int) -> Seen:
    """Their yes to this very version; said twice, it is said once. Raises `ChangedMeanwhile` for any other version."""
    story = party(work, actor, story_id, hold=True)
    if story.version != version or story.state in CLOSED:
        raise ChangedMeanwhile
    return _said_yes(work, actor, story)


def decline(work: Work, actor: Person, story_id: int) -> Seen:
    """ "Not this time": the words are gone, and nobody is told who said so. Once it is told, it is taken back."""
    story = party(work, actor, story_id, hold=True)
    return _close(work, actor, story, StoryState.DECLINED)


def withdraw(work: Work, actor: Person, story_id: int) -> Seen:
    """The words are gone at once, here and from the team's messages; out of the channel, right after."""
    story = party(work, actor, story_id, hold=True)
    return _close(work, actor, story, StoryState.WITHDRAWN)


def erase(work: Work, person: Person) -> None:
    """Whatever this person wrote or is in goes, and is shown to nobody any more."""
    about = work.stories.about(person.id)
    places = [place for one in about for place in _places(work, one)]
    work.stories.erase(person.id)
    _draw_again(work, places)


def show_again(work: Work, story: Story) -> None:
    """Every message that shows it is drawn as it stands now."""
    _draw_again(work, _places(work, story))


# -- parts -----------------------------------------------------------------------------------------------------------


def _close(work: Work, actor: Person, story: Story, state: StoryState) -> Seen:
    if story.state in CLOSED:
        return seen(work, story, actor)
    places = _places(work, story)
    closed = work.stories.close(story.id, left_outside(story) or state)
    _draw_again(work, places)
    return seen(work, closed, actor)


def _said_yes(work: Work, actor: Person, story: Story, *, ask: Iterable[int] = ()) -> Seen:
    if story.state is StoryState.PROPOSED:
        story = work.stories.say_yes(story, actor.id, at=work.machine_now)
    if story.state is StoryState.PROPOSED and is_agreed(story):
        story = work.stories.change(story.id, state=StoryState.AGREED)
    _ask(work, story, (one for one in ask if one != actor.id))
    show_again(work, story)
    return seen(work, story, actor)


def _ask(work: Work, story: Story, people: Iterable[int]) -> None:
    known = work.people.many(people)
    work.prompts.plan([_asking(work, story, person) for person in known.values()], now=work.now)


def _asking(work: Work, story: Story, person: Person) -> PromptDue:
    """Whoever is still to be told that the mentorship has ended is not told so by somebody's thanks."""
    news = work.prompts.series(person.id, PromptKind.ENDED) if _is_untold(work, person, story) else ()
    not_before = max([work.now, *(one.not_before for one in news)])
    return PromptDue(
        kind=PromptKind.STORY_ASKED,
        mentorship_id=None,  # a mentorship that ends takes nobody's thanks with it
        recipient_id=person.id,
        period=period_of(story.id),
        rung=f"v{story.version}",
        not_before=not_before,
        expires_at=not_before + ANSWERED_WITHIN,
        about={"story": story.id, "version": story.version},
    )


def _is_untold(work: Work, person: Person, story: Story) -> bool:
    return any(one.id == story.mentorship_id for one in untold(work, person))


def _places(work: Work, story: Story) -> list[tuple[str, str]]:
    """Channel and `ts` of every message that shows it, or what the team has to look after of it."""
    to_whom = [(person, kind) for person in {story.by_id, *story.people} for kind in SAID]
    to_whom += [(one.id, PromptKind.STORY_TROUBLE) for one in team_but(work, ())]
    said = [one for person, kind in to_whom for one in work.prompts.series(person, kind)]
    theirs = [one for one in said if one.about.get("story") == story.id]
    told = story.state is StoryState.TOLD and story.audience is Audience.TEAM
    shared = work.stories.shown_in(story.id) if told else ()
    return [*((one.channel, one.ts) for one in theirs if one.channel and one.ts), *shared]


def _draw_again(work: Work, places: Iterable[tuple[str, str]]) -> None:
    for channel, ts in places:
        work.delivery.retouch(channel, ts)


def _where(offer: Offer, proposal: Proposal) -> str | None:
    return offer.channel if proposal.audience is Audience.CHANNEL else None
