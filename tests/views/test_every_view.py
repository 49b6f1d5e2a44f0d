"""No view is shown to people that no test has put before Slack's rules.

Read from the code: what the tests of this folder name, and what that draws in its turn.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.texts import LANGUAGES, Speech
from handlers.views.blocks import TITLE

ROOT = Path(__file__).parents[2]
VIEWS = "handlers.views"
#: What a view returns.
DRAWN = {"Message", "Block", "Said"}

Name = tuple[str, str]  # a module of handlers/views, and something in it


def views() -> dict[str, ast.Module]:
    return {path.stem: read(path) for path in (ROOT / "handlers/views").glob("*.py")}


def read(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def known_as(module: ast.Module) -> dict[str, Name]:
    """What the file calls the views and their modules: `views` is ("home", ""), `bundle` ("prompts", "bundle")."""
    names: dict[str, Name] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            package, _, inner = node.module.rpartition(".")
            for alias in node.names:
                if node.module == VIEWS:
                    names[alias.asname or alias.name] = (alias.name, "")
                elif package == VIEWS:
                    names[alias.asname or alias.name] = (inner, alias.name)
    return names


def named_in(tree: ast.AST, names: dict[str, Name], own: str = "") -> Iterator[Name]:
    """The things of handlers/views that this piece of code names, its own module's among them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module, inner = names.get(node.value.id, ("", "x"))
            if not inner:
                yield module, node.attr
        elif isinstance(node, ast.Name):
            yield names.get(node.id, (own, node.id))


def parts(module: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """What a module defines at its top: functions, classes and tables."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign):
            yield from ((target.id, node) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node


def drawn_by(named: Iterable[Name], modules: dict[str, ast.Module]) -> set[Name]:
    """All that is reached from these names."""
    inside = {
        (name, part): set(named_in(node, known_as(module), own=name))
        for name, module in modules.items()
        for part, node in parts(module)
    }
    reached: set[Name] = set()
    waiting = list(named)
    while waiting:
        one = waiting.pop()
        if one in inside and one not in reached:
            reached.add(one)
            waiting += inside[one]
    return reached


def is_a_view(node: ast.stmt) -> bool:
    if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or node.returns is None:
        return False
    return bool({name.id for name in ast.walk(node.returns) if isinstance(name, ast.Name)} & DRAWN)


def test_every_view_is_drawn_by_a_test_that_knows_slacks_rules() -> None:
    modules = views()
    here = ROOT / "tests/views"
    tests = [read(path) for path in here.glob("test_*.py") if "problems" in path.read_text()]
    tests += [read(path) for path in here.glob("*_cases.py")]
    drawn = drawn_by((name for test in tests for name in named_in(test, known_as(test))), modules)
    shown = {
        (name, part) for name, module in modules.items() for part, node in parts(module) if is_a_view(node)
    }

    missing = sorted(f"handlers/views/{module}.py: {part}" for module, part in shown - drawn)
    assert len(shown) > 60, "the views are where this test looks"
    assert missing == [], "no test in tests/views draws these"


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


def test_the_frame_of_every_form_fits_as_it_is_written() -> None:
    """Slack takes 24 characters, and what is longer would be cut without a word (`slack.md` §2.1)."""
    keys = {key for module in views().values() for key in titles(module)}
    long = {
        f"{language} {key}": text
        for language in LANGUAGES
        for address in ("vous", "tu")
        for key in keys
        if len(text := Speech(language, address).plain(key)) > TITLE
    }
    assert len(keys) > 12, "the forms are where this test looks"
    assert long == {}
