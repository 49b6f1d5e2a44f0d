"""What people press under a message that the bot sent on its own initiative.

A press changes the world; the message is then drawn again from the ledger, so that the answer shows and the
buttons are gone. A button's value is the prompt's id, in a digest followed by `:` and the mentorship's.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from bot.domain.mentorships import Mentorship
from bot.domain.people import Workspace
from bot.domain.prompts import Prompt
from bot.domain.refusals import NotForYou, Refusal
from bot.programme import answers, meetings, prompts
from bot.programme.closeness import team_but
from bot.programme.others import others_in
from bot.programme.work import Work
from handlers.turn import Handler, House, Turn, number_in, say_refusal, speech_for
from handlers.views import answering, fitting
from handlers.views import meetings as log_views
from handlers.views import prompts as views

#: Messages older than this keep what they say: nobody scrolls back to answer them.
STILL_READ = timedelta(days=14)
#: How many of them are drawn again when an answer comes by another way, such as `/mentor-log`.
MOST_REDRAWN = 3


def met(turn: Turn) -> None:
    """We met: the form, filled in as far as we can guess."""
    with turn.look() as work:
        prompt, mentorship = _asked(turn, work, turn.value)
        partners = others_in(work, mentorship, turn.actor)
        day = answers.likely_day(work, turn.actor, prompt, mentorship)
    turn.open(log_views.form([(mentorship.id, partners)], turn.t, today=day, mentorship_id=mentorship.id))


def met_today(turn: Turn) -> None:
    """We met, in a digest: one click, and the message says what was noted."""
    with turn.work() as work:
        prompt, mentorship = _asked(turn, work, turn.value)
        if not answers.became(work, prompt, mentorship).is_open:
            return
        logged = answers.met_today(work, turn.actor, prompt, mentorship)
    if logged.fit is not None and logged.fit.said is None:
        turn.say_in_dm(fitting.alone(logged.fit, turn.t))


def plan(turn: Turn) -> None:
    """Set a date, from a message of the ledger."""
    with turn.look() as work:
        prompt, mentorship = _asked(turn, work, turn.value)
    _open_plan(turn, mentorship, prompt)


def plan_open(turn: Turn) -> None:
    """Set a date, from Home or a reply: the button's value is the mentorship's id."""
    with turn.look() as work:
        mentorship = answers.meant(work, turn.actor, turn.number())
    _open_plan(turn, mentorship, None)


def plan_sent(turn: Turn) -> None:
    """The date was chosen. The message it was asked in shows it; asked from elsewhere, it is said back."""
    asked, _, mentorship_id = turn.kept.partition(":")
    try:
        with turn.work() as work:
            mentorship = answers.meant(work, turn.actor, number_in(mentorship_id))
            meeting = answers.plan(work, turn.actor, mentorship, answers.instant(turn.form["when"]))
            partners = others_in(work, mentorship, turn.actor)
            today = turn.today(work)
    except (answers.DateGone, answers.DateTooFar) as refusal:
        return turn.correct(when=say_refusal(refusal, turn.t).text)
    if not asked:
        turn.say_in_dm(answering.planned(partners, meeting, turn.t, today=today))


def skip(turn: Turn) -> None:
    """Not this month."""
    with turn.work() as work:
        prompt, mentorship = _asked(turn, work, turn.value)
        answers.skip(work, turn.actor, prompt, mentorship)


def more(turn: Turn) -> None:
    """The less usual answers, and whom to ask for a hand: read from the programme, stored nowhere."""
    with turn.look() as work:
        prompt, mentorship = _asked(turn, work, turn.value)
        coordinators = team_but(work, {turn.actor.id})
        later, today = answers.later_day(work, turn.actor), turn.today(work)
    turn.open(
        answering.more_form(
            coordinators,
            turn.workspace,
            turn.t,
            later=later,
            today=today,
            kept=str(prompt.id),
            pauses=answers.may_pause(mentorship, turn.actor),
        )
    )


def more_sent(turn: Turn) -> None:
    """Later this week, or a pause."""
    try:
        with turn.work() as work:
            prompt, mentorship = _asked(turn, work, turn.kept)
            if turn.form["what"] == answering.PAUSE:
                answers.pause(work, turn.actor, mentorship, _until(turn))
            elif answers.became(work, prompt, mentorship).is_open:
                answers.later(work, turn.actor, prompt)
    except (answers.PauseTooShort, answers.PauseTooLong) as refusal:
        turn.correct(until=say_refusal(refusal, turn.t).text)


def change(turn: Turn) -> None:
    """Change my answer: whatever it was is taken back, and the question stands again."""
    with turn.work() as work:
        prompt, mentorship = _asked(turn, work, turn.value)
        answers.take_back(work, turn.actor, prompt, mentorship)


def drop(turn: Turn) -> None:
    """The other half does not recall the meeting, and whoever logged it takes it back."""
    with turn.work() as work:
        prompt = answers.mine(work, turn.actor, turn.number())
        meetings.withdraw(work, turn.actor, prompt.about.get("meeting", 0))


def and_redraw(handler: Handler) -> Handler:
    """The handler, and then the message whose button was pressed, as the ledger sees it now.

    Also when the press was refused: an old button disappears, rather than being refused for ever.
    """

    def redraw(turn: Turn) -> None:
        box = turn.body.get("container") or {}
        if box.get("message_ts") and not box.get("is_ephemeral"):
            draw_again(turn.house, turn.workspace, str(box.get("channel_id")), str(box["message_ts"]))

    return _followed(handler, redraw)


def and_redraw_recent(handler: Handler) -> Handler:
    """The handler, and then the person's latest messages: their questions may be answered by now."""

    def redraw(turn: Turn) -> None:
        places: list[tuple[str, str]] = []
        with suppress(NotForYou), turn.look() as work:
            since = work.now - STILL_READ
            places = list(prompts.recent_messages(work, turn.actor, since, most=MOST_REDRAWN))
        for channel, ts in places:
            draw_again(turn.house, turn.workspace, channel, ts)

    return _followed(handler, redraw)


