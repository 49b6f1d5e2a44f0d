"""Lives through `story.yaml`: what happened at Hélianthe before the demo opens, use case by use case.

Every event happens at its own instant, on a clock that the demo lends, so that what is shown is what the months
really left behind. What the bot would have said on the way was said then, and is not repeated now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import yaml

from bot.domain import roster_file
from bot.domain.calendar import at_local
from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Form
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person, SlackProfile, Workspace
from bot.domain.permissions import Right
from bot.programme import (
    applications,
    charters,
    choosing,
    dates,
    joining,
    meetings,
    preparing,
    profile,
    roster,
    story_channel,
)
from bot.programme.opening import draft, open_round, preview
from bot.programme.ports import Store
from bot.programme.work import Work
from bot.sample import ROSTER, STORY, aims, pulse, together

ZONE = "Europe/Paris"
MORNING, EVENING, NIGHT = time(10), time(17, 30), time(18, 30)
SATURDAY = 5
Event = tuple[datetime, Callable[[Work], None]]


def live(
    store: Store,
    workspace: Workspace,
    profiles: Sequence[SlackProfile],
    *,
    opens: datetime,
    at: Callable[[datetime], None],
) -> None:
    """Live through the story up to the instant `opens`; `at` sets the programme's clock."""
    story = Story(yaml.safe_load(STORY.read_text(encoding="utf-8")), profiles, opens)
    for instant, happens in sorted(story.events(), key=lambda event: event[0]):
        at(instant)
        with store.work(workspace) as work:
            happens(work)
    at(opens)
    with store.work(workspace) as work:
        story.leave_unsaid(work)


def owners() -> tuple[str, ...]:
    """The Slack ids of who owns the programme there, as the settings of an installation name them."""
    return tuple(yaml.safe_load(STORY.read_text(encoding="utf-8"))["rights"]["owner"])


