"""The routing table, on one page.

Bolt tries its listeners one after the other, so it is given one per kind; the handler is found here by its id.
An unknown id has a kind answer. `process_before_response` makes the acknowledgement the commit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse

from handlers import (
    about_me,
    admin,
    avoiding,
    browsing,
    charter,
    choices,
    explanations,
    home,
    ids,
    later,
    matching,
    meetings,
    mentors,
    menus,
    messages_wanted,
    onboarding,
    people,
    preparation,
    profile,
    prompts,
    reports,
    roster,
    sheets,
    surveys,
    topics,
    unknown,
)
from handlers.excuses import take
from handlers.home import and_refresh
from handlers.prompts import and_redraw, and_redraw_recent
from handlers.turn import Handler, House, Turn

COMMANDS: Mapping[str, Handler] = {
    ids.MENTOR: onboarding.command,
    ids.MENTOR_ADMIN: admin.command,
    ids.MENTOR_LOG: and_redraw_recent(meetings.log_command),
    ids.MENTOR_REPORT: reports.command,
}

SHORTCUTS: Mapping[str, Handler] = {
    ids.SHORTCUT_LOG: meetings.open_form,
    ids.SHORTCUT_SHEET: sheets.my_sheet,
}

ACTIONS: Mapping[str, Handler] = {
    ids.ARRIVAL_START: onboarding.start,
    ids.ARRIVAL_LANGUAGE: profile.language,
    ids.ARRIVAL_PART: profile.part,
    ids.ARRIVAL_NETWORK: profile.network,
    ids.ARRIVAL_NETWORK_PICK: profile.network,
    ids.ARRIVAL_TOPICS_PICK: unknown.nothing_to_do,
    ids.ARRIVAL_TOPICS: profile.topics,
    ids.ARRIVAL_EXPECTATION: profile.open_expectation,
    ids.ARRIVAL_SKIP: profile.skip,
    ids.ARRIVAL_CAPACITY: profile.capacity,
    ids.ARRIVAL_CHANGE: profile.change,
    ids.ARRIVAL_KEEP: profile.keep,
    ids.ARRIVAL_RESTART: profile.restart,
    ids.ARRIVAL_MINE: profile.open_mine,
    ids.ARRIVAL_BACK: later.back,
    ids.ARRIVAL_LATER: later.later,
    ids.ARRIVAL_LATER_DAY: later.choose_day,
    ids.HELP: onboarding.show_help,
    ids.LOG_OPEN: meetings.open_form,
    ids.LOG_CORRECT: meetings.open_correction,
    ids.LOG_UNDO: and_redraw_recent(meetings.undo),
    ids.LOG_AGREE: meetings.agree,
    ids.LOG_DENY: meetings.deny,
    ids.PLAN_OPEN: prompts.plan_open,
    ids.PROMPT_MET: prompts.met,
    ids.PROMPT_MET_TODAY: prompts.met_today,
    ids.PROMPT_PLAN: prompts.plan,
    ids.PROMPT_SKIP: prompts.skip,
    ids.PROMPT_MORE: prompts.more,
    ids.PROMPT_CHANGE: prompts.change,
    ids.PROMPT_DROP: prompts.drop,
    ids.SHEET_OPEN: sheets.open_form,
    ids.HOME_LANGUAGE: home.language,
    ids.HOME_KEPT: home.kept,
    ids.HOME_BACK: home.back,
    ids.HOME_PAIR: menus.pair,
    ids.HOME_MORE: menus.more,
    ids.REPORT_OPEN: reports.from_home,
    ids.REPORT_PUBLISH: reports.publish,
    ids.REPORT_PICTURE: reports.picture,
    ids.ADMIN_MENU: admin.menu,
    ids.ROUND_OPEN: matching.open_form,
    ids.ROUND_SEE: matching.see,
    ids.ROUND_PROPOSE: matching.propose,
    ids.ROUND_PAGE: matching.page,
    ids.ROUND_PUBLISH: matching.publish,
    ids.PEOPLE_OPEN: people.see,
    ids.PEOPLE_PAGE: people.page,
    ids.PEOPLE_REMIND: people.remind,
    ids.PEOPLE_CHARTER: people.remind_of_the_charter,
    ids.TOPICS_OPEN: topics.show,
    ids.TOPIC_ADD: topics.add,
    ids.TOPIC_PICK: topics.pick,
    ids.TOPIC_WITHDRAW: topics.withdraw,
    ids.TOPIC_BRING_BACK: topics.bring_back,
    ids.TOPIC_ADOPT: topics.adopt,
    ids.TOPIC_SET_ASIDE: topics.set_aside,
    ids.NEEDS_OPEN: surveys.see,
    ids.NEEDS_ASK: surveys.open_draft,
    ids.NEEDS_CLOSE: surveys.close,
    ids.NEEDS_PUBLISH: surveys.publish,
    ids.NEEDS_ANSWER: surveys.open_form,
    ids.NEEDS_DECLINE: surveys.decline,
    ids.CHOICES_OPEN: choices.open_form,
    ids.CHOICES_FOR_ME: choices.choose_for_me,
    ids.CHOICES_NOT_NOW: choices.not_this_time,
    ids.APPLICATION_OPEN: mentors.open_application,
    ids.APPLICATION_APPROVE: mentors.approve,
    ids.APPLICATION_DECLINE: mentors.decline,
    ids.MENTOR_APPLY: mentors.apply_again,
    ids.MENTOR_AGAIN: mentors.again,
    ids.PREPARATION_OPEN: preparation.open_,
    ids.PREPARATION_TURN: preparation.turn_page,
    ids.PREPARATION_LATER: preparation.later,
    ids.EXPLAIN: explanations.show,
    ids.CHARTER_OPEN: charter.open_form,
    ids.BROWSE_OPEN: browsing.open_form,
    ids.BROWSE_PUT: browsing.put,
    ids.BROWSE_PAGE: browsing.turn_page,
    ids.BROWSE_CLEAR: browsing.clear,
    ids.BROWSE_TOPIC: browsing.narrow,
    ids.BROWSE_NETWORK: browsing.narrow,
    ids.BROWSE_LANGUAGE: browsing.narrow,
    ids.ROSTER_OPEN: roster.open_form,
    ids.ROSTER_APPLY: roster.apply,
    ids.ROSTER_CANCEL: roster.cancel,
    ids.ABOUT_OPEN: about_me.open_form,
    ids.AVOID_OPEN: avoiding.open_form,
    ids.WANTED_OPEN: messages_wanted.open_form,
    ids.OPEN_CONVERSATION: unknown.nothing_to_do,
    ids.OPEN_LINK: unknown.nothing_to_do,
}

VIEWS: Mapping[str, Handler] = {
    ids.ROUND_FORM: matching.form_sent,
    ids.TOPIC_FORM: topics.form_sent,
    ids.NEEDS_FORM: surveys.draft_sent,
    ids.NEEDS_ANSWERED: and_redraw_recent(surveys.form_sent),
    ids.ROSTER_FORM: roster.form_sent,
    ids.CHOICES_FORM: choices.form_sent,
    ids.BROWSE_FORM: browsing.search_sent,
    ids.ARRIVAL_EXPECTATION_FORM: profile.expectation_sent,
    ids.ARRIVAL_MINE_FORM: profile.mine_sent,
    ids.ARRIVAL_LATER_FORM: later.day_sent,
    ids.ABOUT_FORM: about_me.form_sent,
    ids.AVOID_FORM: avoiding.form_sent,
    ids.WANTED_FORM: messages_wanted.form_sent,
    ids.CHARTER_FORM: and_redraw_recent(charter.form_sent),
    ids.LOG_FORM: and_redraw_recent(meetings.form_sent),
    ids.LOG_CORRECTED: and_redraw_recent(meetings.correction_sent),
    ids.PLAN_FORM: and_redraw_recent(prompts.plan_sent),
    ids.SHEET_FORM: sheets.form_sent,
    ids.PROMPT_MORE_FORM: and_redraw_recent(prompts.more_sent),
    ids.APPLICATION_DECLINE_FORM: and_redraw_recent(mentors.decline_sent),
    ids.MENTOR_LEAVE_FORM: mentors.leave_sent,
}

OPTIONS: Mapping[str, Handler] = {
    ids.CHOICES_SEARCH: choices.search,
    ids.NEEDS_NETWORKS: surveys.search_networks,
    ids.ARRIVAL_NETWORK_PICK: profile.search_networks,
    ids.ABOUT_NETWORKS: about_me.search_networks,
    ids.ABOUT_LANGUAGES: about_me.search_languages,
}

EVENTS: Mapping[str, Handler] = {
    "team_join": onboarding.joined,
    "app_home_opened": onboarding.home_opened,
    "message": onboarding.written_to,
    "app_uninstalled": unknown.gone_quiet,
    "tokens_revoked": unknown.gone_quiet,
}

#: What changes what its author's Home shows.
SEEN_IN_HOME = frozenset(
    {
        *(ids.MENTOR_LOG, ids.LOG_UNDO, ids.LOG_AGREE, ids.LOG_DENY, ids.LOG_FORM, ids.LOG_CORRECTED),
        *(ids.PLAN_FORM, ids.SHEET_OPEN, ids.SHEET_FORM),
        *(ids.PROMPT_MET_TODAY, ids.PROMPT_SKIP, ids.PROMPT_CHANGE, ids.PROMPT_DROP, ids.PROMPT_MORE_FORM),
        *(ids.ARRIVAL_LANGUAGE, ids.ARRIVAL_PART, ids.ARRIVAL_NETWORK, ids.ARRIVAL_NETWORK_PICK),
        *(ids.ARRIVAL_TOPICS, ids.ARRIVAL_CAPACITY, ids.ARRIVAL_SKIP, ids.ARRIVAL_RESTART),
        *(ids.ARRIVAL_LATER, ids.ARRIVAL_LATER_FORM),
        *(ids.ARRIVAL_EXPECTATION_FORM, ids.ARRIVAL_MINE_FORM, ids.ABOUT_FORM),
        *(ids.CHOICES_FORM, ids.CHOICES_FOR_ME, ids.CHOICES_NOT_NOW, ids.BROWSE_PUT),
        ids.CHARTER_FORM,
        *(ids.ROUND_FORM, ids.ROUND_PROPOSE, ids.ROUND_PUBLISH),
        *(ids.MENTOR_APPLY, ids.MENTOR_AGAIN, ids.MENTOR_LEAVE_FORM, ids.PREPARATION_TURN, ids.HOME_MORE),
    }
)

ANY = re.compile(".+", re.DOTALL)


def register(app: App, house: House) -> None:
    """Give Bolt its six listeners."""

    def answer(turn: Turn, table: Mapping[str, Handler], name: str, *, event: bool = False) -> BoltResponse:
        name = name.partition(":")[0]
        handler = table.get(name, unknown.nothing_to_do if event else unknown.outdated)
        if name in SEEN_IN_HOME:
            handler = and_refresh(handler)
        return take(turn, and_redraw(handler) if "container" in turn.body else handler, redeliverable=event)

    def on_event(body: dict[str, Any], context: BoltContext) -> BoltResponse:
        event = body["event"]
        if not _is_from_a_person(event):
            return BoltResponse(status=200)
        turn = _turn(house, context, body, key=f"event:{body['event_id']}", text=event.get("text") or "")
        return answer(turn, EVENTS, event["type"], event=True)

    def on_command(body: dict[str, Any], context: BoltContext) -> BoltResponse:
        turn = _turn(house, context, body, key=f"command:{body['trigger_id']}", text=body.get("text") or "")
        return answer(turn, COMMANDS, body["command"])

    def on_action(body: dict[str, Any], context: BoltContext) -> BoltResponse:
        action = body["actions"][0]
        turn = _turn(house, context, body, value=str(action.get("value") or ""), action=action)
        return answer(turn, ACTIONS, action["action_id"])

    def on_view(body: dict[str, Any], context: BoltContext) -> BoltResponse:
        turn = _turn(house, context, body, key=f"view:{body['view']['id']}")
        return answer(turn, VIEWS, body["view"]["callback_id"])

    def on_shortcut(body: dict[str, Any], context: BoltContext) -> BoltResponse:
        return answer(_turn(house, context, body), SHORTCUTS, body["callback_id"])

    def on_options(body: dict[str, Any], context: BoltContext) -> BoltResponse:
        turn = _turn(house, context, body, text=body.get("value") or "", action=body)
        return answer(turn, OPTIONS, body["action_id"])

    app.event(ANY)(on_event)
    app.command(ANY)(on_command)
    app.action(ANY)(on_action)
    app.view(ANY)(on_view)
    app.shortcut(ANY)(on_shortcut)
    app.options(ANY)(on_options)


def _turn(house: House, context: BoltContext, body: dict[str, Any], **given: Any) -> Turn:
    team_id = context.team_id or body.get("team_id") or body["team"]["id"]
    return Turn(
        house=house,
        workspace=house.store.workspace(team_id),
        slack_id=str(context.user_id or _author(body)),
        body=body,
        **given,
    )


def _author(body: dict[str, Any]) -> str:
    user = body.get("event", {}).get("user", "")
    return str(user["id"] if isinstance(user, dict) else user)


def _is_from_a_person(event: dict[str, Any]) -> bool:
    """Bots, edits and deletions are no turn of talk (`slack.md` §2.7)."""
    return not event.get("bot_id") and event.get("subtype") in (None, "file_share")