def _followed(handler: Handler, redraw: Callable[[Turn], None]) -> Handler:
    """After the commit and the reply, off the way of the acknowledgement."""

    def act(turn: Turn) -> None:
        try:
            handler(turn)
        except Refusal:
            turn.house.replies.submit(redraw, turn)
            raise
        turn.later(lambda: redraw(turn))

    return act


def draw_again(house: House, workspace: Workspace, channel: str, ts: str) -> None:
    """Put a message of the ledger again as things stand now; any other message is left alone."""
    with house.store.look(workspace) as work:
        said = prompts.message_at(work, channel, ts)
    if said is not None:
        house.messenger.update(channel, ts, views.bundle(said, speech_for(house.customs, said.recipient)))


def _asked(turn: Turn, work: Work, value: str) -> tuple[Prompt, Mentorship]:
    """The prompt and the mentorship that a button is about; a forged or foreign one is refused."""
    first, _, second = value.partition(":")
    prompt = answers.mine(work, turn.actor, number_in(first))
    mentorship_id = number_in(second) if second else prompt.mentorship_id
    return prompt, answers.meant(work, turn.actor, mentorship_id)


def _open_plan(turn: Turn, mentorship: Mentorship, prompt: Prompt | None) -> None:
    with turn.look() as work:
        partners = others_in(work, mentorship, turn.actor)
        starts_at = answers.suggested_start(work, turn.actor, mentorship)
    kept = f"{prompt.id if prompt else ''}:{mentorship.id}"
    turn.open(answering.plan_form(partners, turn.t, starts_at=starts_at, kept=kept))


def _until(turn: Turn) -> date:
    try:
        return date.fromisoformat(turn.form.get("until") or "")
    except ValueError:
        raise answers.PauseTooShort from None
