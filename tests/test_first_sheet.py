"""The first sheet helps a mentee to find their way in their own networks (`field.md` W4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from living import CUSTOMS, Programme

from bot.domain.programmes import SheetItem
from bot.programme import sheets

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

CLIENT = SheetItem(key="a_client", texts={"fr": "Rencontrer un client", "en": "Meet a client"})


def keys(programme: Programme, mentorship_id: int, cycle: int) -> list[str]:
    with programme.work() as work:
        mentorship = work.mentorships.get(mentorship_id)
        assert mentorship
        return [item.key for item in sheets.sheet_for(work, mentorship, cycle).items]


def test_whoever_belongs_to_a_network_finds_its_lines_on_the_first_sheet(programme: Programme) -> None:
    kind = replace(CUSTOMS.types["long_term"], of_networks={"conseil": (CLIENT,)})
    programme.store.customs = replace(CUSTOMS, types={**CUSTOMS.types, "long_term": kind})
    with programme.work() as work:
        work.people.change(programme.tom.id, network="Conseil")
        work.people.change(programme.lea.id, network="Conseil")
    his = programme.pair(programme.lea, programme.tom, since="2026-02-03")
    hers = programme.pair(programme.lea, programme.maya, since="2026-02-03")

    assert keys(programme, his.id, 0)[-1] == "a_client"
    assert "a_client" not in keys(programme, hers.id, 0), "the mentor's network is not the mentee's"
