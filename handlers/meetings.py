"""Logging a meeting: the command, the shortcut, the button and the form all end in the same use case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TypedDict

from bot.domain.meetings import Form
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.refusals import Outdated, Refusal, Unclear
from bot.programme import meetings
from bot.programme.meetings import Logged, NotYourPartner, WhichPartner
from bot.programme.others import others_in
from bot.programme.untold import as_they_know
from bot.programme.work import Work
from handlers.naming import named_groups
from handlers.reading import LogWords, read_log, writes_day_first
from handlers.turn import Turn, day_in, number_in, say_refusal
from handlers.views import meetings as views
from handlers.views.common import sentence
from handlers.wishes import Wish, read_wish
from handlers.words import fold


class Held(TypedDict):
    """What the form says of a meeting."""

    minutes: int
    day: date
    form: Form | None


NOTHING_READ = LogWords(partners=(), names=(), minutes=None, day=None, form=None, leftover=True)


def log_command(turn: Turn) -> None:
    """`/mentor-log @lea 45 min`. Without a word it opens the form."""
    if not turn.text.strip():
        return open_form(turn)
    if read_wish(turn.text) is Wish.HELP:
        return turn.say(sentence(turn.t("meetings.help")))
    with turn.work() as work:
        today = turn.today(work)
        mine = as_they_know(work, turn.actor)
        partners = meetings.partners_of(work, mine, turn.actor)
        groups, text = named_groups(turn.text, mine)
        words = read_log(
            text,
            today,
            day_first=writes_day_first(_locale(turn.actor), turn.actor.timezone),
            known=[partner.first_name for partner in partners],
        )
        people = _meant(work, words, partners, groups)
        meant = [*groups, *(meetings.find_mentorship(mine, turn.actor, one) for one in people)]
        each_once = {one.id: one for one in meant}.values()
        said = [_log(work, turn.actor, one, words, today) for one in each_once]
    turn.say(views.logged(said, turn.t, today=today, left_over=words.leftover))


def open_form(turn: Turn) -> None:
    """The form, from the shortcut, Home, or a prompt whose button carries the mentorship."""
    with turn.look() as work:
        mine = as_they_know(work, turn.actor)
        if not mine:
            raise meetings.NoMentorship
        choices = [(one.id, others_in(work, one, turn.actor)) for one in mine]
        today = turn.today(work)
    meant = number_in(turn.value) if turn.value else None
    turn.open(views.form(choices, turn.t, today=today, mentorship_id=meant))


def form_sent(turn: Turn) -> None:
    """The form was filled in; a mistake is told beside its line and nothing is lost."""
    try:
        with turn.work() as work:
            today = turn.today(work)
            mentorship = work.mentorships.get(number_in(turn.form.get("whom")))
            if mentorship is None or mentorship.seat_of(turn.actor.id) is None:
                raise WhichPartner
            one = meetings.log(work, turn.actor, mentorship, **_from_form(turn))
    except Refusal as refusal:
        return turn.correct(day=say_refusal(refusal, turn.t).text)
    turn.say_in_dm(views.logged([one], turn.t, today=today, left_over=False))


def open_correction(turn: Turn) -> None:
    with turn.look() as work:
        one = meetings.mine(work, turn.actor, turn.number())
        today = turn.today(work)
    turn.open(
        views.form([(one.meeting.mentorship_id, one.partners)], turn.t, today=today, correcting=one.meeting)
    )


def correction_sent(turn: Turn) -> None:
    try:
        with turn.work() as work:
            today = turn.today(work)
            one = meetings.correct(work, turn.actor, number_in(turn.kept), **_from_form(turn))
    except Refusal as refusal:
        return turn.correct(day=say_refusal(refusal, turn.t).text)
    turn.say_in_dm(views.logged([one], turn.t, today=today, left_over=False))


def undo(turn: Turn) -> None:
    with turn.work() as work:
        one = meetings.withdraw(work, turn.actor, turn.number())
        today = turn.today(work)
    turn.replace(views.undone(one, turn.t, today=today))


def agree(turn: Turn) -> None:
    """ "That's right", pressed under the news of a meeting that the other half logged: the news is drawn again."""
    with turn.work() as work:
        meetings.agree(work, turn.actor, turn.number())


def deny(turn: Turn) -> None:
    """ "We did not meet": the news is drawn again and says what that means."""
    with turn.work() as work:
        meetings.deny(work, turn.actor, turn.number())


def _locale(person: Person) -> str:
    """Slack's locale is not kept, only the language: an English speaker's place tells how they write a date."""
    return "en-US" if person.language == "en" else person.language


def _meant(
    work: Work, words: LogWords, partners: Collection[Person], groups: Collection[Mentorship]
) -> list[Person | None]:
    """Who was meant: by mention, by first name, or nobody named, which means the only partner there is.

    Whoever named a group need name nobody else.
    """
    if words.unclear or (words == NOTHING_READ and not groups):
        raise Unclear
    named = [_mentioned(work, slack_id) for slack_id in words.partners]
    named += [_called(name, partners) for name in words.names]
    return [*named] if named or groups else [None]


def _mentioned(work: Work, slack_id: str) -> Person:
    person = work.people.by_slack_id(slack_id)
    if person is None:
        raise meetings.UnknownPartner
    return person


def _called(name: str, partners: Collection[Person]) -> Person:
    called = [
        one for one in partners if fold(name) in (fold(one.first_name), fold(one.handle), fold(one.name))
    ]
    if len(called) != 1:
        raise NotYourPartner(name=name)
    return called[0]


def _log(work: Work, actor: Person, mentorship: Mentorship, words: LogWords, today: date) -> Logged:
    form = Form(words.form) if words.form else None
    return meetings.log(work, actor, mentorship, minutes=words.minutes, day=words.day or today, form=form)


def _from_form(turn: Turn) -> Held:
    chosen = turn.form
    how = chosen.get("how")
    if how is not None and how not in list(Form):
        raise Outdated
    return Held(
        minutes=number_in(chosen.get("minutes")),
        day=day_in(chosen.get("day")),
        form=Form(how) if how else None,
    )
