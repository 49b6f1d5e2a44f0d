"""Who may do what: one readable table (design §8). Slack's own admins have no rights by themselves."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.refusals import NotAllowed


class Right(StrEnum):
    """What somebody was named to be. Owners come from `BINOME_OWNERS`; they name the others."""

    OWNER = "owner"
    COORDINATOR = "coordinator"
    VIEWER = "viewer"
    CHAMPION = "champion"


class Act(StrEnum):
    """What only some may do. Everybody may take part, log their own meetings and read what is kept on them."""

    RUN_ROUND = "run_round"
    DECIDE_MENTOR = "decide_mentor"
    SEE_REPORT = "see_report"
    PUBLISH_REPORT = "publish_report"
    IMPORT_ROSTER = "import_roster"
    NAME_RIGHTS = "name_rights"
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


ALLOWED: dict[Act, frozenset[Right]] = {
    Act.RUN_ROUND: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.DECIDE_MENTOR: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.SEE_REPORT: frozenset({Right.OWNER, Right.COORDINATOR, Right.VIEWER, Right.CHAMPION}),
    Act.PUBLISH_REPORT: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.IMPORT_ROSTER: frozenset({Right.OWNER, Right.COORDINATOR}),
    Act.NAME_RIGHTS: frozenset({Right.OWNER}),
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
}


def may(rights: frozenset[Right], act: Act) -> bool:
    return bool(rights & ALLOWED[act])


def check(rights: frozenset[Right], act: Act) -> None:
    """Raise `NotAllowed` unless one of these rights covers the act."""
    if not may(rights, act):
        raise NotAllowed(act=act.value)
