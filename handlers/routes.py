"""The routing table: who answers which command, shortcut, form, search and event; the buttons are in `presses.py`.

Slack hands back the names of `ids.py`; what is not here is answered by `unknown.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from handlers import (
    about_me,
    adjusting,
    admin,
    arranging,
    avoiding,
    browsing,
    cadences,
    changes,
    charter,
    choices,
    circles,
    contacts,
    dates,
    goals,
    groups,
    ids,
    later,
    meeting_forms,
    meetings,
    mentors,
    mentorships_file,
    messages_wanted,
    newcomers,
    objectives,
    onboarding,
    points,
    privacy,
    profile,
    prompts,
    pulses,
    reaching_out,
    reports,
    rights,
    roll_call,
    roster,
    rounds,
    sheets,
    skills,
    stories,
    story_channel,
    surveys,
    templates,
    topics,
    unknown,
    working_hours,
)
from handlers.presses import ACTIONS
from handlers.redrawing import and_redraw_recent
from handlers.turn import Handler

__all__ = ["ACTIONS", "COMMANDS", "EVENTS", "OPTIONS", "SEEN_IN_HOME", "SEEN_IN_PAGE", "SHORTCUTS", "VIEWS"]

COMMANDS: Mapping[str, Handler] = {
    ids.MENTOR: onboarding.command,
    ids.MENTOR_ADMIN: admin.command,
    ids.MENTOR_LOG: and_redraw_recent(meetings.log_command),
    ids.MENTOR_REPORT: reports.command,
}

SHORTCUTS: Mapping[str, Handler] = {
    ids.SHORTCUT_LOG: meeting_forms.open_form,
    ids.SHORTCUT_SHEET: sheets.my_sheet,
}

VIEWS: Mapping[str, Handler] = {
    ids.ROUND_DRAFT: rounds.draft_sent,
    ids.ROUND_FORM: rounds.form_sent,
    ids.TOPIC_FORM: topics.form_sent,
    ids.TEMPLATE_FORM: templates.form_sent,
    ids.OBJECTIVE_FORM: objectives.form_sent,
    ids.NEEDS_FORM: surveys.draft_sent,
    ids.CIRCLE_SET_FORM: circles.form_sent,
    ids.CIRCLE_MOVE_FORM: circles.move_sent,
    ids.CIRCLE_WHO_FORM: and_redraw_recent(circles.who_sent),
    ids.CIRCLE_POINT_FORM: and_redraw_recent(circles.point_sent),
    # Whoever asks leaves no trace: their messages are not drawn again for it.
    ids.CIRCLE_QUESTION_FORM: circles.question_sent,
    ids.NEEDS_ANSWERED: and_redraw_recent(surveys.form_sent),
    ids.PULSE_FORM: and_redraw_recent(pulses.form_sent),
    ids.ROSTER_FORM: roster.FILE.form_sent,
    ids.GROUP_FORM: groups.form_sent,
    ids.LINKS_FORM: mentorships_file.FILE.form_sent,
    ids.WELCOME_FORM: newcomers.form_sent,
    ids.CHOICES_FORM: choices.form_sent,
    ids.BROWSE_FORM: browsing.search_sent,
    ids.ARRIVAL_EXPECTATION_FORM: profile.expectation_sent,
    ids.ARRIVAL_MINE_FORM: profile.mine_sent,
    ids.ARRIVAL_LATER_FORM: later.day_sent,
    ids.ABOUT_FORM: about_me.form_sent,
    ids.AVOID_FORM: avoiding.form_sent,
    ids.WANTED_FORM: messages_wanted.form_sent,
    ids.HOURS_FORM: working_hours.form_sent,
    ids.PRIVACY_ERASE_FORM: privacy.erase_sent,
    ids.REACH_OUT_FORM: reaching_out.form_sent,
    ids.CONTACTS_FORM: contacts.form_sent,
    ids.STORY_FORM: stories.form_sent,
    ids.CHANNEL_FORM: story_channel.form_sent,
    ids.RIGHTS_NAME_FORM: rights.name_sent,
    ids.RIGHTS_GROUP_FORM: rights.group_sent,
    ids.CHARTER_FORM: and_redraw_recent(charter.form_sent),
    ids.LOG_FORM: and_redraw_recent(meeting_forms.form_sent),
    ids.LOG_CORRECTED: and_redraw_recent(meeting_forms.correction_sent),
    ids.PLAN_FORM: and_redraw_recent(dates.plan_sent),
    ids.DATE_CANCEL_FORM: and_redraw_recent(dates.cancel_sent),
    ids.SHEET_FORM: sheets.form_sent,
    ids.GOALS_FORM: goals.form_sent,
    ids.SKILLS_FORM: and_redraw_recent(skills.form_sent),
    ids.POINT_FORM: points.form_sent,
    ids.ARRANGE_FORM: arranging.line_sent,
    ids.PROMPT_MORE_FORM: and_redraw_recent(prompts.more_sent),
    ids.APPLICATION_DECLINE_FORM: and_redraw_recent(mentors.decline_sent),
    ids.MENTOR_LEAVE_FORM: mentors.leave_sent,
    ids.CADENCE_FORM: and_redraw_recent(cadences.form_sent),
    ids.CHANGE_FORM: changes.form_sent,
    ids.CHANGE_DECIDE_FORM: and_redraw_recent(changes.decision_sent),
}

OPTIONS: Mapping[str, Handler] = {
    ids.GROUP_MENTORS: groups.search_mentors,
    ids.GROUP_MENTEES: groups.search_mentees,
    ids.CHOICES_SEARCH: choices.search,
    ids.ROUND_FIND: adjusting.find,
    ids.ADJUST_MOVE: adjusting.search,
    ids.ROUND_NETWORKS: rounds.search_networks,
    ids.NEEDS_NETWORKS: surveys.search_networks,
    ids.ARRIVAL_NETWORK_PICK: profile.search_networks,
    ids.ABOUT_NETWORKS: about_me.search_networks,
    ids.ABOUT_LANGUAGES: about_me.search_languages,
    ids.HOURS_COUNTRIES: working_hours.search_countries,
}

EVENTS: Mapping[str, Handler] = {
    "team_join": onboarding.joined,
    "user_change": roll_call.changed,
    "app_home_opened": onboarding.home_opened,
    "message": onboarding.written_to,
    "app_uninstalled": unknown.gone_quiet,
    "tokens_revoked": unknown.gone_quiet,
}

#: What changes what its author's Home shows.
SEEN_IN_HOME = frozenset(
    {
        *(ids.MENTOR_LOG, ids.LOG_UNDO, ids.LOG_AGREE, ids.LOG_DENY, ids.LOG_FORM, ids.LOG_CORRECTED),
        *(ids.DATE_ACCEPT, ids.DATE_DECLINE, ids.DATE_CANCEL_FORM, ids.DATE_SHORTER),
        *(ids.DATE_MET, ids.DATE_NOT_MET),
        *(ids.PLAN_FORM, ids.SHEET_OPEN, ids.SHEET_FORM),
        *(ids.POINT_ADD, ids.ARRANGE_FORM, ids.LINE_OFF, ids.LINE_BACK),
        *(ids.PROMPT_MET_TODAY, ids.PROMPT_SKIP, ids.PROMPT_CHANGE, ids.PROMPT_DROP, ids.PROMPT_MORE_FORM),
        *(ids.ARRIVAL_LANGUAGE, ids.ARRIVAL_PART, ids.ARRIVAL_NETWORK, ids.ARRIVAL_NETWORK_PICK),
        *(ids.ARRIVAL_TOPICS, ids.ARRIVAL_CAPACITY, ids.ARRIVAL_SKIP, ids.ARRIVAL_RESTART),
        *(ids.ARRIVAL_LATER, ids.ARRIVAL_LATER_FORM),
        *(ids.ARRIVAL_EXPECTATION_FORM, ids.ARRIVAL_MINE_FORM, ids.ABOUT_FORM),
        *(ids.CHOICES_FORM, ids.CHOICES_FOR_ME, ids.CHOICES_NOT_NOW, ids.BROWSE_PUT),
        *(ids.ENDED_CHOOSE, ids.ENDED_SUGGEST, ids.ENDING_STOP, ids.AFTER_SAY),
        ids.CHARTER_FORM,
        *(ids.CIRCLE_COME, ids.CIRCLE_DECLINE, ids.CIRCLE_POINT_FORM, ids.CIRCLE_POINT_DROP),
        *(ids.CADENCE_FORM, ids.CADENCE_BACK),
        *(ids.CHANGE_FORM, ids.CHANGE_WITHDRAW, ids.CHANGE_BACK_EARLIER, ids.HOME_PAIR),
        *(ids.CHANGE_DECIDE_FORM, ids.CHANGE_MEDIATION),
        *(ids.MENTOR_LIST_ACCEPT, ids.MENTOR_LIST_DECLINE, ids.OFFER_ACCEPT, ids.OFFER_DECLINE),
        *(ids.ROUND_FORM, ids.ROUND_PROPOSE, ids.ROUND_PUBLISH, ids.ROUND_SEND),
        *(ids.WELCOME_FORM, ids.NEWCOMER_DECLINE, ids.NEWCOMER_CHOOSE, ids.INTERIM_YES),
        *(ids.MENTOR_APPLY, ids.MENTOR_AGAIN, ids.MENTOR_LEAVE_FORM, ids.PREPARATION_TURN, ids.HOME_MORE),
    }
)

#: What changes the page of a mentorship, pressed there or in what was opened from it; a form that is sent always may.
SEEN_IN_PAGE = (SEEN_IN_HOME - {ids.SHEET_OPEN, ids.HOME_PAIR}) | {
    *(ids.POINT_SHARE, ids.POINT_DROP, ids.LINE_OFF, ids.LINE_BACK, ids.STEP_LEAVE, ids.STEP_KEEP),
}
