"""An operator brings in what runs already, after having seen it; a bad line brings in nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from operators import ROOT, Operator

from bot.playground import Playground
from bot.sample import COMPANY

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def slack() -> Iterator[Playground]:
    with Playground(manifest=ROOT / "manifest.yml", company=COMPANY) as playground:
        yield playground


def test_pairs_go_in_once_and_a_bad_line_brings_in_nothing(tmp_path: Path, slack: Playground) -> None:
    operator = Operator(tmp_path, slack)

    def types(*lines: str, yes: bool = True) -> tuple[int, str]:
        (tmp_path / "pairs.csv").write_text("\n".join(("mentor,mentee,started_on,name", *lines)))
        said = operator.types("import-mentorships", "pairs.csv", *(["--yes"] if yes else []))
        return said.code, said.out + said.err

    pair = "lea.martin@helianthe.test,U0TOM,2025-03-03,"
    code, said = types(pair, "U0LEA,U0NOBODY,2025-03-03,")
    assert (code, "line 3: U0NOBODY is nobody in this workspace" in said) == (1, True)
    code, said = types(pair, yes=False)
    assert (code, "+ Léa Martin → Tom Becker (2025-03-03, line 2)" in said) == (1, True)
    code, said = types(pair)
    assert (code, "\nDone.\n" in said) == (0, True)
    code, said = types(pair)
    assert (code, "what it holds is here already" in said) == (0, True)
