"""Importing the roster: the form, the difference with the most and the longest there can be, and every ending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.permissions import Right
from bot.domain.roster_changes import Change, Changed, Difference
from bot.domain.roster_file import COLUMNS, RosterFile
from bot.domain.spreadsheet import UTF8, WINDOWS, Mistake
from bot.programme.closeness import Withheld
from bot.programme.in_line import Crossed, Seen
from bot.programme.roster import Preview
from bot.texts import Speech
from handlers.views import handed_over
from handlers.views import roster as views
from handlers.views.blocks import Message, message
from handlers.views.common import notice
from tests.views.cases import Case
from tests.views.cast import LEA, MENTEES, MENTORS, TOM

LONG = "Maximilienne-Alexandrine de la Rochefoucauld-Montesquiou d'Entrecasteaux <&> Xx"
FILE = "F0123456789"
FACTS = {
    "manager": ("Karim Benali", "Léa Martin"),
    "network": ("Conseil", "Données & IA"),
    "other_networks": ("", "Énergie, Mobilités"),
    "site": ("Lyon", ""),
    "joined_on": ("", "2025-03-14"),
    "seniority": ("Confirmée", "Senior"),
}


def changed(slack_id: str, name: str, line: int, *columns: str, is_new: bool = False) -> Changed:
    changes = tuple(
        Change(column=column, before="" if is_new else FACTS[column][0], after=FACTS[column][1])
        for column in columns
    )
    return Changed(
        line=line,
        slack_id=slack_id,
        name=name,
        is_new=is_new,
        changes=changes,
        values={},
        rights=frozenset(),
    )


TOMS = changed(TOM.slack_id, TOM.name, 2, "manager", "seniority")
LEAS = replace(changed(LEA.slack_id, LEA.name, 3, "network", "site"), rights=frozenset({Right.COORDINATOR}))
NEW = [
    changed(one.slack_id, one.name, 4 + number, "joined_on", "other_networks", is_new=True)
    for number, one in enumerate(MENTEES[1:4])
]
BARE = changed(MENTORS[1].slack_id, MENTORS[1].name, 9, is_new=True)
SAME = changed(MENTORS[2].slack_id, MENTORS[2].name, 10)
KEPT = replace(SAME, kept=(Change(column="network", before="Conseil", after=""),))
FOUND = Difference(people=(TOMS, LEAS, *NEW, BARE, KEPT), wishes={"mentor": 3}, tags={"Direction": 2})

LONGEST = tuple(
    Changed(
        line=12_345,
        slack_id=f"U0{number:09}",
        name=LONG,
        is_new=False,
        changes=tuple(
            Change(column=column, before="2025-03-14", after="2025-03-14")
            if column == "joined_on"
            else Change(column=column, before=LONG, after=LONG)
            for column in COLUMNS
            if column not in ("email", "slack_id", "roles")
        ),
        values={},
        rights=frozenset(Right) - {Right.OWNER},
        kept=(Change(column="network", before=LONG, after=LONG),),
    )
    for number in range(40)
)
HUGE = Difference(
    people=LONGEST,
    wishes={"mentor": 4000, "mentee": 4000},
    tags={f"{LONG} {number}": number for number in range(40)},
)
ODD = RosterFile(rows=(), mistakes=(), unused=["salaire", *(LONG for _ in range(30))], encoding=WINDOWS)
PLAIN = RosterFile(rows=(), mistakes=(), encoding=UTF8)
MISTAKES = [
    Mistake(key="operator.roster_not_in_slack", line=7, values={"found": "nobody@wega.example"}),
    Mistake(key="operator.roster_column_misspelt", values={"column": "mangaer", "meant": "manager"}),
    Mistake(key="operator.roster_right_not_yours", line=12, values={"name": LEA.name}),
]
MANY = [
    Mistake(key="operator.roster_circle", line=number, values={"people": " → ".join([LONG] * 12)})
    for number in range(2, 900)
]


def preview(found: Difference, *close: Changed) -> Preview:
    return Preview(found=found, close=close, in_line=Seen(crossed=(), withheld=Withheld(rows=0, seen_by=())))


def crossing(found: Difference, pairs: int, withheld: int) -> Preview:
    """Mentors who would manage somebody they mentor."""
    crossed = tuple(
        Crossed(mentorship_id=number, mentor=LEA, mentee=MENTEES[number % len(MENTEES)])
        for number in range(pairs)
    )
    return Preview(
        found=found, close=(), in_line=Seen(crossed=crossed, withheld=Withheld(rows=withheld, seen_by=()))
    )


def again(message_: Message, block: dict[str, object]) -> Message:
    return message(*message_.blocks, block)


def refused(mistakes: Sequence[Mistake], t: Speech) -> Message:
    return handed_over.refused(views.KIND, mistakes, t, file_left=True)


CASES = [
    Case("roster", "Inès is asked for the file", lambda t: views.form(t, most=2)),
    Case("roster", "It is being read", lambda t: notice(t, handed_over.reading(views.KIND, t))),
    Case("roster", "What it would change", lambda t: views.difference(PLAIN, preview(FOUND, TOMS), FILE, t)),
    Case(
        "roster",
        "It would change something else by now",
        lambda t: views.difference(PLAIN, preview(Difference(people=(TOMS,))), FILE, t, changed=True),
    ),
    Case(
        "roster",
        "A mentor who would manage their mentee",
        lambda t: views.difference(PLAIN, crossing(FOUND, 1, 1), FILE, t),
    ),
    Case(
        "roster",
        "Many mentors who would manage their mentees",
        lambda t: views.difference(ODD, crossing(HUGE, 40, 1200), FILE, t),
        drawn=False,
    ),
    Case(
        "roster",
        "What has to be mended first",
        lambda t: handed_over.refused(views.KIND, MISTAKES, t, file_left=True),
    ),
    Case(
        "roster",
        "Nothing would change",
        lambda t: views.nothing(ODD, preview(Difference(people=(KEPT,))), t, file_left=False),
    ),
    Case("roster", "It is being applied", lambda t: handed_over.applying(t)),
    Case("roster", "It is applied", lambda t: views.done(FOUND, t, file_left=True)),
    Case("roster", "It was applied already", lambda t: handed_over.already(t)),
    Case("roster", "Nothing was changed", lambda t: handed_over.cancelled(t, file_left=False)),
    Case(
        "roster", "Slack does not let files be read here", lambda t: handed_over.no_permission(views.KIND, t)
    ),
    Case(
        "roster",
        "Slack was away for a moment",
        lambda t: again(
            handed_over.cancelled(t, file_left=True),
            handed_over.decisions(views.KIND, FILE, FOUND.fingerprint, t),
        ),
    ),
    Case(
        "roster",
        "The longest difference",
        lambda t: views.difference(ODD, preview(HUGE, *LONGEST), FILE, t),
        drawn=False,
    ),
    Case(
        "roster",
        "The most mistakes",
        lambda t: handed_over.refused(views.KIND, MANY, t, file_left=True),
        drawn=False,
    ),
]
