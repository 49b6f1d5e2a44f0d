"""The figures of a month by hand: one aggregate query each, straight to the driver. It imports nothing of the project.

The company is one that is easy on whoever asks: everybody learns or mentors in one pair, nobody is away, no pair has
paused, all began on one day. A report has to find that out.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

import psycopg

MENTORED = """
    SELECT e.person_id FROM seat e JOIN mentorship m ON m.id = e.mentorship_id
    JOIN seat r ON r.mentorship_id = m.id AND r.role = 'mentor'
    WHERE e.role = 'mentee' AND m.state <> 'ended' AND m.introduced_at < {on}
"""
CONCERNED = f"""
    SELECT count(*), count(CASE WHEN p.id IN ({MENTORED}) THEN 1 END) FROM person p
    LEFT JOIN enrolment n ON n.person_id = p.id
    WHERE p.standing = 'employee' AND p.joined_on <= {{on}} AND n.part = 'mentee' AND n.state = 'active'
"""
PAIRS = """
    SELECT count(*), count(CASE WHEN m.flagged_at < {on} THEN 1 END) FROM mentorship m
    WHERE m.state <> 'ended' AND m.introduced_at < {on}
    AND NOT EXISTS (
        SELECT 1 FROM mentorship_pause z WHERE z.mentorship_id = m.id AND z.since <= {on} AND z.until > {on}
    )
"""
#: Who left with a certificate in the year up to that day, and who without.
FINISHED = """
    SELECT count(DISTINCT c.person_id), count(DISTINCT s.person_id) - count(DISTINCT c.person_id) FROM mentorship m
    JOIN seat s ON s.mentorship_id = m.id
    LEFT JOIN certificate c ON c.mentorship_id = m.id AND c.person_id = s.person_id
    WHERE m.ends_on > {year_before} AND m.ends_on <= {on}
"""
MENTORS = """
    SELECT count(*), sum(n.capacity), sum(c.mentees) FROM enrolment n
    JOIN person p ON p.id = n.person_id
    LEFT JOIN (
        SELECT r.person_id, count(DISTINCT e.person_id) AS mentees FROM seat r
        JOIN mentorship m ON m.id = r.mentorship_id
        JOIN seat e ON e.mentorship_id = m.id AND e.role = 'mentee'
        WHERE r.role = 'mentor' AND m.state <> 'ended' AND m.introduced_at < {on} GROUP BY r.person_id
    ) c ON c.person_id = n.person_id
    WHERE n.part = 'mentor' AND n.state = 'active' AND p.joined_on <= {on}
"""
#: A group is of a network if all its mentors are, and so are its mentees; of when they joined count the first and last.
SIDES = """
    SELECT m.id, {columns} FROM mentorship m
    JOIN seat r ON r.mentorship_id = m.id AND r.role = 'mentor' JOIN person a ON a.id = r.person_id
    JOIN seat e ON e.mentorship_id = m.id AND e.role = 'mentee' JOIN person b ON b.id = e.person_id
    WHERE m.state <> 'ended' AND m.introduced_at < {on} GROUP BY m.id
"""
SAME = "CASE WHEN count({of}) = count(*) AND min({of}) = max({of}) THEN min({of}) END AS {name}"
BY_NETWORK = ", ".join(SAME.format(of=f"{side}.network", name=f"{side}_network") for side in "ab")
BY_ENTITY = ", ".join(SAME.format(of=f"{side}.entity", name=f"{side}_entity") for side in "ab")
JOINED = ", ".join(
    f"{which}({side}.joined_on) AS {side}_{which}" for side in "ab" for which in ("min", "max")
)
LINKS = f"""
    SELECT count(CASE WHEN a_network <> b_network THEN 1 END), count(CASE WHEN a_entity <> b_entity THEN 1 END),
        count(CASE WHEN {{apart}} THEN 1 END)
    FROM ({SIDES.format(columns=f"{BY_NETWORK}, {BY_ENTITY}, {JOINED}", on="{on}")}) pair
"""
APART = {
    "sqlite": "a_max >= date(b_min, '+5 years') OR b_max >= date(a_min, '+5 years')",
    "postgresql": "a_max >= b_min + INTERVAL '5 years' OR b_max >= a_min + INTERVAL '5 years'",
}
MATRIX = f"""
    SELECT a_network, b_network, count(*) FROM ({SIDES.format(columns=BY_NETWORK, on="{on}")}) pair GROUP BY 1, 2
"""
#: What is wanted and what is given, topic by topic: each mentee, and each mentor with the places that they have left.
TOPICS = """
    SELECT p.topics{as_text}, count(*) FROM enrolment n JOIN person p ON p.id = n.person_id
    WHERE n.part = 'mentee' AND n.state = 'active' GROUP BY 1
