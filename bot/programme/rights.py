"""Who may do what, by name: an owner names people, or binds a user group; whoever coordinates a programme reads it.

Whoever is named, or is not any more, hears it from the bot. It holds from that moment on, and each of it is on record.
Owners are written in `BINOME_OWNERS`, so that nobody here can take the last way in (design §8).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.cadence import PromptDue
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.permissions import NAMED, Act, Grant, Right
from bot.domain.programmes import Texts
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated, Refusal
from bot.programme.rights_ports import BoundGroup
from bot.programme.team import owners
from bot.programme.work import Work

#: Whoever comes back from a leave is told what they may do now.
STILL_NEWS = timedelta(days=14)


class NotAnEmployee(Refusal):
    """Guests, bots and people who left are out of the programme, and hold no right in it."""

    key = "rights.only_employees"


class GroupNotRead(Refusal):
    """They may not, and perhaps only because Slack does not tell us who is in their user group."""

    key = "rights.group_not_read"


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """What one person was named to be. `programme` is what people call it; None for the whole company."""

    person: Person
    grant: Grant
    programme: Texts | None


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldByGroup:
    """The same of a user group. Its members have nothing while nobody has read lately who they are.

    `people` are the Slack ids of whoever has the right through it: all but guests and those who left. Somebody whom the
    bot has not met yet is among them, after those whom it knows.
    """

    group: BoundGroup
    people: tuple[str, ...]
    programme: Texts | None
    is_believed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """What the reader may know of it: everything, or what concerns the programmes that they coordinate.

    `names`: they may name others. `programmes` are those that run, with what people call them.
    """

    owners: tuple[Person, ...]
    held: tuple[Held, ...]
    groups: tuple[HeldByGroup, ...]
    programmes: tuple[tuple[Programme, Texts], ...]
    names: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RightChanged:
    """For whom it is about: whether they hold it now."""

    prompt: Prompt
    grant: Grant
    programme: Texts | None
    holds: bool


# -- reading -----------------------------------------------------------------------------------------------------


def board(work: Work, actor: Person) -> Board:
    """Who holds which right, on record. Raises `NotAllowed`."""
    work.authorise(actor, Act.SEE_RIGHTS, programme_id=work.somewhere(actor, Act.SEE_RIGHTS))
    running = [(one, work.type_of(one).name) for one in work.programmes.running()]
    theirs = [(one, name) for one, name in running if work.may(actor, Act.SEE_RIGHTS, programme_id=one.id)]
    called: dict[int | None, Texts | None] = {one.id: name for one, name in theirs} | {None: None}
    everybody = work.rights.everybody()
    known = work.people.many(person_id for person_id, _ in everybody)
    held = [
        Held(person=known[person_id], grant=grant, programme=called[grant.programme_id])
        for person_id, grant in everybody
        if grant.programme_id in called
    ]
    groups = (one for one in work.bound_groups.all() if one.grant.programme_id in called)
    return Board(
        owners=owners(work),
        held=tuple(sorted(held, key=lambda one: (one.person.name, one.person.id))),
        groups=tuple(_by_group(work, one, called[one.grant.programme_id]) for one in groups),
        programmes=tuple(theirs),
        names=work.may(actor, Act.NAME_RIGHTS),
    )


def _by_group(work: Work, group: BoundGroup, programme: Texts | None) -> HeldByGroup:
    return HeldByGroup(
        group=group,
        people=_through(work, group),
        programme=programme,
        is_believed=_is_believed(work, group),
    )


def _is_believed(work: Work, group: BoundGroup) -> bool:
    return group.read_at is not None and group.read_at >= work.groups_read_since


def _through(work: Work, group: BoundGroup) -> tuple[str, ...]:
    known = work.people.by_slack_ids(group.members)
    met = {one.slack_id for one in known}
    welcome = (one.slack_id for one in known if one.is_welcome)
    return (*welcome, *(one for one in group.members if one not in met))


# -- naming ------------------------------------------------------------------------------------------------------


def name(work: Work, actor: Person, person: Person, grant: Grant) -> bool:
    """Name somebody, who is told; False when they were already.

    Raises `NotAllowed`, `NotAnEmployee`, and `Outdated` for what nobody can be named.
    """
    work.authorise(actor, Act.NAME_RIGHTS, programme_id=grant.programme_id, subject_id=person.id)
    _check_offered(work, grant)
    if not person.is_welcome:
        raise NotAnEmployee(name=person.name)
    return give(work, person.id, grant)


def give(work: Work, person_id: int, grant: Grant) -> bool:
    """The same without asking who names them: a roster may, too."""
    given = work.rights.grant(person_id, grant.right, programme_id=grant.programme_id)
    if given:
        _tell(work, person_id, grant, holds=True)
    return given


def take_away(work: Work, actor: Person, person_id: int, grant: Grant) -> bool:
    """From this moment on they may no longer, and they are told; False when they might not already.

    Raises `NotAllowed`, and `Outdated` for what is not given here.
    """
    work.authorise(actor, Act.TAKE_RIGHTS, programme_id=grant.programme_id, subject_id=person_id)
    if grant.right not in NAMED:
        raise Outdated
    taken = work.rights.withdraw(person_id, grant.right, programme_id=grant.programme_id)
    if taken:
        _tell(work, person_id, grant, holds=False)
    return taken


def _check_offered(work: Work, grant: Grant) -> None:
    running = {one.id for one in work.programmes.running()}
    if grant.right not in NAMED or grant.programme_id not in {None, *running}:
        raise Outdated


# -- user groups -------------------------------------------------------------------------------------------------


def ask_to_bind(work: Work, actor: Person) -> None:
    """Raises `NotAllowed`."""
    work.check(actor, Act.BIND_GROUPS)


def bind(
    work: Work, actor: Person, group_id: str, called: str, grant: Grant, members: Iterable[str]
) -> BoundGroup | None:
    """Whoever is in the user group has this right from now on; None when it was bound so already.

    Raises `NotAllowed`, `Outdated`.
    """
    found = _kept(work, members)
    work.authorise(actor, Act.BIND_GROUPS, programme_id=grant.programme_id, number=len(found))
    _check_offered(work, grant)
    return work.bound_groups.bind(group_id, called, grant, found, at=work.machine_now)


def unbind(work: Work, actor: Person, bound_id: int) -> bool:
    """Its members have nothing through it from this moment on. Raises `NotAllowed`."""
    bound = work.bound_groups.get(bound_id)
    programme_id = bound.grant.programme_id if bound else None
    number = len(bound.members) if bound else None
    work.authorise(actor, Act.UNBIND_GROUPS, programme_id=programme_id, number=number)
    return work.bound_groups.unbind(bound_id)


def to_read(work: Work) -> list[str]:
    """The user groups of which Slack has to be asked who is in them."""
    return sorted({one.group_id for one in work.bound_groups.all()})


def read(work: Work, group_id: str, members: Iterable[str]) -> None:
    """Slack has said who is in it now."""
    work.bound_groups.read(group_id, _kept(work, members), at=work.machine_now)


def hangs_on_slack(work: Work, person: Person) -> bool:
    """Whether they were in a bound user group when it was last read, which is too long ago to be believed."""
    return any(
        person.slack_id in one.members and not _is_believed(work, one) for one in work.bound_groups.all()
    )


def _kept(work: Work, members: Iterable[str]) -> tuple[str, ...]:
    """Slack goes on naming whoever asked to be forgotten; we do not write it down."""
    found = tuple(members)
    forgotten = work.forgotten.among(found)
    return tuple(one for one in found if one not in forgotten)


# -- telling whoever it is about ---------------------------------------------------------------------------------


def _tell(work: Work, person_id: int, grant: Grant, *, holds: bool) -> None:
    heard = len(work.prompts.series(person_id, PromptKind.RIGHT_CHANGED))
    told = PromptDue(
        kind=PromptKind.RIGHT_CHANGED,
        mentorship_id=None,
        recipient_id=person_id,
        period=f"right-{grant.right}-{grant.programme_id or 0}",
        rung=f"{'given' if holds else 'taken'}-{heard}",
        not_before=work.now,
        expires_at=work.now + STILL_NEWS,
        about={"right": list(Right).index(grant.right), "programme": grant.programme_id or 0, "holds": holds},
    )
    work.prompts.plan([told], now=work.now)


def changed(work: Work, prompt: Prompt, reader: Person) -> RightChanged:
    programme_id = prompt.about["programme"] or None
    grant = Grant(right=list(Right)[prompt.about["right"]], programme_id=programme_id)
    programme = work.programmes.get(programme_id) if programme_id else None
    return RightChanged(
        prompt=prompt,
        grant=grant,
        programme=work.type_of(programme).name if programme else None,
        holds=bool(prompt.about["holds"]),
    )


def why_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """It was given back or taken away again before they heard of it."""
    told = changed(work, prompt, reader)
    return None if told.holds == (told.grant in work.rights.given(reader.id)) else "changed"
