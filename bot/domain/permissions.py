"""Who may do what: one readable table (design §8). Slack's own admins have no rights by themselves.

A right is given for the whole company or for one programme. Each act is about one programme, where either counts, or
about the whole company, where only the first does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.refusals import NotAllowed, OnlyOwners


class Right(StrEnum):
    """What somebody was named to be. Owners come from `BINOME_OWNERS`; they name the others."""

    OWNER = "owner"
    COORDINATOR = "coordinator"
    VIEWER = "viewer"
    CHAMPION = "champion"


#: What an owner may name somebody to be. Owners are written in `BINOME_OWNERS`, so that nobody takes the last way in.
NAMED = (Right.COORDINATOR, Right.VIEWER, Right.CHAMPION)


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """A right for one programme, or for the whole company where `programme_id` is None."""

    right: Right
    programme_id: int | None = None


class Act(StrEnum):
    """What only some may do. Everybody may take part, log their own meetings and read what is kept on them."""

    RUN_ROUND = "run_round"
    DECIDE_MENTOR = "decide_mentor"
    SEE_REPORT = "see_report"
    PUBLISH_REPORT = "publish_report"
    IMPORT_ROSTER = "import_roster"
    NAME_RIGHTS = "name_rights"
    TAKE_RIGHTS = "take_rights"
    BIND_GROUPS = "bind_groups"
    UNBIND_GROUPS = "unbind_groups"
    SEE_RIGHTS = "see_rights"
    SEE_ADMIN = "see_admin"
    SEE_PEOPLE = "see_people"
    EDIT_TOPICS = "edit_topics"
    EDIT_SHEETS = "edit_sheets"
    ASK_NEEDS = "ask_needs"
    LINK_PEOPLE = "link_people"
    DECIDE_CHANGE = "decide_change"
    RUN_CIRCLE = "run_circle"
    NAME_CONTACTS = "name_contacts"
    TELL_STORIES = "tell_stories"
    SET_OBJECTIVES = "set_objectives"
    READ_PULSES = "read_pulses"
    EXPORT = "export"
    SEE_AUDIT = "see_audit"


ALLOWED: dict[Act, frozenset[Right]] = {
    Act.RUN_ROUND: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.DECIDE_MENTOR: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.SEE_REPORT: frozenset({Right.OWNER, Right.COORDINATOR, Right.VIEWER, Right.CHAMPION}),
    Act.PUBLISH_REPORT: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.IMPORT_ROSTER: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.NAME_RIGHTS: frozenset({Right.OWNER}),
    Act.TAKE_RIGHTS: frozenset({Right.OWNER}),
    Act.BIND_GROUPS: frozenset({Right.OWNER}),
    Act.UNBIND_GROUPS: frozenset({Right.OWNER}),
    Act.SEE_RIGHTS: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.SEE_ADMIN: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.SEE_PEOPLE: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.EDIT_TOPICS: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.EDIT_SHEETS: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.ASK_NEEDS: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.LINK_PEOPLE: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.DECIDE_CHANGE: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.RUN_CIRCLE: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.NAME_CONTACTS: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.TELL_STORIES: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.SET_OBJECTIVES: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.READ_PULSES: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.EXPORT: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.SEE_AUDIT: frozenset({Right.OWNER}),
}


#: What is about people and words that every programme shares; everything else is about one programme.
OF_THE_COMPANY = frozenset(
    {
        *(Act.NAME_RIGHTS, Act.TAKE_RIGHTS, Act.BIND_GROUPS, Act.UNBIND_GROUPS, Act.SEE_AUDIT),
        *(Act.IMPORT_ROSTER, Act.EDIT_TOPICS, Act.NAME_CONTACTS),
    }
)


def in_reach(grants: Iterable[Grant], act: Act, programme_id: int | None) -> frozenset[Right]:
    """The rights that count for this act in this programme."""
    here = None if act in OF_THE_COMPANY else programme_id
    return frozenset(one.right for one in grants if one.programme_id in (None, here))


def may(rights: frozenset[Right], act: Act) -> bool:
    return bool(rights & ALLOWED[act])


def refusal(act: Act, programme_id: int | None) -> NotAllowed:
    """What somebody hears who may not: whose it is."""
    kind = OnlyOwners if ALLOWED[act] == {Right.OWNER} else NotAllowed
    return kind(act=act.value, programme_id=programme_id)
