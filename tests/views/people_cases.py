"""The coordinators' view: who is where, the topics, what people need."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.kinds import PromptKind
from bot.domain.programmes import Kind, Topic
from bot.domain.questions import Question
from bot.domain.surveys import Result, Survey
from bot.domain.topics import Suggestion
from bot.domain.whereabouts import Where
from bot.programme import people, surveys
from bot.programme.charters import Standing as Signed
from bot.programme.people import Listing, Overview, Reminded, Row
from bot.programme.prompts import Bundle
from bot.programme.reminding import WhyNot
from bot.programme.surveys import Asking, Blank, Draft, Reply
from bot.programme.topics import Board, Entry
from bot.texts import Speech
from handlers.views import people as people_views
from handlers.views import prompts
from handlers.views import surveys as survey_views
from handlers.views import topics as topic_views
from handlers.views.blocks import Message
from tests.views.cases import Case
from tests.views.cast import INES, MENTEES, MENTORS, PEOPLE, TODAY, TOM, TYPE, WORKSPACE
from tests.views.test_prompts import prompt

SINCE = datetime(2026, 3, 2, 9, tzinfo=UTC)

# -- who is where ------------------------------------------------------------------------------------------------

OVERVIEW = Overview(
    counts={where: 3 * number + 4 for number, where in enumerate(Where)},
    questions={Question.TOPICS: 3, Question.EXPECTATION: 1},
    stuck={Where.HALF_WAY: 2, Where.APPLYING: 1},
    charter=Signed(signed=31, waiting=5),
    suggestions=2,
)
QUIET = replace(
    OVERVIEW, counts={Where.WITH_A_MENTOR: 40}, stuck={}, suggestions=0, charter=Signed(signed=80, waiting=0)
)
NOBODY = replace(OVERVIEW, counts={}, questions={}, stuck={}, suggestions=0, charter=None)


def row(number: int, *, stuck: bool = False, application: int | None = None) -> Row:
    person = [*MENTEES, *MENTORS, PEOPLE["grace"]][number]
    return Row(person=person, since=SINCE, until=None, stuck=stuck, application_id=application)


HALF_WAY = Listing(
    where=Where.HALF_WAY,
    rows=tuple(row(number, stuck=number < 4) for number in range(people.PAGE)),
    total=34,
    page=1,
    pages=4,
)
APPLYING = replace(
    HALF_WAY,
    where=Where.APPLYING,
    rows=tuple(row(number, stuck=number == 8, application=number) for number in (8, 9, 10)),
    total=3,
    page=0,
    pages=1,
)
AWAY = (replace(row(0), until=date(2026, 4, 20)), row(1))
NEVER_GREETED = replace(row(2), since=None)
SPARED = dict.fromkeys(WhyNot, 2)


def listed(title: str, found: Listing) -> Case:
    return Case("people", title, lambda t: people_views.listing(found, t, today=TODAY))


# -- topics ------------------------------------------------------------------------------------------------------

ENTRIES = tuple(
    Entry(topic=topic, offered=number + 5 if number % 3 else None, wanted=2 * number + 5 if number else 0)
    for number, topic in enumerate(TYPE.topics)
)
SUGGESTIONS = (
    Suggestion(id=1, words="Préparer son départ à la retraite", language="fr"),
    Suggestion(id=2, words="Working with remote teams in three time zones", language="en"),
)
BOARD = Board(entries=ENTRIES, withdrawn=TYPE.topics[:1], suggestions=SUGGESTIONS)
LONGEST = Topic(key="longest", texts={"fr": "Œ" * 75, "en": "W" * 75})
FULL = Board(
    entries=tuple(
        Entry(topic=replace(LONGEST, key=f"longest_{number}"), offered=12345, wanted=None)
        for number in range(100)
    ),
    withdrawn=(),
    suggestions=tuple(Suggestion(id=number, words="Œ" * 75, language="de") for number in range(40)),
)

# -- needs -------------------------------------------------------------------------------------------------------

SURVEY = Survey(
    id=3,
    programme_id=1,
    asked_by=INES.id,
    asked_at=SINCE,
    closes_on=date(2026, 3, 24),
    networks=("Produit", "Conseil"),
    asked=48,
    answered=21,
)
RESULT = Result(
    answers=21,
    topics=tuple((topic.key, 15 - number) for number, topic in enumerate(TYPE.topics[:6])),
    forms=((Kind.PAIR, 9), (Kind.CIRCLE, 7), (Kind.PEERS, 5)),
    withheld=True,
)
RUNNING = surveys.Standing(
    survey=SURVEY, is_open=True, result=None, topics={topic.key: topic for topic in TYPE.topics}
)
CLOSED = replace(RUNNING, is_open=False, result=RESULT)
SCATTERED = replace(CLOSED, result=replace(RESULT, topics=(), forms=()))
DRAFT = Draft(networks=("Produit", "Conseil", "Support"), closes_on=date(2026, 3, 31))


def needs(title: str, found: surveys.Standing | None, *, in_channel: bool = False) -> Case:
    return Case("needs", title, lambda t: survey_views.panel(found, t, today=TODAY, in_channel=in_channel))


def asked(title: str, reply: Reply) -> Case:
    def draw(t: Speech) -> Message:
        one = Asking(prompt=prompt(PromptKind.SURVEY), survey=SURVEY, by=INES, reply=reply)
        return prompts.bundle(Bundle(recipient=TOM, workspace=WORKSPACE, today=TODAY, facts=(one,)), t)

    return Case("needs", title, draw)


CASES = [
    Case("people", "Who is where", lambda t: people_views.overview(OVERVIEW, t)),
    Case("people", "Everybody has arrived", lambda t: people_views.overview(QUIET, t)),
    Case("people", "Nobody but the reader", lambda t: people_views.overview(NOBODY, t)),
    listed("Stopped half-way", HALF_WAY),
    listed("Applications that wait", APPLYING),
    listed("On a break", replace(APPLYING, where=Where.PAUSED, rows=AWAY)),
    listed("Not greeted yet", replace(APPLYING, where=Where.SILENT, rows=(NEVER_GREETED,))),
    listed("Date unknown", replace(APPLYING, where=Where.MENTOR, rows=(NEVER_GREETED,))),
    listed("Everybody is close", replace(APPLYING, where=Where.WAITING, rows=(), total=0)),
    Case("people", "Reminding", people_views.reminding),
    Case("people", "Reminded", lambda t: people_views.reminded(Reminded(count=12, spared=SPARED), t)),
    Case("people", "Nobody to remind", lambda t: people_views.reminded(Reminded(count=0, spared={}), t)),
    Case("people", "Reminded of the charter", lambda t: people_views.charter_reminded(3, 5, t)),
    Case("topics", "The catalogue", lambda t: topic_views.board(BOARD, t)),
    Case("topics", "A topic was added", lambda t: topic_views.board(BOARD, t, done="topics.added")),
    Case("topics", "The hundredth", lambda t: topic_views.board(FULL, t), drawn=False),
    Case("topics", "A new topic", topic_views.add_form),
    Case("topics", "A suggestion, adopted", lambda t: topic_views.add_form(t, suggestion=SUGGESTIONS[0])),
    Case("topics", "Other words", lambda t: topic_views.reword_form(TYPE.topics[3], t)),
    Case(
        "topics",
        "Changed meanwhile",
        lambda t: topic_views.reword_form(LONGEST, t, changed=True),
    ),
    needs("Nothing was asked yet", None),
    Case("needs", "Whom to ask", lambda t: survey_views.draft_form(DRAFT, t)),
    Case(
        "needs",
        "Whom to ask, among many",
        lambda t: survey_views.draft_form(
            replace(DRAFT, networks=tuple(f"Réseau {number}" for number in range(101))), t
        ),
    ),
    Case("needs", "Asked", lambda t: survey_views.asked(SURVEY, t, today=TODAY)),
    needs("While it runs", RUNNING),
    needs("The result", CLOSED, in_channel=True),
    needs("Too few answers", replace(CLOSED, result=None)),
    needs("Needs are diverse", SCATTERED),
    Case("needs", "The result, for a channel", lambda t: survey_views.published(CLOSED, t)),
    asked("The question", Reply.OPEN),
    asked("Not interested", Reply.NOT_INTERESTED),
    asked("Answered", Reply.ANSWERED),
    asked("Too late", Reply.CLOSED),
    Case(
        "needs", "The form", lambda t: survey_views.answer_form(Blank(survey=SURVEY, topics=TYPE.topics), t)
    ),
    Case("needs", "Thanks", survey_views.thanks),
]
