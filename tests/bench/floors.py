"""The floors: the least that any program would have to do for the same result. They import nothing of the project."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date
from pathlib import Path
from typing import Any

import networkx
import psycopg
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from psycopg.types.string import TextLoader
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient


class BareBolt:
    """One listener, the same single write, the same single post."""

    def __init__(self, *, api_url: str, token: str, database: Path, reply: dict[str, Any]) -> None:
        self.reply = reply
        self.database = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.database.execute("CREATE TABLE IF NOT EXISTS heard (key TEXT PRIMARY KEY, text TEXT)")
        client = WebClient(token=token, base_url=api_url, retry_handlers=[])
        self.app = App(client=client, token_verification_enabled=False, process_before_response=True)
        self.app.command("/mentor-log")(self._heard)
        self.client = client

    def _heard(self, ack: Any, body: dict[str, Any]) -> None:
        self.database.execute("BEGIN IMMEDIATE")
        self.database.execute("INSERT INTO heard VALUES (?, ?)", (body["trigger_id"], body["text"]))
        self.database.execute("COMMIT")
        ack()
        self.client.chat_postMessage(
            channel=body["channel_id"], text=self.reply["text"], blocks=self.reply["blocks"]
        )

    def hear(self, request: BoltRequest) -> None:
        response = self.app.dispatch(request)
        assert response.status == 200, response.body

    def rows(self) -> int:
        return int(self.database.execute("SELECT count(*) FROM heard").fetchone()[0])


class BareTick:
    """The rows that a tick must read, and those it must write, with nothing in between: on SQLite by the path of the
    file, on PostgreSQL by its address.
    """

    def __init__(self, where: str) -> None:
        self.database: Any
        if where.startswith("postgresql"):
            self.database, self.mark, self.begin = psycopg.connect(where, autocommit=True), "%s", "BEGIN"
            self.database.adapters.register_loader("json", TextLoader)
            return
        self.database, self.mark, self.begin = (
            sqlite3.connect(where, isolation_level=None),
            "?",
            "BEGIN IMMEDIATE",
        )
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")

    def tick(self, now: Any, prompts: list[tuple[Any, ...]], looks: list[tuple[Any, ...]]) -> None:
        """`now` and all the rest as this database returned it."""
        run, one = self.database.execute, self.mark
        due = f"SELECT id FROM mentorship WHERE state = 'active' AND look_at <= {one}"
        run(self.begin)
        read = run(
            "SELECT m.*, p.timezone FROM mentorship m JOIN programme p ON p.id = m.programme_id"
            f" WHERE m.id IN ({due})",
            (now,),
        ).fetchall()
        for table in ("seat", "meeting", "skip"):
            run(f"SELECT * FROM {table} WHERE mentorship_id IN ({due})", (now,)).fetchall()
        assert len(read) == len(looks)
        marks = ", ".join([one] * len(prompts[0]))
        cursor = self.database.cursor()
        cursor.executemany(f"INSERT INTO prompt VALUES ({marks})", prompts)
        cursor.executemany(f"UPDATE mentorship SET look_at = {one} WHERE id = {one}", looks)
        run("COMMIT")

    def prompts(self) -> list[tuple[Any, ...]]:
        return self.database.execute("SELECT * FROM prompt ORDER BY id").fetchall()

    def looks(self, most: int) -> list[tuple[Any, ...]]:
        """When the first ones are looked at again."""
        query = f"SELECT look_at, id FROM mentorship WHERE id <= {self.mark} ORDER BY id"
        return self.database.execute(query, (most,)).fetchall()

    def close(self) -> None:
        self.database.close()


class BareQueue:
    """A queue as one writes it first: take ten that nobody holds, mark each when it is said. On PostgreSQL each thread
    has a connection of its own; SQLite has one writer, and needs no lock.
    """

    TAKE = """
        UPDATE queue SET state = 'sending', marker = {one} WHERE id IN (
            SELECT id FROM queue WHERE state = 'planned' ORDER BY id LIMIT 10 {lock}
        ) RETURNING id
    """
    MARK = "UPDATE queue SET state = 'sent', ts = {one} WHERE id = {one} AND state = 'sending'"

    def __init__(self, where: str, *, rows: int) -> None:
        self.where, self.mine = where, threading.local()
        self.is_shared = where.startswith("postgresql")
        one, lock = ("%s", "FOR UPDATE SKIP LOCKED") if self.is_shared else ("?", "")
        self.take, self.mark = self.TAKE.format(one=one, lock=lock), self.MARK.format(one=one)
        run = self._database().execute
        run("CREATE TABLE queue (id INTEGER PRIMARY KEY, state TEXT, marker TEXT, ts TEXT)")
        run("CREATE INDEX ix_queue_state ON queue (state, id)")
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})"
        run(f"INSERT INTO queue {numbers} SELECT i, 'planned', NULL, NULL FROM n")

    def claim_and_mark(self) -> int:
        run = self._database().execute
        taken = run(self.take, ("a claim",)).fetchall()
        for (row_id,) in taken:
            assert run(self.mark, ("1.0", row_id)).rowcount == 1
        return len(taken)

    def _database(self) -> Any:
        """This thread's; each statement is a transaction of its own."""
        if not hasattr(self.mine, "database"):
            self.mine.database = (
                psycopg.connect(self.where, autocommit=True)
                if self.is_shared
                else sqlite3.connect(self.where, isolation_level=None)
            )
            if not self.is_shared:
                self.mine.database.execute("PRAGMA journal_mode=WAL")
                self.mine.database.execute("PRAGMA synchronous=FULL")
        return self.mine.database

    def close(self) -> None:
        self._database().close()


