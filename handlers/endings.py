"""What follows an ending, as people press it: whom they would like next, and what still runs of what they leave."""

from __future__ import annotations

from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated
from bot.programme import answers, choosing, departures, ending, solo
from bot.programme.ending_facts import NOT_NOW
from bot.programme.inviting import period_of
from bot.programme.joining import Arrival
from bot.programme.mentors import own_place
from bot.programme.work import Work
from handlers import choices
from handlers.turn import Turn
from handlers.views import endings as views
from handlers.views.blocks import message

# -- under the news of an ending ---------------------------------------------------------------------------------


def choose(turn: Turn) -> None:
    """Choose three mentors: the form opens at once, and the answer shows in the message."""
    with turn.work() as work:
        turn.value = str(_looks_again(turn, work))
    choices.open_form(turn)


def suggest(turn: Turn) -> None:
    """ "Suggest somebody": the programme chooses, and they say yes or no."""
    with turn.work() as work:
        choosing.choose_for_me(work, turn.actor, _looks_again(turn, work))


def not_now(turn: Turn) -> None:
    """Noted; the way stays in the message."""
    with turn.work() as work:
        work.prompts.answer(_news(turn, work).id, NOT_NOW)


# -- when mentoring is not for somebody any more -----------------------------------------------------------------


def offer(turn: Turn, arrival: Arrival) -> None:
    """Somebody has just said so, and a mentorship still runs: it is theirs to end, and nothing ends by itself."""
    enrolment = arrival.enrolment
    if not arrival.linked or enrolment is None or enrolment.part is not Part.NOT_FOR_ME:
        return
    with turn.look() as work:
        still = departures.still_with(work, turn.actor)
    if still.mentors or still.mentees:
        turn.say_in_dm(message(*views.still_together(still, turn.t)))


def stop(turn: Turn) -> None:
    """They have confirmed that the mentorship in which they learn ends today."""
    with turn.work() as work:
        enrolment, _ = own_place(work, turn.actor)
        if enrolment.part is not Part.NOT_FOR_ME or not departures.stop_learning(work, turn.actor):
            raise Outdated
    turn.replace(views.stopped(turn.t))


def _looks_again(turn: Turn, work: Work) -> int:
    """The round in which this person alone looks for a mentor, which they have been asked about by this press."""
    _news(turn, work)
    if not ending.looks_for_another(work, turn.actor):
        raise Outdated
    found = solo.look_for(work, turn.actor, opened_by=turn.actor.id)
    work.prompts.cancel(
        reason="asked",
        recipient_id=turn.actor.id,
        kinds=[PromptKind.INVITATION],
        period=period_of(found.id),
    )
    return found.id


def _news(turn: Turn, work: Work) -> Prompt:
    """The message under which the button stands. Raises `Outdated` for somebody else's: it was forged."""
    prompt = answers.mine(work, turn.actor, turn.number())
    if prompt.kind is not PromptKind.ENDED:
        raise Outdated
    return prompt
