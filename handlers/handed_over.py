"""A file that a coordinator hands over: they read what it would do, and have it done or not.

The file stays on Slack until then. We keep its id, in a button, and nothing of what it says: what is done is read and
compared again. A large company takes longer than a form has, so all this goes on after the acknowledgement, and the
answer comes in the coordinator's own conversation with the app. Whose file it is, and what is in it, is said by
`roster.py` and `mentorships_file.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.domain.people import Person, SlackProfile
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.domain.spreadsheet import Mistake
from bot.programme.handed_over import FileRefused, NotAsShown
from bot.programme.work import Work
from bot.texts import Speech
from handlers.excuses import carry_on
from handlers.files import MOST, FileGone, content_of, file_in, is_left
from handlers.messenger import InstallationBroken
from handlers.turn import AlreadyDone, Turn
from handlers.views import handed_over as views
from handlers.views.blocks import Block, Message
from handlers.views.common import notice
from handlers.views.handed_over import Kind

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


class UseCase(Protocol):
    """What is done with the file: a module of `bot/programme`."""

    def check_right(self, work: Work, actor: Person) -> None: ...

    def preview(
        self,
        work: Work,
        actor: Person,
        file: Any,
        profiles: Iterable[SlackProfile],
        *,
        addresses: Mapping[str, str],
    ) -> Any: ...

    def carry_out(
        self,
        work: Work,
        actor: Person,
        file: Any,
        profiles: Iterable[SlackProfile],
        *,
        addresses: Mapping[str, str],
        seen: str,
    ) -> Any: ...


class Views(Protocol):
    """What is said of what is in it: a module of `handlers/views`."""

    KIND: Kind

    def form(self, t: Speech, *, most: int) -> Block: ...

    def difference(self, file: Any, found: Any, file_id: str, t: Speech, *, changed: bool) -> Message: ...

    def nothing(self, file: Any, found: Any, t: Speech, *, file_left: bool) -> Message: ...

    def done(self, done: Any, t: Speech, *, file_left: bool) -> Message: ...


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """One kind of file, in four gestures. `act` is what handing it over is called on record, `failed` a fault of ours
    in the log; `note` writes there what was done.
    """

    act: Act
    read: Callable[[bytes], Any]
    use_case: UseCase
    views: Views
    note: Callable[[Any], None]
    failed: str

    def open_form(self, turn: Turn) -> None:
        """Ask for the file. A workspace that declined `files:read` has another way, and is told."""
        self._check_right(turn)
        try:
            turn.open(self.views.form(turn.t, most=MOST))
        except InstallationBroken as broken:
            if broken.reason != "missing_scope":
                raise
            turn.say(views.no_permission(self.kind, turn.t))

    def form_sent(self, turn: Turn) -> None:
        """Read the file at once, and say in their conversation what it would do."""
        with turn.work() as work:
            work.authorise(turn.actor, self.act)
        file_id = file_in(next(iter(turn.form.get(self.kind.name) or []), ""))
        turn.show_instead(notice(turn.t, views.reading(self.kind, turn.t)))
        again = views.another_file(self.kind, turn.t)
        carry_on(turn, lambda: self._compared(turn, file_id), failed=self.failed, again=again)

    def apply(self, turn: Turn) -> None:
        """Do what was shown, if it is still what the file means; pressed twice, it is done once."""
        self._check_right(turn)
        file_id, seen = _carried(turn)
        turn.replace(views.applying(turn.t))
        again = views.decisions(self.kind, file_id, seen, turn.t)
        carry_on(turn, lambda: self._applied(turn, file_id, seen), failed=self.failed, again=again)

    def cancel(self, turn: Turn) -> None:
        """Do nothing, and let go of the file."""
        self._check_right(turn)
        file_id, _ = _carried(turn)
        carry_on(turn, lambda: views.cancelled(turn.t, file_left=is_left(turn, file_id)), failed=self.failed)

    @property
    def kind(self) -> Kind:
        return self.views.KIND

    def _check_right(self, turn: Turn) -> None:
        with turn.look() as work:
            self.use_case.check_right(work, turn.actor)

    def _compared(self, turn: Turn, file_id: str, *, changed: bool = False) -> Message:
        """What the file would do now. `changed` when it is not what was shown before."""
        file = self.read(content_of(turn, file_id))
        if not file.rows:
            return self._refused(turn, file_id, file.mistakes)
        slack = turn.house.messenger.everybody()
        try:
            with turn.look() as work:
                found = self.use_case.preview(
                    work, turn.actor, file, slack.profiles, addresses=slack.addresses
                )
        except FileRefused as refused:
            return self._refused(turn, file_id, refused.mistakes)
        if found.is_empty:
            return self.views.nothing(file, found, turn.t, file_left=is_left(turn, file_id))
        return self.views.difference(file, found, file_id, turn.t, changed=changed)

    def _applied(self, turn: Turn, file_id: str, seen: str) -> Message:
        turn.key = f"{self.kind.name}:{file_id}:{seen}"
        try:
            file = self._read_again(turn, file_id)
            slack = turn.house.messenger.everybody()
            with turn.work() as work:
                done = self.use_case.carry_out(
                    work, turn.actor, file, slack.profiles, addresses=slack.addresses, seen=seen
                )
        except AlreadyDone:
            return views.already(turn.t)
        except NotAsShown:
            return self._compared(turn, file_id, changed=True)
        except FileRefused as refused:
            return self._refused(turn, file_id, refused.mistakes)
        self.note(done)
        return self.views.done(done, turn.t, file_left=is_left(turn, file_id))

    def _refused(self, turn: Turn, file_id: str, mistakes: Sequence[Mistake]) -> Message:
        return views.refused(self.kind, mistakes, turn.t, file_left=is_left(turn, file_id))

    def _read_again(self, turn: Turn, file_id: str) -> Any:
        """The file; `AlreadyDone` when it is gone because an earlier press applied it and took it away."""
        try:
            return self.read(content_of(turn, file_id))
        except FileGone:
            with turn.work():
                raise


def _carried(turn: Turn) -> tuple[str, str]:
    """The file's id and the fingerprint of what was shown. Raises `Outdated` for what no button of ours carries."""
    file_id, _, seen = turn.value.partition(":")
    if not _FINGERPRINT.fullmatch(seen):
        raise Outdated
    return file_in(file_id), seen
