"""Who may do what, for every routed name: a new handler without a line in `rights_table` fails.

What only some may do is tried by everybody, from the owner to a guest, and each attempt is on record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.people import Standing
from bot.domain.permissions import Act, Grant, Right, may
from bot.programme import newcomers
from handlers import ids, routes
from storage.base import table_of
from storage.tables import AuditRow
from tests.conversations import forging
from tests.conversations.arriving import joins
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.rights_table import (
    ANSWERED_ELSEWHERE,
    ANSWERED_IN_THE_FORM,
    GUARDED,
    NOTHING_TO_DO,
    THEIR_OWN,
)
from tests.conversations.seen import spoken

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("unechoed")]

AUDIT = table_of(AuditRow)

ROUTED = (
    (routes.COMMANDS, forging.command),
    (routes.ACTIONS, forging.press),
    (routes.VIEWS, forging.submit),
    (routes.OPTIONS, forging.search),
    (routes.SHORTCUTS, forging.shortcut),
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the bot is asked to do, and with which value: that of a round that is open, of a month that was."""

    company: Company
    values: dict[str, str]

    def of(self, slack_id: str, name: str, *, team: str = forging.TEAM) -> None:
        """Somebody asks for it, of ours or in another workspace."""
        for table, body in ROUTED:
            if name in table:
                more: tuple[Any, ...] = ()
                if table is routes.ACTIONS:
                    more = (self.values.get(name, self.values["round"]),)
                elif table is routes.OPTIONS:
                    more = ("",)
                elif table is routes.VIEWS:
                    more = ("", {"day": {"type": "datepicker", "selected_date": "2026-03-20"}})
                made = {**body(slack_id, name, *more), **self._address(name)}
                made |= {"team_id": team} if "team_id" in made else {"team": {"id": team}}
                forging.send(self.company, made)
        self.company.settle()

    def _address(self, name: str) -> dict[str, str]:
        """A press in a message has an address of its own, without which a report is not published."""
        return {"response_url": f"{self.company.url}/nowhere"} if name in ANSWERED_ELSEWHERE else {}

    def decided(self, slack_id: str) -> list[tuple[str, bool]]:
        """What is on record of them: the act, and whether it was granted."""
        with self.company.work() as work:
            person = work.people.by_slack_id(slack_id)
        query = select(AUDIT.c.act, AUDIT.c.allowed).where(AUDIT.c.actor_id == person.id).order_by(AUDIT.c.id)
        with self.company.binome.engine.connect() as connection:
            return [(str(row.act), bool(row.allowed)) for row in connection.execute(query)]


@pytest.fixture
def asked(company: Company) -> Asked:
    """A pair since January, and a round that waits for Maya's answer."""
    pair = an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    known(company, "U0INES", "U0MAYA", "U0OMAR", "U0ZOE")
    with company.work() as work:
        maya = work.people.by_slack_id("U0MAYA")
        opened = work.rounds.open(
            pair.programme_id,
            person_ids=[maya.id],
            opened_by=maya.id,
            opened_at=work.now,
            closes_on=date(2026, 3, 24),
        )
    pressed = (ids.REPORT_PICTURE, ids.REPORT_PUBLISH, ids.REPORT_SPLIT, ids.REPORT_PDF, ids.REPORT_CSV)
    month = dict.fromkeys(pressed, "long_term:2026-02:")
    month[ids.REPORT_FILE] = "long_term:2026-02:"
    values = {"round": str(opened.id), ids.ROUND_PAGE: f"{opened.id}:0", ids.PEOPLE_PAGE: "silent:0", **month}
    return Asked(company=company, values=values)


def test_every_routed_name_says_who_may_use_it() -> None:
    routed = {*routes.EVENTS, *(name for table, _ in ROUTED for name in table)}
    said = {*GUARDED, *THEIR_OWN, *NOTHING_TO_DO}
    assert routed - said == set(), "say in rights_table who may do these"
    assert said - routed == set(), "nobody answers to these any more"
    assert len(said) == len(GUARDED) + len(THEIR_OWN) + len(NOTHING_TO_DO), "a name is in two groups"


#: Everybody who may ask, and as what they are let in: by a right of their own, through a user group, or not at all.
WHO: dict[str, Right | None] = {
    "a mentee": None,
    "a mentor": None,
    "somebody of another pair": None,
    "somebody whom the bot never met": None,
    "a viewer": Right.VIEWER,
    "a champion": Right.CHAMPION,
    "a coordinator": Right.COORDINATOR,
    "an owner": Right.OWNER,
    "a coordinator of the newcomers": None,
    "a coordinator no more": None,
    "in a group that coordinates": Right.COORDINATOR,
    "in it no more": None,
    "in one that was not read for long": None,
}
#: The others are asked by `make slow`.
ASKED_AT_ONCE = {"a viewer", "a coordinator of the newcomers"}
#: What is also about the newcomers' programme, or about any: whoever coordinates that alone is let in.
ALSO_OF_NEWCOMERS = {
    *(ids.MENTOR_ADMIN, ids.ADMIN_MENU, ids.RIGHTS_OPEN, ids.NEWCOMERS_OPEN, ids.NEWCOMERS_START),
    *(ids.MENTOR_REPORT, ids.REPORT_OPEN),
    *(name for name, act in GUARDED.items() if act in {Act.EDIT_SHEETS, Act.SET_OBJECTIVES, Act.READ_PULSES}),
    *(ids.CHANGES_SEE, ids.CHANGE_DECIDE_FORM),
}


