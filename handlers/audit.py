"""`/mentor-admin audit`: owners read what is on record, page by page; of one person or one act alone, if they like.

What is looked for travels with the form: whose, which act, and after which line.
"""

from __future__ import annotations

from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.programme import audit
from bot.programme.audit import Sought
from handlers.forms import number_in
from handlers.turn import Turn
from handlers.views import audit as views


def show(turn: Turn) -> None:
    """Everything, the latest first."""
    _show(turn, "::")


def of_person(turn: Turn) -> None:
    """Whoever was picked, whatever they asked for."""
    _show(turn, f"{turn.action.get('selected_user') or ''}:{_now(turn)[1]}:")


def of_act(turn: Turn) -> None:
    _show(turn, f"{_now(turn)[0]}:{turn.picked}:")


def older(turn: Turn) -> None:
    slack_id, act = _now(turn)
    _show(turn, f"{slack_id}:{act}:{turn.value}")


def _show(turn: Turn, carried: str) -> None:
    with turn.work() as work:
        work.check(turn.actor, Act.SEE_AUDIT)
        record = audit.read(work, turn.actor, _sought(carried))
        view = views.record(record, turn.t, today=turn.today(work))
    turn.put(view)


def _now(turn: Turn) -> tuple[str, str]:
    """Whom and what the form shows."""
    slack_id, _, rest = turn.kept.partition(":")
    return slack_id, rest.partition(":")[0]


def _sought(carried: str) -> Sought:
    """Raises `Outdated` for what no form of ours carries."""
    slack_id, _, rest = carried.partition(":")
    act, _, before = rest.partition(":")
    if act and act not in list(Act):
        raise Outdated
    return Sought(
        slack_id=slack_id or None, act=Act(act) if act else None, before=number_in(before) if before else None
    )
