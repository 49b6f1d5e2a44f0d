"""The questions that use cases ask about joining; `ports.py` has the others and the rules they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.charter import Signature
from bot.domain.enrolments import Part
from bot.domain.profiles import Profile
from bot.domain.programmes import Texts
from bot.domain.surveys import Need, Survey
from bot.domain.topics import Suggestion, TopicChange
from bot.domain.whereabouts import Trace


class Profiles(Protocol):
    def of(self, person_id: int) -> Profile:
        """What this person added about themselves; an empty profile when they added nothing."""

    def many(self, person_ids: Iterable[int]) -> Mapping[int, Profile]:
        """The profiles of those who have one."""

    def for_matching(self, person_ids: Iterable[int]) -> Mapping[int, Profile]:
        """The lines that the matcher compares, and no other: what people wrote in their own words stays sealed."""

    def change(self, person_id: int, **values: object) -> Profile: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Application:
    """Somebody's application to mentor. `words` are what the coordinator wrote to them, if anything."""

    id: int
    enrolment_id: int
    applied_at: datetime
    decided_at: datetime | None
    decided_by: int | None
    approved: bool | None
    reason: str | None
    words: str | None


class Applications(Protocol):
    def open(self, enrolment_id: int, at: datetime) -> Application:
        """Write an application down, unless one waits for an answer already."""

    def get(self, application_id: int) -> tuple[int, Application] | None:
        """The application with its person."""

    def latest(self, enrolment_id: int) -> Application | None: ...
    def waiting(self, programme_id: int) -> Sequence[tuple[int, Application]]:
        """Applications without an answer, each with its person, the oldest first; who stopped volunteering is not
        among them.
        """

    def untold(self, programme_id: int) -> Sequence[tuple[int, Application]]:
        """Those of them that are complete and that the team has not heard of."""

    def tell(self, application_id: int) -> None:
        """Write down that the team has heard of it."""

    def since(self, programme_id: int, at: datetime) -> Sequence[tuple[int, Application]]:
        """Those that wait, and those that were decided on from then on, the oldest first."""

    def decide(
        self,
        application_id: int,
        *,
        approved: bool,
        by: int,
        at: datetime,
        reason: str | None = None,
        words: str | None = None,
    ) -> bool:
        """True for the one who decided; a second press finds it decided."""

    def took(self, enrolment_id: int, part: Part, at: datetime) -> None:
        """Write down that a part was taken up or put down (`field.md` W2: history kept)."""

    def history(self, enrolment_id: int) -> Sequence[tuple[Part, datetime]]: ...


class Traces(Protocol):
    """Where everybody is in a programme; a whole company in a few questions."""

    def of(self, programme_id: int) -> Mapping[int, Trace]:
        """By person, what everybody who has a place left behind. What they wrote is not opened."""

    def introduced(self, programme_id: int) -> Mapping[int, datetime]:
        """Since when people have a mentor, a stand-in aside."""


class Topics(Protocol):
    def changes(self) -> Sequence[TopicChange]:
        """What coordinators changed in the catalogue, in the order in which it came to be."""

    def held(self) -> Sequence[TopicChange]:
        """The same, while others who want to change the catalogue wait: two coordinators at once take turns."""

    def counts(self, programme_id: int) -> Mapping[str, tuple[int, int]]:
        """How many mentors offer each topic, and how many people look for it."""

    def offer(self, key: str, texts: Texts, *, withdrawn: bool = False) -> None:
        """Add a topic, reword it, or withdraw it: its key stays what people chose."""

    def suggest(self, words: str, language: str) -> None: ...
    def suggestions(self) -> Sequence[Suggestion]: ...
    def settle(self, suggestion_id: int) -> bool:
        """Take a suggestion off the list; False when somebody else has."""


class Signatures(Protocol):
    def of(self, person_id: int, programme_id: int) -> Sequence[Signature]: ...
    def sign(
        self,
        person_id: int,
        programme_id: int,
        *,
        what: str,
        version: int,
        language: str,
        digest: str,
        at: datetime,
    ) -> None:
        """Signed twice is signed once; the first instant stays."""

    def complete(self, programme_id: int, *, version: int, parts: int) -> frozenset[int]:
        """Everybody who agreed to that many parts of this version."""

    def latest(self, programme_id: int) -> Signature | None: ...


class Avoided(Protocol):
    """Private refusals: opened for their author and for the matcher, and for nobody else (design §8)."""

    def by(self, person_id: int) -> frozenset[int]:
        """Whom this person would rather not be paired with: for their own eyes."""

    def around(self, person_id: int) -> frozenset[int]:
        """Everybody who must not be paired with this person, whichever of the two said so: for the matcher."""

    def pairs(self) -> Mapping[int, frozenset[int]]:
        """The same for everybody, both ways round."""

    def keep(self, person_id: int, others: Iterable[int]) -> None:
        """Replace this person's list; an empty one leaves no trace."""


class Surveys(Protocol):
    def population(self, programme_id: int, networks: Sequence[str]) -> Sequence[int]:
        """The employees of these networks, or of all, except who said "not for me" or left the programme."""

    def ask(
        self,
        programme_id: int,
        *,
        person_ids: Iterable[int],
        networks: Sequence[str],
        by: int,
        at: datetime,
        closes_on: date,
    ) -> Survey: ...
    def get(self, survey_id: int) -> Survey | None: ...
    def latest(self, programme_id: int) -> Survey | None: ...
    def held(self, programme_id: int) -> Survey | None:
        """The latest, while others who want to ask something wait: two coordinators at once take turns."""

    def close(self, survey_id: int, on: date) -> None: ...
    def is_asked(self, survey_id: int, person_id: int) -> bool: ...
    def has_answered(self, survey_id: int, person_id: int) -> bool: ...
    def answer(self, survey_id: int, person_id: int, need: Need) -> bool:
        """Write that they answered, and beside it, linked to nobody, what is needed; False the second time."""

    def needs(self, survey_id: int) -> Sequence[Need]: ...
