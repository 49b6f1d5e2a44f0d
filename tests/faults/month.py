"""A month of mentoring as a list of steps; between any two of them the bot may be killed.

A step is something that somebody does, up to the sentence that tells them it is done. What they were told is checked
then, and again after every later kill: the list grows, and so does what must still be true.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.enrolments import Application, Part
from bot.domain.preferences import Question, is_answered
from bot.domain.rounds import Answer, RoundState
from bot.programme import joining
from bot.programme.work import Work
from tests.conversations.arriving import network_value
from tests.conversations.seen import same
from tests.faults.firm import Firm, Patient


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """`live` ends when the person has been told; `stays` is then true, whatever happens."""

    name: str
    live: Callable[[Firm], object]
    stays: Callable[[Work], object]


def tom(firm: Firm) -> Patient:
    return firm.someone("U0TOM")


def lea(firm: Firm) -> Patient:
    return firm.someone("U0LEA")


def ines(firm: Firm) -> Patient:
    return firm.someone("U0INES")


# -- arriving ----------------------------------------------------------------------------------------------------


def says_hello(firm: Firm) -> None:
    tom(firm).says("hello").hears("First of all, what I keep")


def chooses_a_language(firm: Firm) -> None:
    tom(firm).resumes_at("English").presses("English").hears("I'll write to you in English.")


def wants_a_mentor(firm: Firm) -> None:
    tom(firm).resumes_at("Have a mentor").presses("Have a mentor").hears("You'd like to have a mentor.")


def says_the_network(firm: Firm) -> None:
    tom(firm).resumes_at("Choose a network")
    tom(firm).presses("Choose a network", selected_option=network_value(tom(firm), "Conseil"))
    tom(firm).hears("Your main network: Conseil.")


def says_the_topics(firm: Firm) -> None:
    tom(firm).resumes_at("Choose topics")
    tom(firm).presses("Choose topics", selected_options=["speaking"]).presses("Save")
    tom(firm).hears("You'd like to make progress on: Speaking in public.")


def writes_an_expectation(firm: Firm) -> None:
    tom(firm).resumes_at("Write my sentence").presses("Write my sentence")
    assert tom(firm).sends(expectation="Speak up earlier in design reviews") == {}
    tom(firm).hears("Thank you Tom, that's everything.")


def offers_places(firm: Firm) -> None:
    lea(firm).says("bonjour").presses("Français").presses("Être mentor")
    lea(firm).hears("Quel est votre réseau principal")
    lea(firm).presses("Choisir un réseau", selected_option=network_value(lea(firm), "Produit"))
    lea(firm).presses("Choisir des sujets", selected_options=["speaking"]).presses("Enregistrer")
    lea(firm).presses("Passer").presses("5 personnes")
    lea(firm).hears("Merci Léa, le programme repose sur des personnes comme vous.")


def reads_the_application(firm: Firm) -> None:
    ines(firm).says("bonjour").hears("Avant tout, ce que je garde")
    firm.travel("2026-03-10 09:50")
    ines(firm).hears("Une personne propose d'être mentor.")


def approves_lea(firm: Firm) -> None:
    ines(firm).presses("Accepter").hears("La candidature de <@U0LEA> est acceptée par <@U0INES>.")


# -- the round ---------------------------------------------------------------------------------------------------


def opens_the_round(firm: Firm) -> None:
    ines(firm).types("/mentor-admin").presses("Ouvrir une campagne")
    assert ines(firm).sends(mentors_days="0") == {}
    assert ines(firm).sends() == {}


def is_invited(firm: Firm) -> None:
    firm.travel("2026-03-10 10:00")
    tom(firm).hears("A mentoring round is open")


def chooses_lea(firm: Firm) -> None:
    tom(firm).presses("Choose my three mentors")
    assert tom(firm).sends(first="Léa Martin") == {}
    tom(firm).hears("1. <@U0LEA>")


def has_proposals_prepared(firm: Firm) -> None:
    ines(firm).types("/mentor-admin round").presses("Clore et proposer")
    ines(firm).hears("<@U0TOM> avec <@U0LEA>")


def publishes(firm: Firm) -> None:
    ines(firm).presses("Publier").hears("C'est publié")


def are_introduced(firm: Firm) -> None:
    firm.travel("2026-03-11 10:00")
    tom(firm).hears("<@U0LEA> is now your mentor.")
    lea(firm).hears("Vous accompagnez désormais <@U0TOM>.")


# -- the month ---------------------------------------------------------------------------------------------------


def is_reminded_of_the_charter(firm: Firm) -> None:
    """A nudge of its own, on another day than the question about meeting."""
    firm.travel("2026-03-16 11:00")
    tom(firm).hears("is still waiting for you")
    lea(firm).hears("vous attend encore")


def is_asked(firm: Firm) -> None:
    firm.travel("2026-03-18 11:00")
    tom(firm).hears("<@U0LEA>")
    tom(firm)._find("We met")


def says_we_met(firm: Firm) -> None:
    tom(firm).presses("We met")
    assert tom(firm).sends(minutes="60", how="video") == {}
    tom(firm).hears("Your meeting: Wednesday 18 March · 1 hour · by video.")


def is_told_of_the_meeting(firm: Firm) -> None:
    firm.travel("2026-03-19 11:00")
    lea(firm).hears("<@U0TOM> a noté votre rencontre : mercredi 18 mars · 1 heure · en visio.")


def agrees(firm: Firm) -> None:
    lea(firm).presses("C'est exact").hears("C'est confirmé : votre rencontre avec <@U0TOM>")


def reads_the_report(firm: Firm) -> None:
    ines(firm).types("/mentor-report")
    text = ines(firm).hears("Mentorat – mars 2026")["text"]
    assert same("Binômes actifs : 1 sur 1", text), text


# -- what stays --------------------------------------------------------------------------------------------------


def has_answered(question: Question, slack_id: str = "U0TOM") -> Callable[[Work], bool]:
    def holds(work: Work) -> bool:
        arrival = joining.where(work, work.people.by_slack_id(slack_id))
        return is_answered(question, arrival.person, arrival.enrolment)

    return holds


def mentors(work: Work) -> bool:
    person = work.people.by_slack_id("U0LEA")
    place = work.enrolments.of(person.id, work.programme().id)
    return (place.part, place.capacity) == (Part.MENTOR, 5)


def is_approved(work: Work) -> bool:
    person = work.people.by_slack_id("U0LEA")
    return work.enrolments.of(person.id, work.programme().id).application is Application.APPROVED


def round_is(*states: RoundState) -> Callable[[Work], bool]:
    return lambda work: work.rounds.latest(work.programme().id).state in states


def chose_lea(work: Work) -> bool:
    latest = work.rounds.latest(work.programme().id)
    invitation = work.rounds.invitation(latest.id, work.people.by_slack_id("U0TOM").id)
    return (invitation.answer, len(invitation.choices)) == (Answer.CHOICES, 1)


def are_a_pair(work: Work) -> bool:
    return len(work.mentorships.in_programme(work.programme().id)) == 1


def met(work: Work) -> bool:
    [pair] = work.mentorships.in_programme(work.programme().id)
    return [one.minutes for one in work.meetings.in_cycle(pair.id, 0)] == [60]


def agreed(work: Work) -> bool:
    [pair] = work.mentorships.in_programme(work.programme().id)
    return [one.agreed for one in work.meetings.in_cycle(pair.id, 0)] == [True]


ANYTHING = tuple(RoundState)
MONTH = (
    Step(name="hello", live=says_hello, stays=lambda work: work.people.by_slack_id("U0TOM").welcomed_at),
    Step(name="language", live=chooses_a_language, stays=has_answered(Question.LANGUAGE)),
    Step(name="part", live=wants_a_mentor, stays=has_answered(Question.PART)),
    Step(name="network", live=says_the_network, stays=has_answered(Question.NETWORK)),
    Step(name="topics", live=says_the_topics, stays=has_answered(Question.TOPICS)),
    Step(name="expectation", live=writes_an_expectation, stays=has_answered(Question.EXPECTATION)),
    Step(name="mentor", live=offers_places, stays=mentors),
    Step(name="application", live=reads_the_application, stays=mentors),
    Step(name="approved", live=approves_lea, stays=is_approved),
    Step(name="open", live=opens_the_round, stays=round_is(*ANYTHING)),
    Step(name="invited", live=is_invited, stays=round_is(*ANYTHING)),
    Step(name="choices", live=chooses_lea, stays=chose_lea),
    Step(name="proposals", live=has_proposals_prepared, stays=round_is(*ANYTHING[1:])),
    Step(name="publish", live=publishes, stays=are_a_pair),
    Step(name="introduced", live=are_introduced, stays=are_a_pair),
    Step(name="charter", live=is_reminded_of_the_charter, stays=are_a_pair),
    Step(name="nudge", live=is_asked, stays=are_a_pair),
    Step(name="we met", live=says_we_met, stays=met),
    Step(name="news", live=is_told_of_the_meeting, stays=met),
    Step(name="agreed", live=agrees, stays=agreed),
    Step(name="report", live=reads_the_report, stays=agreed),
)
