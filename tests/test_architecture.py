"""The named rules of the house (docs/architecture.md), kept by reading the code.

Each failure says which rule was broken, in which file, and how.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSES = ("bot", "handlers", "storage")
HEARTS = ("bot.programme", "bot.domain", "bot.texts")
ENTRANCES = {"bot/__main__.py", "bot/cli.py", "bot/commands"}
LAZY = "ortools fpdf uharfbuzz fontTools PIL matplotlib aiohttp playwright waitress prometheus_client"
HEAVY = tuple(LAZY.split())
OUTSIDE = {
    "random",
    "secrets",
    "os",
    "pathlib",
    "shutil",
    "socket",
    "http",
    "urllib",
    "subprocess",
    "sqlite3",
}
OUTSIDE |= {"logging", "time", "threading", "asyncio", "importlib"}
#: Ways to read a clock, however datetime and time were imported; the monotonic one tells no time of day.
CLOCKS = re.compile(
    r"((dt|datetime|_datetime)\.)?(datetime|date|dt)\.(now|utcnow|today)"
    r"|time\.(time|time_ns|localtime|gmtime)|func\.(now|current_timestamp|localtimestamp)"
)
READS = {
    "now",
    "utcnow",
    "today",
    "time",
    "time_ns",
    "localtime",
    "gmtime",
    "current_timestamp",
    "localtimestamp",
}
WIRING = "bot/wiring.py"
CLOCK = "bot/clock.py"


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Read once: many rules look at the same files."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module a file imports, also inside its functions; names imported from a package count as modules."""
    return tuple(imported(path))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, (
                f"The Star is broken: {name(path)} uses a relative import; write the whole path."
            )
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_in(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def is_entrance(path: Path) -> bool:
    return any(name(path) == entrance or name(path).startswith(f"{entrance}/") for entrance in ENTRANCES)


def broken(rule: str, offences: list[str]) -> None:
    assert not offences, f"{rule} is broken:\n" + "\n".join(offences)


def test_the_star_handlers_and_storage_meet_only_in_the_middle() -> None:
    offences = []
    for house, other in (("handlers", "storage"), ("storage", "handlers")):
        for path in sources(house):
            for module in imports(path):
                if is_in(module, other):
                    offences.append(f"{name(path)} imports {module}: {house} and {other} never meet.")
                if module.startswith("bot.") and not is_in(module, *HEARTS):
                    offences.append(f"{name(path)} imports {module}: of bot, only {', '.join(HEARTS)}.")
    broken("The Star", offences)


def test_the_star_bot_knows_neither_slack_nor_sql() -> None:
    offences = [
        f"{name(path)} imports {module}: bot speaks mentoring."
        for path in sources("bot/domain", "bot/programme", "bot/texts")
        for module in imports(path)
        if is_in(module, "handlers", "storage", "slack_bolt", "slack_sdk", "sqlalchemy", "sqlmodel")
    ]
    broken("The Star", offences)


def test_the_meeting_point_only_wiring_imports_across() -> None:
    offences = [
        f"{name(path)} imports {module}: only {WIRING} and the entry points bring the houses together."
        for path in sources("bot")
        if name(path) != WIRING and not is_entrance(path)
        for module in imports(path)
        if is_in(module, "handlers", "storage", "bot.wiring")
    ]
    broken("The Meeting Point", offences)


def test_the_packages_open_no_door_by_themselves() -> None:
    init = tree(ROOT / "bot/__init__.py")
    assert not [node for node in ast.walk(init) if isinstance(node, ast.Import | ast.ImportFrom)], (
        "The Star is broken: bot/__init__.py must import nothing, or the star closes into a ring."
    )


def test_plain_rules_the_domain_is_standard_library_only() -> None:
    offences = []
    for path in sources("bot/domain"):
        for module in top_imports(path):
            if module.split(".")[0] not in sys.stdlib_module_names and not is_in(module, "bot.domain"):
                offences.append(f"{name(path)} imports {module}: the rules need the standard library only.")
            if module.split(".")[0] in OUTSIDE:
                offences.append(f"{name(path)} imports {module}: the rules touch nothing outside.")
        for module in set(imports(path)) - set(top_imports(path)):
            if module.split(".")[0] not in {*sys.stdlib_module_names, "bot", "ortools"}:
                offences.append(
                    f"{name(path)} imports {module} in a function: only the solver comes so late."
                )
        for node in ast.walk(tree(path)):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id in {"open", "print", "input"}:
                offences.append(f"{name(path)}:{called.lineno} calls {called.id}: the rules do nothing.")
    broken("Plain Rules", offences)


def top_imports(path: Path) -> Iterator[str]:
    """What a module imports when it is loaded; the solver is imported inside its function."""
    for node in tree(path).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_one_door_for_time() -> None:
    offences = []
    for path in sources(*HOUSES):
        if name(path) == CLOCK or name(path).startswith("bot/playground/"):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in READS and CLOCKS.fullmatch(ast.unparse(node)):
                offences.append(f"{name(path)}:{node.lineno} reads {ast.unparse(node)}; ask the clock.")
            if isinstance(node, ast.ImportFrom) and node.module == "time":
                offences.append(f"{name(path)}:{node.lineno} takes the clock out of time; ask the clock.")
    broken("One Door for Time", offences)


def test_the_island_the_playground_knows_nothing_of_the_project() -> None:
    offences = [
        f"{name(path)} imports {module}: the playground is an island."
        for path in sources("bot/playground")
        for module in imports(path)
        if is_in(module, *HOUSES) and not is_in(module, "bot.playground")
    ]
    offences += [
        f"{name(path)} imports {module}: only the entry points and the tests sail there."
        for path in sources(*HOUSES)
        if not name(path).startswith("bot/playground/") and not is_entrance(path)
        for module in imports(path)
        if is_in(module, "bot.playground")
    ]
    broken("The Island", offences)


def test_no_slack_in_a_transaction() -> None:
    """Use cases and repositories know no Slack client, so a transaction cannot talk to Slack."""
    offences = [
        f"{name(path)} imports {module}: say it after the commit."
        for path in sources("bot/programme", "storage")
        for module in imports(path)
        if is_in(module, "slack_sdk", "slack_bolt")
    ]
    for path in sources("handlers"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.With) and any(_is_work(item.context_expr) for item in node.items):
                offences += [
                    f"{name(path)}:{call.lineno} calls Slack inside a transaction: {ast.unparse(call)[:60]}"
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call) and _speaks(call)
                ]
    broken("No Slack in a Transaction", offences)


