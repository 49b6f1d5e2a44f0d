"""Words of distress are heard wherever somebody writes to the bot: in a message, a command, a line of a form.

Whom they can turn to is shown at once, before anything else is said. What they did goes its way; that this was shown
is noted nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.refusals import NotForYou
from handlers import distress, reaching_out
from handlers.forms import typed_in
from handlers.turn import Turn
from handlers.views.blocks import Message, divider, message, quiet
from handlers.views.common import notice

#: Blocks in a form (`slack.md` §2.1).
MOST_BLOCKS = 100


def comfort(turn: Turn) -> None:
    """Of a turn that is done, and is still to be answered."""
    if not is_heard(turn):
        return
    in_a_form = _sends_a_form(turn)
    try:
        said = reaching_out.at_hand(turn, distress=True, in_a_form=in_a_form)
    except NotForYou:
        said = reaching_out.in_danger(turn)
    if in_a_form:
        _show_in_the_form(turn, said)
    else:
        turn.say_first(said)


def is_heard(turn: Turn) -> bool:
    """Whether words of distress stand in what was written in this turn."""
    return any(map(distress.is_heard_in, _written(turn)))


def _written(turn: Turn) -> Iterator[str]:
    """The letters of a search are no words yet."""
    if _sends_a_form(turn):
        yield from typed_in(turn.body.get("view", {}))
    elif turn.body.get("type") != "block_suggestion":
        yield turn.text


def _show_in_the_form(turn: Turn, said: Message) -> None:
    """A form hides the conversation: it gives way to this, or goes on under it. What is to be mended is said there too,
    and is still to be mended once this is closed.
    """
    answer = turn.answer or {}
    match answer.get("response_action"):
        case None:
            turn.show_instead(notice(turn.t, said))
        case "errors":
            mistakes = quiet(*answer["errors"].values())
            turn.show_on_top(notice(turn.t, message(*said.blocks, mistakes)))
        case _:
            blocks = [*said.blocks, divider(), *answer["view"]["blocks"]]
            turn.answer = {**answer, "view": {**answer["view"], "blocks": blocks[:MOST_BLOCKS]}}


def _sends_a_form(turn: Turn) -> bool:
    return turn.body.get("type") == "view_submission"
