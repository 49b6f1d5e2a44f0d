"""A file that somebody gave in a form: read from Slack with our token, and let go of when it has served."""

from __future__ import annotations

import re

from bot.domain.refusals import Outdated, Refusal
from handlers.messenger import InstallationBroken, SlackFile, SlackIsBusy, SlackIsUnclear, SlackSaidNo
from handlers.turn import Turn

#: Megabytes: more than 10,000 people, and no more than is read in a moment.
MOST = 2
MEGABYTE = 1_000_000

_FILE = re.compile(r"F[A-Z0-9]{2,30}")


class FileGone(Refusal):
    """The file is not on Slack any more, or is somebody else's."""

    key = "roster.gone"


class FileTooLarge(Refusal):
    """More than `most` megabytes."""

    key = "roster.too_large"


class FileNotGiven(Refusal):
    """Slack does not give the file, but something else."""

    key = "roster.not_given"


def content_of(turn: Turn, file_id: str) -> bytes:
    """The file's bytes, if it is the person's own: a button can be forged, and files are read with our token.

    Raises `FileGone`, `FileTooLarge`, `FileNotGiven`.
    """
    file = _own_file(turn, file_id)
    if file is None:
        raise FileGone
    if file.size > MOST * MEGABYTE:
        raise FileTooLarge(most=MOST)
    try:
        raw = turn.house.messenger.download(file, most=MOST * MEGABYTE)
    except SlackSaidNo:
        raise FileNotGiven from None
    if len(raw) > MOST * MEGABYTE:
        raise FileTooLarge(most=MOST)
    return raw


def is_left(turn: Turn, file_id: str) -> bool:
    """Whether the file, of which nothing is needed any more, stays on Slack: often its author alone may delete it.

    By now what was to be done is done: whatever Slack answers must not look as if it were not.
    """
    try:
        return _own_file(turn, file_id) is not None and not turn.house.messenger.delete_file(file_id)
    except (SlackIsBusy, SlackIsUnclear, InstallationBroken):
        return True


def file_in(given: object) -> str:
    """A file's id. Raises `Outdated` for anything else."""
    if not _FILE.fullmatch(str(given)):
        raise Outdated
    return str(given)


def _own_file(turn: Turn, file_id: str) -> SlackFile | None:
    try:
        file = turn.house.messenger.file(file_id)
    except SlackSaidNo:
        return None
    return file if file.owner == turn.slack_id else None
