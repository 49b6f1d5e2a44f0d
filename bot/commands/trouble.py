"""Turns what an operator can mend into one sentence in their language, on standard error, and exit code 1.

A mistake of ours is no such thing: it keeps its trace, which is what a bug report needs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from bot.operators import speech
from bot.programme.ports import TryLater
from bot.programme.types import ProgrammeFileError
from bot.settings import SettingsMistakes
from bot.texts import Speech
from handlers.messenger import InstallationBroken, SlackIsBusy, SlackIsUnclear, SlackSaidNo
from storage import problems
from storage.lock import AlreadyRunning
from storage.sealing import SealBroken

#: A driver's own words can be long; the beginning says what happened.
LONGEST_DETAIL = 200


class NotNow(Exception):
    """A command cannot be carried out, for a reason that is already a sentence or several."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = list(sentences)


class TokenRefused(Exception):
    """Slack refuses the token of this setting: `reason` is its own word for why."""

    def __init__(self, setting: str, reason: str) -> None:
        super().__init__(f"{setting}: {reason}")
        self.setting = setting
        self.reason = reason


#: What can be wrong outside the house. Everything else is a mistake of ours.
MENDABLE = (
    NotNow,
    TokenRefused,
    SettingsMistakes,
    ProgrammeFileError,
    AlreadyRunning,
    problems.DatabaseProblem,
    DBAPIError,
    TryLater,
    SealBroken,
    InstallationBroken,
    SlackSaidNo,
    SlackIsBusy,
    SlackIsUnclear,
)


@contextmanager
def explained() -> Iterator[None]:
    """Nothing an operator can mend leaves a trace of Python on their screen. Ctrl-C leaves without a word."""
    try:
        yield
    except MENDABLE as trouble:
        print(*sentences(trouble, speech()), sep="\n", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def sentences(trouble: BaseException, t: Speech) -> list[str]:
    """What happened and what to do, most often in one sentence."""
    match trouble:
        case NotNow() | SettingsMistakes():
            return trouble.sentences
        case ProgrammeFileError():
            return [t.plain("operator.programme_files"), *trouble.sentences]
        case AlreadyRunning():
            return [_somebody_is_there(trouble, t)]
        case problems.DatabaseProblem():
            return [_database(trouble, t)]
        case DBAPIError():
            return [t.plain("operator.database_other", detail=_short(str(trouble.orig)))]
        case SealBroken():
            return [t.plain("operator.seal_broken")]
        case InstallationBroken() | SlackSaidNo():
            return [_token("SLACK_BOT_TOKEN", trouble.reason, t)]
        case TokenRefused():
            return [_token(trouble.setting, trouble.reason, t)]
        case SlackIsBusy():
            return [t.plain("operator.slack_busy", seconds=round(trouble.seconds))]
        case SlackIsUnclear():
            return [slack_is_silent(trouble.__cause__ or trouble, t)]
    return [str(trouble)]


def _somebody_is_there(held: AlreadyRunning, t: Speech) -> str:
    since = f"{held.since.astimezone():%Y-%m-%d %H:%M}"
    if not held.pid:
        return t.plain("operator.already_running_unnamed", since=since)
    return t.plain("operator.already_running", pid=str(held.pid), since=since)


#: The more particular first: busy and unreachable are also "try later".
DATABASE: tuple[tuple[type[problems.DatabaseProblem], str], ...] = (
    (problems.DatabaseBusy, "operator.database_busy"),
    (problems.DatabaseUnreachable, "operator.database_unreachable"),
    (problems.DatabaseReadOnly, "operator.database_read_only"),
    (problems.DatabaseFull, "operator.database_full"),
    (problems.NotADatabase, "operator.database_not_one"),
    (problems.NoSuchPlace, "operator.database_no_place"),
    (problems.NewerSchema, "operator.database_newer"),
    (problems.DatabaseProblem, "operator.database_other"),
)


def _database(problem: problems.DatabaseProblem, t: Speech) -> str:
    key = next(key for kind, key in DATABASE if isinstance(problem, kind))
    revisions = {"found": "", "known": ""}
    if isinstance(problem, problems.NewerSchema):
        revisions = {"found": problem.found, "known": problem.known}
    return t.plain(key, where=problem.where, detail=_short(problem.detail), **revisions)


#: Slack's word for why a token is refused, and what it means for who has to mend it (reliability.md §2.5).
TOKENS = {
    "invalid_auth": "operator.token_unknown",
    "not_authed": "operator.token_unknown",
    "account_inactive": "operator.token_revoked",
    "token_revoked": "operator.token_revoked",
    "token_expired": "operator.token_revoked",
    "not_allowed_token_type": "operator.token_kind",
    "missing_scope": "operator.token_scope",
}


def _token(setting: str, reason: str, t: Speech) -> str:
    place = {
        "SLACK_BOT_TOKEN": t.plain("operator.place_bot_token"),
        "SLACK_APP_TOKEN": t.plain("operator.place_app_token"),
    }[setting]
    key = TOKENS.get(reason, "operator.token_other")
    return t.plain(key, setting=setting, place=place, reason=reason)


def slack_is_silent(lost: BaseException, t: Speech, address: str = "") -> str:
    """The system's own words, such as "connection refused", say more than our class."""
    reason = _short(str(getattr(lost, "reason", None) or lost) or type(lost).__name__)
    detail = f"{address} ({reason})" if address else reason
    return t.plain("operator.slack_silent", detail=detail)


def _short(detail: str) -> str:
    words = " ".join(detail.split())
    return words if len(words) <= LONGEST_DETAIL else f"{words[:LONGEST_DETAIL]}…"
