"""What is asked of the store about stories; `ports.py` has the rules that all of its questions share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.mentorships import Mentorship
from bot.domain.stories import Proposal, Story, StoryState


class Stories(Protocol):
    def propose(
        self, mentorship: Mentorship, proposal: Proposal, *, by: int, channel: str | None, at: datetime
    ) -> Story:
        """Write it down, under a number drawn at random: no later one is ever taken for it. Nobody has said yes yet."""

    def get(self, story_id: int) -> Story | None: ...
    def held(self, story_id: int) -> Story | None:
        """The same; whoever else would change it waits for our commit."""

    def of(self, mentorship_id: int) -> Sequence[Story]:
        """Everything of this mentorship that is not forgotten, the newest first."""

    def in_states(self, states: Iterable[StoryState]) -> Sequence[Story]:
        """The oldest first."""

    def say_yes(self, story: Story, person_id: int, *, at: datetime) -> Story:
        """To the version that this story shows, and to no other. `at` is machine time."""

    def reword(self, story: Story, proposal: Proposal, *, channel: str | None) -> Story:
        """Another version, to which nobody has said yes."""

    def change(self, story_id: int, **values: object) -> Story: ...
    def close(self, story_id: int, state: StoryState) -> Story:
        """Its words are gone with its yeses; what is left says that there was something."""

    def drop(self, story_id: int) -> None:
        """Forget that there was anything. Done twice, it is done."""

    def forget(self, before: datetime) -> None:
        """Drop what was declined or withdrawn before it was ever told, and proposed before then."""

    def told_between(self, first: datetime, last: datetime) -> Sequence[Story]:
        """What was told from then on and before then, and stands."""

    def shown_in(self, story_id: int) -> Sequence[tuple[str, str]]:
        """Channel and `ts` of the messages in which the team was told of it."""

    def about(self, person_id: int) -> Sequence[Story]:
        """Everything that this person wrote, or that they are in."""

    def erase(self, person_id: int) -> None:
        """Drop what this person wrote or is in, but for what still has to be taken out of a channel: of that the words
        go, and with the message the row (`telling.py`).
        """
