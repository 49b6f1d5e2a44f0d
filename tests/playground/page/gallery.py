"""One message of each kind of block, and a Home tab: what the page has to know how to draw."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    """Plain text."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """Slack's own markup."""
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, description: str | None = None) -> Json:
    """One choice of a menu."""
    return {"text": plain(text), "value": value} | (
        {"description": plain(description)} if description else {}
    )


def section(text: str, **more: Any) -> Json:
    """A paragraph."""
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str, action_id: str, **more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def actions(*elements: Json, block_id: str = "actions") -> Json:
    """A row of elements."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def cell(text: str) -> Json:
    """A cell of words."""
    return {"type": "raw_text", "text": text}


def amount(value: float) -> Json:
    """A cell with a number."""
    return {"type": "raw_number", "value": value, "text": f"{value:g}"}


PEOPLE_HELPED = [
    ("Finance", 12),
    ("Achats", 7),
    ("Data", 21),
    ("Juridique", 4),
    ("Usines", 33),
    ("Ventes", 18),
]
MONTHS = ["Janv.", "Févr.", "Mars", "Avril", "Mai", "Juin"]


def points(values: list[float]) -> list[Json]:
    """A series over the months."""
    return [{"label": month, "value": value} for month, value in zip(MONTHS, values, strict=True)]


def chart(kind: str, title: str, *series: tuple[str, list[float]]) -> Json:
    """Bars, lines or areas over six months."""
    axis = {"categories": MONTHS, "x_label": "Mois", "y_label": "Rencontres"}
    drawn = [{"name": name, "data": points(values)} for name, values in series]
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {"type": kind, "series": drawn, "axis_config": axis},
    }


WELCOME: list[Json] = [
    {"type": "header", "text": plain("Bienvenue, Léa :wave:")},
    section(
        "Je suis *Binôme*. Deux minutes suffisent pour rencontrer quelqu’un qui _connaît déjà_ le chemin.\n"
        "> Ce que vous me dites reste entre nous, ~affiché~ *jamais*.\n"
        "Votre mentor : <@U0TOM>, dans <#C0GENERAL>. Le guide : <https://exemple.test/guide|la charte>, `12 pages`."
    ),
    {
        "type": "section",
        "fields": [
            mrkdwn("*Réseau*\nArchitectes"),
            mrkdwn("*Langue*\nFrançais"),
            mrkdwn("*Depuis*\n8 janvier"),
        ],
    },
    {
        "type": "context",
        "elements": [mrkdwn(":lock: Gardé 24 mois · <!date^1772528400^{date_long_pretty} à {time}|3 mars>")],
    },
    {"type": "divider"},
    actions(
        button("Nous nous sommes vus", "met", style="primary", value="m1"),
        button("Choisir une date", "date", value="m1"),
        button(
            "Pas ce mois-ci",
            "skip",
            style="danger",
            confirm={
                "title": plain("Passer ce mois ?"),
                "text": mrkdwn("Votre binôme sera *prévenu*."),
                "confirm": plain("Passer"),
                "deny": plain("Revenir"),
            },
        ),
        {
            "type": "overflow",
            "action_id": "more",
            "options": [option("Plus tard dans la semaine", "later"), option("J’ai besoin d’aide", "help")],
        },
    ),
    actions(
        button(
            "Ouvrir votre conversation",
            "open",
            url="https://slack.com/app_redirect?channel=U0TOM&team=T0BINOME",
        ),
        {"type": "datepicker", "action_id": "day", "placeholder": plain("Le jour")},
        {
            "type": "static_select",
            "action_id": "length",
            "placeholder": plain("La durée"),
            "options": [option("30 minutes", "30"), option("45 minutes", "45"), option("1 heure", "60")],
        },
        block_id="plan",
    ),
]

TABLES: list[Json] = [
    {
        "type": "data_table",
        "caption": "Rencontres par réseau",
        "page_size": 4,
        "rows": [
            [cell("Réseau"), cell("Rencontres"), cell("Taux")],
            *([cell(name), amount(count), amount(count / 40)] for name, count in PEOPLE_HELPED),
        ],
    },
    {
        "type": "table",
        "column_settings": [{"is_wrapped": True}, {"align": "right"}],
        "rows": [
            [cell("Étape"), cell("Part")],
            [cell("Première rencontre"), cell("92 %")],
            [cell("Charte signée"), cell("80 %")],
        ],
    },
]

CHARTS: list[list[Json]] = [
    [
        chart(
            "bar",
            "Rencontres tenues",
            ("Prévues", [18, 22, 25, 24, 26, 30]),
            ("Tenues", [12, 17, 22, 21, 25, 27]),
        ),
        chart("line", "Part des binômes qui se voient", ("Tous", [0.52, 0.6, 0.71, 0.69, 0.8, 0.84])),
    ],
    [
        chart(
            "area",
            "Heures partagées",
            ("Mentorat", [12, 19, 30, 28, 37, 44]),
            ("Cercles", [4, 6, 8, 14, 13, 18]),
        ),
        {
            "type": "data_visualization",
            "title": "Personnes sans mentor, par raison",
            "chart": {
                "type": "pie",
                "segments": [
                    {"label": "Pas de vœu", "value": 7},
                    {"label": "Mentors complets", "value": 4},
                    {"label": "Arrivées récentes", "value": 9},
                ],
            },
        },
    ],
]

MARCH = """## Le mois de *mars*

1. **Se voir** une fois
2. Cocher la [feuille](https://x.test)

- un
- deux"""

RICH: list[Json] = [
    {"type": "markdown", "text": MARCH},
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "À préparer avec ", "style": {"bold": True}},
                    {"type": "user", "user_id": "U0TOM"},
                    {"type": "emoji", "name": "coffee"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "un objectif"}]},
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "une question"}]},
                ],
            },
        ],
    },
    {
        "type": "container",
        "title": plain("Feuille de la deuxième rencontre"),
        "subtitle": plain("3 points sur 5"),
        "is_collapsible": True,
        "child_blocks": [
            section("Revenir sur l’objectif choisi"),
            {"type": "context", "elements": [mrkdwn(":white_check_mark: coché par Léa")]},
        ],
    },
    {
        "type": "card",
        "title": mrkdwn("*Tom Baker*"),
        "subtitle": mrkdwn("Architectes · 2 places libres"),
        "body": mrkdwn("Aide volontiers sur la prise de parole et les premiers mois."),
        "actions": [button("Le choisir", "pick", style="primary", value="U0TOM")],
    },
    {"type": "image", "image_url": "https://elsewhere.test/a.png", "alt_text": "Courbe des rencontres"},
]

HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Votre mentorat")},
        section("Vous accompagnez *Tom Baker* depuis le 3 février."),
        {
            "type": "section",
            "fields": [mrkdwn("*Dernière rencontre*\nmardi 17 février"), mrkdwn("*Prochaine*\nà fixer")],
        },
        actions(button("Noter une rencontre", "log", style="primary"), button("Ma feuille", "sheet")),
        {"type": "divider"},
        section(
            "*Langue de mes messages*",
            block_id="language",
            accessory={
                "type": "static_select",
                "action_id": "language",
                "initial_option": option("Français", "fr"),
                "options": [option("Français", "fr"), option("English", "en")],
            },
        ),
        {
            "type": "context",
            "elements": [mrkdwn(":lock: Ce qui est gardé, qui le voit, pour combien de temps.")],
        },
    ],
}
