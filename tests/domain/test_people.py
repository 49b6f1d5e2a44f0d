"""What is known of people, as it is put in order."""

from __future__ import annotations

from bot.domain.people import alphabetical


def test_a_name_with_an_accent_stands_where_a_reader_looks_for_it() -> None:
    names = ["Zoé", "Élodie", "emma", "Elena", "Alban", "Aïcha", "Bilal", "Bérénice"]
    expected = ["Aïcha", "Alban", "Bérénice", "Bilal", "Elena", "Élodie", "emma", "Zoé"]
    assert sorted(names, key=alphabetical) == expected
