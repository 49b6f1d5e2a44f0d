"""What people see, case by case: one list for Slack's rules (`test_every_case.py`) and for `make pictures`.

To add a case, add a line to the `CASES` of `tests/views/<conversation>_cases.py` (a new file is found by itself):

    CASES = [
        Case("profile", "Léa changes what she offers", lambda t: views.form(profile(LEA), t)),
    ]

The first word is the sheet, `docs/pictures/profile-fr.webp` and `profile-en.webp`; the title stands above the picture;
what is drawn is a message, a list of blocks (a message too), a form or a Home. People are in `cast.py`: only they
have a name and a face in the pictures. Every public view of `handlers/views` must be drawn by some case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.texts import Speech
from handlers.views.blocks import Block, Message, message

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """Something that somebody sees: on which sheet, under which title, and how it is drawn for a language.

    One that shows only how much fits, with words that nobody would write, is not `drawn` in the pictures.
    """

    conversation: str
    title: str
    draw: Callable[[Speech], Message | Block | list[Block]]
    drawn: bool = True

    def payload(self, t: Speech) -> dict[str, Any]:
        """What Slack is given: the arguments of a message, or a view."""
        drawn = self.draw(t)
        said = message(*drawn) if isinstance(drawn, list) else drawn
        return {"text": said.text, "blocks": said.blocks} if isinstance(said, Message) else said

    def __str__(self) -> str:
        return f"{self.conversation}: {self.title}"


def surface(payload: dict[str, Any]) -> str:
    """Where Slack shows it: "message", "modal" or "home"."""
    return str(payload.get("type", "message"))


def every_case() -> Iterable[Case]:
    """All cases, in the order of their files and of their lines."""
    for file in sorted(HERE.glob("*_cases.py")):
        yield from import_module(f"tests.views.{file.stem}").CASES


def by_conversation() -> dict[str, list[Case]]:
    """The cases of the pictures, sheet by sheet."""
    found: dict[str, list[Case]] = {}
    for case in every_case():
        if case.drawn:
            found.setdefault(case.conversation, []).append(case)
    return found
