"""The company of the pictures has a year behind it that fills its report, and Slack takes what is said of it."""

from __future__ import annotations

import pytest

from bot.domain.measures import READINGS, Measure, is_there
from bot.playground.blockkit import problems
from bot.programme import reports
from bot.texts import Speech
from handlers.views import reports as views
from tests.evidence.test_recount import differences
from tests.pictures.company import Company
from tests.pictures.houses import house_of
from tests.pictures.reports import LAST_QUARTER

pytestmark = pytest.mark.slow

#: In some quarter too few people are in these to be told of, nobody met for the first time in one of its months, and
#: what ended in its first calendar year is little; all others a company of three hundred can tell.
MAYBE_WITHHELD = {
    *(Measure.FLAGGED, Measure.CHANGES, Measure.DECISION, Measure.GOALS, Measure.SKILLS),
    *(Measure.TIME_TO_FIRST, Measure.SOON, Measure.LASTED),
}


@pytest.mark.parametrize(("people", "networks"), [(12, 2), (300, 5)])
def test_a_year_of_any_company_is_said_as_slack_takes_it(people: int, networks: int) -> None:
    with house_of(Company(people=people, networks=networks, language="fr")) as house:
        binome, ines, programme = house.binome, house.coordinator, house.programme
        with binome.store.look(binome.sender.workspace) as work:
            team = reports.report(work, ines, programme, LAST_QUARTER)
            everybody = reports.for_everyone(work, ines, programme, LAST_QUARTER)
        for found in (team, everybody):
            said = views.report(found, Speech("fr"))
            for message in (said.native, said.plain):
                assert problems({"text": message.text, "blocks": message.blocks}, "message") == []
        wrong = differences(binome.store, binome.engine, binome.sender.workspace)
    assert wrong == [], "and its figures are those that are counted by hand"
    if people == 300:
        untold = {one for one in Measure if not is_there(everybody.figures, READINGS[one])}
        assert untold <= MAYBE_WITHHELD
