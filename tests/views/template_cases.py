"""The sheets of a programme, as coordinators see and change them."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.enrolments import Programme
from bot.domain.programmes import SheetItem, SheetTemplate, Stage
from bot.programme.template_yaml import Mistake, Wrong
from bot.programme.templates import Board, Where, stages
from bot.texts import Speech
from handlers.views import templates as views
from handlers.views.blocks import Message, message, section
from tests.views.cases import Case
from tests.views.cast import INES, NOW, TODAY, TYPE

LONG_TERM = Programme(
    id=1,
    type_key=TYPE.key,
    name="Mentorat",
    language="fr",
    timezone="Europe/Paris",
    started_on=TODAY,
    ended_on=None,
)
NEWCOMERS = replace(LONG_TERM, id=2, type_key="newcomer")
OURS = SheetItem(
    key="a_good_news_1",
    texts={
        "fr": "Se donner une bonne nouvelle de son équipe\u202f: une seule suffit",
        "en": "Tell one piece of good news from your own team: one is enough",
    },
)
NAME = {"fr": "Accueil des personnes qui arrivent", "en": "Welcoming newcomers"}
FILES = Board(
    where=Where(programme_id=1, stage=Stage.FIRST),
    programmes=((LONG_TERM, TYPE.name, stages(TYPE)),),
    sheet=TYPE.sheets[Stage.FIRST],
    version=0,
    networks=2,
)
FOLLOWING = TYPE.sheets[Stage.FOLLOWING]
CHANGED = Board(
    where=Where(programme_id=1, stage=Stage.FOLLOWING),
    programmes=((LONG_TERM, TYPE.name, stages(TYPE)), (NEWCOMERS, NAME, stages(TYPE))),
    sheet=replace(FOLLOWING, items=(*FOLLOWING.items[:1], OURS, *FOLLOWING.items[1:])),
    version=3,
    by=INES,
    at=NOW,
    themes=5,
)
#: As long as a programme file or a coordinator may make it, and with what has to be written out.
LONGEST = replace(
    CHANGED,
    sheet=SheetTemplate(
        stage=Stage.FOLLOWING,
        title={"fr": "&" * 60, "en": "<" * 60},
        items=tuple(
            SheetItem(key=f"{'k' * 38}_{place}", texts={"fr": "&" * 75, "en": "<" * 75})
            for place in range(10)
        ),
    ),
)
TYPED = {"fr": "Se raconter une réussite", "en": "Tell each other a success"}
MISTAKES = [
    Mistake(line=place + 2, path=f"items[{place + 1}].fr", wrong=wrong, most=75)
    for place, wrong in enumerate(Wrong)
]


def told_under_the_text(t: Speech) -> Message:
    counted = views.counts_for(TYPE.sheets[Stage.FIRST].items[2], TYPE.steps[1].texts, t)
    return message(
        section(views.mistakes(MISTAKES, t)), section(views.mistakes(MISTAKES[:1], t)), section(counted)
    )


CASES = [
    Case("templates", "The first sheet, the programme’s own", lambda t: views.board(FILES, t, today=TODAY)),
    Case(
        "templates",
        "A sheet that was changed",
        lambda t: views.board(CHANGED, t, today=TODAY, told=t("templates.added")),
    ),
    Case("templates", "Changing a line", lambda t: views.reword_form(CHANGED, OURS, t)),
    Case("templates", "Adding a line", lambda t: views.add_form(CHANGED, t)),
    Case("templates", "Changing the title", lambda t: views.rename_form(CHANGED, t)),
    Case("templates", "The sheet as text", lambda t: views.text_form(CHANGED, t)),
    Case(
        "templates",
        "A colleague changed it meanwhile",
        lambda t: views.reword_form(CHANGED, OURS, t, typed=TYPED, place=9),
    ),
    Case(
        "templates",
        "The same, with a new line",
        lambda t: views.add_form(CHANGED, t, typed=TYPED),
        drawn=False,
    ),
    Case(
        "templates",
        "The same, with the title",
        lambda t: views.rename_form(CHANGED, t, typed=TYPED),
        drawn=False,
    ),
    Case(
        "templates",
        "The same, with a text",
        lambda t: views.text_form(CHANGED, t, typed="title:"),
        drawn=False,
    ),
    Case("templates", "Before any programme runs", views.nothing, drawn=False),
    Case("templates", "What is wrong in a text", told_under_the_text, drawn=False),
    Case("templates", "As long as can be", lambda t: views.board(LONGEST, t, today=TODAY), drawn=False),
    Case("templates", "As long as can be, as text", lambda t: views.text_form(LONGEST, t), drawn=False),
    Case(
        "templates",
        "As long as can be, a colleague was there",
        lambda t: views.text_form(LONGEST, t, typed="x" * 3000),
        drawn=False,
    ),
    Case(
        "templates",
        "As long as can be, a line",
        lambda t: views.reword_form(
            LONGEST, LONGEST.sheet.items[9], t, typed={"fr": "&" * 75, "en": "&" * 75}
        ),
        drawn=False,
    ),
]
