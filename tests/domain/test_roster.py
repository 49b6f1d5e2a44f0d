"""A roster is read as people write it, and nothing in it is guessed, forgotten or half-believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Person, SlackProfile, Standing
from bot.domain.permissions import Right
from bot.domain.roster import Directory, circle_mistakes, circles, resolve, spelt_as_known
from bot.domain.roster_changes import Difference, difference
from bot.domain.roster_file import RosterFile, read
from bot.domain.spreadsheet import UTF8, UTF16, WINDOWS
from tests.somebody import somebody


def profile(slack_id: str, name: str, standing: Standing = Standing.EMPLOYEE) -> SlackProfile:
    return SlackProfile(
        slack_id=slack_id, name=name, handle=name.lower(), standing=standing, language="fr", timezone=None
    )


LEA, TOM, INES = profile("U0LEA", "Léa"), profile("U0TOM", "Tom"), profile("U0INES", "Inès")
PAUL = profile("U0PAUL", "Paul", Standing.GUEST)
ROBOT = profile("U0ROBOT", "Robot", Standing.BOT)
VICTOR = profile("U0VICTOR", "Victor", Standing.GONE)
EVERYBODY = {one.slack_id: one for one in (LEA, TOM, INES, PAUL, ROBOT, VICTOR)}
ADDRESSES = {f"{slack_id[2:].lower()}@wega.test": slack_id for slack_id in EVERYBODY}
DIRECTORY = Directory(profiles=EVERYBODY, ids=ADDRESSES)


def person(who: SlackProfile, number: int, **facts: object) -> Person:
    return somebody(
        id=number, slack_id=who.slack_id, name=who.name, handle=who.handle, standing=who.standing, **facts
    )


def text(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def keys(file: RosterFile) -> list[tuple[int, str]]:
    return [(mistake.line, mistake.key.removeprefix("operator.roster_")) for mistake in file.mistakes]


def complaints(*lines: str) -> list[tuple[int, str]]:
    """What is wrong with a file of a correct form."""
    file = read(text(*lines))
    assert not file.mistakes, file.mistakes
    _, mistakes = resolve(file.rows, DIRECTORY)
    return [(mistake.line, mistake.key.removeprefix("operator.roster_")) for mistake in mistakes]


def compared(raw: bytes, *known: Person, rights: dict[str, frozenset[Right]] | None = None) -> Difference:
    file = read(raw)
    entries, mistakes = resolve(file.rows, DIRECTORY)
    assert not file.mistakes
    assert not mistakes
    names = {one.slack_id: one.name for one in EVERYBODY.values()}
    return difference(entries, {one.slack_id: one for one in known}, rights or {}, names)


class TestReading:
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_a_file_is_read_however_a_spreadsheet_wrote_it(self, separator: str, encoding: str) -> None:
        header = separator.join(("Email", "Manager", "NETWORK", "Other networks", "joined-on"))
        line = separator.join(("Lea@Wega.test", "U0INES", "Mobilité", '"Données, IA; Énergie"', "14/03/2025"))
        file = read(f"{header}\r\n{line}\r\n\r\n".encode(encoding))
        assert not file.mistakes
        (row,) = file.rows
        assert row.email == "lea@wega.test"
        assert row.told == {
            "manager": "U0INES",
            "network": "Mobilité",
            "other_networks": ("Données", "IA", "Énergie"),
            "joined_on": date(2025, 3, 14),
        }
        expected = {"cp1252": WINDOWS, "utf-16": UTF16}.get(encoding, UTF8)
        assert file.encoding == expected

    def test_excels_own_first_line_is_passed_over_and_lines_keep_their_numbers(self) -> None:
        file = read(text("sep=;", "slack_id;network", "", "U0LEA;Conseil", "nobody;Conseil"))
        assert [row.line for row in file.rows] == [4]
        assert keys(file) == [(5, "bad_slack_id")]

    def test_no_cell_turns_a_line_round_or_makes_two_networks_of_one(self) -> None:
        (row,) = read(
            text(
                "slack_id,\u200bnetwork,other_networks,entity,site,seniority",
                "U0LEA\u200e,Con\u200bseil,Données\u202e;\u200b,\u2067Wega\u2069,Lyon\ufeff,Confirmé\u202d",
            )
        ).rows
        assert row.slack_id == "U0LEA"
        assert row.told == {
            "network": "Conseil",
            "other_networks": ("Données",),
            "entity": "Wega",
            "site": "Lyon",
            "seniority": "Confirmé",
        }

    def test_an_empty_cell_leaves_what_is_known_and_a_dash_empties_it(self) -> None:
        (row,) = read(text("slack_id,network,site,manager,roles", "U0LEA,,-,-,-")).rows
        assert row.told == {"site": None, "manager": None, "roles": ()}

    def test_columns_that_mean_nothing_here_are_named_and_not_read(self) -> None:
        file = read(text("slack_id,salary,site", "U0LEA,100000,Paris"))
        assert file.unused == ["salary"]
        assert file.rows[0].told == {"site": "Paris"}

    @pytest.mark.parametrize(
        ("raw", "found"),
        [
            (b"", [(0, "empty")]),
            (b"\n\n", [(0, "empty")]),
            (b"slack_id,network\n", [(0, "empty")]),
            (b"PK\x03\x04 and so on", [(0, "workbook")]),
            (b"slack_id\0,network", [(0, "not_text")]),
            (b"name,network\nLea,Conseil", [(0, "no_key")]),
            (b"slack_id,mangaer\nU0LEA,U0TOM", [(0, "column_misspelt")]),
            (b"slack_id,site,site\nU0LEA,a,b", [(0, "column_twice")]),
            (b"slack_id,site\n,Paris", [(2, "nobody")]),
            (b"slack_id,site\nU0LEA,Paris,France", [(2, "cells")]),
            (b'slack_id,site\nU0LEA,"Paris\nU0TOM,Lyon', [(2, "quotes")]),
            (b'slack_id,site\nU0LEA,"Pa"ris', [(2, "quotes")]),
            (b"email\nlea at wega", [(2, "bad_email")]),
            (b"slack_id,manager\nU0LEA,Tom Becker", [(2, "bad_manager")]),
            (b"slack_id,country\nU0LEA,France", [(2, "bad_country")]),
            (b"slack_id,joined_on\nU0LEA,03/25/2025", [(2, "bad_date")]),
            (b"slack_id,joined_on\nU0LEA,14/03/25", [(2, "bad_date")]),
            (b"slack_id,joined_on\nU0LEA,0205-03-14", [(2, "bad_date")]),
            (b"slack_id,joined_on\nU0LEA,2025-02-30", [(2, "bad_date")]),
        ],
    )
    def test_what_cannot_be_read_is_a_mistake_with_its_line(
        self, raw: bytes, found: list[tuple[int, str]]
    ) -> None:
        assert keys(read(raw)) == found

    def test_every_mistake_of_a_file_is_told_at_once(self) -> None:
        file = read(text("slack_id,manager,joined_on", "U0LEA,Tom,soon", "x,,", ",,2025-01-01"))
        assert keys(file) == [(2, "bad_manager"), (2, "bad_date"), (3, "bad_slack_id"), (4, "nobody")]

    @given(st.binary(max_size=300))
    def test_no_file_whatever_breaks_the_reader(self, raw: bytes) -> None:
        file = read(raw)
        assert file.rows or file.mistakes

    @given(st.text(max_size=200))
    def test_no_words_whatever_break_the_reader(self, words: str) -> None:
        file = read(f"slack_id,network,joined_on,roles\n{words}".encode(errors="replace"))
        assert file.rows or file.mistakes


class TestPeople:
    def test_somebody_is_found_by_address_or_by_id_their_manager_too(self) -> None:
        file = read(text("email,slack_id,manager", "Tom@wega.test,,lea@wega.test", ",U0LEA,U0INES"))
        entries, mistakes = resolve(file.rows, DIRECTORY)
        assert not mistakes
        assert [(entry.profile.name, entry.told["manager"]) for entry in entries] == [
            ("Tom", "U0LEA"),
            ("Léa", "U0INES"),
        ]

    @pytest.mark.parametrize(
        ("line", "complaint"),
        [
            ("U0NOBODY,,,", "not_in_slack"),
            (",nobody@wega.test,,", "not_in_slack"),
            ("U0PAUL,,,", "guest"),
            ("U0ROBOT,,,", "bot"),
            ("U0VICTOR,,,", "gone"),
            ("U0LEA,tom@wega.test,,", "two_people"),
            ("U0LEA,,U0NOBODY,", "manager_not_in_slack"),
            ("U0LEA,,U0ROBOT,", "manager_not_in_slack"),
            ("U0LEA,,,owner", "owner"),
            ("U0LEA,,,Propriétaire", "owner"),
            ("U0LEA,,,cordinator", "role_misspelt"),
            ("U0LEA,,,Coordinatrices", "role_misspelt"),
        ],
    )
    def test_a_line_that_names_the_wrong_person_or_role_is_told(self, line: str, complaint: str) -> None:
        assert complaints("slack_id,email,manager,roles", line) == [(2, complaint)]

    def test_somebody_twice_is_told_with_both_lines(self) -> None:
        file = read(text("email,slack_id", "lea@wega.test,", ",U0LEA"))
        _, (mistake,) = resolve(file.rows, DIRECTORY)
        assert (mistake.line, mistake.values) == (3, {"name": "Léa", "first": 2})

    def test_without_addresses_from_slack_the_operator_learns_why(self) -> None:
        file = read(text("email", "lea@wega.test"))
        _, (mistake,) = resolve(file.rows, Directory(profiles=EVERYBODY, ids={}))
        assert mistake.key == "operator.roster_no_addresses"

    def test_roles_are_rights_wishes_or_words_and_nobody_becomes_a_mentor_by_them(self) -> None:
        file = read(text("slack_id;roles", 'U0INES;"Coordinatrice, mentor, Consultante"'))
        (entry,), _ = resolve(file.rows, DIRECTORY)
        assert entry.rights == {Right.COORDINATOR}
        assert entry.wishes == ("mentor",)
        assert entry.tags == ("Consultante",)

    def test_a_network_in_other_letters_is_the_same_network(self) -> None:
        file = read(
            text("slack_id;network;other_networks", "U0LEA;CONSEIL;produit|Produit", "U0TOM;Produit;")
        )
        entries, _ = resolve(file.rows, DIRECTORY)
        lea, tom = spelt_as_known(entries, ["Conseil"])
        assert lea.told == {"network": "Conseil", "other_networks": ("produit",)}
        assert tom.told == {"network": "produit"}, "the first spelling stays"


class TestCircles:
    def test_a_line_of_management_is_no_circle(self) -> None:
        assert circles({"a": "b", "b": "c", "c": None, "d": "b"}) == []

    @pytest.mark.parametrize(
        ("managers", "found"),
        [
            ({"a": "a"}, [("a",)]),
            ({"a": "b", "b": "a"}, [("a", "b")]),
            ({"x": "a", "a": "b", "b": "c", "c": "a"}, [("a", "b", "c")]),
            ({"a": "b", "b": "a", "c": "d", "d": "c"}, [("a", "b"), ("c", "d")]),
        ],
    )
    def test_every_circle_is_found_once(self, managers: dict[str, str], found: list[tuple[str]]) -> None:
        assert circles(managers) == found

    @given(st.dictionaries(st.integers(0, 12).map(str), st.integers(0, 12).map(str)))
    def test_circles_are_exactly_where_walking_up_comes_back(self, managers: dict[str, str]) -> None:
        def comes_back(one: str) -> bool:
            current, steps = managers.get(one), 0
            while current is not None and current != one and steps < 20:
                current, steps = managers.get(current), steps + 1
            return current == one

        members = {member for circle in circles(managers) for member in circle}
        assert members == {one for one in managers if comes_back(one)}

    def test_a_circle_is_named_and_also_when_the_file_closes_only_part_of_it(self) -> None:
        entries, _ = resolve(read(text("slack_id,manager", "U0LEA,U0TOM")).rows, DIRECTORY)
        names = {one.slack_id: one.name for one in EVERYBODY.values()}
        (mistake,) = circle_mistakes(entries, {"U0TOM": "U0INES", "U0INES": "U0LEA"}, names)
        assert mistake.line == 2
        assert str(mistake.values["people"]).count("→") == 3
        assert set(str(mistake.values["people"]).split(" → ")) == {"Léa", "Tom", "Inès"}

    def test_a_circle_that_no_line_touches_is_nobodys_mistake_today(self) -> None:
        entries, _ = resolve(read(text("slack_id,site", "U0LEA,Paris")).rows, DIRECTORY)
        assert circle_mistakes(entries, {"U0LEA": "U0TOM", "U0TOM": "U0LEA"}, {}) == []


class TestDifference:
    FILE = text("slack_id,manager,network,site,roles", "U0TOM,U0LEA,Conseil,Lyon,viewer")

    def test_somebody_new_is_added_with_everything_that_is_told(self) -> None:
        (one,) = compared(self.FILE).added
        assert [(change.column, change.before, change.after) for change in one.changes] == [
            ("manager", "", "Léa"),
            ("network", "", "Conseil"),
            ("site", "", "Lyon"),
        ]
        assert one.rights == {Right.VIEWER}

    def test_only_what_differs_is_a_change(self) -> None:
        tom = person(TOM, 2, manager_id=1, network="Conseil", site="Paris")
        found = compared(self.FILE, person(LEA, 1), tom, rights={"U0TOM": frozenset({Right.VIEWER})})
        (one,) = found.changed
        assert [(change.column, change.before, change.after) for change in one.changes] == [
            ("site", "Paris", "Lyon")
        ]
        assert not one.rights

    def test_the_same_file_again_changes_nothing(self) -> None:
        tom = person(TOM, 2, manager_id=1, network="Conseil", site="Lyon")
        found = compared(self.FILE, person(LEA, 1), tom, rights={"U0TOM": frozenset({Right.VIEWER})})
        assert [one.name for one in found.unchanged] == ["Tom"]
        assert not found.added
        assert not found.changed

    def test_a_network_that_somebody_chose_themselves_is_theirs(self) -> None:
        tom = person(TOM, 2, network="Produit", network_confirmed=True, site="Lyon")
        (one,) = compared(text("slack_id,network,site", "U0TOM,Conseil,Lyon"), tom).unchanged
        (kept,) = one.kept
        assert (kept.before, kept.after) == ("Produit", "Conseil")
        assert "network" not in one.values

    def test_the_public_holidays_that_somebody_chose_themselves_are_theirs(self) -> None:
        tom = replace(person(TOM, 2), country="DE", country_chosen=True)
        (one,) = compared(text("slack_id,country", "U0TOM,FR"), tom).unchanged
        assert [(kept.before, kept.after) for kept in one.kept] == [("DE", "FR")]

    def test_a_network_that_was_not_in_their_list_is_filled_in(self) -> None:
        tom = person(TOM, 2, network=None, network_confirmed=True)
        (one,) = compared(text("slack_id,network", "U0TOM,Conseil"), tom).changed
        assert one.values == {"network": "Conseil"}
