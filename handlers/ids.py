"""The names that Slack hands back to us: append-only in spirit, because a button outlives its code.

An action's name may end in `:` and anything that makes it unique in its message; the routing table ignores it.
A button's value is an id, never words.
"""

# Commands and shortcuts, as in manifest.yml
MENTOR, MENTOR_LOG, MENTOR_REPORT, MENTOR_ADMIN = "/mentor", "/mentor-log", "/mentor-report", "/mentor-admin"
SHORTCUT_LOG, SHORTCUT_SHEET = "log_meeting", "my_sheet"

# Meetings
LOG_OPEN, LOG_FORM = "log_open", "log_form"
LOG_CORRECT, LOG_CORRECTED = "log_correct", "log_corrected"
LOG_UNDO, LOG_AGREE, LOG_DENY = "log_undo", "log_agree", "log_deny"
PLAN_OPEN, PLAN_FORM = "plan_open", "plan_form"

# Prompts: each button's value is the prompt's id, followed in a digest by `:` and the mentorship's
PROMPT_MET, PROMPT_MET_TODAY, PROMPT_PLAN, PROMPT_SKIP = (
    "prompt_met",
    "prompt_met_today",
    "prompt_plan",
    "prompt_skip",
)
PROMPT_MORE, PROMPT_MORE_FORM = "prompt_more", "prompt_more_form"
PROMPT_CHANGE, PROMPT_DROP = "prompt_change", "prompt_drop"
SHEET_OPEN = "sheet_open"

# A link is not a question: Slack tells us of the press all the same.
OPEN_CONVERSATION = "open_conversation"
