"""The playground with a company in it that has a year behind it, and the bot at work."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.domain.enrolments import Programme
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.playground import Playground
from bot.programme import joining
from bot.wiring import Binome
from tests.pictures.company import BEGAN, NOW, Company
from tests.pictures.crowd import INES
from tests.pictures.reviews import bot_of
from tests.pictures.studio import MANIFEST


@dataclass(frozen=True, slots=True)
class House:
    """Where it is, and who coordinates which programme in it."""

    url: str
    binome: Binome
    programme: Programme
    coordinator: Person


@contextmanager
def house_of(company: Company) -> Iterator[House]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "clock").write_text(NOW.isoformat())
        with Playground(manifest=MANIFEST, company=company.slack, clock_file=folder / "clock") as slack:
            binome = bot_of(slack, folder)
            programme, coordinator = _live(company, binome)
            binome.listen()
            yield House(slack.url, binome, programme, coordinator)
            binome.stop()


def _live(company: Company, binome: Binome) -> tuple[Programme, Person]:
    [ines] = [one for one in binome.house.messenger.everybody().profiles if one.slack_id == INES]
    with binome.store.work(binome.sender.workspace) as work:
        programme = work.programmes.start(
            type_key="long_term",
            name="Mentorat" if company.language == "fr" else "Mentoring",
            language=company.language,
            timezone="Europe/Paris",
            started_on=BEGAN,
        )
        coordinator = joining.meet(work, ines)
        work.rights.grant(coordinator.id, Right.COORDINATOR)
        joining.greet(work, coordinator)
        work.people.change(coordinator.id, network=company.named[0])
    with binome.engine.begin() as connection:
        company.live(connection, programme, coordinator.id)
    return programme, coordinator
