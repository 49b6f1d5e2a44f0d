"""One piece of work: one transaction, one `now`, one workspace, and every repository bound to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Lock

from sqlalchemy import Connection, Engine, case, func, select

from bot.domain.people import Workspace
from bot.programme.ports import Clock
from bot.programme.work import Customs, Work
from storage.after_wishes import AfterWishes
from storage.applications import Applications
from storage.avoided import Avoided
from storage.base import filled, insert_into, table_of
from storage.beats import Beats
from storage.bound_groups import BoundGroups
from storage.cadences import Cadences
from storage.certificates import Certificates
from storage.changes import Changes, Fits
from storage.circles import Circles
from storage.delivery import Delivery
from storage.engine import QUEUE_TIMEOUT, reading
from storage.enrolments import Enrolments
from storage.figures import Figures
from storage.forgotten import Forgotten
from storage.goals import Goals
from storage.group_figures import GroupFigures
from storage.inbox import Inbox
from storage.ledger import Ledger
from storage.link_figures import LinkFigures
from storage.meeting_figures import MeetingFigures
from storage.meeting_history import MeetingHistory
from storage.meetings import Meetings
from storage.mentor_figures import MentorFigures
from storage.mentorships import Mentorships
from storage.objectives import Objectives
from storage.outcome_figures import OutcomeFigures
from storage.own_lines import OwnLines
from storage.own_rounds import OwnRounds
from storage.people import People
from storage.personal import Personal
from storage.points import Points
from storage.problems import DatabaseBusy, DatabaseProblem, said_plainly
from storage.profiles import Profiles
from storage.programmes import Programmes
from storage.prompts import Prompts
from storage.pulse_figures import PulseFigures
from storage.pulses import Pulses
from storage.reaching_out import ReachingOut
from storage.recollections import Recollections
from storage.records import Records
from storage.retention import Retention
from storage.rights import Rights
from storage.round_figures import RoundFigures
from storage.rounds import Rounds
from storage.sealing import Sealer
from storage.seats import Seats
from storage.sheets import Sheets
from storage.shelf import Shelf
from storage.signatures import Signatures
from storage.skills import Skills
from storage.steps import Steps
from storage.stories import Stories
from storage.surveys import Surveys
from storage.tables import WorkspaceRow
from storage.templates import Templates
from storage.topics import Topics
from storage.traces import Traces
from storage.undelivered import Undelivered

WORKSPACES = table_of(WorkspaceRow)


class Store:
    """Where work is done. `on_prompt` is called after a commit that wrote something for the sender to say, and
    `on_problem` with the kind of whatever the database could not do, such as "busy".

    What the database cannot do is raised as `problems.DatabaseProblem`; busy and unreachable are `TryLater`.
    """

    def __init__(self, engine: Engine, *, sealer: Sealer, clock: Clock, customs: Customs) -> None:
        self.engine = engine
        self.sealer = sealer
        self.clock = clock
        self.customs = customs
        self.on_prompt: Callable[[], None] | None = None
        self.on_problem: Callable[[str], None] | None = None
        self._reading = reading(engine)
        self._workspaces: dict[str, Workspace] = {}
        self._lock = Lock()
        self._pen = Lock()

    def workspace(self, team_id: str, name: str = "", bot_user_id: str = "") -> Workspace:
        """The Slack team, written down at first sight; what Slack now gives replaces what it gave before."""
        with self._lock:
            known = self._workspaces.get(team_id)
            if known is not None and name in ("", known.name) and bot_user_id in ("", known.bot_user_id):
                return known
            self._workspaces[team_id] = self._write_down(team_id, name, bot_user_id)
            return self._workspaces[team_id]

    @contextmanager
    def work(self, workspace: Workspace) -> Iterator[Work]:
        """A writing transaction: all of it stays when the block ends, none of it when something is raised."""
        with self._told(), self._queue(), said_plainly(self.engine), self.engine.begin() as connection:
            work, (prompts, delivery) = self._at_hand(connection, workspace, writing=True)
            yield work
            delivery.write_down()
        if (prompts.woke or delivery.woke) and self.on_prompt is not None:
            self.on_prompt()

    @contextmanager
    def look(self, workspace: Workspace) -> Iterator[Work]:
        """A reading transaction: an attempt to write is an error, and one `look` sees one state of things."""
        with self._told(), said_plainly(self.engine), self._reading.begin() as connection:
            work, (_, delivery) = self._at_hand(connection, workspace, writing=False)
            yield work
            delivery.write_down()

    def fold(self) -> None:
        """What was deleted or overwritten leaves SQLite's log too, unless somebody still reads what was before: the
        next time takes it along. PostgreSQL tidies up by itself.
        """
        if self.engine.dialect.name != "sqlite":
            return
        raw = self.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DatabaseProblem as problem:
            if self.on_problem is not None:
                self.on_problem(problem.code)
            raise

    @contextmanager
    def _queue(self) -> Iterator[None]:
        """SQLite has one writer at a time, and lets whoever waits try again after ever longer sleeps: of two hundred
        people at once some would come last every time. Ours wait for each other instead.
        """
        if self.engine.dialect.name != "sqlite":
            yield
            return
        if not self._pen.acquire(timeout=QUEUE_TIMEOUT / 1000):
            raise DatabaseBusy(self.engine.url.render_as_string(hide_password=True), "many of us are writing")
        try:
            yield
        finally:
            self._pen.release()

    def _at_hand(
        self, connection: Connection, workspace: Workspace, *, writing: bool
    ) -> tuple[Work, tuple[Prompts, Delivery]]:
        machine_now = self._machine_now(connection)
        prompts = Prompts(connection, workspace.id, writing=writing)
        delivery = Delivery(connection, workspace.id, writing=writing, machine_now=machine_now)
        work = Work(
            now=self.clock.now(),
            machine_now=machine_now,
            skew=machine_now - self.clock.machine_now() if self._shares_a_clock(connection) else timedelta(),
            workspace=workspace,
            customs=self.customs,
            people=People(connection, workspace.id, writing=writing),
            programmes=Programmes(connection, workspace.id, writing=writing),
            enrolments=Enrolments(connection, workspace.id, writing=writing, sealer=self.sealer),
            rounds=Rounds(connection, workspace.id, writing=writing),
            own_rounds=OwnRounds(connection, workspace.id, writing=writing),
            shelf=Shelf(connection, workspace.id, writing=writing),
            mentorships=Mentorships(connection, workspace.id, writing=writing, types=self.customs.types),
            seats=Seats(connection, workspace.id, writing=writing),
            beats=Beats(connection, workspace.id, writing=writing),
            cadences=Cadences(connection, workspace.id, writing=writing),
            meetings=Meetings(connection, workspace.id, writing=writing),
            meeting_history=MeetingHistory(connection, workspace.id, writing=writing),
            sheets=Sheets(connection, workspace.id, writing=writing, sealer=self.sealer),
            points=Points(connection, workspace.id, writing=writing, sealer=self.sealer),
            own_lines=OwnLines(connection, workspace.id, writing=writing, sealer=self.sealer),
            templates=Templates(connection, workspace.id, writing=writing),
            goals=Goals(connection, workspace.id, writing=writing, sealer=self.sealer),
            skills=Skills(connection, workspace.id, writing=writing),
            prompts=prompts,
            delivery=delivery,
            inbox=Inbox(connection, workspace.id, writing=writing),
            rights=Rights(connection, workspace.id, writing=writing),
            bound_groups=BoundGroups(connection, workspace.id, writing=writing),
            records=Records(connection, workspace.id, writing=writing),
            figures=Figures(connection, workspace.id, writing=writing),
            meeting_figures=MeetingFigures(connection, workspace.id, writing=writing),
            mentor_figures=MentorFigures(connection, workspace.id, writing=writing),
            group_figures=GroupFigures(connection, workspace.id, writing=writing),
            profiles=Profiles(connection, workspace.id, writing=writing, sealer=self.sealer),
            applications=Applications(connection, workspace.id, writing=writing, sealer=self.sealer),
            topics=Topics(connection, workspace.id, writing=writing, sealer=self.sealer),
            signatures=Signatures(connection, workspace.id, writing=writing),
            avoided=Avoided(connection, workspace.id, writing=writing, sealer=self.sealer),
            surveys=Surveys(connection, workspace.id, writing=writing),
            pulses=Pulses(connection, workspace.id, writing=writing, sealer=self.sealer),
            traces=Traces(connection, workspace.id, writing=writing),
            circles=Circles(connection, workspace.id, writing=writing, sealer=self.sealer),
            changes=Changes(connection, workspace.id, writing=writing, sealer=self.sealer),
            fits=Fits(connection, workspace.id, writing=writing, sealer=self.sealer),
            reaching_out=ReachingOut(connection, workspace.id, writing=writing),
            after_wishes=AfterWishes(connection, workspace.id, writing=writing, sealer=self.sealer),
            undelivered=Undelivered(connection, workspace.id, writing=writing),
            steps=Steps(connection, workspace.id, writing=writing),
            certificates=Certificates(connection, workspace.id, writing=writing, sealer=self.sealer),
            stories=Stories(connection, workspace.id, writing=writing, sealer=self.sealer),
            objectives=Objectives(connection, workspace.id, writing=writing),
            round_figures=RoundFigures(connection, workspace.id, writing=writing),
            outcome_figures=OutcomeFigures(connection, workspace.id, writing=writing),
            link_figures=LinkFigures(connection, workspace.id, writing=writing),
            pulse_figures=PulseFigures(connection, workspace.id, writing=writing),
            ledger=Ledger(connection, workspace.id, writing=writing),
            personal=Personal(connection, workspace.id, writing=writing, sealer=self.sealer),
            forgotten=Forgotten(connection, workspace.id, writing=writing, sealer=self.sealer),
            retention=Retention(connection, workspace.id, writing=writing),
            recollections=Recollections(connection, workspace.id, writing=writing, sealer=self.sealer),
        )
        return work, (prompts, delivery)

    def _shares_a_clock(self, connection: Connection) -> bool:
        return connection.dialect.name == "postgresql"

    def _machine_now(self, connection: Connection) -> datetime:
        """Several replicas agree on leases by the clock of the database that they share."""
        if not self._shares_a_clock(connection):
            return self.clock.machine_now()
        now: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return now.astimezone(UTC)

    def _write_down(self, team_id: str, name: str, bot_user_id: str) -> Workspace:
        new = filled(WorkspaceRow, team_id=team_id, name=name, bot_user_id=bot_user_id)
        with said_plainly(self.engine), self.engine.begin() as connection:
            inserting = insert_into(WORKSPACES, connection).values(new)
            said = {
                column: case(
                    (inserting.excluded[column] == "", WORKSPACES.c[column]), else_=inserting.excluded[column]
                )
                for column in ("name", "bot_user_id")
            }
            known = inserting.on_conflict_do_update(index_elements=["team_id"], set_=said)
            row = connection.execute(known.returning(WORKSPACES)).one()
        return Workspace(id=row.id, team_id=row.team_id, name=row.name, bot_user_id=row.bot_user_id)
