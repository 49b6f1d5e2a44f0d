"""Who may do what, for every routed name: a new handler without a line in this table fails.

What only some may do is tried by everybody, from the owner to a guest, and each attempt is on record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.permissions import Act, Right, may
from handlers import ids, routes
from storage.base import table_of
from storage.tables import AuditRow
from tests.conversations import forging
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import spoken

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("unechoed")]

AUDIT = table_of(AuditRow)

#: What only some may do.
GUARDED: dict[str, Act] = {
    ids.MENTOR_ADMIN: Act.SEE_ADMIN,
    ids.ADMIN_MENU: Act.SEE_ADMIN,
    ids.ROUND_OPEN: Act.RUN_ROUND,
    ids.ROUND_DRAFT: Act.RUN_ROUND,
    ids.ROUND_NETWORKS: Act.RUN_ROUND,
    ids.ROUND_FORM: Act.RUN_ROUND,
    ids.ROUND_TOPICS: Act.RUN_ROUND,
    ids.ROUND_FOLLOW: Act.RUN_ROUND,
    ids.ROUND_SEE: Act.RUN_ROUND,
    ids.ROUND_PAGE: Act.RUN_ROUND,
    ids.ROUND_PROPOSE: Act.RUN_ROUND,
    ids.ROUND_PUBLISH: Act.RUN_ROUND,
    ids.ROUND_SEND: Act.RUN_ROUND,
    ids.ROUND_FIND: Act.RUN_ROUND,
    ids.ROUND_ROW: Act.RUN_ROUND,
    ids.ADJUST_MOVE: Act.RUN_ROUND,
    ids.ADJUST_FORCE: Act.RUN_ROUND,
    ids.ADJUST_LOCK: Act.RUN_ROUND,
    ids.ADJUST_EXCLUDE: Act.RUN_ROUND,
    ids.ADJUST_PLACE: Act.RUN_ROUND,
    ids.ADJUST_LIST: Act.RUN_ROUND,
    ids.ADJUST_UNDO: Act.RUN_ROUND,
    ids.WHAT_IF_OPEN: Act.RUN_ROUND,
    ids.GROUPS_OPEN: Act.LINK_PEOPLE,
    ids.GROUPS_PAGE: Act.LINK_PEOPLE,
    ids.GROUP_OPEN: Act.LINK_PEOPLE,
    ids.GROUP_SEE: Act.LINK_PEOPLE,
    ids.GROUP_FORM: Act.LINK_PEOPLE,
    ids.GROUP_END: Act.LINK_PEOPLE,
    ids.GROUP_MENTORS: Act.LINK_PEOPLE,
    ids.GROUP_MENTEES: Act.LINK_PEOPLE,
    ids.LINKS_OPEN: Act.LINK_PEOPLE,
    ids.LINKS_FORM: Act.LINK_PEOPLE,
    ids.LINKS_APPLY: Act.LINK_PEOPLE,
    ids.LINKS_CANCEL: Act.LINK_PEOPLE,
    ids.LINKS_EXPORT: Act.LINK_PEOPLE,
    ids.PROPOSALS_EXPORT: Act.RUN_ROUND,
    ids.WITHOUT_OPEN: Act.SEE_PEOPLE,
    ids.WITHOUT_PAGE: Act.SEE_PEOPLE,
    ids.WITHOUT_REMIND: Act.SEE_PEOPLE,
    ids.WITHOUT_LOOK: Act.RUN_ROUND,
    ids.ROSTER_OPEN: Act.IMPORT_ROSTER,
    ids.ROSTER_FORM: Act.IMPORT_ROSTER,
    ids.ROSTER_APPLY: Act.IMPORT_ROSTER,
    ids.ROSTER_CANCEL: Act.IMPORT_ROSTER,
    ids.APPLICATION_OPEN: Act.DECIDE_MENTOR,
    ids.APPLICATION_APPROVE: Act.DECIDE_MENTOR,
    ids.APPLICATION_DECLINE: Act.DECIDE_MENTOR,
    ids.APPLICATION_DECLINE_FORM: Act.DECIDE_MENTOR,
    ids.CHANGES_SEE: Act.DECIDE_CHANGE,
    ids.CHANGE_DECIDE: Act.DECIDE_CHANGE,
    ids.CHANGE_DECIDE_FORM: Act.DECIDE_CHANGE,
    ids.CHANGE_MEDIATION: Act.DECIDE_CHANGE,
    ids.PEOPLE_OPEN: Act.SEE_PEOPLE,
    ids.PEOPLE_PAGE: Act.SEE_PEOPLE,
    ids.PEOPLE_REMIND: Act.SEE_PEOPLE,
    ids.PEOPLE_CHARTER: Act.SEE_PEOPLE,
    ids.NEWCOMERS_OPEN: Act.RUN_ROUND,
    ids.NEWCOMERS_START: Act.RUN_ROUND,
    ids.TOPICS_OPEN: Act.EDIT_TOPICS,
    ids.TOPIC_ADD: Act.EDIT_TOPICS,
    ids.TOPIC_PICK: Act.EDIT_TOPICS,
    ids.TOPIC_WITHDRAW: Act.EDIT_TOPICS,
    ids.TOPIC_BRING_BACK: Act.EDIT_TOPICS,
    ids.TOPIC_ADOPT: Act.EDIT_TOPICS,
    ids.TOPIC_SET_ASIDE: Act.EDIT_TOPICS,
    ids.TOPIC_FORM: Act.EDIT_TOPICS,
    ids.TEMPLATES_OPEN: Act.EDIT_SHEETS,
    ids.TEMPLATE_SHEET: Act.EDIT_SHEETS,
    ids.TEMPLATE_LINE: Act.EDIT_SHEETS,
    ids.TEMPLATE_ADD: Act.EDIT_SHEETS,
    ids.TEMPLATE_TITLE: Act.EDIT_SHEETS,
    ids.TEMPLATE_TEXT: Act.EDIT_SHEETS,
    ids.TEMPLATE_REMOVE: Act.EDIT_SHEETS,
    ids.TEMPLATE_TO_FILE: Act.EDIT_SHEETS,
    ids.TEMPLATE_FORM: Act.EDIT_SHEETS,
    ids.NEEDS_OPEN: Act.ASK_NEEDS,
    ids.NEEDS_ASK: Act.ASK_NEEDS,
    ids.NEEDS_FORM: Act.ASK_NEEDS,
    ids.NEEDS_NETWORKS: Act.ASK_NEEDS,
    ids.NEEDS_CLOSE: Act.ASK_NEEDS,
    ids.NEEDS_PUBLISH: Act.ASK_NEEDS,
    ids.CIRCLE_OPEN: Act.RUN_CIRCLE,
    ids.CIRCLE_SET: Act.RUN_CIRCLE,
    ids.CIRCLE_SET_FORM: Act.RUN_CIRCLE,
    ids.CIRCLE_STOP: Act.RUN_CIRCLE,
    ids.CIRCLE_MOVE: Act.RUN_CIRCLE,
    ids.CIRCLE_MOVE_FORM: Act.RUN_CIRCLE,
    ids.CIRCLE_CANCEL: Act.RUN_CIRCLE,
    ids.CIRCLE_WHO: Act.RUN_CIRCLE,
    ids.CIRCLE_WHO_FORM: Act.RUN_CIRCLE,
    ids.CIRCLE_SUMMARY: Act.RUN_CIRCLE,
    ids.MENTOR_REPORT: Act.SEE_REPORT,
    ids.REPORT_OPEN: Act.SEE_REPORT,
    ids.REPORT_PICTURE: Act.SEE_REPORT,
    ids.REPORT_PUBLISH: Act.PUBLISH_REPORT,
    ids.CONTACTS_OPEN: Act.NAME_CONTACTS,
    ids.CONTACTS_FORM: Act.NAME_CONTACTS,
    ids.CHANNEL_OPEN: Act.TELL_STORIES,
    ids.CHANNEL_FORM: Act.TELL_STORIES,
    ids.CHANNEL_NONE: Act.TELL_STORIES,
    ids.STORY_AGAIN: Act.TELL_STORIES,
    ids.STORY_THERE: Act.TELL_STORIES,
    ids.STORY_REMOVED: Act.TELL_STORIES,
}

#: What every employee may do with what is theirs; somebody else's is refused by its id (test_forged.py).
THEIR_OWN = {
    *(ids.MENTOR, ids.MENTOR_LOG, ids.SHORTCUT_LOG, ids.SHORTCUT_SHEET, ids.HELP, ids.EXPLAIN),
    *(
        ids.ARRIVAL_START,
        ids.ARRIVAL_LANGUAGE,
        ids.ARRIVAL_PART,
        ids.ARRIVAL_NETWORK,
        ids.ARRIVAL_NETWORK_PICK,
    ),
    *(ids.ARRIVAL_TOPICS, ids.ARRIVAL_EXPECTATION, ids.ARRIVAL_EXPECTATION_FORM, ids.ARRIVAL_SKIP),
    *(ids.ARRIVAL_CAPACITY, ids.ARRIVAL_CHANGE, ids.ARRIVAL_KEEP, ids.ARRIVAL_RESTART),
    *(ids.ARRIVAL_MINE, ids.ARRIVAL_MINE_FORM, ids.HOME_LANGUAGE, ids.HOME_KEPT),
    *(ids.ARRIVAL_BACK, ids.ARRIVAL_LATER, ids.ARRIVAL_LATER_DAY, ids.ARRIVAL_LATER_FORM),
    *(
        ids.LOG_OPEN,
        ids.LOG_WHOM,
        ids.LOG_FORM,
        ids.LOG_CORRECT,
        ids.LOG_CORRECTED,
        ids.LOG_UNDO,
        ids.LOG_AGREE,
        ids.LOG_DENY,
    ),
    *(ids.PLAN_OPEN, ids.PLAN_FORM, ids.SHEET_OPEN, ids.SHEET_FORM),
    *(ids.POINT_ADD, ids.POINT_FORM, ids.POINT_SHARE, ids.POINT_DROP),
    *(ids.ARRANGE_OPEN, ids.ARRANGE_FORM, ids.LINE_OFF, ids.LINE_BACK),
    *(ids.GOALS_OPEN, ids.GOALS_FORM, ids.SKILLS_OPEN, ids.SKILLS_FORM),
    *(ids.STEPS_OPEN, ids.STEP_LEAVE, ids.STEP_KEEP, ids.CERTIFICATE_FILE, ids.MENTOR_YEAR_FILE),
    *(ids.FIT_SAY, ids.FIT_AGAIN),
    *(ids.DATE_ACCEPT, ids.DATE_DECLINE, ids.DATE_CANCEL_FORM, ids.DATE_SHORTER, ids.DATE_FILE),
    *(ids.DATE_MET, ids.DATE_NOT_MET, ids.SKIP_WHY),
    *(ids.WELCOME_OPEN, ids.WELCOME_FORM, ids.NEWCOMER_DECLINE, ids.NEWCOMER_CHOOSE),
    *(ids.INTERIM_YES, ids.INTERIM_NO),
    *(ids.PROMPT_MET, ids.PROMPT_MET_TODAY, ids.PROMPT_PLAN, ids.PROMPT_SKIP, ids.PROMPT_MORE),
    *(ids.PROMPT_MORE_FORM, ids.PROMPT_CHANGE, ids.PROMPT_DROP),
    *(ids.CHOICES_OPEN, ids.CHOICES_FORM, ids.CHOICES_SEARCH, ids.CHOICES_FOR_ME, ids.CHOICES_NOT_NOW),
    *(ids.BROWSE_OPEN, ids.BROWSE_FORM, ids.BROWSE_PUT, ids.BROWSE_PAGE, ids.BROWSE_CLEAR),
    *(ids.BROWSE_TOPIC, ids.BROWSE_NETWORK, ids.BROWSE_LANGUAGE),
    *(ids.MENTOR_APPLY, ids.MENTOR_AGAIN, ids.MENTOR_LEAVE_FORM),
    *(ids.ENDED_CHOOSE, ids.ENDED_SUGGEST, ids.ENDED_NOT_NOW, ids.ENDING_STOP, ids.ENDING_HAND_OVER),
    *(ids.AFTER_SAY, ids.AFTER_NO_MORE),
    *(ids.CADENCE, ids.CADENCE_FORM, ids.CADENCE_BACK),
    *(ids.CHANGE_OPEN, ids.CHANGE_FORM, ids.CHANGE_WITHDRAW, ids.CHANGE_BACK_EARLIER),
    *(ids.MENTOR_LIST_OPEN, ids.MENTOR_LIST_ACCEPT, ids.MENTOR_LIST_DECLINE),
    *(ids.OFFER_OPEN, ids.OFFER_ACCEPT, ids.OFFER_DECLINE),
    *(ids.PREPARATION_OPEN, ids.PREPARATION_TURN, ids.PREPARATION_LATER),
    *(ids.ABOUT_OPEN, ids.ABOUT_FORM, ids.ABOUT_NETWORKS, ids.ABOUT_LANGUAGES),
    *(ids.AVOID_OPEN, ids.AVOID_FORM, ids.WANTED_OPEN, ids.WANTED_FORM),
    *(ids.HOURS_OPEN, ids.HOURS_FORM, ids.HOURS_USUAL, ids.HOURS_COUNTRIES),
    *(ids.HOME_PAIR, ids.HOME_MORE, ids.HOME_BACK, ids.CHARTER_OPEN, ids.CHARTER_FORM),
    *(ids.MENTORSHIP_OPEN, ids.MENTORSHIP_MEETINGS),
    *(ids.NEEDS_ANSWER, ids.NEEDS_ANSWERED, ids.NEEDS_DECLINE),
    *(ids.CIRCLE_COME, ids.CIRCLE_DECLINE, ids.CIRCLE_AGENDA, ids.CIRCLE_FILE),
    *(ids.CIRCLE_POINT, ids.CIRCLE_POINT_FORM, ids.CIRCLE_POINT_DROP),
    *(ids.CIRCLE_QUESTION, ids.CIRCLE_QUESTION_FORM),
    *(ids.STORY_OPEN, ids.STORY_WRITE, ids.STORY_FORM, ids.STORY_SEE),
    *(ids.STORY_YES, ids.STORY_REWORD, ids.STORY_DECLINE, ids.STORY_WITHDRAW),
    *(ids.REACH_OUT_OPEN, ids.REACH_OUT_FORM, ids.REACH_OUT_WITHDRAW, ids.REACH_OUT_DONE),
    *("team_join", "app_home_opened", "message"),
}

#: Answered at the press's own address, which a forged one has not.
ANSWERED_ELSEWHERE = (ids.REPORT_PUBLISH, ids.REPORT_PICTURE)

#: Refused in the form itself, or by a menu in it that stays empty.
ANSWERED_IN_THE_FORM = (
    *(ids.GROUP_FORM, ids.GROUP_MENTORS, ids.GROUP_MENTEES, ids.LINKS_FORM),
    *(ids.ROUND_DRAFT, ids.ROUND_NETWORKS, ids.ROUND_FORM, ids.ROSTER_FORM, ids.APPLICATION_DECLINE_FORM),
    *(ids.CIRCLE_SET_FORM, ids.CIRCLE_MOVE_FORM, ids.CIRCLE_WHO_FORM),
    *(ids.TOPIC_FORM, ids.TEMPLATE_FORM, ids.NEEDS_FORM, ids.NEEDS_NETWORKS, ids.CHANGE_DECIDE_FORM),
    *(ids.CONTACTS_FORM, ids.CHANNEL_FORM),
)

#: Slack tells us of it, and nobody is answered.
NOTHING_TO_DO = {
    *(ids.ARRIVAL_TOPICS_PICK, ids.OPEN_CONVERSATION, ids.OPEN_LINK),
    *("app_uninstalled", "tokens_revoked", "user_change"),
}

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

    def of(self, slack_id: str, name: str) -> None:
        """Somebody asks for it."""
        for table, body in ROUTED:
            if name in table:
                more: tuple[Any, ...] = ()
                if table is routes.ACTIONS:
                    more = (self.values.get(name, self.values["round"]),)
                elif table is routes.OPTIONS:
                    more = ("",)
                elif table is routes.VIEWS:
                    more = ("", {"day": {"type": "datepicker", "selected_date": "2026-03-20"}})
                forging.send(self.company, {**body(slack_id, name, *more), **self._address(name)})
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
    month = dict.fromkeys((ids.REPORT_PICTURE, ids.REPORT_PUBLISH), "2026-02")
    values = {"round": str(opened.id), ids.ROUND_PAGE: f"{opened.id}:0", ids.PEOPLE_PAGE: "silent:0", **month}
    return Asked(company=company, values=values)


def test_every_routed_name_says_who_may_use_it() -> None:
    routed = {*routes.EVENTS, *(name for table, _ in ROUTED for name in table)}
    said = {*GUARDED, *THEIR_OWN, *NOTHING_TO_DO}
    assert routed - said == set(), "say in this table who may do these"
    assert said - routed == set(), "nobody answers to these any more"
    assert len(said) == len(GUARDED) + len(THEIR_OWN) + len(NOTHING_TO_DO), "a name is in two groups"


@pytest.mark.parametrize("right", [None, *Right])
def test_what_only_some_may_do_is_granted_or_refused_on_record(asked: Asked, right: Right | None) -> None:
    """Omar is named to be nothing, or each of the four in turn."""
    company, omar = asked.company, asked.company.someone("U0OMAR")
    rights = frozenset({right} if right else ())
    if right is not None:
        with company.work() as work:
            work.rights.grant(work.people.by_slack_id("U0OMAR").id, right)
    offences = []
    decided, before, heard = asked.decided("U0OMAR"), None, 0
    for name, act in GUARDED.items():
        if before is None and not may(rights, act):
            before, heard = forging.rows(company), len(omar.messages())
        asked.of("U0OMAR", name)
        so_far, decided = len(decided), asked.decided("U0OMAR")
        refusals = [one for one in decided[so_far:] if not one[1]]
        if may(rights, act):
            before = None  # it may have changed much
            if refusals:
                offences.append(f"{name} is refused to a {right}")
            continue
        if set(refusals) != {(act.value, False)}:  # a menu that is searched and picked from is asked twice
            offences.append(f"{name}: {right} is not on record as refused {act}, but {refusals}")
        before, as_it_was = forging.rows(company), before
        if forging.changed(as_it_was, before):
            offences.append(f"{name}: {right} changed something all the same")
        said, heard = said_since(omar, heard)
        if name not in (*ANSWERED_ELSEWHERE, *ANSWERED_IN_THE_FORM) and "coordination" not in said:
            offences.append(f"{name}: {right} is not told why, but {said!r}")
    assert offences == []


def said_since(someone: Someone, heard: int) -> tuple[str, int]:
    """What was said to them after so many messages, and how many it is now."""
    messages = someone.messages()
    return " ".join(map(spoken, messages[heard:])), len(messages)


def test_help_on_the_report_is_for_everybody_and_the_figures_are_not(asked: Asked) -> None:
    tom = asked.company.someone("U0TOM")

    tom.types("/mentor-report help").hears("`/mentor-report` gives the figures")
    tom.types("/mentor-report").hears("This is for the programme’s coordinators")


def test_a_guest_is_told_whom_to_write_to_and_nothing_is_kept_of_what_they_try(asked: Asked) -> None:
    company, zoe = asked.company, asked.company.someone("U0ZOE")
    before = forging.rows(company)

    with forging.nothing_breaks(company):
        for name in sorted({*GUARDED, *THEIR_OWN} - routes.EVENTS.keys()):
            asked.of("U0ZOE", name)
        told = [words for words in map(spoken, zoe.messages()) if "ouvert aux salarié" not in words]
        assert told == [], "one of them answers a guest"

    assert forging.changed(before, forging.rows(company)) == {}
    assert asked.decided("U0ZOE") == []
