"""A form with every kind of field that the bot uses."""

from typing import Any

from tests.playground.page.gallery import Json, mrkdwn, option, plain

FIELDS: list[Json] = [
    {"type": "alert", "level": "info", "text": mrkdwn("Rien de ce que vous vous dites n’est noté.")},
    {
        "type": "input",
        "block_id": "partner",
        "label": plain("Avec qui ?"),
        "element": {
            "type": "external_select",
            "action_id": "pick",
            "min_query_length": 0,
            "placeholder": plain("Chercher un mentor"),
        },
    },
    {
        "type": "input",
        "block_id": "day",
        "label": plain("Quel jour ?"),
        "element": {"type": "datepicker", "action_id": "day", "initial_date": "2026-03-03"},
    },
    {
        "type": "input",
        "block_id": "moment",
        "label": plain("La prochaine fois"),
        "optional": True,
        "element": {"type": "datetimepicker", "action_id": "moment", "initial_date_time": 1772780400},
    },
    {
        "type": "input",
        "block_id": "minutes",
        "label": plain("Combien de minutes ?"),
        "hint": plain("Entre 5 et 480."),
        "element": {
            "type": "number_input",
            "action_id": "minutes",
            "is_decimal_allowed": False,
            "min_value": "5",
            "max_value": "480",
        },
    },
    {
        "type": "input",
        "block_id": "form",
        "label": plain("Sous quelle forme ?"),
        "element": {
            "type": "radio_buttons",
            "action_id": "form",
            "options": [option("En personne", "room"), option("En visio", "video", "Un lien suffit")],
        },
    },
    {
        "type": "input",
        "block_id": "items",
        "label": plain("Points abordés"),
        "optional": True,
        "element": {
            "type": "checkboxes",
            "action_id": "items",
            "options": [option("Faire connaissance", "know"), option("Choisir un objectif", "goal")],
        },
    },
    {
        "type": "input",
        "block_id": "topics",
        "label": plain("Sujets"),
        "optional": True,
        "element": {
            "type": "multi_static_select",
            "action_id": "topics",
            "placeholder": plain("Deux au plus"),
            "max_selected_items": 2,
            "options": [option("Prise de parole", "talk"), option("Réseau", "net"), option("Méthode", "how")],
        },
    },
    {
        "type": "input",
        "block_id": "paper",
        "label": plain("Un document"),
        "optional": True,
        "element": {"type": "file_input", "action_id": "paper", "filetypes": ["csv"], "max_files": 1},
    },
    {
        "type": "input",
        "block_id": "wish",
        "label": plain("Une attente"),
        "optional": True,
        "element": {"type": "plain_text_input", "action_id": "wish", "multiline": True, "max_length": 300},
    },
]


def form(**changes: Any) -> Json:
    """A form with every kind of field that the bot uses."""
    return {
        "type": "modal",
        "callback_id": "log",
        "title": plain("Noter une rencontre"),
        "submit": plain("Enregistrer"),
        "close": plain("Annuler"),
        "blocks": FIELDS,
        **changes,
    }
