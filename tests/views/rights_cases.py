"""Who may do what, as owners and coordinators see it, what those who are named read, and the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.permissions import NAMED, Act, Grant, Right
from bot.domain.programmes import Texts
from bot.programme.audit import Record, Sought
from bot.programme.rights import Board, Held, HeldByGroup, RightChanged
from bot.programme.rights_ports import BoundGroup, OnRecord, UserGroup
from bot.texts import Markup, Speech
from handlers.views import audit, rights
from handlers.views.blocks import Block
from tests.views.cases import Case
from tests.views.cast import INES, LEA, PEOPLE, TOM
from tests.views.round_cases import told
from tests.views.test_prompts import LONG, prompt, someone

SHEET = "rights"
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
LASTING: Texts = {"fr": "Mentorat", "en": "Mentoring"}
WELCOMING: Texts = {"fr": "Accueil des nouveaux arrivants", "en": "Welcoming newcomers"}
CROWD = [someone(number, LONG) for number in range(2, 152)]


def programme(number: int) -> Programme:
    return Programme(
        id=number,
        type_key="long_term",
        name="x",
        language="fr",
        timezone="Europe/Paris",
        started_on=date(2026, 1, 5),
        ended_on=None,
    )


def held(person: Person, right: Right, where: tuple[int, Texts] | None = None) -> Held:
    number, name = where or (None, None)
    return Held(person=person, grant=Grant(right=right, programme_id=number), programme=name)


def by_group(name: str, right: Right, *, members: tuple[str, ...], believed: bool = True) -> HeldByGroup:
    group = BoundGroup(
        id=1,
        group_id="S0TEAM",
        name=name,
        grant=Grant(right=right),
        members=members,
        read_at=NOON,
    )
    return HeldByGroup(group=group, people=group.members, programme=None, is_believed=believed)


def board(people: Iterable[Held], *groups: HeldByGroup, names: bool = True) -> Board:
    return Board(
        owners=(INES,),
        held=tuple(people),
        groups=groups,
        programmes=((programme(1), LASTING), (programme(2), WELCOMING)),
        names=names,
    )


NAMED_PEOPLE = (
    held(LEA, Right.COORDINATOR),
    held(PEOPLE["karim"], Right.CHAMPION),
    held(TOM, Right.COORDINATOR, (2, WELCOMING)),
)
TEAM = (LEA.slack_id, TOM.slack_id, PEOPLE["karim"].slack_id)
USUAL = board(NAMED_PEOPLE, by_group("comex", Right.VIEWER, members=TEAM))
UNREAD = board(
    NAMED_PEOPLE,
    by_group("equipe-rh", Right.COORDINATOR, members=TEAM, believed=False),
    by_group("comex", Right.VIEWER, members=()),
)
THOUSANDS = tuple(f"U0{number:09}" for number in range(9000))
MANY = board(
    [held(one, right, (2, WELCOMING)) for one in CROWD for right in NAMED],
    *(by_group("x" * 80, right, members=THOUSANDS) for right in NAMED for _ in range(5)),
    *(by_group("x" * 80, right, members=THOUSANDS, believed=False) for right in NAMED for _ in range(5)),
)


def groups(count: int) -> list[UserGroup]:
    return [UserGroup(id=f"S{number}", handle=f"{'équipe-' * 12}{number}") for number in range(count)]


def changed(right: Right, *, holds: bool, programme: Texts | None = None) -> RightChanged:
    grant = Grant(right=right, programme_id=2 if programme else None)
    return RightChanged(
        prompt=prompt(PromptKind.RIGHT_CHANGED), grant=grant, programme=programme, holds=holds
    )


def line(ago: int, act: Act, actor: Person = LEA, **more: object) -> OnRecord:
    usual: dict[str, object] = {"allowed": True, "programme_id": None, "subject_id": None, "number": None}
    at = NOON - timedelta(minutes=17 * ago)
    return OnRecord(id=900 - ago, at=at, actor_id=actor.id, act=act, **{**usual, **more})  # type: ignore[arg-type]


LINES = (
    line(0, Act.SEE_REPORT, programme_id=2),
    line(1, Act.NAME_RIGHTS, INES, subject_id=TOM.id),
    line(2, Act.EXPORT, number=128),
    line(2, Act.BIND_GROUPS, INES, programme_id=2, number=3),
    line(3, Act.RUN_ROUND, TOM, allowed=False, times=14),
    line(4, Act.SEE_PEOPLE),
)


def record(lines: tuple[OnRecord, ...], sought: Sought | None = None, older: int | None = None) -> Record:
    known = {one.id: one for one in (LEA, TOM, INES)}
    return Record(
        sought=sought or Sought(), lines=lines, people=known, programmes={2: WELCOMING}, older=older
    )


def page(shown: Record, t: Speech) -> Block:
    return audit.record(shown, t, today=NOON.date())


FULL = tuple(
    line(ago, act, allowed=False, programme_id=2, subject_id=99, number=12_345, times=99)
    for ago, act in enumerate([*Act][:20])
)

CASES = [
    Case(SHEET, "Inès, who owns the bot, looks at who may do what", lambda t: rights.board(USUAL, t)),
    Case(
        SHEET,
        "Léa, who coordinates, reads it",
        lambda t: rights.board(board(NAMED_PEOPLE[:2], names=False), t),
    ),
    Case(SHEET, "A user group that Slack does not show, and an empty one", lambda t: rights.board(UNREAD, t)),
    Case(SHEET, "A whole company is named", lambda t: rights.board(MANY, t, told=Markup("x")), drawn=False),
    Case(SHEET, "Naming somebody", lambda t: rights.name_form(USUAL, t)),
    Case(SHEET, "Naming a user group", lambda t: rights.group_form(USUAL, groups(3), t)),
    Case(SHEET, "Among hundreds of groups", lambda t: rights.group_form(USUAL, groups(450), t), drawn=False),
    *(
        told(f"{right.value}, {'named' if holds else 'no more'}", one, reader=LEA, conversation=SHEET)
        for right in NAMED
        for holds in (True, False)
        for one in [changed(right, holds=holds, programme=WELCOMING if right is Right.COORDINATOR else None)]
    ),
    Case(SHEET, "What is on record", lambda t: page(record(LINES, older=896), t)),
    Case(SHEET, "Nothing of it", lambda t: page(record((), Sought(slack_id="U0TOM", act=Act.EXPORT)), t)),
    Case(SHEET, "A page that is full", lambda t: page(record(FULL, older=1), t), drawn=False),
    Case(SHEET, "As it is said in a form", lambda t: rights.board(USUAL, t, told=said(t)), drawn=False),
]


def said(t: Speech) -> Markup:
    return t("rights.named", name=TOM.name, what=rights.named(Right.VIEWER, WELCOMING, t))
