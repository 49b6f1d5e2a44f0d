"""Forgetting somebody who asks for it: everything that is theirs goes, in one transaction.

Their mentorships end as they do for whoever leaves, and the others are told so, without a name. What is counted stays
counted, by nobody. An imprint of their Slack id is kept, so that no list and no event brings them back; they do, by
writing to the bot themselves, and are a new person then (decision 0016).
"""

from __future__ import annotations

from bot.domain.mentorships import EndedWhy
from bot.domain.people import Person, Standing
from bot.programme import departures, erasing
from bot.programme.work import Work


def forget(work: Work, person: Person) -> None:
    """Nothing of it can be read or brought back afterwards. Said twice, it is done once."""
    person = work.people.held(person.id)
    if person.is_forgotten:
        return
    shown = work.personal.read_by_others(person.id)
    departures.see_off(work, person, why=EndedWhy.STOPPED)
    _empty(work, person)
    work.forgotten.add(person.slack_id)
    for channel, ts in shown:
        work.delivery.retouch(channel, ts)


def let_go(work: Work, person: Person) -> None:
    """The same for somebody who left long ago: should they come back, they are somebody new, and welcome."""
    if not person.is_forgotten and person.standing is Standing.GONE:
        _empty(work, person)


def _empty(work: Work, person: Person) -> None:
    customs = work.customs
    erasing.erase(work, person)
    work.personal.sweep(person.id)
    usual = {"language": customs.language, "timezone": customs.timezone, "country": customs.country}
    work.personal.unname(person, **usual)
    work.delivery.leave([one for one in (person.dm, person.slack_id) if one is not None])
    work.people.look_again()
