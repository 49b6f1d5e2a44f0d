"""Opening a round, being invited to it in each of its modes, and what the team follows while answers come in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.enrolments import Part, Programme
from bot.domain.kinds import PromptKind
from bot.domain.programmes import Mode
from bot.domain.rounds import Answer, RoundState, Rules
from bot.domain.supply import TopicSupply
from bot.programme.opening import Draft, Population, Preview
from bot.programme.round_due import RoundDue, Step
from bot.programme.round_facts import Call
from bot.programme.rounds import OnTopics
from handlers.views import choices, opening, rounds
from tests.views.cases import Case
from tests.views.cast import INES, MENTEES, TODAY, TOM, TYPE
from tests.views.home_cases import OPEN_ROUND, enrolled, page, seen_by
from tests.views.round_cases import mine, standing, told
from tests.views.test_prompts import prompt

NETWORKS = ("Conseil", "Produit", "Support", "Ventes")
RULES = Rules(networks=("Conseil", "Produit"), other_team=True, other_network=True)
PROGRAMME = Programme(
    id=1,
    type_key="long_term",
    name="Mentorat",
    language="fr",
    timezone="Europe/Paris",
    started_on=date(2026, 1, 5),
    ended_on=None,
)
DRAFT = Draft(programme=PROGRAMME, networks=NETWORKS, rules=Rules(), closes_on=OPEN_ROUND.closes_on)
EVERYBODY = Population(people=MENTEES, unanswered=4)
PREVIEW = Preview(population=EVERYBODY, rules=Rules(), closes_on=OPEN_ROUND.closes_on, today=TODAY)
SUGGESTED, BY_HAND = (
    replace(OPEN_ROUND, rules=Rules(mode=mode)) for mode in (Mode.SUGGESTED, Mode.BY_COORDINATOR)
)
SUPPLY = tuple(
    (topic, TopicSupply(topic=topic.key, wanted=9 - number, places=number + 1))
    for number, topic in enumerate(TYPE.topics[:8])
)


def call(found: object, *, again: bool = False, answer: Answer | None = None) -> Call:
    invited = replace(mine(answer), round=found)
    return Call(prompt=prompt(PromptKind.INVITATION), invited=invited, again=again)


def due(title: str, step: Step, *, state: RoundState, over: bool = False) -> Case:
    shown = replace(standing(is_open=False), round=replace(OPEN_ROUND, state=state))
    one = RoundDue(prompt=prompt(PromptKind.ROUND_DUE), standing=shown, step=step, over=over)
    return told(title, one, reader=INES, conversation="round")


CASES = [
    Case("round", "What a round is for", lambda t: opening.form(DRAFT, t)),
    Case("round", "Without networks", lambda t: opening.form(replace(DRAFT, networks=()), t), drawn=False),
    Case("round", "Opening a round", lambda t: opening.preview(PREVIEW, t)),
    Case(
        "round",
        "The list has changed",
        lambda t: opening.preview(replace(PREVIEW, rules=RULES), t, changed=True),
    ),
    Case("round", "The round is open", lambda t: opening.opened(standing(), t, today=TODAY)),
    Case(
        "round",
        "Topics, wanted and offered",
        lambda t: rounds.topics(OnTopics(round=OPEN_ROUND, is_open=True, topics=SUPPLY), t),
    ),
    Case(
        "round",
        "Topics, once answers are closed",
        lambda t: rounds.topics(OnTopics(round=OPEN_ROUND, is_open=False, topics=SUPPLY), t),
        drawn=False,
    ),
    Case(
        "round",
        "Nobody has named a topic",
        lambda t: rounds.topics(OnTopics(round=OPEN_ROUND, is_open=True, topics=()), t),
        drawn=False,
    ),
    Case(
        "round",
        "While answers come, where nobody is named",
        lambda t: rounds.collecting(replace(standing(), round=SUGGESTED), t, today=TODAY),
    ),
    due("Inès hears that answers are closed", Step.ANSWERS, state=RoundState.COLLECTING),
    due("Mentors have answered", Step.MENTORS, state=RoundState.WITH_MENTORS),
    due("A colleague went on", Step.ANSWERS, state=RoundState.PROPOSED, over=True),
    due("The proposals came late", Step.DONE, state=RoundState.PROPOSED),
    due("The publication came late", Step.DONE, state=RoundState.PUBLISHED),
    told("The one reminder", call(OPEN_ROUND, again=True)),
    told("The invitation, suggested", call(SUGGESTED)),
    told("The invitation, by hand", call(BY_HAND)),
    told("The one reminder, suggested", call(SUGGESTED, again=True)),
    told("Yes, said back", call(SUGGESTED, answer=Answer.CHOOSE_FOR_ME)),
    told("Yes, said back by hand", call(BY_HAND, answer=Answer.CHOOSE_FOR_ME)),
    page("A round asks yes or no", seen_by(TOM, enrolled(TOM, Part.MENTEE), running=SUGGESTED)),
    Case(
        "choosing",
        "Another answer, where nobody is named",
        lambda t: choices.wish_form(
            replace(mine(Answer.NOT_THIS_TIME), round=SUGGESTED), t, kept="1:D0AAAAAAAAA:1795300597.003677"
        ),
    ),
]
