"""Rights for one programme or the whole company, given by name or by user group, and taken back at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from living import Programme, arrive

from bot.domain.calendar import Period
from bot.domain.changes import Motive, Wish
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import SeatRole
from bot.domain.people import SlackProfile, Standing
from bot.domain.permissions import ALLOWED, OF_THE_COMPANY, Act, Grant, Right
from bot.domain.refusals import NotAllowed, Outdated
from bot.domain.roster_file import read
from bot.programme import audit, changing, newcomers, rights, roster
from bot.programme.audit import Sought
from bot.programme.closeness import coordinators, team_but
from bot.programme.work import GROUPS_ARE_BELIEVED

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

COORDINATES = Grant(right=Right.COORDINATOR)


@pytest.fixture
def team(programme: Programme) -> Programme:
    """Beside the long-term programme newcomers are welcomed, and Omar coordinates that alone."""
    programme.travel("2026-03-09 09:00")
    with programme.work() as work:
        programme.newcomers = newcomers.start(work, programme.ines).id  # type: ignore[attr-defined]
        rights.name(work, programme.ines, programme.omar, of_newcomers(programme))
    return programme


def of_newcomers(team: Programme) -> Grant:
    return Grant(right=Right.COORDINATOR, programme_id=team.newcomers)  # type: ignore[attr-defined]


def test_a_coordinator_of_one_programme_may_there_what_coordinators_may_and_nothing_elsewhere(
    team: Programme,
) -> None:
    there = of_newcomers(team).programme_id
    with team.work() as work:
        for act in Act:
            theirs = Right.COORDINATOR in ALLOWED[act] and act not in OF_THE_COMPANY
            assert work.may(team.omar, act, programme_id=there) == theirs
            assert not work.may(team.omar, act)
            assert not work.may(team.omar, act, programme_id=team.id)
            assert work.may(team.ines, act, programme_id=there), "there is always a way in"


def test_whoever_coordinates_newcomers_alone_sees_them_and_not_the_rest(team: Programme) -> None:
    with team.work() as work:
        assert newcomers.panel(work, team.omar).started_on is not None
        shown = rights.board(work, team.omar)
        assert [one.person for one in shown.held] == [team.omar]
        assert not shown.names
        assert [one.id for one, _ in shown.programmes] == [of_newcomers(team).programme_id]


def test_whoever_coordinates_newcomers_alone_hears_that_a_change_is_asked_for_there(team: Programme) -> None:
    """Nobody else is told: they are the team of that programme."""
    with team.work() as work:
        pair = work.mentorships.link(
            of_newcomers(team).programme_id or 0,
            seats=[(team.lea.id, SeatRole.MENTOR), (team.tom.id, SeatRole.MENTEE)],
            anchor=work.now.date(),
            period=Period(months=1),
            introduced_at=work.now,
        )
        changing.ask(work, team.tom, pair.id, why=Motive.NO_CONNECTION, wish=Wish.STOP, until=None)
    told = team.live("2026-03-10 09:00", "2026-03-11 18:00")
    assert (date(2026, 3, 10), "Omar", PromptKind.CHANGE_ASKED.value) in told


def test_the_team_of_a_programme_is_whoever_coordinates_it_or_the_company_and_else_the_owners(
    team: Programme,
) -> None:
    with team.work() as work:
        assert coordinators(work) == ()
        assert team_but(work, ()) == (team.ines,), "Omar has nothing to do with the long-term programme"
        assert team_but(work, (), of_newcomers(team).programme_id) == (team.omar,)
        rights.name(work, team.ines, team.maya, COORDINATES)
        assert coordinators(work) == (team.maya,)
        assert {one.id for one in coordinators(work, of_newcomers(team).programme_id)} == {
            team.omar.id,
            team.maya.id,
        }


def test_whoever_is_named_or_no_more_is_told_what_holds_and_it_holds_at_once(team: Programme) -> None:
    def waits() -> list[bool]:
        with team.work() as work:
            told = work.prompts.series(team.maya.id, PromptKind.RIGHT_CHANGED)
            return [rights.why_moot(work, one, team.maya) is None for one in told]

    with team.work() as work:
        assert rights.name(work, team.ines, team.maya, COORDINATES)
        assert not rights.name(work, team.ines, team.maya, COORDINATES), "named twice is named once"
        assert work.may(team.maya, Act.RUN_ROUND)
    assert waits() == [True]
    with team.work() as work:
        assert rights.take_away(work, team.ines, team.maya.id, COORDINATES)
        assert not work.may(team.maya, Act.RUN_ROUND), "within the very same transaction"
    assert waits() == [False, True], "what does not hold any more is not said"


@pytest.mark.parametrize("standing", [Standing.GUEST, Standing.GONE, Standing.BOT])
def test_whoever_is_out_of_the_programme_can_hold_no_right_and_loses_what_they_had(
    team: Programme, standing: Standing
) -> None:
    out = SlackProfile(
        slack_id="U0MAYA", name="Maya Cohen", handle="maya", standing=standing, language=None, timezone=None
    )
    with team.work() as work:
        rights.name(work, team.ines, team.maya, COORDINATES)
        maya = work.people.save(out, language="fr", timezone="Europe/Paris", country="FR")
        work.bound_groups.bind("S0TEAM", "team", COORDINATES, ["U0MAYA"], at=work.machine_now)
        assert not any(work.may(maya, act) for act in Act)
        assert maya not in coordinators(work)
        with pytest.raises(rights.NotAnEmployee):
            rights.name(work, team.ines, maya, Grant(right=Right.VIEWER))


def test_only_owners_name_and_nobody_can_be_named_an_owner(team: Programme) -> None:
    with team.work() as work:
        rights.name(work, team.ines, team.maya, COORDINATES)
        for grant in (COORDINATES, of_newcomers(team)):
            with pytest.raises(NotAllowed):
                rights.name(work, team.maya, team.tom, grant)
        for made_up in (Grant(right=Right.OWNER), Grant(right=Right.VIEWER, programme_id=999)):
            with pytest.raises(Outdated):
                rights.name(work, team.ines, team.tom, made_up)
        with pytest.raises(Outdated):
            rights.take_away(work, team.ines, team.ines.id, Grant(right=Right.OWNER))
        assert work.may(team.ines, Act.NAME_RIGHTS), "the last way in stays open"


def test_a_user_group_gives_its_members_a_right_as_long_as_slack_says_who_is_in_it(team: Programme) -> None:
    def may() -> tuple[bool, bool]:
        with team.work() as work:
            return work.may(team.tom, Act.RUN_ROUND), work.may(team.lea, Act.RUN_ROUND)

    def read(*members: str) -> None:
        with team.work() as work:
            assert rights.to_read(work) == ["S0TEAM"]
            rights.read(work, "S0TEAM", members)

    with team.work() as work:
        bound = rights.bind(work, team.ines, "S0TEAM", "team", COORDINATES, ["U0TOM", "U0NOBODY"])
        assert bound is not None
        assert rights.bind(work, team.ines, "S0TEAM", "team", COORDINATES, ["U0LEA"]) is None
        assert coordinators(work) == (team.tom,)
    assert may() == (True, False)
    read("U0LEA")
    assert may() == (False, True)
    team.clock.time += GROUPS_ARE_BELIEVED
    assert may() == (False, True)
    team.clock.time += timedelta(seconds=1)
    assert may() == (False, False), "what Slack said so long ago is not believed"
    with team.work() as work:
        assert coordinators(work) == ()
        assert [one.is_believed for one in rights.board(work, team.ines).groups] == [False]
    read("U0LEA")
    with team.work() as work:
        assert rights.unbind(work, team.ines, bound.id)
    assert may() == (False, False)


def test_no_id_that_only_looks_like_a_members_is_let_in(team: Programme) -> None:
    with team.work() as work:
        work.bound_groups.bind("S0TEAM", "team", COORDINATES, ["U0TOMAS", "XU0TOM"], at=work.machine_now)
        like = [arrive(work, slack_id, "X", "fr") for slack_id in ("U0T%", "U0T_M", '","')]
        assert not any(work.may(one, Act.RUN_ROUND) for one in (team.tom, *like))


def test_owners_read_who_asked_for_what_and_searches_that_were_refused_are_one_line(team: Programme) -> None:
    with team.work() as work:
        for _ in range(250):
            work.rights.record(team.tom.id, Act.RUN_ROUND, allowed=False, at=work.machine_now)
        rights.name(work, team.ines, team.tom, Grant(right=Right.VIEWER))
        found = audit.read(work, team.ines, Sought())
        assert [(one.act, one.subject_id, one.times) for one in found.lines[:3]] == [
            (Act.SEE_AUDIT, None, 1),
            (Act.NAME_RIGHTS, team.tom.id, 1),
            (Act.RUN_ROUND, None, 250),
        ]
        theirs = audit.read(work, team.ines, Sought(slack_id="U0TOM"))
        assert [(one.act, one.times) for one in theirs.lines] == [(Act.RUN_ROUND, 250)]
        assert audit.read(work, team.ines, Sought(slack_id="U0NOBODY")).lines == ()
        with pytest.raises(NotAllowed):
            audit.read(work, team.omar, Sought())


def test_pages_of_the_record_hold_each_line_once(team: Programme) -> None:
    with team.work() as work:
        for minute in range(90):
            at = work.machine_now + timedelta(minutes=minute)
            for _ in range(3):
                work.rights.record(team.tom.id, Act.RUN_ROUND, allowed=minute % 3 == 0, at=at)
        seen, before = [], None
        while True:
            page = audit.read(work, team.ines, Sought(slack_id="U0TOM", before=before))
            seen += [(one.id, one.times) for one in page.lines]
            if (before := page.older) is None:
                break
    assert len({number for number, _ in seen}) == len(seen)
    assert sum(times for _, times in seen) == 270


def test_a_right_that_a_roster_gives_is_told_and_on_record_as_any_other(team: Programme) -> None:
    file = read(b"slack_id,roles\nU0MAYA,viewer\n")
    profiles = [
        SlackProfile(
            slack_id="U0MAYA",
            name="Maya Cohen",
            handle="maya",
            standing=Standing.EMPLOYEE,
            language=None,
            timezone=None,
        )
    ]
    with team.work() as work:
        shown = roster.compare(work, file.rows, profiles)
        roster.carry_out(work, team.ines, file, profiles, seen=shown.fingerprint)
        assert work.rights.of(team.maya.id) == {Right.VIEWER}
        (line,) = audit.read(work, team.ines, Sought(act=Act.NAME_RIGHTS)).lines[:1]
        assert (line.actor_id, line.subject_id) == (team.ines.id, team.maya.id)
        assert len(work.prompts.series(team.maya.id, PromptKind.RIGHT_CHANGED)) == 1
