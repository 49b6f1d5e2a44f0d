"""The names that Slack hands back to us: append-only in spirit, because a button outlives its code.

An action's name may end in `:` and anything that makes it unique in its message; the routing table ignores it.
A button's value is an id, never words.
"""

# Commands and shortcuts, as in manifest.yml
MENTOR, MENTOR_LOG, MENTOR_REPORT, MENTOR_ADMIN = "/mentor", "/mentor-log", "/mentor-report", "/mentor-admin"
SHORTCUT_LOG, SHORTCUT_SHEET = "log_meeting", "my_sheet"

# Meetings
LOG_OPEN, LOG_FORM = "log_open", "log_form"
LOG_CORRECT, LOG_CORRECTED, LOG_WHOM = "log_correct", "log_corrected", "log_whom"
LOG_UNDO, LOG_AGREE, LOG_DENY = "log_undo", "log_agree", "log_deny"
PLAN_OPEN, PLAN_FORM = "plan_open", "plan_form"
# A date: the meeting's id and the second at which it begins, then, under a message, `:` and the prompt's id
DATE_ACCEPT, DATE_DECLINE, DATE_CANCEL_FORM = "date_accept", "date_decline", "date_cancel_form"
DATE_SHORTER, DATE_FILE = "date_shorter", "date_file"
# Whether it took place: the meeting's id
DATE_MET, DATE_NOT_MET = "date_met", "date_not_met"
# Why not this time: the prompt's id, in a digest `:` and the mentorship's, then `:` and the reason
SKIP_WHY = "skip_why"
# How it feels, after the first one: the value is the meeting's id, followed in an answer by `:` and its name
FIT_SAY, FIT_AGAIN = "fit_say", "fit_again"

# Prompts: each button's value is the prompt's id, followed in a digest by `:` and the mentorship's
PROMPT_MET, PROMPT_MET_TODAY, PROMPT_PLAN, PROMPT_SKIP = (
    "prompt_met",
    "prompt_met_today",
    "prompt_plan",
    "prompt_skip",
)
PROMPT_MORE, PROMPT_MORE_FORM = "prompt_more", "prompt_more_form"
PROMPT_CHANGE, PROMPT_DROP = "prompt_change", "prompt_drop"
SHEET_OPEN, SHEET_FORM = "sheet_open", "sheet_form"
# What people add to a sheet: the mentorship's id to add, else a topic's or an action's. A sheet's lines go by their own
POINT_ADD, POINT_FORM, POINT_SHARE, POINT_DROP = "point_add", "point_form", "point_share", "point_drop"
ARRANGE_OPEN, ARRANGE_FORM, LINE_OFF, LINE_BACK = "arrange_open", "arrange_form", "line_off", "line_back"

# Arrival: the value is an answer's name or a number; a network goes by a digest of its name
ARRIVAL_START, ARRIVAL_RESTART = "arrival_start", "arrival_restart"
ARRIVAL_LANGUAGE, ARRIVAL_PART = "arrival_language", "arrival_part"
ARRIVAL_NETWORK, ARRIVAL_NETWORK_PICK = "arrival_network", "arrival_network_pick"
ARRIVAL_TOPICS_PICK, ARRIVAL_TOPICS = "arrival_topics_pick", "arrival_topics"
ARRIVAL_EXPECTATION, ARRIVAL_EXPECTATION_FORM = "arrival_expectation", "arrival_expectation_form"
ARRIVAL_SKIP, ARRIVAL_CAPACITY = "arrival_skip", "arrival_capacity"
ARRIVAL_CHANGE, ARRIVAL_KEEP = "arrival_change", "arrival_keep"
ARRIVAL_MINE, ARRIVAL_MINE_FORM = "arrival_mine", "arrival_mine_form"
ARRIVAL_BACK, ARRIVAL_LATER = "arrival_back", "arrival_later"
ARRIVAL_LATER_DAY, ARRIVAL_LATER_FORM = "arrival_later_day", "arrival_later_form"
HELP = "help"

