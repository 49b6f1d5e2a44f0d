"""`/mentor-admin rights`: who holds which right; owners name people and bind user groups. One form shows it all, and
shows it again after each change.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, Right
from bot.domain.refusals import Outdated, Refusal
from bot.programme import joining, rights
from bot.programme.work import Work
from bot.texts import Markup, Speech
from handlers.forms import number_in
from handlers.messenger import ScopeMissing, SlackSaidNo
from handlers.strangers import strangers
from handlers.turn import Turn, say_refusal
from handlers.views import rights as views

#: A user group's id in Slack; a forged form may hold anything.
GROUP = re.compile(r"S[A-Z0-9]{1,20}")
#: What Slack says where nobody pays for user groups.
NO_PLAN = "plan_upgrade_required"


class UnknownPerson(Refusal):
    """Slack knows nobody by this id."""

    key = "rights.unknown"


def show(turn: Turn) -> None:
    """As it is, from a command, from the menu, or back from one of the forms."""
    _board(turn)


def open_name(turn: Turn) -> None:
    with turn.look() as work:
        work.check(turn.actor, Act.NAME_RIGHTS)
    with turn.work() as work:
        shown = rights.board(work, turn.actor)
    turn.put(views.name_form(shown, turn.t))


def name_sent(turn: Turn) -> None:
    """Named; whoever never met the bot is asked of Slack first. What cannot be is told in the form."""
    with turn.look() as work:
        work.check(turn.actor, Act.NAME_RIGHTS)
    slack_id, grant = str(turn.form.get(views.PERSON) or ""), _chosen(turn)
    try:
        unmet = strangers(turn, [slack_id], unknown=UnknownPerson)
        with turn.work() as work:
            person = joining.meet(work, unmet[0]) if unmet else work.people.by_slack_id(slack_id)
            if person is None:
                raise UnknownPerson
            new = rights.name(work, turn.actor, person, grant)
            done = turn.t(
                "rights.named" if new else "rights.named_already", **_whose(work, person, grant, turn.t)
            )
            view = views.board(rights.board(work, turn.actor), turn.t, told=done)
    except (UnknownPerson, rights.NotAnEmployee) as refusal:
        return turn.correct(**{views.PERSON: say_refusal(refusal, turn.t).text})
    turn.show_instead(view)


def take_away(turn: Turn) -> None:
    def act(work: Work) -> Markup:
        person_id, grant = _carried(turn.picked)
        rights.take_away(work, turn.actor, person_id, grant)
        return turn.t("rights.taken_away", **_whose(work, work.people.get(person_id), grant, turn.t))

    _board(turn, act, first=Act.TAKE_RIGHTS)


def open_group(turn: Turn) -> None:
    """Which user groups there are is asked of Slack, which needs a permission that a company may decline, and a plan
    that has user groups.
    """
    with turn.look() as work:
        rights.ask_to_bind(work, turn.actor)
    try:
        groups = turn.house.messenger.user_groups()
    except ScopeMissing:
        return _board(turn, lambda work: turn.t("rights.no_scope"))
    except SlackSaidNo as no:
        if no.reason != NO_PLAN:
            raise
        groups = []
    if not groups:
        return _board(turn, lambda work: turn.t("rights.no_groups"))
    with turn.work() as work:
        shown = rights.board(work, turn.actor)
    turn.put(views.group_form(shown, groups, turn.t))


def group_sent(turn: Turn) -> None:
    with turn.look() as work:
        rights.ask_to_bind(work, turn.actor)
    group_id, grant = str(turn.form.get(views.GROUP) or ""), _chosen(turn)
    if not GROUP.fullmatch(group_id):
        raise Outdated
    groups = turn.house.messenger.user_groups(with_members=True)
    group = next((one for one in groups if one.id == group_id), None)
    if group is None:
        raise Outdated
    with turn.work() as work:
        bound = rights.bind(work, turn.actor, group.id, group.handle, grant, group.members)
        what = _what(work, grant, turn.t)
        told = turn.t("rights.bound_now" if bound else "rights.bound_already", handle=group.handle, what=what)
        view = views.board(rights.board(work, turn.actor), turn.t, told=told)
    turn.show_instead(view)


def unbind(turn: Turn) -> None:
    def act(work: Work) -> Markup:
        rights.unbind(work, turn.actor, number_in(turn.picked))
        return turn.t("rights.unbound_now")

    _board(turn, act, first=Act.UNBIND_GROUPS)


def _board(turn: Turn, act: Callable[[Work], Markup] | None = None, *, first: Act | None = None) -> None:
    """The board, once this is done; what was forged is refused after the right was asked for."""
    with turn.work() as work:
        if first is not None:
            work.check(turn.actor, first)
        told = act(work) if act is not None else None
        view = views.board(rights.board(work, turn.actor), turn.t, told=told)
    turn.put(view)


def _whose(work: Work, person: Person, grant: Grant, t: Speech) -> dict[str, str]:
    return {"name": person.name, "what": _what(work, grant, t)}


def _what(work: Work, grant: Grant, t: Speech) -> Markup:
    programme = work.programmes.get(grant.programme_id) if grant.programme_id else None
    return views.named(grant.right, work.type_of(programme).name if programme else None, t)


def _chosen(turn: Turn) -> Grant:
    return _grant(turn.form.get(views.RIGHT), turn.form.get(views.PROGRAMME))


def _carried(value: str) -> tuple[int, Grant]:
    """Whose, and which. Raises `Outdated` for what no menu of ours carries."""
    person, _, rest = value.partition(":")
    right, _, programme = rest.partition(":")
    return number_in(person), _grant(right, programme)


def _grant(right: object, programme: object) -> Grant:
    if right not in list(Right):
        raise Outdated
    return Grant(right=Right(str(right)), programme_id=number_in(programme) or None)
