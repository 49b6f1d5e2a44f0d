"""What comes after the end: the question, each answer as it is noted and told, and a word to whoever keeps in touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.afterwards import After
from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy, MentorshipState, SeatRole
from bot.programme.after_facts import EndNear, Wished
from bot.programme.afterwards import Question
from bot.programme.in_touch import NO_MORE, InTouch
from bot.programme.others import Others
from bot.texts import Speech
from handlers.views import afterwards as views
from handlers.views.blocks import Block
from tests.views.cadences_cases import CROWD, PAIR
from tests.views.cases import Case
from tests.views.cast import LEA, TODAY, TOM
from tests.views.endings_cases import ended
from tests.views.home_cases import WITH_LEA, enrolled, seen_by
from tests.views.home_cases import page as home
from tests.views.round_cases import told
from tests.views.test_prompts import LONG, prompt, someone

ENDS, UNTIL = date(2026, 3, 31), date(2026, 6, 29)
PAIR_ANSWERS = (After.GO_ON, After.IN_TOUCH, After.CLOSE)
SHEET = "afterwards"
NEAR, NEWS, HELLO = (
    prompt(kind) for kind in (PromptKind.END_NEAR, PromptKind.AFTER_WISH, PromptKind.IN_TOUCH)
)


def question(mine: After | None = None, theirs: After | None = None, **known: object) -> Question:
    both = {"together": mine is not None and mine is theirs, "until": UNTIL, "offered": PAIR_ANSWERS}
    return Question(
        mentorship=replace(PAIR, ends_on=ENDS, end_asked_on=ENDS),
        partners=Others((LEA,)),
        ends=ENDS,
        mine=mine,
        theirs=theirs,
        **{**both, **known},  # type: ignore[arg-type]
    )


def of_a_group(mine: After | None = None, **known: object) -> Question:
    group = replace(PAIR, name=LONG, ends_on=ENDS, end_asked_on=ENDS)
    found = question(mine, offered=(After.GO_ON, After.CLOSE), **known)
    return replace(found, mentorship=group, partners=CROWD)


def closed(state: MentorshipState, ends_on: date | None) -> Question:
    return replace(question(offered=()), mentorship=replace(PAIR, state=state, ends_on=ends_on))


def near(title: str, found: Question, *, drawn: bool = True) -> Case:
    case = told(title, EndNear(prompt=NEAR, question=found), conversation=SHEET)
    return replace(case, drawn=drawn)


def news(title: str, found: Question, *, renewed: bool = False, drawn: bool = True) -> Case:
    facts = Wished(prompt=NEWS, question=found, renewed=renewed)
    return replace(told(title, facts, conversation=SHEET), drawn=drawn)


def hello(title: str, *, stopped: bool = False, partners: Others | None = None) -> Case:
    said = replace(HELLO, answer=NO_MORE) if stopped else HELLO
    facts = InTouch(
        prompt=said, partners=partners or Others((LEA,)), since=date(2025, 12, 15), stopped=stopped
    )
    return told(title, facts, conversation=SHEET)


def in_home(t: Speech) -> list[Block]:
    """Several end at once."""
    found = [replace(question(), partners=Others((someone(number, LONG),))) for number in range(2, 12)]
    return views.in_home(found, t, today=TODAY)


CASES = [
    near("Tom's mentorship ends soon", question()),
    near("He would like to go on", question(After.GO_ON)),
    near("He would like to keep in touch", question(After.IN_TOUCH)),
    near("He would rather close", question(After.CLOSE)),
    news("Léa would like to go on", question(theirs=After.GO_ON)),
    news("Léa would like to keep in touch, he to go on", question(After.GO_ON, After.IN_TOUCH)),
    news("They both would like to go on", question(After.GO_ON, After.GO_ON)),
    news("They both would like to keep in touch", question(After.IN_TOUCH, After.IN_TOUCH)),
    news("It ends as planned after all", question(After.GO_ON)),
    near("Where no mentorship has a term", question(After.GO_ON, until=None), drawn=False),
    news("She would like to, without a term", question(theirs=After.GO_ON, until=None), drawn=False),
    near("Both, without a term", question(After.GO_ON, After.GO_ON, until=None), drawn=False),
    near("A group ends soon", of_a_group()),
    near("Its mentor goes on", of_a_group(After.GO_ON, together=True)),
    near("One of its mentors would", of_a_group(After.GO_ON), drawn=False),
    near("Its mentor closes it", of_a_group(After.CLOSE), drawn=False),
    news("The group goes on", replace(of_a_group(), offered=()), renewed=True),
    near("It has ended", closed(MentorshipState.ENDED, ENDS), drawn=False),
    news("It goes on", closed(MentorshipState.ACTIVE, UNTIL), drawn=False),
    news("It goes on without an end", closed(MentorshipState.ACTIVE, None), drawn=False),
    told(
        "It is over, and they keep in touch",
        ended(TOM, LEA, SeatRole.MENTEE, why=EndedWhy.TERM, in_touch=True),
        conversation=SHEET,
    ),
    hello("A word to Léa"),
    hello("No more of these", stopped=True),
    replace(hello("The longest name", partners=Others((someone(9, LONG),))), drawn=False),
    Case(SHEET, "Several in Home", in_home, drawn=False),
    home(
        "A mentorship ends soon", seen_by(TOM, enrolled(TOM, Part.MENTEE), WITH_LEA, afterwards=(question(),))
    ),
]