# Rounds: a button's value is the round's id, followed by `:` and a view and a page where there are pages
ADMIN_MENU = "admin_menu"
ROUND_OPEN, ROUND_FORM, ROUND_SEE = "round_open", "round_form", "round_see"
ROUND_PROPOSE, ROUND_PAGE, ROUND_PUBLISH = "round_propose", "round_page", "round_publish"
ROUND_DRAFT, ROUND_NETWORKS = "round_draft", "round_networks"
ROUND_TOPICS, ROUND_FOLLOW = "round_topics", "round_follow"
ROUND_SEND, ROUND_FIND, ROUND_ROW = "round_send", "round_find", "round_row"
# Changing by hand: the round's id, then a person's and what was seen of them; a search carries them in its own name
ADJUST_MOVE, ADJUST_FORCE, ADJUST_LOCK = "adjust_move", "adjust_force", "adjust_lock"
ADJUST_EXCLUDE, ADJUST_PLACE = "adjust_exclude", "adjust_place"
ADJUST_LIST, ADJUST_UNDO = "adjust_list", "adjust_undo"
WHAT_IF_OPEN = "what_if_open"
CHOICES_OPEN, CHOICES_FORM = "choices_open", "choices_form"
CHOICES_SEARCH, CHOICES_FOR_ME, CHOICES_NOT_NOW = "choices_search", "choices_for_me", "choices_not_now"

# What follows an ending: the prompt's id; and what somebody decides who takes no part any more
ENDED_CHOOSE, ENDED_SUGGEST, ENDED_NOT_NOW = "ended_choose", "ended_suggest", "ended_not_now"
ENDING_STOP, ENDING_HAND_OVER = "ending_stop", "ending_hand_over"

# Looking around: a round's id, a page, or a mentor's id followed by `:` and a rank, 0 for none
BROWSE_OPEN, BROWSE_FORM, BROWSE_PUT = "browse_open", "browse_form", "browse_put"
BROWSE_PAGE, BROWSE_CLEAR = "browse_page", "browse_clear"
BROWSE_TOPIC, BROWSE_NETWORK, BROWSE_LANGUAGE = "browse_topic", "browse_network", "browse_language"

# Before anything is announced: the round's id, followed in an answer by `:` and whom it is about
MENTOR_LIST_OPEN, MENTOR_LIST_ACCEPT = "mentor_list_open", "mentor_list_accept"
MENTOR_LIST_DECLINE = "mentor_list_decline"
# A suggestion: the round's id
OFFER_OPEN, OFFER_ACCEPT, OFFER_DECLINE = "offer_open", "offer_accept", "offer_decline"

# How often they meet: the mentorship's id; to change it back, the prompt's
CADENCE, CADENCE_FORM, CADENCE_BACK = "cadence", "cadence_form", "cadence_back"

# Asking for a change: the value is the mentorship's id
CHANGE_OPEN, CHANGE_FORM = "change_open", "change_form"
CHANGE_WITHDRAW, CHANGE_BACK_EARLIER = "change_withdraw", "change_back_earlier"
# For the team, the value is the mentorship's id
CHANGES_SEE, CHANGE_DECIDE, CHANGE_DECIDE_FORM = "changes_see", "change_decide", "change_decide_form"
CHANGE_MEDIATION = "change_mediation"

# The charter: a button's value is the programme's id
CHARTER_OPEN, CHARTER_FORM = "charter_open", "charter_form"

# Who is where: the value is a stage of the way, followed by `:` and a page
PEOPLE_OPEN, PEOPLE_PAGE, PEOPLE_REMIND, PEOPLE_CHARTER = (
    "people_open",
    "people_page",
    "people_remind",
    "people_charter",
)

# Topics: the value is a topic's key, followed by `:` and what stands for its words; a suggestion goes by its id
TOPICS_OPEN, TOPIC_FORM, TOPIC_ADD, TOPIC_PICK = "topics_open", "topic_form", "topic_add", "topic_pick"
TOPIC_WITHDRAW, TOPIC_BRING_BACK = "topic_withdraw", "topic_bring_back"
TOPIC_ADOPT, TOPIC_SET_ASIDE = "topic_adopt", "topic_set_aside"

# Reference sheets: the value is a programme's id and a stage, then `:` the version seen, then `:` a line's key
TEMPLATES_OPEN, TEMPLATE_SHEET, TEMPLATE_LINE, TEMPLATE_ADD = (
    "templates_open",
    "template_sheet",
    "template_line",
    "template_add",
)
TEMPLATE_TITLE, TEMPLATE_TEXT, TEMPLATE_REMOVE = "template_title", "template_text", "template_remove"
TEMPLATE_TO_FILE, TEMPLATE_FORM = "template_to_file", "template_form"

