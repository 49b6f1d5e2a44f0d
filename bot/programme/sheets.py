"""The reference sheet of a cycle: made at first need, seen and ticked by everybody in the mentorship."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.points import Point, in_order, named_in
from bot.domain.programmes import Moment, ProgrammeType, Resource, SheetItem, SheetTemplate, Stage, Texts
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated
from bot.domain.resources import at_moment, in_turn
from bot.domain.sheets import EARLIER, Sheet, changes, lines_brought, lines_for
from bot.domain.steps import What
from bot.programme import answers, carrying, skills, steps, templates
from bot.programme.goals import Goals, of_sheet
from bot.programme.others import Others
from bot.programme.outcomes import asked_cycle, running_cycle
from bot.programme.skills import OwnSkills
from bot.programme.work import Work

#: The messages that show a sheet. The reminder of a date does so a few days before the cycle in which they meet.
SHOWN_IN, SHOWN_BEFORE = frozenset({PromptKind.SHEET, PromptKind.TOMORROW}), timedelta(weeks=2)
#: Which sheet a resource belongs to, and whose it is.
MOMENTS = {
    Stage.FIRST: Moment.FIRST_MEETING,
    Stage.FOLLOWING: Moment.FOLLOWING,
    Stage.MIDWAY: Moment.MIDWAY,
    Stage.CLOSING: Moment.CLOSING,
}
PARTS = {SeatRole.MENTOR: Part.MENTOR, SeatRole.MENTEE: Part.MENTEE}


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A sheet as one of its people sees it. `people` are everybody in the mentorship, or named on it, by id;
    `resources` are what is worth reading with this sheet, of the type of programme `type_key`; `points`, the topics and
    actions that this reader may see; `goals` likewise, and `skills` on the last sheet.
    """

    sheet: Sheet
    title: Texts
    monthly: bool
    partners: tuple[Person, ...]
    people: Mapping[int, Person]
    resources: tuple[Resource, ...] = ()
    type_key: str = ""
    reader_id: int | None = None
    points: tuple[Point, ...] = ()
    goals: Goals | None = None
    skills: OwnSkills | None = None


def sheet_for(work: Work, mentorship: Mentorship, cycle: int) -> Sheet:
    """The sheet of this cycle, made now if nobody needed it before.

    Its words are copied from what the programme asks, behind what the earlier sheet left over, be it one of the
    mentorship that this one goes on from: a later edit of the file, or of the coordinators, changes nothing on it.
    """
    made = work.sheets.of(mentorship.id, cycle)
    if made is not None:
        return made
    template = _template(work, mentorship, cycle)
    items = [*template.items, *_of_their_networks(work, mentorship, template)]
    asked = list({item.key: (item.key, item.texts) for item in items}.values())
    asked += [(line.key, {}) for line in work.own_lines.of(mentorship.id) if line.words]
    before = work.sheets.before(mentorship.id, cycle)
    open_before = carrying.open_before(work, mentorship) if before is None else None
    lines = lines_brought(asked, open_before) if open_before else lines_for(asked, before)
    return work.sheets.make(
        mentorship.id,
        cycle=cycle,
        stage=template.stage.value,
        lines=lines,
        at=work.now,
        title=template.title,
        version=templates.version_of(work, mentorship.programme_id, template.stage),
    )


def something_came_along(work: Work, mentorship: Mentorship) -> bool:
    """Whether the first sheet holds, or will hold, lines that were left open with an earlier mentor."""
    made = work.sheets.of(mentorship.id, 0)
    if made is not None:
        return any(item.came_with_the_mentee for item in made.items)
    before = carrying.open_before(work, mentorship)
    asked = [(item.key, item.texts) for item in _template(work, mentorship, 0).items] if before else []
    return before is not None and any(line.carried_since == EARLIER for line in lines_brought(asked, before))


def opened(work: Work, actor: Person, mentorship_id: int) -> Page:
    """The sheet of the cycle that runs now. Raises `Outdated` for somebody else's mentorship, or one that ended."""
    mentorship = answers.meant(work, actor, mentorship_id)
    return page(work, actor, mentorship, sheet_for(work, mentorship, running_cycle(work, mentorship)))


def at(work: Work, actor: Person, mentorship_id: int, cycle: int) -> Page:
    """The sheet of this cycle, for whoever has it open. Raises `Outdated` where there is none."""
    mentorship, sheet = _meant(work, actor, mentorship_id, cycle)
    return page(work, actor, mentorship, sheet)


def tick(
    work: Work, actor: Person, mentorship_id: int, cycle: int, *, shown: Iterable[int], chosen: Iterable[int]
) -> None:
    """Keep what the actor ticked or took back, for everybody in the mentorship.

    `shown` are the boxes that were ticked when the form was opened. Somebody who kept the form open over the end
    of the cycle finds the tick on the new sheet as well, where the line was carried over.
    """
    mentorship, sheet = _meant(work, actor, mentorship_id, cycle)
    meant = changes(shown, chosen, sheet)
    for item_id in sorted(meant.ticked):
        work.sheets.tick(item_id, by=actor.id, at=work.now)
    for item_id in sorted(meant.taken_back):
        work.sheets.tick(item_id, by=actor.id, at=None)
    _tick_later(work, actor, mentorship, sheet, meant.ticked)
    steps.look(work, mentorship, after=What.LINE)


