"""What everybody agreed to is posted in a channel, once; what was taken back is removed from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog

from bot.domain.stories import Story, StoryState
from bot.programme import telling
from bot.programme.ports import TryLater
from bot.programme.stories import Look
from bot.programme.work import Work
from bot.texts import Speech, as_language
from handlers.circuit import Circuit
from handlers.messenger import InstallationBroken, SlackIsBusy, SlackIsUnclear, SlackSaidNo
from handlers.office import DELETE, POST, Office
from handlers.views import story_aloud

log = structlog.get_logger("binome.sender")

#: How long to leave a Slack alone that cannot be reached at all.
OUT_OF_REACH = timedelta(seconds=15)
#: What Slack says of a message that is not there any more.
GONE = frozenset({"message_not_found"})


#: What Slack says when the bot cannot write somewhere, and what it comes to; anything else is refused.
NOT_THERE: Mapping[str, StoryState] = {
    "not_in_channel": StoryState.NOT_IN,
    "channel_not_found": StoryState.NOT_IN,  # what it says of a private one that the bot is not in
    "is_archived": StoryState.ARCHIVED,
}


def stands_in_the_way(no: SlackSaidNo) -> StoryState:
    """What somebody has to mend before anything can be told there."""
    return NOT_THERE.get(no.reason, StoryState.REFUSED)


class Teller:
    def __init__(self, office: Office, circuit: Circuit, *, doubts: Callable[[Work], bool]) -> None:
        """`doubts` says whether the clock cannot be believed now: then nothing is told, and anything taken back."""
        self.office = office
        self.circuit = circuit
        self.doubts = doubts

    def tell_due(self) -> None:
        """Remove what is to be removed, then post what is to be told: the only place that posts for a channel to
        read.
        """
        while not self.office.stopping.is_set() and (story := self._to_remove()) is not None:
            self._remove(story)
        while not self.office.stopping.is_set() and (taken := self._taken()) is not None:
            self._post(*taken)

    def _taken(self) -> tuple[Story, Look] | None:
        with self.office.store.look(self.office.workspace) as work:
            if self._stopped(work, POST) or self.doubts(work) or not telling.is_due(work):
                return None
        with self.office.store.work(self.office.workspace) as work:
            return telling.take(work)

    def _post(self, story: Story, look: Look) -> None:
        """One attempt over HTTP. Whatever may have left is never tried again from here."""
        try:
            message = story_aloud.post(look, self._speech())
            _, ts = self.office.messenger.post(str(story.channel), message)
        except SlackIsBusy as busy:
            self._write(lambda work: telling.not_told(work, story))
            self.office.pause(busy)
        except InstallationBroken as broken:
            self._write(lambda work: telling.not_told(work, story))
            self.circuit.open(broken)
        except SlackIsUnclear as unclear:
            self._unclear(story, unclear)
        except SlackSaidNo as no:
            log.warning("a story is not told", action="story_refused", story=story.id, why=no.reason)
            waits_as = stands_in_the_way(no)
            self._write(lambda work: telling.not_told(work, story, waits_as))
        else:
            self._write(lambda work: telling.told(work, story, ts))
            log.info("a story is told", action="story_told", story=story.id)

    def _unclear(self, story: Story, unclear: SlackIsUnclear) -> None:
        if unclear.nothing_left:
            self._write(lambda work: telling.not_told(work, story))
            self.office.leave_alone(POST, OUT_OF_REACH)
        else:
            log.warning("a story may be told", action="story_unknown", story=story.id, why=str(unclear))
            self._write(lambda work: telling.perhaps_told(work, story))

    def _to_remove(self) -> Story | None:
        with self.office.store.look(self.office.workspace) as work:
            return None if self._stopped(work, DELETE) else telling.to_remove(work)

    def _remove(self, story: Story) -> None:
        """Until it is done: a message that is not there any more is removed, too."""
        try:
            self.office.messenger.delete(str(story.channel), str(story.ts))
        except SlackIsBusy as busy:
            self.office.pause(busy)
        except InstallationBroken as broken:
            self.circuit.open(broken)
        except SlackIsUnclear as unclear:
            log.warning(
                "a story is not removed yet", action="story_remove_later", story=story.id, why=str(unclear)
            )
            self.office.leave_alone(DELETE, OUT_OF_REACH)
        except SlackSaidNo as no:
            if no.reason in GONE:
                return self._write(lambda work: telling.removed(work, story))
            log.warning(
                "a story stays where it is", action="story_not_removed", story=story.id, why=no.reason
            )
            self._write(lambda work: telling.not_removed(work, story))
        else:
            self._write(lambda work: telling.removed(work, story))
            log.info("a story is removed", action="story_removed", story=story.id)

    def _stopped(self, work: Work, method: str) -> bool:
        return work.delivery.broken() is not None or work.delivery.paused_until(method) is not None

    def _speech(self) -> Speech:
        customs = self.office.customs
        return Speech(as_language(customs.language), customs.address, customs.timezone)

    def _write(self, write: Callable[[Work], None]) -> None:
        try:
            self.office.write_down(write)
        except TryLater:
            log.warning("what became of a story is not written down", action="story_unwritten")
            raise