# What people need: the value is the survey's id
NEEDS_OPEN, NEEDS_ASK, NEEDS_FORM, NEEDS_NETWORKS = "needs_open", "needs_ask", "needs_form", "needs_networks"
NEEDS_CLOSE, NEEDS_PUBLISH = "needs_close", "needs_publish"
NEEDS_ANSWER, NEEDS_ANSWERED, NEEDS_DECLINE = "needs_answer", "needs_answered", "needs_decline"
# How it goes: the wave's id; a suggestion goes by its own, which was drawn
PULSE_OPEN, PULSE_ANSWER, PULSE_FORM = "pulse_open", "pulse_answer", "pulse_form"
SUGGESTION_DONE, SUGGESTION_REOPEN = "suggestion_done", "suggestion_reopen"

# The roster: the value is its file on Slack and a digest of what was shown
ROSTER_OPEN, ROSTER_FORM = "roster_open", "roster_form"
ROSTER_APPLY, ROSTER_CANCEL = "roster_apply", "roster_cancel"

# Groups: a page, or the group's id. Mentorships from a file: its id on Slack and a digest of what was shown
GROUPS_OPEN, GROUPS_PAGE, GROUP_OPEN, GROUP_SEE = "groups_open", "groups_page", "group_open", "group_see"
GROUP_FORM, GROUP_END, GROUP_MENTORS, GROUP_MENTEES = (
    "group_form",
    "group_end",
    "group_mentors",
    "group_mentees",
)
LINKS_OPEN, LINKS_FORM, LINKS_APPLY, LINKS_CANCEL = "links_open", "links_form", "links_apply", "links_cancel"
# A file to take away; that of proposals carries its round
LINKS_EXPORT, PROPOSALS_EXPORT = "links_export", "proposals_export"

# Who is without a mentor: a page; a person's id, and what to do next
WITHOUT_OPEN, WITHOUT_PAGE = "without_open", "without_page"
WITHOUT_REMIND, WITHOUT_LOOK = "without_remind", "without_look"

# Home and the report: a report's value is its programme, period and split, as in long_term:2026-03:network
HOME_LANGUAGE, HOME_KEPT, HOME_BACK = "home_language", "home_kept", "home_back"
# A menu behind three dots: the value says what to do, followed in a mentorship's by `:` and its id
HOME_PAIR, HOME_MORE = "home_pair", "home_more"
REPORT_FILE = "report_file"
REPORT_OPEN, REPORT_PUBLISH, REPORT_PICTURE = "report_open", "report_publish", "report_picture"
REPORT_SPLIT, REPORT_CSV, REPORT_PDF = "report_split", "report_csv", "report_pdf"

# Objectives: the value is a programme's id to add one, else an objective's
OBJECTIVES_OPEN, OBJECTIVE_ADD, OBJECTIVE_EDIT = "objectives_open", "objective_add", "objective_edit"
OBJECTIVE_FORM, OBJECTIVE_REMOVE = "objective_form", "objective_remove"
# The champion's page as a file: a programme's id, `:` and the month, as in 2026-03
CHAMPION_FILE = "champion_file"

# What is merely offered: about me (the value is a page's name), whom I would rather avoid, which messages I want
ABOUT_OPEN, ABOUT_FORM = "about_open", "about_form"
ABOUT_LANGUAGES, ABOUT_NETWORKS = "about_languages", "about_networks"
AVOID_OPEN, AVOID_FORM = "avoid_open", "avoid_form"
WANTED_OPEN, WANTED_FORM = "wanted_open", "wanted_form"
HOURS_OPEN, HOURS_FORM, HOURS_USUAL = "hours_open", "hours_form", "hours_usual"
HOURS_COUNTRIES = "hours_countries"

# Mentors: an application's value is its id; a page of the preparation, its number
APPLICATION_OPEN, APPLICATION_APPROVE = "application_open", "application_approve"
APPLICATION_DECLINE, APPLICATION_DECLINE_FORM = "application_decline", "application_decline_form"
MENTOR_APPLY, MENTOR_AGAIN = "mentor_apply", "mentor_again"
MENTOR_LEAVE_FORM = "mentor_leave_form"
PREPARATION_OPEN, PREPARATION_TURN = "preparation_open", "preparation_turn"
PREPARATION_LATER = "preparation_later"

# Explanations: the value is a page's name, or `resource:` and a key, followed by `:` and its programme type's
EXPLAIN = "explain"

# What is kept of somebody: their file, and forgetting them
PRIVACY_FILE, PRIVACY_OPEN, PRIVACY_ERASE_FORM = "privacy_file", "privacy_open", "privacy_erase_form"

