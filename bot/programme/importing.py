"""A programme that already runs starts here: its mentorships come in from a file, all of them or none.

    file = read(path.read_bytes())                            # bot/domain/mentorships_file.py
    found = preview(work, actor, file, profiles, addresses)   # raises FileRefused with all there is to mend
    carry_out(work, actor, file, profiles, addresses, seen=found.fingerprint)

They go on where they are: their cycles count from the day on which they began, what passed before is nobody's news, and
both halves are told once, kindly (decision 0007). Importing makes nobody a mentor or a mentee for the next round: that
is theirs to say (`field.md` W17). Again is harmless.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from bot.domain.mentorships_file import MentorshipsFile, Row, put_together
from bot.domain.people import Person, SlackProfile
from bot.domain.permissions import Act
from bot.domain.roster import NOT_HERE, Directory
from bot.domain.spreadsheet import Mistake
from bot.programme import linking
from bot.programme.closeness import close_to
from bot.programme.handed_over import NO_ADDRESSES, FileRefused, NotAsShown
from bot.programme.importable import Comparison, Found
from bot.programme.joining import meet, programme_of
from bot.programme.work import Work


def check_right(work: Work, actor: Person) -> None:
    """Raises `NotAllowed` for whoever does not run the programme."""
    work.check(actor, Act.LINK_PEOPLE)


def preview(
    work: Work,
    actor: Person,
    file: MentorshipsFile,
    profiles: Iterable[SlackProfile],
    *,
    addresses: Mapping[str, str] = NO_ADDRESSES,
) -> Found:
    """What this person is about to bring in; it writes nothing. Raises `FileRefused`, `NotAllowed`."""
    check_right(work, actor)
    return compare(work, file, profiles, addresses=addresses, by=actor)


def carry_out(
    work: Work,
    actor: Person,
    file: MentorshipsFile,
    profiles: Iterable[SlackProfile],
    *,
    addresses: Mapping[str, str] = NO_ADDRESSES,
    seen: str,
) -> Found:
    """Bring in what this person has seen, on record. Raises `FileRefused`, `NotAsShown`, `NotAllowed`."""
    work.authorise(actor, Act.LINK_PEOPLE)
    return apply(work, file, profiles, addresses=addresses, seen=seen, by=actor)


def compare(
    work: Work,
    file: MentorshipsFile,
    profiles: Iterable[SlackProfile],
    *,
    addresses: Mapping[str, str] = NO_ADDRESSES,
    by: Person | None = None,
) -> Found:
    """What the file would make; it writes nothing. Raises `FileRefused` with everything that has to be mended.

    `profiles` is everybody in Slack; `addresses` gives the Slack id of an e-mail address in lower case. `by` is whoever
    brings it in, None in a terminal: a colleague brings in what is about people close to them, or what is said of a
    line would tell them who would rather not meet them, and who mentors whom of those about whom they read nothing.
    """
    everybody = {one.slack_id: one for one in profiles}
    forgotten = work.forgotten.among(
        everybody
    )  # nobody is linked who asked to be forgotten, nor is told who did
    here = {slack_id: one for slack_id, one in everybody.items() if slack_id not in forgotten}
    directory = Directory(profiles=here, ids=addresses)
    mistakes = list(file.mistakes)
    if not directory.ids and any("@" in f"{row.mentor}{row.mentee}" for row in file.rows):
        raise FileRefused([Mistake(key="operator.roster_no_addresses")])
    rows = [one for row in file.rows if (one := _resolved(row, directory, mistakes)) is not None]
    close = _close_to(work, by)
    near = [row for row in rows if not close.isdisjoint((row.mentor, row.mentee))]
    mistakes += [Mistake(key="mentorships_file.close", line=row.line) for row in near]
    written = put_together([row for row in rows if row not in near], mistakes)
    shown = Comparison(work, directory, mistakes).of(written)
    if mistakes:
        raise FileRefused(sorted(mistakes, key=lambda mistake: mistake.line))
    return shown


def apply(
    work: Work,
    file: MentorshipsFile,
    profiles: Iterable[SlackProfile],
    *,
    addresses: Mapping[str, str] = NO_ADDRESSES,
    seen: str | None = None,
    by: Person | None = None,
) -> Found:
    """Make what `compare` shows, and return it. Raises `FileRefused`, and `NotAsShown` when `seen` stands for
    something else, before anything is written.
    """
    in_slack = list(profiles)
    found = compare(work, file, in_slack, addresses=addresses, by=by)
    if seen is not None and seen != found.fingerprint:
        raise NotAsShown(found)
    if not found.new:
        return found
    programme = programme_of(work)
    ids = {profile.slack_id: meet(work, profile).id for profile in _everybody(found)}
    for person_id in sorted(ids.values()):
        work.people.held(person_id)
    # Whoever linked them meanwhile has committed.
    again = compare(work, file, in_slack, addresses=addresses, by=by)
    if again.fingerprint != found.fingerprint:
        raise NotAsShown(again)
    for one in found.new:
        linking.link(
            work,
            programme,
            mentor_id=ids[one.mentor.slack_id],
            mentee_ids=[ids[mentee.slack_id] for mentee in one.mentees],
            anchor=one.started_on,
            ends_on=one.ends_on,
            period=linking.IMPORTED,
            name=one.name,
            temporary=one.temporary,
        )
    return found


def _resolved(row: Row, directory: Directory, mistakes: list[Mistake]) -> Row | None:
    """The line with Slack ids; whoever is not there, or takes no part, is a mistake."""
    wrong, ids = len(mistakes), {}
    for column, written in (("mentor", row.mentor), ("mentee", row.mentee)):
        profile = directory.find(written)
        if profile is None:
            mistakes.append(
                Mistake(key="operator.roster_not_in_slack", line=row.line, values={"found": written})
            )
        elif key := NOT_HERE.get(profile.standing):
            mistakes.append(Mistake(key=key, line=row.line, values={"name": profile.name}))
        else:
            ids[column] = profile.slack_id
    if len(mistakes) > wrong:
        return None
    return Row(
        line=row.line,
        mentor=ids["mentor"],
        mentee=ids["mentee"],
        started_on=row.started_on,
        name=row.name,
        ends_on=row.ends_on,
        temporary=row.temporary,
    )


def _close_to(work: Work, reader: Person | None) -> frozenset[str]:
    """The reader and whoever is close to them, by their Slack ids; whoever works in a terminal is close to nobody."""
    close = work.people.many(close_to(work, reader)) if reader is not None else {}
    return frozenset(person.slack_id for person in close.values())


def _everybody(found: Found) -> Collection[SlackProfile]:
    return {one.slack_id: one for link in found.new for one in (link.mentor, *link.mentees)}.values()