@dataclass(frozen=True, slots=True)
class Story:
    """The file, and the day on which the demo opens."""

    told: Mapping[str, Any]
    profiles: Sequence[SlackProfile]
    opens: datetime

    def events(self) -> Iterator[Event]:
        begun = self.told["programme"]["started_days_ago"]
        yield self._ago(begun + 2, MORNING), self._found_the_company
        for arrival in self.told["arrivals"]:
            yield self._ago(begun - 3, MORNING), _bound(self._arrive, arrival)
        yield self._ago(begun - 4, EVENING), self._approve_the_mentors
        yield self._ago(begun - 5, EVENING), self._prepare_the_mentors
        yield self._ago(begun - 7, MORNING), self._set_objectives
        for arrival in self.told["unfinished"]:
            yield self._ago(2, MORNING), _bound(self._begin, arrival)
        for pair in self.told["mentorships"]:
            yield from self._mentorship(pair)
        yield from pulse.events(self.told["pulse"], self.opens, ZONE)
        campaign = self.told["round"]
        yield self._ago(campaign["opened_days_ago"], MORNING), _bound(self._open_round, campaign)
        for answer in campaign["answers"]:
            yield self._ago(campaign["opened_days_ago"] - 1, EVENING), _bound(self._answer, answer)

    def leave_unsaid(self, work: Work) -> None:
        """Introductions and news of months ago were read then; open invitations still go out, and what recalls a date
        to come.
        """
        to_come = {PromptKind.INVITATION, PromptKind.TOMORROW, PromptKind.TOOK_PLACE}
        old = [kind for kind in PromptKind if kind not in to_come]
        work.prompts.cancel(reason="before", kinds=old)

    # -- the company ---------------------------------------------------------------------------------------------

    def _found_the_company(self, work: Work) -> None:
        for one in self.profiles:
            joining.meet(work, one)
        joining.programme_of(work)
        roster.apply(work, roster_file.read(ROSTER.read_bytes()).rows, self.profiles)
        for right, slack_ids in self.told["rights"].items():
            for slack_id in slack_ids:
                work.rights.grant(_person(work, slack_id).id, Right(right))
        [coordinator, *_] = self.told["rights"]["coordinator"]
        story_channel.name(work, _person(work, coordinator), self.told["programme"]["channel"])

    def _set_objectives(self, work: Work) -> None:
        [coordinator, *_] = self.told["rights"]["coordinator"]
        for told in self.told["objectives"]:
            aims.set_one(work, _person(work, coordinator), told, self.opens.date())

    # -- arrivals ------------------------------------------------------------------------------------------------

    def _arrive(self, work: Work, told: Mapping[str, Any]) -> None:
        self._begin(work, told)
        actor = _person(work, told["person"])
        if "topics" not in told:
            return
        profile.choose_topics(work, actor, told["topics"])
        profile.say_expectation(work, actor, told.get("expectation"))
        if "capacity" in told:
            profile.offer_places(work, actor, told["capacity"])

    def _begin(self, work: Work, told: Mapping[str, Any]) -> None:
        """Up to the network; those who stopped at a question stop there."""
        actor = _person(work, told["person"])
        joining.greet(work, actor)
        profile.choose_language(work, actor, actor.language)
        if "part" not in told:
            return
        profile.choose_part(work, actor, Part(told["part"]))
        if told["part"] != Part.NOT_FOR_ME:
            profile.confirm_network(work, actor, actor.network)

    def _approve_the_mentors(self, work: Work) -> None:
        """The coordinator says yes to everybody who has offered."""
        coordinator = _person(work, self.told["mentors_approved_by"])
        for one in applications.waiting(work, coordinator):
            applications.approve(work, coordinator, one.application.id)

    def _prepare_the_mentors(self, work: Work) -> None:
        for told in self.told["arrivals"]:
            if "capacity" in told:
                actor = _person(work, told["person"])
                pages = len(preparing.resume(work, actor).cards)
                for page in range(1, self.told["stopped_preparing"].get(told["person"], pages) + 1):
                    preparing.turn_to(work, actor, page)

    # -- mentorships ---------------------------------------------------------------------------------------------

    def _mentorship(self, told: Mapping[str, Any]) -> Iterator[Event]:
        introduced = self._ago(told["introduced_days_ago"], MORNING)
        yield introduced, _bound(self._introduce, told)
        yield at_local(introduced.date(), EVENING, ZONE), _bound(self._sign, told)
        for meeting in told.get("meetings", ()):
            yield self._ago(meeting["days_ago"], EVENING), _bound(self._meet, told, meeting)
        yield from self._together(told)
        if skipped := told.get("skipped_days_ago"):
            yield self._ago(skipped, MORNING), _bound(self._skip, told)
        if planned := told.get("planned"):
            yield self.opens - timedelta(minutes=5), _bound(self._plan, told, planned)

    def _together(self, told: Mapping[str, Any]) -> Iterator[Event]:
        """Goals, topics and promises, in the evening of the day on which they met; the lines were ticked then."""
        for goal in told.get("goals", ()):
            yield self._ago(goal["set_days_ago"], NIGHT), _bound(self._set_goal, told, goal)
            for said in goal.get("said", ()):
                yield self._ago(said["days_ago"], NIGHT), _bound(self._say_how_far, told, goal, said)
        for point in told.get("points", ()):
            yield self._ago(point["days_ago"], NIGHT), _bound(self._add_point, told, point)

    def _introduce(self, work: Work, told: Mapping[str, Any]) -> None:
        programme = joining.programme_of(work)
        seats = [
            (_person(work, told["mentor"]).id, SeatRole.MENTOR),
            (_person(work, told["mentee"]).id, SeatRole.MENTEE),
        ]
        work.mentorships.link(
            programme.id,
            seats=seats,
            anchor=work.now.date(),
            period=work.type_of(programme).period,
            introduced_at=work.now,
        )

    def _sign(self, work: Work, told: Mapping[str, Any]) -> None:
        programme = joining.programme_of(work)
        for slack_id in (told["mentor"], told["mentee"]):
            actor = _person(work, slack_id)
            read = charters.text(work, actor, programme.id)
            if slack_id not in self.told["not_signed_yet"]:
                charters.agree(
                    work,
                    actor,
                    programme.id,
                    version=read.charter.version,
                    language=actor.language,
                    agreed=read.left,
                )

    def _meet(self, work: Work, told: Mapping[str, Any], meeting: Mapping[str, Any]) -> None:
        mentee, mentor = _person(work, told["mentee"]), _person(work, told["mentor"])
        logged = meetings.log(
            work,
            mentee,
            _between(work, told),
            minutes=meeting["minutes"],
            day=work.now.date(),
            form=Form(meeting["form"]),
        )
        meetings.agree(work, mentor, logged.meeting.id)
        if lines := meeting.get("ticks"):
            together.tick(work, mentee, _between(work, told), lines)

    def _set_goal(self, work: Work, told: Mapping[str, Any], goal: Mapping[str, Any]) -> None:
        together.set_goal(work, _person(work, told["mentee"]), _between(work, told), goal, self.opens.date())

    def _say_how_far(
        self, work: Work, told: Mapping[str, Any], goal: Mapping[str, Any], said: Mapping[str, Any]
    ) -> None:
        mentee, mentorship = _person(work, told["mentee"]), _between(work, told)
        together.say_how_far(work, mentee, mentorship, goal["words"], said["percent"])

    def _add_point(self, work: Work, told: Mapping[str, Any], point: Mapping[str, Any]) -> None:
        together.add_point(work, _person(work, point["by"]), _between(work, told), point, self.opens.date())

    def _skip(self, work: Work, told: Mapping[str, Any]) -> None:
        mentorship = _between(work, told)
        cycle = mentorship.cycle_on(work.now.date())
        work.meetings.skip(mentorship.id, cycle, by=_person(work, told["mentee"]).id, at=work.now)

    def _plan(self, work: Work, told: Mapping[str, Any], planned: Mapping[str, Any]) -> None:
        day = _working_day(self.opens.date() + timedelta(days=planned["in_days"]), step=1)
        starts_at = at_local(day, time.fromisoformat(planned["at"]), ZONE)
        dates.propose(work, _person(work, told["mentee"]), _between(work, told), starts_at)

    # -- the round -----------------------------------------------------------------------------------------------

    def _open_round(self, work: Work, told: Mapping[str, Any]) -> None:
        coordinator = _person(work, told["opened_by"])
        closes_on = _working_day(self.opens.date() + timedelta(days=told["closes_in_days"]), step=1)
        rules = draft(work, coordinator).rules
        shown = preview(work, coordinator, rules=rules, closes_on=closes_on)
        seen = shown.population.fingerprint
        open_round(work, coordinator, closes_on=closes_on, seen=seen, rules=rules)

    def _answer(self, work: Work, told: Mapping[str, Any]) -> None:
        actor = _person(work, told["person"])
        open_round = work.rounds.latest(joining.programme_of(work).id)
        assert open_round is not None
        if told.get("answer") == "choose_for_me":
            choosing.choose_for_me(work, actor, open_round.id)
        elif told.get("answer") == "not_this_time":
            choosing.not_this_time(work, actor, open_round.id)
        else:
            named = [_person(work, slack_id).id for slack_id in told["choices"]]
            choosing.choose(work, actor, open_round.id, named)

    def _ago(self, days: int, at: time) -> datetime:
        """That many days before the demo opens, or the working day before."""
        return at_local(_working_day(self.opens.date() - timedelta(days=days), step=-1), at, ZONE)


def opening(now: datetime) -> datetime:
    """When a new demo opens: half past nine in Paris, on the last working day, so that offices are at work."""
    return at_local(_working_day(now.astimezone(UTC).date(), step=-1), time(9, 30), ZONE)


def _working_day(day: date, *, step: int) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=step)
    return day


def _person(work: Work, slack_id: str) -> Person:
    person = work.people.by_slack_id(slack_id)
    assert person is not None, slack_id
    return person


def _between(work: Work, told: Mapping[str, Any]) -> Mentorship:
    found = work.mentorships.between(_person(work, told["mentor"]).id, _person(work, told["mentee"]).id)
    assert found is not None
    return found


def _bound(act: Callable[..., None], *given: Any) -> Callable[[Work], None]:
    return lambda work: act(work, *given)
