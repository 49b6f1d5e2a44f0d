"""The mentors' circle: coordinators set its dates, mentors say whether they come and what they want to talk about."""

from __future__ import annotations

from bot.domain.circles import LONGEST_PLACE, LONGEST_WORDS, NotAMentor, Often
from bot.domain.dates import DateGone, DateTooFar, instant
from bot.domain.permissions import Act
from bot.domain.preferences import NotOffered
from bot.programme import circle_attendance, circle_sessions, circles
from bot.programme.calendar_file import Status, file_of
from bot.programme.work import Work
from bot.texts import Speech, as_language
from handlers.dates import upload
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import circle_team as team_views
from handlers.views import circles as views
from handlers.views.blocks import Message
from handlers.views.common import notice
from handlers.words import clean

# -- the coordinators --------------------------------------------------------------------------------------------


def panel(turn: Turn) -> Message:
    """Where the circle is."""
    with turn.look() as work:
        return team_views.panel(circles.see(work, turn.actor), turn.t, today=turn.today(work))


def see(turn: Turn) -> None:
    turn.replace(panel(turn))


def open_form(turn: Turn) -> None:
    with turn.look() as work:
        draft = circles.draft(work, turn.actor)
    turn.open(team_views.form(draft, turn.t))


def form_sent(turn: Turn) -> None:
    """The circle begins, or has another rhythm; what is known of it now is said back."""
    try:
        with turn.work() as work:
            _check(turn, work)
            found = circles.set_up(
                work,
                turn.actor,
                starts_at=instant(turn.form.get("when")),
                often=_often(turn.form.get("often")),
                minutes=number_in(turn.form.get("minutes")),
                place=clean(turn.form.get("place") or "", LONGEST_PLACE),
            )
            said = team_views.panel(found, turn.t, today=turn.today(work))
    except (DateGone, DateTooFar) as refusal:
        return turn.correct(when=say_refusal(refusal, turn.t).text)
    turn.say_in_dm(said)


def open_move(turn: Turn) -> None:
    with turn.look() as work:
        _check(turn, work)
        session, _ = circle_attendance.of_session(work, turn.actor, turn.number())
    turn.open(team_views.move_form(session, turn.t))


def move_sent(turn: Turn) -> None:
    try:
        with turn.work() as work:
            _check(turn, work)
            session_id, when = number_in(turn.kept), instant(turn.form.get("when"))
            found = circles.move(work, turn.actor, session_id, when)
            said = team_views.panel(found, turn.t, today=turn.today(work))
    except (DateGone, DateTooFar) as refusal:
        return turn.correct(when=say_refusal(refusal, turn.t).text)
    turn.say_in_dm(said)


def cancel(turn: Turn) -> None:
    with turn.work() as work:
        _check(turn, work)
        found, today = circles.cancel(work, turn.actor, turn.number()), turn.today(work)
    turn.replace(team_views.panel(found, turn.t, today=today))


def stop(turn: Turn) -> None:
    with turn.work() as work:
        found, today = circles.stop(work, turn.actor), turn.today(work)
    turn.replace(team_views.panel(found, turn.t, today=today))


def open_who(turn: Turn) -> None:
    with turn.look() as work:
        _check(turn, work)
        held = circle_attendance.held(work, turn.actor, turn.number())
    turn.open(team_views.who_form(held, turn.t))


def who_sent(turn: Turn) -> None:
    """Who was there, for that session alone."""
    try:
        with turn.work() as work:
            _check(turn, work)
            people = [str(one) for one in turn.form.get("people") or []]
            held = circle_attendance.attend(work, turn.actor, number_in(turn.kept), people)
    except NotAMentor as refusal:
        return turn.correct(people=say_refusal(refusal, turn.t).text)
    turn.show_instead(notice(turn.t, team_views.noted(held, turn.t)))


