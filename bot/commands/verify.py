"""`binome verify`: whether a file is a certificate as it was handed out, byte for byte, or what was issued under a
number. Exit code 0 when it is, 3 when it is not, 1 when nobody can say.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.commands.opening import opened_without_slack
from bot.commands.trouble import NotNow, explained
from bot.domain.calendar import local_day
from bot.domain.certificates import Certificate, CertificateKind, code_typed
from bot.programme import papers
from bot.programme.papers import Verdict
from bot.texts import Speech

NOT_GENUINE = 3
#: Bytes. Ours have some tens of thousands: whatever is larger is none of ours.
MOST = 20_000_000
TOLD: Mapping[Verdict, str] = {
    Verdict.GENUINE: "verifying.genuine",
    Verdict.CHANGED: "verifying.changed",
    Verdict.MADE_UP: "verifying.made_up",
    Verdict.NOT_OURS: "verifying.not_ours",
}


def verify(what: str) -> None:
    """A number, however it was typed, or else a file."""
    if code := code_typed(what):
        _number(code)
    else:
        _file(Path(what))


def _number(code: str) -> None:
    with explained(), opened_without_slack() as (store, workspace, t):
        with store.look(workspace) as work:
            issued = work.certificates.numbered(code)
        if issued is None:
            print(t.plain("verifying.made_up", code=code))
        else:
            print(t.plain("verifying.issued", code=code))
            _describe(issued, t)
    if issued is None:
        sys.exit(NOT_GENUINE)


def _file(path: Path) -> None:
    with explained(), opened_without_slack() as (store, workspace, t):
        content = _read(path, t)
        with store.look(workspace) as work:
            found = papers.verify(work, content)
        print(t.plain(TOLD[found.verdict], code=found.code))
        if found.certificate is not None:
            _describe(found.certificate, t)
    if found.verdict is not Verdict.GENUINE:
        sys.exit(NOT_GENUINE)


def _read(path: Path, t: Speech) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST)
    except FileNotFoundError as missing:
        raise NotNow(t.plain("verifying.nothing", what=str(path))) from missing
    except OSError as refused:
        detail = refused.strerror or type(refused).__name__
        raise NotNow(t.plain("verifying.no_file", what=str(path), detail=detail)) from refused


def _describe(issued: Certificate, t: Speech) -> None:
    """All that its page says but whom it was with: that is between them."""
    page = issued.page
    day = local_day(t.zone, issued.issued_at)
    said = {
        "verifying.to": page.who.name,
        "verifying.programme": page.programme,
        "verifying.on": t.date(day, today=date.min),  # with its year, whichever it is
    }
    if issued.kind is CertificateKind.MENTORSHIP:
        said["verifying.steps"] = t.plain("verifying.of", done=page.done, total=page.of)
    else:
        said["verifying.year"] = str(page.since.year)
    width = max(len(t.plain(key)) for key in said)
    for key, value in said.items():
        print(f"  {t.plain(key).ljust(width)}  {value}")
