"""One person looks for a mentor outside a campaign: after a change, an ending, or at the end of a temporary mentorship.

It is a round like another, with one person on its list, and it runs by itself: once they have answered it is solved,
the mentor is asked, and it is published when the mentor has said yes or their days are over. Nobody presses anything;
the work itself is done by `finishing.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.calendar import DAY, local_day
from bot.domain.enrolments import Part, Programme
from bot.domain.people import Person
from bot.domain.programmes import Mode
from bot.domain.rounds import USUAL_WINDOW, Answer, Round, RoundState, Rules, Wanted
from bot.programme import ending, inviting, profile, round_due, with_mentors
from bot.programme.joining import programme_of
from bot.programme.presence import away_until
from bot.programme.round_due import Step
from bot.programme.work import Work

#: Names may be given one by one: an answer stands when it has not changed for so long.
SETTLED_AFTER = timedelta(hours=1)


def look_for(work: Work, person: Person, *, opened_by: int) -> Round:
    """Ask this person whom they would like to meet; they have two weeks. One who is being asked is not asked again.

    They are asked once they have heard of what ended for them. The rules are those of the latest campaign.
    """
    programme = programme_of(work)
    work.people.held(person.id)
    under_way = of(work, programme, person)
    if under_way is not None:
        return under_way
    starts = ending.told_from(work, person.id)
    closes_on = local_day(programme.timezone, starts) + USUAL_WINDOW
    opened = work.rounds.open(
        programme.id,
        person_ids=[person.id],
        opened_by=opened_by,
        opened_at=starts,
        closes_on=closes_on,
        rules=_rules(work, programme),
        solo=True,
    )
    inviting.call(work, opened, [person.id])
    return opened


def of(work: Work, programme: Programme, person: Person) -> Round | None:
    """The round in which this person alone looks for a mentor, while it is not over."""
    return next((one for one in work.own_rounds.under_way(person.id, programme.id) if one.solo), None)


def advance(work: Work) -> int:
    """Take every such round one step further where it is time. Returns how many went on."""
    return sum(
        _step(work, programme, one.id)
        for programme in work.programmes.running()
        for one in work.own_rounds.to_advance(programme.id, local_day(programme.timezone, work.now))
    )


def _step(work: Work, programme: Programme, round_id: int) -> bool:
    found = work.rounds.held(round_id)  # another beat may have been faster
    if found is None or found.wanted is not None:
        return False
    match found.state:
        case RoundState.COLLECTING:
            return _after_the_answer(work, programme, found)
        case RoundState.PROPOSED:
            return _after_the_proposal(work, found)
        case RoundState.WITH_MENTORS:
            return with_mentors.may_publish(work, found) and _want(work, found, Wanted.PUBLICATION)
        case _:
            return False


def _after_the_answer(work: Work, programme: Programme, found: Round) -> bool:
    """Solve what was answered; close quietly without an answer, with "not this time", or with a mentor found
    elsewhere.
    """
    (mine,) = work.rounds.invitations(found.id)
    today = local_day(programme.timezone, work.now)
    if mine.person_id in work.seats.people_with_a_mentor(programme.id):
        return _close(work, found)
    back = away_until(work, work.people.get(mine.person_id))
    if back is not None:
        return _put_off(work, found, back + USUAL_WINDOW)
    late = today > found.closes_on
    if mine.answer is None:
        return late and _close(work, found)
    settled = mine.answered_at is None or mine.answered_at + SETTLED_AFTER <= work.now
    if not settled and not late:
        return False
    if mine.answer is Answer.NOT_THIS_TIME:
        return _close(work, found)
    _takes_part(work, programme, mine.person_id)
    if found.rules.mode is Mode.BY_COORDINATOR:
        return _ask_the_team(work, found, today)
    work.rounds.move(found.id, expected=RoundState.COLLECTING, to=RoundState.PROPOSED)
    work.rounds.change(found.id, closes_on=min(found.closes_on, today))
    return _want(work, found, Wanted.PROPOSALS)


def _takes_part(work: Work, programme: Programme, person_id: int) -> None:
    """Whoever answers that they would like a mentor has said that they learn; an import asked them nothing."""
    place = work.enrolments.of(person_id, programme.id)
    person = work.people.get(person_id)
    if person.is_welcome and (place is None or place.part is None):
        profile.choose_part(work, person, Part.MENTEE)


def _ask_the_team(work: Work, found: Round, today: date) -> bool:
    """Where a coordinator proposes everybody by hand, they do so here too: answers are closed, and they hear of it."""
    work.rounds.change(found.id, closes_on=min(found.closes_on, today - DAY))
    return work.prompts.plan(round_due.due(work, found, Step.ANSWERS), now=work.now) > 0


def _put_off(work: Work, found: Round, until: date) -> bool:
    """Whoever is away has as long as the others once they are back."""
    if until > found.closes_on:
        work.rounds.change(found.id, closes_on=until)
    return False


def _after_the_proposal(work: Work, found: Round) -> bool:
    """Ask the mentor; without one to ask, or where mentors are not asked, announce it. Where a coordinator proposes
    everybody by hand, nothing goes on before they have. Whoever has left meanwhile is proposed nobody: it is over.
    """
    proposals = work.rounds.proposals(found.id)
    if not proposals:
        return _close(work, found)
    alone = not any(one.mentor_id for one in proposals)
    if alone and found.rules.mode is Mode.BY_COORDINATOR:
        return False
    if alone or not found.rules.mentors_days:
        return _want(work, found, Wanted.PUBLICATION)
    with_mentors.ask(work, found)
    return True


def _close(work: Work, found: Round) -> bool:
    """Nothing is announced: the person is among those without a mentor, as before."""
    moved = work.rounds.move(found.id, expected=found.state, to=RoundState.PUBLISHED)
    if moved:
        work.rounds.change(found.id, published_at=work.now)
    return moved


def _want(work: Work, found: Round, what: Wanted) -> bool:
    work.rounds.change(found.id, wanted=what)
    return True


def _rules(work: Work, programme: Programme) -> Rules:
    latest = work.rounds.latest(programme.id)
    return replace(latest.rules, networks=()) if latest else Rules.usual(work.type_of(programme))