def page(work: Work, reader: Person, mentorship: Mentorship, sheet: Sheet) -> Page:
    points = in_order(work.points.seen(mentorship.id, reader_id=reader.id, cycle=sheet.cycle))
    seats = (seat.person_id for seat in mentorship.seats)
    people = work.people.many({*seats, *named_in(points)})
    kind = _type(work, mentorship)
    return Page(
        sheet=sheet,
        title=_title(work, mentorship, sheet),
        monthly=mentorship.period.months == 1,
        partners=Others((people[seat.person_id] for seat in mentorship.others(reader.id)), mentorship.name),
        people=people,
        resources=_to_read(kind, mentorship, reader, sheet),
        type_key=kind.key,
        reader_id=reader.id,
        goals=of_sheet(work, reader, mentorship, sheet.cycle),
        skills=skills.of(work, reader, mentorship) if sheet.stage == Stage.CLOSING else None,
        points=tuple(points),
    )


def draw_again(work: Work, mentorship_id: int, cycle: int, *, to: int | None = None) -> None:
    """Whoever has the sheet in a message sees what has changed: everybody, or the one whom alone it concerns."""
    for channel, ts in _shown_in(work, mentorship_id, cycle, to):
        work.delivery.retouch(channel, ts)


def prepare(work: Work, prompt: Prompt) -> None:
    """Make the sheets that a message is about to show, in the transaction that releases it."""
    if prompt.kind in SHOWN_IN and prompt.mentorship_id:
        mentorship = work.mentorships.get(prompt.mentorship_id)
        if mentorship is not None:
            sheet_for(work, mentorship, asked_cycle(work, prompt, mentorship))


def _shown_in(work: Work, mentorship_id: int, cycle: int, to: int | None) -> list[tuple[str, str]]:
    """Channel and `ts` of each such message."""
    mentorship = work.mentorships.get(mentorship_id)
    if mentorship is None:
        return []
    since = mentorship.begins_at(cycle) - SHOWN_BEFORE
    return [
        (prompt.channel, prompt.ts)
        for seat in mentorship.seats
        if to in (None, seat.person_id)
        for prompt in work.prompts.messages_to(seat.person_id, since)
        if prompt.kind in SHOWN_IN and prompt.mentorship_id == mentorship_id
        if prompt.channel and prompt.ts
    ]


def _template(work: Work, mentorship: Mentorship, cycle: int) -> SheetTemplate:
    return templates.type_with_sheets(work, mentorship).sheet(cycle, last=mentorship.is_last(cycle))


def _of_their_networks(work: Work, mentorship: Mentorship, template: SheetTemplate) -> tuple[SheetItem, ...]:
    """On the first sheet, what helps whoever is mentored to find their way in their networks (`field.md` W4)."""
    if template.stage is not Stage.FIRST:
        return ()
    learners = [seat.person_id for seat in mentorship.seats if seat.role is not SeatRole.MENTOR]
    people = work.people.many(learners).values()
    named = [name for person in people for name in (person.network, *person.other_networks) if name]
    return _type(work, mentorship).lines_of(named)


def _title(work: Work, mentorship: Mentorship, sheet: Sheet) -> Texts:
    if sheet.title:
        return sheet.title
    return _type(work, mentorship).sheet(sheet.cycle, last=sheet.stage == Stage.CLOSING).title


def _to_read(
    kind: ProgrammeType, mentorship: Mentorship, reader: Person, sheet: Sheet
) -> tuple[Resource, ...]:
    """What is worth reading with this sheet (`field.md` F14): a mentor's, or that of whoever they mentor."""
    moment, seat = MOMENTS.get(Stage(sheet.stage)), mentorship.seat_of(reader.id)
    if moment is None or seat is None:
        return ()
    found = at_moment(kind, moment, PARTS.get(seat.role))
    return in_turn(found, kind, sheet.cycle) if moment is Moment.FOLLOWING else found


def _type(work: Work, mentorship: Mentorship) -> ProgrammeType:
    return work.type_of(work.programmes.get(mentorship.programme_id))


def _meant(work: Work, actor: Person, mentorship_id: int, cycle: int) -> tuple[Mentorship, Sheet]:
    mentorship = answers.meant(work, actor, mentorship_id)
    sheet = work.sheets.of(mentorship.id, cycle)
    if sheet is None:
        raise Outdated
    return mentorship, sheet


def _tick_later(
    work: Work, actor: Person, mentorship: Mentorship, sheet: Sheet, ticked: frozenset[int]
) -> None:
    """The same lines on the sheet that runs now, if it was made meanwhile."""
    running = work.sheets.of(mentorship.id, running_cycle(work, mentorship))
    if running is None or running.cycle <= sheet.cycle:
        return
    keys = {item.key for item in sheet.items if item.id in ticked}
    for item in running.items:
        if item.key in keys and item.carried_since is not None and item.ticked_at is None:
            work.sheets.tick(item.id, by=actor.id, at=work.now)