# A link is not a question: Slack tells us of the press all the same.
OPEN_CONVERSATION, OPEN_LINK = "open_conversation", "open_link"

# After the end: the mentorship's id, `:` and the answer's name; of those who keep in touch, the prompt's id
AFTER_SAY, AFTER_NO_MORE = "after_say", "after_no_more"

# Newcomers: the value is a mentorship's id; of a stand-in who is offered, the prompt's
NEWCOMERS_OPEN, NEWCOMERS_START = "newcomers_open", "newcomers_start"
WELCOME_OPEN, WELCOME_FORM = "welcome_open", "welcome_form"
NEWCOMER_DECLINE, NEWCOMER_CHOOSE = "newcomer_decline", "newcomer_choose"
INTERIM_YES, INTERIM_NO = "interim_yes", "interim_no"

# Somebody to talk with: a request's id to take it back; of a contact who has been in touch, the prompt's
REACH_OUT_OPEN, REACH_OUT_FORM = "reach_out_open", "reach_out_form"
REACH_OUT_WITHDRAW, REACH_OUT_DONE = "reach_out_withdraw", "reach_out_done"
CONTACTS_OPEN, CONTACTS_FORM = "contacts_open", "contacts_form"

# The page of one mentorship: its id
MENTORSHIP_OPEN, MENTORSHIP_MEETINGS = "mentorship_open", "mentorship_meetings"

# Goals, and how somebody sees themselves: the value is a mentorship's id
GOALS_OPEN, GOALS_FORM = "goals_open", "goals_form"
SKILLS_OPEN, SKILLS_FORM = "skills_open", "skills_form"

# Steps: a mentorship's id, followed by `:` and the step's key where one is meant; the file of a certificate, its id
STEPS_OPEN, STEP_LEAVE, STEP_KEEP = "steps_open", "step_leave", "step_keep"
CERTIFICATE_FILE, MENTOR_YEAR_FILE = "certificate_file", "mentor_year_file"

# Stories: a mentorship's id; a story's, for a yes followed by `:` and the version that was read
STORY_OPEN, STORY_WRITE, STORY_FORM, STORY_SEE = "story_open", "story_write", "story_form", "story_see"
STORY_YES, STORY_REWORD, STORY_DECLINE = "story_yes", "story_reword", "story_decline"
STORY_WITHDRAW = "story_withdraw"
# For the team: the channel, and a story's id
CHANNEL_OPEN, CHANNEL_FORM, CHANNEL_NONE = "channel_open", "channel_form", "channel_none"
STORY_AGAIN, STORY_THERE, STORY_REMOVED = "story_again", "story_there", "story_removed"

# The mentors' circle: the value is a session's id, or a point's; a question's form carries a token besides
CIRCLE_OPEN, CIRCLE_SET, CIRCLE_SET_FORM, CIRCLE_STOP = (
    "circle_open",
    "circle_set",
    "circle_set_form",
    "circle_stop",
)
CIRCLE_MOVE, CIRCLE_MOVE_FORM, CIRCLE_CANCEL = "circle_move", "circle_move_form", "circle_cancel"
CIRCLE_WHO, CIRCLE_WHO_FORM, CIRCLE_SUMMARY = "circle_who", "circle_who_form", "circle_summary"
CIRCLE_COME, CIRCLE_DECLINE, CIRCLE_AGENDA = "circle_come", "circle_decline", "circle_agenda"
CIRCLE_POINT, CIRCLE_POINT_FORM, CIRCLE_POINT_DROP = "circle_point", "circle_point_form", "circle_point_drop"
CIRCLE_QUESTION, CIRCLE_QUESTION_FORM = "circle_question", "circle_question_form"
CIRCLE_FILE = "circle_file"

# Who holds which right: the value is `person:right:programme`, 0 for the whole company, or the id of what binds a group
RIGHTS_OPEN, RIGHTS_NAME, RIGHTS_NAME_FORM, RIGHTS_TAKE = (
    "rights_open",
    "rights_name",
    "rights_name_form",
    "rights_take",
)
RIGHTS_GROUP, RIGHTS_GROUP_FORM, RIGHTS_UNBIND = "rights_group", "rights_group_form", "rights_unbind"
# What is on record: the value is the line after which the next page begins
AUDIT_OPEN, AUDIT_PERSON, AUDIT_ACT, AUDIT_PAGE = "audit_open", "audit_person", "audit_act", "audit_page"
