"""What is asked of the database about the steps of a mentorship, and about the certificates at their end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.certificates import Certificate, CertificateKind, Page, YearOfMentoring
from bot.domain.steps import Step, TakenStep


class Steps(Protocol):
    def begin(self, mentorship_id: int, steps: Iterable[Step]) -> None:
        """Copy these steps for a mentorship; one that has its own already keeps them."""

    def of(self, mentorship_id: int) -> Sequence[TakenStep]:
        """In order; none when they were never copied. Whoever may write holds them until the transaction ends."""

    def with_meetings(self, mentorship_id: int) -> tuple[Sequence[TakenStep], int]:
        """The same, and how many meetings were held that nobody disputes: asked whenever one is told, so at once."""

    def ticked(self, mentorship_id: int) -> frozenset[str]:
        """The keys of the lines that are ticked on any of its sheets."""

    def done(self, mentorship_id: int, keys: Iterable[str], *, at: datetime) -> None: ...
    def leave_out(self, mentorship_id: int, key: str, *, by: int | None, agreed_by: int | None) -> None:
        """Who would leave it out, and who agreed; nobody, when it is to be taken after all."""

    def erase(self, person_id: int) -> None:
        """What they suggested or agreed to leave out no longer says that it was them who did."""


class Certificates(Protocol):
    def issue(
        self,
        person_id: int,
        *,
        kind: CertificateKind,
        programme_id: int,
        mentorship_id: int | None,
        about: str,
        language: str,
        at: datetime,
        page: Page,
    ) -> Certificate | None:
        """With a number drawn by lot; None when this person has one about this already."""

    def get(self, certificate_id: int) -> Certificate | None: ...
    def about(self, person_id: int, about: str) -> Certificate | None: ...
    def numbered(self, code: str) -> Certificate | None: ...
    def with_imprint(self, sha256: str) -> Certificate | None:
        """The certificate of which this file was handed out."""

    def note_imprint(self, certificate_id: int, sha256: str) -> None:
        """A file of it was handed out; those handed out before stay true."""

    def in_mentorship(self, mentorship_id: int) -> Mapping[int, int]:
        """The certificates that were issued for it, by person."""

    def begun(self, about: str) -> bool:
        """Whether anybody has something about this."""

    def mentors_of_year(
        self, first: date, last: date, *, about: str, limit: int
    ) -> Sequence[tuple[int, int]]:
        """Whoever held a meeting as a mentor between these days and has nothing about it yet: person, programme."""

    def year_of(self, person_id: int, first: date, last: date) -> YearOfMentoring:
        """What this person gave as a mentor between these days, both included."""

    def erase(self, person_id: int) -> None:
        """Theirs are gone, and their name from what others have."""
