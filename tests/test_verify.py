"""An operator is shown a certificate: it is as it was given, it was changed, or nobody ever issued it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from databases import migrate
from living import arrive
from operators import ROOT, Operator, Said

from bot.domain.certificates import CertificateKind, code_typed
from bot.playground import Playground
from bot.programme import papers
from bot.programme.papers import Verdict
from bot.programme.work import Work
from bot.sample import COMPANY
from storage.engine import open_engine
from storage.sealing import Sealer
from storage.store import Store
from tests.storage.stage import CUSTOMS, NOON, StoppedClock
from tests.storage.together import certificate_page

AWAY = {"SLACK_API_URL": "http://127.0.0.1:9/api/"}


@pytest.fixture(scope="module")
def slack() -> Iterator[Playground]:
    with Playground(manifest=ROOT / "manifest.yml", company=COMPANY) as playground:
        yield playground


@pytest.fixture
def operator(tmp_path: Path, slack: Playground) -> Operator:
    migrate(f"sqlite:///{tmp_path / 'binome.db'}")
    return Operator(tmp_path, slack)


@contextmanager
def at_work(operator: Operator) -> Iterator[Work]:
    """In the operator's database, as the bot is."""
    engine = open_engine(f"sqlite:///{operator.folder / 'binome.db'}", pool_size=1)
    sealer = Sealer([operator.settings["BINOME_SECRET_KEYS"]])
    store = Store(engine, sealer=sealer, clock=StoppedClock(), customs=CUSTOMS)
    with store.work(store.workspace("T0BINOME")) as work:
        yield work
    engine.dispose()


def given(operator: Operator) -> tuple[str, bytes]:
    """Tom's certificate, and its number."""
    with at_work(operator) as work:
        lea, tom = arrive(work, "U0LEA", "Léa Martin"), arrive(work, "U0TOM", "Tom Becker", "en")
        programme = work.programmes.start(
            type_key="long_term", name="M", language="fr", timezone="Europe/Paris", started_on=NOON.date()
        )
        issued = work.certificates.issue(
            tom.id,
            kind=CertificateKind.MENTORSHIP,
            programme_id=programme.id,
            mentorship_id=None,
            about="mentorship-1",
            language="en",
            at=NOON,
            page=replace(certificate_page(tom, lea), done=8, of=10),
        )
        assert issued is not None
        paper = papers.paper(work, issued)
        content = papers.draw(paper, CUSTOMS)
        papers.handed_out(work, paper, content)
    return issued.code, content


def lines(said: Said) -> list[str]:
    return [" ".join(line.split()) for line in said.out.splitlines()]


def test_a_file_is_genuine_to_the_byte_and_slack_is_not_asked(operator: Operator) -> None:
    code, content = given(operator)
    (operator.folder / "given.pdf").write_bytes(content)
    (operator.folder / "changed.pdf").write_bytes(content[:-9] + b"!" + content[-8:])

    said = operator.types("verify", "given.pdf", **AWAY)
    assert said.code == 0, said
    assert lines(said) == [
        f"This is certificate {code} as it was given, byte for byte.",
        "To Tom Becker",
        "Programme Mentoring",
        "On Monday 23 November 2026",
        "Steps 8 of 10",
    ]
    assert "Léa" not in said.out, "with whom is between them"
    changed = operator.types("verify", "changed.pdf", **AWAY)
    assert changed.code == 3
    assert "it has been changed. This is what was issued under that number:" in changed.out
    assert "Tom Becker" in changed.out


def test_what_was_changed_and_what_was_made_up_are_told_apart(operator: Operator) -> None:
    code, content = given(operator)
    middle = len(content) // 2
    one_bit_off = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    with at_work(operator) as work:
        for changed in (one_bit_off, content + b" "):
            found = papers.verify(work, changed)
            assert (found.verdict, found.code) == (Verdict.CHANGED, code)
            assert found.certificate is not None, "what was issued under that number is told"
        assert papers.verify(work, b"%PDF BIN-AAAA-BBBB").verdict is Verdict.MADE_UP
        assert papers.verify(work, b"").verdict is Verdict.NOT_OURS


def test_a_number_is_known_however_it_is_typed() -> None:
    for typed in ("BIN-NYVY-QA8V", "bin-nyvy-qa8v", "BINNYVYQA8V", " bin nyvy qa8v ", "BIN–NYVY–QA8V"):
        assert code_typed(typed) == "BIN-NYVY-QA8V", typed
    for other in ("attestat", "NYVY-QA8V", "BIN-NYVY-QA8V.pdf", "BIN-NYVY-QA81", ""):
        assert code_typed(other) is None, other


@pytest.mark.slow
def test_a_number_says_what_was_issued_in_the_operators_language(operator: Operator) -> None:
    code, _ = given(operator)
    french = {**AWAY, "BINOME_LANGUAGE": "fr"}
    said = operator.types("verify", code.lower(), **french)
    assert said.code == 0
    assert lines(said)[:2] == [f"L’attestation {code} a bien été délivrée :", "À Tom Becker"]
    unknown = operator.types("verify", "BIN-AAAA-BBBB", **AWAY)
    assert (unknown.code, unknown.out) == (3, "No certificate was issued under the number BIN-AAAA-BBBB.\n")
    (operator.folder / "letter.pdf").write_bytes(b"%PDF-1.7 something else")
    assert operator.types("verify", "letter.pdf", **AWAY).code == 3
    nowhere = operator.types("verify", "nowhere.pdf", **AWAY)
    assert nowhere.code == 1
    assert "neither the number of a certificate (BIN-XXXX-XXXX) nor a file" in nowhere.err
