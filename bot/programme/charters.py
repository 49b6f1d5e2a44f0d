"""What both halves of a pair agree to before they first meet, and how they are reminded of it.

The charter is asked for with the introduction, and again when its text gets a new version (`field.md` F13, G9, G10).
A meeting that is logged before is kept all the same: a signature is asked for, never forced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.cadence import PromptDue
from bot.domain.charter import CHARTER, digest_of, still_to_sign
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.programmes import Charter, ProgrammeType
from bot.domain.prompts import Prompt
from bot.domain.refusals import Outdated, Refusal
from bot.domain.steps import What
from bot.programme import steps
from bot.programme.closeness import close_to
from bot.programme.work import Work

#: After the introduction, when the charter is still unsigned: twice, and then never again for this version. The second
#: comes after both questions about the first meeting: three nudges a month are few, and to meet matters most.
REMINDED_AFTER = {"first": timedelta(days=3), "second": timedelta(days=21)}
#: A reminder that the budget kept back for so long is not worth saying any more.
REMINDER_LASTS = timedelta(days=21)


class NotAllAgreed(Refusal):
    """Each expectation is agreed to by itself, and all of them before the charter is signed (G10)."""

    key = "refusals.not_all_agreed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """What somebody reads before they agree. `left` is what they have not agreed to yet, in order."""

    programme: Programme
    type: ProgrammeType
    charter: Charter
    left: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A reminder to read and sign; `left` is empty once they have. `renewed`: they had signed an earlier version."""

    prompt: Prompt
    programme_id: int
    name: str
    left: tuple[str, ...]
    renewed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How many people of the running mentorships have signed, and how many have not: never who."""

    signed: int
    waiting: int


def text(work: Work, reader: Person, programme_id: int) -> Text:
    """The charter of a programme that this person meets somebody in. Raises `Outdated` when there is none."""
    programme = next((one for one in _programmes_of(work, reader) if one.id == programme_id), None)
    kind = work.type_of(programme) if programme else None
    if programme is None or kind is None or kind.charter is None:
        raise Outdated
    left = _left(work, reader.id, programme, kind)
    return Text(programme=programme, type=kind, charter=kind.charter, left=left)


def to_sign_in(work: Work, reader: Person, programme_id: int) -> int | None:
    """The programme's id while this person has something to sign in it: what a button carries."""
    programme = work.programmes.get(programme_id)
    return programme_id if _left(work, reader.id, programme, work.type_of(programme)) else None


def waiting(work: Work, reader: Person) -> int | None:
    """The first programme in which this person meets somebody and has not signed; None when all is signed."""
    found = (to_sign_in(work, reader, programme.id) for programme in _programmes_of(work, reader))
    return next((programme_id for programme_id in found if programme_id is not None), None)


def agree(
    work: Work, actor: Person, programme_id: int, *, version: int, language: str, agreed: Iterable[str]
) -> Text:
    """Write down what they agreed to, in the language they read, each by itself, and the charter last. What was signed
    before stays as it was.

    Raises `Outdated` when the text has changed since they read it, `NotAllAgreed` when something is left open.
    """
    read = text(work, actor, programme_id)
    if read.charter.version != version or language not in read.charter.texts:
        raise Outdated
    if not set(read.left) <= {*agreed, CHARTER}:
        raise NotAllAgreed
    for what in read.left:
        work.signatures.sign(
            actor.id,
            programme_id,
            what=what,
            version=version,
            language=language,
            digest=digest_of(read.charter, language),
            at=work.now,
        )
    work.prompts.cancel(
        reason="signed",
        recipient_id=actor.id,
        kinds=[PromptKind.CHARTER],
        period=_period(programme_id, version),
    )
    for mentorship in work.mentorships.of(actor.id):
        steps.look(work, mentorship, after=What.CHARTER)
    return text(work, actor, programme_id)


def reminders(work: Work, programme: Programme, person_ids: Iterable[int]) -> Iterator[PromptDue]:
    """Two reminders for whoever is introduced and has not signed this version; for the others none."""
    kind = work.type_of(programme)
    unsigned = frozenset(person_ids) & (_unsigned(work, programme) or frozenset())
    for person_id in sorted(unsigned):
        for rung, after in REMINDED_AFTER.items():
            yield _reminder(work, programme, kind, person_id, rung=rung, after=after)


def ask_again(work: Work) -> int:
    """Ask everybody in a running mentorship to sign a text that has a new version. Returns how many are asked.

    Once for each version: the programme remembers which one was asked for. A programme that had none before only
    takes note, since its pairs have met already: new pairs are asked, and the coordinators can remind the others.
    """
    asked = 0
    for programme in work.programmes.running():
        version = _version(work, programme)
        if version is None or version == programme.charter_version:
            continue
        if programme.charter_version is not None:
            asked += _ask(work, programme, rung="renewed")
        work.programmes.change(programme.id, charter_version=version)
    return asked


