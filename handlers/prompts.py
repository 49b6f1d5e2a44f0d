"""What people press under a message that the bot sent on its own initiative.

A press changes the world; the message is then drawn again from the ledger (`redrawing.py`), so that the answer shows
and the buttons are gone. A button's value is the prompt's id, in a digest followed by `:` and the mentorship's.
"""

from __future__ import annotations

from bot.domain.changes import BreakTooLong
from bot.domain.mentorships import Mentorship
from bot.domain.prompts import Prompt
from bot.programme import answers, cadences, meetings
from bot.programme.work import Work
from handlers.forms import day_if_any
from handlers.meeting_forms import open_for
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import answering, fitting


def met(turn: Turn) -> None:
    """We met: the form, filled in as far as we can guess."""
    with turn.look() as work:
        prompt, mentorship = asked(turn, work, turn.value)
        day = answers.likely_day(work, turn.actor, prompt, mentorship)
    open_for(turn, mentorship, day)


def met_today(turn: Turn) -> None:
    """We met, in a digest: one click, and the message says what was noted."""
    with turn.work() as work:
        prompt, mentorship = asked(turn, work, turn.value)
        if not answers.became(work, prompt, mentorship).is_open:
            return
        logged = answers.met_today(work, turn.actor, prompt, mentorship)
    if logged.fit is not None and logged.fit.said is None:
        turn.say_in_dm(fitting.alone(logged.fit, turn.t))


def skip(turn: Turn) -> None:
    """Not this time."""
    with turn.work() as work:
        prompt, mentorship = asked(turn, work, turn.value)
        answers.skip(work, turn.actor, prompt, mentorship)


def more(turn: Turn) -> None:
    """The less usual answers, and the way to whoever gives a hand."""
    with turn.look() as work:
        prompt, mentorship = asked(turn, work, turn.value)
        later, today = answers.later_day(work, turn.actor), turn.today(work)
        chooses = cadences.offers_a_choice(work, mentorship, turn.actor)
    turn.open(
        answering.more_form(
            turn.t,
            later=later,
            today=today,
            kept=str(prompt.id),
            pauses=answers.may_pause(mentorship, turn.actor),
            rhythm_of=mentorship.id if chooses else None,
        )
    )


def more_sent(turn: Turn) -> None:
    """Later this week, or a pause."""
    try:
        with turn.work() as work:
            prompt, mentorship = asked(turn, work, turn.kept)
            if turn.form.get("what") == answering.PAUSE:
                answers.pause(work, turn.actor, mentorship, day_if_any(turn.form.get("until")))
            elif answers.became(work, prompt, mentorship).is_open:
                answers.later(work, turn.actor, prompt)
    except (answers.PauseTooShort, BreakTooLong) as refusal:
        turn.correct(until=say_refusal(refusal, turn.t).text)


def change(turn: Turn) -> None:
    """Change my answer: whatever it was is taken back, and the question stands again."""
    with turn.work() as work:
        prompt, mentorship = asked(turn, work, turn.value)
        answers.take_back(work, turn.actor, prompt, mentorship)


def drop(turn: Turn) -> None:
    """The other half does not recall the meeting, and whoever logged it takes it back."""
    with turn.work() as work:
        prompt = answers.mine(work, turn.actor, turn.number())
        meetings.withdraw(work, turn.actor, prompt.about.get("meeting", 0))


def asked(turn: Turn, work: Work, value: str) -> tuple[Prompt, Mentorship]:
    """The prompt and the mentorship that a button is about; a forged or foreign one is refused."""
    first, _, second = value.partition(":")
    prompt = answers.mine(work, turn.actor, number_in(first))
    mentorship_id = number_in(second) if second else prompt.mentorship_id
    return prompt, answers.meant(work, turn.actor, mentorship_id)
