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

# A link is not a question: Slack tells us of the press all the same.
OPEN_CONVERSATION = "open_conversation"
