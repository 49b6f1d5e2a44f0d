"""Becoming a mentor, as both sides read it: who would like to, what the team answers, and stepping back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.enrolments import Application, Part
from bot.domain.mentors import LONGEST_WORDS, Declined, application_of, must_prepare
from bot.domain.programmes import ProgrammeType
from bot.programme.applications import Candidate, Decision
from bot.programme.joining import Arrival
from bot.programme.mentor_facts import Applied, Decided, SteppedBack
from bot.programme.prompts import Bundle
from bot.programme.stepping_back import Before
from bot.texts import Markup, Speech, escape, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    message,
    modal,
    option,
    quiet,
    section,
    select,
    text_input,
)
from handlers.views.common import open_conversation
from handlers.views.explanations import understand
from handlers.views.wording import language_name, names

#: A link for everybody would be a wall of buttons; the names in the text can be clicked too.
MOST_LINKS = 2
#: What becomes of the people whom a mentor who stops still mentors.
GO_ON, HAND_OVER = "go_on", "hand_over"


# -- who would like to mentor ------------------------------------------------------------------------------------


def applied(one: Applied, said: Bundle, t: Speech) -> list[Block]:
    """For the team: everybody who waits for its answer, and what was answered since."""
    waits = sum(candidate.waits for candidate in one.candidates) + one.more
    blocks = [section(t("mentors.applied", count=waits))]
    for candidate in one.candidates:
        blocks += [section(about(candidate, t)), *_answers(candidate, t)]
    if one.others is not None:
        others = button(t.plain("mentors.others"), ids.APPLICATION_OPEN, value=one.others)
        blocks.append(section(t("mentors.more", count=one.more), button=others))
    return blocks


def application(candidate: Candidate, rest: Sequence[Candidate], t: Speech) -> Block:
    """One application as a form; once it is answered, with a way to the next."""
    return modal(
        t.plain("mentors.application_title"),
        section(about(candidate, t)),
        quiet(t("mentors.application_hint")) if candidate.waits else None,
        *_answers(candidate, t),
        *_next(candidate, rest, t),
        callback_id=ids.APPLICATION_OPEN,
        submit=None,
        close=t.plain("common.close"),
    )


def about(candidate: Candidate, t: Speech) -> Markup:
    """What speaks for somebody, in the four words of `field.md` I1; or what was answered, and by whom."""
    who = mention(candidate.person.slack_id)
    if candidate.decided_by is not None:
        key = "mentors.approved" if candidate.application.approved else "mentors.declined"
        return t(key, person=who, by=mention(candidate.decided_by.slack_id))
    if candidate.withdrawn:
        return t("mentors.withdrawn", name=candidate.person.name)
    title = candidate.person.title
    return Markup.joined(
        [
            t("mentors.who_titled", person=who, title=title) if title else t("mentors.who", person=who),
            _criterion("mentors.experience", list(_experience(candidate, t)), t),
            _criterion("mentors.knowledge", list(_knowledge(candidate, t)), t),
            _criterion("mentors.skills", [escape(one.texts[t.language]) for one in candidate.topics], t),
            _criterion("mentors.sharing", list(_sharing(candidate, t)), t),
            *([t("mentors.learns_too")] if candidate.learns else []),
        ]
    )


def decline_form(candidate: Candidate, t: Speech, theirs: Speech) -> Block:
    """Why not, in sentences that are shown as the person will read them, in their language."""
    sentences = [
        Markup(f"*{t(f'mentors.reason.{one}')}*\n> {theirs(f'mentors.sentence.{one}')}") for one in Declined
    ]
    reasons = [option(t.plain(f"mentors.reason.{one}"), one.value) for one in Declined]
    return modal(
        t.plain("mentors.decline.title"),
        section(t("mentors.decline.intro", person=mention(candidate.person.slack_id))),
        section(Markup.joined(sentences)),
        ask(
            t.plain("mentors.decline.reason"),
            select("reason", placeholder=t.plain("mentors.decline.choose"), options=reasons),
            block_id="reason",
        ),
        ask(
            t.plain("mentors.decline.words"),
            text_input("words", multiline=True, most=LONGEST_WORDS),
            block_id="words",
            hint=t.plain("mentors.decline.hint", name=candidate.person.first_name),
            optional=True,
        ),
        callback_id=ids.APPLICATION_DECLINE_FORM,
        submit=t.plain("mentors.decline.send"),
        close=t.plain("common.cancel"),
        kept=str(candidate.application.id),
    )


def answered(decision: Decision, t: Speech) -> Message:
    """What became of an application; whoever comes second reads who has answered, and that nothing changed."""
    told = about(decision.candidate, t)
    return message(section(Markup.joined([told, t("mentors.already")]) if decision.already else told))


def _answers(candidate: Candidate, t: Speech) -> list[Block]:
    if not candidate.waits:
        return []
    value = candidate.application.id
    yes = button(
        t.plain("mentors.approve"), f"{ids.APPLICATION_APPROVE}:{value}", value=value, style="primary"
    )
    no = button(t.plain("mentors.decline_button"), f"{ids.APPLICATION_DECLINE}:{value}", value=value)
    return [actions(yes, no)]


def _next(candidate: Candidate, rest: Sequence[Candidate], t: Speech) -> list[Block]:
    others = [one for one in rest if one.application.id != candidate.application.id]
    blocks = []
    if others:
        later = [one for one in others if one.application.id > candidate.application.id]
        following = (later or others)[0].application.id
        opens = button(t.plain("mentors.next"), ids.APPLICATION_OPEN, value=following)
        blocks.append(section(t("mentors.more", count=len(others)), button=opens))
    return blocks


def _criterion(key: str, facts: list[Markup], t: Speech) -> Markup:
    return t(key, facts=Markup.joined(facts, " · ") if facts else t("mentors.nothing_known"))


def _experience(candidate: Candidate, t: Speech) -> Iterator[Markup]:
    person = candidate.person
    if candidate.seniority:
        yield escape(candidate.seniority)
    if person.joined_on is not None:
        yield t("mentors.here_since", month=t.month(person.joined_on.year, person.joined_on.month))
    if candidate.experience:
        yield t("mentors.quoted", words=" ".join(candidate.experience.split()))


def _knowledge(candidate: Candidate, t: Speech) -> Iterator[Markup]:
    person = candidate.person
    for network in filter(None, dict.fromkeys((person.network, *person.other_networks))):
        yield escape(network)
    for role in candidate.roles:
        yield escape(role.texts[t.language])


def _sharing(candidate: Candidate, t: Speech) -> Iterator[Markup]:
    yield t("mentors.offers", count=candidate.capacity)
    yield t.list(language_name(code, t) for code in candidate.languages)


# -- what the person reads ---------------------------------------------------------------------------------------


def standing(arrival: Arrival, t: Speech) -> Markup:
    """What stands between a volunteer and a first mentee, in a sentence; empty when nothing does."""
    enrolment = arrival.enrolment
    match application_of(enrolment, arrival.type) if enrolment else None:
        case Application.APPLIED:
            return t("mentors.yours.waits")
        case Application.DECLINED:
            return t("mentors.yours.not_now_stands")
        case Application.APPROVED if enrolment and must_prepare(enrolment, arrival.type):
            return t("preparation.first")
    return Markup()


def meanwhile(kind: ProgrammeType, t: Speech) -> list[Block]:
    """What somebody can do while the team has their application."""
    return [
        section(t("mentors.yours.meanwhile")),
        actions(
            _prepare(kind, t),
            button(t.plain("mentors.yours.add_experience"), ids.ABOUT_OPEN, value="aims"),
            understand(t),
        ),
    ]


def applied_again(arrival: Arrival, t: Speech) -> Message:
    return message(section(t("mentors.yours.waits")), *meanwhile(arrival.type, t))


def decided(one: Decided, said: Bundle, t: Speech) -> list[Block]:
    """Thanks and what comes next, or why not, kindly, and what can be done about it."""
    return list(_welcomed(one, t) if one.application.approved else _declined(one, said, t))


def _welcomed(one: Decided, t: Speech) -> Iterator[Block]:
    kind = one.arrival.type
    yield section(t("mentors.yours.welcome"))
    if kind.values is not None:
        yield section(t("mentors.yours.values", values=_quote(kind.values[t.language])))
    if one.path is None or one.path.finished:
        yield section(t("mentors.yours.next"), button=understand(t))
        return
    pages = len(one.path.cards)
    if one.path.required:
        told = [t("mentors.yours.prepare_first", count=pages), t("mentors.yours.next_then")]
    else:
        told = [t("mentors.yours.next"), t("mentors.yours.prepare", count=pages)]
    yield section(Markup.joined(told))
    yield actions(_prepare(kind, t, style="primary"), understand(t))


def _declined(one: Decided, said: Bundle, t: Speech) -> Iterator[Block]:
    enrolment = one.arrival.enrolment
    reason = Declined(one.application.reason or Declined.LET_US_TALK)
    yield section(Markup.joined([t("mentors.yours.not_now"), t(f"mentors.sentence.{reason}")]))
    if one.application.words:
        yield section(t("mentors.yours.not_now_words", words=_quote(one.application.words)))
    if enrolment is None or enrolment.application is not Application.DECLINED:
        yield section(t("mentors.yours.asked_again"))
        return
    yield section(
        t("mentors.yours.not_now_both" if enrolment.part is Part.BOTH else "mentors.yours.not_now_next")
    )
    learns = button(
        t.plain("onboarding.part_mentee"), f"{ids.ARRIVAL_PART}:{Part.MENTEE}", value=Part.MENTEE.value
    )
    yield actions(
        *(open_conversation(t, said.workspace, person) for person in one.team[:MOST_LINKS]),
        button(t.plain("mentors.yours.apply_again"), ids.MENTOR_APPLY),
        learns if enrolment.part is Part.MENTOR else None,
    )


def _prepare(kind: ProgrammeType, t: Speech, *, style: str | None = None) -> Block | None:
    if kind.preparation is None:
        return None
    return button(t.plain("preparation.open"), ids.PREPARATION_OPEN, style=style)


def _quote(words: str) -> Markup:
    return Markup("\n".join(f"> {escape(line)}" for line in words.splitlines()))


# -- stepping back -----------------------------------------------------------------------------------------------


def leave_form(left: Before, t: Speech) -> Block:
    """What becomes of the people one mentors, before one decides."""
    told = [] if left.stopped else [t("mentors.leave.nobody_new")]
    if left.learns:
        told.append(t("mentors.leave.learns"))
    return modal(
        t.plain("mentors.leave.mentees_title" if left.stopped else "mentors.leave.title"),
        section(t("mentors.leave.mentees", people=names(left.mentees, t))) if left.mentees else None,
        ask(t.plain("mentors.leave.what"), _go_on_or_hand_over(t), block_id="mentees")
        if left.mentees
        else None,
        section(Markup.joined(told)) if told else None,
        quiet(t("mentors.leave.until_then" if left.mentees else "mentors.leave.change")),
        callback_id=ids.MENTOR_LEAVE_FORM,
        submit=t.plain("common.save" if left.stopped else "mentors.leave.confirm"),
        close=t.plain("common.cancel"),
    )


def left(t: Speech, *, handed_over: int = 0) -> Message:
    """Noted; `handed_over` is for how many people the team looks for somebody else."""
    told = [t("mentors.leave.left")]
    if handed_over:
        told.append(t("mentors.leave.handed_over", count=handed_over))
    back = button(t.plain("mentors.leave.again"), ids.MENTOR_AGAIN)
    return message(section(Markup.joined(told, " "), button=back))


def back_again(arrival: Arrival, t: Speech) -> Message:
    """Mentor once more, standing where they stood."""
    return message(section(standing(arrival, t) or t("mentors.leave.back")))


def stepped_back(one: SteppedBack, said: Bundle, t: Speech) -> list[Block]:
    """For the team: a name that people chose is gone from the round."""
    return [section(t("mentors.leave.gone", mentor=mention(one.mentor.slack_id)))]


def _go_on_or_hand_over(t: Speech) -> Block:
    """Going on comes first, and is chosen until they say otherwise."""
    offered = [
        option(t.plain("mentors.leave.go_on"), GO_ON),
        option(t.plain("mentors.leave.hand_over"), HAND_OVER),
    ]
    return {
        "type": "radio_buttons",
        "action_id": "mentees",
        "options": offered,
        "initial_option": offered[0],
    }
