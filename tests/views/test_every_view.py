"""Every form's frame fits, as it is written: Slack would cut it without a word.

That every view is drawn and taken by Slack is in `test_every_case.py`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.texts import LANGUAGES, Speech
from bot.texts.catalogue import catalogue
from handlers.views.blocks import TITLE

VIEWS = Path(__file__).parents[2] / "handlers" / "views"


def views() -> Iterator[ast.Module]:
    return (ast.parse(path.read_text(encoding="utf-8")) for path in VIEWS.glob("*.py"))


def titles(module: ast.Module) -> Iterator[str]:
    """The texts that a form puts into its frame: its title and its two buttons."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "modal":
            frame = [
                *node.args[:1],
                *(word.value for word in node.keywords if word.arg in ("submit", "close")),
            ]
            for part in frame:
                yield from (
                    one.value for one in ast.walk(part) if isinstance(one, ast.Constant) and one.value
                )


def spelt_out(key: str) -> list[str]:
    """A key that the code puts together, as `home.page.` and a word, stands for every text that begins so."""
    if not key.endswith("."):
        return [key]
    conversation, _, begins = key.partition(".")
    family = [name for name in catalogue(LANGUAGES[0], conversation).vous if name.startswith(begins)]
    return [f"{conversation}.{name}" for name in family if "." not in name.removeprefix(begins)]


def test_the_frame_of_every_form_fits_as_it_is_written() -> None:
    """Slack takes 24 characters, and what is longer would be cut without a word (`slack.md` §2.1)."""
    keys = {whole for module in views() for key in titles(module) for whole in spelt_out(key)}
    long = {
        f"{language} {key}": text
        for language in LANGUAGES
        for address in ("vous", "tu")
        for key in keys
        if len(text := Speech(language, address).plain(key)) > TITLE
    }
    assert len(keys) > 12, "the forms are where this test looks"
    assert long == {}
