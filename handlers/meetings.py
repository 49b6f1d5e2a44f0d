"""Logging a meeting in one line, and what is pressed under it; `meeting_forms.py` has the form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.meetings import Form, MeetingState
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.refusals import Refusal, Unclear
from bot.programme import meetings
from bot.programme.meetings import Logged
from bot.programme.untold import as_they_know
from bot.programme.whom import (
    GroupOrOne,
    Met,
    NotYourPartner,
    PairOrGroup,
    SeveralSo,
    UnknownPartner,
    WhichPartner,
    they_met,
)
from bot.programme.work import Work
from handlers.comforting import is_heard
from handlers.meeting_forms import open_form
from handlers.naming import named_groups
from handlers.reading import LogWords, read_log, writes_day_first
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import meetings as views
from handlers.views.common import sentence
from handlers.wishes import Wish, read_wish
from handlers.words import fold

NOTHING_READ = LogWords(partners=(), names=(), minutes=None, day=None, form=None, leftover=True)
#: What is asked back rather than refused: the form is offered, filled in with what was understood.
QUESTIONS = (Unclear, WhichPartner, GroupOrOne, PairOrGroup, SeveralSo)
#: Meetings that were told, and not taken back.
TOLD = (MeetingState.HELD, MeetingState.DISPUTED)


def log_command(turn: Turn) -> None:
    """`/mentor-log @lea 45 min`. Without a word it opens the form; what has two meanings, or none, is asked."""
    if not turn.text.strip():
        return open_form(turn)
    if read_wish(turn.text) is Wish.HELP:
        return turn.say(sentence(turn.t("meetings.help")))
    words, meant = NOTHING_READ, None
    try:
        with turn.work() as work:
            today, mine = turn.today(work), as_they_know(work, turn.actor)
            partners = meetings.partners_of(work, mine, turn.actor)
            groups, words = _read(turn, today, mine, partners)
            if "met" in words.unclear or (not groups and _says_nothing(words)):
                raise Unclear
            met = they_met(mine, turn.actor, _named(work, words, partners), groups)
            meant = met[0].mentorship.id if len(met) == 1 else None
            if words.unclear:
                raise Unclear
            said = [_log(work, turn.actor, one, words, today) for one in met]
    except QUESTIONS as question:
        if isinstance(question, Unclear) and is_heard(turn):
            raise  # whoever is in distress is not told how a meeting is logged
        return turn.say(
            views.asked(words, turn.t, today=today, instead=_question(question, words, turn), meant=meant)
        )
    turn.say(views.logged(said, turn.t, today=today, left_over=words.leftover))


def undo(turn: Turn) -> None:
    """One meeting is taken back; those that the same message told of stay in it."""
    meeting, *beside = turn.value.split(":")
    with turn.work() as work:
        one = meetings.withdraw(work, turn.actor, number_in(meeting))
        rest = [meetings.mine(work, turn.actor, number_in(another)) for another in beside]
        today = turn.today(work)
    turn.replace(views.undone(one, turn.t, today=today, rest=[it for it in rest if it.meeting.state in TOLD]))


def agree(turn: Turn) -> None:
    """ "That's right", pressed under the news of a meeting that the other half logged: the news is drawn again."""
    with turn.work() as work:
        meetings.agree(work, turn.actor, turn.number())


def deny(turn: Turn) -> None:
    """ "We did not meet": the news is drawn again and says what that means."""
    with turn.work() as work:
        meetings.deny(work, turn.actor, turn.number())


def _read(
    turn: Turn, today: date, mine: Sequence[Mentorship], partners: Sequence[Person]
) -> tuple[list[Mentorship], LogWords]:
    groups, text = named_groups(turn.text, mine)
    words = read_log(
        text,
        today,
        day_first=writes_day_first(_locale(turn.actor), turn.actor.timezone),
        known=[partner.first_name for partner in partners],
    )
    return groups, words


def _says_nothing(words: LogWords) -> bool:
    """ "bonjour", or words that mean nothing to us: that they met today would be a guess."""
    return not (words.partners or words.names or words.minutes or words.day or words.form or words.unclear)


def _question(question: Refusal, words: LogWords, turn: Turn) -> str | None:
    """What to ask; None where the words themselves say what is missing."""
    if isinstance(question, Unclear) and words.unclear:
        return None
    return say_refusal(question, turn.t).text


def _locale(person: Person) -> str:
    """Slack's locale is not kept, only the language: an English speaker's place tells how they write a date."""
    return "en-US" if person.language == "en" else person.language


def _named(work: Work, words: LogWords, partners: Sequence[Person]) -> list[Person]:
    """Who was named, by mention or by first name."""
    mentioned = [_mentioned(work, slack_id) for slack_id in words.partners]
    return mentioned + [_called(name, partners) for name in words.names]


def _mentioned(work: Work, slack_id: str) -> Person:
    person = work.people.by_slack_id(slack_id)
    if person is None:
        raise UnknownPartner
    return person


def _called(name: str, partners: Sequence[Person]) -> Person:
    called = [
        one for one in partners if fold(name) in (fold(one.first_name), fold(one.handle), fold(one.name))
    ]
    if not called:
        raise NotYourPartner(name=name)
    if len(called) > 1:
        raise SeveralSo(name=name)
    return called[0]


def _log(work: Work, actor: Person, met: Met, words: LogWords, today: date) -> Logged:
    return meetings.log(
        work,
        actor,
        met.mentorship,
        minutes=words.minutes,
        day=words.day or today,
        form=Form(words.form) if words.form else None,
        there=met.there,
    )
