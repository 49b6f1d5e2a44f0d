"""The changes that are asked for, as the team reads and decides them: one row for each mentorship."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.changes import Decision, Motive, ToldBy, Wish
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.programme.change_cases import Case, Request
from bot.programme.change_facts import Asked
from bot.programme.prompts import Bundle
from bot.texts import Markup, Speech, mention
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    date_picker,
    header,
    message,
    modal,
    option,
    quiet,
    section,
)
from handlers.views.common import notice
from handlers.views.wording import names

WHAT, UNTIL, TOLD_BY = "what", "until", "told_by"
#: Two blocks each, in a message of 50 (`slack.md` §2.1).
MOST_CASES = 15


def asked(one: Asked, said: Bundle, t: Speech) -> list[Block]:
    """In the team's messages: everything that waits for this reader, with its limit."""
    blocks = [section(t("changes.team.asked", count=len(one.cases) + one.more))]
    for case in one.cases:
        blocks += _case(case, t)
    if one.more:
        see = button(t.plain("changes.team.see"), ids.CHANGES_SEE)
        blocks.append(section(t("changes.team.more", count=one.more), button=see))
    return blocks


def panel(cases: Sequence[Case], t: Speech, *, noted: Case | None = None) -> Message:
    """The page: the most urgent first."""
    blocks = [header(t.plain("changes.team.title"))]
    if noted is not None:
        blocks += mediation(noted, t).blocks
    for case in cases[:MOST_CASES]:
        blocks += _case(case, t)
    if len(cases) > MOST_CASES:
        blocks.append(quiet(t("changes.team.later", count=len(cases) - MOST_CASES)))
    last = t("changes.team.private") if cases else t("changes.team.none")
    menu = button(t.plain("admin.menu"), ids.ADMIN_MENU)
    return message(*blocks, quiet(last) if cases else section(last), actions(menu))


def decide_form(case: Case, t: Speech, theirs: Sequence[tuple[Person, Speech]]) -> Block:
    """What to decide, and who tells those who asked for nothing: with the very sentence that the bot would say.

    Where both asked, both are told at once, and nobody is left to tell.
    """
    told = [ask(t.plain("changes.team.told_by", people=_plain(case.untold)), _told_by(t), block_id=TOLD_BY)]
    return modal(
        t.plain("changes.team.decide_title"),
        section(_words(case, t)),
        ask(t.plain("changes.team.what"), _decisions(case, t), block_id=WHAT),
        ask(
            t.plain("changes.team.until"),
            date_picker(UNTIL, day=_wished_until(case)),
            block_id=UNTIL,
            hint=t.plain("changes.team.until_hint"),
            optional=True,
        ),
        *(told if theirs else []),
        *(section(_end_words(case, person, speech, t)) for person, speech in theirs),
        quiet(t("changes.team.words_else" if case.untold else "changes.team.words_both")),
        callback_id=ids.CHANGE_DECIDE_FORM,
        submit=t.plain("changes.team.confirm"),
        close=t.plain("common.cancel"),
        kept=":".join(str(one) for one in (case.mentorship.id, *case.seen)),
    )


def decided(
    case: Case, decision: Decision, t: Speech, *, until: date | None = None, told_by: ToldBy = ToldBy.BOT
) -> Block:
    """What was decided; and what is left to do, where one of the team tells whoever asked for nothing."""
    if decision is Decision.PAUSE and until is not None:
        words = t("changes.team.decided_pause", day=t.date(until, today=case.today))
    else:
        words = t("changes.team.decided", what=_decision(decision, case, t))
    parts = decision in (Decision.STOP, Decision.NEW_MENTOR)
    if not (parts and told_by is ToldBy.PERSON and case.untold):
        return notice(t, message(section(words)))
    return notice(t, message(section(words), section(t("changes.team.tell", people=names(case.untold, t)))))


def mediation(case: Case, t: Speech) -> Message:
    day = t.date(case.decide_by, today=case.today)
    return message(section(t("changes.team.mediation_noted", day=day)))


def _case(case: Case, t: Speech) -> list[Block]:
    value = case.mentorship.id
    decide = button(
        t.plain("changes.team.decide"), f"{ids.CHANGE_DECIDE}:{value}", value=value, style="primary"
    )
    talking = button(t.plain("changes.team.mediation"), f"{ids.CHANGE_MEDIATION}:{value}", value=value)
    return [section(_words(case, t)), actions(decide, talking)]


def _words(case: Case, t: Speech) -> Markup:
    """Who with whom, what each asks for, and until when to decide."""
    others = names(case.others, t)
    who = (
        t("changes.team.case", mentors=names(case.mentors, t), others=others)
        if case.mentors
        else t("changes.team.case_group", others=others)
    )
    return Markup.joined([who, *(_request(one, t) for one in case.requests), *_limits(case, t)])


def _limits(case: Case, t: Speech) -> Iterator[Markup]:
    """That a colleague is at it, so that nobody else begins; and until when to decide, where that is another day."""
    if case.talking_until is not None:
        yield t("changes.team.talking", day=t.date(case.talking_until, today=case.today))
    if case.talking_until != case.decide_by:
        limit = "changes.team.late" if case.late else "changes.team.decide_by"
        yield t(limit, day=t.date(case.decide_by, today=case.today))


def _request(request: Request, t: Speech) -> Markup:
    if request.asker is None:
        return t("changes.team.line")
    mentor, why = request.role is SeatRole.MENTOR, request.change.why
    said = (
        t("changes.team.no_reason") if why in (None, Motive.PREFER_NOT_TO_SAY) else t(f"changes.reason.{why}")
    )
    return t(
        "changes.team.asks_mentor" if mentor else "changes.team.asks_mentee",
        asker=mention(request.asker.slack_id),
        wish=t(
            f"changes.wish_mentor.{request.change.wish}" if mentor else f"changes.wish.{request.change.wish}"
        ),
        reason=said,
    )


def _decisions(case: Case, t: Speech) -> Block:
    """Nothing is chosen beforehand: a decision about two people is nobody's default."""
    offered = [option(_decision(one, case, t), one.value) for one in Decision]
    return {"type": "radio_buttons", "action_id": WHAT, "options": offered}


def _decision(decision: Decision, case: Case, t: Speech) -> str:
    if decision is Decision.NEW_MENTOR:
        key = "changes.team.another" if case.mentorship.temporary else "changes.decision.new_mentor"
        return t.plain(key, mentees=_plain(case.others))
    return t.plain(f"changes.decision.{decision}")


def _told_by(t: Speech) -> Block:
    offered = [
        option(t.plain("changes.team.told_by_bot"), ToldBy.BOT.value),
        option(t.plain("changes.team.told_by_person"), ToldBy.PERSON.value),
    ]
    return {"type": "radio_buttons", "action_id": TOLD_BY, "options": offered, "initial_option": offered[0]}


def _end_words(case: Case, person: Person, theirs: Speech, t: Speech) -> Markup:
    partners = [one for one in (*case.mentors, *case.others) if one.id != person.id]
    words = theirs("endings.over", partner=names(partners, theirs))
    return t("changes.team.words_end", person=mention(person.slack_id), words=words)


def _wished_until(case: Case) -> str | None:
    wished = [one.change.until for one in case.requests if one.change.wish is Wish.PAUSE and one.change.until]
    return max(wished).isoformat() if wished else None


def _plain(people: Sequence[Person]) -> str:
    return ", ".join(one.first_name for one in people)