def remind(work: Work, actor: Person) -> int:
    """A coordinator reminds whoever has not signed, once for each version. Returns how many will hear of it.

    Each is reminded within their own limit, and nobody learns who they are: whoever is close to the coordinator is
    reminded with the others, and not counted. Raises `NotAllowed`.
    """
    work.authorise(actor, Act.SEE_PEOPLE)
    programme = work.programme()
    if programme is None:
        return 0
    close = close_to(work, actor)
    _ask(work, programme, rung="coordinator", only=close)
    return _ask(work, programme, rung="coordinator", but=close)


def standing(work: Work, programme: Programme, *, but: frozenset[int] = frozenset()) -> Standing | None:
    """Everybody `but` these; None for a programme without a charter."""
    members = work.seats.members(programme.id) - but
    unsigned = _unsigned(work, programme)
    if unsigned is None:
        return None
    waiting = len(unsigned - but)
    return Standing(signed=len(members) - waiting, waiting=waiting)


def reworded(work: Work) -> list[Programme]:
    """Programmes whose text has changed since it was last signed, under the same version."""
    return [programme for programme in work.programmes.running() if _is_reworded(work, programme)]


def call(work: Work, prompt: Prompt, reader: Person) -> Call:
    """What a reminder tells. Raises `LookupError` for one whose programme is gone."""
    programme = work.programmes.get(prompt.about["programme"])
    kind = work.type_of(programme)
    signed = work.signatures.of(reader.id, programme.id)
    version = kind.charter.version if kind.charter else 0
    return Call(
        prompt=prompt,
        programme_id=programme.id,
        name=kind.name[reader.language],
        left=still_to_sign(kind, signed),
        renewed=any(one.version < version for one in signed),
    )


def period_of(work: Work, programme_id: int) -> str:
    """What a reminder of the text that holds now is filed under."""
    return _period(programme_id, _version(work, work.programmes.get(programme_id)) or 0)


def _ask(
    work: Work,
    programme: Programme,
    *,
    rung: str,
    only: frozenset[int] | None = None,
    but: frozenset[int] = frozenset(),
) -> int:
    kind = work.type_of(programme)
    unsigned = (_unsigned(work, programme) or frozenset()) - but
    if only is not None:
        unsigned &= only
    profiles = work.profiles.many(unsigned)
    unwilling = {one for one, profile in profiles.items() if PromptKind.CHARTER in profile.muted}
    dues = [_reminder(work, programme, kind, one, rung=rung) for one in sorted(unsigned - unwilling)]
    return work.prompts.plan(dues, now=work.now)


def _unsigned(work: Work, programme: Programme) -> frozenset[int] | None:
    """Who is in a running mentorship and has not signed everything; None when there is nothing to sign."""
    kind = work.type_of(programme)
    if kind.charter is None:
        return None
    parts = len(kind.expectations) + 1
    complete = work.signatures.complete(programme.id, version=kind.charter.version, parts=parts)
    return work.seats.members(programme.id) - complete


def _reminder(
    work: Work,
    programme: Programme,
    kind: ProgrammeType,
    person_id: int,
    *,
    rung: str,
    after: timedelta = timedelta(),
) -> PromptDue:
    assert kind.charter is not None
    return PromptDue(
        kind=PromptKind.CHARTER,
        mentorship_id=None,
        recipient_id=person_id,
        period=_period(programme.id, kind.charter.version),
        rung=rung,
        not_before=work.now + after,
        expires_at=work.now + after + REMINDER_LASTS,
        about={"programme": programme.id},
    )


def _is_reworded(work: Work, programme: Programme) -> bool:
    charter, last = work.type_of(programme).charter, work.signatures.latest(programme.id)
    if charter is None or last is None or last.version != charter.version:
        return False
    return digest_of(charter, last.language) != last.digest


def _left(work: Work, person_id: int, programme: Programme, kind: ProgrammeType) -> tuple[str, ...]:
    if kind.charter is None:
        return ()
    return still_to_sign(kind, work.signatures.of(person_id, programme.id))


def _programmes_of(work: Work, person: Person) -> list[Programme]:
    ids = dict.fromkeys(mentorship.programme_id for mentorship in work.mentorships.of(person.id))
    return [work.programmes.get(programme_id) for programme_id in ids]


def _version(work: Work, programme: Programme) -> int | None:
    charter = work.type_of(programme).charter
    return charter.version if charter else None


def _period(programme_id: int, version: int) -> str:
    return f"charter-{programme_id}-v{version}"
