"""Somebody to talk with: whom to turn to, what a contact reads, who has it next; and who names the contacts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.domain.reaching_out import Kind, Request
from bot.programme.reaching_out import Doors, Offered, Waiting
from bot.programme.reaching_out_facts import Card, HelpCard, HelpPassed
from handlers.views import contacts, reaching_out
from tests.views.cases import Case
from tests.views.cast import INES, LEA, NOW, PEOPLE, TODAY, TOM, WORKSPACE
from tests.views.round_cases import told
from tests.views.test_prompts import LONG, prompt, someone

ANNE, KARIM, DANIEL = PEOPLE["anne"], PEOPLE["karim"], PEOPLE["daniel"]
REQUEST = Request(
    id=4021,
    person_id=TOM.id,
    contact_id=INES.id,
    kind=Kind.COORDINATION,
    asked_at=NOW,
    pass_on_at=NOW + timedelta(days=2),
    asked=(),
)
OFFERED = (
    Offered(kind=Kind.COORDINATION, people=(INES,)),
    Offered(kind=Kind.HR, people=(ANNE,), withheld=(KARIM,)),
    Offered(kind=Kind.HARASSMENT, people=(DANIEL, ANNE)),
    Offered(kind=Kind.REPRESENTATIVE, people=(PEOPLE["priya"],)),
    Offered(kind=Kind.ANOTHER, people=(), withheld=(KARIM,)),
)
DOORS = Doors(offered=OFFERED)
WAITS = Waiting(request=REQUEST, contact=INES)
IN_VAIN = Waiting(request=replace(REQUEST, pass_on_at=REQUEST.end), contact=INES)
CROWD = tuple(someone(number, LONG) for number in range(100, 130))
MANY = Doors(
    offered=tuple(Offered(kind=kind, people=CROWD, withheld=CROWD) for kind in Kind),
    waiting=(WAITS, IN_VAIN) * 5,
    emergency={"fr": "Le standard médical, au 18." * 30, "en": "The infirmary, on 18 & 19." * 30},
)
NAMED = {Kind.HR: (ANNE,), Kind.HARASSMENT: (DANIEL, ANNE), Kind.REPRESENTATIVE: (), Kind.ANOTHER: ()}


def of(kind: PromptKind) -> Prompt:
    return replace(prompt(kind), mentorship_id=None, about={"request": REQUEST.id})


def card(title: str, became: Card, person: Person | None = None) -> Case:
    by = REQUEST.pass_on_at if person else None
    fact = HelpCard(prompt=of(PromptKind.HELP_CARD), became=became, person=person, by=by)
    return told(title, fact, reader=INES, conversation="reaching out")


def passed(title: str, request: Request | None, contact: Person | None = None) -> Case:
    by = REQUEST.pass_on_at if contact else None
    fact = HelpPassed(prompt=of(PromptKind.HELP_PASSED), request=request, contact=contact, by=by)
    return told(title, fact, conversation="reaching out")


CASES = [
    Case("reaching out", "Whom Tom can turn to", lambda t: reaching_out.form(DOORS, t, today=TODAY)),
    Case(
        "reaching out",
        "Inès will be told",
        lambda t: reaching_out.told(WAITS, WORKSPACE, t, today=TODAY),
    ),
    Case(
        "reaching out",
        "Tom waits",
        lambda t: reaching_out.form(replace(DOORS, waiting=(WAITS,)), t, today=TODAY),
    ),
    Case("reaching out", "Taken back", lambda t: reaching_out.withdrawn(t)),
    Case(
        "reaching out",
        "Nobody was named",
        lambda t: reaching_out.form(Doors(offered=(), waiting=(IN_VAIN,)), t, today=TODAY),
    ),
    Case("reaching out", "As many as fit", lambda t: reaching_out.form(MANY, t, today=TODAY), drawn=False),
    Case("reaching out", "Asked for in words", lambda t: reaching_out.at_hand(DOORS, WORKSPACE, t)),
    Case(
        "reaching out",
        "Words of distress",
        lambda t: reaching_out.at_hand(DOORS, WORKSPACE, t, distress=True),
    ),
    Case(
        "reaching out",
        "Words of distress, in a form",
        lambda t: reaching_out.at_hand(DOORS, WORKSPACE, t, distress=True, in_a_form=True),
        drawn=False,
    ),
    Case(
        "reaching out",
        "Many, at hand",
        lambda t: reaching_out.at_hand(MANY, WORKSPACE, t, distress=True),
        drawn=False,
    ),
    Case(
        "reaching out",
        "Nobody at hand",
        lambda t: reaching_out.at_hand(Doors(offered=()), WORKSPACE, t, distress=True),
        drawn=False,
    ),
    Case("reaching out", "A guest in distress", lambda t: reaching_out.in_danger({}, t), drawn=False),
    Case("reaching out", "The button", lambda t: [_row(reaching_out.open_button(t))], drawn=False),
    card("Inès learns that Tom would like to talk", Card.THEIRS, TOM),
    card("She has been in touch", Card.DONE),
    card("Somebody else has it", Card.PASSED),
    card("Taken care of otherwise", Card.OVER),
    passed("Tom reads who has it now", REQUEST, LEA),
    passed("Nobody is left to ask", replace(REQUEST, pass_on_at=REQUEST.end)),
    passed("It is over", None),
    Case("contacts", "Inès names the contacts", lambda t: contacts.form(NAMED, t)),
    Case("contacts", "They are named", lambda t: contacts.saved(NAMED, t)),
    Case("contacts", "Nobody is named", lambda t: contacts.saved({}, t)),
    Case("contacts", "The way there", lambda t: [_row(contacts.open_button(t))], drawn=False),
]


def _row(button: dict[str, object]) -> dict[str, object]:
    return {"type": "actions", "elements": [button]}
