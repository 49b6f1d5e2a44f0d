"""Steps and certificates in Slack: left out by two, given to everybody once, and to nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from urllib.request import urlopen

import pypdfium2
import pytest

from bot.domain.mentorships import Mentorship
from bot.domain.steps import Asks, Step
from bot.programme import meetings, papers
from bot.programme.papers import Verdict
from handlers import ids
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone

pytestmark = pytest.mark.long


def with_steps(company: Company, *asks: Asks) -> None:
    """The long-term type asks these of whoever begins now."""
    steps = [
        Step(key=f"s{number}", texts={"fr": f"Étape {number}", "en": f"Step {number}"}, asks=one)
        for number, one in enumerate(asks)
    ]
    store = company.binome.store
    types = {
        **store.customs.types,
        "long_term": replace(store.customs.types["long_term"], steps=tuple(steps)),
    }
    store.customs = replace(store.customs, types=types)


def meet(company: Company, mentorship: Mentorship, who: Someone, *days: str) -> None:
    for day in days:
        with company.work() as work:
            actor = work.people.by_slack_id(who.slack_id)
            meetings.log(work, actor, mentorship, minutes=45, day=date.fromisoformat(day), form=None)


def files(someone: Someone) -> list[dict[str, str]]:
    return [file for message in someone.messages() for file in message.get("files", [])]


def content(company: Company, file: Mapping[str, str]) -> bytes:
    with urlopen(f"{company.url}{file['url']}", timeout=10) as answer:
        return bytes(answer.read())


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


@pytest.fixture
def pair(company: Company) -> Mentorship:
    """Léa and Tom, who have two steps of three behind them."""
    with_steps(company, Asks(meetings=1), Asks(meetings=2), Asks(meetings=9))
    made = an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-02")
    company.travel("2026-03-10 11:00")
    meet(company, made, company.someone("U0TOM"), "2026-03-04", "2026-03-05")
    company.someone("U0TOM").says("hello")
    company.someone("U0LEA").says("bonjour")
    company.tick()
    return made


def test_a_step_is_left_out_by_two_and_each_is_brought_their_certificate_once(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    tom.presses_forged(ids.STEPS_OPEN, str(pair.id))
    tom.presses("Leave it out")
    assert not files(tom), "one alone decides nothing"
    company.travel("2026-03-11 11:00")
    company.tick()
    lea.hears("<@U0TOM> propose de laisser une étape de côté")

    lea.presses("D’accord, laissons-la")
    lea.hears("« Étape 2 » est laissée de côté")
    company.travel("2026-03-12 11:00")
    company.tick()
    lea.hears("*Votre attestation est là.* Avec Tom Becker, vous avez franchi 2 étapes sur 2.")
    tom.hears("Your certificate is here.")
    [mine], [hers] = files(tom), files(lea)
    assert "This certificate is given to Tom Becker" in words(content(company, mine))
    assert "2 étapes franchies sur 2, 1 laissée de côté d’un commun accord" in words(content(company, hers))

    company.travel("2026-03-13 11:00")
    company.tick()
    assert len(files(tom)) == 1, "the file comes by itself once"
    tom.presses("My certificate (PDF)")
    assert content(company, files(tom)[-1]) == content(company, mine), "the same file, byte by byte"
    with company.work() as work:
        for file in (mine, hers):
            assert papers.verify(work, content(company, file)).verdict is Verdict.GENUINE


def test_nobody_gets_what_is_somebody_elses(company: Company, pair: Mentorship, tom: Someone) -> None:
    meet(company, pair, tom, *(f"2026-03-{day:02}" for day in range(2, 11)))
    with company.work() as work:
        mine = work.certificates.in_mentorship(pair.id)
        tom_id = work.people.by_slack_id("U0TOM").id
    maya = company.someone("U0MAYA")
    maya.says("hello")
    maya.presses_forged(ids.CERTIFICATE_FILE, str(mine[tom_id]))
    maya.presses_forged(ids.STEPS_OPEN, str(pair.id))
    assert not files(maya)
    assert maya.has_no_form()


@pytest.mark.slow
def test_a_mentors_year_is_given_when_it_is_asked_for_and_in_january(
    company: Company, pair: Mentorship, lea: Someone, tom: Someone
) -> None:
    lea.presses_forged(ids.MENTOR_YEAR_FILE, "")
    assert "jusqu’au 10 mars 2026" in words(content(company, files(lea)[-1]))
    tom.presses_forged(ids.MENTOR_YEAR_FILE, "")
    tom.hears("I find no meeting that you had as a mentor")
    company.travel("2027-01-05 11:00")
    company.tick()
    lea.hears("Merci pour votre année 2026 de mentor")
    assert "1 h 30" in words(content(company, files(lea)[-1]))
