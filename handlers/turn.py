"""One turn of talk: who speaks, in which language, what to do, what to say back.

The acknowledgement is the commit: the handler's transaction is over before Slack hears "received", and what is said
back is said after it. What a handler cannot do is told by `handlers/excuses.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import structlog

from bot.domain.people import Person, Workspace
from bot.domain.periods import Month
from bot.domain.refusals import NotForYou, Refusal
from bot.programme import joining
from bot.programme.ports import Store
from bot.programme.work import Customs, Work
from bot.texts import Speech, as_language
from handlers import ids
from handlers.forms import answers_in, day_in, number_in
from handlers.messenger import TROUBLES, Messenger
from handlers.open_pages import OpenPages
from handlers.views import common
from handlers.views.blocks import Block, Message
from handlers.waiting import Waiting

log = structlog.get_logger("binome.turn")

#: Slack's own charts and tables, or words with pictures in the reader's conversation, or words alone.
Charts = Literal["native", "picture", "text"]

__all__ = ["Handler", "House", "Turn", "day_in", "number_in", "say_refusal", "speech_for"]


@dataclass(frozen=True, kw_only=True)
class House:
    """What every turn has at hand. `replies` runs what is said after the acknowledgement, when nobody is `waiting`.
    `charts` says how a report shows its figures besides words.
    """

    store: Store
    messenger: Messenger
    customs: Customs
    replies: Executor
    waiting: Waiting = field(default_factory=Waiting)
    pages: OpenPages = field(default_factory=OpenPages)
    charts: Charts = "native"


class AlreadyDone(Exception):
    """Slack told us this before: it had its effect then, and needs none now."""


@dataclass(kw_only=True)
class Turn:
    """What one person just did, and the means to answer.

    `key` names the delivery, so that a redelivery has no second effect; None for acts that are harmless to repeat.
    `redraws` say which messages show what has changed; `opened` is Slack's id of the form that was opened.
    """

    house: House
    workspace: Workspace
    slack_id: str
    body: dict[str, Any]
    key: str | None = None
    text: str = ""
    value: str = ""
    action: Block = field(default_factory=dict)
    _actor: Person | None = None
    _later: list[Callable[[], None]] = field(default_factory=list)
    _in_any_case: list[Callable[[], None]] = field(default_factory=list)
    redraws: list[Callable[[Work], Iterable[tuple[str, str]]]] = field(default_factory=list)
    redrawn: bool = False
    opened: str = ""
    answer: dict[str, Any] | None = None

    # -- who, and in which language ------------------------------------------------------------------------------

    @property
    def actor(self) -> Person:
        """The person, as the last transaction knew them."""
        if self._actor is None:
            with self.look():
                pass
        assert self._actor is not None
        return self._actor

    @property
    def t(self) -> Speech:
        return speech_for(self.house.customs, self.actor)

    def t_at_least(self) -> Speech:
        """The same, or the company's way when nobody can say who they are. A locked database can still be read."""
        with suppress(Exception):
            if self._actor is None:
                with self.house.store.look(self.workspace) as work:
                    self._actor = work.people.by_slack_id(self.slack_id)
        customs = self.house.customs
        if self._actor is None:
            return Speech(as_language(customs.language), customs.address)
        return speech_for(customs, self._actor)

    def today(self, work: Work) -> date:
        return work.today(self.actor)

    # -- working -------------------------------------------------------------------------------------------------

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One writing transaction for one act. Raises `AlreadyDone` when Slack delivers the same act again."""
        with self._known_in(self.house.store.work) as work:
            if self.key and not work.inbox.first_time(self.key, work.machine_now):
                raise AlreadyDone(self.key)
            yield work
            self._actor = work.people.get(self.actor.id)
            self._redraw(work)

    @contextmanager
    def look(self) -> Iterator[Work]:
        """One reading transaction."""
        with self._known_in(self.house.store.look) as work:
            yield work

    @contextmanager
    def _known_in(self, begin: Callable[[Workspace], AbstractContextManager[Work]]) -> Iterator[Work]:
        """A transaction in which the person is known. Whoever we never met is asked of Slack first, outside any."""
        with ExitStack() as stack:
            work = stack.enter_context(begin(self.workspace))
            self._actor = work.people.by_slack_id(self.slack_id)
            if self._actor is None:
                stack.close()
                self._meet()
                work = stack.enter_context(begin(self.workspace))
            if not self.actor.is_welcome:
                raise NotForYou
            yield work

    def _redraw(self, work: Work) -> None:
        """Have the messages drawn again that this act answers (`handlers/redrawing.py`), always in the same order, so
        that two acts never wait for each other.
        """
        for channel, ts in sorted({place for places in self.redraws for place in places(work)}):
            work.delivery.retouch(channel, ts)
        self.redrawn = True

    def _meet(self) -> None:
        profile = self.house.messenger.profile(self.slack_id)
        with self.house.store.work(self.workspace) as work:
            self._actor = joining.meet(work, profile, by_themselves=self._speaks)

    @property
    def _speaks(self) -> bool:
        """Whether they write, type or press. To look at Home is not to write, what Slack tells of somebody is not their
        word, and whoever sends the form twice by which they are forgotten has asked for it twice: none of it brings
        back whoever asked to be forgotten.
        """
        event, view = self.body.get("event"), self.body.get("view") or {}
        if view.get("callback_id") == ids.PRIVACY_ERASE_FORM:
            return False
        return event is None or event.get("type") == "message"

    # -- answering -----------------------------------------------------------------------------------------------

    def say(self, message: Message) -> None:
        """Say something to the person, after the commit: where they acted, or in their DM."""
        response_url = self.body.get("response_url")
        if response_url:
            self.later(lambda: self.house.messenger.respond(response_url, message))
        else:
            self.say_in_dm(message)

    def say_first(self, message: Message) -> None:
        """The same, before anything else that is to be said."""
        before, self._later = self._later, []
        self.say(message)
        self._later += before

    def say_in_dm(self, message: Message) -> None:
        self.later(lambda: _post(self.house.messenger, self.slack_id, message))

    def replace(self, message: Message) -> None:
        """Put this in the place of the message whose button was pressed."""
        response_url = self.body.get("response_url")
        if response_url:
            self.later(lambda: self.house.messenger.respond(response_url, message, replace=True))
        else:
            self.say_in_dm(message)

    def publish(self, message: Message) -> None:
        """Say it to the whole channel in which the button was pressed, by the press's own address."""
        self.later(lambda: self.house.messenger.respond(self.body["response_url"], message, in_channel=True))

    def edit(self, channel: str, ts: str, message: Message) -> None:
        self.later(lambda: self.house.messenger.update(channel, ts, message))

    def open(self, view: Block) -> None:
        """Open a form, at once: Slack's trigger lives three seconds."""
        self.opened = self.house.messenger.open_form(self.body["trigger_id"], view, on_top=self.in_a_form)

    def update_view(self, view: Block) -> None:
        """Draw the form again in which the button was pressed, after the commit."""
        view_id = self.body.get("view", {}).get("id", "")
        self.later(lambda: self.house.messenger.update_form(view_id, view))

    def put(self, view: Block) -> None:
        """Show it in the place of the form in which the button was pressed, or else open it."""
        (self.update_view if self.in_a_form else self.open)(view)

    def show_home(self, view: Block) -> None:
        self.later(lambda: self.house.messenger.show_home(self.slack_id, view))

    def correct(self, **errors: str) -> None:
        """Keep the form open, with a sentence beside each answer to mend; keys are block ids."""
        self.answer = {"response_action": "errors", "errors": errors}

    def show_instead(self, view: Block) -> None:
        """Put another view in the place of the submitted form."""
        self.answer = {"response_action": "update", "view": view}

    def show_on_top(self, view: Block) -> None:
        """Put another view on top of the submitted form, which keeps what was typed; Slack piles up three at most."""
        form = self.body["view"]
        third = form.get("previous_view_id") not in (None, form.get("root_view_id"))
        self.answer = {"response_action": "update" if third else "push", "view": view}

    def offer(self, options: list[Block]) -> None:
        """Answer a searchable menu."""
        self.answer = {"options": options[:100]}

    def later(self, act: Callable[[], None]) -> None:
        self._later.append(act)

    def in_any_case(self, act: Callable[[], None]) -> None:
        """Do it last, also when what was about to be said is not. Never sooner: another thread would change this turn
        under whoever still answers it.
        """
        self._in_any_case.append(act)

    def unsay(self) -> None:
        """What was about to be said is not: it came to nothing."""
        self._later.clear()

    # -- reading forms -------------------------------------------------------------------------------------------

    @property
    def form(self) -> dict[str, Any]:
        """The submitted form's answers, by block id: text, chosen value, values, date, or files' ids."""
        return answers_in(self.body.get("view", {}))

    @property
    def in_a_form(self) -> bool:
        """Whether they acted in a form, rather than in Home, in a message or by a command."""
        return bool(self.body.get("view", {}).get("type") == "modal")

    def is_in(self, callback_id: str) -> bool:
        """Whether they acted in the form of this name."""
        return bool(self.body.get("view", {}).get("callback_id") == callback_id)

    @property
    def kept(self) -> str:
        return str(self.body.get("view", {}).get("private_metadata", ""))

    @property
    def picked(self) -> str:
        """What was picked in a menu, or what the button carries."""
        chosen = self.action.get("selected_option")
        return str((chosen.get("value") if isinstance(chosen, dict) else None) or self.value)

    def number(self) -> int:
        """The id a button carries. Raises a refusal for a forged or ancient value."""
        return number_in(self.value)

    # -- ending --------------------------------------------------------------------------------------------------

    def speak(self) -> None:
        """Say what was to be said, now that the work is committed and about to be acknowledged."""
        acts, self._later, self._in_any_case = self._later + self._in_any_case, [], []
        if acts:
            self.house.replies.submit(self._in_order, acts)

    def _in_order(self, acts: list[Callable[[], None]]) -> None:
        for act in acts:
            self.house.waiting.go_first()
            try:
                act()
            except TROUBLES as trouble:
                # The work is committed; only the words were lost, and the person will see the result in Home.
                log.warning("a reply was not said", action="reply_lost", why=str(trouble))
            except Exception:
                log.exception("a reply failed", action="reply_failed")


Handler = Callable[[Turn], None]


def speech_for(customs: Customs, person: Person) -> Speech:
    """The way to speak to this person."""
    return Speech(as_language(person.language), customs.address, person.timezone)


def say_refusal(refusal: Refusal, t: Speech) -> Message:
    """The kind sentence of a refusal, in the reader's language."""
    return common.sentence(
        t(refusal.key, **{name: _said(value, t) for name, value in refusal.values.items()})
    )


def _said(value: object, t: Speech) -> str | int | float:
    if isinstance(value, datetime):
        return t.day_time(value)
    if isinstance(value, date):
        return t.date(value)
    if isinstance(value, Month):
        return t.month(*value)
    return value if isinstance(value, str | int | float) else str(value)


def _post(messenger: Messenger, channel: str, message: Message) -> None:
    messenger.post(channel, message)