def summary(turn: Turn) -> None:
    """A page to copy, in the programme's language."""
    with turn.look() as work:
        _check(turn, work)
        found, programme = circle_attendance.summary(work, turn.actor, turn.number())
    theirs = Speech(as_language(programme.language), turn.t.address, programme.timezone)
    turn.open(team_views.summary(found, turn.t, theirs))


# -- the mentors -------------------------------------------------------------------------------------------------


def come(turn: Turn) -> None:
    """I'm coming: the message, or Home, says so from now on."""
    _answer(turn, comes=True)


def decline(turn: Turn) -> None:
    _answer(turn, comes=False)


def give_file(turn: Turn) -> None:
    """The session as a file for one's calendar, made when it is asked for."""
    title = turn.t.plain("circles.title")
    with turn.look() as work:
        entry = circle_sessions.in_calendars(work, turn.actor, turn.number(), title=title)
        content = file_of(entry, place=turn.workspace.team_id, now=work.now)
    off, refused = entry.status is Status.CANCELLED, turn.t("circles.file_refused")
    turn.later(lambda: upload(turn, content, title, off=off, refused=refused))


def agenda(turn: Turn) -> None:
    with turn.look() as work:
        found, today = circle_sessions.see(work, turn.actor, turn.number()), turn.today(work)
    turn.open(views.agenda(found, turn.actor, turn.t, today=today))


def open_point(turn: Turn) -> None:
    with turn.look() as work:
        found = circle_sessions.to_put(work, turn.actor, turn.number())
    turn.open(views.point_form(found.session.id, turn.t))


def point_sent(turn: Turn) -> None:
    try:
        with turn.work() as work:
            words = clean(turn.form.get("words") or "", LONGEST_WORDS)
            circle_sessions.put(work, turn.actor, number_in(turn.kept), words)
    except NotOffered as refusal:
        return turn.correct(words=say_refusal(refusal, turn.t).text)
    turn.show_instead(notice(turn.t, views.point_noted(turn.t)))


def drop_point(turn: Turn) -> None:
    """One's own point comes off; the form shows what is left."""
    with turn.work() as work:
        found = circle_sessions.take_off(work, turn.actor, turn.number())
        today = turn.today(work)
    turn.update_view(views.agenda(found, turn.actor, turn.t, today=today))


def open_question(turn: Turn) -> None:
    with turn.look() as work:
        found, token = circle_sessions.blank(work, turn.actor, turn.number())
        today = turn.today(work)
    turn.open(views.question_form(found, token, turn.t, today=today))


def question_sent(turn: Turn) -> None:
    """A question in nobody's name. The delivery is not noted either, nor any message drawn again: the inbox has a key
    and an hour, and the question would share a transaction with it. The form's own token makes it one question,
    however often it is delivered.
    """
    turn.key = None
    session_id, _, token = turn.kept.partition(":")
    try:
        with turn.work() as work:
            words = clean(turn.form.get("words") or "", LONGEST_WORDS)
            found = circle_sessions.ask(work, turn.actor, number_in(session_id), token, words)
            today = turn.today(work)
    except NotOffered as refusal:
        return turn.correct(words=say_refusal(refusal, turn.t).text)
    turn.show_instead(notice(turn.t, views.question_noted(found, turn.t, today=today)))


def _answer(turn: Turn, *, comes: bool) -> None:
    """The value says which session, and on which of its dates."""
    session_id, _, _ = turn.value.partition(":")
    with turn.work() as work:
        circle_sessions.answer(work, turn.actor, number_in(session_id), comes=comes, seen=turn.value)


# -- reading -----------------------------------------------------------------------------------------------------


def _check(turn: Turn, work: Work) -> None:
    """Before anything is read: whoever may not do this is told so, whatever else is wrong with it."""
    work.check(turn.actor, Act.RUN_CIRCLE)


def _often(given: object) -> Often:
    if given not in list(Often):
        raise NotOffered
    return Often(str(given))