class BareShelf:
    """The rows that choosing among mentors must read, and nothing made of them: mentors with their places, and whom the
    reader is kept apart from (their line of management, mentors of the past, those who avoid or are avoided).
    """

    MENTORS = """
        SELECT p.id, p.slack_id, p.name, p.handle, p.title, p.network, p.other_networks, p.site, p.timezone,
               p.language, r.languages, p.topics, r.topics_to_give, e.capacity, coalesce(c.carried, 0)
        FROM enrolment e JOIN person p ON p.id = e.person_id LEFT JOIN profile r ON r.person_id = p.id
        LEFT JOIN (
            SELECT mentor.person_id AS id, count(DISTINCT mentee.person_id) AS carried
            FROM mentorship m
            JOIN seat mentor ON mentor.mentorship_id = m.id AND mentor.role = 'mentor'
            JOIN seat mentee ON mentee.mentorship_id = m.id AND mentee.role = 'mentee'
            WHERE m.programme_id = :programme AND m.state <> 'ended' AND NOT m.temporary
            GROUP BY mentor.person_id
        ) c ON c.id = p.id
        WHERE e.programme_id = :programme AND e.state = 'active' AND e.part IN ('mentor', 'both')
          AND e.capacity IS NOT NULL AND e.application = 'approved' AND p.standing = 'employee'
          AND (e.paused_until IS NULL OR e.paused_until <= :today)
    """
    PAST = """
        SELECT mentor.person_id FROM mentorship m
        JOIN seat mentor ON mentor.mentorship_id = m.id AND mentor.role = 'mentor'
        JOIN seat mentee ON mentee.mentorship_id = m.id AND mentee.role = 'mentee'
        WHERE m.programme_id = :programme AND m.state = 'ended' AND mentee.person_id = :reader
    """

    ABOVE = """
        WITH RECURSIVE line(id) AS (
            SELECT manager_id FROM person WHERE id = :reader
            UNION SELECT p.manager_id FROM person p JOIN line ON p.id = line.id
        ) SELECT id FROM line WHERE id IS NOT NULL
    """
    BELOW = """
        WITH RECURSIVE line(id) AS (
            SELECT id FROM person WHERE manager_id = :reader
            UNION SELECT p.id FROM person p JOIN line ON p.manager_id = line.id
        ) SELECT id FROM line
    """

    def __init__(self, database: Path, programme: int, reader: int, today: date) -> None:
        self.database = sqlite3.connect(database)
        self.about = {"programme": programme, "reader": reader, "today": today.isoformat()}

    def read(self) -> tuple[list[tuple[Any, ...]], set[int], set[int]]:
        """Mentors as they are kept, mentors of the past, and the line of management."""
        run = self.database.execute
        rows = run(self.MENTORS, self.about).fetchall()
        past, above, below = (
            run(query, self.about).fetchall() for query in (self.PAST, self.ABOVE, self.BELOW)
        )
        run("SELECT person_id, people FROM avoided").fetchall()
        return rows, {one for (one,) in past}, {one for (one,) in (*above, *below)}

    def close(self) -> None:
        self.database.close()


