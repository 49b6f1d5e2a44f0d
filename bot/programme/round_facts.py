"""What the prompts of a round have to tell, gathered when they are about to be said or drawn again."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.meetings import Form
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.preferences import WRITTEN_AS
from bot.domain.prompts import Prompt
from bot.domain.rounds import NoRoundOpen, SavedProposal
from bot.programme.choosing import Invited, invited
from bot.programme.closeness import team_but
from bot.programme.inviting import REMINDS
from bot.programme.joining import answered_for
from bot.programme.reasons import Why, why
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """An invitation to choose, with the answer if there is one; `again` in the one reminder."""

    prompt: Prompt
    invited: Invited
    again: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftAside:
    """`why` is a word of `matching.LeftOut`; `solo` when they looked for a mentor outside a campaign; `coordinators`
    are whom to talk to about it.
    """

    prompt: Prompt
    why: str
    coordinators: tuple[Person, ...]
    solo: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """`days` are weekdays, Monday being 0; nothing is known of whoever added nothing."""

    days: tuple[int, ...] = ()
    form: Form | None = None


NO_HABITS = Habits()


def call(work: Work, prompt: Prompt, reader: Person) -> Call:
    try:
        mine = invited(work, reader, prompt.about["round"])
    except NoRoundOpen as gone:
        raise LookupError("invitation") from gone
    return Call(prompt=prompt, invited=mine, again=REMINDS in prompt.about)


def left_aside(work: Work, prompt: Prompt, reader: Person) -> LeftAside:
    found = work.rounds.get(prompt.about["round"])
    proposal = work.rounds.proposal(prompt.about["round"], reader.id)
    if found is None or proposal is None or proposal.left_out is None:
        raise LookupError("proposal")
    team = team_but(work, {reader.id})
    return LeftAside(prompt=prompt, why=proposal.left_out, coordinators=team, solo=found.solo)


def why_together(work: Work, prompt: Prompt, mentorship: Mentorship) -> Why | None:
    """The matcher's reasons for a pair that a round made; None for one that came about in another way."""
    mentees = mentorship.with_role(SeatRole.MENTEE)
    proposal = _proposal(work, prompt, mentees[0].person_id) if mentees else None
    return why(proposal, work.type_of(work.programmes.get(mentorship.programme_id))) if proposal else None


def words_of(work: Work, mentorship: Mentorship, reader: Person) -> str | None:
    """What the other half hopes for, in their own words: shown to their half alone (`field.md` I11).

    A mentor who is also a mentee wrote to their own mentor, and not to whom they mentor.
    """
    others = mentorship.others(reader.id)
    if len(others) != 1:
        return None
    enrolment = work.enrolments.of(others[0].person_id, mentorship.programme_id)
    if enrolment is None or WRITTEN_AS.get(answered_for(work, enrolment)) is not others[0].role:
        return None
    return enrolment.expectation


def aims_of(work: Work, mentorship: Mentorship, reader: Person) -> tuple[str, ...]:
    """What a mentee is aiming for, in their own words: shown to their mentor alone (`field.md` I11)."""
    others = mentorship.others(reader.id)
    if len(others) != 1 or others[0].role is not SeatRole.MENTEE:
        return ()
    return work.profiles.of(others[0].person_id).goals


def habits_of(work: Work, mentorship: Mentorship, reader: Person) -> Habits:
    """When and how the other half likes to meet: both have to find the time (`field.md` C13)."""
    others = mentorship.others(reader.id)
    if len(others) != 1:
        return NO_HABITS
    profile = work.profiles.of(others[0].person_id)
    return Habits(days=profile.days, form=profile.form)


def experience_of(work: Work, mentorship: Mentorship, reader: Person) -> str | None:
    """What a mentor lets whoever chooses read of their experience, for their mentee."""
    others = mentorship.others(reader.id)
    if len(others) != 1 or others[0].role is not SeatRole.MENTOR:
        return None
    return work.profiles.of(others[0].person_id).experience


def _proposal(work: Work, prompt: Prompt, mentee_id: int) -> SavedProposal | None:
    round_id = prompt.about.get("round")
    return None if round_id is None else work.rounds.proposal(round_id, mentee_id)
