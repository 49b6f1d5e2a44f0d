"""Naming people and user groups in Slack, and reading the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.permissions import Right
from bot.playground import Playground
from bot.playground.company import UserGroup
from bot.programme import work as work_module
from handlers import ids, user_groups
from tests.conversations import forging
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import spoken

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

Groups = Callable[..., None]


@pytest.fixture
def at_work(company: Company) -> Company:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    known(company, "U0INES", "U0MAYA", "U0OMAR")
    return company


@pytest.fixture
def groups(playground_server: Playground) -> Iterator[Groups]:
    """Whoever administers Slack says who is in which user group."""
    workspace = playground_server.slack.workspace
    as_it_was = workspace.usergroups

    def are(**members: tuple[str, ...]) -> None:
        workspace.usergroups = {
            one: UserGroup(id=one, handle=one.lower(), name=one, members=theirs)
            for one, theirs in members.items()
        }

    yield are
    workspace.usergroups = as_it_was


def reads(someone: Someone) -> str:
    """The form on top, in words."""
    return spoken(someone.form())


def test_whoever_an_owner_names_may_at_once_and_hears_it_and_no_more_once_it_is_taken_back(
    at_work: Company, ines: Someone, maya: Someone
) -> None:
    maya.types("/mentor-admin round").hears("réservée à la coordination")
    ines.types("/mentor-admin droits").presses("Nommer quelqu’un")
    ines.sends(person="U0MAYA", right="coordinator", programme="0")
    assert "C’est fait pour Maya Cohen" in reads(ines)
    at_work.travel("2026-03-10 11:00")
    at_work.tick()
    maya.hears("Vous coordonnez désormais le mentorat")
    maya.types("/mentor-admin campagne").hears("Aucune campagne")
    maya.types("/mentor-admin droits")
    assert "Seuls les propriétaires peuvent changer cela" in reads(maya)

    with at_work.work() as work:
        person_id = work.people.by_slack_id("U0MAYA").id
    forging.send(at_work, forging.pick("U0INES", ids.RIGHTS_TAKE, f"{person_id}:coordinator:0"))
    at_work.settle()
    maya.listens_from_now().types("/mentor-admin campagne")
    assert "réservée à la coordination" in maya.heard_since()[-1]


@pytest.mark.slow
def test_a_guest_cannot_be_named_and_the_form_says_so(at_work: Company, ines: Someone) -> None:
    ines.types("/mentor-admin rights").presses("Nommer quelqu’un")
    told = ines.sends(person="U0ZOE", right="viewer", programme="0")
    assert "Zoé Guest ne fait pas partie des salarié·es" in told["person"]


def test_a_user_group_holds_a_right_and_whoever_leaves_it_loses_it(
    at_work: Company, ines: Someone, maya: Someone, groups: Groups
) -> None:
    def two_minutes_pass() -> int:
        house = at_work.binome.house
        return user_groups.read_again(house.store, house.messenger, at_work.workspace)

    known(at_work, "U0ZOE")
    groups(S0TEAM=("U0MAYA", "U0ZOE"), S0OTHER=())
    ines.types("/mentor-admin rights").presses("Donner à un groupe")
    ines.sends(group="S0TEAM", right="coordinator", programme="0")
    assert "@s0team (groupe d’utilisateurs, 1 personne) : <@U0MAYA>" in reads(ines), "Zoé is a guest"
    maya.types("/mentor-admin campagne").hears("Aucune campagne")

    groups(S0TEAM=("U0OMAR",), S0OTHER=())
    assert two_minutes_pass() == 1
    maya.listens_from_now().types("/mentor-admin campagne")
    assert "réservée à la coordination" in maya.heard_since()[-1]
    at_work.someone("U0OMAR").types("/mentor-admin campagne").hears("Aucune campagne")

    groups(S0OTHER=())
    two_minutes_pass()
    at_work.someone("U0OMAR").listens_from_now().types("/mentor-admin campagne").hears("réservée")
    ines.types("/mentor-admin droits")
    assert "personne pour le moment, car il est vide ou désactivé dans Slack" in reads(ines)


def test_whoever_has_a_right_by_a_group_that_slack_does_not_show_hears_that_it_comes_back(
    at_work: Company, ines: Someone, maya: Someone, groups: Groups, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups(S0TEAM=("U0MAYA",))
    ines.types("/mentor-admin rights").presses("Donner à un groupe")
    ines.sends(group="S0TEAM", right="coordinator", programme="0")
    monkeypatch.setattr(work_module, "GROUPS_ARE_BELIEVED", timedelta(0))
    maya.types("/mentor-admin campagne").hears("Slack ne me dit plus qui fait partie de votre groupe")
    at_work.someone("U0OMAR").types("/mentor-admin campagne").hears("réservée à la coordination")
    ines.types("/mentor-admin droits")
    assert "Slack ne me dit pas en ce moment qui en fait partie" in reads(ines)


def test_where_nobody_pays_for_user_groups_people_are_named_one_by_one(
    at_work: Company, ines: Someone
) -> None:
    ines.types("/mentor-admin rights")
    at_work.post("faults", {"kind": "error:plan_upgrade_required", "method": "usergroups.list", "times": 1})
    ines.presses("Donner à un groupe")
    assert "Votre entreprise n’a pas de groupe d’utilisateurs" in reads(ines)


def test_without_the_permission_to_see_user_groups_people_are_named_one_by_one(
    at_work: Company, ines: Someone, playground_server: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = playground_server.slack.manifest
    less = replace(manifest, scopes=manifest.scopes - {"usergroups:read"})
    monkeypatch.setattr(playground_server.slack, "manifest", less)
    ines.types("/mentor-admin rights").presses("Donner à un groupe")
    assert "usergroups:read" in reads(ines)
    assert "Nommer quelqu’un" in reads(ines), "and everything else goes on"


def test_an_owner_reads_who_was_refused_and_narrows_the_record_to_one_person(
    at_work: Company, ines: Someone, maya: Someone
) -> None:
    maya.types("/mentor-admin").types("/mentor-report")
    ines.types("/mentor-admin audit")
    everything = reads(ines)
    assert "<@U0MAYA> · Voir les chiffres" in everything
    assert "*refusé*" in everything
    assert "<@U0INES> · Lire ce registre" in everything
    maya.types("/mentor-admin audit").hears("réservée aux propriétaires")
    forging.send(at_work, forging.press("U0INES", ids.AUDIT_PERSON, "", selected_user="U0TOM"))


@pytest.mark.slow
def test_whoever_coordinates_newcomers_alone_is_led_to_them(at_work: Company, maya: Someone) -> None:
    company = at_work
    company.someone("U0INES").types("/mentor-admin arrivées").presses("Commencer l’accueil")
    with company.work() as work:
        programme = work.newcomers()
        assert programme is not None
        work.rights.grant(work.people.by_slack_id("U0MAYA").id, Right.COORDINATOR, programme_id=programme.id)
    maya.types("/mentor-admin").hears("Les personnes qui arrivent")
    maya.listens_from_now().types("/mentor-admin campagne")
    assert "réservée à la coordination" in maya.heard_since()[-1]
    maya.types("/mentor-report").hears("Mentorat d’arrivée – mars 2026")
    assert "Mentorat d’arrivée" in spoken(maya.opens_home().home()), "Home leads there too"
