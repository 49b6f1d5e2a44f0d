"""The page about the playground names tests that exist, and every fault, option and method that there is."""

import inspect
import re
from pathlib import Path

from bot.playground import Playground
from bot.playground.faults import KINDS

HERE = Path(__file__).parent
PAGE = (HERE.parent.parent / "docs" / "playground.md").read_text(encoding="utf-8")


def test_every_rule_is_broken_by_a_test_that_exists():
    written = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 40
    assert not [name for name in named if f"def {name}(" not in written]


def test_every_option_and_every_fault_is_explained():
    options = set(inspect.signature(Playground.__init__).parameters) - {"self"}
    assert not [name for name in options if f"`{name}`" not in PAGE]
    assert not [kind for kind in KINDS if f'"{kind}"' not in PAGE]
