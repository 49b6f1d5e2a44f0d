"""What a form gives back is read as what it is, and what was forged is nothing or from another age."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.domain.refusals import Outdated
from handlers.forms import LARGEST, answers_in, day_in, number_in

CHOSEN = {"text": {"type": "plain_text", "text": "Visio"}, "value": "video"}


@pytest.mark.parametrize(
    ("element", "answer"),
    [
        ({"type": "plain_text_input", "value": "Parler en public"}, "Parler en public"),
        ({"type": "number_input", "value": "3"}, "3"),
        ({"type": "static_select", "selected_option": CHOSEN}, "video"),
        ({"type": "external_select", "selected_option": None}, None),
        ({"type": "radio_buttons", "selected_option": CHOSEN}, "video"),
        ({"type": "multi_static_select", "selected_options": [CHOSEN]}, ["video"]),
        ({"type": "checkboxes", "selected_options": None}, []),
        ({"type": "datepicker", "selected_date": "2026-03-10"}, "2026-03-10"),
        ({"type": "timepicker", "selected_time": "09:30"}, "09:30"),
        ({"type": "datetimepicker", "selected_date_time": 1_780_000_000}, 1_780_000_000),
        ({"type": "users_select", "selected_user": "U0LEA"}, "U0LEA"),
        ({"type": "multi_users_select", "selected_users": ["U0LEA", "U0OMAR"]}, ["U0LEA", "U0OMAR"]),
        ({"type": "multi_users_select", "selected_users": None}, []),
        ({"type": "file_input", "files": [{"id": "F0ROSTER", "name": "people.csv"}]}, ["F0ROSTER"]),
        ({"type": "file_input"}, []),
        ({"type": "of_another_age", "value": "x"}, None),
    ],
)
def test_every_kind_of_question_is_understood(element: dict[str, Any], answer: object) -> None:
    view = {"state": {"values": {"asked": {"any_action": element}}}}
    assert answers_in(view) == {"asked": answer}


def test_a_form_without_questions_has_no_answers() -> None:
    assert answers_in({}) == {}


def test_a_number_is_an_id_that_every_database_can_look_for() -> None:
    assert number_in(str(LARGEST)) == LARGEST
    for forged in ("", "-1", "1.5", "٣", "garbage", str(LARGEST + 1), "0" * 4000, None):
        with pytest.raises(Outdated):
            number_in(forged)


def test_a_day_is_what_slacks_picker_gives() -> None:
    assert day_in("2026-03-10") == date(2026, 3, 10)
    for forged in ("", "10/03/2026", None, "2026-02-30"):
        with pytest.raises(Outdated):
            day_in(forged)
