"""What a coordinator reads of a file that they hand over, whatever is in it: asked for, read, refused, let go of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.spreadsheet import Mistake
from bot.texts import Markup, Speech
from handlers.views import spreadsheet
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    file_input,
    header,
    message,
    quiet,
    section,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of file: what its line of the form is called, the sentences that are its own, and its buttons."""

    name: str
    title: str
    no_permission: str
    reading: str
    apply: str
    open_id: str
    apply_id: str
    cancel_id: str


def line(kind: Kind, t: Speech, *, most: int) -> Block:
    """The form's line for the file; `most` is in megabytes."""
    return ask(
        t.plain("roster.file"),
        file_input(kind.name, types=spreadsheet.TYPES),
        block_id=kind.name,
        hint=t.plain("roster.file_hint", most=most),
    )


def no_permission(kind: Kind, t: Speech) -> Message:
    return message(section(t(kind.no_permission)))


def reading(kind: Kind, t: Speech) -> Message:
    return message(section(t(kind.reading)))


def decisions(kind: Kind, file_id: str, fingerprint: str, t: Speech) -> Block:
    """Apply, or change nothing. The buttons carry what was shown, so that nothing else is applied."""
    carried = f"{file_id}:{fingerprint}"
    return actions(
        button(t.plain(kind.apply), kind.apply_id, value=carried, style="primary"),
        button(t.plain("roster.cancel"), kind.cancel_id, value=carried),
    )


def applying(t: Speech) -> Message:
    return message(section(t("roster.applying")))


def refused(kind: Kind, mistakes: Sequence[Mistake], t: Speech, *, file_left: bool) -> Message:
    """Every mistake with its line: nothing is applied before all are mended."""
    return message(
        header(t.plain(kind.title)),
        *spreadsheet.mistakes(mistakes, t),
        quiet(file_words(t, left=file_left)),
        another_file(kind, t),
    )


def already(t: Speech) -> Message:
    return message(section(t("roster.already")))


def cancelled(t: Speech, *, file_left: bool) -> Message:
    return message(section(t("roster.cancelled")), quiet(file_words(t, left=file_left)))


def another_file(kind: Kind, t: Speech) -> Block:
    return actions(button(t.plain("roster.another_file"), kind.open_id))


def file_words(t: Speech, *, left: bool) -> Markup:
    """Whether it is still on Slack."""
    return t("roster.file_left" if left else "roster.file_gone")