def becomes(company: Company, who: str) -> str:
    """Somebody becomes what the table says; returns their Slack id."""
    slack_id = {"a mentee": "U0TOM", "a mentor": "U0LEA", "an owner": "U0INES"}.get(who, "U0OMAR")
    if who == "somebody whom the bot never met":
        return joins(company, "Nina Neuve", locale="fr-FR").slack_id
    if who == "somebody of another pair":
        an_active_pair(company, mentor="U0MAYA", mentee="U0OMAR")
    coordinates = Grant(right=Right.COORDINATOR)
    with company.work() as work:
        person, owner = work.people.by_slack_id(slack_id), work.people.by_slack_id("U0INES")
        right = WHO[who]
        if (right and not who.startswith("in ")) or who == "a coordinator no more":
            work.rights.grant(person.id, right or Right.COORDINATOR)
        if who == "a coordinator no more":
            work.rights.withdraw(person.id, Right.COORDINATOR)
        if who == "a coordinator of the newcomers":
            programme = newcomers.start(work, owner)
            work.rights.grant(person.id, Right.COORDINATOR, programme_id=programme.id)
        if who.startswith("in "):
            late = timedelta(minutes=6 if "for long" in who else 0)
            work.bound_groups.bind("S0TEAM", "team", coordinates, [slack_id], at=work.machine_now - late)
        if who == "in it no more":
            work.bound_groups.read("S0TEAM", (), at=work.machine_now)
    return slack_id


@pytest.mark.parametrize(
    "who", [one if one in ASKED_AT_ONCE else pytest.param(one, marks=pytest.mark.slow) for one in WHO]
)
def test_what_only_some_may_do_is_granted_or_refused_on_record(asked: Asked, who: str) -> None:
    """Every guarded name, by everybody: whoever may not changes nothing, hears whose it is, and is on record."""
    company, slack_id = asked.company, becomes(asked.company, who)
    someone, right = company.someone(slack_id), WHO[who]
    rights = frozenset({right} if right else ())
    offences = []
    decided, before, heard = asked.decided(slack_id), None, 0
    for name, act in GUARDED.items():
        let_in = may(rights, act) or ("of the newcomers" in who and name in ALSO_OF_NEWCOMERS)
        if before is None and not let_in:
            before, heard = forging.rows(company), len(someone.messages())
        asked.of(slack_id, name)
        so_far, decided = len(decided), asked.decided(slack_id)
        refusals = [one for one in decided[so_far:] if not one[1]]
        if let_in:
            before = None  # it may have changed much
            if refusals:
                offences.append(f"{name} is refused to {who}")
            continue
        if set(refusals) != {(act.value, False)}:  # a menu that is searched and picked from is asked twice
            offences.append(f"{name}: {who} is not on record as refused {act}, but {refusals}")
        before, as_it_was = forging.rows(company), before
        if forging.changed(as_it_was, before):
            offences.append(f"{name}: {who} changed something all the same")
        said, heard = said_since(someone, heard)
        elsewhere = name in (*ANSWERED_ELSEWHERE, *ANSWERED_IN_THE_FORM)
        if not elsewhere and not any(one in said for one in ("coordinat", "propriétaires", "owners")):
            offences.append(f"{name}: {who} is not told why, but {said!r}")
    assert not offences, "\n".join(offences)


def said_since(someone: Someone, heard: int) -> tuple[str, int]:
    """What was said to them after so many messages, and how many it is now."""
    messages = someone.messages()
    return " ".join(map(spoken, messages[heard:])), len(messages)


def test_help_on_the_report_is_for_everybody_and_the_figures_are_not(asked: Asked) -> None:
    tom = asked.company.someone("U0TOM")

    tom.types("/mentor-report help").hears("gives the programme’s figures")
    tom.types("/mentor-report").hears("This is for the programme’s coordinators")


def test_a_guest_is_told_whom_to_write_to_and_nothing_is_kept_of_what_they_try(asked: Asked) -> None:
    tried_by_somebody_outside(asked, "U0ZOE")
    told = list(map(spoken, asked.company.someone("U0ZOE").messages()))
    assert [words for words in told if "ouvert aux salarié" not in words] == [], "one of them answers a guest"


@pytest.mark.slow
@pytest.mark.parametrize("standing", [Standing.GONE, Standing.BOT])
def test_whoever_has_left_or_is_a_bot_does_nothing_even_with_every_right(
    asked: Asked, standing: Standing
) -> None:
    with asked.company.work() as work:
        omar = work.people.by_slack_id("U0OMAR")
        for right in Right:
            work.rights.grant(omar.id, right)
        work.people.change(omar.id, standing=standing)
    tried_by_somebody_outside(asked, "U0OMAR")


def tried_by_somebody_outside(asked: Asked, slack_id: str) -> None:
    before = forging.rows(asked.company)
    with forging.nothing_breaks(asked.company):
        for name in sorted({*GUARDED, *THEIR_OWN} - routes.EVENTS.keys()):
            asked.of(slack_id, name)
    assert forging.changed(before, forging.rows(asked.company)) == {}
    assert asked.decided(slack_id) == []


@pytest.mark.slow
def test_whoever_acts_in_another_workspace_does_nothing_even_with_an_owners_id(asked: Asked) -> None:
    before, on_record = forging.rows(asked.company), asked.decided("U0INES")
    for name in GUARDED:
        asked.of("U0INES", name, team="T0OTHER")
    assert forging.changed(before, forging.rows(asked.company)) == {}
    assert asked.decided("U0INES") == on_record
