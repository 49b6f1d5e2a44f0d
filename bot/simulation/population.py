"""Made-up people: who they are, where they sit, and how they take things. The same seed makes the same company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.domain.enrolments import Part
from bot.simulation.temper import Temper, draw

TEAM = "T0SIMULATED"
NETWORKS = ("Produit", "Conseil", "Support", "Finance", "Data")
#: Where offices are: the zone, the country of its holidays, how many people sit there, and who writes French.
PLACES: tuple[tuple[str, str, int, float], ...] = (
    ("Europe/Paris", "FR", 50, 0.9),
    ("Europe/London", "GB", 16, 0.05),
    ("America/Toronto", "CA", 14, 0.4),
    ("Europe/Berlin", "DE", 12, 0.1),
    ("Africa/Casablanca", "MA", 7, 0.95),
    ("Asia/Kolkata", "IN", 5, 0.0),
)
#: A company smaller than this sits in two of them.
SMALL, SMALL_PLACES = 20, slice(0, 4, 2)
FIRST_NAMES = (
    "Léa",
    "Tom",
    "Maya",
    "Omar",
    "Inès",
    "Ravi",
    "Nora",
    "Ali",
    "Zoé",
    "Paul",
    "Anna",
    "Yuki",
    "Lina",
    "Hugo",
    "Sara",
    "Jean",
    "Amel",
    "Karim",
    "Chloé",
    "Ivan",
    "Rose",
    "Kofi",
    "Jade",
    "Luca",
)
LAST_NAMES = (
    "Martin",
    "Becker",
    "Cohen",
    "Haddad",
    "Moreau",
    "Nair",
    "Stein",
    "Demir",
    "Petit",
    "Roy",
    "Diallo",
    "Sato",
    "Costa",
    "Baker",
    "Laurent",
    "Ricci",
    "Novak",
    "Khan",
    "Dubois",
    "Silva",
    "Mensah",
    "Weber",
)
COORDINATOR = "U0SIM0000"
#: Of those who take part, how many offer to mentor, and how many places each offers.
MENTORS, PLACES_OFFERED = 0.45, (1, 1, 1, 2, 2, 3, 4)


@dataclass(frozen=True, kw_only=True, slots=True)
class Somebody:
    """One made-up person. `manager` is a Slack id, `country` an ISO code, `zone` an IANA name."""

    slack_id: str
    name: str
    language: str
    zone: str
    country: str
    network: str
    manager: str | None
    part: Part
    places: int
    temper: Temper


def population(number: int, seed: int) -> list[Somebody]:
    """So many people; the first one coordinates the programme and does not take part."""
    random = Random(f"population:{seed}")
    places = PLACES if number >= SMALL else PLACES[SMALL_PLACES]
    return [_somebody(index, places, random) for index in range(number)]


def company_of(people: Sequence[Somebody]) -> Mapping[str, Any]:
    """The playground's company with these people in it."""
    return {
        "team": {"id": TEAM, "name": "Simulation", "domain": "simulation"},
        "channels": [{"id": "C0GENERAL", "name": "general", "members": "all"}],
        "people": [
            {
                "id": one.slack_id,
                "name": one.name,
                "handle": one.slack_id.lower(),
                "locale": "fr-FR" if one.language == "fr" else "en-GB",
                "tz": one.zone,
            }
            for one in people
        ],
    }


def _somebody(index: int, places: tuple[tuple[str, str, int, float], ...], random: Random) -> Somebody:
    zone, country, _, french = random.choices(places, [place[2] for place in places])[0]
    mentors = random.random() < MENTORS
    coordinates = index == 0
    return Somebody(
        slack_id=COORDINATOR if coordinates else f"U0SIM{index:04}",
        name=f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}",
        language="fr" if random.random() < french else "en",
        zone=PLACES[0][0] if coordinates else zone,
        country=PLACES[0][1] if coordinates else country,
        network=random.choice(NETWORKS),
        manager=_manager(index, random),
        part=Part.NOT_FOR_ME if coordinates else Part.MENTOR if mentors else Part.MENTEE,
        places=random.choice(PLACES_OFFERED),
        temper=draw(random),
    )


def _manager(index: int, random: Random) -> str | None:
    """One of those who came before, so that nobody is up and down the line at once; the coordinator manages nobody."""
    return f"U0SIM{random.randrange(1, index // 6 + 1):04}" if index >= 6 else None
