"""Nothing escapes a handler: every refusal and every failure becomes a kind sentence here, and only here.

Bolt would stay silent for three seconds, and the person would not know whether they were heard.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

import structlog
from slack_bolt import BoltResponse

from bot.domain.permissions import Act
from bot.domain.refusals import NotAllowed, NotForYou, Refusal, Unclear
from bot.programme import rights
from bot.programme.ports import TryLater
from bot.texts import Speech
from handlers.comforting import comfort, is_heard
from handlers.messenger import TROUBLES
from handlers.turn import AlreadyDone, Handler, Turn, say_refusal
from handlers.views import common
from handlers.views.blocks import Block, Message, message, section

log = structlog.get_logger("binome.turn")

#: What Slack says of somebody whom it will not know better when it asks again.
NOBODY = frozenset({"user_not_found", "user_not_visible"})


def take(turn: Turn, handler: Handler, *, redeliverable: bool = False) -> BoltResponse:
    """Let the handler do its work and turn whatever happens into an answer."""
    try:
        with turn.house.waiting.somebody():
            _do(turn, handler)
    except AlreadyDone:
        return BoltResponse(status=200)
    except TryLater:
        if redeliverable:
            return BoltResponse(status=503)
        _excuse(turn, "common.try_later")
    except TROUBLES as trouble:
        log.warning("slack did not follow", action="slack_refused", why=str(trouble))
        if redeliverable:
            return BoltResponse(status=200 if str(trouble) in NOBODY else 503)
        _excuse(turn, "common.try_later")
    except Exception:
        reference = secrets.token_hex(2)
        log.exception("a handler failed", action="handler_failed", reference=reference)
        if redeliverable:
            return BoltResponse(status=500)
        _excuse(turn, "common.something_broke", reference=reference)
    _comfort(turn)
    acknowledgement = BoltResponse(status=200, body="" if turn.answer is None else turn.answer)
    turn.speak()  # from here on it is the other thread's
    return acknowledgement


def carry_on(
    turn: Turn,
    act: Callable[[], Message | None],
    *,
    failed: str,
    again: Block | None = None,
    below: bool = False,
) -> None:
    """Go on after the acknowledgement, where nobody else catches what goes wrong: the person always hears the end.

    What `act` returns takes the place of the message whose button was pressed, answers the command, or is said in the
    person's own conversation, there too with `below`; None when it was said already. `failed` names a fault of ours in
    the log; `again` is offered when the same may be tried again.
    """

    def run() -> None:
        said = _became(turn, act, failed=failed, again=again)
        url = turn.body.get("response_url")
        if said is None:
            return
        if url and not below:
            turn.house.messenger.respond(url, said, replace="command" not in turn.body)
        else:
            turn.house.messenger.post(turn.slack_id, said)

    turn.later(run)


def _became(
    turn: Turn, act: Callable[[], Message | None], *, failed: str, again: Block | None
) -> Message | None:
    try:
        return act()
    except Refusal as refusal:
        return say_refusal(refusal, turn.t)
    except (TryLater, *TROUBLES) as trouble:
        log.warning("it was not carried on", action="not_carried_on", why=type(trouble).__name__)
        said = turn.t("common.try_later")
    except Exception:
        reference = secrets.token_hex(2)
        log.exception("it was not carried on", action=failed, reference=reference)
        said = turn.t("common.something_broke", reference=reference)
    return message(section(said), again)


def _do(turn: Turn, handler: Handler) -> None:
    """The handler's work, or why not, said to whoever asked: for both we may first have to ask who they are."""
    try:
        handler(turn)
    except Refusal as refusal:
        _refuse(turn, refusal)


def _refuse(turn: Turn, refusal: Refusal) -> None:
    try:
        _ = turn.actor
    except NotForYou as not_for_them:  # the first thing to tell a guest, whatever else is wrong
        refusal = not_for_them
    log.info("refused", action="refused", why=refusal.key)
    if isinstance(refusal, NotAllowed):
        with turn.house.store.work(turn.workspace) as work:
            work.rights.record(
                turn.actor.id,
                Act(str(refusal.values["act"])),
                allowed=False,
                at=work.machine_now,
                programme_id=_programme_in(refusal),
            )
            if rights.hangs_on_slack(work, turn.actor):
                refusal = rights.GroupNotRead()
    turn.unsay()
    # Who is in distress is answered, and not corrected.
    if not (isinstance(refusal, Unclear) and is_heard(turn)):
        _tell(turn, say_refusal(refusal, turn.t), turn.t)


def _programme_in(refusal: NotAllowed) -> int | None:
    """Which programme it was about, where it was about one."""
    programme_id = refusal.values.get("programme_id")
    return programme_id if isinstance(programme_id, int) else None


def _comfort(turn: Turn) -> None:
    """Whatever became of what they did; and a comfort that fails takes nothing of it away."""
    try:
        comfort(turn)
    except Exception as trouble:
        log.warning("nobody was comforted", action="comfort_lost", why=type(trouble).__name__)


def _excuse(turn: Turn, key: str, **values: str) -> None:
    """Something failed on our side; nothing was written."""
    turn.unsay()
    t = turn.t_at_least()
    said = common.sentence(t(key, **values))
    if turn.body.get("type") == "view_submission":
        turn.show_on_top(common.notice(t, said))  # it can be sent again: what was typed is still there
    else:
        _tell(turn, said, t)


def _tell(turn: Turn, said: Message, t: Speech) -> None:
    """Where the person is looking: an open form hides the conversation underneath."""
    match turn.body.get("type"):
        case "view_submission":
            turn.show_instead(common.notice(t, said))
        case "block_actions" if turn.in_a_form:
            turn.update_view(common.notice(t, said))
        case "block_suggestion":  # it comes again with each letter; to send the form says why
            turn.offer([])
        case _:
            turn.say(said)
