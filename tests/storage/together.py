"""A row of everything that a mentorship makes of itself, for the tests of what other companies see."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.certificates import CertificateKind, Named, Page, about_mentorship
from bot.domain.measures import Measure
from bot.domain.meetings import Deed, MeetingState
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.objectives import Wanted
from bot.domain.people import Person
from bot.domain.points import PointKind
from bot.domain.programmes import SheetItem, Stage
from bot.domain.pulses import THEMES, Answer, Ballot, Guest, PulseKind
from bot.domain.sheets import Line
from bot.domain.skills import Moment
from bot.domain.steps import Asks, Step
from bot.domain.stories import Audience, Proposal, StoryKind, StoryState, Wording
from bot.domain.templates import Edition
from bot.programme.work import Work
from tests.storage.stage import NOON, Cast


def in_a_mentorship(work: Work, cast: Cast, mentorship: Mentorship) -> None:
    """Tom, who learns, and Léa, his mentor."""
    met = work.meetings.add(
        mentorship.id,
        state=MeetingState.HELD,
        cycle=0,
        held_on=NOON.date() - timedelta(days=1),
        minutes=45,
        form=None,
        logged_by=cast.tom.id,
        logged_at=NOON,
    )
    work.meeting_history.keep(met, Deed.LOGGED, by=cast.tom.id, at=NOON)
    work.meeting_history.were_there(met.id, [cast.tom.id, cast.lea.id])
    added = {"kind": PointKind.ACTION, "shared": False, "cycle": 0, "at": NOON}
    work.points.add(
        mentorship.id, by=cast.tom.id, words="Oser", owner_id=cast.tom.id, due_on=NOON.date(), **added
    )
    work.own_lines.add(mentorship.id, "Une bonne nouvelle", by=cast.tom.id, at=NOON)
    work.own_lines.do_without(mentorship.id, "stories", by=cast.lea.id, at=NOON)
    goal = work.goals.set(mentorship.id, cast.tom.id, words="Oser", target_on=None, progress=0, at=NOON)
    work.goals.say(goal.id, 0, 25, by=cast.tom.id, at=NOON)
    work.skills.keep(mentorship.id, cast.tom.id, Moment.START, {"speaking": 2})
    work.steps.begin(mentorship.id, [step()])
    work.steps.leave_out(mentorship.id, "met", by=cast.tom.id, agreed_by=None)
    work.sheets.tick(ticked(work, mentorship), by=cast.tom.id, at=NOON)
    issued = work.certificates.issue(
        cast.tom.id,
        kind=CertificateKind.MENTORSHIP,
        programme_id=cast.programme.id,
        mentorship_id=mentorship.id,
        about=about_mentorship(mentorship.id),
        language="en",
        at=NOON,
        page=certificate_page(cast.tom, cast.lea),
    )
    assert issued is not None
    work.certificates.note_imprint(issued.id, "f" * 64)
    work.templates.add(cast.programme.id, edition(by=cast.ines))
    aim = work.objectives.set(cast.programme.id, an_objective(), by=cast.ines.id, at=NOON)
    work.objectives.enter(aim.id, 12.0, NOON.date())
    said_how_it_goes(work, cast)
    story = work.stories.propose(
        mentorship, thanks(cast.tom, cast.lea), by=cast.tom.id, channel=None, at=NOON
    )
    work.stories.say_yes(story, cast.tom.id, at=NOON)
    work.stories.change(story.id, state=StoryState.TOLD, told_at=NOON)


def said_how_it_goes(work: Work, cast: Cast) -> None:
    """Léa has answered once and it is counted; Tom may answer, and Inès has: hers is folded."""
    wave = work.pulses.open(
        cast.programme.id, PulseKind.PULSE, opens_on=NOON.date(), closes_on=NOON.date() + timedelta(days=9)
    )
    assert wave is not None
    people = (cast.tom, cast.lea, cast.ines)
    work.pulses.invite(
        wave.id, [Guest(person_id=one.id, side=SeatRole.MENTEE, day=NOON.date()) for one in people]
    )
    answer = Answer(side=SeatRole.MENTOR, marks=dict.fromkeys(THEMES[PulseKind.PULSE], 4))
    work.pulses.cast(wave.id, cast.lea.id, Ballot(answer=answer, words="Une salle"))
    work.pulses.count(wave.id, [one.answer for one in work.pulses.take_out(wave.id)], ["Une salle"])
    work.pulses.cast(wave.id, cast.ines.id, Ballot(answer=answer))


def thanks(*people: Person) -> Proposal:
    """To the team, from the first of these."""
    wording = Wording(words="Merci", named=True, people=tuple(one.id for one in people))
    return Proposal(kind=StoryKind.THANKS, audience=Audience.TEAM, wording=wording)


def edition(*, by: Person, version: int = 1) -> Edition:
    """The first sheet, as Inès would have it."""
    line = SheetItem(key="stories", texts={"fr": "Se raconter", "en": "Tell each other"})
    return Edition(
        stage=Stage.FIRST,
        version=version,
        title={"fr": "Bonjour", "en": "Hello"},
        items=(line,),
        by_id=by.id,
        at=NOON,
    )


def step() -> Step:
    return Step(key="met", texts={"fr": "Vus", "en": "Met"}, asks=Asks(meetings=1))


def ticked(work: Work, mentorship: Mentorship) -> int:
    """The id of the first line of their sheet."""
    sheet = work.sheets.of(mentorship.id, 0) or work.sheets.make(
        mentorship.id, cycle=0, stage="first", lines=[Line(key="a", texts={}, carried_since=None)], at=NOON
    )
    return sheet.items[0].id


def certificate_page(mentee: Person, mentor: Person) -> Page:
    return Page(
        who=Named(id=mentee.id, name=mentee.name),
        programme="Mentoring",
        company="Atelier",
        since=NOON.date(),
        until=NOON.date(),
        role=SeatRole.MENTEE,
        partners=(Named(id=mentor.id, name=mentor.name),),
    )


def an_objective(measure: Measure | None = None, *, target: float = 40.0) -> Wanted:
    """Forty mentors trained by the end of next year, entered by hand."""
    named = "" if measure else "Mentors trained"
    due_on = NOON.date() + timedelta(days=365)
    return Wanted(measure=measure, name=named, baseline=10.0, target=target, due_on=due_on)
