"""What mentees see of a mentor before choosing, and what coordinators see of those who are left without one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.round_scenes import MENTEES, MENTORS, NEXT_MORNING, enrolled, opens_a_round


def cards(company: Company, someone: Someone) -> dict[str, str]:
    """The mentors offered in the first menu of the form on top: the name, and the line below it."""
    view = someone.form()
    place = {"as": someone.slack_id, "view_id": view["id"], "block_id": "first", "query": ""}
    offered = company.post("options", {**place, "action_id": "choices_search:first"})["options"]
    return {option["text"]["text"]: option["description"]["text"] for option in offered}


def test_each_mentor_is_shown_with_network_topics_language_and_free_places(
    company: Company, ines: Someone, tom: Someone, maya: Someone
) -> None:
    enrolled(company, {**MENTORS, **MENTEES})
    opens_a_round(company, ines)

    tom.presses("Choose my three mentors")
    maya.presses("Choisir mes trois mentors")

    assert cards(company, tom)["Omar Haddad"] == "Conseil · Managing a team · French · 3 places"
    shown = cards(company, maya)["Léa Martin"]
    assert shown.startswith("Produit · ")
    assert shown.endswith(" · français · 1 place")
    assert same("Prendre la parole en public", shown)


def test_who_is_left_without_a_mentor_is_listed_with_why_and_told_kindly(
    company: Company, ines: Someone, tom: Someone, maya: Someone
) -> None:
    """Léa has one place: Maya gets it or Tom does, and Inès reads why the other does not."""
    learners: dict[str, Any] = {**MENTEES, "U0OMAR": MENTEES["U0MAYA"]}
    enrolled(company, {"U0LEA": MENTORS["U0LEA"], **learners})
    opens_a_round(company, ines)
    tom.presses("Choose my three mentors").sends(first="Léa Martin")
    maya.presses("Choisir mes trois mentors").sends(first="Léa Martin")

    ines.types("/mentor-admin campagne").hears("Sans réponse pour l'instant : <@U0OMAR>.")
    ines.presses("Clore et proposer")

    review = spoken(ines.hears("1 binôme proposé"))
    assert same("<@U0OMAR>, sans mentor : pas de réponse.", review)
    without = [
        slack_id
        for slack_id in ("U0TOM", "U0MAYA")
        if same(f"<@{slack_id}>, sans mentor : aucun·e mentor disponible pour cette personne.", review)
    ]
    assert len(without) == 1, review

    ines.presses("Publier")
    company.travel(NEXT_MORNING)
    company.tick()
    left = company.someone(without[0])
    assert left.times_heard("you have no mentor yet") + left.times_heard("pas encore de mentor") == 1


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nothing_is_published_before_somebody_says_so(company: Company, ines: Someone, lea: Someone) -> None:
    enrolled(company, {**MENTORS, **MENTEES})
    opens_a_round(company, ines)
    ines.types("/mentor-admin campagne").presses("Clore et proposer")

    company.travel(NEXT_MORNING)
    company.tick()

    assert lea.times_heard("Vous accompagnez désormais") == 0
