"""What messages tell whose facts are gathered elsewhere: those of meetings and introductions are in `facts.py`."""

from __future__ import annotations

from bot.programme import charters
from bot.programme.after_facts import AfterFacts
from bot.programme.away import Away
from bot.programme.cadences import Changed
from bot.programme.catching_up import CaughtUp
from bot.programme.certificate_facts import Earned
from bot.programme.champion_facts import PageOfTheMonth
from bot.programme.change_facts import ChangeFacts
from bot.programme.circle_facts import CircleFacts
from bot.programme.date_facts import Reminder
from bot.programme.ending_facts import EndingFacts
from bot.programme.in_touch import InTouch
from bot.programme.interim import InterimFacts
from bot.programme.leaving_out import LeaveOut
from bot.programme.list_facts import ListFacts
from bot.programme.mentor_facts import MentorFacts
from bot.programme.pulse_facts import PulseFacts
from bot.programme.reaching_out_facts import HelpFacts
from bot.programme.reminding import Unfinished
from bot.programme.rights import RightChanged
from bot.programme.round_due import RoundDue
from bot.programme.round_facts import Call, LeftAside
from bot.programme.story_facts import StoryFacts
from bot.programme.surveys import Asking
from bot.programme.undelivered import NotReached

OtherFacts = (
    ChangeFacts
    | MentorFacts
    | charters.Call
    | Reminder
    | Call
    | LeftAside
    | ListFacts
    | Unfinished
    | Asking
    | PulseFacts
    | CircleFacts
    | RoundDue
    | CaughtUp
    | EndingFacts
    | AfterFacts
    | InTouch
    | NotReached
    | Away
    | Changed
    | InterimFacts
    | LeaveOut
    | Earned
    | HelpFacts
    | StoryFacts
    | PageOfTheMonth
    | RightChanged
)
