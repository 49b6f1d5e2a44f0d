"""Who holds which right, in one form that turns into that of naming somebody or of binding a user group; and what
somebody reads who was named, or is not any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.people import Person
from bot.domain.permissions import NAMED, Grant, Right
from bot.domain.programmes import Texts
from bot.programme.prompts import Bundle
from bot.programme.rights import Board, Held, HeldByGroup, RightChanged
from bot.programme.rights_ports import UserGroup
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    actions,
    ask,
    button,
    confirm,
    header,
    modal,
    option,
    plain,
    quiet,
    section,
    select,
)
from handlers.views.wording import first_of

#: The questions of the two forms.
PERSON, RIGHT, PROGRAMME, GROUP = "person", "right", "programme", "group"
#: So many names of one right are shown, and so many lines fit into a menu.
MOST_NAMED, MOST_LINES = 100, 100
#: And so many of those who have it through a user group: Slack itself shows the others.
MOST_IN_GROUP = 8


def open_button(t: Speech) -> Block:
    """The way there, from the coordinators' menu."""
    return button(t.plain("rights.button"), ids.RIGHTS_OPEN)


def board(shown: Board, t: Speech, *, told: Markup | None = None) -> Block:
    """Right by right, for the company and for each programme; owners can change it here."""
    return modal(
        t.plain("rights.title"),
        section(told) if told else None,
        section(t("rights.owners", people=_people(shown.owners, t))),
        *_place(shown, None, None, t),
        *(block for one, name in shown.programmes for block in _place(shown, one.id, name, t)),
        *(_ways_on(shown, t) if shown.names else [quiet(t("rights.only_owners_change"))]),
        callback_id=ids.RIGHTS_OPEN,
        submit=None,
        close=t.plain("common.close"),
    )


def name_form(shown: Board, t: Speech) -> Block:
    people: Block = {
        "type": "users_select",
        "action_id": PERSON,
        "placeholder": plain(t.plain("rights.choose_person"), 150),
    }
    return _form(
        t.plain("rights.name_title"),
        ask(t.plain("rights.person"), people, block_id=PERSON),
        shown,
        t,
        callback_id=ids.RIGHTS_NAME_FORM,
    )


def group_form(shown: Board, groups: Sequence[UserGroup], t: Speech) -> Block:
    """Slack's user groups, in alphabetical order."""
    options = [option(t.plain("rights.group_option", handle=one.handle), one.id) for one in groups]
    menu = _menu(GROUP, t.plain("rights.choose_group"), options)
    return _form(
        t.plain("rights.group_title"),
        ask(t.plain("rights.group"), menu, block_id=GROUP, hint=t.plain("rights.group_hint")),
        shown,
        t,
        callback_id=ids.RIGHTS_GROUP_FORM,
    )


def changed(one: RightChanged, said: Bundle, t: Speech) -> list[Block]:
    """For whoever was named, or is not any more: what they may do from now on."""
    where = _where(one.programme, t)
    if not one.holds:
        return [section(t(f"rights.taken.{one.grant.right}", where=where))]
    return [section(t(f"rights.given.{one.grant.right}", where=where)), quiet(t("rights.what_is_kept"))]


def named(right: Right, programme: Texts | None, t: Speech) -> Markup:
    """As in "coordination, for the whole company"."""
    return t("rights.of", right=t(f"rights.right.{right}"), where=_where(programme, t))


# -- the board ---------------------------------------------------------------------------------------------------


def _place(shown: Board, programme_id: int | None, name: Texts | None, t: Speech) -> Iterator[Block]:
    held = [one for one in shown.held if one.grant.programme_id == programme_id]
    groups = [one for one in shown.groups if one.group.grant.programme_id == programme_id]
    if not held and not groups and programme_id is not None:
        return
    yield header(t.plain("rights.company") if name is None else name[t.language])
    for right in NAMED:
        people = [one.person for one in held if one.grant.right is right]
        theirs = [one for one in groups if one.group.grant.right is right]
        words = [_people(people, t)] if people or not theirs else []
        words += [_group(one, t) for one in theirs]
        yield section(t("rights.line", right=t(f"rights.right.{right}"), people=Markup.joined(words, "\n")))


def _people(people: Sequence[Person], t: Speech) -> Markup:
    if not people:
        return t("rights.nobody")
    return first_of([mention(one.slack_id) for one in people], MOST_NAMED, t)