def _is_work(expression: ast.expr) -> bool:
    return (
        isinstance(expression, ast.Call)
        and isinstance(expression.func, ast.Attribute)
        and expression.func.attr in {"work", "look"}
    )


def _speaks(call: ast.Call) -> bool:
    """`turn.open` speaks to Slack at once; `turn.say` and its kin only promise to, after the commit."""
    text = ast.unparse(call.func)
    return "messenger." in text or text in {"turn.open"}


def test_no_words_in_code() -> None:
    """Sentences belong to the catalogues: no string of a handler or a view reads like one."""
    offences = []
    for path in sources("handlers"):
        module = tree(path)
        not_said = {id(constant) for constant in _not_said_to_people(module)}
        for node in ast.walk(module):
            said = _text_of(node)
            words = said.split()
            if id(node) in not_said or len(words) < 4:
                continue
            if all(word.replace("’", "").isalpha() for word in words[:3]):
                offences.append(f"{name(path)}:{node.lineno} says {said[:60]!r}; put it in bot/texts.")
    broken("No Words in Code", offences)


def _text_of(node: ast.AST) -> str:
    """What a string says, and an f-string without what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text_of(part) for part in node.values)
    return ""


def _not_said_to_people(module: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, log lines, and lists of Slack's own words."""
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log."):
            yield from ast.walk(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            yield node.func.value


def test_files_stay_small_enough_to_tell_one_story() -> None:
    offences = []
    for path in [*sources(*HOUSES, "tests"), *(ROOT / "bot").rglob("*.js"), *(ROOT / "bot").rglob("*.css")]:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > 350:
            offences.append(f"{name(path)} has {lines} lines; above 350 a file attracts everything.")
    broken("Small Files", offences)


@pytest.mark.parametrize("module", ["bot.wiring"])
def test_light_start(module: str) -> None:
    script = f"import {module}, sys; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not loaded, f"Light Start is broken: importing {module} loads {', '.join(loaded)}."


def test_no_index_address_and_no_machine_path_is_in_the_project() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    forbidden = ("pypi" + ".org", "python" + "hosted", "npm" + "js", "deb." + "debian", "/wor" + "k/")
    offences = []
    for line in listed.splitlines():
        path = ROOT / line
        if not path.is_file() or path.suffix in {".png", ".ico"}:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        offences += [f"{line} names {word}" for word in forbidden if word in text]
    broken("The lock names no address", offences)
