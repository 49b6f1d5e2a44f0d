"""A file that somebody hands over, the roster or mentorships: why what it says is not done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.roster_changes import Difference
from bot.domain.spreadsheet import Mistake
from bot.programme.importable import Found

#: Of a file that names nobody by an e-mail address.
NO_ADDRESSES: Mapping[str, str] = {}


class FileRefused(Exception):
    """Lines that have to be mended first, in the order of the file."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes, the first on line {mistakes[0].line}")
        self.mistakes = mistakes


class NotAsShown(Exception):
    """What would be done is no longer what was shown; `found` is what it would be now."""

    def __init__(self, found: Difference | Found) -> None:
        super().__init__("it is another by now")
        self.found = found