def _group(one: HeldByGroup, t: Speech) -> Markup:
    if not one.is_believed:
        return t("rights.not_read", handle=one.group.name)
    names = first_of([mention(slack_id) for slack_id in one.people], MOST_IN_GROUP, t)
    return t("rights.bound", handle=one.group.name, count=len(one.people), people=names)


def _ways_on(shown: Board, t: Speech) -> Iterator[Block]:
    yield actions(
        button(t.plain("rights.name"), ids.RIGHTS_NAME, style="primary"),
        button(t.plain("rights.bind"), ids.RIGHTS_GROUP),
        button(t.plain("rights.audit"), ids.AUDIT_OPEN),
    )
    menus = [
        _take_away([one for one in shown.held if one.grant.right in NAMED], t),
        _unbind(shown.groups, t),
    ]
    if any(menus):
        yield actions(*menus)
    yield quiet(t("rights.told"))


def _take_away(held: Sequence[Held], t: Speech) -> Block | None:
    """Everybody who was named, by name."""
    if not held:
        return None
    lines = [
        option(
            t.plain("rights.one", name=one.person.name, what=_what(one.grant, one.programme, t)),
            _carried(one),
        )
        for one in held
    ]
    return {**_menu(ids.RIGHTS_TAKE, t.plain("rights.take"), lines), "confirm": _sure("take", t)}


def _unbind(groups: Sequence[HeldByGroup], t: Speech) -> Block | None:
    if not groups:
        return None
    lines = [
        option(
            t.plain("rights.one", name=f"@{one.group.name}", what=_what(one.group.grant, one.programme, t)),
            one.group.id,
        )
        for one in groups
    ]
    return {**_menu(ids.RIGHTS_UNBIND, t.plain("rights.unbind"), lines), "confirm": _sure("unbind", t)}


def _sure(what: str, t: Speech) -> Block:
    return confirm(
        title=t.plain(f"rights.sure.{what}_title"),
        text=t.plain(f"rights.sure.{what}_text"),
        yes=t.plain(f"rights.sure.{what}_yes"),
        no=t.plain("common.cancel"),
    )


def _what(grant: Grant, programme: Texts | None, t: Speech) -> str:
    right = t.plain(f"rights.right.{grant.right}")
    return (
        right if programme is None else t.plain("rights.short", right=right, programme=programme[t.language])
    )


def _where(programme: Texts | None, t: Speech) -> Markup:
    return (
        t("rights.everywhere") if programme is None else t("rights.in_one", programme=programme[t.language])
    )


def _carried(one: Held) -> str:
    return f"{one.person.id}:{one.grant.right}:{one.grant.programme_id or 0}"


# -- the forms ---------------------------------------------------------------------------------------------------


def _form(title: str, first: Block, shown: Board, t: Speech, *, callback_id: str) -> Block:
    rights: Block = {
        "type": "radio_buttons",
        "action_id": RIGHT,
        "options": [
            option(t.plain(f"rights.choice.{one}"), one.value, description=t.plain(f"rights.meaning.{one}"))
            for one in NAMED
        ],
    }
    company = option(t.plain("rights.company"), 0)
    places = [company, *(option(name[t.language], one.id) for one, name in shown.programmes)]
    where = select(PROGRAMME, placeholder=t.plain("rights.where"), options=places, chosen=company)
    return modal(
        title,
        first,
        ask(t.plain("rights.which"), rights, block_id=RIGHT),
        ask(t.plain("rights.where"), where, block_id=PROGRAMME),
        actions(button(t.plain("rights.back"), ids.RIGHTS_OPEN)),
        callback_id=callback_id,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
    )


def _menu(action_id: str, placeholder: str, options: Sequence[Block]) -> Block:
    """All of them, in parts where they are more than one list holds."""
    if len(options) <= MOST_LINES:
        return select(action_id, placeholder=placeholder, options=options)
    menu = select(action_id, placeholder=placeholder)
    del menu["options"]
    return {**menu, "option_groups": list(_in_groups(options))}


def _in_groups(options: Sequence[Block]) -> Iterator[Block]:
    """A menu holds a hundred lines, and a hundred such parts: each is called by its first line and its last."""
    for start in range(0, len(options), MOST_LINES):
        part = list(options[start : start + MOST_LINES])
        first, last = part[0]["text"]["text"], part[-1]["text"]["text"]
        yield {"label": plain(f"{first} – {last}", 75), "options": part}