"""
GIVEN = """
    SELECT p.topics{as_text}, n.capacity, c.mentees FROM enrolment n JOIN person p ON p.id = n.person_id
    LEFT JOIN (
        SELECT r.person_id, count(*) AS mentees FROM seat r JOIN mentorship m ON m.id = r.mentorship_id
        JOIN seat e ON e.mentorship_id = m.id AND e.role = 'mentee'
        WHERE r.role = 'mentor' AND m.state <> 'ended' GROUP BY r.person_id
    ) c ON c.person_id = n.person_id
    WHERE n.part = 'mentor' AND n.state = 'active'
"""
AS_TEXT = {"sqlite": "", "postgresql": "::text"}
#: What became of the cycles that ended in each month.
CYCLES = """
    WITH ended(cycle) AS (VALUES {cycles}), became AS {once} (
        SELECT k.cycle, EXISTS (
            SELECT 1 FROM meeting g WHERE g.mentorship_id = m.id AND g.cycle = k.cycle AND g.state = 'held'
        ) AS met FROM mentorship m, ended k WHERE m.state <> 'ended'
        AND NOT EXISTS (SELECT 1 FROM skip s WHERE s.mentorship_id = m.id AND s.cycle = k.cycle)
    )
    SELECT cycle, count(CASE WHEN met THEN 1 END), count(*) FROM became GROUP BY cycle ORDER BY cycle
"""
HELD = """
    SELECT month, count(*), count(CASE WHEN timed > 0 THEN 1 END), sum(met), sum(timed), sum(minutes) FROM (
        SELECT {month} AS month, g.mentorship_id, count(*) AS met, count(g.minutes) AS timed, sum(g.minutes) AS minutes
        FROM meeting g WHERE g.state = 'held' AND g.held_on BETWEEN {since} AND {until} GROUP BY 1, 2
    ) pair GROUP BY month ORDER BY month
"""
MONTH = {
    "sqlite": "CAST(substr(g.held_on, 1, 4) || substr(g.held_on, 6, 2) AS INTEGER)",
    "postgresql": "CAST(extract(year FROM g.held_on) * 100 + extract(month FROM g.held_on) AS INTEGER)",
}
#: Who met for the first time in these months: nobody had met before.
FIRST = """
    SELECT count(*) FROM (SELECT DISTINCT g.mentorship_id FROM meeting g
        WHERE g.state = 'held' AND g.held_on BETWEEN {since} AND {until}) now
    WHERE NOT EXISTS (SELECT 1 FROM meeting b WHERE b.mentorship_id = now.mentorship_id AND b.state = 'held'
        AND b.held_on < {since})
"""
QUIET = """
    SELECT s.mentorship_id, s.person_id FROM mentorship m JOIN seat s ON s.mentorship_id = m.id
    WHERE m.state <> 'ended' AND NOT EXISTS (
        SELECT 1 FROM meeting g WHERE g.mentorship_id = m.id AND g.cycle = {cycle} AND g.state = 'held'
    ) ORDER BY s.mentorship_id, s.id
"""


class BareReport:
    """On SQLite by the path of the file, on PostgreSQL by its address."""

    def __init__(self, where: str) -> None:
        self.database: Any
        self.kind = "postgresql" if where.startswith("postgresql") else "sqlite"
        self.once = "MATERIALIZED"
        if self.kind == "postgresql":
            self.database = psycopg.connect(where, autocommit=True)
        else:
            self.database = sqlite3.connect(where, isolation_level=None)

    def report(self, *, days: tuple[date, date], since: date, until: date, cycles: range) -> dict[str, Any]:
        """On both days, and month by month; `cycles` are those that ended in these months, the latest one reported."""
        then, now = (self._on(day) for day in days)
        months = {"since": f"'{since}'", "until": f"'{until}'"}
        became = self._all(CYCLES.format(cycles=", ".join(f"({one})" for one in cycles), once=self.once))
        return {
            "then": then,
            "now": now,
            "cycles": became,
            "held": self._all(HELD.format(month=MONTH[self.kind], **months)),
            "first": self._all(FIRST.format(**months)),
            "matrix": self._all(MATRIX.format(on=f"'{days[1]}'")),
            "topics": self._all(TOPICS.format(as_text=AS_TEXT[self.kind])),
            "given": self._all(GIVEN.format(as_text=AS_TEXT[self.kind])),
            "quiet": self._all(QUIET.format(cycle=cycles[-1])),
        }

    def close(self) -> None:
        self.database.close()

    def _on(self, day: date) -> dict[str, Any]:
        on, year_before = f"'{day}'", f"'{day.replace(year=day.year - 1)}'"
        return {
            "people": self._all(CONCERNED.format(on=on)),
            "pairs": self._all(PAIRS.format(on=on)),
            "finished": self._all(FINISHED.format(on=on, year_before=year_before)),
            "mentors": self._all(MENTORS.format(on=on)),
            "links": self._all(LINKS.format(on=on, apart=APART[self.kind])),
        }

    def _all(self, query: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.database.execute(query).fetchall()]
