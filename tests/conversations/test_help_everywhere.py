"""`help` and `aide` work wherever one can type, in either language, before and after one has a mentorship."""

from __future__ import annotations

import pytest

from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone, same

pytestmark = pytest.mark.long

#: What the answer must show, by place: how to go on from there.
PLACES = {
    "/mentor": "`/mentor-log @lea 45 min`",
    "/mentor-log": "`/mentor-log @lea 45 min`",
    "/mentor-report": "• `/mentor-report`",
    "/mentor-admin": "`/mentor-admin`",
}


@pytest.fixture
def pair(company: Company) -> None:
    """Léa and Tom are a pair; Inès coordinates; Maya has met the bot and answered nothing."""
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    known(company, "U0INES", "U0MAYA")


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("word", ["help", "aide", "AIDE !", "?"])
@pytest.mark.parametrize("place", PLACES)
def test_help_is_there_after_every_command(company: Company, place: str, word: str) -> None:
    for slack_id in ("U0LEA", "U0TOM", "U0MAYA", "U0INES"):
        someone = company.someone(slack_id).listens_from_now()
        someone.types(f"{place} {word}")
        heard = someone.heard_since()
        coordinates = slack_id == "U0INES" or place != "/mentor-admin"
        meant = (
            PLACES[place] if coordinates else "équipe du programme" if slack_id != "U0TOM" else "coordinators"
        )
        assert any(same(meant, words) for words in heard), f"{slack_id} typed {place} {word} and read {heard}"
        assert not any("pas compris" in words or "didn’t understand" in words for words in heard)


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("word", ["help", "aide"])
def test_help_is_there_in_the_conversation(lea: Someone, tom: Someone, maya: Someone, word: str) -> None:
    for someone in (lea, tom, maya):
        someone.says(word).hears("`/mentor-log @lea 45 min`")
