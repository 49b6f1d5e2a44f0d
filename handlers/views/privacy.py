"""What is kept of somebody, in their own hands: a file of it, and forgetting it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.programme.privacy import Kept
from bot.texts import Speech
from handlers import ids
from handlers.views import blocks, my_data
from handlers.views.blocks import Block, actions, button, header, modal, quiet, section

#: What somebody reads before everything of theirs goes.
BEFORE = ("what", "others", "stays")


def doors(t: Speech, *more: Block) -> Block:
    """The two buttons under whatever says what is kept, and before them what else there is to read of it."""
    return actions(
        *more,
        button(t.plain("privacy.mine"), ids.PRIVACY_FILE),
        button(t.plain("privacy.erase"), ids.PRIVACY_OPEN),
    )


def erase_form(t: Speech, *, backups: int, kept: str) -> Block:
    """It asks once, and says beforehand what goes, what others see, and what stays."""
    said = [t(f"privacy.erase_{one}") for one in BEFORE]
    not_mine = t("privacy.erase_not_mine", days=backups)
    return modal(
        t.plain("privacy.erase_title"),
        *map(section, [*said, not_mine]),
        quiet(t("privacy.erase_again")),
        callback_id=ids.PRIVACY_ERASE_FORM,
        submit=t.plain("privacy.erase_yes"),
        close=t.plain("privacy.erase_no"),
        kept=kept,
    )


def erased(t: Speech) -> Block:
    """The last that they are told."""
    return modal(
        t.plain("privacy.erased_title"),
        section(t("privacy.erased")),
        callback_id="notice",
        submit=None,
        close=t.plain("common.close"),
    )


def home_of_nobody(t: Speech) -> Block:
    """The Home of somebody who asked to be forgotten."""
    return blocks.home(header(t.plain("home.name")), section(t("privacy.home")))


def gone(t: Speech) -> Block:
    """In the place of a message of which nothing is kept any more."""
    return section(t("privacy.gone"))


def file_of(kept: Kept, name: str, t: Speech) -> Mapping[str, object]:
    """What the file holds: a title for each table, a label for each line, in the reader's language."""
    about = t.plain("privacy.file_about", name=name, day=t.calendar_day(t.local(kept.at).date()))
    tables = {
        t.plain(f"privacy.table.{table}"): [
            {
                t.plain(f"privacy.column.{column}"): my_data.read(table, column, value, t)
                for column, value in row.items()
                if value is not None
            }
            for row in rows
        ]
        for table, rows in kept.tables.items()
    }
    return {t.plain("home.name"): about, **tables}