class BareRound:
    """The rows that preparing proposals must read, the solves that it asked for, and the rows that it wrote."""

    READ = (
        "SELECT * FROM invitation WHERE round_id = :round",
        "SELECT * FROM choice WHERE round_id = :round ORDER BY mentee_id, rank",
        "SELECT * FROM person",
        "SELECT * FROM profile",
        "SELECT * FROM enrolment",
        "SELECT * FROM mentorship m JOIN seat s ON s.mentorship_id = m.id",
        "SELECT * FROM avoided",
    )

    def __init__(self, database: Path, round_id: int) -> None:
        self.database = sqlite3.connect(database, isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.about = {"round": round_id}
        self.rows = self.written()

    def propose(self, networks: list[Any]) -> None:
        run = self.database.execute
        for query in self.READ:
            run(query, self.about if ":round" in query else ()).fetchall()
        for network in networks:
            self._solve(network)
        run("BEGIN IMMEDIATE")
        run("DELETE FROM proposal WHERE round_id = :round", self.about)
        marks = ", ".join("?" * len(self.rows[0]))
        self.database.executemany(f"INSERT INTO proposal VALUES ({marks})", self.rows)
        run("COMMIT")

    def _solve(self, network: Any) -> None:
        solver = SimpleMinCostFlow()
        arcs = (network.tails, network.heads, network.capacities, network.costs)
        flows = solver.add_arcs_with_capacity_and_unit_cost(*arcs)
        solver.set_nodes_supplies(range(len(network.supplies)), network.supplies)
        assert solver.solve() == solver.OPTIMAL
        solver.flows(flows).tolist()

    def written(self) -> list[tuple[Any, ...]]:
        return self.database.execute("SELECT * FROM proposal ORDER BY id").fetchall()

    def close(self) -> None:
        self.database.close()


def in_order_of_arrival(pairs: list[tuple[int, int, int]], places: dict[int, int]) -> int:
    """How many people have a mentor when each takes the best suited of those who have a place left."""
    left, served = dict(places), set[int]()
    for mentee, mentor, _ in sorted(pairs, key=lambda pair: (pair[0], -pair[2])):
        if mentee not in served and left[mentor] > 0:
            left[mentor] -= 1
            served.add(mentee)
    return len(served)


def with_networkx(pairs: list[tuple[int, int, int]], places: dict[int, int]) -> int:
    """How many people have a mentor in a best answer of one aim: as many as possible, as well suited as possible."""
    graph = networkx.DiGraph()
    for mentee, mentor, points in pairs:
        graph.add_edge("source", ("mentee", mentee), capacity=1, weight=0)
        graph.add_edge(("mentee", mentee), ("mentor", mentor), capacity=1, weight=-points)
        graph.add_edge(("mentor", mentor), "sink", capacity=places[mentor], weight=0)
    flow = networkx.max_flow_min_cost(graph, "source", "sink")
    return sum(flow["source"].values())
