"""`/mentor-admin groups`: the groups that run, forming one, changing one, ending one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.groups import (
    GroupRefused,
    GroupTooLarge,
    GroupTooSmall,
    MentorAmongMentees,
    NameTaken,
    NoName,
    NotAsSeen,
)
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated, Refusal
from bot.programme import groups
from bot.programme.work import Work
from handlers.excuses import carry_on
from handlers.finding import holding
from handlers.forms import number_in
from handlers.turn import Turn, say_refusal
from handlers.views import groups as views
from handlers.views.blocks import Message
from handlers.views.common import notice
from handlers.views.groups import Draft
from handlers.words import clean

FAILED = "panel_failed"
#: Beside which answer of the form each refusal is told.
BESIDE: dict[type[Refusal], str] = {
    NoName: views.NAME,
    NameTaken: views.NAME,
    GroupTooSmall: views.MENTEES,
    GroupTooLarge: views.MENTEES,
    MentorAmongMentees: views.MENTEES,
}


def show(turn: Turn) -> None:
    """The first page, or another one. Permission is recorded first; all groups are read after the acknowledgement."""
    with turn.work() as work:
        work.authorise(turn.actor, Act.LINK_PEOPLE)
    page = number_in(turn.value or "0")
    carry_on(turn, lambda: _panel(turn, page), failed=FAILED)


def open_form(turn: Turn) -> None:
    """An empty form, or that of the group that the button carries."""
    with turn.look() as work:
        groups.may(work, turn.actor)
        draft = _draft_of(groups.see(work, turn.actor, turn.number())) if turn.value else views.EMPTY
    turn.open(views.form(draft, turn.t))


def search_mentors(turn: Turn) -> None:
    with turn.look() as work:
        people = groups.mentors_for(work, turn.actor)
    turn.offer(views.options(_found(people, turn.text)))


def search_mentees(turn: Turn) -> None:
    with turn.look() as work:
        people = groups.mentees_for(work, turn.actor)
    turn.offer(views.options(_found(people, turn.text)))


def form_sent(turn: Turn) -> None:
    """What does not fit is told beside its answer; what has to be read first, in the form, sent again to go past it."""
    given, _, seen = turn.kept.partition(":")
    group_id = number_in(given) if given else None
    try:
        with turn.work() as work:
            name, mentor_id, mentee_ids = _answers(turn, work, group_id)
            if group_id is None:
                done = groups.form(
                    work, turn.actor, name=name, mentor_id=mentor_id, mentee_ids=mentee_ids, seen=seen
                )
            else:
                done = groups.change(work, turn.actor, group_id, name=name, mentee_ids=mentee_ids, seen=seen)
    except NotAsSeen as news:
        draft = _as_sent(turn, name, mentor_id, mentee_ids, group_id)
        turn.answer = {
            "response_action": "update",
            "view": views.form(draft, turn.t, against=news.fitness),
        }
        return
    except GroupRefused as no:
        people = _as_sent(turn, name, mentor_id, mentee_ids, group_id).mentees
        return turn.correct(**{views.MENTEES: views.refused(no.fitness, people, turn.t)})
    except tuple(BESIDE) as refusal:
        return turn.correct(**{BESIDE[type(refusal)]: say_refusal(refusal, turn.t).text})
    told = views.formed if group_id is None else views.changed
    turn.show_instead(notice(turn.t, told(done, turn.t)))


def end(turn: Turn) -> None:
    """The group is over, and its form says so; pressed twice, it is over already."""
    with turn.work() as work:
        done = groups.end(work, turn.actor, turn.number())
    turn.update_view(notice(turn.t, views.ended(done, turn.t)))


def _panel(turn: Turn, page: int) -> Message:
    with turn.look() as work:
        found = groups.listing(work, turn.actor, page)
    return views.panel(found, turn.t)


def _answers(turn: Turn, work: Work, group_id: int | None) -> tuple[str, int, list[int]]:
    """What the form says. The mentor of a group that runs is who they are."""
    groups.may(work, turn.actor)
    chosen = turn.form.get(views.MENTEES) or []
    if not isinstance(chosen, list):
        raise Outdated
    name = clean(str(turn.form.get(views.NAME) or ""), 200)
    if group_id is None:
        mentor_id = number_in(turn.form.get(views.MENTOR))
    else:
        mentor_id = groups.see(work, turn.actor, group_id).mentor.id
    return name, mentor_id, [number_in(one) for one in chosen]


def _as_sent(turn: Turn, name: str, mentor_id: int, mentee_ids: Sequence[int], group_id: int | None) -> Draft:
    with turn.look() as work:
        known = work.people.many([mentor_id, *mentee_ids])
    return Draft(
        name=name,
        mentor=known.get(mentor_id),
        mentees=tuple(known[one] for one in mentee_ids if one in known),
        group_id=group_id,
    )


def _draft_of(group: groups.Group) -> Draft:
    return Draft(name=group.name, mentor=group.mentor, mentees=group.mentees, group_id=group.mentorship.id)


def _found(people: Sequence[Person], words: str) -> list[Person]:
    """Every word in the name or the title."""
    found = holding(words)
    return [one for one in people if found(f"{one.name} {one.handle} {one.title}")]
